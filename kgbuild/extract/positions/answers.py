"""Positions that lean on one another: an answer to a demand just reported, an offer that waits for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kgbuild.extract.parse.verbs import is_finite
from kgbuild.extract.positions.reports import ANSWERS
from kgbuild.extract.positions.speech import Speech
from kgbuild.extract.positions.vocabulary import Flag, SpeechLexicon
from kgbuild.model.facts import PositionFact, Stance

_NEAR = 3  # sentences back that "the demand" can reach
_PAIR = 2
_MARK = 2  # a blank and a quotation mark
_BRIEF = 3  # words that hold a noun and a judgement
_SHORT = 6  # words; more say what they answer themselves
_STANDS = frozenset({Stance.SUPPORTS, Stance.REJECTS})
_AGAINST = frozenset({Stance.ACCUSES, Stance.DEMANDS})


def link_answers(found: Sequence[PositionFact], heard: Speech) -> tuple[PositionFact, ...]:
    """Return the positions with ids in their order; `responds_to` and `conditional_on` where the wording is clear.

    What only points ("denies this") and answers nothing found before is left out.
    """
    done: list[PositionFact] = []
    speech = heard.lexicon
    for position in found:
        words = position.text.lower().split()
        made = replace(position, id=f"p{len(done) + 1}")
        if position.stance in ANSWERS or position.stance is Stance.SAYS:
            made = _answered(made, words, done, heard)
        if speech.sequence & set(words):
            made = _waiting(made, done)
        if made.conditional_on is None:
            made = _on_terms(made, words, done, speech)
        if made.responds_to is not None or set(words) - speech.pointers:
            done.append(made)
    return tuple(done)


def _pointed_at(
    nouns: Iterable[str], position: PositionFact, earlier: Sequence[PositionFact], speech: SpeechLexicon
) -> Iterator[PositionFact]:
    """Yield the positions told shortly before that these nouns may point to, nearest first."""
    kinds = {stance for noun in nouns for stance in speech.answers.get(noun, ())}
    near = (p for p in reversed(earlier) if position.sentences[0] - p.sentences[-1] <= _NEAR)
    return (p for p in near if p.stance in kinds)


def _answered(position: PositionFact, words: list[str], earlier: Sequence[PositionFact], heard: Speech) -> PositionFact:
    """ "denied it", "dismissed the suit as baseless", "said the demand was absurd": what opens the words points to what
    somebody else said; to speak of a plan or a claim is no answer yet, to speak of a charge or a demand is."""
    speech, called = heard.lexicon, _called(position, heard)
    words = [called, *words] if called and called != words[0] else words
    known = speech.judging | speech.answers.keys()
    bare = words[0] in speech.answers and len(words) > _PAIR and words[1] not in known  # "it had no interest in it"
    says = position.stance is Stance.SAYS
    judged = says and (tuple(words[:2]) in speech.judged or called != "")  # "that was blackmail"
    points = words[0] in speech.pointers and (judged or not bare)
    nouns = words[:2] if position.stance is Stance.SAYS or len(words) > _SHORT else words
    if position.stance is Stance.SAYS and len(words) > _PAIR:
        brief = len(words) <= _BRIEF or words[_PAIR] in speech.judging  # "(called) the claim absurd", "that figure as"
        told = [noun for noun in nouns[1:] if brief or _AGAINST.issuperset(speech.answers.get(noun, ()))]
        nouns = words[:1] if judged else told
    before = [p for p in earlier[-1:] if position.sentences[0] - p.sentences[-1] <= 1] if judged else earlier
    blamed = position.stance is Stance.REJECTS and any(Stance.ACCUSES in speech.answers.get(n, ()) for n in nouns)
    denies = _denies(position, heard)
    for other in (
        *_pointed_at(nouns if points else (), position, before, speech),
        *(p for p in earlier[-1:] if denies and points and len(words) == 1 and p.stance is Stance.SAYS),
        *(p for p in earlier[-1:] if points and blamed and position.sentences[0] - p.sentences[-1] <= 1),
    ):
        if other.speaker is not None and other.speaker != position.speaker:
            asked = (p.speaker for p in earlier if (p.cue, p.stance) == (other.cue, other.stance))  # "A and B demand"
            whom = other.targets if other.stance in _STANDS else asked  # "B backs A's plan. C opposes it."
            targets = position.targets or tuple(who for who in whom if who not in {None, position.speaker})
            return replace(position, responds_to=other.id, issues=other.issues, targets=targets)
    return position


def _denies(position: PositionFact, heard: Speech) -> bool:
    report = heard.by_cue.get(_cue(position, heard))
    return report is not None and Flag.DENIES in report.frame.flags


def _cue(position: PositionFact, heard: Speech) -> int:
    tokens = heard.text.between(position.cue.start, position.cue.end) if position.cue is not None else ()
    return next((t.i for t in tokens), -1)


def _called(position: PositionFact, heard: Speech) -> str:
    """ "called *this* arithmetic", "described *it* as blackmail": return the pronoun that stands for what is judged."""
    cue, first = _cue(position, heard), next((s.start for s in position.content), -1)
    after = heard.text.tokens[cue + 1 : cue + 3] if cue >= 0 and position.stance is Stance.SAYS else ()
    alone = {t.pos for t in after[:1]} == {"PRON"} or {t.pos for t in after[1:]} == {"PUNCT"}  # 'this “arithmetic”'
    bare = [t for t in after[:1] if alone and t.start <= first <= t.end + _MARK]
    does = any(is_finite(heard.text, i) for t in bare for i in {t.head} - {cue})  # "said *it was* late"
    return bare[0].text.lower() if bare and not does else ""


def _on_terms(
    position: PositionFact, words: list[str], earlier: Sequence[PositionFact], speech: SpeechLexicon
) -> PositionFact:
    """ "would leave unless its demand was met": waits for a position named after the word that sets a condition."""
    start = next((k for k, word in enumerate(words) if word.strip(",") in speech.terms), len(words))
    named = pairwise(words[start + 1 : start + 1 + _SHORT])
    nouns = [b.strip(".,") for a, b in named if a in speech.pointers and b.strip(".,") not in speech.pointers]
    other = next(_pointed_at(nouns, position, earlier, speech), None)
    return position if other is None else replace(position, conditional_on=other.id)


def _waiting(position: PositionFact, earlier: Sequence[PositionFact]) -> PositionFact:
    same = (p for p in reversed(earlier) if p.sentences[-1] == position.sentences[0] and p.speaker == position.speaker)
    other = next(same, None) if position.speaker is not None else None
    if other is None:
        return position
    return replace(position, conditional_on=other.id, targets=position.targets or other.targets)
