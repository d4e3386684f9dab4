"""What a speaker does by it: the frame's stance, sharpened by the content's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.mood import conditional_subject, is_negated
from kgbuild.extract.parse.quotations import Quotation
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, is_verb, with_dep
from kgbuild.extract.parse.verbs import auxiliaries, is_subjunctive, owners
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.parties import each_of, holders_at
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.extract.positions.speech import Speech
from kgbuild.extract.positions.targets import targets_of
from kgbuild.extract.positions.vocabulary import ContentShape, Sharpening, Slot, SpeechFrame, Subject, TargetPlace
from kgbuild.model.facts import EntityKind, Stance

_STRONG = frozenset(Stance) - {Stance.SAYS, Stance.EXPECTS, Stance.WARNS}  # worth a position of their own
_DEEPEST = 3  # "I think we can say that Russia …": own cues to look through


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """One thing done by a report: its stance, the clause it rests on, and whom its wording makes the target."""

    stance: Stance
    head: int | None
    tokens: tuple[int, ...]
    targets: tuple[str, ...] = ()
    negative: bool = False
    frame: SpeechFrame | None = None
    own: tuple[int, ...] = ()  # the cues inside the content that say so ("said he thought it was willing")
    reading: str = ""  # the lexicon line that sharpened it


@dataclass(frozen=True, slots=True)
class _ToldClause:
    """The main clause of a content as readings see it: what its subject is to the speaker, who stands where."""

    tokens: tuple[int, ...]
    lemmas: tuple[str, ...]
    modals: frozenset[str]
    who: Subject
    shapes: frozenset[ContentShape]
    places: Mapping[str, Sequence[int]]


def read_acts(scene: Speech, report: SpeechReport, owned: Sequence[Quotation], speaker: str | None) -> list[SpeechAct]:
    """Return what a report does: its first clause decides; later ones count where their words say another stance."""
    text, stance = scene.text, report.stance
    tokens = set(report.content.tokens) if report.content is not None else set()
    for q in owned:
        tokens |= set(range(q.first, q.last + 1))
    if report.slot == Slot.WHETHER:  # what is asked takes no stand
        return [SpeechAct(stance, report.content.head if report.content is not None else None, tuple(sorted(tokens)))]
    acts: list[SpeechAct] = []
    for head in _clause_heads(text, report.content.head if report.content is not None else None, tokens):
        act = _read(scene, head, tokens, stance, speaker)
        sharpened = act.stance is not stance
        if not acts or (sharpened and act.stance in _STRONG and all(act.stance is not a.stance for a in acts)):
            acts.append(act)
    return acts or [SpeechAct(stance, None, tuple(sorted(tokens)))]


def _read(scene: Speech, head: int, tokens: set[int], stance: Stance, speaker: str | None) -> SpeechAct:
    """Read one clause, looking through "we can state that …"; "we demand that …" inside says its own stance."""
    place = tuple(sorted(tokens))
    through: tuple[int, ...] = ()
    for _ in range(_DEEPEST if stance is Stance.SAYS else 0):
        own = _own_cue(scene, head, speaker)
        if own is None or (own.negated and own.frame.negated is None):
            break
        if _is_over(scene, own.cue):
            through = (*through, own.cue)
            break
        if own.stance is not Stance.SAYS:
            targets = tuple(targets_of(scene, own))
            return SpeechAct(own.stance, head, place, targets, own.negated, own.frame, (*through, own.cue))
        if own.content is None or own.content.head == head:
            break
        head, through = own.content.head, (*through, own.cue)
    clause = _clause(scene, head, tokens, speaker)
    done = _done(scene, head, clause)
    asked = (
        (r, done if r.stance is Stance.ACCUSES and r.subject else clause)
        for r in scene.lexicon.readings
        if stance in r.of
    )
    reading = next((r for r, said in asked if said is not None and _fits(r, said)), None)
    targets = _targets(scene, reading, clause, speaker) if reading is not None else ()
    if not targets and stance is Stance.SAYS and scene.lemma(head) in scene.text.grammar.be:
        targets = _judged(scene, clause, speaker)
    negative = ContentShape.NEGATIVE in clause.shapes
    sharper, line = (stance, "") if reading is None else (reading.stance, reading.where)
    return SpeechAct(sharper, head, place, targets, negative, reading=line, own=through)


def _own_cue(scene: Speech, head: int, speaker: str | None) -> SpeechReport | None:
    """The speaker's own act inside the content: "we demand …" quoted, "it was willing …" reported."""
    inner = [head, *with_dep(scene.text, head, Rel.PREDICATE, Rel.OPEN_CLAUSE)]
    for found in (scene.by_cue.get(i) for i in inner):
        if found is None or found.speaker is None or found.content is None:
            continue
        if found.own and scene.text.tokens[found.cue].tag == "VBD":
            continue  # "“We *asked* for it, and we got a fence”" asks for nothing now
        if found.own or (not found.quoted and _kind(scene, found.speaker, speaker) is Subject.SELF):
            return found
    return None


def _judged(scene: Speech, clause: _ToldClause, speaker: str | None) -> tuple[str, ...]:
    """ "said *the union*'s demand was theatre": whose it is that is called something."""
    things = (i for i in clause.places[TargetPlace.SUBJECT] if scene.lemma(i) in scene.lexicon.answers)
    held = (who for i in things for j in owners(scene.text, i) for who in holders_at(scene, j) if who != speaker)
    return tuple(each_of(scene, held))


def _is_over(scene: Speech, cue: int) -> bool:
    """ "said he *had begged* them to go": that was once, and is now only told."""
    helpers = (scene.text.tokens[i] for i in with_dep(scene.text, cue, Rel.AUXILIARY))
    return any(t.tag == "VBD" and t.lemma in scene.text.grammar.have for t in helpers)


def _clause_heads(text: View, head: int | None, tokens: set[int]) -> list[int]:
    """The content's main clauses: its head, further sentences of a quotation, and joined clauses with a subject."""
    tops = [i for i in sorted(tokens) if text.tokens[i].head not in tokens or text.tokens[i].head == i]
    heads = [head] if head is not None else []
    heads += [i for i in tops if i not in heads and is_verb(text.tokens[i])]
    joined = (j for i in list(heads) for j in with_dep(text, i, Rel.CONJUNCT) if j in tokens)
    return [*heads, *(j for j in joined if child(text, j, *SUBJECTS) is not None)]


def _clause(scene: Speech, head: int, tokens: set[int], speaker: str | None) -> _ToldClause:
    text, speech = scene.text, scene.lexicon
    inside = tuple(sorted(tokens & set(text.subtree(head)))) or (head,)
    end = text.tokens[inside[-1]].end
    subject, told = child(text, head, *SUBJECTS), text.clause(head)
    places = {
        TargetPlace.SUBJECT: [*heads_of(told.doers)] if told.passive and told.doers else [subject],
        TargetPlace.OBJECT: [] if told.passive else heads_of(told.things),
        TargetPlace.CONDITION: [_who_would(scene, head, tokens)],
    }
    shapes = {
        ContentShape.QUESTION: text.slice(end, end + 1) == "?",
        ContentShape.NEGATIVE: is_negated(text, head),
        ContentShape.SUBJUNCTIVE: scene.lemma(text.tokens[head].head) in speech.bidding and is_subjunctive(text, head),
    }
    return _ToldClause(
        inside,
        _words(scene, inside),
        frozenset(speech.written_short.get(word, word) for word in auxiliaries(text, head)),
        _kind(scene, subject, speaker),
        frozenset(shape for shape, holds in shapes.items() if holds),
        {place: [i for i in found if i is not None] for place, found in places.items()},
    )


def _words(scene: Speech, tokens: Sequence[int]) -> tuple[str, ...]:
    """Return lemmas, but pronouns as they stand: "betrayed *us*" is not what "we" did; and names: "Lund *Forge*"."""
    words = (scene.text.tokens[i] for i in tokens)
    return tuple(t.text if t.pos == "PROPN" else (t.text if t.tag == "PRP" else t.lemma).lower() for t in words)


def _done(scene: Speech, head: int, clause: _ToldClause) -> _ToldClause | None:
    """Return what a clause says its subject does: not "the candidate was poisoned", nor what others do beside it."""
    told, text = scene.text.clause(head), scene.text
    if told.passive and not told.doers:
        return None
    beside = with_dep(text, head, Rel.ADVERB_CLAUSE)  # "was there | before a mob beat them", which others did
    apart = [c for c in beside if c in text.clauses and child(text, c, *SUBJECTS) is not None]
    others = {k for c in apart for k in text.subtree(c)}
    subjects = with_dep(text, head, *SUBJECTS)  # "builders *who cut corners* should go to prison"
    others |= {k for s in subjects for c in with_dep(text, s, Rel.RELATIVE) for k in text.subtree(c)}
    things = (c for i in clause.tokens if i not in subjects for c in with_dep(text, i, Rel.PARTICIPLE))
    others |= {c for c in things if text.tokens[c].tag == "VBN"}  # "confirmed the death of a man *kidnapped* in Lund"
    own = tuple(i for i in clause.tokens if i not in others)
    return replace(clause, tokens=own, lemmas=_words(scene, own))


def _who_would(scene: Speech, head: int, tokens: set[int]) -> int | None:
    """Return the subject of a condition of what is said, also on the cue ("threatened to leave unless *Peru* paid")."""
    found = (conditional_subject(scene.text, i, scene.lexicon.terms) for i in (head, scene.text.tokens[head].head))
    return next((i for i in found if i is not None and i in tokens), None)


def _kind(scene: Speech, subject: int | None, speaker: str | None) -> Subject:
    if subject is None:
        return Subject.THING
    if scene.lemma(subject) in scene.text.grammar.speaker_self:
        return Subject.SELF
    holders = holders_at(scene, subject)
    if not holders:
        # "the bank said it would sell"; in the bank's own words "it" is something else, and "they" are others
        if scene.text.tokens[subject].tag != "PRP":
            return Subject.THING
        thing = scene.lemma(subject) in scene.text.grammar.it
        entity = scene.actors.entities.get(speaker or "")
        person = thing and entity is not None and entity.kind is EntityKind.PERSON and bool(entity.roles)
        own = scene.inside[subject] < 0 and not person  # "*the mayor* said it should close"
        return Subject.SELF if own else Subject.THING if thing else Subject.OTHER
    return Subject.SELF if _own_side(scene, speaker).intersection(holders) else Subject.OTHER


def _own_side(scene: Speech, speaker: str | None) -> set[str | None]:
    """Return a speaker with those the speaker stands for: a minister's "the government will" says what "we" will."""
    entity = scene.actors.entities.get(speaker or "")
    return {speaker, *(role.at for role in (entity.roles if entity is not None else ()) if role.at is not None)}


def _fits(reading: Sharpening, clause: _ToldClause) -> bool:
    return (
        (not reading.subject or clause.who in reading.subject)
        and (not reading.modal or not clause.modals.isdisjoint(reading.modal))
        and (not reading.flags or clause.shapes.issuperset(reading.flags))
        and (not reading.without or clause.modals.isdisjoint(reading.without))
        and (not reading.opens or any(clause.lemmas[: len(p)] == p for p in reading.opens))
        and (not reading.words or _found(clause.lemmas, reading.words) is not None)
    )


def _found(lemmas: tuple[str, ...], phrases: Sequence[tuple[str, ...]]) -> int | None:
    """Return the place just after the first of these phrases."""
    for phrase in (p for p in phrases if p[0] in lemmas):
        starts = range(lemmas.index(phrase[0]), len(lemmas))
        found = next((k for k in starts if lemmas[k] == phrase[0] and lemmas[k : k + len(phrase)] == phrase), None)
        if found is not None:
            return found + len(phrase)
    return None


def _targets(scene: Speech, reading: Sharpening, clause: _ToldClause, speaker: str | None) -> tuple[str, ...]:
    heads: list[int] = []
    for place in reading.target:
        if place in clause.places:
            heads += clause.places[place]
        elif place == TargetPlace.AFTER:
            after = _found(clause.lemmas, reading.words)
            heads += [i for i in clause.tokens[after:] if scene.actors.actor(i) is not None][:1] if after else []
        else:  # "commitments from …", anywhere in the clause
            links = (i for i, lemma in zip(clause.tokens, clause.lemmas, strict=True) if lemma == place)
            heads += [o for i in links for o in with_dep(scene.text, i, Rel.PREP_OBJECT)[:1]]
    any_, named = scene.text.grammar.indefinite, {e.id for e in scene.actors.entities.values() if e.names}
    new = {i for i in heads for j in with_dep(scene.text, i, Rel.DETERMINER) if scene.lemma(j) in any_}
    held = ((i, who) for i in heads for who in holders_at(scene, i) if who != speaker)
    # "*a firm* must pay": nobody known; "a demand by *growers*": they are
    found = [who for i, who in held if who in named or i not in new or scene.actors.actor(i) != who]
    return tuple(each_of(scene, found))
