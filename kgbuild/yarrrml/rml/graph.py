"""A mapping in RDF as nodes: properties by local name, whichever of R2RML's and RML's vocabularies they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

import pyoxigraph as ox

from kgbuild.errors import ConfigError
from kgbuild.problems import Location, Problem, Severity, near_miss
from kgbuild.yarrrml.rml.places import PLACE, with_places
from kgbuild.yarrrml.rml.properties import NOT_READ, PROPERTIES
from kgbuild.yarrrml.settings import filled, not_set

RR = "http://www.w3.org/ns/r2rml#"
RML_OLD = "http://semweb.mmlab.be/ns/rml#"
RML_NEW = "http://w3id.org/rml/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# Where a property of this local name may come from; the parts of one mapping may be in several vocabularies.
_VOCABULARIES = (
    RR,
    RML_OLD,
    RML_NEW,
    "http://semweb.mmlab.be/ns/fnml#",
    "http://semweb.mmlab.be/ns/rml-target#",
    "http://semweb.mmlab.be/ns/ql#",
    "http://www.wiwiss.fu-berlin.de/suhl/bizer/D2RQ/0.1#",
    "http://www.w3.org/ns/csvw#",
    "http://www.w3.org/ns/dcat#",
    "http://rdfs.org/ns/void#",
    "http://www.w3.org/ns/sparql-service-description#",
    "https://www.w3.org/2019/wot/td#",
    "https://www.w3.org/2019/wot/hypermedia#",
    "http://www.w3.org/2011/http#",
)
_LOCAL = re.compile(r"[<:#/]")
_DEEPEST = 50  # maps in each other: function in function, list in list
_MOST = 20_000
Node = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal


class Home(NamedTuple):
    """The file a node is described in: as shown in messages, its base IRI, and the folder it lies in."""

    file: str
    base: str
    folder: str


@dataclass(slots=True)
class MappingGraph:
    """The triples of the files of one mapping, by subject. `text` is that of all of them."""

    text: str = ""
    homes: dict[Node, Home] = field(default_factory=dict)
    nodes: dict[Node, dict[str, list[Value]]] = field(default_factory=dict)
    places: dict[Node, Location] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    depth: int = 0  # maps inside maps, where one is being read
    read: int = 0  # maps inside others read so far

    @contextmanager
    def inside(self, node: Value) -> Iterator[None]:
        """Read a map inside another. Raises `ConfigError` where they go in a circle, or fan out without end."""
        self.depth += 1
        self.read += 1
        if self.depth > _DEEPEST or self.read > _MOST:
            what = "the map is inside itself" if self.depth > _DEEPEST else f"more than {_MOST} maps inside others"
            fix = "write out what is meant, without the circle"
            raise ConfigError(sorted({*self.problems, Problem(self.where(node), what, fix)}))
        yield
        self.depth -= 1

    def all(self, node: Value, name: str) -> list[Value]:
        """Return the values of a property, by its local name."""
        if isinstance(node, ox.Literal):
            return []
        return self.nodes.get(node, {}).get(name, [])

    def one(self, node: Value, name: str, *other: str) -> Value | None:
        """Return the value of the first of several properties that has one; more than one is a problem, unless they
        say the same (a triples map may be described in several files)."""
        for key in (name, *other):
            found = self.all(node, key)
            if len(found) > 1 and len({self._described(value) for value in found}) > 1:
                self.problem(node, f"`{key}` is given {len(found)} times", "keep one")
            if found:
                return found[0]
        return None

    def alike(self, one: Value | None, other: Value | None) -> bool:
        """Say whether two values are the same, or say the same."""
        if one is None or other is None:
            return one is other
        return self._described(one) == self._described(other)

    def _described(self, node: Value, above: tuple[Node, ...] = ()) -> tuple[object, ...]:
        """Return what a value is: a blank node by all that is said of it, so that two of one content are equal."""
        if not isinstance(node, ox.BlankNode) or node in above:
            return (str(node),)
        said = self.nodes.get(node, {})
        return tuple(
            (name, frozenset(self._described(value, (*above, node)) for value in said[name])) for name in sorted(said)
        )

    def text_of(self, node: Value, name: str, *other: str) -> str:
        """Return the text of a property's value, empty where there is none."""
        found = self.one(node, name, *other)
        return "" if found is None or isinstance(found, ox.BlankNode) else found.value

    def iterate(self, name: str) -> Iterator[Node]:
        """Yield the nodes that have a property."""
        return (node for node, properties in self.nodes.items() if name in properties)

    def items(self, head: Value) -> list[Value]:
        """Return the items of an RDF list; a list that runs into itself ends there."""
        found, seen = [], set()
        while isinstance(head, (ox.NamedNode, ox.BlankNode)) and head not in seen and head.value != RDF + "nil":
            seen.add(head)
            first = self.nodes.get(head, {}).get(RDF + "first", [])
            rest = self.nodes.get(head, {}).get(RDF + "rest", [])
            found += first[:1]
            head = rest[0] if rest else ox.NamedNode(RDF + "nil")
        return found

    def where(self, node: Value) -> Location:
        """Return where a blank node opens, or a named node is first the subject; else the first file."""
        found = None if isinstance(node, ox.Literal) else self.places.get(node)
        return found or Location(self.home(node).file)

    def home(self, node: Value) -> Home:
        """Return the file of a node; the first one where it is described in none."""
        first = next(iter(self.homes.values()), Home("", "", "."))
        return first if isinstance(node, ox.Literal) else self.homes.get(node, first)

    def problem(self, node: Value, what: str, fix: str = "") -> None:
        """Add an error at a node."""
        self.problems.append(Problem(self.where(node), what, fix))


def is_rml(path: Path) -> bool:
    """Say whether a Turtle file is a mapping: it speaks of logical sources or tables in one of the vocabularies."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return bool(re.search("logical(Source|Table)", text)) and any(name in text for name in (RR, RML_OLD, RML_NEW))


def parse_graphs(
    paths: Sequence[Path], shown: Sequence[str], base_iri: str, settings: Mapping[str, str]
) -> MappingGraph:
    """Parse Turtle files into one graph. Raises `ConfigError` with what is missing or no Turtle, in all of them."""
    graph = MappingGraph()
    wrong: list[Problem] = []
    for path, name in zip(paths, shown, strict=True):
        try:
            text = _turtle(path, name, base_iri, settings, graph.problems)
        except ConfigError as error:
            wrong += error.problems
            continue
        graph.text += text + "\n"
        declared = re.search(r"(?im)^\s*@?base\s+<([^>]*)>", text)
        base = urljoin(base_iri, declared.group(1)) if declared else base_iri  # a base may itself be relative
        _add_triples(graph, text, Home(name, base, path.parent.as_posix()))
    if wrong:
        raise ConfigError(wrong)
    return graph


def _turtle(path: Path, shown: str, base_iri: str, settings: Mapping[str, str], problems: list[Problem]) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
        problems.extend(not_set(text, settings, shown))
        text = filled(text, settings, _in_turtle)
        list(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base_iri or None))  # errors have the text's own places
    except (FileNotFoundError, IsADirectoryError):
        raise ConfigError([Problem(Location(shown), "no such file", "check the path")]) from None
    except UnicodeDecodeError:
        raise ConfigError([Problem(Location(shown), "not UTF-8", "save the file as UTF-8")]) from None
    except SyntaxError as error:
        where = Location(shown, error.lineno or 0, error.offset or 0)
        raise ConfigError([Problem(where, f"not Turtle: {error.msg}", "correct the file")]) from None
    return text


def _in_turtle(value: str) -> str:
    """A value as it stands in a Turtle string; in an IRI, which has no such characters, nothing is changed."""
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")


def _add_triples(graph: MappingGraph, text: str, home: Home) -> None:
    opened = _first_lines(text, home.file)
    told: list[tuple[Node, str]] = []
    # blank nodes with a label are those of one file
    turtle, base = with_places(text), home.base or None
    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=True):
        if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
            continue
        graph.homes.setdefault(quad.subject, home)
        if quad.predicate.value == PLACE:
            line, _, column = str(quad.object.value).partition(":")
            graph.places[quad.subject] = Location(home.file, int(line), int(column))
            continue
        if isinstance(quad.subject, ox.NamedNode):
            place = opened.get(_LOCAL.split(quad.subject.value)[-1], Location(home.file))
            graph.places.setdefault(quad.subject, place)
        told.append((quad.subject, quad.predicate.value))
        properties = graph.nodes.setdefault(quad.subject, {})
        properties.setdefault(_local(quad.predicate.value), []).append(quad.object)
    for subject, predicate in told:
        _check_known(subject, predicate, graph)


def _first_lines(text: str, shown: str) -> dict[str, Location]:
    """Return where a line first opens with a name, by what stands after its last colon, slash or hash."""
    found: dict[str, Location] = {}
    for number, line in enumerate(text.splitlines(), 1):
        first = line.split(maxsplit=1)[:1]
        local = _LOCAL.split(first[0].removesuffix(">"))[-1] if first else ""
        if local and local != first[0]:
            found.setdefault(local, Location(shown, number, len(line) - len(line.lstrip()) + 1))
    return found


def _check_known(subject: Node, predicate: str, graph: MappingGraph) -> None:
    namespace = next((known for known in (RR, RML_OLD, RML_NEW) if predicate.startswith(known)), None)
    name = predicate.removeprefix(namespace or "")
    if namespace is None or (name in PROPERTIES and name not in NOT_READ):
        return
    if name in NOT_READ:
        what, fix = f"`{name}` is not read here", "leave it out"
    else:
        what, fix = f"unknown property `{name}` of <{namespace}>", near_miss(name, PROPERTIES)
    graph.problems.append(Problem(graph.where(subject), what, fix, Severity.WARNING))


def _local(iri: str) -> str:
    for vocabulary in _VOCABULARIES:
        if iri.startswith(vocabulary):
            return iri[len(vocabulary) :]
    return iri
