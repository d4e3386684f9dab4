"""The section `classes` of a lexicon: sets of words that lists of other sections name with a dollar sign."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kgbuild.problems import Location, Problem, near_miss
from kgbuild.yamlio import Node

Sets = Mapping[str, tuple[Node, ...]]
_ASKED = frozenset(
    {"subjects", "objects", "needs", "unless"}
)  # keys that keep names of sets: words are looked up in them


def shipped_sets(table: Path, shown: str) -> Node:
    """Return the section `classes` that a table of nouns with their sets stands for."""
    found: dict[str, list[Node]] = {}
    with table.open(encoding="utf-8", newline="") as source:
        for line, row in enumerate(csv.DictReader(source), 2):
            word = Node("text", Location(shown, line, 1), row["word"])
            for name in row["sets"].split():
                found.setdefault(name, []).append(word)
    top = Location(shown, 1, 1)
    return Node("map", top, pairs=tuple((n, top, Node("list", top, items=tuple(w))) for n, w in found.items()))


def read_sets(sections: Iterable[Node], problems: list[Problem]) -> Sets:
    """Return the words of each set; a set given again in another file gets more words."""
    found: dict[str, dict[str, Node]] = {}
    for section in sections:
        for name, words in section.want_map(problems).items():
            texts = ((item.want_text(problems).lower(), item) for item in words.want_list(problems))
            found.setdefault(name, {}).update((text, item) for text, item in texts if item.kind == "text")

    def all_of(words: Iterable[Node]) -> Iterator[Node]:  # a set may name another: `human: [$person, master]`
        for word in words:
            yield from all_of(found[name].values()) if (name := _name(word)) in found else (word,)

    return {name: tuple(all_of(words.values())) for name, words in found.items()}


def spelt_out(node: Node, sets: Sets, problems: list[Problem]) -> Node:
    """Return a node with the words of each set in place of its name: `[$vehicle, raft]`. Where a frame asks for a word,
    the name stays, for there are too many words to have them in each frame (`memberships`)."""
    if node.kind == "list":
        return replace(node, items=tuple(_items(node.items, sets, problems)))
    if _name(node):
        return Node("list", node.where, items=tuple(_items([node], sets, problems)))
    if node.kind == "map":
        read = ((k, at, (_checked if k in _ASKED else spelt_out)(value, sets, problems)) for k, at, value in node.pairs)
        return replace(node, pairs=tuple(read))
    return node


def memberships(sets: Sets) -> Mapping[str, frozenset[str]]:
    """Return by word what a list may call it: itself and each set it is in, as `$vehicle`."""
    found: dict[str, set[str]] = {}
    for name, words in sets.items():
        for word in words:
            found.setdefault(word.text.lower(), {word.text.lower()}).add(f"${name}")
    return {word: frozenset(names) for word, names in found.items()}


def _checked(node: Node, sets: Sets, problems: list[Problem]) -> Node:
    """Return a node as it is; a name in it that no set has is a problem."""
    for item in node.items or (node,):
        if (name := _name(item)) and name not in sets:
            problems.append(Problem(item.where, f"no set of words is called `{name}`", near_miss(name, sets)))
    return node


def _items(items: Iterable[Node], sets: Sets, problems: list[Problem]) -> Iterator[Node]:
    for item in items:
        if name := _name(_checked(item, sets, problems)):
            yield from sets.get(name, ())
        else:
            yield spelt_out(item, sets, problems)


def _name(node: Node) -> str:
    return node.text[1:] if node.kind == "text" and node.text[:1] == "$" else ""
