"""Those who hold an office in each of two bodies speak by its plural."""

from __future__ import annotations

import re

import pytest

import kgbuild.api as kgbuild
from kgbuild.model.article import Article, Block, BlockKind

MET = "Ghana's interior minister, Kofi Ansah-Boateng, dined with Togo's interior minister, Yawa Ekue, in Aflao."


def said(text: str) -> set[tuple[str, str, str]]:
    """Return speaker, stance and targets of each position, by name."""
    blocks = tuple(Block(m.start(), m.end(), BlockKind.BODY) for m in re.finditer(r"[^\n]+", text))
    [found] = kgbuild.extract([Article("invented", text, published="2026-03-05", blocks=blocks)])
    names = {e.id: e.name for e in found.entities}
    return {
        (names.get(p.speaker or "", "?"), str(p.stance), " ".join(names[t] for t in p.targets)) for p in found.positions
    }


@pytest.mark.parametrize(
    "words",
    [
        "Ghana and Togo will reopen the border, their interior ministers said on Friday.",
        "Ghana and Togo have settled the row, their interior ministers told reporters in Aflao.",
    ],
)
def test_ministers_of_two_countries_each_speak(words: str) -> None:
    assert {who for who, *_ in said(f"{words}\n\n{MET}")} == {"Kofi Ansah-Boateng", "Yawa Ekue"}


@pytest.mark.parametrize(
    "words",
    [
        "Ghana and Togo will reopen the border, their finance ministers said on Friday.",
        "Ghana will reopen the border, its interior ministers said on Friday.",
    ],
)
def test_an_office_that_nobody_is_known_to_hold_names_nobody(words: str) -> None:
    assert not {"Kofi Ansah-Boateng", "Yawa Ekue"} & {who for who, *_ in said(f"{words}\n\n{MET}")}
