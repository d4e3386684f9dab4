"""Pages, RDF of nodes, questions as forms, reconciliation."""

from __future__ import annotations

import json
import shutil
import urllib.parse

import pyoxigraph as ox

from tests.functional.serve.conftest import BASE, Server

VALE = "SELECT ?s { ?s <http://www.w3.org/2000/01/rdf-schema#label> 'Mara Vale'@en }"


def vale(server: Server) -> str:
    return server.select(VALE).text.split()[1].removeprefix(BASE)


def test_an_iri_leads_to_a_page_or_to_rdf(server: Server) -> None:
    path = vale(server)
    page = server.ask(f"/{path}", Accept="text/html")
    assert (page.status, page.media) == (200, "text/html")
    assert "<h1>Mara Vale</h1>" in page.text
    assert "Content-Security-Policy" in page.text
    turtle = server.ask(f"/{path}", Accept="text/turtle")
    triples = {(str(q.subject), str(q.predicate)) for q in ox.parse(turtle.text.encode(), format=ox.RdfFormat.TURTLE)}
    assert (f"<{BASE}{path}>", "<http://www.w3.org/2000/01/rdf-schema#label>") in triples
    assert any(subject != f"<{BASE}{path}>" for subject, _ in triples)  # who speaks of it
    linked = json.loads(server.ask(f"/{path}", Accept="application/ld+json").text)
    assert {"@context", "@graph"} <= linked.keys()
    assert server.ask("/actor/nobody").status == 404
    assert server.ask(f"/{path}", Accept="image/png").status == 406


def test_questions_are_forms(server: Server) -> None:
    assert "/questions/said-by" in server.ask("/questions").text
    form = server.ask("/questions/said-by")
    assert 'name="speaker"' in form.text
    answer = server.ask("/questions/said-by?ask=yes&speaker=Mara+Vale")
    assert "2 rows" in answer.text
    assert server.ask("/questions/said-by?format=csv&speaker=Mara+Vale").text.count("\n") == 3
    wrong = server.ask("/questions/said-by?ask=yes&speaker=Marra+Vale")
    assert (wrong.status, "Mara Vale" in wrong.text) == (400, True)
    assert server.ask("/questions/none").status == 404


def test_names_are_reconciled(server: Server) -> None:
    manifest = json.loads(server.ask("/reconcile").text)
    assert (manifest["versions"], manifest["identifierSpace"]) == (["0.2"], BASE)
    queries = {
        "q0": {"query": "Mara Vale", "type": "Person"},
        "q1": {"query": "Mara Valle", "limit": 1},
        "q2": {"query": "Mara Vale", "type": "Place"},
        "q3": {"query": "zzzzzz"},
    }
    body = urllib.parse.urlencode({"queries": json.dumps(queries)}).encode()
    found = json.loads(server.ask("/reconcile", data=body, Content_Type="application/x-www-form-urlencoded").text)
    first = found["q0"]["result"][0]
    assert (first["id"], first["match"], first["score"]) == (vale(server), True, 100.0)
    assert {"id": "Person", "name": "Person"} in first["type"]
    assert [(c["id"], c["match"]) for c in found["q1"]["result"]] == [(vale(server), False)]
    assert found["q2"]["result"] == found["q3"]["result"] == []
    suggested = json.loads(server.ask("/suggest?prefix=mara").text)["result"]
    assert {"id": vale(server), "name": "Mara Vale"} in suggested
    assert server.ask("/reconcile?queries=%5B").status == 400


def test_the_start_page_and_the_report(server: Server) -> None:
    assert "SPARQL" in server.ask("/").text
    assert server.ask("/report").status == 404
    (server.out / "report.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    assert server.ask("/report").text.startswith("<!doctype html>")


def test_a_new_build_is_seen(server: Server) -> None:
    path = server.out / "dataset.nq"
    new = path.with_name("new.nq")
    shutil.copy(path, new)
    with new.open("a", encoding="utf-8") as file:
        file.write(f'<{BASE}actor/new> <http://www.w3.org/2000/01/rdf-schema#label> "Brand New" <{BASE}graph/core> .\n')
    new.replace(path)
    assert server.select(VALE.replace("Mara Vale'@en", "Brand New'")).text.split()[1] == f"{BASE}actor/new"
    assert server.ask("/actor/new", Accept="text/html").status == 200
