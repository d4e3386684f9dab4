"""Term maps of RML, older and newer vocabulary, to terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kgbuild.problems import Location, Problem, Severity
from kgbuild.yarrrml.form import Argument, Call, Encoding, Gather, Link, Ref, Side, Template, Term, TermType, Value
from kgbuild.yarrrml.formats import COLLECTIONS
from kgbuild.yarrrml.functions.table import local_name
from kgbuild.yarrrml.rdf.datatypes import STRING
from kgbuild.yarrrml.rml.graph import RML_OLD, MappingGraph
from kgbuild.yarrrml.rml.graph import Value as Node

# R2RML 7.3: a backslash before a brace or a backslash makes it text. A brace that is neither gives an empty name.
_TEMPLATE = re.compile(r"(?P<plain>(?:[^{}\\]|\\.|\\\Z)+)|\{(?P<name>(?:[^{}\\]|\\.)*)\}|[{}]", re.DOTALL)
_FNO_EXECUTES = ("https://w3id.org/function/ontology#executes", "http://w3id.org/function/ontology#executes")
_OF_JOINS = ("child", "parent")
_TERM_TYPES = {
    "IRI": (TermType.IRI, Encoding.IRI),
    "URI": (TermType.IRI, Encoding.URI),
    "UnsafeIRI": (TermType.IRI, Encoding.NONE),
    "UnsafeURI": (TermType.IRI, Encoding.NONE),
    "BlankNode": (TermType.BLANK, Encoding.IRI),
    "Literal": (TermType.LITERAL, Encoding.IRI),
}


@dataclass(frozen=True, slots=True)
class TermReader:
    """Reads the term maps of one mapping file; `newer` where it is in the community group's vocabulary."""

    graph: MappingGraph
    newer: bool
    link: Callable[[Node], Link | None] | None = None  # reads a member that refers to another triples map

    def maps(self, node: Node, place: str) -> tuple[Term, ...]:
        """Return the terms of a place (subject, predicate, object, graph): constants and term maps."""
        constants = [self.constant(value, place) for value in self.graph.all(node, place)]
        terms = [self.term(value, place) for value in self.graph.all(node, place + "Map")]
        return tuple(t for t in (*constants, *terms) if t is not None)

    def constant(self, value: Node, place: str) -> Term | None:
        """Return the term of a constant."""
        where = self.graph.where(value)
        if isinstance(value, ox.BlankNode):
            if self.graph.nodes.get(value) and place != "object":
                return None  # `rr:graph [ … ]`: a blank node is no graph name (see rml.py)
            return Term(Template((value.value,), where), TermType.BLANK, where)
        if isinstance(value, ox.NamedNode):
            return Term(Template((value.value,), where), TermType.IRI, where)
        literal = Term(Template((value.value,) if value.value else (), where), TermType.LITERAL, where)
        if value.language:
            return literal._replace(language=Template((value.language,), where))
        if value.datatype.value == STRING:
            return literal
        return literal._replace(datatype=Template((value.datatype.value,), where))

    def term(self, node: Node, place: str) -> Term | None:
        """Return the term of a term map, or None with a problem."""
        graph, where = self.graph, self.graph.where(node)
        constant = graph.one(node, "constant")
        declared = self._declared(node, place)
        if constant is not None:
            made = self.constant(constant, place)
            if made is None:
                return None
            return self._tagged(self._as_declared(made, declared[0] if declared else None, node, place), node)
        gathered = graph.one(node, "gather")
        if gathered is not None:
            return self._gathered(node, gathered, place)
        value = self.value(node)
        datatype, language = self.tag(node, "datatype"), self.tag(node, "language")
        if value is None and declared is not None and declared[0] is TermType.BLANK:
            return Term(None, TermType.BLANK, where)
        if value is None:
            self._without_value(node, place)
            return None
        kind, encoding = declared or _default(place, bool(datatype or language), value)
        natural = self.newer and kind is TermType.LITERAL
        return Term(value, kind, where, datatype, language, natural=natural, encoding=encoding)

    def _without_value(self, node: Node, place: str) -> None:
        """Tell of a map that has no value; what is only written in the wrong word makes nothing, and the rest runs."""
        what = f"{'an' if place == 'object' else 'a'} {place} map without template, reference, constant or function"
        wrong = next((name for name in _OF_JOINS if self.graph.all(node, name)), "")
        severity = Severity.WARNING if wrong and place == "object" else Severity.ERROR
        fix = f"`{wrong}` is a join condition's, write `reference`; until then nothing is made of it"
        self.graph.problems.append(Problem(self.graph.where(node), what, fix if wrong else "add one", severity))

    def _as_declared(self, made: Term, declared: TermType | None, node: Node, place: str) -> Term:
        """A constant as its term type says: text may be written for an IRI or a blank node, and stands for an IRI
        where only an IRI may stand."""
        plain = made.type is TermType.LITERAL and made.datatype is None and made.language is None
        if declared is None:
            return made._replace(type=TermType.IRI) if plain and place != "object" else made
        named = plain and not self.newer  # the community group's suite refuses a text that names a blank node
        if made.type is not declared and (made.type is TermType.BLANK or (declared is TermType.BLANK and not named)):
            self.graph.problem(node, f"a constant that is no {declared}", "correct `termType`")
        return made._replace(type=declared)

    def _tagged(self, made: Term, node: Node) -> Term:
        """A constant with the datatype or language that stands beside it."""
        datatype, language = self.tag(node, "datatype"), self.tag(node, "language")
        if datatype is None and language is None:
            return made
        if made.type is TermType.LITERAL and made.datatype is None and made.language is None:
            return made._replace(datatype=datatype, language=language)
        what = "the datatype or language beside a constant that is no plain text is ignored"
        self.graph.problems.append(Problem(self.graph.where(node), what, "remove it", Severity.WARNING))
        return made

    def _gathered(self, node: Node, members: Node, place: str) -> Term | None:
        """Return the term of a gather map: a collection, with a name of its own where the map has a value."""
        graph, where = self.graph, self.graph.where(node)
        kind = re.split(r"[#/]", graph.text_of(node, "gatherAs"))[-1]
        if kind not in COLLECTIONS:
            graph.problem(node, f"`gatherAs` is `{kind}`", "write rdf:List, rdf:Bag, rdf:Seq or rdf:Alt")
        with graph.inside(node):
            made = [self.member(item) for item in graph.items(members)]
        gather = Gather(
            kind,
            tuple(m for m in made if m is not None),
            empty=graph.text_of(node, "allowEmptyListAndContainer") == "true",
            product=graph.text_of(node, "strategy").endswith("cartesianProduct"),
        )
        value = self.value(node)
        if value is None:
            return Term(None, TermType.BLANK, where, gather=gather)
        kind_of, encoding = self._declared(node, place) or (TermType.IRI, Encoding.IRI)
        return Term(value, kind_of, where, encoding=encoding, gather=gather)

    def member(self, node: Node) -> Term | Link | None:
        """Return a member of a gather map."""
        if self.link is not None and self.graph.all(node, "parentTriplesMap"):
            return self.link(node)
        return self.term(node, "object")

    def _declared(self, node: Node, place: str) -> tuple[TermType, Encoding] | None:
        text = self.graph.text_of(node, "termType")
        if not text:
            return None
        found = _TERM_TYPES.get(re.split(r"[#/]", text)[-1])
        if found is None:
            self.graph.problem(node, f"unknown term type `{text}`", "write rr:IRI, rr:BlankNode or rr:Literal")
        elif place == "subject" and found[0] is TermType.LITERAL and not self.newer and RML_OLD in self.graph.text:
            # The older suite of RML ignores the term type here; R2RML and the newer one refuse the mapping.
            what = "a subject cannot be a literal: the term type is ignored"
            self.graph.problems.append(Problem(self.graph.where(node), what, "remove it", Severity.WARNING))
            return None
        return found

    def tag(self, node: Node, name: str) -> Value | None:
        """Return a datatype or language: the constant, or the value of its map."""
        constant = self.graph.one(node, name)
        if constant is not None:
            return Template((constant.value,), self.graph.where(node))
        mapped = self.graph.one(node, name + "Map")
        if mapped is None:
            return None
        inner = self.graph.one(mapped, "constant")
        if inner is not None and not isinstance(inner, ox.BlankNode):
            return Template((inner.value,), self.graph.where(node))
        return self.value(mapped)

    def value_of_reference(self, text: str, where: Location) -> Template:
        """Return the value of a bare reference."""
        return Template((Ref(text),), where)

    def value(self, node: Node, side: Side = Side.SUBJECT) -> Value | None:
        """Return what a map computes its text from: template, reference or function."""
        graph, where = self.graph, self.graph.where(node)
        older = graph.one(node, "functionValue")
        if older is not None:  # before a template: that of a conditional blank node stands beside its function
            with graph.inside(node):
                return self.older_call(older)
        template = graph.one(node, "template")
        if template is not None and not isinstance(template, ox.BlankNode):
            return self._template(template.value, node, side)
        reference = graph.one(node, "reference", "column")
        if reference is not None and not isinstance(reference, ox.BlankNode):
            return Template((Ref(reference.value, side),), where)
        execution = graph.one(node, "functionExecution")
        if execution is None:
            return None
        self._check_return(node)
        with graph.inside(node):
            return self.execution(execution, side)

    def _template(self, text: str, node: Node, side: Side) -> Template:
        parts: list[str | Ref] = [""]  # the empty text tells a template of one reference from the reference itself
        for found in _TEMPLATE.finditer(text):
            name, plain = found.group("name"), found.group("plain")
            parts.append(_unescaped(plain) if plain is not None else Ref(_unescaped(name or ""), side))
            if plain is None and not name:
                what = f"the braces of the template `{text}` do not match"
                self.graph.problem(node, what, "escape or close them")
        return Template(("", *(p for p in parts[1:] if p != "")), self.graph.where(node))

    def execution(self, node: Node, side: Side) -> Call | None:
        """Return the call of a function execution (newer vocabulary)."""
        graph = self.graph
        function = graph.one(node, "function")
        if function is None:
            mapped = graph.one(node, "functionMap")
            function = graph.one(mapped, "constant") if mapped is not None else None
        if function is None or isinstance(function, ox.BlankNode):
            graph.problem(node, "a function execution without `function`", "name the function")
            return None
        arguments = [self._argument(item, side) for item in graph.all(node, "input")]
        return Call(function.value, tuple(a for a in arguments if a is not None), graph.where(node))

    def _argument(self, node: Node, side: Side) -> Argument | None:
        graph = self.graph
        parameter = graph.one(node, "parameter")
        if parameter is None:
            mapped = graph.one(node, "parameterMap")
            parameter = graph.one(mapped, "constant") if mapped is not None else None
        if parameter is None or isinstance(parameter, ox.BlankNode):
            graph.problem(node, "an input without `parameter`", "name the parameter")
            return None
        constant = graph.one(node, "inputValue")
        if constant is not None:
            return Argument(parameter.value, Template((constant.value,), graph.where(node)))
        mapped = graph.one(node, "inputValueMap")
        inner = graph.one(mapped, "constant") if mapped is not None else None
        if inner is not None:
            return Argument(parameter.value, Template((inner.value,), graph.where(node)))
        value = self.value(mapped, side) if mapped is not None else None
        if value is None:
            graph.problem(node, f"the input `{parameter.value}` has no value", "add `inputValueMap`")
            return None
        return Argument(parameter.value, _plain(value))

    def _check_return(self, node: Node) -> None:
        """A function has one result here; a `return` that is not one of the names results go by is a mistake."""
        wanted = self.graph.text_of(node, "return")
        local = re.split(r"[#/]", wanted)[-1].lower()
        if wanted and not any(word in local for word in ("string", "bool", "out", "list", "integer", "decimal")):
            self.graph.problem(node, f"unknown result `{wanted}`", "name the function's output")
        if "unknown" in local:
            self.graph.problem(node, f"unknown result `{wanted}`", "name the function's output")

    def older_call(self, node: Node) -> Call | None:
        """Return the call of an fnml:functionValue: predicate-object maps of which one names the function."""
        function, arguments = "", []
        for entry in self.graph.all(node, "predicateObjectMap"):
            for predicate in self.maps(entry, "predicate"):
                name = predicate.value.constant if isinstance(predicate.value, Template) else None
                for value in self._older_values(entry):
                    if name in _FNO_EXECUTES and isinstance(value, Template):
                        function = value.constant or ""
                    elif name is not None:
                        arguments.append(Argument(name, _plain(value)))
        if not function:
            self.graph.problem(node, "a function value without fno:executes", "name the function")
            return None
        return Call(function, tuple(arguments), self.graph.where(node))

    def _older_values(self, entry: Node) -> Iterator[Value]:
        """Yield the values of one parameter; in a join condition `parentTermMap` reads the other record."""
        for node in self.graph.all(entry, "objectMap"):
            parent, child = self.graph.one(node, "parentTermMap"), self.graph.one(node, "childTermMap")
            if parent is None:
                made = self.term(child if child is not None else node, "object")
                value = None if made is None else made.value
            else:
                value = self.value(parent, Side.OBJECT)
            if value is not None:
                yield value
        for constant in self.graph.all(entry, "object"):
            made = self.constant(constant, "object")
            if made is not None and made.value is not None:
                yield made.value


def unconditional(term: Term) -> tuple[Term, tuple[Call, ...]]:
    """Take `trueCondition` with nothing to return, as it is written for a blank node under a condition, apart: a new
    blank node for every record, and the condition. Any other term comes back as it is."""
    call = term.value
    if term.type is not TermType.BLANK or not isinstance(call, Call) or local_name(call.function) != "trueCondition":
        return term, ()
    if len(call.arguments) != 1 or not isinstance(call.arguments[0].value, Call):
        return term, ()
    return term._replace(value=None), (call.arguments[0].value,)


def _default(place: str, tagged: bool, value: Value) -> tuple[TermType, Encoding]:
    """RML: an object by reference or function, or with a datatype or language, is a literal; the rest IRIs."""
    literal = place == "object" and (tagged or not (isinstance(value, Template) and value.single is None))
    return (TermType.LITERAL if literal else TermType.IRI), Encoding.IRI


def _plain(value: Value) -> Value:
    """A template as an argument: its text as it is, so a template of one reference is that reference."""
    return Template(tuple(p for p in value.parts if p != ""), value.where) if isinstance(value, Template) else value


def _unescaped(text: str) -> str:
    return re.sub(r"\\([{}\\])", r"\1", text)
