"""Answers of a query, and their three forms as text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kgbuild.model.tables import inert
from kgbuild.model.terms import RDF, XSD, iri_of, is_iri, literal_of


class RowFormat(StrEnum):
    """How rows are written: aligned for people, SPARQL 1.1 results as CSV or JSON for programs, CSV for Excel: with the
    mark by which it knows UTF-8, and without formulas."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    EXCEL = "excel"


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Columns and rows; a cell is a term in N-Triples notation, or None where nothing is bound.

    `prefixes` shorten IRIs in the table for people.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    prefixes: tuple[tuple[str, str], ...] = ()

    def records(self) -> list[dict[str, str]]:
        """Return the rows as plain values by column: IRIs and texts without their marks, empty where unbound.

        >>> QueryResult(("who",), (('"Ann"@en',),)).records()
        [{'who': 'Ann'}]
        """
        return [dict(zip(self.columns, map(_plain, row), strict=True)) for row in self.rows]


def format_rows(result: QueryResult, form: RowFormat | str = RowFormat.TABLE) -> str:
    """Return the rows as text that ends in a newline.

    >>> format_rows(QueryResult(("who", "n"), (('"Ann"@en', '"2"'),)), "csv")
    'who,n\\nAnn,2\\n'
    """
    return _FORMS[RowFormat(form)](result)


def shown_rows(result: QueryResult) -> list[list[str]]:
    """Return the rows as people read them: IRIs shortened by prefixes, texts on one line."""
    return [[_shown(cell, result.prefixes) for cell in row] for row in result.rows]


def _as_table(result: QueryResult) -> str:
    rows = shown_rows(result)
    widths = [max(len(cell) for cell in column) for column in zip(result.columns, *rows, strict=True)]
    lines = [list(result.columns), ["-" * width for width in widths], *rows]
    text = "\n".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines)
    return f"{text}\n{len(rows)} row{'' if len(rows) == 1 else 's'}\n"


def _as_csv(result: QueryResult, seen: Callable[[str], str] = str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([seen(_plain(cell)) for cell in row] for row in result.rows)
    return out.getvalue()


def _as_excel(result: QueryResult) -> str:
    return "\ufeff" + _as_csv(result, inert)


def _as_json(result: QueryResult) -> str:
    """SPARQL 1.1 Query Results JSON Format: unbound variables are left out of a binding."""
    bindings = [
        {name: _binding(cell) for name, cell in zip(result.columns, row, strict=True) if cell is not None}
        for row in result.rows
    ]
    body = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _shown(cell: str | None, prefixes: tuple[tuple[str, str], ...]) -> str:
    if cell is None:
        return ""
    if not is_iri(cell):
        return " ".join(_plain(cell).split())
    address = iri_of(cell)
    fits = [(len(n), f"{p}:{address[len(n) :]}") for p, n in prefixes if address.startswith(n)]
    return max(fits, key=lambda fit: fit[0])[1] if fits else address


def _plain(cell: str | None) -> str:
    if cell is None:
        return ""
    if cell.startswith("_:"):
        return cell
    return iri_of(cell) if is_iri(cell) else literal_of(cell).value


def _binding(cell: str) -> dict[str, str]:
    if cell.startswith("_:"):
        return {"type": "bnode", "value": cell[2:]}
    if is_iri(cell):
        return {"type": "uri", "value": iri_of(cell)}
    parts = literal_of(cell)
    made = {"type": "literal", "value": parts.value}
    if parts.language:
        made["xml:lang"] = parts.language
    elif parts.datatype not in {f"{XSD}string", f"{RDF}langString"}:
        made["datatype"] = parts.datatype
    return made


_FORMS = {RowFormat.TABLE: _as_table, RowFormat.CSV: _as_csv, RowFormat.JSON: _as_json, RowFormat.EXCEL: _as_excel}
