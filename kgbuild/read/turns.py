"""What paragraphs open with that is no part of their words: who speaks ("Q:", "KRONE:") in interviews and transcripts,
the time of an entry ("14:35 GMT -") in live blogs.

A label alone decides nothing ("Tokyo: …", "Budget: …", "Lind: Saved a penalty"): a text is a talk where labels answer
each other and the words behind them are those of people who speak to each other. So is one without labels in which
questions are put to somebody who answers in the first person, if its opening says that it is an interview.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from kgbuild.model.article import CLOCK, Turn
from kgbuild.read.wording import Wording

_NAME = re.compile(r"(?P<name>(?:the |The )?[^\W\d_][\w.'-]*(?: [\w.'-]+){0,4})\s?(?::|[–—](?=\s))(?:\s+|\Z)")
_LINKS = frozenset(["de", "da", "del", "van", "von", "der", "den", "bin", "al", "el", "la", "le", "of", "the"])
_QUOTED = re.compile(r"\"[^\"]*\"?")
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_FEWEST = 2  # labels, questions or times that make a form
_SPEAKS = 1 / 3  # of the paragraphs that ask nothing: so many have words of somebody who speaks
_ASKS = 1 / 2  # of the questions without a label: so many are put to somebody
_LONGEST_QUESTION = 60  # words


class Opening(NamedTuple):
    """The first `end` code points of a paragraph are a label, and `why`; `rest` says whose words the others are, `sure`
    that they are so however short."""

    end: int = 0
    why: str = ""
    rest: Turn | None = None
    sure: bool = True


def find_openings(paragraphs: Sequence[str], *, title: str, wording: Wording) -> Mapping[int, Opening]:
    """Return what the paragraphs of an article (quotation marks straight, else as they stand) open with, by their
    number; those that are no part of a talk or a live blog are left out."""
    found = _Paragraphs(paragraphs, title, wording)
    return found.entries() or found.talk() or found.questions() or {}


class _Paragraphs:
    """The paragraphs of an article, and the label each opens with."""

    def __init__(self, words: Sequence[str], title: str, wording: Wording) -> None:
        self._words, self._title, self._wording = words, title, wording
        self._labels = {i: label for i, text in enumerate(words) if (label := self._label(text)) is not None}

    def _label(self, text: str) -> tuple[str, Opening] | None:
        wording = self._wording
        for why, pattern in ((Turn.ASKS, wording.askers), (Turn.ANSWERS, wording.answerers)):
            if label := pattern.match(text):
                return why, Opening(label.end(), why, Turn.SAID)
        label = _NAME.match(text)
        if label is None or wording.labels.match(label.group()):
            return None
        name = label["name"]
        named = all(word[:1].isupper() for word in name.split() if word not in _LINKS)
        return (
            (name.casefold(), Opening(label.end(), Turn.SPEAKS, Turn.SAID))
            if named or wording.offices.match(name)
            else None
        )

    def entries(self) -> dict[int, Opening]:
        """Return the times that the entries of a live blog open with, and the lines that say of which day they are."""
        clocks = {
            i: Opening(m.end(), CLOCK) for i, text in enumerate(self._words) if (m := self._wording.clocks.match(text))
        }
        if len(clocks) < _FEWEST:
            return {}
        days = {i: Opening(len(t), CLOCK) for i, t in enumerate(self._words) if self._wording.days.match(t)}
        return {**days, **clocks}

    def talk(self) -> dict[int, Opening]:
        """Return the labels of a talk, with the paragraphs between them that go on."""
        names = Counter(name for name, _ in self._labels.values())
        known = {name for name in names if name in {Turn.ASKS, Turn.ANSWERS}}
        people = {name for name in names if name not in known and self._is_somebody(name)}
        again = {name for name in names if names[name] >= _FEWEST}
        turns = [
            i for i, (n, _) in self._labels.items() if n in again or (n in people | known and not self._is_alone(i))
        ]
        if len(turns) < _FEWEST or not (Turn.ASKS in known or people) or not self._answer(turns):
            return {}
        if not self._speak([self._said(i) for i in turns], self._wording.spoken | self._wording.addressed):
            return {i: self._labels[i][1]._replace(rest=None) for i in turns if self._labels[i][0] in known}
        found = {i: self._between(i, only=len(names) == 1) for i in range(turns[0], self._end(turns[-1]))}
        return {**found, **{i: self._labels[i][1] for i in turns}}

    def _is_somebody(self, name: str) -> bool:
        """Say whether the article names somebody so elsewhere, or the label says what they are."""
        rest = " ".join(
            (self._title, *(t[self._labels[i][1].end :] if i in self._labels else t for i, t in enumerate(self._words)))
        )
        capitals = [word for word in _WORD.findall(rest) if word[0].isupper()]
        initials = {(a[0] + b[0]).casefold() for a, b in pairwise(capitals)}
        named = {word.casefold() for word in capitals} | initials
        return name.rsplit(maxsplit=1)[-1] in named or self._wording.offices.match(name) is not None

    def _answer(self, turns: Sequence[int]) -> bool:
        """Say whether one speaks after another, again or on a question, or one alone answers what has no label."""
        names = [self._labels[i][0] for i in turns]
        asked = any(a != b and self._words[i].endswith("?") for i, (a, b) in zip(turns, pairwise(names), strict=False))
        alone = len(set(names)) == 1 and any(self._words[i - 1].endswith("?") for i in turns if i)
        return asked or alone or len(names) > len(set(names)) > 1

    def _between(self, i: int, *, only: bool) -> Opening:
        """A paragraph without a label goes on with the one before, or is put to who speaks next."""
        spoken, to_you = (self._has(self._words[i], w) for w in (self._wording.spoken, self._wording.addressed))
        asks = only and self._words[i].endswith("?") and i + 1 in self._labels
        asks = asks or (to_you and not spoken)
        behind = i - 1 in self._labels and self._is_alone(i - 1)
        return Opening(rest=Turn.ASKED if asks else Turn.SAID, sure=asks or behind)

    def _is_alone(self, i: int) -> bool:
        """Say whether a label has its line for itself."""
        return self._labels[i][1].end == len(self._words[i])

    def _said(self, i: int) -> str:
        """Return the words behind a label, those of the next line where it stands alone."""
        return self._words[i][self._labels[i][1].end :] or "".join(self._words[i + 1 : i + 2])

    def _end(self, last: int) -> int:
        """Return the paragraph behind the last turn, which goes on as long as somebody speaks."""
        after = last + 1 + (last in self._labels and self._is_alone(last))
        while after < len(self._words) and self._has(self._words[after], self._wording.spoken):
            after += 1
        return after

    def _speak(self, said: Sequence[str], words: frozenset[str]) -> bool:
        told = [text for text in said if not text.endswith("?")]
        return sum(self._has(text, words) for text in told) > len(told) * _SPEAKS if told else False

    def _has(self, text: str, words: frozenset[str]) -> bool:
        return not words.isdisjoint(_WORD.findall(_QUOTED.sub(" ", text)))

    def questions(self) -> dict[int, Opening]:
        """Return the questions without a label that somebody answers in the first person, and the answers."""
        asked = [i for i, text in enumerate(self._words) if self._asks(text)]
        if len(asked) < _FEWEST or not self._is_interview(asked[0]):
            return {}
        ends = [*asked[1:], self._end(asked[-1] + 1)]
        answers = [" ".join(self._words[a + 1 : b]) for a, b in zip(asked, ends, strict=True)]
        to_you = sum(self._has(self._words[i], self._wording.addressed) for i in asked)
        if to_you < len(asked) * _ASKS or not self._speak(answers, self._wording.spoken):
            return {}
        turns = {i: Opening(rest=Turn.SAID, sure=False) for i in range(asked[0], ends[-1])}
        return {**turns, **{i: Opening(rest=Turn.ASKED) for i in asked}}

    def _asks(self, text: str) -> bool:
        return text.endswith("?") and '"' not in text and len(text.split()) <= _LONGEST_QUESTION

    def _is_interview(self, first: int) -> bool:
        leads: Callable[[str], object] = self._wording.interviews.match
        return any(map(leads, (self._title, *self._words[:first])))
