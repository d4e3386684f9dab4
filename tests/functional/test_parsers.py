"""What we write is read alike by parsers of others: rdflib, Raptor's rapper, and the npm packages n3 and jsonld.

Checked are a small graph as a build makes it, one of hard terms, and the committed output. No graph of ours has blank
nodes, so that two graphs are isomorphic just when they are equal as sets.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kgbuild.model.quads import Quad
from kgbuild.serialize.formats import ENDINGS, Style, format_of, write_quads
from kgbuild.serialize.prefixes import standard_prefixes

Need = Callable[[str, bool, str], None]
Quads = set[ox.Quad]

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB_NAMES = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "ntriples": "ntriples", "jsonld": "json-ld"}
FILES = ("dataset.nq", "dataset.trig", "dataset.jsonld", "graph.ttl", "graph.nt", "graph.jsonld")
OUTPUT_FILES = ("dataset.nq", "dataset.trig", "graph.ttl", "graph.jsonld")
CASES = [(source, name) for source in ("fisheries.trig", "hard.nq") for name in FILES]
CASES += [("output", name) for name in OUTPUT_FILES]


@pytest.fixture(scope="module")
def folders(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder with the files of each source; `graph.*` holds the dataset without its graph names."""
    context = json.loads((root / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
    style = Style(standard_prefixes("https://example.org/kg/"), context)
    found = {"output": root / "output"}
    for source in ("fisheries.trig", "hard.nq"):
        quads = [_quad(quad) for quad in _read(root / "tests" / "data" / source)]
        found[source] = tmp_path_factory.mktemp(source)
        for name in FILES:
            kept = quads if name.startswith("dataset") else [quad._replace(graph="") for quad in quads]
            (found[source] / name).write_bytes(write_quads(kept, format_of(Path(name)), style=style))
    return found


@pytest.fixture(params=CASES, ids="-".join)
def path(request: pytest.FixtureRequest, folders: dict[str, Path]) -> Path:
    """One file we wrote."""
    source, name = request.param
    found = folders[source] / name
    if not found.exists():
        pytest.skip(f"{source} holds no {name}")
    return found


def test_all_files_hold_the_same(path: Path) -> None:
    reference = path.with_name("dataset.nq" if path.stem == "dataset" else "graph.ttl")
    assert _read(path) == _read(reference)
    assert _read(path)
    assert not any(isinstance(end, ox.BlankNode) for quad in _read(path) for end in (quad.subject, quad.object))


# rdflib 7.6 uses what it has deprecated itself when a Dataset parses and serializes.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_reads_the_same(path: Path, as_written: None) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=path.read_bytes(), format=RDFLIB_NAMES[format_of(path)])
    found = dataset.serialize(format="nquads").replace(f" <{rdflib.graph.DATASET_DEFAULT_GRAPH_ID}> .", " .")
    assert set(ox.parse(found, format=ox.RdfFormat.N_QUADS)) == _read(path)


@pytest.mark.parametrize("path", [case for case in CASES if case[1] == "graph.ttl"], indirect=True, ids="-".join)
def test_rdflib_and_pyoxigraph_build_isomorphic_graphs(path: Path, as_written: None) -> None:
    ours = rdflib.Graph().parse(data=path.read_bytes(), format="turtle")
    theirs = "".join(f"{quad.triple} .\n" for quad in _read(path))
    assert isomorphic(ours, rdflib.Graph().parse(data=theirs, format="ntriples"))


@pytest.mark.parametrize("path", [case for case in CASES if "jsonld" not in case[1]], indirect=True, ids="-".join)
def test_rapper_reads_the_same(path: Path, need: Need) -> None:
    rapper = shutil.which("rapper")
    need("debian", rapper is not None, "rapper (Debian raptor2-utils)")
    found = _output([str(rapper), "-q", "-i", format_of(path), "-o", "nquads", str(path)])
    assert set(ox.parse(found, format=ox.RdfFormat.N_QUADS)) == _read(path)


def test_npm_parsers_read_the_same(path: Path, root: Path, need: Need) -> None:
    scripts = root / "tests" / "functional" / "js"
    node = shutil.which("node")
    need("node", node is not None, "node")
    need("node", (scripts / "node_modules").is_dir(), "npm packages (npm ci in tests/functional/js)")
    parser = "jsonld" if path.suffix == ".jsonld" else "n3"
    found = _output([str(node), str(scripts / "nquads.mjs"), parser, str(path)])
    assert set(ox.parse(found, format=ox.RdfFormat.N_QUADS)) == _read(path)


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep rdflib from rewriting literals as it reads (`05` to `5`, `Z` to `+00:00`)."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def _read(path: Path) -> Quads:
    return set(ox.parse(path.read_bytes(), format=FORMATS[ENDINGS[path.suffix]]))


def _quad(quad: ox.Quad) -> Quad:
    graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
    return Quad(str(quad.subject), str(quad.predicate), str(quad.object), graph)


def _output(command: list[str]) -> bytes:
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
