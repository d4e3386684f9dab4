"""What an analyst asks questions of: the acts between known actors, who is linked with whom; and what an answer is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kgbuild.analysis.gathered import linked_of
from kgbuild.analysis.people import Act, acts_between
from kgbuild.errors import UsageError
from kgbuild.model.tables import Row, Table
from kgbuild.model.terms import iri_of
from kgbuild.model.triples import Triples
from kgbuild.problems import near_miss

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Finding:
    """One question answered; the column `claims` of the table holds the IRIs each row rests on."""

    name: str
    question: str
    sentence: str
    table: Table


@dataclass(frozen=True, slots=True)
class Scene:
    """What the questions are asked of: the dataset and its acts."""

    facts: Triples
    acts: tuple[Act, ...]
    by_actor: Mapping[str, tuple[Act, ...]]

    @property
    def linked(self) -> nx.Graph[str]:
        """Who is linked with whom."""
        return self.facts.once(linked_of)

    def of(self, actor: str) -> tuple[Act, ...]:
        """Return the acts an actor has a part in."""
        return self.by_actor.get(actor, ())

    def label(self, term: str) -> str:
        """Return an actor's name."""
        return self.facts.label(term)

    def named(self, name: str) -> str:
        """Return the actor called `name`; raises UsageError where none or several are."""
        wanted = " ".join(name.casefold().split())
        known = {a: self.label(a) for a in self.linked}
        hits = [a for a, label in known.items() if label.casefold() == wanted or iri_of(a) == name]
        hits = hits or [a for a, label in known.items() if wanted in label.casefold()]
        if len(hits) == 1:
            return hits[0]
        if not hits:
            raise UsageError(f"no actor here is called `{name}`; {near_miss(name, set(known.values()))}")
        several = ", ".join(sorted(known[a] for a in hits))
        raise UsageError(f"several are called `{name}`: {several}; give one by its whole name or IRI")

    def between(self, one: str, other: str) -> list[Act]:
        """Return the acts between two actors, either way."""
        return [a for a in self.of(one) if {a.source, a.target} == {one, other}]


def read_scene(facts: Triples) -> Scene:
    """Return the scene of a dataset."""
    return scene_of(facts, tuple(facts.once(acts_between)))


def scene_of(facts: Triples, acts: tuple[Act, ...]) -> Scene:
    """Return a scene of some acts."""
    by_actor: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        by_actor[act.source].append(act)
        by_actor[act.target].append(act)
    return Scene(facts, acts, {actor: tuple(found) for actor, found in by_actor.items()})


def chain(scene: Scene, start: str, end: str) -> Finding:
    """Return the shortest chain of acts between two actors, given as terms, with the words of each link."""
    import networkx as nx

    rows: list[Row] = []
    if start in scene.linked and end in scene.linked and nx.has_path(scene.linked, start, end):
        path = min(nx.all_shortest_paths(scene.linked, start, end))
        for one, other in pairwise(path):
            act = min(scene.between(one, other), key=lambda a: (not a.words, a.first or "9", a.kind))
            rows.append(
                {
                    "from": scene.label(act.source),
                    "by": act.kind,
                    "to": scene.label(act.target),
                    "when": act.first or act.last,
                    "words": act.words,
                    "claims": claims_of([act]),
                }
            )
    said = (
        f"{scene.label(start)} and {scene.label(end)} are {counted(len(rows), 'step')} apart."
        if rows
        else (f"Nothing told here links {scene.label(start)} with {scene.label(end)}.")
    )
    columns = ("from", "by", "to", "when", "words", "claims")
    return Finding("chain", "How are two actors linked?", said, Table("chain", columns, tuple(rows)))


def claims_of(acts: Iterable[Act]) -> str:
    """Return the claims behind acts, each once."""
    return listed(dict.fromkeys([claim for act in acts for claim in act.claims]))


def listed(terms: Iterable[str]) -> str:
    """Return the addresses of claims (terms), with spaces between them, which no address has."""
    return " ".join(terms)[1:-1].replace("> <", " ")


def counted(number: int, word: str) -> str:
    """Return a number with its word."""
    return f"{number} {word}{'' if number == 1 else 's'}"
