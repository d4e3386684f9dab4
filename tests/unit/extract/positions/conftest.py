"""Invented sentences in, positions out: real parse and dates; actors are named by hand, to test only this part."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.dates.find import find_dates
from kgbuild.extract.dates.knowledge import load_dates
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.quotations import Quotation, find_quotations, load_marks
from kgbuild.extract.parse.view import View, view_of
from kgbuild.extract.positions.find import find_positions
from kgbuild.extract.positions.speech import read_speech
from kgbuild.extract.positions.vocabulary import load_speech
from kgbuild.extract.positions.voices import find_voices
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.facts import Entity, EntityKind, Form, Mention, PositionFact, Voice


@dataclass(frozen=True)
class Heard:
    """What was found, with names in place of ids."""

    text: View
    positions: tuple[PositionFact, ...]
    names: Mapping[str, str]
    marked: tuple[Quotation, ...]
    voices: tuple[Voice, ...]

    def who(self, entity: str | None) -> str:
        return self.names[entity] if entity else "?"

    @property
    def brief(self) -> list[str]:
        """Each position as `speaker stance [> targets]: text`."""
        shown = []
        for p in self.positions:
            targets = " > " + " ".join(self.who(t) for t in p.targets) if p.targets else ""
            shown.append(f"{self.who(p.speaker)} {p.stance}{targets}: {p.text}")
        return shown

    @property
    def told(self) -> list[str]:
        """Each voice as `speakers [denied|confirmed] ["]: text [(via …)]`."""
        shown = []
        for v in self.voices:
            how = "" if v.assertion == "reported" else f" {v.assertion}"
            via = f" (via {self.who(v.via)})" if v.via else ""
            mark = ' "' if v.quoted else ""
            who = " + ".join(map(self.who, v.speakers)) or "?"
            shown.append(f"{who}{how}{mark}: {self.text.slice(v.start, v.end)}{via}")
        return shown

    @property
    def quotations(self) -> list[str]:
        """The text between each pair of quotation marks."""
        return [self.text.slice(q.start, q.end) for q in self.marked]

    @property
    def only(self) -> PositionFact:
        """The only position."""
        [position] = self.positions
        return position


Hear = Callable[..., Heard]


@pytest.fixture(scope="session")
def hear() -> Hear:
    """`hear("Paris said no.", C="Paris")`; paragraphs end at line breaks, `_` is a blank.

    `refers` says whom a word stands for.
    """
    lexicon = load_lexicon()
    grammar = load_grammar(lexicon)
    speech, marks = load_speech(lexicon), load_marks(lexicon)

    def run(words: str, *, kinds: Mapping[str, BlockKind] | None = None, refers: str = "", **names: str) -> Heard:
        blocks = tuple(
            Block(m.start(), m.end(), (kinds or {}).get(m.group(), BlockKind.BODY))
            for m in re.finditer(r"[^\n]+", words)
        )
        [annotated] = annotate([Article("invented", words, published="2026-02-18", blocks=blocks)])
        text = view_of(annotated, grammar)
        actors = _index(text, names, dict(pair.split("=") for pair in refers.split()))
        marked = find_quotations(text, marks)
        heard = read_speech(text, actors, marked, lexicon=speech)
        found = find_positions(heard, find_dates(text, knowledge=load_dates(lexicon), quotations=marked))
        names_of = {e.id: e.name for e in actors.entities.values()}
        return Heard(text, found, names_of, marked, find_voices(heard))

    return run


_ADJECTIVES = {"Peruvian": "Peru", "Chilean": "Chile"}
_KINDS = {"C": EntityKind.COUNTRY, "P": EntityKind.PERSON, "O": EntityKind.ORGANIZATION, "G": EntityKind.GROUP}


def _index(text: View, names: Mapping[str, str], refers: Mapping[str, str]) -> ActorIndex:
    kinds = {name.replace("_", " "): _KINDS[k] for k, listed in names.items() for name in listed.split()}
    ids = {name: f"e{n}" for n, name in enumerate(kinds, 1)}
    entities = {ids[n]: Entity(ids[n], kind, n, (n,)) for n, kind in kinds.items()}
    mentions, token_mention = [], {}
    for word, name in {**{n: n for n in kinds}, **refers}.items():
        for m in re.finditer(rf"\b{word}\b", text.article.text):
            mention = Mention(m.start(), m.end(), m.group(), Form.NAME, ids[name], kinds[name])
            mentions.append(mention)
            for token in text.tokens:
                if m.start() <= token.start and token.end <= m.end():
                    token_mention[token.i] = mention
    adjectives = {t.i: ids[_ADJECTIVES[t.text]] for t in text.tokens if _ADJECTIVES.get(t.text) in ids}
    return ActorIndex(entities, tuple(mentions), token_mention, adjectives=adjectives)
