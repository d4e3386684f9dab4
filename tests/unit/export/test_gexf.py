import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from kgbuild.analysis.network import Edge, Network, Node, network
from kgbuild.analysis.tables import centrality, with_measures
from kgbuild.export.dressed import dressed
from kgbuild.export.gexf import gexf

NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


def ready(graph: Network) -> Network:
    return dressed(with_measures(graph, centrality(graph)))


DATED = ready(
    network(
        [
            Node("urn:a", 'Ann "the <voice>" & co', "Person", "2031-05-06", "2031-05-07"),
            Node("urn:m", "talks\u0001", "Meeting", "2031-05-08", ""),
            Node("urn:i", "fish", "Issue"),
            Node("urn:w", "odd dates", "Meeting", "2031-05-07", "2031-05-01"),
        ],
        [
            Edge("urn:a", "urn:m", "attends", "attends", "2031-05-06", "2031-05-07", 2, ("urn:c1", "urn:c2")),
            Edge("urn:a", "urn:i", "demands", "demands", "", "2031-05-09"),
        ],
    )
)
UNDATED = ready(
    network([Node("urn:a", "Ann", "Person"), Node("urn:b", "Bo", "Person")], [Edge("urn:a", "urn:b", "t", "t")])
)
GRAPHS = {
    "dated": DATED,
    "undated": UNDATED,
    "empty": ready(network([], [])),
}


@pytest.fixture(scope="session")
def schema(root: Path, need: Callable[[str, bool, str], None]) -> etree.XMLSchema:
    """The official schema, beside the checkout."""
    path = root.parent / "shared" / "conformance" / "gexf-1.3" / "gexf.xsd"
    need("shared", path.exists(), "the GEXF 1.3 schema (../shared)")
    return etree.XMLSchema(etree.parse(path))


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=list(GRAPHS))
def test_the_official_schema_accepts_it(schema: etree.XMLSchema, graph: Network) -> None:
    # The published schema has the elements of its viz part in the namespace of the rest. The format's own description,
    # Gephi and graphology have them in one of their own, where we write them; for the check they are moved over.
    root = etree.fromstring(gexf(graph))
    for element in root.iter(f"{{{NS['viz']}}}*"):
        element.tag = element.tag.replace(NS["viz"], NS["g"])
    schema.assertValid(root)


def test_every_node_and_edge_has_label_kind_start_and_end() -> None:
    root = etree.fromstring(gexf(DATED))
    everything = root.xpath("//g:node | //g:edge", namespaces=NS)
    assert len(everything) == 6
    for element in everything:
        assert element.get("label")
        assert element.get("start") <= element.get("end")
        assert element.xpath("g:attvalues/g:attvalue[@for='kind']/@value", namespaces=NS)[0]


@pytest.mark.parametrize(
    ("element", "start", "end"),
    [
        ("node[@id='urn:a']", "2031-05-06", "2031-05-07"),
        ("node[@id='urn:m']", "2031-05-08", "2031-05-09"),
        ("node[@id='urn:i']", "2031-05-01", "2031-05-09"),
        ("node[@id='urn:w']", "2031-05-07", "2031-05-07"),
        ("edge[@kind='demands']", "2031-05-01", "2031-05-09"),
    ],
)
def test_an_open_end_reaches_to_the_end_of_the_network(element: str, start: str, end: str) -> None:
    (found,) = etree.fromstring(gexf(DATED)).xpath(f"//g:{element}", namespaces=NS)
    assert (found.get("start"), found.get("end")) == (start, end)


def test_what_gexf_has_itself_is_not_said_twice() -> None:
    titles = etree.fromstring(gexf(DATED)).xpath("//g:attribute/@title", namespaces=NS)
    assert sorted(titles) == ["betweenness", "claims", "community", "degree", "kind", "kind", "page_rank"]


def test_edges_keep_kind_weight_and_claims() -> None:
    (edge,) = etree.fromstring(gexf(DATED)).xpath("//g:edge[@kind='attends']", namespaces=NS)
    assert edge.get("weight") == "2"
    assert edge.xpath("g:attvalues/g:attvalue[@for='claims']/@value", namespaces=NS) == ["urn:c1 urn:c2"]


def test_without_dates_there_is_no_time_line() -> None:
    root = etree.fromstring(gexf(UNDATED))
    assert not root.xpath("//@start | //@end | //@timeformat", namespaces=NS)


def test_no_day_but_those_of_the_network_is_written() -> None:
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}", gexf(DATED).decode())) == {
        "2031-05-01",
        "2031-05-06",
        "2031-05-07",
        "2031-05-08",
        "2031-05-09",
    }


def test_nodes_open_with_size_colour_and_place() -> None:
    root = etree.fromstring(gexf(DATED))
    for node in root.xpath("//g:node", namespaces=NS):
        (size,) = node.xpath("viz:size/@value", namespaces=NS)
        assert float(size) > 0
        assert len(node.xpath("viz:color/@r | viz:position/@x | viz:position/@y", namespaces=NS)) == 3
    assert not root.xpath("//g:attribute[@title='type']", namespaces=NS)
