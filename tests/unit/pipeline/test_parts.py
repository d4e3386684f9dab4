"""What an article amounts to by itself is kept, found again as it was, and never trusted where it may be otherwise."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kgbuild.config import Config, load_config
from kgbuild.model.facts import ArticleFacts
from kgbuild.pipeline.build import BuildRun, run_build, write_output
from kgbuild.pipeline.parts import beyond_rows, kept_parts, tables_and_pieces
from kgbuild.pipeline.project import load_project
from kgbuild.pipeline.reader import STORE, open_store
from kgbuild.pipeline.scene import background_of
from kgbuild.tabulate.tables import Rows, article_rows

TEXTS = {
    "a.txt": "date 2026-03-02\n\nNora Quist, the mayor of Bergen, met Odd Berg in Ghent on Monday.\n",
    "b.txt": "date 2026-03-03\n\nNine people were killed in an attack in Orr on Monday, Odd Berg said.\n",
    "c.txt": "date 2026-03-03\n\nNora Quist met Odd Berg in Bergen on 2 March 2026. Berg denied that Quist left.\n",
}
JOINED = """\
prefixes: {schema: "http://schema.org/", kg: "https://example.org/kg/"}
mappings:
  about:
    sources: [[articles.csv~csv]]
    s: kg:article/$(id)
    po:
      - p: schema:about
        o: {mapping: outlet, condition: {function: equal, parameters: [[str1, $(publisher)], [str2, $(id)]]}}
  outlet:
    sources: [[publishers.csv~csv]]
    s: kg:outlet/$(id)
"""
HEADLINE = """\
prefixes: {schema: "http://schema.org/", kg: "https://example.org/kg/"}
mappings:
  headline:
    sources: [[articles.csv~csv]]
    s: kg:article/$(id)
    po: [[schema:headline, $(identifier)]]
"""
FAULTY = """\
prefixes: {schema: "http://schema.org/", kg: "https://example.org/kg/"}
mappings:
  day:
    sources: [[spans.csv~csv]]
    s: kg:span/$(id)
    po: [[schema:position, $(text), xsd:integer]]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "articles" / name).write_text(text, encoding="utf-8")
    (tmp_path / "kgbuild.yaml").write_text("{}\n", encoding="utf-8")
    return tmp_path


def build(folder: Path, *, clean: bool = False) -> BuildRun:
    return run_build([folder / "articles"], config=load_config(folder / "kgbuild.yaml"), incremental=not clean)


def same(one: BuildRun, other: BuildRun) -> None:
    assert one.built.tables == other.built.tables
    assert one.built.dataset == other.built.dataset
    assert one.built.problems == other.built.problems


def test_parts_come_back_as_they_were_made(folder: Path) -> None:
    run = build(folder)
    project, resolved = run.project, run.built.resolved
    tables, pieces, *_ = tables_and_pieces(resolved, project, background_of(project), problems := [])
    assert (tables, problems) == (run.built.tables, [])
    store = open_store(project.config, [])
    assert store is not None
    with closing(store):
        kept = kept_parts(store, project, background_of(project), resolved)
        assert kept is not None
        found, rows = kept.pieces(TEXTS), kept.rows(TEXTS)
        fates = run.built.dataset.fates
        assert kept.checked(fates) == set(TEXTS)
        assert kept.checked({**fates, "a-txt": "another"}) == set(TEXTS) - {"a.txt"}
    assert sorted(kept.keys) == sorted(TEXTS)
    assert [found[name] for name in sorted(TEXTS)] == [p for p in pieces if p.article]
    assert all(own["articles"] for own in rows.values())
    assert {c.source.speaker == "" for piece in found.values() for c in piece.claims} == {True, False}


def test_portions_of_articles_make_what_all_make_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = build(folder, clean=True)
    monkeypatch.setattr("kgbuild.pipeline.parts._PORTION", 2)
    same(build(folder, clean=True), whole)
    build(folder)
    (folder / "articles" / "b.txt").write_text("date 2026-03-02\n\nAna Roe met Odd Berg.\n", encoding="utf-8")
    found = build(folder)
    monkeypatch.undo()
    same(found, build(folder, clean=True))


def test_what_was_let_go_is_made_again(folder: Path) -> None:
    for clean in (True, False):
        run, whole = build(folder, clean=clean), build(folder, clean=True)
        write_output(run, folder / "out")
        assert not run.built.whole._known and not run.built.dataset.said._known
        same(run, whole)
        assert run.built.dataset.quads == whole.built.dataset.quads
        assert tuple(run.built.resolved.facts) == tuple(whole.built.resolved.facts)


def test_only_what_may_be_otherwise_is_made_anew(folder: Path) -> None:
    build(folder)
    path = folder / "articles" / "b.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nNora Quist met Ana Roe in Orr.\n", encoding="utf-8")
    same(build(folder), build(folder, clean=True))
    with closing(sqlite3.connect(folder / STORE)) as store, store:
        parts = "select count(*) from made where key not like '% %'"
        assert store.execute(parts).fetchone() == (len(TEXTS) + 1,)
        store.execute("update made set data = substr(data, 1, 100)")
    same(build(folder), build(folder, clean=True))  # torn parts are made anew


def test_rows_outlast_a_change_of_the_mapping(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(folder)
    (folder / "own.yml").write_text(HEADLINE, encoding="utf-8")
    (folder / "kgbuild.yaml").write_text("mappings: {add: [own.yml]}\n", encoding="utf-8")
    made: list[str] = []

    def noted(facts: ArticleFacts, *other: object) -> Rows:
        made.append(facts.article.id)
        return article_rows(facts, *other)  # type: ignore[arg-type]

    monkeypatch.setattr("kgbuild.pipeline.parts.article_rows", noted)
    found = build(folder)
    assert made == []
    same(found, build(folder, clean=True))
    assert sorted(made) == sorted(TEXTS)


def test_what_an_article_is_read_with_counts(folder: Path) -> None:
    build(folder)
    for header in ("publisher: Quay Post", "publisher: Quay Post, licence: CC0"):
        (folder / "kgbuild.yaml").write_text(f"sources: {{a.txt: {{{header}}}}}\n", encoding="utf-8")
        found = build(folder)
        same(found, build(folder, clean=True))
        assert [g.publisher for g in found.built.resolved.gists] == ["Quay Post", "", ""]
    assert found.built.resolved.gists[0].licence == "CC0"
    (folder / "articles" / "a.txt").rename(folder / "articles" / "d.txt")
    same(build(folder), build(folder, clean=True))


def test_what_is_wrong_with_rows_is_told_as_by_a_clean_build(folder: Path) -> None:
    build(folder)
    (folder / "own.yml").write_text(FAULTY, encoding="utf-8")
    (folder / "kgbuild.yaml").write_text("mappings: {add: [own.yml]}\n", encoding="utf-8")
    (folder / "articles" / "c.txt").unlink()
    first = build(folder)
    assert first.built.problems
    same(first, build(folder, clean=True))
    same(build(folder), first)


def test_a_mapping_that_looks_past_a_row_is_run_over_all_of_them(folder: Path) -> None:
    assert beyond_rows(load_project(Config()).mapping) == ()
    (folder / "own.yml").write_text(JOINED, encoding="utf-8")
    (folder / "kgbuild.yaml").write_text("mappings: {add: [own.yml]}\n", encoding="utf-8")
    run = build(folder)
    assert [rule.name for rule in beyond_rows(run.project.mapping)] == ["about"]
    same(run, build(folder, clean=True))
