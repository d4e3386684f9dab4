"""The ordinary words of a language, and what a tagger makes of them and of names where capitals alone tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Container
from dataclasses import dataclass
from typing import NamedTuple

_LONG = 3  # letters of a word that is no particle of a name


class Row(NamedTuple):
    """A token as a parser has it: `offset` in the paragraph, `head` relative to the token."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    entity: str
    offset: int
    head: int
    begins: bool
    opens: bool
    blank: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The ordinary words of a language in small letters, with the endings (and what they replace) of their forms; the
    words of its `closed` classes are never names."""

    listed: Container[str] = frozenset()
    irregular: Container[str] = frozenset()
    closed: Container[str] = frozenset()
    endings: Collection[tuple[str, str]] = ()

    def ordinary(self, word: str) -> bool:
        """Say whether a word, or what it is a form of, is an ordinary one."""
        return word in self.closed or word in self.listed or word in self.irregular or bool(self.stem(word))

    def stem(self, word: str) -> str:
        """Return the ordinary word that this one is a regular form of, or nothing."""
        stems = (word.removesuffix(end) + new for end, new in self.endings if end and word.endswith(end))
        return next((stem for stem in stems if stem in self.listed), "")

    def retagged(self, row: Row, after: str) -> Row:
        """Return a token as its capitals and the word `after` it show it to be.

        A capitalised singular that is no ordinary word is a name, whatever the tagger makes of it where it opens a
        sentence, and so is a plural of none ("Kovats"); a word in small letters is no name, nor is a plural of an
        ordinary word that only opens the sentence ("Pensioners").
        """
        text, low = row.text, row.text.lower()
        named = row.tag == "NN" or (row.tag == "JJ" and row.entity in {"ORG", "PERSON"})
        if named and text.istitle() and len(text) > _LONG - 1 and row.lemma.lower() not in self.listed:
            return row._replace(lemma=text, pos="PROPN", tag="NNP")
        if row.pos != "PROPN" or len(text) <= _LONG or not text.isalpha():
            return row
        stem, alone = self.stem(low), not after[:1].isupper()
        if text.islower() and alone and (stem or low in self.listed):
            return row._replace(lemma=stem or low, pos="NOUN", tag="NNS" if row.tag == "NNPS" else "NN")
        if row.tag != "NNPS":
            return row
        if not stem:
            return row._replace(tag="NNP")
        if row.opens and alone and not row.entity:
            return row._replace(lemma=stem, pos="NOUN", tag="NNS")
        return row


WRAPPED = re.compile(r"(?<=[^\n.:;!?])\n(?=[a-z])")  # a line end inside a sentence
OWNERS = re.compile(r"(?<=s)\u2019(?= [a-z])")  # "the nurses\u2019 union": an apostrophe that closes nothing
# words with letters of two marks, as Vietnamese has: a parser that never saw them ends sentences there
MARKED = re.compile(r"\w*[\u1ea0-\u1ef9]\w*")
