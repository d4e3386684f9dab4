"""How files are written, in RML: CSV on the Web's dialects, and the namespaces of XPaths."""

from __future__ import annotations

from kgbuild.yarrrml.form import Dialect
from kgbuild.yarrrml.rml.graph import MappingGraph
from kgbuild.yarrrml.rml.graph import Value as Node

_TRIMS = {"true": "both", "1": "both", "start": "start", "end": "end"}
_NO = frozenset({"false", "0"})
# Of a dialect's other properties only what nearly every file is like is read.
_FIXED = {"skipColumns": "0", "skipBlankRows": "true"}


def read_dialect(graph: MappingGraph, node: Node, written: Node) -> Dialect:
    """Return the dialect a source or its `csvw:dialect` describes; problems are `node`'s."""
    for name, only in _FIXED.items():
        if graph.text_of(written, name) not in {"", only}:
            graph.problem(node, f"`csvw:{name}` is read as `{only}` here", "leave it out")
    trim = graph.text_of(written, "trim")
    if trim and trim not in _TRIMS and trim not in _NO:
        graph.problem(node, f"unknown `csvw:trim` `{trim}`", 'write true, false, "start" or "end"')
    lines = _count(graph, node, written, "headerRowCount")
    if lines > 1:
        graph.problem(node, f"{lines} header lines are not read", "write 0 or 1, and `csvw:skipRows`")
    spaces = graph.text_of(written, "skipInitialSpace") not in {"", *_NO}
    return Dialect(
        comment=graph.text_of(written, "commentPrefix"),
        skip=_count(graph, node, written, "skipRows"),
        header=graph.text_of(written, "header") not in _NO and graph.text_of(written, "headerRowCount") != "0",
        trim=_TRIMS.get(trim, "start" if spaces else ""),
        doubled=graph.text_of(written, "doubleQuote") not in _NO,
    )


def _count(graph: MappingGraph, node: Node, written: Node, name: str) -> int:
    text = graph.text_of(written, name)
    if text and not (text.isascii() and text.isdigit() and len(text) < 10):
        graph.problem(node, f"`csvw:{name}` `{text}` is no number of lines", "write a whole number")
        return 0
    return int(text or 0)


def read_namespaces(graph: MappingGraph, node: Node) -> tuple[tuple[str, str], ...]:
    """Return the prefixes and namespaces that the reference formulation of a logical source or field declares."""
    formulation = graph.one(node, "referenceFormulation")
    found = []
    for item in graph.all(formulation, "namespace") if formulation is not None else ():
        prefix, url = graph.text_of(item, "namespacePrefix"), graph.text_of(item, "namespaceURL")
        if prefix and url:
            found.append((prefix, url))
        else:
            what = "a namespace without prefix or URL"
            graph.problem(node, what, "give it `rml:namespacePrefix` and `rml:namespaceURL`")
    return tuple(sorted(found))
