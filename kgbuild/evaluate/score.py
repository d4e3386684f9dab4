"""Facts against gold: counts and errors of one article, and of many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.evaluate.actors import Matched, match_actors
from kgbuild.evaluate.events import pair_events, parties, sentences_of
from kgbuild.evaluate.found import MEETING, Found, FoundMeeting
from kgbuild.evaluate.gold import Gold, GoldMeeting
from kgbuild.evaluate.positions import PairedPositions, pair_positions, right_quotes
from kgbuild.evaluate.spans import overlap, touches
from kgbuild.evaluate.sureness import Judged
from kgbuild.evaluate.tally import Miss, Score, Tally, nothing_found


def score_article(gold: Gold, found: Found) -> Score:
    """Compare one article's facts with its gold."""
    matched = match_actors(gold, found)
    paired = pair_positions(gold, found, matched)
    misses: list[Miss] = []
    tallies = {
        "actors": _actors(gold, found, matched, misses),
        "mentions": _mentions(gold, matched, misses),
        "dates": _dates(gold, found, misses),
        **_positions(gold, paired, matched, misses),
        "meetings": _meetings(gold, found, matched, misses),
        **_events(gold, found, matched, misses),
    }
    leaks = _leaks(gold, found, misses)
    listed = tuple(sorted(misses, key=lambda m: (m.span, m.kind, m.what)))
    return Score(gold.key, tallies, leaks, listed, tuple(_judged(gold, found, paired)))


def score_all(golds: Iterable[Gold], founds: Iterable[Found]) -> tuple[Score, ...]:
    """Compare every article of the gold; one without facts has 0 everywhere.

    Articles are matched by id, the gold's key being the id or its file name without the suffix.
    """
    by_id = {found.article.removesuffix(".txt"): found for found in founds}
    return tuple(
        score_article(gold, by_id[gold.key]) if gold.key in by_id else nothing_found(gold.key) for gold in golds
    )


def _judged(gold: Gold, found: Found, paired: PairedPositions) -> Iterator[Judged]:
    """Yield every position; where the gold has events of all kinds, the events, and the meetings, which are right where
    their sentence tells of one."""
    yield from (Judged("positions", p.confidence, True) for p, _ in paired.pairs)
    yield from (Judged("positions", p.confidence, False) for p in paired.spurious)
    if not gold.events:
        return
    right = {id(mine) for _, mine in pair_events(gold, found).pairs}
    told = sentences_of(gold.told, gold)
    for m in found.meetings:
        yield Judged("meetings", m.confidence, bool(sentences_of(m.spans, gold) & told))
    for e in found.events:
        if e.type != MEETING:
            yield Judged("events", e.confidence, id(e) in right)


def _actors(gold: Gold, found: Found, matched: Matched, misses: list[Miss]) -> Tally:
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
    return Tally(len(right), len(matched.counted), len(wanted))


def _mentions(gold: Gold, matched: Matched, misses: list[Miss]) -> Tally:
    right = matched.spans & gold.mentions.keys()
    misses += [Miss(gold.key, "mentions", "not in the gold", span) for span in matched.spans - right]
    misses += [Miss(gold.key, "mentions", f"missed: {a}", s) for s, a in gold.mentions.items() if s not in right]
    return Tally(len(right), len(matched.spans), len(gold.mentions))


def _dates(gold: Gold, found: Found, misses: list[Miss]) -> Tally:
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
    return Tally(right, right + wrong, wanted)


def _positions(gold: Gold, paired: PairedPositions, matched: Matched, misses: list[Miss]) -> dict[str, Tally]:
    count = len(paired.pairs)
    stance = targets = named_targets = wanted_targets = quotes = found_quotes = wanted_quotes = 0
    for p, s in paired.pairs:
        stance += p.stance in s.stances
        named = {matched.actors.get(t, t) for t in p.targets}
        targets += len(named & s.targets)
        named_targets += len(named)
        wanted_targets += len(s.targets)
        quotes += right_quotes(p.quotes, s.quotes)
        found_quotes += len(p.quotes)
        wanted_quotes += len(s.quotes)
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
    return {
        "positions": Tally(count, count + len(paired.spurious), count + len(paired.missed)),
        "stance": Tally(stance, count, count),
        "target": Tally(targets, named_targets, wanted_targets),
        "quotes": Tally(quotes, found_quotes, wanted_quotes),
    }


def _leaks(gold: Gold, found: Found, misses: list[Miss]) -> int:
    scored = {d.span for d in gold.dates if d.scored}
    leaks = [span for span in found.dates if span not in scored and touches(span, gold.outside)]
    leaks += [p.spans[0] for p in found.positions if any(touches(s, gold.outside) for s in p.spans)]
    misses += [Miss(gold.key, "leak", "a fact from outside the body", span) for span in leaks]
    return len(leaks)


def _meetings(gold: Gold, found: Found, matched: Matched, misses: list[Miss]) -> Tally:
    lost = [m for m in gold.meetings if not any(_same(m, f, gold, matched) for f in found.meetings)]
    misses += [Miss(gold.key, "meetings", f"missed {m.id}: {m.start} to {m.end}", m.span) for m in lost]
    right = len(gold.meetings) - len(lost)
    return Tally(right, right, len(gold.meetings))  # what else was found may be right: not every meeting is scored


def _events(gold: Gold, found: Found, matched: Matched, misses: list[Miss]) -> dict[str, Tally]:
    paired = pair_events(gold, found)
    right = named = wanted = 0
    for event, mine in paired.pairs:
        who = parties(mine, matched)
        right, named, wanted = right + len(who & event.parties), named + len(who), wanted + len(event.parties)
        if who != event.parties:
            what = f"{event.id}: {sorted(who)}, not {sorted(event.parties)}"
            misses.append(Miss(gold.key, "parties", what, event.span))
        if event.day and not _day_is(mine.day, event.day):
            misses.append(Miss(gold.key, "days", f"{event.id}: {mine.day or 'none'}, not {event.day}", event.span))
    for e in paired.missed:
        kind = "main" if e.main else "events"
        misses.append(Miss(gold.key, kind, f"missed {e.id}: {' or '.join(e.types)}", e.span))
    dated = [(event, mine) for event, mine in paired.pairs if event.day]
    days = sum(_day_is(mine.day, event.day) for event, mine in dated)
    found_main, all_main = sum(e.main for e, _ in paired.pairs), sum(e.main for e in gold.events)
    return {
        "main": Tally(found_main, found_main, all_main),
        "events": Tally(len(paired.pairs), len(paired.pairs), len(gold.events)),
        "parties": Tally(right, named, wanted),
        "days": Tally(days, days, len(dated)),
    }


def _day_is(found: str, wanted: str) -> bool:
    """Say whether two EDTF values name one day or stretch; what goes on since a day may have it open or not."""
    return found.removeprefix("../").removesuffix("/..") == wanted.removeprefix("../").removesuffix("/..")


def _same(wanted: GoldMeeting, found: FoundMeeting, gold: Gold, matched: Matched) -> bool:
    who = {matched.actors.get(p, p) for p in found.participants}
    who |= {gold.states[p] for p in who if p in gold.states}
    where = {found.place, matched.places.get(found.place or "")}
    return (
        (found.earliest, found.latest) == (wanted.start, wanted.end)
        and wanted.participants <= who
        and (wanted.place is None or wanted.place in where)
    )
