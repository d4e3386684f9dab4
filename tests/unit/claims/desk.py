"""A desk that writes reports by hand: what extraction would find in a few words, and the dataset it amounts to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kgbuild.identifiers import slug
from kgbuild.model.article import Article, Block, BlockKind, Source
from kgbuild.model.facts import (
    ArticleFacts,
    Assertion,
    Entity,
    EntityKind,
    Event,
    Factuality,
    Form,
    Mention,
    PositionFact,
    Role,
    SentenceFact,
    Span,
    Voice,
    When,
)
from kgbuild.model.gist import gist_of
from kgbuild.model.policy import Policy
from kgbuild.model.quads import Quad
from kgbuild.model.resolved import Resolved
from kgbuild.pipeline.claiming import Built, claim_resolved
from kgbuild.pipeline.project import Project

KGB = "https://w3id.org/kgbuild/ns#"
CODE = "https://w3id.org/kgbuild/code/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
BASE = "https://example.org/kg/"


@dataclass(frozen=True)
class Told:
    """An event by the words that tell of it; `event` is its id, the same in every report of it."""

    words: str | Sequence[str]
    event: str
    type: str = "disaster"
    who: Sequence[str] = ()
    place: str = ""
    day: str = ""
    day_words: str = ""
    figures: Sequence[tuple[str, int, str, str]] = ()  # measure, value, hedge, words
    factuality: Factuality = Factuality.ACTUAL
    label: str = ""


@dataclass(frozen=True)
class Said:
    """A voice by its words."""

    words: str
    speakers: Sequence[str] = ()
    assertion: Assertion = Assertion.REPORTED
    via: str = ""
    quoted: bool = False


@dataclass
class Report:
    """One article: its text and what is in it."""

    id: str
    day: str
    outlet: str
    text: str
    events: Sequence[Told] = ()
    voices: Sequence[Said] = ()
    people: Sequence[str] = ()
    organizations: Sequence[str] = ()
    places: Sequence[str] = ()
    roles: Sequence[tuple[str, str, str, str]] = ()  # who, title, status, words
    positions: Sequence[PositionFact] = ()

    def span(self, words: str) -> Span:
        at = self.text.index(words)
        return Span(at, at + len(words), words)

    def facts(self) -> ArticleFacts:
        text = self.text
        edges = [0, *(i + 2 for i, c in enumerate(text) if c == "." and text[i + 1 : i + 2] == " "), len(text) + 1]
        sentences = [SentenceFact(n, a, b - 1, BlockKind.BODY) for n, (a, b) in enumerate(pairwise(edges))]
        entities, mentions = [], []
        named = (
            (self.people, EntityKind.PERSON),
            (self.organizations, EntityKind.ORGANIZATION),
            (self.places, EntityKind.PLACE),
        )
        for names, kind in named:
            for name in names:
                roles = tuple(Role(t, None, s, self.span(w), "r:1") for who, t, s, w in self.roles if who == name)
                entities.append(Entity(slug(name), kind, name, (name,), roles=roles))
                mentions.append(Mention(*_ends(self.span(name)), name, Form.NAME, slug(name), kind))
        events = tuple(self._event(e) for e in self.events)
        article = Article(
            self.id, text, published=self.day, source=Source(self.outlet), blocks=(Block(0, len(text), BlockKind.BODY),)
        )
        return ArticleFacts(
            article, tuple(sentences), tuple(mentions), tuple(entities),
            meetings=tuple(e for e in events if e.type == "meeting"),
            events=tuple(e for e in events if e.type != "meeting"),
            positions=tuple(self.positions), voices=tuple(self._voice(v) for v in self.voices),
        )  # fmt: skip

    def _event(self, told: Told) -> Event:
        words = (told.words,) if isinstance(told.words, str) else told.words
        spans = tuple(self.span(w) for w in words)
        backing = [("participants", slug(name), self.span(name)) for name in told.who]
        backing += [("place", slug(told.place), self.span(told.place))] if told.place else []
        when = When(told.day, told.day, told.day, (self.span(told.day_words),)) if told.day else When()
        return Event(
            told.event, told.type, told.label or told.event, spans, participants=tuple(slug(n) for n in told.who),
            place=slug(told.place) if told.place else None, when=when, factuality=told.factuality, frame="e:1",
            figures=tuple((m, v, h, self.span(w)) for m, v, h, w in told.figures), backing=tuple(backing),
        )  # fmt: skip

    def _voice(self, said: Said) -> Voice:
        span = self.span(said.words)
        speakers = tuple(slug(s) for s in said.speakers)
        return Voice(span.start, span.end, speakers, said.assertion, said.quoted, via=slug(said.via) or None)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


@dataclass
class Found:
    """A dataset with the look-ups the tests need. Terms are shown short: `killed 4`, `place oslo`."""

    built: Built
    about: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for q in self.quads:
            self.about.setdefault(q.subject, {}).setdefault(_short(q.predicate), []).append(_short(q.object))

    @property
    def quads(self) -> tuple[Quad, ...]:
        return self.built.dataset.quads

    @property
    def core(self) -> set[tuple[str, str, str]]:
        return {(_short(q[0]), _short(q[1]), _short(q[2])) for q in self.quads if q.graph == f"<{BASE}graph/core>"}

    def statuses(self, subject: str, *properties: str) -> Counter[tuple[str, str, str, str]]:
        """Return (property, value, who, status) of every claim about a subject."""
        return Counter(
            (v["predicate"][0], v["object"][0], v["claimedBy"][0], v["status"][0])
            for v in self.about.values()
            if v.get("subject") == [subject] and "status" in v and (not properties or v["predicate"][0] in properties)
        )

    def disputes(self) -> dict[tuple[str, str], dict[str, int]]:
        """Return (subject, property) -> value -> independent outlets."""
        found = {}
        for values in self.about.values():
            if values.get("type") == ["Dispute"]:
                sides = [self.about[f"<{BASE}side/{s}>"] for s in values["side"]]
                key = values["subject"][0], values["predicate"][0]
                found[key] = {
                    ("not " if "assertion" in s else "") + s["object"][0]: int(s["independentOutlets"][0])
                    for s in sides
                }
        return found


def _short(term: str) -> str:
    if term.startswith('"'):
        return term.split('"')[1]
    return term.strip("<>").replace("#", "/").rsplit("/", 1)[-1]


class Desk:
    """Turns reports into a dataset with the shipped mappings and ontology."""

    def __init__(self, project: Project) -> None:
        self.project = project

    def dataset(self, *reports: Report, policy: Policy | None = None) -> Found:
        return self.resolved([r.facts() for r in sorted(reports, key=lambda r: r.id)], policy=policy)

    def resolved(self, facts: Sequence[ArticleFacts], *, policy: Policy | None = None) -> Found:
        labels = {e.id: e.name for f in facts for e in f.entities}
        labels |= {e.id: e.label for f in facts for e in (*f.meetings, *f.events)}
        project = self.project
        if policy is not None:
            project = replace(project, config=replace(project.config, policy=policy))
        built = claim_resolved(Resolved(tuple(facts), labels, (), {}, (), tuple(map(gist_of, facts))), project)
        assert built.problems == (), [str(p) for p in built.problems]
        return Found(built)
