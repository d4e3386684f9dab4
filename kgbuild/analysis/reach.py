"""What a change of a dataset reaches of the answers to questions: most of what is told is between no two actors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from kgbuild.analysis.people import ON_ISSUES, PARTY
from kgbuild.analysis.reading import BY, ON, POSITION, SAME, TARGET
from kgbuild.model.delta import Delta
from kgbuild.model.quads import Quad
from kgbuild.model.spans import Said
from kgbuild.model.terms import RDF_TYPE, is_iri
from kgbuild.model.triples import LABELS, Triples, kgb, local_name
from kgbuild.model.vocabulary import SUBJECT

_MEDIATOR, _STANCE, _LEVEL = kgb("mediator"), kgb("stance"), kgb("level")
_PUBLISHER, _ISSUED = (f"<http://purl.org/dc/terms/{name}>" for name in ("publisher", "issued"))
_COUNTED = frozenset({kgb("Meeting"), kgb("Role")})
_SPAN = "/span/"
_NAMING = {
    "Meeting": (*(kgb(role) for role in PARTY), _MEDIATOR),
    "Role": (kgb("holder"), kgb("roleAt")),
    "Position": (TARGET, BY, ON),
    "Article": (_PUBLISHER,),
}
"""What questions look at, with what names the others whose kind and name they look at then."""


class Reach(NamedTuple):
    """What is otherwise: `acts` of actors, or where they stand; what is `spoken` at all, in which outlet; names.
    `named` are the terms that may be named by what changed."""

    acts: bool
    spoken: bool
    names: bool
    named: frozenset[str]


def named_in(facts: Triples) -> Iterator[str]:
    """Yield the terms of those whom, and what, the answers to questions may name."""
    for kind, predicates in _NAMING.items():
        for one in facts.with_type(kind):
            yield from _objects_of(facts.about[one], predicates)
    for said in facts.about.values():
        if _MEDIATOR in said:
            yield from _objects_of(said, _NAMING["Meeting"])


def _objects_of(said: Said, predicates: Iterable[str]) -> Iterator[str]:
    return (other for predicate in predicates for other in said.get(predicate, ()))


def reach_of(facts: Triples, delta: Delta, named: Collection[str]) -> Reach:
    """Return what a delta to these facts reaches of answers that may have `named` some terms."""
    changed: dict[str, list[Quad]] = defaultdict(list)
    for quad in chain(delta.added, delta.removed):
        if _SPAN not in quad.subject:
            changed[quad.subject].append(quad)
    acts = spoken = names = False
    for one, quads in changed.items():
        kinds = {*facts.objects(one, RDF_TYPE), *_objects(quads, RDF_TYPE)}
        about = {*facts.objects(one, SUBJECT), *_objects(quads, SUBJECT)}
        said = {*facts.said(one), *(quad.predicate for quad in quads)}
        predicates = {quad.predicate for quad in quads}
        stances = {*facts.objects(one, _STANCE), *_objects(quads, _STANCE)}
        acts = acts or not _COUNTED.isdisjoint(kinds) or _MEDIATOR in said or _LEVEL in predicates
        acts = acts or any(_is_counted(facts, event) for event in about) or _ISSUED in predicates or SAME in said
        acts = acts or (POSITION in kinds and (TARGET in said or any(local_name(s) in ON_ISSUES for s in stances)))
        acts = acts or (RDF_TYPE in predicates and one in named)
        spoken = spoken or POSITION in kinds or _PUBLISHER in predicates
        names = names or (one in named and not predicates.isdisjoint(LABELS))
    objects = chain.from_iterable(every for one in changed for every in facts.said(one).values())
    return Reach(acts, spoken, names, frozenset(filter(is_iri, objects)))


def _objects(quads: Iterable[Quad], predicate: str) -> Iterator[str]:
    return (quad.object for quad in quads if quad.predicate == predicate)


def _is_counted(facts: Triples, event: str) -> bool:
    return not _COUNTED.isdisjoint(facts.objects(event, RDF_TYPE)) or bool(facts.objects(event, _MEDIATOR))
