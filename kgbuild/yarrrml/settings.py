"""`${NAME}` in a mapping, filled from what the caller sets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kgbuild.problems import Location, Problem, Severity, near_miss
from kgbuild.yamlio import Node

_NAME = re.compile(r"\$\{([A-Za-z_][\w.-]*)\}")


def filled(text: str, settings: Mapping[str, str], shown: Callable[[str], str] = str) -> str:
    """Return a text with every `${NAME}` that is set replaced by its value as `shown` writes it there.

    >>> filled("http://${HOST}/${PATH}", {"HOST": "example.com"})
    'http://example.com/${PATH}'
    """
    return _NAME.sub(lambda found: shown(settings[found[1]]) if found[1] in settings else found[0], text)


def filled_node(node: Node, settings: Mapping[str, str]) -> Node:
    """Return YAML with the same done in all its texts and keys; where nothing is to fill, the node itself."""
    if node.kind == "text":
        text = filled(node.text, settings)
        return node if text == node.text else replace(node, text=text)
    items = tuple(filled_node(item, settings) for item in node.items)
    pairs = tuple((filled(key, settings), where, filled_node(value, settings)) for key, where, value in node.pairs)
    return replace(node, items=items, pairs=pairs)


def not_set(text: str, settings: Mapping[str, str], file: str) -> Iterator[Problem]:
    """Yield a warning, at its first place, for each name in a mapping's text that nothing was set for."""
    told = set(settings)
    for number, line in enumerate(text.splitlines(), 1):
        for found in _NAME.finditer(line):
            if found[1] not in told:
                told.add(found[1])
                hint = near_miss(found[1], settings) if settings else ""
                fix = f"{hint}; " if hint.startswith("did you") else ""
                fix += f"give it with --set {found[1]}=VALUE, or --set {found[1]} to take it from the environment"
                where = Location(file, number, found.start() + 1)
                yield Problem(where, f"`{found[0]}` is not set and stays as it stands", fix, Severity.WARNING)
