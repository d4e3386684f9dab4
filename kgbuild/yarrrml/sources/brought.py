"""Sources that are no file yet: what is on the network is fetched, what a query asks for is asked, once in a run."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from kgbuild.errors import InputError
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.form import Source
from kgbuild.yarrrml.sources.remote import refused, request, sign_in
from kgbuild.yarrrml.sources.scratch import Scratch
from kgbuild.yarrrml.sources.sparql_rows import ask_endpoint, ask_file, asks_elsewhere


def brought(source: Source, path: Path | None, scratch: Scratch, *, network: bool) -> Path:
    """Return the file in which a source's records stand. `path` is its local file, None for a place on the network.

    Raises `InputError` where the network is needed and not allowed, or what is asked for does not come.
    """
    if not network and (path is None or (source.is_sparql and asks_elsewhere(source.query))):
        raise refused(source.access, source.where)
    key = (source.access, source.query, source.formulation, source.username, repr(source.sent))
    if not source.is_sparql:
        name = urlsplit(source.access).path.rpartition("/")[2] or "file"
        return scratch.file(key, name, lambda into: _fetch(source, into))
    if path is None:
        return scratch.file(key, "results", lambda into: ask_endpoint(source, into))
    return scratch.file((*key, str(path)), "results", lambda into: ask_file(source, path, into))


def brought_text(address: str, where: Location, scratch: Scratch, *, network: bool) -> str:
    """Return the text at an address, asked for once in a run. Raises `InputError` as `brought`, and for an address that
    is not on the web: a file beside the source is a source itself."""
    if not address.startswith(("http://", "https://")):
        what = f"`{address}` is no address on the web"
        raise InputError([Problem(where, what, "read the file as a source of its own, or look it up with `lookup`")])
    if not network:
        raise refused(address, where)
    into = scratch.file((address,), "text", lambda path: request(address, where, headers={}, into=path))
    try:
        return into.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InputError([Problem(where, f"`{address}` gives no UTF-8 text", "check the address")]) from None


def _fetch(source: Source, into: Path) -> None:
    headers = {**sign_in(source.username, source.password)}
    headers |= {sent.name: sent.value for sent in source.sent if sent.place == "header"}
    hidden = [(sent.name, sent.value) for sent in source.sent if sent.place == "query"]
    request(source.access, source.where, headers=headers, into=into, hidden=hidden)
