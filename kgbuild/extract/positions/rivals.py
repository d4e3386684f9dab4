"""Whom words are aimed at that only tell what somebody did: the other side of a quarrel, who did it to the speaker,
whose deed or thing the speaker has words of his own for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kgbuild.extract.parse.clause import Clause, heads_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import child, with_dep
from kgbuild.extract.parse.verbs import is_finite
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.context import AGAINST, directed
from kgbuild.extract.positions.parties import holders_at, meant_by
from kgbuild.extract.positions.speech import Speech
from kgbuild.extract.positions.targets import is_party
from kgbuild.model.facts import EntityKind, Factuality, PositionFact, Stance

_TELLING = frozenset({Stance.SAYS, Stance.ACCUSES})
_DONE = frozenset({None, Factuality.NEGATED})
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
