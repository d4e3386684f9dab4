"""What the lexicon knows of meetings and events: nouns, verbs, what verbs say of them, types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
    roles: Mapping[str, str] = field(default_factory=dict)
    once: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A word that counts parts of a meeting ("round of talks")."""

    level: str
    frame: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that names a meeting or event by itself.

    `needs`: words one of which must hang on it; `subjects`, `doers`: words and kinds one of which its subject must be;
    `objects`, `kinds`: the same of its object; `unless`: words that must not be its object or stand after its
    prepositions; `spares`: kinds its object must not be; `alone`: it has no object; `roles`: the role of who stands
    after a preposition; `passive`: it names one in the passive too; `journey`: only as what someone travels for.
    """

    word: str
    type: str
    family: str
    frame: str
    subject: str = "participants"
    object: str = "none"
    needs: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    doers: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    spares: frozenset[str] = frozenset()
    roles: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False
    once: bool = False
    passive: bool = False
    journey: bool = False


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event: its codes in PLOVER ("ASSAULT", "COERCE/arrest") and IPTC Media Topics, and what it counts."""

    name: str
    plover: str = ""
    mediatopic: str = ""
    figures: frozenset[str] = frozenset()


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
    """All frames, by their word (lower case; a phrasal verb as `call off`), and the types of events by name."""

    types: Mapping[str, EventType] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()  # lemmas of nouns for one person
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
