"""The sections `meetings` and `events` of the lexicon, read into frames; every mistake is told at file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kgbuild.errors import ConfigError
from kgbuild.lexicon import Lexicon
from kgbuild.model.facts import EntityKind
from kgbuild.problems import Problem
from kgbuild.yamlio import Node

ROLES = ("participants", "initiators", "mediators", "hosts", "place", "none")
LEVELS = ("series", "round", "day", "session")
BOUNDARIES = ("start", "end", "whole")
FACTUALITIES = ("planned", "cancelled", "negated", "hypothetical", "actual")
MARKS = ("apart", "past", "next")
_PLAIN = ("reports", "report_nouns", "habits", "envoys", "discuss", "focus", "auspices", "margins", "rooms")
_MEETING_KEYS = ("nouns", "units", "verbs", "support", "modality", "markers", *_PLAIN)
_EVENT_KEYS = ("types", "support", "measures", "hedges", "currencies")
_NOUN_KEYS = ("family", "level", "besides", "needs", "links", "held", "subject", "object", "once")
_VERB_KEYS = (
    *("family", "subject", "object", "needs", "subjects", "objects", "kinds", "unless", "spares", "on", "once"),
    *("passive", "journey"),
)
_SUPPORT_KEYS = ("subject", "boundary", "outcome", "motion", "adds", "factuality")
_Frame = TypeVar("_Frame")


@dataclass(frozen=True, slots=True)
class Noun:
    """A word that names a meeting or event. `besides` are words before it that make it something else; `held` says that
    it names one only where a verb tells of its being held."""

    word: str
    type: str
    family: str
    frame: str
    level: str | None = None
    besides: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    held: bool = False
    subject: str = "participants"
    object: str = "none"
    once: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A word that counts parts of a meeting ("round of talks")."""

    level: str
    frame: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that names a meeting or event by itself.

    `needs`: words one of which must hang on it; `subjects`: words its subject must be; `objects`, `kinds`: words and
    kinds its object must be; `unless`, `spares`: words and kinds it must not be; `on`: the role of its on-phrase;
    `passive`: it names one in the passive too; `journey`: only as what someone travels for.
    """

    word: str
    type: str
    family: str
    frame: str
    subject: str = "participants"
    object: str = "none"
    needs: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    spares: frozenset[str] = frozenset()
    on: str = "none"
    once: bool = False
    passive: bool = False
    journey: bool = False


@dataclass(frozen=True, slots=True)
class Support:
    """A verb that says something of the meeting or event it governs: who takes part, that it began, ended, failed."""

    word: str
    frame: str
    subject: str = "none"
    boundary: str = ""
    outcome: bool = False
    motion: bool = False
    adds: bool = False
    factuality: str = ""


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All frames, by their word (lower case; a phrasal verb as `call off`)."""

    nouns: Mapping[str, tuple[Noun, ...]] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    verbs: Mapping[str, tuple[Verb, ...]] = field(default_factory=dict)
    verb_heads: frozenset[str] = frozenset()  # the first words of all verbs
    support: Mapping[str, Support] = field(default_factory=dict)
    event_support: Mapping[str, Support] = field(default_factory=dict)
    modality: Mapping[str, str] = field(default_factory=dict)
    markers: Mapping[str, str] = field(default_factory=dict)
    reports: frozenset[str] = frozenset()
    report_nouns: frozenset[str] = frozenset()
    habits: frozenset[str] = frozenset()
    envoys: frozenset[str] = frozenset()
    discuss: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()
    auspices: frozenset[str] = frozenset()
    margins: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()
    measures: Mapping[str, str] = field(default_factory=dict)  # what a word's figure counts
    hedges: frozenset[str] = frozenset()
    currencies: frozenset[str] = frozenset()
    issues: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = field(default_factory=dict)  # (rest, id) by word

    def is_visit(self, word: str) -> bool:
        """Say whether a noun names a going to a place ("a visit to Oslo")."""
        return any(noun.family == "visit" for noun in self.nouns.get(word, ()))


class _Entry:
    """One entry of a list of frames, read key by key; what does not fit becomes a problem."""

    def __init__(self, node: Node, known: tuple[str, ...], problems: list[Problem]) -> None:
        self.frame = f"{node.where.file}:{node.where.line}"
        self._problems = problems
        self._pairs = node.want_map(problems, known=("words", *known), needed=("words",))

    def texts(self, key: str) -> list[str]:
        found = self._pairs.get(key)
        return [w.lower() for w in found.want_texts(self._problems)] if found else []

    def text(self, key: str, default: str) -> str:
        found = self._pairs.get(key)
        return found.want_text(self._problems) if found else default

    def choice(self, key: str, known: tuple[str, ...], default: str = "") -> str:
        found = self._pairs.get(key)
        return found.want_choice(self._problems, known) if found else default

    def choices(self, key: str, known: tuple[str, ...]) -> list[str]:
        found = self._pairs.get(key)
        return [n.want_choice(self._problems, known) for n in found.want_list(self._problems)] if found else []

    def flag(self, key: str) -> bool:
        return self.choice(key, ("yes", "no")) == "yes"


def _noun(entry: _Entry, word: str, kind: str, family: str, role: str) -> Noun:
    return Noun(
        word=word,
        type=kind,
        family=entry.text("family", family or word),
        frame=entry.frame,
        level=entry.choice("level", LEVELS) or None,
        besides=frozenset(entry.texts("besides")),
        needs=frozenset(entry.texts("needs")),
        links=frozenset(entry.texts("links")),
        held=entry.flag("held"),
        subject=entry.choice("subject", ROLES, role),
        object=entry.choice("object", ROLES, "none"),
        once=entry.flag("once"),
    )


def _verb(entry: _Entry, word: str, kind: str, family: str, role: str) -> Verb:
    return Verb(
        word=word,
        type=kind,
        family=entry.text("family", family or word),
        frame=entry.frame,
        subject=entry.choice("subject", ROLES, role),
        object=entry.choice("object", ROLES, "none"),
        needs=frozenset(entry.texts("needs")),
        subjects=frozenset(entry.texts("subjects")),
        objects=frozenset(entry.texts("objects")),
        kinds=frozenset(entry.choices("kinds", tuple(EntityKind))),
        unless=frozenset(entry.texts("unless")),
        spares=frozenset(entry.choices("spares", tuple(EntityKind))),
        on=entry.choice("on", ROLES, "none"),
        once=entry.flag("once"),
        passive=entry.flag("passive"),
        journey=entry.flag("journey"),
    )


@dataclass(slots=True)
class _Reader:
    """Collects frames of all files while problems gather."""

    problems: list[Problem] = field(default_factory=list)
    nouns: dict[str, list[Noun]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    verbs: dict[str, list[Verb]] = field(default_factory=dict)
    support: dict[str, Support] = field(default_factory=dict)
    event_support: dict[str, Support] = field(default_factory=dict)
    modality: dict[str, str] = field(default_factory=dict)
    markers: dict[str, str] = field(default_factory=dict)
    plain: dict[str, set[str]] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)

    def meetings(self, node: Node) -> None:
        """Read one file's section `meetings`."""
        parts = node.want_map(self.problems, known=_MEETING_KEYS)
        self._frames(parts, "meeting", "")
        for entry in self._entries(parts, "units", ("level",)):
            unit = Unit(entry.choice("level", LEVELS), entry.frame)
            self.units.update(dict.fromkeys(entry.texts("words"), unit))
        self._support(parts, self.support)
        self._moods(parts, "modality", self.modality, FACTUALITIES)
        self._moods(parts, "markers", self.markers, MARKS)
        self._plain(parts, *_PLAIN)

    def events(self, node: Node) -> None:
        """Read one file's section `events`."""
        parts = node.want_map(self.problems, known=_EVENT_KEYS)
        if "types" in parts:
            for kind, body in parts["types"].want_map(self.problems).items():
                self._frames(body.want_map(self.problems, known=("nouns", "verbs")), kind, kind)
        self._support(parts, self.event_support)
        if "measures" in parts:
            for name, body in parts["measures"].want_map(self.problems).items():
                self.measures.update(dict.fromkeys((w.lower() for w in body.want_texts(self.problems)), name))
        self._plain(parts, "hedges", "currencies")

    def _frames(self, parts: Mapping[str, Node], kind: str, family: str) -> None:
        role = "participants" if kind == "meeting" else "initiators"
        for entry in self._entries(parts, "nouns", _NOUN_KEYS):
            for word in entry.texts("words"):
                self.nouns.setdefault(word, []).append(_noun(entry, word, kind, family, role))
        for entry in self._entries(parts, "verbs", _VERB_KEYS):
            for word in entry.texts("words"):
                self.verbs.setdefault(word, []).append(_verb(entry, word, kind, family, role))

    def _support(self, parts: Mapping[str, Node], into: dict[str, Support]) -> None:
        for entry in self._entries(parts, "support", _SUPPORT_KEYS):
            for word in entry.texts("words"):
                into[word] = Support(
                    word=word,
                    frame=entry.frame,
                    subject=entry.choice("subject", ROLES, "none"),
                    boundary=entry.choice("boundary", BOUNDARIES),
                    outcome=entry.flag("outcome"),
                    motion=entry.flag("motion"),
                    adds=entry.flag("adds"),
                    factuality=entry.choice("factuality", FACTUALITIES),
                )

    def _moods(self, parts: Mapping[str, Node], key: str, into: dict[str, str], known: tuple[str, ...]) -> None:
        """Read words under the name of what they say; one word cannot say two things in one file."""
        here: dict[str, str] = {}
        for name, body in parts[key].want_map(self.problems, known=known).items() if key in parts else ():
            for item in body.want_list(self.problems):
                word = item.want_text(self.problems).lower()
                if here.setdefault(word, name) != name:
                    what = f"`{word}` stands under `{here[word]}` and `{name}`"
                    self.problems.append(Problem(item.where, what, "remove one of the two"))
        into.update(here)

    def _plain(self, parts: Mapping[str, Node], *keys: str) -> None:
        for key in keys:
            if key in parts:
                self.plain.setdefault(key, set()).update(w.lower() for w in parts[key].want_texts(self.problems))

    def words(self, key: str) -> frozenset[str]:
        """Return a plain list of words of all files together."""
        return frozenset(self.plain.get(key, ()))

    def _entries(self, parts: Mapping[str, Node], key: str, known: tuple[str, ...]) -> Iterator[_Entry]:
        if key in parts:
            for item in parts[key].want_list(self.problems):
                yield _Entry(item, known, self.problems)


def _frozen(table: Mapping[str, Iterable[_Frame]]) -> dict[str, tuple[_Frame, ...]]:
    return {word: tuple(frames) for word, frames in table.items()}


def load_events(lexicon: Lexicon) -> EventLexicon:
    """Read the sections `meetings` and `events`. Raises `ConfigError` with the problems of all files together."""
    reader = _Reader()
    for node in lexicon.section("meetings"):
        reader.meetings(node)
    for node in lexicon.section("events"):
        reader.events(node)
    if reader.problems:
        raise ConfigError(reader.problems)
    telling = {w: s for w, s in reader.support.items() if s.boundary in {"start", "end"} or s.factuality}
    edges = {w: replace(s, subject="none", outcome=False) for w, s in telling.items()}
    return EventLexicon(
        nouns=_frozen(reader.nouns),
        units=reader.units,
        verbs=_frozen(reader.verbs),
        verb_heads=frozenset(v.split()[0] for v in reader.verbs if v),
        support=reader.support,
        event_support={**edges, **reader.event_support},
        modality=reader.modality,
        markers=reader.markers,
        reports=reader.words("reports"),
        report_nouns=reader.words("report_nouns"),
        habits=reader.words("habits"),
        envoys=reader.words("envoys"),
        discuss=reader.words("discuss"),
        focus=reader.words("focus"),
        auspices=reader.words("auspices"),
        margins=reader.words("margins"),
        rooms=reader.words("rooms"),
        measures=reader.measures,
        hedges=reader.words("hedges"),
        currencies=reader.words("currencies"),
        issues=_issue_words(lexicon),
    )


def _issue_words(lexicon: Lexicon) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the names of issues by their first word. Whoever reads positions reports what is wrong with them."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    unread: list[Problem] = []
    for node in lexicon.section("issues"):
        for item in node.want_list(unread):
            name, words = item.get("id"), item.get("words")
            for phrase in words.want_texts(unread) if name is not None and words is not None else ():
                if not phrase.strip():
                    continue
                first, *rest = phrase.lower().split()
                found.setdefault(first, []).append((tuple(rest), name.text if name is not None else ""))
    return _frozen(found)
