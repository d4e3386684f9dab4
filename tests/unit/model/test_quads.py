"""Quads in order: what sorting them whole would give, and lines of N-Quads the same."""

from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.model.quads import Quad, in_order
from kgbuild.serialize.nquads import nquads

IRIS = st.sampled_from(["<urn:a>", "<urn:a/b>", "<urn:ab>", "<urn:a-b>", "<urn:b>"])
OBJECTS = IRIS | st.sampled_from(['"a"', '"a b"', '"a"@en', '"1"^^<urn:n>'])
QUADS = st.lists(st.builds(Quad, IRIS, IRIS, OBJECTS, IRIS | st.just("")))


@given(QUADS)
def test_the_order_is_that_of_sorting_by_graph_first(quads: list[Quad]) -> None:
    assert list(in_order(quads)) == sorted(set(quads), key=itemgetter(3, 0, 1, 2))


@given(QUADS)
def test_lines_of_n_quads_are_sorted_as_lines(quads: list[Quad]) -> None:
    lines = nquads(quads).decode().splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len(set(quads))
