"""RML in Turtle, older (R2RML with RML) and newer (community group) vocabulary, to the same `Mapping` as YARRRML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kgbuild.errors import ConfigError
from kgbuild.problems import Problem, Severity, near_miss
from kgbuild.resources import shown_path
from kgbuild.yarrrml.checks.calls import check_calls, unknown_calls
from kgbuild.yarrrml.checks.sources import check_sources
from kgbuild.yarrrml.checks.terms import check_rule, links_of
from kgbuild.yarrrml.checks.views import check_view_rules
from kgbuild.yarrrml.form import (
    Argument,
    Call,
    Link,
    Mapping,
    PredicateObject,
    Rule,
    Side,
    Target,
    Template,
    Term,
    TermType,
    on_side,
)
from kgbuild.yarrrml.functions.builtin import FUNCTIONS, installed_functions
from kgbuild.yarrrml.functions.table import IDLAB, Function
from kgbuild.yarrrml.rml.graph import RDF, RML_NEW, MappingGraph, parse_graphs
from kgbuild.yarrrml.rml.graph import Value as Node
from kgbuild.yarrrml.rml.star import is_asserted, is_star, star_terms
from kgbuild.yarrrml.rml.targets import read_targets
from kgbuild.yarrrml.rml.terms import TermReader, unconditional
from kgbuild.yarrrml.rml.views import ViewReader

DEFAULT_BASE = "http://example.com/"


def load_rml(
    paths: Sequence[Path],
    *,
    base: Path | None = None,
    base_iri: str = DEFAULT_BASE,
    functions: MappingOf[str, Function] | None = None,
    settings: MappingOf[str, str] = MappingProxyType({}),
) -> Mapping:
    """Read the RML files of one mapping; a triples map of one may refer to one of another.

    `base` is the folder that paths in messages are shown relative to; `base_iri` goes before relative IRIs where
    a file has neither `@base` nor `rml:baseIRI`; `functions` as in `load_mapping`;
    `settings` say what `${NAME}` stands for. Raises `ConfigError` with every
    error of every file.
    """
    graph = parse_graphs(paths, [shown_path(path, base=base) for path in paths], base_iri, settings)
    terms = TermReader(graph, newer=RML_NEW in graph.text)
    reader = _Reader(graph, terms, read_targets(graph), ViewReader(graph, terms))
    reader.terms = replace(reader.terms, link=reader.link)
    rules = reader.rules()
    reader.views.finish()
    check_view_rules(rules, graph.problems)
    known = dict(FUNCTIONS if functions is None else functions)
    if functions is None and any(unknown_calls(rule, known) for rule in rules):
        known.update(installed_functions())
    for rule in rules:
        check_sources(rule, graph.problems)
        check_rule(rule, graph.problems, {})
        graph.problems.extend(check_calls(rule, known))
    _check_links(rules, graph)
    if any(p.severity is Severity.ERROR for p in graph.problems):
        raise ConfigError(sorted(set(graph.problems)))
    return Mapping(
        tuple(rules),
        targets=tuple(reader.targets.values()),
        warnings=tuple(sorted(set(graph.problems))),
        functions=known,
    )


def _check_links(rules: Sequence[Rule], graph: MappingGraph) -> None:
    names = {rule.name for rule in rules}
    said = any(p.severity is Severity.ERROR for p in graph.problems)  # of the triples maps that made no rule
    for link in (link for rule in rules for link in links_of(rule) if link.mapping not in names and not said):
        what = f"`{link.mapping}` is no triples map"
        graph.problems.append(Problem(link.where, what, near_miss(link.mapping, names)))


def _local(node: Node) -> str:
    return re.split(r"[#/]", node.value)[-1]


@dataclass(slots=True)
class _Reader:
    graph: MappingGraph
    terms: TermReader
    targets: dict[Node, Target]
    views: ViewReader
    locals: Counter[str] = field(default_factory=Counter)  # how many triples maps have a local name
    functions: frozenset[Node] = frozenset()

    def __post_init__(self) -> None:
        """Look up once what each triples map is asked for."""
        nodes = self.graph.nodes
        self.locals = Counter(_local(n) for n in nodes if isinstance(n, ox.NamedNode) and self._is_triples_map(n))
        self.functions = frozenset(v for properties in nodes.values() for v in properties.get("functionValue", ()))

    def rules(self) -> list[Rule]:
        """Return the rules of all triples maps, in the order of the files."""
        maps = [n for n in self.graph.nodes if self._is_triples_map(n)]
        if not maps:
            self.graph.problem(ox.BlankNode(), "no triples map in the file", "add one with `rml:logicalSource`")
        return [rule for node in maps if (rule := self._rule(node)) is not None]

    def _is_triples_map(self, node: Node) -> bool:
        properties = self.graph.nodes[node] if not isinstance(node, ox.Literal) else {}
        return bool({"logicalSource", "logicalTable"} & properties.keys()) and "functionValue" not in properties

    def _name(self, node: Node) -> str:
        local = _local(node) if isinstance(node, ox.NamedNode) else ""
        return local if local and self.locals[local] == 1 else node.value

    def _rule(self, node: Node) -> Rule | None:
        graph = self.graph
        if node in self.functions:  # a function value of the older vocabulary: a triples map without a subject
            return None
        source = self.views.source_of(node)
        stars = [m for m in graph.all(node, "subjectMap") if is_star(graph, m)]
        subjects = tuple(t for m in stars for t in star_terms(graph, self.terms, m, node))
        subjects += self._targeted([m for m in graph.all(node, "subjectMap") if m not in stars])
        subjects += tuple(t for v in graph.all(node, "subject") if (t := self.terms.constant(v, "subject")) is not None)
        if len(subjects) != 1 and not (subjects == () and graph.all(node, "subjectMap")):
            graph.problem(node, f"a triples map has one subject map, this one {len(subjects)}", "add or remove one")
        if source is None or not subjects or not is_asserted(graph, node):
            return None
        subject, conditions = unconditional(subjects[0])
        subject_map = graph.one(node, "subjectMap")
        graphs = self._places(subject_map, "graph") if subject_map is not None else ()
        entries = self._classes(subject_map) if subject_map is not None else ()
        for item in graph.all(node, "predicateObjectMap"):
            entries += (self._entry(item, node),)
        if subject_map is not None and self._has_nameless_graph(subject_map):
            entries = ()
        return Rule(
            self._name(node),
            (source,),
            (subject, *subjects[1:]),
            tuple(e for e in entries if e.predicates and e.objects),
            graph.where(node),
            graphs=graphs,
            conditions=(*conditions, *self._conditions(subject_map)),
            base=graph.text_of(node, "baseIRI") or graph.home(node).base,
            folder=graph.home(node).folder,
        )

    def _has_nameless_graph(self, node: Node) -> bool:
        """`rr:graph [ … ]`: statements in a graph that is a blank node have no place; they are left out."""
        if not any(isinstance(g, ox.BlankNode) for g in self.graph.all(node, "graph")):
            return False
        what = "`rr:graph` with a blank node: a graph is named by an IRI; nothing is made by this triples map"
        where = self.graph.where(node)
        self.graph.problems.append(Problem(where, what, "write `rr:graphMap`", Severity.WARNING))
        return True

    def _targeted(self, nodes: list[Node]) -> tuple[Term, ...]:
        terms = [(self.terms.term(n, "subject"), n) for n in nodes]
        return tuple(t._replace(targets=self._target_names(n)) for t, n in terms if t is not None)

    def _target_names(self, node: Node) -> tuple[str, ...]:
        found = self.graph.all(node, "logicalTarget")
        for name in ("languageMap", "datatypeMap"):
            found = found + [t for inner in self.graph.all(node, name) for t in self.graph.all(inner, "logicalTarget")]
        return tuple(self.targets[t].name for t in found if t in self.targets)

    def _conditions(self, node: Node | None) -> tuple[Call, ...]:
        """The conditions of a term map: each a function execution, or a map with one."""
        found = [] if node is None else self.graph.all(node, "condition")
        values = [self.terms.value(item) or self.terms.execution(item, Side.SUBJECT) for item in found]
        return tuple(v for v in values if isinstance(v, Call))

    def _classes(self, subject_map: Node) -> tuple[PredicateObject, ...]:
        where = self.graph.where(subject_map)
        classes = self.graph.all(subject_map, "class")
        if any(isinstance(c, ox.Literal) for c in classes):
            self.graph.problem(subject_map, "a class is an IRI", "write the class's IRI")
        objects = tuple(Term(Template((c.value,), where), TermType.IRI, where) for c in classes)
        rdf_type = Term(Template((RDF + "type",), where), TermType.IRI, where)
        return (PredicateObject((rdf_type,), objects, where),) if objects else ()

    def _entry(self, node: Node, reader: Node) -> PredicateObject:
        graph = self.graph
        predicates = self._places(node, "predicate")
        objects: list[Term | Link] = [
            t for v in graph.all(node, "object") if (t := self.terms.constant(v, "object")) is not None
        ]
        for item in graph.all(node, "objectMap"):
            if is_star(graph, item):
                objects += star_terms(graph, self.terms, item, reader)
            elif graph.all(item, "parentTriplesMap"):
                link = self.link(item)
                objects += [link] if link is not None else []
            else:
                term = self.terms.term(item, "object")
                objects += [term._replace(targets=self._target_names(item))] if term is not None else []
        if not predicates or not (objects or graph.all(node, "objectMap")):
            graph.problem(node, "a predicate-object map needs a predicate and an object", "add what is missing")
        graphs = self._places(node, "graph")
        conditions = self._conditions(node)
        for item in graph.all(node, "objectMap"):
            conditions += self._conditions(item)
        return PredicateObject(predicates, tuple(objects), graph.where(node), graphs=graphs, conditions=conditions)

    def _places(self, node: Node, place: str) -> tuple[Term, ...]:
        constants = tuple(t for v in self.graph.all(node, place) if (t := self.terms.constant(v, place)) is not None)
        mapped = tuple(
            t._replace(targets=self._target_names(v))
            for v in self.graph.all(node, place + "Map")
            if (t := self.terms.term(v, place)) is not None
        )
        return constants + mapped

    def link(self, node: Node) -> Link | None:
        """Return the link of a map that refers to another triples map, or None with a problem."""
        graph = self.graph
        parent = graph.one(node, "parentTriplesMap")
        if parent is None or isinstance(parent, ox.Literal) or not graph.nodes.get(parent):
            known = [n.value for n in graph.nodes if self._is_triples_map(n)]
            shown = parent.value if parent is not None else ""
            graph.problem(node, f"undefined triples map `{shown}`", near_miss(shown, known))
            return None
        conditions = [self._join(item) for item in graph.all(node, "joinCondition")]
        names = tuple(c for c in conditions if c is not None)
        return Link(self._name(parent), names, graph.where(node), self._target_names(node))

    def _join(self, node: Node) -> Call | None:
        graph, where = self.graph, self.graph.where(node)
        function = graph.one(node, "functionValue")
        if function is not None:
            return self.terms.older_call(function)
        sides: list[Template | Call] = []
        for name in ("child", "parent"):
            text = graph.text_of(node, name)
            mapped = graph.one(node, name + "Map")
            value: Template | Call | None = None
            if text:
                value = self.terms.value_of_reference(text, where)
            elif mapped is not None:
                constant = graph.text_of(mapped, "constant")
                value = Template((constant,), where) if constant else self.terms.value(mapped)
            if value is None:
                graph.problem(node, f"a join condition without `{name}`", "add it")
                return None
            sides.append(value)
        there = on_side(sides[1], Side.OBJECT)
        arguments = (Argument(IDLAB + "valueParameter", sides[0]), Argument(IDLAB + "valueParameter2", there))
        return Call(IDLAB + "equal", arguments, where)
