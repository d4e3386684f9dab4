"""The keys `accept`, `settle` and `trusted` of `kgbuild.yaml`: what counts as fact, said in the open."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.model.policy import AcceptRule, Policy, Settle
from kgbuild.problems import Problem
from kgbuild.yamlio import Node

POLICY_KEYS = ("accept", "settle", "trusted")
_ACCEPT_KEYS = ("own", "attributed")
_RULE_KEYS = ("speakers", "kinds", "roles", "properties", "outlets")
_KINDS = ("person", "organization", "country", "group")
_WHO = ("speakers", "kinds", "roles", "outlets")


def read_policy(keys: Mapping[str, Node], problems: list[Problem]) -> Policy:
    """Return the policy of a configuration's top-level keys; what is wrong is added to `problems`."""
    accept = keys["accept"].want_map(problems, known=_ACCEPT_KEYS) if "accept" in keys else {}
    own = accept["own"].want_texts(problems) if "own" in accept else ()
    rules = (
        [_rule(node, problems) for node in accept["attributed"].want_list(problems)] if "attributed" in accept else []
    )
    settle = _settle(keys["settle"], problems) if "settle" in keys else None
    trusted = keys["trusted"].want_texts(problems) if "trusted" in keys else ()
    if settle is Settle.TRUSTED and not trusted:
        fix = "add `trusted: [NAME, …]`, outlets or speakers"
        problems.append(Problem(keys["settle"].where, "`settle: trusted` names nobody to trust", fix))
    where = keys["settle"].where if settle is not None else None
    return Policy(own, tuple(rules), settle, trusted, f"{where.file}:{where.line}" if where is not None else "")


def _settle(node: Node, problems: list[Problem]) -> Settle | None:
    choice = node.want_choice(problems, [*Settle, "none"])
    return Settle(choice) if choice in [*Settle] else None


def _rule(node: Node, problems: list[Problem]) -> AcceptRule:
    given = node.want_map(problems, known=_RULE_KEYS)
    found = {key: given[key].want_texts(problems) for key in _RULE_KEYS if key in given}
    if not any(found.get(key) for key in _WHO):
        what = "a rule of `attributed` that says of nobody what to accept"
        problems.append(Problem(node.where, what, f"add one of {', '.join(_WHO)}"))
    for kind in found.get("kinds", ()):
        if kind not in _KINDS:
            problems.append(Problem(node.where, f"unknown kind `{kind}`", f"one of {', '.join(_KINDS)}"))
    return AcceptRule(where=f"{node.where.file}:{node.where.line}", **found)
