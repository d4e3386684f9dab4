"""Who and what is the same across articles; ids are minted here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgbuild.identifiers import digest
from kgbuild.model.facts import ArticleFacts, EntityKind, PositionFact
from kgbuild.model.resolved import Merge, Question, Resolved
from kgbuild.resolve.entities import (
    Identities,
    entity_keys,
    entity_labels,
    entity_merges,
    folder_of,
    identify_all,
    kinds_of,
)
from kgbuild.resolve.events import Cluster, cluster_reports, event_ids, report_key, where_told
from kgbuild.resolve.marks import World
from kgbuild.resolve.nameless import nameless_ids
from kgbuild.resolve.prior import Prior, Where, key_digest
from kgbuild.resolve.renaming import renamed
from kgbuild.resolve.reports import Report, bodies_of, report_of
from kgbuild.resolve.speech import communications
from kgbuild.resolve.utterances import utterances

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
    kinds = kinds_of(known, of)
    named = [_with_entity_ids(f, kinds, of) for f in ordered]
    world = _world(ordered, known, of, prior)
    found = cluster_reports(_reports(named, prior), world, prior)
    clusters = found.clusters
    ids = event_ids(clusters, names=labels, prior=prior)
    event_of = {where_told(r): one for c, one in zip(clusters, ids, strict=True) for r in c.reports}
    nameless = nameless_ids(named, event_of)
    done = [_with_event_ids(f, event_of, {own: one for own, (one, _) in nameless.items()}) for f in named]
    spoken = [c for f in done for c in communications(f)]
    return Resolved(
        facts=tuple(done),
        labels=labels | _event_labels(clusters, ids) | dict(nameless.values()),
        merges=tuple(sorted((*entity_merges(known, of), *_event_merges(clusters, ids)))),
        communications=tuple(spoken),
        utterances=utterances(done, words=prior.words),
        given=_given(known, of, (clusters, ids), prior),
        where=_terms(known, of, event_of, nameless),
        questions=(*known.questions, *(Question("same", k.one, k.other, k.reason, k.score) for k in found.open)),
    )


def _with_entity_ids(facts: ArticleFacts, kinds: Mapping[str, EntityKind], of: Mapping[Where, str]) -> ArticleFacts:
    article = facts.article.id
    ids = {e.id: of[article, e.id] for e in facts.entities}
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
    places = [(of[f.article.id, e.id], e) for f in facts for e in f.entities if e.kind is EntityKind.PLACE]
    by_key = {e.key: one for one, e in places if e.key}
    # a city lies in a country, whose ground is a place of its own
    by_key |= {k.replace("territory/", "country/"): one for k, one in by_key.items() if k.startswith("territory/")}
    return {one: by_key[e.within] for one, e in places if e.within in by_key and by_key[e.within] != one}


def _given(
    known: Identities, of: Mapping[Where, str], events: tuple[Sequence[Cluster], Sequence[str]], prior: Prior
) -> dict[str, str]:
    """Return the term's local part of each thing by the digest of each key it is known by."""
    made = {key: "/".join(term) for key, term in entity_keys(known, of, prior).items()}
    for cluster, one in zip(*events, strict=True):
        made |= {key_digest(report_key(r)): f"event/{one}" for r in cluster.reports}
    return made


def _terms(
    known: Identities,
    of: Mapping[Where, str],
    event_of: Mapping[Where, str],
    nameless: Mapping[str, tuple[str, str]],
) -> dict[Where, str]:
    found = {w: f"{folder_of(n.entity.kind)}/{nameless.get(of[w], (of[w],))[0]}" for w, n in known.nodes.items()}
    return found | {w: f"event/{one}" for w, one in event_of.items()}


def _world(facts: Sequence[ArticleFacts], known: Identities, of: Mapping[Where, str], prior: Prior) -> World:
    """Return what comparing events may look at."""
    places = {of[n.where]: n.entity.key for n in known.nodes.values() if n.entity.kind is EntityKind.PLACE}
    wide = frozenset(one for one, key in places.items() if key.startswith(("territory/", "country/", "region/")))
    lands = frozenset(one for one in wide if not places[one].startswith("region/"))
    return World(prior.words, _containment(facts, of), wide, lands, known.stories.wide)


def _with_event_ids(facts: ArticleFacts, event_of: Mapping[Where, str], nameless: Mapping[str, str]) -> ArticleFacts:
    article = facts.article.id
    new = {e.id: event_of[article, e.id] for e in (*facts.meetings, *facts.events)}
    keep = {e.id: nameless.get(e.id, e.id) for e in facts.entities} | {p.id: p.id for p in facts.positions}
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
            members = tuple(sorted((r.article, r.event.id) for r in cluster.reports))
            reason = "; ".join(dict.fromkeys(k.reason for k in cluster.links))
            against = "; ".join(sorted({k.against for k in cluster.links} - {""}))
            merges.append(Merge(one, members, reason, min(k.score for k in cluster.links), against))
    return merges
