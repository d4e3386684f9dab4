"""What stands around the word that tells an event, as conditions of frames ask for it."""

from __future__ import annotations

import re
from functools import cached_property

from kgbuild.extract.events.roles import actors_at
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import denied_by, is_along, support_at
from kgbuild.extract.events.vocabulary import MEETING, SOMEBODY, Tie
from kgbuild.extract.parse.clause import Clause, heads_of
from kgbuild.extract.parse.grammar import Scope
from kgbuild.extract.parse.mood import mood_in
from kgbuild.extract.parse.relations import DOING, Rel
from kgbuild.extract.parse.tree import first_conjunct, objects_on, phrase, predicate, with_dep
from kgbuild.extract.parse.verbs import is_infinitive
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import Factuality

_IN_OFFICE = frozenset({"$ruler", "$court", "$police", "$fighter", "$criminal"})
SCORE = "score"  # what the lexicon calls figures such as 3-1
_SCORE = re.compile(r"(?<!\S)\d{1,3}\s?[-–]\s?\d{1,3}(?![\w-])")
_PRESENT = frozenset({"VBZ", "VBP"})
_BESIDE = (
    *(Rel.PREPOSITION, Rel.AGENT, Rel.ADVERB, Rel.NOUN_ADVERB, Rel.PARTICLE, Rel.PREDICATE, Rel.RESULT, Rel.ATTRIBUTE),
    *(Rel.NUMBER, Rel.RECIPIENT),
)


class Near:
    """What stands around a word, of which many frames ask: each is looked for once, and only if one does."""

    def __init__(self, scene: EventScene, clause: Clause) -> None:
        """Look for nothing yet."""
        self.scene, self.clause, self.text = scene, clause, scene.text
        self._around: dict[tuple[bool, bool], set[str]] = {}

    def around(self, *, lead: bool, meeting: bool) -> set[str]:
        """Return the words that hang on it, by how frames for leads and of meetings look at them."""
        if (lead, meeting) not in self._around:
            self._around[lead, meeting] = _around(self.scene, self.clause, lead=lead, meeting=meeting)
        return self._around[lead, meeting]

    @cached_property
    def usual(self) -> bool:
        """Whether the verb tells in the present, and without a day, what is so or usual: "the school *takes* 30"; the
        lead may tell its news so: "Painter Ana Ruiz *sues* her publisher"."""
        scene, verb, token = self.scene, self.clause.head, self.text.tokens[self.clause.head]
        if token.tag not in _PRESENT or _is_lead(scene, verb) or token.lemma.lower() in scene.frames.words.states:
            return False
        past = any(t.tag == "VBD" for t in self.text.words(self.text.sentence(verb)))
        if past and token.text.lower() in scene.frames.words.unmarked:
            return False  # "died when shells | hit a school"
        return not any(scene.date_heads[j].earliest for j in self.text.subtree(verb) if j in scene.date_heads)

    @cached_property
    def ties(self) -> set[str]:
        """What ties it to people together on a day: "told growers *in the school* on Monday" a room, as do meals and
        hours, "in Lund" a place."""
        text, tokens, tops = self.text, self.text.tokens, denied_by(self.scene, self.clause.head)
        tops += [c for top in tops for c in with_dep(text, top, Rel.ADVERB_CLAUSE) if is_along(self.scene, c)]
        first = first_conjunct(text, self.clause.head)  # "*came* to the school on Monday and | told parents"
        tops += [first] if first < self.clause.head and not with_dep(text, self.clause.head, *DOING) else []
        below = [
            j for j in text.subtree(max(tops, key=lambda top: len(text.subtree(top)))) if predicate(text, j) in tops
        ]
        if not any(self.scene.date_heads[j].earliest for j in below if j in self.scene.date_heads):
            return set()
        led = {j: tokens[tokens[j].head].text.lower() for j in below if tokens[j].dep == Rel.PREP_OBJECT}
        known, asks = self.scene.frames, support_at(self.scene, tops[0])
        called = asks is not None and asks.object != "none"  # "invited them | to her office"
        come = text.grammar.toward  # "would not see them when they came | to Lund on Monday"
        to = [j for j, link in led.items() if link in come and (called or predicate(text, j) != tops[0])]
        filled = [j for j in with_dep(text, tops[0], Rel.OBJECT) if j in below]  # "packed | the school hall"
        at = [*(j for j, link in led.items() if link in text.grammar.at), *to, *filled]
        over = (j for j, link in led.items() if link in text.grammar.concerning | text.grammar.at)
        meals = {f.type for j in over for f in known.nouns.get(tokens[j].text.lower(), ())}
        hours = any(text.is_one(j, text.grammar.moments) for j in below)
        room = hours or MEETING in meals or any(text.is_one(j, known.meetings.rooms) for j in at)
        return set(Tie) if room else {Tie.PLACE} if any(self.scene.actors.place(j) for j in at) else set()

    @cached_property
    def own(self) -> set[str]:
        """The words before it."""
        return _before(self.text, self.clause.head)

    @cached_property
    def before(self) -> set[str]:
        """The words before its subjects and objects, and what they are said to be."""
        said = (*heads_of((*self.clause.doers, *self.clause.things)), *self.clause.told)
        return {w for d in said for w in _before(self.text, d)}

    @cached_property
    def marks(self) -> set[str]:
        """Those, and what its subjects and objects are of."""
        said, text = heads_of((*self.clause.doers, *self.clause.things)), self.text
        of = [text.tokens[o] for d in said for o in objects_on(text, d, *text.grammar.of)]
        return self.before | {w for t in of for w in (t.lemma.lower(), t.text.lower(), *_before(text, t.i))}


def is_by_others(scene: EventScene, one: int, other: int) -> bool:
    """Say whether others do what a second verb tells: "will discuss it | when *leaders* gather"."""
    own, theirs = ({e for d in scene.text.clause(v).doers for e, _ in actors_at(scene, d.head)} for v in (one, other))
    return bool(own and theirs) and own.isdisjoint(theirs)


def _is_lead(scene: EventScene, verb: int) -> bool:
    """Say whether a verb tells in the first sentence what somebody with a name does, or those who rule, judge or
    police."""
    if scene.text.sentence_of[verb] != 0:
        return False
    doers = heads_of(scene.text.clause(verb).doers)
    named = any(scene.text.tokens[d].pos == "PROPN" and scene.actors.kind(d) for d in doers)
    return named or any(is_seen(scene, d) for d in doers)


def is_seen(scene: EventScene, i: int) -> bool:
    """Say whether what somebody does now is news: who holds an office or a gun, or is one; not "managers sell"."""
    return scene.text.is_one(i, _IN_OFFICE) or (scene.text.tokens[i].tag != "NNS" and scene.text.is_one(i, SOMEBODY))


def _around(scene: EventScene, clause: Clause, *, lead: bool, meeting: bool) -> set[str]:
    """Return the words that hang on a verb beside its subject and object, as they stand and as lemmas; where a lead is
    read loosely, all but its subject."""
    text, verb = scene.text, clause.head
    score = _score(text, text.tokens[verb].end, text.sentence(verb).end)
    if lead:
        subject = {j for c in with_dep(text, verb, *DOING) for j in text.subtree(c)}
        return score | (text.called([j for j in text.subtree(verb) if j not in subject]) - {SCORE})
    below = [j for c in with_dep(text, verb, *_BESIDE) for j in _held(text, c)]
    if not meeting:  # "pledged 5m euros | in aid", "was awarded | the Lund prize"
        given = with_dep(text, verb, Rel.OBJECT) if clause.passive else []
        things = [t for o in (*heads_of(clause.things), *given) for t in (o, *_right_after(text, o))]
        below += [j for o in things for j in phrase(text, o)]
    support = scene.frames.support.get(clause.word)  # "went | to court her"
    aims = () if support is not None and support.motion else (Rel.ADVERB_CLAUSE, Rel.OPEN_CLAUSE)
    aimed = with_dep(text, verb, *aims)  # "told | to leave their homes"
    aimed += [o for c in aimed if is_infinitive(text, c) for o in with_dep(text, c, Rel.OBJECT)]
    return score | text.called([*below, *clause.told, *aimed])


def _held(text: View, i: int) -> list[int]:
    """Return a word beside a verb with what hangs on it, but what is not so: "ended | without a deal", or is only to
    come: "are ready | to strike"."""
    token = text.tokens[i]
    bare = text.tokens[token.head].lemma in text.grammar.left  # "were left | without power"
    if not bare and mood_in(text, Scope.LEADER, token.text.lower()) is Factuality.NEGATED:
        return []
    aims = with_dep(text, i, Rel.OPEN_CLAUSE) if token.dep == Rel.PREDICATE else []
    return [j for j in text.subtree(i) if not any(j in text.subtree(a) for a in aims)]


def _score(text: View, start: int, end: int) -> set[str]:
    return {SCORE} if _SCORE.search(text.slice(start, end)) else set()


def _right_after(text: View, noun: int) -> list[int]:
    """Return what a verb makes of its object, to parsers one more name: "declared Ruiz | the winner"."""
    found = with_dep(text, noun, Rel.APPOSITION)
    return [c for c in found if min(text.subtree(c)) == noun + 1]


def _before(text: View, noun: int) -> set[str]:
    """Return the words before a noun, also parts of hyphenated ones, and whether a score is among them: "a 6-4 win"."""
    left = [j for c in text.children[noun] if c < noun for j in text.subtree(c)]
    score = _score(text, text.tokens[min((noun, *left))].start, text.tokens[noun].start)
    return score | {text.tokens[j].text.lower() for j in left}
