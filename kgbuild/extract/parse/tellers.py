"""What the parser of English hangs elsewhere around verbs of telling: who tells it beside a clause, what is told, what
a noun of saying has for its content."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.extract.parse.draft import FINITE, NOUNS, PAST, Draft, Mends
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.text import Token

_BESIDE = 20  # tokens from "with" to what somebody beside a clause says
_UP = frozenset({Rel.APPOSITION, Rel.PREP_OBJECT, Rel.PREPOSITION})


def _beside(draft: Draft, saying: Token) -> None:
    """ "Rectors oppose it, *with Ana Lind, who heads one, warning* of cuts": of whom more is said before the comma, she
    warns; without that ("left, with Lind, saying") whoever the clause is of."""
    before = draft.tokens[max(0, saying.i - _BESIDE) : saying.i]
    link = next((t for t in reversed(before) if t.text.lower() in draft.grammar.beside), saying)
    who = draft.one(link, Rel.PREP_OBJECT)
    apart = draft.at(link.i - 1).text == draft.at(saying.i - 1).text == ","
    inner = [t for t in before if t.i > who.i and t.dep in {Rel.APPOSITION, Rel.RELATIVE} and draft.holds(who, t)]
    said = inner if who.text and (saying.dep != Rel.APPOSITION or saying.pos == "NOUN") else []
    stems = (w for w in draft.grammar.telling if saying.text.startswith(w))  # "warning", a noun to the tagger
    base = next(stems, "") if saying.pos == "NOUN" else saying.lemma
    if apart and said and base in draft.grammar.telling and draft.one(link, Rel.PREP_CLAUSE).i < 0:
        draft.put(saying, link, Rel.PREP_CLAUSE, pos="VERB", tag="VBG")
        draft.tokens[saying.i] = replace(draft.at(saying.i), lemma=base)
        draft.put(who, saying, Rel.SUBJECT)


def _done(draft: Draft, doing: Token) -> None:
    """ "says *mending* | *it would cost* more": what is done to "it" is what would cost it."""
    told, it = draft.one(doing, Rel.CLAUSE), draft.at(doing.i + 1)
    if doing.tag == "VBG" and it.tag == "PRP" and it.dep in SUBJECTS and it.head == told.i:
        draft.put(told, draft.over(doing), Rel.CLAUSE)
        draft.put(doing, told, Rel.CLAUSE_SUBJECT)
        draft.put(it, doing, Rel.OBJECT)


def _content(draft: Draft, which: Token) -> None:
    """ "a demand by the charity Holm *that zoos be closed*": a "that" before another subject is no pronoun, and what it
    opens hangs on the first noun."""
    told = draft.over(which)
    noun = draft.over(told)
    others = [t for t in draft.below(told, *SUBJECTS) if t.i > which.i]
    while noun.dep in _UP and noun.head < noun.i:
        noun = draft.over(noun)
    made = noun.i < which.i and any(t.text.lower() in draft.grammar.by for t in draft.below(noun, Rel.PREPOSITION))
    if told.dep == Rel.RELATIVE and others and made and noun.pos in NOUNS and which.dep in {*SUBJECTS, Rel.MARKER}:
        draft.put(which, told, Rel.MARKER, tag="IN")
        draft.put(told, noun, Rel.CLAUSE)


def _whose(draft: Draft, whose: Token) -> None:
    """ "they won over the Greens, *whose leader*, Ana Lind, *said* it was late": whom a name stands beside says so of
    the Greens; what comes before is no more than told."""
    noun = draft.over(whose)
    holder, named = draft.at(whose.i - 2), draft.one(noun, Rel.APPOSITION)
    saying = draft.at(named.i + 2)
    apart = draft.at(named.i + 1).text == draft.at(draft.first(named, Rel.COMPOUND) - 1).text == ","
    if not named.text or not apart or saying.tag not in FINITE or holder.pos not in NOUNS:
        return
    before = [t for t in draft.below(saying, Rel.CLAUSE) if t.i < whose.i and draft.holds(t, holder)]
    if noun.head == saying.i and saying.dep == Rel.ROOT and before:
        draft.put(before[0], before[0], Rel.ROOT)
        draft.put(saying, holder, Rel.RELATIVE)
    elif noun.dep == Rel.APPOSITION and saying.dep == Rel.CONJUNCT and not draft.below(saying, *SUBJECTS):
        draft.put(noun, saying, Rel.SUBJECT)
        draft.put(saying, holder, Rel.RELATIVE)


def _behind(draft: Draft, teller: Token) -> None:
    """ "Its profit *rose*, the brewer | *reported* on Friday": a clause without a word that opens it is no other's."""
    who, host = draft.one(teller, Rel.SUBJECT), draft.over(teller)
    apart = who.i > host.i and draft.at(draft.first(who) - 1).text == ","
    bare = not draft.below(teller, Rel.MARKER, Rel.CLAUSE, Rel.OBJECT, Rel.AUXILIARY)
    if teller.tag in PAST and teller.lemma in draft.grammar.telling and host.dep == Rel.ROOT and apart and bare:
        draft.put(teller, teller, Rel.ROOT, tag="VBD")
        draft.put(host, teller, Rel.CLAUSE)


MENDS: tuple[Mends, ...] = (  # by the label or the tag of the word
    {
        Rel.ADVERB_CLAUSE: (_beside, _behind),
        Rel.APPOSITION: (_beside,),
        Rel.OPEN_CLAUSE: (_done,),
        "WDT": (_content,),
        "WP$": (_whose,),
    },
)
