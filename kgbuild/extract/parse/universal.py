"""Trees of Universal Dependencies in the shape of ours: there, the words that hold a sentence together hang on what
they introduce; here, as with the English models, they govern it ("met | with | Paul", "is | a judge")."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kgbuild.extract.parse.relations import Rel
from kgbuild.model.text import Token

_OF_CLAUSE = frozenset(
    {
        Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.CLAUSE_SUBJECT, Rel.EXPLETIVE, Rel.AUXILIARY, Rel.PASSIVE, Rel.MARKER,
        Rel.NEGATION, Rel.ADVERB, Rel.ADVERB_CLAUSE, Rel.NOUN_ADVERB, Rel.PUNCTUATION, Rel.CLAUSE, Rel.PARATAXIS,
        Rel.COORDINATOR, Rel.PREPOSITION,
    }
)  # fmt: skip
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_FOREIGN = frozenset({Rel.CASE, Rel.COPULA, Rel.FLAT})


def from_universal(tokens: Sequence[Token], negations: Collection[str]) -> Sequence[Token]:
    """Return the tokens with prepositions, copulas, names and coordinators as heads have them here, the adverbs of
    `negations` as what they are; a tree that is of this shape already comes back as it is."""
    if not any(t.dep in _FOREIGN and not _owns(t) for t in tokens):
        return tokens
    changed = list(tokens)
    _turn_names(changed)
    _turn_copulas(changed)
    _turn_prepositions(changed)
    _name_relations(changed, negations)
    return changed


def _name_relations(tokens: list[Token], negations: Collection[str]) -> None:
    """Tell what has no label of its own there: negations, the "to" of infinitives, those who do it to each other."""
    mutual = {t.head for t in tokens if t.dep == Rel.EXPLETIVE} - {t.head for t in tokens if t.dep == Rel.PASSIVE}
    for i, token in enumerate(tokens):
        head = tokens[token.head]
        if token.dep == Rel.COORDINATOR and head.dep == Rel.CONJUNCT:
            tokens[i] = token._replace(head=head.head)
        elif token.dep == Rel.ADVERB and token.lemma.lower() in negations:
            tokens[i] = token._replace(dep=Rel.NEGATION)
        elif token.dep == Rel.MARKER and token.pos == "ADP" and head.tag == "VB":
            tokens[i] = token._replace(dep=Rel.AUXILIARY, tag="TO")
        elif token.dep == Rel.PASSIVE_SUBJECT and token.head in mutual:
            tokens[i] = token._replace(dep=Rel.SUBJECT)


def _owns(token: Token) -> bool:
    """The "'s" of an English owner is a case too."""
    return token.dep == Rel.CASE and token.pos == "PART"


def _children(tokens: Sequence[Token], i: int) -> list[int]:
    return [t.i for t in tokens if t.head == i and t.i != i]


def _put(tokens: list[Token], i: int, head: int, dep: str) -> None:
    tokens[i] = tokens[i]._replace(head=head, dep=dep)


def _replace(tokens: list[Token], old: int, new: int) -> None:
    """Put `new` where `old` hangs."""
    above = tokens[old].head
    _put(tokens, new, new if above == old else above, tokens[old].dep)


def _turn_names(tokens: list[Token]) -> None:
    """The last word of a name governs the others, and what hangs on the name hangs on it."""
    firsts = sorted({t.head for t in tokens if t.dep == Rel.FLAT})
    for first in firsts:
        below = _children(tokens, first)
        parts = [c for c in below if tokens[c].dep == Rel.FLAT and tokens[c].entity == tokens[first].entity]
        last = parts[-1] if parts else first
        if last < first:
            continue
        _replace(tokens, first, last)
        for c in (first, *below):
            if c != last:
                _put(tokens, c, last, Rel.COMPOUND if c == first or c in parts else tokens[c].dep)


def _turn_copulas(tokens: list[Token]) -> None:
    for copula in [t.i for t in tokens if t.dep == Rel.COPULA]:
        noun = tokens[copula].head
        below = _children(tokens, noun)
        _replace(tokens, noun, copula)
        _put(tokens, noun, copula, Rel.ATTRIBUTE if tokens[noun].pos in _NOMINAL else Rel.PREDICATE)
        for c in below:
            if c != copula and tokens[c].dep in _OF_CLAUSE:
                _put(tokens, c, copula, tokens[c].dep)


def _turn_prepositions(tokens: list[Token]) -> None:
    turned: set[int] = set()
    for case in [t.i for t in tokens if t.dep == Rel.CASE and not _owns(t)]:
        noun = tokens[case].head
        if noun in turned or tokens[noun].head == noun:
            continue
        turned.add(noun)
        above = tokens[noun]
        _put(tokens, case, above.head, Rel.AGENT if above.dep == Rel.AGENT else Rel.PREPOSITION)
        _put(tokens, noun, case, Rel.PREP_OBJECT)
