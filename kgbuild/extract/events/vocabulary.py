"""The sections `meetings` and `events` of the lexicon: as they are written, read and looked up; every mistake is told
at its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from kgbuild.errors import ConfigError, gathered
from kgbuild.extract.calibration import Calibration, read_calibration
from kgbuild.extract.frames.conditions import Conditions
from kgbuild.extract.issues import NO_ISSUES, IssueScheme, load_issues
from kgbuild.extract.parse.clause import WordKind
from kgbuild.lexicon import Lexicon
from kgbuild.model.facts import Bound, Level
from kgbuild.problems import Problem
from kgbuild.schema import FLAG, TEXT, WORDS, choice, entries, entry, key, named, place, read_all, table
from kgbuild.wordings import WORDING

Words = frozenset[str]


ROLE = choice("participants", "initiators", "mediators", "hosts", "place", "none")
LEVEL = choice(*Level)
FACTUALITIES = ("planned", "cancelled", "negated", "hypothetical", "actual")
BOUNDARY = choice("start", "end", "whole", "telling")
ANY = "any verb"  # stands for all verbs among the words of a frame, but for those that are `dull`
OWNER = "'s"  # among prepositions: whose something is ("profit at Nordvik rose", "Sato's visit")
CALLS = "calls"  # the family of meetings at a distance
VISITS = "visits"  # the family of meetings that are a going to a place
MEETING = "meeting"  # the type of all frames of the section `meetings`


class Sort(StrEnum):
    """Sets of the section `classes` that rules here ask for themselves."""

    HUMAN = "$human"
    PEOPLE = "$people"
    SOMEBODY = "$somebody"
    POST = "$post"
    WORKER = "$worker"
    FIRM = "$firm"
    RULER = "$ruler"
    FIGHTER = "$fighter"
    WEAPON = "$weapon"
    WEATHER = "$weather"


_ARMED = frozenset({Sort.FIGHTER, Sort.WEAPON, Sort.WEATHER})
_PEOPLE = frozenset(Sort) - {Sort.WEAPON, Sort.WEATHER}
SOMEBODY = frozenset({Sort.HUMAN, Sort.SOMEBODY})  # nouns and pronouns for one person


class Known(StrEnum):
    """What a report may speak of as known to everybody: a state that goes on, whose days are those of its beginning and
    end, or a day."""

    STATE = "state"
    DAY = "day"


class Tie(StrEnum):
    """What must be told of where people were for what they did to be a meeting."""

    ROOM = "room"
    PLACE = "place"


class Cast(StrEnum):
    """What the first of two numbers of votes was cast."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class EventFrame(Conditions):
    """A word that names or tells a meeting or event: what must stand beside it, and who takes which part."""

    words: Words = key(
        WORDS, "nouns as they stand in a text, lemmas of verbs; a phrasal verb as `sit down`", needed=True
    )
    family: str = key(TEXT, "words of one family may name the same meeting")
    subject: str = key(ROLE, "the role of who does it")
    object: str = key(ROLE, "the role of whom it is done to", default="none")
    roles: Mapping[str, str] = key(
        table(ROLE),
        "the role of who stands after a preposition (“against: participants”); `'s`: whose a verb's subject is",
    )
    needs: Words = key(WORDS, "one of these words must stand before a noun, or hang on a verb (“spoke *by phone*”)")
    besides: Words = key(
        WORDS, "none of these may stand before a noun, or a verb's subject or object (“*news* conference”)"
    )
    marks: Words = key(WORDS, "one of these must stand before a verb's subject or object (“*bond* prices fell”)")
    links: Words = key(WORDS, "or before one of these and a name (“a call *with*”; `'s`: after someone's name)")
    held: bool = key(FLAG, "or under a verb that tells of its being held")
    passive: bool = key(FLAG, "also in the passive, where nobody is said to do it")
    closed: bool = key(
        FLAG, "not with an infinitive or a clause (“*called* on Ruiz to resign”, “*protested* that he was ill”)"
    )
    several: bool = key(FLAG, "only where two at least are known to take part (“*received* with cheers” is no meeting)")
    ahead: bool = key(FLAG, "only of what is to come on a day that is told (“will *see* Ruiz on Monday”)")
    journey: bool = key(FLAG, "only as what someone travels for")
    tied: str = key(
        choice(*Tie),
        "only on a day that is told, in a room, over a meal or for hours (“told growers *in the school on Monday*”); "
        "with `place` also in a town",
    )
    level: str = key(LEVEL, "what part of a meeting a noun names")
    public: bool = key(FLAG, "not what one person has or does (“*her* attacks on the press”, “told a *rally*”)")
    tally: str = key(choice(*Cast), "what the first of two numbers of votes was cast (“passed it *52-40*”)")
    once: bool = key(FLAG, "nobody does it twice in one report: mentions with the same people are one event")
    envoys: bool = key(FLAG, "who stands for others names them (“*negotiators for Peru* walked out”)")
    lead: bool = key(FLAG, "only as the main verb of the first sentence, where no other frame tells what it says")
    boundary: str = key(
        BOUNDARY, "whose start or end its day is (“*suspended* the search”); `telling`: of the telling only"
    )
    factuality: str = key(choice(*FACTUALITIES), "what it makes of what it is about (“*called off* their merger”)")
    known: str = key(choice(*Known), "also where a report only speaks of it: a state of things (“the *war*”) or a day")
    frame: str = place()
    part: WordKind = WordKind.NOUN
    type: str = MEETING
    word: str = ""

    @property
    def of_things(self) -> bool:
        """Say whether its object is a thing, and nobody armed need do it, so that its passive says enough."""
        return bool(self.objects) and not self.kinds and self.objects.isdisjoint(_PEOPLE) and not _ARMED & self.subjects

    @property
    def loose(self) -> bool:
        """Say whether only what stands around its word makes it a meeting, so that it may tell another event, too."""
        return self.type == MEETING and bool(self.ahead or self.tied)

    @property
    def gathers(self) -> bool:
        """Say whether its word tells that people meet: “met”, “put their case”, not “took it” to the minister."""
        alone = self.object == "none" and not self.kinds
        tied = self.several and bool(self.needs or (alone and self.objects and not self.roles))
        return self.type == MEETING and not (self.journey or self.loose or tied)

    @property
    def bare(self) -> bool:
        """Say whether it asks for no object."""
        return not (self.objects or self.kinds) and self.object == "none"


@dataclass(frozen=True, slots=True)
class MeetingUnit:
    """A word that counts parts of a meeting ("round of talks")."""

    words: Words = key(WORDS, "word forms", needed=True)
    level: str = key(LEVEL, "what they count")
    frame: str = place()


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event, with its words."""

    plover: str = key(TEXT, "the event type of PLOVER, with its mode after a slash (`COERCE/arrest`)")
    mediatopic: str = key(TEXT, "the IPTC Media Topic (`medtop:16000000`)")
    figures: Words = key(WORDS, "what is counted of it: casualties, amount, tally, or the `of` of a worded figure")
    aftermath: bool = key(
        FLAG, "what comes of others: where it names nobody, its figures are those of what was told before"
    )
    nouns: tuple[EventFrame, ...] = key(entries(EventFrame), "nouns that name it")
    verbs: tuple[EventFrame, ...] = key(entries(EventFrame), "verbs that tell it")


@dataclass(frozen=True, slots=True)
class Support:
    """A verb that says something of the meeting or event it governs, or a noun before "of" ("the collapse of")."""

    words: Words = key(WORDS, "lemmas", needed=True)
    subject: str = key(ROLE, "the role of its subject", default="none")
    object: str = key(ROLE, "the role of its object (“*summoned* Ruiz to a hearing”)", default="none")
    boundary: str = key(BOUNDARY, "whose start or end its date is; `telling`: of the telling only")
    outcome: bool = key(FLAG, "its words are the outcome")
    motion: bool = key(FLAG, "a journey (“*travelled* to Oslo for talks”)")
    adds: bool = key(FLAG, "its subject is one more participant beside others")
    factuality: str = key(choice(*FACTUALITIES), "what it makes of the meeting")
    frame: str = place()
    word: str = ""


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """The section `meetings`."""

    nouns: tuple[EventFrame, ...] = key(entries(EventFrame), "nouns that name a meeting")
    units: tuple[MeetingUnit, ...] = key(entries(MeetingUnit), "words that count its parts (“third *round* of talks”)")
    verbs: tuple[EventFrame, ...] = key(entries(EventFrame), "verbs that tell one")
    support: tuple[Support, ...] = key(entries(Support), "verbs that govern such a noun, and nouns before “of”")
    modality: Mapping[str, str] = key(named(*FACTUALITIES), "words that govern one and say whether it takes place")
    markers: Mapping[str, str] = key(
        named("apart", "past", "next"), "words before the noun: another, an earlier, a later"
    )
    reports: Words = key(WORDS, "verbs of saying: what is told in their clause is the speaker's")
    proofs: Words = key(WORDS, "nouns whose that-clause does not hold where there is none (“no *evidence* that”)")
    habits: Words = key(WORDS, "words by which a verb tells of many meetings, of none in particular")
    envoys: Words = key(WORDS, "people who stand for the country or body they belong to")
    gathers: Words = key(WORDS, "verbs by which a meeting has those who take part (“talks that *involve* Peru”)")
    presence: Words = key(WORDS, "nouns for being there (“in the *presence* of Sato”)")
    present: Words = key(WORDS, "verbs of who was at the meeting just told (“Ruiz *attended*”)")
    joining: Words = key(WORDS, "verbs of coming with or for somebody there (“Ruiz was *joined* by Sato”)")
    sending: Words = key(WORDS, "verbs of having somebody there in one's place (“*sent* her deputy, Sato”)")
    acts: Words = key(WORDS, "what those who speak for somebody there do at a meeting (“*tabled* a plan”)")
    counterparts: Words = key(WORDS, "nouns for who meets somebody of the same rank (“her *counterpart*, Sato, said”)")
    negotiators: Words = key(WORDS, "titles of who deals for a side (“the union's lead *negotiator*, Ruiz, said”)")
    chairs: Words = key(WORDS, "titles of who leads the sessions of a body (“the panel's *chairman* asked”)")
    attending: Words = key(WORDS, "the same after “with” (“with Togo and Benin *represented*”)")
    led: Words = key(WORDS, "verbs of leading envoys (“a delegation *headed* by”)")
    apiece: Words = key(WORDS, "words by which several are met one after the other (“met *separately* with”)")
    discuss: Words = key(WORDS, "verbs whose object a meeting is about")
    focus: Words = key(WORDS, "the same with “on”")
    auspices: Words = key(WORDS, "nouns for mediation (“under the *auspices* of”)")
    mediators: Words = key(WORDS, "nouns for people who mediate (“Omani *mediators*”)")
    margins: Words = key(WORDS, "nouns for being beside (“on the *sidelines* of”)")
    rooms: Words = key(WORDS, "nouns for where people meet, through which a place is read")


@dataclass(frozen=True, slots=True)
class Worded:
    """A figure that is told by a wording of its own."""

    measure: str = key(TEXT, "what it counts: a property of events, as in `measures`", needed=True)
    of: str = key(TEXT, "it is of events that count this (`figures` of their type)", needed=True)
    patterns: tuple[str, ...] = key(WORDING, "its wordings, with `FIGURE` for the number (“crowd of FIGURE”)")
    later: bool = key(FLAG, "an update: left out where another number of it is told")


@dataclass(frozen=True, slots=True)
class EventLabels:
    """How the name of an event is worded: "second round of talks between Ruiz and Sato in Oslo"."""

    words: Mapping[str, str] = key(named(), "the noun for what a verb tells, by type or family of meetings")
    verbs: Mapping[str, Mapping[str, str]] = key(
        table(named()), "the noun for what a verb tells, by type, where the type says too little (“*sale*: [sell]”)"
    )
    links: Mapping[str, str] = key(
        named(), "what leads to whom it is done to, by the noun or the type (“*against*: [lawsuit]”)"
    )
    sides: Words = key(WORDS, "nouns and types of what those who take part do with each other (“talks *between*”)")
    of: str = key(TEXT, "what leads to whom it is done to where `links` says nothing")
    involving: str = key(TEXT, "what leads to several of whom it is open what they did or suffered")
    between: str = key(TEXT, "what leads to several who deal with each other")
    beside: str = key(TEXT, "what leads to who met, or lost")
    by: str = key(TEXT, "what leads to who does it")
    at: str = key(TEXT, "what leads to its place")
    to: str = key(TEXT, "what leads to the place of a visit")
    last: str = key(TEXT, "what stands before the last of several names")
    ordinals: Mapping[str, str] = key(table(TEXT), "words for which one it is, by their number")
    counted: str = key(TEXT, "a part of a meeting by such a word (“{ordinal} {level} of {event}”)")
    numbered: str = key(TEXT, "the same by its number (“{level} {number} of {event}”)")


EXACT = "exact"
BOUNDS = (*Bound, EXACT)  # what a hedge before a number leaves open


@dataclass(frozen=True, slots=True)
class EventWords:
    """The section `events`."""

    types: Mapping[str, EventType] = key(table(entry(EventType)), "types by name (plain, lower case, for good)")
    dull: Words = key(WORDS, "verbs that tell no event, whoever does it, for frames of `any verb`")
    undoing: Words = key(
        WORDS, "verbs that deal with what their noun names as another did it (“*overturned* the ruling”)"
    )
    states: Words = key(WORDS, "verbs whose present tense is news (“rates *stay* at 5 percent”)")
    unmarked: Words = key(WORDS, "verbs whose past looks like their present (“shells *hit* a school”)")
    support: tuple[Support, ...] = key(entries(Support), "verbs that govern an event noun")
    measures: Mapping[str, str] = key(named(), "what a figure counts, by the words that govern the number")
    sudden: Words = key(WORDS, "types of what nobody announces before: “announced the *death*” tells one")
    harms: Words = key(WORDS, "figures of those who came to harm: they count in the event that did it")
    worded: tuple[Worded, ...] = key(entries(Worded), "figures told by a wording of their own")
    tallies: Words = key(WORDS, "what may stand between two numbers of votes")
    hedges: Mapping[str, str] = key(named(*BOUNDS), "what may stand before a number, by what it leaves open")
    currencies: Mapping[str, str] = key(named(), "signs and words of money, by currency")
    labels: EventLabels = key(entry(EventLabels), "how the names of events are worded", default=EventLabels())


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All frames, by their word (lower case; a phrasal verb as `call off`), and the words of the two sections."""

    meetings: MeetingWords = field(default_factory=MeetingWords)
    words: EventWords = field(default_factory=EventWords)
    nouns: Mapping[str, tuple[EventFrame, ...]] = field(default_factory=dict)
    verbs: Mapping[str, tuple[EventFrame, ...]] = field(default_factory=dict)
    verb_heads: Words = frozenset()  # the first words of all verbs
    measure_heads: Words = frozenset()  # those of all measures
    units: Mapping[str, MeetingUnit] = field(default_factory=dict)
    support: Mapping[str, Support] = field(default_factory=dict)  # of meetings
    event_support: Mapping[str, Support] = field(default_factory=dict)
    issues: IssueScheme = NO_ISSUES
    calibration: Calibration = field(default_factory=Calibration)

    def is_visit(self, word: str) -> bool:
        """Say whether a noun names a going to a place ("a visit to Oslo")."""
        return any(noun.family == VISITS for noun in self.nouns.get(word, ()))

    def counts(self, frame: EventFrame, figure: str) -> bool:
        """Say whether events of a frame's type count something: "casualties", "amount", "tally"."""
        kind = self.words.types.get(frame.type)
        return kind is not None and figure in kind.figures


_Single = TypeVar("_Single", Support, MeetingUnit)


def load_events(lexicon: Lexicon) -> EventLexicon:
    """Read the sections `meetings` and `events`. Raises `ConfigError` with the problems of all files together."""
    problems: list[Problem] = []
    meetings = read_all(MeetingWords, lexicon.section("meetings"), problems)
    events = read_all(EventWords, lexicon.section("events"), problems)
    calibration = read_calibration(lexicon, "events", problems)
    if problems:
        raise ConfigError(problems)
    types = {MEETING: meetings, **events.types}
    nouns, verbs = (
        _by_word((_of_type(f, name, part) for name, kind in types.items() for f in getattr(kind, f"{part}s")), lexicon)
        for part in (WordKind.NOUN, WordKind.VERB)
    )
    support = _single(meetings.support, lexicon)
    told = {w: s for w, s in support.items() if s.boundary in {"start", "end"} or s.factuality}
    edges = {w: replace(s, subject="none", outcome=False) for w, s in told.items()}
    return EventLexicon(
        meetings,
        events,
        nouns,
        verbs,
        verb_heads=frozenset(v.split()[0] for v in verbs),
        measure_heads=frozenset(w.split()[0] for w in events.measures),
        units=_single(meetings.units, lexicon),
        support=support,
        event_support={**edges, **_single(events.support, lexicon)},
        issues=gathered(lambda: load_issues(lexicon), []) or NO_ISSUES,  # who reads positions tells what is wrong
        calibration=calibration,
    )


def gatherings(lexicon: Lexicon) -> tuple[frozenset[str], ...]:
    """Return the verbs of meeting, the nouns for meetings, those for where people meet and the verbs that tell of a
    meeting if they name such a place; what is wrong with them `load_events` tells."""
    known = read_all(MeetingWords, lexicon.section("meetings"), [])
    met, dealt = ([f for f in known.verbs if f.gathers], [f for f in known.verbs if f.tied])
    verbs, nouns, tied = (frozenset(w for f in frames for w in f.words) for frames in (met, known.nouns, dealt))
    return verbs, nouns, known.rooms, tied


def _of_type(frame: EventFrame, kind: str, part: WordKind) -> EventFrame:
    """Return a frame with what its type says where it says nothing: family and the role of the subject."""
    role, family = ("participants", "") if kind == MEETING else ("initiators", kind)
    return replace(frame, type=kind, part=part, subject=frame.subject or role, family=frame.family or family)


def _by_word(found: Iterable[EventFrame], lexicon: Lexicon) -> Mapping[str, tuple[EventFrame, ...]]:
    """Return frames by their words: a user's first, then those of meetings, then as later files have them."""

    def rank(frame: EventFrame) -> tuple[bool, bool, int, int]:
        own, file, line = lexicon.rank(frame.frame)
        return not own, frame.type != MEETING, -file, line

    table: dict[str, list[EventFrame]] = {}
    for frame in sorted(found, key=rank):
        for word in sorted(frame.words):
            table.setdefault(word, []).append(replace(frame, word=word, family=frame.family or word))
    return {word: tuple(frames) for word, frames in table.items() if word}


def _single(found: Iterable[_Single], lexicon: Lexicon) -> Mapping[str, _Single]:
    """Return by word the last entry for it."""
    return {word: one for one in sorted(found, key=lambda s: lexicon.rank(s.frame)) for word in sorted(one.words)}
