"""Lexicon files split into sections."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.lexicon import SECTIONS, Lexicon, load_lexicon, read_lexicon, shipped_lexicons
from kgbuild.problems import Problem
from kgbuild.yamlio import Node


def test_every_section_is_shipped() -> None:
    lexicon = load_lexicon()
    assert [s for s in SECTIONS if not lexicon.section(s)] == []
    assert list(shipped_lexicons()) == sorted(shipped_lexicons())


def test_a_user_s_section_comes_after_the_shipped_one_and_is_named_relative_to_the_project(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text("roles: {titles: [harbourmaster]}\n")
    shipped, own = load_lexicon([tmp_path / "own.yml"], base=tmp_path).section("roles")
    assert shipped.where.file == "mappings/lexicon/en/roles.yml"
    assert own.where.file == "own.yml"


def test_a_section_that_nobody_has_is_empty() -> None:
    assert load_lexicon().section("nothing") == ()


def test_the_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    texts = {"a.yml": "rolse: {}\n", "b.yml": "- x\n", "c.yml": "roles: {a: 1, a: 2}\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(ConfigError) as error:
        load_lexicon([*(tmp_path / name for name in texts), tmp_path / "d.yml"], base=tmp_path)
    assert [(str(p.where), p.fix) for p in error.value.problems] == [
        ("a.yml:1:1", "did you mean roles?"),
        ("b.yml:1:1", "write `key: value` lines"),
        ("c.yml:1:15", "rename or remove one of the two"),
        ("d.yml", "check the path"),
    ]


def test_what_is_right_in_a_file_with_mistakes_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("rolse: {}\nroles: {}\n")
    problems: list[Problem] = []
    lexicon = read_lexicon([tmp_path / "a.yml"], problems, base=tmp_path)
    assert len(problems) == 1
    assert len(lexicon.section("roles")) == 2


def switched_off(tmp_path: Path, own: str) -> Lexicon:
    (tmp_path / "own.yml").write_text(own)
    return load_lexicon([tmp_path / "own.yml"], base=tmp_path)


def test_a_user_switches_off_words_of_ours_and_keeps_their_own(tmp_path: Path) -> None:
    own = "off: {roles: [chancellor], meetings: [huddle], metonyms: [Kremlin]}\nroles: {titles: [chancellor]}\n"
    ours, lexicon = load_lexicon(), switched_off(tmp_path, own)

    def titles(node: Node) -> tuple[str, ...]:
        found = node.get("titles")
        return found.want_texts([]) if found else ()

    assert "chancellor" in titles(ours.section("roles")[0])
    assert [("chancellor" in titles(n)) for n in lexicon.section("roles")] == [False, True]
    left = [w for node in lexicon.section("meetings") for w in words_in(node)]
    assert "huddle" not in left
    assert "meeting" in left


def words_in(node: Node) -> list[str]:
    inner = [n for _, _, n in node.pairs] + list(node.items)
    return [node.text] if node.kind == "text" else [w for n in inner for w in words_in(n)]


def test_a_word_stays_where_it_is_a_condition_of_an_entry(tmp_path: Path) -> None:
    (tmp_path / "first.yml").write_text("events: {types: {catch: {verbs: [{words: [net, haul], objects: [net]}]}}}\n")
    (tmp_path / "own.yml").write_text("off: {events: [net]}\n")
    *_, first = load_lexicon([tmp_path / "first.yml", tmp_path / "own.yml"], base=tmp_path).section("events")
    assert words_in(first) == ["haul", "net"]


def test_words_and_sections_that_cannot_be_switched_off_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        switched_off(tmp_path, "off:\n  roles: [chancelor]\n  rolse: [king]\n")
    assert [(str(p.where), p.fix) for p in error.value.problems] == [
        ("own.yml:3:3", "did you mean roles?"),
        ("own.yml:2:11", "did you mean chancellor?"),
    ]


def test_a_set_of_words_stands_where_its_name_does(tmp_path: Path) -> None:
    texts = [
        "classes: {kites: [Red Kite]}\nroles: {titles: [$kites, king]}\n",
        "classes: {kites: [box kite]}\n",
        "roles: {voices: $kits}\n",
    ]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.yml").write_text(text)
    problems: list[Problem] = []
    lexicon = read_lexicon(sorted(tmp_path.iterdir()), problems, base=tmp_path)
    assert words_in(lexicon.section("roles")[1]) == ["Red Kite", "box kite", "king"]
    assert lexicon.word_set("kites") == {"red kite", "box kite"}
    assert [(str(p.where), p.what, p.fix) for p in problems] == [
        ("2.yml:1:17", "no set of words is called `kits`", "did you mean kites?")
    ]


def test_a_frame_asks_for_a_set_by_its_name(tmp_path: Path) -> None:
    own = tmp_path / "own.yml"
    own.write_text(
        "classes: {kites: [Box Kite], vessel: [felucca]}\n"
        "events: {types: {launch: {verbs: [{words: [$kites], subjects: [$vessel, swan], needs: [$vesel]}]}}}\n"
    )
    problems: list[Problem] = []
    lexicon = read_lexicon([own], problems, base=tmp_path)
    assert words_in(lexicon.section("events")[-1]) == ["Box Kite", "$vessel", "swan", "$vesel"]
    assert lexicon.called["felucca"] == {"felucca", "$vessel"}
    assert lexicon.called["box kite"] == {"box kite", "$kites"}
    assert {"$vessel", "$vehicle"} <= lexicon.called["steamboat"]  # of the table of nouns
    assert [(str(p.where), p.fix) for p in problems] == [("own.yml:2:88", "did you mean vessel?")]


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("")
    assert load_lexicon([tmp_path / "a.yml"]).sections == load_lexicon().sections
