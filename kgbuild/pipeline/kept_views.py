"""The lines of the views, kept for the build that leads on from them: only those are made of which a row, a claim or a
name is otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kgbuild.model.delta import Delta
from kgbuild.model.plain import Plain
from kgbuild.model.tables import Cells, Table
from kgbuild.model.triples import Triples, local_name
from kgbuild.model.vocabulary import SUBJECT
from kgbuild.pipeline.viewed import Viewed
from kgbuild.serialize.swap import keep_whole
from kgbuild.serialize.tables import csv_head, spreadsheet_lines
from kgbuild.tabulate.columns import columns_of
from kgbuild.views.conflicts import COLUMNS, conflict, table_of
from kgbuild.views.standing import standing_of
from kgbuild.views.views import VIEWS, Facts, filled, labels_of

FILE = Path(".kgbuild") / "views.bin"  # in the project's folder

_HOLDER = {"roles": "holder"}  # the column that says what a row is of, where it is not its id

_Line = tuple[tuple[str | int, ...], str, frozenset[str]]
"""What a line is sorted by, the line, and the ids that it names."""


class _Made(NamedTuple):
    """The labels of everything, by view the lines of each thing (an id), and the line of each dispute with all subjects
    that it was read of."""

    labels: dict[str, str]
    lines: Mapping[str, dict[str, list[_Line]]]
    disputes: Mapping[str, _Line]


class KeptViews:
    """Makes the views in a project; `delta` leads to its dataset from that of the last build."""

    def __init__(self, project: Path, delta: Delta | None) -> None:
        """Take where they are kept."""
        self._path, self._delta = project / FILE, delta
        self._now: _Made | None = None

    def files(self, viewed: Viewed, facts: Triples) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the bytes of each view but that of positions."""
        labels = labels_of(viewed.tables, facts)
        last = _kept(self._path, self._delta.against) if self._delta is not None else None
        if last is None or self._delta is None or viewed.changed is None:
            made = _lines(viewed, labels, facts, None)
        else:
            some = _changed_rows(viewed.changed) | _events(self._delta, facts)
            other = {one for one, _ in last.labels.items() ^ labels.items()}
            some |= {one for view in last.lines.values() for one, lines in view.items() if _names(lines, other)}
            fresh = _lines(viewed, labels, facts, some)
            made = {n: {o: at for o, at in view.items() if o not in some} | fresh[n] for n, view in last.lines.items()}
        self._now = _Made(labels, made, self._disputes(last, facts))
        for name, view in VIEWS.items():
            yield f"views/{name}.csv", _file(view.columns, chain.from_iterable(made[name].values()))
        yield "views/conflicts.csv", _file(COLUMNS, self._now.disputes.values())

    def _disputes(self, last: _Made | None, facts: Triples) -> dict[str, _Line]:
        """Return the lines of all disputes; one that was read of nothing that changed is as it was."""
        changed = {q.subject for q in (*self._delta.added, *self._delta.removed)} if self._delta is not None else set()
        known = last.disputes if last is not None else {}
        made: dict[str, _Line] = {}
        for node in facts.with_type("Dispute"):
            if node in known and changed.isdisjoint(known[node][2]):
                made[node] = known[node]
            else:
                found = conflict(node, facts)
                made[found.dispute] = found.order, spreadsheet_lines(table_of([found.row])).decode(), found.seen
        return made

    def keep(self, dataset: str) -> None:
        """Keep the lines, of the dataset whose file has this digest; where they cannot be kept, the next build makes
        them."""
        if self._now is not None:
            keep_whole(self._path, (dataset, *self._now))


def _file(columns: Sequence[str], lines: Iterable[_Line]) -> bytes:
    """Return the file of a view: its lines in order after its head."""
    every = sorted(line[:2] for line in lines)
    return csv_head(columns) + "".join([line for _, line in every]).encode()


def _lines(
    viewed: Viewed, labels: dict[str, str], facts: Triples, some: Set[str] | None
) -> dict[str, dict[str, list[_Line]]]:
    """Return by view the lines of all things, or of `some`."""
    tables = viewed.tables if some is None else [_part(table, some) for table in viewed.tables]
    about, made = Facts(tables, labels, standing_of(facts, some)), dict[str, dict[str, list[_Line]]]()
    for name, (columns, rows) in VIEWS.items():
        lines = made.setdefault(name, {})
        for of, order, row, named in rows(about):
            line = spreadsheet_lines(filled(name, columns, (row,))).decode()
            lines.setdefault(of, []).append((order, line, named))
    return made


def _part(table: Table, some: Set[str]) -> Table:
    """Return the rows of some things."""
    name = _HOLDER.get(table.name, "id")
    at = table.columns.index(name) if name in table.columns else 0
    return table._replace(rows=Cells(table.columns, [cells for cells in table.cells if cells[at] in some]))


def _changed_rows(changed: Mapping[str, list[tuple[str, ...]]]) -> set[str]:
    """Return what the rows that came or went are of."""
    found = set()
    for name, every in changed.items():
        columns = columns_of(name)
        of = _HOLDER.get(name, "id")
        found |= {cells[columns.index(of)] for cells in every} if of in columns else set()
    return found


def _events(delta: Delta, facts: Triples) -> set[str]:
    """Return the events of which something else is claimed, or claimed otherwise."""
    quads = (*delta.added, *delta.removed)
    claims = {quad.subject for quad in quads if "/claim/" in quad.subject}
    of = {facts.one(claim, SUBJECT) for claim in claims} | {q.object for q in quads if q.predicate == SUBJECT}
    return {local_name(one) for one in of if "/event/" in one}


def _names(lines: list[_Line], some: Set[str]) -> bool:
    return any(not some.isdisjoint(named) for _, _, named in lines)


def _kept(path: Path, dataset: str) -> _Made | None:
    try:
        with path.open("rb") as file:
            of, *made = Plain(file).load()
        return _Made(*made) if of == dataset else None
    except Exception:  # whatever broken bytes lead to
        return None
