"""Lexicon files: YAML with one section for each kind of language knowledge; a user's files extend the shipped ones.

A file is a map from section names to entries; several files may hold the same section. This module splits files into
sections and knows nothing of what is in them: each extractor reads its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kgbuild.errors import ConfigError
from kgbuild.problems import Problem
from kgbuild.resources import DEFAULT_LANGUAGE, lexicon_folder, shown_path
from kgbuild.switched_off import switch_off
from kgbuild.yamlio import Node, load_yaml

SECTIONS = (
    "aliases",  # other names of one actor or place
    "boilerplate",  # promo, newsletter, share and byline wording
    "classes",  # sets of words that entries of other sections name ("$vehicle")
    "dates",  # names of months, holidays, parts of the day, …
    "events",  # event frames other than meetings
    "grammar",  # words of closed classes
    "groups",  # nouns that name groups and organisations
    "identity",  # what tells whether two reports speak of one person or event
    "issues",  # what positions are about (SKOS scheme)
    "lemmas",  # bases of forms that the lemmatizer gets wrong
    "meetings",  # meeting words and frames
    "metonyms",  # seats and buildings that stand for a government
    "quotations",  # marks of quotations
    "relations",  # what the labels of the parser mean
    "roles",  # titles people hold
    "speech",  # verbs, nouns and adjectives that report what someone says
)

OFF = "off"  # words of earlier files that shall not count, by section


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The sections of all lexicon files of a language, shipped ones first, each node with file and line."""

    sections: Mapping[str, tuple[Node, ...]]
    language: str = DEFAULT_LANGUAGE

    @property
    def gazetteer(self) -> Path:
        """The table of countries and cities by their names in this language."""
        return lexicon_folder(self.language) / "gazetteer.csv"

    @property
    def given_names(self) -> Path:
        """The table of given names with the pronoun they tell."""
        return lexicon_folder(self.language) / "given.csv"

    def section(self, name: str) -> tuple[Node, ...]:
        """Return the nodes that stand under `name`, one for each file that has it."""
        return self.sections.get(name, ())


def shipped_lexicons(language: str = DEFAULT_LANGUAGE) -> tuple[Path, ...]:
    """Return the shipped lexicon files of a language in a fixed order."""
    return tuple(sorted(lexicon_folder(language).glob("*.yml")))


def load_lexicon(extra: Iterable[Path] = (), *, language: str = DEFAULT_LANGUAGE, base: Path | None = None) -> Lexicon:
    """Read the shipped lexicons of a language and then `extra`. Raises `ConfigError` with the problems of all files
    together."""
    problems: list[Problem] = []
    lexicon = read_lexicon(extra, problems, language=language, base=base)
    if problems:
        raise ConfigError(problems)
    return lexicon


def read_lexicon(
    extra: Iterable[Path],
    problems: list[Problem],
    *,
    language: str = DEFAULT_LANGUAGE,
    base: Path | None = None,
) -> Lexicon:
    """Read the same, adding what is wrong to `problems`; what can be read of a file with mistakes is in the result, so
    that its sections are checked in the same pass."""
    sections: dict[str, list[Node]] = {}
    for path in (*shipped_lexicons(language), *extra):
        try:
            root = load_yaml(path, shown=shown_path(path, base=base))
        except ConfigError as error:
            problems.extend(error.problems)
            continue
        found = root.want_map(problems, known=(*SECTIONS, OFF))
        if OFF in found:
            sections = switch_off(found.pop(OFF), sections, problems, known=SECTIONS)
        for name, node in found.items():
            sections.setdefault(name, []).append(node)
    return Lexicon({name: tuple(nodes) for name, nodes in sections.items()}, language)
