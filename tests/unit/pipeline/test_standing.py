"""A build of what did not change is not made; whatever did change, in what it reads or in what it left, is seen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from kgbuild.config import load_config
from kgbuild.pipeline.changes import difference
from kgbuild.pipeline.rebuild import Wanted, rebuilt
from kgbuild.pipeline.stages import extract_articles
from kgbuild.pipeline.standing import FILE, Told, marked

TEXT = "date 2026-03-01\n\nNora Quist, the mayor of Bergen, met Odd Berg in Bergen on Sunday.\n"
RENAMED = "- id: 1\n  rename: {in: a.txt, words: Bergen}\n  to: Elsewhere\n  by: ana\n  on: 2026-03-05\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "kgbuild.yaml").write_text("lexicons: [own.yml]\n", encoding="utf-8")
    (tmp_path / "own.yml").write_text("aliases: []\n", encoding="utf-8")
    return tmp_path


def build(folder: Path, *, light: bool = False, clean: bool = False) -> Told:
    wanted = Wanted((Path("articles"),), Path("clean" if clean else "out"), light=light, clean=clean, report=False)
    return rebuilt(
        wanted,
        load_config(folder / "kgbuild.yaml"),
        extract=lambda: extract_articles,
        progress=lambda _stage, _done, _total: None,
    )


def files(out: Path) -> dict[str, bytes]:
    every = (path for path in sorted(out.rglob("*")) if path.is_file() and path.name != "run.log.json")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in every}


def same_as_clean(folder: Path) -> None:
    build(folder, clean=True)
    assert files(folder / "out") == files(folder / "clean")


def test_what_did_not_change_is_not_built_and_tells_the_same(folder: Path) -> None:
    (folder / "articles" / "empty.txt").write_text("", encoding="utf-8")  # an error that is told each time
    first = build(folder)
    log = (folder / "out" / "run.log.json").read_bytes()
    second = build(folder)
    assert (first.same, second.same) == (False, True)
    assert [str(p) for p in (*second.unread, *second.problems)] == [str(p) for p in (*first.unread, *first.problems)]
    assert first.unread
    assert (second.counts, second.core) == (first.counts, dict(first.core))
    assert (folder / "out" / "run.log.json").read_bytes() == log
    same_as_clean(folder)


def test_a_build_of_what_did_not_change_is_a_run_that_changed_nothing(folder: Path) -> None:
    build(folder)
    (folder / "articles" / "b.txt").write_text(TEXT, encoding="utf-8")
    build(folder)
    config, out = load_config(folder / "kgbuild.yaml"), folder / "out"
    assert difference(config, out, old="previous", new="latest").changes
    assert build(folder).same
    assert not difference(config, out, old="previous", new="latest").changes
    (folder / ".kgbuild" / "runs.sqlite").unlink()  # nothing says what led here: the next build does
    assert not build(folder).same


def _append(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def _as_long_and_as_old(folder: Path) -> None:
    path = folder / "articles" / "a.txt"
    found = path.stat()
    path.write_text(TEXT.replace("Sunday", "Monday"), encoding="utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], None]] = {
    "an article": lambda folder: _append(folder / "articles" / "a.txt", "Ana Roe met Per Lind in Ghent.\n"),
    "as long and as old": _as_long_and_as_old,
    "one more": lambda folder: _append(folder / "articles" / "b.txt", TEXT),
    "a file that is not read": lambda folder: _append(folder / "articles" / "b.doc", "told as left out"),
    "a lexicon": lambda folder: _append(folder / "own.yml", "# a line\n"),
    "a decision": lambda folder: _append(folder / "decisions" / "2026-03.yaml", RENAMED),
    "settings": lambda folder: _append(folder / "kgbuild.yaml", "base: http://other.example/\n"),
    "ids": lambda folder: (folder / "ids.csv").unlink(),
    "an output file": lambda folder: _append(folder / "out" / "graph.ttl", "# a line\n"),
    "a table": lambda folder: (folder / "out" / "tables" / "spans.csv").write_text("", encoding="utf-8"),
    "an output file that is gone": lambda folder: (folder / "out" / "views" / "actors.csv").unlink(),
    "one too many": lambda folder: _append(folder / "out" / "views" / "mine.csv", ""),
    "no output": lambda folder: shutil.rmtree(folder / "out"),
    "a swap that was killed": lambda folder: (folder / ".out.old").mkdir(),
    "a broken note": lambda folder: (folder / FILE).write_text('["', encoding="utf-8"),
    "a note of something else": lambda folder: (folder / FILE).write_text("{}", encoding="utf-8"),
}


@pytest.mark.parametrize("what", sorted(CHANGES))
def test_whatever_changed_is_built(folder: Path, what: str) -> None:
    build(folder)
    assert build(folder).same
    CHANGES[what](folder)
    assert not build(folder).same
    same_as_clean(folder)
    assert build(folder).same


def test_what_is_asked_for_counts(folder: Path) -> None:
    build(folder)
    assert not build(folder, light=True).same
    assert build(folder, light=True).same
    assert not build(folder).same


@pytest.mark.parametrize("day", ["Sunday", "Monday"])
def test_an_article_written_to_while_it_is_read_is_built_again(folder: Path, day: str) -> None:
    def late(*given: object) -> object:
        found = list(extract_articles(*given))  # type: ignore[arg-type]
        (folder / "articles" / "a.txt").write_text(TEXT.replace("Sunday", day), encoding="utf-8")
        return iter(found)

    wanted = Wanted((Path("articles"),), Path("out"), report=False)
    config = load_config(folder / "kgbuild.yaml")
    rebuilt(wanted, config, extract=lambda: late, progress=lambda *_: None)  # type: ignore[arg-type,return-value]
    assert not build(folder).same
    same_as_clean(folder)


def test_a_file_that_was_copied_is_the_same_one(folder: Path) -> None:
    build(folder)
    shutil.copytree(folder / "out", folder / "copy")
    shutil.rmtree(folder / "out")
    (folder / "copy").rename(folder / "out")
    os.utime(folder / "articles" / "a.txt", (0, 0))
    assert build(folder).same


def test_a_file_written_shortly_before_it_was_looked_at_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("now", encoding="utf-8")
    true, mark = sha256(b"now").hexdigest(), marked(path, sha256="other")
    assert mark.sha256 == "other"
    assert marked(path, mark).sha256 == true  # a later write may show the same times
    assert marked(path, mark._replace(seen=mark.seen + 10**10)).sha256 == "other"
    assert marked(path, mark._replace(seen=mark.seen + 10**10, number=0)).sha256 == true
