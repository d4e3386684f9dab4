"""The section `off` of a lexicon: words that entries of earlier files have in a section and that shall not count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kgbuild.problems import Problem, near_miss
from kgbuild.yamlio import Node

_WORDS = frozenset({"words", "verbs", "nouns", "adjectives", "prepositions", "names"})  # keys an entry has its words in
_NAMES = frozenset({"name", "id"})  # an entry so called goes as a whole


def switch_off(
    off: Node, sections: Mapping[str, Sequence[Node]], problems: list[Problem], *, known: Collection[str]
) -> dict[str, list[Node]]:
    """Return the sections without the words that `off` names for each: `off: {meetings: [huddle], roles: [chief]}`.

    A word that no entry of its section has is a problem at its place, as is a section that is none of `known`.
    """
    made = {name: list(nodes) for name, nodes in sections.items()}
    for name, words in off.want_map(problems, known=known).items():
        if name not in known:
            continue
        here = made.get(name, [])
        there = {word for node in here for word in _words_of(node)}
        for item in words.want_list(problems):
            word = item.want_text(problems)
            if word not in there:
                fix = near_miss(word, there)
                problems.append(Problem(item.where, f"no entry of `{name}` has the word `{word}`", fix))
        made[name] = [_without(node, frozenset(words.want_texts([]))) for node in here]
    return made


def _is_entry(node: Node) -> bool:
    return node.kind == "map" and any(key in _WORDS | _NAMES for key, _, _ in node.pairs)


def _words_of(node: Node) -> Iterator[str]:
    """Yield the words that the entries, lists and tables under a node have."""
    if node.kind == "text":
        yield node.text
    for item in node.items:
        yield from _words_of(item)
    entry = _is_entry(node)
    for key, _, value in node.pairs:
        if entry:
            yield from _words_of(value) if key in _WORDS | _NAMES else ()
        else:
            yield key
            yield from _words_of(value)


def _without(node: Node, words: frozenset[str]) -> Node:
    if node.kind == "list":
        kept = (item for item in node.items if not (item.kind == "text" and item.text in words))
        return replace(node, items=tuple(_without(item, words) for item in kept if not _is_called(item, words)))
    if node.kind != "map":
        return node
    entry = _is_entry(node)
    pairs = (p for p in node.pairs if entry or p[0] not in words)
    return replace(
        node,
        pairs=tuple((k, at, value if entry and k not in _WORDS else _without(value, words)) for k, at, value in pairs),
    )


def _is_called(entry: Node, words: frozenset[str]) -> bool:
    return any(key in _NAMES and value.text in words for key, _, value in entry.pairs)
