"""HTML pages, by way of trafilatura (the extra `html`), the only module that imports it. Never asks the network."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from kgbuild.model.article import Article, Source
from kgbuild.problems import Location, Problem
from kgbuild.read.draft import Draft, RawFile, decoded, is_blank

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
# what the page says of its date, and no guesses; the last day is fixed because the default is today
# characters; a text under it is taken from all of the page, without its paragraphs and lists
_SHORTEST = "80"
_DATES = {"extensive_search": False, "original_date": True, "max_date": "9999-12-30"}


def read_html(raw: RawFile, problems: list[Problem]) -> Iterator[Draft]:
    """Yield the article of a page: the text is the main text found in it, one paragraph a line."""
    try:
        import trafilatura  # noqa: F401 - whether it is there
    except ImportError as error:
        what = f"HTML is not read: {error}"
        problems.append(Problem(Location(raw.shown), what, 'install the extra: pip install "kgbuild[html]"'))
        return
    page = _decoded_page(raw, problems)
    if page is None:
        return
    values = _extracted(page)
    text = values.get("text") or ""
    if is_blank(text):
        fix = "save the article's words as a text file"
        problems.append(Problem(Location(raw.shown), "no main text found in the page", fix))
        return
    language = _LANGUAGE.search(page)
    source = Source(values.get("sitename") or "", values.get("url") or "", values.get("license") or "")
    yield Draft(
        Article(
            id=raw.name,
            text=text,
            path=raw.shown,
            title=values.get("title") or "",
            published=values.get("date") or "",
            language=language.group(1).lower() if language else "",
            source=source,
        )
    )


def _extracted(page: str) -> dict[str, Any]:
    """Return what is found in a page, by the names of trafilatura."""
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", _SHORTEST)
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    found = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=_DATES,
        config=config,
    )
    return found if isinstance(found, dict) else found.as_dict() if found is not None else {}


def _decoded_page(raw: RawFile, problems: list[Problem]) -> str | None:
    """Decode by the encoding the page declares, else as UTF-8."""
    declared = _CHARSET.search(raw.data, 0, 4096)
    name = declared.group(1).decode("ascii") if declared else "utf-8"
    try:
        codec = codecs.lookup(name)
        if codec.name != "utf-8":
            return decoded(raw._replace(data=raw.data.decode(codec.name).encode("utf-8")), problems)
    except LookupError:
        problems.append(Problem(Location(raw.shown), f"unknown encoding `{name}`", "save the page as UTF-8"))
        return None
    except UnicodeDecodeError as error:
        what = f"not {name}, as the page says: byte {error.start} is 0x{error.object[error.start]:02x}"
        problems.append(Problem(Location(raw.shown), what, "save the page as UTF-8"))
        return None
    return decoded(raw, problems)
