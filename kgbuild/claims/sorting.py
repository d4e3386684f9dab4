"""Statements by what they are: facts to be claimed, descriptions, headers, entries of lists, or placed already."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from kgbuild.model.quads import Statement
from kgbuild.model.vocabulary import DESCRIPTIVE
from kgbuild.problems import Location, Problem


@dataclass(slots=True)
class Sorted:
    """Statements by what they are; `problems` are of those that are none of it."""

    facts: list[Statement] = field(default_factory=list)
    described: list[Statement] = field(default_factory=list)
    headers: list[Statement] = field(default_factory=list)
    curated: list[Statement] = field(default_factory=list)
    placed: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def sort_statements(statements: Iterable[Statement], articles: Container[str]) -> Sorted:
    """Tell statements apart by their rows; `articles` are the slugs of this build."""
    kinds = Sorted()
    for statement in statements:
        row = statement.row
        if statement.quad.graph:
            kinds.placed.append(statement)
        elif statement.quad.predicate in DESCRIPTIVE:
            kinds.described.append(statement)
        elif row.get("spans"):
            if row.get("article", "") in articles:
                kinds.facts.append(statement)
            else:
                kinds.problems.append(_orphan(statement, "its row names no article of this build"))
        elif row.get("article"):
            kinds.headers.append(statement)
        elif row.get("frame"):
            kinds.curated.append(statement)
        else:
            kinds.problems.append(_orphan(statement, "its row has neither spans, nor article, nor frame"))
    return kinds


def _orphan(statement: Statement, why: str) -> Problem:
    origin = statement.origin
    fix = "map a table whose rows carry the columns `article` and `spans`"
    what = f"a triple without evidence: {why}"
    return Problem(Location(origin.file, origin.line), what, fix, rule=origin.rule, row=statement.row.get("id", ""))
