"""SPARQL sources: the answer of an endpoint, or of a local RDF file, as a file in the format that is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kgbuild.errors import InputError
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.form import Formulation, Source
from kgbuild.yarrrml.sources.opened import open_bytes
from kgbuild.yarrrml.sources.remote import request, sign_in

if TYPE_CHECKING:
    import pyoxigraph as ox

# How the answer is asked for, by the way it is read.
_ACCEPT: Mapping[Formulation, tuple[str, str]] = {
    Formulation.CSV: ("CSV", "text/csv"),
    Formulation.JSONPATH: ("JSON", "application/sparql-results+json"),
    Formulation.XPATH: ("XML", "application/sparql-results+xml"),
}
_PACKED = frozenset({".gz", ".zst", ".zip", ".xz"})
_NAMESPACE = b' xmlns="http://www.w3.org/2005/sparql-results#"'
_NO_CODE = re.compile(r"""<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*""")


def asks_elsewhere(query: str) -> bool:
    """Say whether a query sends parts of itself to another endpoint."""
    return re.search(r"(?i)\bservice\b", _NO_CODE.sub(" ", query)) is not None


def ask_endpoint(source: Source, into: Path) -> None:
    """Write an endpoint's answer to a source's query (SPARQL 1.1 Protocol). Raises `InputError`."""
    kind = "application/x-www-form-urlencoded"
    accept = _ACCEPT[source.formulation][1]
    headers = {"Accept": accept, "Content-Type": kind, **sign_in(source.username, source.password)}
    body = urlencode({"query": source.query}).encode()
    request(source.access, source.where, body=body, headers=headers, into=into)
    _without_namespace(source, into)


def ask_file(source: Source, path: Path, into: Path) -> None:
    """Write the answer of an RDF file to a source's query; its graphs are asked as one. Raises `InputError`."""
    import pyoxigraph as ox

    store = _loaded(source, path)
    try:
        found = store.query(source.query, use_default_graph_as_union=True)
        if not isinstance(found, ox.QuerySolutions):
            raise _wrong(source.where, "the query gives no rows: a SELECT is wanted")
        found.serialize(output=str(into), format=getattr(ox.QueryResultsFormat, _ACCEPT[source.formulation][0]))
    except SyntaxError as error:
        raise _wrong(source.where, f"the query is no SPARQL: {error.msg}") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise _wrong(source.where, f"the query fails: {error}") from None
    _without_namespace(source, into)


def _loaded(source: Source, path: Path) -> ox.Store:
    import pyoxigraph as ox

    suffixes = [s for s in path.suffixes if s not in _PACKED and s != ".tar"]
    form = ox.RdfFormat.from_extension(suffixes[-1].lstrip(".")) if suffixes else None
    if form is None:
        raise _wrong(source.where, f"`{source.access}` is no RDF file by its name", "name it .ttl, .nt, .nq, .rdf …")
    store = ox.Store()
    with open_bytes(path) as stream:
        try:
            store.bulk_load(input=stream, format=form, base_iri=path.resolve().as_uri())
        except SyntaxError as error:
            where = Location(source.access, error.lineno or 0, error.offset or 0)
            raise _wrong(where, f"not {form.name}: {error.msg}", "correct the file") from None
        except (OSError, ValueError, EOFError) as error:
            raise _wrong(Location(source.access), f"not {form.name}: {error}", "correct the file") from None
    return store


def _without_namespace(source: Source, path: Path) -> None:
    """`/sparql/results/result` is how mappings write the path to the rows: without the namespace it is in."""
    if source.formulation is Formulation.XPATH:
        path.write_bytes(path.read_bytes().replace(_NAMESPACE, b"", 1))


def _wrong(where: Location, what: str, fix: str = "correct the query") -> InputError:
    return InputError([Problem(where, what, fix)])
