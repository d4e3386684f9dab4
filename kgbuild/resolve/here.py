"""An article once it is known who is who in all of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from kgbuild.identifiers import digest
from kgbuild.model.facts import EntityKind
from kgbuild.resolve.nodes import Node
from kgbuild.resolve.outline import Outline
from kgbuild.resolve.prior import Where

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Here(NamedTuple):
    """An article with the global id of each of its entities, and by global id what it says of them: those that became
    one are joined, and of the kind that all articles together make them. `mark` stands for all of this; it is empty
    where the article is not kept."""

    outline: Outline
    ids: Mapping[str, str]
    entities: Mapping[str, Node]
    mark: str = ""

    def entity(self, local: str) -> Node:
        """Return what the article says of an entity, by its id there."""
        return self.entities[self.ids[local]]


def here_of(
    outline: Outline,
    of: Mapping[Where, str],
    kinds: Mapping[str, EntityKind],
    kept: str = "",
    *,
    names: Mapping[str, str] = _NO_NAMES,
    owners: Mapping[str, str] = _NO_NAMES,
) -> Here:
    """Return an article with the ids (`of`) and kinds that its entities have among all; `kept` is the digest of
    its facts, where they are. `names` has what others call the bodies that an article may only describe,
    `owners` of which state they say that a body is that it leaves open ("the government")."""
    ids = {node.where[1]: of[node.where] for node in outline.nodes}
    entities: dict[str, Node] = {}
    for node, one in zip(outline.nodes, ids.values(), strict=True):
        old = entities.get(one)
        if old is not None:
            every = tuple(dict.fromkeys((*old.names, *node.names)))
            unnamed = old.nameless and not every
            entities[one] = old._replace(names=every, posts=(*old.posts, *node.posts), nameless=unnamed)
        else:
            entities[one] = node if node.kind is kinds[one] else node._replace(kind=kinds[one])
            if one in owners and node.nameless:
                entities[one] = entities[one]._replace(within=owners[one], nameless=False)
            if one in names and not (node.names or node.record):
                entities[one] = entities[one]._replace(names=(names[one],), nameless=False)
    own = (part for one, node in entities.items() for part in (one, node.kind.value, *node.names))
    return Here(outline, ids, entities, digest(kept, *ids.values(), *own) if kept else "")
