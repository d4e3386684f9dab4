"""Declared YAML: what is read, what is told, and what editors and readers are told of it."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass
from enum import StrEnum

import pytest

from kgbuild.problems import Problem
from kgbuild.schema import (
    FLAG,
    FORMS,
    NAME,
    NUMBER,
    PHRASES,
    PLACES,
    SHARE,
    TEXT,
    WORDS,
    checked,
    choice,
    choices,
    entries,
    entry,
    inner_classes,
    json_schema,
    key,
    listed,
    member,
    members,
    named,
    place,
    place_of,
    read,
    read_all,
    read_section,
    record,
    rows,
    table,
    told_unless,
)  # fmt: skip
from kgbuild.yamlio import Node, parse_yaml


@dataclass(frozen=True, slots=True)
class Boat:
    name: str = key(TEXT, "what it is called", needed=True)
    catch: frozenset[str] = key(WORDS, "what it lands")
    gear: str = key(choice("net", "line"), "how it fishes", default="net")
    flags: frozenset[str] = key(choices("old", "fast"), "what it is")
    crew: int = key(NUMBER, "how many sail it")
    hired: bool = key(FLAG, "whether it is hired", name="for hire")
    calls: tuple[tuple[str, ...], ...] = key(PHRASES, "what it is hailed with")
    trust: float = key(SHARE, "how far to trust it", default=0.5)
    where: str = place()


@dataclass(frozen=True, slots=True)
class Fleet:
    boats: tuple[Boat, ...] = key(entries(Boat), "all boats")
    flagship: Boat | None = key(entry(Boat), "the first of them")
    ports: dict[str, frozenset[str]] = key(table(WORDS), "names of each port")
    winds: dict[str, frozenset[str]] = key(table(WORDS, known=("north", "south")), "words for winds")
    size: str = key(
        checked(TEXT, lambda text: "" if text.isdigit() else f"`{text}` is no size", "write digits"), "tons"
    )


def node(text: str) -> Node:
    return parse_yaml(text, "own.yml")


def told(cls: type, text: str) -> list[tuple[str, str, str]]:
    problems: list[Problem] = []
    read(cls, node(text), problems)
    return [(str(p.where), p.what, p.fix) for p in problems]


def test_an_entry_is_read_with_its_place_and_what_is_not_given_is_empty() -> None:
    text = "{name: Gull, catch: [Cod, hake], flags: old, crew: 4, for hire: yes, calls: [Ahoy there, hey]}"
    problems: list[Problem] = []
    gull = Boat(
        "Gull",
        frozenset({"cod", "hake"}),
        "net",
        frozenset({"old"}),
        4,
        True,
        (("ahoy", "there"), ("hey",)),
        0.5,
        "own.yml:1",
    )
    assert read(Boat, node(text), problems) == gull
    assert read(Boat, node("\n{name: Tern}"), problems) == Boat("Tern", where="own.yml:2")
    assert problems == []


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("{nmae: Gull, name: x}", "unknown key `nmae`", "did you mean name?"),
        ("{crew: 1}", "missing key `name`", "add `name:` here"),
        ("{name: x, gear: nte}", "`nte` is not allowed here", "known: line, net"),
        ("{name: x, flags: [old, fats]}", "`fats` is not allowed here", "did you mean fast?"),
        ("{name: x, crew: few}", "`few` is not a whole number", "write digits only"),
        ("{name: x, for hire: true}", "`true` is not allowed here", "known: no, yes"),
        ("{name: x, trust: 2}", "`2` is not a confidence", "write a number between 0 and 1"),
    ],
)
def test_what_does_not_fit_is_told(text: str, what: str, fix: str) -> None:
    assert [(found, mend) for _, found, mend in told(Boat, text)] == [(what, fix)]


def test_an_entry_without_what_it_needs_is_left_out_and_the_others_are_read() -> None:
    problems: list[Problem] = []
    fleet = read(Fleet, node("boats: [{crew: 1}, {name: Tern}]\nflagship: {crew: 2}"), problems)
    assert fleet is not None
    assert [b.name for b in fleet.boats] == ["Tern"]
    assert fleet.flagship is None
    assert [str(p.where) for p in problems] == ["own.yml:1:9", "own.yml:2:11"]


def test_tables_and_checks() -> None:
    assert told(Fleet, "winds: {nroth: [bise]}") == [("own.yml:1:9", "unknown key `nroth`", "did you mean north?")]
    assert told(Fleet, "size: big") == [("own.yml:1:7", "`big` is no size", "write digits")]
    assert told(Fleet, "size: [1]") == [("own.yml:1:7", "expected one value, found a list", "write a single word")]


def test_several_files_add_up_and_the_last_single_value_counts() -> None:
    files = [
        "ports: {bergen: [B]}\nsize: 1\nboats: [{name: Gull}]",
        "ports: {bergen: [C], oslo: [O]}\nboats: [{name: Tern}]",
    ]
    problems: list[Problem] = []
    fleet = read_all(Fleet, map(node, files), problems)
    assert fleet.ports == {"bergen": {"b", "c"}, "oslo": {"o"}}
    assert [b.name for b in fleet.boats] == ["Tern", "Gull"]
    assert fleet.size == "1"
    assert read_all(Fleet, [], problems) == Fleet()


def test_editors_and_readers_are_told_the_same() -> None:
    schema = json_schema(Boat)
    assert schema["required"] == ["name"]
    assert schema["properties"]["gear"] == {"enum": ["net", "line"], "description": "how it fishes"}
    assert list(schema["properties"]) == [name for name, *_ in rows(Boat)]
    assert next(rows(Boat)) == ("name", "text", "what it is called", True)
    assert inner_classes(Fleet) == {"boats": Boat, "flagship": Boat}


class Rig(StrEnum):
    SLOOP = "sloop"
    KETCH = "ketch"


@dataclass(frozen=True, slots=True)
class Yard:
    rig: Rig = key(member(Rig, Rig.SLOOP), "what it builds")
    rigs: tuple[Rig, ...] = key(members(Rig), "what else it builds")
    forms: frozenset[str] = key(FORMS, "words")
    places: dict[str, str] = key(PLACES, "words with their places")
    owner: str = key(NAME, "whose it is")
    sizes: dict[str, object] = key(record({"long": NUMBER, "wide": NUMBER, "called": TEXT}), "how it is")
    lists: tuple[frozenset[str], ...] = key(listed(FORMS), "lists")
    crews: dict[str, str] = key(named("Old", "New", lower=False), "words by crew")


def test_values_of_enums_names_places_and_records_are_read() -> None:
    text = """{rig: ketch, rigs: [ketch, sloop], forms: [[A, b], c], places: [Quay], owner: Gull,
      sizes: {long: 3, called: 3}, lists: [[a], b], crews: {Old: [Ann], New: [ann]}}"""
    problems: list[Problem] = []
    yard = read(Yard, node(text), problems)
    assert yard == Yard(
        Rig.KETCH, (Rig.KETCH, Rig.SLOOP), frozenset("Abc"), {"quay": "own.yml:1"}, "Gull",
        {"long": 3, "called": "3"}, (frozenset("a"), frozenset("b")), {"Ann": "Old", "ann": "New"},
    )  # fmt: skip
    assert problems == []
    assert yard is not None
    assert place_of(yard.owner) == "own.yml:1"
    assert place_of(copy.deepcopy(yard.owner)) == place_of(pickle.loads(pickle.dumps(yard.owner))) == "own.yml:1"
    assert read(Yard, node("{}"), problems) == Yard()


@pytest.mark.parametrize(
    ("text", "told_at"),
    [
        ("{rig: slop}", ("own.yml:1:7", "`slop` is not allowed here", "did you mean sloop?")),
        ("{rigs: [ketch, slop]}", ("own.yml:1:16", "`slop` is not allowed here", "did you mean sloop?")),
        ("{sizes: {logn: 1}}", ("own.yml:1:10", "unknown key `logn`", "did you mean long?")),
        ("{sizes: {wide: x}}", ("own.yml:1:16", "`x` is not a whole number", "write digits only")),
    ],
)
def test_what_no_enum_or_record_has_is_told(text: str, told_at: tuple[str, str, str]) -> None:
    assert told(Yard, text) == [told_at]


def test_a_name_nobody_has_is_told_where_it_stands() -> None:
    problems: list[Problem] = []
    yards = [read(Yard, node(f"{{owner: {name}}}"), problems) for name in ("Gull", "Gul")]
    told_unless(["Gull"], [y.owner for y in yards if y], "no boat is called `{}`", problems)
    assert [str(p) for p in problems] == ["own.yml:1:9  error  no boat is called `Gul`\n  did you mean Gull?"]


def test_a_section_of_several_files_is_put_together_and_a_nought_counts() -> None:
    problems: list[Problem] = []
    counts = read_section(table(NUMBER), map(node, ["{a: 1, b: 2}", "{b: 0}"]), problems)
    assert counts == {"a": 1, "b": 0}
    assert read_section(listed(TEXT), map(node, ["[a, b]", "[c]"]), problems) == ("c", "a", "b")
