"""What an RML file says of its views' data (keys, nullability, inclusion): checked for names, used for nothing.

The specification leaves it open whether an engine uses these annotations, and wants the same graph either way.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.problems import near_miss
from kgbuild.yarrrml.form import View
from kgbuild.yarrrml.rml.graph import RDF, MappingGraph
from kgbuild.yarrrml.rml.graph import Value as Node
from kgbuild.yarrrml.views import columns, record_names

_PRIMARY_KEY = "primarykeyannotation"
_TO_OTHERS = ("foreignkeyannotation", "inclusionannotation", "inclusiondependencyannotation")
# The specification and its ontology do not agree on every name; either is read.
_KNOWN = {
    "uniqueannotation": "UniqueAnnotation",
    "notnullannotation": "NotNullAnnotation",
    "nonnullableannotation": "NonNullableAnnotation",
    "irisafeannotation": "IriSafeAnnotation",
    _PRIMARY_KEY: "PrimaryKeyAnnotation",
    "foreignkeyannotation": "ForeignKeyAnnotation",
    "inclusionannotation": "InclusionAnnotation",
    "inclusiondependencyannotation": "InclusionDependencyAnnotation",
}


def check_annotations(graph: MappingGraph, views: Mapping[Node, View]) -> None:
    """Add a problem for every annotation that is none, lacks a part, or names a field its view has not."""
    for node, view in views.items():
        kinds = [_check(graph, item, view, views) for item in graph.all(node, "structuralAnnotation")]
        if kinds.count(_PRIMARY_KEY) > 1:
            graph.problem(node, "a view with two primary keys", "keep one, say `rml:UniqueAnnotation` of the other")


def _check(graph: MappingGraph, item: Node, view: View, views: Mapping[Node, View]) -> str:
    types = [t.value.rpartition("/")[2] for t in graph.all(item, RDF + "type")]
    kind = next((t.lower() for t in types if t.lower() in _KNOWN), "")
    plain = {"StructuralAnnotation"}
    if not kind:
        shown = next((t for t in types if t not in plain), "")
        graph.problem(item, f"unknown annotation `{shown}`", near_miss(shown, _KNOWN.values()))
    fields = _names(graph, item, "onFields", view)
    if kind in _TO_OTHERS:
        target = graph.one(item, "targetView")
        other = views.get(target) if target is not None else None
        if other is None and (target is None or not graph.all(target, "viewOn")):
            graph.problem(item, f"{_KNOWN[kind]} without `rml:targetView`", "name the view")
        elif other is not None:
            found = _names(graph, item, "targetFields", other)
            if found and fields and len(found) != len(fields):
                what = f"{_KNOWN[kind]} names {len(fields)} here and {len(found)} in the other view"
                graph.problem(item, what, "name as many there")
    return kind


def _names(graph: MappingGraph, item: Node, place: str, view: View) -> list[str]:
    head = graph.one(item, place)
    names = [v.value for v in graph.items(head)] if head is not None else []
    if not names:
        graph.problem(item, f"an annotation without `rml:{place}`", "list the fields")
    known = {*columns(view), *record_names(view.fields)}
    for name in names:
        if name not in known:
            graph.problem(item, f"the view has no field `{name}`", near_miss(name, known))
    return names
