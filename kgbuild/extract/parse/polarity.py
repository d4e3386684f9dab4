"""Whether a verb is denied or stands under a condition."""

from __future__ import annotations

from collections.abc import Collection

from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import Tree, ancestors, child, with_dep

_HANGING = frozenset({Rel.ADVERB_CLAUSE, Rel.PARTICIPLE, Rel.PREP_CLAUSE})
_LESSENING = frozenset({Rel.DETERMINER, Rel.NEGATION, Rel.ADJECTIVE})


def is_negated(text: Tree, i: int, *, things: bool = True) -> bool:
    """Say whether a verb or predicate is negated, itself, in its auxiliaries, or by a subject or (with `things`) object
    with "no"."""
    negations = text.grammar.negations
    for j in text.children[i]:
        token = text.tokens[j]
        if token.dep == Rel.NEGATION or (
            j < i and token.dep in {Rel.ADVERB, Rel.PRECONJUNCT} and token.lemma.lower() in negations
        ):
            return True
        if j < i and token.dep == Rel.ADVERB and child(text, j, Rel.NEGATION) is not None:
            return True  # "no longer"
        inner = child(text, j, Rel.PREP_OBJECT) if token.dep == Rel.PREPOSITION and j < i else None
        if inner is not None and has_no(text, inner) and _inverted(text, i):
            return True  # "at no point did we ask"
        if token.dep in {Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OBJECT, Rel.ATTRIBUTE} and has_no(text, j):
            return things or token.dep != Rel.OBJECT
    return joined_by_nor(text, i)


def _inverted(text: Tree, i: int) -> bool:
    helper, subject = child(text, i, Rel.AUXILIARY), child(text, i, *SUBJECTS)
    return helper is not None and subject is not None and helper < subject


def joined_by_nor(text: Tree, i: int) -> bool:
    """ "neither confirms nor denies": what "nor" joins is denied as well."""
    if text.tokens[i].dep != Rel.CONJUNCT:
        return False
    links = [j for j in text.children[text.tokens[i].head] if text.tokens[j].dep == Rel.COORDINATOR and j < i]
    return bool(links) and text.tokens[links[-1]].lemma.lower() in text.grammar.negations


def has_no(text: Tree, i: int) -> bool:
    """Say whether a noun is "no one", "nothing", "no agreement", "little inclination"; not "a few", "No 10"."""
    grammar = text.grammar
    if text.tokens[i].text.isdigit():
        return False
    if text.tokens[i].lemma.lower() in grammar.negations:
        return True
    before = [text.tokens[j] for j in text.children[i] if text.tokens[j].dep in _LESSENING]
    some = any(t.lemma.lower() in grammar.indefinite for t in before)
    return not some and any(t.lemma.lower() in grammar.negations for t in before)


def is_conditional(text: Tree, i: int, conditions: Collection[str]) -> bool:
    """Say whether a verb stands in an "if" clause, at any depth."""
    above = (j for j in (i, *ancestors(text, i)) if text.tokens[j].dep in _HANGING)
    return any(_is_marked(text, j, conditions) for j in above)


def conditional_subject(text: Tree, i: int, conditions: Collection[str]) -> int | None:
    """Return the subject of the clause that sets a condition for verb `i` ("if *Peru* closed the dam, …")."""
    clause = next((j for j in with_dep(text, i, Rel.ADVERB_CLAUSE) if _is_marked(text, j, conditions)), None)
    subject = child(text, clause, *SUBJECTS) if clause is not None else None
    return None if subject is None or text.tokens[subject].lemma.lower() in text.grammar.it else subject


def _is_marked(text: Tree, clause: int, conditions: Collection[str]) -> bool:
    return any(text.tokens[k].lemma.lower() in conditions for k in with_dep(text, clause, Rel.MARKER, Rel.ADVERB))
