"""JSONPath, as iterators and references of mappings use it: RFC 9535, and the looser way mappings write names.

Names after a dot may hold anything but dots and brackets (`$.Country Code`, `$._id.$oid`), a dot may stand before a
bracket (`$.[*]`), and a name may stand in quotes (`"ISO 3166"`), as other engines' JSONPath has it. A path is parsed
once into steps, each a function from nodes to nodes; filters are left to `jsonpath_rfc9535`, which knows all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from kgbuild.yarrrml.functions.expressions import SECONDS

if TYPE_CHECKING:
    from jsonpath_rfc9535 import JSONPathQuery

Json = object
Step = Callable[[Iterable[Json]], Iterator[Json]]
Path = Callable[[Json], list[Json]]

_INDEX = re.compile(r"-?[0-9]{1,16}")  # longer ones are no numbers of I-JSON
_SLICE = re.compile(r"(-?[0-9]{0,16})\s*:\s*(-?[0-9]{0,16})(?:\s*:\s*(-?[0-9]{0,16}))?")
_LONGEST = 200  # steps; each is a generator that reads from the one before
_ROOT = re.compile(r"[$@](?=\s*(?:[.\[]|$))")
_SPACE = re.compile(r"\s+(?=[.\[])")
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")


class PathError(ValueError):
    """A path that does not parse; the message says where."""


def parse_path(text: str) -> Path:
    """Return the function that gives all nodes a path selects. Raises `PathError`.

    >>> parse_path("$.a[*].b")({"a": [{"b": 1}, {"b": 2}]})
    [1, 2]
    """
    if has_filter(text) and (compiled := _standard(text.strip())) is not None:
        return compiled
    steps = list(_steps(text.strip()))
    if len(steps) > _LONGEST:
        raise PathError(f"more than {_LONGEST} steps")

    def select(root: Json) -> list[Json]:
        nodes: Iterable[Json] = (root,)
        for step in steps:
            nodes = step(nodes)
        return list(nodes)

    return select


def has_filter(text: str) -> bool:
    """Say whether a path compares values, for which numbers and texts must be told apart."""
    return "?" in text


def _standard(text: str) -> Path | None:
    """The path as the standard reads it, or None where it is written in the looser way."""
    import jsonpath_rfc9535 as rfc

    from kgbuild.yarrrml.sources.bounded_regex import jsonpath_environment

    try:
        query = jsonpath_environment().compile(text)
    except (rfc.JSONPathError, ValueError, RecursionError):
        return None
    return lambda root: _found(query, root)


def _found(query: JSONPathQuery, node: Json) -> list[Json]:
    """The nodes a query of the standard finds; raises `PathError` where the data are nested too deeply for it."""
    import jsonpath_rfc9535 as rfc

    try:
        return list(query.find(node).values()) if isinstance(node, (dict, list)) else []
    except (rfc.JSONPathError, RecursionError) as error:
        raise PathError(str(error)) from None
    except TimeoutError:
        raise PathError(f"a regular expression takes longer than {SECONDS} s on a text") from None


def _steps(text: str) -> Iterator[Step]:
    at = 1 if _ROOT.match(text) else 0
    first = at == 0
    while at < len(text):
        if (space := _SPACE.match(text, at)) is not None:
            at = space.end()
        if text.startswith("..", at):
            yield _descend
            at += 2
            if text.startswith("[", at):
                continue
            step, at = _name(text, at)
            yield step
        elif text[at] == ".":
            step, at = _brackets(text, at + 1) if text.startswith("[", at + 1) else _name(text, at + 1)
            yield step
        elif text[at] == "[":
            step, at = _brackets(text, at)
            yield step
        elif first:
            step, at = _name(text, at)
            yield step
        else:
            raise PathError(f"`{text[at]}` at character {at + 1} of `{text}`")
        first = False


def _name(text: str, at: int) -> tuple[Step, int]:
    quoted = _QUOTED.match(text, at)
    if quoted is not None:
        return _child(_unquoted(quoted.group())), quoted.end()
    end = at
    while end < len(text) and text[end] not in ".[]":
        end += 1
    name = text[at:end].strip()
    if not name:
        raise PathError(f"a name is missing at character {at + 1} of `{text}`")
    return (_all if name == "*" else _child(name)), end


def _brackets(text: str, at: int) -> tuple[Step, int]:
    end = _closing(text, at)
    inside = text[at + 1 : end].strip()
    selectors = [_selector(part.strip(), text) for part in _parts(inside)]
    if not selectors:
        raise PathError(f"empty brackets at character {at + 1} of `{text}`")
    return (selectors[0] if len(selectors) == 1 else _union(selectors)), end + 1


def _closing(text: str, at: int) -> int:
    depth, position = 0, at
    while position < len(text):
        quoted = _QUOTED.match(text, position)
        if quoted is not None:
            position = quoted.end()
            continue
        depth += {"[": 1, "]": -1}.get(text[position], 0)
        if not depth:
            return position
        position += 1
    raise PathError(f"`[` at character {at + 1} of `{text}` is not closed")


def _parts(inside: str) -> list[str]:
    if inside.startswith("?"):
        return [inside]
    return [part for part in re.findall(_QUOTED.pattern + "|[^,]+", inside) if part.strip()]


def _unquoted(part: str) -> str:
    """The name in quotes, escapes as in JSON (in single quotes, `\\'` for the quote)."""
    inside = part[1:-1]
    if part[0] == "'":
        inside = re.sub(r'\\.|"', lambda found: {"\\'": "'", '"': '\\"'}.get(found[0], found[0]), inside)
    try:
        return str(json.loads(f'"{inside}"', strict=False))
    except json.JSONDecodeError:
        return re.sub(r"\\(.)", r"\1", inside)  # `\[` and the like, as mappings escape what YARRRML does not


def _selector(part: str, text: str) -> Step:
    if part == "*":
        return _all
    if _QUOTED.fullmatch(part):
        return _child(_unquoted(part))
    if _INDEX.fullmatch(part):
        return _at(int(part))
    found = _SLICE.fullmatch(part)
    if found is not None:
        start, stop, step = (int(g) if g else None for g in found.groups())
        return _slice(slice(start, stop, step))
    if part.startswith("?"):
        return _filter(part, text)
    raise PathError(f"`[{part}]` in `{text}` is no index, name, slice or filter")


def _child(name: str) -> Step:
    def step(nodes: Iterable[Json]) -> Iterator[Json]:
        for node in nodes:
            if isinstance(node, dict) and name in node:
                yield node[name]

    return step


def _all(nodes: Iterable[Json]) -> Iterator[Json]:
    for node in nodes:
        if isinstance(node, dict):
            yield from node.values()
        elif isinstance(node, list):
            yield from node


def _descend(nodes: Iterable[Json]) -> Iterator[Json]:
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, dict):
            waiting.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _at(index: int) -> Step:
    def step(nodes: Iterable[Json]) -> Iterator[Json]:
        for node in nodes:
            if isinstance(node, list) and -len(node) <= index < len(node):
                yield node[index]

    return step


def _slice(part: slice) -> Step:
    def step(nodes: Iterable[Json]) -> Iterator[Json]:
        for node in nodes:
            if isinstance(node, list) and part.step != 0:  # the standard: a step of zero selects nothing
                yield from node[part]

    return step


def _union(selectors: list[Step]) -> Step:
    def step(nodes: Iterable[Json]) -> Iterator[Json]:
        for node in nodes:
            for selector in selectors:
                yield from selector((node,))

    return step


def _filter(part: str, text: str) -> Step:
    import jsonpath_rfc9535 as rfc

    try:
        query = rfc.compile(f"$[{part}]")
    except (rfc.JSONPathError, ValueError, RecursionError) as error:
        raise PathError(f"the filter `{part}` in `{text}` is not understood: {error}") from None

    def step(nodes: Iterable[Json]) -> Iterator[Json]:
        for node in nodes:
            yield from _found(query, node)

    return step
