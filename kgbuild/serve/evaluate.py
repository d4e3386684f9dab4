"""One query on an opened store: its answer as bytes in the format the client likes best."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kgbuild.serve.formats import GRAPHS, ROWS, best

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_NO_ROWS = ("text/csv", "text/tab-separated-values", "text/plain")  # these cannot say yes or no


class Job(NamedTuple):
    """A query as asked: its text (checked already), what the client accepts, and the graphs it names if any."""

    query: str
    accept: str = "*/*"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What goes back: HTTP status, media type, body."""

    status: int
    media: str
    body: bytes

    @classmethod
    def failed(cls, status: int, why: str) -> Answer:
        """Return an answer that says why there is none."""
        return cls(status, "text/plain; charset=utf-8", f"{why}\n".encode())


class _TooLarge(Exception):
    pass


class _Limited(io.BytesIO):
    """A file that holds a number of bytes at most."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Buffer, /) -> int:
        written = super().write(data)
        if self.tell() > self._most:
            raise _TooLarge
        return written


def evaluate(store: ox.Store, job: Job, *, most: int) -> Answer:
    """Return the answer of a query; `most` is the size of the largest answer given, in bytes."""
    try:
        return _evaluated(store, job, most)
    except SyntaxError as error:
        return Answer.failed(400, f"not SPARQL: {error}")
    except _TooLarge:
        return Answer.failed(503, f"the answer is larger than {most} bytes; ask for less with LIMIT")
    except MemoryError:
        return Answer.failed(503, "the query needs more memory than allowed")
    except (ValueError, RuntimeError, OSError) as error:
        return Answer.failed(400, f"the query cannot be answered: {error}")


def _evaluated(store: ox.Store, job: Job, most: int) -> Answer:
    if job.default_graphs or job.named_graphs:
        found = store.query(
            job.query,
            default_graph=[ox.NamedNode(name) for name in job.default_graphs],
            named_graphs=[ox.NamedNode(name) for name in job.named_graphs],
        )
    else:
        found = store.query(job.query, use_default_graph_as_union=True)
    out = _Limited(most)
    if isinstance(found, ox.QueryTriples):
        media = best(job.accept, tuple(GRAPHS))
        if media is not None:
            found.serialize(out, format=GRAPHS[media])
    else:
        offered = tuple(m for m in ROWS if isinstance(found, ox.QuerySolutions) or m not in _NO_ROWS)
        media = best(job.accept, offered)
        if media is not None:
            found.serialize(out, format=ROWS[media])
    if media is None:
        return Answer.failed(406, "this answer has no format among those accepted")
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Answer(200, f"{media}{charset}", out.getvalue())
