"""Whether a clause looks back or ahead, from the verb that governs a word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from kgbuild.extract.dates.reading import Direction, Look
from kgbuild.extract.dates.vocabulary import Vocabulary
from kgbuild.extract.parse.relations import HELPING, SUBJECTS, Rel
from kgbuild.extract.parse.tree import ancestors, is_verb, sets_apart
from kgbuild.extract.parse.verbs import word as name_of
from kgbuild.extract.parse.view import View
from kgbuild.model.text import Sentence, Token

_PAST = frozenset({"VBD", "VBN"})
_LAW = frozenset({"$law"})  # what is voted on, not what is to be done by it
_PLANNING = frozenset({"VBN", "JJ", "VBG", "VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class Clauses:
    """Tells where the clauses of a text look.

    `narrative` tells what stands outside quotation marks: a verb on the other side of one says nothing.
    """

    text: View
    words: Vocabulary
    narrative: Callable[[int], bool]

    def look_in(self, sentence: Sentence) -> Callable[[int], Look]:
        """Return the function that tells where a sentence's clause looks at a character of the article."""
        words = self.text.words(sentence)
        starts = [word.start for word in words]

        def look(place: int) -> Look:
            k = bisect_right(starts, place) - 1
            return self._look(words[k], words[max(k - 3, 0) : k]) if k >= 0 else Look()

        return look

    def _look(self, word: Token, before: tuple[Token, ...]) -> Look:
        previous = [token.text.lower() for token in before]
        if not self.words.until.isdisjoint(previous):
            return Look(self._until(word, before), sure=True)
        own = self.words.sides.get(previous[-1]) if previous else None
        if own is not None:
            return Look(Direction[own], sure=True, now=self._from_now(word))
        if previous and previous[-1] in self.words.deadline and self._is_aim(word):
            return Look(Direction.FUTURE, sure=True)
        if self._is_of_done(word):
            return Look(Direction.PAST, sure=True)
        near = before[:-1] if before and before[-1].pos == "ADP" else ()
        if near and near[-1].pos == "NOUN" and near[-1].lemma.lower() in self.words.priced:
            return Look(Direction.PAST, sure=True)  # "the closing price on Tuesday", which parsers hang on the verb
        following = before[-3:-2] if previous[-2:-1] == [","] and before[-1].pos == "ADP" else ()
        if any(n.pos == "NOUN" and self._says(n, in_noun=False, of=word) is not None for n in following):
            return Look(Direction.FUTURE, sure=True)  # "put off until the next meeting, on Friday"
        if self._is_moved_to(word, previous) or self._is_to_be(word):
            return Look(Direction.FUTURE, sure=True)  # "has been moved to Sunday"
        sure = not previous or previous[-1] not in self.words.toward
        beside = before[:-1] if before and before[-1].pos == "ADP" else before
        said = self._points(beside[-1], in_noun=False, of=word) if beside and beside[-1].pos == "VERB" else None
        if said is not None:  # "said on Tuesday she would go": parsers often hang the day on the later verb
            return Look(said, sure, now=self._from_now(beside[-1]))
        side, in_noun, known, led = self.narrative(word.start), False, False, False
        for here in self._above(word):
            found = self._points(here, in_noun=in_noun, of=word) if self.narrative(here.start) is side else None
            past = found is Direction.PAST
            if found is not None and led and (not past or here.lemma.lower() in self.text.grammar.coming):
                # "comes ahead of a summit on Monday", "came days before a summit on Monday"
                return Look(Direction.EITHER if past else Direction.FUTURE, now=self._from_now(here))
            if found is not None:
                found = Direction.EITHER if known and found is Direction.FUTURE else found
                return Look(found, sure and not in_noun, now=self._from_now(here))
            # "hope to reopen it after Monday's landslide", "will vote after talks on Friday": the nearest
            known |= in_noun and here.pos == "ADP" and here.text.lower() in self.text.grammar.following
            led |= in_noun and word.dep != Rel.OWNER and here.text.lower() in self.text.grammar.ahead
            in_noun |= here.i != word.i and here.pos in {"NOUN", "PROPN"} and here.entity != "DATE"
        return Look()

    def _is_dropped(self, plan: Token) -> bool:
        """Whether a verb above drops what was planned: "talks planned for Monday were called off", then or before."""
        noun = plan if plan.pos == "NOUN" else self.text.tokens[plan.head]
        while noun.dep == Rel.PREP_OBJECT:  # "a meeting of growers | planned for Monday"
            noun = self.text.tokens[self.text.tokens[noun.head].head]
        verb = self.text.tokens[noun.head]
        of_verb = noun.dep in {Rel.PASSIVE_SUBJECT, Rel.OBJECT} and verb.tag in _PAST
        return of_verb and name_of(self.text, verb.i) in self.words.dropped

    def _is_of_done(self, word: Token) -> bool:
        """Wednesday's ruling, under a June agreement: of what is over, but "plan to sign a June agreement"."""
        head = self.text.tokens[word.head]
        beside = word.dep == Rel.COMPOUND and head.dep != Rel.OBJECT
        return (word.dep == Rel.OWNER or beside) and head.lemma.lower() in self.words.done

    def _is_to_be(self, word: Token) -> bool:
        """Whether what is called by its day is to come: "Monday's session *is to be* held"."""
        noun = self.text.tokens[word.head]
        verb = self.text.tokens[noun.head]
        is_subject = word.dep == Rel.OWNER and noun.dep in SUBJECTS
        present = is_subject and verb.tag in {"VBZ", "VBP"} and verb.lemma in self.text.grammar.be
        return present and any(t.dep == Rel.OPEN_CLAUSE for t in self._below(verb))

    def _is_moved_to(self, word: Token, previous: list[str]) -> bool:
        verb = self._verb(word)
        toward = bool(previous) and previous[-1] in self.words.toward
        return toward and verb is not None and verb.lemma in self.words.moving and not self._had(verb)

    def _verb(self, word: Token) -> Token | None:
        """Return the verb that a word is or hangs on."""
        return next(filter(is_verb, self._above(word)), None)

    def _above(self, word: Token) -> list[Token]:
        """Return a word and what it hangs on, up to the root."""
        return [word, *(self.text.tokens[i] for i in ancestors(self.text, word.i))]

    def _below(self, word: Token) -> list[Token]:
        return [self.text.tokens[c] for c in self.text.children[word.i]]

    def _helpers(self, verb: Token) -> list[Token]:
        return [token for token in self._below(verb) if token.dep in HELPING]

    def _until(self, word: Token, before: tuple[Token, ...]) -> Direction:
        """The strike lasted, nobody spoke, they had never met until Friday: over. The border was closed until Friday:
        to come, but over where it comes first ("Until Friday, the border was closed")."""
        verb = self._verb(word)
        if verb is None:
            return Direction.FUTURE
        past = "VBD" in {verb.tag, *(h.tag for h in self._helpers(verb))}
        denied = self._denied(verb)
        first = before[0].i == self.text.sentence(word.i).first and word.i < verb.i
        had = self._had(verb) and verb.lemma not in self.words.moving | self.words.granting
        over = had or (past and (denied or first or verb.lemma in self.words.lasting))
        at_hour = before[-1].text.lower() not in self.words.until  # "bargained until midnight on Sunday"
        over |= at_hour and verb.tag in _PAST and not self._helpers(verb) and verb.lemma not in self.words.granting
        return Direction.PAST if over else Direction.FUTURE

    def is_limit(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a date that words set a limit with is no more than that.

        Not "since Sunday's attack", which says which thing is meant; "was not named until Tuesday" and "put off until
        Monday" name the day itself.
        """
        own = [word for word in self.text.words(sentence) if start <= word.start < end]
        heads = [self.text.tokens[word.head] for word in own]
        if any(head.start >= end and head.pos in {"NOUN", "PROPN"} for head in heads):
            return False
        if not any(head.text.lower() in self.words.until for head in heads):
            return True
        verb = self._verb(own[-1])
        return verb is None or not (self._denied(verb) or verb.lemma in self.words.moving)

    def _denied(self, verb: Token) -> bool:
        """Whether a verb or its subject is denied: "was not found", "neither of them could be reached"."""
        below = self._below(verb)
        below += [t for h in below if h.dep in SUBJECTS for t in self._below(h) if t.i < h.i]
        return any(t.dep == Rel.NEGATION or t.lemma.lower() in self.words.denials for t in below)

    def _from_now(self, word: Token) -> bool:
        """Whether the clause of a word speaks from now: "has not won since", "will reopen", "opens", not "had won"."""
        verb = self._verb(word)
        if verb is None:
            return False
        helpers = self._helpers(verb)
        perfect = any(h.text.lower() in self.words.perfect and h.tag in {"VBP", "VBZ"} for h in helpers)
        modal = any(h.text.lower() in self.words.future for h in helpers)
        opens = verb.tag in {"VBZ", "VBP"} and verb.lemma not in self.words.telling
        return opens or modal or (perfect and not any(h.tag == "MD" for h in helpers))

    def _is_aim(self, word: Token) -> bool:
        """Agreed to halve it by July, expected a deal by Friday: what is to be done by then is yet to come."""
        verb = self._verb(word)
        if verb is None:
            return False
        below = self._below(verb)
        helpers = {token.text.lower() for token in below}
        planned = verb.lemma in self.words.plans and verb.tag != "VBN"
        to_do = any(token.dep == Rel.OPEN_CLAUSE and token.i < word.i for token in below)  # "vowed to pay, half by"
        return not helpers & self.words.perfect and (bool(helpers & self.words.infinitive) or planned or to_do)

    def _points(self, word: Token, *, in_noun: bool, of: Token) -> Direction | None:
        """Return where a word points what hangs on it; a plan that was dropped may be over."""
        said = self._says(word, in_noun=in_noun, of=of)
        return Direction.EITHER if said is Direction.FUTURE and self._is_dropped(word) else said

    def _says(self, word: Token, *, in_noun: bool, of: Token) -> Direction | None:
        """Return the direction a word gives to what hangs on it, or None where it leaves it to the word above; `of` is
        the expression itself."""
        if word.pos == "NOUN":
            said = (m for m in self._below(word) if m.dep == Rel.ADJECTIVE)
            return Direction.FUTURE if any(m.lemma.lower() in self.words.plans for m in said) else None
        if self._is_called_for(word, of):
            return Direction.FUTURE
        planning = word.lemma.lower() in self.words.plans and not sets_apart(self.text, word.i)
        done = word.dep == Rel.PARTICIPLE or any(c.dep == Rel.PASSIVE for c in self._below(word))
        if done and word.lemma.lower() in self.words.acts:  # not "was agreed on Friday", "a record set in May"
            links = (self.text.tokens[of.head], *self._below(word))
            planning &= any(link.text.lower() in self.words.toward for link in links)
        if word.pos in {"ADJ", "VERB"} and planning and word.tag in _PLANNING:
            return Direction.EITHER if self._had(word) else Direction.FUTURE
        if word.pos == "VERB" and self._plans(word, of) and not self._had(word):
            return Direction.FUTURE
        if word.pos not in {"VERB", "AUX"}:
            return None
        return self._tense(word, self._helpers(word), denied=self._denied(word), in_noun=in_noun)

    def _is_called_for(self, word: Token, of: Token) -> bool:
        """ "A meeting called *for* Thursday", "called a meeting *for* Thursday": it says what the day is for."""
        link, past = self.text.tokens[of.head], word.tag in {"VBN", "VBD"}
        what = self.text.tokens[link.head]
        if past and what.dep == Rel.OBJECT and what.head == word.i:
            return link.text.lower() in self.text.grammar.purpose
        below = self._below(word)
        told = any(c.dep == Rel.PASSIVE or (c.dep == Rel.OBJECT and word.i < c.i < link.i) for c in below)
        named = past and (word.dep == Rel.PARTICIPLE or told)
        return named and link.head == word.i and link.text.lower() in self.words.toward

    def _plans(self, verb: Token, of: Token) -> bool:
        """Whether what follows a past verb of planning lies ahead: "agreed to meet on Friday", "planned a rally for
        Friday", but "agreed on Friday to meet"."""
        between = [token for token in self._below(verb) if verb.i < token.i < of.i]
        if (
            verb.lemma in self.words.aims
            and not sets_apart(self.text, verb.i)
            and any(t.dep == Rel.OBJECT for t in between)
        ):
            return True
        return verb.lemma in self.words.ordering and any(t.dep == Rel.OPEN_CLAUSE for t in between)

    def _had(self, verb: Token) -> bool:
        """Whether a verb stands in the past perfect: what had been planned is over."""
        return any(h.tag == "VBD" and h.text.lower() in self.words.perfect for h in self._helpers(verb))

    def _tense(self, verb: Token, helpers: list[Token], *, denied: bool, in_noun: bool) -> Direction | None:
        governor = self.text.tokens[verb.head]
        spelled, tags = {h.text.lower() for h in helpers}, {h.tag for h in helpers}
        perfect = spelled & self.words.perfect
        if verb.tag == "MD":
            return Direction.FUTURE  # a future of its own: "rencontrera"
        if spelled & self.words.modals:
            return Direction.PAST if perfect or (denied and spelled & self.words.able) else Direction.FUTURE
        infinite = spelled & self.words.infinitive
        if infinite and perfect and governor.pos == "AUX" and governor.i != verb.i:
            late = governor.tag == "VBD"  # "was to have opened on Friday"
            return Direction.EITHER if late else Direction.FUTURE
        if infinite and governor.pos == "AUX" and governor.lemma in self.text.grammar.be and governor.tag == "VBD":
            return Direction.EITHER  # "was to meet on Friday"
        if infinite and perfect:  # "is thought to have sunk on Friday"
            return Direction.FUTURE if governor.lemma in self.words.plans else Direction.PAST
        above, plans = self.text.tokens[governor.head], governor.lemma.lower() in self.words.plans
        if infinite and governor.pos == "ADJ" and (self._had(above) or (plans and above.tag == "VBD")):
            return Direction.EITHER  # "had been due to expire on Friday", "was due to see them on Friday"
        if infinite and governor.pos == "ADJ" and not plans:
            return None  # "made it hard to meet orders": the verb above tells
        if infinite:  # "came to meet": the finite verb tells; "planned to meet" lies ahead
            told = governor.i != verb.i and governor.tag in _PAST
            planned = governor.lemma in self.words.ordering and not self._had(governor)
            law = governor.dep == Rel.OBJECT and self.text.is_one(governor.i, _LAW)  # "rejected a bill to close it on"
            told |= law and self.text.tokens[governor.head].tag in _PAST
            return None if told and not planned else Direction.FUTURE
        if verb.tag == "VBD" or "VBD" in tags or perfect:
            return Direction.PAST
        if verb.tag in {"VBZ", "VBP"} or tags & {"VBZ", "VBP"}:
            # "the talks open on Friday" look ahead; "Friday's talks are a success" do not say
            return Direction.NONE if in_noun or verb.lemma in self.words.telling else Direction.FUTURE
        if verb.tag == "VBN" and verb.dep in {Rel.PREDICATE, Rel.OPEN_CLAUSE} and not helpers:
            return None  # "will remain shut": the verb above tells
        return Direction.PAST if verb.tag == "VBN" else None
