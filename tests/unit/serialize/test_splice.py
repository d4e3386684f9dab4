"""Files made over are byte for byte those written anew."""

import random
from pathlib import Path

import pytest

from kgbuild.model.delta import Delta
from kgbuild.model.quads import Quad, SortedQuads, in_order, line_of, sorted_quads
from kgbuild.model.terms import RDF_TYPE, RDFS_LABEL
from kgbuild.serialize.jsonld import jsonld_pieces
from kgbuild.serialize.nquads import nquads_pieces
from kgbuild.serialize.splice import (
    changed_subjects,
    spliced_jsonld,
    spliced_nquads,
    spliced_trig,
    spliced_turtle,
)
from kgbuild.turtle import trig_pieces

PREFIXES = {"a": "urn:z/", "b": "urn:b/", "c": "urn:b/c/", "graph": "urn:g/", "unused": "urn:unused/"}
CONTEXT = {"a": "urn:z/", "b": "urn:b/", "c": "urn:b/c/", "label": "http://www.w3.org/2000/01/rdf-schema#label"}
ALWAYS = Quad("<urn:b/always>", RDF_TYPE, "<urn:b/Thing>", "<urn:g/core>")


def _anything(dice: random.Random) -> Quad:
    starts = ("urn:z/", "urn:b/", "urn:b/c/", "http://x.example/", "urn:b/c/d!e/")
    node = f"<{dice.choice(starts)}{dice.choice(['n', 'n1', 'n-1', 'm_', 'é', '10', '1'])}>"
    value = dice.choice(
        [node, '"}\\n\\n  }, {"', '"a"@en', '"a b . "', '"7"^^<http://www.w3.org/2001/XMLSchema#integer>']
    )
    graph = f"<urn:g/{dice.choice(['core', 'article/x', 'article/x-1', 'article/x!', 'z'])}>"
    predicate = dice.choice([RDF_TYPE, RDFS_LABEL, "<urn:b/p>", "<urn:b/c/q>"])
    return Quad(node, predicate, node if predicate == RDF_TYPE else value, graph)


def _default(quads: SortedQuads) -> SortedQuads:
    return sorted_quads(Quad(*q[:3]) for q in quads)


def _files(quads: SortedQuads) -> dict[str, bytes]:
    return {
        "dataset.nq": b"".join(nquads_pieces(map(line_of, quads))),
        "dataset.trig": b"".join(trig_pieces(in_order(quads), prefixes=PREFIXES)),
        "graph.ttl": b"".join(trig_pieces(_default(quads), prefixes=PREFIXES)),
        "graph.jsonld": b"".join(jsonld_pieces(_default(quads), context=CONTEXT)),
    }


@pytest.mark.parametrize("seed", range(60))
def test_a_file_made_over_is_the_one_written_anew(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    before = {_anything(dice) for _ in range(dice.choice([3, 30, 200]))} | {ALWAYS}
    gone = set(dice.sample(sorted(before - {ALWAYS}), dice.randrange(len(before))))
    come = {_anything(dice) for _ in range(dice.choice([0, 1, 3, 100]))} - before
    now = sorted_quads((before - gone) | come)
    for name, data in _files(sorted_quads(before)).items():
        (tmp_path / name).write_bytes(data)
    delta = Delta("", sorted_quads(come), sorted_quads(gone))
    changed = changed_subjects(tmp_path / "dataset.nq", delta)
    triples = {one.term: _default(SortedQuads(one.now)) for one in changed}
    made = {
        "dataset.nq": spliced_nquads(tmp_path / "dataset.nq", delta),
        "dataset.trig": spliced_trig(tmp_path / "dataset.trig", changed, prefixes=PREFIXES),
        "graph.ttl": spliced_turtle(tmp_path / "graph.ttl", triples, prefixes=PREFIXES),
        "graph.jsonld": spliced_jsonld(tmp_path / "graph.jsonld", triples, context=CONTEXT),
    }
    expected = _files(now)
    for name, pieces in made.items():
        assert b"".join(pieces).decode() == expected[name].decode(), name
