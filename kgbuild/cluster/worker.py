"""What runs on a worker: a check that it reads as the client does, then articles, a portion at a time."""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from distributed import WorkerPlugin, get_worker
from distributed.utils import sync

from kgbuild.annotate.parser import load_parser
from kgbuild.cluster.errand import Answer, Errand, Fault, Job
from kgbuild.cluster.terms import difference, terms_of
from kgbuild.errors import MissingExtra, UsageError
from kgbuild.extract.article import load_knowledge
from kgbuild.facts_store import packed
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.gist import words_of
from kgbuild.pipeline.stages import names_of, read_words
from kgbuild.read.again import Again
from kgbuild.read.articles import Defaults
from kgbuild.read.wording import read_wording


class Desk(WorkerPlugin):  # type: ignore[misc]  # Dask has no types
    """Where a worker reads the articles of one build: sent to every worker, also to those that come later; what it
    reads with is loaded there, once, with the first article."""

    def __init__(self, job: Job) -> None:
        """Keep the job: this much travels."""
        self.name = job.name
        self.job = job

    def setup(self, worker: Any) -> None:
        """Arrive at a worker."""
        self._address = str(worker.address)
        self._turn = Lock()  # the parser, the place in a file and the alarm are one for the process
        self._reader: _Reader | None = None

    def read(self, errands: Sequence[Errand]) -> list[Answer]:
        """Return what comes of errands. Raises `UsageError` where this worker reads otherwise than the client."""
        with self._turn:
            if self._reader is None:
                if differs := difference(self.job.terms, terms_of(self.job.config)):
                    raise UsageError(otherwise(self._address, differs))
                self._reader = _Reader(self.job, self._address)
            return self._reader.read(errands)


class _Reader:
    def __init__(self, job: Job, address: str) -> None:
        config = job.config
        lexicon = load_lexicon(config.lexicons, language=config.language, base=config.folder)
        self._knowledge = load_knowledge(lexicon)
        self._again = Again(Defaults(config.sources, "", config.language), read_wording(lexicon))
        self._model = config.model
        load_parser(self._model, names_of(self._knowledge).short)  # not in the first article's time
        self._limit = job.limit
        self._address = address

    def read(self, errands: Sequence[Errand]) -> list[Answer]:
        with _alarm(self._limit):
            found = [(errand, self._found(errand)) for errand in errands]
        articles = [(errand, one) for errand, one in found if isinstance(one, Article)]
        return [*(one for _, one in found if isinstance(one, Answer)), *self._answers(articles)]

    def _found(self, errand: Errand) -> Article | Answer:
        try:
            article = errand.article or self._again.article(errand.path, errand.shown, errand.name)
        except (OSError, MissingExtra) as error:
            return Answer(errand.number, fault=Fault.UNREADABLE, detail=f"worker {self._address}: {error}")
        if article is None or words_of(article) != errand.words:
            return Answer(errand.number, fault=Fault.CHANGED)
        return article

    def _answers(self, articles: Sequence[tuple[Errand, Article]]) -> list[Answer]:
        """Read all at once, which takes a quarter less; where that fails, each alone, so that the fault is one's."""
        try:
            with _alarm(self._limit):
                read = read_words([article for _, article in articles], self._knowledge, self._model)
                return [Answer(e.number, packed(facts)) for (e, _), facts in zip(articles, read, strict=True)]
        except Exception as error:  # one article's; the others are read all the same
            if len(articles) > 1:
                return [answer for one in articles for answer in self._answers([one])]
            return [Answer(articles[0][0].number, fault=Fault.FAILED, detail=f"{type(error).__name__}: {error}")]


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """End this process if what follows takes longer: nothing gentler stops a library that does not come back. The
    nanny starts another, and the scheduler hands its work to the others."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def do_errands(desk: str, errands: Sequence[Errand], *, watched: bool = False) -> list[Answer]:
    """Return what comes of errands. `watched`: the scheduler is told before (1) and after (-1) the one there is, so
    that the client knows that a worker died of it. Raises as `Desk.read` does."""
    worker = get_worker()
    if watched:
        _tell(worker, desk, errands[0], 1)
    answers: list[Answer] = worker.plugins[desk].read(errands)
    if watched:
        _tell(worker, desk, errands[0], -1)
    return answers


def _tell(worker: Any, desk: str, errand: Errand, step: int) -> None:
    sync(worker.loop, worker.scheduler.log_event, topic=topic_of(desk, errand.number), msg=step)


def topic_of(desk: str, number: int) -> str:
    """Return the scheduler's topic for the beginnings and ends of an article."""
    return f"{desk}-{number}"


def otherwise(address: str, differs: str) -> str:
    """Say that a worker does not read as the client does."""
    return (
        f"worker {address} does not read as this command does: {differs}; "
        "install the same kgbuild and model there, share the project's folder, and start the worker anew"
    )
