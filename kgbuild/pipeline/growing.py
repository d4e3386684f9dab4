"""Values by key in a file that grows by what each build changed of them, so that little is written."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from kgbuild.model.plain import Plain
from kgbuild.serialize.swap import keep_whole

_MOST = 4  # where changes take more than this part of the first values, all are written anew

Parts = tuple[Mapping[str, Any], ...]
"""Values, plain ones, by key: of several kinds."""


class Grown(NamedTuple):
    """Values as a file has them beside a dataset, and where in it they end; `begin`: where the first ones do."""

    dataset: str
    parts: tuple[dict[str, Any], ...]
    begin: int
    end: int


def read_grown(path: Path, dataset: str) -> Grown | None:
    """Return the values kept with a dataset (its digest); None where there are none, or broken ones."""
    try:
        with path.open("rb") as file:
            of, *parts = Plain(file).load()
            begin = file.tell()
            while of != dataset:  # what a build that was killed wrote after them is never read
                of, *changes = Plain(file).load()
                for kind, changed in zip(parts, changes, strict=True):
                    kind.update(changed)
            for every in parts if file.tell() > begin else ():
                for key in [key for key, one in every.items() if one is None]:
                    del every[key]
            return Grown(dataset, tuple(parts), begin, file.tell())
    except Exception:  # whatever broken bytes lead to
        return None


def changed_in(now: Mapping[str, Any], last: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are not the very ones there were, None for those that are gone."""
    gone = dict.fromkeys(last.keys() - now.keys())
    return gone | {key: one for key, one in now.items() if last.get(key) is not one}


def keep_grown(path: Path, dataset: str, parts: Callable[[], Parts], last: Grown | None, changes: Parts) -> None:
    """Keep the values of a dataset; where `last` are those in the file, the `changes` of them are written after them.
    Where they cannot be kept, the next build makes them."""
    if last is not None and last.dataset == dataset and not any(changes):
        return
    if last is None or last.dataset == dataset or _MOST * (last.end - last.begin) > last.begin:
        keep_whole(path, (dataset, *parts()))
        return
    with suppress(OSError), path.open("r+b") as file:
        file.seek(last.end)
        file.write(pickle.dumps((dataset, *changes), protocol=5))
