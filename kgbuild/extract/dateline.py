"""The town that a report comes from, as the line before its first sentence tells it: "LIMA, May 3 (ABC) - …"."""

from __future__ import annotations

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.parse.tree import Tree
from kgbuild.model.facts import EntityKind, Span

_GAP = " - — "  # what may stand between the line and the sentence


def town_line(text: Tree) -> Span | None:
    """Return the words of the town before the first sentence, or None."""
    if not text.tokens:
        return None
    article, first = text.article, text.tokens[0].start
    line = next((b for b in article.blocks if b.is_dateline and 0 <= first - b.end < len(_GAP)), None)
    if line is None:
        return None
    words = article.text[line.start : line.end].split(",")[0].split("(")[0].split(" -")[0].rstrip(" -–—:")
    return Span(line.start, line.start + len(words), words) if words.strip() else None


def town_at(index: ActorIndex, line: Span) -> str | None:
    """Return the place of an article that is called as its dateline says."""
    places = (e for e in index.entities.values() if e.kind is EntityKind.PLACE)
    called = line.text.casefold()
    return next((e.id for e in places if called in {n.casefold() for n in (e.name, *e.names)}), None)
