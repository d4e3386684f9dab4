"""What dates know of a language: its words of time and the rules over them, read once."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.errors import ConfigError
from kgbuild.extract.dates.grammar import Tier
from kgbuild.extract.dates.rules import read_rules
from kgbuild.extract.dates.vocabulary import Vocabulary, read_vocabulary
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem


@dataclass(frozen=True, slots=True)
class DateKnowledge:
    """The words of time of a language, and its rules in tiers."""

    words: Vocabulary
    tiers: tuple[Tier, ...]


def load_dates(lexicon: Lexicon) -> DateKnowledge:
    """Read the sections `dates` of a lexicon. Raises `ConfigError` with every entry that does not fit."""
    problems: list[Problem] = []
    vocabulary = read_vocabulary(lexicon, problems)
    tiers = read_rules(lexicon, problems)
    if problems:
        raise ConfigError(problems)
    return DateKnowledge(vocabulary, tiers)
