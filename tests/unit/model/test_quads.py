"""Quads in order: what sorting them whole would give, and lines of N-Quads the same."""

from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.model.quads import Quad, in_order, sorted_quads
from kgbuild.model.triples import Triples
from kgbuild.serialize.jsonld import jsonld, jsonld_pieces
from kgbuild.serialize.nquads import nquads
from kgbuild.turtle import trig, trig_pieces

IRIS = st.sampled_from(["<urn:a>", "<urn:a/b>", "<urn:ab>", "<urn:a-b>", "<urn:b>"])
OBJECTS = IRIS | st.sampled_from(['"a"', '"a b"', '"a"@en', '"1"^^<urn:n>'])
QUADS = st.lists(st.builds(Quad, IRIS, IRIS, OBJECTS, IRIS | st.just("")))


@given(QUADS)
def test_the_order_is_that_of_sorting_by_graph_first(quads: list[Quad]) -> None:
    assert list(in_order(quads)) == sorted(set(quads), key=itemgetter(3, 0, 1, 2))


@given(QUADS)
def test_sorting_is_done_once(quads: list[Quad]) -> None:
    found = sorted_quads(quads)
    assert list(found) == sorted(set(quads))
    assert sorted_quads(found) is found


@given(QUADS)
def test_what_is_streamed_is_what_is_written_at_once(quads: list[Quad]) -> None:
    found = tuple(in_order(quads))
    whole, head = trig(quads, prefixes={"a": "urn:"}), b"@prefix a: <urn:> .\n\n"
    assert b"".join(trig_pieces(found, prefixes={"a": "urn:"})) == head + whole.removeprefix(head)
    assert b"".join(jsonld_pieces(found, context={"b": "urn:b"})) == jsonld(quads, context={"b": "urn:b"})


@given(QUADS)
def test_triples_are_those_of_all_graphs_each_once(quads: list[Quad]) -> None:
    assert list(Triples(quads).triples) == sorted({quad[:3] for quad in quads})


@given(QUADS)
def test_lines_of_n_quads_are_sorted_as_lines(quads: list[Quad]) -> None:
    lines = nquads(quads).decode().splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len(set(quads))
