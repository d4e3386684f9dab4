"""Positions: same speaker and evidence in the same sentence make a pair, one to one, best overlap of words first."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.evaluate.actors import Matched
from kgbuild.evaluate.found import Found, FoundPosition
from kgbuild.evaluate.gold import Gold, GoldStatement
from kgbuild.evaluate.spans import Pair, overlap, shared


@dataclass(frozen=True, slots=True)
class PairedPositions:
    """Pairs of what was found and what was wanted, and what has no partner; `cut` counts later pieces of a quotation
    that was cut at its sentences, which are not wrong."""

    pairs: tuple[tuple[FoundPosition, GoldStatement], ...]
    spurious: tuple[FoundPosition, ...]
    missed: tuple[GoldStatement, ...]
    cut: int


def pair_positions(gold: Gold, found: Found, matched: Matched) -> PairedPositions:
    """Pair positions; the outlet's own voice is left out on both sides."""
    wanted = [s for s in gold.statements if s.speaker != gold.publisher]
    mine = [(p, who) for p in found.positions if (who := _speaker(p, gold, matched)) or p.mode != "narrator"]
    mine = [(p, who) for p, who in mine if who != gold.publisher]
    ranked = sorted(
        (
            (shared(p.says, s.words), p.stance == s.stance, p.stance in s.stances - {s.stance}, -a, -b)
            for a, (p, who) in enumerate(mine)
            for b, s in enumerate(wanted)
            if who == s.speaker and _sentences(p, gold) & s.sentences
        ),
        reverse=True,
    )
    mate: dict[int, int] = {}
    for *_, a, b in ranked:
        if -a not in mate and -b not in mate.values():
            mate[-a] = -b
    lone = [a for a in range(len(mine)) if a not in mate]
    cut = [a for a in lone if _is_cut(mine[a], mine, wanted, mate)]
    return PairedPositions(
        pairs=tuple((mine[a][0], wanted[b]) for a, b in sorted(mate.items())),
        spurious=tuple(mine[a][0] for a in lone if a not in cut),
        missed=tuple(s for b, s in enumerate(wanted) if b not in mate.values()),
        cut=len(cut),
    )


def _speaker(p: FoundPosition, gold: Gold, matched: Matched) -> str | None:
    if p.speaker is not None and p.speaker in matched.actors:
        return matched.actors[p.speaker]
    if p.speaker_span is None:
        return None
    return next((actor for span, actor in gold.mentions.items() if overlap(p.speaker_span, span)), None)


def _sentences(p: FoundPosition, gold: Gold) -> set[int]:
    """Return the sentences in which the spans of a position begin."""
    return {i for i, s in enumerate(gold.sentences) for span in p.spans if s[0] <= span[0] < s[1]}


def _is_cut(
    one: tuple[FoundPosition, str | None],
    mine: list[tuple[FoundPosition, str | None]],
    wanted: list[GoldStatement],
    mate: dict[int, int],
) -> bool:
    return any(
        mine[c][1] == one[1] and len(wanted[b].sentences) > 1 and shared(one[0].says, wanted[b].words)
        for c, b in mate.items()
    )


def right_quotes(found: tuple[Pair, ...], wanted: tuple[Pair, ...]) -> int:
    """Return how many quoted spans were found, with one character of grace for the comma before the closing mark."""
    return sum(any(abs(z[0] - y[0]) + abs(z[1] - y[1]) <= 1 for z in found) for y in wanted)
