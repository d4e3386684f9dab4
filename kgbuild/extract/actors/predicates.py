"""Roles that a verb tells: "X was director of Y until 2019", "the board named X its head", "X, who leads the union"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kgbuild.extract.actors.phrases import Phrases, Title
from kgbuild.extract.actors.spots import Spot
from kgbuild.extract.actors.words import Predicate, Tells
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Token

_SUBJECTS = frozenset([Rel.SUBJECT, Rel.PASSIVE_SUBJECT])
_MODALS = frozenset(["MD", "TO"])
_SKIPPED = frozenset(["ADV", "DET", "PART"])
_FAR = 8  # tokens between a verb and the title it gives


class Predicates:
    """Reads the verbs of one article; `holder` says which person stands at a token."""

    def __init__(self, phrases: Phrases, holder: Callable[[int], Spot | None]) -> None:
        """Take the title phrases and the people."""
        self._phrases, self._holder = phrases, holder
        self._text, self._words = phrases.text, phrases.words

    def titles(self) -> Iterator[Title]:
        """Yield the titles that verbs give, in text order."""
        for verb in self._text.tokens:
            predicate = self._words.by_verb.get(verb.lemma.lower()) if verb.pos in {"VERB", "AUX"} else None
            if predicate is None or self._open(verb) or self._said(verb):
                continue
            if predicate.title:
                yield from self._headed(verb, predicate)
            else:
                yield from self._given(verb, predicate)

    def _given(self, verb: Token, predicate: Predicate) -> Iterator[Title]:
        """ "X was | the mayor of Y", "Y named X | head", "X served as | its president"."""
        tokens, end = self._text.tokens, self._phrases.end_of(verb.i)
        i, people = verb.i + 1, list[Spot]()
        ended, names = Tells.ENDS in predicate.tells, Tells.NAMES in predicate.tells
        while i < min(end, verb.i + _FAR):
            spot = self._phrases.person(i)
            if spot is not None and names and not people:
                people, i = [spot], spot.last
            elif tokens[i].text.lower() in self._words.no_longer:
                ended, i = True, i + 1
            elif tokens[i].dep == Rel.PARTICLE:
                i += 1  # "was sworn | in | as"
            elif tokens[i].pos == "ADV" and self._phrases.head_from(i, end) is None:
                i += 1
            else:
                break
        linked = i < end and tokens[i].text.lower() in self._text.grammar.as_
        if Tells.LINKED in predicate.tells and not linked:
            return
        i += linked
        head = self._phrases.head_from(i, end) if i < end else None
        if head is None or (head + 1 < end and self._phrases.person(head + 1) is not None):
            return
        if tokens[head].text.lower() in self._words.strangers:
            return  # "was a driver" is no office
        if not people:
            people = list(self._subjects(verb, passive=names))
        status = "former" if ended or (Tells.LASTS in predicate.tells and self._past(verb)) else ""
        for person in people:
            title = self._phrases.read(person, i, self._phrases.last_of(head, end), head, status=status)
            if title is not None and not (person.first <= head < person.last):
                yield title

    def _headed(self, verb: Token, predicate: Predicate) -> Iterator[Title]:
        """ "X, who leads | the Green Party"."""
        tokens, i = self._text.tokens, verb.i + 1
        while i < len(tokens) and tokens[i].pos in _SKIPPED | {"ADJ"} and i not in self._phrases.outer:
            i += 1
        at = self._phrases.outer.get(i)
        if at is None or at.kind not in {EntityKind.ORGANIZATION, EntityKind.COUNTRY} or at.first != i:
            return
        if self._text.sentence_of[i] != self._text.sentence_of[verb.i]:
            return
        status = "former" if self._past(verb) else "current"
        frame = self._words.titles[predicate.title]
        for person in self._subjects(verb):
            yield Title(person, verb.i, at.last, verb.i, predicate.title, status, frame, at)

    def _subjects(self, verb: Token, *, passive: bool = False) -> Iterator[Spot]:
        """Yield the people a verb speaks of: its subjects, or those of the verb it is joined to; of a `passive` one
        those to whom it is done ("X was named", "X, named …")."""
        tokens, children = self._text.tokens, self._text.children
        if passive and verb.dep == Rel.PARTICIPLE and verb.tag == "VBN":
            yield from (s for s in [self._holder(verb.head)] if s is not None)
            return
        wanted = _SUBJECTS - {Rel.SUBJECT} if passive else _SUBJECTS
        for _ in range(4):
            found = [c for c in children[verb.i] if tokens[c].dep in wanted]
            if found:
                break
            if verb.dep not in {Rel.CONJUNCT, Rel.OPEN_CLAUSE} or verb.head == verb.i:
                return
            verb = tokens[verb.head]
        for i in found:
            who = self._antecedent(i, verb) if tokens[i].tag in {"WP", "WDT"} else i
            joined = [who, *(c for c in children[who] if tokens[c].dep in {Rel.CONJUNCT, Rel.APPOSITION})]
            yield from (s for j in joined if (s := self._holder(j)) is not None)

    def _antecedent(self, i: int, verb: Token) -> int:
        """ "X, | who was …": the person named right before it, else what the clause hangs from."""
        before = i - 1 - (self._text.tokens[i - 1].text == ",")
        return before if before >= 0 and self._holder(before) is not None else verb.head

    def _open(self, verb: Token) -> bool:
        """Say whether it is denied, wished or possible only: "was not", "wants to be", "would become"."""
        tokens = self._text.tokens
        below = [tokens[c] for c in self._text.children[verb.i]]
        if verb.tag == "VBG" or any(t.tag == "WRB" for t in below):
            return True  # "from being head", "where he is head"
        if any(t.tag in _MODALS and t.i < verb.i for t in below):
            return True
        if any(
            t.lemma.lower() in self._words.denying or (t.dep == Rel.MARKER and t.text.lower() in self._words.conditions)
            for t in below
        ):
            return True
        after = tokens[verb.i + 1 : verb.i + 2]
        return any(t.lemma.lower() in self._words.denying for t in after)

    def _said(self, verb: Token) -> bool:
        """Say whether somebody says it: what is only said of people is no fact about them."""
        tokens, speaking = self._text.tokens, self._phrases.speaking
        for _ in range(8):
            above = tokens[verb.head]
            if verb.dep == Rel.CLAUSE and above.lemma.lower() in speaking:
                return True
            if above.i == verb.i:
                break
            verb = above
        return False

    def _past(self, verb: Token) -> bool:
        """Say whether what lasted is over: "was", "had been", but not "has been", nor what a past verb reports."""
        tokens = self._text.tokens
        helpers = [tokens[c] for c in self._text.children[verb.i] if tokens[c].pos == "AUX" and c < verb.i]
        if verb.tag == "VBD":
            return not (verb.dep == Rel.CLAUSE and tokens[verb.head].tag == "VBD")
        return verb.tag == "VBN" and any(t.tag == "VBD" for t in helpers)
