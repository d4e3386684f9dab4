"""An article's tree while it is mended: a word is hung elsewhere, and what hangs on each follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgbuild.extract.parse.grammar import Grammar
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.text import Token

NOUNS = frozenset({"NOUN", "PROPN"})
PAST = frozenset({"VBD", "VBN"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
ASIDE = (Rel.PREPOSITION, Rel.NOUN_ADVERB)  # what says when or where
_NOTHING = Token(-1, 0, 0, "", "", "", "", "", -1, "", False)  # stands before the first word and after the last


@dataclass(slots=True)
class Draft:
    """Tokens, and the children of each in text order. Whoever asks gets tokens as they are by then."""

    tokens: list[Token]
    children: list[tuple[int, ...]]
    grammar: Grammar

    def at(self, i: int) -> Token:
        """Return the token at a place; outside of the article one without a word."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else _NOTHING

    def over(self, token: Token) -> Token:
        """Return the head of a token."""
        return self.tokens[token.head]

    def up(self, token: Token) -> Iterator[Token]:
        """Yield a token and what it hangs on, up to the root; a ring, through which mends may pass, ends it."""
        for _ in self.tokens:
            yield token
            if token.head == token.i:
                return
            token = self.over(token)

    def below(self, token: Token, *deps: str) -> list[Token]:
        """Return the children of a token with one of these labels."""
        return [t for c in self.children[token.i] if (t := self.tokens[c]).dep in deps]

    def one(self, token: Token, *deps: str) -> Token:
        """Return the first child of a token with one of these labels, or a token without a word."""
        return next(iter(self.below(token, *deps)), _NOTHING)

    def first(self, noun: Token, *deps: str) -> int:
        """Return where the phrase of a noun begins, with no more before it than words of these labels, or of any."""
        first = noun.i
        while first > 0 and (first <= (t := self.tokens[first - 1]).head <= noun.i or t.tag == "POS"):
            if deps and t.dep not in deps:
                break
            first -= 1
        return first

    def is_tree(self) -> bool:
        """Say whether each word hangs on a root, at some depth: whoever climbs comes to an end."""
        reached = [t.i for t in self.tokens if t.head == t.i]
        for i in reached:
            reached += self.children[i]
        return len(reached) == len(self.tokens)

    def holds(self, above: Token, token: Token) -> bool:
        """Say whether a token hangs on another, at any depth, or is it; mends pass through a ring on their way."""
        for _ in self.tokens:
            if token.i in {above.i, token.head}:
                break
            token = self.over(token)
        return token.i == above.i

    def put(self, token: Token, over: Token, dep: str = "", *, pos: str = "", tag: str = "") -> None:
        """Hang a token on another, or on itself as a root, with a new label, part of speech or tag where given."""
        i, old = token.i, self.tokens[token.i]
        if old.head != over.i:
            self.children[old.head] = tuple(c for c in self.children[old.head] if c != i)
            if over.i != i:
                self.children[over.i] = tuple(sorted((*self.children[over.i], i)))
        self.tokens[i] = replace(old, head=over.i, dep=dep or old.dep, pos=pos or old.pos, tag=tag or old.tag)


Mends = Mapping[str, Sequence[Callable[[Draft, Token], None]]]


def mend(draft: Draft, rounds: Iterable[Mends]) -> None:
    """Hang words where their clauses have them: each round asks what is known for a word by its label or its tag."""
    for mends in rounds:
        for token in draft.tokens:  # as mended by then: a list is walked over while its items are replaced
            if token.dep in mends or token.tag in mends:
                for one in (*mends.get(token.dep, ()), *mends.get(token.tag, ())):
                    if draft.tokens[token.i] is token:
                        one(draft, token)
