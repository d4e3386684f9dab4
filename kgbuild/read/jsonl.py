"""JSON Lines: one article a line, with `id` and `text`; a broken record is reported and the others are read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from kgbuild.model.article import Article, Source
from kgbuild.problems import Location, Problem, near_miss
from kgbuild.read.draft import Draft, RawFile, is_blank, read_day
from kgbuild.yamlio import warn

KEYS = ("id", "language", "licence", "published", "publisher", "text", "title", "url")
_HALF = re.compile("[\ud800-\udfff]")


def read_jsonl(raw: RawFile, problems: list[Problem]) -> Iterator[Draft]:
    """Yield the articles of a JSON Lines file."""
    told: set[str] = set()
    found = False
    for line, data in enumerate(raw.data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not data.strip():
            continue
        found = True
        where = Location(raw.shown, line)
        record = _record(data, where, problems)
        if record is not None:
            _warn_misspelt(record, where, told, problems)
            article = _article(record, where, problems)
            if article is not None:
                yield Draft(article, line=line)
    if not found:
        problems.append(Problem(Location(raw.shown), "the file is empty", "put one JSON object on each line"))


def _record(data: bytes, where: Location, problems: list[Problem]) -> dict[str, object] | None:
    try:
        record = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        what = f"not UTF-8: byte {error.start} of the line is 0x{error.object[error.start]:02x}"
        problems.append(Problem(where, what, "save the file as UTF-8"))
        return None
    except json.JSONDecodeError as error:
        place = Location(where.file, where.line, error.colno)
        problems.append(Problem(place, f"not JSON: {error.msg}", "write one whole JSON object on each line"))
        return None
    except RecursionError:
        problems.append(Problem(where, "not a record: nested too deeply", 'write `{"id": …, "text": …}`'))
        return None
    if isinstance(record, dict):
        return record
    problems.append(Problem(where, "not a JSON object", 'write `{"id": …, "text": …}`'))
    return None


def _warn_misspelt(record: Mapping[str, object], where: Location, told: set[str], problems: list[Problem]) -> None:
    """Warn, once a file (`told`: those met before), of keys that look like ours; corpora carry many keys of their own,
    which are no mistake."""
    for key in (key for key in record if key not in told):
        told.add(key)
        hint = near_miss(key, KEYS) if key not in KEYS else ""
        if hint.startswith("did you mean"):
            shown = key.encode("utf-8", "backslashreplace").decode()  # half a character is no text
            problems.append(warn(where, f"unknown key `{shown}`", hint))


def _article(record: Mapping[str, object], where: Location, problems: list[Problem]) -> Article | None:
    values: dict[str, str] = {}
    before = len(problems)
    for key in KEYS:
        value = record.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and key == "id":
            value = str(value)
        if value is None:
            value = ""
        if not isinstance(value, str):
            problems.append(Problem(where, f"`{key}` is not a text", f'write `"{key}": "…"`'))
        elif not value.isascii() and _HALF.search(value):
            problems.append(Problem(where, f"`{key}` holds half a character (a lone \\ud8xx)", "write it whole"))
        else:
            values[key] = value
    for key in ("id", "text"):
        if key in values and is_blank(values[key]):
            problems.append(Problem(where, f"the record has no `{key}`", f'add `"{key}": "…"`'))
    if len(problems) > before:
        return None
    return Article(
        id=values["id"],
        text=values["text"],
        path=where.file,
        title=values["title"].strip(),
        published=read_day(values["published"], where, problems) if values["published"] else "",
        language=values["language"],
        source=Source(values["publisher"].strip(), values["url"].strip(), values["licence"].strip()),
    )
