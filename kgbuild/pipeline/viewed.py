"""The rows that views are made of, kept article by article, so that those of all are at hand without their parts."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kgbuild.model.plain import Plain
from kgbuild.model.tables import Cells, Table
from kgbuild.pipeline.claiming import Built
from kgbuild.serialize.swap import write_whole
from kgbuild.tabulate.columns import TABLES as ALL
from kgbuild.tabulate.columns import columns_of
from kgbuild.tabulate.tables import Rows

FILE = Path(".kgbuild") / "viewed.bin"  # in the project's folder

TABLES = ALL.keys() - {"dates", "merges", "questions", "replaced", "spans", "spoken", "utterances"}
"""The tables that views are made of: all but those that none reads."""

_Flat = Mapping[str, list[tuple[str, ...]]]
"""The cells of rows by their table."""


class Viewed(NamedTuple):
    """The tables that views are made of, and their rows by article (its slug; empty: of none), with the key of its
    part."""

    tables: tuple[Table, ...]
    rows: Mapping[str, tuple[str, _Flat]]

    def keep(self, project: Path) -> None:
        """Keep the rows for the next build; where they cannot be kept, that one makes them."""
        with suppress(OSError):
            write_whole(project / FILE, pickle.dumps(dict(self.rows), protocol=5))


def viewed(built: Built, project: Path) -> Viewed:
    """Return the tables with the rows of all articles: of those that are as they were in the last run, those kept."""
    keys = {slug: leaf.key for slug, leaf in built.last.articles.items()} if built.last is not None else {}
    if built.rows is not None:
        anew = {slug: (keys.get(slug, ""), _flat(own)) for slug, own in built.rows.items()}
        kept = _kept(project)
        if keys and all(slug in anew or kept.get(slug, ("", {}))[0] == key for slug, key in keys.items()):
            every = {slug: anew[slug] if slug in anew else kept[slug] for slug in (*keys, "")}
            return Viewed(_joined(flat for _, flat in every.values()), every)
    tables = tuple(table for table in built.tables if table.name in TABLES)
    rows: dict[str, dict[str, list[tuple[str, ...]]]] = {slug: {} for slug in (*keys, "")}
    for table in tables:
        at = table.columns.index("article")
        for cells in table.cells:
            rows.setdefault(cells[at], {}).setdefault(table.name, []).append(cells)
    return Viewed(tables, {slug: (keys.get(slug, ""), own) for slug, own in rows.items()})


def _joined(parts: Iterable[_Flat]) -> tuple[Table, ...]:
    every = list(parts)
    columns = {name: columns_of(name) for name in sorted(TABLES)}
    return tuple(
        Table(name, of, Cells(of, [cells for own in every for cells in own.get(name, ())]))
        for name, of in columns.items()
    )


def _flat(rows: Rows) -> _Flat:
    return {name: [tuple(row.values()) for row in own] for name, own in rows.items() if name in TABLES}


def _kept(project: Path) -> Mapping[str, tuple[str, _Flat]]:
    try:
        with (project / FILE).open("rb") as file:
            found: dict[str, tuple[str, _Flat]] = Plain(file).load()
        return found
    except Exception:  # whatever broken bytes lead to
        return {}
