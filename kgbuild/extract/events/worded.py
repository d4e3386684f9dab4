"""Figures by their wording: "a crowd of 65,000", "sentenced to nine years", "magnitude 6.4", "the toll stood at 38"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from kgbuild.extract.events.figures import Figure
from kgbuild.extract.events.scene import EventScene, hedge_at
from kgbuild.extract.events.vocabulary import Worded
from kgbuild.extract.parse.tree import span_of
from kgbuild.model.facts import Span
from kgbuild.model.text import Sentence

_SHORT = 20  # characters before a number that are shown with it
_MASK = "0"  # what stands for the number in question when a pattern is tried


def worded_figures(scene: EventScene) -> Iterator[tuple[int, Worded, Figure]]:
    """Yield figures with the first token of their number and the entry whose wording tells what they count."""
    for sentence in scene.text.sentences:
        for first, last, value in _numbers(scene, sentence):
            number = span_of(scene.text, first, last)
            hedge = hedge_at(scene, number.start)
            start = number.start - sentence.start - (len(hedge) + 1 if hedge else 0)
            words = scene.text.slice(sentence.start, sentence.end)
            end = number.end - sentence.start
            masked = words[:start] + _MASK * (end - start) + words[end:]
            for entry in scene.frames.words.worded:
                found = (m for pattern in entry.patterns for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", masked))
                match = next((m for m in found if m.start("figure") == start), None)
                if match is not None:
                    begin = match.start() if start - match.start() < _SHORT else number.start - sentence.start
                    span = Span(sentence.start + begin, sentence.start + match.end(), words[begin : match.end()])
                    yield first, entry, (entry.measure, value, hedge, span)
                    break


def _numbers(scene: EventScene, sentence: Sentence) -> Iterator[tuple[int, int, float]]:
    """Yield the first and last token of each number of a sentence, with its value."""
    text = scene.text
    for is_number, run in groupby(text.words(sentence), key=lambda t: t.pos == "NUM"):
        tokens = list(run)
        value = text.grammar.numbers.exact([t.text for t in tokens], text.grammar.scales) if is_number else None
        if value is not None:
            yield tokens[0].i, tokens[-1].i, int(value) if value.is_integer() else value
