"""Titles, whose they are, and whether they still hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Reader = Callable[[str], Any]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Chilean President Marta Vidal spoke.", "Marta Vidal", ("President", "Chile", "current")),
        ("Kenya's chief negotiator, Peter Otieno, left.", "Peter Otieno", ("chief negotiator", "Kenya", "current")),
        ("Anna Berg, a former US ambassador to Ghana, said so.", "Anna Berg",
         ("ambassador to Ghana", "United States", "former")),
        ("Then came Secretary of State John Miller.", "John Miller", ("Secretary of State", None, "current")),
        ("Ex-Finance Minister Carlos Mota resigned.", "Carlos Mota", ("Finance Minister", None, "former")),
        ("Carla Stein, chief executive of Deutsche Bank, agreed.", "Carla Stein",
         ("chief executive", "Deutsche Bank", "current")),
    ],
)  # fmt: skip
def test_titles_with_owner_and_status(read: Reader, text: str, name: str, role: tuple[str, str | None, str]) -> None:
    assert role in read(text).roles(name)


def test_a_role_names_its_lexicon_line_and_its_words(read: Reader) -> None:
    found = read("Chilean President Marta Vidal spoke.")
    held = found.entity("Marta Vidal").roles[0]
    assert held.frame.startswith("mappings/lexicon/en/roles.yml:")
    assert held.span.text == "Chilean President"


def test_the_company_before_a_title_is_resolved(read: Reader) -> None:
    found = read("Halden Marine Corp. made a loss. The company's chief executive, Ingrid Solberg, resigned.")
    assert found.roles("Ingrid Solberg") == [("chief executive", "Halden Marine Corp.", "current")]


def test_a_counterpart_holds_the_same_title_elsewhere(read: Reader) -> None:
    found = read("Finance Minister Paul Verne met his Dutch counterpart, Eelke Visser, on Friday.")
    assert ("Finance Minister", "Netherlands", "current") in found.roles("Eelke Visser")


def test_the_same_role_said_twice_counts_once(read: Reader) -> None:
    found = read("Chilean President Marta Vidal spoke. President Marta Vidal left.")
    assert len(found.roles("Marta Vidal")) == 1


def test_a_title_cut_short_is_written_out_and_no_part_of_the_name(read: Reader) -> None:
    found = read('Ohio Gov. Ada Norris met Rep. Robert C. "Bobby" Scott in Columbus.')
    assert found.roles("Ada Norris") == [("Governor", "Ohio", "current")]
    assert found.roles('Robert C. "Bobby" Scott') == [("Representative", None, "current")]
