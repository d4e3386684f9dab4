"""What is known while one mapping file is read: prefixes, base, external references, functions, problems so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.problems import Problem, Severity, near_miss
from kgbuild.yamlio import Node
from kgbuild.yarrrml.form import Side, Source, Target, Template
from kgbuild.yarrrml.functions.table import IDLAB, Function
from kgbuild.yarrrml.language.prefixes import DEFAULT_PREFIXES, expanded, is_absolute, prefix_of
from kgbuild.yarrrml.language.templates import parse_template


@dataclass(slots=True)
class Context:
    """Grows while a file is read; thrown away afterwards."""

    lines: tuple[str, ...]
    functions: Mapping[str, Function]
    folder: str = "."
    prefixes: dict[str, str] = field(default_factory=lambda: dict(DEFAULT_PREFIXES))
    base: str = ""
    external: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    broken_sources: set[str] = field(default_factory=set)  # said already where they are defined
    broken_targets: set[str] = field(default_factory=set)
    used_sources: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    calls: bool = False  # whether a function call was read

    def problem(self, node: Node, what: str, fix: str = "") -> None:
        """Add an error at a node."""
        self.problems.append(Problem(node.where, what, fix))

    def warning(self, node: Node, what: str, fix: str = "") -> None:
        """Add a warning at a node."""
        self.problems.append(Problem(node.where, what, fix, Severity.WARNING))

    def quoted(self) -> list[Problem]:
        """Return the problems, each with the line it stands in."""
        return [_with_quote(p, self.lines) for p in self.problems]

    def expanded(self, text: str) -> str:
        """Return `text` with a known prefix written out; other text unchanged."""
        return expanded(text, self.prefixes)

    def template(self, text: str, node: Node, *, side: Side = Side.SUBJECT) -> Template:
        """Return the parsed template of a text, problems at the node."""
        return parse_template(text, node.where, self.problems, external=self.external, side=side)

    def iri_text(self, text: str, node: Node) -> str:
        """Return the text of an IRI or IRI template: prefix written out or base put before it.

        An undefined prefix, and a relative IRI without a base, are problems.
        """
        if is_absolute(text) or text.startswith("$("):
            return text
        prefix = prefix_of(text)
        if prefix is not None and prefix in self.prefixes:
            return self.prefixes[prefix] + text[len(prefix) + 1 :]
        if prefix:
            fix = near_miss(prefix, self.prefixes) if prefix not in {"http", "https"} else "write `//` after it"
            self.problem(node, f"undefined prefix `{prefix}`", fix)
            return "urn:undefined:"
        if not self.base:
            self.problem(node, f"`{text}` is a relative IRI", "write it out, use a prefix, or give the file a `base:`")
            return "urn:undefined:"
        return self.base + text

    def function(self, text: str, node: Node) -> str:
        """Return the IRI of a function; a bare name is one of the built-in ones."""
        self.calls = True
        if prefix_of(text) is None and not is_absolute(text):
            return IDLAB + text
        return self.iri_text(text, node)

    def parameter(self, text: str, function: str) -> str:
        """Return the IRI of a parameter; without a prefix it takes the function's namespace."""
        text = self.expanded(text)
        if is_absolute(text):
            return text
        cut = max(function.rfind("#"), function.rfind("/")) + 1
        return function[:cut] + text


def share_heads(contexts: Sequence[Context]) -> None:
    """Let files given together use each other's prefixes, external references, sources and targets.

    A file's own come first; a name that two others define differently stays undefined.
    """
    for kind in ("prefixes", "external", "sources", "targets"):
        tables: list[dict[str, object]] = [dict(getattr(context, kind)) for context in contexts]
        for context, own in zip(contexts, tables, strict=True):
            offered: dict[str, list[object]] = {}
            for table in tables:
                for name in table.keys() - own.keys():
                    offered.setdefault(name, []).append(table[name])
            known = {name: found[0] for name, found in offered.items() if all(f == found[0] for f in found)}
            getattr(context, kind).update(known)


def _with_quote(problem: Problem, lines: tuple[str, ...]) -> Problem:
    line = problem.where.line
    if problem.quote or not 0 < line <= len(lines):
        return problem
    return Problem(
        problem.where, problem.what, problem.fix, problem.severity, lines[line - 1].rstrip(), problem.rule, problem.row
    )
