"""`kgbuild load` into an Oxigraph server and Virtuoso: what is there afterwards, and what a second load sends."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kgbuild.ontology.load import load_ontology
from kgbuild.query.index import load_store
from kgbuild.query.question import shipped_questions
from kgbuild.query.results import format_rows
from kgbuild.query.run import ask
from tests.functional.load.conftest import BASE, Gate, Running, basic, free_port, oxigraph_at, stopped, write_out

# Virtuoso 7.2 turns durations into numbers ("PT3H" to 10800, "P8M" to 8), as docs/load.md says; all else is equal.
DURATION = r"ns#duration'|'PT?\d+[A-Z]'|'\d+\.0'"


def load(url: str, out: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).with_name("kgbuild"))
    clean = {k: v for k, v in os.environ.items() if not k.startswith("KGBUILD_STORE")} | {"NETRC": str(out / "none")}
    command = [program, "load", *options, url, str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=clean | environment, cwd=out)


def counts(url: str, out: Path, *options: str, **environment: str) -> dict[str, int]:
    done = load(url, out, "--json", *options, **environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)["counts"]
    return found


def without(quads: list[ox.Quad], graph: str) -> list[ox.Quad]:
    return [q for q in quads if str(q.graph_name) != f"<{graph}>"]


def articles(quads: list[ox.Quad]) -> list[str]:
    found = {q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode)}
    return sorted(name for name in found if "/article/" in name)


def generated(triples: int) -> list[ox.Quad]:
    def node(kind: str, number: int) -> ox.NamedNode:
        return ox.NamedNode(f"{BASE}{kind}/n{number}")

    label, likes = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), ox.NamedNode(f"{BASE}likes")
    found = []
    for number in range(triples // 2):
        graph = ox.NamedNode(f"{BASE}graph/article/a{number % 100}")
        name = ox.Literal(f'Name "{number}" \\ é 😀\n', language="en")
        found.append(ox.Quad(node("actor", number), label, name, graph))
        found.append(ox.Quad(node("actor", number), likes, node("actor", number * 7 % 5003), graph))
    return found


def test_only_what_changed_is_sent_and_what_is_gone_goes(
    oxigraph: Running, fisheries: list[ox.Quad], tmp_path: Path
) -> None:
    out = write_out(tmp_path / "out", fisheries)
    graphs = {q.graph_name for q in fisheries}
    dry = counts(oxigraph.load, out, "--dry-run")
    assert (dry["new"], oxigraph.count()) == (len(graphs), 0)
    assert counts(oxigraph.load, out) == dry
    assert oxigraph.count() == len(set(fisheries))
    again = counts(oxigraph.load, out)
    assert (again["new"], again["changed"], again["deleted"], again["triples"]) == (0, 0, 0, 0)
    withdrawn = articles(fisheries)[0]
    write_out(out, without(fisheries, withdrawn))
    less = counts(oxigraph.load, out)
    assert (less["deleted"], less["changed"], less["new"]) == (1, 0, 0)
    assert oxigraph.rows(f"SELECT * {{ GRAPH <{withdrawn}> {{ ?s ?p ?o }} }}") == []
    write_out(out, fisheries)
    assert counts(oxigraph.load, out)["new"] == 1
    assert oxigraph.count() == len(set(fisheries))


def answers(running: Running, out: Path) -> list[str]:
    """Return the rows of all questions that one of a store and the embedded one lacks."""
    store, ontology = load_store(out), load_ontology()
    different = []
    for question in shipped_questions():
        here: Any = json.loads(format_rows(ask(question, store, ontology=ontology), "json"))["results"]["bindings"]
        there = plain(running.rows(question.text))
        different += [f"{question.name}: {row}" for row in plain(here) if row not in there]
        different += [f"{question.name}: not {row}" for row in there if row not in plain(here)]
    return different


def plain(rows: list[dict[str, dict[str, str]]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted((name, cell["value"]) for name, cell in row.items()) for row in rows)


def test_every_question_has_the_same_rows_in_oxigraph(
    oxigraph: Running, fisheries: list[ox.Quad], tmp_path: Path
) -> None:
    out = write_out(tmp_path / "out", fisheries)
    counts(oxigraph.load, out)
    assert len(shipped_questions()) >= 12
    assert answers(oxigraph, out) == []


def test_virtuoso_holds_and_answers_the_same(virtuoso: Running, fisheries: list[ox.Quad], tmp_path: Path) -> None:
    out = write_out(tmp_path / "out", fisheries)
    counts(virtuoso.load, out, **virtuoso.environment)
    assert virtuoso.count() == len(set(fisheries))
    assert counts(virtuoso.load, out, **virtuoso.environment)["unchanged"] == len({q.graph_name for q in fisheries})
    assert [d for d in answers(virtuoso, out) if not re.search(DURATION, d)] == []
    withdrawn = articles(fisheries)[0]
    write_out(out, without(fisheries, withdrawn))
    assert counts(virtuoso.load, out, **virtuoso.environment)["deleted"] == 1
    assert virtuoso.count() == len(set(without(fisheries, withdrawn)))
    refused = load(virtuoso.load, out, KGBUILD_STORE_USER="dba", KGBUILD_STORE_PASSWORD="secret-word")
    assert (refused.returncode, "credentials" in refused.stderr, "secret-word" in refused.stderr) == (2, True, False)


def test_the_sample_is_the_same_in_both(oxigraph: Running, virtuoso: Running, root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in ("dataset.nq", "run.json"):
        shutil.copy(root / "output" / name, out / name)
    quads = len(set((out / "dataset.nq").read_bytes().splitlines()))
    for running in (oxigraph, virtuoso):
        counts(running.load, out, **running.environment)
        assert running.count() == quads > 5000
    assert answers(oxigraph, out) == []
    assert [d for d in answers(virtuoso, out) if not re.search(DURATION, d)] == []


def test_a_hundred_thousand_triples(oxigraph: Running, virtuoso: Running, tmp_path: Path) -> None:
    quads = generated(100_000)
    out = write_out(tmp_path / "out", quads)
    for running in (oxigraph, virtuoso):
        counts(running.load, out, **running.environment)
        assert running.count() == 100_000


def test_a_large_graph_where_the_store_asks_who_it_is(virtuoso: Running, tmp_path: Path) -> None:
    """Virtuoso closes the line on a large body without credentials, so its challenge is answered before it is put."""
    everything = ox.NamedNode(f"{BASE}graph/all")
    quads = [ox.Quad(q.subject, q.predicate, q.object, everything) for q in generated(60_000)]
    out = write_out(tmp_path / "out", quads)
    assert (out / "dataset.nq").stat().st_size > 5_000_000
    assert counts(virtuoso.load, out, **virtuoso.environment)["triples"] == len(set(quads))


def test_update_where_there_is_no_graph_store(oxigraph: Running, fisheries: list[ox.Quad], tmp_path: Path) -> None:
    out = write_out(tmp_path / "out", fisheries)
    options = ("--update", "--query-url", oxigraph.query)
    url = oxigraph.load.replace("/store", "/update")
    assert counts(url, out, *options)["new"] == len({q.graph_name for q in fisheries})
    assert oxigraph.count() == len(set(fisheries))
    assert counts(url, out, *options)["triples"] == 0


def test_a_store_killed_half_way_is_told_and_completed(fisheries: list[ox.Quad], gate: Gate, tmp_path: Path) -> None:
    out = write_out(tmp_path / "out", fisheries)
    gate.after, gate.failures = 3, 1000  # the note is asked for and written, one graph arrives, then nothing any more
    failed = load(gate.address, out)
    assert failed.returncode == 1
    assert "1 of" in failed.stderr
    assert "run the same command again" in failed.stderr
    gate.failures = 0
    done = counts(gate.address, out)
    assert done["unchanged"] == 0
    assert counts(gate.address, out)["triples"] == 0


def test_a_store_that_is_killed_and_started_again(fisheries: list[ox.Quad], tmp_path: Path) -> None:
    out = write_out(tmp_path / "out", fisheries)
    port = free_port()
    running = oxigraph_at(port, tmp_path / "db")
    counts(running.load, out)
    running.process.kill()
    running.process.wait()
    absent = load(running.load, out)
    assert (absent.returncode, "cannot be asked" in absent.stderr) == (2, True)
    running = oxigraph_at(port, tmp_path / "db")
    try:
        assert counts(running.load, out)["triples"] == 0
        assert running.count() == len(set(fisheries))
    finally:
        stopped(running.process)


def test_passing_faults_are_tried_again(gate: Gate, fisheries: list[ox.Quad], tmp_path: Path) -> None:
    gate.failures = 2
    assert counts(gate.address, write_out(tmp_path / "out", fisheries))["new"] > 0


@pytest.mark.parametrize(
    ("wanted", "environment"),
    [
        (basic("ana", "geheim"), {"KGBUILD_STORE_USER": "ana", "KGBUILD_STORE_PASSWORD": "geheim"}),
        ("Bearer abc.def", {"KGBUILD_STORE_TOKEN": "abc.def"}),
        (basic("bo", "from netrc"), {}),
    ],
)
def test_credentials(
    gate: Gate, fisheries: list[ox.Quad], tmp_path: Path, wanted: str, environment: dict[str, str]
) -> None:
    out = write_out(tmp_path / "out", fisheries)
    gate.wanted = wanted
    netrc = tmp_path / "netrc"
    netrc.write_text('machine 127.0.0.1 login bo password "from netrc"\n', encoding="utf-8")
    netrc.chmod(0o600)
    done = load(gate.address, out, NETRC=str(netrc), **environment)
    assert done.returncode == 0, done.stderr
    assert ("PUT", wanted) in gate.seen
    assert [method for method, sent in gate.seen if not sent] == ([] if wanted.startswith("Bearer") else ["GET"])
    for secret in ("geheim", "abc.def", "from netrc"):
        assert secret not in done.stderr + done.stdout


def test_no_password_in_an_address(fisheries: list[ox.Quad], tmp_path: Path) -> None:
    out = write_out(tmp_path / "out", fisheries)
    done = load("http://ana:geheim@127.0.0.1:1/store", out)
    assert (done.returncode, "geheim" in done.stderr, "KGBUILD_STORE_USER" in done.stderr) == (2, False, True)
    wrong = load(f"ftp://x/{urllib.parse.quote('y')}", out)
    assert (wrong.returncode, "no address of a store" in wrong.stderr) == (2, True)
