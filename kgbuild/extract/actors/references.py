"""References within an article, read from top to bottom: pronouns, "the president", "the company", "both sides"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgbuild.extract.actors.nouns import Nouns
from kgbuild.extract.actors.page import Referent, Spot
from kgbuild.extract.actors.pairs import Pairs
from kgbuild.extract.actors.phrases import Title
from kgbuild.extract.actors.pronouns import Pronouns
from kgbuild.extract.actors.scene import Discourse
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import child
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token

_INSIDE = frozenset(["ADJ", "NOUN", "NUM", "DET", "PRON"])
_NAMING = frozenset(["NOUN", "NUM", "PROPN"])
_BARE = frozenset(["PRON", "DET"])


class References:
    """Walks over an article once: each mention is noted, each pronoun and noun resolved by what came before."""

    def __init__(self, scene: Discourse, titles: Sequence[Title], genders: Mapping[str, str]) -> None:
        """Index the names and titles by where they begin."""
        self._scene, self._text = scene, scene.text
        self._pairs, self._kin = Pairs(scene, genders), Kin(scene)
        self._pronouns, self._nouns = Pronouns(scene, titles, genders), Nouns(scene, titles, genders)
        self._starts: dict[int, list[Spot]] = {}
        for spot in sorted(scene.owner, key=lambda s: (s.first, -s.last)):
            self._starts.setdefault(spot.first, []).append(spot)
        self._given: dict[int, list[Title]] = {}
        for title in titles:
            self._given.setdefault(title.holder.first, []).append(title)

    def read(self) -> None:
        """Fill `scene.found` and `scene.members`, token by token; what is unclear stays open."""
        for token in self._text.tokens:
            for spot in self._starts.get(token.i, ()):
                self._note(spot, self._scene.owner[spot])
            if token.tag in {"PRP", "PRP$"}:
                if not self._pronouns.resolve(token):
                    self._pairs.they(token)
            elif token.tag in {"WP", "WDT", "WP$"}:
                self._pronouns.relative(token)
            elif token.pos in _BARE:
                self._pairs.alone(token)
            elif token.pos in _NAMING and self._common(token):
                self._noun(token)

    def _note(self, spot: Spot, cluster: Referent) -> None:
        self._scene.memory.add(spot, cluster)
        self._pronouns.note(cluster, spot.first, spot.last)
        self._nouns.note(spot, cluster)
        self._pairs.note(spot, cluster)
        self._kin.note(spot, cluster)
        for title in self._given.get(spot.first, ()):
            self._nouns.introduce(cluster, title)

    def _noun(self, token: Token) -> None:
        first = self._phrase(token)
        if (first is not None and self._pairs.resolve(token, first)) or self._kin.resolve(token) or token.pos == "NUM":
            return
        person = self._nouns.resolve(token, first)
        if person is not None:
            self._pronouns.note(*person)

    def _common(self, token: Token) -> bool:
        """A common noun or number, a title in capitals ("the Prime Minister") or a place nobody knows ("at the
        Granary"), within no name."""
        if self._scene.covered(token.i):
            return False
        word, text = token.text.lower(), self._text
        groups = text.groups
        if text.is_national(token.i):
            return True
        titled = word in text.roles.titles or word in groups.assemblies or word in groups.governing
        return token.pos != "PROPN" or titled or token.dep == Rel.PREP_OBJECT

    def _phrase(self, token: Token) -> int | None:
        """Return where the phrase of `token` begins if it opens with an article or the like and has no name in it."""
        first = token.i
        while token.dep != Rel.COMPOUND and first > 0:
            before = self._text.tokens[first - 1]
            tall = before.pos == "PROPN" and token.pos == "PROPN"
            inside = tall or before.pos in _INSIDE or before.text == "-" or before.i in self._scene.adjectives
            if self._scene.covered(before.i) or not inside:
                break
            first -= 1
            if before.pos in {"DET", "PRON"}:
                break
        opener = self._text.tokens[first]
        opens = opener.text.lower() in self._text.groups.openers or opener.tag == "PRP$"
        return first if opens and token.dep != Rel.COMPOUND else None


class Kin:
    """Notes who is whose husband or sister, and says whom such a noun takes up."""

    def __init__(self, scene: Discourse) -> None:
        """Begin with no family."""
        self._scene = scene
        self._known: dict[str, list[tuple[str, Referent]]] = {}  # noun -> (key of whose, who)

    def note(self, spot: Spot, cluster: Referent) -> None:
        """Take a person's mention in: "her husband, X", "his sister X", "Y's brother X"."""
        noun = self._scene.text.at(spot.first - 1)
        noun = self._scene.text.at(noun.i - 1) if noun.text == "," else noun
        if cluster.kind is EntityKind.PERSON and noun.text.lower() in self._scene.text.roles.kin:
            self._known.setdefault(noun.text.lower(), []).append((self._owner(noun), cluster))

    def resolve(self, token: Token) -> bool:
        """Resolve "her husband"; return whether the noun takes somebody up."""
        known = self._known.get(token.text.lower())
        if known is None or self._scene.covered(token.i + 1) or token.dep in {Rel.APPOSITION, Rel.COMPOUND}:
            return False
        owner = self._owner(token)
        fits = {c.key: c for whose, c in known if not owner or not whose or whose == owner}
        if len(fits) == 1:
            self._scene.add(token, next(iter(fits.values())), Form.NOMINAL)
        return len(fits) == 1

    def _owner(self, noun: Token) -> str:
        """Return the key of whose relative it is, as far as that is resolved."""
        cluster = self._scene.headed(child(self._scene.text, noun.i, Rel.OWNER))
        return cluster.key if cluster is not None else ""
