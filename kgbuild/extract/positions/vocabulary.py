"""What the section `speech` is made of: frames of speech, and readings of what is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kgbuild.extract.frames.conditions import Conditions
from kgbuild.model.facts import Assertion, Stance
from kgbuild.schema import NAMES, PHRASES, SHARE, TEXT, WORDS, key, member, members, place

OTHER = "other"  # the issue of what fits no other
Phrase = tuple[str, ...]  # lower-case lemmas


class Slot(StrEnum):
    """Where a frame finds its content, by grammar; any other word in `content` is a preposition."""

    QUOTE = "quote"  # a quotation beside the cue
    CLAUSE = "clause"  # (that) he will leave
    WHETHER = "whether"  # whether, if, how, why he left
    INF = "inf"  # to leave
    GERUND = "gerund"  # leaving
    OBJECT = "object"  # the plan
    OBJECT_INF = "object inf"  # him to leave
    OBJECT_AS = "object as"  # the plan as unfair
    PREDICATE = "predicate"  # the plan unfair
    SUBJECT_INF = "subject inf"  # he (is expected) to leave
    INCLUDING = "including"  # (its demands,) which include a truce
    WHOLE = "whole"  # a deal is likely to fail
    HOST = "host"  # the clause that "according to" stands in
    AFTER = "after"  # the rest of a line that a name and a sign open ("Lee: The dam is old")


class Party(StrEnum):
    """Where a frame finds targets and audience; any other word is a preposition."""

    OBJECT = "object"
    CONTENT_SUBJECT = "content subject"
    CONTENT_OWNER = "content owner"  # whose plan, demand or offer it is


class TargetPlace(StrEnum):
    """Whom the wording of a content makes a target; any other word is a preposition in the content."""

    SUBJECT = "subject"  # the subject of its main clause, and of a passive who does it
    OBJECT = "object"  # what its main verb is done to
    AFTER = "after"  # the actor after the words that matched
    CONDITION = "condition"  # the subject of its "if" clause: who would bring it about


class Telling(StrEnum):
    """Whether a frame reports an act of speech or states a standing position in the reporter's own words."""

    SPEECH = "speech"
    REPORTER = "reporter"


class Flag(StrEnum):
    """What else must hold of a frame's word, or is meant by it."""

    DENIES = "denies"  # the content is said not to be so
    ACTORS = "actors"  # only with a speaker who is known
    PASSIVE = "passive"  # only as a passive
    ACTIVE = "active"  # never as one
    OUTLET = "outlet"  # the outlet's own judgement: no speaker
    ANSWERS = "answers"  # only where the content names an earlier position ("that call")
    THINGS = "things"  # only where the content is no person
    HEARSAY = "hearsay"  # no position, only not the reporter's own word ("reportedly")


@dataclass(frozen=True, slots=True)
class SpeechFrame(Conditions):
    """What some words do: the first of the places in `content` where something is said counts."""

    act: str = key(TEXT, "names it", needed=True)
    stance: Stance = key(member(Stance, Stance.SAYS), "what the speaker does by it", needed=True)
    content: tuple[str, ...] = key(NAMES, "where what is said may stand: slots, and prepositions", needed=True)
    telling: Telling = key(
        member(Telling, Telling.SPEECH), "an act of speech, or a position in the reporter's words", name="voice"
    )
    verbs: tuple[Phrase, ...] = key(PHRASES, "lemmas; `call for` is call with “for”")
    nouns: tuple[Phrase, ...] = key(PHRASES, "lemmas")
    adjectives: tuple[Phrase, ...] = key(PHRASES, "lemmas")
    prepositions: tuple[Phrase, ...] = key(PHRASES, "lemmas")
    adverbs: tuple[Phrase, ...] = key(PHRASES, "lemmas")
    dashes: tuple[Phrase, ...] = key(PHRASES, "signs between a quotation and the name under it")
    target: tuple[str, ...] = key(NAMES, "against or of whom: parties, and prepositions")
    audience: tuple[str, ...] = key(NAMES, "to whom")
    negated: Stance | None = key(member(Stance), "the stance of the negated word; without it that says nothing")
    assertion: Assertion = key(
        member(Assertion, Assertion.REPORTED), "what the speaker does with the words, where it is more than reporting"
    )
    flags: tuple[Flag, ...] = key(members(Flag), "what else must hold, or is meant")
    confidence: float | None = key(SHARE, "how sure it is, where not as measured of its like", default=None)
    where: str = place()


class WordPlace(StrEnum):
    """Where a frame has its words."""

    VERBS = "verbs"
    NOUNS = "nouns"
    ADJECTIVES = "adjectives"
    PREPOSITIONS = "prepositions"
    ADVERBS = "adverbs"
    DASHES = "dashes"


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of a frame: the words after its first (`call for` -> `("for",)`), and the frame."""

    rest: Phrase
    frame: SpeechFrame


class Subject(StrEnum):
    """What the subject of a content is to its speaker."""

    SELF = "self"
    OTHER = "other"  # another actor
    THING = "thing"  # anything else


class ContentShape(StrEnum):
    """What form a content has."""

    QUESTION = "question"
    NEGATIVE = "negative"
    SUBJUNCTIVE = "subjunctive"  # "insisted that he leave"


@dataclass(frozen=True, slots=True)
class Sharpening:
    """A rule that gives plain content a sharper stance where all that is given holds."""

    stance: Stance = key(member(Stance, Stance.SAYS), "what the speaker does by such words", needed=True)
    of: tuple[Stance, ...] = key(members(Stance), "the stance of the frame", default=(Stance.SAYS,))
    modal: frozenset[str] = key(WORDS, "one of these is an auxiliary of the content's main verb")
    without: frozenset[str] = key(WORDS, "none of these is one")
    words: tuple[Phrase, ...] = key(PHRASES, "one of these stands in the content, as lemmas")
    opens: tuple[Phrase, ...] = key(PHRASES, "it opens with one of these")
    subject: tuple[Subject, ...] = key(members(Subject), "what the subject of its main clause is to the speaker")
    target: tuple[str, ...] = key(NAMES, "against whom: places in the content, and prepositions")
    flags: tuple[ContentShape, ...] = key(members(ContentShape), "what form it has")
    where: str = place()
