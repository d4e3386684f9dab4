"""Templates: `$(column)` in text, with escapes.

`\\$(` is the text `$(`, `\\:` a colon that ends no prefix; inside a reference `\\(`, `\\)` and `\\\\` stand for
themselves and brackets may nest; `$(_name)` is an external reference, `$(\\_name)` a column called `_name`
(specification, "External references").
"""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.form import Ref, Side, Template


def parse_template(
    text: str,
    where: Location,
    problems: list[Problem],
    *,
    external: Mapping[str, str] | None = None,
    side: Side = Side.SUBJECT,
) -> Template:
    """Return the parts of `text`; an unclosed or empty reference becomes a problem and stays text.

    An external reference with a value is replaced by it; one without stays as the text it was written as.
    """
    parts: list[str | Ref] = []
    at = 0
    while (start := text.find("$(", at)) >= 0:
        if start and text[start - 1] == "\\":
            _add(parts, text[at : start - 1] + "$(")
            at = start + 2
            continue
        _add(parts, text[at:start])
        end = _closing(text, start + 2)
        if end < 0:
            problems.append(
                Problem(where, f"`$(` without its `)` in `{text}`", "close it, or write `\\$(` for the text")
            )
            at = start
            break
        _add_reference(parts, text[start + 2 : end], where, problems, external=external or {}, side=side)
        at = end + 1
    _add(parts, text[at:])
    return Template(tuple(parts), where)


def _add_reference(
    parts: list[str | Ref],
    raw: str,
    where: Location,
    problems: list[Problem],
    *,
    external: Mapping[str, str],
    side: Side,
) -> None:
    if raw.startswith("_") and raw[1:] in external:
        _add(parts, external[raw[1:]])
        return
    name = _unescaped(raw)
    if not name.strip():
        problems.append(Problem(where, "an empty reference `$()`", "name a column between the brackets"))
        return
    if "$(" in name:
        problems.append(Problem(where, f"`$(` inside the reference `$({raw})`", "close the first one before it"))
    parts.append(Ref(name, side))


def _add(parts: list[str | Ref], text: str) -> None:
    text = text.replace("\\:", ":")
    if not text:
        return
    if parts and isinstance(parts[-1], str):
        parts[-1] += text
    else:
        parts.append(text)


def _closing(text: str, start: int) -> int:
    """Return where the bracket opened just before `start` closes; the first `)` where brackets do not balance."""
    depth, at, first = 1, start, -1
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 2
            continue
        if char == "(":
            depth += 1
        elif char == ")":
            first = at if first < 0 else first
            depth -= 1
            if not depth:
                return at
        at += 1
    return first


def _unescaped(raw: str) -> str:
    name = raw[1:] if raw.startswith("\\_") else raw
    for char in "():\\":
        name = name.replace("\\" + char, char)
    return name
