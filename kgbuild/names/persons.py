"""Names of people: which part is the family name, and whether two names can mean one person.

Conventions differ: the family name stands first in Chinese, Korean and Vietnamese names, last but one in Spanish ones,
and with its particle in Arabic, Dutch or Portuguese ones. Names are compared by their letters and by what one spelling
of another script becomes in English, never by sound: "Meier" and "Mayer" are two names. `_COMPARISONS` lists every
comparison with what it finds and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import regex

from kgbuild.names.keys import coarse, folded, script_of, spellings, words
from kgbuild.names.lists import people
from kgbuild.names.transliteration import Tradition

PARTICLES = people().particles
JOINED = people().joined  # particles that go before a family name that stands alone
HONORIFICS = people().honorifics
SUFFIXES = people().suffixes
FAMILY_FIRST = people().family_first
_ARABIC_THE = "ال"  # written together with its noun
_TWO_HALVES = regex.compile(r"\p{Lu}\p{Ll}+[-‐‑]\p{Ll}+")
_KEPT = frozenset({"abd", "abu", "mac"})  # particles that are half of a name
_SERVANT = "abd"  # which "al" joins to the next word
_TWO = 2


TRANSLITERATED = "one name in two transliterations"
INITIALS = "one family name, an initial that fits"
REVERSED = "one name, its two words the other way round"


class Likeness(StrEnum):
    """What two names alone can say: one name; one name unless something tells them apart; a short form; two names."""

    SAME = "same"
    LIKELY = "likely"
    POSSIBLE = "possible"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, eq=False)  # one object a name, by the cache of `parse_person`
class PersonName:
    """A parsed name: its words in ASCII in order, without honorifics and particles; `family` are the words that may
    stand alone as the family name, best first; `given` is the first given name (empty where the name is one word).

    `ways` gives for each word the ways it is written in ASCII, `all_words` every word (particles too).
    """

    keys: tuple[str, ...]
    given: str
    family: tuple[str, ...]
    suffix: str = ""
    ways: tuple[frozenset[str], ...] = ()
    all_words: tuple[str, ...] = ()
    script: str = "LATIN"

    @property
    def full(self) -> bool:
        """Say whether the name has more than a family name."""
        return len(self.keys) > 1

    @property
    def eastern(self) -> bool:
        """Whether a family name that stands first in its language is among its words."""
        return len(self.keys) <= 3 and any(k in FAMILY_FIRST for k in self.keys)


def short_forms(name: str) -> tuple[str, ...]:
    """Return the single words of a full name, as written, that may stand for it as the family name.

    >>> short_forms("Abdel Fattah al-Sisi"), short_forms("Xi Jinping")
    (('Sisi',), ('Jinping', 'Xi'))
    """
    words_ = [w for w in _untitled(name) if w.strip(".").lower() not in SUFFIXES]
    parts = [w for i, w in enumerate(words_) if not _particle(words_, i, joined=len(words(name)) == 1)]
    if len(parts) < 2:
        return ()
    first = parts[0].lower() in FAMILY_FIRST or _double_given(parts)
    return (parts[-1], parts[0]) if first else (parts[-1],)


def _particle(parts: Sequence[str], i: int, *, joined: bool) -> bool:
    """Say whether a word of a name is a particle in it: "Al" of "Al Norris" is a given name, of "Al-Sisi", which a
    hyphen has `joined`, none."""
    word = parts[i].lower()
    given = i == 0 and len(parts) == 2 and parts[0][0].isupper() and word in people().given_too
    return word in PARTICLES and (joined or not given)


def _double_given(parts: Sequence[str]) -> bool:
    """ "Cheung Wai-lam": a given name of two syllables, the second small, stands behind the family name."""
    second = parts[-1].partition("-")[2]
    return len(parts) == 2 and second[:1].islower()


@lru_cache(maxsize=65536)
def parse_person(name: str) -> PersonName:
    """Parse a person's name.

    >>> parse_person("Xi Jinping").given, parse_person("Mr. Abdel Fattah al-Sisi").keys
    ('jinping', ('abdel', 'fattah', 'sisi'))
    """
    parts = _untitled(name)
    suffix = ""
    if len(parts) > 1 and parts[-1].strip(".").lower() in SUFFIXES:
        suffix = parts.pop().strip(".").lower()
    one = len(words(name)) == 1  # "Ben-Shimol"
    own = [p for i, p in enumerate(parts) if (p.lower() in _KEPT or not _particle(parts, i, joined=one)) and folded(p)]
    plain = _with_servants(own or [p for p in parts if folded(p)])
    keys = tuple(map(folded, plain))
    if not keys:
        return PersonName((), "", ())
    given, family = (keys[1], (keys[0], keys[1])) if _double_given(plain) else _parts_of(keys)
    ways = tuple(map(spellings, plain))
    return PersonName(keys, given, family, suffix, ways, tuple(map(folded, parts)), script_of(name))


def _untitled(name: str) -> list[str]:
    """Words of a name without honorifics; who is called King by family is so at the end: "Mervyn King"."""
    parts = [(w, w.strip(".").lower() in HONORIFICS) for w in _split(name)]
    named = not all(title for _, title in parts)
    return [w for i, (w, title) in enumerate(parts) if not title or (named and i == len(parts) - 1)]


def _with_servants(parts: Sequence[str]) -> list[str]:
    """ "Abd" and "Qadir" of "Abd al-Qadir" as one word, as "Abdel-Qader" is."""
    found: list[str] = []
    for part in parts:
        joined = bool(found) and found[-1].lower() == _SERVANT
        found.append(found.pop() + part.lower() if joined else part)
    return found


def _parts_of(keys: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    if len(keys) == 1:
        return "", keys
    if keys[0] in FAMILY_FIRST and len(keys) <= 3:
        return keys[1], (keys[0], keys[-1])
    return keys[0], (keys[-1], keys[-2]) if len(keys) > 2 else (keys[-1],)


def _split(name: str) -> list[str]:
    """Words of a name; "al-Sisi" gives two (particle and name), "Jae-in" stays one."""
    found: list[str] = []
    for each in words(name):
        word = each.removeprefix(_ARABIC_THE) if len(each) > len(_ARABIC_THE) + 2 else each
        head, dash, tail = word.partition("-")
        if dash and head.lower() in PARTICLES:
            found += [head, tail]
        else:
            found.append(word)
    return found


@lru_cache(maxsize=262144)
def judge_persons(one: str, other: str) -> tuple[Likeness, str]:
    """Say whether two names can mean one person, and why: the first comparison of the table that applies.

    >>> judge_persons("Vladimir Zhukov", "Wladimir Zhukow")
    (<Likeness.SAME: 'same'>, 'one name in two transliterations')
    """
    a, b = parse_person(one), parse_person(other)
    if len(a.keys) > len(b.keys):
        a, b = b, a
    for applies, likeness, reason in _COMPARISONS:
        if applies(a, b):
            return likeness, reason
    return Likeness.DIFFERENT, "two names"


def compare_persons(one: str, other: str) -> Likeness:
    """Say whether two names can mean one person.

    >>> compare_persons("George W. Bush", "George H. W. Bush").value
    'different'
    >>> compare_persons("V. Zelensky", "Volodymyr Zelenskyy").value
    'likely'
    """
    return judge_persons(one, other)[0]


def same_words(a: PersonName, b: PersonName) -> bool:
    """Whether two names have the same words in order, in ASCII or under one tradition."""
    if len(a.keys) == len(b.keys) and all(map(_written_alike, a.ways, b.ways)):
        return True
    return "".join(a.keys) == "".join(b.keys) or _transliterated(a, b)


def word_agrees(a: PersonName, i: int, b: PersonName, j: int) -> bool:
    """Whether a word of one name and a word of the other are one: as written, or under a tradition of both."""
    if _written_alike(a.ways[i], b.ways[j]):
        return True
    ours, theirs, scripts = _traditions(a)[i], _traditions(b)[j], (a.script, b.script)
    return any(t.agree(a.keys[i], b.keys[j], scripts=scripts) for t in ours if t in theirs)


@lru_cache(maxsize=65536)
def _traditions(name: PersonName) -> tuple[tuple[Tradition, ...], ...]:
    """Return of which traditions each word of a name is."""
    found: list[list[Tradition]] = [[] for _ in name.keys]
    for tradition in people().traditions:
        own = tradition.marked(name.keys, script=name.script)
        whole = tradition.by_name and any(tradition.marked(name.all_words, script=name.script))
        for i in (i for i, marked in enumerate(own) if whole or marked):
            found[i].append(tradition)
    return tuple(map(tuple, found))


def _written_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other)


def _transliterated(a: PersonName, b: PersonName) -> bool:
    """Each word agrees under a tradition; or all together, where spellings differ in their word breaks."""
    if len(a.keys) == len(b.keys) and all(word_agrees(a, i, b, i) for i in range(len(a.keys))):
        return True
    scripts = (a.script, b.script)
    words_ = (*_traditions(a), *_traditions(b))
    every = [t for t in people().traditions if t.by_name and all(t in of for of in words_)]
    wholes = [("".join(a.keys), "".join(b.keys)), ("".join(a.all_words), "".join(b.all_words))]  # "al-Tayeb", "Altayeb"
    return any(t.agree(*whole, scripts=scripts) for t in every for whole in wholes)


def _suffixes_differ(a: PersonName, b: PersonName) -> bool:
    return not a.keys or not b.keys or bool(a.suffix and b.suffix and a.suffix != b.suffix)


def _one_word(a: PersonName, b: PersonName) -> bool:
    return not a.full and any(word_agrees(a, 0, b, j) for j in range(len(b.keys)))


def _joined_otherwise(a: PersonName, b: PersonName) -> bool:
    """ "Abdel Rahman al-Tayeb" and "Abdelrahman Altayeb": particles too may be joined to their name."""
    return any("".join(one) == "".join(other) for one, other in ((a.keys, b.keys), (a.all_words, b.all_words)))


def _turned(a: PersonName, b: PersonName) -> bool:
    """ "Jinping Xi" and "Xi Jinping": only where the family name can stand first."""
    if not (a.eastern and b.eastern):
        return False
    return "".join(a.keys) == "".join((*b.keys[1:], b.keys[0])) or "".join((*a.keys[1:], a.keys[0])) == "".join(b.keys)


def _double_family(a: PersonName, b: PersonName) -> bool:
    """ "López Obrador" of "Andrés Manuel López Obrador"."""
    return len(a.keys) < len(b.keys) and a.keys == b.keys[-len(a.keys) :]


def _with_particle(a: PersonName, b: PersonName) -> bool:
    """ "Al Mansour" of "Youssef al Mansour": a particle in capitals, not a given name."""
    return (
        len(a.all_words) == 2 < len(b.all_words) and a.all_words == b.all_words[-2:] and a.given in people().given_too
    )


def _last_agrees(a: PersonName, b: PersonName) -> bool:
    return word_agrees(a, len(a.keys) - 1, b, len(b.keys) - 1)


def _middle_agrees(a: PersonName, b: PersonName) -> bool:
    """What both have between given and family name agrees, or one of them has nothing there."""
    ours, theirs = a.keys[1:-1], b.keys[1:-1]
    if not ours or not theirs:
        return True
    return len(ours) == len(theirs) and all(_initial_of(x, y) or x == y for x, y in zip(ours, theirs, strict=True))


def _initial_of(x: str, y: str) -> bool:
    return 1 in (len(x), len(y)) and x[:1] == y[:1]


def _middle_left_out(a: PersonName, b: PersonName) -> bool:
    return _last_agrees(a, b) and word_agrees(a, 0, b, 0) and _middle_agrees(a, b)


def _second_family_left_out(a: PersonName, b: PersonName) -> bool:
    """ "Gabriel Boric" and "Gabriel Boric Font"."""
    if len(b.keys) != 3 or len(a.keys) != 2 or b.keys[1] in people().variants or b.keys[1] in people().nicknames:
        return False
    return word_agrees(a, 0, b, 0) and word_agrees(a, 1, b, 1) and len(b.keys[1]) > 1


def _given_initial(a: PersonName, b: PersonName) -> bool:
    return _last_agrees(a, b) and _initial_of(a.keys[0], b.keys[0]) and _middle_agrees(a, b)


def _given_variant(a: PersonName, b: PersonName) -> bool:
    sets = people().variants
    shared = sets.get(a.keys[0], frozenset()) & sets.get(b.keys[0], frozenset())
    return bool(shared) and _last_agrees(a, b) and _middle_agrees(a, b)


def _nickname(a: PersonName, b: PersonName) -> bool:
    sets = people().nicknames
    shared = sets.get(a.keys[0], frozenset()) & sets.get(b.keys[0], frozenset())
    return bool(shared) and _last_agrees(a, b) and _middle_agrees(a, b)


Comparison = tuple[Callable[[PersonName, PersonName], bool], Likeness, str]

# The first that applies decides; `a` is the name of fewer words.
_COMPARISONS: tuple[Comparison, ...] = (
    (_suffixes_differ, Likeness.DIFFERENT, "father and son, or no name at all"),
    (lambda a, b: not a.full and not b.full and _last_agrees(a, b), Likeness.POSSIBLE, "one family name"),
    (_one_word, Likeness.POSSIBLE, "one word of the other name"),
    (lambda a, b: not a.full, Likeness.DIFFERENT, "two names"),  # noqa: ARG005 - one shape for all
    (lambda a, b: a.keys == b.keys, Likeness.SAME, "one name"),
    (_joined_otherwise, Likeness.SAME, "one name, its words joined otherwise"),
    (
        lambda a, b: len(a.keys) == len(b.keys) and all(map(_written_alike, a.ways, b.ways)),
        Likeness.SAME,
        "one name, its accents written otherwise",
    ),
    (_turned, Likeness.SAME, "one name, the family name first or last"),
    (_transliterated, Likeness.SAME, TRANSLITERATED),
    (_with_particle, Likeness.POSSIBLE, "the last words of the other name, with their particle"),
    (_double_family, Likeness.POSSIBLE, "the last words of the other name"),
    (_middle_left_out, Likeness.LIKELY, "one name, a middle name left out or shortened"),
    (_second_family_left_out, Likeness.LIKELY, "one name, the second family name left out"),
    (_given_initial, Likeness.LIKELY, INITIALS),
    (_given_variant, Likeness.LIKELY, "one family name, one given name in two languages"),
    (_nickname, Likeness.LIKELY, "one family name, a given name and its short form"),
    (lambda a, b: len(a.keys) == len(b.keys) == _TWO and a.keys == b.keys[::-1], Likeness.LIKELY, REVERSED),
)


@lru_cache(maxsize=65536)
def blocking_keys(name: str) -> frozenset[str]:
    """Return keys such that names that can mean one person share one; many that cannot share one too.

    >>> bool(blocking_keys("Jinping Xi") & blocking_keys("Xi Jinping"))
    True
    """
    person = parse_person(name)
    if not person.full:
        return frozenset()
    found = _keys_of(person.keys, person) | {_letters(person.all_words)}
    for tradition in people().traditions:
        if any(tradition in of for of in _traditions(person)):
            found |= _keys_of(tuple(map(tradition.block, person.keys)), person)
            found.add(_letters(map(tradition.block, person.all_words)))
    return frozenset(found)


def _letters(written: Iterable[str]) -> str:
    return f"all {''.join(sorted(''.join(map(coarse, written))))}"


def _keys_of(written: tuple[str, ...], person: PersonName) -> set[str]:
    parts = dict(zip(person.keys, map(coarse, written), strict=True))
    found = {_letters(written)}
    for family in person.family:
        found |= {f"given {parts[family]} {k}" for k in {parts[person.given][:1], *_short(person.given)}}
        found.add(f"initial {parts[family]} {person.given[:1]}")
    return found


def _short(given: str) -> frozenset[str]:
    """Names that stand for a given name and its variants in keys."""
    lists = people()
    ids = {f"v{i}" for i in lists.variants.get(given, ())} | {f"n{i}" for i in lists.nicknames.get(given, ())}
    return frozenset(ids)
