"""Families: "her husband" is the one named as such before."""

from __future__ import annotations

from kgbuild.extract.actors.scene import Discourse
from kgbuild.extract.actors.spots import Referent, Spot
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import child
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
