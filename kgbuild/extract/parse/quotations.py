"""Quotations by their marks: an article's own characters, paragraph by paragraph, before any grammar; and whose
words a token is in: the reporter's own, a source's in a reported clause, a source's in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from kgbuild.errors import ConfigError
from kgbuild.lexicon import Lexicon
from kgbuild.model.article import BlockKind, Turn
from kgbuild.model.facts import Voice
from kgbuild.model.text import AnnotatedText
from kgbuild.problems import Problem
from kgbuild.schema import FORMS, key, read_all, table

_LONGEST_SINGLE = 400  # characters: beyond it a single mark is an apostrophe gone astray
_ENDS = frozenset('.,!?…;:)]%”"')  # what a quotation in single marks ends on, if not on a letter
_STOPS = frozenset(".,!?…;:")
_SPOKEN = frozenset([Turn.ASKED, Turn.SAID])
_BEFORE = frozenset("([—–-―/:")
_STARTS = frozenset('“„«"[($£€¥¿¡…—–-')  # what it begins with, if not with a letter


@dataclass(frozen=True, slots=True)
class QuotationMarks:
    """The section `quotations` of the lexicon; `pattern` finds any of the marks."""

    closing: Mapping[str, frozenset[str]] = key(
        table(FORMS), "each opening mark with those that close it", name="pairs"
    )
    straight: frozenset[str] = key(FORMS, "marks that open and close")
    apostrophes: frozenset[str] = key(FORMS, "marks that may be apostrophes")
    elisions: frozenset[str] = key(FORMS, "words that begin with an apostrophe")
    pattern: re.Pattern[str] = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks: `[start, end)` without them; `outer` with them.

    `first`, `last` are the first and last token inside; `closed` is False where the paragraph ends before the mark;
    `opens` says that the quotation is the first thing of its paragraph; `turn` that a label or a question before it
    says whose words it is: no marks are around it.
    """

    index: int
    start: int
    end: int
    outer: tuple[int, int]
    first: int
    last: int
    paragraph: int
    closed: bool
    opens: bool
    turn: bool = False


def load_marks(lexicon: Lexicon) -> QuotationMarks:
    """Read the section `quotations`. Raises `ConfigError` with every mistake, each at file and line."""
    problems: list[Problem] = []
    marks = read_all(QuotationMarks, lexicon.section("quotations"), problems)
    if problems:
        raise ConfigError(problems)
    known = marks.closing.keys() | {mark for closing in marks.closing.values() for mark in closing}
    any_mark = "|".join(re.escape(mark) for mark in sorted(known, key=lambda m: (-len(m), m)))  # the longest first
    return replace(marks, pattern=re.compile(any_mark or "(?!)"))


def find_quotations(text: AnnotatedText, marks: QuotationMarks) -> tuple[Quotation, ...]:
    """Return the quotations of the body in text order; an inner quotation belongs to its outer one."""
    found: list[Quotation] = []
    paragraphs = _paragraphs(text)
    for k, (paragraph, first, last) in enumerate(paragraphs):
        begin, end = text.tokens[first].start, text.tokens[last - 1].end
        turn = text.turn(first)
        if turn is not None:
            if turn in _SPOKEN:
                found.append(_turn(text, len(found), (first, last), paragraph))
            continue
        following = text.tokens[paragraphs[k + 1][1]].start if k + 1 < len(paragraphs) else None
        scan = _Scan(text.article.text, begin, end, marks, following)
        for pair in scan.pairs():
            inside = [t.i for t in text.between(pair.start, pair.end) if any(map(str.isalnum, t.text))]
            if inside:
                place = (pair.outer, inside[0], inside[-1], paragraph)
                opens = pair.outer[0] <= begin
                found.append(Quotation(len(found), pair.start, pair.end, *place, pair.closed, opens))
    return tuple(found)


def _turn(text: AnnotatedText, index: int, tokens: tuple[int, int], paragraph: int) -> Quotation:
    """Return what is said in a paragraph of a talk; it is open where the next paragraph goes on with it. The sign
    behind a question stands for who answers."""
    first, last = tokens[0], tokens[1] - (text.turn(tokens[0]) is Turn.ASKED and tokens[1] > tokens[0] + 1)
    start, end = text.tokens[first].start, text.tokens[last - 1].end
    closed = last >= len(text.tokens) or text.turn(last) is not Turn.SAID
    return Quotation(index, start, end, (start, end), first, last - 1, paragraph, closed, opens=True, turn=True)


def quoted_tokens(quotations: Sequence[Quotation], count: int) -> list[int]:
    """Return, for each of `count` tokens, the index of the quotation it stands in, or -1."""
    inside = [-1] * count
    for q in quotations:
        inside[q.first : q.last + 1] = [q.index] * (q.last + 1 - q.first)
    return inside


def _paragraphs(text: AnnotatedText) -> list[tuple[int, int, int]]:
    """Return (paragraph, first token, token after its last) of each body paragraph with words."""
    found: dict[int, tuple[int, int]] = {}
    for sentence in text.sentences:
        if sentence.kind is BlockKind.BODY and sentence.first < sentence.last:
            first, last = found.get(sentence.paragraph, (sentence.first, sentence.last))
            found[sentence.paragraph] = (min(first, sentence.first), max(last, sentence.last))
    return [(paragraph, first, last) for paragraph, (first, last) in sorted(found.items())]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two marks: what stands between, without blanks, and with the marks."""

    start: int
    end: int
    outer: tuple[int, int]
    closed: bool


@dataclass(frozen=True, slots=True)
class _Scan:
    """One paragraph `[begin, end)`; `following` is the start of the next one, None at the end of the article."""

    text: str
    begin: int
    end: int
    marks: QuotationMarks
    following: int | None

    def pairs(self) -> Iterator[_Pair]:
        """Yield what marks enclose; marks inside an open quotation of another kind are its text."""
        opened: re.Match[str] | None = None
        for mark in self.marks.pattern.finditer(self.text, self.begin, self.end):
            if opened is None and self._opens(mark):
                opened = mark
            elif opened is not None and self._opens_again(opened.group(), mark):
                yield self._pair((opened.start(), mark.start()), opened.end(), mark.start())
                opened = mark
            elif opened is not None and self._closes(opened.group(), mark):
                yield self._pair((opened.start(), mark.end()), opened.end(), mark.start())
                opened = None
        if opened is not None:
            yield self._pair((opened.start(), self.end), opened.end(), self.end)

    def _pair(self, outer: tuple[int, int], start: int, end: int) -> _Pair:
        words = self.text[start:end]
        first = start + len(words) - len(words.lstrip())
        last = max(first, end - len(words) + len(words.rstrip()))
        return _Pair(first, last, outer, closed=outer[1] > end)

    def _around(self, mark: re.Match[str]) -> tuple[str, str]:
        """Return the characters beside a mark; a paragraph begins and ends with blanks."""
        before = self.text[mark.start() - 1] if mark.start() > self.begin else " "
        return before, self.text[mark.end()] if mark.end() < self.end else " "

    def _opens(self, mark: re.Match[str]) -> bool:
        sign, (before, after) = mark.group(), self._around(mark)
        if sign not in self.marks.closing:
            return False
        if sign in self.marks.apostrophes:
            return self._begins_word(sign, before, after, mark.end()) and self._finds_its_end(sign, mark.end())
        if sign in self.marks.straight:
            return not before.isalnum()  # 6'2" tall
        turned = (other for other in self.marks.closing[sign] & self.marks.closing.keys() if other != sign)
        if any(sign in self.marks.closing[other] for other in turned):
            return not before.isalnum() and before not in _STOPS  # » opens in »…« and closes in «…»
        if any(sign in marks for other, marks in self.marks.closing.items() if other != sign):
            return (before.isspace() or before in _BEFORE) and not after.isspace()  # ” in ”…”, “ in “…“
        return True

    def _begins_word(self, sign: str, before: str, after: str, end: int) -> bool:
        if before.isalnum() or before in self.marks.apostrophes or not (after.isalnum() or after in _STARTS):
            return False
        rest = self.text[end : min(end + 12, self.end)]
        word = re.match(r"\w*", rest)
        short = word is not None and word.group().lower() in self.marks.elisions
        return not (sign in self.marks.apostrophes and (re.match(r"\d\ds", rest) or short))

    def _finds_its_end(self, sign: str, start: int) -> bool:
        for mark in self.marks.pattern.finditer(self.text, start, min(self.end, start + _LONGEST_SINGLE)):
            if self._closes(sign, mark):
                return True
        again = self.text[self.following : self.following + len(sign)] if self.following is not None else ""
        return again == sign

    def _opens_again(self, opener: str, mark: re.Match[str]) -> bool:
        """ "“It is so. *“*It will go on.”": a straight mark behind a full stop and a blank, before a word."""
        sign, (before, after) = mark.group(), self._around(mark)
        ends = self.text[: mark.start()].rstrip()[-1:] in _STOPS
        return sign == opener and sign in self.marks.straight and ends and before.isspace() and after.isalnum()

    def _closes(self, opener: str, mark: re.Match[str]) -> bool:
        sign, (before, after) = mark.group(), self._around(mark)
        if sign not in self.marks.closing[opener]:
            return False
        if sign in self.marks.apostrophes:
            return self._ends_word(mark, before, after) and not self._possessive(opener, mark)
        return sign != opener or sign in self.marks.straight or not before.isspace()  # “ set for ”

    def _ends_word(self, mark: re.Match[str], before: str, after: str) -> bool:
        ends = before.isalnum() or before in _ENDS
        return ends and not (after.isalnum() or after in self.marks.apostrophes) and mark.start() > self.begin

    def _possessive(self, opener: str, mark: re.Match[str]) -> bool:
        """‘the growers’ costs’: after an s, before a word, and another mark closes before any opens."""
        before, after = self._around(mark)
        if before not in "sS" or not after.isspace():
            return False
        for other in self.marks.pattern.finditer(self.text, mark.end(), min(self.end, mark.end() + _LONGEST_SINGLE)):
            beside = self._around(other)
            if other.group() == opener and self._begins_word(opener, *beside, other.end()):
                return False
            if other.group() in self.marks.closing[opener] and self._ends_word(other, *beside):
                return beside[0] not in "sS"
        return False


class Whose(IntEnum):
    """How far words are from the reporter: their own, a clause they ascribe to a source, a source's literal words."""

    REPORTER = 0
    REPORTED = 1
    QUOTED = 2


@dataclass(frozen=True, slots=True)
class Voices:
    """The innermost voice of each token of an article; `around` gives the one next to it where two nest, else -1."""

    voices: tuple[Voice, ...]
    innermost: tuple[int, ...]
    around: tuple[int, ...]

    def at(self, i: int) -> Voice | None:
        """Return the voice token `i` is in, None for the reporter's own."""
        n = self.innermost[i]
        return self.voices[n] if n >= 0 else None

    def whose(self, i: int) -> Whose:
        """Return how token `i` is told; a few quoted words within a reported clause are a part of the clause."""
        voice = self.at(i)
        if voice is None:
            return Whose.REPORTER
        outer = self.voices[self.around[i]] if self.around[i] >= 0 else None
        in_clause = outer is not None and not outer.quoted and outer.cue == voice.cue
        return Whose.QUOTED if voice.quoted and not in_clause else Whose.REPORTED


def token_voices(text: AnnotatedText, voices: Sequence[Voice]) -> Voices:
    """Return for each token whose voice it is in: the shortest stretch around it."""
    innermost, around = [-1] * len(text.tokens), [-1] * len(text.tokens)
    for n in sorted(range(len(voices)), key=lambda k: (voices[k].start - voices[k].end, k)):  # the longest first
        for token in text.between(voices[n].start, voices[n].end):
            innermost[token.i], around[token.i] = n, innermost[token.i]
    return Voices(tuple(voices), tuple(innermost), tuple(around))
