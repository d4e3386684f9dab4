"""What dates know of a language: its words of time and the rules over them, patterns by the name of what they mean.

The builders of all languages are the functions `_name(slots, context)` of the modules below, and a rule calls them by
their `name`; what a language says is which of its patterns mean what, in which tier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from inspect import isfunction
from typing import get_type_hints

from kgbuild.errors import ConfigError
from kgbuild.extract.dates import absolute, compose, durations, relative
from kgbuild.extract.dates.grammar import Builder, Rule, Slots, Tier, rule, tier
from kgbuild.extract.dates.reading import Context, Reading
from kgbuild.extract.dates.vocabulary import Vocabulary, with_words
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.schema import NAME, TEXT, Written, join, key, listed, read, table

_MODULES = (absolute, relative, durations, compose)
_TYPES = [Slots, Context, Reading | None]  # of what a builder takes and returns
BUILDERS: Mapping[str, Builder] = {
    name[1:]: build
    for module in _MODULES
    for name, build in vars(module).items()
    if isfunction(build) and list(get_type_hints(build).values()) == _TYPES
}
TIERS = ("expressions", "composed", "together", "ranges")  # each sees what those before it have found
_RULES = table(listed(table(NAME, known=tuple(BUILDERS))), known=TIERS)


@dataclass(frozen=True, slots=True)
class DateWords(Vocabulary):
    """The section `dates`: the words of time, and the rules over them."""

    rules: Mapping[str, tuple[Mapping[str, str], ...]] = key(_RULES, "patterns over kinds of words, by what they mean")
    pieces: Mapping[str, str] = key(table(TEXT), "parts of patterns that several rules name")


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


@dataclass(frozen=True, slots=True)
class DateKnowledge:
    """The words of time of a language, and its rules in tiers."""

    words: Vocabulary
    tiers: tuple[Tier, ...]


def load_dates(lexicon: Lexicon) -> DateKnowledge:
    """Read the sections `dates` of a lexicon. Raises `ConfigError` with every entry that does not fit."""
    problems: list[Problem] = []
    read_parts = (read(DateWords, node, problems) for node in lexicon.section("dates"))
    parts = [part for part in read_parts if part is not None]
    whole = join(DateWords, parts)
    # a user's rules come before ours, so that of two that read equally much theirs counts
    tiers = tuple(tier(*_compiled(whole.rules.get(name, ()), whole.pieces, problems)) for name in TIERS)
    if problems:
        raise ConfigError(problems)
    return DateKnowledge(with_words(whole, parts), tiers)
