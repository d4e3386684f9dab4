"""References within an article, read from top to bottom: pronouns, "the president", "the company", "both sides"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgbuild.extract.actors.nouns import Nouns
from kgbuild.extract.actors.pairs import Pairs
from kgbuild.extract.actors.phrases import Title
from kgbuild.extract.actors.pronouns import Pronouns
from kgbuild.extract.actors.scene import Scene
from kgbuild.extract.actors.spots import Spot
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.text import Token

_OPENERS = frozenset(["the", "this", "that", "both", "two", "all", "these", "those"])
_INSIDE = frozenset(["ADJ", "NOUN", "NUM", "DET", "PRON"])


def resolve_references(scene: Scene, titles: Sequence[Title], genders: Mapping[str, str]) -> None:
    """Fill `scene.found` and `scene.members`; what is unclear stays open."""
    pairs, pronouns, nouns = Pairs(scene), Pronouns(scene, titles, genders), Nouns(scene, titles)
    starts: dict[int, list[Spot]] = {}
    for spot in sorted(scene.owner, key=lambda s: (s.first, -s.last)):
        starts.setdefault(spot.first, []).append(spot)
    given: dict[int, list[Title]] = {}
    for title in titles:
        given.setdefault(title.holder.first, []).append(title)
    for token in scene.text.tokens:
        for spot in starts.get(token.i, ()):
            cluster = scene.owner[spot]
            scene.memory.add(spot, cluster)
            pronouns.note(cluster, spot.first, spot.last)
            nouns.note(spot, cluster)
            pairs.note(spot, cluster)
            for title in given.get(spot.first, ()):
                nouns.introduce(cluster, title)
        if token.tag in {"PRP", "PRP$"}:
            pronouns.resolve(token)
        elif token.tag in {"WP", "WDT", "WP$"}:
            pronouns.relative(token)
        elif token.pos in {"NOUN", "NUM"} and not scene.covered(token.i):
            first = _phrase(token, scene)
            paired = first is not None and pairs.resolve(token, first)
            if not paired and token.pos == "NOUN":
                nouns.resolve(token, first)
            for cluster, spot in scene.unnamed:
                pronouns.note(cluster, spot.first, spot.last)
            scene.unnamed.clear()


def _phrase(token: Token, scene: Scene) -> int | None:
    """Return where the noun phrase of `token` begins if it opens with an article or the like and has no name in it."""
    first = token.i
    if token.dep == Rel.COMPOUND:
        return None
    while first > 0:
        before = scene.text.tokens[first - 1]
        inside = before.pos in _INSIDE or before.text == "-" or before.i in scene.adjectives
        if scene.covered(before.i) or not inside:
            break
        first -= 1
        if before.pos in {"DET", "PRON"}:
            break
    opener = scene.text.tokens[first]
    return first if opener.text.lower() in _OPENERS or opener.tag == "PRP$" else None
