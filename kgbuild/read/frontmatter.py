"""YAML front matter: title, date, publisher, url, licence, language and id between two `---` lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from kgbuild.errors import ConfigError
from kgbuild.problems import Location, Problem, near_miss
from kgbuild.yamlio import Node, parse_yaml, warn

KEYS = ("date", "id", "language", "licence", "publisher", "title", "url")

_MEANT = {  # what others call our keys
    "headline": "title", "link": "url", "newspaper": "publisher", "outlet": "publisher",
    "pubdate": "date", "published": "date", "site": "publisher", "source": "publisher",
}  # fmt: skip
# a line with the date alone is one way to write it
_UNFENCED = re.compile(
    rf"\ufeff?(?:date:.*\s+)?({'|'.join(sorted({*KEYS, *_MEANT} - {'date'}))}):[ \t]+\S", re.IGNORECASE
)
# "title: Talks: what is known", no YAML without quotes, is plain to whoever reads it
_COLON_INSIDE = re.compile(rf"^({'|'.join(KEYS)}):[ \t]+(?=[^\W_])([^\n#]*:[ \t][^\n#]*)$", re.MULTILINE)
_OPEN = re.compile(r"\ufeff?---[ \t]*(?:\r\n?|\n)")
_CLOSE = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)")


class FrontMatter(NamedTuple):
    """The values by key, each with the line it stands in, and the code point after the closing line."""

    values: dict[str, tuple[str, Location]]
    end: int


def has_front_matter(text: str) -> bool:
    """Return whether the text opens with a `---` line."""
    return _OPEN.match(text) is not None


def unfenced_key(text: str) -> str:
    """Return the key that a text begins with like front matter, but without its `---` lines; empty for other texts."""
    found = _UNFENCED.match(text)
    return found[1] if found else ""


def read_front_matter(text: str, shown: str, problems: list[Problem]) -> FrontMatter | None:
    """Read the front matter of a text that has one. None, with problems, where it cannot be read."""
    opened = _OPEN.match(text)
    closed = _CLOSE.search(text, opened.end()) if opened else None
    if not opened or not closed:
        where = Location(shown, 1)
        problems.append(Problem(where, "the front matter has no end", "close it with a line of three hyphens: ---"))
        return None
    inside = text[opened.end() : closed.start()].replace("\r\n", "\n").replace("\r", "\n")
    inside = _COLON_INSIDE.sub(lambda m: "{}: '{}'".format(m[1], m[2].strip().replace("'", "''")), inside)
    found: list[Problem] = []
    try:
        root = parse_yaml("\n" + inside, shown)  # one line for the opening ---, so that line numbers are the file's
    except ConfigError as error:
        problems.extend(error.problems)
        return None
    values = _values(root, found)
    problems.extend(found)
    # a key nobody knows loses nothing that was read; a value of the wrong shape does
    return None if any(p.severity == "error" for p in found) else FrontMatter(values, closed.end())


def _values(root: Node, problems: list[Problem]) -> dict[str, tuple[str, Location]]:
    found: dict[str, tuple[str, Location]] = {}
    for key, node in root.want_map(problems).items():
        where = next(w for k, w, _ in root.pairs if k == key)
        if key not in KEYS:
            problems.append(warn(where, f"unknown key `{key}` in the front matter", _known(key)))
        elif text := node.want_text(problems).strip():
            found[key] = (text, where)
    return found


def _known(key: str) -> str:
    meant = _MEANT.get(key.lower())
    return f"did you mean {meant}?" if meant else near_miss(key, KEYS)
