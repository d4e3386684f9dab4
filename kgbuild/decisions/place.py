"""Decisions placed in the articles of a build: which things and which claims each is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.errors import ConfigError
from kgbuild.identifiers import article_slug
from kgbuild.model.decisions import Anchor, ClaimDecision, Decision, Verdict
from kgbuild.model.facts import ArticleFacts, EntityKind
from kgbuild.problems import Location, Problem, Severity

Where = tuple[str, str]
"""Article id, and the id of an entity or event there."""

_ABOUT_THINGS = frozenset({Verdict.SAME, Verdict.DIFFERENT, Verdict.RENAME})
_OPPOSITE = {Verdict.SAME: Verdict.DIFFERENT, Verdict.DIFFERENT: Verdict.SAME, Verdict.ACCEPT: Verdict.REJECT,
             Verdict.REJECT: Verdict.ACCEPT}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """Decisions as they act on one build. `things` gives for each decision about things what it is about; `orphans` are
    problems (warnings) of those whose words are no longer there."""

    same: tuple[tuple[Where, Where, str], ...] = ()
    different: tuple[tuple[Where, Where], ...] = ()
    renamed: Mapping[Where, str] = field(default_factory=dict)
    claims: tuple[ClaimDecision, ...] = ()
    things: tuple[tuple[Decision, tuple[Where, ...]], ...] = ()
    orphans: tuple[Problem, ...] = ()


def place_decisions(decisions: Sequence[Decision], by_article: Mapping[str, ArticleFacts]) -> Placed:
    """Find what each decision is about in the articles it names. Raises `ConfigError` where two contradict each other,
    with both quoted."""
    things: list[tuple[Decision, tuple[Where, ...]]] = []
    claims: list[tuple[Decision, ClaimDecision]] = []
    orphans: list[Problem] = []
    for decision in decisions:
        missing = [a for a in decision.anchors if not _is_there(a, decision, by_article)]
        if missing:
            orphans.append(_orphan(decision, missing[0], by_article))
        elif decision.verdict in _ABOUT_THINGS:
            things.append((decision, tuple(_thing(a, by_article[a.article]) or ("", "") for a in decision.anchors)))
        else:
            claims += [(decision, c) for a in decision.anchors for c in _claims(a, decision, by_article[a.article])]
    _check(things, claims)
    return Placed(
        tuple((a, b, d.where) for d, (a, *more) in things if d.verdict is Verdict.SAME for b in more),
        tuple((a, b) for d, ws in things if d.verdict is Verdict.DIFFERENT for a, b in _pairs(ws)),
        {w: d.value for d, ws in things if d.verdict is Verdict.RENAME for w in ws},
        tuple(c for _, c in claims),
        tuple(things),
        tuple(orphans),
    )


def _pairs(things: Sequence[Where]) -> Iterator[tuple[Where, Where]]:
    yield from ((a, b) for i, a in enumerate(things) for b in things[i + 1 :])


def _is_there(anchor: Anchor, decision: Decision, facts: Mapping[str, ArticleFacts]) -> bool:
    article = facts.get(anchor.article)
    if article is None or not places_of(anchor, article.article.text):
        return False
    if decision.verdict in _ABOUT_THINGS:
        return _thing(anchor, article) is not None
    return not (anchor.of or anchor.kind == "event") or _thing(_told(anchor), article) is not None


def _told(anchor: Anchor) -> Anchor:
    """The words that tell the event which an anchor of a claim, or of an event's claims, is about; none for none."""
    return Anchor(anchor.article, anchor.words if anchor.kind == "event" else anchor.of, "event")


def _orphan(decision: Decision, anchor: Anchor, facts: Mapping[str, ArticleFacts]) -> Problem:
    file, _, line = decision.where.rpartition(":")
    what = "is not among the articles" if anchor.article not in facts else f"no longer says `{anchor.words}`"
    text = f"decision {decision.id} ({decision.verdict}) rests on words that are gone: {anchor.article} {what}"
    return Problem(Location(file, int(line)), text, "undo it, or decide anew", severity=Severity.WARNING)


def places_of(anchor: Anchor, text: str) -> list[tuple[int, int]]:
    """Return every stretch of an article's text that has the words an anchor means; line breaks count as blanks."""
    flat, words, meant = text.replace("\n", " "), " ".join(anchor.words.split()), " ".join(anchor.meant.split())
    found = _stretches(flat, words)
    return found if words == meant else [(s + a, s + b) for s, e in found for a, b in _stretches(flat[s:e], meant)]


def _stretches(text: str, words: str) -> list[tuple[int, int]]:
    found, start = [], text.find(words) if words else -1
    while start >= 0:
        found.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return found


def _thing(anchor: Anchor, article: ArticleFacts) -> Where | None:
    """Return the one entity or event that the words name; None for none, or for several."""
    found = things_at(anchor, article)
    return (article.article.id, found[0]) if len(found) == 1 else None


def things_at(anchor: Anchor, article: ArticleFacts) -> list[str]:
    """Return the local ids of what an anchor's words name: exactly, else within them."""
    spots = places_of(anchor, article.article.text)
    events = [
        (e.id, s.start, s.end) for e in (*article.meetings, *article.events) for s in e.spans
    ] if anchor.kind in {"event", ""} else []  # fmt: skip
    mentions = [
        (m.entity, m.start, m.end)
        for m in article.mentions
        if _is_kind(m.kind, anchor.kind) and _called(m.text, anchor)
    ]
    exact = [one for one, s, e in mentions if (s, e) in spots]
    inside = [one for one, s, e in mentions if any(a <= s and e <= b for a, b in spots)]
    told = [one for one, s, e in events if any(s < b and a < e for a, b in spots)]
    order = (exact, told, inside) if anchor.kind != "event" else (told,)
    return next((list(dict.fromkeys(found)) for found in order if found), [])


def _is_kind(kind: EntityKind, wanted: str) -> bool:
    if wanted in {"", "words"}:
        return True
    return wanted == ("place" if kind is EntityKind.PLACE else "actor")


def _called(text: str, anchor: Anchor) -> bool:
    return not anchor.called or anchor.kind not in {"actor", "place"} or text in {anchor.called, anchor.words}


def _claims(anchor: Anchor, decision: Decision, article: ArticleFacts) -> Iterator[ClaimDecision]:
    reason = decision.why or f"{decision.verdict} by decision {decision.id}"
    whole = anchor.kind == "event"
    event = _thing(_told(anchor), article)
    for start, end in [(0, 0)] if whole else places_of(anchor, article.article.text):
        yield ClaimDecision(
            decision.verdict,
            article_slug(anchor.article),
            start,
            end,
            anchor.predicate.rpartition(":")[2],
            decision.value,
            decision.where,
            reason,
            decision.by,
            decision.on,
            event[1] if event is not None else "",
        )


def _check(
    things: Sequence[tuple[Decision, tuple[Where, ...]]], claims: Sequence[tuple[Decision, ClaimDecision]]
) -> None:
    """Raise for two decisions of which one says what the other denies."""
    said: dict[tuple[object, ...], Decision] = {}
    problems = []
    for decision, key in _statements(things, claims):
        opposite = said.get(key)
        if opposite is not None and _contradict(opposite, decision):
            problems.append(_contradiction(opposite, decision))
        said[key] = decision
    if problems:
        raise ConfigError(list({p.what: p for p in problems}.values()))


def _statements(
    things: Sequence[tuple[Decision, tuple[Where, ...]]], claims: Sequence[tuple[Decision, ClaimDecision]]
) -> Iterator[tuple[Decision, tuple[object, ...]]]:
    for decision, where in things:
        if decision.verdict is Verdict.RENAME:
            yield from ((decision, ("name", w)) for w in where)
        else:
            yield from ((decision, ("pair", *sorted(pair))) for pair in _pairs(where))
    for decision, claim in claims:
        yield decision, ("claim", claim.article, claim.start, claim.end, claim.predicate, claim.about)


def _contradict(one: Decision, other: Decision) -> bool:
    if one.verdict is Verdict.RENAME or (one.verdict is other.verdict is Verdict.REPLACE):
        return one.value != other.value
    if Verdict.REPLACE in {one.verdict, other.verdict}:
        return Verdict.ACCEPT in {one.verdict, other.verdict}
    return _OPPOSITE.get(one.verdict) is other.verdict


def _contradiction(one: Decision, other: Decision) -> Problem:
    file, _, line = other.where.rpartition(":")
    what = (
        f"decision {other.id} ({other.verdict}: {_names(other)}) contradicts decision {one.id} "
        f"({one.verdict}: {_names(one)}) at {one.where}"
    )
    return Problem(Location(file, int(line)), what, f"undo one of them: `kgbuild decide undo {one.id}`")


def _names(decision: Decision) -> str:
    return ", ".join(map(str, decision.anchors)) + (f" -> {decision.value}" if decision.value else "")
