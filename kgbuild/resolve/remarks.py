"""Positions as one article words them, before it is known who is who in all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from kgbuild.identifiers import digest
from kgbuild.model.facts import ArticleFacts, PositionFact, Stance, When
from kgbuild.resolve.nodes import is_nameless
from kgbuild.resolve.prior import Where
from kgbuild.resolve.words import IdentityWords

PLAIN = frozenset({Stance.SAYS, Stance.EXPECTS, Stance.WARNS})  # what a sharper verb may tell more closely
_WORD = re.compile(r"\w+")


class Remark(NamedTuple):
    """A position with what is compared: its quoted words in order, its content words (of two that mean the same, one),
    its numbers, whom it names, whom it is about, by name or by a noun. `alone` are the issues on which its article has
    no other of the speaker; `sharp` says that its stance is to be taken as it is: a sharper one has the same words.
    `key` is what makes its id, once the speaker has one.
    """

    where: Where
    published: str
    speaker: str
    polarity: str
    stance: Stance
    when: When
    quoted: tuple[str, ...]
    content: frozenset[str]
    own: frozenset[str]
    numbers: frozenset[str]
    contrasts: Mapping[int, frozenset[str]]
    denies: bool
    names: frozenset[str]
    about: frozenset[str]
    nouns: frozenset[str]
    issues: frozenset[str]
    alone: frozenset[str]
    sharp: bool
    key: tuple[str, ...]

    @property
    def article(self) -> str:
        """The id of its article."""
        return self.where[0]

    @property
    def id(self) -> str:
        """Its global id, once `speaker` is one."""
        return position_id(self.article, self.speaker, self.key)

    def placed(self, ids: Mapping[str, str]) -> Remark:
        """Return the same with these ids for those of its article."""
        names, about = (frozenset(map(ids.__getitem__, every)) for every in (self.names, self.about))
        return self._replace(speaker=ids[self.speaker], names=names, about=about)


def position_id(article: str, speaker: str, key: tuple[str, ...]) -> str:
    """Return the global id of a position, from those of article and speaker ("" for none) and from `position_key`."""
    return digest("position", article, speaker, *key)


def position_key(position: PositionFact) -> tuple[str, ...]:
    """Return what tells a position from others of its speaker in one article: its stance, and where its words are."""
    places = (f"{s.start}-{s.end}" for s in (*position.content, *position.quotes))
    return (position.stance.value, f"{position.cue.start}" if position.cue else "", *places)


def remarks_in(facts: ArticleFacts, words: IdentityWords) -> Iterator[Remark]:
    """Yield each position of an article that has a speaker."""
    entities = {e.id: e for e in facts.entities}
    nameless = {e.id for e in facts.entities if is_nameless(e)}
    for p in facts.positions:
        if p.speaker is None:
            continue
        quoted = tuple(w.lower() for span in p.quotes for w in _WORD.findall(span.text))
        numbers = words.counted(p.text)
        others = [o for o in facts.positions if o.speaker == p.speaker and o.id != p.id]
        here = {m.entity for m in facts.mentions for s in p.content if s.start <= m.start < s.end}
        yield Remark(
            *((facts.article.id, p.id), facts.article.published, p.speaker, p.polarity, p.stance),
            *(replace(p.when, spans=()), quoted),
            words.meant(p.text) | numbers,
            words.meant(" ".join(quoted)),
            numbers,
            words.contrasted(p.text),
            words.denied(p.text),
            frozenset(here - nameless),
            frozenset(p.targets) - nameless,
            frozenset(words.sense(words.head_of(entities[one].name)) for one in p.targets if one in nameless),
            frozenset(_issues(p)),
            frozenset(_issues(p).difference(*(_issues(o) for o in others if o.text != p.text))),
            any(o.content == p.content and o.stance not in PLAIN for o in others),
            position_key(p),
        )


def _issues(p: PositionFact) -> set[str]:
    return {i.id for i in p.issues} - {"other"}
