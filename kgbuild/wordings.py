"""Patterns of wording in YAML: plain words, compared without regard to case, with a few signs.

`(a|b)` one of these, `(a)?` perhaps, `...` up to a dozen words of any kind, `NAME` one to six capitalised words,
`NUMBER` digits, `FIGURE` a number in question, `COMMA` right after a comma, `EOL` the end of the line.
"""

from __future__ import annotations

import re
from itertools import accumulate

from kgbuild.problems import Problem
from kgbuild.schema import TEXTS, Kind
from kgbuild.yamlio import Node

_SIGN = re.compile(r"\.\.\.|NAME|NUMBER|FIGURE|COMMA|EOL|[(|]|\)\??|\s+|[^\s()|]+?(?=\.\.\.|[\s()|]|$)")
_CAPITAL = r"(?:[A-Z0-9][\w.'&/-]*)"
_LINK = r"(?:(?:de|da|del|van|von|der|den|bin|al|el|la|le|of|the|and|for|in|at|on) )"
_BLANK = r"(?:\s+|(?<!\w)|(?!\w))"  # beside an optional part that is absent, there is no blank of its own
_MEANING = {
    "...": r"(?:\S+(?:\s+|\Z)){0,12}?",
    "NAME": rf"{_CAPITAL}(?:,? {_LINK}{{0,2}}{_CAPITAL}){{0,5}}",
    "NUMBER": r"\d[\d,.:]*",
    "FIGURE": r"(?P<figure>0+)",  # whoever looks for numbers masks the one they ask for
    "COMMA": r"(?<=,\s)",
    "EOL": r"[\s.!]*\Z",
    "(": "(?:",
    "|": "|",
    ")": ")",
    ")?": ")?",
}


def _patterns(node: Node, problems: list[Problem]) -> tuple[str, ...]:
    found = []
    for item in node.want_list(problems):
        pattern = pattern_of(item.want_text(problems))
        if pattern is None:
            fix = "close every bracket; signs are (a|b) (a)? ... NAME NUMBER FIGURE COMMA EOL"
            problems.append(Problem(item.where, f"`{item.text}` is not a pattern", fix))
        else:
            found.append(pattern)
    return tuple(found)


WORDING = Kind(_patterns, (), TEXTS.schema, "list of patterns")


def pattern_of(written: str) -> str | None:
    """Translate one pattern; None where its brackets do not match."""
    signs = _SIGN.findall(written.strip())
    depths = list(accumulate((sign == "(") - (sign in {")", ")?"}) for sign in signs))  # all else is always a pattern
    if not signs or depths[-1] or min(depths) < 0:
        return None
    return "".join(_BLANK if sign.isspace() else _MEANING.get(sign) or f"(?i:{re.escape(sign)})" for sign in signs)
