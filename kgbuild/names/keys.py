"""Spelling keys: names that differ only in transliteration get the same key."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_WORD = re.compile(r"[^\W_]+(?:[’'`.\-‐‑–][^\W_]+)*\.?")
# In this order: what several romanisations write differently, on the lower-cased ASCII form.
_RULES = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"[^a-z0-9]", ""),
        (r"sch(?=[a-z])", "sh"),
        (r"tsch|tch", "ch"),
        (r"kh|ch(?=t)", "h"),
        (r"ph", "f"),
        (r"([tdgbr])h", r"\1"),
        (r"ck|q", "k"),
        (r"c(?=[aoulrkt]|$)", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"dzh|dj", "j"),
        (r"tz|cz", "ts"),
        (r"(?<=[aeiou])h(?![aeiou])", ""),
        (r"[yj]", "i"),
        (r"[ae]i+", "i"),
        (r"ou|oo|ue", "u"),
        (r"ee|ie|ii+", "i"),
        (r"e", "i"),
        (r"o", "u"),
        (r"(.)\1+", r"\1"),
    )
)


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name, hyphenated parts kept together.

    >>> words("Moon Jae-in")
    ('Moon', 'Jae-in')
    """
    return tuple(_WORD.findall(name))


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the spelling key of one word: ASCII, lower case, without what transliterations disagree on.

    >>> skeleton("Zelenskyy") == skeleton("Zelensky") == skeleton("Зеленский")
    True
    """
    text = anyascii(word).lower()
    for pattern, to in _RULES:
        text = pattern.sub(to, text)
    return text


def name_key(name: str) -> str:
    """Return the spelling key of a whole name, words in order.

    >>> name_key("Volodymyr Zelenskyy")
    'vuludimir zilinski'
    """
    return " ".join(k for k in map(skeleton, words(name)) if k)
