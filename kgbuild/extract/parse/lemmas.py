"""Base forms that the model's lemmatizer gets wrong: section `lemmas` of the lexicon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem

_CLASSES = {"verb": ("VERB", "AUX"), "noun": ("NOUN",)}


class Form(NamedTuple):
    """A word as it is written, in lower case, with its part of speech."""

    pos: str
    text: str


def read_lemmas(lexicon: Lexicon, problems: list[Problem]) -> Mapping[Form, str]:
    """Return the base of each form that has one in the lexicon; a later file's wins."""
    found: dict[Form, str] = {}
    for node in lexicon.section("lemmas"):
        for name, words in node.want_map(problems, known=tuple(_CLASSES)).items():
            for base, forms in words.want_map(problems).items():
                texts = [form.lower() for form in forms.want_texts(problems)]
                found.update((Form(pos, text), base) for pos in _CLASSES.get(name, ()) for text in texts)
    return found
