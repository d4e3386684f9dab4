"""Which articles tell one story: near in time, with names or words of their openings in common that few have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from kgbuild.model.article import BlockKind
from kgbuild.model.facts import ArticleFacts, EntityKind
from kgbuild.resolve.nodes import Node, Where, article_entities, name_tokens
from kgbuild.resolve.wording import words_of

_DAYS = 7
_NAME = 5  # what a name in common counts
_WORD = 2  # what a word of the openings counts
_ENOUGH = 9  # two names, one and two words, or five words
_SOME = 5  # a name, or three words
_SEVERAL = 2  # articles that tell the story of both
_COMMON = 40  # a name or word of more articles than this tells no story
_LEAD = 3  # sentences that open an article
_RAREST = 15


@dataclass(frozen=True, slots=True)
class Stories:
    """For each article the others of its story: for who is meant by a name (`close`), and for what happened, also those
    that several others join to it (`wide`)."""

    close: Mapping[str, frozenset[str]] = field(default_factory=dict)
    wide: Mapping[str, frozenset[str]] = field(default_factory=dict)


def stories_of(nodes: Mapping[Where, Node], facts: Sequence[ArticleFacts], empty: Collection[str] = ()) -> Stories:
    """Return for each article the others of its story; `empty` are words that say nothing."""
    by_name: dict[str, set[str]] = defaultdict(set)
    named = article_entities(nodes)
    for article, found in named.items():
        for key in _story_names(found):
            by_name[key].add(article)
    days = {f.article.id: date.fromisoformat(f.article.published).toordinal() for f in facts if f.article.published}
    weights: Counter[tuple[str, str]] = Counter()
    for keys, weight in ((by_name, _NAME), (_lead_words(facts, named, empty), _WORD)):
        for pair, count in _shared(keys).items():
            weights[pair] += weight * count
    found_: dict[str, set[str]] = defaultdict(set)
    for (a, b), weight in weights.items():
        if weight >= _ENOUGH and _near(days.get(a), days.get(b)):
            found_[a].add(b)
            found_[b].add(a)
    return Stories({article: frozenset(others) for article, others in found_.items()}, _widened(found_, weights, days))


def _near(a: int | None, b: int | None) -> bool:
    return a is None or b is None or abs(a - b) <= _DAYS


def _widened(
    known: Mapping[str, set[str]], weights: Mapping[tuple[str, str], int], days: Mapping[str, int]
) -> dict[str, frozenset[str]]:
    """Return the same with the articles that have several others of their story in common, and a little themselves."""
    found = {article: set(others) for article, others in known.items()}
    for (a, b), weight in weights.items():
        others = known.get(a, set()) & known.get(b, set()) if _SOME <= weight < _ENOUGH else ()
        if len(others) >= _SEVERAL and _near(days.get(a), days.get(b)):
            found[a].add(b)
            found[b].add(a)
    return {article: frozenset(others) for article, others in found.items()}


def _shared(by_key: Mapping[str, set[str]]) -> Counter[tuple[str, str]]:
    shared: Counter[tuple[str, str]] = Counter()
    for articles in by_key.values():
        if 1 < len(articles) <= _COMMON:
            shared.update(combinations(sorted(articles), 2))
    return shared


def _lead_words(
    facts: Sequence[ArticleFacts], named: Mapping[str, list[Node]], empty: Collection[str]
) -> dict[str, set[str]]:
    """Return the articles of each word, where it is one of the rarest of their openings; names aside."""
    words: dict[str, set[str]] = {}
    for one in facts:
        body = [s for s in one.sentences if s.kind is BlockKind.BODY][:_LEAD]
        text = " ".join(one.article.text[s.start : s.end] for s in body)
        names = {t for n in named.get(one.article.id, ()) for t in name_tokens(n.entity)}
        words[one.article.id] = set(words_of(text, besides={*names, *empty}))
    counts = Counter(w for found in words.values() for w in found)
    made: dict[str, set[str]] = defaultdict(set)
    for article, found in words.items():
        for word in sorted((w for w in found if counts[w] > 1), key=lambda w: (counts[w], w))[:_RAREST]:
            made[word].add(article)
    return made


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
