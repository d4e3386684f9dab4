"""From an annotated article to its positions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.mood import is_negated, joined_by_nor
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import opens_with, with_dep
from kgbuild.extract.parse.verbs import word
from kgbuild.extract.positions.answers import link_answers
from kgbuild.extract.positions.attribution import How, Ownership
from kgbuild.extract.positions.facts import PositionMaker, SpokenStatement
from kgbuild.extract.positions.issues import topics_of
from kgbuild.extract.positions.parties import speakers
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.extract.positions.spans import SaidWords, content_spans
from kgbuild.extract.positions.speech import Speech
from kgbuild.extract.positions.stance import read_acts
from kgbuild.extract.positions.vocabulary import OTHER, Flag, Slot, Telling
from kgbuild.model.facts import DateFact, EntityKind, Form, IssueRef, Mode, PositionFact, Stance

_GIVEN = frozenset({Rel.OBJECT, Rel.PASSIVE_SUBJECT, Rel.OPEN_CLAUSE})
_AGAINST = frozenset({Stance.ACCUSES, Stance.REJECTS, Stance.DEMANDS, Stance.DOUBTS})
_BODIES = frozenset({EntityKind.ORGANIZATION, EntityKind.COUNTRY})
_ASKED = frozenset({Stance.DEMANDS, Stance.ACCUSES, Stance.WARNS, Stance.DOUBTS})
_OBJECTS = frozenset({Rel.OBJECT, Rel.PREP_OBJECT, Rel.RECIPIENT})
_NAMING = frozenset({"PROPN", "NOUN", "DET", "ADJ", "PUNCT"})
_BACK = 2  # sentences back that "they" may mean somebody of
_INFERRED = 0.95  # a target that the words do not name
_FOLLOWS = 0.9  # a speaker that the position before lends
_ARTICLES = 0.97  # an issue that the article lends to what is said


def find_positions(heard: Speech, dates: Sequence[DateFact]) -> tuple[PositionFact, ...]:
    """Return who says, wants or expects what, in text order, with ids `p1`, `p2`, …

    A speaker the text does not settle stays None. Subheads, bylines and promo lines yield nothing.
    """
    maker = PositionMaker(heard, dates, topics_of(heard.text, heard.lexicon.issues))
    statements = _one_breath(_statements(heard))
    told = {i for s in statements if s.report.content for i in s.report.content.tokens if i != s.report.cue}
    judged = {r.cue for r in heard.reports if Flag.OUTLET in r.frame.flags} & told  # "said it was *likely*"
    merged = judged | {i for s in statements for act in s.acts for i in act.own}
    found = [maker.position(s, act) for s in statements if s.report.cue not in merged for act in s.acts]
    return link_answers(_carried(sorted(found, key=_place), heard, maker.topics.main), heard.lexicon)


def _carried(found: Sequence[PositionFact], heard: Speech, main: str) -> list[PositionFact]:
    """Let each position take from the speaker's last what its own words leave out: "It would not work", "They lied"."""
    made: list[PositionFact] = []
    last: dict[str, PositionFact] = {}
    for said in found:
        new = _goes_on(said, made[-1], heard) if made else said
        before = last.get(new.speaker or "")
        near = before if before is not None and new.sentences[0] - before.sentences[-1] <= 1 else None
        made.append(_at_both(_aimed(_about(new, near, main), near, made, heard), made, heard))
        if new.speaker is not None:
            last[new.speaker] = made[-1]
    return made


def _goes_on(new: PositionFact, before: PositionFact, heard: Speech) -> PositionFact:
    """ "Lind asked for a pause. His client was ashamed, he said.", "Peru said A and it was sure that B": a pronoun that
    nobody is known for, or for somebody named in what is said ("If Ruiz left, it would fall, *he* added"), stands for
    who spoke right before, which is less sure."""
    word = new.speaker_span.text.lower() if new.speaker_span is not None else ""
    names = (m for m in heard.actors.mentions if m.entity == new.speaker and m.form is Form.NAME)
    before_it = (heard.text.between(s.start, m.start) for m in names for s in new.content if s.start <= m.start < s.end)
    spoken = any(t.pos not in _NAMING for words in before_it for t in words)  # not whom it opens with
    kinds = heard.lexicon.pronouns.get(word, ()) if new.speaker is None or spoken else ()
    who = heard.actors.entities[before.speaker] if before.speaker is not None else None
    if who is None or who.kind not in kinds or new.sentences[0] > before.sentences[-1] + 1:
        return new
    called = {m.text.lower() for m in heard.actors.mentions if m.entity == who.id} & heard.lexicon.pronouns.keys()
    if spoken and called - {word}:
        return new  # he is no "she"
    sure = round(new.confidence * _FOLLOWS, 2)
    return replace(new, speaker=who.id, confidence=sure, why=f"{new.why}; the speaker before")


def _about(new: PositionFact, before: PositionFact | None, main: str) -> PositionFact:
    """Words without a noun of their own go on about what the speaker has just spoken of; a noun that names no issue is
    taken to belong to what the article is about, which is less sure."""
    if new.issues == (IssueRef(OTHER, ""),):
        return new if before is None else replace(new, issues=before.issues)
    if new.issues[0].id != OTHER or not main:
        return new
    why, sure = f"{new.why}; issue of the article", round(new.confidence * _ARTICLES, 2)
    return replace(new, issues=(IssueRef(main, ""),), why=why, confidence=sure)


def _aimed(
    new: PositionFact, before: PositionFact | None, earlier: Sequence[PositionFact], heard: Speech
) -> PositionFact:
    """ "“They never told us,” he said" after he accused somebody: it is they."""
    if new.targets or new.stance not in {Stance.SAYS, *_AGAINST, *_ASKED}:
        return new
    pointed = _pointed_at(new, heard) if new.stance in _AGAINST else None
    if pointed is not None:
        return _directed(new, (pointed,))
    said = [t for span in new.quotes for t in heard.text.between(span.start, span.end) if t.tag == "PRP"]
    own = [t for t in said if t.lemma.lower() in heard.text.grammar.speaker_self]
    others = {heard.actors.actor(t.i) for t in said if t not in own and t.lemma.lower() not in heard.text.grammar.it}
    whom = before.targets if before is not None and before.stance in _AGAINST else ()
    if whom and new.stance in _ASKED and before is not None and new.sentences[0] == before.sentences[-1]:
        return _directed(new, whom)  # "accused the ministry of X and demanded that …"
    if not whom and (own or new.stance in _AGAINST) and any(t.lemma.lower() in heard.lexicon.pronouns for t in said):
        whom = _opponent(new, earlier, heard)
    return _directed(new, whom) if others & {None, *whom} else new


def _directed(new: PositionFact, whom: tuple[str, ...]) -> PositionFact:
    """Return a position with targets that its own words do not name, which is less sure."""
    if not whom:
        return new
    sure = round(new.confidence * _INFERRED, 2)
    return replace(new, targets=whom, confidence=sure, why=f"{new.why}; target from the context")


def _pointed_at(new: PositionFact, heard: Speech) -> str | None:
    """ "Growers blocked the road. The minister refused to meet *them*.", "“*It* must pay”": a pronoun nobody is known
    for stands for who does what the sentence before tells."""
    text, number = heard.text, new.sentences[0]
    start, end = (new.cue.end, max(s.end for s in (new.cue, *new.content))) if new.cue is not None else (0, 0)
    first = min((s.start for s in new.content), default=-1)  # "said *they* should make better wine"
    words = (t for t in heard.text.between(min(first, start), end) if t.tag == "PRP")
    bare = heard.text.grammar.it  # of quoted words "it" alone: who "they" are the accused may be
    mine = (t for t in words if (heard.inside[t.i] < 0 and t.start >= min(first, start)) or t.lemma.lower() in bare)
    pronoun = next((t for t in mine if t.dep in _OBJECTS or t.start == first), None)
    pronoun = pronoun if pronoun is not None and heard.actors.actor(pronoun.i) is None else None
    if pronoun is None or number == 0 or text.sentences[number - 1].paragraph != text.sentences[number].paragraph:
        return None
    before = text.sentences[number - 1]
    verbs = (c for i, c in text.clauses.items() if before.first <= i < before.last and text.tokens[i].dep == Rel.ROOT)
    doers = {who for c in verbs for i in heads_of(c.doers) if (who := heard.actors.actor(i)) is not None}
    kinds = heard.lexicon.pronouns.get(pronoun.lemma.lower(), frozenset())
    acts = pronoun.dep == Rel.SUBJECT and heard.inside[pronoun.i] >= 0
    kinds = frozenset() if pronoun.lemma.lower() in text.grammar.it and not acts else kinds
    fits = [who for who in doers - {new.speaker} if heard.actors.entities[who].kind in kinds]
    return fits[0] if len(fits) == 1 else None


def _at_both(new: PositionFact, earlier: Sequence[PositionFact], heard: Speech) -> PositionFact:
    """ "urged both sides to": the only two who took a stand against each other before."""
    if new.targets or new.cue is None or new.stance not in _ASKED:
        return new
    start = min(new.cue.end, *(s.start for s in new.content))
    sides, words = heard.lexicon.of_two, heard.text.between(start, max(s.end for s in (new.cue, *new.content)))
    nouns = (t for t in words if t.lemma in heard.text.grammar.sides and heard.actors.actor(t.i) is None)
    if not any(heard.text.tokens[c].text.lower() in sides for t in nouns for c in heard.text.children[t.i]):
        return new
    told = ((_body(heard, p.speaker), _body(heard, w)) for p in earlier if p.stance in _AGAINST for w in p.targets)
    pairs = {frozenset(pair) for pair in told if None not in pair and pair[0] != pair[1]}
    two = sorted(w for pair in pairs if len(pairs) == 1 for w in pair if w is not None)
    return _directed(new, tuple(two)) if new.speaker not in two else new


def _body(heard: Speech, who: str | None) -> str | None:
    """Return the side that somebody stands for: a person's own body, an army's country, else who it is."""
    entity = heard.actors.entities[who] if who is not None else None
    if entity is None or entity.kind is not EntityKind.PERSON:
        named = (m for m in heard.actors.mentions if m.entity == who and heard.lexicon.sides & set(m.text.split()))
        words = (t.i for m in named for t in heard.text.between(m.start, m.end))
        return next((at for i in words if (at := heard.actors.adjectives.get(i)) is not None), who)
    return next((role.at for role in entity.roles if role.at is not None), None)


def _opponent(new: PositionFact, earlier: Sequence[PositionFact], heard: Speech) -> tuple[str, ...]:
    """Return the only one against whom a stand was just taken; for who speaks for that one, who took it. An accusation
    may mean the only body named in the sentence before."""
    entities, mine = heard.actors.entities, {new.speaker}
    mine |= {role.at for role in entities[new.speaker].roles} if new.speaker is not None else set()
    near = [p for p in earlier if p.stance in _AGAINST and 0 <= new.sentences[0] - p.sentences[-1] <= _BACK]
    whom = {who for p in near for who in p.targets} - mine
    whom = whom or {p.speaker for p in near if mine & set(p.targets) and p.speaker is not None} - mine
    if not near and new.stance is Stance.ACCUSES:
        told = [s for s in heard.text.sentences[: new.sentences[0]] if s.first < s.last][-1:]
        named = (m.entity for m in heard.actors.mentions for s in told if s.start <= m.start < s.end)
        whom = {who for who in named if entities[who].kind in _BODIES and entities[who].names} - mine
    return tuple(who for who in whom if who is not None) if len(whom) == 1 else ()


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
    return head is not None and (scene.actors.actor(head) is not None or scene.lemma(head) in scene.lexicon.people)


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
    """ "neither confirmed nor denied"."""
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
    kinds = [{(act.stance, act.targets, act.negative) for act in s.acts} for s in (old, new)]
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
