"""Does every claim and position lead to the right words? Offsets, sentences and mentions are looked at again, from the
dataset's own quads, so that a mistake anywhere between extraction and mapping is seen."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from kgbuild.identifiers import article_slug, role_id
from kgbuild.model.article import BlockKind
from kgbuild.model.facts import ArticleFacts, EntityKind, Event, PositionFact, Span
from kgbuild.model.quads import Quad
from kgbuild.model.resolved import Communication, Resolved
from kgbuild.model.terms import literal_of
from kgbuild.model.triples import Triples
from kgbuild.problems import Location, Problem
from kgbuild.verify.naming import Naming, Stretch

_KGB = "https://w3id.org/kgbuild/ns#"
_OA = "http://www.w3.org/ns/oa#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_REPORTED_IN, _EVIDENCE, _RULE, _STANCE = (
    f"<{_KGB}{name}>" for name in ("reportedIn", "evidence", "mappingRule", "stance")
)
_EXACT, _START, _END = (f"<{_OA}{name}>" for name in ("exact", "start", "end"))
_SUBJECT, _OBJECT = f"<{_RDF}subject>", f"<{_RDF}object>"
_FIX = "report this with the article: the words a claim rests on must name what it speaks of"
_ELSEWHERE = "a claim of an article that is not in this build"

_Looked = dict[str, tuple[Stretch | None, str]]


@dataclass(frozen=True, slots=True)
class _Report:
    """One article as the check sees it: where its nodes are named, where sentences start, and of the spans that were
    `looked` at, once for claims and once for positions, where they stand and what is wrong with them."""

    facts: ArticleFacts
    naming: Naming
    starts: tuple[int, ...]
    looked: tuple[_Looked, _Looked]

    def in_body(self, stretch: Stretch, *, several: bool) -> bool:
        """Whether a stretch lies inside one body sentence or a dateline, or runs over several sentences where that is
        allowed."""
        if any(b.is_dateline and b.start <= stretch[0] and stretch[1] <= b.end for b in self.facts.article.blocks):
            return True
        sentences = self.facts.sentences
        first = bisect_right(self.starts, stretch[0]) - 1
        last = bisect_right(self.starts, stretch[1] - 1) - 1
        if first < 0 or (first != last and not several):
            return False
        run = sentences[first : last + 1]
        return stretch[1] <= run[-1].end and run[0].kind is BlockKind.BODY and run[-1].kind is BlockKind.BODY


def check_evidence(
    quads: Iterable[Quad] | Triples, resolved: Resolved, but: Iterable[str] = (), *, base: str
) -> list[Problem]:
    """Return a problem for each claim or position whose evidence is missing, wrong or beside the point; not for those
    of some articles (ids, `but`), which need not be among the facts.

    A span's characters must be the article's at its offsets; it must lie inside one body sentence (a quotation: the
    sentences it runs over) and touch a mention of what the claim speaks of, or the words that triggered it.
    """
    about = Triples.of(quads).about
    nodes: dict[str, list[str]] = defaultdict(list)
    for node, values in about.items():
        if _REPORTED_IN in values:
            nodes[values[_REPORTED_IN][0]].append(node)
    for one in but:
        nodes.pop(f"<{base}article/{article_slug(one)}>", None)
    found: list[tuple[str, Problem]] = []
    for facts in resolved.facts:  # one after the other, for they may have to be loaded
        own = nodes.pop(f"<{base}article/{article_slug(facts.article.id)}>", [])
        report = _report(facts, resolved, base)
        found += ((node, problem) for node in own for problem in _check_node(node, about, report))
    found += ((node, problem) for own in nodes.values() for node in own for problem in _check_node(node, about, None))
    return [problem for _, problem in sorted(found, key=itemgetter(0))]


def _report(facts: ArticleFacts, resolved: Resolved, base: str) -> _Report:
    places = _places(facts, resolved.communications.get(facts.article.id, ()), base)
    return _Report(facts, Naming(places, base=base), tuple(s.start for s in facts.sentences), ({}, {}))


def _places(facts: ArticleFacts, spoken: Iterable[Communication], base: str) -> dict[str, list[Stretch]]:
    """Return node -> stretches of the article that name it or made it."""
    found: dict[str, list[Stretch]] = defaultdict(list)
    kinds = {e.id: "place" if e.kind is EntityKind.PLACE else "actor" for e in facts.entities}
    for m in facts.mentions:
        found[f"<{base}{kinds[m.entity]}/{m.entity}>"].append((m.start, m.end))
    for event in (*facts.meetings, *facts.events):
        found[f"<{base}event/{event.id}>"].extend(_stretches(_event_spans(event)))
    for communication in spoken:
        spans = (*communication.spans, *communication.when.spans)
        found[f"<{base}event/{communication.id}>"].extend(_stretches(spans))
    for position in facts.positions:
        found[f"<{base}position/{position.id}>"].extend(_stretches(_position_spans(position)))
    for entity in facts.entities:
        for role in entity.roles:
            found[f"<{base}role/{role_id(entity.id, role.title, role.at)}>"].append((role.span.start, role.span.end))
    return found


def _event_spans(event: Event) -> Iterator[Span]:
    yield from event.spans
    yield from event.when.spans
    yield from (span for _, _, span in event.backing)
    yield from (span for *_, span in event.figures)


def _position_spans(position: PositionFact) -> Iterator[Span]:
    yield from position.content
    yield from position.quotes
    yield from (s for s in (position.cue, position.speaker_span) if s is not None)


def _stretches(spans: Iterable[Span]) -> Iterator[Stretch]:
    return ((s.start, s.end) for s in spans)


_About = Mapping[str, Mapping[str, Sequence[str]]]


def _check_node(node: str, about: _About, report: _Report | None) -> Iterator[Problem]:
    values = about[node]
    for what, fix in _faults(node, about, report) if report is not None else ((_ELSEWHERE, _FIX),):
        where = node if report is None else report.facts.article.path or report.facts.article.id
        yield Problem(Location(where), what, fix, rule=", ".join(v.strip('"') for v in values.get(_RULE, ())))


def _faults(node: str, about: _About, report: _Report) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a claim or position, and what to do about it."""
    values = about[node]
    is_position = _STANCE in values
    looked = report.looked[is_position]
    spans = values.get(_EVIDENCE, ())
    for span in spans:
        if span not in looked:  # several claims rest on most
            stretch = _stretch(about.get(span, {}))
            looked[span] = stretch, _span_fault(span, stretch, about, report, several=is_position)
    if not spans:
        yield f"{node} has no evidence", "give the rows of this rule a `spans` column"
        return
    named = _named(node, values, is_position)
    near = [stretch for term in named for stretch in report.naming.of(term)]
    stretches = [stretch for stretch, _ in map(looked.__getitem__, spans) if stretch is not None]
    yield from ((f"{node}: {what}", _FIX) for _, what in map(looked.__getitem__, spans) if what)
    if near and not any(a < y and x < b for a, b in stretches for x, y in near):
        yield f"{node}: the evidence touches nothing that the claim speaks of", _FIX
    if not near and any(map(report.naming.is_ours, named)):
        yield f"{node}: what the claim speaks of is not named in the article", _FIX


def _named(node: str, values: Mapping[str, Sequence[str]], is_position: bool) -> list[str]:
    if is_position:
        return [node]
    found = [*values.get(_SUBJECT, ()), *values.get(_OBJECT, ())]
    return [term for term in found if term.startswith("<")]


def _span_fault(span: str, stretch: Stretch | None, about: _About, report: _Report, *, several: bool) -> str:
    if stretch is None:
        return f"its span {span} has no offsets"
    exact = [literal_of(v).value for v in about[span].get(_EXACT, ())]
    words = report.facts.article.text[stretch[0] : stretch[1]]
    if exact != [words]:
        return f"its span {span} says {exact}, the article has {words!r}"
    if not report.in_body(stretch, several=several):
        return f"its span {span} does not lie inside a body sentence: {words!r}"
    return ""


def _stretch(values: Mapping[str, Sequence[str]]) -> Stretch | None:
    start, end = values.get(_START), values.get(_END)
    if not start or not end:
        return None
    return int(literal_of(start[0]).value), int(literal_of(end[0]).value)
