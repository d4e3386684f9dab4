"""Names that only the preposition before them shows to be places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kgbuild.model.facts import EntityKind


def test_an_unknown_name_after_in_is_a_place(read: Callable[[str], Any]) -> None:
    found = read("Morrow chairman Sione Tupou signed the contract in Redcliff on Monday after a meeting.")
    assert found.entity("Redcliff").kind is EntityKind.PLACE


def test_a_name_bound_to_a_noun_is_not(read: Callable[[str], Any]) -> None:
    found = read("She invested in Redcliff shares on Monday.")
    assert not any(e.kind is EntityKind.PLACE for e in found.index.entities.values())


@pytest.mark.parametrize(
    "text",
    [
        "Landings in Krasno doubled last year.",
        "Hail flattened vineyards around Krasno on Sunday.",
        "Teachers across Krasno went on strike on Monday.",
        "Pupils from Krasno won the prize on Monday.",
        "A mine lies east of Krasno.",
        "They were hiding in the forests of Krasno.",
        "Sacks were dropped over Krasno, Kenya.",
    ],
)
def test_where_something_is_or_people_come_from_is_a_place(read: Callable[[str], Any], text: str) -> None:
    assert read(text).entity("Krasno").kind is EntityKind.PLACE


def test_whom_one_trusts_is_no_place(read: Callable[[str], Any]) -> None:
    found = read("Confidence in Krasno fell on Monday after Krasno posted a loss.")
    assert not any(e.kind is EntityKind.PLACE for e in found.index.entities.values())
