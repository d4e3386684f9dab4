"""Lines on a terminal: painted with rich, or plain where there is no colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TextIO

from kgbuild.show.line import Line, Paint

STYLES: Mapping[Paint, str] = MappingProxyType(
    {
        Paint.PERSON: "bold cyan",
        Paint.ORGANIZATION: "bold blue",
        Paint.COUNTRY: "bold green",
        Paint.GROUP: "bold bright_cyan",
        Paint.PLACE: "yellow",
        Paint.DATE: "magenta",
        Paint.CUE: "black on yellow",
        Paint.CONTENT: "underline",
        Paint.QUOTE: "italic underline",
        Paint.EVENT: "black on bright_magenta",
        Paint.OUTSIDE: "bright_black",
    }
)
_LABEL = 11  # the width of `boilerplate`, the longest label


def plain(line: Line) -> str:
    """Return a line without colour, on one line however long, so that it can be searched.

    >>> plain(Line("p1", "Ms Osei - says - ? - trade: …", source="lexicon/own.yml:3", fact=True))
    '         p1  Ms Osei - says - ? - trade: …  <lexicon/own.yml:3>'
    """
    source = f"  <{line.source}>" if line.source else ""
    indent = f"{line.label:>{_LABEL}}  " if line.fact else f"{line.label:<{_LABEL}}  " if line.label else ""
    return f"{indent}{line.text}{source}"


def paint(lines: Iterable[Line], *, file: TextIO, width: int | None = None) -> None:
    """Print lines in colour, wrapped to the terminal (or `width`), labels at the left, lexicon lines in grey."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=file, force_terminal=True, width=width, highlight=False, markup=False)
    for line in lines:
        text = Text(line.text, style="" if line.label else "bold")
        for mark in line.marks:
            text.stylize(STYLES[mark.paint], mark.start, mark.end)
        if line.source:
            text.append(f"  {line.source}", style="bright_black")
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        grid.add_column(width=_LABEL, justify="right" if line.fact else "left", style="bright_black")
        grid.add_column(ratio=1, overflow="fold")
        grid.add_row(line.label, text)
        console.print(grid if line.label else text)


def legend() -> Line:
    """Return a line that shows every colour."""
    from kgbuild.show.line import Mark

    marks, text = [], ""
    for what in STYLES:
        marks.append(Mark(len(text), len(text) + len(what.value), what))
        text += f"{what.value}  "
    return Line("colours", text.rstrip(), tuple(marks))
