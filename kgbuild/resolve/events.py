"""Which meetings and events of different articles are one, and why; and their ids.

Candidates come from blocks: reports that share a kind and a party, a place, a person it befalls, in the same days. Only
they are compared. The best pairs join first, in whatever order the articles came; what excludes one member of a group
excludes the group. What still differs between the reports of one event stays a claim of each article, side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, product

from kgbuild.identifiers import digest, named_id
from kgbuild.resolve.marks import LOOKED_BACK, World, days_of, exclude, is_news, ordinal
from kgbuild.resolve.partition import Link, Partition
from kgbuild.resolve.prior import Prior, Where
from kgbuild.resolve.recall import Memory
from kgbuild.resolve.reports import Report
from kgbuild.resolve.rules import same_event

Found = tuple[float, str, str] | None
"""What came of comparing two reports: how sure they are one, why, and what speaks against it."""

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


@dataclass(frozen=True, slots=True)
class Clusters:
    """All events, and the pairs left open because the project is cautious."""

    clusters: tuple[Cluster, ...]
    open: tuple[Link[Where], ...] = ()


def where_told(report: Report) -> Where:
    """Return article and local id of a report's event."""
    return report.article, report.event.id


def cluster_reports(
    reports: Sequence[Report], world: World, prior: Prior | None = None, pasts: Memory[Found] | None = None
) -> Clusters:
    """Group reports that speak of one event; `pasts` is what came of comparing pairs.

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
    groups.wall = lambda a, b: _groups_exclude([every[w] for w in a], [every[w] for w in b], world)
    left: list[Link[Where]] = []

    def join(pairs: Iterator[tuple[Report, Report]], here: World) -> None:
        links = list(_links(pairs, here, pasts if pasts is not None else Memory()))
        sure = [k for k in links if k.score >= _SURE or not known.cautious]
        left.extend(k for k in links if k.score < _SURE and known.cautious)
        groups.join(sure)

    join(_candidates(list(every.values()), world), world)
    shared = _told_together(groups, every)
    if shared:
        join(_story_pairs(every, shared), replace(world, shared=shared))
    return Clusters(_made(groups, every), tuple(left))


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


def _groups_exclude(one: Sequence[Report], other: Sequence[Report], world: World) -> bool:
    """Whether any two of two groups exclude each other; what one article tells as two events stays two."""
    if not {r.article for r in one}.isdisjoint(r.article for r in other):
        return True
    return any(exclude(a, b, world) for a, b in product(_kinds(one), _kinds(other)))


def _kinds(reports: Sequence[Report]) -> list[Report]:
    """Return one report of each kind that `exclude` can tell apart."""
    found: dict[object, Report] = {}
    for r in reports:
        e = r.event
        days = (e.when.earliest, e.when.latest)
        found.setdefault((e.type, e.level, e.ordinal, e.factuality, days, e.place, r.people, r.terms), r)
    return list(found.values())


def _links(pairs: Iterator[tuple[Report, Report]], world: World, pasts: Memory[Found]) -> Iterator[Link[Where]]:
    spots: dict[str | None, str] = {}
    for a, b in pairs:
        for place in (a.event.place, b.event.place):
            if place not in spots:
                spots[place] = digest(*world.spot(place)) if place is not None else ""
        told = f"{a.mark}{b.mark}{spots[a.event.place]}{spots[b.event.place]}{world.joins(a.article, b.article)}"
        why = pasts.find(told if a.mark and b.mark else "", partial(same_event, a, b, world))
        if why is not None:
            yield Link(where_told(a), where_told(b), *why)


def _candidates(reports: Sequence[Report], world: World) -> Iterator[tuple[Report, Report]]:
    """Yield pairs of reports that share a block, each once."""
    blocks: dict[object, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        for key in _keys(report, world):
            blocks[key].append(number)
    yield from _near_pairs(reports, world)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        members.sort(key=lambda n: _neighbourhood(reports[n], n))
        for at, a in enumerate(members):
            for b in members[at + 1 : at + 1 + _WINDOW]:
                pair = (a, b) if a < b else (b, a)
                if pair not in seen and reports[a].article != reports[b].article:
                    seen.add(pair)
                    yield reports[pair[0]], reports[pair[1]]


def _near_pairs(reports: Sequence[Report], world: World) -> Iterator[tuple[Report, Report]]:
    """Yield events of kindred types of each two articles of one story."""
    told: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        told[report.article].append(report)
    for one in sorted(told):
        for other in sorted(a for a in world.stories.get(one, ()) if a > one):
            for a, b in product(told[one], told.get(other, ())):
                if world.words.kindred(a.event.type, b.event.type):
                    yield a, b


def _neighbourhood(report: Report, number: int) -> tuple[int, str, int]:
    days = days_of(report)
    return days[0] if days else 0, report.event.place or "", number


def _keys(report: Report, world: World) -> Iterator[tuple[object, ...]]:
    """Yield the blocks of a report: its kind with a time and a party, two parties, a place or whom it befalls."""
    kinds = [*map(str, sorted(world.words.kin.get(report.event.type, ())))] or [report.event.type]
    parties = sorted(report.parties)[:_PARTIES]
    times = list(_times(report))
    places = [p for p in (report.event.place, world.within.get(report.event.place or "")) if p]
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
        for phrase in sorted(report.phrases)[:_PARTIES] if days_of(report) is None else ():
            yield kind, time, "told", phrase
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


def _story_pairs(every: Mapping[Where, Report], shared: frozenset[frozenset[str]]) -> Iterator[tuple[Report, Report]]:
    told: dict[str, list[Report]] = defaultdict(list)
    for report in every.values():
        told[report.article].append(report)
    for pair in sorted(sorted(p) for p in shared):
        yield from product(told[pair[0]], told[pair[1]])


def event_ids(clusters: Sequence[Cluster], *, names: Mapping[str, str], prior: Prior | None = None) -> tuple[str, ...]:
    """Return an id for each cluster: the one it was given before, else one from what its first report says.

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
    own = _numbered(ids, clusters)
    things = [(one, [r.key for r in c.reports], ()) for one, c in zip(own, clusters, strict=True)]
    return tuple((prior or Prior()).kept_ids(things))


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
