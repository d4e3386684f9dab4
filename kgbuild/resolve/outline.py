"""What comparing articles needs of each: a pure function of its facts, so that it can be kept beside them and the facts
need not be loaded again."""

from __future__ import annotations

from typing import NamedTuple

from kgbuild.model.facts import ArticleFacts
from kgbuild.model.gist import Gist, gist_of
from kgbuild.model.on_demand import Later
from kgbuild.resolve.nodes import Node, nodes_of
from kgbuild.resolve.remarks import Remark, remarks_in
from kgbuild.resolve.stories import Opening, opening_of
from kgbuild.resolve.telling import Told, opened_with, told_in
from kgbuild.resolve.words import IdentityWords


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
