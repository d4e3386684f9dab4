"""Entries against the ontology: resource or literal, datatype, domain, range."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.yarrrml.checks.vocabulary import PropertyUse, Usage, check_usage
from kgbuild.yarrrml.language.load import load_mapping

EX = "http://example.com/"
XSD = "http://www.w3.org/2001/XMLSchema#"
USAGE = Usage(
    {
        EX + "knows": PropertyUse("iri", domain=frozenset({EX + "Person"}), range=frozenset({EX + "Person"})),
        EX + "age": PropertyUse("literal", frozenset({XSD + "integer"})),
    },
    {EX + "Child": frozenset({EX + "Child", EX + "Person"})},
)
TEXT = """\
prefixes: {{ex: "http://example.com/"}}
mappings:
  thing:
    sources: [[things.csv~csv]]
    s: ex:$(id)
    po:
      - [a, ex:{type}]
      - {entry}
  other:
    sources: [[others.csv~csv]]
    s: ex:o/$(id)
    po: [[a, ex:Thing]]
"""


@pytest.mark.parametrize(
    ("kind", "entry", "what"),
    [
        ("Child", "[ex:knows, ex:$(b)~iri]", []),
        (
            "Thing",
            "[ex:knows, ex:$(b)~iri]",
            ["`http://example.com/knows` is for `Person`, this mapping makes `Thing`"],
        ),
        ("Person", "[ex:knows, $(b)]", ["`http://example.com/knows` takes resources, this is text"]),
        (
            "Person",
            "{p: ex:knows, o: {mapping: other}}",
            ["`http://example.com/knows` leads to `Person`, mapping `other` makes `Thing`"],
        ),
        ("Person", "[ex:age, $(b), xsd:integer]", []),
        ("Person", "[ex:age, $(b), xsd:date]", ["`http://example.com/age` takes `integer`, this is `date`"]),
        ("Person", "[ex:age, $(b), en~lang]", ["`http://example.com/age` takes `integer`, this is `langString`"]),
        ("Person", "[ex:age, $(b)~iri]", ["`http://example.com/age` takes literals, this is a resource"]),
    ],
)
def test_usage(tmp_path: Path, kind: str, entry: str, what: list[str]) -> None:
    (tmp_path / "m.yml").write_text(TEXT.format(type=kind, entry=entry), encoding="utf-8")
    mapping = load_mapping([tmp_path / "m.yml"], base=tmp_path)
    found = list(check_usage(mapping, USAGE))
    assert [p.what for p in found] == what
    assert all(str(p.where) == "m.yml:8:9" for p in found)


def test_unknown_property_and_class_are_errors(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(TEXT.format(type="Persn", entry="[ex:knws, x]"), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_mapping([tmp_path / "m.yml"], base=tmp_path, vocabulary={EX: {EX + "Person", EX + "knows", EX + "Thing"}})
    assert [(str(p.where), p.what, p.fix) for p in caught.value.problems] == [
        ("m.yml:7:13", "unknown class `http://example.com/Persn`", "did you mean Person?"),
        ("m.yml:8:10", "unknown property `http://example.com/knws`", "did you mean knows?"),
    ]
