"""Which meetings and events of different articles are one, and why.

Nothing merges on one weak sign: two reports are one happening if two of its three marks agree — who, when, where — and
the third does not forbid it; or if all actors are the same, the days are next to each other and the wording is alike.
What still differs (a place, a day, a figure) stays a claim of each article, side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kgbuild.identifiers import named_id
from kgbuild.model.facts import Factuality, Happening

_NEAR_DAYS = 3  # outlets that disagree on the day of one event are rarely further apart
_ALIKE = 3  # content words that two reports of one deal share at the least, names aside
_LONGEST_EXACT = 14  # a date range longer than this says too little to identify anything
_NOT_REAL = frozenset({Factuality.NEGATED, Factuality.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Report:
    """One article's view of a happening, its entity ids already global.

    `actors` are those who take part, each as the state or organization it stands for there (a delegation its
    country); `words` are the content words of the sentences that tell it.
    """

    article: str
    published: str
    happening: Happening
    actors: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one happening; `reasons[i]` says why `reports[i]` joined (empty for the first)."""

    reports: tuple[Report, ...]
    reasons: tuple[str, ...]


def cluster_reports(reports: Sequence[Report], *, within: Mapping[str, str]) -> tuple[Cluster, ...]:
    """Group reports that speak of one happening.

    `within` maps a place to the larger place that holds it. The order of the input does not matter.
    """
    clusters: list[Cluster] = []
    for report in sorted(reports, key=lambda r: (r.published, r.article, r.happening.id)):
        for i, cluster in enumerate(clusters):
            reason = _joins(cluster, report, within)
            if reason:
                clusters[i] = Cluster((*cluster.reports, report), (*cluster.reasons, reason))
                break
        else:
            clusters.append(Cluster((report,), ("",)))
    return tuple(clusters)


def _joins(cluster: Cluster, report: Report, within: Mapping[str, str]) -> str:
    if any(member.article == report.article for member in cluster.reports):
        return ""  # extraction has already decided what is one inside an article
    reasons = [_same(member, report, within) for member in cluster.reports]
    return reasons[0] if all(reasons) else ""


def _same(a: Report, b: Report, within: Mapping[str, str]) -> str:
    x, y = a.happening, b.happening
    if x.type != y.type or _clash(x.level, y.level) or _clash(x.ordinal, y.ordinal):
        return ""
    if x.factuality is not y.factuality and (x.factuality in _NOT_REAL or y.factuality in _NOT_REAL):
        return ""
    shared = len(a.actors & b.actors)
    all_shared = bool(shared) and (a.actors <= b.actors or b.actors <= a.actors)
    who = shared >= 2 or all_shared
    when, where = _time(x, y), _place(x.place, y.place, within)
    if who and when == "same" and where != "other":
        return "same actors and days" if where == "unknown" else "same actors, days and place"
    if shared >= 2 and when == "same":
        return "same actors and days; the places differ"
    if who and when == "near" and where == "same":
        return "same actors and place; the days differ"
    if when == "same" and where == "same" and (all_shared or not a.actors or not b.actors):
        return "same days and place"
    undated = when == "unknown" and where != "other"
    alike = len(a.words & b.words) >= _ALIKE
    if shared >= 2 and a.actors == b.actors and when == "near" and alike:
        return "same actors, days next to each other, and like words; day and place differ"
    if undated and shared >= 2 and all_shared and (where == "same" or x.type != "meeting"):
        return "same actors, and nothing that sets them apart"
    return ""


def _clash(a: object, b: object) -> bool:
    return a is not None and b is not None and a != b


def _time(x: Happening, y: Happening) -> str:
    """Return same, near, other or unknown."""
    first, second = _days(x), _days(y)
    if first is None or second is None:
        return "unknown"
    gap = max(first[0], second[0]) - min(first[1], second[1])
    if gap <= 0:
        return "same"
    return "near" if gap <= _NEAR_DAYS else "other"


def _days(happening: Happening) -> tuple[int, int] | None:
    when = happening.when
    if when.earliest is None or when.latest is None:
        return None
    first, last = date.fromisoformat(when.earliest).toordinal(), date.fromisoformat(when.latest).toordinal()
    return (first, last) if last - first <= _LONGEST_EXACT else None


def _place(a: str | None, b: str | None, within: Mapping[str, str]) -> str:
    if a is None or b is None:
        return "unknown"
    return "same" if a == b or b in _larger(a, within) or a in _larger(b, within) else "other"


def _larger(place: str, within: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    while place in within and within[place] not in found:
        place = within[place]
        found.append(place)
    return tuple(found)


def happening_ids(clusters: Sequence[Cluster], *, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return an id for each cluster, from what its reports agree on, so that a further report does not change it.

    `names` gives labels of places, for the readable part. Clusters that would get one id are told apart by their
    actors.
    """
    keys = [_identity(cluster) for cluster in clusters]
    counts = Counter(keys)
    ids = []
    for cluster, key in zip(clusters, keys, strict=True):
        kind, _, days, place = key
        unsure = counts[key] > 1 or not days
        actors = _most_common([",".join(sorted(r.actors)) for r in cluster.reports]) if unsure else ""
        words = f"{kind} {names.get(place, '')} {days.partition('/')[0]}"
        ids.append(named_id(words, *key, actors))
    return _numbered(ids, clusters)


def _identity(cluster: Cluster) -> tuple[str, str, str, str]:
    happenings = [r.happening for r in cluster.reports]
    days = [f"{h.when.earliest}/{h.when.latest}" for h in happenings if h.when.earliest and h.when.latest]
    levels = [h.level for h in happenings if h.level]
    places = [h.place for h in happenings if h.place]
    return happenings[0].type, _most_common(levels), _most_common(days), _most_common(places)


def _most_common(values: Sequence[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else ""


def _numbered(ids: Sequence[str], clusters: Sequence[Cluster]) -> tuple[str, ...]:
    """Keep apart what even the actors do not: by article and words of the first report."""
    counts = Counter(ids)
    made = []
    for one, cluster in zip(ids, clusters, strict=True):
        if counts[one] == 1:
            made.append(one)
            continue
        first = cluster.reports[0]
        start = str(first.happening.spans[0].start) if first.happening.spans else first.happening.id
        made.append(named_id(one.rsplit("-", 1)[0], one, first.article, start))
    return tuple(made)
