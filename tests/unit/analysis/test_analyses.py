import os
import subprocess
import sys
from pathlib import Path

from kgbuild.analysis.network import Edge, Node, network
from kgbuild.analysis.tables import ANALYSES, AsTriples, centrality, communities, with_measures
from kgbuild.model.quads import quad_of
from kgbuild.turtle import Names, trig

GRAPH = network(
    [Node("urn:a", "Ann", "Person"), Node("urn:b", "Bo", "Person"), Node("urn:m", "talks", "Meeting")],
    [Edge("urn:m", "urn:a", "participant", "participant"), Edge("urn:m", "urn:b", "participant", "participant")],
)


def test_centrality_has_a_row_for_each_node_the_best_first() -> None:
    table = centrality(GRAPH)
    assert [row["id"] for row in table.rows] == ["urn:a", "urn:b", "urn:m"]
    assert table.rows[2] == {
        "id": "urn:m",
        "label": "talks",
        "type": "Meeting",
        "degree": "2",
        "page_rank": "0.25974",
        "betweenness": "1.0",
        "community": "1",
    }
    assert all(set(row) == set(table.columns) for row in table.rows)


def test_a_community_lists_its_members_the_best_linked_first() -> None:
    assert communities(GRAPH).rows == ({"community": "1", "size": "3", "members": "talks; Ann; Bo"},)


def test_the_measures_become_typed_triples() -> None:
    table = centrality(GRAPH)
    form = AsTriples(table, graph="urn:g", names=Names({"g": "urn:"}))
    every = sorted(table.cells)
    quads = {quad_of(line) for row in every for line in form.lines(row).splitlines()}
    integer, decimal = (f"http://www.w3.org/2001/XMLSchema#{kind}" for kind in ("integer", "decimal"))
    ns = "https://w3id.org/kgbuild/ns#"
    assert len(quads) == 12
    assert ("<urn:m>", f"<{ns}degree>", f'"2"^^<{integer}>', "<urn:g>") in quads
    assert ("<urn:m>", f"<{ns}betweenness>", f'"1.0"^^<{decimal}>', "<urn:g>") in quads
    made = trig(quads, prefixes={"g": "urn:"}).decode()
    assert made.endswith("".join(["g:g {\n", "\n".join(map(form.block, every)), "}\n"]))


def test_measures_can_be_drawn_by() -> None:
    measured = with_measures(GRAPH, centrality(GRAPH))
    assert measured.nodes["urn:m"]["degree"] == 2
    assert "degree" not in GRAPH.nodes["urn:m"]


def test_every_analysis_takes_an_empty_network() -> None:
    assert {name: analysis(network([], []), None).rows for name, analysis in ANALYSES.items()} == dict.fromkeys(
        ANALYSES, ()
    )


PRINT = """
import random
from kgbuild.analysis.network import Edge, Node, network
from kgbuild.analysis.tables import ANALYSES, centrality, with_measures
from kgbuild.export.dressed import dressed
from kgbuild.export.gexf import gexf
from kgbuild.export.graphml import graphml
dice = random.Random(5)
names = [f"urn:n{i}" for i in range(60)]
edges = [Edge(dice.choice(names), dice.choice(names), "t", "t", weight=dice.randrange(1, 4)) for _ in range(150)]
graph = network((Node(name, name, "T") for name in names), edges)
print(*(list(analysis(graph, None).rows) for analysis in ANALYSES.values()))
shown = dressed(with_measures(graph, centrality(graph)))
print(gexf(shown).decode(), graphml(shown).decode())
"""


def test_hash_seeds_do_not_matter(root: Path) -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=root,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(printed) == 1
    assert len(printed.pop()) > 10_000
