"""Which articles tell one story: near in time, with names in common that few articles have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import combinations

from kgbuild.model.facts import EntityKind
from kgbuild.resolve.nodes import Node, Where, article_entities, name_tokens

_DAYS = 7
_SHARED = 2  # names in common
_COMMON = 40  # a name of more articles than this tells no story


def stories_of(nodes: Mapping[Where, Node]) -> dict[str, frozenset[str]]:
    """Return for each article the others of its story."""
    by_name: dict[str, set[str]] = defaultdict(set)
    days: dict[str, int | None] = {}
    for article, found in article_entities(nodes).items():
        day = found[0].published
        days[article] = date.fromisoformat(day).toordinal() if day else None
        for key in _story_names(found):
            by_name[key].add(article)
    shared: Counter[tuple[str, str]] = Counter()
    for articles in by_name.values():
        if 1 < len(articles) <= _COMMON:
            shared.update(combinations(sorted(articles), 2))
    found_: dict[str, set[str]] = defaultdict(set)
    for (a, b), count in shared.items():
        x, y = days[a], days[b]
        if count >= _SHARED and (x is None or y is None or abs(x - y) <= _DAYS):
            found_[a].add(b)
            found_[b].add(a)
    return {article: frozenset(others) for article, others in found_.items()}


def _story_names(nodes: list[Node]) -> frozenset[str]:
    """Words of names, one a person or body: its last for people, all of them for what else has a name."""
    keys: set[str] = set()
    for node in nodes:
        entity = node.entity
        if entity.kind is EntityKind.COUNTRY or entity.key.startswith(("country/", "territory/", "region/")):
            continue
        if entity.names:
            tokens = sorted(name_tokens(entity))
            last = entity.name.split()[-1:] if entity.kind is EntityKind.PERSON else [" ".join(tokens)]
            keys.update(w.lower() for w in last)
    return frozenset(keys)
