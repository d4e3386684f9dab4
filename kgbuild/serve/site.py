"""What all parts of the server share: the output folder, its store, the query processes."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool

from kgbuild.errors import UsageError
from kgbuild.model.ontology import Ontology
from kgbuild.pipeline.stored import base_of
from kgbuild.query.index import index_of
from kgbuild.serialize.formats import Style
from kgbuild.serve.evaluate import Answer, Job
from kgbuild.serve.refusals import refusal, unescaped
from kgbuild.serve.workers import Limits, Workers

RDFS_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
PREF_LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


@dataclass(slots=True)
class Site:
    """An output folder being served. After a new build of the folder the next request sees the new data."""

    out: Path
    ontology: Ontology
    style: Style
    limits: Limits
    base: str = ""
    workers: Workers = field(init=False)
    _seats: asyncio.Semaphore = field(init=False)
    _waiting: int = field(init=False, default=0)
    _opened: tuple[tuple[int, int], Path, ox.Store] | None = field(init=False, default=None)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Open the store, so that a folder that cannot be served is told at once."""
        self.base = self.base or base_of(self.out)
        self.workers = Workers(self.limits)
        self._seats = asyncio.Semaphore(self.limits.parallel)
        self.store()

    def store(self) -> ox.Store:
        """Return the store of the folder as it is now, for the server's own small look-ups."""
        return self._current()[1]

    async def ask(self, job: Job) -> Answer:
        """Return the answer of a query that came from outside, checked, in its turn and within the limits."""
        query = unescaped(job.query)
        if why := refusal(query):
            return Answer.failed(403, why)
        if self._waiting >= self.limits.waiting:
            return Answer.failed(503, "too many queries are waiting; ask again in a moment")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds):
                await self._seats.acquire()
        except TimeoutError:
            return Answer.failed(503, "too many queries at once; ask again in a moment")
        finally:
            self._waiting -= 1
        try:
            return await run_in_threadpool(self._asked, job._replace(query=query))
        finally:
            self._seats.release()

    def label(self, node: ox.NamedNode) -> str:
        """Return a node's label, or the last part of its IRI."""
        store = self.store()
        for predicate in (RDFS_LABEL, PREF_LABEL):
            found = [q.object for q in store.quads_for_pattern(node, predicate, None, None)]
            texts = sorted(o.value for o in found if isinstance(o, ox.Literal))
            if texts:
                return texts[0]
        term = self.ontology.terms.get(node.value)
        return (
            term.label
            if term is not None and term.label
            else node.value.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
        )

    def _asked(self, job: Job) -> Answer:
        return self.workers.ask(job, self._current()[0])

    def _current(self) -> tuple[Path, ox.Store]:
        status = (self.out / "dataset.nq").stat()
        stamp = (status.st_ino, status.st_mtime_ns)
        with self._lock:
            if self._opened is None or self._opened[0] != stamp:
                path = index_of(self.out)
                if path is None:
                    raise UsageError(
                        f"no index can be written beside {self.out.as_posix()}: serve needs a folder it may write in"
                    )
                self._opened = (stamp, path, ox.Store.read_only(str(path)))
            return self._opened[1:]
