"""An output folder read back: its quads, and how to shorten its IRIs."""

from __future__ import annotations

import json
from pathlib import Path

from kgbuild.config import Config
from kgbuild.errors import InputError, UsageError
from kgbuild.model.ontology import Ontology
from kgbuild.model.quads import Quad, SortedQuads, sorted_quads
from kgbuild.ontology.context import build_context
from kgbuild.ontology.load import load_ontology
from kgbuild.problems import Location, Problem
from kgbuild.serialize.formats import Style
from kgbuild.serialize.prefixes import standard_prefixes


def stored_quads(out: Path) -> SortedQuads:
    """Return the quads of an output folder's `dataset.nq`.

    Raises `UsageError` where there is none and `InputError` where it is not N-Quads.
    """
    import pyoxigraph as ox

    path = out / "dataset.nq"
    if not path.is_file():
        raise UsageError(f"no {path.as_posix()}: name an output folder of `kgbuild build`")
    quads = []
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
            graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
            quads.append(Quad(str(quad.subject), str(quad.predicate), str(quad.object), graph))
    except SyntaxError as error:
        where = Location(path.as_posix(), error.lineno or 0)
        raise InputError([Problem(where, f"not N-Quads: {error.msg}", "build it anew")]) from None
    return sorted_quads(quads)


def style_of(config: Config) -> Style:
    """Return prefixes and context for the RDF formats of a project."""
    return style_for(load_ontology(config.ontologies, base=config.folder), config.base)


def style_for(ontology: Ontology, base: str) -> Style:
    """Return prefixes and context for the RDF formats of an ontology's data whose IRIs begin with `base`."""
    return Style({**ontology.prefixes, **standard_prefixes(base)}, build_context(ontology)["@context"])


def base_of(out: Path) -> str:
    """Return the base IRI an output folder was built with. Raises `UsageError` where it does not say."""
    try:
        settings = json.loads((out / "run.json").read_text(encoding="utf-8"))["settings"]
        return str(settings["base"])
    except (OSError, ValueError, KeyError, TypeError):
        what = f"no run.json with its base IRI in {out.as_posix()}: name an output folder of `kgbuild build`"
        raise UsageError(what) from None
