"""Which cue a quotation belongs to: by the parse, by standing beside it, or by going on where another left off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kgbuild.extract.parse.quotations import Quotation
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import child, is_verb
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.parties import speakers
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.extract.positions.scene import SpeechScene
from kgbuild.extract.positions.vocabulary import Slot
from kgbuild.model.article import Turn

_RUN = 45  # tokens of attribution beside a quotation
_SHORT_RUN = 8  # after a full stop
_FREE_WORDS = 5  # a shorter free-standing quotation is a title or a scare quote
_BETWEEN = 6  # unquoted tokens between two parts of one quotation
_DASHES = frozenset({",", "—", "--", "–", "-"})
_CLOSERS = frozenset(",?!…—–-")


class How(StrEnum):
    """Why a quotation belongs to a report."""

    WITHIN = "quoted in what is reported"
    INTRODUCED = "introduced by the cue"
    FOLLOWED = "followed by the cue"
    AFTER = "goes on after the attribution"
    ON = "goes on from the paragraph before"
    FREE = "free-standing after the same speaker"
    TAKEN_UP = "taken up in the next paragraph"
    SHARED = "shares the cue of the next"


@dataclass(frozen=True, slots=True, order=True)
class Ownership:
    """Quotation `quotation` belongs to report number `report`; `how` says why, `sure` is the factor for confidence.

    `alone`: the speaker's next words, in a paragraph of their own; a statement apart, as they are less sure.
    """

    quotation: int
    report: int
    how: How
    sure: float
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Matching:
    scene: SpeechScene
    reports: Sequence[SpeechReport]
    at: Mapping[int, int]  # cue token -> number of its report

    def taker(self, places: Sequence[int]) -> int | None:
        """Return the first report at these places, in one sentence and before another quotation, that takes one."""
        text = self.scene.text
        for i in places:
            if self.scene.inside[i] >= 0 or text.sentence_of[i] != text.sentence_of[places[0]]:
                return None
            n = self.at.get(i)
            if n is not None and Slot.QUOTE in self.reports[n].frame.content:
                return n
        return None

    def other(self, report: SpeechReport, later: SpeechReport) -> bool:
        """Say whether somebody else speaks in a later report: whatever they say, if in a sentence of its own."""
        if later.content is None:
            return later.speaker != report.speaker
        told = [{who for who, _ in speakers(self.scene, r)} - {None} for r in (report, later)]
        apart = self.scene.text.sentence_of[later.cue] > self.scene.text.sentence_of[report.cue]
        return apart and all(told) and told[0].isdisjoint(told[1])

    def paragraph(self, i: int) -> int:
        """Return the paragraph of a token."""
        return self.scene.text.sentence(i).paragraph

    def follows(self, before: Quotation, q: Quotation) -> bool:
        """Say whether a quotation stands in the paragraph of words after that of another."""
        bodies = {s.paragraph for s in self.scene.text.sentences if s.first < s.last}
        return sorted(p for p in bodies if p >= before.paragraph)[1:2] == [q.paragraph]


def attribute(scene: SpeechScene, reports: Sequence[SpeechReport]) -> tuple[Ownership, ...]:
    """Return one link for every quotation that some report owns, in text order."""
    at = {report.cue: n for n, report in reversed(list(enumerate(reports))) if not report.quoted}
    matching = _Matching(scene, reports, at)
    links: dict[int, Ownership] = {}
    by_parse = _by_parse(matching)
    for q in scene.quotations:
        link = next(iter(by_parse.get(q.index, ())), None) or _introduced(matching, q) or _followed(matching, q)
        link = link or _continued(matching, q, links)
        if link is not None:
            links[q.index] = link
    for q in reversed(scene.quotations):  # "A" and "B", he said: the first waits for the second
        link = _shared(matching, q, links) if q.index not in links else None
        if link is not None:
            links[q.index] = link
    inner = [link for found in by_parse.values() for link in found[1:]]
    return tuple(sorted([*links.values(), *inner]))


def _by_parse(matching: _Matching) -> dict[int, list[Ownership]]:
    """Quotations that hold words of a report's content: the report with the longest content first."""
    found: dict[int, list[tuple[int, Ownership]]] = {}
    for n, report in enumerate(matching.reports):
        tokens = report.content.tokens if report.content is not None and not report.quoted else ()
        for index in {matching.scene.inside[i] for i in tokens} - {-1}:
            found.setdefault(index, []).append((-len(tokens), Ownership(index, n, How.WITHIN, 1.0)))
    return {index: [link for _, link in sorted(links)] for index, links in found.items()}


def _introduced(matching: _Matching, q: Quotation) -> Ownership | None:
    """He said: "…", also across the paragraph break after a colon."""
    text, start = matching.scene.text, q.first - 1
    while start >= 0 and text.tokens[start].end > q.outer[0]:
        start -= 1
    colon = start >= 0 and (_is_labelled(text, start, q) if q.turn else text.tokens[start].text == ":")
    led = child(text, start, Rel.PREP_OBJECT) if start >= 0 else None  # "went to Lind *for* “Seven Winters”": a name
    if (
        start < 0
        or led in range(q.first, q.last + 1)
        or (not colon and text.sentence_of[start] != text.sentence_of[q.first])
    ):
        return None
    n = matching.taker(range(start, max(-1, start - _RUN), -1))
    takes = n is not None and (colon or matching.reports[n].content is None)
    return Ownership(q.index, n, How.INTRODUCED, 1.0) if n is not None and takes else None


def _is_labelled(text: View, start: int, q: Quotation) -> bool:
    """Say whether the sign before what is said in a talk tells who says it: of a question nobody is told."""
    return text.turn(q.first) is Turn.SAID and text.turn(start) not in {None, Turn.SAID}


def _followed(matching: _Matching, q: Quotation) -> Ownership | None:
    """ "…," he said."""
    text = matching.scene.text
    after = (t for t in text.tokens[q.last + 1 :] if t.start >= q.outer[1])
    i = next((t.i for t in after if t.text not in _DASHES or t.i in matching.at), None)
    if i is None or matching.paragraph(i) != q.paragraph or q.turn:
        return None
    comma = text.slice(q.end, q.outer[1] + 1).strip("\"”’' \n")[:1]
    soft = {text.slice(q.end - 1, q.end), comma} & _CLOSERS
    n = matching.taker(range(i, min(i + (_RUN if soft else _SHORT_RUN), len(text.tokens))))
    takes = n is not None and matching.reports[n].content is None
    return Ownership(q.index, n, How.FOLLOWED, 1.0) if n is not None and takes else None


def _continued(matching: _Matching, q: Quotation, links: Mapping[int, Ownership]) -> Ownership | None:
    """The same speaker goes on: after "he said.", or in the next paragraph of an open quotation."""
    if q.index == 0 or q.index - 1 not in links:
        return _said_before(matching, q)
    text, before, link = matching.scene.text, matching.scene.quotations[q.index - 1], links[q.index - 1]
    if before.paragraph == q.paragraph:
        between = text.tokens[before.last + 1 : q.first]
        cues = (matching.taker([t.i]) for t in between)
        report = matching.reports[link.report]
        told = (matching.reports[n] for n in cues if n is not None and n != link.report)
        others = [r for r in told if matching.other(report, r)]
        cue, near = report.cue, range(max(0, q.first - 2), q.first)
        resumed = before.last < cue < q.first - 2 and any(text.tokens[j].text == "," for j in near)  # "A," he said, "B"
        same = text.sentence_of[cue] == text.sentence_of[q.first]
        goes_on = text.sentence(q.first).first >= q.first - 2 or (same and resumed)
        if not others and (goes_on or all(t.pos in {"PUNCT", "CCONJ"} for t in between)):
            return Ownership(q.index, link.report, How.AFTER, 0.95)
        return _said_before(matching, q)
    if matching.follows(before, q) and q.opens and before.turn == q.turn:
        if not before.closed:
            return Ownership(q.index, link.report, How.ON, 0.95)
        if not q.turn and q.last - q.first + 1 >= _FREE_WORDS and _fills_paragraph(matching, q):
            return Ownership(q.index, link.report, How.FREE, 0.6, alone=True)
    return None


def _said_before(matching: _Matching, q: Quotation) -> Ownership | None:
    """ "The plan would fail, she said. “…”": a quotation that is a sentence goes on with the sentence before it in its
    paragraph, or is all of the next, where one report tells of its speaker."""
    text = matching.scene.text
    number = text.sentence_of[q.first]
    own, before = text.sentences[number], text.sentences[max(0, number - 1)]
    ends = all(t.pos == "PUNCT" for t in text.tokens[q.last + 1 : text.sentence(q.last).last])
    alone = ends and own.first >= q.first - 1 and q.last - q.first + 1 >= _FREE_WORDS
    next_on = before.paragraph != own.paragraph
    if not alone or before.index == own.index or (next_on and (q.turn or not _fills_paragraph(matching, q))):
        return None
    n = next((n for i in range(before.last - 1, before.first - 1, -1) if (n := matching.taker([i])) is not None), None)
    return None if n is None else Ownership(q.index, n, How.FREE, 0.7 if next_on else 0.8, alone=True)


def _fills_paragraph(matching: _Matching, q: Quotation) -> bool:
    after = (t for t in matching.scene.text.tokens[q.last + 1 :] if t.pos != "PUNCT")
    last = next(after, None)
    return last is None or matching.paragraph(last.i) != q.paragraph


def _shared(matching: _Matching, q: Quotation, links: Mapping[int, Ownership]) -> Ownership | None:
    text, nearest = matching.scene.text, links.get(q.index + 1)
    if nearest is None:
        return None
    after = matching.scene.quotations[q.index + 1]
    marks = [text.slice(x.outer[0], x.start).strip() for x in (q, after)]
    if not q.closed and after.opens and marks[0] == marks[1] and matching.follows(q, after):
        return Ownership(q.index, nearest.report, How.TAKEN_UP, 0.95)
    between = text.tokens[q.last + 1 : after.first]
    near = text.sentence_of[q.first] == text.sentence_of[after.first] and len(between) <= _BETWEEN
    if nearest.how is How.FOLLOWED and near and not any(map(is_verb, between)):
        return Ownership(q.index, nearest.report, How.SHARED, 0.9)
    return None
