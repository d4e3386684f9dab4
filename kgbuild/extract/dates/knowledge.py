"""What dates know of a language: its words of time and the rules over them, read once."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.errors import ConfigError
from kgbuild.extract.dates.grammar import Tier
from kgbuild.extract.dates.rules import DateWords, tiers_of
from kgbuild.extract.dates.vocabulary import Vocabulary, with_words
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.schema import join, read


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
    tiers = tiers_of(whole, problems)
    if problems:
        raise ConfigError(problems)
    return DateKnowledge(with_words(whole, parts), tiers)
