"""A decision about one claim is about no other: not of the same words elsewhere in the article, not of another event
told by the same words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgbuild.cli.main import cli
from kgbuild.errors import UsageError

TEXT = """---
date: 2026-03-03
publisher: Harbour Post
---

Ann Lee met Bo Ray in Oslo on Monday. Ann Lee and Dan Fox met Guy Noir in Lima on Tuesday. Eve Moe was arrested and \
charged with fraud in Hamar on Sunday.
"""


def run(*words: str) -> str:
    result = CliRunner().invoke(cli, list(words))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "kgbuild.yaml").write_text("base: https://example.org/kg/\n", encoding="utf-8")
    (tmp_path / "articles" / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run("build", "articles", "-q")
    return tmp_path


def parties() -> dict[str, list[str]]:
    """Label of an event -> who takes part in it, as core has it."""
    found = {}
    for kind in ("meetings", "events"):
        for event in json.loads(run("list", kind, "--json")):
            page = json.loads(run("show", event["id"], "--json"))
            who = sorted(s["value"] for s in page["says"] if s["property"] == "participant")
            found[event["label"].partition(" ")[0] + " " + (event["place"] or event["label"].rpartition(" ")[2])] = who
    return found


def claim_of(event: str, who: str) -> str:
    (found,) = json.loads(run("explain", event, "participant", who, "--json"))
    return str(found["grounds"][0]["id"])


def event_of(start: str) -> str:
    events = [e for kind in ("meetings", "events") for e in json.loads(run("list", kind, "--json"))]
    return str(next(e["id"] for e in events if e["label"].startswith(start)))


@pytest.mark.parametrize(
    ("start", "who", "loses"),
    [
        ("meeting between Ann Lee and Bo Ray", "Ann Lee", "meeting Oslo"),
        ("meeting between Ann Lee, Dan", "Ann Lee", "meeting Lima"),
        ("arrest", "Eve Moe", "arrest Moe"),
        ("charges", "Eve Moe", "charges Moe"),
    ],
)
def test_only_the_claim_named_is_rejected(project: Path, start: str, who: str, loses: str) -> None:
    before = parties()
    run("decide", "reject", claim_of(event_of(start), who), "--by", "ana", "--on", "2026-03-04")
    run("build", "articles", "-q")
    after = parties()
    assert {label: people for label, people in before.items() if after.get(label, []) != people} == {
        loses: before[loses]
    }
    assert [w for w in before[loses] if w not in after.get(loses, [])] == [who]


def test_a_decision_is_taken_back_by_where_it_is_listed(project: Path) -> None:
    before = parties()
    run("decide", "reject", claim_of(event_of("arrest"), "Eve Moe"), "--by", "ana", "--on", "2026-03-04")
    run("build", "articles", "-q")
    (listed,) = json.loads(run("list", "decisions", "--json"))
    run("decide", "undo", listed["where"], "--by", "ana", "--on", "2026-03-05")
    run("build", "articles", "-q")
    assert parties() == before


def test_what_is_not_there_is_told_with_what_is(project: Path) -> None:
    claim = CliRunner().invoke(cli, ["decide", "reject", "claim/0000000000000000"])
    assert isinstance(claim.exception, UsageError)
    assert "`kgbuild explain` gives the ids of claims" in str(claim.exception)
    run("decide", "rename", "a.txt#Ann Lee", "Ann Lee (harbour)", "--on", "2026-03-04")
    gone = CliRunner().invoke(cli, ["decide", "undo", "7"])
    assert isinstance(gone.exception, UsageError)
    assert "there is no decision `7`; there are 1 at decisions/2026-03.yaml:2" in str(gone.exception)


def test_words_stand_in_their_sentence_wherever_output_and_articles_lie(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path_factory.mktemp("elsewhere") / "out"
    run("build", "articles", "-o", str(out), "-q")
    monkeypatch.chdir(tmp_path_factory.mktemp("third"))
    assert "Dan Fox met Guy Noir in [Lima] on Tuesday" in " ".join(run("explain", "Lima", "--out", str(out)).split())
