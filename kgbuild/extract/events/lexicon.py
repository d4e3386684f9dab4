"""The sections `meetings` and `events` of the lexicon, read into frames; every mistake is told at file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kgbuild.errors import ConfigError
from kgbuild.extract.events.vocabulary import EventLexicon, EventType, Noun, Support, Unit, Verb
from kgbuild.lexicon import Lexicon
from kgbuild.model.facts import EntityKind
from kgbuild.problems import Problem, near_miss
from kgbuild.yamlio import Node

ROLES = ("participants", "initiators", "mediators", "hosts", "place", "none")
LEVELS = ("series", "round", "day", "session")
BOUNDARIES = ("start", "end", "whole")
FACTUALITIES = ("planned", "cancelled", "negated", "hypothetical", "actual")
MARKS = ("apart", "past", "next")
_PLAIN = ("reports", "report_nouns", "habits", "envoys", "discuss", "focus", "auspices", "margins", "rooms")
_MEETING_KEYS = ("nouns", "units", "verbs", "support", "modality", "markers", *_PLAIN)
_EVENT_KEYS = ("types", "support", "measures", "hedges", "currencies")
_NOUN_KEYS = ("family", "level", "besides", "needs", "links", "held", "subject", "object", "roles", "once")
COUNTS = ("casualties", "amount", "tally", "share")
_VERB_KEYS = (
    *(
        "family",
        "subject",
        "object",
        "roles",
        "needs",
        "subjects",
        "doers",
        "objects",
        "kinds",
        "unless",
        "spares",
        "once",
    ),
    *("passive", "journey", "alone"),
)
_TYPE_KEYS = ("nouns", "verbs", "plover", "mediatopic", "figures")
_SUPPORT_KEYS = ("subject", "boundary", "outcome", "motion", "adds", "factuality")
_Frame = TypeVar("_Frame")


Classes = Mapping[str, frozenset[str]]


class _Entry:
    """One entry of a list of frames, read key by key; what does not fit becomes a problem."""

    def __init__(self, node: Node, known: tuple[str, ...], classes: Classes, problems: list[Problem]) -> None:
        self.frame = f"{node.where.file}:{node.where.line}"
        self._problems = problems
        self._classes = classes
        self._pairs = node.want_map(problems, known=("words", *known), needed=("words",))

    def texts(self, key: str) -> list[str]:
        """Return a list of words in lower case, sets of words spelt out."""
        found = self._pairs.get(key)
        words = list[str]()
        for item in found.want_list(self._problems) if found else ():
            word = item.want_text(self._problems)
            if word[:1] != "$" or len(word) == 1:
                words.append(word.lower())
            elif word[1:] in self._classes:
                words += sorted(self._classes[word[1:]])
            else:
                hint = near_miss(word[1:], self._classes)
                self._problems.append(Problem(item.where, f"no set of words is called `{word[1:]}`", hint))
        return words

    def roles(self) -> dict[str, str]:
        """Return the role of who stands after each preposition."""
        found = self._pairs.get("roles")
        named = found.want_map(self._problems) if found else {}
        return {word.lower(): node.want_choice(self._problems, ROLES) for word, node in named.items()}

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


def _noun(entry: _Entry, kind: str, family: str, role: str) -> Noun:
    return Noun(
        word="",
        type=kind,
        family=entry.text("family", family),
        frame=entry.frame,
        level=entry.choice("level", LEVELS) or None,
        besides=frozenset(entry.texts("besides")),
        needs=frozenset(entry.texts("needs")),
        links=frozenset(entry.texts("links")),
        held=entry.flag("held"),
        subject=entry.choice("subject", ROLES, role),
        object=entry.choice("object", ROLES, "none"),
        roles=entry.roles(),
        once=entry.flag("once"),
    )


def _verb(entry: _Entry, kind: str, family: str, role: str) -> Verb:
    return Verb(
        word="",
        type=kind,
        family=entry.text("family", family),
        frame=entry.frame,
        subject=entry.choice("subject", ROLES, role),
        object=entry.choice("object", ROLES, "none"),
        needs=frozenset(entry.texts("needs")),
        subjects=frozenset(entry.texts("subjects")),
        doers=frozenset(entry.choices("doers", tuple(EntityKind))),
        objects=frozenset(entry.texts("objects")),
        kinds=frozenset(entry.choices("kinds", tuple(EntityKind))),
        unless=frozenset(entry.texts("unless")),
        spares=frozenset(entry.choices("spares", tuple(EntityKind))),
        roles=entry.roles(),
        alone=entry.flag("alone"),
        once=entry.flag("once"),
        passive=entry.flag("passive"),
        journey=entry.flag("journey"),
    )


@dataclass(slots=True)
class _Reader:
    """Collects frames of all files while problems gather."""

    classes: Classes
    problems: list[Problem] = field(default_factory=list)
    types: dict[str, EventType] = field(default_factory=dict)
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
                parts_of = body.want_map(self.problems, known=_TYPE_KEYS)
                self._type(kind, parts_of)
                self._frames(parts_of, kind, kind)
        self._support(parts, self.event_support)
        if "measures" in parts:
            for name, body in parts["measures"].want_map(self.problems).items():
                self.measures.update(dict.fromkeys((w.lower() for w in body.want_texts(self.problems)), name))
        self._plain(parts, "hedges", "currencies")

    def _type(self, name: str, parts: Mapping[str, Node]) -> None:
        """Read what is said of a type itself; the file read first has the last word."""
        counts = parts["figures"].want_list(self.problems) if "figures" in parts else ()
        texts = {k: parts[k].want_text(self.problems) for k in ("plover", "mediatopic") if k in parts}
        known = self.types.get(name, EventType(name))
        self.types[name] = EventType(
            name,
            known.plover or texts.get("plover", ""),
            known.mediatopic or texts.get("mediatopic", ""),
            known.figures | {n.want_choice(self.problems, COUNTS) for n in counts},
        )

    def _frames(self, parts: Mapping[str, Node], kind: str, family: str) -> None:
        role = "participants" if kind == "meeting" else "initiators"
        for entry in self._entries(parts, "nouns", _NOUN_KEYS):
            noun = _noun(entry, kind, family, role)
            for word in entry.texts("words"):
                self.nouns.setdefault(word, []).append(replace(noun, word=word, family=noun.family or word))
        for entry in self._entries(parts, "verbs", _VERB_KEYS):
            verb = _verb(entry, kind, family, role)
            for word in entry.texts("words"):
                self.verbs.setdefault(word, []).append(replace(verb, word=word, family=verb.family or word))

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
                yield _Entry(item, known, self.classes, self.problems)


def _frozen(table: Mapping[str, Iterable[_Frame]]) -> dict[str, tuple[_Frame, ...]]:
    return {word: tuple(frames) for word, frames in table.items()}


def load_events(lexicon: Lexicon) -> EventLexicon:
    """Read the sections `meetings` and `events`. Raises `ConfigError` with the problems of all files together."""
    problems: list[Problem] = []
    reader = _Reader(word_classes(lexicon, problems), problems)
    for node in lexicon.section("meetings"):
        reader.meetings(node)
    for node in reversed(lexicon.section("events")):  # a user's entries come last there and go first
        reader.events(node)
    if reader.problems:
        raise ConfigError(reader.problems)
    telling = {w: s for w, s in reader.support.items() if s.boundary in {"start", "end"} or s.factuality}
    edges = {w: replace(s, subject="none", outcome=False) for w, s in telling.items()}
    return EventLexicon(
        types=reader.types,
        persons=reader.classes.get("person", frozenset()),
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


def word_classes(lexicon: Lexicon, problems: list[Problem]) -> dict[str, frozenset[str]]:
    """Return the sets of words of the section `classes` by name; a set given again gets more words."""
    found: dict[str, frozenset[str]] = {}
    for node in lexicon.section("classes"):
        for name, words in node.want_map(problems).items():
            found[name] = found.get(name, frozenset()) | {w.lower() for w in words.want_texts(problems)}
    return found


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
