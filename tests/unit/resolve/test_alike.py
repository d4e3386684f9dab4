"""A block of names that is as it was is not compared again, and gives what it gave."""

from __future__ import annotations

import random

import pytest

from kgbuild.names.persons import Likeness, judge_persons
from kgbuild.resolve import alike as module
from kgbuild.resolve.alike import alike
from kgbuild.resolve.recall import Memory, Recall

GIVEN = ("Nora", "Norah", "Odd", "Vladimir", "Wladimir", "Bill", "William", "Ana")
FAMILY = ("Quist", "Berg", "Zhukov", "Zhukow", "Lind", "Lindt", "Roe")


def later(recall: Recall) -> Recall:
    """Return what the next build recalls."""
    return Recall(*(Memory(one.new) for one in recall.every))


def pairs(names: list[str], recall: Recall) -> list[tuple[str, str, str]]:
    return [pair for how in (Likeness.SAME, Likeness.LIKELY) for pair in alike(names, how, recall)]


@pytest.mark.parametrize("seed", range(20))
def test_what_is_recalled_is_what_is_found_anew(seed: int) -> None:
    some = random.Random(seed)
    recall = Recall()
    for _ in range(5):
        names = [f"{some.choice(GIVEN)} {some.choice(FAMILY)}" for _ in range(some.randrange(40))]
        recall = later(recall)
        assert pairs(sorted(set(names)), recall) == pairs(sorted(set(names)), Recall())


def test_only_blocks_with_a_name_that_is_new_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[tuple[str, str]] = []

    def noted(one: str, other: str) -> tuple[Likeness, str]:
        looked_at.append((one, other))
        return judge_persons(one, other)

    monkeypatch.setattr(module, "judge_persons", noted)
    names = ["Vladimir Zhukov", "Wladimir Zhukow", "Bill Quist", "William Quist"]
    recall = Recall()
    first = pairs(names, recall)
    assert {pair[:2] for pair in first} == {("Vladimir Zhukov", "Wladimir Zhukow"), ("Bill Quist", "William Quist")}
    looked_at.clear()
    recall = later(recall)
    assert pairs(names, recall) == first
    assert not looked_at
    pairs([*names, "Will Quist"], later(recall))
    assert looked_at
    assert all("Quist" in one and "Quist" in other for one, other in looked_at)
