"""Reports that take no stand of their own, though their words would."""

from __future__ import annotations

from kgbuild.extract.parse.polarity import is_negated, joined_by_nor
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child
from kgbuild.extract.positions.parties import actor_at
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.extract.positions.speech import Speech
from kgbuild.extract.positions.vocabulary import Flag, Slot
from kgbuild.model.facts import Stance

_GIVEN = frozenset({Rel.OBJECT, Rel.PASSIVE_SUBJECT, Rel.OPEN_CLAUSE})


def is_void(scene: Speech, report: SpeechReport) -> bool:
    """Say whether nobody takes a stand by these words: what they do is told as denied, given up, alleged by nobody, or
    done to a person."""
    return (
        _of_a_person(scene, report)
        or _denied(scene, report)
        or _alleged(scene, report)
        or _left_open(scene, report)
        or _given_up(scene, report)
        or _only_addresses(scene, report)
        or _said_by_its_noun(scene, report)
    )


def _of_a_person(scene: Speech, report: SpeechReport) -> bool:
    """To question a person is no doubt."""
    head = report.content.head if report.content is not None else None
    if head is None or Flag.THINGS not in report.frame.flags or report.slot in {Slot.CLAUSE, Slot.WHETHER, Slot.QUOTE}:
        return False
    return actor_at(scene, head) is not None or (scene.text.tokens[head].lemma.lower() in scene.lexicon.people)


def _denied(scene: Speech, report: SpeechReport) -> bool:
    """What is denied was not done; what a relative clause tells of the thing denied was ("claims of a woman who
    accused him")."""
    above = next(scene.around(report), None)
    if above is None or above.negated or above.cue != scene.text.tokens[report.cue].head:
        return False
    return Flag.DENIES in above.frame.flags or above.frame.stance is Stance.DOUBTS


def _alleged(scene: Speech, report: SpeechReport) -> bool:
    """ "claims that it plans to leave": nobody is known to say so, least of all "it"."""
    nouns = (a for a in scene.around(report) if scene.text.tokens[a.cue].pos == "NOUN")
    return any(above.speaker is None and above.slot == Slot.CLAUSE for above in nouns)


def _left_open(scene: Speech, report: SpeechReport) -> bool:
    """ "neither confirmed nor denied"."""
    pair = (report.cue, *(j for j in scene.text.children[report.cue] if scene.text.tokens[j].dep == Rel.CONJUNCT))
    return any(joined_by_nor(scene.text, j) for j in pair)


def _given_up(scene: Speech, report: SpeechReport) -> bool:
    """ "has dropped its demand for …", "stopped demanding"; not "has not dropped"."""
    token = scene.text.tokens[report.cue]
    above = scene.text.tokens[token.head]
    given_up = token.dep in _GIVEN and above.lemma.lower() in scene.lexicon.dropped
    return given_up and not is_negated(scene.text, above.i)


def _only_addresses(scene: Speech, report: SpeechReport) -> bool:
    """ "Addressing miners, she said …" says to whom."""
    token = scene.text.tokens[report.cue]
    speaks = token.lemma.lower() in scene.lexicon.speaking and token.dep == Rel.ADVERB_CLAUSE and token.tag == "VBG"
    return speaks and report.slot == Slot.OBJECT and child(scene.text, report.cue, *SUBJECTS) is None


def _said_by_its_noun(scene: Speech, report: SpeechReport) -> bool:
    """ "voiced concern about …": the concern says more."""
    head = report.content.head if report.content is not None and report.slot == Slot.OBJECT else None
    noun = scene.by_cue.get(head) if head is not None else None
    return noun is not None and not noun.quoted and noun.content is not None and noun.speaker == report.speaker
