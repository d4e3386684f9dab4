"""Seeing why: `explain` answers for every triple of the sample's graph; `show`, `list` and `conflicts` say what is
there; `review` asks in a real terminal and keeps each answer at once."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from kgbuild.cli.main import cli
from kgbuild.explain.output import Output
from kgbuild.explain.why import Explainer
from kgbuild.pipeline.stored import stored_quads
from kgbuild.read.articles import texts_in

BASE = "https://example.org/kg/"


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the sample articles, built."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(root / "articles", folder / "articles")
    (folder / "kgbuild.yaml").write_text(f"base: {BASE}\n", encoding="utf-8")
    build(folder)
    return folder


def build(folder: Path) -> bytes:
    words = [sys.executable, "-m", "kgbuild", "build", "articles", "-q"]
    done = subprocess.run(words, cwd=folder, capture_output=True, check=False)
    assert done.returncode in {0, 1}, done.stderr.decode()
    return done.stderr


@pytest.fixture(autouse=True)
def _inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), standalone_mode=False)


def test_every_triple_of_the_graph_is_explained(project: Path) -> None:
    all_explained(project / "output")


def test_every_triple_of_the_shared_articles_is_explained(
    root: Path, tmp_path: Path, need: Callable[[str, bool, str], None]
) -> None:
    articles = root.parent / "shared" / "articles"
    need("shared", articles.is_dir(), "the folder of shared articles")
    assert run("build", str(articles), "-o", str(tmp_path / "out"), "-q").exception is None
    all_explained(tmp_path / "out")


def all_explained(folder: Path) -> None:
    """Every triple of `graph.ttl` has an answer, and nine in ten lead to words."""
    output = Output(folder, stored_quads(folder), BASE, texts_in)
    explainer = Explainer(output)
    graph = list(ox.parse(path=str(folder / "graph.ttl"), format=ox.RdfFormat.TURTLE))
    unsaid = {"no rule made such a statement of any article's words", "nothing in the graph has this id"}
    grounded = 0
    for triple in graph:
        why = explainer.triple((str(triple.subject), str(triple.predicate), str(triple.object)))
        assert why.because not in unsaid, triple
        assert not why.because.startswith("no article says so"), triple
        for ground in why.grounds:
            assert ground.rules, triple
            assert ground.words, triple
        grounded += bool(why.grounds)
    assert len(graph) > 400
    assert grounded >= 0.9 * len(graph)


def test_a_claim_leads_to_rule_row_and_words() -> None:
    (first, *_) = json.loads(run("explain", "Varnholm", "--json").output)
    assert set(first) == {"triple", "because", "grounds", "lines", "merges", "decisions"}
    text = run("explain", "fourth round of negotiations", "participant").output
    assert "rule mappings/" in text
    assert "row tables/meeting_actors.csv:" in text
    assert "[Russia]" in text or "[Moscow]" in text or "[" in text
    assert all(len(line) <= 80 for line in text.splitlines())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.txt",
            "date: 2026-03-03\r\n\r\nRain fell.\r\nOdd Berg of Norway met Nora Quist in Bergen.\r\n".encode("utf-16"),
        ),
        ("a.md", b"---\ndate: 2026-03-03\n---\n\n*Odd Berg* of Norway met Nora Quist in Bergen.\n"),
        ("a.jsonl", b'{"id": "x", "date": "2026-03-03", "text": "Odd Berg of Norway met Nora Quist in Bergen."}\n'),
        ("a.html", b"<html><body><p>Rain fell.</p><p>Odd Berg of Norway met Nora Quist in Bergen.</p></body></html>"),
    ],
)
def test_words_stand_in_their_sentence_whatever_the_file(
    name: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / name).write_bytes(data)
    build(tmp_path)
    grounds = [g for one in json.loads(run("explain", "Odd Berg", "--json").output) for g in one["grounds"]]
    words = [w for g in grounds for w in g["words"]]
    assert words
    assert all("Nora Quist" in f"{w['before']}{w['text']}{w['after']}" for w in words)


def test_what_is_not_there_is_explained_too() -> None:
    assert "no rule made such a statement" in run("explain", "--not", "Port Marrek", "participant", "Geneva").output
    meeting = json.loads(run("list", "meetings", "--json").output)[0]
    assert "no article says so" in run("explain", "--not", meeting["id"], "participant", "Geneva").output
    disputed = json.loads(run("list", "conflicts", "--json").output)[0]
    answer = run("explain", disputed["of"], disputed["property"])
    assert "disputed" in answer.output or answer.exception is not None


def test_a_name_nobody_has_is_answered_with_near_ones() -> None:
    answer = run("show", "Zelenskyi")
    assert "nothing is called `Zelenskyi`" in str(answer.exception)
    assert "Zelensk" in str(answer.exception).partition(";")[2]


def test_a_day_is_asked_for_as_the_views_call_it() -> None:
    (dated, *_) = [
        m for m in json.loads(run("list", "meetings", "--json").output) if len(m["day"]) == len("2026-02-17")
    ]
    assert run("explain", dated["id"], "start").output == run("explain", dated["id"], "startDate").output
    assert "startDate" in run("explain", dated["id"], "start").output


def test_what_is_shown_of_an_actor_is_what_it_said_in_words_and_no_ids_of_claims() -> None:
    (lead,) = [a for a in json.loads(run("list", "people", "--json").output) if "Zelensk" in a["label"]]
    text = run("show", lead["id"]).output
    assert f"said: {lead['label']} " in " ".join(text.split())
    assert not [kept for kept in ("claimedBy", "spokenBy", "is names of", "is mentions of") if kept in text]


def test_names_ids_prefixed_names_and_iris_mean_one_node() -> None:
    (lead,) = [a for a in json.loads(run("list", "people", "--json").output) if "Zelensk" in a["label"]]
    names = (lead["label"], lead["id"], f"kg:{lead['id']}", BASE + lead["id"])
    pages = {run("show", name, "--json").output for name in names}
    assert len(pages) == 1
    assert json.loads(pages.pop())["id"] == lead["id"]


@pytest.mark.parametrize(
    "kind",
    ["actors", "people", "organizations", "countries", "places", "meetings", "events", "issues", "articles",
     "positions", "merges", "conflicts"],
)  # fmt: skip
def test_lists(kind: str) -> None:
    rows = json.loads(run("list", kind, "--json").output)
    assert rows
    shown = run("list", kind).output
    assert all(len(line) <= 80 for line in shown.splitlines() if "http" not in line and " " in line.strip())


def test_an_unknown_list_is_answered_with_near_ones() -> None:
    assert "actors" in str(run("list", "actor").exception)


def test_conflicts_show_both_sides() -> None:
    text = run("conflicts").output
    rows = json.loads(run("conflicts", "--json").output)
    assert text.count(" says ") == 2 * len(rows)


def driven(project: Path, keys: str) -> str:
    """Run `kgbuild review` in a pseudo-terminal of 80 columns and press keys, each when it is asked for."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(project)
        os.environ.update(COLUMNS="80", LINES="24", TERM="xterm")
        os.execv(sys.executable, [sys.executable, "-m", "kgbuild", "review", "--by", "ana"])
    seen, end = b"", time.monotonic() + 120
    for key in keys:
        seen += until(terminal, b"q quit", end)
        while termios.tcgetattr(terminal)[3] & termios.ICANON:  # what is typed before the dialog listens is dropped
            assert time.monotonic() < end, seen.decode()
            time.sleep(0.01)
        os.write(terminal, key.encode())
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        if not more:
            break
        seen += more
    os.waitpid(child, 0)
    os.close(terminal)
    return seen.decode()


def until(terminal: int, mark: bytes, end: float) -> bytes:
    seen = b""
    while mark not in seen:
        ready, _, _ = select.select([terminal], [], [], 1)
        if ready:
            seen += os.read(terminal, 4096)
        assert time.monotonic() < end, seen.decode()
    return seen


def test_the_dialog_in_a_terminal(project: Path) -> None:
    asked = json.loads(run("review", "--json").output)
    assert asked[0]["kind"] == "conflict"
    seen = driven(project, "lxrbnq" if asked[1]["kind"] == "same" else "lxrbuq")
    assert "1/" in seen
    assert "saved as decision 1" in seen
    assert "[" in seen
    assert "no such key" in seen, "a wrong key says which there are"
    assert seen.count("answered: decision") == 1, "what was answered says so when one goes back to it"
    assert "is taken back" in seen
    assert f"1 decided, {len(asked) - 1} left" in seen
    assert all(len(line.rstrip()) <= 80 for line in seen.splitlines())
    (file,) = (project / "decisions").glob("*.yaml")
    text = file.read_text(encoding="utf-8")
    assert text.count("accept:") == 2
    assert text.count("undo: 2") == 1
    assert b"contradicts" not in build(project)
    decided = json.loads(run("list", "decisions", "--json").output)
    assert {d["verdict"] for d in decided} == {"accepted"}
    assert len({d["where"] for d in decided}) == 1
    assert decided[0]["by"] == "ana"


def test_decide_writes_what_the_next_build_applies(project: Path) -> None:
    shutil.rmtree(project / "decisions", ignore_errors=True)
    (lead,) = [a for a in json.loads(run("list", "people", "--json").output) if "Zelensk" in a["label"]]
    lines = (project / "output" / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    names = [json.loads(line)["article"] for line in lines if lead["id"][6:] in line][:2]
    assert run("decide", "rename", lead["id"], "V. Z.", "--on", "2026-03-01").exit_code == 0
    words = [_words(project, name, lead["id"][6:]) for name in names]
    assert run("decide", "different", *(f"{n}#{w}" for n, w in zip(names, words, strict=True))).exit_code == 0
    assert run("decide", "undo", "2").exit_code == 0
    build(project)
    assert json.loads(run("show", lead["id"], "--json").output)["label"] == "V. Z."
    shutil.rmtree(project / "decisions")


def _words(project: Path, article: str, one: str) -> str:
    for line in (project / "output" / "facts.jsonl").read_text(encoding="utf-8").splitlines():
        facts = json.loads(line)
        if facts["article"] == article:
            return next(m["text"] for m in facts["mentions"] if m["entity"] == one and m["form"] == "name")
    raise AssertionError(article)
