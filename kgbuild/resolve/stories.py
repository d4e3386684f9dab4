"""Which articles tell one story: near in time, with names or words of their openings in common that few have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import NamedTuple

from kgbuild.model.article import BlockKind
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind
from kgbuild.names.keys import folded, words
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
    days = {o.article: date.fromisoformat(o.published).toordinal() for o in openings if o.published}
    weights: Counter[tuple[str, str]] = Counter()
    for keys, weight in ((by_name, _NAME), (_lead_words(openings), _WORD)):
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


def _shared(by_key: Mapping[str, Collection[str]]) -> Counter[tuple[str, str]]:
    shared: Counter[tuple[str, str]] = Counter()
    for articles in by_key.values():
        if 1 < len(articles) <= _COMMON:
            shared.update(combinations(sorted(articles), 2))
    return shared


def _lead_words(openings: Iterable[Opening]) -> dict[str, list[str]]:
    """Return the articles of each word, where it is one of the rarest of their openings."""
    counts = Counter(w for one in openings for w in one.words)
    made: dict[str, list[str]] = defaultdict(list)
    for one in openings:
        for _, word in sorted((counts[w], w) for w in one.words if counts[w] > 1)[:_RAREST]:
            made[word].append(one.article)
    return made


def _story_names(entities: Iterable[Entity]) -> Iterator[str]:
    """Yield words of names, one a person or body: its last for people, all of them for what else has a name."""
    for entity in entities:
        wide = entity.kind is EntityKind.COUNTRY or entity.key.startswith(("country/", "territory/", "region/"))
        if not entity.names or wide:
            continue
        if entity.kind is EntityKind.PERSON:
            yield from (w.lower() for w in entity.name.split()[-1:])
        else:
            yield " ".join(sorted(_tokens(entity)))


def _tokens(entity: Entity) -> set[str]:
    """Return the words of an entity's names, in ASCII."""
    return {k for name in entity.names for k in map(folded, words(name)) if len(k) > 1}
