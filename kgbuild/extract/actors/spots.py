"""Spots: stretches of tokens that name something, before it is known which of them mean the same."""

from __future__ import annotations

from dataclasses import dataclass, field

from kgbuild.extract.actors.gazetteer import KnownName
from kgbuild.extract.actors.page import Page
from kgbuild.model.facts import EntityKind, Form


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens `[first, last)` that name something of a kind; `known` where the gazetteer identifies it.

    `sure` says that the kind rests on more than the recognizer's guess; `within` is the key of the country or body that
    a group belongs to.
    """

    first: int
    last: int
    kind: EntityKind
    text: str
    known: KnownName | None = None
    form: Form = Form.NAME
    sure: bool = False
    within: str = ""

    @property
    def size(self) -> int:
        """Return the number of tokens."""
        return self.last - self.first


@dataclass(slots=True)
class Referent:
    """Spots that name one entity; `key` is unique in the article. Grows while an article is read."""

    key: str
    kind: EntityKind
    spots: list[Spot] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the distinct name forms in order of appearance."""
        return tuple(dict.fromkeys(s.text for s in self.spots if s.form is Form.NAME))


def make_spot(text: Page, first: int, last: int, kind: EntityKind, *, sure: bool = False, within: str = "") -> Spot:
    """Return a name spot over the tokens `[first, last)`."""
    return Spot(first, last, kind, words_of(text, first, last), sure=sure, within=within)


def words_of(text: Page, first: int, last: int) -> str:
    """Return the words from token `first` to the one before `last`, with plain single blanks between them."""
    return " ".join(text.slice(text.tokens[first].start, text.tokens[last - 1].end).split())


def head_of(text: Page, first: int, last: int) -> int:
    """Return the token of `[first, last)` that the others hang from: its head lies outside (or is itself)."""
    outside = [t.i for t in text.tokens[first:last] if not first <= t.head < last or t.head == t.i]
    return outside[-1] if outside else last - 1
