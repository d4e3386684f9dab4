"""What came of comparing all articles, kept for the build that compares the same ones: then only names and ids are made
anew, and no outline is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from kgbuild.identifiers import digest
from kgbuild.model.facts import EntityKind
from kgbuild.model.gist import Gist, Known
from kgbuild.model.plain import Plain
from kgbuild.model.resolved import Merge, Question, Utterance
from kgbuild.resolve.outcome import Happened, Named, Outcome, Settled
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.resolve import Outlined
from kgbuild.serialize.swap import keep_whole

FILE = Path(".kgbuild") / "outcome.bin"  # in the project's folder

_KINDS = {kind.value: kind for kind in EntityKind}


def outcome_key(articles: Iterable[Outlined], prior: Prior) -> str:
    """Return a digest of all that comparing articles depends on but for names decided and ids given; empty where some
    are not kept."""
    keys = {one.article: one.key for one in articles}
    decided = repr((prior.cautious, prior.same, prior.different))
    return digest(decided, *(keys[one] for one in sorted(keys)), length=32) if all(keys.values()) else ""


def read_words(project: Path) -> Mapping[str, str]:
    """Return the digests of the words of the articles that were compared last, by the keys of their outlines."""
    try:
        with (project / FILE).open("rb") as file:
            found: dict[str, str] = Plain(file).load()
        return found
    except Exception:  # whatever broken bytes lead to
        return {}


def kept_outcome(project: Path, key: str) -> Outcome | None:
    """Return what is kept under a key, None where nothing is."""
    try:
        with (project / FILE).open("rb") as file:
            _, of = Plain(file).load(), Plain(file).load()
            return _read(Plain(file).load()) if of == key else None
    except Exception:  # whatever broken bytes lead to
        return None


def keep_outcome(project: Path, key: str, articles: Sequence[Outlined], outcome: Outcome) -> None:
    """Keep what came of comparing articles; where it cannot be kept, the next build compares them."""
    keys = {one.article: one.key for one in articles}
    words = {keys[one.article]: one.gist.words for one in outcome.articles}
    keep_whole(project / FILE, words, key, _flat(outcome))


def _flat(outcome: Outcome) -> tuple[object, ...]:
    """Return an outcome as texts and tuples, ids of many things as one text: each by itself takes twice the time."""
    articles, things, events, nameless, merges, utterances, questions, places = outcome
    return (
        [(one, _text(own), _text(told), mark, _flat_gist(gist)) for one, own, told, mark, gist in articles],
        [(*thing[:-1], _text(thing.nodes)) for thing in things],
        [tuple(event) for event in events],
        dict(nameless),
        [(m.id, m.members, m.reason, m.score, m.against) for m in merges],
        [(u.id, u.members, u.reason) for u in utterances],
        [(q.kind, q.left, q.right, q.reason, q.score) for q in questions],
        dict(places),
    )


def _flat_gist(gist: Gist) -> tuple[object, ...]:
    return (*gist[:-1], [k._replace(kind=k.kind.value)[:] for k in gist.known])  # type: ignore[arg-type]


def _read(flat: tuple[Any, ...]) -> Outcome:
    articles, things, events, nameless, merges, utterances, questions, places = flat
    new = tuple.__new__  # naming what is in a tuple takes longer than reading it
    settled = (
        Settled(one, tuple([(a, b, c, _KINDS[k]) for a, b, c, k in _rows(own, 4)]), _rows(told, 2), mark, _gist(gist))
        for one, own, told, mark, gist in articles
    )
    return Outcome(
        tuple(settled),
        tuple([Named._make((*thing, _rows(nodes, 2))) for *thing, nodes in things]),
        tuple([new(Happened, event) for event in events]),
        nameless,
        tuple(Merge(*one) for one in merges),
        tuple(Utterance(*one) for one in utterances),
        tuple(Question(*one) for one in questions),
        places,
    )


def _text(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(chain.from_iterable(rows))


def _rows(text: str, width: int) -> tuple[Any, ...]:
    """Return the rows of so many cells that `_text` joined."""
    cells = iter(text.split("\n"))
    return tuple(zip(*[cells] * width, strict=True)) if text else ()


def _gist(flat: tuple[Any, ...]) -> Gist:
    *plain, known = flat
    return Gist._make((*plain, tuple(Known(one, line, _KINDS[kind], *rest) for one, line, kind, *rest in known)))
