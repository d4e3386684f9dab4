"""Which articles tell one story: near in time, with names or words of their openings in common that few have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kgbuild.model.article import BlockKind
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind
from kgbuild.names.keys import folded, words
from kgbuild.names.organizations import is_any_towns, is_common
from kgbuild.resolve.wording import words_of

_DAYS = 7
_COMMON = 40  # a name or word of more articles than this tells no story
_NAME = ((8, 5), (20, 3), (_COMMON, 2))  # what a name in common counts that so many articles have
_WORD = ((8, 2), (_COMMON, 1))  # what a word of the openings counts
_ENOUGH = 9  # two names, one and two words, or five words
_MUCH = 15  # three names
_SOME = 5  # a name, or three words
_SEVERAL = 2  # articles that tell the story of both
_LEAD = 3  # sentences that open an article
_RAREST = 15


@dataclass(frozen=True, slots=True)
class Stories:
    """For each article the others of its story: for who is meant by a name (`close`), and for what happened, also those
    that several others join to it (`wide`); and those that surely tell the same (`tight`)."""

    close: Mapping[str, frozenset[str]] = field(default_factory=dict)
    wide: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tight: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Opening(NamedTuple):
    """What an article tells of its story: the words of its names that mark it, and the content words of its first
    sentences, names aside."""

    article: str
    published: str
    names: tuple[str, ...]
    words: tuple[str, ...]


def opening_of(facts: ArticleFacts, empty: Collection[str] = ()) -> Opening:
    """Return the opening of an article; `empty` are words that say nothing."""
    body = [s for s in facts.sentences if s.kind is BlockKind.BODY][:_LEAD]
    text = " ".join(facts.article.text[s.start : s.end] for s in body)
    names = {t for e in facts.entities for t in _tokens(e)}
    content = sorted(set(words_of(text, besides={*names, *empty})))
    marks = sorted(set(_story_names(facts.entities)))
    return Opening(facts.article.id, facts.article.published, tuple(marks), tuple(content))


def stories_of(openings: Sequence[Opening]) -> Stories:
    """Return for each article the others of its story."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for one in openings:
        for name in one.names:
            by_name[name].append(one.article)
    days = {o.article: date.fromisoformat(o.published).toordinal() if o.published else 0 for o in openings}
    names = sorted(days)
    found, tight = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    some = []
    for a, b, weight in _weights(by_name, _lead_words(openings), days):
        pair = names[a], names[b]
        if weight < _ENOUGH:
            some.append(pair)
        for others in (found,) * (weight >= _ENOUGH) + (tight,) * (weight >= _MUCH):
            others[pair[0]].add(pair[1])
            others[pair[1]].add(pair[0])
    return Stories(_frozen(found), _widened(found, some), _frozen(tight))


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {article: frozenset(others) for article, others in found.items()}


def _widened(known: Mapping[str, set[str]], some: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return the same with the articles that have several others of their story in common, and `some` themselves."""
    found = {article: set(others) for article, others in known.items()}
    for a, b in some:
        if len(known.get(a, set()) & known.get(b, set())) >= _SEVERAL:
            found[a].add(b)
            found[b].add(a)
    return _frozen(found)


def _weights(
    by_name: Mapping[str, Collection[str]], by_word: Mapping[str, Collection[str]], days: Mapping[str, int]
) -> Iterator[tuple[int, int, int]]:
    """Yield the pairs of articles of near `days` (0: not told), by their places in order, that have something in
    common, with what that counts."""
    at = {name: number for number, name in enumerate(sorted(days))}
    pairs, weights = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for by_key, counts in ((by_name, _NAME), (by_word, _WORD)):
        for articles in by_key.values():
            if 1 < len(articles) <= _COMMON:
                weight = next(w for most, w in counts if len(articles) <= most)
                every = np.sort(np.fromiter(map(at.__getitem__, articles), np.int64, len(articles)))
                one, other = _places(len(every))
                pairs.append(every[one] * len(at) + every[other])
                weights.append(np.full(len(one), weight))
    found, where = np.unique(np.concatenate(pairs), return_inverse=True)
    sums = np.bincount(where, weights=np.concatenate(weights), minlength=len(found)).astype(np.int64)
    ends = np.divmod(found, len(at) or 1)
    when = [np.array([days[name] for name in at], dtype=np.int64)[end] for end in ends]
    near = (sums >= _SOME) & ((np.abs(when[0] - when[1]) <= _DAYS) | (np.minimum(*when) == 0))
    yield from zip(*(every[near].tolist() for every in (*ends, sums)), strict=True)


@cache  # of a few sizes
def _places(size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of each two of so many."""
    return np.triu_indices(size, 1)


def _lead_words(openings: Iterable[Opening]) -> dict[str, list[str]]:
    """Return the articles of each word, where it is one of the rarest of their openings."""
    counts = Counter(w for one in openings for w in one.words)
    made: dict[str, list[str]] = defaultdict(list)
    for one in openings:
        for _, word in sorted((counts[w], w) for w in one.words if counts[w] > 1)[:_RAREST]:
            made[word].append(one.article)
    return made


def _story_names(entities: Iterable[Entity]) -> Iterator[str]:
    """Yield words of names, one a person or body: its last for people, all of them for what else has a name that not
    every town or state has."""
    for entity in entities:
        wide = entity.kind is EntityKind.COUNTRY or entity.key.startswith(("country/", "territory/", "region/"))
        if not entity.names or wide or is_any_towns(entity.name) or is_common(entity.name):
            continue
        if entity.kind is EntityKind.PERSON:
            yield from (w.lower() for w in entity.name.split()[-1:])
        else:
            yield " ".join(sorted(_tokens(entity)))


def _tokens(entity: Entity) -> set[str]:
    """Return the words of an entity's names, in ASCII."""
    return {k for name in entity.names for k in map(folded, words(name)) if len(k) > 1}
