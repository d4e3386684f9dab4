"""Names that only the preposition before them shows to be places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kgbuild.model.facts import EntityKind


def test_an_unknown_name_after_in_is_a_place(read: Callable[[str], Any]) -> None:
    found = read("Morrow chairman Sione Tupou signed the contract in Redcliff on Monday after a meeting.")
    assert found.entity("Redcliff").kind is EntityKind.PLACE


def test_a_name_bound_to_a_noun_is_not(read: Callable[[str], Any]) -> None:
    found = read("She invested in Redcliff shares on Monday.")
    assert not any(e.kind is EntityKind.PLACE for e in found.index.entities.values())
