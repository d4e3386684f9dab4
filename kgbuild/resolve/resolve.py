"""Who and what is the same across articles; ids are minted here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgbuild.identifiers import digest
from kgbuild.model.facts import ArticleFacts, EntityKind, PositionFact
from kgbuild.model.resolved import Merge, Resolved
from kgbuild.resolve.entities import Identities, entity_labels, entity_merges, identify_all, kind_of
from kgbuild.resolve.events import Cluster, cluster_reports, event_ids
from kgbuild.resolve.prior import Prior, Where
from kgbuild.resolve.renaming import renamed
from kgbuild.resolve.reports import Report, bodies_of, report_of
from kgbuild.resolve.speech import communications, same_utterances

_NOTHING = Prior()


def resolve(facts: Iterable[ArticleFacts], *, prior: Prior = _NOTHING) -> Resolved:
    """Give every actor, place, meeting, event and position of all articles a global id.

    Returns the facts in the order of article ids, whatever order they came in. `prior` is what holds before: words,
    decisions, ids given. What makes two actors one is in `entities`, what makes two events one is in `marks`; each
    such step is listed in `merges` with its reason.
    """
    ordered = sorted(facts, key=lambda f: f.article.id)
    known = identify_all(ordered, prior)
    of = known.ids(prior)
    labels = entity_labels(known, of, prior)
    named = [_with_entity_ids(f, known, of) for f in ordered]
    clusters = cluster_reports(_reports(named, prior), within=_containment(ordered, of))
    ids = event_ids(clusters, names=labels)
    done = [_with_event_ids(f, clusters, ids) for f in named]
    spoken = [c for f in done for c in communications(f)]
    return Resolved(
        facts=tuple(done),
        labels=labels | _event_labels(clusters, ids),
        merges=tuple(sorted((*entity_merges(known, of), *_event_merges(clusters, ids)))),
        communications=tuple(spoken),
        same_utterances=same_utterances(done, empty=prior.words.empty),
        questions=known.questions,
    )


def _with_entity_ids(facts: ArticleFacts, known: Identities, of: Mapping[Where, str]) -> ArticleFacts:
    article = facts.article.id
    ids = {e.id: of[article, e.id] for e in facts.entities}
    kinds = {ids[e.id]: kind_of(known.groups.members((article, e.id)), known.nodes) for e in facts.entities}
    ids |= {h.id: h.id for h in (*facts.meetings, *facts.events)}
    ids |= {p.id: _position_id(p, article, ids) for p in facts.positions}
    return renamed(facts, ids, kinds)


def _position_id(position: PositionFact, article: str, ids: Mapping[str, str]) -> str:
    places = [f"{s.start}-{s.end}" for s in (*position.content, *position.quotes)]
    cue = f"{position.cue.start}" if position.cue else ""
    speaker = ids[position.speaker] if position.speaker else ""
    return digest("position", article, speaker, position.stance.value, cue, *places)


def _reports(facts: Sequence[ArticleFacts], prior: Prior) -> list[Report]:
    bodies = bodies_of(facts, prior.words.empty)
    return [report_of(h, f, bodies) for f in facts for h in (*f.meetings, *f.events)]


def _containment(facts: Sequence[ArticleFacts], of: Mapping[Where, str]) -> dict[str, str]:
    """Return place id -> id of the larger place, where the gazetteer knows it and both are in the input."""
    by_key = {}
    for article in facts:
        for entity in article.entities:
            if entity.kind is EntityKind.PLACE and entity.key:
                by_key[entity.key] = of[article.article.id, entity.id]
    found = {}
    for article in facts:
        for entity in article.entities:
            if entity.kind is EntityKind.PLACE and entity.within in by_key:
                found[of[article.article.id, entity.id]] = by_key[entity.within]
    return found


def _with_event_ids(facts: ArticleFacts, clusters: Sequence[Cluster], ids: Sequence[str]) -> ArticleFacts:
    article = facts.article.id
    new = {r.event.id: one for c, one in zip(clusters, ids, strict=True) for r in c.reports if r.article == article}
    keep = {e.id: e.id for e in facts.entities} | {p.id: p.id for p in facts.positions}
    return renamed(facts, keep | new)


def _event_labels(clusters: Sequence[Cluster], ids: Sequence[str]) -> dict[str, str]:
    labels = {}
    for cluster, one in zip(clusters, ids, strict=True):
        found = sorted({r.event.label for r in cluster.reports}, key=lambda n: (-len(n), n))
        labels[one] = found[0]
    return labels


def _event_merges(clusters: Sequence[Cluster], ids: Sequence[str]) -> list[Merge]:
    merges = []
    for cluster, one in zip(clusters, ids, strict=True):
        if len(cluster.reports) > 1:
            members = tuple((r.article, r.event.id) for r in cluster.reports)
            reason = "; ".join(dict.fromkeys(r for r in cluster.reasons if r))
            merges.append(Merge(one, members, reason))
    return merges
