"""`facts.jsonl`: the lines of articles whose facts are as they were are copied from the file of the last build."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kgbuild.facts_json import to_line
from kgbuild.model.on_demand import InOrder
from kgbuild.model.resolved import Resolved
from kgbuild.serialize.pieces import Pieces

NAME = "facts.jsonl"


def fact_lines(resolved: Resolved, pieces: Pieces) -> Iterator[bytes]:
    """Yield the lines of all articles; `pieces` has those of an earlier file, each under its article and the digest of
    its facts. Where facts have no digest, as those from elsewhere, all lines are made."""

    def line(number: int) -> str:
        return f"{to_line(resolved.facts[number])}\n"

    keys = [(gist.article, resolved.digests.get(gist.article, "")) for gist in resolved.gists]
    known = pieces if all(digest for _, digest in keys) else Pieces()
    yield from known.written(((" ".join(key), partial(line, number)) for number, key in enumerate(keys)), mark="{")
    if isinstance(resolved.facts, InOrder):
        resolved.facts.forget()
