"""Who and what is the same across articles; ids are minted here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from kgbuild.model.facts import ArticleFacts, EntityKind
from kgbuild.model.gist import Gist
from kgbuild.model.on_demand import InOrder, OnDemand
from kgbuild.model.resolved import Communication, Merge, Question, Resolved
from kgbuild.resolve.entities import Thing, entity_merges, identify_all
from kgbuild.resolve.events import Cluster, cluster_reports, event_ids, where_told
from kgbuild.resolve.here import Here, here_of
from kgbuild.resolve.marks import World
from kgbuild.resolve.nameless import nameless_ids
from kgbuild.resolve.nodes import Node
from kgbuild.resolve.outline import Outline, outline_of
from kgbuild.resolve.prior import Prior, Where
from kgbuild.resolve.recall import Recall
from kgbuild.resolve.remarks import position_id, position_key
from kgbuild.resolve.renaming import renamed
from kgbuild.resolve.reports import Report, bodies_of, named_in, report_of
from kgbuild.resolve.speech import communications
from kgbuild.resolve.stories import Stories, stories_of
from kgbuild.resolve.utterances import utterances
from kgbuild.resolve.words import IdentityWords

_NOTHING = Prior()


class Outlined(NamedTuple):
    """An article as it is compared, and a way to its facts, which are as they were where `digest` is."""

    outline: Outline
    facts: Callable[[], ArticleFacts]
    digest: str = ""


def resolve(facts: Iterable[ArticleFacts], *, prior: Prior = _NOTHING) -> Resolved:
    """Give every actor, place, meeting, event and position of all articles a global id.

    Returns the facts in the order of article ids, whatever order they came in. `prior` is what holds before: words,
    decisions, ids given. What makes two actors one is in `entities`, what makes two events one is in `marks`; each
    such step is listed in `merges` with its reason.
    """
    return resolve_outlined((outlined(f, prior.words) for f in facts), prior=prior)


def outlined(facts: ArticleFacts, words: IdentityWords) -> Outlined:
    """Return facts that are at hand, with their outline."""
    return Outlined(outline_of(facts, words), lambda: facts)


def resolve_outlined(
    articles: Iterable[Outlined], *, prior: Prior = _NOTHING, recall: Recall | None = None
) -> Resolved:
    """Do what `resolve` does with articles whose facts are loaded when they are first looked at; what `recall` knows
    needs not be compared again."""
    recalled = recall or Recall()
    ordered = sorted(articles, key=lambda a: a.outline.article)
    outlines = sorted((a.outline for a in ordered), key=lambda o: (o.published or "9999", o.article))
    stories = stories_of([o.opening for o in outlines])
    known = identify_all(outlines, stories, prior, recalled)
    kinds = {thing.id: thing.head.kind for thing in known.things}
    every = [here_of(a.outline, known.ids, kinds, a.digest) for a in ordered]
    labels = {thing.id: thing.label(prior.renamed) for thing in known.things}
    found = cluster_reports(_reports(every), _world(outlines, known.ids, stories, prior), prior, recalled.pairs)
    clusters = found.clusters
    ids = event_ids(clusters, names=labels, prior=prior)
    event_of = {where_told(r): one for c, one in zip(clusters, ids, strict=True) for r in c.reports}
    nameless = nameless_ids(every, event_of)
    labels |= dict(_event_labels(clusters, ids)) | dict(nameless.values())
    local = [_local_ids(here, event_of, nameless) for here in every]
    own = [_own_kinds(here, ids, kinds) for here, ids in zip(every, local, strict=True)]
    facts = OnDemand(dict(map(_to_rename, ordered, every, local, own)))
    return Resolved(
        facts=InOrder(facts),
        labels=labels,
        merges=tuple(sorted((*entity_merges(known), *_event_merges(clusters, ids)))),
        communications=OnDemand({article: partial(_spoken_in, facts, article) for article in facts}),
        utterances=utterances(every, recalled.acts),
        gists=tuple(map(_gist, every, local, own)),
        given=dict(_given(known.things, clusters, ids, prior)),
        where=_terms(every, local),
        questions=(*known.questions, *(Question("same", k.one, k.other, k.reason, k.score) for k in found.open)),
        digests={
            a.outline.article: _digest(a, here, ids, labels) for a, here, ids in zip(ordered, every, local, strict=True)
        },
    )


def _reports(articles: Sequence[Here]) -> list[Report]:
    bodies = bodies_of(articles)
    named = (named_in(here, bodies) for here in articles)
    every = zip(articles, named, strict=True)
    return [report_of(told, here, bodies, all_) for here, all_ in every for told in here.outline.told]


def _local_ids(here: Here, event_of: Mapping[Where, str], nameless: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return the global id of each entity and event of an article by its id there."""
    ids = {local: nameless[one][0] if one in nameless else one for local, one in here.ids.items()}
    return ids | {told.id: event_of[here.outline.article, told.id] for told in here.outline.told}


def _own_kinds(here: Here, local: Mapping[str, str], kinds: Mapping[str, EntityKind]) -> dict[str, EntityKind]:
    """Return by global id what the entities of an article are in all articles."""
    return {local[node.where[1]]: kinds[here.ids[node.where[1]]] for node in here.outline.nodes}


def _gist(here: Here, local: Mapping[str, str], kinds: Mapping[str, EntityKind]) -> Gist:
    return here.outline.gist.renamed(local, kinds)


def _to_rename(
    article: Outlined, here: Here, local: Mapping[str, str], kinds: Mapping[str, EntityKind]
) -> tuple[str, Callable[[], ArticleFacts]]:
    """Return the id of an article with what gives its facts new ids; a position keeps that of its speaker before the
    nameless had theirs."""
    one = here.outline.article

    def load() -> ArticleFacts:
        facts = article.facts()
        who = {p.id: here.ids[p.speaker] if p.speaker else "" for p in facts.positions}
        positions = {p.id: position_id(one, who[p.id], position_key(p)) for p in facts.positions}
        return renamed(facts, {**local, **positions}, kinds)

    return one, load


def _spoken_in(facts: Mapping[str, ArticleFacts], article: str) -> tuple[Communication, ...]:
    return communications(facts[article])


def _digest(article: Outlined, here: Here, local: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """Return what the facts of an article under global ids, and the labels of what they name, depend on."""
    if not article.digest:
        return ""
    said = [f"{one}\t{local[one]}\t{labels[local[one]]}" for one in local]
    said += [f"{here.ids[n.where[1]]}\t{here.entity(n.where[1]).kind.value}" for n in here.outline.nodes]
    return sha256("\n".join((article.digest, *said)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _containment(places: Iterable[Node], of: Mapping[Where, str]) -> dict[str, str]:
    """Return place id -> id of the larger place, where the gazetteer or its own name ("Norvale hospital") tells it; its
    record where no article names it."""
    every = [(of[p.where], p) for p in places]
    by_key = {p.record or p.name: one for one, p in every}
    # a city lies in a country, whose ground is a place of its own
    by_key |= {k.replace("territory/", "country/"): one for k, one in by_key.items() if k.startswith("territory/")}
    larger = ((one, by_key.get(p.within, p.within if "/" in p.within else "")) for one, p in every)
    return {one: at for one, at in larger if at not in {one, ""}}


def _given(
    things: Iterable[Thing], clusters: Sequence[Cluster], ids: Sequence[str], prior: Prior
) -> Iterator[tuple[str, str]]:
    """Yield the digest of each key that a thing is known by, with the term's local part."""
    yield from ((key, thing.term) for thing in things for key in thing.keys(prior.ids))
    for cluster, one in zip(clusters, ids, strict=True):
        yield from ((r.key, f"event/{one}") for r in cluster.reports)


def _terms(articles: Sequence[Here], local: Sequence[Mapping[str, str]]) -> dict[Where, str]:
    found = {}
    for here, ids in zip(articles, local, strict=True):
        for node in here.outline.nodes:
            found[node.where] = f"{'place' if node.kind is EntityKind.PLACE else 'actor'}/{ids[node.where[1]]}"
        for told in here.outline.told:
            found[here.outline.article, told.id] = f"event/{ids[told.id]}"
    return found


def _world(outlines: Iterable[Outline], of: Mapping[Where, str], stories: Stories, prior: Prior) -> World:
    """Return what comparing events may look at."""
    places = [n for o in outlines for n in o.nodes if n.kind is EntityKind.PLACE]
    records = {of[n.where]: n.record for n in places}
    lands = frozenset(one for one, key in records.items() if key.startswith(("territory/", "country/")))
    parts = (of[n.where] for n in places if n.record.startswith("region/") or (n.within and n.name[:1].islower()))
    wide = lands.union(parts)  # "northern Peru" too
    return World(prior.words, _containment(places, of), wide, lands, stories.wide)


def _event_labels(clusters: Sequence[Cluster], ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for cluster, one in zip(clusters, ids, strict=True):
        yield one, min({r.event.label for r in cluster.reports}, key=lambda n: (-len(n), n))


def _event_merges(clusters: Sequence[Cluster], ids: Sequence[str]) -> Iterator[Merge]:
    for cluster, one in zip(clusters, ids, strict=True):
        if len(cluster.reports) > 1:
            members = tuple(sorted(map(where_told, cluster.reports)))
            reason = "; ".join(dict.fromkeys(k.reason for k in cluster.links))
            against = "; ".join(sorted({k.against for k in cluster.links} - {""}))
            yield Merge(one, members, reason, min(k.score for k in cluster.links), against)
