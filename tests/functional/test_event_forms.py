"""One deed told in every construction is one event with who did it, to whom and when; OPEN lists what is not read."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import extract_facts, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.facts import ArticleFacts
from kgbuild.read.articles import read_articles

# type, who, to whom, past, participle, gerund, noun with its preposition
DEEDS = {
    "arrest": ("police", "Marek Dolan", "arrested", "arrested", "arresting", "arrest of"),
    "dismissal": (
        "the port company",
        "its director Marek Dolan",
        "dismissed",
        "dismissed",
        "dismissing",
        "dismissal of",
    ),
    "lawsuit": ("the union Norlag", "the brewer Ostrava Malt", "sued", "sued", "suing", ""),
    "acquisition": ("Telvar", "the brewer Ostrava Malt", "bought", "bought", "buying", "purchase of"),
    "attack": ("the rebels", "the village of Sala", "shelled", "shelled", "shelling", "shelling of"),
    "charge": ("prosecutors", "the banker Marek Dolan", "charged", "charged", "charging", ""),
    "expulsion": ("Chile", "two Peruvian diplomats", "expelled", "expelled", "expelling", "expulsion of"),
    "release": ("the rebels", "the pilot Marek Dolan", "freed", "freed", "freeing", "release of"),
    "capture": ("the army", "the town of Sala", "captured", "captured", "capturing", "capture of"),
    "kidnapping": ("the gunmen", "the nurse Eva Dolan", "kidnapped", "kidnapped", "kidnapping", "kidnapping of"),
    "sanctions": ("Norway", "the trader Marek Dolan", "sanctioned", "sanctioned", "sanctioning", ""),
    "appointment": ("the board", "Marek Dolan", "appointed", "appointed", "appointing", "appointment of"),
    "suspension": ("the league", "the striker Marek Dolan", "suspended", "suspended", "suspending", "suspension of"),
    "extradition": ("Spain", "the trader Marek Dolan", "extradited", "extradited", "extraditing", "extradition of"),
}
FORMS = (
    "{A} {past} {b} on Tuesday.",
    "{B} was {done} by {a} on Tuesday.",
    "{B}, {done} by {a} on Tuesday, would not comment.",
    "{B}, whom {a} {past} on Tuesday, would not comment.",
    "The {noun} {b} by {a} on Tuesday surprised many.",
    "{A}{s} {noun} {b} on Tuesday surprised many.",
    "After {doing} {b} on Tuesday, {a} gave no reason.",
    "It was {a} that {past} {b} on Tuesday.",
    "On Tuesday {a} {past} {b}, a day after a vote.",
    "It rained on Tuesday when {a} {past} {b}.",
)
# type and form (its number) that are not read right yet
OPEN = {("arrest", 3), ("acquisition", 4), ("acquisition", 5), ("expulsion", 4), ("extradition", 2)}
Told = dict[tuple[str, int], tuple[str, ArticleFacts]]


def sentence(deed: tuple[str, ...], form: str) -> str:
    who, whom, past, done, doing, noun = deed
    start = {"A": who[:1].upper() + who[1:], "B": whom[:1].upper() + whom[1:]}
    return form.format(
        **start, a=who, b=whom, past=past, done=done, doing=doing, noun=noun, s="'" if who.endswith("s") else "'s"
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    keys = [(t, n) for t, n in product(DEEDS, range(len(FORMS))) if DEEDS[t][-1] or "{noun}" not in FORMS[n]]
    texts = {f"{t}-{n}": sentence(DEEDS[t], FORMS[n]) for t, n in keys}
    source = tmp_path_factory.mktemp("forms") / "in.jsonl"
    lines = [{"id": i, "text": text, "published": "2026-03-05"} for i, text in texts.items()]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    lexicon = load_lexicon()
    knowledge = load_knowledge(lexicon)
    read = annotate(read_articles([Path(source)], lexicon=lexicon, problems=[]))
    found = {f.article.id: f for f in (extract_facts(text, knowledge=knowledge) for text in read)}
    return {(t, n): (texts[f"{t}-{n}"], found[f"{t}-{n}"]) for t, n in keys}


def is_read(kind: str, facts: ArticleFacts) -> bool:
    """Say whether one event of the kind has both parties, the doer as such, and the day."""
    who, whom, *_ = DEEDS[kind]
    names = {e.id: e.name.lower() for e in facts.entities}
    events = [e for e in facts.events if e.type == kind]
    if len(events) != 1 or events[0].when is None or events[0].when.earliest != "2026-03-03":
        return False
    (event,) = events
    doer = who.split()[-1].lower()
    there = (*event.participants, *((event.place,) if event.place else ()))
    by = any(names[i].split()[-1] == doer for i in event.initiators)
    return by and any(names[i].split()[-1] == whom.split()[-1].lower() for i in there)


def test_a_deed_is_read_in_every_construction(told: Told) -> None:
    unread = {key: text for key, (text, facts) in told.items() if not is_read(key[0], facts)}
    assert {text for key, text in unread.items() if key not in OPEN} == set()
    assert {key for key in OPEN if key not in unread} == set(), "read now: no more in the list"
    assert len(told) > 120
