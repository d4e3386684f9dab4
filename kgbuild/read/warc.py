"""Web archives (WARC) by way of warcio (the extra `feeds`): each page in them, as the HTML reader reads it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from typing import Any, NamedTuple

from kgbuild.model.article import Source
from kgbuild.problems import Location, Problem
from kgbuild.read.draft import Draft, RawFile
from kgbuild.read.html import read_html
from kgbuild.yamlio import warn

_PAGE = re.compile(r"(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_FINE = "200"


class _Response(NamedTuple):
    """A page that was answered with success: the record's number, address and date, its media type and its bytes."""

    number: int
    address: str
    date: str
    kind: str
    data: bytes


def read_warc(raw: RawFile, problems: list[Problem]) -> Iterator[Draft]:
    """Yield the pages of an archive that were answered with success; a page's id is its address, and one that was
    fetched twice comes once, as it was last."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        fix = 'install the extra: pip install "kgbuild[feeds,html]"'
        problems.append(Problem(Location(raw.shown), f"web archives are not read: {error}", fix))
        return
    newest: dict[str, Draft] = {}
    for response in _responses(ArchiveIterator(io.BytesIO(raw.data)), raw.shown, problems):
        for draft in _page(response, raw, problems):
            before = newest.get(draft.article.id)
            if before is None or draft.version > before.version:
                newest[draft.article.id] = draft
    if not newest and not problems:
        problems.append(Problem(Location(raw.shown), "no page in the archive", "it needs responses that hold HTML"))
    yield from newest.values()


def _responses(records: Iterator[Any], shown: str, problems: list[Problem]) -> list[_Response]:
    """Return the pages as far as the archive can be read. What is wrong with it, warcio tells on stderr or by any
    error that its parts raise."""
    found: list[_Response] = []
    told = io.StringIO()
    try:
        with redirect_stderr(told):
            for number, record in enumerate(records, start=1):
                response = _response(record, number)
                if response is not None:
                    found.append(response)
    except Exception as error:
        what = f"a broken web archive: {str(error).strip() or type(error).__name__}"
        problems.append(Problem(Location(shown), what, "fetch or write it again"))
    if told.getvalue():
        what = f"not all of the web archive is in order: {' '.join(told.getvalue().split())}"
        problems.append(warn(Location(shown), what, "fetch or write it again"))
    return found


def _response(record: Any, number: int) -> _Response | None:
    headers, http = record.rec_headers, record.http_headers
    kind = (http or headers).get_header("Content-Type") or ""
    if record.rec_type not in {"response", "resource"} or not _PAGE.match(kind):
        return None
    if http and http.get_statuscode() != _FINE:
        return None
    address, date = headers.get_header("WARC-Target-URI") or "", headers.get_header("WARC-Date") or "0"
    return _Response(number, address, date, kind, record.content_stream().read())


def _page(response: _Response, raw: RawFile, problems: list[Problem]) -> Iterator[Draft]:
    told: list[Problem] = []
    page = RawFile(response.address, raw.shown, _as_utf8(response.data, response.kind))
    for draft in read_html(page, told):
        source = Source(draft.article.source.publisher, response.address, draft.article.source.licence)
        yield draft._replace(article=replace(draft.article, source=source), version=response.date)
    for problem in told:
        problems.append(problem._replace(what=f"record {response.number} (`{response.address}`): {problem.what}"))


def _as_utf8(data: bytes, kind: str) -> bytes:
    """Return a page in UTF-8 where only the answer's header says what it is written in."""
    said = _CHARSET.search(kind)
    if said is None or re.search(rb"<meta[^>]{0,200}?charset", data[:4096], re.IGNORECASE):
        return data
    try:
        return data.decode(said[1]).encode()
    except (LookupError, UnicodeDecodeError):
        return data
