"""Sheets of Excel and OpenDocument files: what a cell is, it stays."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest

from kgbuild.errors import InputError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import materialize_lines
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.rml.load import load_rml

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("python_calamine")
XSD = "http://www.w3.org/2001/XMLSchema#"
RML = """\
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
<http://example.com/m#t> rml:logicalSource [ rml:source "a.xlsx" ; rml:referenceFormulation ql:CSV ] ;
  rr:subjectMap [ rr:template "http://example.com/{id}" ] ;
  rr:predicateObjectMap [ rr:predicate <http://example.com/p> ; rr:objectMap [ rml:reference "v" ] ] .
"""
ODS = """\
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="One">
<table:table-row><table:table-cell office:value-type="string"><text:p>id</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>v</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="2.5"><text:p>2.5</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>
"""
MANIFEST = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.2"/>'


def workbook(path: Path, *rows: list[object], sheet: str = "Sheet") -> None:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)


def run(folder: Path, source: str) -> list[str]:
    text = f'prefixes: {{ex: "http://example.com/"}}\nmappings:\n  t:\n    sources: {source}\n    s: ex:$(id)\n'
    (folder / "m.yml").write_text(text + "    po: [[ex:p, $(v)]]\n", encoding="utf-8")
    return lines(folder / "m.yml")


def lines(path: Path) -> list[str]:
    problems: list[Problem] = []
    mapping = load_rml([path]) if path.suffix == ".ttl" else load_mapping([path])
    found = [line for b in materialize_lines(mapping, problems=problems) for made in b.values() for line in made]
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        ("Ann", '"Ann"'),
        ("7", '"7"'),
        (7, f'"7"^^<{XSD}integer>'),
        (-2.0, f'"-2"^^<{XSD}integer>'),
        (2.5, f'"2.5E0"^^<{XSD}double>'),
        (1e20, f'"1.0E20"^^<{XSD}double>'),
        (True, f'"true"^^<{XSD}boolean>'),
        (date(2020, 5, 6), f'"2020-05-06"^^<{XSD}date>'),
        (datetime(2020, 5, 6, 7, 8), f'"2020-05-06T07:08:00"^^<{XSD}dateTime>'),
        (time(7, 8), f'"07:08:00"^^<{XSD}time>'),
    ],
)
def test_a_literal_takes_the_type_of_its_cell(tmp_path: Path, value: object, literal: str) -> None:
    workbook(tmp_path / "a.xlsx", ["id", "v"], [1, value], [2, None], [None, None])
    want = [f"<http://example.com/1> <http://example.com/p> {literal} .\n"]
    assert run(tmp_path, "[[a.xlsx]]") == want
    assert run(tmp_path, "[[a.xlsx~csv]]") == want
    (tmp_path / "m.ttl").write_text(RML, encoding="utf-8")
    assert lines(tmp_path / "m.ttl") == want


def test_opendocument(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.replace("\n<", "<"))
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    want = [f'<http://example.com/1> <http://example.com/p> "2.5E0"^^<{XSD}double> .\n']
    assert run(tmp_path, "[[a.ods]]") == want
    assert run(tmp_path, "[[a.ods~excel, One]]") == want


def test_the_first_row_with_cells_names_the_columns(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [None], [None, "id", "v", None], [None, 1, "x", "left"])
    assert run(tmp_path, "[[a.xlsx]]") == ['<http://example.com/1> <http://example.com/p> "x" .\n']


def test_null_values(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", ["id", "v"], [1, "NA"], [2, 0])
    assert run(tmp_path, "[{access: a.xlsx, nullValues: [NA, '0']}]") == []


@pytest.mark.parametrize(
    ("rows", "source", "what"),
    [
        ([["id", "v"]], "[[a.xlsx, Other]]", "no sheet `Other`; there are Sheet"),
        ([["id", "v", "v"]], "[[a.xlsx]]", "column `v` twice"),
        ([], "[[a.xlsx]]", "an empty sheet: no row with column names"),
        ([], "[[none.xlsx]]", "cannot read the source: No such file"),
        ([], "[[m.yml~excel]]", "no spreadsheet: "),
    ],
)
def test_refused(tmp_path: Path, rows: list[list[object]], source: str, what: str) -> None:
    workbook(tmp_path / "a.xlsx", *rows)
    with pytest.raises(InputError, match=what):
        run(tmp_path, source)
