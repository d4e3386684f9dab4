"""XML: records by an XPath iterator, cells by XPaths relative to the record. Needs lxml."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kgbuild.errors import InputError, MissingExtra
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.compile.access import Access, Extractor, Shape
from kgbuild.yarrrml.compile.runtime import Cell
from kgbuild.yarrrml.form import Source
from kgbuild.yarrrml.sources.opened import open_bytes, read_errors
from kgbuild.yarrrml.sources.scratch import Scratch

try:
    from lxml import etree

    from kgbuild.yarrrml.sources.xml_stream import each, opening, stays_inside, streamed_tags, tag_of, whole
    from kgbuild.yarrrml.sources.xpath import Document, compiled
except ImportError:  # pragma: no cover - depends on what is installed
    raise MissingExtra("XML sources need `pip install kgbuild[xml]`") from None

_NO_PREFIX = "names there belong to the namespace {}: write `*:name`"
LARGE = 1 << 20  # bytes from which on a file is read record by record


def read_xml(
    source: Source,
    path: Path,
    *,
    closing: ExitStack,
    scratch: Scratch,
    read_text: Callable[[str], str],
    in_document: bool = False,
) -> tuple[Access, Iterator[object]]:
    """Read an XML file; return how records are reached, and the records.

    A large file is read record by record where that gives the same, unless `in_document` asks for records with the
    document around them; `scratch` holds a document that is read whole for the rule that comes next. `read_text` gives
    the text at an address that an XPath asks for. Raises `InputError` for a file that is missing, no XML, or declares
    entities (they can make a small file explode or read other files), `ConfigError` for an iterator that is no XPath.
    """
    file = _File(source, path, closing, scratch, read_text)
    large = not in_document and path.is_file() and path.stat().st_size > LARGE
    names = file.first_names() if large else {}
    tags = streamed_tags(source.iterator, names) if large else None
    if tags is None:
        names = file.all_names()
        return _access(
            file, names, lambda reference: extractor_of(reference, names, source, file.document)
        ), file.found()

    def extractor(reference: str) -> Extractor:
        known = names if stays_inside(reference, names) else file.all_names()
        return extractor_of(reference, known, source, file.document)

    def records() -> Iterator[object]:  # by the first record the references are known
        yield from file.each(tags) if file.whole is None else file.found()

    return _access(file, names, extractor), records()


class _Whole(NamedTuple):
    """A document that is read whole: its tree, its prefixes, and its nodes for XPath 3.1."""

    tree: etree._ElementTree
    names: Mapping[str, str]
    document: Document


@dataclass(slots=True)
class _File:
    """An XML file, read whole or record by record."""

    source: Source
    path: Path
    closing: ExitStack
    scratch: Scratch
    read_text: Callable[[str], str]
    whole: _Whole | None = None
    default: str = ""  # the namespace of names without prefix at the root, to which an XPath's names do not belong

    @property
    def document(self) -> Document:
        """The nodes for XPath 3.1; those of a record by itself where the file is not read whole."""
        return self.whole.document if self.whole is not None else Document(self.read_text)

    def first_names(self) -> dict[str, str]:
        """Return the prefixes of the root element."""
        with open_bytes(self.path) as stream, self._refusing():
            root = opening(stream)
            self._check_entities(root.getroottree())
            self.default = root.nsmap.get(None, "")
            return {p: u for p, u in root.nsmap.items() if p} | dict(self.source.namespaces)

    def all_names(self) -> dict[str, str]:
        """Return the prefixes of the whole document, and keep it."""
        self.whole = self.scratch.last(self.path, self._read)
        self.default = self.whole.tree.getroot().nsmap.get(None, "")
        return {**self.whole.names, **dict(self.source.namespaces)}

    def _read(self) -> _Whole:
        with open_bytes(self.path) as stream, self._refusing():
            tree = whole(stream)
        self._check_entities(tree)
        return _Whole(tree, namespaces(tree), Document(self.read_text))

    def found(self) -> Iterator[object]:
        """Return the records in the whole document."""
        names = self.all_names()
        select = compiled(self.source.iterator or "/*", names, self.source, self.document)
        found = select(self.whole.tree.getroot()) if self.whole is not None else ()
        return iter(found) if isinstance(found, list) else iter(())

    def each(self, tags: Sequence[str]) -> Iterator[object]:
        """Yield the records one by one."""
        with self._refusing():
            yield from each(self.closing.enter_context(open_bytes(self.path)), tags)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except etree.XMLSyntaxError as error:
            line, column = error.position
            where = Location(self.source.access, line or 0, max(column, 0))
            raise InputError([Problem(where, f"not XML: {error.msg}", "correct the file")]) from None
        except read_errors() as error:
            problem = Problem(Location(self.source.access), f"cannot be read: {error}", "correct the file")
            raise InputError([problem]) from None

    def _check_entities(self, tree: etree._ElementTree) -> None:
        declared = tree.docinfo.internalDTD
        if isinstance(declared, etree.DTD) and _entities(declared):
            what = "the file declares entities, which are refused"
            raise InputError([Problem(Location(self.source.access), what, "write the text out in their places")])


def _entities(dtd: etree.DTD) -> list[object]:
    declared: list[object] = dtd.entities()  # type: ignore[attr-defined]  # missing in the stubs
    return declared


def _access(file: _File, names: dict[str, str], extractor: Callable[[str], Extractor]) -> Access:
    def keys_of(reference: str) -> tuple[str, ...]:
        tag = tag_of(reference, names)
        return () if tag is None else (tag,)

    access = Access(Shape.RECORD, extractor=extractor, hint=_NO_PREFIX.format(file.default) if file.default else "")
    if file.source.nulls:  # every text must be looked at
        return access
    return access._replace(keys_of=keys_of, convert=_cell, fields=_children)


def _children(record: object) -> dict[str, object]:
    """The texts of a record's children by tag: one look at all of them costs less than one XPath."""
    if not isinstance(record, etree._Element):  # an attribute or a text
        return {}
    fields: dict[str, object] = {child.tag: child if len(child) else child.text or "" for child in record}
    if len(fields) == len(record):
        return fields
    several: dict[str, list[object]] = {}
    for child in record:
        several.setdefault(child.tag, []).append(child)
    return dict(several)


def _cell(value: object) -> Cell:
    if isinstance(value, list):
        texts = tuple(t for node in value if (t := _text(node)))
        return texts[0] if len(texts) == 1 else texts or ""
    return "" if value is None else _text(value)


def namespaces(tree: etree._ElementTree) -> dict[str, str]:
    """Return the prefixes a document declares; the one nearest to the root counts."""
    names: dict[str, str] = {}
    for element in tree.iter():
        names.update({p: u for p, u in element.nsmap.items() if p and p not in names})
    return names


def extractor_of(reference: str, names: dict[str, str], source: Source, document: Document) -> Extractor:
    """Return the function from node to cell for an XPath."""
    select = compiled(reference, names, source, document)
    nulls = frozenset(source.nulls)
    attribute = tag_of(reference[1:], names) if reference.startswith("@") else None

    def reach(record: object) -> Cell:
        if not isinstance(record, etree._Element) or isinstance(record, etree._Comment | etree._ProcessingInstruction):
            # an attribute, a text, a comment, which have no children
            return _text(record) if reference == "." else ""
        if attribute is not None:
            text = record.get(attribute, "")
            return "" if text in nulls else text
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
        if isinstance(node, etree._Comment | etree._ProcessingInstruction):
            return node.text or ""
        return "".join(str(t) for t in node.itertext())
    return str(node[1]) if isinstance(node, tuple) else _scalar(node)  # a tuple: a namespace, prefix and IRI
