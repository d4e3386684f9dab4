"""The views: actors, meetings, positions, timeline, from the tables that the mappings read and the claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from kgbuild.model.quads import Quad
from kgbuild.model.tables import Row, Table
from kgbuild.model.terms import literal_of
from kgbuild.model.triples import Triples, local_name
from kgbuild.model.vocabulary import LABEL
from kgbuild.views.positions import SPOKEN, positions_of
from kgbuild.views.standing import standing_of

_ACTORS = ("id", "name", "kind", "other_names", "roles", "articles", "mentions", "wikidata")
_MEETINGS = (
    "id", "name", "type", "level", "factuality", "start", "end", "date", "place", "participants", "mediators", "hosts",
    "initiators", "ordinal", "duration", "outcome", "figures", "part_of", "according_to", "disputed", "articles",
)  # fmt: skip
_TIMELINE = ("date", "until", "what", "type", "factuality", "place", "who", "note", "articles")
_CELLS = {
    "start": "startDate",
    "end": "endDate",
    "date": "edtf",
    "place": "place",
    "part_of": "partOf",
    "participants": "participant",
    "mediators": "mediator",
    "hosts": "host",
    "initiators": "initiator",
    **{name: name for name in ("level", "factuality", "ordinal", "duration", "outcome")},
}


class _Facts:
    """The tables by name, and the labels of everything in them."""

    def __init__(self, tables: Iterable[Table], facts: Triples) -> None:
        self._tables = {t.name: t for t in tables}
        self._rows: dict[str, list[Row]] = {}
        self.standing = standing_of(facts)
        self.labels: dict[str, str] = {}
        for name in ("publishers", "stand_ins", "entities", "places", "meetings", "events", "communications", "issues"):
            self.labels.update((row["id"], row["label"]) for row in self.rows(name))
        self.labels |= _event_labels(facts)
        self.labels |= {row["id"]: _amount(row) for row in self.rows("quantities")}
        self.figures = self.grouped("figures")

    @cached_property
    def told(self) -> list[Row]:
        """The rows of meetings and events."""
        return sorted(_told(self), key=lambda r: (r["date"] or "9", r["name"], r["id"]))

    def rows(self, *names: str) -> list[Row]:
        return [row for name in names for row in self._of(name)]

    def _of(self, name: str) -> list[Row]:
        """Return the rows of a table, each made once."""
        if name not in self._rows:
            self._rows[name] = list(self._tables[name].rows)
        return self._rows[name]

    def grouped(self, *names: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows(*names):
            found[row["id"]].append(row)
        return found

    def name(self, value: str) -> str:
        return self.labels.get(value, value)

    def named(self, ids: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(self.labels.get(i, i) for i in ids if i))


def _event_labels(facts: Triples) -> dict[str, str]:
    """Return the names of events as the dataset has them, without what is in dispute."""
    events = ((term, facts.objects(term, LABEL)) for term in facts.about if "/event/" in term)
    return {local_name(term): literal_of(labels[-1]).value for term, labels in events if labels}


def _amount(row: Row) -> str:
    return " ".join(filter(None, (row["measure"], row["bound"].replace("-", " "), row["number"], row["currency"])))


def _values(rows: Iterable[Row], column: str) -> str:
    return "; ".join(sorted({row[column] for row in rows} - {""}))


def _table(name: str, columns: Sequence[str], rows: Iterable[Row]) -> Table:
    return Table(name, tuple(columns), tuple({c: row.get(c, "") for c in columns} for row in rows))


def actors(facts: _Facts) -> Table:
    """One row an actor, the most mentioned first."""
    names, roles, known = facts.grouped("names"), defaultdict(list), facts.grouped("authorities")
    for row in facts.rows("roles"):
        at = facts.labels.get(row["at"] or row["at_place"], "")
        former = "former " if row["status"] == "former" else ""
        roles[row["holder"]].append(f"{former}{row['title']}{f', {at}' if at else ''}")
    rows = []
    for one, seen in facts.grouped("entities").items():
        rows.append(
            {
                "id": one,
                "name": seen[0]["label"],
                "kind": seen[0]["class"],
                "other_names": _values(names.get(one, ()), "name"),
                "roles": "; ".join(sorted(set(roles[one]))),
                "articles": _values(seen, "article"),
                "mentions": str(sum(len(row["spans"].split()) for row in seen)),
                "wikidata": _values(known.get(one, ()), "wikidata"),
            }
        )
    rows.sort(key=lambda r: (-int(r["mentions"]), r["name"], r["id"]))
    return _table("actors", _ACTORS, rows)


def meetings(facts: _Facts) -> Table:
    """One row a real meeting or event, whatever the number of reports.

    A cell holds what is accepted; what sources disagree on says "disputed" and stands in its own column with all
    values; what nobody but others tells says according to whom.
    """
    return _table("meetings", _MEETINGS, facts.told)


def _told(facts: _Facts) -> Iterator[Row]:
    for one, seen in facts.grouped("meetings", "events").items():
        yield {
            "id": one,
            "name": facts.labels[one],
            "type": seen[0]["type"],
            "articles": _values(seen, "article"),
            "figures": _figures(facts, one),
            "according_to": facts.named(facts.standing.told.get(one, ())),
            "disputed": facts.standing.disputes(one, facts.name),
            **{column: _shown(facts, one, prop) for column, prop in _CELLS.items()},
        }


def _shown(facts: _Facts, event: str, prop: str) -> str:
    cell = facts.standing.cell(event, prop)
    return cell.plain(facts.name) if event in facts.standing.told else cell.shown(facts.name)


def _figures(facts: _Facts, event: str) -> str:
    rows = [row for row in facts.figures.get(event, ()) if facts.standing.cell(event, row["measure"]).disputed == ()]
    told = []
    for prop in sorted({row["measure"] for row in rows}):
        if shown := _shown(facts, event, prop):
            told.append(f"{prop} {shown}")
    quantities = _shown(facts, event, "quantity")
    return "; ".join(sorted([*told, *([quantities] if quantities else [])]))


def positions(facts: _Facts) -> Table:
    """One row a position: who, to whom, what, about what, when, in which outlet."""
    return positions_of({name: facts.rows(name) for name in SPOKEN}, facts.labels)


def timeline(facts: _Facts) -> Table:
    """Every dated meeting, event and act of speaking, in order of its first day; `note` says what is in dispute, or
    according to whom."""
    rows = []
    for row in facts.told:
        cell = facts.standing.cell(row["id"], "edtf")
        note = f"disputed: {row['disputed']}" if row["disputed"] else ""
        if not cell.accepted and not cell.disputed and cell.attributed:
            note = f"according to {facts.named(cell.speakers)}"
        for date in cell.accepted or cell.disputed or cell.attributed or ():
            first, _, last = date.partition("/")
            who = "; ".join(filter(None, (row["initiators"], row["participants"])))
            rows.append(row | {"date": first, "until": last, "what": row["name"], "who": who, "note": note})
    for seen in facts.grouped("communications").values():
        act = seen[0]
        if act["when_edtf"]:
            first, _, last = act["when_edtf"].partition("/")
            more = {"what": act["label"], "type": "communication", "who": facts.labels.get(act["speaker"], "")}
            rows.append({"date": first, "until": last, "articles": act["article"], "factuality": "actual", **more})
    rows.sort(key=lambda r: (r["date"], r["what"], r["articles"]))
    return _table("timeline", _TIMELINE, rows)


VIEWS: Mapping[str, Callable[[_Facts], Table]] = MappingProxyType(
    {"actors": actors, "meetings": meetings, "positions": positions, "timeline": timeline}
)


def make_views(tables: Iterable[Table], quads: Iterable[Quad] | Triples, *, without: str = "") -> tuple[Table, ...]:
    """Return every view of `VIEWS`, but for one that is not wanted, over the tables and the dataset of one build."""
    facts = _Facts(tables, Triples.of(quads))
    return tuple(make(facts) for name, make in VIEWS.items() if name != without)
