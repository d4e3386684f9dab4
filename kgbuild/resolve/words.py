"""The section `identity:` of the lexicons: what tells whether two reports speak of one person or one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from kgbuild.errors import ConfigError
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.resolve.wording import stem
from kgbuild.yamlio import Node

_KEYS = ("walks", "men", "women", "once", "kin", "sorts", "personal", "prepositions", "numbers", "empty")


@dataclass(frozen=True, slots=True)
class IdentityWords:
    """`walks` maps the head of a title to its walks of life, `sexes` a form of address to "m" or "f"; `once` are the
    types of events that befall somebody once; `kin` maps a type to its families, `sorts` a noun to the sorts of event
    it names ("blaze": fire); `numbers` are number words, `personal` types of
    events that befall people only, `prepositions` words that end the head of a title, `empty` words without content."""

    walks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sexes: Mapping[str, str] = field(default_factory=dict)
    once: frozenset[str] = frozenset()
    kin: Mapping[str, frozenset[int]] = field(default_factory=dict)
    sorts: Mapping[str, frozenset[int]] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()

    def kindred(self, one: str, other: str) -> bool:
        """Whether two types of events can be one event told by two outlets."""
        return one == other or bool(self.kin.get(one, frozenset()) & self.kin.get(other, frozenset()))

    def sorts_of(self, nouns: Collection[str]) -> frozenset[int]:
        """Return the sorts of event that nouns (stems) name."""
        return frozenset(i for noun in nouns for i in self.sorts.get(noun, ()))

    def other_sort(self, nouns: Collection[str], others: Collection[str]) -> bool:
        """Whether two sets of nouns (stems) name events of different sorts."""
        one, other = self.sorts_of(nouns), self.sorts_of(others)
        return bool(one and other) and one.isdisjoint(other)


def load_identity_words(lexicon: Lexicon) -> IdentityWords:
    """Read the section from all lexicon files. Raises `ConfigError` with all its problems."""
    problems: list[Problem] = []
    walks: dict[str, set[str]] = defaultdict(set)
    kin: dict[str, set[int]] = defaultdict(set)
    sorts: dict[str, set[int]] = defaultdict(set)
    texts: dict[str, set[str]] = defaultdict(set)
    for node in lexicon.section("identity"):
        for name, entry in node.want_map(problems, known=_KEYS).items():
            if name == "walks":
                for walk, titles in entry.want_map(problems).items():
                    for title in titles.want_texts(problems):
                        walks[title].add(walk)
            elif name in {"kin", "sorts"}:
                _families(entry, kin if name == "kin" else sorts, problems)
            elif name in _KEYS:
                texts[name].update(entry.want_texts(problems))
    if problems:
        raise ConfigError(problems)
    return IdentityWords(
        {title: frozenset(found) for title, found in walks.items()},
        {**dict.fromkeys(texts["men"], "m"), **dict.fromkeys(texts["women"], "f")},
        frozenset(texts["once"]),
        {kind: frozenset(found) for kind, found in kin.items()},
        {stem(noun): frozenset(found) for noun, found in sorts.items()},
        frozenset(texts["numbers"]),
        frozenset(texts["personal"]),
        frozenset(texts["prepositions"]),
        frozenset(texts["empty"]),
    )


def _families(entry: Node, kin: dict[str, set[int]], problems: list[Problem]) -> None:
    first = 1 + max((i for ids in kin.values() for i in ids), default=-1)
    for number, group in enumerate(entry.want_list(problems), first):
        for kind in group.want_texts(problems):
            kin[kind].add(number)
