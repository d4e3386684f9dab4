"""Views in runs: lineage, runs of what changed, tables in memory, streaming, problems told once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgbuild.cli.main import cli
from kgbuild.errors import ConfigError, InputError
from kgbuild.model.tables import Table
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.compile.access import Access, Shape
from kgbuild.yarrrml.execution.changed import run_changed
from kgbuild.yarrrml.execution.explain import explain, shown_statement
from kgbuild.yarrrml.execution.parallel import run_parallel
from kgbuild.yarrrml.execution.run import materialize, run_lines
from kgbuild.yarrrml.form import Field, Formulation, Mapping, Ref, Source, Template, View
from kgbuild.yarrrml.rml.load import load_rml
from kgbuild.yarrrml.sources.open_source import Inputs
from kgbuild.yarrrml.sources.view_rows import open_view
from kgbuild.yarrrml.translate import translate

MAPPING = """@prefix rml: <http://w3id.org/rml/> .
@prefix : <http://example.org/> .
:csv rml:source [ a rml:RelativePathSource ; rml:path "people.csv" ] ; rml:referenceFormulation rml:CSV .
:json rml:source [ a rml:RelativePathSource ; rml:path "things.json" ] ;
  rml:referenceFormulation rml:JSONPath ; rml:iterator "$[*]" .
:things a rml:LogicalView ; rml:viewOn :json ;
  rml:field [ rml:fieldName "of" ; rml:reference "$.of" ] ;
  rml:field [ rml:fieldName "kind" ; rml:reference "$.kind" ] .
:people a rml:LogicalView ; rml:viewOn :csv ;
  rml:field [ rml:fieldName "name" ; rml:reference "name" ] ;
  rml:leftJoin [ rml:parentLogicalView :things ;
    rml:joinCondition [ rml:parent "of" ; rml:child "name" ] ;
    rml:field [ rml:fieldName "thing" ; rml:reference "kind" ] ] .
:person a rml:TriplesMap ; rml:logicalSource :people ;
  rml:subjectMap [ rml:template "http://example.org/{name}" ] ;
  rml:predicateObjectMap [ rml:predicate :has ; rml:objectMap [ rml:reference "thing" ] ] .
:place a rml:TriplesMap ; rml:logicalSource :people ;
  rml:subjectMap [ rml:template "http://example.org/{name}" ] ;
  rml:predicateObjectMap [ rml:predicate :at ; rml:objectMap [ rml:reference "#" ] ] .
"""
ALICE = '<http://example.org/alice> <http://example.org/has> "sword"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "m.ttl").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "people.csv").write_text("name\nalice\nbob\n", encoding="utf-8")
    (tmp_path / "things.json").write_text('[{"of": "alice", "kind": "sword"}]', encoding="utf-8")
    return tmp_path


def lines(mapping: Mapping, inputs: Inputs | None = None, problems: list[Problem] | None = None) -> list[str]:
    batches = run_lines(mapping, inputs or Inputs(), [] if problems is None else problems)
    return [line for batch in batches for made in batch.values() for line in made]


def test_a_statement_names_the_view_and_its_row(folder: Path) -> None:
    mapping = load_rml([folder / "m.ttl"], base=folder)
    (found,) = (s for s in materialize(mapping, problems=[]) if "/has>" in s.quad[1])
    assert found.source == "people"
    assert dict(found.row) == {"#": "0", "name": "alice", "name.#": "0", "thing": "sword", "thing.#": "0"}
    assert found.origin.columns == ("thing",)


def test_a_view_without_a_name_is_called_by_its_place(folder: Path) -> None:
    view = 'rml:logicalSource [ rml:viewOn :csv ; rml:field [ rml:fieldName "name" ; rml:reference "name" ] ]'
    place = MAPPING[: MAPPING.index(":person a")] + MAPPING[MAPPING.index(":place a") :]
    (folder / "m.ttl").write_text(place.replace("rml:logicalSource :people", view), encoding="utf-8")
    sources = {s.source for s in materialize(load_rml([folder / "m.ttl"], base=folder), problems=[])}
    assert sources == {"view m.ttl:14:45"}


def test_explain_shows_the_values_of_the_row(folder: Path) -> None:
    mapping = load_rml([folder / "m.ttl"], base=folder)
    (found,) = explain(mapping, f"{ALICE} ?", inputs=Inputs(), problems=[])
    assert shown_statement(found).splitlines()[2:] == [
        "  source  people, row 1",
        "  values  thing = 'sword'",
        "  row     # = '0', name = 'alice', name.# = '0', thing.# = '0'",
    ]


@pytest.mark.parametrize("changed", ["people.csv", "things.json"])
def test_a_file_behind_a_view_that_changed_is_read_anew(folder: Path, changed: str) -> None:
    mapping = load_rml([folder / "m.ttl"], base=folder)

    def run() -> tuple[str, ...]:
        rerun, batches = run_changed(mapping, folder / "state", inputs=Inputs(), problems=[])
        assert list(batches)
        return rerun.anew

    assert run() == ("person", "place")
    assert run() == ()
    (folder / changed).write_bytes((folder / changed).read_bytes() + b"\n")
    assert run() == ("person", "place")


def test_a_field_that_changed_is_run_anew(folder: Path) -> None:
    for number, text in enumerate((MAPPING, MAPPING.replace('"$.kind"', '"$.of"'))):
        (folder / "m.ttl").write_text(text, encoding="utf-8")
        mapping = load_rml([folder / "m.ttl"], base=folder)
        rerun, batches = run_changed(mapping, folder / "state", inputs=Inputs(), problems=[])
        made = [line for batch in batches for lines in batch.values() for line in lines]
        assert rerun.anew == ("person", "place")
        assert ('"sword"' in "".join(made)) == (number == 0)


def test_a_table_in_memory_stands_for_the_file_behind_a_view(folder: Path) -> None:
    (folder / "people.csv").unlink()
    table = Table("people", ("name",), ({"name": "alice"},))
    assert f"{ALICE} .\n" in lines(load_rml([folder / "m.ttl"]), Inputs(tables={"people": table}))


def test_processes_make_the_same(folder: Path) -> None:
    mapping = load_rml([folder / "m.ttl"])
    batches = run_parallel(mapping, Inputs(), [], processes=2)
    assert [line for batch in batches for made in batch.values() for line in made] == lines(mapping)


def test_problems_of_a_view_are_told_once(folder: Path) -> None:
    (folder / "m.ttl").write_text(MAPPING.replace('"$.kind"', '"$.knid"'), encoding="utf-8")
    problems: list[Problem] = []
    lines(load_rml([folder / "m.ttl"], base=folder), problems=problems)
    assert [(str(p.where), p.what, p.rule) for p in problems] == [
        ("m.ttl:8:13", "the field `kind` finds nothing in any record", "things")
    ]


def test_a_missing_file_behind_a_view_is_refused(folder: Path) -> None:
    (folder / "things.json").unlink()
    with pytest.raises(InputError, match="No such file"):
        lines(load_rml([folder / "m.ttl"]))


def test_a_column_twice_in_the_table_behind_a_view_is_refused(folder: Path) -> None:
    (folder / "people.csv").write_text("name,name\nalice,bob\n", encoding="utf-8")
    with pytest.raises(InputError, match="column `name` twice"):
        lines(load_rml([folder / "m.ttl"]))


def test_standard_input_behind_a_view_cannot_be_read_twice(folder: Path) -> None:
    (folder / "m.ttl").write_text(MAPPING.replace("people.csv", "-"), encoding="utf-8")
    result = CliRunner().invoke(cli, ["map", str(folder / "m.ttl"), "--lineage", str(folder / "l.jsonl")])
    assert "standard input can be read only once" in str(result.exception)


def test_a_view_is_not_translated(folder: Path) -> None:
    problems: list[Problem] = []
    assert "TriplesMap" not in translate(load_rml([folder / "m.ttl"], base=folder), problems)
    assert [p.what for p in problems] == [
        "`person` reads a view, which is not printed: left out",
        "`place` reads a view, which is not printed: left out",
    ]


def test_rows_come_as_they_are_read() -> None:
    where = Location("m.ttl")
    base = Source("n", "n", Formulation.CSV, where)
    view = View(base, (Field("n", where, Template((Ref("n"),), where)),))

    def endless() -> Iterator[list[str]]:
        number = 0
        while True:
            yield [str(number)]
            number += 1

    def opener(_: Source) -> tuple[Access, Iterator[list[str]]]:
        return Access(Shape.LIST, ("n",)), endless()

    access, rows = open_view(base._replace(view=view), opener, {}, [], {})
    assert access.columns == ("#", "n", "n.#")
    assert list(islice(rows, 100))[-1] == ("99", "99", "0")


def test_an_iterator_inside_a_view_that_is_no_path_is_refused(folder: Path) -> None:
    field = 'rml:field [ rml:fieldName "n" ; rml:iterator "$.[" ]'
    (folder / "m.ttl").write_text(MAPPING.replace("rml:viewOn :json", f"rml:viewOn :json ; {field}"), encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        lines(load_rml([folder / "m.ttl"], base=folder))
    assert [(str(p.where), p.what) for p in refused.value.problems] == [
        ("m.ttl:6:58", "the iterator is no JSONPath: `[` at character 3 of `$.[` is not closed")
    ]
