"""Files fetched over HTTP from a real server on loopback, only where the network is allowed."""

from __future__ import annotations

import gzip
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kgbuild.errors import InputError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.parallel import run_parallel
from kgbuild.yarrrml.execution.run import run_lines
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.rml.load import load_rml
from kgbuild.yarrrml.sources.open_source import Inputs
from kgbuild.yarrrml.sources.scratch import Scratch

CSV = b"id,name\n1,Ann\n"
FILES = {
    "/a.csv": CSV,
    "/a.csv.gz": gzip.compress(CSV),
    "/a%20b.csv": CSV,
    "/data?x=1&y=%C3%A9": CSV,
    "/a.json": b'[{"id": 1, "name": "Ann"}]',
    "/a.xml": b"<t><r><id>1</id><name>Ann</name></r></t>",
}
EXPECTED = ['<http://example.com/1> <http://example.com/name> "Ann" .\n']
RML = """\
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
<http://example.com/m#t> rml:logicalSource [ rml:source "{url}" ; rml:referenceFormulation ql:CSV ] ;
  rr:subjectMap [ rr:template "http://example.com/{id}" ] ;
  rr:predicateObjectMap [ rr:predicate <http://example.com/name> ; rr:objectMap [ rml:reference "name" ] ] .
"""


@dataclass
class Server:
    url: str = ""
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)


@pytest.fixture
def server() -> Iterator[Server]:
    """Serves FILES; `/secret.csv` wants a name and password, `/moved.csv` sends on, `/short.csv` breaks off."""
    seen = Server()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.asked.append(self.path)
            seen.agents.add(self.headers["User-Agent"])
            if self.path == "/moved.csv":
                self.send_response(302)
                self.send_header("Location", "/a.csv")
                self.end_headers()
            elif self.path == "/secret.csv" and self.headers["Authorization"] != "Basic YW5uOnB3":
                self.send_error(401)
            elif self.path.startswith("/thing"):
                allowed = self.headers["apikey"] == "k&y" or self.path == "/thing?x=1&key=k%26y"
                body = FILES["/a.json"] if allowed and self.headers["Accept"] == "application/json" else b""
                self.send_response(200 if body else 403)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            elif self.path in FILES or self.path in {"/secret.csv", "/short.csv"}:
                body = FILES.get(self.path, CSV)
                self.send_response(200)
                self.send_header("Content-Length", str(len(body) + (self.path == "/short.csv")))
                self.end_headers()
                self.wfile.write(body)
            else:
                self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        seen.url = f"http://127.0.0.1:{running.server_port}"
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield seen
        running.shutdown()
        thread.join()


def mapping(folder: Path, source: str, rules: int = 1) -> Path:
    text = 'prefixes: {ex: "http://example.com/"}\nmappings:\n'
    for number in range(rules):
        text += f"  t{number}:\n    sources: [{source}]\n    s: ex:$(id)\n    po: [[ex:name, $(name)]]\n"
    (folder / "m.yml").write_text(text, encoding="utf-8")
    return folder / "m.yml"


def run(path: Path, inputs: Inputs) -> list[str]:
    problems: list[Problem] = []
    loaded = load_rml([path]) if path.suffix == ".ttl" else load_mapping([path], base=path.parent)
    lines = [line for b in run_lines(loaded, inputs, problems) for made in b.values() for line in made]
    assert problems == []
    return lines


@pytest.mark.parametrize(
    "source",
    [
        "['{url}/a.csv~csv']",
        "['{url}/a.csv']",
        "{type: remotefile, access: '{url}/a.csv', referenceFormulation: csv}",
        "{access: '{url}/a.csv', referenceFormulation: csv}",
        "['{url}/a.csv.gz~csv']",
        "['{url}/a b.csv~csv']",
        "['{url}/data?x=1&y=é~csv']",
        "['{url}/moved.csv~csv']",
        "['{url}/a.json~jsonpath', '$[*]']",
        "['{url}/a.xml~xpath', /t/r]",
        "{access: '{url}/secret.csv', referenceFormulation: csv, credentials: {username: ann, password: pw}}",
    ],
)
def test_a_file_on_the_network(server: Server, tmp_path: Path, source: str) -> None:
    if "xpath" in source:
        pytest.importorskip("lxml")
    path = mapping(tmp_path, source.replace("{url}", server.url))
    with pytest.raises(InputError, match=r"(?s)m.yml:4:15 .*is on the network, .*run with --network"):
        run(path, Inputs())
    assert server.asked == []
    assert run(path, Inputs(network=True)) == EXPECTED
    assert all(agent.startswith("kgbuild/") for agent in server.agents)


def test_a_thing_of_the_web_in_rml(server: Server, tmp_path: Path) -> None:
    thing = """[ td:hasPropertyAffordance [ td:hasForm [ hctl:hasTarget "{url}/thing" ;
      hctl:forContentType "application/json" ; htv:methodName "GET" ;
      htv:headers ( [ htv:fieldName "apikey" ; htv:fieldValue "k&y" ] ) ] ] ]"""
    prefixes = (
        "@prefix td: <https://www.w3.org/2019/wot/td#> .\n@prefix htv: <http://www.w3.org/2011/http#> .\n"
        "@prefix hctl: <https://www.w3.org/2019/wot/hypermedia#> .\n"
    )
    text = RML.replace('"{url}"', thing).replace("ql:CSV", 'ql:JSONPath ; rml:iterator "$[*]"')
    (tmp_path / "m.ttl").write_text(prefixes + text.replace("{url}", server.url), encoding="utf-8")
    assert run(tmp_path / "m.ttl", Inputs(network=True)) == EXPECTED


def test_rml(server: Server, tmp_path: Path) -> None:
    (tmp_path / "m.ttl").write_text(RML.replace("{url}", f"{server.url}/a.csv"), encoding="utf-8")
    assert run(tmp_path / "m.ttl", Inputs(network=True)) == EXPECTED


def test_a_file_is_fetched_once_and_not_kept(server: Server, tmp_path: Path) -> None:
    inputs = Inputs(network=True, scratch=Scratch())
    path = mapping(tmp_path, f"['{server.url}/a.csv~csv']", rules=3)
    assert run(path, inputs) == EXPECTED * 3
    assert server.asked == ["/a.csv"]
    assert inputs.scratch is not None
    kept = inputs.scratch._folder
    assert kept is not None
    assert kept.is_dir()
    del inputs
    assert not kept.exists()


def test_processes_fetch_for_themselves(server: Server, tmp_path: Path) -> None:
    loaded = load_mapping([mapping(tmp_path, f"['{server.url}/a.csv~csv']", rules=2)])
    found = run_parallel(loaded, Inputs(network=True), [], processes=2)
    assert [line for batch in found for made in batch.values() for line in made] == EXPECTED * 2


def test_a_local_file_stands_in(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(CSV)
    path = mapping(tmp_path, f"['{server.url}/a.csv~csv']")
    assert run(path, Inputs(sources={f"{server.url}/a.csv": tmp_path / "a.csv"})) == EXPECTED
    assert server.asked == []


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("{url}/none.csv", "`http://[^`]*/none.csv` answers: 404 Not Found$"),
        ("{url}/secret.csv", "answers: 401 Unauthorized$"),
        ("{url}/short.csv", "answers: the answer breaks off, 1 bytes are missing$"),
        ("http://127.0.0.1:1/a.csv", "answers: .*refused"),
        ("http://127.0.0.1:port/a.csv", "answers: nonnumeric port"),
        ("http:///a.csv", "answers: no host given"),
    ],
)
def test_what_does_not_come_is_told(server: Server, tmp_path: Path, place: str, what: str) -> None:
    path = mapping(tmp_path, f"['{place.replace('{url}', server.url)}~csv']")
    with pytest.raises(InputError, match=f"(?m){what}"):
        run(path, Inputs(network=True))


THING = """\
prefixes: {{ex: "http://example.com/"}}
sources:
  thing:
    type: wot
    access: "{url}"
    contentType: application/json
    operationType: read
    iterator: "$[*]"
    security: {security}
mappings:
  m: {{sources: thing, s: ex:$(id), po: [[ex:name, $(name)]]}}
"""


@pytest.mark.parametrize(
    ("path", "security"),
    [
        ("/thing", "[{type: apikey, in: header, name: apikey, value: k&y}]"),
        ("/thing?x=1", "{type: apikey, in: query, name: key, value: k&y}"),
    ],
)
def test_a_thing_of_the_web_gets_its_key(tmp_path: Path, server: Server, path: str, security: str) -> None:
    (tmp_path / "m.yml").write_text(THING.format(url=server.url + path, security=security), encoding="utf-8")
    mapping = load_mapping([tmp_path / "m.yml"])
    batches = run_lines(mapping, Inputs(network=True), [])
    assert [line for batch in batches for lines in batch.values() for line in lines] == EXPECTED


def test_a_thing_without_its_key_is_an_error_that_shows_none(tmp_path: Path, server: Server) -> None:
    text = THING.format(url=server.url + "/thing", security="{type: apikey, in: query, name: key, value: sesame}")
    (tmp_path / "m.yml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="answers: 403") as caught:
        list(run_lines(load_mapping([tmp_path / "m.yml"]), Inputs(network=True), []))
    assert "sesame" not in str(caught.value)


def test_a_text_that_an_xpath_asks_for_is_a_source_like_others(server: Server, tmp_path: Path) -> None:
    """Only where the network is allowed, once for each address, and from the web only."""
    pytest.importorskip("lxml")
    pytest.importorskip("elementpath")
    (tmp_path / "a.xml").write_text("<t><r id='1'/><r id='2'/></t>", encoding="utf-8")
    text = """prefixes: {{ex: "http://example.com/"}}
mappings:
  t:
    sources: [[a.xml~xpath, /t/r]]
    s: ex:$(@id)
    po: [[ex:text, "$(substring(unparsed-text('{place}'), 1, 2))"]]
"""
    path = tmp_path / "m.yml"
    path.write_text(text.format(place=server.url + "/a.csv"), encoding="utf-8")
    with pytest.raises(InputError, match="is on the network"):
        run(path, Inputs())
    assert server.asked == []
    assert [line.split()[2] for line in run(path, Inputs(network=True))] == [f'"{CSV.decode()[:2]}"'] * 2
    assert server.asked == ["/a.csv"]
    path.write_text(text.format(place=(tmp_path / "a.xml").as_uri()), encoding="utf-8")
    with pytest.raises(InputError, match="is no address on the web"):
        run(path, Inputs(network=True))
