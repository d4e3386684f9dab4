"""Reports that take no stand of their own, though their words would."""

from __future__ import annotations

from kgbuild.extract.parse.polarity import is_negated, joined_by_nor
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import with_dep
from kgbuild.extract.positions.parties import actor_at
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.extract.positions.speech import Speech
from kgbuild.extract.positions.vocabulary import Flag, Slot
from kgbuild.model.facts import Stance

_GIVEN = frozenset({Rel.OBJECT, Rel.PASSIVE_SUBJECT, Rel.OPEN_CLAUSE})


def is_void(scene: Speech, report: SpeechReport) -> bool:
    """Say whether nobody takes a stand by these words: what they do is told as denied, given up, alleged by nobody, or
    done to a person."""
    tests = (_of_a_person, _denied, _alleged, _left_open, _given_up, _only_addresses, _said_by_its_noun)
    return any(test(scene, report) for test in tests)


def _of_a_person(scene: Speech, report: SpeechReport) -> bool:
    """To question a person is no doubt."""
    head = report.content.head if report.content is not None and Flag.THINGS in report.frame.flags else None
    return head is not None and (actor_at(scene, head) is not None or scene.lemma(head) in scene.lexicon.people)


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
    pair = (report.cue, *with_dep(scene.text, report.cue, Rel.CONJUNCT))
    return any(joined_by_nor(scene.text, j) for j in pair)


def _given_up(scene: Speech, report: SpeechReport) -> bool:
    """ "has dropped its demand for …", "stopped demanding"; not "has not dropped"."""
    token = scene.text.tokens[report.cue]
    given_up = token.dep in _GIVEN and scene.lemma(token.head) in scene.lexicon.dropped
    return given_up and not is_negated(scene.text, token.head)


def _only_addresses(scene: Speech, report: SpeechReport) -> bool:
    """ "Addressing miners, she said …" says to whom."""
    token = scene.text.tokens[report.cue]
    aside = token.dep == Rel.ADVERB_CLAUSE and token.tag == "VBG" and report.slot == Slot.OBJECT
    return aside and scene.lemma(report.cue) in scene.lexicon.speaking


def _said_by_its_noun(scene: Speech, report: SpeechReport) -> bool:
    """ "voiced concern about …": the concern says more."""
    noun = scene.by_cue.get(report.content.head) if report.content is not None and report.slot == Slot.OBJECT else None
    return noun is not None and not noun.quoted and noun.content is not None and noun.speaker == report.speaker
