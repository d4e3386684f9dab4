"""Which meetings and events of different articles are one, and why; and their ids.

What still differs between the reports of one event (a place, a day, a figure) stays a claim of each article, side
by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kgbuild.identifiers import named_id
from kgbuild.resolve.marks import is_news, same_event
from kgbuild.resolve.reports import Report


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one event; `reasons[i]` says why `reports[i]` joined (empty for the first)."""

    reports: tuple[Report, ...]
    reasons: tuple[str, ...]


def cluster_reports(reports: Sequence[Report], *, within: Mapping[str, str]) -> tuple[Cluster, ...]:
    """Group reports that speak of one event.

    `within` maps a place to the larger place that holds it. Done twice: articles that are found to tell one event
    are of one story, and what they tell besides needs fewer marks. The order of the input does not matter, and a
    report published later moves none of the earlier.
    """
    ordered = sorted(reports, key=lambda r: (r.published, r.article, r.event.id))
    first = _clustered(ordered, within, frozenset())
    pairs = (pair for c in first for pair in combinations(filter(is_news, c.reports), 2))
    stories = {frozenset((a.article, b.article)) for a, b in pairs}
    return _clustered(ordered, within, stories) if stories else first


Stories = Collection[frozenset[str]]
"""Pairs of articles that tell a event in common."""


def _clustered(reports: Sequence[Report], within: Mapping[str, str], stories: Stories) -> tuple[Cluster, ...]:
    clusters: list[Cluster] = []
    for report in reports:
        fitting = [(*why, i) for i, c in enumerate(clusters) if (why := _joins(c, report, within, stories))]
        if fitting:
            _, reason, best = min(fitting, key=lambda f: (f[0], f[2]))
            one = clusters[best]
            clusters[best] = Cluster((*one.reports, report), (*one.reasons, reason))
        else:
            clusters.append(Cluster((report,), ("",)))
    return tuple(clusters)


def _joins(cluster: Cluster, report: Report, within: Mapping[str, str], stories: Stories) -> tuple[int, str] | None:
    """Return how well a report fits: as well as it fits the member it fits least."""
    if any(member.article == report.article for member in cluster.reports):
        return None  # extraction has already decided what is one inside an article
    found = []
    for member in cluster.reports:
        story = frozenset((member.article, report.article)) in stories
        why = same_event(member, report, within=within, story=story)
        if why is None:
            return None
        found.append(why)
    return max(found)


def event_ids(clusters: Sequence[Cluster], *, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return an id for each cluster, from what its first report says, so that no later report changes it.

    `names` gives labels of places, for the readable part. Clusters that would get one id are told apart by their
    actors.
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
