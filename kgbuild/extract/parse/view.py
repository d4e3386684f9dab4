"""An article as every extractor reads it: its tree in our relations, with the grammar of its language at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgbuild.extract.parse.clause import Clause, clauses_of, nominal
from kgbuild.extract.parse.grammar import Form, Grammar
from kgbuild.extract.parse.mends import from_universal, with_namesakes
from kgbuild.extract.parse.misread import with_clauses
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.subjects import with_subjects
from kgbuild.extract.parse.tree import Tree
from kgbuild.model.text import AnnotatedText, Token


@dataclass(frozen=True, slots=True)
class View(Tree):
    """The sentences and tokens of an article; each token's `dep` is a `Rel`. `clauses` has the clause of each verb by
    its token. Made once an article by `view_of` and handed to actors, dates, events and positions."""

    clauses: Mapping[int, Clause]

    def clause(self, i: int) -> Clause:
        """Return the clause that the word at token `i` tells, whatever its part of speech."""
        return self.clauses.get(i) or nominal(self, i)


_NOMINAL = frozenset([*SUBJECTS, Rel.OBJECT])


def view_of(text: AnnotatedText, grammar: Grammar) -> View:
    """Return a parsed article with the relations and the words of its language."""
    relation, base, entity = grammar.labels.get, grammar.lemmas.get, grammar.entities.get
    read = [
        t._replace(
            dep=(rel := relation(t.dep, Rel.OTHER)),
            pos=_part(t, rel, grammar),
            lemma=base(Form(t.pos, t.text.lower()), t.lemma),
            entity=entity(t.entity, t.entity),
        )
        for t in text.tokens
    ]
    named = with_namesakes(from_universal(read, grammar.negations), grammar)
    tokens = with_subjects(with_clauses(named, grammar), grammar.beside)
    children = text.children if tokens is read else _children(tokens)
    tree = Tree(text.article, text.sentences, tuple(tokens), children, text.sentence_of, grammar)
    return View(text.article, text.sentences, tree.tokens, children, text.sentence_of, grammar, clauses_of(tree))


def _part(token: Token, rel: Rel, grammar: Grammar) -> str:
    """Return the part of speech of what the tagger takes for a verb: "during *meeting* in Lund", "peace *talks* have",
    "*following* talks"."""
    if (token.tag == "VBG" and rel is Rel.PREP_OBJECT) or (token.tag in {"VBZ", "VBP"} and rel in _NOMINAL):
        return "NOUN"
    return "ADP" if rel is Rel.PREPOSITION and token.text.lower() in grammar.during else token.pos


def _children(tokens: Sequence[Token]) -> tuple[tuple[int, ...], ...]:
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return tuple(map(tuple, children))
