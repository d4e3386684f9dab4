"""Writing the Python text of row functions: lines, indentation, constants, and the cells a row is taken apart into.

A row function is generated text because a call for every value costs more than the value itself: at 100,000 rows
closures took 2.6 times the time of the plain loop a person would write, generated code takes about that loop's time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from kgbuild.problems import Location
from kgbuild.yarrrml.form import Ref, Side


class Mode(Enum):
    """What a row function makes: N-Quads lines, statements with lineage, or the index of a link."""

    LINES = "lines"
    STATEMENTS = "statements"
    INDEX = "index"


class Piece(NamedTuple):
    """A piece of a text under construction: constant text, or (`code`) a Python expression that gives text."""

    text: str
    code: bool = False


Pieces = tuple[Piece, ...]


def text_piece(text: str) -> Pieces:
    """Return constant text as pieces."""
    return (Piece(text),)


def code_piece(code: str) -> Pieces:
    """Return an expression as pieces."""
    return (Piece(code, code=True),)


def joined(pieces: Pieces) -> str:
    """Return the Python expression of the text that the pieces make."""
    if len(pieces) == 1 and pieces[0].code:
        return pieces[0].text
    if not any(p.code for p in pieces):
        return repr("".join(p.text for p in pieces))
    inside = "".join("{" + p.text + "}" if p.code else _in_f_string(p.text) for p in pieces)
    return f"f'{inside}'"


def _in_f_string(text: str) -> str:
    # With a double quote in it, repr() always chooses single quotes and escapes those inside.
    return repr('"' + text)[2:-1].replace("{", "{{").replace("}", "}}")


class Place(NamedTuple):
    """Where a problem with a value is reported: the term, its rule, and what is wrong with the value."""

    where: Location
    rule: str
    what: str


@dataclass(slots=True)
class Coder:
    """Python text under construction, the constants it uses, and the cells of the row."""

    mode: Mode
    multi: bool = False  # in the branch for records in which a reference has several values
    lines: list[str] = field(default_factory=list)
    depth: int = 0
    names: dict[str, object] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)  # reference to its variable
    escaped: set[str] = field(default_factory=set)  # references needed as escaped literal text
    count: int = 0

    def line(self, code: str) -> None:
        """Add one line at the current depth."""
        self.lines.append("    " * self.depth + code)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Add `head` and put what is added inside one level deeper."""
        self.line(head)
        self.depth += 1
        yield
        self.depth -= 1

    @contextmanager
    def undo_depth(self) -> Iterator[None]:
        """Return to the depth of now at the end, whatever blocks were opened in between."""
        depth = self.depth
        before = len(self.lines)
        yield
        if len(self.lines) == before or self.lines[-1].endswith(":"):
            self.line("pass")
        self.depth = depth

    def open(self, head: str) -> None:
        """Open a block that the surrounding `undo_depth` closes."""
        self.line(head)
        self.depth += 1

    def fresh(self, start: str) -> str:
        """Return a new variable name."""
        self.count += 1
        return f"{start}_{self.count}"

    def constant(self, start: str, value: object) -> str:
        """Return the name under which the code reaches `value`."""
        for name, known in self.names.items():
            if known is value:
                return name
        name = self.fresh(start.upper())
        self.names[name] = value
        return name

    def cell(self, ref: Ref) -> str:
        """Return the variable that holds the text (in the multi branch: text or tuple) of a reference."""
        key = ref.name if ref.side is Side.SUBJECT else "o:" + ref.name
        return self.cells.setdefault(key, f"c{len(self.cells)}")

    def literal_cell(self, ref: Ref) -> str:
        """Return the variable that holds a reference's text escaped for a literal."""
        self.escaped.add(ref.name)
        return "l" + self.cell(ref)[1:]

    def bad(self, place: Place, value: str) -> str:
        """Return the statement that reports a value of this row."""
        return f"bad({self.constant('at', place)}, n, row, {value})"
