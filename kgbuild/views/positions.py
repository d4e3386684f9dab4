"""The view of positions, of which each article's rows are made of what it says alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kgbuild.model.tables import Row, Table

_COLUMNS = (
    "id", "who", "stance", "issues", "targets", "text", "sentence", "polarity", "mode", "date", "day", "medium",
    "audience", "article", "title", "url", "published", "outlet", "confidence", "why",
)  # fmt: skip

SPOKEN = ("articles", "communications", "event_actors", "position_issues", "position_targets", "positions")
"""The tables that the view is made of."""

_NAMING = ("publishers", "stand_ins", "entities", "issues")

NEEDED = frozenset((*SPOKEN, *_NAMING))
"""Those tables, and the ones that name whom and what they speak of."""

Tables = Mapping[str, Iterable[Row]]
"""Rows by their table."""


def positions_of(tables: Tables, labels: Mapping[str, str]) -> Table:
    """Return one row a position: who, to whom, what, about what, when, in which outlet."""
    issues, targets = _grouped(tables["position_issues"]), _grouped(tables["position_targets"])
    acts = {row["id"]: row for row in tables["communications"]}
    heard = _grouped(row for row in tables["event_actors"] if row["role"] == "audience")
    articles = {row["id"]: row for row in tables["articles"]}

    def named(ids: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(labels.get(one, one) for one in ids if one))

    rows = []
    for row in tables["positions"]:
        act, article = row["communication"], articles[row["article"]]
        date = row["claimed_on"] or row["claimed_edtf"]
        more = {
            "who": labels.get(row["speaker"], row["speaker"]),
            "issues": named(r["issue"] for r in issues.get(row["id"], ())),
            "targets": named(r["target"] for r in targets.get(row["id"], ())),
            "date": date,
            "day": readable(date),
            "medium": acts[act]["medium"] if act in acts else "",
            "audience": named(r["actor"] for r in heard.get(act, ())),
            "outlet": labels[article["publisher"]],
            **{column: article[column] for column in ("title", "url", "published")},
        }
        rows.append({column: more[column] if column in more else row.get(column, "") for column in _COLUMNS})
    return Table("positions", _COLUMNS, tuple(rows))


def positions_in(own: Tables, issues: Mapping[str, str]) -> Table:
    """Return the rows of one article, given its own rows and the labels of issues."""
    labels = {row["id"]: row["label"] for name in _NAMING for row in own.get(name, ())}
    return positions_of({name: own.get(name, ()) for name in SPOKEN}, {**labels, **issues})


def _grouped(rows: Iterable[Row]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["id"]].append(row)
    return found


def readable(edtf: str) -> str:
    """Return a time for people: `by 2026-03-05`, `2026-03-02 to 2026-03-04`, `about 2026-03`."""
    first, slash, last = (part.rstrip("~?%") for part in edtf.partition("/"))
    about = "about " if edtf[-1:] in {"~", "%"} else ""
    if not slash:
        return about + first
    if first in {"", ".."} or last in {"", ".."}:
        return f"{about}by {last}" if first in {"", ".."} else f"{about}since {first}"
    return f"{about}{first} to {last}"
