import csv
import io
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.errors import UsageError
from kgbuild.export.writers import ENDINGS, NAMES, export
from kgbuild.model.quads import Quad
from kgbuild.serialize.formats import Style, format_of
from kgbuild.serialize.prefixes import standard_prefixes

STYLE = Style(standard_prefixes("https://example.org/kg/"), {"kgb": "https://w3id.org/kgbuild/ns#"})


@pytest.fixture
def triples(root: Path) -> list[Quad]:
    data = (root / "tests/data/fisheries.trig").read_bytes()
    return [
        Quad(str(quad.subject), str(quad.predicate), str(quad.object))
        for quad in ox.parse(data, format=ox.RdfFormat.TRIG)
    ]


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"quickstatements"}))
def test_every_format_is_the_same_for_any_order(triples: list[Quad], name: str) -> None:
    written = export(triples, name, style=STYLE)
    assert b"orland" in written
    assert export(triples[::-1], name, style=STYLE) == written


def test_nodes_and_edges_are_tables_that_fit_together(triples: list[Quad]) -> None:
    nodes, edges = (
        list(csv.DictReader(io.StringIO(export(triples, name, style=STYLE).decode())))
        for name in ("csv-nodes", "csv-edges")
    )
    known = {node["id"] for node in nodes}
    assert {node["type"] for node in nodes} >= {"Meeting", "Person"}
    assert all(node["label"] and node["degree"] for node in nodes)
    assert edges
    assert all(edge["source"] in known and edge["target"] in known and edge["type"] for edge in edges)


def test_an_unknown_format_names_the_near_one(triples: list[Quad]) -> None:
    with pytest.raises(UsageError, match="did you mean graphml"):
        export(triples, "graph-ml", style=STYLE)


def test_a_network_file_has_an_ending_too() -> None:
    assert format_of(Path("x.gexf.gz"), ENDINGS) == "gexf"
    assert set(ENDINGS.values()) <= set(NAMES)


def test_the_rdf_formats_do_not_load_networkx(root: Path) -> None:
    code = "import sys, kgbuild.serialize.formats; assert not {'networkx', 'rdflib', 'spacy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)
