from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.errors import InputError
from kgbuild.query.index import index_of, open_store

LINE = "<urn:a> <urn:b> <urn:{}> <urn:g> .\n"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    write(folder, 3)
    return folder


def write(out: Path, lines: int) -> None:
    new = out / "new"
    new.write_text("".join(LINE.format(n) for n in range(lines)), encoding="utf-8")
    new.replace(out / "dataset.nq")


def test_the_index_is_built_once_for_each_state_of_the_data(out: Path) -> None:
    first = index_of(out)
    assert first is not None
    made = {p.name: p.stat().st_mtime_ns for p in first.iterdir()}
    assert len(open_store(out)) == 3
    assert index_of(out) == first
    assert {p.name: p.stat().st_mtime_ns for p in first.iterdir()} == made
    write(out, 5)
    assert len(open_store(out)) == 5
    assert index_of(out) != first
    write(out, 3)  # as before, so what was built before serves
    assert index_of(out) == first
    assert len(open_store(out)) == 3


def test_old_states_go_but_the_last(out: Path) -> None:
    for lines in (3, 4, 5, 6):
        write(out, lines)
        index_of(out)
    assert len([p for p in out.with_name("out.index").iterdir() if p.is_dir()]) == 2


def test_readers_share_it(out: Path) -> None:
    one, other = open_store(out), open_store(out)
    assert len(one) == len(other) == 3
    with pytest.raises(RuntimeError, match="read-write"):
        one.add(ox.Quad(ox.NamedNode("urn:x"), ox.NamedNode("urn:x"), ox.NamedNode("urn:x")))


def test_broken_data_leaves_no_index(out: Path) -> None:
    (out / "dataset.nq").write_text("<urn:a> <urn:b> .\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"dataset\.nq:1"):
        open_store(out)
    assert [p for p in out.with_name("out.index").iterdir() if p.is_dir()] == []


def test_where_nothing_can_be_written_the_data_is_read_into_memory(out: Path) -> None:
    out.with_name("out.index").write_text("in the way", encoding="utf-8")
    assert index_of(out) is None
    assert len(open_store(out)) == 3


def test_a_query_loads_no_graph_library(out: Path) -> None:
    question = out / "q.rq"
    question.write_text("SELECT * { ?s ?p ?o }", encoding="utf-8")
    code = (
        "import sys\nfrom kgbuild.cli.main import cli\n"
        f"cli(['query', {str(question)!r}, {str(out)!r}, '--format', 'csv'], standalone_mode=False)\n"
        "loaded = {'networkx', 'rdflib', 'spacy', 'numpy'} & set(sys.modules)\nassert not loaded, loaded\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 4
