"""Who is meant where: the answer of actor extraction that the other extractors ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kgbuild.model.facts import Entity, EntityKind, Mention


@dataclass(frozen=True, slots=True)
class ActorIndex:
    """Entities of one article with all mentions (names, resolved nominals and pronouns).

    `token_mention` maps a token index to the innermost mention that contains it. `members` lists the entities a plural
    stands for ("both sides" -> Russia, Ukraine), where known. `adjectives` maps the token of a demonym adjective
    ("Omani", no mention) to the country, where the article names it.
    """

    entities: Mapping[str, Entity] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    token_mention: Mapping[int, Mention] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adjectives: Mapping[int, str] = field(default_factory=dict)

    def who(self, token: int) -> str | None:
        """Return the id of the entity that the token at this index names, or None."""
        mention = self.token_mention.get(token)
        return mention.entity if mention is not None else None

    def mention(self, token: int) -> Mention | None:
        """Return the mention the token belongs to, or None."""
        return self.token_mention.get(token)

    def kind(self, token: int) -> EntityKind | None:
        """Return what the token at this index names, or None."""
        mention = self.token_mention.get(token)
        return self.entities[mention.entity].kind if mention is not None else None

    def actor(self, token: int) -> str | None:
        """Return the entity at a token if it can act (anything but a place), else None."""
        return self.who(token) if self.kind(token) is not EntityKind.PLACE else None

    def place(self, token: int) -> str | None:
        """Return the entity at a token if it is a place, else None."""
        return self.who(token) if self.kind(token) is EntityKind.PLACE else None
