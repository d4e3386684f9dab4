"""GEXF 1.3, for Gephi and sigma.js, with a time line where there are dates.

Written directly: networkx's writer fails the official schema (empty names, another namespace) and puts today's date in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain, repeat
from typing import NamedTuple

from kgbuild.analysis.network import Network
from kgbuild.export.dressed import Alike, Drawn, Picture, pictured, pieces_of
from kgbuild.export.xml import Attributes, Known, block, document, filled, leaf, quoted, tag
from kgbuild.serialize.pieces import Make, Pieces

_NAMESPACE = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"
_OWN = {"label", "start", "end", "weight", "size", "color", "x", "y"}  # GEXF has places of its own for these
_DESCRIPTION = (
    "Actors, events, places and issues of news articles. start and end: the dates of an event, the days on which "
    "(or by which) something was said; of an actor, place or issue the first and last day of its edges; where nothing "
    "is said, the first and last day of the whole network."
)


class _Period(NamedTuple):
    """The first and last day of the network; both empty where it has no date at all."""

    start: str
    end: str

    def of(self, start: object, end: object) -> dict[str, str]:
        """Return `start` and `end` of a node or edge; open ends are filled, since Gephi draws by both."""
        if not self.start:
            return {}
        first = str(start or "") or self.start
        return {"start": first, "end": max(first, str(end or "") or self.end)}


@lru_cache(maxsize=4096)  # the same days come again and again
def _written(period: _Period, start: object, end: object) -> str:
    """Return the days of a node or edge as they are written in a head."""
    return "".join([f" {name}={quoted(day)}" for name, day in period.of(start, end).items()])


def gexf(graph: Network) -> bytes:
    """Return a dressed network as GEXF 1.3, valid by the official schema: every node and edge has label, kind, start,
    end and colour, a node also size and place."""
    return b"".join(gexf_pieces(pictured(graph)))


def gexf_pieces(shown: Picture, pieces: Pieces | None = None) -> Iterator[bytes]:
    """Yield the file piece by piece; `pieces` has those of an earlier one."""
    days = sorted(shown.days - {""})
    period = _Period(days[0], days[-1]) if days else _Period("", "")
    said = (leaf("creator", {}, "kgbuild", level=2), leaf("description", {}, _DESCRIPTION, level=2))
    meta = tag("meta", {}, said, level=1)
    dynamic = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"} if period.start else {}
    about = {"defaultedgetype": "directed", "idtype": "string", **dynamic, **period.of("", "")}
    size = sum(len(some.names) for some in shown.nodes)
    every = chain(_section("nodes", size, _nodes(shown, period)), _section("edges", shown.size, _edges(shown, period)))
    inside = (pieces or Pieces()).written(every, mark="    <nodes count=", common=f"{period.start}/{period.end}")
    body = tag("graph", about, chain(_attributes(shown), inside), level=1)
    root = {"xmlns:viz": _VIZ, "xmlns": _NAMESPACE, "version": "1.3"}
    return document(tag("gexf", root, chain(meta, body), level=0))


def _attributes(shown: Picture) -> Iterator[str | bytes]:
    for kind, types in (("node", shown.node_types), ("edge", shown.edge_types)):
        declared = (
            leaf("attribute", {"id": name, "title": name, "type": types[name]}, level=3)
            for name in sorted(types.keys() - _OWN)
        )
        yield from tag("attributes", {"class": kind, "mode": "static"}, declared, level=2)


def _section(name: str, size: int, pieces: Iterable[tuple[str, Make]]) -> Iterator[tuple[str, Make]]:
    """Yield the pieces of an element, given those in it."""
    head, *foot = tag(name, {"count": size}, [""] if size else [], level=2)
    lines = [str(head), "".join(map(str, foot))]
    yield f"{name} {size}", partial(str, lines[0])
    yield from pieces
    yield f"/{name}", partial(str, lines[1])


def _nodes(shown: Picture, period: _Period) -> Iterator[tuple[str, Make]]:
    text, colour = Known(quoted), Known(_colour)
    every = (one for alike in shown.nodes for one in pieces_of(alike))
    return ((key, partial(_blocks, some, period, text, colour)) for key, some in every)


def _blocks(nodes: Alike, period: _Period, text: Known, colour: Known) -> str:
    said, open_ = nodes.said, [""] * len(nodes.names)
    names = [name for name in sorted(said) if name not in _OWN]
    days = map(_written, repeat(period), said.get("start", open_), said.get("end", open_))
    values = [text.column(said[name]) for name in names]
    columns: list[Iterable[object]] = [text.column(nodes.names), text.column(said["label"]), days, *values]
    columns.append(colour.column(said["color"]))
    inside = _inside(names)
    if "x" in said:
        # Gephi's y axis points up, a drawing's down
        columns += [said["x"], [-float(y) for y in said["y"]], said["size"]]
        inside += '        <viz:position x="%s" y="%s" z="0" />\n        <viz:size value="%s" />\n'
    return "".join(filled(block("node id=%s label=%s%s", inside, level=3), columns))


def _inside(names: Iterable[str]) -> str:
    """Return the form of what has some attributes and a colour."""
    values = "".join([f'          <attvalue for="{name}" value=%s />\n' for name in names])
    return f"        <attvalues>\n{values}        </attvalues>\n%s"


def _edges(shown: Picture, period: _Period) -> Iterator[tuple[str, Make]]:
    values, name = _Values(), Known(quoted)

    def edge(source: str, target: str, key: str, data: Attributes) -> str:
        ends = f"id={quoted(key)} source={name[source]} target={name[target]}"
        # `type` would be directed or undirected; `kind` is what Gephi keeps parallel edges apart by.
        named = f'label={name.of(data["label"])} kind={name.of(data["kind"])} weight="{data["weight"]}"'
        days = _written(period, data.get("start"), data.get("end"))
        return block(f"edge {ends} {named}{days}", values.of(data), level=3)

    def edges(bundle: Callable[[], Iterable[Drawn]]) -> str:
        return "".join([edge(*one) for one in bundle()])

    return ((key, partial(edges, bundle)) for key, bundle in shown.bundles)


class _Values:
    """Writes what edges have besides what GEXF has a place for, and their colour."""

    def __init__(self) -> None:
        self._text, self._colour = Known(quoted), Known(_colour)
        self._forms: dict[tuple[str, ...], tuple[str, list[str]]] = {}

    def of(self, attributes: Attributes) -> str:
        """Return the lines of one: a form, the same for all that have the same attributes, which is filled."""
        text, shape = self._text, tuple(attributes)
        if shape not in self._forms:
            names = [name for name in sorted(attributes) if name not in _OWN]
            self._forms[shape] = _inside(names), names
        form, names = self._forms[shape]
        return form % (*[text.of(attributes[name]) for name in names], self._colour.of(attributes["color"]))


def _colour(color: object) -> str:
    red, green, blue = (int(str(color)[at : at + 2], 16) for at in (1, 3, 5))
    return f'        <viz:color r="{red}" g="{green}" b="{blue}" />\n'
