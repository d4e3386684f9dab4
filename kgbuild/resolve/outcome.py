"""What came of comparing articles: who is who and what is one in all of them, and the names and ids that follow.

Decisions that rename a thing, or are about claims, change no more than names: as long as the articles, and who is
decided to be whom, are the same, the outcome is, and needs not be found again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from kgbuild.model.facts import ArticleFacts, EntityKind
from kgbuild.model.gist import Gist
from kgbuild.model.on_demand import InOrder, OnDemand
from kgbuild.model.resolved import Communication, Merge, Question, Resolved, Utterance
from kgbuild.resolve.prior import Prior, Where
from kgbuild.resolve.remarks import position_id, position_key
from kgbuild.resolve.renaming import renamed
from kgbuild.resolve.speech import communications

Load = Callable[[], ArticleFacts]


class Settled(NamedTuple):
    """An article: of each entity its id there, that of its thing among all, the id it has (another where nobody names
    it), and what it is; of each event its id there and the one it has; a digest of all its facts and these (empty: not
    known); its gist."""

    article: str
    entities: tuple[tuple[str, str, str, EntityKind], ...]
    events: tuple[tuple[str, str], ...]
    mark: str
    gist: Gist

    @property
    def local(self) -> dict[str, str]:
        """The ids that its entities and events have, by their ids in the article."""
        return {one[0]: one[2] for one in self.entities} | dict(self.events)


class Named(NamedTuple):
    """An actor or place: the id made of its name, the one it has, the folder of its IRI, its label, whether an earlier
    one has its key, whether any other has, and of each node the digests of where and how it is named."""

    own: str
    id: str
    folder: str
    label: str
    twin: bool
    shared: bool
    nodes: tuple[tuple[str, str], ...]

    def keys(self, ids: Mapping[str, str]) -> Iterator[str]:
        """Yield the digests it is known by: its names; where several have one name, or had one (`ids`), also where it
        is named."""
        yield from (spot for spot, _ in self.nodes if self.shared or spot in ids)
        if not self.twin:
            yield from (known for _, known in self.nodes)

    @property
    def known(self) -> tuple[str, set[str], set[str]]:
        """What decides about its id (see `Prior.kept_ids`)."""
        names = {known for _, known in self.nodes} if not self.twin else set[str]()
        return self.own, {spot for spot, _ in self.nodes}, names


class Happened(NamedTuple):
    """A meeting or event: the id made of what is told, the one it has, its label, and the digests it is known by."""

    own: str
    id: str
    label: str
    keys: tuple[str, ...]


class Outcome(NamedTuple):
    """What came of comparing: articles in the order of their ids, things, events, the labels of those nobody names, by
    id, what was joined and what is open; `places` has by id, of each place whose name is in the id of an event, the
    name decided for it (empty: none)."""

    articles: tuple[Settled, ...]
    things: tuple[Named, ...]
    events: tuple[Happened, ...]
    nameless: Mapping[str, str]
    merges: tuple[Merge, ...]
    utterances: tuple[Utterance, ...]
    questions: tuple[Question, ...]
    places: Mapping[str, str]

    def stands(self, prior: Prior) -> bool:
        """Whether comparing would come to this again, given what else holds now than when it was found: names decided,
        and ids given."""
        names = decided_names(self.articles, prior.renamed)
        if any(names.get(one, "") != name for one, name in self.places.items()):
            return False
        things = prior.kept_ids([thing.known for thing in self.things])
        events = prior.kept_ids([(event.own, event.keys, ()) for event in self.events])
        return things == [one.id for one in self.things] and events == [one.id for one in self.events]


def decided_names(articles: Iterable[Settled], names: Mapping[Where, str]) -> dict[str, str]:
    """Return the names that are decided for things, by their ids."""
    things = {where: one[1] for where, one in _entities(articles, names).items()}
    return {things[where]: names[where] for where in sorted(things, reverse=True)}  # the first of several


def _entities(articles: Iterable[Settled], some: Mapping[Where, str]) -> dict[Where, tuple[str, str, str, EntityKind]]:
    named = {article for article, _ in some}
    every = ((a.article, one) for a in articles if a.article in named for one in a.entities)
    return {(article, one[0]): one for article, one in every if (article, one[0]) in some}


def resolved_of(outcome: Outcome, facts: Mapping[str, Load], prior: Prior) -> Resolved:
    """Return the facts of all articles (by id: what loads them) under global ids."""
    labels = _labels(outcome, prior)
    loaded = OnDemand({one.article: partial(_load, one, facts[one.article]) for one in outcome.articles})
    return Resolved(
        facts=InOrder(loaded),
        labels=labels,
        merges=outcome.merges,
        communications=OnDemand({article: partial(_spoken_in, loaded, article) for article in loaded}),
        utterances=outcome.utterances,
        gists=tuple(one.gist for one in outcome.articles),
        given=dict(_given(outcome, prior)),
        where=dict(_terms(outcome.articles)),
        questions=outcome.questions,
        digests={one.article: _digest(one, labels) for one in outcome.articles},
    )


def _labels(outcome: Outcome, prior: Prior) -> dict[str, str]:
    labels = {thing.id: thing.label for thing in outcome.things} | decided_names(outcome.articles, prior.renamed)
    return labels | {event.id: event.label for event in outcome.events} | dict(outcome.nameless)


def _load(article: Settled, load: Load) -> ArticleFacts:
    """Return the facts of an article under global ids; a position keeps that of its speaker before the nameless had
    theirs."""
    facts, things = load(), {one[0]: one[1] for one in article.entities}
    who = {p.id: things[p.speaker] if p.speaker else "" for p in facts.positions}
    positions = {p.id: position_id(article.article, who[p.id], position_key(p)) for p in facts.positions}
    return renamed(facts, {**article.local, **positions}, {one: kind for *_, one, kind in article.entities})


def _spoken_in(facts: Mapping[str, ArticleFacts], article: str) -> tuple[Communication, ...]:
    return communications(facts[article])


def _given(outcome: Outcome, prior: Prior) -> Iterator[tuple[str, str]]:
    """Yield the digest of each key that a thing is known by, with the term's local part."""
    yield from ((key, f"{thing.folder}/{thing.id}") for thing in outcome.things for key in thing.keys(prior.ids))
    yield from ((key, f"event/{event.id}") for event in outcome.events for key in event.keys)


def _terms(articles: Sequence[Settled]) -> Iterator[tuple[Where, str]]:
    for article, entities, events, *_ in articles:
        for local, _, one, kind in entities:
            yield (article, local), f"{'place' if kind is EntityKind.PLACE else 'actor'}/{one}"
        for local, one in events:
            yield (article, local), f"event/{one}"


def _digest(article: Settled, labels: Mapping[str, str]) -> str:
    """Return what the facts of an article under global ids, and the labels of what they name, depend on."""
    if not article.mark:
        return ""
    said = [f"{one}\t{now}\t{labels[now]}" for one, now in article.local.items()]
    return sha256("\n".join((article.mark, *said)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
