"""Facts by the offsets of the input: back from the text as its reader sees it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from kgbuild.model.article import Article, Block, Original
from kgbuild.model.facts import ArticleFacts


def in_original(facts: ArticleFacts) -> ArticleFacts:
    """Return the facts with every place (and the characters there) as in the input, and the article as written.

    Names, labels and the words of positions stay as they are seen.
    """
    original = facts.article.original
    if original is None:
        return facts
    moved = {f.name: _moved(getattr(facts, f.name), original) for f in fields(facts) if f.name != "article"}
    return ArticleFacts(_as_written(facts.article, original), **moved)


def _as_written(article: Article, original: Original) -> Article:
    blocks = tuple(Block(*original.place(b.start, b.end), b.kind, b.why) for b in article.blocks)
    return replace(article, text=original.text, blocks=blocks, original=None)


def _moved(value: Any, original: Original) -> Any:  # any value of a fact, place or not, comes back of its own type
    if isinstance(value, tuple):
        return tuple(_moved(v, original) for v in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    new = {f.name: _moved(getattr(value, f.name), original) for f in fields(value)}
    if isinstance(new.get("start"), int) and "end" in new:  # a role's are days
        new["start"], new["end"] = original.place(new["start"], new["end"])
        if "text" in new:
            new["text"] = original.text[new["start"] : new["end"]]
    return type(value)(**new)
