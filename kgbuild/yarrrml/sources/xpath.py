"""XPath expressions over records: XPath 1.0 by lxml, and what only XPath 2 or 3 know by elementpath."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from lxml import etree

from kgbuild.errors import ConfigError
from kgbuild.problems import Problem
from kgbuild.yarrrml.compile.runtime import FAULTS
from kgbuild.yarrrml.form import Source
from kgbuild.yarrrml.functions.expressions import SECONDS

if TYPE_CHECKING:
    from elementpath import XPathContext, XPathToken

Select = Callable[[etree._Element], object]
# `*:name` is XPath 2; what XPath 1 says instead is quicker than asking for XPath 2.
_ANY_NAMESPACE = re.compile(r"('[^']*'|\"[^\"]*\")|\*:([^\W\d][\w.\-]*)")
# They read other files, the environment or the clock: equal input gives equal output, and a mapping reads its sources.
_REFUSED = frozenset(
    {
        "available-environment-variables", "collection", "current-date", "current-dateTime", "current-time", "doc",
        "doc-available", "environment-variable", "generate-id", "implicit-timezone", "json-doc", "load-xquery-module",
        "random-number-generator", "transform", "unparsed-text-available", "uri-collection",
    }
)  # fmt: skip
# Where an expression leaves the record, so that elementpath needs the whole document.
_OUTSIDE = frozenset(
    {"..", "ancestor", "ancestor-or-self", "following", "following-sibling", "parent", "preceding",
     "path", "preceding-sibling", "root"}
)  # fmt: skip
# What elementpath raises beside its own errors, for numbers or nesting beyond what Python holds.
_FAILS = (RecursionError, MemoryError, *FAULTS)


def compiled(xpath: str, names: Mapping[str, str], source: Source, document: Document) -> Select:
    """Return the function from a record to what an expression gives there: nodes, or a text, number or boolean.

    `document` is shared by all expressions of a source. Raises `ConfigError` for what is no XPath; the function raises
    it for one that fails on a record.
    """
    try:
        first = etree.XPath(_ANY_NAMESPACE.sub(_by_local_name, xpath), namespaces=dict(names))
    except (etree.XPathSyntaxError, ValueError) as error:  # ValueError: characters XML has not
        return _required(xpath, names, source, document, error)
    later: list[Select] = []

    def select(record: etree._Element) -> object:
        if later:
            return later[0](record)
        try:
            return first(record)
        except etree.XPathError as error:  # a function that XPath 1.0 has not is found when it is called
            later.append(_required(xpath, names, source, document, error))
            return later[0](record)

    return select


def _by_local_name(found: re.Match[str]) -> str:
    return found.group(1) or f"*[local-name()='{found.group(2)}']"


def _required(
    xpath: str, names: Mapping[str, str], source: Source, document: Document, error: etree.XPathError
) -> Select:
    later = _later(xpath, names, source, document)
    if later is None:
        raise _refusal(source, f"`{xpath}` is no XPath: {error}", "correct it") from None
    return later


def _later(xpath: str, names: Mapping[str, str], source: Source, document: Document) -> Select | None:
    """The function of an XPath 3.1 expression, or None where it is none."""
    try:
        from elementpath import ElementPathError, Selector

        from kgbuild.yarrrml.sources.bounded_regex import READ_TEXTS, xpath_parser
    except ImportError:
        return None
    try:
        selector = Selector(xpath, namespaces=dict(names), parser=xpath_parser())
    except (ElementPathError, *_FAILS):
        return None
    symbols = set(_symbols(selector.root_token))
    for symbol in sorted(_REFUSED & symbols):
        raise _refusal(source, f"`{xpath}` calls `{symbol}`, which reads more than the source", "leave it out")
    # a text at an address is a source like others, which the document's context reads
    outside = bool((_OUTSIDE | READ_TEXTS) & symbols)

    def select(record: etree._Element) -> object:
        try:
            if not outside and not document.holds(
                record
            ):  # a fragment: beside a comment the root element would be taken for a document
                return selector.select(record, fragment=True)
            return selector.root_token.get_results(document.context(record))
        except (ElementPathError, *_FAILS) as error:
            raise _refusal(source, f"`{xpath}`: {error}", "correct the XPath") from None
        except TimeoutError:
            what = f"`{xpath}`: its regular expression takes longer than {SECONDS} s on a text"
            raise _refusal(source, what, "write one that tries fewer ways") from None

    return select


class _Texts(dict[str, str]):
    """Texts by their addresses, each read when it is first asked for."""

    def __init__(self, read: Callable[[str], str]) -> None:
        super().__init__()
        self._read = read

    def __contains__(self, _: object) -> bool:
        return True

    def __missing__(self, address: str) -> str:
        self[address] = found = self._read(address)
        return found


class Document:
    """The nodes of the document that records come from, made when first asked for, and the texts it is read with."""

    def __init__(self, read_text: Callable[[str], str]) -> None:
        """Start without a document. `read_text` gives the text at an address."""
        self._texts = _Texts(read_text)
        self._root: etree._Element | None = None

    def holds(self, record: etree._Element) -> bool:
        """Say whether the nodes are there already, and are those of a record's document."""
        return self._root is not None and self._root is record.getroottree().getroot()

    def context(self, record: etree._Element) -> XPathContext:
        """Return the context in which a record is the node at hand."""
        from elementpath import XPathContext, get_node_tree

        root = record.getroottree().getroot()
        if self._root is not root:
            self._root = root
            self._tree = get_node_tree(record.getroottree())
        context = XPathContext(root=self._tree, item=(self._tree.elements or {})[record])
        context.text_resources = self._texts
        return context


def _symbols(token: XPathToken) -> Iterator[str]:
    """Yield the words of an expression; a path from the root counts as `root`."""
    for inner in token.iter():
        yield "root" if inner.symbol in {"/", "//"} and len(inner) < 2 else inner.symbol


def _refusal(source: Source, what: str, fix: str) -> ConfigError:
    return ConfigError([Problem(source.where, what, fix)])
