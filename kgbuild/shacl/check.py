"""Hold the shapes against a finished graph, with the ontology loaded, and report each finding as a `Problem`."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kgbuild.errors import ConfigError, InputError, UsageError
from kgbuild.problems import Location, Problem
from kgbuild.resources import shipped, shown_path


def check_shapes(
    data: Path, *, ontologies: Sequence[Path] = (), shapes: Sequence[Path] = (), base: Path | None = None
) -> list[Problem]:
    """Return what the dataset `data` (an output folder or an RDF file) breaks; an empty list when it conforms.

    `ontologies` and `shapes` are the user's own files beside the shipped ones; paths are shown relative to `base`.
    Graphs are merged before checking, for a claim in one graph speaks of nodes in another. Problems come in the order
    of their nodes. Raises ConfigError for an ontology or shapes file that is no Turtle, UsageError or InputError for
    data that is missing or cannot be read.
    """
    path = data / "dataset.nq" if data.is_dir() else data
    # The codes are left out: shapes name them, and validators take only class and property axioms from here anyway.
    ontology = _turtle((shipped("ontology", "kgb.ttl"), shipped("ontology", "events.ttl"), *ontologies), base)
    rules = _turtle((shipped("ontology", "shapes.ttl"), *shapes), base)
    merged = _merged(path, base)
    # Inference off: pySHACL walks rdfs:subClassOf by itself, and a reasoner would add types nobody wrote.
    with _quiet():
        _, report, _ = pyshacl.validate(merged, shacl_graph=rules, ont_graph=ontology, inference="none", inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL gave no report graph but {type(report).__name__}")
    return _problems(report, Location(shown_path(path, base=base)))


def _turtle(paths: Iterable[Path], base: Path | None) -> rdflib.Graph:
    graph = rdflib.Graph()
    problems: list[Problem] = []
    for path in paths:
        shown = shown_path(path, base=base)
        try:
            # pyoxigraph reads it first, because its errors name line and column.
            list(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))
            graph.parse(path, format="turtle")
        except OSError as error:
            problems.append(Problem(Location(shown), f"cannot be read: {error.strerror}", "check the path"))
        except SyntaxError as error:
            where = Location(shown, error.lineno or 0, error.offset or 0)
            problems.append(Problem(where, f"not Turtle: {error.msg}", "mend the syntax at this place"))
    if problems:
        raise ConfigError(problems)
    return graph


def _merged(path: Path, base: Path | None) -> rdflib.Graph:
    """Return all triples of an RDF file, whatever graph they are in."""
    if not path.is_file():
        raise UsageError(f"no data at {path.as_posix()}; name an output folder of `kgbuild build` or an RDF file")
    form = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if form is None:
        raise UsageError(f"{path.as_posix()}: `{path.suffix}` is no RDF format known here; use .nq, .trig, .ttl or .nt")
    graph = rdflib.Graph()
    try:
        triples = {q.triple for q in ox.parse(path=str(path), format=form)}
    except SyntaxError as error:
        where = Location(shown_path(path, base=base), error.lineno or 0)
        raise InputError([Problem(where, f"cannot be read: {error.msg}", "build it anew")]) from None
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    with _quiet():
        graph.parse(data=lines, format="nt")
    return graph


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal: the shapes report these."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _problems(report: rdflib.Graph, where: Location) -> list[Problem]:
    found: set[Problem] = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        if report.value(predicate=SH.detail, object=result) is not None:
            continue  # part of another finding
        node, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        what = f"{_shown(report, node)}: {'; '.join(messages)}"
        fix = f"see its {_shown(report, path)}" if isinstance(path, rdflib.URIRef) else "see its properties"
        if value is not None and value != node:
            fix += f", {_shown(report, value)}"
        found.add(Problem(where, what, fix))
    return sorted(found)


def _shown(report: rdflib.Graph, node: Node | None) -> str:
    if isinstance(node, rdflib.URIRef | rdflib.Literal):
        return node.n3(report.namespace_manager)
    return str(node)
