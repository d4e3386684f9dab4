"""What is shown: lines of text with marked stretches, free of how a terminal draws them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Paint(StrEnum):
    """What a marked stretch of text is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    GROUP = "group"
    PLACE = "place"
    DATE = "date"
    CUE = "cue"
    CONTENT = "content"
    QUOTE = "quote"
    EVENT = "meeting or event"
    OUTSIDE = "no body text"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """`[start, end)` of a line's text."""

    start: int
    end: int
    paint: Paint


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `label` says what it is (a sentence's number, or the kind of a fact), `source` is the place in a
    lexicon that made it (`mappings/lexicon/en/speech.yml:18`) or empty; `fact` tells facts from the article's own
    text."""

    label: str
    text: str
    marks: tuple[Mark, ...] = ()
    source: str = ""
    fact: bool = False
