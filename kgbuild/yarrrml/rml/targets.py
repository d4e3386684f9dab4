"""Logical targets of RML, older and newer vocabulary."""

from __future__ import annotations

from kgbuild.problems import near_miss
from kgbuild.yarrrml.form import Target
from kgbuild.yarrrml.formats import SERIALIZATIONS
from kgbuild.yarrrml.packing import SUFFIXES
from kgbuild.yarrrml.recoding import ENCODINGS
from kgbuild.yarrrml.rml.graph import MappingGraph
from kgbuild.yarrrml.rml.graph import Value as Node
from kgbuild.yarrrml.rml.sources import file_of, tail

_SERIALIZATIONS = {
    "N-Quads": "nquads",
    "N-Triples": "ntriples",
    "Turtle": "turtle",
    "TriG": "trig",
    "JSON-LD": "jsonld",
    "RDF_XML": "rdfxml",
    "N3": "n3",
    "RDF_JSON": "rdfjson",
}
_MODES = ("Write", "WriteRead")  # a file is always written anew


def read_targets(graph: MappingGraph) -> dict[Node, Target]:
    """Return every logical target of the files, by its node."""
    found: dict[Node, Target] = {}
    known: dict[str, Target] = {}
    for node in graph.iterate("target"):
        target = _target(graph, node)
        if target is None:
            continue
        first = known.setdefault(target.name, target)
        if target._replace(where=first.where) != first:
            graph.problem(node, f"`{target.access}` is written in two ways", f"write as at {first.where}, or elsewhere")
        found[node] = target
    return found


def _target(graph: MappingGraph, node: Node) -> Target | None:
    inner = graph.one(node, "target")
    endpoint = graph.text_of(inner, "endpoint") if inner is not None else ""
    if endpoint:
        if not endpoint.startswith(("http://", "https://")):
            graph.problem(node, f"`{endpoint}` is no SPARQL endpoint", "write the URL that takes updates")
        return Target(endpoint, endpoint, graph.where(node), "sparql")
    access = file_of(graph, inner) if inner is not None else ""
    if inner is None or not access:
        graph.problem(node, "a target without a file", "add `rml:path` or `void:dataDump`")
        return None
    if "{" in access:
        fix = "RML names one file; write the mapping in YARRRML, where a target may be a template (`out/$(name).nq`)"
        graph.problem(node, f"`{access}` names a file by row", fix)
    encoding = tail(graph.text_of(inner, "encoding") or graph.text_of(node, "encoding")).lower() or "utf-8"
    if encoding not in ENCODINGS:
        graph.problem(node, f"encoding `{encoding}` is not written here", near_miss(encoding, ENCODINGS))
    kind = _serialization(graph, node)
    if kind == "rdfxml" and encoding != "utf-8":
        graph.problem(node, "RDF/XML is written in UTF-8 only", "remove `rml:encoding`")
    mode = tail(graph.text_of(inner, "mode") or graph.text_of(node, "mode")) or "Write"
    if mode not in _MODES:
        graph.problem(node, f"mode `{mode}` is not done here", "write rml:Write: a file is always written anew")
    below = graph.home(node).folder if tail(graph.text_of(inner, "root")) == "MappingDirectory" else ""
    name = f"{below}/{access}" if below else access
    return Target(name, access, graph.where(node), "localfile", kind, _packing(graph, node, inner), encoding, below)


def _serialization(graph: MappingGraph, node: Node) -> str:
    name = tail(graph.text_of(node, "serialization")) or "N-Quads"
    kind = _SERIALIZATIONS.get(name, name)
    if kind not in SERIALIZATIONS:
        graph.problem(node, f"serialization `{name}` is not written here", near_miss(kind, SERIALIZATIONS))
    return kind


def _packing(graph: MappingGraph, node: Node, inner: Node) -> str:
    name = tail(graph.text_of(node, "compression") or graph.text_of(inner, "compression")).lower()
    packing = {"targz": "targzip", "none": ""}.get(name, name)
    if packing not in SUFFIXES:
        known = [suffix for suffix in SUFFIXES if suffix]
        graph.problem(node, f"compression `{packing}` is not written here", near_miss(packing, known))
    return packing
