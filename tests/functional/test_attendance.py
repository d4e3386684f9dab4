"""Everybody in a list or table of those present is an actor under their own name, however the list is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgbuild.cli.main import cli

PEOPLE = {
    "Mirela Dost": "fisheries minister of Ruritania",
    "Jonas Hevel": "ambassador of Arcadia",
    "Oskar Tamm": "chairman of the harbour board",
}
HEAD = "---\ndate: 2026-03-04\n---\n\nThe talks on fishing quotas were held in Varna on Tuesday.{}\n\n"
TAIL = "\n\nThey agreed to meet again in May.\n"
NAMED = [f"{name}, {role}" for name, role in PEOPLE.items()]
ROWS = "| Name | Role |\n|---|---|\n" + "\n".join(f"| {name} | {role} |" for name, role in PEOPLE.items())


@pytest.mark.parametrize(
    ("name", "before", "written"),
    [
        ("a.txt", "", f"Attendees: {', '.join(PEOPLE)}"),
        ("a.txt", "", f"Present: {', '.join(PEOPLE)}."),
        ("a.txt", "", "Participants:\n" + "\n".join(NAMED)),
        ("a.txt", "", "In attendance were:\n\n" + "\n".join(f"{k}. {one}" for k, one in enumerate(NAMED, 1))),
        ("a.md", " Taking part were:", ROWS),
        ("a.md", "", f"## Attendees\n\n{ROWS}"),
        ("a.md", "", "## Delegates\n\n" + "\n".join(f"- **{one.replace(',', '**,', 1)}" for one in NAMED)),
    ],
    ids=["one line", "with a stop", "lines", "numbered", "table", "table below a heading", "list below a heading"],
)
def test_everybody_present_is_named(tmp_path: Path, name: str, before: str, written: str) -> None:
    (tmp_path / name).write_text(HEAD.format(before) + written + TAIL, encoding="utf-8")
    result = CliRunner().invoke(cli, ["extract", str(tmp_path / name)])
    assert result.exit_code == 0, result.stderr
    facts = json.loads(result.stdout)
    persons = {entity["name"] for entity in facts["entities"] if entity["kind"] == "person"}
    assert persons == set(PEOPLE)
