"""The output folder describes itself: what is in it, which files hold it, from what it was made."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF, RDFS, VOID

from kgbuild.api import build, write
from kgbuild.config import Config
from kgbuild.errors import UsageError
from kgbuild.pipeline.build import write_output
from kgbuild.pipeline.output import Shape
from kgbuild.pipeline.promise import check_promise

Triple = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
KGB = rdflib.Namespace("https://w3id.org/kgbuild/ns#")
BASE = "https://example.org/kg/"
ARTICLE = (
    '{"id": "a", "text": "Ana Roe met Li Wei in Oslo on Monday.", "licence": "CC \\"0\\"", "published": "2026-03-04"}\n'
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("described")
    (folder / "a.jsonl").write_text(ARTICLE, encoding="utf-8")
    write(build(folder / "a.jsonl"), folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def said(out: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(out / "void.ttl")


@pytest.fixture(scope="module")
def dataset(out: Path) -> list[Triple]:
    found = ox.parse(path=out / "dataset.nq", format=ox.RdfFormat.N_QUADS)
    return [(_term(q.subject), _term(q.predicate), _term(q.object)) for q in found]


def _term(term: ox.NamedNode | ox.Literal) -> rdflib.URIRef | rdflib.Literal:
    return rdflib.URIRef(term.value) if isinstance(term, ox.NamedNode) else rdflib.Literal(term.value)


def _hex(value: rdflib.term.Node | None) -> str:
    return str(value).lower()


def broken(said: rdflib.Graph, root: Path) -> list[str]:
    """What SHACL finds in a description."""
    shapes = rdflib.Graph().parse(root / "ontology" / "dataset-shapes.ttl")
    _, report, _ = pyshacl.validate(said, shacl_graph=shapes)
    return [str(report.value(r, rdflib.SH.resultPath)) for r in report.subjects(RDF.type, rdflib.SH.ValidationResult)]


def test_the_description_holds_to_its_shapes(said: rdflib.Graph, root: Path) -> None:
    assert broken(said, root) == []
    (one,) = said.subjects(RDF.type, DCAT.Dataset)
    for gone in (DCTERMS.title, DCTERMS.description, VOID.triples, DCAT.distribution, PROV.wasGeneratedBy):
        less = rdflib.Graph()
        for triple in said:
            if triple[:2] != (one, gone):
                less.add(triple)
        assert broken(less, root) == [str(gone)]


def test_a_light_dataset_has_no_words_and_says_so(out: Path, tmp_path: Path) -> None:
    source = out.parent / "a.jsonl"
    write_output(build(source).run, tmp_path / "light", shape=Shape(report=False, light=True, packed=True))
    data = (tmp_path / "light" / "dataset.nq").read_bytes()
    assert gzip.decompress((tmp_path / "light" / "dataset.nq.gz").read_bytes()) == data
    assert b"/span/" not in data
    assert b"#claimedBy>" in data
    assert len(data.splitlines()) < len((out / "dataset.nq").read_bytes().splitlines()) * 0.7
    assert "left out of the dataset" in (tmp_path / "light" / "void.ttl").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "light" / "run.json").read_text(encoding="utf-8"))["settings"]["light"] is True
    with pytest.raises(UsageError, match="built with --light"):
        check_promise(tmp_path / "light", Config())


def test_every_file_has_its_size_and_checksum(out: Path, said: rdflib.Graph) -> None:
    told = {}
    for node in said.subjects(RDF.type, DCAT.Distribution):
        checksum = said.value(said.value(node, SPDX.checksum), SPDX.checksumValue)
        told[str(said.value(node, DCTERMS.title))] = (int(said.value(node, DCAT.byteSize)), _hex(checksum))
    files = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    rest = {"void.ttl", "run.json", "run.log.json"}
    assert told == {n: (len(d), hashlib.sha256(d).hexdigest()) for n, d in files.items() if n not in rest}


def test_counts_are_those_of_the_dataset(said: rdflib.Graph, dataset: list[Triple]) -> None:
    (one,) = said.subjects(RDF.type, VOID.Dataset)
    assert int(said.value(one, VOID.triples)) == len(dataset)
    assert int(said.value(one, VOID.distinctSubjects)) == len({q[0] for q in dataset})
    properties = {
        said.value(part, VOID.property): int(said.value(part, VOID.triples))
        for part in said.objects(one, VOID.propertyPartition)
    }
    assert properties == {p: sum(q[1] == p for q in dataset) for p in {q[1] for q in dataset}}
    classes = {said.value(part, VOID["class"]) for part in said.objects(one, VOID.classPartition)}
    assert classes == {q[2] for q in dataset if q[1] == RDF.type}
    examples = set(said.objects(one, VOID.exampleResource))
    assert examples
    assert examples <= {q[0] for q in dataset}


def test_it_says_what_it_was_made_from(said: rdflib.Graph, dataset: list[Triple]) -> None:
    (run,) = said.subjects(RDF.type, PROV.Activity)
    (article,) = said.objects(run, PROV.used)
    assert article in {q[0] for q in dataset}
    assert str(said.value(article, DCTERMS.rights)) == 'CC "0"'
    text = hashlib.sha256(b"Ana Roe met Li Wei in Oslo on Monday.").hexdigest()
    assert _hex(said.value(said.value(article, SPDX.checksum), SPDX.checksumValue)) == text
    assert not [t for triple in said for t in triple if isinstance(t, rdflib.BNode)]


def test_every_term_of_ours_has_its_label_beside_the_data(out: Path, dataset: list[Triple]) -> None:
    ours = "https://w3id.org/kgbuild/"
    terms = {t for q in dataset for t in q if isinstance(t, rdflib.URIRef) and t.startswith(ours)}
    ontology = rdflib.Graph().parse(out / "ontology.ttl")
    labels = {rdflib.RDFS.label, rdflib.SKOS.prefLabel}
    own = {q[0] for q in dataset if q[1] in labels}
    lacking = {t for t in terms - own if not any((t, label, None) in ontology for label in labels)}
    assert lacking == set()


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", ["graph.ttl", "graph.jsonld", "dataset.trig", "dataset.nq"])
def test_every_file_leads_to_what_describes_it(out: Path, name: str) -> None:
    """As a loader would: from any article to the dataset, from there to the files to read, and on to their subject."""
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=(out / name).read_text(encoding="utf-8"), format=rdflib.util.guess_format(name))
    (article,) = {q[0] for q in graph.quads() if q[1:3] == (RDF.type, KGB.Article)}
    found = rdflib.Graph()
    for address in graph.objects(article, VOID.inDataset / RDFS.seeAlso):
        assert str(address).startswith(BASE)
        found.parse(out / str(address).removeprefix(BASE))
    (one,) = graph.objects(article, VOID.inDataset)
    assert (one, DCTERMS.title, None) in found
    assert (graph.value(one, DCTERMS.conformsTo), RDF.type, rdflib.OWL.Ontology) in found
    assert (KGB.Claim, RDFS.label, None) in found
