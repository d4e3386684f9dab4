"""A second, plain interpreter of one small mapping over CSV: what the engine must make and leave out.

It shares no code with kgbuild: pyoxigraph says what is a valid IRI or language tag, Python what is an integer.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from urllib.parse import quote

import pyoxigraph as ox

SIMPLE = """\
prefixes: {ex: "http://example.com/"}
mappings:
  thing:
    sources: [[things.csv~csv]]
    s: ex:$(id)/$(a)
    po:
      - [ex:text, "$(a) $(b)"]
      - [ex:page, $(b)~iri]
      - [ex:tagged, $(a), $(lang)~lang]
      - [ex:number, $(type), xsd:integer]
      - [ex:node, $(b)~blank]
"""
EX = "http://example.com/"
INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")


def simple_quads(text: str) -> tuple[frozenset[str], Counter[str], int]:
    """Return the quads of SIMPLE over a CSV text, the values left out by property, and the rows of another width."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    header, made, dropped, uneven = rows[0], set(), Counter[str](), 0
    for row in rows[1:]:
        if not row:
            continue
        uneven += len(row) != len(header)
        cells = dict.fromkeys(header, "") | dict(zip(header, row, strict=False))
        if cells["id"] and cells["a"]:
            _row(cells, made, dropped)
    return frozenset(made), dropped, uneven


def _row(cells: dict[str, str], made: set[str], dropped: Counter[str]) -> None:
    subject = ox.NamedNode(f"{EX}{_encoded(cells['id'])}/{_encoded(cells['a'])}")

    def say(name: str, term: ox.NamedNode | ox.Literal | ox.BlankNode) -> None:
        made.add(str(ox.Quad(subject, ox.NamedNode(EX + name), term)))

    if cells["b"]:
        say("text", ox.Literal(f"{cells['a']} {cells['b']}"))
        say("node", ox.BlankNode("b" + "".join(c if c.isascii() and c.isalnum() else _hex(c) for c in cells["b"])))
        page = _iri(cells["b"])
        if page is None:
            dropped["page"] += 1
        else:
            say("page", page)
    tag = _tag(cells["lang"])
    if tag is None:
        dropped["tagged"] += 1
    else:
        say("tagged", ox.Literal(cells["a"], language=tag))
    if re.fullmatch("[+-]?[0-9]+", cells["type"]):
        say("number", ox.Literal(cells["type"], datatype=INTEGER))
    elif cells["type"]:
        dropped["number"] += 1


def _hex(char: str) -> str:
    return "_" + char.encode().hex().upper()


def _encoded(text: str) -> str:
    return "".join(c if _unreserved(c) else quote(c, safe="") for c in text)


def _unreserved(char: str) -> bool:
    """RFC 3987: ASCII letters, digits, -._~ and `ucschar`."""
    code = ord(char)
    if code < 0x80:
        return char.isalnum() or char in "-._~"
    in_plane = code & 0xFFFF
    if code < 0x10000:
        return 0xA0 <= code < 0xD800 or 0xF900 <= code <= 0xFDCF or 0xFDF0 <= code <= 0xFFEF
    return in_plane <= 0xFFFD and (code < 0xE0000 or 0xE1000 <= code < 0xF0000)


def _iri(text: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(text)
    except ValueError:
        return None


def _tag(text: str) -> str | None:
    if len(text.partition("-")[0]) in {4, 5, 6, 7, 8}:  # reserved by BCP 47, none is registered
        return None
    try:
        ox.Literal("", language=text)
    except ValueError:
        return None
    return text
