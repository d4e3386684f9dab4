"""`kgbuild eval` as its user meets it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kgbuild.cli.main import cli
from kgbuild.errors import InputError, UsageError
from kgbuild.facts_json import to_line


@pytest.fixture
def out(sample: Any, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder with what the command reads, beside a copy of two articles."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    inputs = []
    for name in ["geneva-courier.txt", "depot.jsonl"]:
        data = (root / "articles" / name).read_bytes()
        (tmp_path / "articles" / name).write_bytes(data)
        inputs.append({"path": f"articles/{name}", "sha256": hashlib.sha256(data).hexdigest()})
    folder = tmp_path / "out"
    folder.mkdir()
    lines = "".join(f"{to_line(f)}\n" for f in sample.facts if f.article.id != "trams-lindholt-echo.txt")
    (folder / "facts.jsonl").write_text(lines, encoding="utf-8")
    (folder / "run.json").write_text(json.dumps({"inputs": inputs}), encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["eval", *map(str, arguments)], standalone_mode=False)


def test_the_table_and_the_errors(root: Path, out: Path) -> None:
    result = run(root / "tests" / "gold", out)
    assert result.exception is None
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["precision", "recall", "F1", "right", "found", "wanted", "lowest", "article"]
    assert [line.split()[0] for line in lines[1:14]] == [
        *("actors", "mentions", "dates", "positions", "stance", "target", "quotes", "meetings"),
        *("main", "events", "parties", "days", "leak"),
    ]
    assert lines[1].endswith(" 0.00")  # an article of the gold has no facts
    assert "trams-lindholt-echo:0  actors  no facts for this article" in lines


def test_how_sure_is_printed_where_asked_for(root: Path, out: Path) -> None:
    lines = run(root / "tests" / "gold", out, "--sure", "--only", "leak").stdout.splitlines()
    at = lines.index("how sure     from    to  facts  said  right")
    assert {line.split()[0] for line in lines[at + 1 :]} == {"positions"}  # this gold does not list all events
    assert run(root / "tests" / "gold", out, "--only", "leak").stdout.splitlines() == lines[: at - 1]


def test_context_is_shown_only_of_articles_that_have_not_changed(root: Path, out: Path) -> None:
    (out.parent / "articles" / "depot.jsonl").write_text("{}", encoding="utf-8")
    facts = [json.loads(line) for line in (out / "facts.jsonl").read_text(encoding="utf-8").splitlines()]
    lines = [json.dumps({**line, "dates": []}) for line in facts]
    (out / "facts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    record = json.loads(run(root / "tests" / "gold", out, "--json", "--only", "dates").stdout)
    contexts = {e["article"]: e["context"] for e in record["errors"] if e["kind"] == "dates"}
    assert "[Tuesday]" in " ".join(e["context"] for e in record["errors"])
    assert contexts["depot-coastline"] == ""
    assert record["figures"]["dates"]["recall"] == 0.0
    assert {e["kind"] for e in record["errors"]} == {"dates"}


@pytest.mark.parametrize(("floor", "code"), [("stance=0.1", 1), ("leak=0", 0)])
def test_floors(root: Path, out: Path, floor: str, code: int) -> None:
    result = CliRunner().invoke(cli, ["eval", str(root / "tests" / "gold"), str(out), "--floor", floor])
    assert result.exit_code == code
    assert ("stance 0.00 is under 0.1" in result.stderr) == bool(code)


@pytest.mark.parametrize(
    ("floor", "said"), [("actor=0.8", "did you mean actors?"), ("actors", "`actors` is not NAME=VALUE")]
)
def test_a_floor_that_is_none(root: Path, out: Path, floor: str, said: str) -> None:
    result = CliRunner().invoke(cli, ["eval", str(root / "tests" / "gold"), str(out), "--floor", floor])
    assert result.exit_code == 2
    assert said in result.stderr


def test_what_is_missing_or_broken_is_named(root: Path, out: Path, tmp_path: Path) -> None:
    gold = root / "tests" / "gold"
    assert isinstance(run(out, out).exception, UsageError)  # no gold there
    assert isinstance(run(gold, tmp_path / "nowhere").exception, UsageError)
    (out / "facts.jsonl").write_text('{"article": "a"}\n', encoding="utf-8")
    broken = run(gold, out / "facts.jsonl").exception
    assert isinstance(broken, InputError)
    assert str(broken).startswith(f"{(out / 'facts.jsonl').as_posix()}:1  error  not a line of `kgbuild extract`")


def test_gold_of_other_articles_is_no_low_figure(root: Path, out: Path) -> None:
    result = run(root / "tests" / "gold" / "ten" / "second", out)
    assert isinstance(result.exception, UsageError)
    assert "has no article of the gold in" in str(result.exception)
