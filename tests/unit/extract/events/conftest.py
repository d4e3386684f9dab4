"""Invented sentences in, events out: real parse and dates; actors are named by hand, to test only this part."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.article import extract_facts, load_knowledge
from kgbuild.extract.dates.find import find_dates
from kgbuild.extract.dates.knowledge import load_dates
from kgbuild.extract.events.find import ArticleEvents, find_events
from kgbuild.extract.events.vocabulary import load_events
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.quotations import find_quotations, load_marks
from kgbuild.extract.parse.view import View, view_of
from kgbuild.extract.positions.speech import read_speech
from kgbuild.extract.positions.vocabulary import load_speech
from kgbuild.extract.positions.voices import find_voices
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Event, Form, Mention, Role, Span

KINDS = {
    "C": EntityKind.COUNTRY,
    "P": EntityKind.PERSON,
    "O": EntityKind.ORGANIZATION,
    "L": EntityKind.PLACE,
}
POSTS = {"Rosa Vega": "Peru", "Ivan Mora": "Chile"}
ADJECTIVES = {"Omani": "Oman", "Peruvian": "Peru", "Chilean": "Chile", "Kenyan": "Kenya"}


@dataclass(frozen=True)
class Read:
    """What was found, with names in place of ids."""

    text: View
    found: ArticleEvents
    names: Mapping[str, str]

    def who(self, event: Event, role: str = "participants") -> list[str]:
        return sorted(self.names[e] for e in getattr(event, role))

    def where(self, event: Event) -> str | None:
        return self.names[event.place] if event.place else None

    @property
    def meeting(self) -> Event:
        """The only meeting."""
        [meeting] = self.found.meetings
        return meeting

    @property
    def event(self) -> Event:
        """The only event."""
        [event] = self.found.events
        return event


@pytest.fixture(scope="session")
def read() -> Callable[..., Read]:
    """`read("Peru met Chile in Lima.", C="Peru Chile", L="Lima")`; `_` in a name stands for a blank.

    `refers` maps a word to the names it stands for ("he" or "sides"). The day of publication is 2026-02-18, a
    Wednesday, unless `published` says otherwise.
    """
    lexicon = load_lexicon()
    grammar = load_grammar(lexicon)
    frames, speech, marks = load_events(lexicon), load_speech(lexicon), load_marks(lexicon)

    def run(
        words: str, *, published: str = "2026-02-18", refers: Mapping[str, str] | None = None, **names: str
    ) -> Read:
        blocks = tuple(Block(m.start(), m.end(), BlockKind.BODY) for m in re.finditer(r"[^\n]+", words))
        [annotated] = annotate([Article("invented", words, published=published, blocks=blocks)])
        text = view_of(annotated, grammar)
        actors = _index(text, {n: KINDS[k] for k, v in names.items() for n in v.split()}, refers or {})
        quotations = find_quotations(text, marks)
        dates = find_dates(text, knowledge=load_dates(lexicon), quotations=quotations)
        voices = find_voices(read_speech(text, actors, quotations, lexicon=speech))
        found = find_events(text, actors, dates, frames=frames, voices=voices)
        return Read(text, found, {e.id: e.name for e in actors.entities.values()})

    return run


@pytest.fixture(scope="session")
def extracted() -> Callable[[str], ArticleFacts]:
    """`extracted("Ana Lobo met Ivo Kranjc in Split.")`: all that is found, the actors too; published 2026-03-04."""
    knowledge = load_knowledge(load_lexicon())

    def run(words: str) -> ArticleFacts:
        blocks = tuple(Block(m.start(), m.end(), BlockKind.BODY) for m in re.finditer(r"[^\n]+", words))
        [text] = annotate([Article("invented", words, published="2026-03-04", blocks=blocks)])
        return extract_facts(text, knowledge=knowledge)

    return run


def _index(text: View, kinds: Mapping[str, EntityKind], refers: Mapping[str, str]) -> ActorIndex:
    ids = {name: f"e{n}" for n, name in enumerate(kinds, 1)}
    entities = {}
    for name, kind in kinds.items():
        shown = name.replace("_", " ")
        post = (Role("minister", ids[POSTS[shown]], "current", Span(0, 1, "x")),) if shown in POSTS else ()
        entities[ids[name]] = Entity(ids[name], kind, shown, (shown,), roles=post)
    mentions, token_mention = [], {}
    members: dict[str, tuple[str, ...]] = {}

    def add(start: int, end: int, entity: str, form: Form) -> None:
        mention = Mention(start, end, text.slice(start, end), form, entity, entities[entity].kind)
        mentions.append(mention)
        for token in text.tokens:
            if start <= token.start and token.end <= end:
                token_mention[token.i] = mention

    for name, kind in kinds.items():
        shown = name.replace("_", " ")
        forms = [shown, shown.split()[-1]] if kind is EntityKind.PERSON else [shown]
        for m in re.finditer(rf"\b(?:{'|'.join(forms)})\b", text.article.text):
            add(m.start(), m.end(), ids[name], Form.NAME)
    for word, names in refers.items():
        several = [ids[n] for n in names.split()]
        entity = several[0] if len(several) == 1 else f"g{len(entities) + 1}"
        if len(several) > 1:
            entities[entity] = Entity(entity, EntityKind.GROUP, word)
            members[entity] = tuple(several)
        for m in re.finditer(rf"\b{word}\b", text.article.text):
            add(m.start(), m.end(), entity, Form.NOMINAL)
    demonyms = {t.i: ids[ADJECTIVES[t.text]] for t in text.tokens if ADJECTIVES.get(t.text) in ids}
    return ActorIndex(entities, tuple(mentions), token_mention, members, demonyms)
