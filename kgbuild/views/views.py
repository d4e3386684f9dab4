"""The views: actors, meetings, positions, timeline and conflicts, each from the tables that the mappings read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from kgbuild.model.tables import Row, Table

_ACTORS = ("id", "name", "kind", "other_names", "roles", "articles", "mentions", "wikidata")
_MEETINGS = (
    "id", "name", "type", "level", "factuality", "start", "end", "date", "place", "participants", "mediators", "hosts",
    "initiators", "ordinal", "duration", "outcome", "figures", "part_of", "articles",
)  # fmt: skip
_POSITIONS = (
    "id", "who", "stance", "issues", "targets", "text", "sentence", "polarity", "mode", "date", "day", "medium",
    "audience", "article", "title", "url", "published", "outlet", "confidence", "why",
)  # fmt: skip
_TIMELINE = ("date", "until", "what", "type", "factuality", "place", "who", "articles")


class _Facts:
    """The tables by name, and the labels of everything in them."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._tables = {t.name: t.rows for t in tables}
        self.labels: dict[str, str] = {}
        for name in ("publishers", "stand_ins", "entities", "places", "meetings", "events", "communications", "issues"):
            self.labels.update((row["id"], row["label"]) for row in self.rows(name))

    def rows(self, *names: str) -> list[Row]:
        return [row for name in names for row in self._tables[name]]

    def grouped(self, *names: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows(*names):
            found[row["id"]].append(row)
        return found

    def named(self, ids: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(self.labels.get(i, i) for i in ids if i))


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
    """One row a real meeting or event, whatever the number of reports; what outlets disagree on stands side by side."""
    who = defaultdict(list)
    for row in facts.rows("meeting_actors", "event_actors"):
        who[row["id"], row["role"]].append(row["actor"])
    figures = facts.grouped("figures")
    rows = []
    for one, seen in facts.grouped("meetings", "events").items():
        named = {f"{role}s": facts.named(who[one, role]) for role in ("participant", "mediator", "host", "initiator")}
        numbers = {
            f"{r['measure']} {r['value_qualifier']} {r['value']}".replace("  ", " ") for r in figures.get(one, ())
        }
        rows.append(
            {
                "id": one,
                "name": seen[0]["label"],
                "type": seen[0]["type"],
                "start": _values(seen, "when_start"),
                "end": _values(seen, "when_end"),
                "date": _values(seen, "when_edtf"),
                "place": facts.named(r["place"] for r in seen),
                "figures": "; ".join(sorted(numbers)),
                "part_of": facts.named(r["part_of"] for r in seen),
                "articles": _values(seen, "article"),
                **named,
                **{c: _values(seen, c) for c in ("level", "factuality", "ordinal", "duration", "outcome")},
            }
        )
    rows.sort(key=lambda r: (r["date"] or "9", r["name"], r["id"]))
    return _table("meetings", _MEETINGS, rows)


def positions(facts: _Facts) -> Table:
    """One row a position: who, to whom, what, about what, when, in which outlet."""
    issues, targets, acts = facts.grouped("position_issues"), facts.grouped("position_targets"), {}
    for row in facts.rows("communications"):
        acts[row["id"]] = row
    heard = defaultdict(list)
    for row in facts.rows("event_actors"):
        if row["role"] == "audience":
            heard[row["id"]].append(row["actor"])
    articles = {row["id"]: row for row in facts.rows("articles")}
    rows = []
    for row in facts.rows("positions"):
        act, article = row["communication"], articles[row["article"]]
        date = row["claimed_on"] or row["claimed_edtf"]
        rows.append(
            row
            | {
                "who": facts.labels.get(row["speaker"], row["speaker"]),
                "issues": facts.named(r["issue"] for r in issues.get(row["id"], ())),
                "targets": facts.named(r["target"] for r in targets.get(row["id"], ())),
                "date": date,
                "day": readable(date),
                "medium": acts[act]["medium"] if act in acts else "",
                "audience": facts.named(heard[act]),
                "outlet": facts.labels[article["publisher"]],
                **{column: article[column] for column in ("title", "url", "published")},
            }
        )
    return _table("positions", _POSITIONS, rows)


def readable(edtf: str) -> str:
    """Return a time for people: `by 2026-03-05`, `2026-03-02 to 2026-03-04`, `about 2026-03`."""
    first, slash, last = (part.rstrip("~?%") for part in edtf.partition("/"))
    about = "about " if edtf[-1:] in {"~", "%"} else ""
    if not slash:
        return about + first
    if first in {"", ".."} or last in {"", ".."}:
        return f"{about}by {last}" if first in {"", ".."} else f"{about}since {first}"
    return f"{about}{first} to {last}"


def timeline(facts: _Facts) -> Table:
    """Every dated meeting, event and act of speaking, in order of its first day."""
    spoken = facts.grouped("communications")
    rows = []
    for row in meetings(facts).rows:
        for date in row["date"].split("; "):
            if date:
                first, _, last = date.partition("/")
                who = "; ".join(filter(None, (row["initiators"], row["participants"])))
                rows.append(row | {"date": first, "until": last, "what": row["name"], "who": who})
    for seen in spoken.values():
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


def make_views(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return every view of `VIEWS` over the tables of one build."""
    facts = _Facts(tables)
    return tuple(make(facts) for make in VIEWS.values())
