"""Figures under a hedge contradict only what the hedge excludes."""

from __future__ import annotations

import pytest

from kgbuild.claims.quantities import range_of
from kgbuild.claims.values import Ground, Value, agree
from kgbuild.config import Config
from kgbuild.model.facts import Bound
from kgbuild.pipeline.project import load_project


@pytest.mark.parametrize(
    ("one", "hedge", "other", "agrees"),
    [
        ("4", "at-least", "7", True),
        ("20", "at-least", "11", False),
        ("20", "at-most", "11", True),
        ("20", "at-most", "21", False),
        ("200", "almost", "190", True),
        ("200", "almost", "205", False),
        ("100", "about", "95", True),
        ("100", "about", "80", False),
        ("1300000000", "about", "1200000000", False),
        ("1300000000", "about", "1280000000", True),
        ("45", "about", "47", True),
        ("40", "about", "43", True),
        ("1000", "about", "1090", True),
        ("30", "at-least", "34", True),
        ("4", "", "7", False),
        ("4", "barely", "7", False),
    ],
)
def test_a_hedge_leaves_open_what_its_words_say(one: str, hedge: str, other: str, agrees: bool) -> None:
    a, b = (f'"{n}"^^<http://www.w3.org/2001/XMLSchema#integer>' for n in (one, other))
    x, y = Value(a, range=range_of(a, [hedge])), Value(b, range=range_of(b, []))
    assert agree(x, y, ground=Ground({})) is agrees
    assert agree(y, x, ground=Ground({})) is agrees


def test_what_is_no_number_has_no_range() -> None:
    assert range_of("<x>", ["about"]) is None
    assert not agree(Value("<x>", ("about",)), Value("<y>"), ground=Ground({}))


def test_every_hedge_of_dates_says_the_same_of_figures() -> None:
    """One table: a hedge before a number means before a date or length what it means before a toll."""
    knowledge = load_project(Config()).knowledge
    figures = knowledge.events.words.hedges
    assert set(figures.values()) == {*Bound, "exact"}
    same = {"EQUAL_OR_MORE": {"at-least"}, "MORE_THAN": {"at-least"}, "EQUAL_OR_LESS": {"at-most"}, "APPROX": {"about"}}
    same["LESS_THAN"] = {"at-most", "almost", "exact"}
    dates = dict(knowledge.dates.words.hedges)
    shared = set(dates) & set(figures)
    assert len(shared) > 12
    assert {h: (figures[h], dates[h]) for h in shared if figures[h] not in same[dates[h]]} == {}


GROUND = Ground({"<lima>": "<peru>"}, frozenset({"<lima>", "<peru>", "<chile>"}), frozenset({"<peru>", "<chile>"}))


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        ("<lima>", "<peru>", True),
        ("<lima>", "<chile>", False),
        ("<ormsby>", "<chile>", True),  # no list has it: it may lie there
        ("<ormsby>", "<lima>", False),
        ("<peru>", "<chile>", False),
    ],
)
def test_a_town_that_no_list_has_may_lie_in_any_country(one: str, other: str, agrees: bool) -> None:
    assert agree(Value(one), Value(other), ground=GROUND) is agrees
    assert agree(Value(other), Value(one), ground=GROUND) is agrees
