"""What the server must withstand: writing, fetching, endless and huge queries, slow and many clients, strange paths."""

from __future__ import annotations

import hashlib
import http.client
import socket
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.functional.serve.conftest import Server, started

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?c != ?f && ?i != ?l) }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
SMALL = "SELECT ?s { ?s a ?o } LIMIT 1"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """An address nobody may be sent to, and who came all the same."""
    calls: list[str] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as waiting:

        def take() -> None:
            while True:
                try:
                    caller, _ = waiting.accept()
                except OSError:
                    return
                calls.append("came")
                caller.close()

        threading.Thread(target=take, daemon=True).start()
        yield f"http://127.0.0.1:{waiting.getsockname()[1]}/", calls


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <AT> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <AT> { ?s ?p ?o } }",
        "SELECT * { sErViCe<AT>{ ?s ?p ?o } }",
        "PREFIX a: <AT> SELECT * { SERVICEa:x { ?s ?p ?o } }",
        "PREFIX a: <AT> SELECT * { SERVICE a: { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <AT> { ?s ?p ?o } }",
        "SELECT * { # <\nSERVICE #>\n<AT> { ?s ?p ?o } }",
        "SELECT * { BIND(<AT> AS ?x) FILTER(1<2)SERVICE?x#>\n{ ?s ?p ?o } }",
        "SELECT * { VALUES ?x { <AT> } FILTER('a#' = \"a#\") SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { { SELECT * { ?s ?p '''it''s''' . SERVICE <AT> { ?s ?p ?o } } } }",
        'SELECT * { ?s ?p """a\\"""" . SERVICE <AT> { ?s ?p ?o } }',
        "SELECT * { ?s ?p true.SERVICE<AT>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p _:b.SERVICE<AT>{ ?s ?p ?o } }",
        "PREFIX a: <urn:a> SELECT * { ?s ?p a:d.SERVICE<AT>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 'x'@en.SERVICE<AT>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 1.SERVICE<AT>{ ?s ?p ?o } }",
        "BASE <AT> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    ],
)
def test_nobody_is_asked_on_behalf_of_a_client(server: Server, listener: tuple[str, list[str]], query: str) -> None:
    address, calls = listener
    reply = server.select(query.replace("AT", address))
    assert reply.status in {400, 403}, reply.text
    assert calls == []


def test_the_word_alone_is_no_offence(server: Server) -> None:
    for query in (
        "SELECT * { ?service a ?o FILTER(STR(?o) != 'SERVICE <x>') } LIMIT 1",
        "SELECT * { ?s a ?o . # SERVICE\n } LIMIT 1",
        "PREFIX a: <http://a.example/service#> SELECT * { OPTIONAL { ?s a:service <urn:service> } } LIMIT 1",
    ):
        assert server.select(query).status == 200, query


@pytest.mark.parametrize(
    "update", ["CLEAR ALL", "LOAD <http://127.0.0.1/>", "PREFIX a: <urn:a> INSERT DATA { a:b a:c a:d }", "#x\nDROP ALL"]
)
def test_nothing_is_written(server: Server, update: str) -> None:
    def state() -> dict[str, str]:
        folders = (server.out, server.out.with_name("output.index"))
        files = [p for folder in folders for p in folder.rglob("*") if p.is_file()]
        return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

    server.select(SMALL)
    before = state()
    form = urllib.parse.urlencode({"update": update}).encode()
    kinds = {"application/sparql-update": update.encode(), "application/x-www-form-urlencoded": form}
    replies = [server.ask("/sparql", data=data, Content_Type=kind) for kind, data in kinds.items()]
    replies.append(server.select(update))
    assert [reply.status for reply in replies] == [403, 403, 403]
    assert state() == before


def test_endless_and_huge_queries_end(server: Server) -> None:
    started_at = time.monotonic()
    assert server.select(ENDLESS).status == 503
    assert time.monotonic() - started_at < 15
    huge = server.select(HUGE)
    assert (huge.status, "LIMIT" in huge.text) == (503, True)
    long = server.ask("/sparql", data=b"#" * 2**21, Content_Type="application/sparql-query")
    assert long.status == 413
    assert server.select(SMALL).status == 200


def test_many_clients_at_once(server: Server) -> None:
    """64 at once, a third of them with endless queries: each gets an answer or is told to come again."""

    def one(number: int) -> int:
        return server.select(ENDLESS if number % 3 == 0 else SMALL).status

    with ThreadPoolExecutor(64) as pool:
        found = list(pool.map(one, range(64)))
    assert set(found) <= {200, 503}
    assert 200 in found
    assert server.select(SMALL).status == 200
    status = Path(f"/proc/{server.process.pid}/status")
    if status.is_file():
        resident = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        assert resident < 300_000  # kB


def test_a_slow_client_holds_nobody_up(server: Server) -> None:
    host, port = server.address.removeprefix("http://").split(":")
    with closing(socket.create_connection((host, int(port)))) as slow:
        slow.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n")
        slow.sendall(b"Content-Length: 1000\r\n\r\nSELECT")
        assert server.select(SMALL).status == 200


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/about/page/../../../../etc/passwd", "/about/x/actor/y"]
)
def test_paths_lead_nowhere(server: Server, path: str) -> None:
    host, port = server.address.removeprefix("http://").split(":")
    with closing(http.client.HTTPConnection(host, int(port), timeout=10)) as line:
        line.putrequest("GET", path)
        line.endheaders()
        reply = line.getresponse()
        assert reply.status == 404
        assert b"root:" not in reply.read()


def test_pages_elsewhere_get_nothing(server: Server, make_out: Callable[[], Path]) -> None:
    assert server.ask("/", Host="evil.example").status == 400
    ours = server.ask("/sparql?query=ASK%7B%7D", Origin="http://evil.example")
    assert "access-control-allow-origin" not in {name.lower() for name in ours.headers}
    with started(make_out(), "--cors", "http://notes.example") as open_:
        told = open_.ask("/sparql?query=ASK%7B%7D", Origin="http://notes.example")
        assert told.headers["access-control-allow-origin"] == "http://notes.example"
