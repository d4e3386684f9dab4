"""Text in capitals, read as it would be written otherwise: a parser trained on ordinary print cannot tell "MAYOR ANN
ROE RESIGNED" apart. Only letters change their case, so that every place in the text stays where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kgbuild.annotate.words import Words
from kgbuild.model.article import Article, BlockKind, Original, Run

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_APART = re.compile(r"[^\W_]*[^.!?\w]*")  # what may stand between two words of a run: figures, blanks, commas
_SHOUTED = 4  # words in a row, half of them ordinary, are no names in a row


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of names: `find` gives the length of the one that begins at a place of a text, or 0; `short` are
    words that stay whole: titles whose full stop ends no sentence ("Brig."), legal forms ("A/S")."""

    find: Callable[[str, int], int]
    given: Container[str]
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """What a text in capitals is read by: `marked` gives the places of a text's words that a recognizer takes for
    names."""

    words: Words
    names: Names
    marked: Callable[[str], Collection[int]]

    def in_small_letters(self, article: Article) -> Article:
        """Return an article with its shouted stretches as they would be written otherwise; `original` keeps the
        input."""
        text = article.text
        for block in article.blocks:
            for run in _runs(text, block.start, block.end) if block.kind is BlockKind.BODY else ():
                if self._shouted(run):
                    text = self._recased(text, run)
                elif self._full_name(text, run):
                    text = _titled(text, run[0].start(), run[-1].end())
        if text == article.text:
            return article
        whole = Original(article.text, (Run(0, 0, len(text), True),))
        return replace(article, text=text, original=article.original or whole)

    def _shouted(self, run: Sequence[re.Match[str]]) -> bool:
        """Say whether words in capitals are a sentence, and not abbreviations in a row."""
        return len(run) >= _SHOUTED and 2 * sum(self.words.ordinary(w.group().lower()) for w in run) >= len(run)

    def _full_name(self, text: str, run: Sequence[re.Match[str]]) -> bool:
        """Say whether words in capitals are somebody's full name: "ANN ROE resigned"."""
        given, gaps = run[0].group().title() in self.names.given, pairwise(run)
        return (
            given
            and not self.names.find(text, run[0].start())
            and all(b.start() - a.end() == 1 and text[a.end()] == " " for a, b in gaps)
        )

    def _recased(self, text: str, run: Sequence[re.Match[str]]) -> str:
        first, last, until = run[0].start(), run[-1].end(), 0
        titled = _titled(text, first, last)
        marked = {first + i for i in self.marked(titled[first:last])}
        cased = text
        for n, word in enumerate(run):
            start, end = word.span()
            if start < until:
                continue
            short, known = self.names.find(text, start), self.names.find(titled, start)
            closed = word.group().lower() in self.words.closed
            if short and (not closed or n == 0 or run[n - 1].group().lower() in self.words.closed):
                until, new = start + short, text[start : start + short]  # "UN", "IMF"
            elif known:
                until, new = start + known, titled[start : start + known]
            else:
                until, new = (
                    end,
                    titled[start:end] if start in marked or self._unknown(run, n) else _small(word.group()),
                )
            cased = cased[:start] + new + cased[until:]
        return cased[:first] + cased[first].upper() + cased[first + 1 :]

    def _unknown(self, run: Sequence[re.Match[str]], n: int) -> bool:
        """Say whether the `n`th word is no ordinary one, or a given name before such a one."""
        here, after = (w.group().lower() for w in (run[n], run[min(n + 1, len(run) - 1)]))
        if here.title() in self.names.given:
            return not self.words.ordinary(after) or not self.words.ordinary(here)
        return not self.words.ordinary(here)


def _runs(text: str, start: int, end: int) -> Iterator[list[re.Match[str]]]:
    """Yield the stretches of words in capitals, two or more in a row."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text, start, end):
        if run and not (word.group().isupper() and _APART.fullmatch(text, run[-1].end(), word.start())):
            if len(run) > 1:
                yield run
            run = []
        if word.group().isupper() and (run or len(word.group()) > 1):
            run.append(word)
    if len(run) > 1:
        yield run


def _titled(text: str, first: int, last: int) -> str:
    """Return a text with capitals only at the beginning of each word of `[first, last)`."""
    tall = _WORD.sub(lambda word: word.group()[0] + _small(word.group()[1:]), text[first:last])
    return text[:first] + tall + text[last:]


def _small(word: str) -> str:
    """Return a word in small letters, or as it is where that has another length."""
    return word.lower() if len(word.lower()) == len(word) else word
