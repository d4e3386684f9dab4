"""From an annotated article to its positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.positions.answers import link_answers
from kgbuild.extract.positions.attribution import Link, attribute
from kgbuild.extract.positions.cues import find_cues
from kgbuild.extract.positions.issues import find_issues
from kgbuild.extract.positions.lexicon import Frame, SpeechLexicon, Voice, frame_of
from kgbuild.extract.positions.parties import actors_at, medium, parties, said_when, speakers
from kgbuild.extract.positions.quotations import Quotation, find_quotations, quoted_tokens
from kgbuild.extract.positions.reports import Report, find_reports
from kgbuild.extract.positions.spans import content_spans, readable
from kgbuild.extract.positions.stance import Act, Scene, read_acts
from kgbuild.model.facts import DateFact, Mode, PositionFact, Span
from kgbuild.model.text import AnnotatedText


@dataclass(frozen=True, slots=True)
class _Article:
    """What every step of one article needs."""

    text: AnnotatedText
    actors: ActorIndex
    dates: Sequence[DateFact]
    speech: SpeechLexicon
    quotations: tuple[Quotation, ...]
    scene: Scene


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of one report by one speaker: content spans, quotations, wording, who, and the words that name them."""

    spans: tuple[Span, ...]
    quotes: tuple[Span, ...]
    mode: Mode
    who: str | None
    words: Span | None


def find_positions(
    text: AnnotatedText, actors: ActorIndex, dates: Sequence[DateFact], *, speech: SpeechLexicon
) -> tuple[PositionFact, ...]:
    """Return who says, wants or expects what, in text order, with ids `p1`, `p2`, …

    A speaker the text does not settle stays None. Subheads, bylines and promo lines yield nothing.
    """
    quotations = find_quotations(text)
    inside = quoted_tokens(quotations, len(text.tokens))
    reports = tuple(find_reports(text, find_cues(text, speech), inside, speech))
    links = attribute(text, quotations, inside, reports)
    scene = Scene(text, actors, speech, {r.cue: r for r in reports if r.own})
    article = _Article(text, actors, dates, speech, quotations, scene)
    found: list[PositionFact] = []
    for n, report in enumerate(reports):
        own = [link for link in links if link.report == n]
        if report.content is None and not own:
            continue
        if report.quoted:
            continue
        found += _positions(article, report, own)
    found.sort(key=lambda p: (_place(p), p.stance))
    numbered = [replace(p, id=f"p{n}") for n, p in enumerate(found, 1)]
    return link_answers(numbered, speech)


def _place(position: PositionFact) -> tuple[int, int, str]:
    first = min(s.start for s in (*position.content, *position.quotes))
    return (position.cue.start if position.cue else first, first, position.speaker or "")


def _positions(article: _Article, report: Report, links: Sequence[Link]) -> list[PositionFact]:
    text, frame = article.text, report.frame
    if report.negated and frame.negated is None:
        return []
    owned = [article.quotations[link.quotation] for link in links]
    spans, quotes, mode = content_spans(text, report, owned)
    if not spans:
        return []
    made = []
    for who, words in speakers(text, report, article.actors, article.speech):
        if frame.actors and who is None:
            continue
        said = _Said(spans, quotes, mode, who, words)
        for act in read_acts(article.scene, report, owned, who):
            made.append(_position(article, report, act, said, links))
    return made


def _position(
    article: _Article,
    report: Report,
    act: Act,
    said: _Said,
    links: Sequence[Link],
) -> PositionFact:
    text, frame = article.text, report.frame
    who, spans, quotes = said.who, said.spans, said.quotes
    cue = text.tokens[report.cue]
    targets = parties(text, report, frame.target, article.actors) or list(act.targets)
    audience = parties(text, report, frame.audience, article.actors)
    through, noun = medium(text, report, article.speech)
    if noun is not None and not audience:
        audience = _medium_audience(article, noun)
    sentences = sorted({_sentence(text, s) for s in (*spans, *quotes)} | {text.sentence_of[report.cue]})
    sure, why = _confidence(frame, who, links)
    return PositionFact(
        "",
        who,
        said.words,
        Span(cue.start, cue.end, cue.text),
        spans,
        quotes,
        readable(spans),
        Mode.NARRATOR if frame.outlet or (frame.voice is Voice.REPORTER and not quotes) else said.mode,
        act.stance,
        find_issues(text, act.tokens, act.head, article.speech),
        tuple(t for t in targets if t != who),
        tuple(a for a in audience if a != who),
        through,
        said_when(text, report, article.dates),
        tuple(sentences),
        "negative" if act.negative != frame.denies else "positive",
        confidence=round(sure, 3),
        why=why,
        frame=frame_of(frame.where),
    )


def _medium_audience(article: _Article, noun: int) -> list[str]:
    text = article.text
    found: list[str] = []
    for j in text.children[noun]:
        if text.tokens[j].dep == "prep" and text.tokens[j].lemma in {"with", "to"}:
            for k in text.children[j]:
                if text.tokens[k].dep == "pobj":
                    found += actors_at(text, k, article.actors)
    return found


def _sentence(text: AnnotatedText, span: Span) -> int:
    return next(s.index for s in reversed(text.sentences) if s.start <= span.start)


def _confidence(frame: Frame, who: str | None, links: Sequence[Link]) -> tuple[float, str]:
    sure, why = frame.confidence, f"{frame.act} frame"
    for link in links:
        if link.sure < 1:
            why += f"; quotation {link.how}"
        sure *= link.sure
    if who is None and not frame.outlet:
        return sure * 0.6, why + "; speaker unresolved"
    return sure, why
