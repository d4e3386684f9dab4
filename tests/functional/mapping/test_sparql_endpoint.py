"""A real Oxigraph server as source and as target."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.errors import InputError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import run_lines
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.output.write import Destination, map_to_file
from kgbuild.yarrrml.rml.load import load_rml
from kgbuild.yarrrml.sources.open_source import Inputs

DATA = """\
<http://example.com/a> <http://example.com/n> "Ann \\"A\\"" .
<http://example.com/b> <http://example.com/n> "Bö"@de .
"""
QUERY = "SELECT ?s ?n WHERE {?s <http://example.com/n> ?n} ORDER BY ?s"
EXPECTED = [
    '<http://example.com/a> <http://example.com/p> "Ann \\"A\\"" .\n',
    '<http://example.com/b> <http://example.com/p> "Bö" .\n',
]
RML = """\
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@base <http://example.com/> .
<m#service> a sd:Service ; sd:endpoint <{endpoint}/query> ; sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> .
<m#t> rml:logicalSource [ rml:source <m#service> ; rml:referenceFormulation ql:JSONPath ;
    rml:iterator "$.results.bindings[*]" ; rml:query "{query}" ] ;
  rr:subjectMap [ rml:reference "s.value" ] ;
  rr:predicateObjectMap [ rr:predicate <p> ; rr:objectMap [ rml:reference "n.value" ] ] .
"""
TARGETS = """\
prefixes: {{ex: "http://example.com/"}}
targets:
  store: ["{endpoint}/update~sparql", ntriples]
mappings:
  t:
    sources: [[a.csv~csv]]
    s: {{value: ex:$(id), targets: [store]}}
    po:
      - [ex:name, $(name)]
      - p: ex:knows
        o: {{value: $(name), type: blank}}
        graphs: ex:g
  b:
    sources: [[a.csv~csv]]
    s: {{value: $(name)~blank, targets: [store]}}
    po: [[ex:id, $(id), xsd:integer]]
  file:
    sources: [[a.csv~csv]]
    s: ex:$(id)
    po: [[ex:kept, here]]
"""


def fill(endpoint: str) -> None:
    request = urllib.request.Request(f"{endpoint}/store?default", data=DATA.encode(), method="PUT")
    request.add_header("Content-Type", "text/turtle")
    urllib.request.urlopen(request).close()


def stored(endpoint: str) -> ox.Dataset:
    request = urllib.request.Request(f"{endpoint}/store", headers={"Accept": "application/n-quads"})
    with urllib.request.urlopen(request) as answer:
        found = ox.Dataset(ox.parse(answer.read(), format=ox.RdfFormat.N_QUADS))
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def run(path: Path) -> list[str]:
    problems: list[Problem] = []
    mapping = load_rml([path]) if path.suffix == ".ttl" else load_mapping([path], base=path.parent)
    found = run_lines(mapping, Inputs(network=True), problems)
    lines = [line for batch in found for made in batch.values() for line in made]
    assert problems == []
    return lines


def yarrrml(
    folder: Path, endpoint: str, more: str = "", names: tuple[str, str] = ("s", "n"), query: str = QUERY
) -> Path:
    source = f"{{type: sparql, access: '{endpoint}/query', query: '{query}'{more}}}"
    text = (
        f'prefixes: {{ex: "http://example.com/"}}\nmappings:\n  t:\n    sources: [{source}]\n    s: "$({names[0]})"\n'
    )
    (folder / "m.yml").write_text(text + f'    po: [[ex:p, "$({names[1]})"]]\n', encoding="utf-8")
    return folder / "m.yml"


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ("", ("s", "n")),
        (", referenceFormulation: jsonpath", ("s.value", "n.value")),
        (", referenceFormulation: xpath", ("binding[@name='s']/uri", "binding[@name='n']/literal")),
    ],
)
def test_an_endpoint_as_source(oxigraph: str, tmp_path: Path, more: str, names: tuple[str, str]) -> None:
    fill(oxigraph)
    assert run(yarrrml(tmp_path, oxigraph, more, names)) == EXPECTED


def test_an_endpoint_as_source_in_rml_and_on_the_command_line(oxigraph: str, tmp_path: Path) -> None:
    fill(oxigraph)
    (tmp_path / "m.ttl").write_text(RML.replace("{endpoint}", oxigraph).replace("{query}", QUERY), encoding="utf-8")
    assert run(tmp_path / "m.ttl") == EXPECTED
    command = [sys.executable, "-m", "kgbuild", "map", "m.ttl"]
    refused = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "run with --network" in refused.stderr
    done = subprocess.run([*command, "--network"], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode()) == (0, "".join(EXPECTED))


def test_what_an_endpoint_says_is_passed_on(oxigraph: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"(?s)m.yml:4:15 .*/query` answers: 400 Bad Request: .*expected"):
        run(yarrrml(tmp_path, oxigraph, query="SELECT WHERE"))


def test_an_endpoint_as_target(oxigraph: str, tmp_path: Path) -> None:
    rows = "".join(f'{n},"N ""{n}"" \\ é"\n' for n in range(6000))
    (tmp_path / "a.csv").write_text("id,name\n" + rows + rows, encoding="utf-8")
    (tmp_path / "m.yml").write_text(TARGETS.format(endpoint=oxigraph), encoding="utf-8")
    mapping = load_mapping([tmp_path / "m.yml"])
    destination = Destination(tmp_path / "out.nq")
    with pytest.raises(InputError, match="is on the network, which is left alone"):
        map_to_file(mapping, destination, inputs=Inputs(), problems=[])
    assert not destination.path.exists()  # type: ignore[union-attr]
    problems: list[Problem] = []
    written = map_to_file(mapping, destination, inputs=Inputs(network=True), problems=problems)
    assert problems == []
    assert dict(written.counts) == {str(tmp_path / "out.nq"): 6000, f"{oxigraph}/update": 18000}
    lines = [line for batch in run_lines(mapping, Inputs(), []) for line in batch.get(("store",), [])]
    want = ox.Dataset(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS))
    want.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert stored(oxigraph) == want


def test_nothing_appears_where_an_endpoint_refuses(oxigraph: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name\n1,Ann\n", encoding="utf-8")
    text = TARGETS.format(endpoint=oxigraph).replace("/update~", "/nowhere~")
    (tmp_path / "m.yml").write_text(text, encoding="utf-8")
    mapping = load_mapping([tmp_path / "m.yml"], base=tmp_path)
    with pytest.raises(InputError, match=r"m.yml:3:10 .*/nowhere` answers: 404 Not Found"):
        map_to_file(mapping, Destination(tmp_path / "out.nq"), inputs=Inputs(network=True), problems=[])
    assert [p.name for p in sorted(tmp_path.iterdir()) if p.suffix in {".nq", ".part"}] == []


def test_an_endpoint_as_target_in_rml(oxigraph: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name\n1,Ann\n", encoding="utf-8")
    (tmp_path / "m.ttl").write_text(
        "@prefix rml: <http://w3id.org/rml/> . @prefix sd: <http://www.w3.org/ns/sparql-service-description#> . "
        "@base <http://example.com/> . "
        "<m#target> a rml:LogicalTarget ; rml:target [ a sd:Service ; "
        f"sd:endpoint <{oxigraph}/update> ; sd:supportedLanguage sd:SPARQL11Update ] . "
        '<m#t> rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "a.csv" ] ; '
        "rml:referenceFormulation rml:CSV ] ; "
        'rml:subjectMap [ rml:template "http://example.com/{id}" ; rml:logicalTarget <m#target> ] ; '
        'rml:predicateObjectMap [ rml:predicate <p> ; rml:objectMap [ rml:reference "name" ] ] .',
        encoding="utf-8",
    )
    mapping = load_rml([tmp_path / "m.ttl"])
    map_to_file(mapping, Destination(tmp_path / "o.nq"), inputs=Inputs(network=True), problems=[])
    assert [str(q) for q in stored(oxigraph)] == ['<http://example.com/1> <http://example.com/p> "Ann"']
