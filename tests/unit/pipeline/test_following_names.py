"""A build that leads on from the last one compares articles, and makes lines of views, only where it must."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from kgbuild.model.tables import Table
from kgbuild.model.triples import Triples
from kgbuild.pipeline import kept_views, stages
from kgbuild.resolve.outcome import Outcome
from kgbuild.resolve.resolve import Outlined, compared
from kgbuild.views.conflicts import Conflict, conflict
from kgbuild.views.views import Facts
from tests.unit.pipeline.test_following import REJECTED, RENAMED, build, folder, same_as_clean

__all__ = ["folder"]


def test_a_decision_about_names_or_claims_compares_no_articles(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counted(articles: Sequence[Outlined], **known: Any) -> Outcome:
        made.append(len(articles))
        return compared(articles, **known)

    monkeypatch.setattr(stages, "compared", counted)
    build(folder)
    (folder / "articles" / "03.txt").write_text(
        "date 2026-03-03\npublisher Post\n\nIda Moe met Eli Dahl in Lund on 2 March 2026.\n", encoding="utf-8"
    )
    build(folder)
    assert made == [12, 12]
    path = folder / "decisions" / "2026-03.yaml"
    path.parent.mkdir()
    for decision, words in ((RENAMED, "Ida Moe"), (REJECTED, "Lund"), (RENAMED, "Eli Dahl")):
        path.write_text(decision.format(name="03.txt", place=words), encoding="utf-8")
        assert build(folder).built.delta is not None
        assert len(made) == 2
        same_as_clean(folder)
        del made[2:]
    (folder / ".kgbuild" / "outcome.bin").write_bytes(b"broken")
    path.write_text(RENAMED.format(name="03.txt", place="Lund"), encoding="utf-8")  # ids are made of names of places
    build(folder)
    assert len(made) == 3
    same_as_clean(folder)


def test_of_views_only_what_a_change_reaches_is_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[set[str]] = []

    def noted(tables: Iterable[Table], *rest: object) -> Facts:
        known = list(tables)
        made.append({cells[t.columns.index("id")] for t in known if t.name == "entities" for cells in t.cells})
        return Facts(known, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_views, "Facts", noted)
    path = folder / "articles" / "03.txt"
    head = "date 2026-03-04\npublisher Post\n\n"
    build(folder)
    for text in (
        "Ida Moe warned Eli Dahl of new tariffs.",
        "Ida Moe met Nora Quist, the mayor of Lund, in Lund on 2 March 2026.",
        "According to Eli Dahl, Ida Moe met Nora Quist in Turku on 2 March 2026.",
        "",
    ):
        path.write_text(f"{head}{text}\n", encoding="utf-8") if text else path.unlink()
        assert build(folder).built.delta is not None
        assert len(made.pop()) < len(made[0]) / 2
        same_as_clean(folder)
        del made[1:]
    (folder / "decisions").mkdir()
    for name, place in (("01.txt", "Lund"), ("01.txt", "Ida Moe")):
        path = folder / "decisions" / "2026-03.yaml"
        path.write_text(RENAMED.format(name=name, place=place), encoding="utf-8")
        build(folder)
        same_as_clean(folder)


def test_of_disputes_only_those_are_read_that_say_something_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def noted(node: str, facts: Triples) -> Conflict:
        made.append(node)
        return conflict(node, facts)

    for number, (outlet, dead) in enumerate((("Post", 12), ("Times", 15), ("Herald", 15))):
        text = f"date 2026-03-04\npublisher {outlet}\n\nA blast killed {dead} people in Turku on 3 March 2026.\n"
        (folder / "articles" / f"blast-{number}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(kept_views, "conflict", noted)
    build(folder)
    assert made
    del made[:]
    path = folder / "articles" / "03.txt"
    path.write_text("date 2026-03-04\npublisher Post\n\nIda Moe warned Eli Dahl of tariffs.\n", encoding="utf-8")
    assert build(folder).built.delta is not None
    assert not made
    same_as_clean(folder)
    del made[:]
    text = "date 2026-03-04\npublisher Herald\n\nA blast killed 12 people in Turku on 3 March 2026.\n"
    (folder / "articles" / "blast-2.txt").write_text(text, encoding="utf-8")
    assert build(folder).built.delta is not None
    assert made
    same_as_clean(folder)
