"""The shipped questions give equal rows in rdflib, in pyoxigraph and in an Oxigraph server loaded over HTTP."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kgbuild.model.ontology import Ontology
from kgbuild.ontology.load import load_ontology
from kgbuild.query.index import load_store
from kgbuild.query.question import shipped_questions
from kgbuild.query.results import format_rows
from kgbuild.query.run import ask
from kgbuild.query.values import bind_values

# rdflib's own parser of quads uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

Rows = list[dict[str, tuple[str, str]]]  # of each row: column -> kind and text, with language or datatype

QUESTIONS = {question.name: question for question in shipped_questions()}
NARROWED = [
    ("who-took-part", {"event": "second round"}),
    ("positions", {"actor": "Sudria"}),
    ("explain", {"property": "kgb:endDate", "value": "2031-05-07"}),
    ("said-by", {"speaker": "Mara Vale"}),
    ("timeline", {"from": "2031-04-01", "to": "2031-05-06"}),
    ("conditions", {"issue": "patrols"}),
]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="module", params=["tests/data/fisheries.trig", "output/dataset.nq"])
def source(request: pytest.FixtureRequest, root: Path, need: Callable[[str, bool, str], None]) -> Path:
    """The invented dataset, in which every question has an answer, and what a build of our sample wrote."""
    path: Path = root / request.param
    need("output", path.is_file(), f"{request.param}, which a build of the sample writes,")
    return path


@pytest.fixture(scope="module")
def nquads(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source as the file a build writes."""
    path = tmp_path_factory.mktemp("out") / "dataset.nq"
    quads = ox.parse(path=str(source))
    ox.serialize(quads, output=str(path), format=ox.RdfFormat.N_QUADS)
    return path


@pytest.fixture(scope="module")
def dataset(nquads: Path) -> rdflib.Dataset:
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=nquads.read_text(encoding="utf-8"), format="nquads")  # of a path it leaves the file open
    return graph


@pytest.fixture(scope="module")
def server(nquads: Path) -> Iterator[str]:
    """The address of an Oxigraph server, in memory, holding the dataset."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("oxigraph")
    command = [str(program), "serve", "--union-default-graph", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 10
        while not _answers(address):
            assert process.poll() is None and time.monotonic() < until, "the server does not start"
            time.sleep(0.05)
        _post(f"{address}/store", nquads.read_bytes(), "application/n-quads")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.mark.parametrize("name", QUESTIONS)
def test_three_stores_agree(name: str, source: Path, nquads: Path, dataset: rdflib.Dataset, server: str) -> None:
    question = QUESTIONS[name]
    expected = _read(format_rows(ask(question, load_store(nquads)), "json"))
    assert expected or source.name == "dataset.nq", "a question without an answer tests nothing"
    assert _from_rdflib(dataset, question.text) == expected
    assert _from_server(server, question.text) == expected


@pytest.mark.parametrize(("name", "params"), NARROWED, ids=[name for name, _ in NARROWED])
@pytest.mark.parametrize("source", ["tests/data/fisheries.trig"], indirect=True)
def test_they_agree_on_narrowed_questions(
    name: str, params: dict[str, str], ontology: Ontology, nquads: Path, dataset: rdflib.Dataset, server: str
) -> None:
    question, store = QUESTIONS[name], load_store(nquads)
    expected = _read(format_rows(ask(question, store, params=params, ontology=ontology), "json"))
    assert 0 < len(expected) < len(ask(question, store).rows)
    text = question.bound(bind_values(question, params, store=store, ontology=ontology))
    assert _from_rdflib(dataset, text) == expected
    assert _from_server(server, text) == expected


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1):
            return True
    except (urllib.error.URLError, TimeoutError):
        return False


def _post(address: str, body: bytes, kind: str, accept: str = "*/*") -> str:
    request = urllib.request.Request(address, body, {"Content-Type": kind, "Accept": accept})
    with urllib.request.urlopen(request, timeout=30) as response:
        text: str = response.read().decode()
        return text


def _from_server(address: str, text: str) -> Rows:
    answer = _post(f"{address}/query", text.encode(), "application/sparql-query", "application/sparql-results+json")
    return _read(answer)


def _from_rdflib(dataset: rdflib.Dataset, text: str) -> Rows:
    serialized = dataset.query(text).serialize(format="json")
    assert serialized is not None
    return _read(serialized.decode())


def _read(answer: str) -> Rows:
    """Read SPARQL results; an xsd:string's datatype is left out by some and written by others."""
    rows = []
    for binding in json.loads(answer)["results"]["bindings"]:
        row = {}
        for name, cell in binding.items():
            mark = cell.get("xml:lang") or cell.get("datatype", "").removesuffix(
                "http://www.w3.org/2001/XMLSchema#string"
            )
            row[name] = (f"{cell['type']} {mark}", cell["value"])
        rows.append(row)
    return rows
