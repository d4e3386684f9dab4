"""The nouns of the sections `speech` and `issues`: frames, readings of content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kgbuild.extract.calibration import Calibration
from kgbuild.extract.issues import NO_ISSUES, IssueScheme
from kgbuild.model.facts import Assertion, Stance
from kgbuild.problems import Location

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
    SUBJECT = "subject"  # the plan (is unacceptable); what a passive speaks of
    SUBJECT_INF = "subject inf"  # he (is expected) to leave
    INCLUDING = "including"  # (its demands,) which include a truce
    WHOLE = "whole"  # a deal is likely to fail
    HOST = "host"  # the clause that "according to" stands in


class Party(StrEnum):
    """Where a frame finds targets and audience; any other word is a preposition."""

    OBJECT = "object"
    CONTENT_SUBJECT = "content subject"
    CONTENT_OBJECT = "content object"  # to whom the speaker would do it ("to take X to court")
    CONTENT_OWNER = "content owner"  # whose plan, demand or offer it is


class Target(StrEnum):
    """Whom the wording of a content makes a target; any other word is a preposition in the content."""

    SUBJECT = "subject"  # the subject of its main clause
    AFTER = "after"  # the actor after the words that matched
    CONDITION = "condition"  # the subject of its "if" clause: who would bring it about


class Telling(StrEnum):
    """Whether a frame reports an act of speech or states a standing position in the reporter's own words."""

    SPEECH = "speech"
    REPORTER = "reporter"


@dataclass(frozen=True, slots=True)
class Frame:
    """What some words do: `act` names it, `content` lists where to look for what is said, first match wins.

    `negated` is the stance of the negated cue ("does not support" -> rejects); without it a negated cue says nothing.
    `denies` turns the content's polarity. `actors` demands a speaker who is known. `outlet` marks the outlet's own
    judgement: no speaker. `answers` demands content that names an earlier position ("that call"); `things` content that
    is no person; `bare` a verb without object ("pushed back"). `hearsay` is no position, only not the reporter's own
    word ("reportedly"). `assertion` is what the speaker does with the words.
    """

    act: str
    stance: Stance
    where: Location
    content: tuple[str, ...]
    telling: Telling = Telling.SPEECH
    target: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    negated: Stance | None = None
    denies: bool = False
    actors: bool = False
    passive: bool = False
    active: bool = False
    answers: bool = False
    outlet: bool = False
    things: bool = False
    hearsay: bool = False
    bare: bool = False
    assertion: Assertion = Assertion.REPORTED
    confidence: float | None = None  # None: as measured of its like


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of a frame: the words after its first (`call for` -> `("for",)`), and the frame."""

    rest: Phrase
    frame: Frame


@dataclass(frozen=True, slots=True)
class Condition:
    """What a token of a pattern must have (or must not): LEMMA, LOWER, POS, TAG or DEP is one of these."""

    attribute: str
    values: frozenset[str]
    negative: bool = False


@dataclass(frozen=True, slots=True)
class PatternNode:
    """One token of a pattern: its name, what it must have, and how it stands to a node before it (none: the first)."""

    name: str
    conditions: tuple[Condition, ...]
    left: str = ""
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A frame found by a pattern over the parse; the names of its nodes say what is cue, speaker, content, target."""

    frame: Frame
    nodes: tuple[PatternNode, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule that gives plain content a sharper stance.

    All given conditions must hold: `of` the frame's stance, a `modal` of the content's main verb, `words` somewhere in
    the content, `opens` its first words, `subject` of its main clause is one of the kinds given ("self" the speaker,
    "other" another actor, "thing" anything else), `question`, `negative`, `subjunctive` ("insisted that he leave"); the
    main verb has no auxiliary of `without`. `target` says whom it is against.
    """

    stance: Stance
    where: Location
    of: tuple[Stance, ...] = (Stance.SAYS,)
    modal: tuple[str, ...] = ()
    words: tuple[Phrase, ...] = ()
    opens: tuple[Phrase, ...] = ()
    subject: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    question: bool = False
    negative: bool = False
    subjunctive: bool = False
    target: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeechLexicon:
    """Everything `find_positions` knows of language, keyed by first lemma for look-up in the token loop."""

    verbs: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    nouns: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    adjectives: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    prepositions: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    adverbs: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    dashes: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    media: frozenset[str] = frozenset()
    light_verbs: frozenset[str] = frozenset()
    unreal: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    answers: Mapping[str, tuple[Stance, ...]] = field(default_factory=dict)
    sequence: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    realized: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    speaking: frozenset[str] = frozenset()
    hearers: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    reactions: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()
    citing: frozenset[str] = frozenset()
    calibration: Calibration = field(default_factory=Calibration)
    issues: IssueScheme = NO_ISSUES


def frame_of(where: Location) -> str:
    """Return the place of a lexicon entry as facts name it: `mappings/lexicon/en/speech.yml:18`."""
    return f"{where.file}:{where.line}"
