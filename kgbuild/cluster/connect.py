"""The way to a cluster: one that runs already, by its address, or processes of this machine for one build."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from kgbuild.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from distributed import Client

_LOCAL = re.compile(r"local:([1-9]\d{0,2})")
_ADDRESS = re.compile(r"(?!local:)([a-z]+://)?[^\s/]+:\d+|\S.*\.json")
_ANSWERS = 30  # seconds for a scheduler to answer, and for its first worker to be there
_SILENT = 60  # seconds without a heartbeat after which a process of this machine is started anew


def check_place(place: str) -> None:
    """Raises `UsageError` for what is no place of a cluster, `MissingExtra` where Dask is not installed."""
    if not (_LOCAL.fullmatch(place) or _ADDRESS.fullmatch(place)):
        fix = (
            "write local:2 for two processes of this machine, or the scheduler's address, such as tcp://10.0.0.5:8786, "
            "or the file it writes, such as cluster.json"
        )
        raise UsageError(f"`{place}` is no place of a cluster: {fix}")
    try:
        import distributed  # noqa: F401 - only whether it is there
    except ImportError:
        raise MissingExtra('a cluster needs Dask; install it with `pip install "kgbuild[cluster]"`') from None


@contextmanager
def connected(place: str) -> Iterator[Client]:
    """Connect to the cluster at a place (`local:N`, an address, a scheduler's file) with at least one worker.

    Raises `UsageError` where nobody answers or no worker is there.
    """
    from distributed import Client
    from distributed.utils import silence_logging_cmgr

    found = _LOCAL.fullmatch(place)
    if found:
        with _local(int(found[1])) as client:
            yield client
        return
    try:
        client = Client(_address(place), timeout=_ANSWERS)
    except (OSError, TimeoutError, ValueError) as error:
        fix = "start one with `dask scheduler`, and workers with `dask worker ADDRESS`"
        raise UsageError(f"no Dask scheduler answers at {place} ({_first_line(error)}): {fix}") from None
    with silence_logging_cmgr(logging.CRITICAL), client:
        _wait_for_worker(client, place)
        yield client


def _address(place: str) -> str:
    """Return a scheduler's address, read from the file it writes where `place` is one, as soon as it is there. Raises
    `OSError`, or `ValueError` for another file."""
    if not place.endswith(".json"):
        return place
    end = monotonic() + _ANSWERS
    while True:
        try:
            return str(json.loads(Path(place).read_text(encoding="utf-8"))["address"])
        except (FileNotFoundError, json.JSONDecodeError):  # not yet, or not yet all of it
            if monotonic() > end:
                raise
        except (KeyError, TypeError):
            raise ValueError("the file names no address") from None
        sleep(0.1)


@contextmanager
def _local(processes: int) -> Iterator[Client]:
    """Start workers on this machine; what dies there is told by the client, which also counts how often."""
    from dask import config
    from distributed import Client, LocalCluster

    settings = {"distributed.scheduler.allowed-failures": 0, "distributed.scheduler.worker-ttl": f"{_SILENT}s"}
    with (
        config.set(settings),
        LocalCluster(
            n_workers=processes, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def _wait_for_worker(client: Client, place: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_ANSWERS)
    except TimeoutError:
        fix = f"start one with `dask worker {place} --nthreads 1`"
        raise UsageError(f"the scheduler at {place} has no worker: {fix}") from None


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
