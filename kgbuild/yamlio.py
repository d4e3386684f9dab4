"""Strict YAML: scalars stay strings (`on`, `NO`, `1.10` mean what they say), duplicate keys are errors, lines are kept.

`load_yaml` gives a tree of `Node`; the `want_*` methods read it into plain values and add a `Problem` with file, line
and near miss for everything that does not fit, so that one pass reports all mistakes of a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kgbuild.errors import ConfigError
from kgbuild.problems import Location, Problem, Severity, near_miss

try:  # the C parser is about ten times faster; both give the same events
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - depends on how PyYAML was built
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_DEEPEST = 100  # values in each other
_SURELY_SAFE = 1000  # brackets and columns that no parser falls over
_MERGE = "tag:yaml.org,2002:merge"
_NULLS = frozenset({"", "~", "null"})


@dataclass(frozen=True, slots=True)
class Node:
    """One YAML value with its place. Exactly one of `text`, `items`, `pairs` is meaningful, as `kind` says."""

    kind: str  # "text", "list", "map" or "null"
    where: Location
    text: str = ""
    items: tuple[Node, ...] = ()
    pairs: tuple[tuple[str, Location, Node], ...] = ()
    quoted: bool = False

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)

    def get(self, key: str) -> Node | None:
        """Return the value under `key` of a map, or None."""
        return next((v for k, _, v in self.pairs if k == key), None)

    def want_map(
        self, problems: list[Problem], *, known: Collection[str] | None = None, needed: Sequence[str] = ()
    ) -> dict[str, Node]:
        """Return the pairs as a dict; unknown and missing keys, or another kind of value, become problems."""
        if self.kind == "null" and not needed:
            return {}
        if self.kind != "map":
            what = f"expected a map, found {_described(self)}"
            problems.append(Problem(self.where, what, "write `key: value` lines"))
            return {}
        for key, where, _ in self.pairs:
            if known is not None and key not in known:
                problems.append(Problem(where, f"unknown key `{key}`", near_miss(key, known)))
        found = {k: v for k, _, v in self.pairs}
        for key in needed:
            if key not in found:
                problems.append(Problem(self.where, f"missing key `{key}`", f"add `{key}:` here"))
        return found

    def want_list(self, problems: list[Problem]) -> tuple[Node, ...]:  # noqa: ARG002 - one shape for all `want_*`
        """Return the items of a list; a single value counts as a list of one, null as empty."""
        if self.kind == "list":
            return self.items
        return () if self.kind == "null" else (self,)

    def want_text(self, problems: list[Problem]) -> str:
        """Return a scalar's text; anything else is a problem."""
        if self.kind in {"text", "null"}:
            return self.text
        problems.append(Problem(self.where, f"expected one value, found {_described(self)}", "write a single word"))
        return ""

    def want_texts(self, problems: list[Problem]) -> tuple[str, ...]:
        """Return a list of scalars (or one scalar) as texts."""
        return tuple(item.want_text(problems) for item in self.want_list(problems))

    def want_choice(self, problems: list[Problem], choices: Collection[str]) -> str:
        """Return a scalar that must be one of `choices`."""
        text = self.want_text(problems)
        if text not in choices:
            problems.append(Problem(self.where, f"`{text}` is not allowed here", near_miss(text, choices)))
        return text

    def want_int(self, problems: list[Problem]) -> int:
        """Return a scalar as a whole number; 0 with a problem otherwise."""
        text = self.want_text(problems)
        try:
            return int(text)
        except ValueError:
            problems.append(Problem(self.where, f"`{text}` is not a whole number", "write digits only"))
            return 0


def _described(node: Node) -> str:
    return {"text": f"the value `{node.text}`", "list": "a list", "map": "a map", "null": "nothing"}[node.kind]


def load_yaml(path: Path, *, shown: str | None = None) -> Node:
    """Parse one YAML file.

    `shown` is the name to use in locations (default: the path as given). Raises `ConfigError` with every duplicate
    key, or with the parser's complaint, each at its line and column.
    """
    name = shown if shown is not None else path.as_posix()
    return parse_yaml(read_utf8(path, name), name)


def read_utf8(path: Path, name: str) -> str:
    """Return the text of a file of the project, called `name` in messages. Raises `ConfigError` where it is missing,
    may not be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError([Problem(Location(name), "no such file", "check the path")]) from None
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise ConfigError([Problem(Location(name), what, "check the path and its permissions")]) from None
    except UnicodeDecodeError as error:
        what = f"not UTF-8: byte {error.start} is 0x{error.object[error.start]:02x}"
        raise ConfigError([Problem(Location(name), what, "save the file as UTF-8")]) from None


@lru_cache(maxsize=64)  # the shipped lexicons are read by many parts and again by each build of a process
def parse_yaml(source: str, name: str) -> Node:
    """Parse YAML text; `name` stands for the file in locations. Raises `ConfigError` as `load_yaml` does."""
    problems: list[Problem] = []
    try:
        _check_depth(source, name)
        root = yaml.compose(source, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise ConfigError([_syntax_problem(error, source, name)]) from None
    except yaml.YAMLError as error:
        text = " ".join(str(error).split())
        raise ConfigError([Problem(Location(name), f"not YAML: {text}", "remove the character named here")]) from None
    if root is None:
        return Node("null", Location(name, 1, 1))
    node = _convert(root, name, problems, {}, ())
    if problems:
        raise ConfigError(problems)
    return node


def _check_depth(source: str, name: str) -> None:
    """Raise `ConfigError` where values stand so deep in each other that the C parser would fall over.

    Most files are seen at a glance not to: nothing is deeper than there are brackets, and columns in a line.
    """
    if source.count("[") + source.count("{") + max(map(len, source.splitlines()), default=0) < _SURELY_SAFE:
        return
    depth = 0
    for event in yaml.parse(source, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            mark = event.start_mark
            where = Location(name) if mark is None else Location(name, mark.line + 1, mark.column + 1)
            raise ConfigError([Problem(where, f"nested more than {_DEEPEST} deep", "flatten the file")])


def written_out(node: Node, known: dict[int, int] | None = None) -> int:
    """Return how many values a node stands for, those behind aliases as often as they are used."""
    known = {} if known is None else known
    if id(node) not in known:
        inner = (*node.items, *(value for _, _, value in node.pairs))
        known[id(node)] = 1 + sum(written_out(child, known) for child in inner)
    return known[id(node)]


def _syntax_problem(error: yaml.MarkedYAMLError, source: str, name: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    what = f"not YAML: {error.problem or error.context}"
    if mark is None:
        return Problem(Location(name), what, "check the syntax")
    lines = source.splitlines()
    quote = lines[mark.line].rstrip() if mark.line < len(lines) else ""
    fix = "check the indentation and quotes of this line and the one before"
    return Problem(Location(name, mark.line + 1, mark.column + 1), what, fix, quote=quote)


def _convert(node: Any, name: str, problems: list[Problem], done: dict[int, Node], above: tuple[int, ...]) -> Node:
    where = Location(name, node.start_mark.line + 1, node.start_mark.column + 1)
    if id(node) in above:
        problems.append(Problem(where, "an alias contains itself", "write the value out"))
        return Node("null", where)
    if id(node) in done:
        return done[id(node)]
    if len(above) >= _DEEPEST:
        problems.append(Problem(where, f"nested more than {_DEEPEST} deep", "flatten the file"))
        return Node("null", where)
    inner = (*above, id(node))
    if isinstance(node, yaml.ScalarNode):
        quoted = node.style in {"'", '"', "|", ">"}
        kind = "null" if not quoted and node.value in _NULLS else "text"
        made = Node(kind, where, text="" if kind == "null" else node.value, quoted=quoted)
    elif isinstance(node, yaml.SequenceNode):
        made = Node("list", where, items=tuple(_convert(v, name, problems, done, inner) for v in node.value))
    else:
        made = Node("map", where, pairs=tuple(_pairs(node, name, problems, done, inner)))
    done[id(node)] = made
    return made


def _pairs(
    node: Any, name: str, problems: list[Problem], done: dict[int, Node], above: tuple[int, ...]
) -> Iterator[tuple[str, Location, Node]]:
    seen: dict[str, int] = {}
    merged: list[Node] = []
    for key_node, value_node in node.value:
        where = Location(name, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(where, "a key must be a single word", "quote it or write it out"))
            continue
        if key_node.tag == _MERGE:
            merged.append(_convert(value_node, name, problems, done, above))
            continue
        key = key_node.value
        if key in seen:
            fix = "rename or remove one of the two"
            problems.append(Problem(where, f"duplicate key `{key}` (first at line {seen[key]})", fix))
            continue
        seen[key] = where.line
        yield key, where, _convert(value_node, name, problems, done, above)
    yield from _merged(merged, seen, problems)


def _merged(
    values: Sequence[Node], own: Collection[str], problems: list[Problem]
) -> Iterator[tuple[str, Location, Node]]:
    """Yield the pairs of `<<: *other` that a map has not itself; of several others the first that has a key counts."""
    found: dict[str, tuple[str, Location, Node]] = {}
    for value in (item for node in values for item in (node.items if node.kind == "list" else (node,))):
        if value.kind != "map":
            problems.append(Problem(value.where, f"`<<` takes a map, not {_described(value)}", "write `<<: *name`"))
        for pair in value.pairs:
            found.setdefault(pair[0], pair)
    yield from (pair for key, pair in found.items() if key not in own)


def warn(where: Location, what: str, fix: str = "") -> Problem:
    """Return a warning; short for `Problem(..., severity=Severity.WARNING)`."""
    return Problem(where, what, fix, Severity.WARNING)
