"""A drawing of the network that stands by itself."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.analysis.layout import layout
from kgbuild.analysis.picture import busiest, picture
from kgbuild.export.writers import View, measured_network
from kgbuild.model.quads import Quad

# Names of fonts, since a renderer without a browser knows no "sans-serif".
_FONTS = "DejaVu Sans, Liberation Sans, Noto Sans, Arial, Helvetica, sans-serif"
_STYLE = f"svg{{background:#fff}}text{{font-size:13px;font-family:{_FONTS};fill:#1c1f24}}"


def drawing(quads: Sequence[Quad], *, view: View, most: int) -> str:
    """Return the `most` busiest nodes of a view as SVG, each node and line with its words as a tooltip."""
    graph = measured_network(quads, view)
    part = graph.subgraph(busiest(graph, most)).copy()
    part.remove_nodes_from([node for node in part if not part.degree(node)])  # what they are linked with is not drawn
    shown = sorted(part)
    groups = {node: graph.nodes[node]["community"] for node in part}
    title = f"{len(shown)} of {len(graph)} actors and events" if len(shown) < len(graph) else "Who did what with whom"
    drawn = picture(part, layout(part, groups=groups), groups, shown=shown, title=title, style=_STYLE)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'
