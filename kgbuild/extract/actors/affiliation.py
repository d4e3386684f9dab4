"""Whose people and bodies are, by their roles and by what stands beside their names: "Lund of Peru", "Peru's Lund",
"Lund, who leads the guild", "Denmark's Norhavn"; and who is whose counterpart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.page import Page
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import conjuncts, objects_on, with_dep
from kgbuild.model.facts import EntityKind

OWNERS = frozenset({EntityKind.ORGANIZATION, EntityKind.COUNTRY, EntityKind.PLACE})
_NAMED = frozenset({EntityKind.PERSON, EntityKind.ORGANIZATION})
_OWNING = (Rel.OWNER, Rel.ADJECTIVE, Rel.COMPOUND)


class Affiliation:
    """Who belongs to whom in one article. `of` gives by entity whom it belongs to, `places` the tokens that name it,
    `counterparts` by person those who are told to be theirs."""

    def __init__(self, text: Page, index: ActorIndex) -> None:
        """Read what stands beside each name."""
        self._text, self._index = text, index
        self.of: dict[str, set[str]] = defaultdict(set)
        self.places: dict[str, list[int]] = defaultdict(list)
        self.counterparts: dict[str, list[str]] = defaultdict(list)
        self._peers = text.roles.counterparts | text.roles.colleagues
        for entity in index.entities.values():
            self.of[entity.id] |= {r.at for r in entity.roles if r.at is not None and r.status == "current"}
        for i in index.token_mention:
            entity_id, token = index.token_mention[i].entity, text.tokens[i]
            if index.entities[entity_id].kind in _NAMED and token.pos == "PROPN":
                self.places[entity_id].append(i)
                self._beside(entity_id, i)
        for token in text.tokens:
            if token.lemma.lower() in self._peers:
                self._peer(token.i)

    def _beside(self, entity: str, i: int) -> None:
        text = self._text
        near = [*with_dep(text, i, *_OWNING), *objects_on(text, i, *text.grammar.belonging)]
        for noun in (text.tokens[c].head for c in (i,) if text.tokens[c].dep == Rel.APPOSITION):
            near += with_dep(text, noun, *_OWNING)  # "her *Omani* counterpart, Lund", "the *Dutch* rival Norrvik"
        near += [d for c in with_dep(text, i, Rel.COMPOUND, Rel.NOUN) for d in with_dep(text, c, *_OWNING)]
        for c in with_dep(text, i, Rel.RELATIVE):
            clause = text.clauses.get(c)
            if clause is not None and (told := text.roles.by_verb.get(clause.word)) is not None and told.title:
                near += heads_of(clause.things)
        found = (e for c in near for d in conjuncts(text, c) for e in self.owners(d))
        self.of[entity] |= {e for e in found if e != entity}

    def owners(self, i: int) -> Sequence[str]:
        """Return the bodies and lands that a token names: "Omani", "Oman", "their" of two states."""
        index = self._index
        named = index.adjectives.get(i) or index.who(i)
        each = index.members.get(named, (named,)) if named is not None else ()
        return [e for e in each if e is not None and index.entities[e].kind in OWNERS]

    def _peer(self, i: int) -> None:
        """ "*her* counterpart, Lund": whose a counterpart is, who has a name."""
        text, index = self._text, self._index
        own = [e for c in with_dep(text, i, Rel.OWNER) if (e := index.who(c)) is not None]
        names = [e for c in with_dep(text, i, Rel.APPOSITION) if (e := index.who(c)) is not None]
        people = [e for e in names if index.entities[e].kind is EntityKind.PERSON]
        for one in own[:1]:
            self.counterparts[one] += people[:1]

    def is_told(self, entity: str, first: int, last: int) -> bool:
        """Say whether tokens `[first, last)` name somebody."""
        return any(first <= i < last for i in self.places[entity])

    def people_of(self, owner: str, words: Sequence[str]) -> list[str]:
        """Return the people of a body or land who may hold an office of these words: no other one there is told."""
        return [p for p, of in self.of.items() if owner in of and self._may_hold(p, owner, words)]

    def _may_hold(self, person: str, owner: str, words: Sequence[str]) -> bool:
        entity = self._index.entities[person]
        if entity.kind is not EntityKind.PERSON or not entity.names:
            return False
        titles = [r.title.lower().split() for r in entity.roles if r.at in {owner, None} and r.status == "current"]
        held = [t for t in titles if t and t[-1] not in self._peers]
        # no *foreign* for a finance minister
        return not held or any(t[-len(words) :] == [*words][-len(t) :] for t in held)
