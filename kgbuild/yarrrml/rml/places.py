"""Where the blank nodes of a Turtle text stand: each `[` is told its own line and column before the text is parsed.

No parser says where a triple was read; a mapping in RML is mostly blank nodes, and a problem needs a place.
"""

from __future__ import annotations

import re

PLACE = "urn:x-kgbuild:place"
# Everything in which a bracket is no bracket, before the bracket itself.
_TOKENS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>"
    r"|#[^\n]*"
    r"|\\."
    r"|\[",
    re.DOTALL,
)


def with_places(text: str) -> str:
    """Return Turtle that says of every blank node in brackets where it stands, as `line:column`.

    >>> with_places("<s> <p> [ <q> 1 ] .")
    '<s> <p> [ <urn:x-kgbuild:place> "1:9" ; <q> 1 ] .'
    """
    line, start = 1, 0  # the line at hand and where it starts
    at = 0

    def told(found: re.Match[str]) -> str:
        nonlocal line, start, at
        passed = text.count("\n", at, found.start())
        if passed:
            line += passed
            start = text.rfind("\n", at, found.start()) + 1
        at = found.start()
        if found.group() != "[":
            return found.group()
        return f'[ <{PLACE}> "{line}:{found.start() - start + 1}" ;'

    return _TOKENS.sub(told, text)
