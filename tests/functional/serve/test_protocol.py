"""The SPARQL 1.1 Protocol's cases for queries, content negotiation, and a public client."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from tests.functional.serve.conftest import BASE, Server

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
DIRECT = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"


def quads(server: Server) -> int:
    return sum(1 for _ in ox.parse(path=str(server.out / "dataset.nq")))


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (COUNT, "*/*", "application/sparql-results+json"),
        (COUNT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (COUNT, "text/tab-separated-values", "text/tab-separated-values"),
        (COUNT, "text/csv;q=0.3, application/json;q=0.9", "application/json"),
        ("ASK { ?s ?p ?o }", "text/csv, application/sparql-results+xml;q=0.1", "application/sparql-results+xml"),
        ("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }", "*/*", "text/turtle"),
        ("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }", "application/ld+json", "application/ld+json"),
        (f"DESCRIBE <{BASE}actor/x>", "application/n-triples", "application/n-triples"),
        (COUNT, "text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
    ],
)
def test_the_format_follows_accept(server: Server, query: str, accept: str, media: str) -> None:
    reply = server.select(query, accept)
    assert (reply.status, reply.media) == (200, media), reply.text


def test_every_format_holds_the_same_rows(server: Server) -> None:
    query = "SELECT ?s ?o WHERE { ?s a ?o } ORDER BY ?s ?o"
    rows = list(csv.reader(io.StringIO(server.select(query).text)))[1:]
    bindings = json.loads(server.select(query, "application/json").text)["results"]["bindings"]
    assert [[b["s"]["value"], b["o"]["value"]] for b in bindings] == rows
    found = ET.fromstring(server.select(query, "application/sparql-results+xml").text)
    uris = [u.text for u in found.iter("{http://www.w3.org/2005/sparql-results#}uri")]
    assert uris == [cell for row in rows for cell in row]
    assert len(rows) > 20


def test_the_default_graph_is_the_union_unless_graphs_are_named(server: Server) -> None:
    assert server.select(COUNT).text.split() == ["n", str(quads(server))]
    one = urllib.parse.urlencode({"query": COUNT, "default-graph-uri": f"{BASE}graph/core"})
    some = int(server.ask(f"/sparql?{one}", Accept="text/csv").text.split()[1])
    assert 0 < some < quads(server)
    named = {"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": f"{BASE}graph/core"}
    reply = server.ask("/sparql", data=urllib.parse.urlencode(named).encode(), Content_Type=FORM, Accept="text/csv")
    assert reply.text.split() == ["g", f"{BASE}graph/core"]


def test_post_directly_and_as_a_form(server: Server) -> None:
    direct = server.ask("/sparql", data=COUNT.encode(), Content_Type="application/sparql-query", Accept="text/csv")
    form = urllib.parse.urlencode({"query": COUNT}).encode()
    assert server.ask("/sparql", data=form, Content_Type=FORM, Accept="text/csv").text == direct.text
    assert direct.text.split() == ["n", str(quads(server))]


@pytest.mark.parametrize(
    ("path", "data", "method", "headers", "status"),
    [
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, "GET", {}, 400),
        ("/sparql", b"query=ASK%7B%7D", "PUT", {"Content_Type": FORM}, 405),
        ("/sparql", b"query=ASK%7B%7D", "POST", {"Content_Type": "text/plain"}, 415),
        ("/sparql", b"ASK {}", "POST", {"Content_Type": FORM}, 400),
        ("/sparql", b"ASK { ?s ?p '\xe9' }", "POST", {"Content_Type": "application/sparql-query"}, 400),
        ("/sparql", "ASK {}".encode("utf-16"), "POST", {"Content_Type": DIRECT + "; charset=utf-16"}, 400),
        ("/sparql?query=ASK%20%7B", None, "GET", {}, 400),
        ("/sparql?query=SELECT%20nonsense", None, "GET", {}, 400),
        ("/sparql?query=ASK%7B%7D", None, "GET", {"Accept": "image/png"}, 406),
    ],
)  # fmt: skip
def test_wrong_requests(
    server: Server, path: str, data: bytes | None, method: str, headers: dict[str, str], status: int
) -> None:
    assert server.ask(path, data=data, method=method, **headers).status == status


def test_the_service_describes_itself(server: Server) -> None:
    reply = server.ask("/sparql", Accept="text/turtle")
    quads_ = list(ox.parse(reply.text.encode(), format=ox.RdfFormat.TURTLE))
    said = {(q.predicate.value.rpartition("#")[2], str(q.object)) for q in quads_}
    assert ("endpoint", f"<{server.address}/sparql>") in said
    assert ("feature", "<http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph>") in said


def test_a_public_client(server: Server) -> None:
    client = SPARQLWrapper(f"{server.address}/sparql")
    client.setQuery(COUNT)
    client.setReturnFormat(JSON)
    found = client.queryAndConvert()
    assert isinstance(found, dict)
    assert found["results"]["bindings"][0]["n"]["value"] == str(quads(server))
    client.setMethod(POST)
    client.setQuery("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3")
    client.setReturnFormat(TURTLE)
    made = client.queryAndConvert()
    assert isinstance(made, bytes)
    assert len(list(ox.parse(made, format=ox.RdfFormat.TURTLE))) == 3


def test_a_public_client_of_the_web(server: Server, root: Path, need: Callable[[str, bool, str], None]) -> None:
    scripts = root / "tests" / "functional" / "js"
    there = (scripts / "node_modules" / "sparql-http-client").is_dir()
    need("node", there, "npm packages (npm ci in tests/functional/js)")
    command = ["node", str(scripts / "sparql.mjs"), f"{server.address}/sparql"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found == {"count": str(quads(server)), "posted": 2, "direct": True, "graph": 3}
