"""Graphviz's DOT, with places (for `neato -n`), tooltips and addresses."""

from __future__ import annotations

import re

from kgbuild.analysis.network import Network

_UNSHOWABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]+")


def dot(graph: Network) -> bytes:
    """Return a dressed network as DOT: `dot -Tsvg`, or `neato -n -Tsvg` for our places."""
    lines = ["digraph kgbuild {", "  graph [overlap=false];", "  node [style=filled, fontname=Helvetica];"]
    for node in sorted(graph):
        data = graph.nodes[node]
        shape = "ellipse" if "/actor/" in node else "box"
        place = f'"{data["x"]},{-data["y"]}"'
        looks = f"label={_quoted(data['label'])}, shape={shape}, fillcolor={_quoted(data['color'])}, pos={place}"
        lines.append(f"  {_quoted(node)} [{looks}, tooltip={_quoted(data['kind'])}];")
    for source, target, _, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3]):
        said = data.get("tooltip") or data["label"]
        looks = f"label={_quoted(data['label'])}, color={_quoted(data['color'])}, penwidth={min(6, data['weight'])}"
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} [{looks}, tooltip={_quoted(said)}];")
    return ("\n".join([*lines, "}"]) + "\n").encode()


def _quoted(text: str) -> str:
    """Return a text as a DOT string; nothing in it is an escape or HTML."""
    plain = _UNSHOWABLE.sub(" ", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
