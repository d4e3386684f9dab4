"""The internal form both front ends (YARRRML, RML) read into and the compiler works from: all shortcuts written out.

A `Value` is text with references in it (`Template`) or a function call (`Call`); a `Term` says which kind of RDF term
it becomes; a `Rule` is one mapping with its sources, subjects and predicate-object entries.

They are named tuples, not dataclasses: those take seven times as long to define, and a small mapping is run in less
time than it takes to define twenty of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from enum import StrEnum
from typing import NamedTuple

from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.functions.table import Function


class TermType(StrEnum):
    """The kind of RDF term a value becomes."""

    IRI = "iri"
    LITERAL = "literal"
    BLANK = "blank"


# Where a graph of this name is, statements are in none.
DEFAULT_GRAPHS = frozenset({"http://www.w3.org/ns/r2rml#defaultGraph", "http://w3id.org/rml/defaultGraph"})


class Side(StrEnum):
    """Which record of a link a reference reads: the one with the link (subject) or the one linked to (object)."""

    SUBJECT = "s"
    OBJECT = "o"


class Formulation(StrEnum):
    """How records and references of a source are read."""

    CSV = "csv"
    JSONPATH = "jsonpath"
    JSONL = "jsonl"
    XPATH = "xpath"
    SQL = "sql"
    PARQUET = "parquet"
    EXCEL = "excel"


class Encoding(StrEnum):
    """What a template's values keep unencoded in an IRI: letters of all scripts, ASCII only, or everything."""

    IRI = "iri"
    URI = "uri"
    NONE = "none"


class Ref(NamedTuple):
    """A reference to a field of the record: a column, a JSONPath, an XPath."""

    name: str
    side: Side = Side.SUBJECT


class Template(NamedTuple):
    """Constant text and references, in order. No parts is the empty text."""

    parts: tuple[str | Ref, ...]
    where: Location

    @property
    def constant(self) -> str | None:
        """The text, where there is no reference in it; else None."""
        return "".join(p for p in self.parts if isinstance(p, str)) if not self.refs else None

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The references, in order, repeated ones too."""
        return tuple(p for p in self.parts if isinstance(p, Ref))

    @property
    def single(self) -> Ref | None:
        """The reference, where the template is nothing but one reference; else None."""
        return self.parts[0] if len(self.parts) == 1 and isinstance(self.parts[0], Ref) else None


class Argument(NamedTuple):
    """One parameter of a call, by IRI, and its value."""

    parameter: str
    value: Value


class Call(NamedTuple):
    """A function, by IRI, with its arguments in the order written."""

    function: str
    arguments: tuple[Argument, ...]
    where: Location


Value = Template | Call


def references(value: Value | None) -> Iterator[Ref]:
    """Yield every reference in a value, those inside calls too."""
    if isinstance(value, Template):
        yield from value.refs
    elif value is not None:
        for argument in value.arguments:
            yield from references(argument.value)


def on_side(value: Value, side: Side) -> Value:
    """Return a value with all its references on one side of a link."""
    if isinstance(value, Template):
        return Template(tuple(p if isinstance(p, str) else Ref(p.name, side) for p in value.parts), value.where)
    arguments = tuple(Argument(a.parameter, on_side(a.value, side)) for a in value.arguments)
    return Call(value.function, arguments, value.where)


class Term(NamedTuple):
    """A value and the RDF term it becomes. `value` None is a blank node of its own for every record."""

    value: Value | None
    type: TermType
    where: Location
    datatype: Value | None = None
    language: Value | None = None
    natural: bool = False  # a JSON number or boolean keeps its datatype (RML of the community group)
    encoding: Encoding = Encoding.IRI
    targets: tuple[str, ...] = ()
    gather: Gather | None = None
    quoted: tuple[Term, ...] = ()  # subject, predicate, object of the triple that the term is (RDF 1.2)


class Link(NamedTuple):
    """Objects that are the subjects of another mapping, joined where all conditions hold."""

    mapping: str
    conditions: tuple[Call, ...]
    where: Location
    targets: tuple[str, ...] = ()


class Gather(NamedTuple):
    """Members put together into an RDF list or container; `product` makes one of every combination of them."""

    kind: str  # List, Bag, Seq, Alt
    members: tuple[Term | Link, ...]
    empty: bool = False
    product: bool = False


class PredicateObject(NamedTuple):
    """One predicate-object entry: every predicate with every object, in every graph, where all conditions hold."""

    predicates: tuple[Term, ...]
    objects: tuple[Term | Link, ...]
    where: Location
    inverses: tuple[Term, ...] = ()
    graphs: tuple[Term, ...] = ()
    conditions: tuple[Call, ...] = ()


class Sent(NamedTuple):
    """What goes with a request: a header, or a parameter of the URL that no message shows (`place` is "query")."""

    place: str
    name: str
    value: str


class Dialect(NamedTuple):
    """How a delimited file is written, beside its delimiter, quote and encoding (CSV on the Web)."""

    comment: str = ""  # what lines begin with that are no rows
    skip: int = 0  # lines before the header
    header: bool = True  # without one, columns are `_col.1`, `_col.2`, …
    trim: str = ""  # where spaces around cells are taken off: "both", "start", "end"
    doubled: bool = True  # a quote in a quoted cell is written twice; else behind a backslash


class Source(NamedTuple):
    """Where records come from and how they are read. `name` is what messages and lineage call it."""

    name: str
    access: str
    formulation: Formulation
    where: Location
    iterator: str = ""
    delimiter: str = ""
    quote: str = '"'
    encoding: str = "utf-8"
    dialect: Dialect = Dialect()
    namespaces: tuple[tuple[str, str], ...] = ()  # prefixes in XPaths, beside those of the document
    nulls: tuple[str, ...] = ()
    empty_values: bool = False  # an empty text is a value (RML of the community group), not the lack of one
    query: str = ""  # SQL, or SPARQL where the answer is read as CSV, JSON or XML
    username: str = ""
    password: str = ""
    sent: tuple[Sent, ...] = ()  # with every request for it
    view: View | None = None  # a view's rows, instead of what `access` holds

    @property
    def is_sparql(self) -> bool:
        """Whether records are the answer to a SPARQL query."""
        return bool(self.query) and self.formulation is not Formulation.SQL

    @property
    def is_remote(self) -> bool:
        """Whether records are fetched over HTTP."""
        return self.access.startswith(("http://", "https://")) and self.formulation is not Formulation.SQL


class Field(NamedTuple):
    """A named part of a view: a `value` of each record of its parent, or `records` inside that record or value."""

    name: str  # with those of its parents: `item.type`
    where: Location
    value: Value | None = None
    records: Source | None = None
    fields: tuple[Field, ...] = ()


class ViewJoin(NamedTuple):
    """Fields of another view, in every row of which all keys (this row's value, the other's) are equal; `inner` leaves
    rows out that have no such row."""

    source: Source
    keys: tuple[tuple[Value, Value], ...]
    fields: tuple[Field, ...]
    where: Location
    inner: bool = False


class View(NamedTuple):
    """Flat rows made of the records of a source: a column for each field and for each field's place."""

    on: Source
    fields: tuple[Field, ...]
    joins: tuple[ViewJoin, ...] = ()


class Target(NamedTuple):
    """A file (or SPARQL endpoint) the statements of a term are written to; with `template` each row names the file."""

    name: str
    access: str
    where: Location
    type: str = "localfile"
    serialization: str = "nquads"
    compression: str = ""
    encoding: str = "utf-8"
    folder: str = ""  # where a relative file is written unless a folder is given; empty: the working directory
    template: Template | None = None


class Rule(NamedTuple):
    """One mapping: for every record of every source, every subject with every predicate-object entry."""

    name: str
    sources: tuple[Source, ...]
    subjects: tuple[Term, ...]
    entries: tuple[PredicateObject, ...]
    where: Location
    graphs: tuple[Term, ...] = ()
    conditions: tuple[Call, ...] = ()
    base: str = ""
    folder: str = "."  # where relative sources are looked for unless a base is given


class Mapping(NamedTuple):
    """One or more mapping files, read and checked."""

    rules: tuple[Rule, ...]
    prefixes: tuple[tuple[str, str], ...] = ()
    targets: tuple[Target, ...] = ()
    authors: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    functions: MappingOf[str, Function] = {}  # those its rules may call, by name or IRI

    def rule(self, name: str) -> Rule:
        """Return the rule of that name; `KeyError` when there is none (links are checked on load)."""
        for rule in self.rules:
            if rule.name == name:
                return rule
        raise KeyError(name)
