"""The key `patterns` of the section `speech`, read and checked."""

from __future__ import annotations

from kgbuild.extract.positions.patterns import ATTRIBUTES, CUE, OPERATORS, SPEAKER
from kgbuild.extract.positions.vocabulary import Condition, Frame, Pattern, PatternNode, Slot, Telling
from kgbuild.model.facts import Stance
from kgbuild.problems import Problem, near_miss
from kgbuild.yamlio import Node

_KEYS = ("act", "stance", "voice", "pattern")
_NODE_KEYS = ("LEFT_ID", "REL_OP", "RIGHT_ID", "RIGHT_ATTRS")
_LISTS = ("IN", "NOT_IN")


def read_pattern(node: Node, problems: list[Problem]) -> Pattern | None:
    """Return one pattern, or None where it has mistakes; each mistake is a problem at its file and line."""
    before = len(problems)
    found = node.want_map(problems, known=_KEYS, needed=("act", "stance", "pattern"))
    stance = found["stance"].want_choice(problems, tuple(Stance)) if "stance" in found else ""
    voice = found["voice"].want_choice(problems, tuple(Telling)) if "voice" in found else Telling.SPEECH
    act = found["act"].want_text(problems) if "act" in found else ""
    nodes: list[PatternNode] = []
    for item in found["pattern"].want_list(problems) if "pattern" in found else ():
        made = _node(item, nodes, problems)
        if made is not None:
            nodes.append(made)
    if len(problems) > before:
        return None
    if not any(n.name == CUE for n in nodes):
        what = "a pattern without a cue"
        problems.append(Problem(node.where, what, f"name the word that reports `RIGHT_ID: {CUE}`"))
        return None
    content = () if any(n.name.startswith("content") for n in nodes) else (Slot.QUOTE,)
    return Pattern(Frame(act, Stance(stance), node.where, content, Telling(voice)), tuple(nodes))


def _node(item: Node, before: list[PatternNode], problems: list[Problem]) -> PatternNode | None:
    keys = _NODE_KEYS if before else _NODE_KEYS[2:]
    found = item.want_map(problems, known=keys, needed=keys)
    if len(found) < len(keys):
        return None
    name = found["RIGHT_ID"].want_text(problems)
    _check_name(name, found["RIGHT_ID"], before, problems)
    conditions = _conditions(found["RIGHT_ATTRS"], problems)
    if not before:
        return PatternNode(name, conditions)
    left = found["LEFT_ID"].want_choice(problems, [n.name for n in before])
    return PatternNode(name, conditions, left, found["REL_OP"].want_choice(problems, tuple(OPERATORS)))


def _check_name(name: str, node: Node, before: list[PatternNode], problems: list[Problem]) -> None:
    if any(n.name == name for n in before):
        problems.append(Problem(node.where, f"two nodes of the name `{name}`", "give each its own"))
    close = near_miss(name, (CUE, SPEAKER, "content", "target"))
    if close.startswith("did you mean") and not name.startswith(("content", "target")) and name not in (CUE, SPEAKER):
        problems.append(Problem(node.where, f"`{name}` means nothing here", close))


def _conditions(node: Node, problems: list[Problem]) -> tuple[Condition, ...]:
    made = []
    for name, value in node.want_map(problems, known=tuple(ATTRIBUTES)).items():
        parts = value.want_map(problems, known=_LISTS).items() if value.kind == "map" else (("IN", value),)
        for kind, listed in parts:
            words = listed.want_texts(problems)
            lower = name in {"LEMMA", "LOWER"}
            values = frozenset(word.lower() if lower else word for word in words)
            made.append(Condition(name, values, negative=kind == "NOT_IN"))
    return tuple(made)
