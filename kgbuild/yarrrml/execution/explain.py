"""Which rule made this triple: rule, place, source, row and values for every statement that fits a pattern."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingOf
from pathlib import Path

from kgbuild.errors import UsageError
from kgbuild.model.quads import Statement
from kgbuild.problems import Problem, near_miss
from kgbuild.yarrrml.execution.run import run_statements
from kgbuild.yarrrml.form import Mapping
from kgbuild.yarrrml.sources.open_source import Inputs

Pattern = tuple[str | None, ...]
_TERM = re.compile(
    r"\s*(<[^>]*>|_:\S+|\"(?:[^\"\\]|\\.)*\"(?:@[A-Za-z0-9-]+|\^\^(?:<[^>]*>|\S+))?|\?\w*|\*|[^\s\"<]+)", re.DOTALL
)
_RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def parse_pattern(text: str, prefixes: MappingOf[str, str]) -> Pattern:
    """Return the terms of a triple or quad in N-Triples notation; prefixed names are written out, `a` is rdf:type, and
    `?` or `*` stands for anything (None). Raises `UsageError` for anything else.

    >>> parse_pattern("ex:1 ex:name ?", {"ex": "http://example.com/"})
    ('<http://example.com/1>', '<http://example.com/name>', None)
    """
    rest = re.sub(r"\s\.?\s*$", "", text.strip() + " ")
    terms: list[str | None] = []
    at = 0
    while at < len(rest):
        found = _TERM.match(rest, at)
        if found is None:
            raise UsageError(f'`{rest[at:]}` in `{text}` is no term; write <iri>, prefix:name, "text" or ?')
        terms.append(_term(found.group(1), prefixes, predicate=len(terms) == 1))
        at = found.end()
    if len(terms) not in {3, 4}:
        raise UsageError(f"`{text}` has {len(terms)} terms; write subject, predicate, object and, if wanted, graph")
    return tuple(terms)


def _term(text: str, prefixes: MappingOf[str, str], *, predicate: bool) -> str | None:
    if text[0] in "?*":
        return None
    if text == "a" and predicate:
        return _RDF_TYPE
    if text[0] in '<"' or text.startswith("_:"):
        head, mark, datatype = text.rpartition("^^")
        return f"{head}^^{_term(datatype, prefixes, predicate=False)}" if mark and datatype[0] != "<" else text
    prefix, colon, local = text.partition(":")
    if not colon or prefix not in prefixes:
        raise UsageError(f"unknown prefix in `{text}`; {near_miss(prefix, prefixes)}")
    return f"<{prefixes[prefix]}{local}>"


def explain(mapping: Mapping, pattern: str, *, inputs: Inputs, problems: list[Problem]) -> Iterator[Statement]:
    """Yield every statement that fits `pattern` (see `parse_pattern`), with the rule and row that made it.

    Raises `UsageError` for a pattern that does not parse, `InputError` for a source that cannot be read.
    """
    wanted = parse_pattern(pattern, dict(mapping.prefixes))
    for statement in run_statements(mapping, inputs, problems):
        if all(term is None or term == made for term, made in zip(wanted, statement.quad, strict=False)):
            yield statement


def shown_statement(statement: Statement) -> str:
    """Return a statement and where it comes from, for people.

    The columns its rule reads come first, the others after them.
    """
    origin, row = statement.origin, statement.row
    read = [f"{c} = {row[c]!r}" for c in origin.columns if c in row]
    others = [f"{c} = {v!r}" for c, v in row.items() if v and c not in origin.columns]
    lines = [
        " ".join(term for term in statement.quad if term),
        f"  rule    {origin}  {origin.rule}",
        f"  source  {statement.source}" + (f", row {statement.number}" if statement.number else ""),
        f"  values  {', '.join(read) or 'none: the rule is constant'}",
    ]
    return "\n".join([*lines, f"  row     {', '.join(others)}"] if others else lines)


def write_lineage(statements: Iterable[Statement], path: Path) -> int:
    """Write one JSON object a line for each statement: its terms, rule, place, source and the values read.

    Returns how many were written. The file appears when all are.
    """
    count = 0
    scratch = path.with_name(path.name + ".part")
    with scratch.open("w", encoding="utf-8", newline="\n") as stream:
        for s in statements:
            values = {c: s.row[c] for c in s.origin.columns if c in s.row}
            entry = {
                "quad": list(s.quad),
                "rule": s.origin.rule,
                "at": str(s.origin),
                "source": s.source,
                "row": s.number,
            }
            stream.write(json.dumps({**entry, "values": values}, ensure_ascii=False) + "\n")
            count += 1
    scratch.replace(path)
    return count
