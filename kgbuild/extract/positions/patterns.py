"""Patterns over the parse for what no frame can say, in the form of spaCy's DependencyMatcher, run over our tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kgbuild.extract.parse.tree import ancestors
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.vocabulary import Slot, SpeechFrame, Telling
from kgbuild.model.facts import Stance
from kgbuild.model.text import Token
from kgbuild.problems import Problem, nearest
from kgbuild.schema import NAME, TEXT, TEXTS, WORDS, Kind, Written, entries, key, member, place, record, told_unless
from kgbuild.yamlio import Node

Found = Mapping[str, int]  # name of a node -> token

ATTRIBUTES: Mapping[str, Callable[[Token], str]] = {
    "LEMMA": lambda token: token.lemma.lower(),
    "LOWER": lambda token: token.text.lower(),
    "POS": lambda token: token.pos,
    "TAG": lambda token: token.tag,
    "DEP": lambda token: token.dep,
}


class NodeName(StrEnum):
    """Names of nodes that mean something; of the last two there may be several, "content 2"."""

    CUE = "cue"
    SPEAKER = "speaker"
    CONTENT = "content"
    TARGET = "target"


_FORMED = frozenset({"LEMMA", "LOWER"})  # attributes that are in small letters


@dataclass(frozen=True, slots=True)
class Condition:
    """What a token of a pattern must have (or must not): LEMMA, LOWER, POS, TAG or DEP is one of these."""

    attribute: str
    values: frozenset[str]
    negative: bool = False


def _conditions(node: Node, problems: list[Problem]) -> tuple[Condition, ...]:
    made = []
    for name, value in node.want_map(problems, known=tuple(ATTRIBUTES)).items():
        words = WORDS if name in _FORMED else TEXTS
        lists = {"IN": words, "NOT_IN": words}
        found = record(lists).read(value, problems) if value.kind == "map" else {"IN": words.read(value, problems)}
        made += [Condition(name, frozenset(values), kind == "NOT_IN") for kind, values in found.items()]
    return tuple(made)


_EITHER = {"anyOf": [WORDS.schema, record({"IN": WORDS, "NOT_IN": WORDS}).schema]}
_CONDITIONS = Kind(
    _conditions,
    (),
    record(dict.fromkeys(ATTRIBUTES, replace(WORDS, schema=_EITHER))).schema,
    "by LEMMA, LOWER, POS, TAG or DEP: words, or `{IN: words}`, `{NOT_IN: words}`",
)


@dataclass(frozen=True, slots=True)
class PatternNode:
    """One token of a pattern."""

    name: str = key(
        NAME, "its name: `cue` reports, `speaker`, `content…` and `target…` are so", name="RIGHT_ID", needed=True
    )
    conditions: tuple[Condition, ...] = key(_CONDITIONS, "what it must have", name="RIGHT_ATTRS", needed=True)
    left: str = key(NAME, "the node before it that it is bound to (not for the first)", name="LEFT_ID")
    operator: str = key(NAME, "how it stands to that node, as spaCy's DependencyMatcher writes it", name="REL_OP")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What no frame can say, as tokens bound to each other."""

    act: str = key(TEXT, "names it", needed=True)
    stance: Stance = key(member(Stance, Stance.SAYS), "what the speaker does by it", needed=True)
    telling: Telling = key(member(Telling, Telling.SPEECH), "as of a frame", name="voice")
    nodes: tuple[PatternNode, ...] = key(entries(PatternNode), "its tokens", name="pattern", needed=True)
    where: str = place()

    @property
    def frame(self) -> SpeechFrame:
        """The frame of what a pattern finds."""
        content = () if any(node.name.startswith(NodeName.CONTENT) for node in self.nodes) else (Slot.QUOTE,)
        return SpeechFrame(act=self.act, stance=self.stance, content=content, telling=self.telling, where=self.where)


def check_patterns(patterns: Sequence[Pattern], problems: list[Problem]) -> None:
    """Tell what is wrong with the nodes of patterns, each at its place."""
    for pattern in patterns:
        named = dict[str, Written]()
        for node in pattern.nodes:
            _check_node(node, named, problems)
            if isinstance(node.name, Written):
                named[node.name] = node.name
        if pattern.nodes and NodeName.CUE not in named and isinstance(pattern.nodes[0].name, Written):
            fix = f"name the word that reports `RIGHT_ID: {NodeName.CUE}`"
            problems.append(Problem(pattern.nodes[0].name.where, "a pattern without a cue", fix))


def _check_node(node: PatternNode, before: Mapping[str, Written], problems: list[Problem]) -> None:
    where = node.name.where if isinstance(node.name, Written) else None
    if where is None:
        return
    if node.name in before:
        problems.append(Problem(where, f"two nodes of the name `{node.name}`", "give each its own"))
    means = node.name in {NodeName.CUE, NodeName.SPEAKER} or node.name.startswith((NodeName.CONTENT, NodeName.TARGET))
    close = "" if means else nearest(node.name, NodeName)
    if close:
        problems.append(Problem(where, f"`{node.name}` means nothing here", f"did you mean {close}?"))
    told_unless(before, [node.left] if before else [], "`{}` is not allowed here", problems)
    told_unless(OPERATORS, [node.operator], "`{}` is not allowed here", problems)
    if bool(before) is not bool(node.left and node.operator):
        fix = "say `LEFT_ID` and `REL_OP` of every node but the first"
        problems.append(Problem(where, f"`{node.name}` is not bound to a node before it", fix))


def pattern_matches(text: View, patterns: Sequence[Pattern]) -> dict[int, tuple[Pattern, Found]]:
    """Return by the token of its cue the first pattern that fits, and where its nodes stand."""
    found: dict[int, tuple[Pattern, Found]] = {}
    for pattern in patterns:
        first, *rest = pattern.nodes
        words = next((c.values for c in first.conditions if c.attribute == "LEMMA" and not c.negative), None)
        told = text.tokens if words is None else [t for t in text.tokens if t.lemma.lower() in words]  # most start so
        for token in (t for t in told if _fits(t, first.conditions)):
            match = next(_grown(text, rest, {first.name: token.i}), None)
            if match is not None:
                found.setdefault(match[NodeName.CUE], (pattern, match))
    return found


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


def _sentence(text: View, i: int) -> range:
    sentence = text.sentences[text.sentence_of[i]]
    return range(sentence.first, sentence.last)


def _siblings(text: View, i: int) -> list[int]:
    head = text.tokens[i].head
    return [] if head == i else [j for j in text.children[head] if j != i]


# What may stand on the right where the left is token `i`, as spaCy defines each operator.
OPERATORS: Mapping[str, Callable[[View, int], Sequence[int]]] = {
    "<": lambda text, i: list(ancestors(text, i))[:1],
    ">": lambda text, i: text.children[i],
    "<<": lambda text, i: list(ancestors(text, i)),
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
