"""Removing duplicates: the same lines come out whether they fit into memory or not."""

from __future__ import annotations

import pytest

from kgbuild.yarrrml.output import distinct
from kgbuild.yarrrml.output.distinct import DistinctLines, SortedLines

LINES = [f'<http://example.com/{n % 40}> <http://example.com/p> "{n % 90}\u2028" .\n' for n in range(400)]


def through(gathered: DistinctLines | SortedLines) -> list[str]:
    for start in range(0, len(LINES), 30):
        gathered.add(LINES[start : start + 30])
    text = b"".join(gathered.chunks()).decode()
    gathered.close()
    found = text.split("\n")[:-1]
    assert gathered.count == len(found)
    return found


def test_in_memory_the_order_is_kept() -> None:
    assert through(DistinctLines()) == [line.rstrip("\n") for line in dict.fromkeys(LINES)]


def test_beyond_memory_nothing_is_lost_and_subjects_stay_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "_WAITING", 70)
    found = through(DistinctLines(in_memory=50))
    assert sorted(found) == sorted({line.rstrip("\n") for line in LINES})
    assert found == through(DistinctLines(in_memory=50))


@pytest.mark.parametrize("in_memory", [1000, 50])
def test_sorted(in_memory: int) -> None:
    assert through(SortedLines(in_memory=in_memory)) == sorted({line.rstrip("\n") for line in LINES})
