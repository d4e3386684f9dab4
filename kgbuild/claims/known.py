"""What the statements of a build say of actors and things, as far as policies and labels need it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgbuild.model.quads import Triple
from kgbuild.model.terms import literal_of
from kgbuild.model.vocabulary import ALT_LABEL, HOLDER, LABEL, TYPE


@dataclass(frozen=True, slots=True)
class Known:
    """By term: `names` (label and other names), `kinds` (local names of classes, lower case) and `titles` held."""

    names: Mapping[str, frozenset[str]]
    kinds: Mapping[str, frozenset[str]]
    titles: Mapping[str, frozenset[str]]


def known_of(triples: Iterable[Triple]) -> Known:
    """Gather names, kinds and titles."""
    names: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, obj in triples:
        if predicate in (LABEL, ALT_LABEL):
            names[subject].add(literal_of(obj).value)
        elif predicate == TYPE:
            kinds[subject].add(obj.strip("<>").replace("/", "#").rsplit("#", 1)[-1].lower())
        elif predicate == HOLDER:
            holders[obj].add(subject)
    titles = {who: frozenset(t for role in roles for t in names.get(role, ())) for who, roles in holders.items()}
    return Known(_frozen(names), _frozen(kinds), titles)


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {term: frozenset(values) for term, values in found.items()}
