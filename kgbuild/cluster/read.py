"""Articles read by the workers of a cluster: the client's side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING
from uuid import uuid4

from kgbuild.cluster.connect import check_place, connected
from kgbuild.cluster.errand import Answer, Fault, Job, errands_for
from kgbuild.cluster.ledger import Ledger, Portion
from kgbuild.cluster.terms import difference, terms_of, unreadable
from kgbuild.errors import KgbuildError, UsageError
from kgbuild.facts_store import unpacked
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts
from kgbuild.pipeline.project import Project
from kgbuild.problems import Location, Problem
from kgbuild.version import VERSION

if TYPE_CHECKING:
    from distributed import Client, Future

LIMIT = 300.0
"""Seconds that an article may take before its worker is ended."""

_DEPTH = 3  # portions for each thread of the workers: one in work and some on the way
_LOOK = 5.0  # seconds between looks at how many workers there are
_ALONE = 120.0  # seconds to wait for another worker where all have gone
_SHARE = "workers need the same files under the same paths: share the folder"
_KEPT = "facts read so far are kept: build again to go on"
_GONE = f"the scheduler has gone; {_KEPT}"
_NONE_LEFT = f"all workers have gone and none came back in {_ALONE:g} s; {_KEPT}"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A way to read articles: by the Dask workers at `place`, an address or `local:N`.

    Raises `UsageError` for what is no place, `MissingExtra` without Dask.
    """

    place: str
    limit: float = LIMIT

    def __post_init__(self) -> None:
        """Refuse early, before anything is read."""
        check_place(self.place)

    def __call__(self, articles: Sequence[Article], project: Project) -> Iterator[ArticleFacts | Problem]:
        """Yield the facts of each article, in order, or what is wrong with it; nothing is connected for none.

        Raises `UsageError` where workers read otherwise than this command does, or are gone and do not come back.
        """
        if not articles:
            return
        job = Job(f"kgbuild-{uuid4().hex}", project.config, terms_of(project.config), self.limit)
        with connected(self.place) as client:
            _agree(client, job, articles)
            for article, answer in zip(articles, _answers(client, job, articles), strict=True):
                yield _problem(article, answer, self) if answer.fault else unpacked(answer.facts)


def _agree(client: Client, job: Job, articles: Sequence[Article]) -> None:
    """Raise `UsageError` unless every worker reads as the client does, and can read the first of the files."""
    from kgbuild.cluster.worker import otherwise

    try:
        theirs = client.run(terms_of, job.config)
        file = next((e.path for e in errands_for(articles) if e.article is None), None)
        blind = client.run(unreadable, file) if file else {}
    except Exception as error:  # whatever a machine without our code, or with another, answers
        raise UsageError(
            f"a worker cannot run kgbuild {VERSION} ({error}): install it there, with the same extras"
        ) from None
    wrong = [otherwise(address, differs) for address, t in theirs.items() if (differs := difference(job.terms, t))]
    wrong += [f"worker {address} cannot read the articles: {why}; {_SHARE}" for address, why in blind.items() if why]
    if wrong:
        raise UsageError("\n".join(sorted(wrong)))


def _answers(client: Client, job: Job, articles: Sequence[Article]) -> Iterator[Answer]:
    from kgbuild.cluster.worker import Desk

    client.register_plugin(Desk(job))
    try:
        yield from _Run(client, job, Ledger(errands_for(articles))).answers()
    finally:
        with suppress(Exception):  # whatever ended the build counts, not that a dead cluster cannot tidy up
            client.unregister_worker_plugin(job.name)


class _Run:
    """The errands of a build on their way."""

    def __init__(self, client: Client, job: Job, ledger: Ledger) -> None:
        self._client = client
        self._job = job
        self._ledger = ledger
        self._out: dict[str, tuple[Future, Portion]] = {}
        self._done: SimpleQueue[str] = SimpleQueue()
        self._looked = self._seen = monotonic()
        self._threads = sum(client.nthreads().values())

    def answers(self) -> Iterator[Answer]:
        """Yield what comes of each errand, in order."""
        while self._hand_out():
            self._take(self._wait())
            yield from self._ledger.ready()

    def _hand_out(self) -> int:
        """Give the workers enough to do and return how much is with them."""
        from kgbuild.cluster.worker import do_errands

        while len(self._out) < _DEPTH * max(self._threads, 1) and (portion := self._ledger.portion()):
            future = self._client.submit(
                do_errands, self._job.name, portion.errands, watched=portion.suspect, pure=False,
                priority=int(portion.suspect),
            )  # fmt: skip
            self._out[future.key] = future, portion
            future.add_done_callback(lambda one: self._done.put(one.key))
        return len(self._out)

    def _wait(self) -> str:
        """Return the key of a portion that is done with, one way or the other."""
        while True:
            try:
                key = self._done.get(timeout=_LOOK)
            except Empty:
                key = ""
            if monotonic() - self._looked > _LOOK:
                self._look()
            if key:
                return key

    def _look(self) -> None:
        """See how many workers there are now."""
        try:
            self._threads = sum(self._client.nthreads().values())
        except (OSError, TimeoutError):
            raise UsageError(_GONE) from None
        self._looked = monotonic()
        if self._threads:
            self._seen = self._looked
        elif self._looked - self._seen > _ALONE:
            raise UsageError(_NONE_LEFT)

    def _take(self, key: str) -> None:
        from distributed import CancelledError, KilledWorker

        future, portion = self._out.pop(key)
        try:
            self._ledger.back(future.result())
        except KilledWorker:
            self._ledger.died(portion, self._begun(portion) if portion.suspect else 0)
        except CancelledError:
            raise UsageError(_GONE) from None
        except KgbuildError:
            raise
        except Exception as error:  # what is no article's fault, or it would be an answer
            raise UsageError(f"a worker cannot do its work: {type(error).__name__}: {error}") from error

    def _begun(self, portion: Portion) -> int:
        """Return how often an article was begun by a worker and never ended."""
        from kgbuild.cluster.worker import topic_of

        (errand,) = portion.errands
        return sum(step for _, step in self._client.get_events(topic_of(self._job.name, errand.number)))


def _problem(article: Article, answer: Answer, way: Cluster) -> Problem:
    """Say why an article was left out. Raises `UsageError` where the fault is a worker's own."""
    what, fix = {
        Fault.CHANGED: ("changed while it was read", "build again when nobody writes to it"),
        Fault.UNREADABLE: ("was there and is gone", "build again when nobody moves it"),
        Fault.FAILED: (f"cannot be read: {answer.detail}", "this is a fault of kgbuild: report it with the article"),
        Fault.DEADLY: (
            f"ends every worker that reads it: it takes longer than {way.limit:g} s, or all memory, or crashes them",
            "cut it, leave it out, or give it longer with --article-limit; the next build tries it again",
        ),
    }[answer.fault or Fault.FAILED]
    if answer.fault is Fault.UNREADABLE and not unreadable(Path(article.path)):
        raise UsageError(f"{answer.detail}; {_SHARE}")
    return Problem(Location(article.path), f"article `{article.id}` {what}", fix)
