"""JSONPath, as iterators and references of mappings use it: names, wildcards, indexes, slices, descent, filters.

Names after a dot may hold anything but dots and brackets (`$.Country Code`, `$._id.$oid`), as mappings write them;
everything else follows RFC 9535. A path is parsed once into steps, each a function from nodes to nodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

Json = object
Step = Callable[[Iterable[Json]], Iterator[Json]]
Path = Callable[[Json], list[Json]]

_INDEX = re.compile(r"-?[0-9]+")
_SLICE = re.compile(r"(-?[0-9]*)\s*:\s*(-?[0-9]*)(?:\s*:\s*(-?[0-9]*))?")
_FILTER = re.compile(
    r"\?\s*\(?\s*(!?)\s*@([^=!<>~&|]*?)\s*(?:(==|!=|<=|>=|<|>)\s*('[^']*'|\"[^\"]*\"|-?[0-9.]+|true|false|null))?\s*\)?"
)


class PathError(ValueError):
    """A path that does not parse; the message says where."""


def parse_path(text: str) -> Path:
    """Return the function that gives all nodes a path selects. Raises `PathError`.

    >>> parse_path("$.a[*].b")({"a": [{"b": 1}, {"b": 2}]})
    [1, 2]
    """
    steps = list(_steps(text.strip()))

    def select(root: Json) -> list[Json]:
        nodes: Iterable[Json] = (root,)
        for step in steps:
            nodes = step(nodes)
        return list(nodes)

    return select


def _steps(text: str) -> Iterator[Step]:
    at = 1 if text[:1] in {"$", "@"} and text[1:2] in {"", ".", "["} else 0
    first = at == 0
    while at < len(text):
        if text.startswith("..", at):
            yield _descend
            at += 2
            if text.startswith("[", at):
                continue
            step, at = _name(text, at)
            yield step
        elif text[at] == ".":
            step, at = _name(text, at + 1)
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
    depth, quote = 0, ""
    for position in range(at, len(text)):
        char = text[position]
        if quote:
            quote = "" if char == quote and text[position - 1] != "\\" else quote
        elif char in "'\"":
            quote = char
        elif char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            if not depth:
                return position
    raise PathError(f"`[` at character {at + 1} of `{text}` is not closed")


def _parts(inside: str) -> list[str]:
    if inside.startswith("?"):
        return [inside]
    return re.findall(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[^,]+", inside)


def _selector(part: str, text: str) -> Step:
    if part == "*":
        return _all
    if part[:1] in {"'", '"'} and part[-1:] == part[:1] and len(part) > 1:
        return _child(re.sub(r"\\(.)", r"\1", part[1:-1]))
    if _INDEX.fullmatch(part):
        return _at(int(part))
    found = _SLICE.fullmatch(part)
    if found is not None:
        start, stop, step = (int(g) if g else None for g in found.groups())
        return _slice(slice(start, stop, step), text)
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


def _slice(part: slice, text: str) -> Step:
    if part.step == 0:
        raise PathError(f"a slice of `{text}` has step 0")

    def step(nodes: Iterable[Json]) -> Iterator[Json]:
        for node in nodes:
            if isinstance(node, list):
                yield from node[part]

    return step


def _union(selectors: list[Step]) -> Step:
    def step(nodes: Iterable[Json]) -> Iterator[Json]:
        for node in nodes:
            for selector in selectors:
                yield from selector((node,))

    return step


def _filter(part: str, text: str) -> Step:
    found = _FILTER.fullmatch(part)
    if found is None:
        raise PathError(f"the filter `{part}` in `{text}` is not understood: write `?(@.name == 'text')`")
    negated, inner, operator, wanted = found.groups()
    path = parse_path("@" + inner.strip())

    def keep(node: Json) -> bool:
        nodes = path(node)
        if operator is None:
            return bool(nodes) != bool(negated)
        return any(_compare(value, operator, wanted) for value in nodes) != bool(negated)

    def step(nodes: Iterable[Json]) -> Iterator[Json]:
        for node in nodes:
            items = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
            yield from (item for item in items if keep(item))

    return step


def _compare(value: Json, operator: str, wanted: str) -> bool:
    """Compare as numbers where both are, else as text; sources may keep numbers as text."""
    left = "true" if value is True else "false" if value is False else "null" if value is None else str(value)
    right = wanted[1:-1] if wanted[0] in "'\"" else wanted
    try:
        order = (float(left) > float(right)) - (float(left) < float(right))
    except ValueError:
        order = (left > right) - (left < right)
    return {"==": order == 0, "!=": order != 0, "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[
        operator
    ]
