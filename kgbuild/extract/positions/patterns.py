"""Patterns over the parse for what no frame can say, in the form of spaCy's DependencyMatcher, run over our tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.vocabulary import Condition, Pattern, PatternNode
from kgbuild.model.text import Token

CUE, SPEAKER = "cue", "speaker"  # names of nodes that mean something, besides content…, target…
Found = Mapping[str, int]  # name of a node -> token


def pattern_matches(text: View, patterns: Sequence[Pattern]) -> dict[int, tuple[Pattern, Found]]:
    """Return by the token of its cue the first pattern that fits, and where its nodes stand."""
    free: list[int] = []
    by_lemma: dict[str, list[int]] = {}  # most patterns start at a word: one look-up for each token
    for n, pattern in enumerate(patterns):
        words = next((c.values for c in pattern.nodes[0].conditions if c.attribute == "LEMMA" and not c.negative), None)
        if words is None:
            free.append(n)
        for word in words or ():
            by_lemma.setdefault(word, []).append(n)
    found: dict[int, tuple[int, Found]] = {}
    for token in text.tokens:
        for n in (*by_lemma.get(token.lemma.lower(), ()), *free):
            for match in _matches(text, patterns[n], token):
                cue = match[CUE]
                if cue not in found or n < found[cue][0]:
                    found[cue] = n, match
    return {cue: (patterns[n], match) for cue, (n, match) in found.items()}


def _matches(text: View, pattern: Pattern, token: Token) -> Iterator[Found]:
    """Yield the first way the pattern fits with its first node at this token."""
    first = pattern.nodes[0]
    if _fits(token, first.conditions):
        yield from islice(_grown(text, pattern.nodes[1:], {first.name: token.i}), 1)


def _grown(text: View, nodes: Sequence[PatternNode], so_far: Found) -> Iterator[Found]:
    """Yield every way to place the remaining nodes, nearest tokens in text order first."""
    if not nodes:
        yield so_far
        return
    node = nodes[0]
    for i in OPERATORS[node.operator](text, so_far[node.left]):
        if i not in so_far.values() and _fits(text.tokens[i], node.conditions):
            yield from _grown(text, nodes[1:], {**so_far, node.name: i})


def _fits(token: Token, conditions: Sequence[Condition]) -> bool:
    return all((ATTRIBUTES[c.attribute](token) in c.values) is not c.negative for c in conditions)


ATTRIBUTES: Mapping[str, Callable[[Token], str]] = {
    "LEMMA": lambda token: token.lemma.lower(),
    "LOWER": lambda token: token.text.lower(),
    "POS": lambda token: token.pos,
    "TAG": lambda token: token.tag,
    "DEP": lambda token: token.dep,
}


def _above(text: View, i: int) -> list[int]:
    found = []
    while text.tokens[i].head != i:
        i = text.tokens[i].head
        found.append(i)
    return found


def _sentence(text: View, i: int) -> range:
    sentence = text.sentences[text.sentence_of[i]]
    return range(sentence.first, sentence.last)


def _siblings(text: View, i: int) -> list[int]:
    head = text.tokens[i].head
    return [] if head == i else [j for j in text.children[head] if j != i]


# What may stand on the right where the left is token `i`, as spaCy defines each operator.
OPERATORS: Mapping[str, Callable[[View, int], Sequence[int]]] = {
    "<": lambda text, i: _above(text, i)[:1],
    ">": lambda text, i: text.children[i],
    "<<": _above,
    ">>": lambda text, i: [j for j in text.subtree(i) if j != i],
    ".": lambda text, i: [j for j in _sentence(text, i) if j == i + 1],
    ".*": lambda text, i: [j for j in _sentence(text, i) if j > i],
    ";": lambda text, i: [j for j in _sentence(text, i) if j == i - 1],
    ";*": lambda text, i: [j for j in _sentence(text, i) if j < i],
    "$+": lambda text, i: [j for j in _siblings(text, i) if j == i + 1],
    "$-": lambda text, i: [j for j in _siblings(text, i) if j == i - 1],
    "$++": lambda text, i: [j for j in _siblings(text, i) if j > i],
    "$--": lambda text, i: [j for j in _siblings(text, i) if j < i],
}
