"""A build that leads on from the last one: only what the change reaches is made, whatever the size of the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from kgbuild.claims.assemble import Setting
from kgbuild.claims.change import Change, World, change_between
from kgbuild.claims.copies import find_copies, texts_of
from kgbuild.claims.pieces import Piece
from kgbuild.model.delta import Delta
from kgbuild.model.quads import Quad, SortedQuads
from kgbuild.model.tables import Table
from kgbuild.pipeline.description import leads
from kgbuild.pipeline.last_run import Bundle, LastRun, Leaf
from kgbuild.pipeline.parts import KeptParts, bundled, mapped, rows_of, spans_of, unsaid
from kgbuild.pipeline.scene import Scene
from kgbuild.problems import Problem
from kgbuild.tabulate.tables import Brief, Rows, brief_of, every_label, joined_tables, shared_rows

_MOST = 2  # where more than half of the articles changed, all is made anew


@dataclass(frozen=True, slots=True)
class Followed:
    """What a build changes: quads, and rows of articles that are not as they were (by slug; empty: of none). `last` is
    what it leaves in turn, `reached` are the articles (slugs) in which claims stand otherwise."""

    delta: Delta
    rows: Mapping[str, Rows]
    last: LastRun
    change: Change

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables with those rows alone."""
        return joined_tables(self.rows.values())


class _LostError(Exception):
    """A part of the last run is not there any more."""


def followed(last: LastRun, scene: Scene, kept: KeptParts) -> Followed | None:
    """Return what changes between the last run and this one; None where too much does, or something cannot be known."""
    keys = {slug: kept.key(one) for slug, one in scene.slugs.items()}
    if not all(keys.values()):
        return None
    changed = {slug for slug, key in keys.items() if slug not in last.articles or last.articles[slug].key != key}
    gone = last.articles.keys() - keys.keys()
    if _MOST * (len(changed) + len(gone)) > len(keys):
        return None
    step = _step(last, scene, kept, keys, changed)
    try:
        return _followed(step, {*changed, *gone}) if step is not None else None
    except _LostError:
        return None


@dataclass(frozen=True, slots=True)
class _Step:
    """From the last run to this one, whose parts have `keys`, its bundles too (`bundles`): rows, pieces and briefs by
    slug, of what is not as it was and of what is of no article."""

    last: LastRun
    scene: Scene
    kept: KeptParts
    keys: Mapping[str, str]
    bundles: Mapping[str, str]
    rows: Mapping[str, Rows]
    pieces: Mapping[str, Piece]
    briefs: Mapping[str, Brief]

    def was(self, setting: Setting) -> World:
        """The dataset of the last run; `setting` has the rules of both."""
        return self.last.world(setting, partial(self._piece, {"": self.last.shared}, self.last.keys))

    def now(self, setting: Setting, changed: Collection[str], *, texts: str) -> World:
        """The dataset of this run, of these `texts`, without the articles that `changed` and the bundles that did."""
        there = {*self.keys, *self.bundles} - {*changed, *self.rebundled}
        same = {one: trace for one, trace in self.last.traces.items() if one in there}
        copies = find_copies(setting.articles) if texts != self.last.texts else self.last.copies
        return World(setting, copies, same, partial(self._piece, self.pieces, {**self.keys, **self.bundles}))

    @property
    def rebundled(self) -> set[str]:
        """The bundles that are otherwise, new or gone."""
        was = ((name, one.key) for name, one in self.last.bundles.items())
        return {name for name, _ in set(was) ^ set(self.bundles.items())}

    def _piece(self, at_hand: Mapping[str, Piece], keys: Mapping[str, str], slug: str) -> Piece:
        """Return the piece of an article, an empty one where there is no such article."""
        if slug in at_hand or slug not in keys:
            return at_hand.get(slug, Piece(slug))
        for _, piece in self.kept.under([keys[slug]]):
            return piece
        raise _LostError

    def setting(self) -> Setting:
        """What claims are judged by now."""
        scene = self.scene
        others = {scene.slugs[one] for one in scene.decided if one in scene.slugs and one not in self.rows}
        found = self.kept.rows(others)
        if found.keys() != others:
            raise _LostError
        rows = (*(self.rows[one] for one in scene.decided if one in self.rows), *found.values())
        return scene.setting(dict(spans_of(rows)))

    def leaf(self, slug: str, now: World, change: Change) -> Leaf:
        """Return what is left of an article."""
        leaf = self.last.articles.get(slug)
        if leaf is not None and slug not in change.traces:
            return leaf
        context = now.setting.articles[slug]
        told = (context.publisher, context.published)
        brief = self.briefs[slug] if leaf is None or slug in self.briefs else leaf.brief
        return Leaf(self.scene.slugs[slug], self.keys[slug], *told, brief, change.traces[slug], change.fates[slug])


def _step(
    last: LastRun, scene: Scene, kept: KeptParts, keys: Mapping[str, str], changed: Collection[str]
) -> _Step | None:
    """Make what is not as it was, but for what an earlier build left; None where something is wrong with rows."""
    slugs, wanted = scene.slugs, [one for slug, one in scene.slugs.items() if slug in changed]
    known, old = kept.rows(wanted), kept.pieces(wanted)
    missing = set(wanted) - known.keys()
    anew = rows_of(scene.resolved, missing, every_label(scene.resolved) if missing else {}, scene.background)
    rows = {slug: known[one] if one in known else anew[one] for slug, one in slugs.items() if slug in changed}
    briefs = {slug: brief_of(own) for slug, own in rows.items()}
    every = (briefs[slug] if slug in briefs else last.articles[slug].brief for slug in slugs)
    shared = shared_rows(every, scene.resolved, scene.background)
    lists, bundles = bundled(shared)
    bundle_keys = kept.bundle_keys(bundles)
    fresh = {n: own for n, own in bundles.items() if n not in last.bundles or last.bundles[n].key != bundle_keys[n]}
    noted: list[Problem] = []
    unmapped = (own for slug, own in rows.items() if slugs[slug] not in old)
    made = mapped(joined_tables([*unmapped, lists, *fresh.values()]), slugs.values(), scene.project, noted)
    made += unsaid(fresh, made)
    if noted or any(piece.problems for piece in made):
        return None
    kept.keep(anew, made, wanted)
    kept.keep_bundles(bundle_keys, made)
    pieces = {"": Piece("")} | {piece.article: piece for piece in made}
    pieces |= {piece.article: piece for piece in old.values()}
    return _Step(last, scene, kept, keys, bundle_keys, {**rows, "": shared}, pieces, briefs)


def _followed(step: _Step, changed: Collection[str]) -> Followed:
    last, keys, base = step.last, step.keys, step.scene.base
    setting = step.setting()
    texts = texts_of(setting.articles)
    now = step.now(setting, changed, texts=texts)
    change = change_between(step.was(setting), now, {*changed, *step.rebundled}, base=base)
    bundles = {
        name: Bundle(key, change.traces[name] if name in change.traces else last.bundles[name].trace)
        for name, key in step.bundles.items()
    }
    more = _leads((step.scene.slugs[slug] for slug in keys if slug not in last.articles), base)
    less = _leads((leaf.id for slug, leaf in last.articles.items() if slug not in keys), base)
    delta = Delta(last.dataset, _sorted(change.added, more), _sorted(change.removed, less))
    left = replace(
        last,
        articles={slug: step.leaf(slug, now, change) for slug in keys},
        shared=step.pieces[""],
        trace=change.traces[""],
        bundles=bundles,
        texts=texts,
        copies=now.copies,
        decisions=setting.decisions,
        stretches=setting.stretches,
        judgements=setting.judgements,
        classes={name: number + change.classes[name] for name, number in last.classes.items()},
        counts={name: number + change.counts.get(name, 0) for name, number in last.counts.items()},
        size=last.size + len(delta.added) - len(delta.removed),
    )
    return Followed(delta, step.rows, left, change)


def _leads(articles: Iterable[str], base: str) -> set[Quad]:
    return {*leads(articles, base=base)}.difference(leads((), base=base))


def _sorted(*some: Collection[Quad]) -> SortedQuads:
    return SortedQuads(sorted(set[Quad]().union(*some)))
