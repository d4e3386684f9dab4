"""The rows that views are made of, kept article by article, so that those of all are at hand without their parts; and
the lines of the view of positions, of which each article's are made of its own rows and copied where those are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kgbuild.model.on_demand import Later
from kgbuild.model.tables import Cells, Row, Table
from kgbuild.pipeline.claiming import Built
from kgbuild.pipeline.growing import Grown, changed_in, keep_grown, read_grown
from kgbuild.serialize.pieces import Make, Pieces, key_of
from kgbuild.serialize.tables import csv_head, spreadsheet_lines
from kgbuild.tabulate.columns import TABLES as ALL
from kgbuild.tabulate.columns import columns_of
from kgbuild.tabulate.tables import Rows
from kgbuild.views.positions import NEEDED, positions_in

FILE = Path(".kgbuild") / "viewed.bin"  # in the project's folder

_OF_POSITIONS = {"event_actors", "position_issues", "position_targets", "positions"}
TABLES = ALL.keys() - {"dates", "merges", "questions", "replaced", "spans", "spoken", "utterances"} - _OF_POSITIONS
"""The tables that views of all articles together are made of: all but those that none reads."""

_Cells = list[tuple[str, ...]]
_Flat = Mapping[str, _Cells]
"""The cells of rows by their table."""

_END = "\n"


class Viewed(NamedTuple):
    """The tables that views are made of, and their rows by article (its slug; empty: of none), with the key of its
    part; `spoken` gives the rows of an article that its positions are made of, `changed` by table the rows that came
    since the last run, and those that went (None: not known); `last` are the rows kept by then."""

    tables: tuple[Table, ...]
    rows: Mapping[str, tuple[str, _Flat]]
    spoken: Callable[[str], Mapping[str, Iterable[Row]]]
    changed: Mapping[str, _Cells] | None = None
    last: Grown | None = None

    def keep(self, project: Path, dataset: str) -> None:
        """Keep the rows beside the dataset whose file has this digest; where they cannot be kept, the next build makes
        them."""
        changes = (changed_in(self.rows, self.last.parts[0]),) if self.last is not None else ()
        keep_grown(project / FILE, dataset, lambda: (dict(self.rows),), self.last, changes)

    def positions(self, pieces: Pieces) -> Iterator[bytes]:
        """Yield the file of positions, a piece for each article: lines, each with the end of the one before."""
        issues = {row["id"]: row["label"] for row in next(t.rows for t in self.tables if t.name == "issues")}
        yield csv_head(positions_in({}, {}).columns).removesuffix(_END.encode())
        every = (self._piece(one, key, issues) for one, (key, _) in self.rows.items())
        yield from pieces.written(every, mark=_END)
        yield _END.encode()

    def _piece(self, article: str, key: str, issues: Mapping[str, str]) -> tuple[str, Make]:
        """Return the key of an article's lines, and what makes them: where its part has none, these themselves tell."""
        make = partial(self._lines, article, issues)
        return (key, make) if key else (key_of((article, lines := make())), lambda: lines)

    def _lines(self, article: str, issues: Mapping[str, str]) -> str:
        lines = spreadsheet_lines(positions_in(self.spoken(article), issues)).decode()
        return f"{_END}{lines.removesuffix(_END)}" if lines else ""


def viewed(built: Built, project: Path) -> Viewed:
    """Return the tables with the rows of all articles: of those that are as they were in the last run, those kept."""
    keys = {slug: leaf.key for slug, leaf in built.last.articles.items()} if built.last is not None else {}
    if built.rows is not None and built.delta is not None:
        fresh, whole = built.rows, Later(lambda: _by_article(built, NEEDED))
        anew = {slug: (keys.get(slug, ""), _flat(own)) for slug, own in fresh.items()}
        last = read_grown(project / FILE, built.delta.against)
        kept: Mapping[str, tuple[str, _Flat]] = last.parts[0] if last is not None else {}
        if keys and all(slug in anew or kept.get(slug, ("", {}))[0] == key for slug, key in keys.items()):
            every = {slug: anew[slug] if slug in anew else kept[slug] for slug in (*keys, "")}
            tables = _joined(flat for _, flat in every.values())
            changed = _changed(kept, every, {*fresh, *(kept.keys() - every.keys())})
            return Viewed(
                tables, every, lambda slug: fresh[slug] if slug in fresh else _rows(whole.value[slug]), changed, last
            )
    found = _by_article(built, TABLES | NEEDED)  # now: once they are written, tables would be made again
    slugs = dict.fromkeys((*keys, "", *found))
    rows = {one: (keys.get(one, ""), {t: c for t, c in found.get(one, {}).items() if t in TABLES}) for one in slugs}
    tables = tuple(table for table in built.tables if table.name in TABLES)
    return Viewed(tables, rows, lambda slug: _rows(found.get(slug, {})))


def _changed(
    old: Mapping[str, tuple[str, _Flat]], new: Mapping[str, tuple[str, _Flat]], articles: Iterable[str]
) -> Mapping[str, _Cells]:
    """Return by table the rows of some articles that are not as they were, old and new ones."""
    found: dict[str, _Cells] = {}
    for one in articles:
        (_, was), (_, now) = (side.get(one, ("", {})) for side in (old, new))
        for table in TABLES:
            before, after = was.get(table, []), now.get(table, [])
            if one and before != after:
                found.setdefault(table, []).extend((*before, *after))
            elif before != after:  # lists, in which each thing has a row
                found.setdefault(table, []).extend({*before} ^ {*after})
    return found


def _by_article(built: Built, tables: Iterable[str]) -> Mapping[str, _Flat]:
    """Return the cells of some tables by article."""
    rows: dict[str, dict[str, _Cells]] = {}
    for table in built.tables:
        at = table.columns.index("article") if table.name in tables else 0
        for cells in table.cells if table.name in tables else ():
            rows.setdefault(cells[at], {}).setdefault(table.name, []).append(cells)
    return rows


def _rows(flat: _Flat) -> Mapping[str, Iterable[Row]]:
    return {name: Cells(columns_of(name), cells) for name, cells in flat.items()}


def _joined(parts: Iterable[_Flat]) -> tuple[Table, ...]:
    every = list(parts)
    columns = {name: columns_of(name) for name in sorted(TABLES)}
    return tuple(
        Table(name, of, Cells(of, [cells for own in every for cells in own.get(name, ())]))
        for name, of in columns.items()
    )


def _flat(rows: Rows) -> _Flat:
    return {name: [tuple(row.values()) for row in own] for name, own in rows.items() if name in TABLES}
