"""The map of relations: a drawing of the busiest, a table of all, and the data a script lets grow by clicking."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kgbuild.analysis.layout import Places, layout
from kgbuild.analysis.measures import community
from kgbuild.analysis.network import Network
from kgbuild.model.triples import kgb
from kgbuild.pages.markup import Html, element
from kgbuild.report.parts import cite, row, section, table
from kgbuild.report.story import Story, Words

_HINT = (
    "Click a name to let its neighbours grow, a line to read its words; drag to move, scroll or + and - to zoom, arrow "
    "keys to walk."
)
_DRAWN = 60  # nodes of the drawing made here
_ROWS = 1000
_CITED = 5
_SIZE = 1000


def relations(story: Story, graph: Network, words: Mapping[str, Words]) -> Html:
    """Return the section: who met, addressed, accused or supported whom, and who took part in what."""
    about = (
        "Actors and events. A line is what happened between two, counted by acts and not by reports; it leads to the "
        "words. Only events an outlet tells in its own voice are here; what one says of another is a line between them."
    )
    if not graph:
        return section(
            "relations", "Map of relations", element("p", "No two actors have anything to do with each other here.")
        )
    behind = _behind(story, graph, words)
    groups = community(graph)
    places = layout(graph, groups=groups)
    edges = sorted(
        graph.edges(data=True), key=lambda e: (-e[2]["weight"], graph.nodes[e[0]]["label"], e[2]["type"], e[1])
    )
    label = {node: graph.nodes[node]["label"] for node in graph}
    rows = (
        row(label[s], f"{d['type']} ({d['weight']})", label[t], _period(d), cite(behind[s, t, d["type"]]))
        for s, t, d in edges[:_ROWS]
    )
    left = f", the first {_ROWS} shown" if len(edges) > _ROWS else ""
    listed = table(
        f"{len(edges)} relations{left}", ("Who", "What (how often)", "Whom, or in what", "When", "Words"), rows
    )
    grow = element(
        "div",
        element("canvas", tabindex="0", role="img", aria_label="Map of relations; the table below has the same"),
        _controls(graph),
        element("div", id="map-words", aria_live="polite"),
        id="grow",
        class_="script-only",
    )
    still = element(
        "div",
        _drawing(graph, places, groups),
        id="still",
        class_="wide",
        tabindex="0",
        role="region",
        aria_label="Drawing of the busiest",
    )
    data = element("script", Html(_data(graph, places, groups, behind)), type="application/json", id="network")
    more = element("details", element("summary", "The same as a table"), listed, class_="behind")
    return section("relations", "Map of relations", element("p", about, class_="soft"), grow, still, more, data)


def _period(data: Mapping[str, str]) -> str:
    start, end = data["start"], data["end"]
    return start if start == end else f"{start or '…'} – {end or '…'}"


def _behind(story: Story, graph: Network, words: Mapping[str, Words]) -> dict[tuple[str, str, str], list[Words]]:
    """Return the words behind each edge, through the claims it carries."""
    found = {}
    for source, target, data in graph.edges(data=True):
        spans = (s for claim in data["claims"].split() for s in story.facts.objects(f"<{claim}>", kgb("evidence")))
        found[source, target, data["type"]] = list(dict.fromkeys(words[s] for s in spans if s in words))
    return found


def _controls(graph: Network) -> Html:
    names = sorted({graph.nodes[n]["label"] for n in graph})[:5000]
    start = element("label", "Start at", element("input", id="map-start", list="map-names", autocomplete="off"))
    listed = element("datalist", (element("option", value=name) for name in names), id="map-names")
    buttons = (
        element("button", text, type="button", id=f"map-{name}")
        for name, text in (("all", "Show all"), ("reset", "Begin again"))
    )
    hint = element(
        "p",
        _HINT,
        class_="soft",
    )
    return element("div", element("form", start, listed, buttons, id="map-form"), hint)


def _busiest(graph: Network) -> list[str]:
    weights = {
        n: sum(d["weight"] for *_, d in (*graph.in_edges(n, data=True), *graph.out_edges(n, data=True))) for n in graph
    }
    return sorted(graph, key=lambda n: (-weights[n], n))[:_DRAWN]


def _drawing(graph: Network, places: Places, groups: Mapping[str, int]) -> Html:
    shown = set(_busiest(graph))
    xs, ys = [places[n][0] for n in shown], [places[n][1] for n in shown]
    scale = (_SIZE - 160) / max(max(xs) - min(xs), (max(ys) - min(ys)) * 1.5, 0.1)
    height = round((max(ys) - min(ys)) * scale + 80)

    def at(node: str) -> tuple[float, float]:
        return round((places[node][0] - min(xs)) * scale + 60, 1), round((places[node][1] - min(ys)) * scale + 40, 1)

    lines = []
    for source, target, data in sorted(graph.edges(data=True), key=lambda e: (e[0], e[1], e[2]["type"])):
        if source in shown and target in shown:
            (x, y), (u, v) = at(source), at(target)
            title = element("title", f"{graph.nodes[source]['label']} {data['type']} {graph.nodes[target]['label']}")
            lines.append(
                element(
                    "line",
                    title,
                    x1=x,
                    y1=y,
                    x2=u,
                    y2=v,
                    class_=_tone(data["type"]),
                    stroke_width=min(6, data["weight"]),
                )
            )
    dots = []
    for node in sorted(shown):
        x, y = at(node)
        actor = "/actor/" in node
        mark = (
            element("circle", cx=x, cy=y, r=7, class_=f"g{groups[node] % 8}")
            if actor
            else element("rect", x=x - 5, y=y - 5, width=10, height=10, class_=f"g{groups[node] % 8}")
        )
        name = graph.nodes[node]["label"]
        dots.append(
            element(
                "g",
                element("title", name),
                mark,
                element("text", name if len(name) < 34 else f"{name[:32]}…", x=x + 9, y=y + 4),
            )
        )
    title = element("title", f"The {len(shown)} busiest actors and events; the table below has all relations")
    return element("svg", title, lines, dots, viewBox=f"0 0 {_SIZE} {height}", role="img", class_="relations")


def _tone(kind: str) -> str:
    """Return the class a line is drawn in: for, against, met, or plain."""
    against, in_favour = {"accuses", "rejects", "warns", "doubts"}, {"supports", "offers", "proposes"}
    return "against" if kind in against else "for" if kind in in_favour else "met" if kind == "met" else "plain"


def _data(
    graph: Network, places: Places, groups: Mapping[str, int], behind: Mapping[tuple[str, str, str], list[Words]]
) -> str:
    """Return nodes and edges as JSON that no text of an article can break out of."""
    names = sorted(graph)
    number = {name: n for n, name in enumerate(names)}
    nodes = [[graph.nodes[n]["label"], int("/actor/" in n), *places[n], groups[n] % 8] for n in names]
    edges = [
        [
            number[s],
            number[t],
            d["type"],
            d["weight"],
            _tone(d["type"]),
            [w.number for w in behind[s, t, d["type"]][:_CITED]],
        ]
        for s, t, d in sorted(graph.edges(data=True), key=lambda e: (e[0], e[1], e[2]["type"]))
    ]
    start = number[_busiest(graph)[0]]
    written = json.dumps({"nodes": nodes, "edges": edges, "start": start}, ensure_ascii=False, separators=(",", ":"))
    return (
        written.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
