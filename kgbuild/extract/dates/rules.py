"""The rules of a language: sections `dates: rules` and `pieces` of the lexicon, patterns by the name of what they mean.

The builders of all languages are the functions `_name(slots, context)` of the modules below, and a rule calls them by
their `name`; what a language says is which of its patterns mean what, in which tier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from inspect import isfunction, signature

from kgbuild.extract.dates import absolute, clock, compose, durations, quarters, relative, vague
from kgbuild.extract.dates.grammar import Builder, Rule, Tier, rule, tier
from kgbuild.extract.dates.vocabulary import Vocabulary
from kgbuild.problems import Problem
from kgbuild.schema import NAME, TEXT, Written, key, listed, table

_MODULES = (absolute, quarters, relative, durations, clock, vague, compose)
_TAKES = ["slots", "context"]  # what a builder is known by
BUILDERS: Mapping[str, Builder] = {
    name[1:]: build
    for module in _MODULES
    for name, build in vars(module).items()
    if isfunction(build) and [p.lstrip("_") for p in signature(build).parameters] == _TAKES
}
TIERS = ("expressions", "composed", "together", "ranges")  # each sees what those before it have found
_RULES = table(listed(table(NAME, known=tuple(BUILDERS))), known=TIERS)


@dataclass(frozen=True, slots=True)
class DateWords(Vocabulary):
    """The section `dates`: the words of time, and the rules over them."""

    rules: Mapping[str, tuple[Mapping[str, str], ...]] = key(_RULES, "patterns over kinds of words, by what they mean")
    pieces: Mapping[str, str] = key(table(TEXT), "parts of patterns that several rules name")


def tiers_of(words: DateWords, problems: list[Problem]) -> tuple[Tier, ...]:
    """Return the tiers in order; a user's rules come before ours, so that of two that read equally much theirs
    counts."""
    return tuple(tier(*_compiled(words.rules.get(name, ()), words.pieces, problems)) for name in TIERS)


def _compiled(
    entries: Sequence[Mapping[str, str]], pieces: Mapping[str, str], problems: list[Problem]
) -> Iterator[Rule]:
    for meaning, pattern in (pair for entry in entries for pair in entry.items()):
        try:
            yield rule(pattern, BUILDERS[meaning], pieces=pieces)
        except ValueError as error:
            where = pattern.where if isinstance(pattern, Written) else None
            if where is not None:
                problems.append(Problem(where, str(error), "write kinds of words as the shipped rules do"))
