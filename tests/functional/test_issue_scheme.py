"""Whose an issue is shows in its IRI: ours stays the same in every dataset, a project's own lies at its base."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, SKOS

from kgbuild.api import build, write
from kgbuild.config import load_config
from kgbuild.pipeline.checks import check_paths, check_project

OWN, OURS = rdflib.Namespace("https://harbour.example/kg/issue/"), rdflib.Namespace("https://w3id.org/kgbuild/issue/")
KGB = rdflib.Namespace("https://w3id.org/kgbuild/ns#")
LEXICON = "issues:\n  - {id: mooring, label: mooring of boats, broader: economy, words: [mooring]}\n"
TEXT = (
    '{"id": "a", "published": "2026-03-04", "text": "Mayor Ilse Brandt demanded cheaper mooring. '
    'Mayor Ilse Brandt also demanded a ceasefire."}\n'
)


@pytest.fixture
def graph(tmp_path: Path) -> rdflib.Graph:
    (tmp_path / "own.yml").write_text(LEXICON, encoding="utf-8")
    (tmp_path / "kgbuild.yaml").write_text("base: https://harbour.example/kg/\nlexicons: [own.yml]\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(TEXT, encoding="utf-8")
    config = load_config(tmp_path / "kgbuild.yaml")
    assert check_project(config) == []
    write(build(tmp_path / "a.jsonl", config=config), tmp_path / "out")
    assert check_paths([tmp_path / "out"], config) == []
    return rdflib.Graph().parse(tmp_path / "out" / "graph.ttl")


def test_ours_and_a_projects_own(graph: rdflib.Graph) -> None:
    assert set(graph.objects(None, KGB.issue)) == {OWN.mooring, OURS.ceasefire}
    assert str(graph.value(OWN.mooring, SKOS.prefLabel)) == "mooring of boats"
    assert graph.value(OWN.mooring, SKOS.broader) == OURS.economy
    assert graph.value(OWN.mooring, SKOS.inScheme) == OWN.scheme
    assert graph.value(OURS.ceasefire, SKOS.inScheme) == OURS.scheme
    labels = {s: str(graph.value(s, SKOS.prefLabel)) for s in graph.subjects(RDF.type, SKOS.ConceptScheme)}
    assert labels == {OWN.scheme: "issues (https://harbour.example/kg/)", OURS.scheme: "issues"}


def test_the_published_scheme_says_of_ours_what_a_dataset_says(graph: rdflib.Graph, root: Path) -> None:
    published = rdflib.Graph().parse(root / "ontology" / "issues.ttl")
    said = (SKOS.prefLabel, SKOS.broader, SKOS.broadMatch, SKOS.inScheme)
    told = {t for t in graph if str(t[0]).startswith(str(OURS)) and t[1] in said}
    assert len(told) > 8
    assert told - set(published) == set()
