"""The rules of a language: sections `dates: rules` and `pieces` of the lexicon, patterns by the name of what they mean.

The builders of all languages are here by name; what a language says is which of its patterns mean what, in which tier.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.extract.dates import absolute, clock, compose, durations, quarters, relative, vague
from kgbuild.extract.dates.grammar import Builder, Rule, Tier, rule, tier
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.yamlio import Node

_MODULES = (absolute, quarters, relative, durations, clock, vague, compose)
BUILDERS: Mapping[str, Builder] = {name: build for module in _MODULES for name, build in module.BUILDERS.items()}
TIERS = ("expressions", "composed", "together", "ranges")  # each sees what those before it have found


def read_rules(lexicon: Lexicon, problems: list[Problem]) -> tuple[Tier, ...]:
    """Return the tiers in order; a user's rules come before ours, so that of two that read equally much theirs
    counts."""
    sections = [node.want_map(problems) for node in lexicon.section("dates")]
    pieces: dict[str, str] = {}
    for parts in sections:
        if "pieces" in parts:
            pieces.update((n, p.want_text(problems)) for n, p in parts["pieces"].want_map(problems).items())
    rules: dict[str, list[Rule]] = {name: [] for name in TIERS}
    for parts in sections:
        if "rules" in parts:
            for name, entries in parts["rules"].want_map(problems, known=TIERS).items():
                read = [r for e in entries.want_list(problems) for r in _read_rules(e, pieces, problems)]
                rules.get(name, [])[:0] = read
    return tuple(tier(*rules[name]) for name in TIERS)


def _read_rules(entry: Node, pieces: Mapping[str, str], problems: list[Problem]) -> list[Rule]:
    found = []
    for meaning, pattern in entry.want_map(problems, known=tuple(BUILDERS)).items():
        if meaning not in BUILDERS:
            continue
        try:
            found.append(rule(pattern.want_text(problems), BUILDERS[meaning], pieces=pieces))
        except ValueError as error:
            problems.append(Problem(pattern.where, str(error), "write kinds of words as the shipped rules do"))
    return found
