"""A clause: what a word tells, who does it and to whom, and what it hangs on. Verbs, nouns ("the arrest of X by Y") and
adjectives ("was guilty") give the same noun, so whoever reads a sentence asks one question of all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from kgbuild.extract.parse.mood import is_negated, mood_before, mood_of
from kgbuild.extract.parse.relations import DOING, HELPING, OBJECTS, Rel
from kgbuild.extract.parse.tree import Tree, ancestors, child, conjuncts, is_verb, prepositions, with_dep
from kgbuild.extract.parse.verbs import antecedent, by_whom, is_passive, particles_of, subjects
from kgbuild.model.facts import Factuality
from kgbuild.model.text import Token

_NOMINAL = frozenset({"NOUN", "PROPN"})
_TELLING = frozenset({"VERB", "AUX", "NOUN"})
_TOLD = (Rel.ATTRIBUTE, Rel.PREDICATE, Rel.RESULT)
_BEFORE = (Rel.OWNER, Rel.COMPOUND, Rel.ADJECTIVE, Rel.NOUN, Rel.NOUN_ADVERB)


class WordKind(StrEnum):
    """What kind of word a clause is told by."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"


class Argument(NamedTuple):
    """A phrase of a clause: the token that heads it, with all that is joined to it in `heads` ("A, B and C").

    `word` is the preposition that leads to it, lower case, at token `marker`; `holder` is the token it hangs on, which
    is another than the clause's own for "walked | out | of the talks" and for "filed | a suit | against".
    """

    head: int
    heads: tuple[int, ...]
    holder: int
    word: str = ""
    marker: int = -1


class Attachment(NamedTuple):
    """How a word hangs on the clause above: `verb` is that clause's verb (None: a noun among nouns); `rel` says how,
    with the preposition in `word`; `nested` that a noun stands between ("told of | worry | in a call")."""

    verb: int | None = None
    rel: Rel = Rel.ROOT
    word: str = ""
    nested: bool = False

    @property
    def is_subject(self) -> bool:
        """Say whether it is the verb's subject."""
        return self.rel in DOING

    @property
    def is_object(self) -> bool:
        """Say whether it is the verb's object."""
        return self.rel in OBJECTS

    @property
    def is_argument(self) -> bool:
        """Say whether it is the verb's subject or object."""
        return self.is_subject or self.is_object


class Clause(NamedTuple):
    """What the word at token `head` tells; `last` is its last token (a particle's).

    `doers` do it, `things` are what it is done to, whoever is subject: in the passive the doers are the "by" phrase;
    relative pronouns, infinitives and participles have theirs from the clause above. A noun's doers are its "by"
    phrase, its things what follows "of"; `before` are the modifiers in front of it. `told` is what a verb says somebody
    is or becomes. `phrases` are all that prepositions lead to; those of the verb that has a noun as its object are the
    noun's, too. `mood` is what the clause's own words say of its reality, None where they say nothing.
    """

    head: int
    last: int
    word: str
    part: WordKind
    above: Attachment
    doers: tuple[Argument, ...] = ()
    things: tuple[Argument, ...] = ()
    phrases: tuple[Argument, ...] = ()
    told: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    passive: bool = False
    negated: bool = False
    mood: Factuality | None = None

    def after(self, words: Collection[str]) -> Iterator[Argument]:
        """Yield the phrases that one of these prepositions leads to."""
        return (a for a in self.phrases if a.word in words)


def heads_of(arguments: Iterable[Argument]) -> list[int]:
    """Return the tokens of several phrases, with all that is joined in them."""
    return [i for argument in arguments for i in argument.heads]


def clauses_of(text: Tree) -> dict[int, Clause]:
    """Return the clause of each verb of an article, by its token."""
    return {t.i: verbal(text, t.i) for t in text.tokens if t.pos in _TELLING and _tells(text, t)}


def _tells(text: Tree, token: Token) -> bool:
    """Say whether a word is a verb; the tagger takes "quit" for a noun in "Dorn quit on Monday", "whom Lee accuses"."""
    if is_verb(token):
        return token.dep not in HELPING
    heads = token.dep == Rel.ROOT or (token.dep == Rel.RELATIVE and child(text, token.i, Rel.OBJECT) is not None)
    return heads and child(text, token.i, Rel.SUBJECT) is not None


def verbal(text: Tree, i: int) -> Clause:
    """Return the clause of the verb at token `i`."""
    token, passive, denied = text.tokens[i], is_passive(text, i), is_negated(text, i)
    told = [c for c in text.children[i] if text.tokens[c].dep in _TOLD]
    told += [c for c in with_dep(text, i, Rel.CLAUSE) if text.tokens[c].pos == "ADJ"]  # "found him guilty"
    own, particles = subjects(text, i), particles_of(text, i)
    if passive:
        joined = (c for c in conjuncts(text, i) if c >= i and is_passive(text, c))
        by = next((j for c in joined if (j := by_whom(text, c)) is not None), None)  # "hit and killed | by a lorry"
        doers, things = [] if by is None else [by], own
    else:
        doers, things = own, [antecedent(text, c, i) for c in with_dep(text, i, Rel.OBJECT)]
        things = things or with_dep(text, i, Rel.RESULT)
        things = things or [s for c in told for s in with_dep(text, c, Rel.SUBJECT)]
        fused, things = things, [_named_in(text, i, thing) for thing in things]
        told += [thing for thing, named in zip(fused, things, strict=True) if named != thing]
    return Clause(
        head=i,
        last=max([i, *particles]),
        word=" ".join([token.lemma.lower(), *(text.tokens[c].text.lower() for c in particles)]),
        part=WordKind.VERB,
        above=Attachment(None if token.head == i else token.head, Rel(token.dep)),
        doers=_arguments(text, i, doers),
        things=_arguments(text, i, things),
        phrases=tuple(_phrases(text, i)),
        told=tuple(told),
        passive=passive,
        negated=denied,
        mood=mood_of(text, i, denied=denied),
    )


def _named_in(text: Tree, verb: int, thing: int) -> int:
    """Return who is made something where the parser takes both for one noun: "elected Ana Ruiz | mayor"."""
    if text.tokens[thing].pos != "NOUN" or text.tokens[verb].lemma.lower() not in text.grammar.naming:
        return thing
    if with_dep(text, thing, Rel.DETERMINER, Rel.OWNER):
        return thing
    names = [c for c in with_dep(text, thing, Rel.COMPOUND, Rel.NOUN) if text.tokens[c].pos == "PROPN" and c < thing]
    return names[-1] if names else thing


def nominal(text: Tree, i: int) -> Clause:
    """Return the clause of a noun or an adjective: "the arrest of X by Y", "talks A held with B", "was guilty"."""
    token, above = text.tokens[i], link_of(text, i)
    adjective = token.pos == "ADJ"
    phrases = [*_phrases(text, i)]
    if above.verb is not None and above.is_object:
        phrases += (a for a in _phrases(text, above.verb) if a.holder == above.verb)
    grammar, own = text.grammar, [a for a in phrases if a.holder == i]
    who = with_dep(text, token.head, *DOING) if adjective and token.dep == Rel.PREDICATE else []
    mood = mood_before(text, i)
    return Clause(
        head=i,
        last=i,
        word=token.lemma.lower(),
        part=WordKind.ADJECTIVE if adjective else WordKind.NOUN,
        above=above,
        doers=(*_arguments(text, i, who), *(a for a in own if a.word in grammar.by)),
        things=tuple(a for a in own if a.word in grammar.of),
        phrases=tuple(phrases),
        before=tuple(with_dep(text, i, *_BEFORE)),
        negated=mood is Factuality.NEGATED,
        mood=mood,
    )


def link_of(text: Tree, i: int) -> Attachment:
    """Return how the noun at token `i`, or what it is joined or apposed to, hangs on the verb above."""
    tokens = text.tokens
    token = tokens[i]
    while token.dep in {Rel.APPOSITION, Rel.CONJUNCT} and tokens[token.head].pos in _NOMINAL:
        token = tokens[token.head]
    head = tokens[token.head]
    if token.dep in DOING | OBJECTS and is_verb(head):
        return Attachment(head.i, Rel(token.dep))
    if token.dep != Rel.PREP_OBJECT:
        return Attachment()
    while head.pos == "ADP" and tokens[head.head].pos == "ADP" and head.head != head.i:  # a heading may be one
        head = tokens[head.head]
    over, led = tokens[head.head], head.text.lower()
    if led in text.grammar.of and over.text.lower() in text.grammar.ahead:  # "comes ahead | of a summit"
        over, led = tokens[over.head], over.text.lower()
    if over.pos == "ADV" and over.i in particles_of(text, over.head):  # "walked away | from talks"
        over = tokens[over.head]
    if is_verb(over):
        return Attachment(over.i, Rel.PREPOSITION, led)
    verb = next((a for a in ancestors(text, head.i) if is_verb(tokens[a])), None)
    return Attachment(verb, Rel.PREPOSITION, led, nested=True)


def _arguments(text: Tree, holder: int, found: Iterable[int]) -> tuple[Argument, ...]:
    return tuple(Argument(i, tuple(conjuncts(text, i)), holder) for i in found)


def _phrases(text: Tree, i: int) -> Iterator[Argument]:
    for marker, objects in prepositions(text, i):
        if objects:
            yield Argument(objects[0], tuple(objects), marker.head, marker.text.lower(), marker.i)
