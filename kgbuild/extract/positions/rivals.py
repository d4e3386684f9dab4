"""Whom words are aimed at that only tell what somebody did: the other side of a quarrel, who did it to the speaker,
whose deed or thing the speaker has words of his own for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kgbuild.extract.parse.clause import Clause, heads_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import child, with_dep
from kgbuild.extract.parse.verbs import is_finite
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.context import AGAINST, directed
from kgbuild.extract.positions.parties import holders_at, meant_by
from kgbuild.extract.positions.speech import Speech
from kgbuild.extract.positions.targets import is_party
from kgbuild.extract.positions.vocabulary import Flag
from kgbuild.model.facts import EntityKind, Factuality, PositionFact, Stance
from kgbuild.model.text import Token

_TELLING = frozenset({Stance.SAYS, Stance.ACCUSES})
_DONE = frozenset({None, Factuality.NEGATED})
_TWO = 2  # words: a noun and what points to it
_CURRENT = "current"
_NOMINAL = frozenset({"NOUN", "PROPN"})

Sides = Mapping[str, set[str]]


def at_rivals(found: Sequence[PositionFact], heard: Speech) -> list[PositionFact]:
    """Return the positions, with a target for those that tell of the other side's deeds."""
    sides, made = _sides(found, heard), list[PositionFact]()
    for said in found:
        open_ = not said.targets and said.speaker is not None and said.stance in _TELLING
        whom = _spoken_to(said, made, heard) or _whose_deeds(said, sides, heard) if open_ else []
        made.append(directed(said, tuple(dict.fromkeys(whom))))
    return made


def of_quarrels(found: Sequence[PositionFact], heard: Speech) -> tuple[PositionFact, ...]:
    """Return the positions; what somebody denies is aimed at who accused that side of it, and what is asked of "both
    sides" at the two who accuse each other."""
    made = list[PositionFact]()
    for said in found:
        made.append(said if said.targets else _denied(said, made, heard))
    told = _pairs(made, heard)
    ranked = sorted(told, key=lambda pair: -told[pair])
    ahead = ranked and (len(ranked) == 1 or told[ranked[0]] > told[ranked[1]])
    asked = {p.id for p in made if ahead and _is_open(p, heard) and _asks_both(p, heard)}
    return tuple(directed(p, ranked[0]) if p.id in asked else p for p in made)


def _is_open(said: PositionFact, heard: Speech) -> bool:
    """Say whether nothing but people without a name is known to be meant."""
    return not said.targets or any(not heard.actors.entities[who].names for who in said.targets)


def _denied(said: PositionFact, before: Sequence[PositionFact], heard: Speech) -> PositionFact:
    """ "The army blamed the Front … The Front denied responsibility", "… rejected the accusation"."""
    report = next((heard.by_cue.get(t.i) for t in _cue(said, heard)), None)
    denies = report is not None and Flag.DENIES in report.frame.flags
    words = said.text.lower().split()
    nouns = set(words[:_TWO])
    charge = any(Stance.ACCUSES in heard.lexicon.answers.get(n, ()) for n in nouns - heard.lexicon.pointers)
    if said.stance is not Stance.REJECTS or said.speaker is None or not (charge or (denies and len(words) <= _TWO)):
        return said
    mine = _own(said.speaker, heard) | _home(said, heard)
    blamed = [p for p in before if p.stance is Stance.ACCUSES and p.speaker not in {None, *mine}]
    blamed = [p for p in blamed if not mine.isdisjoint(p.targets)]
    if len({p.speaker for p in blamed}) != 1:
        return said
    return replace(directed(said, tuple({p.speaker for p in blamed if p.speaker})), responds_to=blamed[-1].id)


def _cue(said: PositionFact, heard: Speech) -> Sequence[Token]:
    return heard.text.between(said.cue.start, said.cue.end) if said.cue is not None else ()


def _pairs(found: Sequence[PositionFact], heard: Speech) -> Mapping[tuple[str, ...], int]:
    """Count by pairs what is said by one against the other, each the house of who speaks for it."""
    told: dict[tuple[str, ...], int] = defaultdict(int)
    for said in (p for p in found if p.stance in AGAINST and p.speaker is not None and len(p.targets) == 1):
        pair = (_house(said.speaker or "", heard), _house(said.targets[0], heard))
        lone = any(heard.actors.entities[one].kind is EntityKind.PERSON for one in pair)  # one man is no side of a war
        told[tuple(sorted(pair))] += pair[0] != pair[1] and not lone
    return {pair: n for pair, n in told.items() if n}


def _house(who: str, heard: Speech) -> str:
    entity = heard.actors.entities[who]
    houses = [r.at for r in entity.roles if r.at is not None and r.status == _CURRENT]
    return houses[0] if entity.kind is EntityKind.PERSON and houses else who


def _asks_both(said: PositionFact, heard: Speech) -> bool:
    """ "urged *both sides* to agree", "called on *the two parties*"."""
    text, grammar = heard.text, heard.text.grammar
    if said.stance is not Stance.DEMANDS or said.cue is None:
        return False
    sides = [t for t in text.words(text.sentences[said.sentences[0]]) if t.start >= said.cue.start]
    sides = [t for t in sides if t.lemma.lower() in grammar.camps]
    return any(heard.lemma(j) in grammar.both | grammar.two for t in sides for j in text.children[t.i])


def _own(who: str | None, heard: Speech) -> set[str]:
    """Return an actor with the houses it speaks for and those who speak for it."""
    entities = heard.actors.entities
    houses = {r.at for r in entities[who].roles if r.at is not None} if who is not None else set()
    return {*houses, *(e.id for e in entities.values() if any(r.at == who for r in e.roles))} | (
        {who} if who else set()
    )


def _home(said: PositionFact, heard: Speech) -> set[str]:
    """ "a *Canadian* official": the country whose side that is."""
    span = said.speaker_span
    words = heard.text.between(span.start, span.end) if span is not None else ()
    return {who for t in words if (who := heard.actors.adjectives.get(t.i)) is not None}


def _sides(found: Sequence[PositionFact], heard: Speech) -> Sides:
    """Return for each actor those who took a stand against it or against whom it took one, each with its own."""
    made: dict[str, set[str]] = defaultdict(set)
    for said in (p for p in found if p.stance in AGAINST and p.speaker is not None):
        mine = _own(said.speaker, heard)
        theirs = {w for who in said.targets for w in _own(who, heard)} - mine
        for a, b in ((a, b) for a in mine for b in theirs):
            made[a].add(b)
            made[b].add(a)
    return made


def _spoken_to(said: PositionFact, before: Sequence[PositionFact], heard: Speech) -> list[str]:
    """ "told the board that … “*You* are closing a lifeline,” she said": those the speaker has just spoken to, in what
    they do or did; not "you can see it from here"."""
    last, text = before[-1] if before else None, heard.text
    if last is None or last.speaker != said.speaker or said.sentences[0] - last.sentences[-1] > 1:
        return []
    words = [t for s in said.quotes for t in text.between(s.start, s.end)]
    faced = [t.head for t in words if t.lemma.lower() in text.grammar.hearer and t.dep == Rel.SUBJECT]
    done = any(i in text.clauses and _is_done(text, text.clauses[i]) for i in faced)
    return [who for who in (*last.audience, *last.targets) if is_party(heard, who, faced=True)] if done else []


def _is_done(text: View, clause: Clause) -> bool:
    """ "You *are closing* it", "you *have sold* it", "you *sold* it"."""
    helpers = with_dep(text, clause.head, Rel.AUXILIARY)
    return clause.mood in _DONE and (text.tokens[clause.head].tag == "VBD" or bool(helpers))


def _whose_deeds(said: PositionFact, sides: Sides, heard: Speech) -> list[str]:
    mine = _own(said.speaker, heard) | _home(said, heard)
    rivals = {r for who in mine for r in sides.get(who, ())} - mine
    found = list[str]()
    for doers, sure in _doers(said, heard):
        told = [meant_by(heard, who, i, not_one_of=mine) for i in doers for who in _known_at(heard, i)]
        if mine.isdisjoint(told):  # "Peru and we have agreed"
            found += [who for who in told if sure or who in rivals]
    return found


def _doers(said: PositionFact, heard: Speech) -> Iterator[tuple[list[int], bool]]:
    """Yield who does what the words tell as done, and whether they are aimed at it whoever it is."""
    text = heard.text
    inside = {t.i for s in (*said.content, *said.quotes) for t in text.between(s.start, s.end)}
    for i in sorted(inside & text.clauses.keys()):
        clause = text.clauses[i]
        below = text.tokens[i].head in inside and text.tokens[i].dep != Rel.CONJUNCT
        if below or clause.passive or not is_finite(text, i) or clause.mood not in _DONE:
            continue
        doers = [j for j in heads_of(clause.doers) if j in inside and text.tokens[j].pos in _NOMINAL]
        sure = bool(doers) and _is_aimed(heard, clause, doers[0])
        if sure or heard.lemma(i) not in text.grammar.be:
            yield doers, sure


def _known_at(heard: Speech, i: int) -> list[str]:
    """Return who does it or whose it is; not "two men", "an officer", "both sides"."""
    text, entities = heard.text, heard.actors.entities
    if heard.actors.who(i) in heard.actors.members:
        return []
    definite = any(heard.lemma(j) in text.grammar.definite for j in with_dep(text, i, Rel.DETERMINER))
    return [who for who in holders_at(heard, i) if definite or entities[who].kind is not EntityKind.GROUP]


def _is_aimed(heard: Speech, clause: Clause, doer: int) -> bool:
    """ "The mill paid *us* in promises"; said the firm “offered crumbs”, its survey was “a fairy tale”: without a
    number, which tells how it was."""
    text, inside = heard.text, heard.inside
    called = child(text, clause.head, Rel.ATTRIBUTE) if heard.lemma(clause.head) in text.grammar.be else None
    below = text.subtree(clause.head) if called is None else text.children[called]
    if any(text.tokens[j].pos == "NUM" or text.tokens[j].text.isdigit() for j in below):
        return False
    if inside[doer] >= 0:
        return any(text.tokens[j].lemma.lower() in text.grammar.speaker_touched and j > clause.head for j in below)
    if heard.lemma(clause.head) not in text.grammar.be:
        return inside[clause.head] >= 0
    owned = heard.actors.actor(doer) is None
    return owned and called is not None and inside[called] >= 0 and text.tokens[called].pos in _NOMINAL
