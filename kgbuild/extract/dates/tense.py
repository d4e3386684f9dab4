"""Whether a clause looks back or ahead, from the verb that governs a word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from kgbuild.extract.dates.reading import Direction
from kgbuild.model.text import AnnotatedText, Sentence, Token

_MODALS = frozenset({"will", "shall", "would", "wo", "'ll", "’ll", "may", "might", "could", "can", "should", "must"})
_AHEAD = frozenset({"until", "till", "by", "effective", "starting", "beginning", "ahead", "due"})
_BEHIND = frozenset({"since"})


def direction_in(text: AnnotatedText, sentence: Sentence, plans: frozenset[str]) -> Callable[[int], Direction]:
    """Return the function that tells the direction of a sentence's clause at a character of the article."""
    words = text.words(sentence)
    starts = [word.start for word in words]

    def direction(place: int) -> Direction:
        k = bisect_right(starts, place) - 1
        return _direction(text, words[k], plans) if k >= 0 else Direction.NONE

    return direction


def _direction(text: AnnotatedText, word: Token, plans: frozenset[str]) -> Direction:
    before = text.tokens[word.i - 1].text.lower() if word.i else ""
    if before in _AHEAD:
        return Direction.FUTURE
    if before in _BEHIND:
        return Direction.PAST
    here = word
    for _ in range(len(text.tokens)):  # a chain of heads is never longer; no loop even in a broken tree
        found = _says(text, here, plans)
        if found is not None:
            return found
        if here.head == here.i:
            return Direction.NONE
        here = text.tokens[here.head]
    return Direction.NONE


def _says(text: AnnotatedText, word: Token, plans: frozenset[str]) -> Direction | None:
    """Return the direction a word gives to what hangs on it, or None where it leaves it to the word above."""
    if word.lemma.lower() in plans and word.pos in {"ADJ", "VERB"} and word.tag in {"VBN", "JJ", "VBG", "VBZ", "VBP"}:
        return Direction.FUTURE
    if word.pos == "NOUN":
        modifiers = (text.tokens[c] for c in text.children[word.i])
        return Direction.FUTURE if any(m.dep == "amod" and m.lemma.lower() in plans for m in modifiers) else None
    if word.pos not in {"VERB", "AUX"}:
        return None
    helpers = [text.tokens[c] for c in text.children[word.i] if text.tokens[c].dep in {"aux", "auxpass"}]
    return _tense(text, word, helpers, plans)


def _tense(text: AnnotatedText, verb: Token, helpers: list[Token], plans: frozenset[str]) -> Direction | None:
    spelled = {h.text.lower() for h in helpers}
    if spelled & _MODALS:
        return Direction.PAST if "have" in spelled else Direction.FUTURE
    if "to" in spelled:
        governor = text.tokens[verb.head]
        if governor.tag in {"VBD", "VBN"} and governor.lemma.lower() not in plans and governor.i != verb.i:
            return None  # "came to meet": the finite verb tells
        return Direction.FUTURE
    tags = {h.tag for h in helpers}
    if verb.tag == "VBD" or "VBD" in tags or spelled & {"have", "has", "had", "having"}:
        return Direction.PAST
    if verb.tag in {"VBZ", "VBP"} or tags & {"VBZ", "VBP"}:
        return Direction.PAST if verb.lemma in {"say", "report"} else Direction.FUTURE
    return Direction.PAST if verb.tag == "VBN" else None
