"""Whether a clause looks back or ahead, from the verb that governs a word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from kgbuild.extract.dates.reading import Direction, Look
from kgbuild.model.text import AnnotatedText, Sentence, Token

_MODALS = frozenset({"will", "shall", "would", "wo", "'ll", "’ll", "may", "might", "could", "can", "should", "must"})
_PERFECT = frozenset({"have", "has", "had", "having", "'ve", "’ve"})
_AHEAD = frozenset({"until", "till", "effective", "starting", "beginning"})
_BEHIND = frozenset({"since"})
_TOWARD = frozenset(
    {"to", "into", "through", "for"}
)  # "was extended to Nov. 20": the verb is past, the day need not be


def look_in(
    text: AnnotatedText, sentence: Sentence, plans: frozenset[str], narrative: Callable[[int], bool]
) -> Callable[[int], Look]:
    """Return the function that tells where a sentence's clause looks at a character of the article.

    `plans` are lemmas that look ahead ("scheduled"); `narrative` tells what stands outside quotation marks: a verb on
    the other side of one says nothing.
    """
    words = text.words(sentence)
    starts = [word.start for word in words]

    def look(place: int) -> Look:
        k = bisect_right(starts, place) - 1
        return _look(text, words[k], plans, narrative) if k >= 0 else Look()

    return look


def _look(text: AnnotatedText, word: Token, plans: frozenset[str], narrative: Callable[[int], bool]) -> Look:
    before = text.tokens[word.i - 1].text.lower() if word.i else ""
    if before in _AHEAD | _BEHIND:
        return Look(Direction.FUTURE if before in _AHEAD else Direction.PAST, sure=True)
    beside = _verb_before(text, word)
    said = _says(text, beside, plans, in_noun=False) if beside else None
    if said is not None:  # "said on Tuesday she would go": parsers often hang the day on the later verb
        return Look(said, sure=before not in _TOWARD)
    here, side, in_noun = word, narrative(word.start), False
    for _ in range(len(text.tokens)):  # a chain of heads is never longer; no loop even in a broken tree
        found = _says(text, here, plans, in_noun=in_noun) if narrative(here.start) is side else None
        if found is not None:
            return Look(found, sure=not in_noun and before not in _TOWARD)
        if here.head == here.i:
            return Look()
        in_noun |= here.i != word.i and here.pos in {"NOUN", "PROPN"} and here.entity != "DATE"
        here = text.tokens[here.head]
    return Look()


def _verb_before(text: AnnotatedText, word: Token) -> Token | None:
    """Return the verb that stands before a date, with at most a preposition between."""
    i = word.i - 1
    if i >= 0 and text.tokens[i].pos == "ADP":
        i -= 1
    same = i >= 0 and text.sentence_of[i] == text.sentence_of[word.i]
    return text.tokens[i] if same and text.tokens[i].pos == "VERB" else None


def _says(text: AnnotatedText, word: Token, plans: frozenset[str], *, in_noun: bool) -> Direction | None:
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
