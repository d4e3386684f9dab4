"""An article as every extractor reads it: its tree in our relations, with the grammar of its language at hand."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.extract.parse.grammar import Grammar
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.text import AnnotatedText


@dataclass(frozen=True, slots=True)
class View(AnnotatedText):
    """The sentences and tokens of an article; each token's `dep` is a `Rel`. Made once an article by `view_of` and
    handed to actors, dates, events and positions."""

    grammar: Grammar


def view_of(text: AnnotatedText, grammar: Grammar) -> View:
    """Return a parsed article with the relations and the words of its language."""
    relation = grammar.labels.get
    tokens = tuple(t._replace(dep=relation(t.dep, Rel.OTHER)) for t in text.tokens)
    return View(text.article, text.sentences, tokens, text.children, text.sentence_of, grammar)
