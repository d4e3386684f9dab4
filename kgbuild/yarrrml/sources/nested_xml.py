"""XML inside an XML record or inside the text of a cell. Needs lxml."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from kgbuild.errors import InputError, MissingExtra
from kgbuild.problems import Problem
from kgbuild.yarrrml.compile.access import Access, Extractor, Shape
from kgbuild.yarrrml.compile.runtime import Cell
from kgbuild.yarrrml.form import Source

try:
    from lxml import etree

    from kgbuild.yarrrml.sources.xml_records import extractor_of, namespaces
    from kgbuild.yarrrml.sources.xpath import Document, compiled
except ImportError:  # pragma: no cover - depends on what is installed
    raise MissingExtra("XML in views needs `pip install kgbuild[xml]`") from None

_Made = TypeVar("_Made")


def inside_xml(source: Source) -> tuple[Callable[[object], Iterable[object]], Access]:
    """Return how the records inside a node, or inside a text that is XML, are found, and how they are reached.

    The first raises `ValueError` for a text that is no XML or declares a document type.
    """

    def read_text(address: str) -> str:
        what = f"`{address}` is not read inside a view"
        raise InputError([Problem(source.where, what, "ask for it in a reference to a source's own record")])

    document = Document(read_text)
    own = dict(source.namespaces)
    select = _ByDocument(lambda names: compiled(source.iterator or ".", names | own, source, document))

    def records(outer: object) -> list[object]:
        root = _root(outer) if isinstance(outer, str) else outer
        found = select.of(root)(root) if isinstance(root, etree._Element) else []
        return list(found) if isinstance(found, list) else []

    return records, Access(Shape.RECORD, extractor=lambda reference: _extractor(reference, source, document))


def _root(text: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type]  # the stubs are older
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        encoding="utf-8",
    )
    # the text is decoded already, whatever it declares
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(error.msg) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a document type")
    return root


class _ByDocument(Generic[_Made]):
    """What is made for the prefixes of a document, kept as long as records of that document come."""

    def __init__(self, make: Callable[[dict[str, str]], _Made]) -> None:
        self._make = make
        self._root: etree._Element | None = None
        self._made: _Made | None = None

    def of(self, element: etree._Element) -> _Made:
        """Return what is made for the document of an element."""
        tree = element.getroottree()
        root = tree.getroot()
        if self._made is None or self._root is not root:
            self._root, self._made = root, self._make(namespaces(tree))
        return self._made


def _extractor(reference: str, source: Source, document: Document) -> Extractor:
    reach = _ByDocument(lambda names: extractor_of(reference, names | dict(source.namespaces), source, document))

    def cell(record: object) -> Cell:
        if isinstance(record, etree._Element):
            return reach.of(record)(record)
        return str(record) if reference == "." else ""

    return cell
