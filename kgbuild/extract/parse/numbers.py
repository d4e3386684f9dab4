"""Numbers in words: the one table of a language, read from its `dates` section, for counts, ordinals and amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem

_DIGITS = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Number words with what they count, in lower case; `endings` make an ordinal of digits ("3rd")."""

    cardinals: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    endings: frozenset[str] = frozenset()

    def value(self, words: Iterable[str], scales: Mapping[str, int]) -> int | None:
        """Return what number words and digits say together ("2.5 million", "forty-two"), or None for two numbers.

        `scales` multiply what stands before them.
        """
        total, found = 0.0, False
        for word in (w.lower() for w in words):
            plain = word.replace(",", "")
            if _DIGITS.fullmatch(plain):
                if found:
                    return None
                total, found = float(plain), True
            elif word in scales:
                total, found = (total or 1) * scales[word], True
            elif all(part in self.cardinals for part in word.split("-")):
                total, found = total + sum(self.cardinals[part] for part in word.split("-")), True
            else:
                return None
        return int(total) if found else None

    def ordinal(self, word: str) -> int:
        """Return the place that a word or digits with an ending name ("third", "3rd"), or 0."""
        lower = word.lower()
        digits = (lower.removesuffix(end) for end in self.endings if lower[:1].isdigit() and lower.endswith(end))
        return self.ordinals.get(lower) or next((int(number) for number in digits if number.isdigit()), 0)


def read_numbers(lexicon: Lexicon) -> Numbers:
    """Read the number words of the section `dates`. Whoever reads dates reports what is wrong with them."""
    cardinals: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    endings: set[str] = set()
    unread: list[Problem] = []
    for node in lexicon.section("dates"):
        words, ends = node.get("words"), node.get("endings")
        for name, into in (("number", cardinals), ("ordinal", ordinals)):
            found = words.get(name) if words is not None else None
            for word, value in (found.want_map(unread) if found is not None else {}).items():
                into[word.lower()] = value.want_int(unread)
        of_ordinals = ends.get("ordinal") if ends is not None else None
        endings.update(of_ordinals.want_texts(unread) if of_ordinals is not None else ())
    return Numbers(cardinals, ordinals, frozenset(endings))
