"""Plain text and Markdown files: a date in front of the words, or YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.model.article import Article, Source
from kgbuild.problems import Location, Problem
from kgbuild.read.draft import Draft, RawFile, decoded, is_blank, read_day
from kgbuild.read.frontmatter import FrontMatter, has_front_matter, read_front_matter

# `date 2026-02-18` in front of the first words, on their line or on its own
_DATE = re.compile(r"\ufeff?\s*date:?[ \t]+(\d{4}-\d\d-\d\d)(?!\S)\s*", re.IGNORECASE)


def read_text(raw: RawFile, problems: list[Problem]) -> Iterator[Draft]:
    """Yield the one article of a text file."""
    text = decoded(raw, problems)
    if text is None:
        return
    header = FrontMatter({}, 0)
    if has_front_matter(text):
        found = read_front_matter(text, raw.shown, problems)
        if found is None:
            return
        header = found
    dated = None if "date" in header.values else _DATE.match(text, header.end)
    start = dated.end() if dated else header.end
    if is_blank(text[start:]):
        fix = "put the article's words after the header"
        problems.append(Problem(Location(raw.shown), "nothing but a header", fix))
        return
    if dated:
        line = text.count("\n", 0, dated.start(1)) + 1
        header.values["date"] = (dated.group(1), Location(raw.shown, line))
    line = text.count("\n", 0, start) + 1
    yield Draft(_article(raw, text, header, problems), start, line, markdown=raw.shown.lower().endswith(".md"))


def _article(raw: RawFile, text: str, header: FrontMatter, problems: list[Problem]) -> Article:
    values = {key: value for key, (value, _) in header.values.items()}
    published = read_day(*header.values["date"], problems) if "date" in header.values else ""
    return Article(
        id=values.get("id", raw.name),
        text=text,
        path=raw.shown,
        title=values.get("title", ""),
        published=published,
        language=values.get("language", ""),
        source=Source(values.get("publisher", ""), values.get("url", ""), values.get("licence", "")),
    )
