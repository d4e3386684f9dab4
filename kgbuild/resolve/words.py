"""The section `identity:` of the lexicons: what tells whether two reports speak of one person or one event."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgbuild.errors import ConfigError
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.resolve.wording import lower, stem
from kgbuild.schema import FORMS, key, listed, read_all, table

Words = frozenset[str]
_SHORTEST = 3
_JOINED = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True)
class IdentityWords:
    """The section `identity`; also made of it: the walks of life of the head of a title, "m" or "f" of a form
    of address (`sexes`), the families of a type of event (`kin`), the sorts that the stem of a noun names
    (`sorts`), the lines of `by_scene` that a stem is in (`scenes`), the one stem for all words of a sense
    (`senses`), the contrasts that a sense takes part in (`contrasts`)."""

    by_walk: Mapping[str, Words] = key(table(FORMS), "heads of titles, by walk of life", name="walks")
    men: Words = key(FORMS, "words before a man's name")
    women: Words = key(FORMS, "words before a woman's name")
    families: tuple[Words, ...] = key(listed(FORMS), "types of events that may be one, told by two", name="kin")
    by_sort: tuple[Words, ...] = key(listed(FORMS), "words of one sort of event; of two sorts are two", name="sorts")
    by_scene: tuple[Words, ...] = key(
        listed(FORMS), "words for what an event befalls; of two lines are two events", name="scenes"
    )
    manners: Mapping[str, Mapping[str, Words]] = key(
        table(table(FORMS)),
        "ways in which an event came about, of which it has but one: the `types` of events that come about so, and the "
        "nouns and verbs, as they stand in a text, that tell it (`words`; without, all of the types)",
    )
    contested: Words = key(
        FORMS, "nouns of what a land holds once in a day, whoever wins or loses it: its reports are one, of one kind"
    )
    by_contest: tuple[Words, ...] = key(
        listed(FORMS), "words for the kind of such a contest; of two lines are two", name="contests"
    )
    once: Words = key(FORMS, "types of events that befall somebody once")
    many: Words = key(FORMS, "types of events of which one story tells several: two need more in common to be one")
    daily: Words = key(FORMS, "types of events of which somebody does one a day")
    numbered: Words = key(FORMS, "types of events of which two that give other numbers are two")
    worded: Words = key(FORMS, "types of events that are one only where like words tell both")
    by_wording: tuple[Words, ...] = key(listed(FORMS), "words that tell one of those alike", name="wordings")
    personal: Words = key(FORMS, "types of events that befall people only")
    corporate: Words = key(FORMS, "types of events that befall bodies only")
    by_body: tuple[Words, ...] = key(
        listed(FORMS),
        "nouns that may name one kind of body: what one outlet calls an agency is another's authority",
        name="bodies",
    )
    manifold: Words = key(FORMS, "titles that one holds at several bodies at once")
    prepositions: Words = key(FORMS, "words that end the head of a title")
    anybody: Words = key(FORMS, "nouns that may mean any person")
    by_number: Mapping[str, Words] = key(table(FORMS), "words that count, by the number they name", name="numbers")
    empty: Words = key(FORMS, "words without content")
    by_sense: tuple[Words, ...] = key(listed(FORMS), "words that two outlets use for one thing", name="senses")
    by_contrast: tuple[Words, ...] = key(
        listed(FORMS), "words of which two in like remarks make them two", name="contrasts"
    )
    put_off: Words = key(FORMS, "words that say that something was moved to another day")
    negations: Words = key(FORMS, "words that deny")
    walks: Mapping[str, Words] = field(default_factory=dict)
    sexes: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, frozenset[int]] = field(default_factory=dict)
    kin: Mapping[str, frozenset[int]] = field(default_factory=dict)
    sorts: Mapping[str, frozenset[int]] = field(default_factory=dict)
    scenes: Mapping[str, frozenset[int]] = field(default_factory=dict)
    contests: Mapping[str, frozenset[int]] = field(default_factory=dict)
    wordings: Mapping[str, frozenset[int]] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    senses: Mapping[str, str] = field(default_factory=dict)
    contrasts: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def kindred(self, one: str, other: str) -> bool:
        """Whether two types of events can be one event told by two outlets."""
        return one == other or bool(self.kin.get(one, frozenset()) & self.kin.get(other, frozenset()))

    def told_otherwise(self, types: Collection[str], terms: Words, others: Words) -> bool:
        """Whether events of types that like words must tell are told by words (stems) that are not alike."""
        alike = terms & others or share(self.wordings, terms, others)
        return not (alike or self.worded.isdisjoint(types))

    def meant(self, text: str) -> frozenset[str]:
        """Return the stems of a text's content words; of those with one sense the same one."""
        content = (w for w in lower(text) if len(w) >= _SHORTEST and w not in self.empty and w not in self.numbers)
        return frozenset(map(self.sense, content))

    def counted(self, text: str) -> frozenset[str]:
        """Return the numbers of a text, in digits or in words, each written one way."""
        every = re.findall(r"\w+", text.lower())
        return frozenset(self.numbers.get(w, w) for w in every if w in self.numbers or any(c.isdigit() for c in w))

    def contrasted(self, text: str) -> Mapping[int, frozenset[str]]:
        """Return what a text says of each contrast by its number: days, seasons, up or down."""
        found: dict[int, set[str]] = {}
        for sense in map(self.sense, lower(text)):
            for number in self.contrasts.get(sense, ()):
                found.setdefault(number, set()).add(sense)
        return {number: frozenset(senses) for number, senses in found.items()}

    def denied(self, text: str) -> bool:
        """Whether a text holds a word that denies."""
        return not self.negations.isdisjoint(_JOINED.findall(text.lower().replace("’", "'")))

    def before_preposition(self, title: str) -> str:
        """Return the words of a title or description before its first preposition."""
        words = title.split()
        return " ".join(words[: next((i for i, word in enumerate(words) if word in self.prepositions), len(words))])

    def head_of(self, name: str) -> str:
        """Return the noun of a description in small letters: "fan" of "a loyal fan of Norrby Town", or nothing."""
        return self.before_preposition(name).rpartition(" ")[2].lower()

    def sense(self, word: str) -> str:
        """Return the stem that stands for a word (lower case) and all of its sense."""
        return self.senses.get(word) or self.senses.get(stem(word)) or stem(word)


def load_identity_words(lexicon: Lexicon) -> IdentityWords:
    """Read the section from all lexicon files. Raises `ConfigError` with all its problems."""
    problems: list[Problem] = []
    made = read_all(IdentityWords, lexicon.section("identity"), problems)
    if problems:
        raise ConfigError(problems)
    heads = {head for heads in made.by_walk.values() for head in heads}
    walks = {head: frozenset(walk for walk, heads in made.by_walk.items() if head in heads) for head in heads}
    sexes = {**dict.fromkeys(made.men, "m"), **dict.fromkeys(made.women, "f")}
    sorts = _numbered({stem(word) for word in words} for words in made.by_sort)
    anybody = frozenset(map(stem, made.anybody))
    senses = {form: stem(min(words)) for words in made.by_sense for w in words for form in (w, stem(w))}
    contrasts = _numbered({senses.get(w, stem(w)) for w in words} for words in made.by_contrast)
    kin = _numbered(made.families)
    numbers = {word: number for number, words in made.by_number.items() for word in words}
    return replace(
        made,
        anybody=anybody,
        put_off=frozenset(map(stem, made.put_off)),
        walks=walks,
        sexes=sexes,
        bodies=_numbered(made.by_body),
        kin=kin,
        sorts=sorts,
        scenes=_numbered({stem(word) for word in words} for words in made.by_scene),
        contested=frozenset(map(stem, made.contested)),
        contests=_numbered({stem(word) for word in words} for words in made.by_contest),
        wordings=_numbered({stem(word) for word in words} for words in made.by_wording),
        numbers=numbers,
        senses=senses,
        contrasts=contrasts,
    )


def share(of: Mapping[str, frozenset[int]], one: Words, other: Words) -> bool:
    """Whether two sets of words (stems) have words of one line: of one sort, one such thing."""
    return bool(_lines(of, one) & _lines(of, other))


def apart(of: Mapping[str, frozenset[int]], one: Words, other: Words) -> bool:
    """Whether both have words of lines, and none of one line: events of two sorts, a school and a factory."""
    lines = _lines(of, one), _lines(of, other)
    return bool(lines[0] and lines[1]) and lines[0].isdisjoint(lines[1])


def _lines(of: Mapping[str, frozenset[int]], words: Words) -> frozenset[int]:
    return frozenset(number for word in words for number in of.get(word, ()))


def _numbered(families: Iterable[Collection[str]]) -> dict[str, frozenset[int]]:
    """Return, for each word, the numbers of the families it is in."""
    listed_words: Sequence[Collection[str]] = tuple(families)
    words = {word for family in listed_words for word in family}
    return {word: frozenset(n for n, family in enumerate(listed_words) if word in family) for word in words}
