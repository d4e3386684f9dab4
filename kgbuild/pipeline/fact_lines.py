"""`facts.jsonl`: the lines of articles whose facts are as they were are copied from the file of the last build."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path

from kgbuild.facts_json import to_line
from kgbuild.facts_store import FactsStore
from kgbuild.model.on_demand import InOrder
from kgbuild.model.resolved import Resolved
from kgbuild.pipeline.reader import code_digest

NAME = "facts.jsonl"
_LEVEL = 1  # zlib's quickest


class _Earlier:
    """The lines of a file by article id and digest of its facts."""

    def __init__(self, data: mmap | bytes = b"", digests: Iterable[tuple[str, str]] = ()) -> None:
        self._data = data
        self._places: dict[tuple[str, str], tuple[int, int]] = {}
        at = 0
        for one in digests:
            end = data.find(b"\n", at) + 1
            self._places[one] = at, end
            at = end

    def line(self, article: str, digest: str) -> bytes:
        """Return a line with its end, nothing where there is none or the digest is not known."""
        start, end = self._places.get((article, digest), (0, 0)) if digest else (0, 0)
        return self._data[start:end]


def fact_lines(resolved: Resolved, before: Path, store: FactsStore | None) -> Iterator[bytes]:
    """Yield the lines of all articles. A store knows which digests the facts had that stand in the folder `before`,
    where that holds a file as a build left it."""
    made = sha256()
    with _earlier(before / NAME, store) as known:
        for number, gist in enumerate(resolved.gists):
            line = known.line(gist.article, resolved.digests.get(gist.article, ""))
            if not line:
                line = f"{to_line(resolved.facts[number])}\n".encode()
            made.update(line)
            yield line
    if store is not None:
        if isinstance(resolved.facts, InOrder):
            resolved.facts.forget()
        digests = [(gist.article, resolved.digests.get(gist.article, "")) for gist in resolved.gists]
        store.keep_derived({_key(made.hexdigest()): zlib.compress(json.dumps(digests).encode(), _LEVEL)})


@contextmanager
def _earlier(path: Path, store: FactsStore | None) -> Iterator[_Earlier]:
    if store is None or not path.is_file() or not path.stat().st_size:
        yield _Earlier()
        return
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        yield _known(data, store)


def _known(data: mmap, store: FactsStore) -> _Earlier:
    """Return the lines of a file, none where no build left it so."""
    for _, kept in store.derived([_key(sha256(data).hexdigest())]):
        try:
            return _Earlier(data, [(article, own) for article, own in json.loads(zlib.decompress(kept))])
        except (zlib.error, ValueError, TypeError):
            break
    return _Earlier()


def _key(digest: str) -> str:
    return f"lines {code_digest()} {digest}"
