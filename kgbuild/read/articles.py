"""Articles from files, folders and standard input: the table of readers, and what holds for all of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kgbuild.errors import InputError, MissingExtra
from kgbuild.lexicon import Lexicon
from kgbuild.model.article import Article, BlockKind, Source
from kgbuild.model.on_demand import Later
from kgbuild.problems import Location, Problem
from kgbuild.read.blocks import split_blocks
from kgbuild.read.draft import Draft, RawFile, Reader
from kgbuild.read.feeds import read_feed
from kgbuild.read.files import STDIN, find_files
from kgbuild.read.frontmatter import unfenced_key
from kgbuild.read.html import read_html
from kgbuild.read.jsonl import read_jsonl
from kgbuild.read.packed import PACKINGS, shown_endings, unpacking
from kgbuild.read.remote import is_remote, kind_of, read_bytes
from kgbuild.read.shown import Shown, as_written, double_encoding_edits, entity_edits, visible
from kgbuild.read.text import read_text
from kgbuild.read.warc import read_warc
from kgbuild.read.wording import Wording, read_wording
from kgbuild.read.wraps import unwrapped
from kgbuild.yamlio import warn

_FEED = re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_PLAIN: Mapping[str, Reader] = {
    ".atom": read_feed,
    ".htm": read_html,
    ".html": read_html,
    ".jsonl": read_jsonl,
    ".md": read_text,
    ".rss": read_feed,
    ".txt": read_text,
    ".warc": read_warc,
    ".xml": read_feed,
}
_PACKED = {f"{end}{packing}": unpacking(reader) for end, reader in _PLAIN.items() for packing in PACKINGS}
SHOWN_STDIN = "<stdin>"
READERS: Mapping[str, Reader] = MappingProxyType({**_PLAIN, **_PACKED})


class Unread(NamedTuple):
    """An article as its file gives it, and what it is to be read with."""

    draft: Draft
    defaults: Defaults
    wording: Later[Wording]

    @property
    def raw(self) -> str:
        """All that the article depends on but for our code and the wording; not what stands before it in its file."""
        article, (sources, published, language) = self.draft.article, self.defaults
        return repr((self.draft._replace(line=0), _source(article, sources), published, language))

    def article(self) -> Article:
        """Return the article as read."""
        return finished(self.draft, self.defaults, self.wording.value)


class Defaults(NamedTuple):
    """What stands in where an article's own header says nothing: `sources` by article id, or by a shell pattern of id
    or path (exact ids first), the day it was `published` (`YYYY-MM-DD`), its language."""

    sources: Mapping[str, Source]
    published: str
    language: str


def read_articles(
    paths: Sequence[Path],
    *,
    lexicon: Lexicon,
    problems: list[Problem],
    sources: Mapping[str, Source] = MappingProxyType({}),
    published: str = "",
    stdin: bytes | None = None,
) -> Iterator[Article]:
    """Return the articles that `find_articles` finds, read. Raises as it does, and `ConfigError` where the lexicon's
    wording is wrong."""
    wording, defaults = read_wording(lexicon), Defaults(sources, published, lexicon.language)
    known = Later(lambda: wording, wording)
    found = find_articles(paths, wording=known, defaults=defaults, problems=problems, stdin=stdin)
    return (one.article() for one in found)


def find_articles(
    paths: Sequence[Path],
    *,
    wording: Later[Wording],
    defaults: Defaults,
    problems: list[Problem],
    stdin: bytes | None = None,
) -> Iterator[Unread]:
    """Return the articles under `paths` (files, folders, `-` for standard input or `stdin`), by path, then line.

    What cannot be read is added to `problems` and left out; so are two articles with one id, both of them, because
    nobody can say which was meant: only an item of a feed may come again, and is read as it was last. All files are
    looked at before the first article is yielded, and read again then: reading is quick, and only so is the whole input
    never in memory. Raises `InputError` where a path does not exist or no article is readable.
    """
    files = find_files(paths, READERS, problems)
    if stdin is None:
        stdin = sys.stdin.buffer.read() if STDIN in files else b""
    good = _good_ids(files, stdin, defaults, problems)
    if not good:
        where = Location(", ".join(p.as_posix() for p in paths) or ".")
        nothing = Problem(where, "no readable article", shown_endings(READERS))
        raise InputError([*problems, nothing])
    again = _drafts(files, stdin, [])  # the problems were told the first time
    return (Unread(d, defaults, wording) for d in again if good.get(d.article.id) == d.article.path)


def _good_ids(files: Sequence[Path], stdin: bytes, defaults: Defaults, problems: list[Problem]) -> dict[str, str]:
    """Return the ids of the articles to read, each with the path it is read from."""
    places: dict[str, list[Location]] = {}
    versions: dict[str, tuple[str, str]] = {}
    for draft in _drafts(files, stdin, problems):
        article, where = draft.article, Location(draft.article.path, draft.line)
        if draft.version:
            version = (draft.version, article.path)
            if article.id in versions:
                versions[article.id] = max(version, versions[article.id])
                continue
            versions[article.id] = version
        places.setdefault(article.id, []).append(where)
        problems.extend(_mended(draft))
        if key := unfenced_key(article.text):
            fix = "put a line of three hyphens, ---, before and after these lines, or they are read as text"
            problems.append(warn(where, f"`{article.id}` begins with `{key}:`, but not as front matter", fix))
        if not article.published and not defaults.published:
            fix = "put `date: YYYY-MM-DD` in its header; until then relative dates stay unresolved"
            problems.append(warn(where, f"article `{article.id}` has no date", fix))
        if article.language and article.language.split("-")[0].lower() != defaults.language:
            fix = f"the lexicons are in `{defaults.language}` (`language:` in kgbuild.yaml); expect little"
            problems.append(warn(where, f"article `{article.id}` is in language `{article.language}`", fix))
    for name, found in sorted(places.items()):
        if len(found) > 1:
            others = ", ".join(str(w) for w in found[1:])
            fix = "give each an `id` of its own, or remove one; until then none of them is read"
            problems.append(Problem(found[0], f"article id `{name}` is also in {others}", fix))
    once = {name: found[0].file for name, found in places.items() if len(found) == 1}
    return {name: versions[name][1] if name in versions else path for name, path in once.items()}


def _drafts(files: Sequence[Path], stdin: bytes, problems: list[Problem]) -> Iterator[Draft]:
    for path in files:
        if path == STDIN:
            yield from _reader_of(stdin)(RawFile("stdin", SHOWN_STDIN, stdin), problems)
            continue
        try:
            yield from drafts_in(path, path.as_posix(), problems)
        except OSError as error:
            what = f"cannot be read: {error.strerror}"
            fix = "check the address" if is_remote(path) else "check the file's permissions"
            problems.append(Problem(Location(path.as_posix()), what, fix))


def drafts_in(path: Path, shown: str, problems: list[Problem]) -> Iterator[Draft]:
    """Yield what one file holds, in its order; `shown` stands for it in messages. Raises `OSError`, and `MissingExtra`
    for an address that nothing installed reads."""
    yield from READERS[kind_of(path, READERS)](RawFile(path.name, shown, read_bytes(path)), problems)


def texts_in(path: Path) -> dict[str, str]:
    """Return the texts of a file's articles by their ids, as offsets of facts count them; none of a file that is gone
    or cannot be read here."""
    try:
        return {draft.article.id: draft.article.written for draft in drafts_in(path, path.as_posix(), [])}
    except (OSError, MissingExtra, KeyError):
        return {}


def _reader_of(data: bytes) -> Reader:
    """Tell what standard input holds by how it begins."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:512]
    if _FEED.match(start):
        return read_feed
    return {b"{": read_jsonl, b"<": read_html}.get(start[:1], read_text)


def finished(draft: Draft, defaults: Defaults, wording: Wording) -> Article:
    """Return the article of a draft with its blocks, and what was left to say of it."""
    article, start = draft.article, draft.start
    shown = unwrapped(_seen(draft), wording)
    if shown.text != article.text[start:]:
        article, start = replace(article, text=shown.text, original=shown.original(article.text)), 0
    blocks = tuple(split_blocks(article.text, start, title=article.title, wording=wording))
    title = article.title
    if not title and blocks and blocks[0].kind is BlockKind.HEADLINE:
        title = article.text[blocks[0].start : blocks[0].end].lstrip("# ")
    known = _source(article, defaults.sources)
    own = article.source
    source = Source(own.publisher or known.publisher, own.url or known.url, own.licence or known.licence)
    published = article.published or defaults.published
    language = article.language or defaults.language
    return replace(article, blocks=blocks, title=title, source=source, published=published, language=language)


def _mended(draft: Draft) -> Iterator[Problem]:
    """Yield a warning for each way in which a text is not what its author typed, with the first place of it."""
    text = draft.article.text
    entities = () if draft.markdown else entity_edits(text)  # in Markdown they are as they should be
    for what, edits in (("HTML entities", entities), ("characters in a wrong encoding", double_encoding_edits(text))):
        found = list(edits)
        if found:
            start, end, new = found[0]
            where = Location(draft.article.path, max(draft.line, 1) + text.count("\n", draft.start, start))
            fix = f"the first is `{text[start:end]}`, read as `{new}`; offsets count what stands in the file"
            yield warn(where, f"article `{draft.article.id}` has {len(found)} {what}", fix)


def _seen(draft: Draft) -> Shown:
    """Return what a reader sees of an article, lines as they stand."""
    if draft.markdown:
        from kgbuild.read.markdown import read_markdown

        return visible(read_markdown(draft.article.text, draft.start))
    return visible(as_written(draft.article.text, draft.start))


def _source(article: Article, sources: Mapping[str, Source]) -> Source:
    if article.id in sources:
        return sources[article.id]
    patterns = (name for name in sources if fnmatchcase(article.id, name) or fnmatchcase(article.path, name))
    return sources.get(next(patterns, ""), Source())
