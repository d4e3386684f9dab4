"""From facts under global ids to a dataset: made whole, or led on from the last run as far as the change reaches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from kgbuild.claims.assemble import ClaimedDataset, Setting, assembled
from kgbuild.claims.copies import Copy, texts_of
from kgbuild.claims.traces import Trace
from kgbuild.decisions.place import Placed
from kgbuild.facts_store import FactsStore
from kgbuild.model.delta import Delta
from kgbuild.model.gathered import Gathered
from kgbuild.model.on_demand import InOrder, Later, OnDemand
from kgbuild.model.resolved import Resolved
from kgbuild.model.tables import Table
from kgbuild.model.triples import Triples
from kgbuild.pipeline.description import leads
from kgbuild.pipeline.following import Followed, followed
from kgbuild.pipeline.last_run import Bundle, LastRun, Leaf, last_run
from kgbuild.pipeline.own_mappings import made_nothing, own_files
from kgbuild.pipeline.parts import KeptParts, Tabled, spans_of, tables_and_pieces
from kgbuild.pipeline.project import Project
from kgbuild.pipeline.scene import Scene, scene_of
from kgbuild.problems import Problem
from kgbuild.tabulate.tables import Rows
from kgbuild.verify.evidence import check_evidence

_NOTHING_DECIDED = Placed()
Held = TypeVar("Held")

Tick = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """The result of all stages; what no file needs is made when it is first looked at: the tables, the quads of the
    dataset, and their triples.

    `size` is how many quads there are. `last` is what the next build can lead on from, but for what only the files
    tell. Where this one leads on from another, `delta` has what it changed, and `rows` those of articles (slugs; empty:
    of none) that are not as they were.
    """

    resolved: Resolved
    dataset: ClaimedDataset
    problems: tuple[Problem, ...]
    size: int
    whole: Later[tuple[Table, ...]]
    index: Later[Triples]
    last: LastRun | None = None
    delta: Delta | None = None
    rows: Mapping[str, Rows] | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables."""
        return self.whole.value

    @property
    def triples(self) -> Triples:
        """The triples of the dataset."""
        return self.index.value


def emptied(some: list[Held]) -> Iterator[Held]:
    """Yield what a list holds and let go of it, so that what is made of it is not held beside it."""
    some.reverse()
    while some:
        yield some.pop()


def claim_resolved(
    resolved: Resolved,
    project: Project,
    placed: Placed = _NOTHING_DECIDED,
    *,
    store: FactsStore | None = None,
    tick: Tick = lambda _: None,
) -> Built:
    """Tabulate, map, claim and check facts under global ids."""
    scene = scene_of(resolved, project, placed, store)
    tick("map")
    if scene.kept is not None and scene.maker:
        last = last_run(project.config.folder, scene.maker)
        change = followed(last, scene, scene.kept) if last is not None else None
        if change is not None:
            return _led_on(change, scene, scene.kept, tick)
    return _whole(scene, tick)


def _whole(scene: Scene, tick: Tick) -> Built:
    """Make everything."""
    noted: list[Problem] = []
    resolved, base, kept = scene.resolved, scene.base, scene.kept
    gathered = Gathered()
    tabled = tables_and_pieces(resolved, scene.project, scene.background, noted, kept=kept, gathered=gathered)
    tables = tabled.tables
    setting = scene.setting(dict(spans_of([_of_articles(tables, scene.decided)])))
    gathered.add(leads((g.article for g in resolved.gists), base=base))
    dataset, copies, traces = assembled(tabled.pieces, setting, base=base, gathered=gathered)
    last = _left(scene, tabled, setting, dataset, copies, traces) if not noted else None
    del tabled, traces
    triples, size = Triples(gathered), len(gathered)
    tick("check")
    unsure = _checked(triples, resolved, dataset.fates, kept, base=base)
    problems = (*scene.placed.orphans, *noted, *_nothing(scene, tables), *dataset.problems, *unsure)
    again = Later(lambda: _whole(scene, lambda _: None))
    return Built(
        resolved,
        replace(dataset, said=Later(lambda: again.value.dataset.quads, gathered)),
        problems,
        size,
        Later(lambda: again.value.tables, tables),
        Later(lambda: again.value.triples, triples),
        replace(last, size=size) if last is not None and not unsure else None,
    )


def _led_on(found: Followed, scene: Scene, kept: KeptParts, tick: Tick) -> Built:
    """Make what the change reaches."""
    tick("check")
    resolved, last, change = scene.resolved, found.last, found.change
    fates = {slug: leaf.fate for slug, leaf in last.articles.items()}
    reached = [one for slug, one in scene.slugs.items() if slug in change.fates]
    near = set(reached)
    facts = [resolved.facts[number] for number, gist in enumerate(resolved.gists) if gist.article in near]
    quads = (q for slug, said in change.quads.items() if slug in scene.slugs for q in said)
    unsure = check_evidence(Triples(quads), replace(resolved, facts=facts), base=scene.base)
    if not unsure:
        kept.keep_checked(reached, fates)
    kept.hold(fates, (one.key for one in last.bundles.values()))
    every = Later(lambda: tables_and_pieces(resolved, scene.project, scene.background, [], kept=kept).tables)
    unmade = list(_nothing(scene, found.tables))
    if unmade:  # of what changed
        unmade = list(_nothing(scene, every.value))
    again = Later(lambda: _whole(scene, lambda _: None))
    said = Later(lambda: again.value.dataset.quads)
    return Built(
        resolved,
        ClaimedDataset(said, last.classes, last.counts, change.problems, fates),
        (*scene.placed.orphans, *unmade, *change.problems, *unsure),
        last.size,
        every,
        Later(lambda: again.value.triples),
        last if not unsure else None,
        found.delta,
        found.rows,
    )


def _left(
    scene: Scene,
    tabled: Tabled,
    setting: Setting,
    dataset: ClaimedDataset,
    copies: tuple[Copy, ...],
    traces: Iterable[tuple[str, Trace]],
) -> LastRun | None:
    """Return what the next build can lead on from, but for how much there is of it; None where something is missing."""
    keys = scene.kept.keys if scene.kept is not None else {}
    shared = next((piece for piece in tabled.pieces if not piece.article), None)
    if not scene.maker or shared is None or any(piece.problems for piece in tabled.pieces):
        return None
    trace = dict(traces)
    if not scene.slugs.keys() <= trace.keys():
        return None
    leaves = {
        slug: Leaf(
            one,
            keys[one],
            setting.articles[slug].publisher,
            setting.articles[slug].published,
            tabled.briefs[one],
            trace[slug],
            dataset.fates[slug],
        )
        for slug, one in scene.slugs.items()
    }
    told = (texts_of(setting.articles), copies, setting.decisions, setting.stretches, setting.judgements)
    bundles = {name: Bundle(key, trace[name]) for name, key in tabled.bundles.items()}
    return LastRun(scene.maker, leaves, shared, trace[""], bundles, *told, dataset.classes, dataset.counts, 0)


def _nothing(scene: Scene, tables: Sequence[Table]) -> Iterator[Problem]:
    return made_nothing(scene.project.mapping, tables, own_files(scene.project.config))


def _of_articles(tables: Sequence[Table], some: Collection[str]) -> Rows:
    """Return the spans of some articles (slugs)."""
    spans = next(table.rows for table in tables if table.name == "spans") if some else ()
    return {"spans": [row for row in spans if row["article"] in some]}


def _checked(
    triples: Triples, resolved: Resolved, fates: Mapping[str, str], kept: KeptParts | None, *, base: str
) -> list[Problem]:
    """Check the evidence of the articles that were not found right as they are before."""
    right = kept.checked(fates) if kept is not None else set[str]()
    numbers = {gist.article: number for number, gist in enumerate(resolved.gists) if gist.article not in right}
    facts = InOrder(OnDemand({one: partial(resolved.facts.__getitem__, at) for one, at in numbers.items()}))
    problems = check_evidence(triples, replace(resolved, facts=facts), right, base=base)
    if kept is not None and not problems:
        kept.keep_checked(numbers, fates)
    return problems
