"""How a row function gets at the cells of a row: by position, by column, or through a path in a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import NamedTuple

from kgbuild.yarrrml.compile.coder import Coder
from kgbuild.yarrrml.compile.runtime import Cell

Extractor = Callable[[object], Cell]
_QUOTES = frozenset('"`[')  # how SQL's dialects write a name exactly


class Shape(Enum):
    """What a row is: a list of texts, a dict of texts, or a record (JSON, XML) in which a reference is a path."""

    LIST = "list"
    DICT = "dict"
    RECORD = "record"


class Access(NamedTuple):
    """How to read rows. `columns` are those of a table (empty for records); `extractor` turns a reference into a
    function from record to cell; `keys_of` gives the keys one of which a reference is (the first that a record has),
    where the reference is no path and the record a dict, or `fields` gives one for it.
    `typed` says that cells may remember a datatype (see natural.py); `folded`, that columns are those of a database,
    found whatever their case, and in quotes exactly; `hint`, what to look at where a path finds nothing."""

    shape: Shape
    columns: tuple[str, ...] = ()
    extractor: Callable[[str], Extractor] | None = None
    keys_of: Callable[[str], tuple[str, ...]] | None = None
    convert: Callable[[object], Cell] | None = None
    fields: Callable[[object], Mapping[str, object]] | None = None
    typed: bool = False
    folded: bool = False
    hint: str = ""

    @property
    def several(self) -> bool:
        """Whether a reference may have several values."""
        return self.shape is Shape.RECORD

    def column(self, reference: str) -> str | None:
        """Return the column a reference means, or None where the table has none of that name."""
        if reference in self.columns:
            return reference
        if not self.folded:
            return None
        if reference[:1] in _QUOTES and reference[1:-1] in self.columns:
            return reference[1:-1]
        found = [column for column in self.columns if column.lower() == reference.lower()]
        return found[0] if len(found) == 1 else None


def cell_lines(coder: Coder, access: Access, *, lineage: bool) -> None:
    """Add the lines that set the cell variables, and `record` where lineage is wanted."""
    if access.shape is Shape.LIST:
        _from_list(coder, access)
    elif access.shape is Shape.DICT:
        for name, variable in coder.cells.items():
            coder.line(f"{variable} = row[{name!r}]" if name in access.columns else f"{variable} = ''")
    else:
        _from_record(coder, access)
    if lineage:
        pairs = ", ".join(f"{name!r}: shown({variable})" for name, variable in coder.cells.items())
        record = {
            Shape.LIST: f"dict(zip({access.columns!r}, row))",
            Shape.DICT: "row",
            Shape.RECORD: f"{{{pairs}}}",
        }
        coder.line(f"record = {record[access.shape]}")


def _from_list(coder: Coder, access: Access) -> None:
    variables: dict[str, list[str]] = {}  # a database's column may go by several names
    for name, variable in coder.cells.items():
        column = access.column(name)
        if column is None:
            coder.line(f"{variable} = ''")
        else:
            variables.setdefault(column, []).append(variable)
    if variables:
        coder.line(f"{', '.join(variables.get(column, ['_'])[0] for column in access.columns)}, = row")
    for first, *others in variables.values():
        for other in others:
            coder.line(f"{other} = {first}")


def _from_record(coder: Coder, access: Access) -> None:
    """Set the cells, and `odd` where one of them is no plain text and so may be several."""
    coder.line("odd = False")
    at = "row"
    if access.fields is not None:
        at = "fields"
        coder.line(f"fields = {coder.constant('fields', access.fields)}(row)")
    for name, variable in coder.cells.items():
        keys = access.keys_of(name) if access.keys_of else ()
        if keys and access.convert is not None:
            convert = coder.constant("convert", access.convert)
            known = "".join(f"{at}[{key!r}] if {key!r} in {at} else " for key in keys[:-1])
            coder.line(f"{variable} = {known}{at}.get({keys[-1]!r})")
            coder.line(f"if {variable}.__class__ is not str: {variable} = {convert}({variable}); odd = True")
        elif access.extractor is not None:
            coder.line(f"{variable} = {coder.constant('get', access.extractor(name))}(row)")
            coder.line(f"if {variable}.__class__ is tuple: odd = True")


def escape_lines(coder: Coder) -> None:
    """Add the lines that set the escaped texts.

    One look at all of them together: rows with something to escape are rare, and four searches in one text of a row
    cost less than four in each cell.
    """
    pairs = [(coder.cells[name], "l" + coder.cells[name][1:]) for name in sorted(coder.escaped)]
    if not pairs:
        return
    together = "{" + "}{".join(cell for cell, _ in pairs) + "}"
    coder.line(f"j = f'{together}'")
    coder.line("if '\"' in j or '\\\\' in j or '\\n' in j or '\\r' in j:")
    coder.line("    " + "; ".join(f"{literal} = esc({cell})" for cell, literal in pairs))
    coder.line("else:")
    coder.line("    " + "; ".join(f"{literal} = {cell}" for cell, literal in pairs))
