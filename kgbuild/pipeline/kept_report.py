"""What the report shows, kept for the build that leads on from it: a change among older articles leaves it as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kgbuild.model.delta import Delta
from kgbuild.model.plain import Plain
from kgbuild.model.quads import Quad
from kgbuild.model.triples import Triples
from kgbuild.report.recent import latest, reached, recent, watched, watched_after
from kgbuild.report.report import Shown, page_of, shown
from kgbuild.serialize.swap import keep_whole

FILE = Path(".kgbuild") / "report.bin"  # in the project's folder


class _Made(NamedTuple):
    """What is shown of the latest `articles`, at most so many; `seen`: all it was made of."""

    most: int
    articles: frozenset[str]
    seen: frozenset[str]
    shown: Shown


class KeptReport:
    """Makes the report in a project, which shows at most so many articles; `delta` leads to its dataset from that of
    the last one."""

    def __init__(self, project: Path, delta: Delta | None, most: int) -> None:
        """Read what is kept."""
        self._path, self._most, self._delta = project / FILE, most, delta
        self._made = _kept(self._path, delta.against) if delta is not None else None
        self._now: _Made | None = None

    def page(self, facts: Triples, run: Mapping[str, object]) -> bytes:
        """Return the report; `run` is what `run.json` says."""
        articles, made = frozenset(latest(facts, self._most)), self._made
        if made is None or made[:2] != (self._most, articles):
            made = self._anew(facts, articles)
        elif told := self._reached(facts, made):
            made = self._more(facts, made, told) or self._anew(facts, articles)
        self._now = made
        return page_of(made.shown, run, len(facts.with_type("Article")))

    def _anew(self, facts: Triples, articles: frozenset[str]) -> _Made:
        part, whole = recent(facts, self._most), len(articles) == len(facts.with_type("Article"))
        seen = frozenset(watched(facts, part)) if not whole else frozenset[str]()
        return _Made(self._most, articles, seen, shown(part))

    def _reached(self, facts: Triples, made: _Made) -> list[str]:
        changed = {quad.subject for quad in self._changed}
        return reached(facts, changed, made.seen, made.articles)

    def _more(self, facts: Triples, made: _Made, told: Collection[str]) -> _Made | None:
        """Return what is shown where no more came to it than is soon found: looking for all takes a third of the time.
        None where more is otherwise."""
        seen = watched_after(facts, self._changed, told, made.seen)
        if seen is None:
            return None
        spans = facts.spans_in(made.articles)  # all at once: to look for one after the other takes ten times as long
        return made._replace(seen=frozenset(seen), shown=shown(facts.part({*seen, *spans})))

    @property
    def _changed(self) -> Iterator[Quad]:
        if self._delta is not None:
            yield from (*self._delta.added, *self._delta.removed)

    def keep(self, dataset: str) -> None:
        """Keep what is shown of the dataset whose file has this digest, where that is not all of it; where it cannot be
        kept, the next build makes it."""
        made = self._now if self._now is not None and self._now.seen else None
        flat = (dataset, (*made[:3], tuple(made.shown))) if made is not None else ("", ())
        keep_whole(self._path, flat)


def _kept(path: Path, dataset: str) -> _Made | None:
    try:
        with path.open("rb") as file:
            of, (most, articles, seen, told) = Plain(file).load()
        return _Made(most, articles, seen, Shown(*told)) if of == dataset else None
    except Exception:  # whatever broken bytes lead to
        return None
