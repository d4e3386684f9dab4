"""Sport: a town or country that plays is a team, not a state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract.actors.gazetteer import KnownRole
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Spot, head_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Sentence

_SCORE = re.compile(r"\b\d{1,3}\s?[-–]\s?\d{1,3}\b")  # "4-2"
_TEAMS = frozenset([KnownRole.NAME, KnownRole.CAPITAL, KnownRole.CITY, KnownRole.REGION])


def with_teams(text: Page, spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots with towns and countries that play in their sentence as teams."""
    sport = {s.index for s in text.sentences if _of_sport(text, s)}
    return [_team(s) if text.sentence_of[s.first] in sport and _plays(text, s) else s for s in spots]


def _team(spot: Spot) -> Spot:
    return replace(spot, kind=EntityKind.ORGANIZATION, known=None, sure=True, within="team")


def _plays(text: Page, spot: Spot) -> bool:
    """Say whether a known town or country does, or has done to it, what teams do: "beat Oslo", "lost to Oslo"."""
    if spot.known is None or spot.known.role not in _TEAMS or spot.known.kind is EntityKind.ORGANIZATION:
        return False
    above = text.tokens[text.tokens[head_of(text, spot.first, spot.last)].head]
    for _ in range(3):
        link = above.pos == "ADP" and above.text.lower() in text.groups.opponents
        if not link and above.pos not in {"NUM", "SYM", "PROPN"}:
            break
        above = text.tokens[above.head]
    name = text.tokens[head_of(text, spot.first, spot.last)]
    given = name.dep == Rel.RECIPIENT and any(_victory(text, c) for c in text.children[above.i])
    return given or _victory(text, above.i) or (above.pos == "VERB" and above.lemma.lower() in text.groups.contests)


def _victory(text: Page, i: int) -> bool:
    """ "a 2-0 victory over Oslo", "gave Oslo a 2-0 victory"."""
    return text.tokens[i].pos == "NOUN" and text.tokens[i].lemma.lower() in text.groups.victories


def _of_sport(text: Page, sentence: Sentence) -> bool:
    """Say whether a sentence has a score or a word of sport."""
    words = text.words(sentence)
    phrases = {t.text.lower() for t in words} | {
        text.slice(a.start, b.end).lower() for n in (1, 2) for a, b in zip(words, words[n:], strict=False)
    }
    scored = _SCORE.search(text.slice(sentence.start, sentence.end)) is not None
    return scored or not phrases.isdisjoint(text.groups.contest_words)
