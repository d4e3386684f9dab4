"""A corpus of news articles in words: many outlets, events told by several of them, quotations, figures, disputes.

    python -m tests.benchmarks.scale.make_articles 500 FOLDER

writes FOLDER/articles.jsonl. The world grows with the number of articles, each event is told by four or five of them;
equal numbers give equal bytes. All names are made up.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

_SYLLABLES = ("ka", "lo", "mi", "ren", "tor", "va", "shi", "bel", "du", "nar", "os", "pe", "gra", "zin", "hul", "wek")
FIRST = ("Anna", "Peter", "Maria", "Tomas", "Elena", "Karim", "Ingrid", "Samuel", "Olga", "Daniel", "Ruth", "Victor")
_COUNTRIES = (
    "Norway",
    "Kenya",
    "Peru",
    "Vietnam",
    "Portugal",
    "Ghana",
    "Chile",
    "Finland",
    "Jordan",
    "Nepal",
    "Latvia",
)
_TITLES = ("foreign minister", "trade minister", "mayor", "union leader", "chief executive", "spokesman")
_OPENERS = ("", "In a further sign of strain, ", "Earlier, ", "At the same time, ")
_TELL = {
    "meeting": (
        "{a} met {b} in {place} on {day} to discuss {issue}.",
        "{b} and {a} held talks in {place} on {day} about {issue}, officials said.",
    ),
    "attack": (
        "An attack on a depot in {place} killed {number} people on {day}, police said.",
        "At least {number} people were killed in {place} on {day} when gunmen attacked a depot.",
    ),
    "agreement": (
        "{body} and the government of {country} signed an agreement on {issue} in {place} on {day}.",
        "On {day} {body} reached a deal with {country} worth {number} million euros.",
    ),
    "strike": (
        "Workers of {body} in {place} went on strike on {day} over {issue}.",
        "{body} was hit by a strike of {number} workers on {day}.",
    ),
    "resignation": (
        "{a}, the {title} of {country}, resigned on {day}.",
        "{a} stepped down as {title} on {day} after a dispute over {issue}.",
    ),
}
_SAID = (
    '"{words}," {a} said.',
    "{a} told reporters that {country} would not accept the plan and warned {b} of the cost.",
    "{a} criticized {b} over {issue}.",
    '"We reject this," said {a}, the {title}, and called for new talks with {country}.',
    "{b} welcomed the decision of {body} on {issue}.",
    "{a} denied that {body} had paid for the damage.",
)
_FILL = (
    "The town lies some forty kilometres from the border and lives off its harbour.",
    "The main street is long and straight, and most of its houses are of brick.",
    "It was not clear how long the works on the northern road would last.",
    "A committee is to report before the summer, and its findings will be published in full.",
)
_ISSUES = ("trade", "the ceasefire", "prisoners", "wages", "the border", "sanctions", "grain exports", "fishing rights")
_WORDS = ("the offer on the table is far from fair", "nobody should expect a quick result", "we will keep talking")


class Told(NamedTuple):
    """Something that happened."""

    kind: str
    day: date
    parts: dict[str, str]


def _name(some: random.Random, parts: int = 2) -> str:
    return "".join(some.choice(_SYLLABLES) for _ in range(parts)).capitalize()


class World:
    """People, bodies and events; articles are told from it."""

    def __init__(self, articles: int, seed: int = 7) -> None:
        """Make a world for this many articles."""
        some = self._random = random.Random(seed)
        self._people = [f"{some.choice(FIRST)} {_name(some, 3)}" for _ in range(max(20, articles))]
        ends = ("Corp.", "Bank", "Union", "Party")
        self._bodies = [f"{_name(some, 3)} {some.choice(ends)}" for _ in range(max(9, articles // 3))]
        self._places = [_name(some, 3) for _ in range(max(40, articles // 10))]
        self._outlets = [f"{_name(some)} {some.choice(('Post', 'Herald', 'Echo'))}" for _ in range(60)]
        self._days = max(30, articles // 15)
        self._events = [self._event() for _ in range(max(4, articles))]

    def _event(self) -> Told:
        some = self._random
        a, b = some.sample(self._people, 2)
        parts = {"a": a, "b": b, "place": some.choice(self._places), "body": some.choice(self._bodies)}
        parts |= {"country": some.choice(_COUNTRIES), "title": some.choice(_TITLES), "issue": some.choice(_ISSUES)}
        day = date(2025, 1, 1) + timedelta(days=some.randrange(self._days))
        return Told(some.choice(sorted(_TELL)), day, parts | {"number": str(some.randrange(3, 60))})

    def article(self, number: int) -> dict[str, str]:
        """Return an article about four events as a record of JSON Lines."""
        some = random.Random(f"article {number}")
        base = number // 5 * 4
        told = [self._events[(base + i) % len(self._events)] for i in range(4)]
        issued = max(t.day for t in told) + timedelta(days=some.randrange(2))
        paragraphs = [self._paragraph(some, one) for one in told]
        head = f"{issued:%Y-%m-%d}"
        return {
            "id": f"a{number:06}",
            "published": head,
            "publisher": some.choice(self._outlets),
            "title": f"{told[0].parts['place']}: {told[0].kind} and its echo",
            "text": "\n\n".join(paragraphs),
        }

    def _paragraph(self, some: random.Random, told: Told) -> str:
        # One outlet in ten has another number or a day late: that makes disputes.
        number = int(told.parts["number"]) + (some.randrange(1, 4) if some.random() < 0.1 else 0)
        day = told.day - timedelta(days=some.random() < 0.05)
        fit = told.parts | {"number": str(number), "day": f"{day.day} {day:%B %Y}", "words": some.choice(_WORDS)}
        first = some.choice(_OPENERS) + some.choice(_TELL[told.kind]).format(**fit)
        said = [line.format(**fit) for line in some.sample(_SAID, 3)]
        return " ".join((first[0].upper() + first[1:], said[0], some.choice(_FILL), *said[1:], some.choice(_FILL)))


def records(articles: int) -> Iterator[dict[str, str]]:
    """Yield this many articles as records."""
    world = World(articles)
    return (world.article(number) for number in range(articles))


def main() -> None:
    """Write the articles."""
    number, folder = int(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(record)}\n" for record in records(number))


if __name__ == "__main__":
    main()
