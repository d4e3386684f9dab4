"""Records of large XML files, one at a time: an iterator that is a path of element names (`/a/b/c`) goes over elements
that can be forgotten once they are read, as long as no reference leads out of its record.

The rest of the file is read too, so that a file broken behind the records is not taken for a good one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from lxml import etree

_NAME = r"(?:[^\W\d][\w.\-]*:)?[^\W\d][\w.\-]*"
_ITERATOR = re.compile(rf"(?:/{_NAME}){{2,}}")
_PREDICATE = rf"\[(?:[0-9]+|@?{_NAME}\s*=\s*(?:'[^']*'|\"[^\"]*\"))\]"
_STEP = rf"(?:@?{_NAME}|@?\*|text\(\)|\.)(?:{_PREDICATE})*"
_INSIDE = re.compile(rf"{_STEP}(?://?{_STEP})*")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_QUALIFIED = re.compile(_NAME)
_PREFIX = re.compile(r"([^\W\d][\w.\-]*):")


def streamed_tags(iterator: str, names: Mapping[str, str]) -> list[str] | None:
    """Return the tags an iterator leads through, or None for one that needs the whole document.

    >>> streamed_tags("/a/p:b", {"p": "http://e.org/"})
    ['a', '{http://e.org/}b']
    """
    if _ITERATOR.fullmatch(iterator) is None:
        return None
    tags = [tag_of(step, names) for step in iterator[1:].split("/")]
    return None if None in tags else [tag for tag in tags if tag is not None]


def tag_of(name: str, names: Mapping[str, str]) -> str | None:
    """Return the tag of an element's name; None for what is no name, and for a prefix that is not among `names`."""
    if _QUALIFIED.fullmatch(name) is None:
        return None
    prefix, colon, local = name.rpartition(":")
    if not colon:
        return name
    return f"{{{names[prefix]}}}{local}" if prefix in names else None


def stays_inside(reference: str, names: Mapping[str, str]) -> bool:
    """Say whether a reference surely reads nothing but its record, with prefixes among `names`."""
    if _INSIDE.fullmatch(reference) is None:
        return False
    return all(prefix in names for prefix in _PREFIX.findall(_QUOTED.sub("", reference)))


def whole(stream: IO[bytes]) -> etree._ElementTree:
    """Return a whole document. Raises `XMLSyntaxError`."""
    # Nothing is read but the file. An entity that it does not declare is an error; declared ones are refused as well,
    # when the document is there, which the parser's own limits keep from growing beyond measure.
    parser = etree.XMLParser(resolve_entities="internal", no_network=True, load_dtd=False, huge_tree=False)  # type: ignore[arg-type]  # the stubs are older
    return etree.parse(stream, parser)


def opening(stream: IO[bytes]) -> etree._Element:
    """Return the root element of a document as far as its first tag. Raises `XMLSyntaxError`."""
    root: etree._Element
    _, root = next(_events(stream, "start", None))
    return root


def _events(stream: IO[bytes], event: str, tag: str | None) -> etree.iterparse[tuple[str, etree._Element]]:
    return etree.iterparse(
        stream, events=(event,), tag=tag, resolve_entities="internal", no_network=True, load_dtd=False, huge_tree=False
    )


def each(stream: IO[bytes], tags: Sequence[str]) -> Iterator[etree._Element]:
    """Yield the elements with that path of tags; each is emptied when the next one is asked for.

    Raises `XMLSyntaxError` where the document is broken.
    """
    for _, element in _events(stream, "end", tags[-1]):
        if _has_path(element, tags):
            yield element
            _forget(element)


def _has_path(element: etree._Element, tags: Sequence[str]) -> bool:
    node: etree._Element | None = element
    for tag in reversed(tags):
        if node is None or node.tag != tag:
            return False
        node = node.getparent()
    return node is None


def _forget(element: etree._Element) -> None:
    """Drop what is read: inside the element, and everything before it and before those around it."""
    element.clear()
    node = element
    while (parent := node.getparent()) is not None:
        while node.getprevious() is not None:
            del parent[0]
        node = parent
