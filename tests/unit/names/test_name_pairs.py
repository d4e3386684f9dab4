"""Pairs of full names in many languages and scripts: which are one name by their letters alone."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest

from kgbuild.names.persons import Likeness, blocking_keys, compare_persons

PAIRS = tuple(csv.DictReader(Path(__file__).with_name("pairs.csv").read_text(encoding="utf-8").splitlines()))
RIGHT = [p for p in PAIRS if p["same"] == "yes"]
WRONG = [p for p in PAIRS if p["same"] == "no"]


def is_one(pair: dict[str, str]) -> bool:
    found = compare_persons(pair["one"], pair["other"])
    assert found is compare_persons(pair["other"], pair["one"]), "the order of two names matters"
    return found is Likeness.SAME


def test_the_pairs_are_of_many_languages_and_scripts() -> None:
    scripts = {unicodedata.name(c).split()[0] for p in PAIRS for c in p["one"] if c.isalpha()}
    assert len(PAIRS) >= 200
    assert len({p["language"] for p in PAIRS}) >= 10
    assert len(scripts) >= 4


@pytest.mark.parametrize("pair", WRONG, ids=lambda p: f"{p['one']}-{p['other']}")
def test_two_names_stay_two(pair: dict[str, str]) -> None:
    assert not is_one(pair)


def test_nine_of_ten_spellings_of_one_name_are_found() -> None:
    missed = [(p["one"], p["other"]) for p in RIGHT if not is_one(p)]
    assert len(missed) <= 0.1 * len(RIGHT), missed


def test_names_that_are_one_share_a_block() -> None:
    apart = [p["one"] for p in RIGHT if is_one(p) and not blocking_keys(p["one"]) & blocking_keys(p["other"])]
    assert apart == []
