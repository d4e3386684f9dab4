"""What a position takes from those before it where its own words leave it out: speaker, issue, whom it is aimed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract.issues import OTHER
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import with_dep
from kgbuild.extract.positions.speech import Speech
from kgbuild.model.facts import EntityKind, Form, IssueRef, PositionFact, Span, Stance
from kgbuild.model.text import Token

AGAINST = frozenset({Stance.ACCUSES, Stance.REJECTS, Stance.DEMANDS, Stance.DOUBTS})
_BODIES = frozenset({EntityKind.ORGANIZATION, EntityKind.COUNTRY})
_ASKED = frozenset({Stance.DEMANDS, Stance.ACCUSES, Stance.WARNS, Stance.DOUBTS})
_OBJECTS = frozenset({Rel.OBJECT, Rel.PREP_OBJECT, Rel.RECIPIENT})
_NAMING = frozenset({"PROPN", "NOUN", "DET", "ADJ", "PUNCT"})
_BACK = 2  # sentences back that "they" may mean somebody of
_INFERRED = 0.95  # a target that the words do not name
_FOLLOWS = 0.9  # a speaker that the position before lends
_ARTICLES = 0.97  # an issue that the article lends to what is said


def in_context(found: Sequence[PositionFact], heard: Speech, main: str) -> list[PositionFact]:
    """Let each position take from the speaker's last what its own words leave out: "It would not work", "They lied"."""
    made: list[PositionFact] = []
    last: dict[str, PositionFact] = {}
    for said in found:
        new = _goes_on(said, made[-1], heard) if made else said
        before = last.get(new.speaker or "")
        near = before if before is not None and new.sentences[0] - before.sentences[-1] <= 1 else None
        made.append(_aimed(_about(new, near, main), near, made, heard))
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
    kinds = heard.lexicon.pronouns.get(word, frozenset()) if new.speaker is None or spoken else frozenset()
    if new.speaker is None and word and any(t.pos == "NUM" for t in _words(new.speaker_span, heard)):
        kinds |= {EntityKind.PERSON} if "-" in word else set()  # "the 24-year-old said"
    if word in heard.text.grammar.it and before.medium is not None:
        kinds |= {EntityKind.PERSON}  # "Lind said in a filing. *It* read: “…”"
    who = heard.actors.entities[before.speaker] if before.speaker is not None else None
    if who is None or who.kind not in kinds or new.sentences[0] > before.sentences[-1] + 1:
        return new
    sure = round(new.confidence * _FOLLOWS, 2)
    return replace(new, speaker=who.id, confidence=sure, why=f"{new.why}; the speaker before")


def _words(span: Span | None, heard: Speech) -> tuple[Token, ...]:
    return tuple(heard.text.between(span.start, span.end)) if span is not None else ()


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
    if new.targets or new.stance in {Stance.SUPPORTS, Stance.PROPOSES}:
        return new
    pointed = _pointed_at(new, heard) if new.stance in AGAINST else None
    if pointed is not None:
        return directed(new, (pointed,))
    said = [t for span in new.quotes for t in heard.text.between(span.start, span.end) if t.tag == "PRP"]
    own = [t for t in said if t.lemma.lower() in heard.text.grammar.speaker_self]
    others = {heard.actors.actor(t.i) for t in said if t not in own and t.lemma.lower() not in heard.text.grammar.it}
    whom = before.targets if before is not None and before.stance in AGAINST else ()
    once = before is not None and before.stance in {Stance.ACCUSES, Stance.DEMANDS}
    once = once and new.stance in {Stance.OFFERS, Stance.EXPECTS}  # "urged both to talk and offered to help"
    again = before is not None and (new.stance in _ASKED or _says_why(new, before, heard) or once)
    if whom and again and before is not None and new.sentences[0] == before.sentences[-1]:
        return directed(new, whom)  # "accused the ministry of X and demanded that …"
    whom = whom or _beside(new, heard)
    others_in = any(t.lemma.lower() in heard.lexicon.pronouns for t in said)
    if not whom and (own or new.stance in AGAINST) and others_in:
        whom = _opponent(new, earlier, heard)
    return directed(new, whom) if others & {None, *whom} else new


def directed(new: PositionFact, whom: tuple[str, ...]) -> PositionFact:
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
    if pronoun is None:
        return None
    kinds = heard.lexicon.pronouns.get(pronoun.lemma.lower(), frozenset())
    acts = pronoun.dep == Rel.SUBJECT and heard.inside[pronoun.i] >= 0
    kinds = frozenset() if pronoun.lemma.lower() in text.grammar.it and not acts else kinds
    paragraph = text.sentences[number].paragraph
    back = 1 if pronoun.lemma.lower() in text.grammar.it else _BACK
    near = [s for s in text.sentences[max(0, number - back) : number] if s.paragraph == paragraph]
    for before in reversed(near):
        roots = (i for i in text.clauses if before.first <= i < before.last and text.tokens[i].dep == Rel.ROOT)
        tops = [text.clauses[i] for i in roots]
        doers = {who for c in tops for i in heads_of(c.doers) if (who := heard.actors.actor(i)) is not None}
        fits = [who for who in doers - {new.speaker} if heard.actors.entities[who].kind in kinds]
        if fits:
            return fits[0] if len(fits) == 1 else None
    return None


def _says_why(new: PositionFact, before: PositionFact, heard: Speech) -> bool:
    """ "hit out at the board, *saying* it slept": a participle that adds to the accusation."""
    cue, over = (next(iter(_words(p.cue, heard)), None) for p in (new, before))
    adds = cue is not None and over is not None and cue.tag == "VBG" and cue.head == over.i
    return adds and before.stance is Stance.ACCUSES  # whoever rejects a plan may go on about anything


def _beside(new: PositionFact, heard: Speech) -> tuple[str, ...]:
    """ "“He lied,” she said as she jailed *Lind*", "…, referring to *Lind*": the only one to whom the speaker does
    something beside saying it, or whom that is said to mean."""
    cue = _words(new.cue, heard)[:1]
    clauses = [c for t in cue for i in with_dep(heard.text, t.i, Rel.ADVERB_CLAUSE) if (c := heard.text.clauses.get(i))]
    named = [a.head for c in clauses if c.word in heard.lexicon.meaning for a in c.after(heard.text.grammar.toward)]
    meant = {who for i in named if (who := heard.actors.actor(i)) is not None}
    if len(meant) == 1:
        return tuple(meant)
    mine = [c for c in clauses if any(heard.actors.actor(i) == new.speaker for i in heads_of(c.doers))]
    whom = {who for c in mine for i in heads_of(c.things) if (who := heard.actors.actor(i)) is not None}
    return tuple(whom) if len(whom) == 1 else ()


def _opponent(new: PositionFact, earlier: Sequence[PositionFact], heard: Speech) -> tuple[str, ...]:
    """Return the only one against whom a stand was just taken; for who speaks for that one, who took it. An accusation
    may mean the only body named in the sentence before."""
    entities, mine = heard.actors.entities, {new.speaker}
    mine |= {role.at for role in entities[new.speaker].roles} if new.speaker is not None else set()
    near = [p for p in earlier if p.stance in AGAINST and 0 <= new.sentences[0] - p.sentences[-1] <= _BACK]
    whom = {who for p in near for who in p.targets} - mine
    whom = whom or {p.speaker for p in near if mine & set(p.targets) and p.speaker is not None} - mine
    if not near and new.stance is Stance.ACCUSES:
        told = [s for s in heard.text.sentences[: new.sentences[0]] if s.first < s.last][-1:]
        named = (m.entity for m in heard.actors.mentions for s in told if s.start <= m.start < s.end)
        whom = {who for who in named if entities[who].kind in _BODIES and entities[who].names} - mine
        whom -= {who for p in earlier for who in p.targets if p.stance is Stance.SUPPORTS}
    return tuple(who for who in whom if who is not None) if len(whom) == 1 else ()
