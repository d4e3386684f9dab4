"""What comparing articles needs of each: a pure function of its facts, so that it can be kept beside them and the facts
need not be loaded again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from kgbuild.model.facts import ArticleFacts
from kgbuild.model.gist import Gist, gist_of
from kgbuild.model.on_demand import Later
from kgbuild.resolve.nodes import Node, nodes_of
from kgbuild.resolve.remarks import Remark, remarks_in
from kgbuild.resolve.stories import Opening, opening_of
from kgbuild.resolve.telling import Told, opened_with, told_in
from kgbuild.resolve.words import IdentityWords

# Naming what is in a tuple takes longer than reading it.
_NODE: Callable[[Iterable[object]], Node] = partial(tuple.__new__, Node)
_TOLD: Callable[[Iterable[object]], Told] = partial(tuple.__new__, Told)


class Outline(NamedTuple):
    """An article as it is compared with others: its entities, events and positions, all by their ids in it; what tells
    its story; whom its first sentence names (`opened`); and its gist. Of each position `said` has id, speaker and
    polarity: the rest is looked at only where somebody said something else than before."""

    article: str
    published: str
    nodes: tuple[Node, ...]
    told: tuple[Told, ...]
    said: tuple[tuple[str, str, str], ...]
    opening: Opening
    opened: frozenset[str]
    gist: Gist
    remarks: Later[tuple[Remark, ...]]


def outline_of(facts: ArticleFacts, words: IdentityWords) -> Outline:
    """Return the outline of an article's facts (local ids)."""
    remarks = tuple(remarks_in(facts, words))
    return Outline(
        facts.article.id,
        facts.article.published,
        tuple(nodes_of(facts, words)),
        tuple(told_in(facts, words.empty)),
        tuple((r.where[1], r.speaker, r.polarity) for r in remarks),
        opening_of(facts, words.empty),
        opened_with(facts),
        gist_of(facts),
        Later(tuple, remarks),
    )


def flat_outline(outline: Outline) -> tuple[object, ...]:
    """Return an outline but for its remarks, its nodes and events as plain tuples."""
    article, published, nodes, told, *rest, _ = outline
    return article, published, [tuple(node) for node in nodes], [tuple(one) for one in told], *rest


def outline_from(flat: tuple[Any, ...], remarks: Later[tuple[Remark, ...]]) -> Outline:
    """Return the outline that `flat_outline` gave so, with its remarks."""
    article, published, nodes, told, *rest = flat
    every = (article, published, tuple(map(_NODE, nodes)), tuple(map(_TOLD, told)), *rest, remarks)
    return Outline._make(every)
