"""The questions a build left, in the order in which answers matter most, and what an answer means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kgbuild.decisions.place import places_of
from kgbuild.errors import UsageError
from kgbuild.explain.output import Output, Words
from kgbuild.model.decisions import Anchor, Decision, Verdict
from kgbuild.model.terms import RDF
from kgbuild.pipeline.deciding import anchor_of, thing_anchor

_SURE = 0.9  # a merge less sure than this is asked about
_MOST = 3  # pairs of one merge that are asked about
_TOLD = ("entities", "meetings", "events", "positions")
_Use = tuple[str, str]
"""The id of a thing and an article, or nothing for all."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question: whether two things are the same (`kind` same), or which of two claims holds (`kind` conflict).

    `left` and `right` are what the two are called, with the words that name them; `default` says what holds without an
    answer.
    """

    kind: str
    left: str
    right: str
    left_anchor: Anchor
    right_anchor: Anchor
    reason: str
    default: str
    score: float

    def decision(self, answer: str) -> Decision | None:
        """Return the decision that an answer (y, n, l, r) makes; None for any other."""
        both = (self.left_anchor, self.right_anchor)
        if self.kind == "same" and answer in {"y", "n"}:
            return Decision(0, Verdict.SAME if answer == "y" else Verdict.DIFFERENT, both)
        if self.kind == "conflict" and answer in {"l", "r"}:
            return Decision(0, Verdict.ACCEPT, (both[answer == "r"],))
        return None


_Told = tuple[Item, tuple[_Use, ...]]
"""A question and what depends on it: the lesser of these."""


def questions(output: Output) -> list[Item]:
    """Return what is open, first that on which most statements depend; of as many first disputes, then what was left
    apart, then merges that are not sure."""
    every = [*_conflicts(output), *_open(output), *_weak(output)]
    counts = _uses(output, {thing for _, things in every for thing, _ in things})
    return [item for item, _ in sorted(every, key=lambda told: -min(counts[one] for one in told[1]))]


def _uses(output: Output, things: Collection[str]) -> Counter[_Use]:
    """Return how often some things stand in what each article tells, and in all of them (article: "")."""
    found = Counter[_Use]()
    for article, facts in output.facts.items():
        for one in _texts([facts[part] for part in _TOLD if part in facts]):
            if one in things:
                found.update({(one, article): 1, (one, ""): 1})
    return found


def _texts(value: object) -> Iterator[str]:
    """Yield all texts in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def context(anchor: Anchor, output: Output) -> Words:
    """Return an anchor's words in their sentence."""
    facts, meant = output.facts.get(anchor.article, {}), anchor.meant
    spots = [(m["start"], m["end"]) for m in facts.get("mentions", ()) if m["text"] == meant]
    spots += [
        (s["start"], s["end"])
        for event in (*facts.get("meetings", ()), *facts.get("events", ()))
        for s in event["spans"]
        if s["text"] == meant
    ]
    rows = (r for r in output.spans.values() if r["text"] == meant)
    spots += [(int(r["start"]), int(r["end"])) for r in rows if output.articles.get(r["article"]) == anchor.article]
    there = places_of(anchor, output.text(anchor.article))
    spots = [spot for spot in spots if spot in there] or spots
    if not spots:
        return Words(anchor.article, 0, 0, meant)
    start, end = min(spots)
    return output.around(anchor.article, start, end, meant)


def _conflicts(output: Output) -> Iterator[_Told]:
    for row in output.table("views/conflicts"):
        if row.get("settled"):
            continue
        try:
            anchors = [_claim_anchor(row, side, output) for side in "ab"]
        except UsageError:
            continue
        left, right = (f"{row[f'value_{side}']} ({row[f'outlet_{side}']})" for side in "ab")
        item = Item("conflict", left, right, anchors[0], anchors[1], f"{row['of']}: {row['property']}", "disputed", 1.0)
        about = output.triples.one(f"<{output.base}dispute/{row['dispute']}>", f"<{RDF}subject>")
        yield item, ((about.rpartition("/")[2].rstrip(">"), ""),)


def _claim_anchor(row: dict[str, str], side: str, output: Output) -> Anchor:
    return anchor_of(row[f"claim_{side}"], output, claim=True)


def _open(output: Output) -> Iterator[_Told]:
    rows = sorted(output.table("tables/questions"), key=lambda r: (-float(r["score"]), r["id"]))
    for row in rows:
        yield from _pair(row["left"], row["left_in"], row["right"], row["right_in"], row, output)


def _weak(output: Output) -> Iterator[_Told]:
    rows = [r for r in output.table("tables/merges") if float(r["score"]) < _SURE]
    for row in sorted(rows, key=lambda r: (float(r["score"]), r["id"])):
        members = row["members"].split()
        kind = next((k for k in ("event", "actor", "place") if _known(f"{k}/{row['id']}", output)), "")
        if not kind:
            continue
        for other in [m for m in members if m.partition("#")[0] != members[0].partition("#")[0]][:_MOST]:
            pair = _pair(f"{kind}/{row['id']}", members[0], f"{kind}/{row['id']}", other, row, output)
            yield from (told for told in pair if kind == "event" or row.get("against") or not _one_name(told[0]))


def _one_name(item: Item) -> bool:
    """Say whether both reports give one full name: of the pairs of a merge nobody need be asked about that one."""
    return item.left.casefold() == item.right.casefold() and " " in item.left.strip()


def _known(local: str, output: Output) -> bool:
    return f"<{output.base}{local}>" in output.triples.about


def _pair(left: str, left_in: str, right: str, right_in: str, row: dict[str, str], output: Output) -> Iterator[_Told]:
    by_slug = output.articles
    names = [by_slug.get(w.rpartition("#")[0], w.rpartition("#")[0]) for w in (left_in, right_in)]
    try:
        one, other = (thing_anchor(t, output, article=a) for t, a in zip((left, right), names, strict=True))
    except UsageError:
        return
    default = "one" if left == right else "apart"
    against = f"; against it: {row['against']}" if row.get("against") else ""
    reason = f"{row['reason']}{against}"
    item = Item("same", one.words, other.words, one, other, reason, default, float(row["score"]))
    articles = names if left == right else ["", ""]
    yield item, tuple((t.rpartition("/")[2], a) for t, a in zip((left, right), articles, strict=True))
