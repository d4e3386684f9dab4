"""How sure a fact is: what was measured of its like on articles with gold (section `confidence` of the lexicon)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log

from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.schema import Kind, table
from kgbuild.yamlio import Node

_BASE = "base"


@dataclass(frozen=True, slots=True)
class Calibration:
    """The log-odds of being right: those of all, and what each trait adds to them. Without a table 9 in 10."""

    base: float = log(9)
    effects: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def sure(self, traits: Mapping[str, str], *, own: float | None = None) -> float:
        """Return the share of facts with these traits that is right; `own` stands for the base where the entry that
        made the fact says itself how sure it is.

        >>> Calibration(0.0, {"mode": {"direct": 2.0}}).sure({"mode": "direct", "speaker": "name"})
        0.88
        """
        odds = self.base if own is None else log(own / (1 - min(own, 0.99)))
        odds += sum(self.effects.get(trait, {}).get(level, 0.0) for trait, level in traits.items())
        return round(1 / (1 + exp(-odds)), 2)


def _number(node: Node, problems: list[Problem]) -> float:
    try:
        return float(node.want_text(problems))
    except ValueError:
        problems.append(Problem(node.where, f"`{node.text}` is not a number", "write log-odds, as the fit prints them"))
        return 0.0


_ODDS = Kind(_number, 0.0, {"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$"}, "number")
CONFIDENCE = table(table(table(_ODDS)))  # the section: by kind of fact, the log-odds that each level of a trait adds


def read_calibration(lexicon: Lexicon, kind: str, problems: list[Problem]) -> Calibration:
    """Return the table for a kind of fact ("positions"); a later file's trait replaces the same of an earlier one."""
    base = Calibration().base
    effects: dict[str, Mapping[str, float]] = {}
    for node in lexicon.section("confidence"):
        for trait, levels in CONFIDENCE.read(node, problems).get(kind, {}).items():
            if trait == _BASE:
                base = next(iter(levels.values()), base)
            else:
                effects[trait] = levels
    return Calibration(base, effects)
