"""Which meetings and events of different articles are one, and why; and their ids.

Candidates come from blocks: reports that share a kind and a party, a place, a person it befalls, in the same days. Only
they are compared. The best pairs join first, in whatever order the articles came; what excludes one member of a group
excludes the group. What still differs between the reports of one event stays a claim of each article, side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations, product
from typing import NamedTuple

from kgbuild.identifiers import digest, named_id
from kgbuild.model.partition import Link, Partition
from kgbuild.resolve.doubts import held_links
from kgbuild.resolve.marks import LOOKED_BACK, World, days_of, exclude, is_news, ordinal, strayed
from kgbuild.resolve.prior import Prior, Where
from kgbuild.resolve.recall import Memory
from kgbuild.resolve.reports import Report
from kgbuild.resolve.rules import Verdict, same_event

Found = tuple[tuple[int, int, float, str, str], ...]
"""What came of comparing a bundle of reports: two places in it, how sure they are one, why, and what speaks against
it."""

_WINDOW = 25  # in a large block each report is compared with this many neighbours
_PARTIES = 6  # a report of more parties has blocks of these only
_STORY = 40  # articles of one event beyond which their other events are not compared pair by pair
_SURE = 0.9  # what is less sure asks, where a project is cautious
_BLOCK = 14  # days
_NO_TIME = -1


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one event, the first to appear first, and the links that joined them."""

    reports: tuple[Report, ...]
    links: tuple[Link[Where], ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The digests it is known by."""
        return tuple(r.key for r in self.reports)


@dataclass(frozen=True, slots=True)
class Clusters:
    """All events, and the pairs left open: the project is cautious, or the one may be what came of the other."""

    clusters: tuple[Cluster, ...]
    open: tuple[Link[Where], ...] = ()


def where_told(report: Report) -> Where:
    """Return article and local id of a report's event."""
    return report.article, report.event.id


def cluster_reports(
    reports: Sequence[Report], world: World, prior: Prior | None = None, pasts: Memory[Found] | None = None
) -> Clusters:
    """Group reports that speak of one event; `pasts` is what came of comparing bundles
    of them.

    Done twice: articles that are found to tell one event are of one story, and what they tell besides needs fewer
    marks. The order of the input does not matter.
    """
    known = prior or Prior()
    every = {where_told(r): r for r in sorted(reports, key=_order)}
    groups = Partition(every)
    for one, other in known.different:
        if one in every and other in every:
            groups.apart(one, other)
    groups.join(known.same_links(every))
    groups.wall = _Walls(every, world)
    left: list[Link[Where]] = []

    bundles = _Bundles(list(every.values()), world, pasts if pasts is not None else Memory())

    def join(links: Iterable[Link[Where]]) -> None:
        found = list(links)
        left.extend(k for k in found if k.score < _SURE and known.cautious)
        groups.join(k for k in found if k.score >= _SURE or not known.cautious)

    join(bundles.links([*_near(bundles), *_blocks(bundles)]))
    shared = _told_together(groups, every)
    if shared:
        join(bundles.links(_of_two(bundles, shared), shared=shared))
    left.extend(held_links(every, groups, world))
    return Clusters(_made(groups, every), tuple(groups.unanswered(left, known.different)))


def _order(report: Report) -> tuple[str, str, str]:
    return report.published or "9999", report.article, report.event.id


def _made(groups: Partition[Where], every: Mapping[Where, Report]) -> tuple[Cluster, ...]:
    rank = {where: number for number, where in enumerate(every)}
    links: dict[Where, list[Link[Where]]] = defaultdict(list)
    for link in groups.links:
        links[groups.root(link.one)].append(link)
    found = []
    for members in groups.groups():
        ordered = sorted(members, key=rank.__getitem__)
        found.append(Cluster(tuple(every[w] for w in ordered), tuple(links[groups.root(members[0])])))
    return tuple(sorted(found, key=lambda c: rank[where_told(c.reports[0])]))


@dataclass(slots=True)
class _Walled:
    """What tells a group from others: its articles, and one report of each kind that `exclude` can tell apart; `number`
    members were looked at."""

    articles: set[str] = field(default_factory=set)
    kinds: dict[object, Report] = field(default_factory=dict)
    number: int = 0


class _Walls:
    """Says whether any two of two groups exclude each other; what one article tells as two events stays two. Groups
    only grow at their end, so that each member is looked at once."""

    def __init__(self, every: Mapping[Where, Report], world: World) -> None:
        self._every, self._world = every, world
        self._known: dict[Where, _Walled] = {}

    def __call__(self, one: list[Where], other: list[Where]) -> bool:
        a, b = self._of(one), self._of(other)
        if not a.articles.isdisjoint(b.articles):
            return True
        pairs = product(a.kinds.values(), b.kinds.values())
        return any(exclude(x, y, self._world) or strayed(x, y, self._world) for x, y in pairs)

    def _of(self, members: list[Where]) -> _Walled:
        found = self._known.setdefault(members[0], _Walled())
        for where in members[found.number :]:
            r = self._every[where]
            e = r.event
            days = (e.when.earliest, e.when.latest)
            found.articles.add(r.article)
            found.kinds.setdefault(
                (e.type, e.level, e.ordinal, e.factuality, days, e.place, r.parties, r.people, r.terms), r
            )
        found.number = len(members)
        return found


class _Bundle(NamedTuple):
    """Reports (by number) that are compared: each with each, or, where there is a `cut`, those before it with those
    after it; of a `block` whatever they are, else if their types are kindred or their articles share an event."""

    members: Sequence[int]
    cut: int = 0
    block: bool = False


class _Bundles:
    """What comparing bundles of reports finds; a bundle of which the outcome is known is not compared."""

    def __init__(self, reports: Sequence[Report], world: World, pasts: Memory[Found]) -> None:
        self.reports, self.world, self._pasts = reports, world, pasts
        self.told: dict[str, list[int]] = defaultdict(list)
        for number, report in enumerate(reports):
            self.told[report.article].append(number)
        self._marks = [self._mark(report) for report in reports]

    def _mark(self, report: Report) -> str:
        """Return what comparing a report may see of it, its place and the story of its article."""
        place = self.world.spot(report.event.place) if report.event.place is not None else ()
        near, tight = (sorted(m.get(report.article, ())) for m in (self.world.stories, self.world.tight))
        return digest(report.mark, *place, "", *near, "", *tight) if report.mark else ""

    def links(
        self, bundles: Iterable[_Bundle], *, shared: frozenset[frozenset[str]] = frozenset()
    ) -> Iterable[Link[Where]]:
        """Return the links found in bundles, each once; `shared` are the articles that tell an event in common."""
        world = replace(self.world, shared=shared)
        seen: dict[tuple[int, int], Verdict | None] = {}
        found: dict[tuple[int, int], Link[Where]] = {}
        for bundle in bundles:
            marks = [self._marks[n] for n in bundle.members]
            key = digest("shared" if shared else "", f"{bundle.cut} {bundle.block}", *marks) if all(marks) else ""
            for at, to, score, reason, against in self._pasts.find(key, partial(self._compare, bundle, world, seen)):
                pair = bundle.members[at], bundle.members[to]
                if pair not in found:
                    a, b = (where_told(self.reports[n]) for n in pair)
                    found[pair] = Link(a, b, score, reason, against)
        return found.values()

    def _compare(self, bundle: _Bundle, world: World, seen: dict[tuple[int, int], Verdict | None]) -> Found:
        made = []
        for at, to in self._pairs(bundle, world):
            pair = bundle.members[at], bundle.members[to]
            if pair not in seen:
                seen[pair] = same_event(self.reports[pair[0]], self.reports[pair[1]], world)
            if (why := seen[pair]) is not None:
                made.append((at, to, *why))
        return tuple(made)

    def _pairs(self, bundle: _Bundle, world: World) -> Iterator[tuple[int, int]]:
        """Yield pairs of places in a bundle, of the one that appeared first and another."""
        members = bundle.members
        every = len(members)
        pairs = product(range(bundle.cut), range(bundle.cut, every)) if bundle.cut else combinations(range(every), 2)
        for at, to in pairs:
            a, b = self.reports[members[at]], self.reports[members[to]]
            fit = bundle.block or bool(world.shared) or world.words.kindred(a.event.type, b.event.type)
            if fit and a.article != b.article:
                yield (at, to) if members[at] < members[to] else (to, at)


def _blocks(of: _Bundles) -> Iterator[_Bundle]:
    """Yield the reports that share a block, of a large one each with its neighbours: one that changes is no other's."""
    blocks: dict[object, list[int]] = defaultdict(list)
    for number, report in enumerate(of.reports):
        for key in _keys(report, of.world):
            blocks[key].append(number)
    near = [_neighbourhood(report, number) for number, report in enumerate(of.reports)]
    for members in blocks.values():
        ordered = sorted(members, key=near.__getitem__) if len(members) > 1 else ()
        if 1 < len(ordered) <= _WINDOW + 1:
            yield _Bundle(ordered, block=True)
        elif ordered:
            rows = (ordered[at : at + 1 + _WINDOW] for at in range(len(ordered) - 1))
            yield from (_Bundle(row, cut=1, block=True) for row in rows)


def _near(of: _Bundles) -> Iterator[_Bundle]:
    """Yield the reports of each two articles of one story."""
    stories = of.world.stories
    return _of_two(of, (frozenset((a, b)) for a in of.told for b in stories.get(a, ()) if b > a and b in of.told))


def _of_two(of: _Bundles, pairs: Iterable[frozenset[str]]) -> Iterator[_Bundle]:
    """Yield the reports of each two articles."""
    for one, other in sorted(sorted(pair) for pair in pairs):
        yield _Bundle([*of.told[one], *of.told[other]], len(of.told[one]))


def _neighbourhood(report: Report, number: int) -> tuple[int, str, int]:
    days = days_of(report)
    return days[0] if days else 0, report.event.place or "", number


def _keys(report: Report, world: World) -> Iterator[tuple[object, ...]]:
    """Yield the blocks of a report: its kind with a time and a party, two parties, a place or whom it befalls."""
    kinds = [*map(str, sorted(world.words.kin.get(report.event.type, ())))] or [report.event.type]
    parties = sorted(report.parties)[:_PARTIES]
    times = list(_times(report))
    places = [p for p in (report.event.place, world.within.get(report.event.place or "")) if p]
    told = [
        *(report.lands if report.terms & world.words.contested else ()),
        *report.marked,
        *(sorted(report.phrases)[:_PARTIES] if days_of(report) is None else ()),
    ]
    for kind, time in product(kinds, times):
        for pair in combinations(parties, 2):
            yield kind, time, pair
        for party in parties:
            yield kind, time, party, *places[:1]
            if len(parties) == 1:
                yield kind, time, party
        for place in places:
            yield kind, time, "at", place
        for one in sorted(report.beside)[:_PARTIES] if not (parties and places and days_of(report)) else ():
            yield kind, time, "beside", one
        for mark in told:
            yield kind, time, "told", mark
        if report.event.type in world.words.once:
            for one in report.subjects:
                yield kind, time, "befalls", one
    if report.event.type in world.words.once and report.published and days_of(report) is None:
        first, last = (ordinal(report.published) - back for back in (LOOKED_BACK, 0))
        for kind, time, one in product(kinds, range(first // _BLOCK, last // _BLOCK), report.subjects):
            yield kind, time, "befalls", one


def _times(report: Report) -> Iterator[int]:
    """Yield the fortnights a report can be of, with their neighbours where it is near an edge: of its days, and of its
    article's, for those that give no day."""
    days = days_of(report)
    found = {(days[0] - 3) // _BLOCK, (days[1] + 3) // _BLOCK} if days else set()
    if report.published:
        day = ordinal(report.published)
        found |= {(day - 3) // _BLOCK, (day + 3) // _BLOCK}
    yield from sorted(found) or [_NO_TIME]


def _told_together(groups: Partition[Where], every: Mapping[Where, Report]) -> frozenset[frozenset[str]]:
    """Return the pairs of articles that tell an event of these days in common."""
    found = set()
    for members in groups.groups():
        articles = sorted({w[0] for w in members if is_news(every[w])})
        if 1 < len(articles) <= _STORY:
            found |= {frozenset(pair) for pair in combinations(articles, 2)}
    return frozenset(found)


def event_ids(clusters: Sequence[Cluster], *, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return an id for each cluster, made of what its first report says.

    `names` gives labels of places, for the readable part. Clusters that would get one id are told apart by their
    actors, then by the words of their first report.
    """
    keys = [_identity(cluster.reports[0]) for cluster in clusters]
    counts = Counter(keys)
    ids = []
    for cluster, key in zip(clusters, keys, strict=True):
        kind, _, days, place = key
        actors = ",".join(sorted(cluster.reports[0].parties)) if counts[key] > 1 or not days else ""
        words = f"{kind} {names.get(place, '')} {days.partition('/')[0]}"
        ids.append(named_id(words, *key, actors))
    return _numbered(ids, clusters)


def _identity(report: Report) -> tuple[str, str, str, str]:
    one = report.event
    days = f"{one.when.earliest}/{one.when.latest}" if one.when.earliest and one.when.latest else ""
    return one.type, one.level or "", days, one.place or ""


def _numbered(ids: Sequence[str], clusters: Sequence[Cluster]) -> tuple[str, ...]:
    """Keep apart what even the actors do not: by article and words of the first report."""
    counts = Counter(ids)
    made = []
    for one, cluster in zip(ids, clusters, strict=True):
        if counts[one] == 1:
            made.append(one)
            continue
        first = cluster.reports[0]
        start = str(first.event.spans[0].start) if first.event.spans else first.event.id
        made.append(named_id(one.rsplit("-", 1)[0], one, first.article, start))
    return tuple(made)
