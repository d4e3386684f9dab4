"""The scene of one article: its spots by token, who is in mind, and what the walk over it has found so far."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.extract.actors.gazetteer import KnownName
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.salience import Memory
from kgbuild.extract.actors.spots import Referent, Spot, head_of, words_of
from kgbuild.extract.actors.words import Pronoun
from kgbuild.model.facts import Form
from kgbuild.model.text import Token


class Discourse:
    """What the readers of pronouns, pairs and nouns share; grows while an article is read from top to bottom.

    `owner` holds the names and groups, `adjectives` the demonyms by token; `found` the references resolved so far,
    `members` whom a plural stands for (cluster keys), `strangers` the tokens of unnamed people who acted.
    """

    def __init__(
        self,
        text: Page,
        owner: Mapping[Spot, Referent],
        adjectives: Mapping[int, KnownName],
    ) -> None:
        """Index the spots by token."""
        self.text, self.owner, self.adjectives = text, owner, adjectives
        pronouns = text.groups.pronouns.items()
        self.memory = Memory(text, {form for form, pronoun in pronouns if pronoun == Pronoun.THEY})
        self.found: dict[Spot, Referent] = {}
        self.members: dict[str, tuple[str, ...]] = {}
        self.strangers: list[int] = []
        self._resolved: dict[int, Referent] = {}
        self._at: dict[int, list[Spot]] = {}
        for spot in owner:
            for i in range(spot.first, spot.last):
                self._at.setdefault(i, []).append(spot)

    def spots(self, i: int) -> list[Spot]:
        """Return the names and groups over token `i`, innermost first."""
        return sorted(self._at.get(i, ()), key=lambda s: s.size)

    def covered(self, i: int) -> bool:
        """Say whether token `i` is part of a name or group."""
        return i in self._at

    def headed(self, i: int) -> Referent | None:
        """Return the cluster of the widest name or group whose head is token `i`, or of the noun resolved there."""
        spots = [s for s in self.spots(i) if head_of(self.text, s.first, s.last) == i]
        return self.owner[spots[-1]] if spots else self._resolved.get(i)

    def inside(self, i: int) -> Referent | None:
        """Return the cluster of the innermost name or group over token `i`."""
        spots = self.spots(i)
        return self.owner[spots[0]] if spots else None

    def add(
        self, token: Token, cluster: Referent, form: Form, *, first: int | None = None, last: int | None = None
    ) -> Spot:
        """Take `[first, last)`, by default up to `token`, in as a reference to `cluster`."""
        start, end = token.i if first is None else first, token.i + 1 if last is None else last
        spot = Spot(start, end, cluster.kind, words_of(self.text, start, end), form=form)
        self.found[spot] = cluster
        self._resolved[token.i] = cluster
        self.memory.add(spot, cluster)
        return spot
