"""The map of relations: a drawing of the busiest, a table of all, and the data a script lets grow by clicking."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kgbuild.analysis.layout import Places, layout
from kgbuild.analysis.measures import community
from kgbuild.analysis.network import Network
from kgbuild.analysis.picture import busiest, picture, tone
from kgbuild.model.triples import kgb
from kgbuild.pages.markup import Html, element
from kgbuild.report.parts import cite, row, section, table
from kgbuild.report.story import Story, Words

_HINT = (
    "Click a name to let its neighbours grow, a line to read its words; drag to move, scroll or + and - to zoom, arrow "
    "keys to walk. Two names show the shortest chain between them."
)
_TOLD = {"participant": "took part in", "initiator": "initiated", "mediator": "mediated", "host": "hosted"}
_DRAWN = 60  # nodes of the drawing made here
_ROWS = 1000
_CITED = 5

Behind = Mapping[tuple[str, str, str], list[Words]]


def behind_edges(story: Story, graph: Network, words: Mapping[str, Words]) -> Behind:
    """Return the words behind each edge (source, target, type), the first five, through the claims it carries."""
    found = {}
    for source, target, data in graph.edges(data=True):
        spans = (s for claim in data["claims"].split() for s in story.facts.objects(f"<{claim}>", kgb("evidence")))
        known = dict.fromkeys(words[s] for s in spans if s in words)
        found[source, target, data["type"]] = list(known)[:_CITED]
    return found


def relations(graph: Network, behind: Behind) -> Html:
    """Return the section: who met, addressed, accused or supported whom, and who took part in what."""
    about = (
        "Actors and events. A line is what happened between two, counted by acts and not by reports; it leads to the "
        "words. Only events an outlet tells in its own voice are here; what one says of another is a line between them."
    )
    if not graph:
        return section(
            "relations", "Map of relations", element("p", "No two actors have anything to do with each other here.")
        )
    groups = community(graph)
    places = layout(graph, groups=groups)
    shown = busiest(graph, _DRAWN)
    title = f"The {len(shown)} busiest actors and events; the table below has all relations"
    drawing = picture(graph, places, groups, shown=shown, title=title)
    frame = {"class_": "wide", "tabindex": "0", "role": "region", "aria_label": "Drawing of the busiest"}
    data = element("script", Html(_data(graph, places, groups, behind)), type="application/json", id="network")
    return section(
        "relations",
        "Map of relations",
        element("p", about, class_="soft"),
        _growing(graph),
        element("div", drawing, id="still", **frame),
        _listed(graph, behind),
        data,
    )


def _growing(graph: Network) -> Html:
    """Return what the script draws on."""
    name = "Map of relations; the table below has the same"
    canvas = element("canvas", tabindex="0", role="img", aria_label=name)
    said = element("div", id="map-words", aria_live="polite")
    return element("div", canvas, _controls(graph), said, id="grow", class_="script-only")


def _listed(graph: Network, behind: Behind) -> Html:
    label = {node: graph.nodes[node]["label"] for node in graph}
    edges = sorted(graph.edges(data=True), key=lambda e: (-e[2]["weight"], label[e[0]], e[2]["type"], e[1]))
    rows = (
        row(label[s], f"{_told(d)} ({d['weight']})", label[t], _period(d), cite(behind[s, t, d["type"]]))
        for s, t, d in edges[:_ROWS]
    )
    left = f", the first {_ROWS} shown" if len(edges) > _ROWS else ""
    columns = ("Who", "What (how often)", "Whom, or in what", "When", "Words")
    found = table(f"{len(edges)} relations{left}", columns, rows)
    return element("details", element("summary", "The same as a table"), found, class_="behind")


def _told(data: Mapping[str, str]) -> str:
    """Return what an edge says, between who and whom."""
    return _TOLD.get(data["type"], data["type"])


def _period(data: Mapping[str, str]) -> str:
    start, end = data["start"], data["end"]
    return start if start == end else f"{start or '…'} – {end or '…'}"


def _controls(graph: Network) -> Html:
    names = sorted({graph.nodes[n]["label"] for n in graph})[:5000]
    start = element("label", "Start at", element("input", id="map-start", list="map-names", autocomplete="off"))
    end = element("label", "Linked with", element("input", id="map-end", list="map-names", autocomplete="off"))
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
    return element("div", element("form", start, end, listed, buttons, id="map-form"), hint)


def _data(graph: Network, places: Places, groups: Mapping[str, int], behind: Behind) -> str:
    """Return nodes and edges as JSON that no text of an article can break out of."""
    names = sorted(graph)
    number = {name: n for n, name in enumerate(names)}
    nodes = [[graph.nodes[n]["label"], int("/actor/" in n), *places[n], groups[n] % 8] for n in names]
    edges = [
        [
            number[s],
            number[t],
            _told(d),
            d["weight"],
            tone(d["type"]),
            [w.number for w in behind[s, t, d["type"]]],
        ]
        for s, t, d in sorted(graph.edges(data=True), key=lambda e: (e[0], e[1], e[2]["type"]))
    ]
    start = number[busiest(graph, 1)[0]]
    written = json.dumps({"nodes": nodes, "edges": edges, "start": start}, ensure_ascii=False, separators=(",", ":"))
    return (
        written.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
