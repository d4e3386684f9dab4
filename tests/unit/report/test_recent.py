"""What a report shows of the latest articles changes only where `reached` says so, whatever changes elsewhere."""

import random

import pytest

from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF_TYPE
from kgbuild.model.triples import Triples, kgb
from kgbuild.report.recent import latest, reached, recent, watched, watched_after

MOST = 3
Said = dict[str, list[tuple[str, str]]]  # what is said of each subject

ISSUED = "<http://purl.org/dc/terms/issued>"


def node(kind: str, number: int) -> str:
    return f"<urn:{kind}:{number}>"


def described(dice: random.Random, kind: str, number: int) -> list[tuple[str, str]]:
    """Return what one subject says, at random."""

    def some(of: str, size: int) -> str:
        return node(of, dice.randrange(size))

    if kind == "article":
        return [
            (RDF_TYPE, kgb("Article")),
            (ISSUED, f'"2026-03-{dice.randrange(1, 29):02}"'),
            (kgb("at"), some("n", 6)),
        ]
    if kind == "claim":
        parts = [(RDF_TYPE, kgb("Claim")), (kgb("reportedIn"), some("article", 8)), (kgb("evidence"), some("span", 9))]
        return [*parts, (kgb("subject"), some("n", 6)), (kgb("passedOnBy"), some("n", 6))]
    if kind == "span":
        return [(RDF_TYPE, kgb("Span")), (kgb("inArticle"), some("article", 8)), (kgb("names"), some("n", 6))]
    if kind == "side":
        return [(RDF_TYPE, kgb("Side")), *((kgb("heldIn"), some("claim", 12)) for _ in range(dice.randrange(3)))]
    if kind == "dispute":
        return [(RDF_TYPE, kgb("Dispute")), *((kgb("side"), some("side", 5)) for _ in range(2))]
    return [(RDF_TYPE, kgb("Place")), (kgb("in"), some("n", 6)), (kgb("label"), f'"{number} {dice.randrange(9)}"')]


SIZES = {"article": 8, "claim": 12, "span": 9, "side": 5, "dispute": 3, "n": 6}


def change(said: Said, dice: random.Random) -> Said:
    """Return the same with a subject or two described anew, or gone."""
    now = dict(said)
    for _ in range(dice.randrange(1, 3)):
        kind = dice.choice(list(SIZES))
        number = dice.randrange(SIZES[kind])
        now[node(kind, number)] = described(dice, kind, number) if dice.random() < 0.8 else []
    return now


def quads_of(said: Said) -> set[Quad]:
    return {Quad(s, p, o, "<urn:g>") for s, parts in said.items() for p, o in parts}


def triples(said: Said) -> Triples:
    return Triples(quads_of(said))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_not_reached_is_as_it_was(seed: int) -> None:
    dice = random.Random(seed)
    said: Said = {
        node(k, n): described(dice, k, n) for k, size in SIZES.items() for n in range(size) if dice.random() < 0.7
    }
    kept = 0
    for _ in range(400):
        facts, now = triples(said), change(said, dice)
        fresh = triples(now)
        part = recent(facts, MOST)
        changed = [s for s in {*said, *now} if said.get(s) != now.get(s)]
        shown = latest(facts, MOST)
        if shown == latest(fresh, MOST) and not reached(fresh, changed, watched(facts, part), shown):
            kept += part is not facts
            if part is not facts:
                assert recent(fresh, MOST).about == part.about
        said = now
    assert kept > 40


@pytest.mark.parametrize("seed", range(4))
def test_what_is_found_from_what_changed_is_what_is_found_in_all(seed: int) -> None:
    dice = random.Random(seed)
    said: Said = {
        node(k, n): described(dice, k, n) for k, size in SIZES.items() for n in range(size) if dice.random() < 0.7
    }
    grown = 0
    for _ in range(1500):
        facts, now = triples(said), change(said, dice)
        fresh, part, shown = triples(now), recent(facts, MOST), latest(facts, MOST)
        if shown == latest(fresh, MOST) and part is not facts:
            seen, quads = watched(facts, part), quads_of(said) ^ quads_of(now)
            told = reached(fresh, {quad.subject for quad in quads}, seen, shown)
            after = watched_after(fresh, quads, told, seen) if told else None
            if after is not None:
                grown += not seen.issuperset(told)
                assert after == watched(fresh, recent(fresh, MOST))
                assert fresh.part(after).about == recent(fresh, MOST).about
        said = now
    assert grown > 10
