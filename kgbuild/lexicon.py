"""Lexicon files: YAML with one section for each kind of language knowledge; a user's files extend the shipped ones.

A file is a map from section names to entries; several files may hold the same section. This module splits files into
sections and knows nothing of what is in them: each extractor reads its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kgbuild.errors import ConfigError
from kgbuild.problems import Problem
from kgbuild.resources import DEFAULT_LANGUAGE, lexicon_folder, shown_path
from kgbuild.switched_off import switch_off
from kgbuild.word_sets import memberships, read_sets, shipped_sets, spelt_out
from kgbuild.yamlio import Node, load_yaml

SECTIONS = (
    "aliases",  # other names of one actor or place
    "boilerplate",  # promo, newsletter, share and byline wording
    "classes",  # sets of words that entries of other sections name ("$vehicle")
    "confidence",  # how often facts of each kind were found to be right
    "entities",  # what the labels of the recognizer mean
    "dates",  # names of months, holidays, parts of the day, …
    "events",  # event frames other than meetings
    "grammar",  # words of closed classes
    "groups",  # nouns that name groups and organisations
    "identity",  # what tells whether two reports speak of one person or event
    "issues",  # what positions are about (SKOS scheme)
    "lemmas",  # bases of forms that the lemmatizer gets wrong
    "meetings",  # meeting words and frames
    "mends",  # what the parser misreads
    "metonyms",  # seats and buildings that stand for a government
    "quotations",  # marks of quotations
    "relations",  # what the labels of the parser mean
    "roles",  # titles people hold
    "speech",  # verbs, nouns and adjectives that report what someone says
)

OFF = "off"  # words of earlier files that shall not count, by section


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The sections of all lexicon files of a language, shipped ones first, each node with file and line.

    `files` numbers the files by the name they have in messages, the first `shipped` of them ours. `sets` are the words
    of the section `classes`, which stand for `$name` in all others; `called` has for each word what a list may
    call it.
    """

    sections: Mapping[str, tuple[Node, ...]]
    language: str = DEFAULT_LANGUAGE
    files: Mapping[str, int] = field(default_factory=dict)
    shipped: int = 0
    sets: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    called: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def rank(self, place: str) -> tuple[bool, int, int]:
        """Return of an entry's place (`own.yml:12`) whether it is a user's, which file it is in, and the line."""
        name, _, line = place.rpartition(":")
        number = self.files.get(name, 0)
        return number >= self.shipped, number, int(line)

    def word_set(self, name: str) -> frozenset[str]:
        """Return the words of a set of the section `classes`, in lower case; `name` as entries write it ("$person")."""
        return frozenset(node.text.lower() for node in self.sets.get(name.removeprefix("$"), ()))

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
    nouns = lexicon_folder(language) / "nouns.csv"
    sections = {"classes": [shipped_sets(nouns, shown_path(nouns, base=base))] if nouns.exists() else []}
    files: dict[str, int] = {}
    shipped = shipped_lexicons(language)
    for path in (*shipped, *extra):
        name = shown_path(path, base=base)
        files[name] = len(files)
        try:
            found = load_yaml(path, shown=name).want_map(problems, known=(*SECTIONS, OFF))
        except ConfigError as error:
            problems.extend(error.problems)
            continue
        if OFF in found:
            sections = switch_off(found.pop(OFF), sections, problems, known=SECTIONS)
        for section, node in found.items():
            sections.setdefault(section, []).append(node)
    sets = read_sets(sections.get("classes", ()), problems)
    spelt = {name: tuple(spelt_out(node, sets, problems) for node in nodes) for name, nodes in sections.items()}
    return Lexicon(spelt, language, files, len(shipped), sets, memberships(sets))
