"""Mistakes in the lexicon and the gazetteer are found at their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.extract.actors.gazetteer import KnownRole, read_gazetteer
from kgbuild.extract.actors.knowledge import ActorKnowledge, load_actor_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.resources import shipped

GAZETTEER = shipped("mappings", "lexicon", "en", "gazetteer.csv")


def problems(tmp_path: Path, text: str) -> list[str]:
    extra = tmp_path / "mine.yml"
    extra.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_actor_knowledge(load_lexicon([extra], base=tmp_path))
    return [f"{p.where.file}:{p.where.line} {p.what}" for p in caught.value.problems]


def test_a_users_alias_wins_over_ours(tmp_path: Path) -> None:
    extra = tmp_path / "mine.yml"
    extra.write_text("aliases:\n  - {name: Unified Norvale, kind: organization, key: org/x, names: [UN]}\n", "utf-8")
    knowledge = load_actor_knowledge(load_lexicon([extra], base=tmp_path))
    assert knowledge.gazetteer.surfaces["UN"].key == "org/x"
    assert knowledge.gazetteer.surfaces["UN"].line == "mine.yml:2"


def test_wrong_kind_missing_key_and_unknown_word(tmp_path: Path) -> None:
    found = problems(tmp_path, "aliases:\n  - {name: X, kind: organisation, key: org/x}\n  - {name: Y}\n  - {nam: Z}\n")
    assert "mine.yml:2 `organisation` is not allowed here" in found
    assert "mine.yml:3 missing key `kind`" in found
    assert "mine.yml:4 unknown key `nam`" in found


def test_a_metonym_needs_a_known_owner(tmp_path: Path) -> None:
    found = problems(tmp_path, "metonyms:\n  - {name: Red House, within: country/zz}\n  - {name: Blue Tower}\n")
    assert "mine.yml:2 unknown key `country/zz`" in found
    assert "mine.yml:3 needs either `within` or `for`" in found


def test_a_broken_gazetteer_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text("surface,kind,key,name,wikidata,role,within\nX,country,country/x\nY,land,c/y,Y,,name,\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        list(read_gazetteer(path, shown="g.csv"))
    assert [str(p.where) for p in caught.value.problems] == ["g.csv:2", "g.csv:3"]


def test_the_shipped_gazetteer_is_small_and_covers_the_world(actor_knowledge: ActorKnowledge) -> None:
    surfaces = actor_knowledge.gazetteer.surfaces
    assert GAZETTEER.stat().st_size < 400_000
    assert {surfaces[n].key for n in ("Britain", "U.K.", "United Kingdom", "Britons")} == {"country/gb"}
    assert surfaces["Kiev"].stands_for == "country/ua"
    assert surfaces["Brazilian"].role is KnownRole.ADJECTIVE
    assert len({k.key for k in surfaces.values() if k.key.startswith("country/")}) > 190


def test_find_takes_the_longest_name_and_whole_words(actor_knowledge: ActorKnowledge) -> None:
    gazetteer = actor_knowledge.gazetteer
    found = gazetteer.find("the South Sudanese army", 4)
    assert found is not None
    assert found.surface == "South Sudanese"
    assert gazetteer.find("Omanesque", 0) is None
