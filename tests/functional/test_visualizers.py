"""The graph files in the programs of others, also with texts that would break a careless writer."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from kgbuild.analysis.network import Network
from kgbuild.errors import UsageError
from kgbuild.export.draw import drawing
from kgbuild.export.select import Only
from kgbuild.export.writers import View, export, measured_network
from kgbuild.model.quads import Quad
from kgbuild.model.terms import literal, literal_of
from kgbuild.serialize.formats import Style
from kgbuild.serialize.prefixes import standard_prefixes

STYLE = Style(standard_prefixes("https://example.org/kg/"), {})
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
HOSTILE = ('=1+1 "a"', "+cmd|' /C calc'!A0", "@x </node>", "\u202eمرحبا 😀 \t\r\n", "a\\b\x00\x07;,{}<i>", "-2;3")
PEOPLE = View(people=True)


@pytest.fixture(scope="module")
def quads(root: Path) -> list[Quad]:
    found = ox.parse(path=str(root / "tests" / "data" / "fisheries.trig"))
    return [Quad(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in found]


@pytest.fixture(scope="module")
def hostile(quads: list[Quad]) -> list[Quad]:
    labels = [q for q in quads if q.predicate == LABEL]
    renamed = {
        q: q._replace(object=literal(HOSTILE[n % len(HOSTILE)] + literal_of(q.object).value, language="en"))
        for n, q in enumerate(labels)
    }
    return [renamed.get(q, q) for q in quads]


@pytest.fixture
def read(root: Path, tmp_path: Path, need: Callable[[str, bool, str], None]) -> Callable[[str, bytes], Any]:
    scripts = root / "tests" / "functional" / "js"

    def run(kind: str, data: bytes) -> Any:
        need("node", (scripts / "node_modules" / "cytoscape").is_dir(), "npm packages (npm ci in tests/functional/js)")
        path = tmp_path / f"graph.{kind}"
        path.write_bytes(data)
        command = ["node", str(scripts / "graphs.mjs"), kind, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    return run


@pytest.mark.parametrize("kind", ["gexf", "cyjs"])
@pytest.mark.parametrize("view", [View(), PEOPLE], ids=["full", "people"])
def test_libraries_of_the_web_read_it(
    hostile: list[Quad], read: Callable[[str, bytes], Any], kind: str, view: View
) -> None:
    graph = measured_network(hostile, view)
    found = read(kind, export(hostile, kind, style=STYLE, view=view))
    assert {n["id"] for n in found["nodes"]} == set(graph)
    assert len(found["edges"]) == graph.number_of_edges() > 5
    for node in found["nodes"]:
        assert "type" not in node
        assert node["kind"] == graph.nodes[node["id"]]["type"]
        assert re.fullmatch(r"#[0-9a-f]{6}|rgb\(\d+,\d+,\d+\)", node["color"])
        assert node["size"] > 0
        assert _shown(node["label"]) == _shown(graph.nodes[node["id"]]["label"])
    assert len({(n["x"], n["y"]) for n in found["nodes"]}) == len(graph)
    assert all(edge["weight"] >= 1 for edge in found["edges"])


def _shown(text: str) -> str:
    """What is left of a text where a format has no place for control characters, or sets spaces its own way."""
    return re.sub(r"[\x00-\x20\ufffd]+", "", text)


def test_networkx_and_igraph_read_it(hostile: list[Quad], tmp_path: Path) -> None:
    graph = measured_network(hostile)
    for kind in ("gexf", "graphml"):
        (tmp_path / f"g.{kind}").write_bytes(export(hostile, kind, style=STYLE))
    by_networkx = [nx.read_gexf(tmp_path / "g.gexf", version="1.3"), nx.read_graphml(tmp_path / "g.graphml")]
    assert [(len(g), g.number_of_edges()) for g in by_networkx] == [(len(graph), graph.number_of_edges())] * 2
    by_igraph = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml"))
    assert (by_igraph.vcount(), by_igraph.ecount()) == (len(graph), graph.number_of_edges())
    assert "type" not in by_igraph.vs.attributes()


def test_neo4j_headers_are_those_its_importer_reads(hostile: list[Quad]) -> None:
    nodes, edges = (
        list(csv.reader(io.StringIO(export(hostile, name, style=STYLE).decode(), newline="")))
        for name in ("neo4j-nodes", "neo4j-edges")
    )
    assert nodes[0][0] == "iri:ID"
    assert nodes[0][-1] == ":LABEL"
    assert [edges[0][0], edges[0][1], edges[0][-1]] == [":START_ID", ":END_ID", ":TYPE"]
    field = re.compile(r"\w*(?::(?:ID|START_ID|END_ID|LABEL|TYPE|int|double|date|string\[\]))?")
    assert all(field.fullmatch(name) for name in (*nodes[0], *edges[0]))
    known = {row[0] for row in nodes[1:]}
    assert len(known) == len(nodes) - 1 == len(measured_network(hostile))
    assert all({row[0], row[1]} <= known and re.fullmatch(r"[A-Z_]+", row[-1]) for row in edges[1:])
    assert {"Actor;Person", "Event;Meeting"} <= {row[-1] for row in nodes[1:]}


@pytest.mark.parametrize("name", ["csv-nodes", "csv-edges", "plover"])
def test_no_cell_is_a_formula(hostile: list[Quad], name: str) -> None:
    rows = list(csv.reader(io.StringIO(export(hostile, name, style=STYLE).decode(), newline="")))
    assert len(rows) > 3
    cells = [cell for row in rows for cell in row if cell]
    assert not [c for c in cells if c[0] in "=+-@\t\r" and not re.fullmatch(r"[+-]?\d+(\.\d+)?", c)]


def test_triple_terms_say_what_claims_say(quads: list[Quad]) -> None:
    found = list(ox.parse(export(quads, "rdf12", style=STYLE), format=ox.RdfFormat.N_QUADS))
    reified = {q.subject: q.object for q in found if q.predicate.value.endswith("#reifies")}
    subject = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#subject>"
    claims = {q.subject for q in quads if q.object == "<https://w3id.org/kgbuild/ns#Claim>"}
    said = {q.subject: q.object for q in quads if q.predicate == subject and q.subject in claims}
    assert {str(claim) for claim in reified} == set(said)
    for claim, triple in reified.items():
        assert isinstance(triple, ox.Triple)
        assert str(triple.subject) == said[str(claim)]
    assert not [q for q in found if str(q.predicate) == subject and str(q.subject) in claims]


def test_plover_rows_have_codes_and_outlets(quads: list[Quad]) -> None:
    rows = list(csv.DictReader(io.StringIO(export(quads, "plover", style=STYLE).decode())))
    assert {row["code"] for row in rows} >= {"CONSULT"}
    assert all(int(row["outlets"]) >= 1 and row["id"] for row in rows)


def test_quickstatements_have_a_reference_each() -> None:
    base, ns = "https://example.org/kg/", "https://w3id.org/kgbuild/ns#"
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    triples = [
        (f"{base}event/m", f"{rdf}type", f"<{ns}Meeting>"),
        (f"{base}event/m", LABEL[1:-1], '"talks \\"now\\""@en'),
        (f"{base}actor/n", f"{rdf}type", f"<{ns}Country>"),
        (f"{base}actor/n", "http://www.w3.org/2004/02/skos/core#exactMatch", "<http://www.wikidata.org/entity/Q20>"),
        (f"{base}article/a", "http://schema.org/url", '"https://a.example/1"'),
        (f"{base}article/a", "http://purl.org/dc/terms/issued", '"2031-05-06"'),
    ]
    for claim, predicate, value, status in (
        ("c1", "participant", f"<{base}actor/n>", "accepted"),
        ("c2", "startDate", '"2031-05-04"', "accepted"),
        ("c3", "endDate", '"2031-05-05"', "disputed"),
    ):
        about = f"{base}claim/{claim}"
        triples += [
            (about, f"{rdf}type", f"<{ns}Claim>"),
            (about, f"{rdf}subject", f"<{base}event/m>"),
            (about, f"{rdf}predicate", f"<{ns}{predicate}>"),
            (about, f"{rdf}object", value),
            (about, f"{ns}status", f"<https://w3id.org/kgbuild/code/{status}>"),
            (about, f"{ns}reportedIn", f"<{base}article/a>"),
        ]
    quads = [Quad(f"<{s}>", f"<{p}>", o, f"<{base}graph/core>") for s, p, o in triples]
    assert export(quads, "quickstatements", style=STYLE).decode().splitlines() == [
        "CREATE",
        "LAST\tLen\t\"talks 'now'\"",
        'LAST\tP580\t+2031-05-04T00:00:00Z/11\tS854\t"https://a.example/1"\tS577\t+2031-05-06T00:00:00Z/11',
        'LAST\tP710\tQ20\tS854\t"https://a.example/1"\tS577\t+2031-05-06T00:00:00Z/11',
    ]


def test_a_part_can_be_taken(quads: list[Quad]) -> None:
    def labels(graph: Network) -> set[str]:
        return {graph.nodes[n]["label"] for n in graph}

    whole = measured_network(quads, PEOPLE)
    near = measured_network(quads, PEOPLE._replace(start="Mara Vale"))
    assert "Mara Vale" in labels(near)
    assert labels(near) < labels(whole)
    far = measured_network(quads, PEOPLE._replace(start="mara vale", depth=9))
    assert len(near) <= len(far)
    statements = measured_network(quads, PEOPLE._replace(only=Only.STATEMENTS))
    assert not {d["type"] for *_, d in statements.edges(data=True)} & {"met", "participant", "host"}
    meetings = measured_network(quads, PEOPLE._replace(only=Only.MEETINGS))
    assert {d["type"] for *_, d in meetings.edges(data=True)} <= {"met", "participant", "host", "mediator", "initiator"}
    with pytest.raises(UsageError, match="Mara Vale"):
        measured_network(quads, PEOPLE._replace(start="Marra Vale"))


def test_a_drawing_stands_by_itself(hostile: list[Quad]) -> None:
    import resvg_py
    from lxml import etree

    drawn = drawing(hostile, view=PEOPLE, most=300)
    root = etree.fromstring(drawn.encode())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(root.findall(".//{*}circle")) + len(root.findall(".//{*}rect")) == len(measured_network(hostile, PEOPLE))
    assert not root.findall(".//{*}script")
    png = bytes(resvg_py.svg_to_bytes(svg_string=drawn, width=800, background="#ffffff"))
    assert png.startswith(b"\x89PNG")
    assert len(png) > 5000


def test_dot_is_text_and_nothing_else(hostile: list[Quad]) -> None:
    text = export(hostile, "dot", style=STYLE, view=PEOPLE).decode()
    assert text.startswith("digraph kgbuild {")
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    assert re.fullmatch(r"[\w\s{}\[\]=,;.>-]+", outside)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it
def test_schema_org_says_what_is_accepted_and_whose_claim_the_rest_is(quads: list[Quad]) -> None:
    data = export(quads, "schema.org", style=STYLE)
    graph = rdflib.Graph().parse(data=data, format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    kinds = set(graph.objects(None, rdflib.RDF.type))
    assert {schema[k] for k in ("Event", "Person", "Organization", "Place", "NewsArticle", "Claim")} <= kinds
    assert {k for k in kinds if not k.startswith(schema)} == set()
    for claim in graph.subjects(rdflib.RDF.type, schema.Claim):
        assert graph.value(claim, schema.author)
        assert graph.value(claim, schema.appearance)
        assert graph.value(claim, schema.text)
        assert str(graph.value(claim, schema.creativeWorkStatus)) != "accepted"
    core = {(q.subject, q.object) for q in quads if q.graph.endswith("graph/core>") and q.predicate.endswith("#place>")}
    assert {(s.n3(), o.n3()) for s, o in graph.subject_objects(schema.location)} <= core
    assert not [t for triple in graph for t in triple if isinstance(t, rdflib.BNode)]
