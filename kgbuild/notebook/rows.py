"""Rows for people: a pandas DataFrame where pandas is installed, else a list that a notebook shows as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kgbuild.model.tables import Row
from kgbuild.pages.markup import element

_SHOWN = 50


class Rows(list[Row]):
    """A list of rows, each a dict with the same keys; a notebook shows it as a table."""

    def _repr_html_(self) -> str:
        columns = list(self[0]) if self else []
        head = element("tr", (element("th", name) for name in columns))
        body = (element("tr", (element("td", row[c]) for c in columns)) for row in self[:_SHOWN])
        more = f" (the first {_SHOWN} shown)" if len(self) > _SHOWN else ""
        count = element("caption", f"{len(self)} row{'' if len(self) == 1 else 's'}{more}")
        return element("table", count, element("thead", head), element("tbody", body))


def framed(rows: Iterable[Row]) -> Any:
    """Return rows as a DataFrame where pandas is installed, else as `Rows`.

    What programs should read is `Result.rows`, whose type does not depend on what is installed.
    """
    found = Rows(rows)
    try:
        import pandas
    except ImportError:
        return found
    return pandas.DataFrame(found, columns=list(found[0]) if found else None)
