"""A corpus of hand-made facts: many outlets, events told by several of them, people of common names, and noise.

    python tests/benchmarks/world/make_corpus.py 500 2000 5000

measures how long `resolve` takes for each size, and says by how much the time an article grows.
"""

from __future__ import annotations

import random
import resource
import sys
from datetime import date, timedelta
from time import process_time

from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.facts import (
    ArticleFacts,
    Entity,
    EntityKind,
    Event,
    Form,
    IssueRef,
    Mention,
    Mode,
    PositionFact,
    Role,
    Span,
    Stance,
    When,
)
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.resolve import resolve
from kgbuild.resolve.words import load_identity_words

_SYLLABLES = ["ka", "lo", "mi", "ren", "tor", "va", "shi", "bel", "du", "nar", "os", "pe", "gra", "zin", "hul", "wek"]
_TYPES = ["meeting", "attack", "agreement", "disaster", "resignation", "protest", "ruling", "arrest"]
_TITLES = ["minister", "mayor", "president", "spokesman", "chair"]


def name(random_: random.Random, parts: int = 2) -> str:
    """Return a made-up word."""
    return "".join(random_.choice(_SYLLABLES) for _ in range(parts)).capitalize()


class World:
    """Everything that happens, from which articles are told: its size grows with the number of articles."""

    def __init__(self, articles: int, seed: int = 7) -> None:
        """Make people, bodies, places and events; each event is told by four or five articles."""
        self.random = random.Random(seed)
        some = self.random
        self.people = [f"{name(some)} {name(some, 3)}" for _ in range(articles)]
        self.bodies = [
            f"{name(some, 3)} {some.choice(['Corp.', 'Bank', 'Union', 'Party'])}" for _ in range(articles // 3)
        ]
        self.countries = [name(some, 3) for _ in range(60)]
        self.places = [name(some, 3) for _ in range(max(40, articles // 10))]
        self.days = max(30, articles // 15)
        self.events = [self._event() for _ in range(articles)]

    def _event(self) -> tuple[str, date, str, list[str], list[str]]:
        some = self.random
        day = date(2025, 1, 1) + timedelta(days=some.randrange(self.days))
        kind = some.choice(_TYPES)
        people = some.sample(self.people, 2)
        return kind, day, some.choice(self.places), people, [some.choice(self.countries), some.choice(self.bodies)]

    def article(self, number: int) -> ArticleFacts:
        """Tell four events as one outlet tells them: another spelling, a family name only, no day, a day late."""
        base = (number // 5) * 4
        told = [self.events[(base + i) % len(self.events)] for i in range(4)]
        day = max(e[1] for e in told) + timedelta(days=self.random.randrange(2))
        entities: dict[tuple[EntityKind, str], Entity] = {}
        events = [self._told(i, event, entities) for i, event in enumerate(told)]
        told_by = enumerate(zip(told, events, strict=True))
        positions = tuple(_said(i, kind, when, e) for i, ((kind, when, *_), e) in told_by)
        named = tuple(entities.values())
        mentions = tuple(Mention(i, i + 1, e.name, Form.NAME, e.id, e.kind) for i, e in enumerate(named))
        meetings = tuple(e for e in events if e.type == "meeting")
        others = tuple(e for e in events if e.type != "meeting")
        article = Article(f"a{number:06}", " " * 500, published=day.isoformat())
        return ArticleFacts(article, (), mentions, named, (), meetings, others, positions)

    def _told(
        self, i: int, told: tuple[str, date, str, list[str], list[str]], entities: dict[tuple[EntityKind, str], Entity]
    ) -> Event:
        some, (kind, when, place, people, owners) = self.random, told

        def entity(of: EntityKind, called: str, *roles: Role) -> str:
            new = Entity(f"e{len(entities)}", of, called, (called,), roles=roles)
            return entities.setdefault((of, called), new).id

        form = some.choice(["Corp.", "Corporation", ""])
        at = entity(EntityKind.ORGANIZATION, owners[1].replace("Corp.", form).strip())
        role = Role(some.choice(_TITLES), at, "current", Span(0, 1, "x"))
        name_ = people[0].split()[1] if some.random() < 0.3 else people[0]
        who = (entity(EntityKind.PERSON, name_, role), entity(EntityKind.COUNTRY, owners[0]))
        told_day = when + timedelta(days=some.random() < 0.05)
        dated = When(*[told_day.isoformat()] * 3) if some.random() < 0.9 else When()
        spot = entity(EntityKind.PLACE, place) if some.random() < 0.8 else None
        words = Span(100 * i, 100 * i + 5, kind[:5])
        return Event(f"v{i}", kind, kind, (words,), participants=who, place=spot, when=dated)


def _said(i: int, kind: str, when: date, event: Event) -> PositionFact:
    text = " ".join(name(random.Random(f"{kind}{when}{j}"), 3).lower() for j in range(12))
    span = Span(100 * i + 10, 100 * i + 90, text)
    issue = (IssueRef("other", text),)
    who = event.participants[0]
    return PositionFact(
        f"p{i}", who, None, None, (span,), (span,), text, Mode.DIRECT, Stance.SAYS, issue, sentences=(i,)
    )  # fmt: skip


def measure(articles: int) -> float:
    """Return the seconds `resolve` takes for this many articles."""
    world = World(articles)
    facts = [world.article(n) for n in range(articles)]
    prior = Prior(words=load_identity_words(load_lexicon()))
    started = process_time()
    found = resolve(facts, prior=prior)
    seconds = process_time() - started
    events = {e.id for f in found.facts for e in (*f.meetings, *f.events)}
    people = {e.id for f in found.facts for e in f.entities if e.kind is EntityKind.PERSON}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{articles:6} articles  {seconds:7.1f} s  {1000 * seconds / articles:6.2f} ms an article  "
        f"{len(events)} events  {len(people)} people  {len(found.utterances)} utterances  {memory:.0f} MB"
    )
    return seconds / articles


def main() -> None:
    """Measure each size given."""
    sizes = [int(a) for a in sys.argv[1:]] or [500, 2000, 5000]
    each = [measure(size) for size in sizes]
    print(f"time an article grows {each[-1] / each[0]:.2f} times from {sizes[0]} to {sizes[-1]} articles")


if __name__ == "__main__":
    main()
