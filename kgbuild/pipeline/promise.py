"""An output folder checked from its files alone: the dataset, the facts it was made from, and what shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from kgbuild.claims.projection import project
from kgbuild.config import Config
from kgbuild.errors import InputError, UsageError
from kgbuild.facts_json import VERSION_FIX, Json, version_fault
from kgbuild.ontology.load import load_ontology
from kgbuild.pipeline.stored import stored_quads
from kgbuild.problems import Location, Problem
from kgbuild.resources import shown_path
from kgbuild.verify.check import check_dataset
from kgbuild.verify.dataset import Dataset
from kgbuild.verify.layout import check_counts
from kgbuild.verify.words import read_reports

_FIX = "build the folder again; if it comes back, report it with the article"


def check_promise(out: Path, config: Config) -> list[Problem]:
    """Return what an output folder does not hold to, a problem for each finding. Raises `InputError` or `UsageError`
    for files that are missing or cannot be read."""
    ontology = load_ontology(config.ontologies, base=config.folder)
    record = _json(out / "run.json", config)
    if record.get("settings", {}).get("light"):
        shown = shown_path(out, base=config.folder)
        raise UsageError(f"{shown} was built with --light: it has no evidence to check; build it without")
    base = str(record.get("settings", {}).get("base", config.base))
    data = Dataset(stored_quads(out), base=base, ontology=ontology)
    reports = read_reports(_facts(out / "facts.jsonl", config), base=base)
    faults = [*check_dataset(data, reports), *check_counts(data, record.get("counts", {}))]
    where = Location(shown_path(out / "dataset.nq", base=config.folder))
    found = [Problem(where, f"{_shown(data, fault.node)}: {fault.what}", _FIX) for fault in faults]
    return [*found, *_same(out, data, config)]


def _facts(path: Path, config: Config) -> Iterator[Json]:
    """Yield the facts of each article. Raises `InputError` for a version that is not ours."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            record = json.loads(line)
            if fault := version_fault(record):
                raise InputError([Problem(Location(shown_path(path, base=config.folder), number), fault, VERSION_FIX)])
            yield record


def _shown(data: Dataset, node: str) -> str:
    return data.local(node) if node.startswith("<") else node


def _json(path: Path, config: Config) -> dict[str, dict[str, int]]:
    try:
        found: dict[str, dict[str, int]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        where = Location(shown_path(path, base=config.folder))
        raise InputError([Problem(where, f"cannot be read: {error}", "build the folder again")]) from None
    return found


def _same(out: Path, data: Dataset, config: Config) -> Iterator[Problem]:
    """Yield a problem for each RDF file beside `dataset.nq` that says more or less than it."""
    every = {q[:3] for q in data.quads}
    shown = {q[:3] for q in project(data.quads, base=data.base)}
    for name, expected in (("dataset.trig", every), ("graph.ttl", shown), ("graph.jsonld", shown)):
        path = out / name
        if path.is_file():
            found = _triples(path)
            if found != expected:
                more, less = len(found - expected), len(expected - found)
                what = f"does not say what dataset.nq says: {more} triples more, {less} fewer"
                yield Problem(Location(shown_path(path, base=config.folder)), what, _FIX)


def _triples(path: Path) -> set[tuple[str, str, str]]:
    import pyoxigraph as ox

    form = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    try:
        return {(str(q.subject), str(q.predicate), str(q.object)) for q in ox.parse(path=str(path), format=form)}
    except SyntaxError as error:
        where = Location(path.as_posix(), error.lineno or 0)
        raise InputError([Problem(where, f"cannot be read: {error.msg}", "build the folder again")]) from None
