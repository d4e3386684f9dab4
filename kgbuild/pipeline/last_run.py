"""What a build leaves of its dataset for the next one, which then makes no more than what changes: of each article the
key of its part and its place among all others, and how the whole was judged and counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kgbuild.claims.assemble import Setting
from kgbuild.claims.change import World
from kgbuild.claims.claim import ArticleContext
from kgbuild.claims.copies import Copy
from kgbuild.claims.judgements import Judgement
from kgbuild.claims.pieces import Piece
from kgbuild.claims.stances import View
from kgbuild.claims.traces import Trace
from kgbuild.model.decisions import ClaimDecision, Verdict
from kgbuild.model.plain import Plain
from kgbuild.pipeline.parts import packed, unpacked
from kgbuild.serialize.swap import keep_whole
from kgbuild.tabulate.tables import Brief

FILE = Path(".kgbuild") / "last.bin"  # in the project's folder


class Leaf(NamedTuple):
    """What is kept of one article: its id, the key of its part, its outlet and day, what rows of no article are made
    of, what it leaves in the whole, and a digest of what became of its claims."""

    id: str
    key: str
    publisher: str
    published: str
    brief: Brief
    trace: Trace
    fate: str


class Bundle(NamedTuple):
    """What is kept of the piece of a bundle: its key, and what it leaves in the whole."""

    key: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class LastRun:
    """A dataset as far as the next build needs it: by whom it was `made` (a digest of all that is the same for all
    articles), its articles by their slugs, what belongs to none (`shared` and its trace, and the `bundles`), a digest
    of its `texts` and the copies among them, how it was judged and counted, how many quads it has (`size`), the digest
    of its file, and of each of the `tables` how many bytes the rows of each article (empty: of none) take, in their
    order."""

    made: str
    articles: Mapping[str, Leaf]
    shared: Piece
    trace: Trace
    bundles: Mapping[str, Bundle]
    texts: str
    copies: tuple[Copy, ...]
    decisions: tuple[ClaimDecision, ...]
    stretches: Mapping[str, tuple[int, int]]
    judgements: tuple[Judgement, ...]
    classes: Mapping[str, int]
    counts: Mapping[str, int]
    size: int
    dataset: str = ""
    tables: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def world(self, like: Setting, piece: Callable[[str], Piece]) -> World:
        """Return the dataset as comparing it with another of the same rules needs it."""
        contexts = {slug: ArticleContext(leaf.publisher, leaf.published) for slug, leaf in self.articles.items()}
        setting = replace(
            like, articles=contexts, decisions=self.decisions, stretches=self.stretches, judgements=self.judgements
        )
        return World(setting, self.copies, self.traces | {"": self.trace}, piece)

    @property
    def traces(self) -> dict[str, Trace]:
        """The traces of articles and bundles."""
        bundles = {name: one.trace for name, one in self.bundles.items()}
        return {slug: leaf.trace for slug, leaf in self.articles.items()} | bundles

    @property
    def keys(self) -> dict[str, str]:
        """The keys of their pieces."""
        bundles = {name: one.key for name, one in self.bundles.items()}
        return {slug: leaf.key for slug, leaf in self.articles.items()} | bundles


def keep_last(folder: Path, last: LastRun) -> None:
    """Keep the last run of a project; where it cannot be kept, the next build makes everything."""
    flat = (
        last.made,
        [(*leaf[:4], tuple(leaf.brief), _flat(leaf.trace), leaf.fate) for leaf in last.articles.values()],
        list(last.articles),
        packed(last.shared),
        _flat(last.trace),
        {name: (one.key, _flat(one.trace)) for name, one in last.bundles.items()},
        last.texts,
        [astuple(one) for one in last.copies],
        [(str(d.verdict), *astuple(d)[1:]) for d in last.decisions],
        dict(last.stretches),
        [astuple(one) for one in last.judgements],
        dict(last.classes),
        dict(last.counts),
        last.size,
        last.dataset,
        last.tables,
    )
    keep_whole(folder / FILE, flat)


def last_run(folder: Path, made: str) -> LastRun | None:
    """Return the last run of a project, None where there is none, a broken one, or one that something else made."""
    try:
        with (folder / FILE).open("rb") as file:
            flat = Plain(file).load()
        return _read(flat) if flat[0] == made else None
    except Exception:  # whatever broken bytes lead to
        return None


def _read(flat: tuple[Any, ...]) -> LastRun:
    made, leaves, slugs, shared, trace, bundles, texts, copies, decisions, stretches, judgements, *rest = flat
    (piece,) = unpacked(shared)
    known = (Leaf._make((*told, Brief(*brief), _trace(left), fate)) for *told, brief, left, fate in leaves)
    return LastRun(
        made,
        dict(zip(slugs, known, strict=True)),
        piece,
        _trace(trace),
        {name: Bundle(key, _trace(left)) for name, (key, left) in bundles.items()},
        texts,
        tuple(Copy(*one) for one in copies),
        tuple(ClaimDecision(Verdict(one[0]), *one[1:]) for one in decisions),
        stretches,
        tuple(Judgement(*one) for one in judgements),
        *rest,
    )


def _flat(trace: Trace) -> tuple[object, ...]:
    """Return a trace as texts, bytes and tuples."""
    plain = (one.tobytes() if isinstance(one, np.ndarray) else one for one in trace._replace(views=()))
    return (*plain, tuple(map(tuple, trace.views)))


def _trace(flat: tuple[Any, ...]) -> Trace:
    *plain, views = flat
    names = Trace._fields
    kinds = {"bits": np.uint8, "tied": np.uint8, "kinds": np.uint8}
    made: list[Any] = [
        np.frombuffer(one, dtype=kinds.get(name, np.uint64)) if isinstance(one, bytes) else one
        for name, one in zip(names, plain, strict=True)
    ]
    return Trace(*made)._replace(views=tuple(map(View._make, views)))
