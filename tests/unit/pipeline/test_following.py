"""A build that leads on from the last one writes what a clean one writes, whatever was changed, and looks at no more.

KGBUILD_STEPS=50 takes fifty random steps.
"""

from __future__ import annotations

import os
import random
from collections.abc import Mapping, Sequence
from itertools import cycle, islice, product
from pathlib import Path

import pytest

from kgbuild.claims.pieces import Piece
from kgbuild.config import load_config
from kgbuild.facts_store import FactsStore
from kgbuild.model.facts import ArticleFacts
from kgbuild.model.tables import Table
from kgbuild.model.triples import Triples
from kgbuild.pipeline import following, kept_report, viewed
from kgbuild.pipeline.build import BuildRun, run_build, write_output
from kgbuild.pipeline.last_run import FILE, last_run
from kgbuild.pipeline.output import Shape
from kgbuild.report.report import Shown, shown
from kgbuild.serialize.pieces import Pieces
from kgbuild.views.positions import Tables, positions_in

STEPS = int(os.environ.get("KGBUILD_STEPS", "6"))
SHAPE = Shape(latest=4)  # so that most changes leave the report as it is
PEOPLE = ("Nora Quist", "Odd Berg", "Ana Roe", "Per Lind")
PLACES = ("Bergen", "Ghent", "Porto")
ISSUES = ("the ceasefire", "wages", "grain exports", "prisoners", "fishing rights")
TOLD = (
    "{a}, the mayor of {place}, met {b} in {place} on {day} March 2026.",
    "{dead} people were killed in an attack in {place} on {day} March 2026, {a} said.",
    "An attack in {place} on {day} March 2026 killed at least {dead} people.",
    "{a} called for talks about {issue}, and {b} warned of new sanctions.",
    "{a} denied that {b} had met workers in {place} on {day} March 2026.",
    '"We reject the tariffs on steel," {a} said. {b} welcomed the tariffs on steel.',
    "Workers at the port of {place} went on strike on {day} March 2026.",
)
REJECTED = "- id: 1\n  reject: {{in: {name}, words: {place}, predicate: place}}\n  by: ana\n  on: 2026-03-05\n"
RENAMED = "- id: 1\n  rename: {{in: {name}, words: {place}}}\n  to: Elsewhere\n  by: ana\n  on: 2026-03-05\n"
HEADLINE = """\
prefixes: {schema: "http://schema.org/", kg: "https://example.org/kg/"}
mappings:
  headline:
    sources: [[articles.csv~csv]]
    s: kg:article/$(id)
    po: [[schema:headline, $(identifier)]]
"""
LINKED = """\
prefixes: {schema: "http://schema.org/", kg: "https://example.org/kg/"}
mappings:
  about:
    sources: [[articles.csv~csv]]
    s: kg:article/$(id)
    po:
      - p: schema:copyrightHolder
        o: {mapping: outlet, condition: {function: equal, parameters: [[str1, $(publisher)], [str2, $(id)]]}}
  outlet:
    sources: [[publishers.csv~csv]]
    s: kg:actor/$(id)
"""


def told(some: random.Random) -> str:
    a, b = some.sample(PEOPLE, 2)
    day, dead = some.randrange(1, 4), some.randrange(3, 6)
    facts = {"a": a, "b": b, "place": some.choice(PLACES), "day": day, "dead": dead, "issue": some.choice(ISSUES)}
    texts = (one.format(**facts) for one in some.sample(TOLD, 2))
    return f"date 2026-03-0{day + 2}\npublisher {some.choice(('Post', 'Mail'))}\n\n{' '.join(texts)}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    some = random.Random(1)
    (tmp_path / "articles").mkdir()
    for number in range(12):
        (tmp_path / "articles" / f"{number:02}.txt").write_text(told(some), encoding="utf-8")
    (tmp_path / "kgbuild.yaml").write_text("{}\n", encoding="utf-8")
    return tmp_path


def build(folder: Path, out: str = "out", *, clean: bool = False, shape: Shape = SHAPE) -> BuildRun:
    config = load_config(folder / "kgbuild.yaml")
    run = run_build([folder / "articles"], config=config, incremental=not clean)
    write_output(run, folder / out, shape=shape)
    return run


def files(out: Path) -> dict[str, bytes]:
    every = (path for path in sorted(out.rglob("*")) if path.is_file() and path.name != "run.log.json")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in every}


def same_as_clean(folder: Path, out: str = "out") -> None:
    clean = build(folder, "clean", clean=True)
    assert clean.built.delta is None
    found, expected = files(folder / out), files(folder / "clean")
    assert sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name)) == []


def step(folder: Path, what: str, some: random.Random) -> None:
    """Write, rewrite or withdraw an article, or decide about a place or take that back."""
    texts = sorted((folder / "articles").iterdir())
    decisions = folder / "decisions" / "2026-03.yaml"
    if what == "write":
        (folder / "articles" / f"n{some.randrange(1000)}.txt").write_text(told(some), encoding="utf-8")
    elif what == "withdraw":
        some.choice(texts).unlink()
    elif what != "decide":
        some.choice(texts).write_text(told(some), encoding="utf-8")
    elif decisions.is_file():
        decisions.unlink()
    else:
        decisions.parent.mkdir(exist_ok=True)
        one = some.choice(texts)
        place = next(place for place in (*PLACES, "2026") if place in one.read_text(encoding="utf-8"))
        decisions.write_text(some.choice((REJECTED, RENAMED)).format(name=one.name, place=place), encoding="utf-8")


def test_any_steps_lead_to_what_a_clean_build_writes(folder: Path) -> None:
    some = random.Random(4)
    assert build(folder).built.delta is None
    led_on = 0
    kinds = cycle(("write", "rewrite", "decide", "withdraw", "rewrite"))
    for _ in range(STEPS):
        for what in islice(kinds, some.randrange(1, 3)):
            step(folder, what, some)
        built = build(folder).built
        same_as_clean(folder)
        led_on += built.delta is not None
    assert led_on > STEPS / 2


def test_what_did_not_change_is_not_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: set[str] = set()

    def noted(store: FactsStore, words: str) -> ArticleFacts | None:
        facts = find(store, words)
        loaded.update([facts.article.id] if facts is not None else [])
        return facts

    find = FactsStore.find
    build(folder)
    monkeypatch.setattr(FactsStore, "find", noted)
    assert build(folder).built.delta is not None
    (folder / "articles" / "03.txt").write_text(
        "date 2026-03-04\npublisher Post\n\nIda Moe met Eli Dahl in Lund on 2 March 2026.\n", encoding="utf-8"
    )
    built = build(folder).built
    assert built.delta is not None and built.rows is not None
    assert built.delta.added
    assert set(built.rows) == {"", "03-txt"}
    assert "03.txt" in loaded
    assert len(loaded) < 12


def test_of_acts_of_speaking_only_bundles_that_changed_are_mapped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def noted(tables: Sequence[Table], *given: object) -> list[Piece]:
        seen.append(next(len(table.rows) for table in tables if table.name == "utterances"))
        return mapped(tables, *given)  # type: ignore[arg-type]

    mapped = following.mapped
    said = 'date 2026-03-0{day}\npublisher {outlet}\n\n"{words}," {who} said.\n'
    words = ("We reject the tariffs on steel", "The harbour will stay open all winter", "No ship may leave this quay")
    for number, (who, one) in enumerate(product(PEOPLE, words)):
        for outlet in ("Post", "Mail"):
            text = said.format(day=number % 2 + 3, outlet=outlet, words=one, who=who)
            (folder / "articles" / f"said{number}{outlet.lower()}.txt").write_text(text, encoding="utf-8")
    build(folder)
    monkeypatch.setattr(following, "mapped", noted)
    gone, come = (folder / "articles" / f"said{name}.txt" for name in ("0post", "0echo"))
    for one, other in ((gone, come), (come, gone)):  # it is told elsewhere, and here again
        one.rename(other)
        run = build(folder)
        assert run.built.delta is not None
        every = 2 * len(run.built.resolved.utterances)
        assert 0 < seen[-1] < every / 2
        same_as_clean(folder)


def test_edges_that_did_not_change_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: dict[Path, int] = {}

    def counted(pieces: Pieces, at: int) -> Mapping[str, tuple[int, int]]:
        assert pieces._old is not None
        places = found(pieces, at)
        copied[pieces._old] = len(places)
        return places

    found = Pieces._places
    monkeypatch.setattr(Pieces, "_places", counted)
    build(folder)
    (folder / "articles" / "03.txt").write_text(
        "date 2026-03-03\npublisher Post\n\nIda Moe met Eli Dahl in Lund on 2 March 2026.\n", encoding="utf-8"
    )
    build(folder)
    tables = {path for path in copied if path.parent.name == "analysis" and path.suffix == ".csv"}  # of a few rows here
    triples = {"analysis.nq", "analysis.trig"}
    rest = {"graph.graphml", "graph.gexf", "facts.jsonl", "positions.csv"} | triples
    assert {path.name for path in copied.keys() - tables} == rest
    assert "centrality.csv" in {path.name for path in tables}
    assert min(copied[path] for path in copied.keys() - tables) >= 5
    same_as_clean(folder)


def test_positions_of_articles_that_did_not_change_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def noted(own: Tables, issues: Mapping[str, str]) -> Table:
        made.extend(row["id"] for row in own.get("articles", ()))
        return positions_in(own, issues)

    monkeypatch.setattr(viewed, "positions_in", noted)
    build(folder)
    assert len(made) == 12
    made.clear()
    (folder / "articles" / "03.txt").write_text(
        "date 2026-03-04\npublisher Post\n\nIda Moe warned Eli Dahl of new tariffs.\n", encoding="utf-8"
    )
    build(folder)
    assert made == ["03-txt"]
    same_as_clean(folder)


def test_a_change_among_older_articles_leaves_the_report_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def counted(facts: Triples) -> Shown:
        made.append(len(facts.with_type("Article")))
        return shown(facts)

    monkeypatch.setattr(kept_report, "shown", counted)
    build(folder)
    (folder / "articles" / "old.txt").write_text(
        "date 2026-01-03\npublisher Post\n\nIda Moe met Eli Dahl in Lund on 2 January 2026.\n", encoding="utf-8"
    )
    assert build(folder).built.delta is not None
    assert len(made) == 1
    same_as_clean(folder)
    (folder / "articles" / "new.txt").write_text(
        "date 2026-03-09\npublisher Post\n\nIda Moe met Eli Dahl in Lund on 8 March 2026.\n", encoding="utf-8"
    )
    build(folder)
    assert len(made) == 3  # the clean one made it too
    same_as_clean(folder)


def test_a_decision_about_an_older_article_only_numbers_the_questions_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Triples] = []
    monkeypatch.setattr(kept_report, "shown", lambda facts: made.append(facts) or shown(facts))
    for name, publisher, dead in (("one", "Post", 3), ("two", "Mail", 5)):
        said = f"{dead} people were killed in an attack in Turku on 7 March 2026."
        head = f"date 2026-03-09\npublisher {publisher}"
        (folder / "articles" / f"{name}.txt").write_text(f"{head}\n\n{said}\n", encoding="utf-8")
    old = "date 2026-01-03\npublisher Post\n\nIda Moe met Eli Dahl in Lund on 2 January 2026.\n"
    (folder / "articles" / "old.txt").write_text(old, encoding="utf-8")
    build(folder)
    assert b'name="q1"' in (folder / "out" / "report.html").read_bytes()
    (folder / "decisions").mkdir()
    decision = RENAMED.format(name="old.txt", place="Lund")
    (folder / "decisions" / "2026-03.yaml").write_text(decision, encoding="utf-8")
    assert build(folder).built.delta is not None
    assert len(made) == 1
    assert b'name="q1"' not in (folder / "out" / "report.html").read_bytes()
    same_as_clean(folder)


def test_a_name_that_a_third_of_the_articles_has_is_followed(folder: Path) -> None:
    build(folder)
    naming = {
        p: [t.name for t in (folder / "articles").iterdir() if p in t.read_text(encoding="utf-8")] for p in PLACES
    }
    place = next(place for place, names in naming.items() if 12 / 4 < len(names) <= 12 / 2)
    (folder / "decisions").mkdir()
    decision = RENAMED.format(name=sorted(naming[place])[0], place=place)
    (folder / "decisions" / "2026-03.yaml").write_text(decision, encoding="utf-8")
    built = build(folder).built
    assert built.delta is not None and built.rows is not None
    assert len(built.rows) > 12 / 4
    same_as_clean(folder)


def test_an_output_of_another_run_is_not_led_on_from(folder: Path) -> None:
    build(folder)
    build(folder, "other")
    (folder / "articles" / "03.txt").write_text("date 2026-03-04\n\nIda Moe met Eli Dahl in Lund.\n", encoding="utf-8")
    build(folder, "other")
    (folder / "articles" / "04.txt").write_text("date 2026-03-04\n\nIda Moe met Per Lind in Lund.\n", encoding="utf-8")
    assert build(folder).built.delta is not None  # against the other one
    same_as_clean(folder)


def test_a_file_that_somebody_changed_is_made_anew(folder: Path) -> None:
    build(folder)
    table = folder / "out" / "tables" / "spans.csv"
    at, text = table.stat(), table.read_text(encoding="utf-8")
    table.write_text(text.replace("00-txt", "99-txt", 1), encoding="utf-8")
    os.utime(table, ns=(at.st_atime_ns, at.st_mtime_ns))
    (folder / "articles" / "03.txt").write_text("date 2026-03-04\n\nIda Moe met Eli Dahl in Lund.\n", encoding="utf-8")
    assert build(folder).built.delta is not None
    same_as_clean(folder)
    table.unlink()
    assert build(folder).built.delta is not None
    same_as_clean(folder)


def test_a_broken_record_costs_time_and_nothing_else(folder: Path) -> None:
    run = build(folder)
    assert run.built.last is not None
    data = (folder / FILE).read_bytes()
    for broken in (b"", data[:-100], b"no pickle", b"cos\nsystem\n(S'true'\ntR."):
        (folder / FILE).write_bytes(broken)
        assert last_run(folder, run.built.last.made) is None
    assert build(folder).built.delta is None
    (folder / FILE).write_bytes(data)
    assert last_run(folder, run.built.last.made) is not None
    assert last_run(folder, "another maker") is None


def test_a_mapping_that_is_new_and_a_light_output_are_made_whole(folder: Path) -> None:
    build(folder)
    light = Shape(report=False, light=True)
    (folder / "articles" / "03.txt").write_text("date 2026-03-04\n\nIda Moe met Eli Dahl in Lund.\n", encoding="utf-8")
    build(folder, "light", shape=light)
    build(folder, "clean", clean=True, shape=light)
    assert files(folder / "light") == files(folder / "clean")
    (folder / "own.yml").write_text(HEADLINE, encoding="utf-8")
    (folder / "kgbuild.yaml").write_text("mappings: {add: [own.yml]}\n", encoding="utf-8")
    assert build(folder).built.delta is None
    (folder / "articles" / "05.txt").write_text("date 2026-03-04\n\nIda Moe met Ana Roe in Lund.\n", encoding="utf-8")
    assert build(folder).built.delta is not None
    same_as_clean(folder)


def test_a_mapping_that_looks_at_more_than_a_row_keeps_no_lines_of_an_article_that_changed(folder: Path) -> None:
    (folder / "own.yml").write_text(LINKED, encoding="utf-8")
    (folder / "kgbuild.yaml").write_text("mappings: {add: [own.yml]}\n", encoding="utf-8")
    build(folder)
    for text in ("Odd Berg welcomed the tariffs on steel.", "Odd Berg rejected the tariffs on steel."):
        (folder / "articles" / "05.txt").write_text(f"date 2026-03-04\n\n{text}\n", encoding="utf-8")
        assert build(folder).built.last is None
        same_as_clean(folder)


@pytest.mark.parametrize("name", ["viewed.bin", "triples.bin", "pieces.bin", "network.bin", "report.bin"])
def test_what_is_kept_for_views_and_analysis_is_not_trusted_where_it_is_old_or_torn(folder: Path, name: str) -> None:
    some = random.Random(5)
    build(folder)
    kept = folder / ".kgbuild" / name
    old = kept.read_bytes()
    for number, bytes_ in enumerate((old, old[:-9], b"")):
        for one in (2 * number, 2 * number + 1):
            path = folder / "articles" / f"{one:02}.txt"
            path.write_text(told(some), encoding="utf-8")
            built = build(folder).built
            kept.write_bytes(bytes_)
        assert built.delta is not None
        same_as_clean(folder)
