"""Names of people: which part is the family name, and whether two names can mean one person.

Conventions differ: the family name stands first in Chinese, Korean and Vietnamese names, last but one in Spanish ones,
and with its particle in Arabic, Dutch or Portuguese ones. So a short name may take up any part of a full one; two full
names must agree in all parts they share, because both Bushes and both Kims were presidents.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kgbuild.names.keys import skeleton, words

PARTICLES = frozenset(
    """al el ul ben bin bint ibn abu abd de del della der den di da das do dos du la le las los van von zu zur ter ten
    af av y e st saint san santa mac""".split()  # noqa: SIM905 - a word list reads better as words
)
HONORIFICS = frozenset(
    """mr mrs ms miss mx dr prof sir dame lord lady sheikh shaikh sheik mullah maulana ayatollah imam rabbi rev fr hon
    gen lt col maj capt sgt adm cmdr king queen prince princess emir crown pope president""".split()  # noqa: SIM905 - a word list reads better as words
)
SUFFIXES = frozenset("jr sr ii iii iv phd md mp mep qc kc".split())  # noqa: SIM905
# The commonest family names that stand first where the name is not written the Western way round.
FAMILY_FIRST = frozenset(
    """ahn an bae bai bui cai cao cha chang chen cheng chin cho choe choi chow chu chung cui dai dang ding do dong du
    duan duong fan fang feng fu gao ge geng gu guan guo ha han hao he heo ho hoang hong hou hsu hu hua huang hung huynh
    hwang im jang jeon jeong ji jia jiang jin jo joo jung kang kim ko kong koo kwak kwon lai lam lau law le lee lei
    leung li liang liao lim lin ling liu long lu luo luong lv ma mai mao meng min mo moon nam ng ngo nguyen ni no noh oh
    ong ouyang pan pang park peng pham phan phung qi qian qiao qin qiu quan ren rhee roh ryu seo shao shen shi shim shin
    sim sin son song su suh sun tan tang tao thai tian to ton tong tran trinh truong tsai tsang tung vo vu wan wang wei
    wen
    weng wong woo wu xi xia xiang xiao xie xing xiong xu xue yan yang yao ye yeo yeoh yeung yi yim yin yoo yoon you yu
    yuan yun zeng zha zhai zhan zhang zhao zheng zhong zhou zhu zhuang zuo""".split()  # noqa: SIM905 - a word list reads better as words
)


def short_forms(name: str) -> tuple[str, ...]:
    """Return the single words of a full name, as written, that may stand for it as the family name.

    >>> short_forms("Abdel Fattah al-Sisi"), short_forms("Xi Jinping")
    (('Sisi',), ('Jinping', 'Xi'))
    """
    parts = [
        w for w in _split(name) if w.strip(".").lower() not in HONORIFICS | SUFFIXES and w.lower() not in PARTICLES
    ]
    if len(parts) < 2:
        return ()
    return (parts[-1], parts[0]) if parts[0].lower() in FAMILY_FIRST else (parts[-1],)


class Likeness(StrEnum):
    """What two names alone can say."""

    SAME = "same"
    POSSIBLE = "possible"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A parsed name: keys of its words in order, without honorifics; `family` are the keys that may stand alone as the
    family name, best first; `given` is the key of the first given name (empty where the name is one word)."""

    keys: tuple[str, ...]
    given: str
    family: tuple[str, ...]
    suffix: str = ""

    @property
    def full(self) -> bool:
        """Say whether the name has more than a family name."""
        return len(self.keys) > 1


@lru_cache(maxsize=16384)
def parse_person(name: str) -> PersonName:
    """Parse a person's name.

    >>> parse_person("Xi Jinping").family[0], parse_person("Abdel Fattah al-Sisi").family[0]
    ('ksi', 'sisi')
    """
    parts = [w for w in _split(name) if w.strip(".").lower() not in HONORIFICS or len(words(name)) == 1]
    suffix = ""
    if len(parts) > 1 and parts[-1].strip(".").lower() in SUFFIXES:
        suffix = parts.pop().strip(".").lower()
    plain = [p for p in parts if p.lower() not in PARTICLES] or parts
    keys = tuple(k for k in map(skeleton, plain) if k)
    if not keys:
        return PersonName((), "", ())
    if len(keys) == 1:
        return PersonName(keys, "", keys, suffix)
    first = plain[0].lower() in FAMILY_FIRST and len(keys) <= 3
    if first:
        return PersonName(keys, keys[1], (keys[0], keys[-1]), suffix)
    family = (keys[-1], keys[-2]) if len(keys) > 2 else (keys[-1],)
    return PersonName(keys, keys[0], family, suffix)


def _split(name: str) -> list[str]:
    """Words of a name; "al-Sisi" gives two (particle and name), "Jae-in" stays one."""
    found: list[str] = []
    for word in words(name):
        head, dash, tail = word.partition("-")
        if dash and head.lower() in PARTICLES:
            found += [head, tail]
        else:
            found.append(word)
    return found


def compare_persons(one: str, other: str) -> Likeness:
    """Say whether two names can mean one person.

    >>> compare_persons("George W. Bush", "George H. W. Bush").value
    'different'
    >>> compare_persons("V. Zelensky", "Volodymyr Zelenskyy").value
    'possible'
    """
    a, b = parse_person(one), parse_person(other)
    if not a.keys or not b.keys or (a.suffix and b.suffix and a.suffix != b.suffix):
        return Likeness.DIFFERENT
    if a.keys == b.keys:
        return Likeness.SAME if a.full else Likeness.POSSIBLE
    if not a.full or not b.full:
        short, long = (a, b) if not a.full else (b, a)
        return Likeness.POSSIBLE if short.keys[0] in (*long.family, *long.keys) else Likeness.DIFFERENT
    short, long = sorted((a, b), key=lambda n: len(n.keys))
    if len(short.keys) < len(long.keys) and short.keys == long.keys[-len(short.keys) :]:
        return Likeness.POSSIBLE  # a double family name: "López Obrador"
    if not set(a.family) & set(b.family):
        return _joined(a, b)
    return _given_likeness(a, b)


def _joined(a: PersonName, b: PersonName) -> Likeness:
    """ "Kim Jong Un" and "Kim Jong-un": equal once the word breaks are gone."""
    return Likeness.SAME if "".join(a.keys) == "".join(b.keys) else Likeness.DIFFERENT


def _given_likeness(a: PersonName, b: PersonName) -> Likeness:
    shared = next(f for f in a.family if f in b.family)
    ours, theirs = ([k for k in n.keys if k != shared] for n in (a, b))
    if "".join(ours) == "".join(theirs):
        return Likeness.SAME
    if not ours or not theirs or not _agree(ours[0], theirs[0]):
        return Likeness.DIFFERENT
    initial = 1 in (len(ours[0]), len(theirs[0]))
    if ours[0] != theirs[0] and not initial and consonants(ours[0]) != consonants(theirs[0]):
        return Likeness.DIFFERENT
    more = [(x, y) for x, y in zip(ours[1:], theirs[1:], strict=False)]
    if any(not _agree(x, y) for x, y in more):
        return Likeness.DIFFERENT
    return Likeness.POSSIBLE if initial else Likeness.SAME


def _agree(x: str, y: str) -> bool:
    """Equal, an initial of the other, or equal in consonants (Mohammed, Muhammad)."""
    if 1 in (len(x), len(y)):
        return x[:1] == y[:1]
    return x == y or consonants(x) == consonants(y)


def consonants(key: str) -> str:
    """Return a key's first letter and consonants: "Mohammed" and "Muhammad" agree there.

    >>> consonants(skeleton("Mohammed")) == consonants(skeleton("Muhammad"))
    True
    """
    return key[:1] + "".join(c for c in key[1:] if c not in "aiu")
