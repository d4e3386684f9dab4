"""What a change of some articles makes of a dataset, found from these, from articles that speak of the same things, and
from the traces of all.

Both datasets, the old and the new one, are made as far as the change reaches, and compared. It reaches the claims about
subjects of which something else is claimed now, then the nodes of which all articles together make something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from kgbuild.claims.assemble import (
    CLASSES,
    Setting,
    by_article,
    decide,
    ground_of,
    link_quads,
    linked_by,
    other_counts,
    quantities_of,
    rule,
    statuses_of,
    unmet,
)
from kgbuild.claims.claim import ArticleContext, FactClaim
from kgbuild.claims.copies import Copy, Outlets
from kgbuild.claims.decided import Decided
from kgbuild.claims.disputes import Compared, can_contradict
from kgbuild.claims.judgements import judgement_quads
from kgbuild.claims.marks import (
    NO_BITS,
    NOTHING,
    Bits,
    Keys,
    Mark,
    Marks,
    all_bits,
    among,
    emptied,
    joined,
    keys_of,
    told,
)
from kgbuild.claims.pieces import Piece
from kgbuild.claims.shares import Kind, Share
from kgbuild.claims.stances import View
from kgbuild.claims.standing import Standing, quad_keys
from kgbuild.claims.statuses import Ruled
from kgbuild.claims.traces import Trace, Whole
from kgbuild.claims.values import holders
from kgbuild.model.quads import Quad
from kgbuild.problems import Problem


@dataclass(frozen=True, slots=True)
class World:
    """A dataset as far as it is known without making it: its setting and copies, the traces of its articles by slug (of
    a new one: of those that did not change), and how to get a piece (an empty one where there is none)."""

    setting: Setting
    copies: tuple[Copy, ...]
    traces: Mapping[str, Trace]
    piece: Callable[[str], Piece]


@dataclass(frozen=True, slots=True)
class Change:
    """Quads that come and go, what is counted (more, or less), and of the articles within reach, by slug, new traces,
    what became of their claims (digests), and what they say now outside the core."""

    added: frozenset[Quad]
    removed: frozenset[Quad]
    counts: Mapping[str, int]
    classes: Mapping[str, int]
    traces: Mapping[str, Trace]
    fates: Mapping[str, str]
    quads: Mapping[str, list[Quad]]
    problems: tuple[Problem, ...]


def change_between(old: World, new: World, changed: Collection[str], *, base: str) -> Change:
    """Return what differs between two datasets of which the articles `changed` (slugs) are otherwise, new or gone.

    Both are of one ontology and without a policy. What belongs to no article is always looked at.
    """
    moved = {*changed, *(d.article for d in (*old.setting.decisions, *new.setting.decisions)), ""}
    same = {one: trace for one, trace in new.traces.items() if one not in moved}
    before, after = _Side(old, base), _Side(replace(new, traces=same), base)
    whole = Whole(old.traces)
    moved |= _ruled_otherwise(before, after, whole, moved)
    moved |= _spoken_of_otherwise(before, after, whole, moved)
    _place(before, after, whole, moved)
    return _compared(before, after)


class _Side:
    """One of the two datasets, as far as the change reaches."""

    def __init__(self, world: World, base: str) -> None:
        self.world, self.base = world, base
        self.outlets = Outlets(world.setting.articles, world.copies)
        self.standings: dict[str, Standing] = {}
        self.decided, self.ruled = Decided([]), Ruled({}, Compared(), (), {})
        self.linked: set[str] = set()
        self.cuts: Mapping[int, tuple[str, ...]] = {}
        self.marks = Marks(NOTHING, NO_BITS)
        self._pieces: dict[str, Piece] = {}
        self._claims: dict[str, list[FactClaim]] = {}
        self._statuses: dict[str, str] = {}

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces at hand, in the order of their articles."""
        return tuple(self._pieces.values())

    def load(self, articles: Collection[str]) -> None:
        """Get the pieces of articles, and decide about their claims."""
        missing = {one: self.world.piece(one) for one in articles if one not in self._pieces}
        self._pieces = dict(sorted({**self._pieces, **missing}.items()))
        self.decided = decide(self.pieces, self.world.setting, base=self.base)
        self._claims = by_article(self.decided.claims)
        for one in missing:
            if one in self.world.traces:
                ids = (c.id for c in self._claims.get(one, ()))
                self._statuses.update(zip(ids, self.world.traces[one].statuses, strict=True))

    def rule(self, wanted: Callable[[FactClaim], bool], known: Mapping[str, str]) -> set[str]:
        """Find what becomes of the claims that are wanted, where it is not `known`; return the articles in which it is
        not what the trace has."""
        part = replace(self.decided, claims=[c for c in self.decided.claims if wanted(c)])
        self.ruled = rule(part, self.pieces, self.world.setting, self.outlets, base=self.base)
        was = self._statuses
        self._statuses = {**known, **was, **statuses_of(part, self.ruled, base=self.base)}
        return {c.article for c in part.claims if self._statuses[c.id] != was.get(c.id)}

    @property
    def known(self) -> Mapping[str, str]:
        """What becomes of claims, by their ids."""
        return self._statuses

    def stand(self, articles: Collection[str]) -> None:
        """Say how articles speak of nodes."""
        self.load(articles)
        rules, quantities = self.world.setting.rules, quantities_of(self.pieces)
        for one in articles:
            if one not in self.standings:
                claims = self._claims.get(one, [])
                compared = tuple(can_contradict(c, rules, quantities) for c in claims)
                statuses = tuple(self._statuses[c.id] for c in claims)
                self.standings[one] = Standing(Share(self._pieces[one], claims, statuses, compared))

    def say(self, articles: Collection[str]) -> None:
        """Make the quads of articles outside the core, given what all make of nodes (`marks`)."""
        self.stand(articles)
        for one in articles:
            self.standings[one].say(self.marks, self.world.setting.articles.get(one), base=self.base)

    def whole(self, like: Whole) -> Whole:
        """Return what all articles say together, most of them as in another whole."""
        return Whole(self._traces, like)

    @property
    def _traces(self) -> dict[str, Trace]:
        return {**self.world.traces, **{one: s.trace for one, s in self.standings.items()}}

    @property
    def views(self) -> set[View]:
        """The views of the articles within reach."""
        return {view for one in self.standings.values() for view in one.trace.views}

    def said(self, sides: Collection[tuple[str, str]]) -> dict[Quad, Kind]:
        """Return the quads of the articles within reach and what ties claims to each other, and why they are there; of
        positions, what ties those to some issues and targets (`sides`)."""
        setting = self.world.setting
        views = [v for trace in self._traces.values() for v in trace.views if (v.issue, v.target) in sides]
        links = link_quads(views, self.decided, self.ruled, self.outlets, base=self.base)
        judgements = judgement_quads((*self.ruled.judgements, *setting.judgements), base=self.base)
        quads = (q for one in self.standings.values() for q in one.quads)
        found = dict.fromkeys((*links, *judgements, *quads), Kind.NONE)
        for one in self.standings.values():
            for quad, kind in one.core_quads(self.base).items():
                found[quad] = min(kind, found.get(quad, kind))
        return found


def _ruled_otherwise(before: _Side, after: _Side, whole: Whole, moved: set[str]) -> set[str]:
    """Find what becomes of the claims within reach, and return the articles where it is something else."""
    sides = (before, after)
    for side in sides:
        side.load(moved)
    things = _things_otherwise(before, after)
    apart = _roots_otherwise(before.outlets, after.outlets)
    for side in sides:
        side.load(whole.speaking(keys_of(things), Mark.TOLD_OF) | apart)
    other = _claims_otherwise(before, after)
    subjects = {c.triple[0] for c in other}
    subjects |= {
        c.triple[0] for side in sides for c in side.decided.claims if c.triple[2] in things or c.article in apart
    }
    subjects = _compared_subjects(subjects, other, after, whole)
    for side in sides:
        side.load(whole.speaking(keys_of(subjects), Mark.CLAIMED))

    def wanted(claim: FactClaim) -> bool:
        return claim.triple[0] in subjects or claim in other

    known = before.known
    before.rule(wanted, {})
    return after.rule(wanted, known)


def _claims_otherwise(before: _Side, after: _Side) -> set[FactClaim]:
    """Return the claims that only one side has, or whose article appears there under another name or day, and those
    that somebody decided about."""
    found = set(before.decided.claims) ^ set(after.decided.claims)
    for one, other in ((before, after), (after, before)):
        decided, articles, there = one.decided, one.world.setting.articles, other.world.setting.articles
        for claim in decided.claims:
            judged = claim.id in decided.accepted or claim.id in decided.rejected
            if judged or _told_by(articles, claim) != _told_by(there, claim):
                found.add(claim)
    return found


def _told_by(articles: Mapping[str, ArticleContext], claim: FactClaim) -> tuple[str, str] | None:
    context = articles.get(claim.article)
    return (context.publisher, context.published) if context is not None else None


def _things_otherwise(before: _Side, after: _Side) -> set[str]:
    """Return places that lie elsewhere now, and quantities that are otherwise."""
    found: set[str] = set()
    was, now = ground_of(before.pieces), ground_of(after.pieces)
    if was != now:
        every = was.within.keys() | now.within.keys()
        found |= {p for p in every if tuple(holders(p, was.within)) != tuple(holders(p, now.within))}
        found |= (was.listed ^ now.listed) | (was.wide ^ now.wide)
    measured, measures = quantities_of(before.pieces).nodes, quantities_of(after.pieces).nodes
    return found | {node for node in {*measured, *measures} if measured.get(node) != measures.get(node)}


def _roots_otherwise(before: Outlets, after: Outlets) -> set[str]:
    """Return the articles that print another text than before, or the same as others."""
    every = {slug for copy in (*before.copies, *after.copies) for slug in (copy.article, copy.of)}
    return {one for one in every if before.text_of(one) != after.text_of(one)}


def _compared_subjects(subjects: Collection[str], other: Iterable[FactClaim], after: _Side, whole: Whole) -> set[str]:
    """Return those subjects of which something is claimed that can be contradicted."""
    rules, quantities = after.world.setting.rules, quantities_of(after.pieces)
    new = {c.triple[0] for c in other if can_contradict(c, rules, quantities)}
    every = sorted(subjects)
    bits = whole.marks.at(keys_of(every)) & np.uint8(Mark.COMPARED)
    return new | {one for one, bit in zip(every, bits.tolist(), strict=True) if bit}


def _spoken_of_otherwise(before: _Side, after: _Side, whole: Whole, moved: Collection[str]) -> set[str]:
    """Return the articles that describe nodes of which all together now make something else: told of only or not, in
    dispute, under another label."""
    before.stand(moved)
    after.stand(moved)
    now = after.whole(whole)
    nodes = [*_otherwise(whole.marks, now.marks, _told_how)]
    before.cuts, after.cuts, after.marks = whole.cuts(), now.cuts(), now.marks  # what is to come changes none of these
    nodes += [one for one in {*before.cuts, *after.cuts} if before.cuts.get(one) != after.cuts.get(one)]
    return whole.speaking(np.array(nodes, dtype=np.uint64), Mark.DESCRIBED)


def _told_how(bits: Bits) -> Bits:
    how = np.where(told(bits), np.uint8(1) + (bits & np.uint8(Mark.UNSURE)), np.uint8(0))
    return np.where(emptied(bits), np.uint8(2), how)


def _speaks(bits: Bits) -> Bits:
    return np.where(told(bits) | emptied(bits), np.uint8(0), bits & np.uint8(Mark.USED))


def _otherwise(was: Marks, now: Marks, of: Callable[[Bits], Bits]) -> Keys:
    """Return the nodes of which something else is made, some of them twice."""
    gone = was.keys[of(was.bits) != of(now.at(was.keys))]
    come = now.keys[of(was.at(now.keys)) != of(now.bits)]
    return np.concatenate((gone, come))


def _place(before: _Side, after: _Side, whole: Whole, moved: set[str]) -> None:
    """Make the quads of articles, and of those that describe nodes which are in use now and were not, or were."""
    before.marks = whole.marks
    after.stand(moved)
    now = after.whole(whole)  # but for what is used, which is said next
    for side in (before, after):
        side.say(moved)
    used, use = whole.used(), now.used([one.trace for one in after.standings.values()])
    linked, links = (linked_by([side.standings[""]], of) for side, of in ((before, used), (after, use)))
    nodes = np.concatenate((_otherwise(used, use, _speaks), keys_of(linked ^ links)))
    more = whole.speaking(nodes, Mark.DESCRIBED) - moved
    for side, of, lists in ((before, used, linked), (after, use, links)):
        side.say(more)
        for one in side.standings.values():
            one.place(of, lists, side.cuts)


def _compared(before: _Side, after: _Side) -> Change:
    """Return what differs between the two sides."""
    sides = {(view.issue, view.target) for view in before.views ^ after.views}  # on others nobody's stand is otherwise
    was, now = before.said(sides), after.said(sides)
    other = dict(was.items() ^ now.items())
    shared = _kept_by_others(before, other)
    counts, classes = Counter[str](), Counter[str]()
    for sign, side, said in ((-1, before, was), (1, after, now)):
        of_none = other_counts(side.ruled, side.world.setting, side.outlets)
        for tally in (*(one.tally for one in side.standings.values()), of_none):
            counts.update({name: sign * number for name, number in tally.items()})
        kinds = (min(said[q], shared.get(q, Kind.NONE)) if q in said else shared.get(q, Kind.NONE) for q in other)
        for kind in kinds:
            classes[kind.name.lower()] += sign
    counts["core"] = sum(classes[name] for name in CLASSES)
    return Change(
        frozenset(q for q in other if q not in was and q not in shared),
        frozenset(q for q in other if q not in now and q not in shared),
        counts,
        {name: classes[name] for name in CLASSES},
        {one: s.kept(base=after.base) for one, s in after.standings.items()},
        {one: s.fate for one, s in after.standings.items()},
        {one: s.quads for one, s in after.standings.items()},
        (*(p for piece in after.pieces for p in piece.problems), *map(unmet, after.decided.unmet)),
    )


def _kept_by_others(side: _Side, quads: Mapping[Quad, Kind]) -> dict[Quad, Kind]:
    """Return those quads that articles out of reach add too, and why they are there."""
    others = [t for one, t in side.world.traces.items() if one not in side.standings]
    common, kinds = joined([t.common for t in others]), all_bits([t.kinds for t in others])
    keys = quad_keys(quads)
    held: dict[int, int] = {}
    for place in np.flatnonzero(among(common, keys)).tolist():
        key = int(common[place])
        held[key] = min(int(kinds[place]), held.get(key, Kind.NONE))
    return {quad: Kind(held[key]) for quad, key in zip(quads, keys.tolist(), strict=True) if key in held}
