"""What is said, as tokens."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.view import View


@dataclass(frozen=True, slots=True)
class Content:
    """What is said: its head token and all its tokens in text order (punctuation at the ends trimmed)."""

    head: int
    tokens: tuple[int, ...]


def trimmed(text: View, head: int, tokens: list[int]) -> Content | None:
    """Drop punctuation, conjunctions and complementizers at the start and punctuation at the end."""
    start, end = 0, len(tokens)
    while start < end and _opens_idly(text, tokens[start]):
        start += 1
    while end > start and text.tokens[tokens[end - 1]].pos in {"PUNCT", "CCONJ"}:
        end -= 1
    return Content(head, tuple(tokens[start:end])) if start < end else None


def _opens_idly(text: View, i: int) -> bool:
    token = text.tokens[i]
    return (
        token.pos == "PUNCT"
        or token.dep == Rel.COORDINATOR
        or (token.dep == Rel.MARKER and token.lemma in text.grammar.that)
    )
