"""What many rules read is read once: the rows of a small file, a document, the other side of a joined view."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import run_lines
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.rml.load import load_rml
from kgbuild.yarrrml.sources import delimited, xml_records
from kgbuild.yarrrml.sources.open_source import Inputs


def rules(source: str, count: int, key: str) -> str:
    text = 'prefixes: {ex: "http://example.com/"}\nmappings:\n'
    for number in range(count):
        text += f"  r{number}:\n    sources: [{source}]\n    s: ex:$({key})\n    po: [[ex:p{number}, $(name)]]\n"
    return text


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the files that are opened, by the functions that really open them."""
    seen: list[str] = []
    for module, name in ((delimited, "open_text"), (xml_records, "open_bytes")):
        real = getattr(module, name)

        def watched(path: Path, *rest: object, real: object = real, **named: object) -> object:
            seen.append(path.name)
            return real(path, *rest, **named)  # type: ignore[operator]

        monkeypatch.setattr(module, name, watched)
    yield seen


def made(folder: Path, text: str, problems: list[Problem]) -> list[str]:
    (folder / "m.yml").write_text(text, encoding="utf-8")
    mapping = load_mapping([folder / "m.yml"], base=folder)
    return [line for batch in run_lines(mapping, Inputs(), problems) for lines in batch.values() for line in lines]


def test_rows_of_a_small_file(tmp_path: Path, opened: list[str]) -> None:
    """Two rules stream; the third keeps the rows, with what is wrong in them, and the others read those."""
    (tmp_path / "a.csv").write_text("id,name\n1,Ann\n2\n", encoding="utf-8")
    problems: list[Problem] = []
    lines = made(tmp_path, rules("[a.csv~csv]", 6, "id"), problems)
    assert lines == [f'<http://example.com/1> <http://example.com/p{k}> "Ann" .\n' for k in range(6)]
    assert [p.what for p in problems] == ["1 cells where the header has 2"] * 6
    assert opened == ["a.csv"] * 3


def test_files_that_are_read_in_other_ways_are_others(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id;name,x\n1;Ann,y\n", encoding="utf-8")
    text = rules("[a.csv~csv]", 3, "id;name").replace("$(name)", "$(x)")
    other = "{access: a.csv, referenceFormulation: csv, delimiter: ';'}"
    more = "".join(
        f"  o{k}:\n    sources: [{other}]\n    s: ex:$(id)\n    po: [[ex:o, '$(name,x)']]\n" for k in range(3)
    )
    problems: list[Problem] = []
    assert len(made(tmp_path, text + more, problems)) == 6
    assert problems == []


def test_a_document(tmp_path: Path, opened: list[str]) -> None:
    pytest.importorskip("lxml")
    (tmp_path / "a.xml").write_text("<t><r id='1'><name>Ann</name></r></t>", encoding="utf-8")
    lines = made(tmp_path, rules("[a.xml~xpath, /t/r]", 5, "upper-case(@id)"), [])
    assert len(lines) == 5
    assert opened == ["a.xml"]


VIEWS = """@prefix rml: <http://w3id.org/rml/> . @prefix : <http://example.com/> .
:left rml:viewOn [ rml:source [ a rml:FilePath ; rml:path "a.csv" ] ; rml:referenceFormulation rml:CSV ] ;
  rml:field [ rml:fieldName "id" ; rml:reference "id" ] ;
  rml:leftJoin [ rml:parentLogicalView :right ; rml:joinCondition [ rml:child "id" ; rml:parent "key" ] ;
    rml:field [ rml:fieldName "name" ; rml:reference "name" ] ] .
:right rml:viewOn [ rml:source [ a rml:FilePath ; rml:path "b.csv" ] ; rml:referenceFormulation rml:CSV ] ;
  rml:field [ rml:fieldName "key" ; rml:reference "id" ], [ rml:fieldName "name" ; rml:reference "name" ] .
"""


def test_what_a_view_is_joined_with(tmp_path: Path, opened: list[str]) -> None:
    text = VIEWS
    for number in range(4):
        text += f""":m{number} rml:logicalSource :left ; rml:subjectMap [ rml:template "http://example.com/{{id}}" ] ;
  rml:predicateObjectMap [ rml:predicate :p{number} ; rml:objectMap [ rml:reference "name" ] ] .
"""
    (tmp_path / "m.ttl").write_text(text, encoding="utf-8")
    (tmp_path / "a.csv").write_text("id\n1\n2\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,name\n1,Ann\n", encoding="utf-8")
    batches = run_lines(load_rml([tmp_path / "m.ttl"]), Inputs(base=tmp_path), [])
    lines = [line for batch in batches for line in batch[()]]
    assert lines == [f'<http://example.com/1> <http://example.com/p{k}> "Ann" .\n' for k in range(4)]
    assert opened.count("b.csv") == 1
