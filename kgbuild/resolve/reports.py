"""What one article says of a happening, put so that it can be compared with another article's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.model.facts import ArticleFacts, EntityKind, Happening
from kgbuild.resolve.happenings import Report

_WORD = re.compile(r"[^\W\d_]{5,}")
_BODIES = frozenset({EntityKind.COUNTRY, EntityKind.ORGANIZATION})


def report_of(happening: Happening, facts: ArticleFacts) -> Report:
    """Return a happening of an article (entity ids global) as a report."""
    actors = (*happening.participants, *happening.initiators, *happening.mediators, *happening.hosts)
    stands_for = _stands_for(facts)
    who = frozenset(one for actor in actors for one in stands_for.get(actor, (actor,)))
    return Report(facts.article.id, facts.article.published, happening, who, frozenset(_words(happening, facts)))


def _stands_for(facts: ArticleFacts) -> dict[str, tuple[str, ...]]:
    """Return person or group -> the states and organizations it acts for in this article."""
    bodies = {e.id: e for e in facts.entities if e.kind in _BODIES}
    by_key = {e.key: e.id for e in bodies.values() if e.key}
    found: dict[str, tuple[str, ...]] = {}
    for entity in facts.entities:
        if entity.kind is EntityKind.PERSON:
            posts = tuple(r.at for r in entity.roles if r.status == "current" and r.at in bodies)
            found[entity.id] = tuple(dict.fromkeys(at for at in posts if at is not None))
        elif entity.kind is EntityKind.GROUP:
            named = tuple(one for one, body in bodies.items() if body.name in entity.name)
            found[entity.id] = named or tuple(filter(None, (by_key.get(entity.within),)))
    return {one: bodies_ for one, bodies_ in found.items() if bodies_}


def _words(happening: Happening, facts: ArticleFacts) -> Iterator[str]:
    """Yield the content words, in lower case, of the sentences that tell the happening; names are left out."""
    names = {w for m in facts.mentions for w in _WORD.findall(m.text)}
    for sentence in facts.sentences:
        if any(sentence.start <= s.start < sentence.end for s in happening.spans):
            text = facts.article.text[sentence.start : sentence.end]
            yield from (w.lower() for w in _WORD.findall(text) if w not in names)
