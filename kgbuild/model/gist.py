"""The little that a build needs of every article, so that the facts of those that did not change are never loaded."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from hashlib import blake2b, sha256
from typing import NamedTuple
from zlib import crc32

from kgbuild.model.article import Article, BlockKind
from kgbuild.model.facts import ArticleFacts, EntityKind

_WORD = re.compile(r"\w+")
_RUN = 6  # words in a row that two reporters hardly ever write alike by chance
_KEPT = 2  # one run in so many is looked at, chosen by its own checksum, the same in every article


class Known(NamedTuple):
    """An actor or place that a list of the lexicons knows, the line in `known`; the rest is as in `Entity`."""

    id: str
    known: str
    kind: EntityKind
    key: str
    within: str
    name: str
    wikidata: str


class Gist(NamedTuple):
    """An article without its words: its id, path, day, publisher as it names it and licence; the digests of all of it
    as read (`words`) and of its input (`written`); `runs` by which copies of one text are found (see `runs_of`); the
    ids of what it tells of, its roles (holder, title, where held) and whom lists know."""

    article: str
    path: str
    published: str
    publisher: str
    licence: str
    words: str
    written: str
    runs: bytes
    entities: tuple[str, ...]
    meetings: tuple[str, ...]
    events: tuple[str, ...]
    roles: tuple[tuple[str, str, str | None], ...]
    known: tuple[Known, ...]

    def renamed(self, ids: Mapping[str, str], kinds: Mapping[str, EntityKind]) -> Gist:
        """Return the gist of the facts that `renamed` gives with the same ids and kinds."""
        first: dict[str, str] = {}
        for one in self.entities:
            first.setdefault(ids[one], one)
        known = (k._replace(id=ids[k.id], kind=kinds.get(ids[k.id], k.kind)) for k in self.known)
        return self._replace(
            entities=tuple(first),
            meetings=tuple(map(ids.__getitem__, self.meetings)),
            events=tuple(map(ids.__getitem__, self.events)),
            roles=tuple((ids[holder], title, at and ids[at]) for holder, title, at in self.roles),
            known=tuple(new for new, old in zip(known, self.known, strict=True) if first[new.id] == old.id),
        )


def gist_of(facts: ArticleFacts) -> Gist:
    """Return the gist of an article, under the ids that its facts have."""
    article, known = facts.article, (e for e in facts.entities if e.known)
    return Gist(
        article.id,
        article.path,
        article.published,
        article.source.publisher,
        article.source.licence,
        words_of(article),
        sha256(article.written.encode()).hexdigest(),
        runs_of(article),
        tuple(e.id for e in facts.entities),
        tuple(m.id for m in facts.meetings),
        tuple(e.id for e in facts.events),
        tuple((e.id, r.title, r.at) for e in facts.entities for r in e.roles),
        tuple(Known(e.id, e.known or "", e.kind, e.key, e.within, e.name, e.wikidata or "") for e in known),
    )


def words_of(article: Article) -> str:
    """Return the digest of an article as read: its input, its blocks there and its header. It is the same for the
    article as its reader saw it and as its facts hold it."""
    place = article.original.place if article.original is not None else _here
    blocks = [(*place(b.start, b.end), b.kind.value, b.why) for b in article.blocks]
    source = (article.source.publisher, article.source.url, article.source.licence)
    header = (article.id, article.path, article.title, article.published, article.language)
    said = repr((header, source, blocks, article.written))
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _here(start: int, end: int) -> tuple[int, int]:
    return start, end


def runs_of(article: Article) -> bytes:
    """Return the runs of words of an article's body by which copies of it are found: numbers of eight bytes, sorted,
    each once."""
    body = "\n".join(article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.BODY)
    words = [w.lower() for w in _WORD.findall(body)]
    runs = {" ".join(words[i : i + _RUN]).encode() for i in range(len(words) - _RUN + 1)}
    some = (blake2b(run, digest_size=8).digest() for run in runs if crc32(run) % _KEPT == 0)
    return array("Q", sorted({int.from_bytes(one, "little") for one in some})).tobytes()
