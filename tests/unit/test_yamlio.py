"""Strict YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.problems import Location, Problem
from kgbuild.yamlio import Node, load_yaml, parse_yaml


def refused(source: str) -> list[Problem]:
    with pytest.raises(ConfigError) as error:
        parse_yaml(source, "f.yml")
    return list(error.value.problems)


def value(source: str, key: str = "a") -> Node:
    found = parse_yaml(source, "f.yml").get(key)
    assert found is not None
    return found


@pytest.mark.parametrize("written", ["on", "NO", "1.10", "yes", "0x1F", "2026-03-04", "12:30", "1e3", "true", "="])
def test_a_scalar_means_what_it_says(written: str) -> None:
    assert value(f"a: {written}").want_text([]) == written


@pytest.mark.parametrize(
    ("written", "kind"), [("", "null"), ("~", "null"), ("null", "null"), ("''", "text"), ("'~'", "text")]
)
def test_nothing_is_null_unless_quoted(written: str, kind: str) -> None:
    assert value(f"a: {written}").kind == kind


def test_every_duplicate_key_is_told_with_its_first_line() -> None:
    problems = refused("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n")
    assert [(str(p.where), p.what) for p in problems] == [
        ("f.yml:4:3", "duplicate key `c` (first at line 3)"),
        ("f.yml:5:1", "duplicate key `a` (first at line 1)"),
    ]


def test_an_alias_is_the_value_it_names() -> None:
    root = parse_yaml("a: &x [1, 2]\nb: *x\n", "f.yml")
    assert [n.want_texts([]) for _, _, n in root.pairs] == [("1", "2"), ("1", "2")]


def test_many_aliases_of_aliases_cost_no_time() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    assert parse_yaml("\n".join(lines), "f.yml").get("a39") is not None


def test_an_alias_of_itself_is_told() -> None:
    assert "contains itself" in refused("a: &x [*x]\n")[0].what


def test_a_key_that_is_no_word_is_told() -> None:
    assert str(refused("? [a, b]\n: c\n")[0].where) == "f.yml:1:3"


@pytest.mark.parametrize(
    ("source", "place"), [("a: [1, 2\nb: 3\n", "f.yml:2:2"), ("a: 'x\n", "f.yml:2:1"), ("a: b: c\n", "f.yml:1:5")]
)
def test_broken_syntax_is_told_at_its_place(source: str, place: str) -> None:
    (problem,) = refused(source)
    assert str(problem.where) == place
    assert problem.what.startswith("not YAML: ")


def test_a_control_character_and_deep_nesting_are_told() -> None:
    assert "not YAML" in refused("a: \x00b\n")[0].what
    assert refused("[" * 3000 + "]" * 3000)


def test_places_count_from_one() -> None:
    root = parse_yaml("# note\na:\n  - b\n  - {c: d}\n", "f.yml")
    _, key, items = root.pairs[0]
    assert key == Location("f.yml", 2, 1)
    assert [str(n.where) for n in items] == ["f.yml:3:5", "f.yml:4:5"]
    assert str(items.items[1].pairs[0][2].where) == "f.yml:4:9"


def test_an_empty_file_is_null() -> None:
    assert parse_yaml("# nothing\n", "f.yml").want_map([]) == {}


def test_unknown_and_missing_keys_are_told_with_the_near_miss() -> None:
    problems: list[Problem] = []
    found = parse_yaml("nmae: x\nzzz: y\n", "f.yml").want_map(problems, known=("name", "kind"), needed=("kind",))
    assert set(found) == {"nmae", "zzz"}
    assert [(str(p.where), p.what, p.fix) for p in problems] == [
        ("f.yml:1:1", "unknown key `nmae`", "did you mean name?"),
        ("f.yml:2:1", "unknown key `zzz`", "known: kind, name"),
        ("f.yml:1:1", "missing key `kind`", "add `kind:` here"),
    ]


def test_a_wrong_kind_of_value_is_told_in_words() -> None:
    problems: list[Problem] = []
    node = value("a: [x, {b: c}]")
    assert node.want_map(problems) == {}
    assert node.want_text(problems) == ""
    assert node.want_texts(problems) == ("x", "")
    assert [p.what for p in problems] == [
        "expected a map, found a list",
        "expected one value, found a list",
        "expected one value, found a map",
    ]


def test_one_value_is_a_list_of_one_and_nothing_is_an_empty_one() -> None:
    assert value("a: x").want_texts([]) == ("x",)
    assert value("a:").want_texts([]) == ()


def test_choices_and_numbers() -> None:
    problems: list[Problem] = []
    assert value("a: red").want_choice(problems, ["red", "blue"]) == "red"
    assert value("a: -3").want_int(problems) == -3
    assert not problems
    value("a: bleu").want_choice(problems, ["red", "blue"])
    assert value("a: 3.5").want_int(problems) == 0
    assert [p.fix for p in problems] == ["did you mean blue?", "write digits only"]


def test_a_file_that_is_missing_or_not_utf8_is_told_by_the_shown_name(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"own\.yml  error  no such file"):
        load_yaml(tmp_path / "x.yml", shown="own.yml")
    (tmp_path / "x.yml").write_bytes(b"a: caf\xe9\n")
    with pytest.raises(ConfigError, match="not UTF-8: byte 6 is 0xe9"):
        load_yaml(tmp_path / "x.yml", shown="own.yml")


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert [k for k, _, _ in load_yaml(tmp_path / "x.yml").pairs] == ["a"]


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 3000, "- " * 3000, "[" * 150 + "]" * 150])
def test_nesting_has_an_end(text: str) -> None:
    with pytest.raises(ConfigError, match="nested more than 100 deep"):
        parse_yaml(text, "f.yml")


def test_merge_keys_give_what_a_map_has_not_itself() -> None:
    text = "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc:\n  <<: [*a, *b]\n  x: 5\nd: {<<: *a}\n'<<': text\n"
    root = parse_yaml(text, "m.yml")
    merged = root.get("c")
    assert merged is not None
    assert {key: node.text for key, _, node in merged.pairs} == {"x": "5", "y": "2", "z": "4"}
    assert [where.line for _, where, _ in merged.pairs] == [5, 1, 2]
    assert [key for key, _, _ in root.pairs] == ["a", "b", "c", "d", "<<"]


def test_a_merge_of_no_map_is_a_problem() -> None:
    with pytest.raises(ConfigError, match=r"m.yml:1:9  error  `<<` takes a map, not the value `x`"):
        parse_yaml("a: {<<: x}", "m.yml")
