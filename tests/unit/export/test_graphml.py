from pathlib import Path

import igraph
import networkx as nx
import pytest

from kgbuild.analysis.network import Edge, Node, network
from kgbuild.analysis.tables import centrality, with_measures
from kgbuild.export.dressed import dressed
from kgbuild.export.graphml import graphml

PLAIN = network(
    [
        Node("urn:a", 'Ann "the <voice>" & co', "Person"),
        Node("urn:m", "talks\u0001", "Meeting", "2031-05-06", "2031-05-07"),
    ],
    [
        Edge("urn:a", "urn:m", "attends", "attends", "2031-05-06", "2031-05-07", 2, ("urn:c1", "urn:c2")),
        Edge("urn:a", "urn:m", "demands", "demands"),
    ],
)
GRAPH = dressed(with_measures(PLAIN, centrality(PLAIN)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "graph.graphml").write_bytes(graphml(GRAPH))
    return tmp_path / "graph.graphml"


def test_networkx_reads_every_attribute(path: Path) -> None:
    read = nx.read_graphml(path)
    assert read.is_multigraph()
    assert read.is_directed()
    assert read.nodes["urn:a"] == GRAPH.nodes["urn:a"]
    assert list(read.edges(keys=True, data=True)) == list(GRAPH.edges(keys=True, data=True))


def test_igraph_reads_every_attribute(path: Path) -> None:
    read = igraph.Graph.Read_GraphML(str(path))
    assert read.is_directed()
    ann = {name: value for name, value in read.vs[0].attributes().items() if name != "id"}
    assert ann == GRAPH.nodes["urn:a"]
    edges = [
        {name: edge[name] for name in ("label", "start", "end", "weight", "claims", "kind", "color")}
        for edge in read.es
    ]
    assert edges == [data for *_, data in GRAPH.edges(data=True)]


def test_a_character_xml_forbids_is_marked(path: Path) -> None:
    assert nx.read_graphml(path).nodes["urn:m"]["label"] == "talks\ufffd"


def test_an_empty_network_is_a_valid_file(tmp_path: Path) -> None:
    (tmp_path / "graph.graphml").write_bytes(graphml(network([], [])))
    assert len(nx.read_graphml(tmp_path / "graph.graphml")) == 0
