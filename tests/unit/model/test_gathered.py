"""Quads gathered by subject are the quads, each once and in order, whatever their graphs and however they came."""

from __future__ import annotations

from operator import itemgetter
from random import Random

import pytest

from kgbuild.model.gathered import Gathered
from kgbuild.model.quads import Quad, line_of, sorted_quads
from kgbuild.model.triples import Triples


def _some(rng: Random) -> Quad:
    terms = [f"<urn:{kind}{rng.randrange(size)}>" for kind, size in (("s", 30), ("p", 4), ("o", 5))]
    return Quad(*terms, f"<urn:g{rng.choice((0, 0, 0, 0, 0, 0, 1, 2))}>")


@pytest.mark.parametrize("seed", range(5))
def test_what_is_gathered_comes_out_sorted_and_once(seed: int) -> None:
    rng = Random(seed)
    quads = [_some(rng) for _ in range(200)]
    gathered = Gathered(quads[:80])
    for at in range(80, 200, 30):
        gathered.add(quads[at : at + 30])
        assert list(gathered) == list(sorted_quads(quads[: at + 30]))
    every = sorted_quads(quads)
    assert len(gathered) == len(every)
    assert "".join(gathered.lines()) == "".join(map(line_of, every))
    assert list(gathered.by_graph()) == sorted(every, key=itemgetter(3, 0, 1, 2))
    assert Triples(gathered).about == Triples(quads).about
    assert gathered.counts[0] == len({quad.subject for quad in every})
    assert gathered.counts[1].total() == len(every)


def test_subjects_in_which_a_term_stands() -> None:
    one, other = Quad("<urn:a>", "<urn:p>", '"x"', "<urn:g>"), Quad("<urn:b>", "<urn:p>", '"y"', "<urn:h>")
    both = [one, one._replace(graph="<urn:h>"), other]
    assert list(map(list, Gathered(both).speaking(["<urn:h>"]))) == [both[:2], both[2:]]
    assert list(map(list, Gathered(both).speaking(['"y"']))) == [both[2:]]
