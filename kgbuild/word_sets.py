"""The section `classes` of a lexicon: sets of words that lists of other sections name with a dollar sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kgbuild.problems import Problem, near_miss
from kgbuild.yamlio import Node

Sets = Mapping[str, tuple[Node, ...]]


def read_sets(sections: Iterable[Node], problems: list[Problem]) -> Sets:
    """Return the words of each set; a set given again in another file gets more words."""
    found: dict[str, dict[str, Node]] = {}
    for section in sections:
        for name, words in section.want_map(problems).items():
            texts = ((item.want_text(problems).lower(), item) for item in words.want_list(problems))
            found.setdefault(name, {}).update((text, item) for text, item in texts if item.kind == "text")
    return {name: tuple(words.values()) for name, words in found.items()}


def spelt_out(node: Node, sets: Sets, problems: list[Problem]) -> Node:
    """Return a node with the words of each set in place of its name: `[$vehicle, raft]`."""
    if node.kind == "list":
        return replace(node, items=tuple(_items(node.items, sets, problems)))
    if _name(node):
        return Node("list", node.where, items=tuple(_items([node], sets, problems)))
    if node.kind == "map":
        return replace(node, pairs=tuple((k, at, spelt_out(value, sets, problems)) for k, at, value in node.pairs))
    return node


def _items(items: Iterable[Node], sets: Sets, problems: list[Problem]) -> Iterator[Node]:
    for item in items:
        name = _name(item)
        if name and name not in sets:
            problems.append(Problem(item.where, f"no set of words is called `{name}`", near_miss(name, sets)))
        if name:
            yield from sets.get(name, ())
        else:
            yield spelt_out(item, sets, problems)


def _name(node: Node) -> str:
    return node.text[1:] if node.kind == "text" and node.text[:1] == "$" else ""
