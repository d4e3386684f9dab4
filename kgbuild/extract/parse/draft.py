"""An article's tree while it is mended: a word is hung elsewhere, and what hangs on each follows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from kgbuild.model.text import Token

NOTHING = Token(-1, 0, 0, "", "", "", "", "", -1, "", False)  # stands before the first word and after the last


@dataclass(slots=True)
class Draft:
    """Tokens, and the children of each in text order. Whoever asks gets tokens as they are by then."""

    tokens: list[Token]
    children: list[tuple[int, ...]]

    def at(self, i: int) -> Token:
        """Return the token at a place; outside of the article one without a word."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else NOTHING

    def over(self, token: Token) -> Token:
        """Return the head of a token."""
        return self.tokens[token.head]

    def below(self, token: Token, deps: Collection[str]) -> list[Token]:
        """Return the children of a token with one of these labels."""
        below = self.children[token.i] if token.i >= 0 else ()
        return [t for c in below if (t := self.tokens[c]).dep in deps]

    def first(self, noun: Token, deps: Collection[str]) -> int:
        """Return where the phrase of a noun begins, with no more before it than words of these labels."""
        first = noun.i
        while first > 0 and (first <= (t := self.tokens[first - 1]).head <= noun.i or t.tag == "POS"):
            if t.dep not in deps:
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

    def way(self, token: Token, top: Token) -> list[Token]:
        """Return a token and what it hangs on, up to another, which is left out."""
        found: list[Token] = []
        while token.i not in {top.i, *(t.i for t in found)}:
            found.append(token)
            token = self.over(token)
        return found

    def put(self, token: Token, over: Token, dep: str = "", *, pos: str = "", tag: str = "", lemma: str = "") -> None:
        """Hang a token on another, or on itself as a root, with a new label, part of speech, … where given."""
        i, old = token.i, self.tokens[token.i]
        if old.head != over.i:
            self.children[old.head] = tuple(c for c in self.children[old.head] if c != i)
            if over.i != i:
                self.children[over.i] = tuple(sorted((*self.children[over.i], i)))
        new = replace(old, head=over.i, dep=dep or old.dep, pos=pos or old.pos, tag=tag or old.tag)
        self.tokens[i] = replace(new, lemma=lemma) if lemma else new
