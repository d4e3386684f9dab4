"""The views: actors, meetings, positions, timeline, from the tables that the mappings read and the claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from kgbuild.model.quads import Quad
from kgbuild.model.tables import Row, Table
from kgbuild.model.terms import literal_of
from kgbuild.model.triples import Triples, local_name
from kgbuild.model.vocabulary import LABEL
from kgbuild.views.positions import SPOKEN, positions_of
from kgbuild.views.standing import Standing, standing_of

_ACTORS = ("id", "name", "kind", "other_names", "roles", "articles", "mentions", "wikidata")
_MEETINGS = (
    "id", "name", "type", "level", "factuality", "start", "end", "date", "place", "participants", "mediators", "hosts",
    "initiators", "ordinal", "duration", "outcome", "figures", "part_of", "according_to", "disputed", "note",
    "articles",
)  # fmt: skip
_TIMELINE = ("date", "until", "what", "type", "factuality", "place", "who", "note", "articles")
_PARTIES = {"participants": "participant", "mediators": "mediator", "hosts": "host", "initiators": "initiator"}
_CELLS = {
    "start": "startDate",
    "end": "endDate",
    "date": "edtf",
    "place": "place",
    "part_of": "partOf",
    **_PARTIES,
    **{name: name for name in ("level", "factuality", "ordinal", "duration", "outcome")},
}
_IN_DATE = frozenset({"start", "end"})  # the column `date` has both


class Shown(NamedTuple):
    """A row of a view: what it is of (an id), what it is sorted by, and the ids that it names, labelled or not."""

    of: str
    order: tuple[str | int, ...]
    row: Row
    named: frozenset[str]


class Facts:
    """The tables by name, the labels of everything in them, and how what is told of events stands."""

    def __init__(self, tables: Iterable[Table], labels: Mapping[str, str], standing: Standing) -> None:
        """Take all of it, or what is about some things."""
        self._tables = {t.name: t for t in tables}
        self._rows: dict[str, list[Row]] = {}
        self._named: set[str] = set()
        self.labels, self.standing = labels, standing
        self.figures = self.grouped("figures")

    @cached_property
    def told(self) -> list[Shown]:
        """The rows of meetings and events."""
        return list(_told(self))

    def rows(self, *names: str) -> list[Row]:
        """Return the rows of some tables."""
        return [row for name in names for row in self._of(name)]

    def _of(self, name: str) -> list[Row]:
        """Return the rows of a table, each made once."""
        if name not in self._rows:
            self._rows[name] = list(self._tables[name].rows)
        return self._rows[name]

    def grouped(self, *names: str) -> dict[str, list[Row]]:
        """Return the rows of some tables by their id."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows(*names):
            found[row["id"]].append(row)
        return found

    def label(self, one: str, none: str = "") -> str:
        """Return the label of an id, or what to say where it has `none`."""
        self._named.add(one)
        return self.labels.get(one, none)

    def name(self, value: str) -> str:
        """Return the label of an id, a value without one as it is."""
        return self.label(value, value)

    def names(self, ids: Iterable[str]) -> str:
        """Return the labels of ids, each once."""
        return "; ".join(dict.fromkeys(self.name(one) for one in ids if one))

    def named(self) -> frozenset[str]:
        """Return what was named since this was last asked."""
        found = frozenset(self._named)
        self._named.clear()
        return found


def labels_of(tables: Iterable[Table], facts: Triples) -> dict[str, str]:
    """Return the label of everything in the tables."""
    by_name = {table.name: table for table in tables}
    labels: dict[str, str] = {}
    for name in ("publishers", "stand_ins", "entities", "places", "meetings", "events", "communications", "issues"):
        one, label = map(by_name[name].columns.index, ("id", "label"))
        labels.update((cells[one], cells[label]) for cells in by_name[name].cells)
    labels |= _event_labels(facts)
    return labels | {row["id"]: _amount(row) for row in by_name["quantities"].rows}


def _event_labels(facts: Triples) -> dict[str, str]:
    """Return the names of events as the dataset has them, without what is in dispute."""
    events = ((term, facts.objects(term, LABEL)) for term in facts.about if "/event/" in term)
    return {local_name(term): literal_of(labels[-1]).value for term, labels in events if labels}


def _amount(row: Row) -> str:
    return " ".join(filter(None, (row["measure"], row["bound"].replace("-", " "), row["number"], row["currency"])))


def _values(rows: Iterable[Row], column: str) -> str:
    return "; ".join(sorted({row[column] for row in rows} - {""}))


def filled(name: str, columns: Sequence[str], rows: Iterable[Row]) -> Table:
    """Return a table of rows that may lack cells: an act of speaking has no place."""
    return Table(name, tuple(columns), tuple({c: row.get(c, "") for c in columns} for row in rows))


def actors(facts: Facts) -> Iterator[Shown]:
    """One row an actor, the most mentioned first."""
    names, roles, known = facts.grouped("names"), defaultdict(list), facts.grouped("authorities")
    for row in facts.rows("roles"):
        roles[row["holder"]].append(row)
    for one, seen in facts.grouped("entities").items():
        row = {
            "id": one,
            "name": seen[0]["label"],
            "kind": seen[0]["class"],
            "other_names": _values(names.get(one, ()), "name"),
            "roles": "; ".join(sorted({_role(row, facts) for row in roles[one]})),
            "articles": _values(seen, "article"),
            "mentions": str(sum(len(row["spans"].split()) for row in seen)),
            "wikidata": _values(known.get(one, ()), "wikidata"),
        }
        yield Shown(one, (-int(row["mentions"]), row["name"], one), row, facts.named())


def _role(row: Row, facts: Facts) -> str:
    at = facts.label(row["at"] or row["at_place"])
    former = "former " if row["status"] == "former" else ""
    return f"{former}{row['title']}{f', {at}' if at else ''}"


def meetings(facts: Facts) -> Iterator[Shown]:
    """One row a real meeting or event, whatever the number of reports.

    A cell holds values only: those accepted, else those that are only attributed, and `according_to` (of all of an
    event) or `note` (of one value) says to whom. Parties are those accepted: whom only others put at the scene of what
    an outlet tells stands in `note`. Of what sources disagree on there is none: all stand in `disputed`.
    """
    for told in facts.told:
        yield told._replace(order=(told.row["date"] or "9", told.row["name"], told.of))


def _told(facts: Facts) -> Iterator[Shown]:
    for one, seen in facts.grouped("meetings", "events").items():
        if one in facts.standing.rejected:
            continue
        row = {
            "id": one,
            "name": facts.name(one),
            "type": seen[0]["type"],
            "articles": _values(seen, "article"),
            "figures": _figures(facts, one),
            "according_to": facts.names(facts.standing.told.get(one, ())),
            "disputed": facts.standing.disputes(one, facts.name),
            "note": _note(facts, one),
            **{column: _shown(facts, one, prop) for column, prop in _CELLS.items()},
        }
        yield Shown(one, (), row, facts.named())


def _shown(facts: Facts, event: str, prop: str) -> str:
    cell = facts.standing.cell(event, prop)
    only_said = prop in _PARTIES.values() and event not in facts.standing.told
    return "; ".join(map(facts.name, cell.accepted if only_said else cell.values))


def _measures(facts: Facts, event: str) -> list[str]:
    return sorted({row["measure"] for row in facts.figures.get(event, ())})


def _figures(facts: Facts, event: str) -> str:
    told = [f"{prop} {shown}" for prop in _measures(facts, event) if (shown := _shown(facts, event, prop))]
    return "; ".join(sorted(filter(None, (*told, _shown(facts, event, "quantity")))))


def _note(facts: Facts, event: str) -> str:
    """Return which values of an event somebody told of as well are only attributed, and to whom."""
    said: dict[tuple[str, ...], list[str]] = defaultdict(list)
    columns = {**_CELLS, **{prop: prop for prop in _measures(facts, event)}, "": "quantity"}
    for column, prop in columns.items() if event not in facts.standing.told else ():
        if column not in _IN_DATE:
            for who, values in facts.standing.cell(event, prop).by_source.items():
                said[who].append(f"{column} {', '.join(map(facts.name, values))}".lstrip())
    return "; ".join(f"according to {', '.join(map(facts.name, who))}: {', '.join(them)}" for who, them in said.items())


def timeline(facts: Facts) -> Iterator[Shown]:
    """Every dated meeting, event and act of speaking, in order of its first day; `note` says what is in dispute, and
    what is told according to whom."""
    for told in facts.told:
        row, cell = told.row, facts.standing.cell(told.of, "edtf")
        disputed = f"disputed: {row['disputed']}" if row["disputed"] else ""
        told_by = f"according to {row['according_to']}" if row["according_to"] else row["note"]
        note = "; ".join(filter(None, (disputed, told_by)))
        who = "; ".join(filter(None, (row["initiators"], row["participants"])))
        named = told.named | facts.named()
        for date in cell.accepted or cell.disputed or cell.attributed or ():
            yield _dated(told.of, date, row | {"what": row["name"], "who": who, "note": note}, named)
    for one, (act, *_) in facts.grouped("communications").items():
        if act["when_edtf"]:
            more = {"what": act["label"], "type": "communication", "who": facts.label(act["speaker"])}
            row = {"articles": act["article"], "factuality": "actual", **more}
            yield _dated(one, act["when_edtf"], row, facts.named())


def _dated(of: str, date: str, row: Row, named: frozenset[str]) -> Shown:
    first, _, last = date.partition("/")
    return Shown(of, (first, row["what"], row["articles"], of, last), row | {"date": first, "until": last}, named)


class View(NamedTuple):
    """The columns of a view, and what makes its rows, in whatever order."""

    columns: tuple[str, ...]
    rows: Callable[[Facts], Iterator[Shown]]


VIEWS: Mapping[str, View] = MappingProxyType(
    {"actors": View(_ACTORS, actors), "meetings": View(_MEETINGS, meetings), "timeline": View(_TIMELINE, timeline)}
)
"""The views of all articles together; that of positions is made article by article."""


def make_views(tables: Iterable[Table], quads: Iterable[Quad] | Triples) -> tuple[Table, ...]:
    """Return every view of `VIEWS`, and that of positions, over the tables and the dataset of one build."""
    known, triples = {table.name: table for table in tables}, Triples.of(quads)
    facts = Facts(known.values(), labels_of(known.values(), triples), standing_of(triples))
    rows = {name: [one.row for one in sorted(view.rows(facts), key=_order)] for name, view in VIEWS.items()}
    spoken = positions_of({name: facts.rows(name) for name in SPOKEN}, facts.labels)
    return (*(filled(name, VIEWS[name].columns, every) for name, every in rows.items()), spoken)


def _order(one: Shown) -> tuple[str | int, ...]:
    return one.order
