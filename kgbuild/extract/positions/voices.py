"""Stretches of text that are not the reporter's own words, with whose they are: the reports, seen as voices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.extract.parse.mood import told_false
from kgbuild.extract.parse.quotations import Quotation
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import with_dep
from kgbuild.extract.positions.parties import MEDIA, speakers
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.extract.positions.spans import content_spans
from kgbuild.extract.positions.speech import Speech
from kgbuild.extract.positions.targets import hearers_of
from kgbuild.extract.positions.vocabulary import Flag, Slot, Telling
from kgbuild.model.facts import Assertion, EntityKind, Mode, Span, Voice
from kgbuild.model.facts import Stance as S

# always in the source's mouth
_CLAUSES = frozenset({Slot.CLAUSE, Slot.WHETHER, Slot.HOST, Slot.SUBJECT_INF, Slot.AFTER})
_SCARE = 4  # words: the so-called "peace summit" is still told by the reporter


def find_voices(heard: Speech) -> tuple[Voice, ...]:
    """Return the voices of an article in text order, outer before inner; speakers are entities where known."""
    found: list[Voice] = []
    owned: set[int] = set()
    for n, report in enumerate(heard.reports):
        if not report.quoted and Flag.OUTLET not in report.frame.flags:
            mine = heard.owned(n)
            owned |= {q.index for q in mine}
            found += _voices(heard, report, mine)
    for report in heard.others:
        found += _voices(heard, report, [])
    loose = (q for q in heard.quotations if q.index not in owned)
    told = (q for q in loose if q.last - q.first >= _SCARE or not heard.text.slice(q.end - 1, q.end).isalnum())
    found += [Voice(q.start, q.end, quoted=True) for q in told]
    return in_order(found)


def in_order(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """Return voices in text order, outer before inner, each once."""
    return tuple(sorted(set(voices), key=_place))


def _place(voice: Voice) -> tuple[int, int, bool, int, tuple[str, ...], str]:
    cue = voice.cue.start if voice.cue is not None else -1
    return voice.start, -voice.end, voice.quoted, cue, voice.speakers, voice.via or ""


def _voices(heard: Speech, report: SpeechReport, owned: list[Quotation]) -> Iterator[Voice]:
    text, cue = heard.text, heard.text.tokens[report.cue]
    if report.content is not None and told_false(text, report.content.head):
        return  # "rumours that he had died were false": it is the reporter who says that he has not
    words = content_spans(text, report, owned)
    above = _turned_down(heard, report)
    who, via = _sources(heard, above or report)
    said_by = (who, Assertion.DENIED if above is not None else _assertion(report))
    mark = Span(cue.start, cue.end, cue.text)
    if words.mode is not Mode.DIRECT and _tells(heard, report):
        for span in (s for s in words.spans if s not in words.quotes):
            yield Voice(span.start, span.end, *said_by, False, mark, via)
    for q in words.quotes:
        yield Voice(q.start, q.end, *said_by, True, mark, via)


def _assertion(report: SpeechReport) -> Assertion:
    """ "would not confirm", "did not deny" settle nothing."""
    if report.unreal or report.negated:
        return Assertion.REPORTED
    return Assertion.DENIED if Flag.DENIES in report.frame.flags else report.frame.assertion


def _turned_down(heard: Speech, report: SpeechReport) -> SpeechReport | None:
    """ "rejected claims that A": return the rejection, which denies A."""
    token = heard.text.tokens[report.cue]
    above = heard.by_cue.get(token.head) if token.pos == "NOUN" else None
    if above is None or above.negated or above.content is None or above.content.head != report.cue:
        return None
    return above if above.frame.stance is S.REJECTS else None


def _tells(heard: Speech, report: SpeechReport) -> bool:
    """Say whether the content is what the source says is so, rather than a thing the reporter says they speak of."""
    frame = report.frame
    hearsay = Flag.HEARSAY in frame.flags
    if report.content is None or (Flag.OUTLET in frame.flags and not hearsay):
        return False
    if (
        report.slot in _CLAUSES
        or hearsay
        or Flag.TELLS in frame.flags
        or Flag.DENIES in frame.flags
        or frame.stance is S.ACCUSES
    ):
        return True
    if frame.assertion is not Assertion.REPORTED:
        return True
    if frame.stance is S.SAYS and any(heard.text.tokens[i].pos == "NUM" for i in report.content.tokens):
        return report.slot != Slot.OBJECT or frame.asks  # "spoke of 90 dead", "put the toll at 34"
    return frame.telling is Telling.SPEECH and frame.stance is S.WARNS and report.slot not in {Slot.OBJECT, Slot.INF}


def _sources(heard: Speech, report: SpeechReport) -> tuple[tuple[str, ...], str | None]:
    """Return who says it and the outlet quoted for it: "told the agency", "the paper reported, citing two ministers",
    "the agency quoted a minister as saying"."""
    text, citing = heard.text, heard.lexicon.citing
    who = tuple(w for w, _ in speakers(heard, report) if w is not None)
    places = (report.cue, *([report.content.head] if report.content is not None else ()))
    cited = (j for i in places for j in text.children[i] if text.tokens[j].lemma in citing)
    thing = next((o for j in cited if text.tokens[j].tag == "VBG" for o in with_dep(text, j, Rel.OBJECT)), None)
    if thing is not None:
        behind = speakers(heard, SpeechReport(report.cue, report.frame, thing, None))
        return tuple(w for w, _ in behind if w is not None), next(iter(who), None)
    above = text.tokens[text.tokens[report.cue].head]
    above = text.tokens[above.head] if above.dep == Rel.PREPOSITION else above
    quoting = with_dep(text, above.i, Rel.SUBJECT) if above.lemma in citing else []
    through = next(filter(None, map(heard.actors.actor, quoting)), None)
    told = (w for w in hearers_of(heard, report) if _is_outlet(heard, w))
    return who, through if through not in {None, *who} else next(told, None)


def _is_outlet(heard: Speech, who: str) -> bool:
    entity = heard.actors.entities[who]
    named = set(" ".join((entity.name, *entity.names)).lower().split())
    known = entity.key.startswith(MEDIA) or bool(named & heard.lexicon.outlets)
    return entity.kind is EntityKind.ORGANIZATION and known
