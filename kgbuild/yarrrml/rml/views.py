"""Logical views of RML: a source whose rows are made of named fields, nested and joined, to `View`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pyoxigraph as ox

from kgbuild.problems import Problem, Severity
from kgbuild.yarrrml.checks.views import check_references
from kgbuild.yarrrml.form import Field, Formulation, Ref, Source, Template, Value, View, ViewJoin
from kgbuild.yarrrml.rml.annotations import check_annotations
from kgbuild.yarrrml.rml.dialects import read_namespaces
from kgbuild.yarrrml.rml.graph import RDF, MappingGraph
from kgbuild.yarrrml.rml.graph import Value as Node
from kgbuild.yarrrml.rml.sources import read_formulation, read_logical_source
from kgbuild.yarrrml.rml.terms import TermReader
from kgbuild.yarrrml.views import all_fields, columns, own_columns

_VIEW = {"viewOn", "field", "leftJoin", "innerJoin", "structuralAnnotation"}
_NAME = re.compile(r"[\w-]+")
_NESTED = (Formulation.JSONPATH, Formulation.XPATH)  # records of these hold records
_INSIDE = (*_NESTED, Formulation.CSV)  # what the text of a cell may hold


@dataclass(slots=True)
class ViewReader:
    """Reads the sources of one mapping file's triples maps, views among them; each view is read once."""

    graph: MappingGraph
    terms: TermReader
    _views: dict[Node, Source | None] = field(default_factory=dict)
    _reading: list[Node] = field(default_factory=list)

    def source_of(self, node: Node) -> Source | None:
        """Return the source of a triples map, or None with a problem."""
        return self._source(self.graph.one(node, "logicalSource", "logicalTable"), node)

    def finish(self) -> None:
        """Check the views that no triples map reads, and what the file says of all views' data."""
        for node in list(self.graph.iterate("viewOn")):
            self._view(node)
        read = {node: source.view for node, source in self._views.items() if source is not None and source.view}
        check_annotations(self.graph, read)

    def _source(self, logical: Node | None, reader: Node) -> Source | None:
        if logical is not None and self._is_view(logical):
            return self._view(logical)
        return read_logical_source(self.graph, reader, logical)

    def _is_view(self, node: Node) -> bool:
        types = [t.value for t in self.graph.all(node, RDF + "type")]
        known = self.graph.nodes.get(node, {}) if not isinstance(node, ox.Literal) else {}
        return bool(_VIEW & known.keys()) or any(t.endswith("/LogicalView") for t in types)

    def _name(self, node: Node) -> str:
        return re.split(r"[#/]", node.value)[-1] if isinstance(node, ox.NamedNode) else f"view {self.graph.where(node)}"

    def _view(self, node: Node) -> Source | None:
        if node in self._views:
            return self._views[node]
        if node in self._reading:
            way = " → ".join(f"`{self._name(n)}`" for n in [*self._reading[self._reading.index(node) :], node])
            self.graph.problem(node, f"a view that reads itself: {way}", "let one of them read a logical source")
            return None
        self._reading.append(node)
        self._views[node] = self._read(node)
        self._reading.pop()
        return self._views[node]

    def _read(self, node: Node) -> Source | None:
        graph, before = self.graph, len(self.graph.problems)
        for name in ("iterator", "referenceFormulation"):
            if graph.all(node, name):
                graph.problem(node, f"a view has no `rml:{name}` of its own", "remove it")
        on = graph.one(node, "viewOn")
        if on is None:
            graph.problem(node, "a view without `rml:viewOn`", "say which logical source or view it reads")
            return None
        base = self._source(on, node)
        if base is None:
            return None
        found = _FieldReader(graph, self.terms, base)
        fields = found.fields(node, "", base)
        if not graph.all(node, "field"):
            graph.problem(node, "a view without fields", "add `rml:field`")
        view = View(base, fields)
        joins = [self._join(item, view, inner=False) for item in graph.all(node, "leftJoin")]
        joins += [self._join(item, view, inner=True) for item in graph.all(node, "innerJoin")]
        view = view._replace(joins=tuple(j for j in joins if j is not None))
        self._check_names(view)
        if any(p.severity is Severity.ERROR for p in graph.problems[before:]):
            return None  # else whatever reads a field that is wrong here would be told it is missing
        name = self._name(node)
        return base._replace(name=name, access=name, where=graph.where(node), iterator="", query="", view=view)

    def _check_names(self, view: View) -> None:
        found: set[str] = set()
        for one in all_fields((*view.fields, *(f for join in view.joins for f in join.fields))):
            if one.name in found:
                what = f"two fields called `{one.name}` in one view"
                self.graph.problems.append(Problem(one.where, what, "rename one of them"))
            found.add(one.name)

    def _join(self, item: Node, child: View, *, inner: bool) -> ViewJoin | None:
        graph = self.graph
        parent = graph.one(item, "parentLogicalView")
        if parent is None:
            graph.problem(item, "a join without `rml:parentLogicalView`", "name the view it joins")
            return None
        if not self._is_view(parent):
            graph.problem(item, f"`{self._name(parent)}` is no view to join", "write a view on it and join that")
            return None
        source = self._view(parent)
        if source is None or source.view is None:
            return None
        reader = _FieldReader(graph, self.terms, source)
        fields = reader.fields(item, "", source, leaves=True)
        for what in ("joinCondition", "field"):
            if not graph.all(item, what):
                graph.problem(item, f"a join without `rml:{what}`", "add one")
        keys = []
        for condition in graph.all(item, "joinCondition"):
            here, there = reader.key(condition, "child"), reader.key(condition, "parent")
            if here is not None and there is not None:
                where = graph.where(condition)
                check_references(here, own_columns(child), child, where, graph.problems)
                check_references(there, columns(source.view), source.view, where, graph.problems)
                keys.append((here, there))
        return ViewJoin(source, tuple(keys), fields, graph.where(item), inner)


@dataclass(slots=True)
class _FieldReader:
    """Reads fields of one view, those of its joins too (`base`: the source of the view joined)."""

    graph: MappingGraph
    terms: TermReader
    base: Source
    _path: list[Node] = field(default_factory=list)

    def fields(self, node: Node, before: str, parent: Source | None, *, leaves: bool = False) -> tuple[Field, ...]:
        """Return the fields of a view, join or field; `parent` is what has the records they read, None a text."""
        made = [self._field(item, before, parent, leaves=leaves) for item in self.graph.all(node, "field")]
        return tuple(f for f in made if f is not None)

    def _field(self, node: Node, before: str, parent: Source | None, *, leaves: bool) -> Field | None:
        name = self.graph.text_of(node, "fieldName")
        if node in self._path:
            self.graph.problem(node, f"the field `{name}` is inside itself", "remove one `rml:field`")
            return None
        if not _NAME.fullmatch(name):
            what = f"`{name}` is no name of a field" if name else "a field without `rml:fieldName`"
            self.graph.problem(node, what, "write letters, digits and `_`")
            return None
        full = before + name
        if self._is_iterable(node):
            if leaves:
                self.graph.problem(node, f"`{name}`: a join adds single values only", "give it `rml:reference`")
                return None
            return self._iterable(node, full, parent)
        return self._expression(node, full, parent, leaves=leaves)

    def _is_iterable(self, node: Node) -> bool:
        types = [t.value for t in self.graph.all(node, RDF + "type")]
        said = self.graph.all(node, "iterator") or self.graph.all(node, "referenceFormulation")
        return bool(said) or any(t.endswith("/IterableField") for t in types)

    def _expression(self, node: Node, name: str, parent: Source | None, *, leaves: bool) -> Field | None:
        if parent is None:
            what = f"`{name}` reads the text of another field, which holds no records yet"
            self.graph.problem(node, what, "put an iterable field with `rml:referenceFormulation` between the two")
            return None
        where = self.graph.where(node)
        constant = self.graph.one(node, "constant")
        value = self.terms.value(node) if constant is None else Template((constant.value,), where)
        if value is None:
            self.graph.problem(node, f"the field `{name}` has no value", "add `rml:reference`, or `rml:iterator`")
            return None
        if parent.view is not None:
            check_references(value, columns(parent.view), parent.view, where, self.graph.problems)
        if leaves and self.graph.all(node, "field"):
            self.graph.problem(
                node, f"`{name}`: the field of a join has no fields of its own", "put them in the other view"
            )
        return Field(name, where, value, fields=() if leaves else self._inside(node, name, None))

    def _iterable(self, node: Node, name: str, parent: Source | None) -> Field | None:
        where = self.graph.where(node)
        said = read_formulation(self.graph, node)
        iterator = self.graph.text_of(node, "iterator")
        outer = None if parent is None else _plain(parent)
        formulation = said or outer
        if said is None and self.graph.all(node, "referenceFormulation"):
            return None
        if parent is not None and (parent.view is not None or outer not in _NESTED):
            what = f"`{name}`: a table row holds no records"
            self.graph.problem(node, what, "put an expression field with the column between the two")
            return None
        if formulation is None or (outer is None and formulation not in _INSIDE):
            self.graph.problem(node, f"`{name}` does not say how the text is read", "add `rml:referenceFormulation`")
            return None
        if outer not in {None, formulation}:
            what = f"`{name}` reads {formulation} right inside {outer}"
            self.graph.problem(node, what, "put an expression field with the text between the two")
            return None
        if not iterator and formulation is not Formulation.CSV:
            self.graph.problem(node, f"the field `{name}` has no iterator", "add `rml:iterator`")
            return None
        base = self.base
        records = Source(
            *(name, base.access, formulation, where, iterator),
            nulls=base.nulls,
            empty_values=base.empty_values,
            namespaces=base.namespaces + read_namespaces(self.graph, node),
        )
        return Field(name, where, records=records, fields=self._inside(node, name, records))

    def _inside(self, node: Node, name: str, parent: Source | None) -> tuple[Field, ...]:
        self._path.append(node)
        made = self.fields(node, f"{name}.", parent)
        self._path.pop()
        return made

    def key(self, condition: Node, side: str) -> Value | None:
        """Return one side of a join condition, or None with a problem."""
        graph = self.graph
        text, mapped = graph.text_of(condition, side), graph.one(condition, side + "Map")
        if text:
            return Template((Ref(text),), graph.where(condition))
        constant = graph.one(mapped, "constant") if mapped is not None else None
        if constant is not None:
            return Template((constant.value,), graph.where(condition))
        value = self.terms.value(mapped) if mapped is not None else None
        if value is None:
            self.graph.problem(condition, f"a join condition without `rml:{side}`", "add it")
        return value


def _plain(source: Source) -> Formulation:
    """The formulation of records inside records: a line of JSON Lines holds JSON."""
    return Formulation.JSONPATH if source.formulation is Formulation.JSONL else source.formulation
