"""Web archives (WARC) by way of warcio (the extra `feeds`): each page in them, as the HTML reader reads it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kgbuild.model.article import Source
from kgbuild.problems import Location, Problem
from kgbuild.read.draft import Draft, RawFile
from kgbuild.read.html import read_html

_PAGE = re.compile(r"(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_FINE = "200"


def read_warc(raw: RawFile, problems: list[Problem]) -> Iterator[Draft]:
    """Yield the pages of an archive that were answered with success; a page's id is its address, and one that was
    fetched twice comes once, as it was last."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        fix = 'install the extra: pip install "kgbuild[feeds,html]"'
        problems.append(Problem(Location(raw.shown), f"web archives are not read: {error}", fix))
        return
    newest: dict[str, Draft] = {}
    try:
        for number, record in enumerate(ArchiveIterator(io.BytesIO(raw.data)), start=1):
            for draft in _page(record, number, raw, problems):
                before = newest.get(draft.article.id)
                if before is None or draft.version > before.version:
                    newest[draft.article.id] = draft
    except (ArchiveLoadFailed, EOFError) as error:
        problems.append(Problem(Location(raw.shown), f"no web archive: {error}", "fetch or write it again"))
    if not newest and not problems:
        problems.append(Problem(Location(raw.shown), "no page in the archive", "it needs responses that hold HTML"))
    yield from newest.values()


def _page(record: Any, number: int, raw: RawFile, problems: list[Problem]) -> Iterator[Draft]:
    headers, http = record.rec_headers, record.http_headers
    kind = http.get_header("Content-Type") if http else headers.get_header("Content-Type")
    if record.rec_type not in {"response", "resource"} or not _PAGE.match(kind or ""):
        return
    if http and http.get_statuscode() != _FINE:
        return
    address = headers.get_header("WARC-Target-URI") or ""
    told: list[Problem] = []
    page = RawFile(address, raw.shown, _as_utf8(record.content_stream().read(), kind))
    for draft in read_html(page, told):
        source = draft.article.source
        article = replace(draft.article, source=Source(source.publisher, address, source.licence))
        yield draft._replace(article=article, version=headers.get_header("WARC-Date") or "0")
    for problem in told:
        problems.append(problem._replace(what=f"record {number} (`{address}`): {problem.what}"))


def _as_utf8(data: bytes, kind: str) -> bytes:
    """Return a page in UTF-8 where only the answer's header says what it is written in."""
    said = _CHARSET.search(kind)
    if said is None or re.search(rb"<meta[^>]{0,200}?charset", data[:4096], re.IGNORECASE):
        return data
    try:
        return data.decode(said[1]).encode()
    except (LookupError, UnicodeDecodeError):
        return data
