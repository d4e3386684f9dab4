"""Families: "her husband" is the one named as such before."""

from __future__ import annotations

from kgbuild.extract.actors.scene import Discourse
from kgbuild.extract.actors.spots import Referent, Spot
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token


class Kin:
    """Notes who is whose husband or sister, and says whom such a noun takes up."""

    def __init__(self, scene: Discourse) -> None:
        """Begin with no family."""
        self._scene = scene
        self._known: dict[str, list[tuple[str, Referent]]] = {}  # noun -> (key of whose, who)

    def note(self, spot: Spot, cluster: Referent) -> None:
        """Take a person's mention in: "her husband, X", "his sister X", "Y's brother X"."""
        if cluster.kind is not EntityKind.PERSON or spot.first == 0:
            return
        tokens = self._scene.text.tokens
        noun = tokens[spot.first - 1]
        noun = tokens[noun.i - 1] if noun.text == "," and noun.i else noun
        if noun.text.lower() in self._scene.text.roles.kin and noun.i not in range(spot.first, spot.last):
            self._known.setdefault(noun.text.lower(), []).append((self._owner(noun), cluster))

    def resolve(self, token: Token) -> bool:
        """Resolve "her husband"; return whether the noun takes somebody up."""
        known = self._known.get(token.text.lower())
        if known is None or self._scene.covered(token.i + 1) or token.dep in {Rel.APPOSITION, Rel.COMPOUND}:
            return False
        owner = self._owner(token)
        fits = {c.key: c for whose, c in known if not owner or not whose or whose == owner}
        if len(fits) != 1:
            return False
        self._scene.add(token, next(iter(fits.values())), Form.NOMINAL)
        return True

    def _owner(self, noun: Token) -> str:
        """Return the key of whose relative it is, as far as that is resolved."""
        text = self._scene.text
        owners = [c for c in text.children[noun.i] if text.tokens[c].dep == Rel.OWNER]
        cluster = self._scene.headed(owners[0]) if owners else None
        return cluster.key if cluster is not None else ""
