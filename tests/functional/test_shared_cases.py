"""Inputs that once failed, from the folder beside the checkout: a list of attendees, a meeting denied, a page."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgbuild.cli.main import cli

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "articles"


@pytest.fixture
def cases(need: Callable[[str, bool, str], None]) -> Path:
    need("shared", CASES.is_dir(), "the folder of shared cases")
    return CASES


def test_everybody_in_a_list_of_attendees_took_part(cases: Path) -> None:
    result = CliRunner().invoke(cli, ["extract", str(cases / "list-of-attendees" / "input.jsonl")])
    facts = json.loads(result.stdout)
    names = {entity["id"]: entity["name"] for entity in facts["entities"]}
    (meeting,) = facts["meetings"]
    assert [names[p] for p in meeting["participants"]] == ["Hanna Okafor", "Dieter Voss", "Li Na"]
    assert {sentence["kind"] for sentence in facts["sentences"]} == {"body"}


def test_held_and_not_held_is_a_dispute(cases: Path, tmp_path: Path) -> None:
    path = cases / "negated-vs-held" / "retract.jsonl"
    result = CliRunner().invoke(cli, ["build", str(path), "-o", str(tmp_path / "out"), "--no-report", "--clean"])
    assert result.exit_code == 0, result.stderr
    with (tmp_path / "out" / "views" / "conflicts.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert ("factuality", "actual", "negated") in {(r["property"], r["value_a"], r["value_b"]) for r in rows}


def test_a_page_is_read(cases: Path) -> None:
    pytest.importorskip("trafilatura")
    result = CliRunner().invoke(cli, ["extract", str(cases / "html-extra-broken" / "page.html")])
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["sentences"]) > 1
