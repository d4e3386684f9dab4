"""A network as SVG: actors round, events square, lines by what passed between two, names where they fit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from kgbuild.analysis.layout import Places
from kgbuild.analysis.network import Network
from kgbuild.pages.markup import Html, element

TONES = {
    **dict.fromkeys(("accuses", "rejects", "warns", "doubts", "disagrees"), "against"),
    **dict.fromkeys(("supports", "offers", "proposes", "agrees"), "for"),
    "met": "met",
}
GROUPS = ("#4477aa", "#ee6677", "#228833", "#aa8a00", "#2a9bbf", "#aa3377", "#7a7a7a", "#cc6a1a")
COLOURS = {"against": "#a3271f", "for": "#1d6b45", "met": "#0b57a4", "plain": "#8a919c"}
_WIDTH, _EDGE = 1000, 40
_NAME = 260  # room for the longest name
_NAMED = 120  # names written; more would cover each other
_LONGEST = 34

_Scale = Callable[[str], tuple[float, float]]


def tone(kind: str) -> str:
    """Return how a line is drawn: against, for, met or plain."""
    return TONES.get(kind, "plain")


def busiest(graph: Network, most: int) -> list[str]:
    """Return the nodes with most acts, the busiest first."""
    weights = dict.fromkeys(graph, 0)
    for source, target, weight in graph.edges(data="weight", default=1):
        weights[source] += weight
        weights[target] += weight
    return sorted(graph, key=lambda n: (-weights[n], n))[:most]


def picture(
    graph: Network,
    places: Places,
    groups: Mapping[str, int],
    *,
    shown: Collection[str],
    title: str,
    style: str = "",
) -> Html:
    """Return a drawing of the `shown` nodes and what is between them, with its own colours; `style` is CSS to embed."""
    kept = set(shown)
    at, height = _scale({n: places[n] for n in kept}, _WIDTH)
    lines = [
        _line(graph, edge, at)
        for edge in sorted(graph.edges(data=True), key=lambda e: (e[0], e[1], e[2]["type"]))
        if edge[0] in kept and edge[1] in kept
    ]
    named = set(busiest(graph, len(graph))[: max(_NAMED, 0)]) if len(kept) > _NAMED else kept
    dots = [_dot(graph, node, at(node), groups[node], named=node in named) for node in sorted(kept)]
    box = f"0 0 {_WIDTH} {height}"
    head = (element("title", title), element("style", Html(style)) if style else None)
    looks = {"class_": "relations", "role": "img", "xmlns": "http://www.w3.org/2000/svg"}
    return element("svg", head, lines, dots, viewBox=box, **looks)


def _scale(places: Places, width: int) -> tuple[_Scale, int]:
    xs, ys = [x for x, _ in places.values()] or [0.0], [y for _, y in places.values()] or [0.0]
    scale = (width - _EDGE - _NAME) / max(max(xs) - min(xs), (max(ys) - min(ys)) * 1.2, 0.1)

    def at(node: str) -> tuple[float, float]:
        x, y = places[node]
        return round((x - min(xs)) * scale + 1.5 * _EDGE, 1), round((y - min(ys)) * scale + _EDGE, 1)

    return at, round((max(ys) - min(ys)) * scale + 2 * _EDGE)


def _line(graph: Network, edge: tuple[str, str, dict[str, str | int]], at: _Scale) -> Html:
    source, target, data = edge
    (x, y), (u, v), look = at(source), at(target), tone(str(data["type"]))
    words = f": {data['tooltip']}" if data.get("tooltip") else ""
    said = f"{graph.nodes[source]['label']} {data['type']} ({data['weight']}) {graph.nodes[target]['label']}{words}"
    return element(
        "line", element("title", said), x1=x, y1=y, x2=u, y2=v, class_=look, stroke=COLOURS[look],
        stroke_width=min(6, int(data["weight"])), stroke_opacity="0.6",
    )  # fmt: skip


def _dot(graph: Network, node: str, place: tuple[float, float], group: int, *, named: bool) -> Html:
    x, y = place
    fill, name = GROUPS[group % len(GROUPS)], graph.nodes[node]["label"]
    if "/actor/" in node:
        mark = element("circle", cx=x, cy=y, r=7, fill=fill)
    else:
        mark = element("rect", x=x - 5, y=y - 5, width=10, height=10, fill=fill)
    short = name if len(name) < _LONGEST else f"{name[: _LONGEST - 2]}…"
    return element("g", element("title", name), mark, element("text", short, x=x + 9, y=y + 4) if named else None)
