"""Facts kept from one build to the next, so that a text that did not change is never annotated again.

One SQLite file. A row's key is what the facts depend on: the article as read, and the reader (our code, the lexicons,
the language model). Two builds may use it at once, and a kill at any moment leaves it whole; losing it loses nothing
but time.
"""

from __future__ import annotations

import pickle
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts
from kgbuild.model.gist import words_of
from kgbuild.model.plain import Ours

T = TypeVar("T")

_WAIT = 60.0  # seconds for another build to end a write
_KEPT_RUNS = 20  # builds after which facts that none of them used are dropped
_KEPT_DERIVED = 4  # the same of what is made of facts, which is larger and sooner made again
_BATCH = 32  # articles a transaction: what a kill loses
_LEVEL = 1  # zlib's quickest: a third of the size for a tenth of the time
_FACTS = frozenset({"kgbuild.model.facts", "kgbuild.model.article"})  # a file from elsewhere can run no code
_SCHEMA = """
create table if not exists facts(
  words text, reader text, article text, run integer, data blob, primary key (words, reader)
) without rowid;
create index if not exists by_article on facts(article);
create table if not exists readers(reader text primary key, parts text) without rowid;
drop table if exists derived;
create table if not exists made(key text primary key, data blob);
create table if not exists asked(key text primary key, run integer) without rowid;
create index if not exists by_run on asked(run);
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """What facts depend on besides the article: the digest of each part, by its name ("code", "model", a lexicon)."""

    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """One digest of all parts."""
        return _digest("\n".join(f"{name} {value}" for name, value in sorted(self.parts.items())))

    def differs(self, other: Mapping[str, str]) -> tuple[str, ...]:
        """Return the names of the parts that another reader has otherwise, or lacks, or has besides."""
        return tuple(sorted(n for n in {*self.parts, *other} if self.parts.get(n) != other.get(n)))


class FactsStore:
    """The open file, for one reader. Opening raises `sqlite3.Error` where it cannot be used; what goes wrong with it
    later, such as a full disk, costs time and no build: it is told in `fault`. `reader` is the digest of its reader."""

    def __init__(self, path: Path, reader: Reader) -> None:
        """Open the file, or make it."""
        self.reader = reader.digest
        self._parts = reader
        self.fault = ""
        self._path, self._open = path, True
        self._connection = sqlite3.connect(path, timeout=_WAIT)
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = normal")
        self._connection.executescript(_SCHEMA)
        parts = "\n".join(f"{name}\t{value}" for name, value in sorted(reader.parts.items()))
        with self._connection:
            self._connection.execute("insert or ignore into readers values (?, ?)", (self.reader, parts))
        (newest,) = self._connection.execute("select max(run) from facts").fetchone()
        (last,) = self._connection.execute("pragma user_version").fetchone()  # the number of the last build
        self._run = max(newest or 0, last) + 1

    def close(self) -> None:
        """Close the file; things can still be found and kept, each time opening it anew."""
        self._open = False
        self._connection.close()

    def find(self, words: str) -> ArticleFacts | None:
        """Return the facts of an article (the digest of its words) as this reader found them, or None; broken bytes
        count as none."""
        row = self._row("select data from facts where words = ? and reader = ?", words, self.reader)
        try:
            return None if row is None else unpacked(row[0])
        except Exception:  # whatever broken bytes lead to
            return None

    def lacks(self, words: str) -> bool:
        """Say whether there are no facts of an article by this reader."""
        return self._row("select 1 from facts where words = ? and reader = ?", words, self.reader) is None

    def keep(self, found: Iterable[tuple[str, ArticleFacts]]) -> None:
        """Keep the facts of articles, each with the digest of its words, all or none of them."""
        rows = [(words, self.reader, facts.article.id, self._run, packed(facts)) for words, facts in found]
        with self._change() as connection:
            connection.executemany("insert or replace into facts values (?, ?, ?, ?, ?)", rows)

    def used(self, articles: Iterable[str]) -> None:
        """Say which articles (digests of their words) this build has, and drop what no recent build had or asked
        for."""
        rows = [(self._run, words, self.reader) for words in articles]
        with self._change() as connection:
            # a row is written again only every so often: with it goes all that it holds
            query = f"update facts set run = ? where words = ? and reader = ? and run <= {self._run - _KEPT_RUNS // 2}"
            connection.executemany(query, rows)
            connection.execute("delete from facts where run <= ?", (self._run - _KEPT_RUNS,))
            connection.execute("delete from readers where reader not in (select reader from facts)")
            old = self._run - _KEPT_DERIVED
            connection.execute("delete from made where key in (select key from asked where run <= ?)", (old,))
            connection.execute("delete from asked where run <= ?", (old,))
            connection.execute(f"pragma user_version = {self._run}")

    def derived(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield what was kept under keys, those that are there."""
        asked: list[tuple[int, str]] = []
        for key in keys:
            row = self._row("select data, run from made join asked using (key) where key = ?", key)
            if row is not None:
                asked += [(self._run, key)] if row[1] < self._run else []
                yield key, row[0]
        if asked:
            self._ask(asked)

    def hold(self, keys: Iterable[str]) -> None:
        """Let what is kept under keys count as asked for by this build."""
        self._ask([(self._run, key) for key in keys])

    def _ask(self, asked: Iterable[tuple[int, str]]) -> None:
        with self._change() as connection:
            connection.executemany("update asked set run = ? where key = ?", asked)

    def keep_derived(self, made: Mapping[str, bytes]) -> None:
        """Keep what was made of facts under a digest of all that it depends on."""
        with self._change() as connection:
            connection.executemany("insert or replace into made values (?, ?)", list(made.items()))
            connection.executemany("insert or replace into asked values (?, ?)", [(key, self._run) for key in made])

    def _row(self, query: str, *values: str) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = None
        try:
            with self._connected() as connection:
                row = connection.execute(query, values).fetchone()
        except sqlite3.Error as error:
            self.fault = str(error)
        return row

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        if self._open:
            yield self._connection
            return
        with closing(sqlite3.connect(self._path, timeout=_WAIT)) as again:
            yield again

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """Do all of what follows, or nothing."""
        try:
            with self._connected() as connection, connection:
                yield connection
        except sqlite3.Error as error:
            self.fault = str(error)

    def why_anew(self, article: Article) -> str:
        """Return why an article would be read anew, in words; empty where its facts are kept."""
        words = words_of(article)
        if not self.lacks(words):
            return ""
        query = "select words, parts from facts join readers using (reader) where article = ? order by run desc"
        rows = self._connection.execute(query, (article.id,)).fetchall()
        if not rows:
            return "new"
        same = next((parts for one, parts in rows if one == words), None)
        if same is None:
            return "its text or header changed"
        other = dict(line.split("\t", 1) for line in same.splitlines())
        return f"changed: {', '.join(self._parts.differs(other))}"


def batches(found: Iterable[T]) -> Iterator[Sequence[T]]:
    """Yield what was found in the portions that are kept together."""
    batch: list[T] = []
    for one in found:
        batch.append(one)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def packed(facts: ArticleFacts) -> bytes:
    """Return facts as bytes, for the store and for the way between machines."""
    return zlib.compress(pickle.dumps(facts, protocol=5), _LEVEL)


def unpacked(data: bytes) -> ArticleFacts:
    """Return the facts that `packed` gave as bytes; runs no code of others. Raises what broken bytes make it raise."""
    facts: ArticleFacts = Ours(zlib.decompress(data), _FACTS).load()
    return facts
