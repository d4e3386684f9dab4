"""What annotation tools show of an article's facts: marks on its words, choices on them, links between them.

Facts become marks and come back without loss: what a tool has no form for goes along in a note of the mark. The note
also holds a digest of what is shown, so that what a person changed no longer names the rule that once made it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgbuild.elsewhere.decode import Json
from kgbuild.model.facts import Assertion, EntityKind, Factuality, Form, Mode, Stance

NOTE = "kgbuild"  # the name of our notes among a tool's
SAME = "Same"  # between mentions of one thing
HOLDER = "Holder"  # from a role to who holds it
MEETING = "meeting"  # the label of a meeting; other events have their type's
KINDS = {kind.value.title(): kind for kind in EntityKind}


@dataclass(frozen=True, slots=True)
class Shape:
    """How one list of a record is shown: `links` are its fields of ids with the label of the link, `words` its fields
    of spans with the label of mark and link, `choices` its closed choices."""

    label: str
    links: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_PARTS = {
    "participants": "Participant",
    "mediators": "Mediator",
    "hosts": "Host",
    "place": "Place",
    "part_of": "PartOf",
}
EVENT = Shape(
    "",  # an event's mark is labelled with its type
    links={"initiators": "Initiator", **_PARTS},
    words={"spans": "Words"},
    choices={"factuality": tuple(Factuality)},
)
SHAPES = {
    "mentions": Shape("", choices={"form": tuple(Form)}),  # labelled with its kind
    "dates": Shape("Date"),
    "roles": Shape("Role", links={"at": "At"}, choices={"status": ("current", "former")}),
    "events": EVENT,
    "positions": Shape(
        "Position",
        links={
            "speaker": "Speaker",
            "targets": "Target",
            "audience": "Audience",
            "conditional_on": "Condition",
            "responds_to": "Reply",
        },
        words={"content": "Content", "quotes": "Quote"},
        choices={"stance": tuple(Stance), "mode": tuple(Mode), "polarity": ("positive", "negative")},
    ),
    "voices": Shape(
        "Voice",
        links={"speakers": "Speaker", "via": "Via"},
        words={"cue": "Cue"},
        choices={"assertion": tuple(Assertion), "quoted": ("yes", "no")},
    ),
}
SINGLE = frozenset({"place", "part_of", "speaker", "conditional_on", "responds_to", "via", "at", "cue"})
WORDS = frozenset(label for shape in SHAPES.values() for label in shape.words.values())


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch `[start, end)` of the article as written; `note` is what is not shown."""

    id: str
    label: str
    start: int
    end: int
    choices: Mapping[str, str] = field(default_factory=dict)
    note: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """From one mark to another, by their ids."""

    label: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Markup:
    """One article's marks. `chains` are the marks of one thing each, where it has several."""

    article: str
    text: str
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]
    chains: tuple[tuple[str, ...], ...] = ()


def shape_of(label: str) -> str:
    """Return the list of a record that marks of this label belong to; a label in lower case is an event's type. Empty
    for one that is unknown, or that only marks the words of another."""
    if label in KINDS:
        return "mentions"
    if label.islower():
        return "events"
    return next((name for name, shape in SHAPES.items() if shape.label == label), "")


def digest(mark: Mark, links: Iterable[Link], marks: Mapping[str, Mark]) -> str:
    """Return a short digest of what a tool shows of a fact: its mark, its choices, and where its links lead."""
    ends = sorted((one.label, marks[one.target].start, marks[one.target].end) for one in links)
    shown = (mark.label, mark.start, mark.end, sorted(mark.choices.items()), ends)
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:12]
