"""Logical sources of RML, older and newer vocabulary; and what they have in common with its targets."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kgbuild.problems import near_miss
from kgbuild.yarrrml.database_urls import database_url, kind_of_driver, shown_url
from kgbuild.yarrrml.form import Formulation, Source
from kgbuild.yarrrml.formats import by_suffix, formulation_of
from kgbuild.yarrrml.rml.dialects import read_dialect, read_namespaces
from kgbuild.yarrrml.rml.graph import RDF, RML_NEW, RML_OLD, MappingGraph
from kgbuild.yarrrml.rml.graph import Value as Node
from kgbuild.yarrrml.rml.services import is_service, read_service
from kgbuild.yarrrml.rml.things import form_of, read_form

_FORMULATIONS = {
    "CSV": Formulation.CSV,
    "CSVW": Formulation.CSV,
    "JSONPath": Formulation.JSONPATH,
    "XPath": Formulation.XPATH,
    "SQL2008Table": Formulation.SQL,
    "SQL2008Query": Formulation.SQL,
    "SQLTable": Formulation.SQL,
    "SQLQuery": Formulation.SQL,
    "JSONL": Formulation.JSONL,
}
_ROOTS = ("CurrentWorkingDirectory", "MappingDirectory")
# What R2RML's working group lists, as databases are named there.
_VERSIONS = frozenset(
    {
        "sql2008", "sql2011", "sql2016", "sql2023", "oracle", "mysql", "mariadb", "mssqlserver", "hsqldb", "postgresql",
        "db2", "informix", "ingres", "progress", "sybasease", "sybasesqlanywhere", "virtuoso", "firebird", "sqlite",
        "h2", "duckdb",
    }
)  # fmt: skip


def tail(iri: str) -> str:
    """Return what follows the last `#` or `/` of an IRI."""
    return re.split(r"[#/]", iri)[-1]


def read_logical_source(graph: MappingGraph, node: Node, logical: Node | None) -> Source | None:
    """Return a logical source, or None with a problem at the triples map or view (`node`) that reads it."""
    if logical is None:
        return None  # by definition a triples map has one
    query = graph.text_of(logical, "query", "sqlQuery")
    table = graph.text_of(logical, "tableName")
    source = graph.one(logical, "source")
    formulation_name = _formulation_name(graph, logical)
    formulation = _FORMULATIONS.get(formulation_name)
    iterator = graph.text_of(logical, "iterator")
    if formulation is Formulation.SQL and not (query or table):
        query, table = (iterator, "") if formulation_name.endswith("Query") else ("", iterator)
    if is_service(graph, source, formulation_name):
        return read_service(graph, node, logical, file_of(graph, source) if source is not None else "")
    if query or table:
        _check_version(graph, node, logical)
        return _database(graph, node, source, query, table)
    if source is None:
        graph.problem(node, "a logical source without `rml:source`", "say which file it reads")
        return None
    return _file(graph, node, logical, source, formulation_name)


def _file(graph: MappingGraph, node: Node, logical: Node, source: Node, formulation_name: str) -> Source | None:
    form = form_of(graph, source)
    access, sent = (file_of(graph, source), ()) if form is None else read_form(graph, node, form)
    if not access:
        graph.problem(node, "a source without a place", "add `rml:path`: which file it reads")
        return None
    formulation = _of_file(graph, node, formulation_name, access)
    if formulation is None:
        return None
    written = graph.one(source, "dialect") or source
    return Source(
        access,
        access,
        formulation,
        graph.where(node),
        iterator=graph.text_of(logical, "iterator"),
        delimiter=_delimiter(graph, node, written),
        quote=graph.text_of(written, "quoteChar") or '"',
        encoding=encoding_of(graph, node, source, written),
        dialect=read_dialect(graph, node, written),
        namespaces=read_namespaces(graph, logical),
        nulls=_nulls(graph, source),
        empty_values=RML_NEW in graph.text,
        sent=sent,
    )


def _formulation_name(graph: MappingGraph, node: Node) -> str:
    """Return the name of a reference formulation, by its class where it has parameters; empty where none is given."""
    said = graph.one(node, "referenceFormulation")
    if said is None:
        return ""
    kinds = [tail(kind.value) for kind in graph.all(said, f"{RDF}type")]
    described = [kind.removesuffix("ReferenceFormulation") for kind in kinds if kind.endswith("ReferenceFormulation")]
    name = "" if isinstance(said, ox.BlankNode) else tail(said.value)
    return name if name in _FORMULATIONS else next((d for d in described if d), name)


def _of_file(graph: MappingGraph, node: Node, name: str, access: str) -> Formulation | None:
    """How a file is read: by the reference formulation of that name, without one by its own name."""
    if name and name not in _FORMULATIONS:
        graph.problem(node, f"reference formulation `{name}` is not read here", near_miss(name, _FORMULATIONS))
        return None
    formulation = by_suffix(_FORMULATIONS.get(name), access) or formulation_of(access)
    if formulation is None:
        graph.problem(node, f"how is `{access}` read?", "add `rml:referenceFormulation`")
    return formulation


def read_formulation(graph: MappingGraph, node: Node) -> Formulation | None:
    """Return the reference formulation of an iterable, None where it says none; an unknown one is a problem."""
    name = _formulation_name(graph, node)
    if name and name not in _FORMULATIONS:
        graph.problem(node, f"reference formulation `{name}` is not read here", near_miss(name, _FORMULATIONS))
    return _FORMULATIONS.get(name)


def _delimiter(graph: MappingGraph, node: Node, dialect: Node) -> str:
    text = graph.text_of(dialect, "delimiter").replace("\\t", "\t")
    if len(text) != 1 and graph.all(dialect, "delimiter"):
        graph.problem(node, f"the delimiter `{text}` is not one character", "write one")
    return text[:1]


def encoding_of(graph: MappingGraph, node: Node, *nodes: Node) -> str:
    """Return the encoding that the first of `nodes` to say one says, UTF-8 where none does; problems are `node`'s."""
    name = next((found for n in nodes if (found := tail(graph.text_of(n, "encoding")))), "utf-8").lower()
    try:
        "".encode(name)
    except LookupError:
        graph.problem(node, f"unknown encoding `{name}`", "write rml:UTF-8, rml:UTF-16 or a name such as `latin-1`")
        return "utf-8"
    return name


def file_of(graph: MappingGraph, source: Node) -> str:
    """Return the path or URL of a source or target, below `rml:root` where that is a folder's name; else nothing."""
    if isinstance(source, ox.Literal):
        return source.value
    access = graph.text_of(source, "path", "url", "downloadURL", "dataDump")
    root = graph.one(source, "root")
    if isinstance(root, ox.Literal):
        return f"{root.value.rstrip('/')}/{access}" if access else ""
    if root is not None and tail(root.value) not in _ROOTS:
        graph.problem(source, f"unknown root `{tail(root.value)}`", near_miss(tail(root.value), _ROOTS))
    return access.removeprefix("file://") if access else (source.value if source not in graph.nodes else "")


def _check_version(graph: MappingGraph, node: Node, logical: Node) -> None:
    """R2RML refuses a version of SQL that nobody knows; what the suites of RML name there is not looked at."""
    version = tail(graph.text_of(logical, "sqlVersion"))
    if version and version.lower() not in _VERSIONS and RML_OLD not in graph.text and RML_NEW not in graph.text:
        graph.problem(node, f"unknown version of SQL `{version}`", "write rr:SQL2008, or the name of the database")


def _database(graph: MappingGraph, node: Node, source: Node | None, query: str, table: str) -> Source:
    driver = graph.text_of(source, "jdbcDriver") if source is not None else ""
    access = database_url(graph.text_of(source, "jdbcDSN"), kind_of_driver(driver)) if source is not None else ""
    return Source(
        shown_url(access) or query or table,
        access,
        Formulation.SQL,
        graph.where(node),
        iterator="" if query else table,
        query=query.strip().rstrip(";"),
        username=graph.text_of(source, "username") if source is not None else "",
        password=graph.text_of(source, "password") if source is not None else "",
        nulls=_nulls(graph, source),
        empty_values=True,  # R2RML: only NULL is no value
    )


def _nulls(graph: MappingGraph, source: Node | None) -> tuple[str, ...]:
    found = graph.all(source, "null") if source is not None else []
    return tuple(v.value for v in found if not isinstance(v, ox.BlankNode))
