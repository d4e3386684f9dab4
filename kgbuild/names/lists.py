"""What is known of names in general: `mappings/names/*.yml`, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex
import yaml

from kgbuild.names.transliteration import Tradition
from kgbuild.resources import shipped

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C, where it is there: every command reads these lists


@dataclass(frozen=True, slots=True)
class People:
    """Words around and inside people's names; `variants` and `nicknames` map a given name to the ids of its sets."""

    particles: frozenset[str]
    also_given: frozenset[str]
    honorifics: frozenset[str]
    suffixes: frozenset[str]
    joined: frozenset[str]
    given_too: frozenset[str]
    family_first: frozenset[str]
    variants: Mapping[str, frozenset[int]]
    nicknames: Mapping[str, frozenset[int]]
    traditions: tuple[Tradition, ...]


@dataclass(frozen=True, slots=True)
class Organisations:
    """Words of organisations' names; `common` are those that every state or town has a body of, `grounds` with them
    those that name a place of any town, `single` those of them that a state has one of, `turned` the heads that stand
    before a place or after it."""

    legal_forms: frozenset[str]
    small: frozenset[str]
    common: frozenset[str]
    grounds: frozenset[str]
    single: frozenset[str]
    turned: frozenset[str]
    spellings: Mapping[str, str]


@lru_cache(maxsize=1)
def people() -> People:
    """Return the lists for people."""
    data = _read("people.yml")
    return People(
        particles=frozenset(data["particles"]),
        also_given=frozenset(data["also_given"]),
        honorifics=frozenset(data["honorifics"]),
        suffixes=frozenset(data["suffixes"]),
        joined=frozenset(data["joined"]),
        given_too=frozenset(data["given_too"]),
        family_first=frozenset(data["family_first"]),
        variants=_sets(data["given_variants"]),
        nicknames=_sets(data["nicknames"]),
        traditions=tuple(_tradition(name, entry) for name, entry in data["traditions"].items()),
    )


@lru_cache(maxsize=1)
def organisations() -> Organisations:
    """Return the lists for organisations."""
    data = _read("organisations.yml")
    return Organisations(
        legal_forms=frozenset(data["legal_forms"]),
        small=frozenset(data["small_words"]),
        common=frozenset(data["common_words"]),
        grounds=frozenset(data["common_grounds"]),
        single=frozenset(data["single"]),
        turned=frozenset(data["turned"]),
        spellings=dict(data["spellings"]),
    )


def _read(name: str) -> dict[str, Any]:
    text = shipped("mappings", "names", name).read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=_Loader)
    return found


def _sets(groups: Iterable[Iterable[str]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for name in group:
            found[name].add(number)
    return {name: frozenset(ids) for name, ids in found.items()}


def _tradition(name: str, entry: Mapping[str, Any]) -> Tradition:
    rules = tuple((regex.compile(pattern), to) for pattern, to in entry["rules"])
    bare = Tradition(name, rules=rules)
    return Tradition(
        name,
        rules=rules,
        scripts=frozenset(entry["scripts"]),
        marks=tuple(map(regex.compile, entry["marks"])),
        weak_marks=tuple(map(regex.compile, entry.get("weak_marks", ()))),
        given=frozenset(map(bare.key, entry["given"])),
        alike=frozenset(map(frozenset, entry.get("alike", ()))),
        consonants=bool(entry.get("consonants")),
        by_name=bool(entry.get("by_name")),
    )
