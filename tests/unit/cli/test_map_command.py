"""`kgbuild map`: every option as a shell sees it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib

from kgbuild.cli.main import main

MAPPING = """\
prefixes:
  ex: http://example.com/
mappings:
  boat:
    sources:
      - [boats.csv~csv]
    s: ex:boat/$(id)
    po:
      - [ex:name, $(name)]
      - [ex:built, $(built), xsd:integer]
"""
NAME = '<http://example.com/boat/1> <http://example.com/name> "Tern" .'


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "boats.yml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "boats.csv").write_text("id,name,built\n1,Tern,1990\n2,Gull,2001\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Ran]:
    def ran(*options: str, mapping: str = "boats.yml") -> Ran:
        monkeypatch.chdir(project)
        monkeypatch.setattr(sys, "argv", ["kgbuild", "map", mapping, *options])
        with pytest.raises(SystemExit) as end:
            main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        assert isinstance(end.value.code, int)
        return Ran(end.value.code, out.decode(), err.decode())

    return ran


def test_explain_names_rule_line_source_row_and_values(run: Run) -> None:
    found = run("--explain", "ex:boat/1 ex:name ?")
    assert found.code == 0
    assert found.out.splitlines() == [
        '<http://example.com/boat/1> <http://example.com/name> "Tern"',
        "  rule    boats.yml:9  boat",
        "  source  boats.csv, row 1",
        "  values  name = 'Tern'",
        "  row     id = '1', built = '1990'",
    ]


def test_explain_says_where_nothing_fits(run: Run) -> None:
    found = run("--explain", "ex:boat/9 ? ?")
    assert (found.code, found.out) == (0, "")
    assert "no statement fits" in found.err


def test_no_statement_at_all_is_told(run: Run, project: Path) -> None:
    assert "0 statements" not in run().err
    (project / "boats.csv").write_text("id,name,built\n", encoding="utf-8")
    found = run()
    assert (found.code, found.out) == (0, "")
    assert "0 statements: the sources have no rows" in found.err


def test_translate_prints_rml_that_makes_the_same(run: Run, project: Path) -> None:
    rml = run("--translate")
    assert rml.code == 0
    assert len(rdflib.Graph().parse(data=rml.out, format="turtle")) > 0
    (project / "boats.ttl").write_text(rml.out, encoding="utf-8")
    assert sorted(run(mapping="boats.ttl").out.splitlines()) == sorted(run().out.splitlines())


def test_lineage_holds_each_statement(run: Run, project: Path) -> None:
    ran = run("--lineage", "lineage.jsonl")
    lines = [json.loads(line) for line in (project / "lineage.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (ran.code, len(lines)) == (0, 4)
    assert lines[0]["at"] == "boats.yml:9"
    assert lines[0]["values"] == {"name": "Tern"}
    assert NAME in ran.out


def test_changed_since_runs_only_what_changed(run: Run, project: Path) -> None:
    first, second = run("--changed-since", "state"), run("--changed-since", "state")
    assert "1 rules run, 0 unchanged" in first.err
    assert "0 rules run, 1 unchanged" in second.err
    assert first.out == second.out
    (project / "boats.csv").write_text("id,name,built\n3,Skua,1970\n", encoding="utf-8")
    assert "Skua" in run("--changed-since", "state").out


def test_processes_make_the_same(run: Run) -> None:
    alone = run().out
    assert NAME in alone
    assert run("--processes", "2").out == alone


@pytest.mark.parametrize(
    "options",
    [
        ("--explain", "? ? ?", "--translate"),
        ("--processes", "2", "--changed-since", "state"),
        ("--translate", "-o", "x.nq"),
        ("--explain", "? ? ?", "--lineage", "x.jsonl"),
    ],
)
def test_options_that_exclude_each_other(run: Run, options: tuple[str, ...]) -> None:
    refused = run(*options)
    assert refused.code == 2
    assert "do not go together" in refused.err


def test_lineage_needs_sources_that_can_be_read_twice(run: Run, project: Path) -> None:
    text = MAPPING.replace("boats.csv~csv", "-~csv")
    (project / "boats.yml").write_text(text, encoding="utf-8")
    refused = run("--lineage", "x.jsonl")
    assert refused.code == 2
    assert "only once" in refused.err


def test_a_value_left_out_is_exit_code_1(run: Run, project: Path) -> None:
    (project / "boats.csv").write_text("id,name,built\n1,Tern,soon\n", encoding="utf-8")
    ran = run()
    assert ran.code == 1
    assert "error" in ran.err
    assert NAME in ran.out


def test_an_uneven_row_is_reported_and_exit_code_1(run: Run, project: Path) -> None:
    (project / "boats.csv").write_text("id,name,built\n1,Tern,1990,x\n", encoding="utf-8")
    ran = run()
    assert ran.code == 1
    assert "4 cells where the header has 3" in ran.err
    assert NAME in ran.out


def test_database_of_a_mapping_that_names_none(project: Path, run: Run) -> None:
    connection = sqlite3.connect(project / "boats.db")
    connection.execute("CREATE TABLE boats (id INTEGER, name TEXT)")
    connection.execute("INSERT INTO boats VALUES (1, 'Tern')")
    connection.commit()
    connection.close()
    (project / "boats.ttl").write_text(
        "@prefix rr: <http://www.w3.org/ns/r2rml#> . @base <http://example.com/> . "
        '<m#boat> rr:logicalTable [ rr:tableName "boats" ] ; '
        'rr:subjectMap [ rr:template "http://example.com/boat/{id}" ] ; '
        'rr:predicateObjectMap [ rr:predicate <name> ; rr:objectMap [ rr:column "name" ] ] .',
        encoding="utf-8",
    )
    assert run("--database", "boats.db", mapping="boats.ttl") == (0, NAME + "\n", "")
    refused = run(mapping="boats.ttl")
    assert refused.code == 2
    assert "the mapping names no database" in refused.err


def test_base_iri_goes_before_relative_iris_of_both_languages(run: Run, project: Path) -> None:
    (project / "relative.yml").write_text(MAPPING.replace("s: ex:boat/", "s: boat/"), encoding="utf-8")
    assert run("--base-iri", "http://example.com/", mapping="relative.yml").out == run().out
    rml = run("--translate", mapping="boats.yml").out.replace("http://example.com/boat/{", "boat/{")
    (project / "boats.rml").write_text(rml, encoding="utf-8")
    assert NAME in run("--base-iri", "http://example.com/", mapping="boats.rml").out
    assert run(mapping="relative.yml").code == 2


def test_a_small_run_loads_nothing_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\n1\n", encoding="utf-8")
    text = "mappings:\n  t:\n    sources: [[a.csv~csv]]\n    s: http://e.org/$(id)\n    po: [[a, http://e.org/T]]\n"
    (tmp_path / "m.yml").write_text(text, encoding="utf-8")
    code = (
        "import sys\nfrom kgbuild.cli.main import main\n"
        f"sys.argv[1:] = ['map', {str(tmp_path / 'm.yml')!r}]\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        "parts = ('functions.builtin', 'sources.jsonpath', 'compile.gather', 'execution.explain',\n"
        "         'execution.changed', 'rml', 'checks.calls', 'database_urls')\n"
        "unwanted = {'json', 'difflib', 'shutil', 'kgbuild.turtle', *('kgbuild.yarrrml.' + part for part in parts)}\n"
        "loaded = unwanted & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
