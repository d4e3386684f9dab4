"""Every type of event that a lexicon names has its class, and every measure and code that is written is declared."""

from __future__ import annotations

import re
from pathlib import Path

from kgbuild.config import Config
from kgbuild.ontology.load import load_ontology
from kgbuild.pipeline.project import load_project

KGB = "https://w3id.org/kgbuild/ns#"


def test_each_type_of_the_lexicon_has_one_class_and_no_class_a_type_that_is_none() -> None:
    ontology = load_ontology()
    words = [t.type_word for t in ontology.classes if t.type_word]
    assert len(words) == len(set(words))
    types = set(load_project(Config()).knowledge.events.words.types)
    assert types <= set(words)
    assert set(words) - types <= {"meeting"}
    events = ontology.subclasses(KGB + "Event")
    assert [t.iri for t in ontology.classes if t.type_word and t.iri not in events] == []


def test_every_measure_is_a_figure_that_is_declared() -> None:
    ontology = load_ontology()
    figures = {t.iri for t in ontology.properties if KGB + "figure" in t.parents}
    measures = set(load_project(Config()).knowledge.events.words.measures.values()) | {"amount", "killed_or_wounded"}
    names = {re.sub(r"_(\w)", lambda m: m.group(1).upper(), measure) for measure in measures}
    assert {KGB + name for name in names} <= figures


def test_every_property_of_ours_has_domain_and_range(root: Path) -> None:
    ontology = load_ontology()
    own = [t for t in ontology.properties if t.iri.startswith(KGB) and t.kind.value != "annotation property"]
    assert [ontology.short(t.iri) for t in own if not t.domain] == []
    assert [ontology.short(t.iri) for t in own if not t.range] == []
