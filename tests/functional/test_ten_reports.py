"""The figures of ten reports of ten trades whose gold was made before extraction (`tests/gold/ten/README.md`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kgbuild.api as kgbuild
from kgbuild.config import Config
from kgbuild.evaluate.gold import load_gold
from kgbuild.evaluate.tally import SHARES, TALLIED, pooled

# all reports of a half together; raise them as extraction gets better, never lower them
FLOORS = {
    "first": {
        **{"actors": 0.87, "mentions": 0.88, "dates": 0.95, "positions": 0.92, "stance": 0.99, "target": 0.62},
        **{"quotes": 1.00, "meetings": 0.78, "main": 0.83, "events": 0.77, "parties": 0.77, "days": 0.76},
    },
    "second": {
        **{"actors": 0.85, "mentions": 0.87, "dates": 0.93, "positions": 0.80, "stance": 0.95, "target": 0.61},
        **{"quotes": 1.00, "meetings": 0.20, "main": 0.50, "events": 0.48, "parties": 0.61, "days": 0.62},
    },
}


@pytest.fixture(scope="module")
def figures(root: Path, extract_all: Any, score_facts: Any) -> dict[str, dict[str, float]]:
    found = {}
    for half in FLOORS:
        folder = root / "tests" / "gold" / "ten" / half
        facts = extract_all(kgbuild.read_articles(folder / "articles", config=Config()))
        tallies = pooled(score_facts(load_gold(folder), facts))
        found[half] = {name: tally.recall if name in SHARES else tally.f1 for name, tally in tallies.items()}
    return found


@pytest.mark.parametrize("half", FLOORS)
def test_no_figure_of_a_half_falls_below_its_floor(half: str, figures: dict[str, dict[str, float]]) -> None:
    assert set(FLOORS[half]) == set(TALLIED)
    low = {name: figures[half][name] for name, floor in FLOORS[half].items() if figures[half][name] < floor}
    assert not low
