"""Whether a clause looks back or ahead, from the verb that governs a word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from kgbuild.extract.dates.reading import Direction
from kgbuild.model.text import AnnotatedText, Sentence, Token

_MODALS = frozenset({"will", "shall", "would", "wo", "'ll", "’ll", "may", "might", "could", "can", "should", "must"})
_PERFECT = frozenset({"have", "has", "had", "having", "'ve", "’ve"})
_AHEAD = frozenset({"until", "till", "effective", "starting", "beginning"})
_BEHIND = frozenset({"since"})


def direction_in(
    text: AnnotatedText, sentence: Sentence, plans: frozenset[str], narrative: Callable[[int], bool]
) -> Callable[[int], Direction]:
    """Return the function that tells the direction of a sentence's clause at a character of the article.

    `plans` are lemmas that look ahead ("scheduled"); `narrative` tells what stands outside quotation marks: a verb on
    the other side of one says nothing.
    """
    words = text.words(sentence)
    starts = [word.start for word in words]

    def direction(place: int) -> Direction:
        k = bisect_right(starts, place) - 1
        return _direction(text, words[k], plans, narrative) if k >= 0 else Direction.NONE

    return direction


def _direction(text: AnnotatedText, word: Token, plans: frozenset[str], narrative: Callable[[int], bool]) -> Direction:
    before = text.tokens[word.i - 1].text.lower() if word.i else ""
    if before in _AHEAD:
        return Direction.FUTURE
    if before in _BEHIND:
        return Direction.PAST
    here, side, in_noun = word, narrative(word.start), False
    for _ in range(len(text.tokens)):  # a chain of heads is never longer; no loop even in a broken tree
        found = _says(text, here, plans, in_noun) if narrative(here.start) is side else None
        if found is not None:
            return found
        if here.head == here.i:
            return Direction.NONE
        in_noun |= here.i != word.i and here.pos in {"NOUN", "PROPN"}
        here = text.tokens[here.head]
    return Direction.NONE


def _says(text: AnnotatedText, word: Token, plans: frozenset[str], in_noun: bool) -> Direction | None:
    """Return the direction a word gives to what hangs on it, or None where it leaves it to the word above."""
    children = [text.tokens[c] for c in text.children[word.i]]
    if word.pos == "NOUN":
        return Direction.FUTURE if any(m.dep == "amod" and m.lemma.lower() in plans for m in children) else None
    helpers = [child for child in children if child.dep in {"aux", "auxpass"}]
    spelled = {helper.text.lower() for helper in helpers}
    planned = word.lemma.lower() in plans and word.tag in {"VBN", "JJ", "VBG", "VBZ", "VBP"}
    if planned and word.pos in {"ADJ", "VERB"}:
        return Direction.PAST if "had" in spelled else Direction.FUTURE
    if word.pos not in {"VERB", "AUX"}:
        return None
    return _tense(text, word, helpers, in_noun=in_noun)


def _tense(text: AnnotatedText, verb: Token, helpers: list[Token], *, in_noun: bool) -> Direction | None:
    spelled, tags = {h.text.lower() for h in helpers}, {h.tag for h in helpers}
    if spelled & _MODALS:
        return Direction.PAST if "have" in spelled else Direction.FUTURE
    if "to" in spelled:
        governor = text.tokens[verb.head]
        if governor.i != verb.i and governor.tag in {"VBD", "VBN"}:
            return None  # "came to meet": the finite verb tells, and "planned to meet" is in `plans`
        return Direction.FUTURE
    if verb.tag == "VBD" or "VBD" in tags or spelled & _PERFECT:
        return Direction.PAST
    if verb.tag in {"VBZ", "VBP"} or tags & {"VBZ", "VBP"}:
        # "the talks open on Friday" look ahead; "Friday's talks are a success" do not say
        return Direction.NONE if in_noun or verb.lemma in {"say", "report"} else Direction.FUTURE
    return Direction.PAST if verb.tag == "VBN" else None
