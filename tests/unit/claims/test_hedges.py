"""Figures under a hedge contradict only what the hedge excludes."""

from __future__ import annotations

import pytest

from kgbuild.claims.hedges import range_of
from kgbuild.claims.values import Value, agree


@pytest.mark.parametrize(
    ("one", "hedge", "other", "agrees"),
    [
        ("4", "at least", "7", True),
        ("20", "at least", "11", False),
        ("20", "up to", "11", True),
        ("20", "up to", "21", False),
        ("200", "nearly", "190", True),
        ("200", "nearly", "205", False),
        ("100", "about", "95", True),
        ("100", "about", "80", False),
        ("4", "", "7", False),
        ("4", "barely", "7", False),
    ],
)
def test_a_hedge_leaves_open_what_its_words_say(one: str, hedge: str, other: str, agrees: bool) -> None:
    a, b = (f'"{n}"^^<http://www.w3.org/2001/XMLSchema#integer>' for n in (one, other))
    hedges = (hedge,) if hedge else ()
    assert agree(Value(a, hedges), Value(b), within={}) is agrees
    assert agree(Value(b), Value(a, hedges), within={}) is agrees


def test_what_is_no_number_has_no_range() -> None:
    assert range_of("<x>", ["about"]) is None
    assert not agree(Value("<x>", ("about",)), Value("<y>"), within={})
