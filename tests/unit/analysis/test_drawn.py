"""A network that is led on from the last one is that of the dataset, whatever changed."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from kgbuild.analysis.drawn import drawn, drawn_after
from kgbuild.analysis.network import network
from kgbuild.analysis.reading import graph_of
from kgbuild.model.delta import Delta
from kgbuild.model.quads import Quad, sorted_quads
from kgbuild.model.terms import RDF, RDF_TYPE, RDFS_LABEL
from kgbuild.model.triples import Triples, kgb

BASE = "https://example.org/kg/"


def term(kind: str, number: int) -> str:
    return f"<{BASE}{kind}/{number}>"


def said(some: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield what one thing says, or nothing: an actor, an event, a role, a claim, a position."""
    number = some.randrange(6)
    actor, other, event = (term(kind, some.randrange(4)) for kind in ("actor", "actor", "event"))
    day = f'"2031-05-0{some.randrange(1, 9)}"'
    yield from some.choice(
        (
            [(term("actor", number), RDF_TYPE, kgb(some.choice(("Person", "Country", "Told"))))],
            [(term("actor", number), RDFS_LABEL, f'"n{some.randrange(3)}"')],
            [(event, RDF_TYPE, kgb("Meeting")), (event, kgb("edtf"), day), (event, kgb("participant"), actor)],
            [(event, kgb("partOf"), term("event", some.randrange(4)))],
            [(term("issue", number), RDF_TYPE, kgb("Issue"))],
            [
                (term("role", number), RDF_TYPE, kgb("Role")),
                (term("role", number), kgb("holder"), actor),
                (term("role", number), kgb("roleAt"), other),
            ],
            [
                (term("claim", number), RDF_TYPE, kgb("Claim")),
                (term("claim", number), f"<{RDF}subject>", event),
                (term("claim", number), f"<{RDF}predicate>", kgb("participant")),
                (term("claim", number), f"<{RDF}object>", actor),
            ],
            [
                (term("position", number), RDF_TYPE, kgb("Position")),
                (term("position", number), kgb("claimedBy"), actor),
                (term("position", number), kgb("target"), other),
                (term("position", number), kgb("issue"), term("issue", some.randrange(6))),
                (term("position", number), kgb("claimedAt"), day),
            ],
            [(term("position", number), kgb("sameUtterance"), term("position", some.randrange(6)))],
        )
    )


def dataset(quads: set[Quad]) -> Triples:
    return Triples(quads)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_led_on_from_is_what_is_drawn_anew(seed: int) -> None:
    some = random.Random(seed)
    quads = {Quad(*one, "<urn:g>") for _ in range(60) for one in said(some)}
    last = drawn(dataset(quads))
    for _ in range(4):
        gone = set(some.sample(sorted(quads), min(len(quads), some.randrange(5))))
        come = {Quad(*one, "<urn:g>") for _ in range(some.randrange(4)) for one in said(some)} - quads
        quads = (quads - gone) | come
        facts = dataset(quads)
        last = drawn_after(last, facts, Delta("", sorted_quads(come), sorted_quads(gone)))
        anew = drawn(dataset(quads))
        assert list(last.nodes.items()) == list(anew.nodes.items())
        assert list(last.fans.items()) == list(anew.fans.items())
        rows = last.rows()
        assert {one: rows.edges(one) for one in last.fresh} == {one: anew.edges.value[one] for one in last.fresh}
        assert not last.edges._known  # those of all nodes are not made for it
        assert last.edges.value == anew.edges.value


def test_rows_are_the_network() -> None:
    some = random.Random(1)
    facts = dataset({Quad(*one, "<urn:g>") for _ in range(90) for one in said(some)})
    rows, graph = drawn(facts).rows(), graph_of(facts)
    assert {node.iri: node[1:] for node in rows.nodes} == {
        n: tuple(said.values()) for n, said in graph.nodes(data=True)
    }
    edges = [edge for source in rows.fans for _, edge in rows.edges(source)]
    assert network([], edges).edges(keys=True, data=True) == graph.edges(keys=True, data=True) or sorted(
        network([], edges).edges(keys=True)
    ) == sorted(graph.edges(keys=True))
    assert [len(fan.targets) for fan in rows.fans.values()] == [len(rows.edges(one)) for one in rows.fans]
