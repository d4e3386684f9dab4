"""What texts by blind writers state, and whether it was found: for tests of meetings, events, positions and reports."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import extract_facts, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.facts import ArticleFacts, Event, PositionFact
from kgbuild.read.articles import read_articles

Case = dict[str, Any]
Called = dict[str, set[str]]
Found = TypeVar("Found")
GOLD = Path(__file__).parents[1] / "gold"
_BEFORE = ("the ", "a ", "an ", "his ", "her ", "its ", "their ")


def cases(kind: str, name: str) -> list[Case]:
    """Return the passages of one file, each with what it states."""
    lines = (GOLD / kind / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def facts_of(kind: str, names: Iterable[str], folder: Path) -> dict[str, ArticleFacts]:
    """Return the facts of all passages of some files by their id; `folder` is for what is read on the way."""
    source = folder / "in.jsonl"
    lines = [{k: c[k] for k in ("id", "text", "published")} for name in names for c in cases(kind, name)]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    lexicon = load_lexicon()
    knowledge = load_knowledge(lexicon)
    read = annotate(read_articles([source], lexicon=lexicon, problems=[]))
    return {f.article.id: f for f in (extract_facts(text, knowledge=knowledge) for text in read)}


def plain(name: str) -> str:
    """Return a name as names are compared: small, without the article or pronoun before and the full stop behind."""
    words = " ".join(name.lower().replace("’", "'").split()).rstrip(".")
    return next((words.removeprefix(a) for a in _BEFORE if words.startswith(a)), words)


def one_of(wanted: str, names: set[str]) -> bool:
    """Say whether one of several names ("a|b") is among those of somebody; what has no name may be told at more length
    ("bankers" as "the club's bankers")."""
    every = wanted.split("|")
    nameless = [f" {plain(w)}" for w in every if w == w.lower()]
    return not names.isdisjoint(map(plain, every)) or any(n.endswith(w) for w in nameless for n in names)


def called(facts: ArticleFacts) -> Called:
    """Return the names of all entities by their id."""
    return defaultdict(set, {e.id: {plain(n) for n in (e.name, *e.names)} for e in facts.entities})


def is_told(want: Case, event: Event, names: Called) -> bool:
    """Say whether a meeting or event is as a passage states it."""
    there = [names[i] for i in (*event.participants, *event.hosts, *event.mediators)]
    did = [names[i] for i in event.initiators]
    kinds, moods = set(re.split(r"[^a-z]+", event.type)), want.get("factuality", [])
    counted = {(measure, value) for measure, value, *_ in event.figures}
    return (
        ("type" not in want or not kinds.isdisjoint(want["type"].split("|")))
        and all(any(one_of(w, n) for n in there) for w in want.get("participants", []))
        and all(any(one_of(w, n) for n in did) for w in want.get("initiators", []))
        and all(any(one_of(w, n) for n in (*there, *did)) for w in want.get("parties", []))
        and not any(one_of(w, n) for w in want.get("not_participants", []) for n in there)
        and ("place" not in want or one_of(want["place"], names.get(event.place or "", set())))
        and ("earliest" not in want or event.when.earliest in want["earliest"].split("|"))
        and ("latest" not in want or event.when.latest in want["latest"].split("|"))
        and (not moods or event.factuality.value in ([moods] if isinstance(moods, str) else moods))
        and all(figure in counted for figure in want.get("figures", {}).items())
    )


def some(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def is_by(wanted: str | None, speaker: str | None, names: Called) -> bool:
    """Say whether somebody wanted speaks; `null` is a speaker whom nothing names."""
    return speaker is None if wanted is None else speaker is not None and one_of(wanted, names[speaker])


def is_said(want: Case, position: PositionFact, names: Called) -> bool:
    """Say whether a position is as a passage states it; each part that is not stated may be anything."""
    whom, hearers = ([names[i] for i in ids] for ids in (position.targets, position.audience))
    words, terms = plain(position.text), plain(f"{position.text} {position.conditional_on or ''}")
    return (
        ("speaker" not in want or any(is_by(w, position.speaker, names) for w in some(want["speaker"])))
        and ("stance" not in want or position.stance.value in some(want["stance"]))
        and all(plain(w) in words for w in some(want.get("content", [])))
        and not any(plain(w) in words for w in some(want.get("not_content", [])))
        and all(any(one_of(w, n) for n in whom) for w in want.get("target", []))
        and not any(one_of(w, n) for w in want.get("not_target", []) for n in whom)
        and all(any(one_of(w, n) for n in hearers) for w in want.get("audience", []))
        and plain(want.get("condition", "")) in terms
    )


def each_is_found(
    wants: Sequence[Case], found: Iterable[Found], fits: Callable[[Case, Found], bool], silent: bool | Sequence[Case]
) -> bool:
    """Say whether each of `wants` has a fact of its own, and none is as `silent` says it must not be."""
    left = list(found)
    if any(fits(w, one) for w in ([{}] if silent is True else silent or []) for one in left):
        return False
    for want in wants:
        own = next((one for one in left if fits(want, one)), None)
        if own is None:
            return False
        left.remove(own)
    return True
