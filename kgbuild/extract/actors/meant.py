"""Whom phrases without a name stand for, asked when the names, roles and pronouns of an article are known, so that what
is told after a phrase counts as well: "The mayors of Lund and Moss met. *Lund's Ada Cole* said". Where several may be
meant, a phrase stays what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.affiliation import Affiliation
from kgbuild.extract.actors.groups import left_of
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.several import Several
from kgbuild.extract.actors.single import Single
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, objects_on
from kgbuild.model.facts import Entity, EntityKind, Form, Mention
from kgbuild.model.text import Token

_NOUNS = frozenset({"NOUN", "NUM", "DET", "PRON"})
_NAMELESS = frozenset({EntityKind.GROUP, EntityKind.PERSON, EntityKind.ORGANIZATION})


def with_meant(text: Page, index: ActorIndex) -> ActorIndex:
    """Return an index that also says whom the phrases of an article without a name stand for: of several, as members of
    a group that the phrase names; of one, as a mention of theirs."""
    meant, affiliation = _Meant(text, index), Affiliation(text, index)
    several, single = Several(text, index, meant.members, affiliation), Single(text, index, affiliation)
    for token in text.tokens:
        if meant.is_open(token):
            if found := several.meant(token):
                meant.take(token, found)
            elif (one := single.meant(token)) is not None:
                meant.same(token, one)
            for of in meant.drawn_from(token):  # "directors of *the two banks*", "officials of *the Dutch club*"
                meant.take(token, several.meant(of) or tuple(filter(None, [single.meant(of)])))
        elif index.kind(token.i) is EntityKind.COUNTRY and (one := single.person_from(token)) is not None:
            meant.same(token, one)
    return meant.index()


class _Meant:
    """What is known so far; grows while an article is read from top to bottom."""

    def __init__(self, text: Page, index: ActorIndex) -> None:
        """Begin with what names, roles and pronouns tell."""
        self._text, self._index = text, index
        self.members = dict(index.members)
        self._entities, self._at = dict(index.entities), dict(index.token_mention)
        self._now = {m: m for m in index.mentions}  # what became of each mention

    def is_open(self, token: Token) -> bool:
        """Say whether a noun heads a phrase that nobody is known for."""
        mention = self._at.get(token.i)
        if token.pos not in _NOUNS or token.dep == Rel.COMPOUND:
            return False
        if mention is None:
            return True
        entity = self._entities[mention.entity]
        named = entity.names or entity.known or entity.key or entity.kind not in _NAMELESS
        inside = any(self._at.get(a) is mention for a in ancestors(self._text, token.i))  # "aides | of both *camps*"
        return mention.form is Form.NOMINAL and not (named or inside or entity.id in self.members)

    def take(self, token: Token, found: Sequence[str]) -> None:
        """Note whom a plural stands for: its mention is one of a group of its own, as are those that only repeat it."""
        if not found:
            return
        group = next((k for k, members in self.members.items() if members == tuple(found)), None)
        old = self._at.get(token.i)
        if group is None:
            group = f"e{len(self._entities) + 1}"
            self._entities[group] = Entity(group, EntityKind.GROUP, old.text if old is not None else token.text)
            self.members[group] = tuple(found)
        if old is not None:
            for mention in [*self._repeated(old)]:
                self._move(mention, replace(mention, entity=group, kind=EntityKind.GROUP))
            return
        self._add(token, group, EntityKind.GROUP)

    def drawn_from(self, token: Token) -> list[Token]:
        """Return the nouns that the mention of a noun, its head, goes on to: whom a group belongs to."""
        mention, text = self._at.get(token.i), self._text
        of = objects_on(text, token.i, *text.grammar.belonging) if mention is not None else []
        return [text.tokens[o] for o in of if self._at.get(o) is mention]

    def same(self, token: Token, who: str) -> None:
        """Note who a noun for one stands for: a person whom nothing names is that one wherever they are mentioned."""
        kind, old = self._entities[who].kind, self._at.get(token.i)
        if old is None:
            self._add(token, who, kind)
            return
        unnamed = self._entities[old.entity].kind is EntityKind.PERSON
        for mention in {m for m in self._at.values() if m == old or (unnamed and m.entity == old.entity)}:
            form = Form.NOMINAL if mention.form is Form.NAME else mention.form  # "the *Dane*", no name of theirs
            self._move(mention, replace(mention, entity=who, kind=kind, form=form))

    def _add(self, token: Token, entity: str, kind: EntityKind) -> None:
        first, text = left_of(token, self._text), self._text
        first -= text.at(first - 1).text.lower() in text.groups.both  # "*both* sides"
        start = text.tokens[first].start
        new = Mention(start, token.end, text.slice(start, token.end), Form.NOMINAL, entity, kind)
        self._now[new] = new
        self._at.update({t.i: new for t in text.between(start, token.end) if t.i not in self._at})

    def _move(self, old: Mention, new: Mention) -> None:
        self._now = {first: new if now == old else now for first, now in self._now.items()}
        self._at.update({i: new for i, m in self._at.items() if m == old})

    def _repeated(self, old: Mention) -> Iterator[Mention]:
        """Yield a mention and the later ones of the same group by no more words, with the pronouns after them."""
        words, same = set(old.text.lower().split()), True
        for mention in sorted({m for m in self._at.values() if m.entity == old.entity}, key=lambda m: m.start):
            if mention.form is Form.NOMINAL:
                same = set(mention.text.lower().split()) <= words
            if mention == old or (same and mention.start > old.start):
                yield mention

    def index(self) -> ActorIndex:
        """Return the index with all that was found; who is mentioned no more is gone."""
        mentions = tuple(sorted({*self._now.values()}, key=lambda m: (m.start, -m.end)))
        lost = {m.entity for m in self._index.mentions} - {m.entity for m in mentions}
        lost -= {one for members in self.members.values() for one in members}
        lost -= {r.at for e in self._entities.values() for r in e.roles if r.at is not None}
        entities = {k: e for k, e in self._entities.items() if k not in lost}
        members = {k: m for k, m in self.members.items() if k not in lost}
        return ActorIndex(entities, mentions, self._at, members, self._index.adjectives)
