"""The dataset together with its description and its ontology in four stores, and a label for every term it uses."""

from __future__ import annotations

import glob
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kgbuild.api import build, write
from tests.functional.load.conftest import BASE, Running, write_out
from tests.functional.load.test_load import counts

JENA = "/usr/share/java/jena-core.jar"
LOADER = Path(__file__).with_name("jena") / "Load.java"
SHADED, LOOKED_FOR = "org/apache/jena/ext/xerces/", "xerces/"
UNNAMED = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?code { GRAPH ?g { ?s ?p ?code } FILTER(REGEX(STR(?code), "^https://w3id.org/kgbuild/(code|stance)/[A-Za-z]"))
  FILTER NOT EXISTS { GRAPH ?h { ?code skos:prefLabel|rdfs:label ?label } } }
"""
LEAD = """
PREFIX void: <http://rdfs.org/ns/void#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?file { GRAPH ?g { ?article void:inDataset/rdfs:seeAlso ?file } }
"""
LED_TO = {f"{BASE}ontology.ttl", f"{BASE}void.ttl"}


@pytest.fixture(scope="module")
def out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    write(build(sorted((root / "articles").glob("geneva-*.txt"))), folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def whole(out: Path) -> list[ox.Quad]:
    """All three files as one dataset."""
    found = list(ox.parse(path=out / "dataset.nq", format=ox.RdfFormat.N_QUADS))
    for name in ("ontology", "void"):
        graph = ox.NamedNode(f"{BASE}graph/{name}")
        triples = ox.parse(path=out / f"{name}.ttl", format=ox.RdfFormat.TURTLE)
        found += [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    return found


def test_oxigraph_and_virtuoso_load_it_and_every_code_has_a_label(
    oxigraph: Running, virtuoso: Running, whole: list[ox.Quad], tmp_path: Path
) -> None:
    folder = write_out(tmp_path / "out", whole)
    for running in (oxigraph, virtuoso):
        counts(running.load, folder, **running.environment)
        assert running.count() == len(set(whole)) > 3000
        assert running.rows(UNNAMED) == []


def test_a_code_without_a_label_is_seen(oxigraph: Running, whole: list[ox.Quad], tmp_path: Path) -> None:
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    says = ox.NamedNode("https://w3id.org/kgbuild/stance/demands")
    folder = write_out(tmp_path / "out", [q for q in whole if (q.subject, q.predicate) != (says, label)])
    counts(oxigraph.load, folder)
    assert [row["code"]["value"] for row in oxigraph.rows(UNNAMED)] == [says.value]


def test_one_file_in_a_store_leads_to_the_rest(oxigraph: Running, virtuoso: Running, out: Path, tmp_path: Path) -> None:
    """`graph.ttl` alone is loaded; what it leads to is loaded next, and then every code has a label."""
    graph = ox.NamedNode(f"{BASE}graph/all")
    read = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in ox.parse(path=out / "graph.ttl")]
    for running in (oxigraph, virtuoso):
        counts(running.load, write_out(tmp_path / "out", read), **running.environment)
        found = {row["file"]["value"] for row in running.rows(LEAD)}
        assert found == LED_TO
        assert running.rows(UNNAMED)
        more = [t for file in sorted(found) for t in ox.parse(path=out / file.removeprefix(BASE))]
        every = [*read, *(ox.Quad(t.subject, t.predicate, t.object, graph) for t in more)]
        counts(running.load, write_out(tmp_path / "out", every), **running.environment)
        assert running.rows(UNNAMED) == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_loads_it(out: Path, whole: list[ox.Quad]) -> None:
    graph = rdflib.Dataset()
    graph.parse(data=(out / "dataset.nq").read_text(encoding="utf-8"), format="nquads")
    for name in ("ontology", "void"):
        graph.graph(rdflib.URIRef(f"{BASE}graph/{name}")).parse(out / f"{name}.ttl", format="turtle")
    assert len(list(graph.quads())) == len(set(whole))


@pytest.fixture
def jena(need: Callable[[str, bool, str], None], tmp_path: Path) -> Callable[..., list[str]]:
    need("debian", Path(JENA).is_file() and shutil.which("javac") is not None, "libapache-jena-java, or Java")
    with zipfile.ZipFile(JENA) as jar:  # Debian moved the classes of Xerces and left its messages where they were
        for name in (n for n in jar.namelist() if n.startswith(SHADED) and n.endswith(".properties")):
            target = tmp_path / LOOKED_FOR / name.removeprefix(SHADED)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(jar.read(name))
    path = ":".join([str(tmp_path), *sorted(glob.glob("/usr/share/java/*.jar"))])  # noqa: PTH207 - a class path

    def load(*files: Path) -> list[str]:
        command = ["java", "-cp", path, str(LOADER), *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    return load


def test_jena_loads_it(out: Path, whole: list[ox.Quad], jena: Callable[..., list[str]]) -> None:
    number, *led = jena(*(out / name for name in ("dataset.nq", "ontology.ttl", "void.ttl")))
    own = {f"<{BASE}graph/{name}>" for name in ("ontology", "void")}  # Turtle goes into the default graph
    merged = {(q.subject, q.predicate, q.object, str(q.graph_name) not in own and str(q.graph_name)) for q in whole}
    assert int(number) == len(merged) > 3000
    assert set(led) == LED_TO
    assert set(jena(out / "graph.ttl")[1:]) == LED_TO
