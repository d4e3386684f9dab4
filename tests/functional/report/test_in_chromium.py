"""The report as a reader meets it: in Chromium, light and dark, narrow, without script, with hostile texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.functional.report.conftest import Opened

SECTIONS = [
    "new", "timeline", "positions", "disputes", "events", "actors", "relations", "places", "analysis",
    "articles", "questions", "method",
]  # fmt: skip


@pytest.fixture(scope="module")
def plain(opened: Opened, pages: dict[str, Path]) -> dict[str, Any]:
    return opened(pages["plain"], "light")


def test_nothing_goes_wrong_and_nothing_is_fetched(plain: dict[str, Any]) -> None:
    assert (plain["console"], plain["requests"], plain["dialogs"]) == ([], [], 0)
    assert plain["sections"] == SECTIONS


def test_every_mark_opens_its_words(plain: dict[str, Any]) -> None:
    for where in ("dot", "cell", "cite", "edge", "pointed"):
        assert plain[where], where
        assert all(words.strip() for words in plain[where]), where
    assert plain["closed"]
    assert plain["neighbours"] >= 2


def test_two_names_show_the_chain_between_them(plain: dict[str, Any]) -> None:
    apart = [chain for chain in plain["chains"] if "apart" in chain["said"]]
    assert [chain for chain in apart if "1 step apart" in chain["said"]]
    assert [chain for chain in apart if "2 steps apart" in chain["said"] and chain["marks"] == 2]
    assert all(chain in apart or "Nothing told here" in chain["said"] for chain in plain["chains"])


def test_search_and_filter_leave_what_fits(plain: dict[str, Any]) -> None:
    assert plain["none"] == 0
    assert 0 < plain["some"] < plain["rows"]
    assert 0 < plain["attributed"] < plain["rows"]
    assert plain["again"] == plain["rows"]


def test_an_answer_becomes_a_decision(plain: dict[str, Any]) -> None:
    assert plain["snippet"].startswith("- id: 1\n  accept: {claim: ")


def test_it_is_accessible_and_fits_a_narrow_page(plain: dict[str, Any]) -> None:
    assert plain["axe"] == []
    assert plain["overflow"] <= 0


def test_without_script_everything_is_there(plain: dict[str, Any]) -> None:
    still = plain["noscript"]
    assert still["rows"] >= plain["rows"] - still["marks"]
    assert still["drawings"] >= 2
    assert still["marks"] > 10
    assert still["controls"] == 0


def test_hostile_texts_change_nothing(opened: Opened, pages: dict[str, Path], plain: dict[str, Any]) -> None:
    found = opened(pages["hostile"], "dark")
    assert (found["console"], found["requests"], found["dialogs"]) == ([], [], 0)
    assert found["foreign"] == plain["foreign"]
    assert found["sections"] == SECTIONS
    assert found["axe"] == []
    assert found["rows"] == plain["rows"]
    assert found["noscript"] == plain["noscript"]
