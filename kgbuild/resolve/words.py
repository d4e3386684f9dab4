"""The section `identity:` of the lexicons: what tells whether two reports speak of one person or one event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgbuild.errors import ConfigError
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.resolve.wording import stem
from kgbuild.schema import FORMS, key, listed, read_all, table

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class IdentityWords:
    """The section `identity`; also made of it: the walks of life of the head of a title, "m" or "f" of a form of
    address (`sexes`), the families of a type of event (`kin`), the sorts that the stem of a noun names (`sorts`)."""

    by_walk: Mapping[str, Words] = key(table(FORMS), "heads of titles, by walk of life", name="walks")
    men: Words = key(FORMS, "words before a man's name")
    women: Words = key(FORMS, "words before a woman's name")
    families: tuple[Words, ...] = key(listed(FORMS), "types of events that may be one, told by two", name="kin")
    by_sort: tuple[Words, ...] = key(listed(FORMS), "words of one sort of event; of two sorts are two", name="sorts")
    once: Words = key(FORMS, "types of events that befall somebody once")
    personal: Words = key(FORMS, "types of events that befall people only")
    prepositions: Words = key(FORMS, "words that end the head of a title")
    anybody: Words = key(FORMS, "nouns that may mean any person")
    numbers: Words = key(FORMS, "words that count")
    empty: Words = key(FORMS, "words without content")
    walks: Mapping[str, Words] = field(default_factory=dict)
    sexes: Mapping[str, str] = field(default_factory=dict)
    kin: Mapping[str, frozenset[int]] = field(default_factory=dict)
    sorts: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def kindred(self, one: str, other: str) -> bool:
        """Whether two types of events can be one event told by two outlets."""
        return one == other or bool(self.kin.get(one, frozenset()) & self.kin.get(other, frozenset()))

    def sorts_of(self, nouns: Collection[str]) -> frozenset[int]:
        """Return the sorts of event that nouns (stems) name."""
        return frozenset(i for noun in nouns for i in self.sorts.get(noun, ()))

    def other_sort(self, nouns: Collection[str], others: Collection[str]) -> bool:
        """Whether two sets of nouns (stems) name events of different sorts."""
        one, other = self.sorts_of(nouns), self.sorts_of(others)
        return bool(one and other) and one.isdisjoint(other)


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
    return replace(made, anybody=anybody, walks=walks, sexes=sexes, kin=_numbered(made.families), sorts=sorts)


def _numbered(families: Iterable[Collection[str]]) -> dict[str, frozenset[int]]:
    """Return, for each word, the numbers of the families it is in."""
    listed_words: Sequence[Collection[str]] = tuple(families)
    words = {word for family in listed_words for word in family}
    return {word: frozenset(n for n, family in enumerate(listed_words) if word in family) for word in words}
