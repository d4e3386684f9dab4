"""Events: type and sentence make a pair, one to one, most shared characters first; meetings count as events too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kgbuild.evaluate.actors import Matched
from kgbuild.evaluate.found import Found, FoundEvent
from kgbuild.evaluate.gold import Gold, GoldEvent
from kgbuild.evaluate.spans import Pair, shared


@dataclass(frozen=True, slots=True)
class PairedEvents:
    """Pairs of what was wanted and what was found, and the wanted that has no partner."""

    pairs: tuple[tuple[GoldEvent, FoundEvent], ...]
    missed: tuple[GoldEvent, ...]


def pair_events(gold: Gold, found: Found) -> PairedEvents:
    """Pair the events of the gold with those found in the same sentence with a type that a reader could accept."""
    ranked = sorted(
        (
            (shared(event.spans, [wanted.span]), event.type == wanted.types[0], -b, -a)
            for b, wanted in enumerate(gold.events)
            for a, event in enumerate(found.events)
            if event.type in wanted.types and sentences_of(event.spans, gold) & wanted.sentences
        ),
        reverse=True,
    )
    mate: dict[int, int] = {}
    for *_, b, a in ranked:
        if -b not in mate and -a not in mate.values():
            mate[-b] = -a
    return PairedEvents(
        pairs=tuple((gold.events[b], found.events[a]) for b, a in sorted(mate.items())),
        missed=tuple(e for b, e in enumerate(gold.events) if b not in mate),
    )


def parties(event: FoundEvent, matched: Matched) -> frozenset[str]:
    """Return who took part, by the ids of the gold where they are in it."""
    return frozenset(matched.actors.get(p, p) for p in event.parties)


def sentences_of(spans: Iterable[Pair], gold: Gold) -> set[int]:
    """Return the indices of the sentences in which spans begin."""
    begins = [span[0] for span in spans]
    return {i for i, s in enumerate(gold.sentences) if any(s[0] <= begin < s[1] for begin in begins)}
