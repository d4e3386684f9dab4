"""From an annotated article to its positions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kgbuild.extract.parse.mood import is_negated, joined_by_nor
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import opens_with, with_dep
from kgbuild.extract.parse.verbs import is_finite, is_passive, word
from kgbuild.extract.positions.answers import link_answers
from kgbuild.extract.positions.attribution import How, Ownership
from kgbuild.extract.positions.context import in_context
from kgbuild.extract.positions.facts import PositionMaker, SpokenStatement
from kgbuild.extract.positions.issues import topics_of
from kgbuild.extract.positions.parties import speakers
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.extract.positions.rivals import at_rivals, of_quarrels
from kgbuild.extract.positions.spans import SaidWords, content_spans
from kgbuild.extract.positions.speech import Speech
from kgbuild.extract.positions.stance import read_acts
from kgbuild.extract.positions.targets import targets_of
from kgbuild.extract.positions.vocabulary import Flag, Slot, Telling
from kgbuild.model.facts import DateFact, Mode, PositionFact, Stance

_PEOPLE = frozenset({"$human", "$people"})  # who is met, questioned or welcomed in person
_GIVEN = frozenset({Rel.OBJECT, Rel.PASSIVE_SUBJECT, Rel.OPEN_CLAUSE})


def find_positions(heard: Speech, dates: Sequence[DateFact]) -> tuple[PositionFact, ...]:
    """Return who says, wants or expects what, in text order, with ids `p1`, `p2`, …

    A speaker the text does not settle stays None. Subheads, bylines and promo lines yield nothing.
    """
    maker = PositionMaker(heard, dates, topics_of(heard.text, heard.lexicon.issues))
    statements = _one_breath(_statements(heard))
    spoken = (*(s.report for s in statements), *heard.others)
    told = {i for r in spoken if r.content for i in r.content.tokens if i != r.cue}
    judged = {r.cue for r in heard.reports if Flag.OUTLET in r.frame.flags} & told  # "said it was *likely*"
    merged = judged | {i for s in statements for act in s.acts for i in act.own}
    found = [maker.position(s, act) for s in statements if s.report.cue not in merged for act in s.acts]
    aimed = at_rivals(in_context(_once(sorted(found, key=_place)), heard, maker.topics.main), heard)
    return of_quarrels(link_answers(aimed, heard), heard)


def _once(positions: Iterable[PositionFact]) -> list[PositionFact]:
    """Keep one position of a speaker by the same words: of "no basis for A or that B" the first clause says how."""
    found: dict[object, PositionFact] = {}
    for p in positions:
        found.setdefault((p.speaker, p.stance, p.cue, p.content, p.quotes), p)
    return list(found.values())


def _statements(heard: Speech) -> Iterator[SpokenStatement]:
    """Yield one statement for each report that says something and each of its speakers."""
    for n, report in enumerate(heard.reports):
        if report.quoted or (report.negated and report.frame.negated is None) or _is_void(heard, report):
            continue  # quoted cues only sharpen; a negated one says something only where its frame says what
        links = [link for link in heard.links if link.report == n]
        apart = [link for link in links if link.alone or (report.slot == Slot.OBJECT and link.how is How.INTRODUCED)]
        yield from _heard(heard, report, [link for link in links if link not in apart])
        for link in apart:  # "welcomed the plan: “It will work.”": the plan, beside what is said of it
            yield from _heard(heard, replace(report, content=None), [link])


def _is_void(scene: Speech, report: SpeechReport) -> bool:
    """Say whether nobody takes a stand: what the words do is denied, given up, alleged or done to a person."""
    tests = (_of_a_person, _denied, _alleged, _left_open, _given_up, _said_by_its_noun)
    return any(test(scene, report) for test in tests)


def _of_a_person(scene: Speech, report: SpeechReport) -> bool:
    """To question a person is no doubt."""
    head = report.content.head if report.content is not None and Flag.THINGS in report.frame.flags else None
    named = [] if head is None else [head, *with_dep(scene.text, head, Rel.APPOSITION)]
    return any(scene.actors.actor(j) is not None or scene.text.is_one(j, _PEOPLE) for j in named)


def _denied(scene: Speech, report: SpeechReport) -> bool:
    """What is denied was not done, nor is what rumours tell that are denied ("denied reports that it plans"); what a
    relative clause tells of the thing denied was ("claims of a woman who accused him")."""
    above, text = next(scene.around(report), None), scene.text
    holder = text.tokens[text.tokens[report.cue].head]
    rumoured = holder.pos == "NOUN" and opens_with(text, report.cue, text.grammar.that)
    if above is not None and rumoured and above.cue == holder.i:  # "denied a *report* that it plans": of the report
        above = next((r for r in scene.around(report) if r.cue == holder.head), None)
    if above is None or above.negated or above.cue != (holder.head if rumoured else holder.i):
        return False
    stances = {Stance.DOUBTS, Stance.REJECTS} if rumoured else {Stance.DOUBTS}
    sides = [{who for who, _ in speakers(scene, r)} - {None} for r in (report, above)]
    if text.tokens[report.cue].pos == "NOUN" and all(sides) and sides[0].isdisjoint(sides[1]):
        return False  # "denied Peru's allegation that …": Peru made it
    return Flag.DENIES in above.frame.flags or above.frame.stance in stances


def _alleged(scene: Speech, report: SpeechReport) -> bool:
    """ "claims that it plans to leave": nobody is known to say so, least of all "it"."""
    nouns = (a for a in scene.around(report) if scene.text.tokens[a.cue].pos == "NOUN")
    return any(above.speaker is None and above.slot == Slot.CLAUSE for above in nouns)


def _left_open(scene: Speech, report: SpeechReport) -> bool:
    """ "neither confirmed nor denied"; "asked *whether* she backed it"."""
    marks = (scene.text.tokens[j].lemma.lower() for j in with_dep(scene.text, report.cue, Rel.MARKER))
    if scene.text.tokens[report.cue].dep == Rel.CLAUSE and not scene.text.grammar.asking.isdisjoint(marks):
        return True
    pair = (report.cue, *with_dep(scene.text, report.cue, Rel.CONJUNCT))
    return any(joined_by_nor(scene.text, j) for j in pair)


def _given_up(scene: Speech, report: SpeechReport) -> bool:
    """ "has dropped its demand for …", "stopped demanding"; not "has not dropped"."""
    token = scene.text.tokens[report.cue]
    given_up = token.dep in _GIVEN and word(scene.text, token.head) in scene.lexicon.dropped
    return given_up and not is_negated(scene.text, token.head)


def _said_by_its_noun(scene: Speech, report: SpeechReport) -> bool:
    """ "voiced concern about …": the concern says more."""
    noun = scene.by_cue.get(report.content.head) if report.content is not None and report.slot == Slot.OBJECT else None
    return noun is not None and not noun.quoted and noun.content is not None and noun.speaker == report.speaker


def _one_breath(statements: Iterable[SpokenStatement]) -> list[SpokenStatement]:
    """Put "said that A but that B" together where the speaker does the same by both; A and B stay apart elsewhere."""
    made: list[SpokenStatement] = []
    for new in statements:
        old = made[-1] if made else None
        if old is None or old.who != new.who or not _halves(old, new):
            made.append(new)
            continue
        mode = old.words.mode if old.words.mode is new.words.mode else Mode.MIXED
        words = SaidWords((*old.words.spans, *new.words.spans), (*old.words.quotes, *new.words.quotes), mode)
        made[-1] = replace(old, words=words, links=(*old.links, *new.links))
    return made


def _halves(old: SpokenStatement, new: SpokenStatement) -> bool:
    """Say whether two statements are halves of one report by which the speaker does one thing."""
    a, b = old.report, new.report
    apart = a.content is None or b.content is None or a.content == b.content or any(link.alone for link in new.links)
    kinds = [{(act.stance, act.targets, act.negative, act.reading) for act in s.acts} for s in (old, new)]
    return not apart and (a.cue, a.slot) == (b.cue, b.slot) and kinds[0] == kinds[1] and len(kinds[0]) == 1


def _heard(heard: Speech, report: SpeechReport, links: Sequence[Ownership]) -> Iterator[SpokenStatement]:
    owned = [heard.quotations[link.quotation] for link in links]
    words = content_spans(heard.text, report, owned)
    speaking = speakers(heard, report) if words.spans else []
    named = frozenset(who for who, _ in speaking if who is not None)
    told = any(not _said_by_its_noun(heard, above) for above in heard.around(report, far=True))
    for who, span in speaking:
        if who is not None or (next(heard.around(report), None) is None and _may_be_unknown(heard, report)):
            acts = tuple(read_acts(heard, report, owned, who))
            yield SpokenStatement(report, who, span, words, tuple(links), acts, named, told)


def _may_be_unknown(heard: Speech, report: SpeechReport) -> bool:
    """A study may show and a source may say; a plan that wants something is nobody's position."""
    frame, text = report.frame, heard.text
    if Flag.OUTLET in frame.flags or Flag.PASSIVE in frame.flags:
        return True
    if report.content is not None and text.tokens[report.content.head].tag == "PRP":
        return False  # "backed him"
    asked = report.speaker is None and report.stance is Stance.DEMANDS and is_passive(text, report.cue)
    if asked and is_finite(text, report.cue) and targets_of(heard, report):
        return True  # "insurers were urged on Monday to pay"
    known = report.speaker is not None and heard.lemma(report.speaker) in heard.lexicon.doers
    if (Flag.ACTORS in frame.flags and not known) or report.speaker is None:
        return Flag.ACTORS not in frame.flags and report.content is None
    cue, speaker = text.tokens[report.cue], text.tokens[report.speaker]
    thing = speaker.pos == "NOUN" and heard.lemma(speaker.i) not in heard.lexicon.people
    below = cue.dep in {Rel.PARTICIPLE, Rel.RELATIVE} and cue.head == speaker.i
    if thing and below and not any(heard.lemma(j) in text.grammar.person for j in text.children[cue.i]):
        return frame.telling is Telling.SPEECH and frame.stance is Stance.SAYS  # a letter saying, but no plan offering
    return True


def _place(position: PositionFact) -> tuple[int, int, int, str]:
    first = min(s.start for s in (*position.content, *position.quotes))
    cue = position.cue.start if position.cue is not None else first
    who = position.speaker_span.start if position.speaker_span is not None else -1
    return cue, first, who, position.stance
