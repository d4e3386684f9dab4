"""Which of the things that changed made each change of the graph.

A change is first traced by what it rests on: the article it stands in, the lexicon and mapping lines that made it, the
decision. Text that did not change reads as before unless a lexicon or what reads it changed. What rests on none of
them (a dispute, a merge, a name) follows from the nearest changes that speak of the same nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from kgbuild.changes.causes import Cause, Kind
from kgbuild.changes.meaning import Change

_READERS = frozenset({Kind.LEXICON, Kind.FACTS, Kind.VERSION, Kind.SETTING})
"""What may make an unchanged text read otherwise."""
_MAKERS = frozenset({Kind.MAPPING, Kind.ONTOLOGY})
_SAID = frozenset({"claim", "position", "span"})


@dataclass(frozen=True, slots=True)
class Explained:
    """A change and what made it, more than one cause where both touch it or where they cannot be told apart."""

    change: Change
    causes: tuple[Cause, ...]


def explain(changes: Sequence[Change], causes: Sequence[Cause], slug: Callable[[str], str]) -> list[Explained]:
    """Return every change with its causes; `slug` gives the part of an article's IRI by its id."""
    if len(causes) <= 1:
        return [Explained(change, tuple(causes)) for change in changes]
    of_articles = {slug(c.where): c for c in causes if c.kind is Kind.ARTICLE}
    read_anew = {(c.said[1:], a) for c in changes if c.sign != "+" for a in c.articles}
    found: dict[Change, frozenset[Cause]] = {}
    for change in changes:
        direct = _lines(change, causes) or _told_in(change, of_articles)
        if not direct and change.kind in _SAID and change.sign != "~" and not _twin(change, read_anew):
            direct = frozenset(c for c in causes if c.kind in _READERS) or frozenset(
                c for c in causes if c.kind in _MAKERS | {Kind.DECISION}
            )
        if direct:
            found[change] = direct
    _decide(changes, found)
    _follow(changes, found)
    _spread(changes, found)
    rest = frozenset(c for c in causes if c.kind is not Kind.ARTICLE) or frozenset(causes)
    return [Explained(change, tuple(sorted(found.get(change, rest)))) for change in changes]


def _twin(change: Change, gone: Collection[tuple[tuple[str, ...], str]]) -> bool:
    """Whether the same was said in the article before, under another name of something."""
    return change.sign == "+" and any((change.said[1:], a) in gone for a in change.articles)


def _told_in(change: Change, of_articles: dict[str, Cause]) -> frozenset[Cause]:
    return frozenset(of_articles[a] for a in change.articles if a in of_articles)


def _lines(change: Change, causes: Iterable[Cause]) -> frozenset[Cause]:
    """The lines among what made a change; a line that only moved is due to whatever changed its file."""
    if change.kind == "line":
        files = {line.rpartition(":")[0] for line in change.old ^ change.new}
        return frozenset(c for c in causes if c.file in files)
    return frozenset(c for c in causes if _holds(c, c.old, change.old) or _holds(c, c.new, change.new))


def _holds(cause: Cause, stretch: tuple[int, int], lines: Iterable[str]) -> bool:
    for line in lines:
        file, _, number = line.rpartition(":")
        if file == cause.file and number.isdecimal() and stretch[0] <= int(number) <= stretch[1]:
            return True
    return False


def _decide(changes: Sequence[Change], found: dict[Change, frozenset[Cause]]) -> None:
    """A thing that a new or withdrawn decision is about is called, or is one, as that says."""
    decided: dict[str, frozenset[Cause]] = {}
    for change, causes in found.items():
        if change.kind == "decision":
            decided.update((node, decided.get(node, frozenset()) | causes) for node in change.nodes)
    for change in changes:
        causes = frozenset().union(*(decided.get(node, ()) for node in change.nodes))
        if causes and change not in found and change.kind in {"thing", "merge"}:
            found[change] = causes


def _follow(changes: Sequence[Change], found: dict[Change, frozenset[Cause]]) -> None:
    """What is called after a thing that is called otherwise now ("interview by …") is so by the same cause."""
    names = [(*change.label, causes) for change, causes in found.items() if all(change.label)]
    for change in changes:
        was, now = change.label
        if was and now and change not in found:
            named = [causes for old, new, causes in names if old in was and was.replace(old, new) == now]
            if named:
                found[change] = frozenset().union(*named)


def _spread(changes: Sequence[Change], found: dict[Change, frozenset[Cause]]) -> None:
    """Give what has no cause of its own those of its neighbours, step by step."""
    left = [c for c in changes if c not in found]
    while left:
        of_node: dict[str, set[Cause]] = defaultdict(set)
        for change, causes in found.items():
            for node in change.nodes:
                of_node[node] |= causes
        reached = {c: frozenset().union(*(of_node.get(n, ()) for n in c.nodes)) for c in left}
        new = {c: causes for c, causes in reached.items() if causes}
        if not new:
            return
        found.update(new)
        left = [c for c in left if c not in new]
