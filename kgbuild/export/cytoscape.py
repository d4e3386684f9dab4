"""Cytoscape's JSON (.cyjs), read by Cytoscape and by cytoscape.js."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kgbuild.analysis.network import Network

Value = str | int | float


def cyjs(graph: Network) -> bytes:
    """Return a dressed network as Cytoscape JSON, each node at its place."""
    nodes = [
        {
            "data": {"id": n, "name": graph.nodes[n]["label"], **_without_place(graph.nodes[n])},
            "position": {"x": graph.nodes[n]["x"], "y": graph.nodes[n]["y"]},
        }
        for n in sorted(graph)
    ]
    edges = [
        {"data": {"id": key, "source": source, "target": target, "interaction": data["kind"], **data}}
        for source, target, key, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3])
    ]
    body = {"data": {"name": "kgbuild"}, "elements": {"nodes": nodes, "edges": edges}}
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode(errors="replace")


def _without_place(data: Mapping[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in data.items() if key not in {"x", "y"}}
