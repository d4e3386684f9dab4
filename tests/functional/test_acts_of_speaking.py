"""Two reports of what one person said: one act of speaking in other words, or two remarks that look alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import kgbuild.api as kgbuild
from kgbuild.config import Config

Pair = list[str]


def pairs(root: Path, *, one: bool) -> list[Pair]:
    """Return the pairs of reports of one act: quoted in part, by a word, in other words; or those of two acts: one
    speaker, one day, mostly one matter, and something else is said."""
    rows = (root / "tests" / "functional" / "acts_of_speaking.jsonl").read_text(encoding="utf-8").splitlines()
    return [row["told"] for row in map(json.loads, rows) if row["one"] is one]


def joined(told: Sequence[Pair], folder: Path) -> list[bool]:
    """Build all pairs, each in a year of its own, and say of each whether its articles tell one act."""
    rows = [
        {"id": f"{n:02}{side}", "published": f"{1980 + n}-03-06", "publisher": f"Outlet {side}", "text": text}
        for n, pair in enumerate(told)
        for side, text in zip("ab", pair, strict=True)
    ]
    path = folder / "pairs.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    resolved = kgbuild.build(path, config=Config(base="https://example.org/kg/")).run.built.resolved
    said_in = {p.id: f.article.id for f in resolved.facts for p in f.positions}
    acts = [{said_in[p] for p in act.members} for act in resolved.utterances]
    assert all(len({article[:2] for article in act}) == 1 for act in acts)
    both = {min(act)[:2] for act in acts if len(act) == 2}
    return [f"{n:02}" in both for n in range(len(told))]


def test_one_act_told_by_two(root: Path, tmp_path: Path) -> None:
    told = pairs(root, one=True)
    found = joined(told, tmp_path)
    assert sum(found) >= 0.9 * len(told), [p for p, one in zip(told, found, strict=True) if not one]


def test_two_remarks_stay_two(root: Path, tmp_path: Path) -> None:
    told = pairs(root, one=False)
    found = joined(told, tmp_path)
    assert len(told) > 20
    assert not any(found), [p for p, one in zip(told, found, strict=True) if one]
