"""What one article says of a event, put so that it can be compared with another article's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.model.article import BlockKind
from kgbuild.model.facts import ArticleFacts, DateFact, Entity, EntityKind, Event, Span
from kgbuild.resolve.nameless import is_nameless
from kgbuild.resolve.wording import lower, phrases_of, stem, words_of

_BODIES = frozenset({EntityKind.COUNTRY, EntityKind.ORGANIZATION})
_WIDE_KEYS = ("country/", "region/", "territory/")
_WIDE = ("country/", "region/")  # keys of places too large to tell two events of one day apart


@dataclass(frozen=True, slots=True)
class Report:
    """One article's view of a event, its entity ids already global.

    `parties` are those who do it, each as the state or organization it stands for there (a delegation its country);
    `people` are the persons among them, as (person, whom they stand for); `named` is every state and organization of
    the article. `words` and `phrases` are the content words, and pairs of them side by side, of the sentences that tell
    it, names aside; `terms` are the nouns or verbs that name it ("talk"). `pinned` says that the place is no larger
    than a city; `night` is "late" or "early" where the text puts it at an end of its day. `subjects` are those it
    befalls or who take part, as they are named; `nameless` the nouns of those among them whom nobody names
    ("union leaders"), `doers` the same of who does it to them;
    `beside` what else the sentences that tell it name (states aside), `around` the places among that; `others` the
    types of the article's other events, `earlier` of those told before it.
    """

    article: str
    published: str
    event: Event
    parties: frozenset[str] = frozenset()
    people: frozenset[tuple[str, str]] = frozenset()
    named: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    pinned: bool = True
    night: str = ""
    subjects: frozenset[str] = frozenset()
    nameless: frozenset[str] = frozenset()
    doers: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bodies:
    """What all articles together know: country key -> id, and person -> the one body they are said to act for; and the
    words that say nothing."""

    countries: Mapping[str, str]
    posts: Mapping[str, str]
    empty: frozenset[str] = frozenset()


def bodies_of(facts: Sequence[ArticleFacts], empty: frozenset[str] = frozenset()) -> Bodies:
    """Return what the articles (entity ids global) know of states, and of who acts for whom."""
    countries, posts = {}, dict[str, set[str]]()
    for article in facts:
        kinds = {e.id: e.kind for e in article.entities}
        for entity in article.entities:
            if entity.kind is EntityKind.COUNTRY and entity.key:
                countries[entity.key] = entity.id
            for role in entity.roles if entity.kind is EntityKind.PERSON else ():
                if role.at is not None and role.status == "current" and kinds.get(role.at) in _BODIES:
                    posts.setdefault(entity.id, set()).add(role.at)
    return Bodies(countries, {person: min(at) for person, at in posts.items() if len(at) == 1}, empty)


def report_of(event: Event, facts: ArticleFacts, bodies: Bodies) -> Report:
    """Return a event of an article (entity ids global) as a report."""
    entities = {e.id: e for e in facts.entities}
    doers = [entities[one] for one in (*event.participants, *event.initiators)]
    stands_for = {e.id: _stands_for(e, entities, bodies) for e in doers}
    told = tuple(_told(event, facts, [*stands_for, *(b for all_ in stands_for.values() for b in all_)]))
    named = frozenset(w.lower() for text in _named_words(event, facts) for w in text.split())
    besides = named | bodies.empty
    place = entities.get(event.place or "")
    others = [e for e in (*facts.meetings, *facts.events) if e.id != event.id]
    beside = frozenset(_named_beside(event, facts, entities))
    return Report(
        article=facts.article.id,
        published=facts.article.published,
        event=event,
        parties=frozenset(one for all_ in stands_for.values() for one in all_),
        people=frozenset((e.id, one) for e in doers if e.kind is EntityKind.PERSON for one in stands_for[e.id]),
        named=frozenset(one for e in facts.entities if e.kind in _BODIES for one in _body(e, bodies)),
        words=frozenset(w for text in told for w in words_of(text, besides=besides)),
        phrases=frozenset(p for text in told for p in phrases_of(text, besides=besides)),
        terms=frozenset(stem(w) for span in event.spans for w in lower(span.text)[-1:]),
        pinned=place is not None and not place.key.startswith(_WIDE),
        night=_night(event.when.spans, facts.dates),
        subjects=frozenset(one for one in event.participants if entities[one].names or entities[one].key),
        nameless=_nouns(entities[one] for one in event.participants),
        doers=_nouns(entities[one] for one in event.initiators),
        around=frozenset(one for one in beside if entities[one].kind is EntityKind.PLACE),
        beside=frozenset(one for one in beside if not entities[one].key.startswith(_WIDE_KEYS)),
        others=frozenset(e.type for e in others),
        earlier=frozenset(e.type for e in others if _start(e) < _start(event)),
    )


def _start(event: Event) -> int:
    return min((s.start for s in event.spans), default=0)


def _nouns(parties: Iterable[Entity]) -> frozenset[str]:
    return frozenset(e.name.lower().split()[-1] for e in parties if is_nameless(e) and e.name.split())


def _named_beside(event: Event, facts: ArticleFacts, entities: Mapping[str, Entity]) -> Iterator[str]:
    """Yield what has a name in the sentences that tell an event."""
    told = [s for s in facts.sentences if any(s.start <= span.start < s.end for span in event.spans)]
    for m in facts.mentions:
        if entities[m.entity].names and any(s.start <= m.start < s.end for s in told):
            yield m.entity


def _stands_for(entity: Entity, entities: Mapping[str, Entity], bodies: Bodies) -> tuple[str, ...]:
    """Return whom an actor acts for; a group that names nobody stands for no one that another article could know."""
    if entity.kind is EntityKind.PERSON and is_nameless(entity):
        return ()
    if entity.kind is EntityKind.PERSON:
        here = [entities[r.at] for r in entity.roles if r.status == "current" and r.at is not None and r.at in entities]
        posts = [one for body in here if body.kind in _BODIES for one in _body(body, bodies)]
        known = bodies.posts.get(entity.id)
        return tuple(dict.fromkeys(posts)) or ((known,) if known else (entity.id,))
    if entity.kind is EntityKind.GROUP:
        named = (e for e in entities.values() if e.kind in _BODIES and e.names and e.name in entity.name)
        return tuple(e.id for e in named) or tuple(filter(None, (bodies.countries.get(entity.within),)))
    return _body(entity, bodies)


def _body(entity: Entity, bodies: Bodies) -> tuple[str, ...]:
    """A body without a name of its own ("the Russian delegation") is its country."""
    country = "" if entity.names else bodies.countries.get(entity.within, "")
    return (country or entity.id,)


def _told(event: Event, facts: ArticleFacts, doers: Iterable[str]) -> Iterator[str]:
    """Yield the sentences that tell the event, and the article's title and first if that names who does it."""
    first = next((s for s in facts.sentences if s.kind is BlockKind.BODY), None)
    marks = [m for m in facts.mentions if m.entity in set(doers)]
    for s in facts.sentences:
        about = any(s.start <= span.start < s.end for span in event.spans)
        if about or (s is first and any(s.start <= m.start < s.end for m in marks)):
            yield facts.article.text[s.start : s.end]
            if s is first:
                yield facts.article.title


def _named_words(event: Event, facts: ArticleFacts) -> Iterator[str]:
    """Yield names, titles, and the event's own words ("signed"): two deals are not alike for being deals."""
    yield from (w for m in facts.mentions for w in m.text.split() if w[:1].isupper())
    yield from (role.title for e in facts.entities for role in e.roles)
    own = (event.type, *(s.text for s in event.spans))
    yield from (w for text in own for w in (text, *words_of(text)))


def _night(spans: Sequence[Span], dates: Sequence[DateFact]) -> str:
    for span in spans:
        for found in dates:
            if found.start == span.start and found.timex.value[10:] in {"TNI", "TEV"}:
                return "late"
            if found.start == span.start and len(found.timex.value) >= len("2026-05-11"):
                if found.timex.mod in {"START", "END"}:
                    return "early" if found.timex.mod == "START" else "late"
                if found.timex.value[10:] == "TMO":
                    return "early"
    return ""
