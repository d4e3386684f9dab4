"""Facts and tables say of which version their shape is; a newer one than ours is not read as if it were ours."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgbuild.api import build, write
from kgbuild.cli.main import cli
from kgbuild.config import Config
from kgbuild.elsewhere.records import read_records
from kgbuild.errors import InputError
from kgbuild.facts_json import FACTS_VERSION
from kgbuild.pipeline.evaluation import evaluate
from kgbuild.pipeline.promise import check_promise
from kgbuild.problems import Problem
from kgbuild.tabulate.columns import TABLES, TABLES_VERSION

MAPPING = """
prefixes: {ex: "http://e.example/"}
mappings:
  a: {sources: [[articles.csv~csv]], s: "ex:$(id)", po: [[ex:title, $(title)]]}
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Ana Roe met Li Wei in Oslo on Monday.\n", encoding="utf-8")
    write(build(tmp_path / "a.txt"), tmp_path / "out")
    return tmp_path / "out"


def with_version(path: Path, version: object) -> None:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("".join(f"{json.dumps(one | {'version': version})}\n" for one in lines), encoding="utf-8")


def test_facts_say_their_version_and_the_schema_has_it(out: Path, root: Path) -> None:
    (facts,) = [json.loads(line) for line in (out / "facts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert next(iter(facts)) == "version"
    schema = json.loads((root / "docs" / "facts.schema.json").read_text(encoding="utf-8"))
    assert facts["version"] == FACTS_VERSION == schema["properties"]["version"]["const"]
    assert "version" in schema["required"]


@pytest.mark.parametrize("version", [FACTS_VERSION + 1, "1", 0, True])
def test_facts_of_another_version_are_refused_and_the_rest_is_read(version: object) -> None:
    lines = [{"article": "a", "version": version}, {"article": "b"}, {"article": "c", "version": FACTS_VERSION}]
    problems: list[Problem] = []
    data = "\n".join(map(json.dumps, lines)).encode()
    assert [r.article for r in read_records(data, "f.jsonl", problems)] == ["b", "c"]
    (problem,) = problems
    assert (problem.where.file, problem.where.line) == ("f.jsonl", 1)
    assert f"version {version!r}" in problem.what
    assert f"{FACTS_VERSION}" in problem.fix


def test_an_output_of_a_newer_version_is_not_checked_as_if_it_were_ours(out: Path) -> None:
    assert check_promise(out, Config()) == []
    with_version(out / "facts.jsonl", FACTS_VERSION + 1)
    with pytest.raises(InputError, match=rf"facts\.jsonl:1.*version {FACTS_VERSION + 1}"):
        check_promise(out, Config())


def test_an_evaluation_refuses_a_newer_version_too(out: Path, root: Path) -> None:
    with_version(out / "facts.jsonl", FACTS_VERSION + 1)
    with pytest.raises(InputError, match=rf"facts\.jsonl:1.*version {FACTS_VERSION + 1}"):
        evaluate(root / "tests" / "gold", out)


def test_tables_are_described_with_their_version(out: Path) -> None:
    said = json.loads((out / "tables" / "csv-metadata.json").read_text(encoding="utf-8"))
    assert said["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert said["dc:hasVersion"] == str(TABLES_VERSION)
    described = {table["url"]: table["tableSchema"]["columns"] for table in said["tables"]}
    assert set(described) == {f"{name}.csv" for name in TABLES}
    for name, columns in described.items():
        with (out / "tables" / name).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [column["titles"] for column in columns]
        assert all(column["dc:description"] for column in columns)


def test_mapping_over_tables_of_a_newer_version_warns(out: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "m.yml"
    mapping.write_text(MAPPING, encoding="utf-8")
    call = ["map", str(mapping), "--base", str(out / "tables")]
    done = CliRunner().invoke(cli, call, catch_exceptions=False)
    assert (done.exit_code, "warning" in done.stderr) == (0, False)
    path = out / "tables" / "csv-metadata.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(said | {"dc:hasVersion": str(TABLES_VERSION + 1)}), encoding="utf-8")
    done = CliRunner().invoke(cli, call, catch_exceptions=False)
    assert done.exit_code == 0
    assert f"tables of version {TABLES_VERSION + 1}" in done.stderr
