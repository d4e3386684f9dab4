"""Subjects that the parser binds into a name: in "…, the opposition claims" it takes "opposition claims" for one noun,
though it has read the last word as a finite verb, which no article can stand before."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.text import Token

_FINITE = frozenset({"VBZ", "VBD", "VBP"})
_NOUNS = frozenset({"NOUN", "PROPN"})


def with_subjects(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return an article's tokens in which the noun before a finite verb that has an article, but no subject, is its
    subject and has the article."""
    below: dict[int, list[Token]] = {}
    for token in tokens:
        if tokens[token.head].tag in _FINITE and token.i < token.head:
            below.setdefault(token.head, []).append(token)
    changed = list(tokens)
    for verb, before in below.items():
        noun = before[-1]
        bound = noun.dep == Rel.COMPOUND and noun.i == verb - 1 and noun.pos in _NOUNS
        article = any(t.dep == Rel.DETERMINER for t in before)
        if not (bound and article) or any(t.dep in SUBJECTS for t in before):
            continue
        changed[noun.i] = noun._replace(dep=Rel.SUBJECT)
        for token in before[:-1]:
            if token.dep in {Rel.DETERMINER, Rel.COMPOUND, Rel.ADJECTIVE}:
                changed[token.i] = token._replace(head=noun.i)
    return changed if changed != list(tokens) else tokens
