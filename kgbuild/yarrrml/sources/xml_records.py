"""XML: records by an XPath iterator, cells by XPaths relative to the record. Needs lxml."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from kgbuild.errors import InputError, MissingExtra
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.access import Access, Extractor, Shape
from kgbuild.yarrrml.form import Source
from kgbuild.yarrrml.runtime import Cell
from kgbuild.yarrrml.sources.opened import open_bytes, read_errors

try:
    from lxml import etree

    from kgbuild.yarrrml.sources.xpath import compiled
except ImportError:  # pragma: no cover - depends on what is installed
    raise MissingExtra("XML sources need `pip install kgbuild[xml]`") from None


def read_xml(source: Source, path: Path, *, closing: ExitStack) -> tuple[Access, Iterator[object]]:
    """Read an XML file; return how records are reached, and the records.

    Raises `InputError` for a file that is missing, no XML, or declares entities (they can make a small file explode
    or read other files), `ConfigError` for an iterator that is no XPath.
    """
    stream = closing.enter_context(open_bytes(path))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.parse(stream, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        where = Location(source.access, line or 0, max(column, 0))
        raise InputError([Problem(where, f"not XML: {error.msg}", "correct the file")]) from None
    except read_errors() as error:
        raise InputError([Problem(Location(source.access), f"cannot be read: {error}", "correct the file")]) from None
    if isinstance(tree.docinfo.internalDTD, etree.DTD) and _entities(tree.docinfo.internalDTD):
        what = "the file declares entities, which are refused"
        raise InputError([Problem(Location(source.access), what, "write the text out in their places")])
    names = namespaces(tree)
    select = compiled(source.iterator or "/*", names, source)
    found = select(tree.getroot())
    records = iter(found) if isinstance(found, list) else iter(())
    return Access(Shape.RECORD, extractor=lambda reference: extractor_of(reference, names, source)), records


def _entities(dtd: etree.DTD) -> list[object]:
    declared: list[object] = dtd.entities()  # type: ignore[attr-defined]  # missing in the stubs
    return declared


def namespaces(tree: etree._ElementTree) -> dict[str, str]:
    """Return the prefixes a document declares; the one nearest to the root counts."""
    names: dict[str, str] = {}
    for element in tree.iter():
        names.update({p: u for p, u in element.nsmap.items() if p and p not in names})
    return names


def extractor_of(reference: str, names: dict[str, str], source: Source) -> Extractor:
    """Return the function from node to cell for an XPath."""
    select = compiled(reference, names, source)
    nulls = frozenset(source.nulls)

    def reach(record: object) -> Cell:
        if not isinstance(record, etree._Element):  # an attribute or a text, which has no children
            return _text(record) if reference == "." else ""
        found = select(record)
        if not isinstance(found, list):
            return _scalar(found)
        texts = tuple(t for node in found if (t := _text(node)) and t not in nulls)
        return texts[0] if len(texts) == 1 else texts or ""

    return reach


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)


def _text(node: object) -> str:
    """The string value of a node: all text below an element, the value of an attribute or text."""
    if isinstance(node, etree._Element):
        return "".join(str(t) for t in node.itertext())
    return str(node[1]) if isinstance(node, tuple) else _scalar(node)  # a tuple: a namespace, prefix and IRI
