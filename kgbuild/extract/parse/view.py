"""An article as every extractor reads it: its tree in our relations, with the grammar of its language at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgbuild.extract.parse.clause import Clause, clauses_of, heads_of, nominal
from kgbuild.extract.parse.draft import Draft
from kgbuild.extract.parse.grammar import Grammar
from kgbuild.extract.parse.mends import mend
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import Tree
from kgbuild.extract.parse.universal import from_universal, name_namesakes
from kgbuild.model.text import AnnotatedText, Token


@dataclass(frozen=True, slots=True)
class View(Tree):
    """The sentences and tokens of an article; each token's `dep` is a `Rel`. `clauses` has the clause of each verb by
    its token. Made once an article by `view_of` and handed to actors, dates, events and positions."""

    clauses: Mapping[int, Clause]

    def clause(self, i: int) -> Clause:
        """Return the clause that the word at token `i` tells, whatever its part of speech."""
        return self.clauses.get(i) or nominal(self, i)

    def doers(self, i: int | None) -> list[int]:
        """Return who does what the verb at token `i` tells; of no verb nobody."""
        clause = self.clauses.get(i) if i is not None else None
        return heads_of(clause.doers) if clause is not None else []


_NOMINAL = frozenset([*SUBJECTS, Rel.OBJECT])
_ASKED = frozenset([Rel.PREPOSITION, Rel.NUMBER])
_LED = frozenset([Rel.PREP_OBJECT, Rel.OBJECT])  # a form in -ing is a noun there
_MISTAKEN = frozenset(["VBG", "VBZ", "VBP"])  # tags that nouns and prepositions get, too


def view_of(text: AnnotatedText, grammar: Grammar) -> View:
    """Return a parsed article with the relations and the words of its language."""
    relation, bases, entity = grammar.labels.get, grammar.lemmas, grammar.entities.get
    read = []
    for t in text.tokens:  # in full: `_replace` takes three times as long
        rel = relation(t.dep, Rel.OTHER)
        lemma = bases[t.pos].get(t.text.lower(), t.lemma) if t.pos in bases else t.lemma
        part = _part(t, rel, grammar) if t.tag in _MISTAKEN or rel in _ASKED else t.pos
        kind = entity(t.entity, t.entity)
        read.append(Token(t.i, t.start, t.end, t.text, lemma, part, t.tag, rel, t.head, kind, t.begins))
    draft = _drafted(text, read, grammar)
    mend(draft, grammar.mends)
    if not draft.is_tree():  # mends that undo each other: better the parser's tree than none
        draft = _drafted(text, read, grammar)
    tokens, children = tuple(draft.tokens), tuple(draft.children)
    tree = Tree(text.article, text.sentences, tokens, children, text.sentence_of, grammar)
    return View(text.article, text.sentences, tokens, children, text.sentence_of, grammar, clauses_of(tree))


def _drafted(text: AnnotatedText, read: Iterable[Token], grammar: Grammar) -> Draft:
    """Return the tree as it was parsed, in the shape of ours."""
    draft = Draft(list(read), list(text.children))
    from_universal(draft, grammar)
    name_namesakes(draft, grammar)
    return draft


def _part(token: Token, rel: Rel, grammar: Grammar) -> str:
    """Return the part of speech of what the tagger takes for a verb: "held a *meeting* in Lund", "*talks* have"."""
    if (token.tag == "VBG" and rel in _LED) or (token.tag in {"VBZ", "VBP"} and rel in _NOMINAL):
        return "NOUN"
    if rel is Rel.NUMBER:  # "*Eleven* pickers", an adjective to the tagger
        return "NUM" if token.text.lower() in grammar.numbers.cardinals else token.pos
    return "ADP" if rel is Rel.PREPOSITION and token.text.lower() in grammar.during else token.pos
