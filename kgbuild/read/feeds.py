"""RSS and Atom feeds as they were saved, by way of feedparser (the extra `feeds`). Never asks the network."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from kgbuild.model.article import Article, Source
from kgbuild.problems import Location, Problem
from kgbuild.read.draft import Draft, RawFile, is_blank
from kgbuild.yamlio import warn

_BLOCKS = frozenset(
    (
        *("article", "blockquote", "br", "div", "figure", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("li", "ol", "p", "section", "table", "tr", "ul"),
    )
)
_UNSEEN = frozenset({"script", "style", "figcaption"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def read_feed(raw: RawFile, problems: list[Problem]) -> Iterator[Draft]:
    """Yield the items of a feed. An item's id is the feed's own (`guid`, `id`), else its link; one that stands there
    twice comes once, as it was last."""
    try:
        import feedparser
    except ImportError as error:
        fix = 'install the extra: pip install "kgbuild[feeds]"'
        problems.append(Problem(Location(raw.shown), f"feeds are not read: {error}", fix))
        return
    try:  # nobody shows it, so that nothing need be made safe: words are taken out of it
        found = feedparser.parse(io.BytesIO(raw.data), sanitize_html=False)
    except Exception as error:  # whatever its parts raise
        problems.append(Problem(Location(raw.shown), f"a broken feed: {error}", "fetch it again"))
        return
    if not found.get("version"):
        fix = "give a feed, or leave the file out"
        problems.append(warn(Location(raw.shown), "neither RSS nor Atom: left out", fix))
        return
    if not found.entries:
        problems.append(warn(Location(raw.shown), "the feed has no items", "fetch it again"))
    newest: dict[str, Draft] = {}
    places = _Places(raw.data)
    for number, entry in enumerate(found.entries, start=1):
        draft = _item(entry, number, found.feed, Location(raw.shown, places.line(_name(entry))), problems)
        if draft is not None:
            before = newest.get(draft.article.id)
            newest[draft.article.id] = draft if before is None or draft.version > before.version else before
    yield from newest.values()


class _Places:
    """The lines that names stand in, looked for from the one before on: items come in the order of the file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._line = 1

    def line(self, name: str) -> int:
        """Return the line of the next place of a name, 0 for none."""
        at = self._data.find(name.encode("utf-8", "replace"), self._at) if name else -1
        if at < 0:
            return 0
        self._line += self._data.count(b"\n", self._at, at)
        self._at = at
        return self._line


def _name(entry: Any) -> str:
    name: str = entry.get("id") or entry.get("link") or ""
    return name


def _item(entry: Any, number: int, feed: Any, where: Location, problems: list[Problem]) -> Draft | None:
    name = _name(entry)
    if not name:
        problems.append(
            Problem(where, f"item {number} has no id and no link", "an item needs a `guid`, `id` or `link`")
        )
        return None
    text = _text(entry)
    if is_blank(text):
        what, fix = f"item {number} (`{name}`) has no text", "the feed gives headlines only: save the pages themselves"
        problems.append(Problem(where, what, fix))
        return None
    title = " ".join(words_of(entry.get("title") or "").split())
    published = _day(entry)
    source = Source(feed.get("title") or "", entry.get("link") or "", entry.get("rights") or feed.get("rights") or "")
    language = (entry.get("language") or feed.get("language") or "").split("-")[0].lower()
    article = Article(
        id=name,
        text=text,
        path=where.file,
        title=title,
        published=published,
        language=language,
        source=source,
    )
    return Draft(article, line=where.line, version=_moment(entry) or "0")


def _text(entry: Any) -> str:
    """Return the words of an item: its content, else its summary."""
    written = [part.get("value") or "" for part in entry.get("content") or ()]
    whole = max(written, key=len, default="")
    return words_of(whole if not is_blank(whole) else entry.get("summary") or "")


def _day(entry: Any) -> str:
    """Return the day an item was published as its own clock tells it, `YYYY-MM-DD`, or nothing."""
    written = (entry.get("published") or _changed(entry)).strip()
    if re.match(r"\d{4}-\d\d-\d\d", written):
        return written[:10]
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except ValueError:
        return _moment(entry)[:10]


def _changed(entry: Any) -> str:
    """Return when an item says that it was changed; asked for directly, feedparser gives its first day instead."""
    changed: str = entry["updated"] if "updated" in entry else ""  # noqa: SIM401
    return changed


def _moment(entry: Any) -> str:
    """Return when an item was last changed, as feedparser understands it, in UTC, or nothing."""
    told = entry["updated_parsed"] if _changed(entry) else entry.get("published_parsed")
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*told[:6]) if told else ""


def words_of(markup: str) -> str:
    """Return what is seen of a piece of HTML, one paragraph a line.

    >>> words_of("<p>The quay <b>closed</b>.</p><p>It&nbsp;opens in May.<br>Or June.</p>")
    'The quay closed.\\n\\nIt\\xa0opens in May.\\n\\nOr June.'
    """
    from lxml import etree  # html.parser takes the square of the time for what never closes

    if is_blank(markup):
        return ""
    parser = etree.HTMLParser(target=_Words(), huge_tree=True)  # type: ignore[arg-type]  # all of it comes as text
    found: list[str] = etree.fromstring(markup.replace("\0", ""), parser)  # type: ignore[assignment]  # of `close`
    blocks = (_BLANKS.sub(" ", block).strip(" ") for block in found)
    return "\n\n".join(block for block in blocks if block)


class _Words:
    """What the parser tells of, as paragraphs."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._unseen = 0

    def start(self, tag: str, _attrs: object) -> None:
        """Begin a paragraph, or what nobody sees."""
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self._seen.append("\0")

    def end(self, tag: str) -> None:
        """End what `start` began."""
        self._unseen -= tag in _UNSEEN
        if tag in _BLOCKS:
            self._seen.append("\0")

    def data(self, data: str) -> None:
        """Keep the words."""
        if not self._unseen:
            self._seen.append(data)

    def close(self) -> list[str]:
        """Return the paragraphs."""
        return "".join(self._seen).split("\0")
