"""One reader of short texts for all actor tests: the model loads once a session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kgbuild.annotate.capitals import Names
from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.find import find_actors
from kgbuild.extract.actors.knowledge import ActorKnowledge, load_actor_knowledge
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.view import View, view_of
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.facts import Entity, Mention


@dataclass(frozen=True)
class Read:
    """The actors of a short text, asked by what stands in it."""

    text: View
    index: ActorIndex

    def mention(self, words: str) -> Mention:
        return next(m for m in self.index.mentions if m.text == words)

    def entity(self, words: str) -> Entity:
        return self.index.entities[self.mention(words).entity]

    def texts(self) -> list[str]:
        return [m.text for m in self.index.mentions]

    def roles(self, words: str) -> list[tuple[str, str | None, str]]:
        held = self.entity(words).roles
        return [(r.title, self.index.entities[r.at].name if r.at else None, r.status) for r in held]

    def refers(self, words: str, nth: int = 0) -> str | None:
        """The name of whom the nth token with these characters refers to."""
        token = [t for t in self.text.tokens if t.text == words][nth]
        entity = self.index.who(token.i)
        return self.index.entities[entity].name if entity else None


@pytest.fixture(scope="session")
def actor_knowledge() -> ActorKnowledge:
    return load_actor_knowledge(load_lexicon())


@pytest.fixture(scope="session")
def read(actor_knowledge: ActorKnowledge) -> Callable[[str], Read]:
    grammar = load_grammar(load_lexicon())
    names = Names(actor_knowledge.known_at, actor_knowledge.roles.given, actor_knowledge.whole_words)

    def run(text: str) -> Read:
        blocks, at = [], 0
        for paragraph in text.split("\n\n"):
            blocks.append(Block(at, at + len(paragraph), BlockKind.BODY))
            at += len(paragraph) + 2
        annotated = next(iter(annotate([Article("test", text, blocks=tuple(blocks))], names=names)))
        view = view_of(annotated, grammar)
        return Read(view, find_actors(view, knowledge=actor_knowledge))

    return run
