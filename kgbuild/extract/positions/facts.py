"""A statement as a fact: everything a position tells, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, with_dep
from kgbuild.extract.positions.attribution import Ownership
from kgbuild.extract.positions.issues import Topics, find_issues
from kgbuild.extract.positions.parties import meant_by, medium, said_when, speakers
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.extract.positions.spans import SaidWords, readable
from kgbuild.extract.positions.speech import Speech
from kgbuild.extract.positions.stance import SpeechAct
from kgbuild.extract.positions.targets import AT, hearers_of, is_party, others_of
from kgbuild.extract.positions.vocabulary import Flag, Telling
from kgbuild.model.facts import DateFact, Mode, PositionFact, Span, Stance


@dataclass(frozen=True, slots=True)
class SpokenStatement:
    """One report by one speaker: who (an entity or None), the words that name them, what is said and done."""

    report: SpeechReport
    who: str | None
    span: Span | None
    words: SaidWords
    links: tuple[Ownership, ...]
    acts: tuple[SpeechAct, ...]
    speakers: frozenset[str] = frozenset()  # all who speak by this report
    told: bool = False  # by somebody else, in whose words the cue stands: "A said that B demands"


@dataclass(frozen=True, slots=True)
class PositionMaker:
    """Makes positions of one article."""

    scene: Speech
    dates: Sequence[DateFact]
    topics: Topics

    def position(self, statement: SpokenStatement, act: SpeechAct) -> PositionFact:
        """Return the position of one act of a statement, still without an id."""
        scene, report, words = self.scene, statement.report, statement.words
        frame, cue = report.frame, scene.text.tokens[report.cue]
        through, told = medium(scene, report)
        audience = hearers_of(scene, report) or told
        warned = report.stance is Stance.WARNS
        own = [who for who in act.targets if who not in statement.speakers]
        targets = others_of(scene, report, statement.speakers, statement.who) or own
        targets = targets or [who for who in audience if is_party(scene, who, crowds=warned)]
        targets = targets or self._of_whose_words(statement)
        houses = {role.at for who in statement.speakers for role in scene.actors.entities[who].roles}
        targets = [meant_by(scene, who, report.cue, not_one_of={*statement.speakers, *houses}) for who in targets]
        sure, why = self._confidence(statement)
        said = (t for s in (*words.spans, *words.quotes) for t in scene.text.between(s.start, s.end))
        return PositionFact(
            id="",
            speaker=statement.who,
            speaker_span=statement.span,
            cue=Span(cue.start, cue.end, cue.text),
            content=words.spans,
            quotes=words.quotes,
            text=readable(words.spans),
            mode=_mode(statement),
            stance=act.stance,
            issues=find_issues(scene, act, self.topics),
            targets=tuple(t for t in targets if t != statement.who),
            audience=tuple(a for a in audience if a not in statement.speakers),
            medium=through,
            when=said_when(scene, report, self.dates),
            sentences=tuple(sorted({scene.text.sentence_of[t.i] for t in (cue, *said)})),
            polarity="negative" if act.negative != (Flag.DENIES in frame.flags) else "positive",
            confidence=sure,
            why=why,
            frame=(act.frame or frame).where,
        )

    def _of_whose_words(self, statement: SpokenStatement) -> list[str]:
        """ "said the board lied, a *charge* it called absurd": who made the charge that a relative clause takes up, not
        what "had been" turned down before; "denied Peru's *allegation*": who denies it."""
        scene, cue = self.scene, self.scene.text.tokens[statement.report.cue]
        over = scene.by_cue.get(cue.head) if cue.pos == "NOUN" and statement.report.stance in AT else None
        if over is not None and over.stance is Stance.REJECTS and over.content and over.content.head == cue.i:
            return [who for who, _ in speakers(scene, over) if who is not None]
        taken_up = cue.dep == Rel.RELATIVE and scene.lemma(cue.head) in scene.lexicon.answers
        earlier = any(scene.text.tokens[j].tag == "VBD" for j in with_dep(scene.text, cue.i, Rel.AUXILIARY))
        over_it = (scene.by_cue.get(i) for i in ancestors(scene.text, cue.i))
        above = next(filter(None, over_it), None) if taken_up and not earlier else None
        return [who for who, _ in speakers(scene, above) if who is not None] if above is not None else []

    def _confidence(self, statement: SpokenStatement) -> tuple[float, str]:
        """Return how sure a position is and why, from what it is like."""
        frame = statement.report.frame
        traits = {"act": frame.act, "mode": _mode(statement), "speaker": self._form(statement)}
        why = f"{frame.act} frame, {traits['speaker']} speaker"
        why += "".join(f"; quotation {link.how}" for link in statement.links if link.sure < 1)
        sure = prod(link.sure for link in statement.links)
        if statement.told:
            traits["told"], why = "yes", why + "; as somebody else says"
        return round(sure * self.scene.lexicon.calibration.sure(traits, own=frame.confidence), 2), why

    def _form(self, statement: SpokenStatement) -> str:
        """Return how the speaker is named: a name, a pronoun, a noun, nothing, or somebody nobody knows."""
        span = statement.span
        if span is None:
            return "no" if statement.who is None else "silent"
        classes = {t.pos for t in self.scene.text.between(span.start, span.end)}
        form = "named" if "PROPN" in classes else "pronoun" if classes <= {"PRON"} else "nominal"
        return form if statement.who is not None else f"unresolved {form}"


def _mode(statement: SpokenStatement) -> Mode:
    """A standing position is the reporter's wording, unless somebody is quoted or named as saying so."""
    report, words = statement.report, statement.words
    if Flag.OUTLET in report.frame.flags:
        return Mode.NARRATOR
    before = report.content is not None and report.content.tokens[-1] < report.cue  # "output will fall, Lee predicted"
    # "has been asked to mediate": nobody knows by whom, and not by the outlet
    nobody = report.speaker is None and report.stance is Stance.DEMANDS
    if report.frame.telling is Telling.SPEECH or words.quotes or statement.told or before or nobody:
        return words.mode
    return Mode.NARRATOR
