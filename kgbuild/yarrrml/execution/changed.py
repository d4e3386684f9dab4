"""Running again only what has changed: rules whose text, sources and links are as before keep their statements.

A state folder holds, for every rule, the lines it made, under a fingerprint of all they depend on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kgbuild.problems import Problem
from kgbuild.yarrrml.checks.calls import reads_tables
from kgbuild.yarrrml.execution.run import Lines, run_lines
from kgbuild.yarrrml.form import Formulation, Link, Mapping, Rule, Term
from kgbuild.yarrrml.sources.open_source import Inputs
from kgbuild.yarrrml.views import base_sources


@dataclass(frozen=True, slots=True)
class Rerun:
    """What a run with a state folder did: the rules run anew, and those kept."""

    anew: tuple[str, ...]
    kept: tuple[str, ...]


def run_changed(
    mapping: Mapping, state: Path, *, inputs: Inputs, problems: list[Problem]
) -> tuple[Rerun, Iterator[Lines]]:
    """Run the rules that changed since `state` was written; return which, and the lines of all rules in their order,
    for `map_to_file`.

    The state folder is made where it is missing and brought up to date as the lines are read. A rule with problems is
    run every time, so that they are reported every time. Databases, standard input, rules with targets and rules that
    look values up in a table count as always changed.
    """
    state.mkdir(parents=True, exist_ok=True)
    prints = {rule.name: _fingerprint(rule, mapping, inputs) for rule in mapping.rules}
    kept = tuple(name for name, mark in prints.items() if mark and (state / f"{mark}.nq").is_file())
    anew = tuple(rule.name for rule in mapping.rules if rule.name not in kept)

    def lines() -> Iterator[Lines]:
        for rule in mapping.rules:
            path = state / f"{prints[rule.name]}.nq"
            if rule.name in kept:
                with path.open(encoding="utf-8", newline="\n") as stream:
                    yield {(): list(stream)}
            else:
                yield from _run_one(mapping, rule, path if prints[rule.name] else None, inputs, problems)
        _sweep(state, set(prints.values()))

    return Rerun(anew, kept), lines()


def _run_one(
    mapping: Mapping, rule: Rule, path: Path | None, inputs: Inputs, problems: list[Problem]
) -> Iterator[Lines]:
    before = len(problems)
    made: list[str] = []
    for batch in run_lines(mapping, inputs, problems, only=rule.name):
        made += batch.get((), [])
        yield batch
    if path is not None and len(problems) == before:
        scratch = path.with_suffix(".part")
        scratch.write_text("".join(made), encoding="utf-8", newline="\n")
        scratch.replace(path)


def _sweep(state: Path, used: set[str]) -> None:
    for path in state.glob("*.nq"):
        if path.stem not in used:
            path.unlink()


def _fingerprint(rule: Rule, mapping: Mapping, inputs: Inputs) -> str:
    """A checksum of the rule, its sources' bytes, and the same of the rules it links to; empty where none is known."""
    # Blank nodes are named after the rule's place in the mapping; a rule with targets writes files of its own.
    if _has_targets(rule) or any(reads_tables(one, mapping.functions) for one in (rule, *_linked(rule, mapping))):
        return ""
    digest = hashlib.sha256(str(mapping.rules.index(rule)).encode())
    for one in (rule, *_linked(rule, mapping)):
        digest.update(_plain(one).encode())
        for source in (base for read in one.sources for base in base_sources(read)):
            table, path = inputs.table(source), inputs.path(source, one)
            if table is not None:
                digest.update(repr(table.rows).encode())
            elif source.formulation is Formulation.SQL or not path.is_file():
                return ""
            else:
                with path.open("rb") as stream:
                    digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:32]


def _has_targets(rule: Rule) -> bool:
    terms: list[Term | Link] = [*rule.subjects, *rule.graphs]
    for entry in rule.entries:
        terms += [*entry.predicates, *entry.objects, *entry.graphs]
    return any(term.targets for term in terms)


def _linked(rule: Rule, mapping: Mapping) -> list[Rule]:
    names = {o.mapping for e in rule.entries for o in e.objects if isinstance(o, Link)}
    names |= {
        m.mapping
        for e in rule.entries
        for o in e.objects
        if isinstance(o, Term) and o.gather
        for m in o.gather.members
        if isinstance(m, Link)
    }
    return [mapping.rule(name) for name in sorted(names)]


def _plain(rule: Rule) -> str:
    """The rule as text without its places, so that a rule that only moved in its file is the same."""
    return re.sub(r"where=Location\(file=(?:'[^']*'|\"[^\"]*\"), line=\d+, column=\d+\)", "", repr(rule))
