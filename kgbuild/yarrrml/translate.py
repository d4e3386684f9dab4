"""A mapping as RML in Turtle (the community group's vocabulary), for other engines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgbuild.problems import Problem
from kgbuild.yamlio import warn
from kgbuild.yarrrml.compile.links import taken_apart
from kgbuild.yarrrml.database_urls import jdbc_url
from kgbuild.yarrrml.form import (
    Argument,
    Call,
    Encoding,
    Formulation,
    Link,
    Mapping,
    PredicateObject,
    Ref,
    Rule,
    Source,
    Target,
    Template,
    Term,
    TermType,
    Value,
)
from kgbuild.yarrrml.rdf.terms import escape, is_relative

_HEAD = """\
@prefix rml: <http://w3id.org/rml/> .
@prefix csvw: <http://www.w3.org/ns/csvw#> .
@prefix d2rq: <http://www.wiwiss.fu-berlin.de/suhl/bizer/D2RQ/0.1#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix comp: <http://semweb.mmlab.be/ns/rml-compression#> .
"""
_FORMULATIONS = {
    Formulation.CSV: "rml:CSV",
    Formulation.JSONPATH: "rml:JSONPath",
    Formulation.JSONL: "rml:JSONL",
    Formulation.XPATH: "rml:XPath",
    Formulation.PARQUET: "rml:CSV",
    Formulation.EXCEL: "rml:CSV",
    Formulation.SQL: "rml:SQL2008Query",
}
_ANSWERS = {
    Formulation.CSV: "formats:SPARQL_Results_CSV",
    Formulation.JSONPATH: "formats:SPARQL_Results_JSON",
    Formulation.XPATH: "formats:SPARQL_Results_XML",
}
_TYPES = {TermType.IRI: "rml:IRI", TermType.LITERAL: "rml:Literal", TermType.BLANK: "rml:BlankNode"}
_ENCODED = {Encoding.URI: "rml:URI", Encoding.NONE: "rml:UnsafeIRI"}
_FORMATS = {
    "nquads": "N-Quads",
    "ntriples": "N-Triples",
    "turtle": "Turtle",
    "trig": "TriG",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}


def translate(mapping: Mapping, problems: list[Problem]) -> str:
    """Return the mapping as RML. What RML cannot say (an inverse predicate of a link, a link whose conditions are no
    equalities) is left out and added to `problems` as a warning."""
    writer = _Writer(mapping, problems)
    blocks = [block for rule in mapping.rules for block in writer.rule(rule)]
    return "\n".join([_HEAD, *blocks, *(_target(t, problems) for t in mapping.targets)])


def _text(text: str) -> str:
    return f'"{escape(text)}"'


def _local(name: str) -> str:
    """A rule's or target's name as the end of an IRI."""
    return re.sub(r"[^A-Za-z0-9_-]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), name)


def _target(target: Target, problems: list[Problem]) -> str:
    if target.template is not None:
        what = f"`{target.access}` names a file by row, which RML has no word for"
        problems.append(warn(target.where, what, "run the YARRRML file, or write one file"))
    if target.type == "sparql":
        place = f"a sd:Service ; sd:endpoint <{target.access}> ; sd:supportedLanguage sd:SPARQL11Update"
        return f"<#target-{_local(target.name)}> a rml:LogicalTarget ;\n  rml:target [ {place} ] .\n"
    packing = f" ; rml:compression comp:{target.compression}" if target.compression else ""
    return (
        f"<#target-{_local(target.name)}> a rml:LogicalTarget ;\n"
        f"  rml:target [ a rml:FilePath ; rml:path {_text(target.access)} ] ;\n"
        f"  rml:serialization formats:{_FORMATS.get(target.serialization, 'N-Quads')}{packing} .\n"
    )


@dataclass(slots=True)
class _Writer:
    mapping: Mapping
    problems: list[Problem]
    base: str = ""  # of the rule at hand

    def rule(self, rule: Rule) -> Iterator[str]:
        """Yield one triples map for every source and subject, and for every inverse predicate."""
        self.base = rule.base
        if any(source.view is not None for source in rule.sources):
            what = f"`{rule.name}` reads a view, which is not printed: left out"
            self.problems.append(warn(rule.where, what, "it is in RML already: keep its file"))
            return
        for name, source, subject in self._maps(rule):
            body = [self._source(source), self._subject(subject, rule)]
            body += [self._entry(entry, source) for entry in rule.entries]
            yield self._block(name, rule, body)
        for position, entry in enumerate(rule.entries):
            yield from self._inverse(rule, entry, position)

    def _block(self, name: str, rule: Rule, body: list[str]) -> str:
        base = [f"rml:baseIRI <{rule.base}>"] if rule.base else []
        return f"<#{name}> a rml:TriplesMap ;\n  " + " ;\n  ".join([*base, *(b for b in body if b)]) + " .\n"

    def _maps(self, rule: Rule) -> list[tuple[str, Source, Term]]:
        found = [(source, subject) for source in rule.sources for subject in rule.subjects]
        name = _local(rule.name)
        return [(name if not n else f"{name}-{n + 1}", s, t) for n, (s, t) in enumerate(found)]

    def _inverse(self, rule: Rule, entry: PredicateObject, position: int) -> Iterator[str]:
        """An inverse predicate is a triples map in which subject and object have changed places."""
        for number, made in enumerate(entry.objects if entry.inverses else ()):
            if isinstance(made, Link):
                what = "RML has no inverse predicate of a link: left out"
                self.problems.append(warn(entry.where, what, "write the link in the other mapping"))
                continue
            for name, source, subject in self._maps(rule):
                if subject.value is None:
                    what = "RML has no inverse predicate whose subject is a new blank node for each row: left out"
                    self.problems.append(warn(entry.where, what, "give the subject a template, or keep this engine"))
                    continue
                turned = PredicateObject(entry.inverses, (subject,), entry.where, (), entry.graphs, entry.conditions)
                body = [self._source(source), self._subject(made, rule), self._entry(turned, source)]
                yield self._block(f"{name}-inverse-{position + 1}-{number + 1}", rule, body)

    def _source(self, source: Source) -> str:
        parts = [f"rml:referenceFormulation {_FORMULATIONS[source.formulation]}"]
        if source.formulation is Formulation.SQL:
            kind = "Query" if source.query else "Table"
            parts = [f"rml:referenceFormulation rml:SQL2008{kind}"]
            parts.append(f"rml:source [ a d2rq:Database ; d2rq:jdbcDSN {_text(jdbc_url(source.access))} ]")
            parts.append(f"rml:iterator {_text(source.query or source.iterator)}")
        elif source.is_sparql:
            answer = _ANSWERS[source.formulation]
            place = f"a sd:Service ; sd:endpoint <{source.access}>" if source.is_remote else self._file(source)
            parts = [f"rml:referenceFormulation {answer}", f"rml:source [ {place} ]"]
            parts.append(f"rml:iterator {_text(source.query)}")
        else:
            parts.append(f"rml:source [ {self._file(source)} ]")
            parts += [f"rml:iterator {_text(source.iterator)}"] if source.iterator else []
        return f"rml:logicalSource [ {' ; '.join(parts)} ]"

    def _file(self, source: Source) -> str:
        # RML takes an empty text for a value unless told otherwise, YARRRML for none.
        texts = source.nulls if source.empty_values or "" in source.nulls else ("", *source.nulls)
        nulls = "".join(f" ; rml:null {_text(n)}" for n in texts)
        encoding = "" if source.encoding == "utf-8" else f" ; rml:encoding {_text(source.encoding)}"
        if source.is_remote:
            return f"a dcat:Distribution ; dcat:downloadURL <{source.access}>{nulls}{encoding}"
        if source.delimiter or source.quote != '"':
            dialect = f"csvw:delimiter {_text(source.delimiter or ',')} ; csvw:quoteChar {_text(source.quote)}"
            return f"a csvw:Table ; csvw:url {_text(source.access)} ; csvw:dialect [ {dialect} ]{nulls}{encoding}"
        path = f"rml:root rml:MappingDirectory ; rml:path {_text(source.access)}"
        return f"a rml:RelativePathSource ; {path}{nulls}{encoding}"

    def _subject(self, subject: Term, rule: Rule) -> str:
        parts = [*self._term_parts(subject), *(f"rml:graphMap {self._term(g)}" for g in rule.graphs)]
        parts += [self._condition(c) for c in rule.conditions]
        return f"rml:subjectMap [ {' ; '.join(parts)} ]"

    def _entry(self, entry: PredicateObject, source: Source) -> str:
        parts = [f"rml:predicateMap {self._term(p)}" for p in entry.predicates]
        conditions = [self._condition(c) for c in entry.conditions]
        objects = [o for made in entry.objects for o in self._object(made, source)]
        parts += [f"rml:objectMap [ {' ; '.join([*o, *conditions])} ]" for o in objects]
        parts += [f"rml:graphMap {self._term(g)}" for g in entry.graphs]
        return "rml:predicateObjectMap [\n    " + " ;\n    ".join(parts) + " ]" if objects and entry.predicates else ""

    def _object(self, made: Term | Link, source: Source) -> Iterator[list[str]]:
        if isinstance(made, Term):
            yield self._term_parts(made, keep_text=source.formulation in {Formulation.JSONPATH, Formulation.JSONL})
            return
        linked = self.mapping.rule(made.mapping)
        join = taken_apart(made, linked, self.mapping.functions)
        if join.rest:
            what = "RML links only by equality: this link is left out"
            self.problems.append(warn(made.where, what, "write its conditions as `equal`, or keep this engine"))
            return
        for name, _, _ in self._maps(linked):
            keys = [
                f"rml:joinCondition [ rml:childMap [ {self._value(child)} ] ; rml:parentMap [ {self._value(parent)} ] ]"
                for child, parent in join.keys
            ]
            yield [f"rml:parentTriplesMap <#{name}>", *keys, *self._targets(made.targets)]

    def _term(self, term: Term) -> str:
        return f"[ {' ; '.join(self._term_parts(term))} ]"

    def _term_parts(self, term: Term, *, keep_text: bool = False) -> list[str]:
        if term.quoted:
            what = "a triple as a term is not translated: left out"
            self.problems.append(warn(term.where, what, "keep the mapping as it is"))
        constant = _typed_constant(term)
        if constant:
            return [f"rml:constant {constant}", *self._targets(term.targets)]
        parts = [] if term.value is None else [self._term_value(term.value, term.type)]
        parts.append(f"rml:termType {_ENCODED.get(term.encoding, _TYPES[term.type])}")
        if term.language is not None:
            parts.append(f"rml:languageMap [ {self._value(term.language)} ]")
        if term.datatype is not None:
            parts.append(f"rml:datatypeMap [ {self._value(term.datatype, iri=True)} ]")
        elif _is_text(term) and (keep_text or isinstance(term.value, Call)):
            # RML gives numbers from JSON and functions their datatype; YARRRML leaves them text.
            parts.append("rml:datatype <http://www.w3.org/2001/XMLSchema#string>")
        return [*parts, *self._targets(term.targets)]

    def _targets(self, names: tuple[str, ...]) -> list[str]:
        return [f"rml:logicalTarget <#target-{_local(name)}>" for name in names]

    def _term_value(self, value: Value, kind: TermType) -> str:
        """A constant in RML is a whole term: text that is to get a language or become a blank node is a template."""
        constant = value.constant if isinstance(value, Template) else None
        if constant is None or kind is TermType.IRI:
            return self._value(value, iri=kind is TermType.IRI)
        return f"rml:template {_text(_braced(constant))}"

    def _value(self, value: Value, *, iri: bool = False) -> str:
        if isinstance(value, Call):
            return f"rml:functionExecution [ {self._call(value)} ]"
        constant = value.constant
        if constant is not None:
            full = self.base + constant if is_relative(constant) else constant
            return f"rml:constant <{full}>" if iri else f"rml:constant {_text(constant)}"
        if value.single is not None:
            return f"rml:reference {_text(value.single.name)}"
        parts = (f"{{{_braced(p.name)}}}" if isinstance(p, Ref) else _braced(p) for p in value.parts)
        return f"rml:template {_text(''.join(parts))}"

    def _call(self, call: Call) -> str:
        return " ; ".join([f"rml:function <{call.function}>", *(self._input(a) for a in call.arguments)])

    def _input(self, argument: Argument) -> str:
        value = f"rml:inputValueMap [ {self._value(argument.value)} ]"
        return f"rml:input [ rml:parameter <{argument.parameter}> ; {value} ]"

    def _condition(self, call: Call) -> str:
        return f"rml:condition [ rml:functionExecution [ {self._call(call)} ] ]"


def _is_text(term: Term) -> bool:
    return term.type is TermType.LITERAL and term.language is None and not term.natural


def _typed_constant(term: Term) -> str:
    """A constant literal with a constant datatype or language, which RML writes as one; else nothing."""
    if not isinstance(term.value, Template) or term.value.constant is None or term.type is not TermType.LITERAL:
        return ""
    text = _text(term.value.constant)
    if isinstance(term.language, Template) and term.language.constant is not None:
        return f"{text}@{term.language.constant}"
    if isinstance(term.datatype, Template) and term.datatype.constant is not None:
        return f"{text}^^<{term.datatype.constant}>"
    return text if term.language is None and term.datatype is None else ""


def _braced(text: str) -> str:
    return text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
