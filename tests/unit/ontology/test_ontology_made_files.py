"""What is made from the ontology: the page of terms and the JSON-LD context."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.errors import ConfigError
from kgbuild.model.ontology import Ontology, Term, TermKind
from kgbuild.ontology.context import build_context
from kgbuild.ontology.load import load_ontology

KGB = "https://w3id.org/kgbuild/ns#"


def test_committed_files_are_fresh(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_ontology_docs", root / "tests/tools/make_ontology_docs.py")
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for path, text in tool.made_files().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: run tests/tools/make_ontology_docs.py"


def test_the_page_names_every_term(root: Path) -> None:
    page = (root / "docs" / "ontology.md").read_text(encoding="utf-8")
    ontology = load_ontology()
    kinds = set(TermKind) - {TermKind.SCHEME}
    assert [t.iri for t in ontology.of_kind(*kinds) if f"`{ontology.short(t.iri)}`" not in page] == []


def test_plain_names_are_read_as_the_terms() -> None:
    document = {
        **build_context(load_ontology()),
        "id": "https://example.org/kg/position/1",
        "type": "Position",
        "stance": "demands",
        "mode": "code:direct",
        "claimedBy": "https://example.org/kg/actor/1",
        "claimedAt": {"@type": "xsd:date", "@value": "2031-05-07"},
        "confidence": "0.5",
    }
    found = {(q.predicate.value, str(q.object)) for q in ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD)}
    assert (KGB + "stance", "<https://w3id.org/kgbuild/stance/demands>") in found
    assert (KGB + "mode", "<https://w3id.org/kgbuild/code/direct>") in found
    assert (KGB + "claimedBy", "<https://example.org/kg/actor/1>") in found
    assert (KGB + "claimedAt", '"2031-05-07"^^<http://www.w3.org/2001/XMLSchema#date>') in found
    assert (KGB + "confidence", '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>') in found


def test_two_terms_of_one_name_are_refused() -> None:
    terms = [Term(f"https://w3id.org/kgbuild/{n}#Ship", TermKind.CLASS, "ship", "A ship.") for n in "ab"]
    with pytest.raises(ConfigError, match="two terms are called `Ship`"):
        build_context(Ontology({term.iri: term for term in terms}))


def test_a_projects_term_whose_name_is_ours_keeps_its_prefix() -> None:
    ours, own = "https://w3id.org/kgbuild/ns#Ship", "https://a.example/terms#Ship"
    terms = {iri: Term(iri, TermKind.CLASS, "ship", "A ship.") for iri in (own, ours)}
    context = build_context(Ontology(terms, {"a": "https://a.example/terms#"}))["@context"]
    assert context["Ship"] == ours
    assert context["a"] == "https://a.example/terms#"
