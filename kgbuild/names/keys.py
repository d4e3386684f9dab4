"""Words of names as letters: lower-case ASCII, so that accents, dots and scripts do not count; keys for blocking."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex
from anyascii import anyascii

_WORD = regex.compile(r"[^\W_]+(?:[’'`.\-‐‑–][^\W_]+)*\.?")
_OTHER = regex.compile(r"[^a-z0-9]")
_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa"))
_CAPITALS = regex.compile(r"[A-Z][^A-Z]*|[^A-Z]+")
_SPLIT_SCRIPTS = frozenset({"CJK", "HANGUL"})  # anyascii writes each syllable with a capital
_CLASSES = str.maketrans(
    {
        **dict.fromkeys("kqcgxzs", "k"),
        **dict.fromkeys("td", "t"),
        **dict.fromkeys("bpvfw", "p"),
        **dict.fromkeys("mn", "m"),
        **dict.fromkeys("lr", "l"),
        **dict.fromkeys("aeiouhyj", ""),
    }
)
_HUSHED = regex.compile(r"t+(?=k)")  # "tsch", "dj", "ts"
_REPEATED = regex.compile(r"(.)\1+")


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name, hyphenated parts kept together; a name without spaces by its syllables.

    >>> words("Moon Jae-in")
    ('Moon', 'Jae-in')
    """
    found = tuple(_WORD.findall(name))
    if len(found) == 1 and script_of(name) in _SPLIT_SCRIPTS:
        return tuple(_CAPITALS.findall(anyascii(name)))
    return found


@lru_cache(maxsize=65536)
def script_of(name: str) -> str:
    """Return the script of a name's first letter as Unicode calls it ("LATIN", "CYRILLIC", "CJK")."""
    letter = next((c for c in name if c.isalpha()), "a")
    return unicodedata.name(letter, "LATIN").partition(" ")[0]


def plain(word: str) -> str:
    """Return a word in ASCII, its capitals kept.

    >>> plain("Štěrba")
    'Sterba'
    """
    return word if word.isascii() else anyascii(word)


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """Return a word as lower-case ASCII letters and digits.

    >>> folded("Łódź"), folded("Zelenskyy"), folded("al-Sisi")
    ('lodz', 'zelenskyy', 'alsisi')
    """
    return _OTHER.sub("", anyascii(word).lower())


@lru_cache(maxsize=65536)
def spellings(word: str) -> frozenset[str]:
    """Return the ways a word is written in ASCII: "Müller" is Muller or Mueller.

    >>> sorted(spellings("Müller"))
    ['mueller', 'muller']
    """
    long = unicodedata.normalize("NFC", word.lower())
    for letter, two in _UMLAUTS:
        long = long.replace(letter, two)
    return frozenset({folded(word), folded(long)})


def name_key(name: str) -> str:
    """Return a whole name in ASCII, words in order.

    >>> name_key("Volodymyr Zelenskyy")
    'volodymyr zelenskyy'
    """
    return " ".join(k for k in map(folded, words(name)) if k)


@lru_cache(maxsize=65536)
def coarse(word: str) -> str:
    """Return a folded word's consonants by class: a key for finding candidates, never a reason to join them.

    >>> coarse("zelenskyy") == coarse("selenskij")
    True
    """
    return _REPEATED.sub(r"\1", _HUSHED.sub("", word.lower().translate(_CLASSES)))
