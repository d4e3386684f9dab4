"""Processes that answer queries, each with the store opened read-only; one that takes too long is killed.

A query in the server's own process could neither be stopped nor kept from eating all memory.
"""

from __future__ import annotations

import ctypes
import resource
import sys
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from queue import Empty, LifoQueue
from typing import NamedTuple

from kgbuild.serve.evaluate import Answer, Job, evaluate

_NEW_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client may cost: seconds and bytes of an answer, queries at once, those waiting, memory of one query."""

    seconds: float = 30.0
    answer: int = 32 * 2**20
    query: int = 2**20
    parallel: int = 2
    waiting: int = 64
    memory: int = 2 * 2**30


class _Worker(NamedTuple):
    process: SpawnProcess
    connection: Connection
    store: Path


@dataclass(slots=True)
class Workers:
    """A fixed number of processes; `ask` blocks until one is free, and for at most the limit."""

    limits: Limits
    _idle: LifoQueue[_Worker | None] = field(init=False)

    def __post_init__(self) -> None:
        """Start with empty seats: a process is started when a query first needs it."""
        self._idle = LifoQueue()
        for _ in range(self.limits.parallel):
            self._idle.put(None)

    def ask(self, job: Job, store: Path) -> Answer:
        """Return a store's answer to one query. Never raises for what a query does."""
        try:
            worker = self._idle.get(timeout=self.limits.seconds)
        except Empty:
            return Answer.failed(503, "too many queries at once; ask again in a moment")
        if worker is not None and (worker.store != store or not worker.process.is_alive()):
            _ended(worker)
            worker = None
        try:
            worker = worker or _started(store, self.limits)
            answer = self._answer(worker, job)
            if answer is None:
                _ended(worker)
                worker = None
                return Answer.failed(
                    503, f"the query took longer than {self.limits.seconds:g} s, or more memory than allowed"
                )
            return answer
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all idle processes."""
        while True:
            try:
                worker = self._idle.get_nowait()
            except Empty:
                return
            if worker is not None:
                _ended(worker)

    def _answer(self, worker: _Worker, job: Job) -> Answer | None:
        try:
            worker.connection.send(job)
            if worker.connection.poll(self.limits.seconds):
                found: Answer = worker.connection.recv()
                return found
        except (EOFError, OSError):  # the process is gone: killed for its memory
            return None
        return None


def _started(store: Path, limits: Limits) -> _Worker:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, store, limits), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours, store)


def _ended(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.connection.close()


def _work(connection: Connection, store: Path, limits: Limits) -> None:
    """Answer queries until the server goes away."""
    import pyoxigraph as ox

    _restrict(limits)
    opened = ox.Store.read_only(str(store))
    while True:
        try:
            job: Job = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        connection.send(evaluate(opened, job, most=limits.answer))


def _restrict(limits: Limits) -> None:
    """Bound the process's memory, and cut it off from the network where the system lets us: the second lock after the
    refusal of SERVICE."""
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(_NEW_NETWORK)
