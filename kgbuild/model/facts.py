"""Facts: what an article's sentences say, each with its exact place. The shape of `kgbuild extract` and `facts.jsonl`.

Ids are local to an article (`e1`, `m1`, `v1`, `d1`, `p1`, in text order) until `resolve` gives global ones. Dates are
EDTF strings with the earliest and latest day they can mean (`YYYY-MM-DD`); None where nothing is said. The field
`frame` (and `Role.frame`) names what made a fact: a lexicon entry as `mappings/lexicon/en/speech.yml:18`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kgbuild.model.article import Article, BlockKind
from kgbuild.model.as_made import as_made


class EntityKind(StrEnum):
    """A country is the state that acts; its territory, like any city or region, is a place."""

    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    GROUP = "group"
    PLACE = "place"


class Level(StrEnum):
    """What part of a meeting a word names."""

    SERIES = "series"
    ROUND = "round"
    DAY = "day"
    SESSION = "session"


class Form(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Factuality(StrEnum):
    """Whether the text says that it happened."""

    ACTUAL = "actual"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"


class Mode(StrEnum):
    """How a position is worded: quoted whole, quoted in part, reported, or told in the reporter's own voice."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    NARRATOR = "narrator"


class Stance(StrEnum):
    """What a speaker does by saying it; the code list `stance:` of the ontology."""

    SAYS = "says"
    DEMANDS = "demands"
    REJECTS = "rejects"
    ACCUSES = "accuses"
    PROPOSES = "proposes"
    OFFERS = "offers"
    SUPPORTS = "supports"
    EXPECTS = "expects"
    WARNS = "warns"
    DOUBTS = "doubts"


class Assertion(StrEnum):
    """What a source does with words that are not the reporter's own: says them, confirms or denies what they say."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DENIED = "denied"


class Bound(StrEnum):
    """What a hedge leaves open of a number: more, less, a little less, a little more or less."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ALMOST = "almost"
    ABOUT = "about"


@as_made
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in code points of the article's text, and the characters themselves."""

    start: int
    end: int
    text: str


@as_made
@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names `entity` (an id); `kind` repeats the entity's kind."""

    start: int
    end: int
    text: str
    form: Form
    entity: str
    kind: EntityKind


@as_made
@dataclass(frozen=True, slots=True)
class Role:
    """A title someone holds or held: `at` is an entity id or None, `status` is "current" or "former".

    `start` and `end` are the first and last day as far as the article tells them (EDTF: "2019", "2024-11-22") or None;
    `dates` are the expressions that say so.
    """

    title: str
    at: str | None
    status: str
    span: Span
    frame: str = ""
    start: str | None = None
    end: str | None = None
    dates: tuple[Span, ...] = ()


@as_made
@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or place of the article. `name` is its best name, `names` all names seen (name forms only).

    `known` names the gazetteer or alias line that identified it (`mappings/lexicon/en/gazetteer.csv:31`), or is empty;
    `key` is its identity there, or empty. `within` is the key or name of the larger place or owner, where known.
    `found` names who found it, where that is someone else's extractor.
    """

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...] = ()
    wikidata: str | None = None
    roles: tuple[Role, ...] = ()
    known: str = ""
    key: str = ""
    within: str = ""
    found: str = ""

    @property
    def is_room(self) -> bool:
        """Say whether only a common noun tells a place ("the town hall"), which may lie in any town."""
        return self.kind is EntityKind.PLACE and not (self.names or self.known or self.key)


@as_made
@dataclass(frozen=True, slots=True)
class Timex:
    """A TIMEX3 value (ISO-TimeML notation) and type: DATE, TIME, DURATION or SET.

    `mod` is its modifier: APPROX ("around"), LESS_THAN, MORE_THAN, START ("early"), MID, END, …; None without one.
    """

    type: str
    value: str
    mod: str | None = None


@as_made
@dataclass(frozen=True, slots=True)
class DateFact:
    """A time expression. `edtf` is None for durations and sets and for what the text leaves open."""

    id: str
    start: int
    end: int
    text: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    timex: Timex
    resolved: bool


@as_made
@dataclass(frozen=True, slots=True)
class When:
    """The time of an event, never more precise than the text; `spans` are the expressions that say so."""

    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    spans: tuple[Span, ...] = ()


@as_made
@dataclass(frozen=True, slots=True)
class Event:
    """A meeting or another event: everything the article says of it, mentioned once or five times.

    `type` is "meeting" for meetings, else a word of the event lexicon (attack, election, agreement, …); `level` is
    series, round, day or session for meetings, else None; `part_of` is another event's id. Participants, mediators,
    hosts, initiators and `place` are entity ids; `backing` gives the spans behind single values as
    (field, value, span), so that a triple can show the words it rests on rather than the whole mention. `duration` is
    an ISO 8601 duration; `qualifier` its hedge ("around").
    """

    id: str
    type: str
    label: str
    spans: tuple[Span, ...]
    level: str | None = None
    part_of: str | None = None
    participants: tuple[str, ...] = ()
    initiators: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    place: str | None = None
    when: When = When()
    ordinal: int | None = None
    duration: str | None = None
    qualifier: str | None = None
    issues: tuple[str, ...] = ()
    outcome: str | None = None
    figures: tuple[
        tuple[str, float, str, Span], ...
    ] = ()  # (measure, number, hedge, span): ("killed", 12, "at least", …)
    factuality: Factuality = Factuality.ACTUAL
    confidence: float = 1.0
    frame: str = ""
    backing: tuple[tuple[str, str, Span], ...] = ()


@as_made
@dataclass(frozen=True, slots=True)
class IssueRef:
    """An issue of the scheme by its id ("other" where none fits), with the noun phrase that named it ("" where what the
    article is about stands in)."""

    id: str
    text: str


@as_made
@dataclass(frozen=True, slots=True)
class PositionFact:
    """What someone says, wants or expects; never a fact of the world.

    `speaker` is an entity id, or None: unresolved, or with mode narrator the outlet itself. `content` and `quotes` are
    spans (quotes without their marks); `cue` is the word that reports ("said"); `sentences` are indices; `polarity` is
    "positive" or "negative"; `conditional_on` and `responds_to` are ids of other positions; `why` gives the reason for
    `confidence` in a few words.
    """

    id: str
    speaker: str | None
    speaker_span: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    quotes: tuple[Span, ...]
    text: str
    mode: Mode
    stance: Stance
    issues: tuple[IssueRef, ...]
    targets: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    medium: str | None = None
    when: When = When()
    sentences: tuple[int, ...] = ()
    polarity: str = "positive"
    conditional_on: str | None = None
    responds_to: str | None = None
    confidence: float = 1.0
    why: str = ""
    frame: str = ""


@as_made
@dataclass(frozen=True, slots=True)
class SentenceFact:
    """A sentence of the article by its place and kind."""

    index: int
    start: int
    end: int
    kind: BlockKind


@as_made
@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch `[start, end)` whose words the reporter puts in someone's mouth, by a clause or quotation marks.

    `speakers` are entity ids, empty where the text does not settle who speaks; `via` is the agency or outlet that the
    article quotes for it; `cue` is the word that says so ("said", "according"). Voices may nest: the shortest one
    around a span is whose words it is, and a span inside none is the reporter's own.
    """

    start: int
    end: int
    speakers: tuple[str, ...] = ()
    assertion: Assertion = Assertion.REPORTED
    quoted: bool = False
    cue: Span | None = None
    via: str | None = None


@as_made
@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """All facts of one article. `meetings` are events of type "meeting", `events` the others."""

    article: Article
    sentences: tuple[SentenceFact, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    dates: tuple[DateFact, ...] = ()
    meetings: tuple[Event, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[PositionFact, ...] = ()
    voices: tuple[Voice, ...] = ()
