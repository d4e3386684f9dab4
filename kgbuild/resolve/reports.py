"""What one article says of a event, put so that it can be compared with another article's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgbuild.identifiers import digest, slug
from kgbuild.model.facts import EntityKind
from kgbuild.resolve.here import Here
from kgbuild.resolve.nodes import Node
from kgbuild.resolve.seats import Seat, seat_of
from kgbuild.resolve.telling import Told
from kgbuild.resolve.wording import lower, stem

_BODIES = frozenset({EntityKind.COUNTRY, EntityKind.ORGANIZATION})
_WIDE_KEYS = ("country/", "region/", "territory/")
_FEW = 2  # so many killed or hurt are nothing special
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
    ("leaders", "teachers' union"), `doers` the same of who does it to them;
    `beside` what else the sentences that tell it name (states aside), `around` the places among that; `others` the
    types of the article's other events, `earlier` of those told before it; `signs` its figures, its name and the
    numbers of its sentences; `lands` the names of its place and of those who do it, a land and its ground by one;
    `offices` the titles of those who take part, of whom nobody names what they are called; `seats` all who take part
    in a meeting; `key` the digest of article and words,
    `mark` that of all of this (empty where the article is not kept).
    """

    article: str
    published: str
    event: Told
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
    signs: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    seats: tuple[Seat, ...] = ()
    key: str = ""
    mark: str = ""

    @property
    def marked(self) -> frozenset[str]:
        """The signs that hardly two events of some days have: a name, a toll above two, a number that is not whole."""
        return frozenset(s for s in self.signs if s[0] == "=" or "." in s or (" " in s and int(s.split()[-1]) > _FEW))


@dataclass(frozen=True, slots=True)
class Bodies:
    """What all articles together know: country key -> id, and person -> the one body they are said to act for."""

    countries: Mapping[str, str]
    posts: Mapping[str, str]


def bodies_of(articles: Iterable[Here]) -> Bodies:
    """Return what the articles know of states, and of who acts for whom."""
    countries, posts = {}, dict[str, set[str]]()
    for here in articles:
        for one, node in here.entities.items():
            if node.kind is EntityKind.COUNTRY and node.record:
                countries[node.record] = one
            for post in node.posts if node.kind is EntityKind.PERSON else ():
                if post.current and post.at is not None and here.entity(post.at).kind in _BODIES:
                    posts.setdefault(one, set()).add(here.ids[post.at])
    return Bodies(countries, {person: min(at) for person, at in posts.items() if len(at) == 1})


def named_in(here: Here, bodies: Bodies) -> frozenset[str]:
    """Return every state and organization of an article."""
    return frozenset(b for one, e in here.entities.items() if e.kind in _BODIES for b in _body(one, e, bodies))


def report_of(told: Told, here: Here, bodies: Bodies, named: frozenset[str]) -> Report:
    """Return an event of an article as a report, now that it is known who is who and who is `named` in it."""
    entities, ids = here.entities, here.ids
    parties = [ids[one] for one in told.participants]
    doers = dict.fromkeys((*parties, *(ids[one] for one in told.initiators)))
    stands_for = {one: _stands_for(one, here, bodies) for one in doers}
    every = frozenset(one for all_ in stands_for.values() for one in all_)
    led = not (every | doers.keys()).isdisjoint(ids[one] for one in here.outline.opened)
    place = entities.get(ids.get(told.place or "", ""))
    beside = frozenset(one for one in map(ids.__getitem__, told.beside) if entities[one].names)
    return Report(
        article=here.outline.article,
        published=here.outline.published,
        event=told._replace(
            place=ids[told.place or ""] if place is not None and (place.names or place.record) else None,  # no room
            participants=tuple(dict.fromkeys(parties)),
            initiators=tuple(dict.fromkeys(ids[one] for one in told.initiators)),
        ),
        parties=every,
        people=frozenset((p, one) for p in doers if entities[p].kind is EntityKind.PERSON for one in stands_for[p]),
        named=named,
        words=told.lead_words if led else told.words,
        phrases=told.lead_phrases if led else told.phrases,
        terms=told.terms,
        pinned=place is not None and not place.record.startswith(_WIDE),
        night=told.night,
        subjects=frozenset(one for one in parties if entities[one].names or entities[one].record),
        nameless=_nouns(entities[one] for one in parties),
        doers=_nouns(here.entity(one) for one in told.initiators),
        around=frozenset(one for one in beside if entities[one].kind is EntityKind.PLACE),
        beside=frozenset(one for one in beside if not entities[one].record.startswith(_WIDE_KEYS)),
        others=told.others,
        earlier=told.earlier,
        signs=told.signs,
        lands=_lands((*told.initiators, told.place or ""), here),
        offices=frozenset(" ".join(map(stem, lower(t))) for one in parties for t in _titles(entities[one])),
        seats=tuple(_seat(one, stands_for[one], here) for one in doers),
        key=told.key,
        mark=_mark(here.mark, told.id, named, stands_for),
    )


def _mark(article: str, event: str, named: Iterable[str], stands_for: Mapping[str, Iterable[str]]) -> str:
    """Return the digest of all that a report is made of; nothing where its article is not kept."""
    stood = (part for one, bodies in stands_for.items() for part in (one, *bodies, ""))
    return digest(article, event, *sorted(named), "", *stood) if article else ""


def _lands(local: Iterable[str], here: Here) -> frozenset[str]:
    """Return what countries have in common with their ground: the end of a record, else a name."""
    nodes = [here.entity(one) for one in local if one]
    grounds = (n for n in nodes if n.names and n.kind in {*_BODIES, EntityKind.PLACE})
    return frozenset(n.record.partition("/")[2] or slug(n.name) for n in grounds)


def _seat(one: str, bodies: Iterable[str], here: Here) -> Seat:
    node = here.entities[one]
    called = [node.name] if not node.names else [*node.names, *(p.title for p in node.posts if p.current)]
    return seat_of(one, bodies, called, person=node.kind is EntityKind.PERSON, name=bool(node.names))


def _titles(one: Node) -> Iterable[str]:
    return [one.name] if one.nameless else [p.title for p in one.posts if p.current]


def _nouns(parties: Iterable[Node]) -> frozenset[str]:
    nameless = (e for e in parties if e.nameless and e.noun)
    return frozenset(_kind(e) if e.kind is EntityKind.ORGANIZATION else e.noun for e in nameless)


def _kind(body: Node) -> str:
    """Return what a body is called, up to its noun: "teachers' union", "government" of "government of Ardland"."""
    before, noun, _ = body.name.lower().partition(body.noun)
    return before + noun


def _stands_for(one: str, here: Here, bodies: Bodies) -> tuple[str, ...]:
    """Return whom an actor acts for; a group that names nobody stands for no one that another article could know."""
    node = here.entities[one]
    if node.nameless and node.kind is not EntityKind.GROUP:
        return ()  # "the teachers' union" of one report may be that of another
    if node.kind is EntityKind.PERSON:
        at = {here.ids[p.at]: here.entity(p.at) for p in node.posts if p.current and p.at is not None}
        posts = [b for body, e in at.items() if e.kind in _BODIES for b in _body(body, e, bodies)]
        known = bodies.posts.get(one)
        return tuple(dict.fromkeys(posts)) or ((known,) if known else (one,))
    if node.kind is EntityKind.GROUP:
        named = (i for i, e in here.entities.items() if e.kind in _BODIES and e.names and e.name in node.name)
        return tuple(named) or tuple(filter(None, (bodies.countries.get(node.within),)))
    return _body(one, node, bodies)


def _body(one: str, node: Node, bodies: Bodies) -> tuple[str, ...]:
    """A body without a name of its own ("the Russian delegation") is its country."""
    country = "" if node.names else bodies.countries.get(node.within, "")
    return (country or one,)
