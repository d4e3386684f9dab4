"""Base forms that the model's lemmatizer gets wrong: section `lemmas` of the lexicon."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.schema import WORDS, table


class WordClass(StrEnum):
    """The classes of words that the section names."""

    VERB = "verb"
    NOUN = "noun"


_CLASSES = {WordClass.VERB: ("VERB", "AUX"), WordClass.NOUN: ("NOUN",)}
LEMMAS = table(table(WORDS), known=tuple(_CLASSES))  # the section: by word class, the forms of each base


class Form(NamedTuple):
    """A word as it is written, in lower case, with its part of speech."""

    pos: str
    text: str


def read_lemmas(lexicon: Lexicon, problems: list[Problem]) -> Mapping[Form, str]:
    """Return the base of each form that has one in the lexicon; a later file's wins."""
    found: dict[Form, str] = {}
    for node in lexicon.section("lemmas"):
        for name, words in LEMMAS.read(node, problems).items():
            for base, forms in words.items():
                found.update((Form(pos, form), base) for pos in _CLASSES.get(name, ()) for form in sorted(forms))
    return found
