"""Which cue a quotation belongs to: by the parse, by standing beside it, or by going on where another left off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kgbuild.extract.parse.quotations import Quotation
from kgbuild.extract.parse.tree import is_verb
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.extract.positions.vocabulary import Slot

_RUN = 45  # tokens of attribution beside a quotation
_FREE_WORDS = 5  # a shorter free-standing quotation is a title or a scare quote
_BETWEEN = 6  # unquoted tokens between two parts of one quotation
_DASHES = frozenset({",", "—", "--", "–", "-"})
_CLOSERS = ",?!…—–-"


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
    text: View
    quotations: Sequence[Quotation]
    inside: Sequence[int]
    reports: Sequence[SpeechReport]
    at: Mapping[int, int]  # cue token -> number of its report


def attribute(
    text: View, quotations: Sequence[Quotation], inside: Sequence[int], reports: Sequence[SpeechReport]
) -> tuple[Ownership, ...]:
    """Return one link for every quotation that some report owns, in text order."""
    at: dict[int, int] = {}
    for n, report in enumerate(reports):
        if not report.quoted:
            at.setdefault(report.cue, n)
    scene = _Matching(text, quotations, inside, reports, at)
    links: dict[int, Ownership] = {}
    by_parse = _by_parse(scene)
    for q in quotations:
        link = (
            next(iter(by_parse.get(q.index, ())), None)
            or _introduced(scene, q)
            or _followed(scene, q)
            or _continued(scene, q, links)
        )
        if link is not None:
            links[q.index] = link
    for q in reversed(quotations):  # "A" and "B", he said: the first waits for the second
        if q.index not in links:
            link = _shared(scene, q, links)
            if link is not None:
                links[q.index] = link
    inner = [link for found in by_parse.values() for link in found[1:]]
    return tuple(sorted([*links.values(), *inner]))


def _by_parse(scene: _Matching) -> dict[int, list[Ownership]]:
    """Quotations that hold words of a report's content: the report with the longest content first."""
    found: dict[int, list[tuple[int, Ownership]]] = {}
    for n, report in enumerate(scene.reports):
        if report.content is None or report.quoted:
            continue
        for index in {scene.inside[i] for i in report.content.tokens if scene.inside[i] >= 0}:
            link = Ownership(index, n, How.WITHIN, 1.0)
            found.setdefault(index, []).append((-len(report.content.tokens), link))
    return {index: [link for _, link in sorted(links)] for index, links in found.items()}


def _takes_quote(scene: _Matching, i: int) -> int | None:
    n = scene.at.get(i)
    return n if n is not None and Slot.QUOTE in scene.reports[n].frame.content else None


def _introduced(scene: _Matching, q: Quotation) -> Ownership | None:
    """He said: "…", also across the paragraph break after a colon."""
    text, start = scene.text, q.first - 1
    while start >= 0 and text.tokens[start].end > q.outer[0]:
        start -= 1
    if start < 0:
        return None
    colon = text.tokens[start].text == ":"
    if not colon and text.sentence_of[start] != text.sentence_of[q.first]:
        return None
    sentence = text.sentence_of[start]
    for i in range(start, max(-1, start - _RUN), -1):
        if scene.inside[i] >= 0 or text.sentence_of[i] != sentence:
            return None
        n = _takes_quote(scene, i)
        if n is None:
            continue
        report = scene.reports[n]
        if report.content is None or colon:
            return Ownership(q.index, n, How.INTRODUCED, 1.0)
        return None
    return None


def _followed(scene: _Matching, q: Quotation) -> Ownership | None:
    """ "…," he said."""
    text, i = scene.text, q.last + 1
    while i < len(text.tokens) and (
        text.tokens[i].start < q.outer[1] or (text.tokens[i].text in _DASHES and i not in scene.at)
    ):
        i += 1
    if i >= len(text.tokens) or _paragraph(scene, i) != q.paragraph:
        return None
    comma = text.slice(q.end, q.outer[1] + 1).strip("\"”’' \n")[:1]
    soft = text.slice(q.end - 1, q.end) in _CLOSERS or (comma in _CLOSERS and comma != "")
    sentence = text.sentence_of[i]
    limit = min(i + (_RUN if soft else 8), len(text.tokens))
    for j in range(i, limit):
        if scene.inside[j] >= 0 or text.sentence_of[j] != sentence:
            return None
        n = _takes_quote(scene, j)
        if n is None:
            continue
        if scene.reports[n].content is None:
            return Ownership(q.index, n, How.FOLLOWED, 1.0)
        return None
    return None


def _paragraph(scene: _Matching, i: int) -> int:
    return scene.text.sentences[scene.text.sentence_of[i]].paragraph


def _continued(scene: _Matching, q: Quotation, links: Mapping[int, Ownership]) -> Ownership | None:
    """The same speaker goes on: after "he said.", or in the next paragraph of an open quotation."""
    if q.index == 0 or q.index - 1 not in links:
        return None
    before, link = scene.quotations[q.index - 1], links[q.index - 1]
    if before.paragraph == q.paragraph:
        between = scene.text.tokens[before.last + 1 : q.first]
        cues = (_takes_quote(scene, t.i) for t in between)
        others = [n for n in cues if n is not None and n != link.report and scene.reports[n].content is None]
        starts_sentence = scene.text.sentences[scene.text.sentence_of[q.first]].first >= q.first - 2
        goes_on = starts_sentence or _resumed(scene, before, q, scene.reports[link.report].cue)
        if not others and (goes_on or all(t.pos in {"PUNCT", "CCONJ"} for t in between)):
            return Ownership(q.index, link.report, How.AFTER, 0.95)
        return None
    if _paragraph_gap(scene, before, q) and q.opens:
        if not before.closed:
            return Ownership(q.index, link.report, How.ON, 0.95)
        if q.last - q.first + 1 >= _FREE_WORDS and _fills_paragraph(scene, q):
            return Ownership(q.index, link.report, How.FREE, 0.6, alone=True)
    return None


def _resumed(scene: _Matching, before: Quotation, q: Quotation, cue: int) -> bool:
    """ "A," he said by phone, "but B." """
    same = scene.text.sentence_of[cue] == scene.text.sentence_of[q.first]
    comma = any(t.text == "," for t in scene.text.tokens[q.first - 2 : q.first])
    return same and before.last < cue < q.first - 2 and comma


def _paragraph_gap(scene: _Matching, before: Quotation, q: Quotation) -> bool:
    bodies = sorted({s.paragraph for s in scene.text.sentences if s.first < s.last and s.paragraph >= before.paragraph})
    return len(bodies) > 1 and bodies[1] == q.paragraph


def _taken_up(scene: _Matching, q: Quotation, after: Quotation) -> bool:
    marks = [scene.text.slice(x.outer[0], x.start).strip() for x in (q, after)]
    return after.opens and marks[0] == marks[1] and _paragraph_gap(scene, q, after)


def _fills_paragraph(scene: _Matching, q: Quotation) -> bool:
    after = scene.text.tokens[q.last + 1 :]
    for token in after:
        if _paragraph(scene, token.i) != q.paragraph:
            return True
        if token.pos != "PUNCT":
            return False
    return True


def _shared(scene: _Matching, q: Quotation, links: Mapping[int, Ownership]) -> Ownership | None:
    nearest = links.get(q.index + 1)
    if nearest is not None and not q.closed and _taken_up(scene, q, scene.quotations[q.index + 1]):
        return Ownership(q.index, nearest.report, How.TAKEN_UP, 0.95)
    if nearest is None or nearest.how is not How.FOLLOWED:
        return None
    after = scene.quotations[q.index + 1]
    between = scene.text.tokens[q.last + 1 : after.first]
    sentence = scene.text.sentence_of[after.first]
    if scene.text.sentence_of[q.first] == sentence and len(between) <= _BETWEEN and not any(map(is_verb, between)):
        return Ownership(q.index, nearest.report, How.SHARED, 0.9)
    return None
