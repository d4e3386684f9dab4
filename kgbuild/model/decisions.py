"""What people decided: anchored on an article and its words, so that it outlives ids, rules and edits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a decision says."""

    SAME = "same"
    DIFFERENT = "different"
    ACCEPT = "accept"
    REJECT = "reject"
    REPLACE = "replace"
    RENAME = "rename"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """Words of an article, and what is meant by them: `kind` is actor, place, event, claim or empty (whatever the words
    name); `called` is the name meant where the words hold more than it; `predicate` the local name of a claim's
    property, `of` words that tell the event which it is about."""

    article: str
    words: str
    kind: str = ""
    called: str = ""
    predicate: str = ""
    of: str = ""

    def __str__(self) -> str:
        return f"{self.article}#{self.words}"

    @property
    def meant(self) -> str:
        """The words that the anchor is about: those of a claim may stand within more, which tell which ones."""
        within = self.kind == "claim" and self.called and self.called in self.words
        return self.called if within else self.words


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it stands in its file at `where` (file:line), with its text for messages (`quote`).

    `anchors` are the things it is about; `value` is the name of a rename or the new object of a replace; `undoes` the
    id of the decision an undo takes back.
    """

    id: int
    verdict: Verdict
    anchors: tuple[Anchor, ...]
    value: str = ""
    undoes: int = 0
    by: str = ""
    on: str = ""
    why: str = ""
    where: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """A decision about claims, placed: those of an article (its slug) that rest on one of these spans' stretch
    `[start, end)` and, where `predicate` is given, have a property of that local name; where `about` is given, only
    what is about that event (its id in the article, its term once it has one), on any words where `end` is 0."""

    verdict: Verdict
    article: str
    start: int
    end: int
    predicate: str
    value: str
    where: str
    reason: str
    by: str = ""
    on: str = ""
    about: str = ""
