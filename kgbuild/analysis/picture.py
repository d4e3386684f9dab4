"""A network as SVG: actors round, events square, lines by what passed between two, names where they fit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

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
_WIDEST, _APART = 2400, 26  # how wide a drawing may grow so that neighbours are that far apart
_LETTER, _LINE = 7, 14  # the room of a name
_LONGEST = 34

_Box = tuple[float, float, float]  # left, middle, length
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
    at, width, height = _scale({n: places[n] for n in kept})
    lines = [
        _line(graph, edge, at)
        for edge in sorted(graph.edges(data=True), key=lambda e: (e[0], e[1], e[2]["type"]))
        if edge[0] in kept and edge[1] in kept
    ]
    order = [node for node in busiest(graph, len(graph)) if node in kept]
    names = _names([(node, at(node), _short(graph.nodes[node]["label"])) for node in order], width)
    dots = [_dot(graph, node, at(node), groups[node], names.get(node)) for node in sorted(kept)]
    box = f"0 0 {width} {height}"
    head = (element("title", title), element("style", Html(style)) if style else None)
    looks = {"class_": "relations", "role": "img", "xmlns": "http://www.w3.org/2000/svg"}
    return element("svg", head, lines, dots, viewBox=box, **looks)


def _scale(places: Places) -> tuple[_Scale, int, int]:
    """Return where a node stands, and the drawing's width and height: wider for more, so that neighbours stay apart."""
    xs, ys = [x for x, _ in places.values()] or [0.0], [y for _, y in places.values()] or [0.0]
    far, high = max(max(xs) - min(xs), 0.1), max(ys) - min(ys)
    scale = max((_WIDTH - _EDGE - _NAME) / max(far, high * 1.2), min(_APART, (_WIDEST - _EDGE - _NAME) / far))

    def at(node: str) -> tuple[float, float]:
        x, y = places[node]
        return round((x - min(xs)) * scale + 1.5 * _EDGE, 1), round((y - min(ys)) * scale + _EDGE, 1)

    return at, max(_WIDTH, round(far * scale + _EDGE + _NAME)), round(high * scale + 2 * _EDGE)


def _short(name: str) -> str:
    return name if len(name) < _LONGEST else f"{name[: _LONGEST - 2]}…"


def _names(nodes: Sequence[tuple[str, tuple[float, float], str]], width: int) -> dict[str, Html]:
    """Return the names that cover no other, the first come first: right of the node, else left of it, better where no
    node lies under it; else none."""
    found: dict[str, Html] = {}
    taken: list[_Box] = []
    dots = [(x - 7, y, 14.0) for _, (x, y), _ in nodes]
    for node, (x, y), name in nodes:
        long = _LETTER * len(name)
        sides = [side for side in ((x + 9, y, long), (x - 9 - long, y, long)) if 0 <= side[0] <= width - long]
        free = [side for side in sides if not _covers(side, taken)]
        box = next((side for side in free if not _covers(side, dots)), next(iter(free), None))
        if box is not None:
            taken.append(box)
            place = {"x": x + 9} if box[0] > x else {"x": x - 9, "text_anchor": "end"}
            found[node] = element("text", name, y=y + 4, **place)
    return found


def _covers(box: _Box, others: Iterable[_Box]) -> bool:
    left, y, long = box
    return any(abs(y - v) < _LINE and left <= u + w and left + long >= u for u, v, w in others)


def _line(graph: Network, edge: tuple[str, str, dict[str, str | int]], at: _Scale) -> Html:
    source, target, data = edge
    (x, y), (u, v), look = at(source), at(target), tone(str(data["type"]))
    words = f": {data['tooltip']}" if data.get("tooltip") else ""
    said = f"{graph.nodes[source]['label']} {data['type']} ({data['weight']}) {graph.nodes[target]['label']}{words}"
    return element(
        "line", element("title", said), x1=x, y1=y, x2=u, y2=v, class_=look, stroke=COLOURS[look],
        stroke_width=min(6, int(data["weight"])), stroke_opacity="0.6",
    )  # fmt: skip


def _dot(graph: Network, node: str, place: tuple[float, float], group: int, name: Html | None) -> Html:
    x, y = place
    fill = GROUPS[group % len(GROUPS)]
    if "/actor/" in node:
        mark = element("circle", cx=x, cy=y, r=7, fill=fill)
    else:
        mark = element("rect", x=x - 5, y=y - 5, width=10, height=10, fill=fill)
    return element("g", element("title", graph.nodes[node]["label"]), mark, name)
