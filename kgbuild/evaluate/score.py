"""Figures and errors of one article, and of many: each figure is the lowest of the articles'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kgbuild.evaluate.actors import Matched, match_actors
from kgbuild.evaluate.found import Found, FoundMeeting
from kgbuild.evaluate.gold import Gold, GoldMeeting
from kgbuild.evaluate.positions import PairedPositions, pair_positions, right_quotes
from kgbuild.evaluate.spans import Pair, f1, overlap, touches

FIGURES = ("actors", "mentions", "dates", "positions", "stance", "target", "quotes", "leak", "meetings")


class Miss(NamedTuple):
    """One error: `kind` is a figure, `what` says in a few words what is wrong, `span` where."""

    article: str
    kind: str
    what: str
    span: Pair


class Score(NamedTuple):
    """Figures by name (F1; `stance`: share right; `leak`: minus the facts from outside the body) and the errors."""

    article: str
    figures: Mapping[str, float]
    misses: tuple[Miss, ...]


def score_article(gold: Gold, found: Found) -> Score:
    """Compare one article's facts with its gold."""
    matched = match_actors(gold, found)
    paired = pair_positions(gold, found, matched)
    misses: list[Miss] = []
    figures = {
        "actors": _actors(gold, found, matched, misses),
        "mentions": _mentions(gold, matched, misses),
        "dates": _dates(gold, found, misses),
        **_positions(gold, paired, matched, misses),
        "leak": float(-_leak(gold, found, misses)),
        "meetings": _meetings(gold, found, matched, misses),
    }
    return Score(gold.key, figures, tuple(sorted(misses, key=lambda m: (m.span, m.kind, m.what))))


def score_all(golds: Iterable[Gold], founds: Iterable[Found]) -> tuple[Score, ...]:
    """Compare every article of the gold; one without facts has 0 everywhere.

    Articles are matched by id, the gold's key being the id or its file name without the suffix.
    """
    by_id = {found.article.removesuffix(".txt"): found for found in founds}
    scores = []
    for gold in golds:
        found = by_id.get(gold.key)
        if found is None:
            nothing = Miss(gold.key, "actors", "no facts for this article", (0, 0))
            scores.append(Score(gold.key, dict.fromkeys(FIGURES, 0.0), (nothing,)))
        else:
            scores.append(score_article(gold, found))
    return tuple(scores)


def lowest(scores: Iterable[Score]) -> dict[str, float]:
    """Return each figure's lowest value."""
    every = tuple(scores)
    return {name: min((s.figures[name] for s in every), default=0.0) for name in FIGURES}


def average(scores: Iterable[Score]) -> dict[str, float]:
    """Return each figure's mean over the articles; for comparing two runs, where the lowest jumps with one error."""
    every = tuple(scores)
    return {name: sum(s.figures[name] for s in every) / max(1, len(every)) for name in FIGURES}


def _actors(gold: Gold, found: Found, matched: Matched, misses: list[Miss]) -> float:
    wanted = {actor: span for span, actor in reversed(tuple(gold.mentions.items()))}  # each with its first mention
    right = wanted.keys() & set(matched.actors.values())
    first = {m.entity: m.span for m in reversed(found.mentions)}
    seen: set[str] = set()
    for entity in sorted(matched.counted, key=lambda e: first[e]):
        actor = matched.actors.get(entity)
        if actor is None or actor in seen:
            what = f"one more for {actor}" if actor else "not in the gold"
            misses.append(Miss(gold.key, "actors", what, first[entity]))
        seen.add(actor or "")
    misses += [Miss(gold.key, "actors", f"missed: {a}", span) for a, span in wanted.items() if a not in right]
    return f1(len(right), len(matched.counted), len(wanted))


def _mentions(gold: Gold, matched: Matched, misses: list[Miss]) -> float:
    right = matched.spans & gold.mentions.keys()
    misses += [Miss(gold.key, "mentions", "not in the gold", span) for span in matched.spans - right]
    misses += [Miss(gold.key, "mentions", f"missed: {a}", s) for s, a in gold.mentions.items() if s not in right]
    return f1(len(right), len(matched.spans), len(gold.mentions))


def _dates(gold: Gold, found: Found, misses: list[Miss]) -> float:
    todo = [d for d in gold.dates if d.scored]
    wanted, right, wrong = len(todo), 0, 0
    free = [d.span for d in gold.dates if not d.scored]
    for span, values in found.dates.items():
        hit = next((d for d in todo if overlap(span, d.span) and values & d.values), None)
        if hit is not None:
            todo.remove(hit)
            right += 1
        elif not touches(span, free):
            wrong += 1
            misses.append(Miss(gold.key, "dates", f"wrong: {' or '.join(sorted(values))}", span))
    misses += [Miss(gold.key, "dates", f"missed: {' or '.join(sorted(d.values))}", d.span) for d in todo]
    return f1(right, right + wrong, wanted)


def _positions(gold: Gold, paired: PairedPositions, matched: Matched, misses: list[Miss]) -> dict[str, float]:
    count = len(paired.pairs)
    stance = targets = all_targets = quotes = all_quotes = 0
    for p, s in paired.pairs:
        stance += p.stance in s.stances
        named = {matched.actors.get(t, t) for t in p.targets}
        targets += len(named & s.targets)
        all_targets += len(named) + len(s.targets)
        quotes += right_quotes(p.quotes, s.quotes)
        all_quotes += len(p.quotes) + len(s.quotes)
        where = (p.says or p.spans or (gold.sentences[min(s.sentences)],))[0]
        if p.stance not in s.stances:
            misses.append(Miss(gold.key, "stance", f"{s.id}: {p.stance}, not {s.stance}", where))
        if named != s.targets:
            what = f"{s.id}: {sorted(named)}, not {sorted(s.targets)}"
            misses.append(Miss(gold.key, "target", what, where))
        if right_quotes(p.quotes, s.quotes) < max(len(p.quotes), len(s.quotes)):
            misses.append(Miss(gold.key, "quotes", s.id, where))
    for s in paired.missed:
        what = f"missed {s.id}: {s.speaker} {s.stance}"
        misses.append(Miss(gold.key, "positions", what, (s.words or (gold.sentences[min(s.sentences)],))[0]))
    for p in paired.spurious:
        who = matched.actors.get(p.speaker or "", p.speaker)
        misses.append(Miss(gold.key, "positions", f"not in the gold: {who} {p.stance}", (p.spans or ((0, 0),))[0]))
    wanted = count + len(paired.missed)
    return {
        "positions": f1(count, count + len(paired.spurious), wanted),
        "stance": stance / count if count else 0.0,
        "target": f1(targets, all_targets, 0),
        "quotes": f1(quotes, all_quotes, 0),
    }


def _leak(gold: Gold, found: Found, misses: list[Miss]) -> int:
    scored = {d.span for d in gold.dates if d.scored}
    leaks = [span for span in found.dates if span not in scored and touches(span, gold.outside)]
    leaks += [p.spans[0] for p in found.positions if any(touches(s, gold.outside) for s in p.spans)]
    misses += [Miss(gold.key, "leak", "a fact from outside the body", span) for span in leaks]
    return len(leaks)


def _meetings(gold: Gold, found: Found, matched: Matched, misses: list[Miss]) -> float:
    lost = [m for m in gold.meetings if not any(_same(m, f, gold, matched) for f in found.meetings)]
    misses += [Miss(gold.key, "meetings", f"missed {m.id}: {m.start} to {m.end}", m.span) for m in lost]
    return 1 - len(lost) / len(gold.meetings) if gold.meetings else 1.0


def _same(wanted: GoldMeeting, found: FoundMeeting, gold: Gold, matched: Matched) -> bool:
    who = {matched.actors.get(p, p) for p in found.participants}
    who |= {gold.states[p] for p in who if p in gold.states}
    where = {found.place, matched.places.get(found.place or "")}
    return (
        (found.earliest, found.latest) == (wanted.start, wanted.end)
        and wanted.participants <= who
        and (wanted.place is None or wanted.place in where)
    )
