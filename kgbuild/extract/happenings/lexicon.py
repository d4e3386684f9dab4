"""The sections `meetings` and `events` of the lexicon, read into frames; every mistake is told at file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from kgbuild.errors import ConfigError
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.yamlio import Node

ROLES = ("participants", "initiators", "mediators", "hosts", "place", "none")
LEVELS = ("series", "round", "day", "session")
BOUNDARIES = ("start", "end", "whole")
FACTUALITIES = ("planned", "cancelled", "negated", "hypothetical")
_MEETING_KEYS = ("nouns", "units", "verbs", "support", "modality", "markers", "reports", "envoys", "frequent")
_EVENT_KEYS = ("types", "measures", "hedges")
_Frame = TypeVar("_Frame")


@dataclass(frozen=True, slots=True)
class Noun:
    """A word that names a meeting or event. `besides` are words before it that make it something else."""

    word: str
    type: str
    family: str
    frame: str
    level: str | None = None
    besides: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    subject: str = "participants"
    object: str = "none"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that names a meeting or event by itself; `needs` are words one of which must depend on it."""

    word: str
    type: str
    family: str
    frame: str
    subject: str = "participants"
    object: str = "none"
    needs: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Support:
    """A verb that says something of the meeting or event it governs: who takes part, that it began, ended, failed."""

    word: str
    frame: str
    subject: str = "none"
    boundary: str = ""
    outcome: bool = False
    motion: bool = False
    factuality: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure's measure: words that govern a number ("killed"), and the nouns the number may count."""

    name: str
    words: frozenset[str]
    frame: str


@dataclass(frozen=True, slots=True)
class HappeningLexicon:
    """All frames, by their word (lower case; a phrasal verb as `call off`)."""

    nouns: Mapping[str, tuple[Noun, ...]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    verbs: Mapping[str, tuple[Verb, ...]] = field(default_factory=dict)
    support: Mapping[str, Support] = field(default_factory=dict)
    modality: Mapping[str, str] = field(default_factory=dict)
    markers: Mapping[str, str] = field(default_factory=dict)
    reports: frozenset[str] = frozenset()
    envoys: frozenset[str] = frozenset()
    frequent: frozenset[str] = frozenset()
    measures: tuple[Measure, ...] = ()
    hedges: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Reader:
    """Collects frames of all files while problems gather."""

    problems: list[Problem] = field(default_factory=list)
    nouns: dict[str, list[Noun]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    verbs: dict[str, list[Verb]] = field(default_factory=dict)
    support: dict[str, Support] = field(default_factory=dict)
    modality: dict[str, str] = field(default_factory=dict)
    markers: dict[str, str] = field(default_factory=dict)
    plain: dict[str, set[str]] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)

    def meetings(self, node: Node) -> None:
        parts = node.want_map(self.problems, known=_MEETING_KEYS)
        for item in self._items(parts, "nouns"):
            self._noun(item, "meeting", "")
        for item in self._items(parts, "units"):
            pairs = item.want_map(self.problems, known=("words", "level"), needed=("words", "level"))
            level = self._choice(pairs, "level", LEVELS)
            self.units.update(dict.fromkeys(self._words(pairs, "words"), level))
        for item in self._items(parts, "verbs"):
            self._verb(item, "meeting", "")
        for item in self._items(parts, "support"):
            self._support(item)
        self._words_by(parts, "modality", self.modality, FACTUALITIES)
        self._words_by(parts, "markers", self.markers, ("apart", "past", "next", "again"))
        for name in ("reports", "envoys", "frequent"):
            if name in parts:
                self.plain.setdefault(name, set()).update(self._words(parts, name))

    def events(self, node: Node) -> None:
        parts = node.want_map(self.problems, known=_EVENT_KEYS)
        for kind, _, body in parts["types"].pairs if "types" in parts else ():
            pairs = body.want_map(self.problems, known=("nouns", "verbs"))
            for item in self._items(pairs, "nouns"):
                self._noun(item, kind, kind)
            for item in self._items(pairs, "verbs"):
                self._verb(item, kind, kind)
        for name, where, body in parts["measures"].pairs if "measures" in parts else ():
            words = frozenset(w.lower() for w in body.want_texts(self.problems))
            self.measures.append(Measure(name, words, f"{where.file}:{where.line}"))
        if "hedges" in parts:
            self.plain.setdefault("hedges", set()).update(self._words(parts, "hedges"))

    def _noun(self, item: Node, kind: str, family: str) -> None:
        keys = ("words", "family", "level", "besides", "needs", "subject", "object")
        pairs = item.want_map(self.problems, known=keys, needed=("words",))
        for word in self._words(pairs, "words"):
            noun = Noun(
                word,
                kind,
                self._text(pairs, "family") or family or word,
                _place(item),
                self._choice(pairs, "level", LEVELS) or None,
                frozenset(self._words(pairs, "besides")),
                frozenset(self._words(pairs, "needs")),
                self._choice(pairs, "subject", ROLES) or ("participants" if kind == "meeting" else "initiators"),
                self._choice(pairs, "object", ROLES) or "none",
            )
            self.nouns.setdefault(word, []).append(noun)

    def _verb(self, item: Node, kind: str, family: str) -> None:
        keys = ("words", "family", "subject", "object", "needs", "objects")
        pairs = item.want_map(self.problems, known=keys, needed=("words",))
        for word in self._words(pairs, "words"):
            verb = Verb(
                word,
                kind,
                self._text(pairs, "family") or family or word,
                _place(item),
                self._choice(pairs, "subject", ROLES) or ("participants" if kind == "meeting" else "initiators"),
                self._choice(pairs, "object", ROLES) or "none",
                frozenset(self._words(pairs, "needs")),
                frozenset(self._words(pairs, "objects")),
            )
            self.verbs.setdefault(word, []).append(verb)

    def _support(self, item: Node) -> None:
        keys = ("words", "subject", "boundary", "outcome", "motion", "factuality")
        pairs = item.want_map(self.problems, known=keys, needed=("words",))
        for word in self._words(pairs, "words"):
            self.support[word] = Support(
                word,
                _place(item),
                self._choice(pairs, "subject", ROLES) or "none",
                self._choice(pairs, "boundary", BOUNDARIES),
                self._choice(pairs, "outcome", ("yes", "no")) == "yes",
                self._choice(pairs, "motion", ("yes", "no")) == "yes",
                self._choice(pairs, "factuality", FACTUALITIES),
            )

    def _words_by(self, parts: Mapping[str, Node], key: str, into: dict[str, str], known: tuple[str, ...]) -> None:
        if key in parts:
            for name, body in parts[key].want_map(self.problems, known=known).items():
                into.update(dict.fromkeys((w.lower() for w in body.want_texts(self.problems)), name))

    def _items(self, parts: Mapping[str, Node], key: str) -> tuple[Node, ...]:
        return parts[key].want_list(self.problems) if key in parts else ()

    def _words(self, parts: Mapping[str, Node], key: str) -> list[str]:
        return [w.lower() for w in parts[key].want_texts(self.problems)] if key in parts else []

    def _text(self, parts: Mapping[str, Node], key: str) -> str:
        return parts[key].want_text(self.problems) if key in parts else ""

    def _choice(self, parts: Mapping[str, Node], key: str, known: tuple[str, ...]) -> str:
        return parts[key].want_choice(self.problems, known) if key in parts else ""


def _place(node: Node) -> str:
    return f"{node.where.file}:{node.where.line}"


def _frozen(table: Mapping[str, Iterable[_Frame]]) -> dict[str, tuple[_Frame, ...]]:
    return {word: tuple(frames) for word, frames in table.items()}


def load_happenings(lexicon: Lexicon) -> HappeningLexicon:
    """Read the sections `meetings` and `events`. Raises `ConfigError` with the problems of all files together."""
    reader = _Reader()
    for node in lexicon.section("meetings"):
        reader.meetings(node)
    for node in lexicon.section("events"):
        reader.events(node)
    if reader.problems:
        raise ConfigError(reader.problems)
    plain = {name: frozenset(words) for name, words in reader.plain.items()}
    return HappeningLexicon(
        _frozen(reader.nouns),
        reader.units,
        _frozen(reader.verbs),
        reader.support,
        reader.modality,
        reader.markers,
        plain.get("reports", frozenset()),
        plain.get("envoys", frozenset()),
        plain.get("frequent", frozenset()),
        tuple(reader.measures),
        plain.get("hedges", frozenset()),
    )
