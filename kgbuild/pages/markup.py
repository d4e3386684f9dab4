"""HTML and SVG elements as text that knows it is markup; whatever else comes in is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

# A control character breaks a page or shows as nothing, a lone surrogate cannot be written, and characters that turn
# the direction of writing can make a sentence read otherwise than it stands: all become visible.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARKED = re.compile("[&<>\"']")
_EMPTY = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta"})


class Html(str):
    """Markup: text that is not escaped again."""

    __slots__ = ()


def text(value: object) -> Html:
    """Return a value as text of a page.

    >>> text("<script>")
    '&lt;script&gt;'
    """
    return value if isinstance(value, Html) else Html(_escaped(str(value)))


def _escaped(value: str) -> str:
    if not value.isprintable():
        value = _TURNING.sub("", _UNSHOWABLE.sub("\ufffd", value))
    return escape(value, quote=True) if _MARKED.search(value) else value


def join(parts: Iterable[object], separator: str = "") -> Html:
    """Return parts one after another, each escaped unless it is markup; None is left out."""
    return Html(text(separator).join([_child(part) for part in parts if part is not None]))


def element(name: str, /, *children: object, **attributes: object) -> Html:
    """Return an element.

    Children are text, markup, or iterables of them; None is left out. An attribute that is None or False is left out,
    True stands for its bare name; `class_` is written `class`, `data_id` `data-id`.

    >>> element("a", "A & B", href="/x", class_="node")
    '<a href="/x" class="node">A &amp; B</a>'
    """
    written = "".join([_attribute(key, value) for key, value in attributes.items()]) if attributes else ""
    inner = "".join(map(_child, children))
    end = "" if name in _EMPTY else f"</{name}>"
    return Html(f"<{name}{written}>{inner}{end}")


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-") if "_" in key else key
    return f" {name}" if value is True else f' {name}="{text(value)}"'


def _child(child: object) -> str:
    kind = type(child)  # nearly all children are of these, and asking so takes half the time
    if kind is Html:
        return child  # type: ignore[return-value]
    if kind is str:
        return _escaped(child)  # type: ignore[arg-type]
    if child is None:
        return ""
    if isinstance(child, str):
        return child if isinstance(child, Html) else _escaped(child)
    if isinstance(child, int | float):
        return _escaped(str(child))
    if isinstance(child, Iterable):
        return "".join(map(_child, child))
    raise TypeError(f"no part of a page: {type(child).__name__}")
