"""The RDF formats by name and by file ending.

A new format is a function from quads to bytes, a line in `FORMATS` and one in `ENDINGS`.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kgbuild.errors import UsageError
from kgbuild.model.quads import Quad
from kgbuild.problems import near_miss
from kgbuild.serialize.context import Json
from kgbuild.serialize.jsonld import jsonld
from kgbuild.serialize.nquads import nquads
from kgbuild.turtle import trig, turtle


class Style(NamedTuple):
    """How to shorten IRIs: prefixes for Turtle and TriG, the context object (what `@context` holds) for JSON-LD."""

    prefixes: Mapping[str, str]
    context: Mapping[str, Json]


Writer = Callable[[Sequence[Quad], Style], bytes]


def _turtle(quads: Sequence[Quad], style: Style) -> bytes:
    _refuse_named_graphs(quads, "Turtle")
    return turtle(quads, prefixes=style.prefixes)


def _ntriples(quads: Sequence[Quad], _style: Style) -> bytes:
    _refuse_named_graphs(quads, "N-Triples")
    return nquads(quads)


FORMATS: Mapping[str, Writer] = MappingProxyType(
    {
        "turtle": _turtle,
        "trig": lambda quads, style: trig(quads, prefixes=style.prefixes),
        "nquads": lambda quads, _style: nquads(quads),
        "ntriples": _ntriples,
        "jsonld": lambda quads, style: jsonld(quads, context=style.context),
    }
)
ENDINGS: Mapping[str, str] = MappingProxyType(
    {".ttl": "turtle", ".trig": "trig", ".nq": "nquads", ".nt": "ntriples", ".jsonld": "jsonld"}
)


def write_quads(quads: Sequence[Quad], format_name: str, *, style: Style) -> bytes:
    """Return quads in a format of `FORMATS`; raises UsageError for an unknown name or a format without graphs."""
    writer = FORMATS.get(format_name)
    if writer is None:
        raise UsageError(f"unknown format {format_name!r}; {near_miss(format_name, FORMATS)}")
    return writer(quads, style)


def format_of(path: Path, endings: Mapping[str, str] = ENDINGS) -> str:
    """Return the format that a file's ending names, `.gz` left aside; raises UsageError for another ending.

    >>> format_of(Path("out/dataset.nq.gz"))
    'nquads'
    """
    name = path.name.removesuffix(".gz")
    ending = Path(name).suffix
    if ending not in endings:
        raise UsageError(f"{path}: the ending {ending!r} names no format; {near_miss(ending, endings)}")
    return endings[ending]


def packed(data: bytes, path: Path) -> bytes:
    """Return the data as it goes into the file: compressed for `.gz`, without the time of writing."""
    return gzip.compress(data, mtime=0) if path.suffix == ".gz" else data


def _refuse_named_graphs(quads: Sequence[Quad], name: str) -> None:
    graphs = sorted({quad.graph for quad in quads if quad.graph})
    if graphs:
        more = f" and {len(graphs) - 1} more" if len(graphs) > 1 else ""
        raise UsageError(f"{name} has no named graphs, and the data is in {graphs[0]}{more}; write trig or nquads")
