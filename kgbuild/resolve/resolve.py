"""Who and what is the same across articles; ids are minted here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kgbuild.model.facts import ArticleFacts, EntityKind
from kgbuild.model.on_demand import Later
from kgbuild.model.resolved import Merge, Question, Resolved
from kgbuild.resolve.entities import Thing, entity_merges, identify_all
from kgbuild.resolve.events import Cluster, cluster_reports, event_ids, where_told
from kgbuild.resolve.here import Here, here_of
from kgbuild.resolve.marks import World
from kgbuild.resolve.nameless import nameless_ids
from kgbuild.resolve.nodes import Node
from kgbuild.resolve.outcome import Happened, Named, Outcome, Settled, resolved_of
from kgbuild.resolve.outline import Outline, outline_of
from kgbuild.resolve.prior import Prior, Where
from kgbuild.resolve.recall import Recall
from kgbuild.resolve.reports import Report, bodies_of, named_in, report_of
from kgbuild.resolve.stories import Stories, stories_of
from kgbuild.resolve.utterances import utterances
from kgbuild.resolve.words import IdentityWords

_NOTHING = Prior()


class Outlined(NamedTuple):
    """An article by its id, its outline, by which it is compared, and a way to its facts, which are as they were where
    `digest` is; the outline is kept under `key`, where it is."""

    article: str
    outline: Later[Outline]
    facts: Callable[[], ArticleFacts]
    digest: str = ""
    key: str = ""


def resolve(facts: Iterable[ArticleFacts], *, prior: Prior = _NOTHING) -> Resolved:
    """Give every actor, place, meeting, event and position of all articles a global id.

    Returns the facts in the order of article ids, whatever order they came in. `prior` is what holds before: words,
    decisions, ids given. What makes two actors one is in `entities`, what makes two events one is in `marks`; each
    such step is listed in `merges` with its reason.
    """
    return resolve_outlined((outlined(f, prior.words) for f in facts), prior=prior)


def outlined(facts: ArticleFacts, words: IdentityWords) -> Outlined:
    """Return facts that are at hand, with their outline."""
    outline = outline_of(facts, words)
    return Outlined(facts.article.id, Later(lambda: outline, outline), lambda: facts)


def resolve_outlined(
    articles: Iterable[Outlined], *, prior: Prior = _NOTHING, recall: Recall | None = None
) -> Resolved:
    """Do what `resolve` does with articles whose facts are loaded when they are first looked at; what `recall` knows
    needs not be compared again."""
    every = list(articles)
    outcome = compared(every, prior=prior, recall=recall)
    return resolved_of(outcome, {one.article: one.facts for one in every}, prior)


def compared(articles: Iterable[Outlined], *, prior: Prior = _NOTHING, recall: Recall | None = None) -> Outcome:
    """Return what comes of comparing articles, whatever order they come in."""
    recalled = recall or Recall()
    ordered = [(a.outline.value, a.digest) for a in sorted(articles, key=lambda a: a.article)]
    outlines = sorted((o for o, _ in ordered), key=lambda o: (o.published or "9999", o.article))
    stories = stories_of([o.opening for o in outlines])
    known = identify_all(outlines, stories, prior, recalled)
    kinds = {thing.id: thing.head.kind for thing in known.things}
    called = {thing.id: thing.head.name for thing in known.things if thing.head.names and thing.head.called}
    owners = {thing.id: thing.head.within for thing in known.things if thing.head.within and not thing.head.names}
    every = [here_of(outline, known.ids, kinds, kept, names=called, owners=owners) for outline, kept in ordered]
    called_otherwise = sorted(prior.renamed.keys() & known.ids.keys(), reverse=True)
    names = {known.ids[where]: prior.renamed[where] for where in called_otherwise}  # the first of several
    things = tuple(map(_named, known.things))
    found = cluster_reports(_reports(every), _world(outlines, known.ids, stories, prior), prior, recalled.pairs)
    own = event_ids(found.clusters, names={thing.id: thing.label for thing in things} | names)
    ids = prior.kept_ids([(one, c.keys, ()) for one, c in zip(own, found.clusters, strict=True)])
    event_of = {where_told(r): one for c, one in zip(found.clusters, ids, strict=True) for r in c.reports}
    nameless = nameless_ids(every, event_of)
    settled = tuple(_settled(here, event_of, nameless, kinds) for here in every)
    return Outcome(
        settled,
        things,
        tuple(Happened(a, b, _label(c), c.keys) for a, b, c in zip(own, ids, found.clusters, strict=True)),
        dict(nameless.values()),
        tuple(sorted((*entity_merges(known), *_event_merges(found.clusters, ids)))),
        utterances(every, recalled.acts),
        (*known.questions, *(Question("same", k.one, k.other, k.reason, k.score) for k in found.open)),
        {one: names.get(one, "") for c in found.clusters if (one := c.reports[0].event.place)},
    )


def _named(thing: Thing) -> Named:
    nodes = tuple([(n.spot, n.known) for n in thing.nodes])
    return Named(thing.own, thing.id, thing.folder, thing.label, thing.twin, thing.shared, nodes)


def _settled(
    here: Here,
    event_of: Mapping[Where, str],
    nameless: Mapping[str, tuple[str, str]],
    kinds: Mapping[str, EntityKind],
) -> Settled:
    """Return an article with the ids that its entities and events have."""
    article, ids = here.outline.article, here.ids
    entities = tuple(
        [(local, one, nameless[one][0] if one in nameless else one, kinds[one]) for local, one in ids.items()]
    )
    events = tuple([(told.id, event_of[article, told.id]) for told in here.outline.told])
    own = {one: kind for *_, one, kind in entities}
    gist = here.outline.gist.renamed({e[0]: e[2] for e in entities} | dict(events), own)
    return Settled(article, entities, events, here.mark, gist)


def _reports(articles: Sequence[Here]) -> list[Report]:
    bodies = bodies_of(articles)
    named = (named_in(here, bodies) for here in articles)
    every = zip(articles, named, strict=True)
    return [report_of(told, here, bodies, all_) for here, all_ in every for told in here.outline.told]


def _containment(places: Iterable[Node], of: Mapping[Where, str]) -> dict[str, str]:
    """Return place id -> id of the larger place, where the gazetteer or its own name ("Norvale hospital") tells it; its
    record where no article names it."""
    every = [(of[p.where], p) for p in places]
    by_key = {p.record or p.name: one for one, p in every}
    # a city lies in a country, whose ground is a place of its own
    by_key |= {k.replace("territory/", "country/"): one for k, one in by_key.items() if k.startswith("territory/")}
    larger = ((one, by_key.get(p.within, p.within if "/" in p.within else "")) for one, p in every)
    return {one: at for one, at in larger if at not in {one, ""}}


def _world(outlines: Iterable[Outline], of: Mapping[Where, str], stories: Stories, prior: Prior) -> World:
    """Return what comparing events may look at."""
    places = [n for o in outlines for n in o.nodes if n.kind is EntityKind.PLACE]
    records = {of[n.where]: n.record for n in places}
    lands = frozenset(one for one, key in records.items() if key.startswith(("territory/", "country/")))
    parts = (of[n.where] for n in places if n.record.startswith("region/") or (n.within and n.name[:1].islower()))
    wide = lands.union(parts)  # "northern Peru" too
    return World(prior.words, _containment(places, of), wide, lands, stories.wide, stories.tight)


def _label(cluster: Cluster) -> str:
    return min({r.event.label for r in cluster.reports}, key=lambda n: (-len(n), n))


def _event_merges(clusters: Sequence[Cluster], ids: Sequence[str]) -> Iterator[Merge]:
    for cluster, one in zip(clusters, ids, strict=True):
        if len(cluster.reports) > 1:
            members = tuple(sorted(map(where_told, cluster.reports)))
            reason = "; ".join(dict.fromkeys(k.reason for k in cluster.links))
            against = "; ".join(sorted({k.against for k in cluster.links} - {""}))
            yield Merge(one, members, reason, min(k.score for k in cluster.links), against)
