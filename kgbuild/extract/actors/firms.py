"""What shows a name to be a firm's or another body's: what it does, what it has, and the noun beside it."""

from __future__ import annotations

from collections.abc import Container, Sequence

from kgbuild.extract.actors.knowledge import ActorKnowledge
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.view import View
from kgbuild.model.text import Token


def acts_as_firm(text: View, first: int, last: int, knowledge: ActorKnowledge) -> bool:
    """ "X recalled 40,000 heaters", "X said it would", "shares of X", "X shares", "X, based in Leeds"."""
    tokens, groups, name = text.tokens, knowledge.groups, text.tokens[last - 1]
    above = tokens[name.head]
    if len(name.text) == 1:
        return False  # "Class A shares"
    if led(text, last, knowledge):
        return True
    if name.dep in {Rel.SUBJECT, Rel.PASSIVE_SUBJECT} and above.pos == "VERB":
        done = [tokens[c] for c in text.children[above.i]]
        if above.lemma.lower() in groups.firm_verbs and any(t.dep in _DONE for t in done):
            return True
        if any(t.dep == Rel.OBJECT and t.text.lower() in groups.results for t in done):
            return True
        if above.lemma.lower() in knowledge.speaking and _of_itself(text, above.i, knowledge):
            return True
        if above.lemma.lower() in groups.reporting and any(t.dep == Rel.CLAUSE for t in done):
            return True
    if name.dep == Rel.OBJECT and above.lemma.lower() in groups.deals:
        return True
    if name.dep in {Rel.COMPOUND, Rel.OWNER} and above.text.lower() in groups.firm_nouns:
        return True
    before = [t.text.lower() for t in tokens[max(first - 2, 0) : first]]
    if name.dep == Rel.PREP_OBJECT and before and before[-1] in text.grammar.of and before[0] in groups.firm_nouns:
        return True
    after = [t.text.lower() for t in tokens[last : last + 2]]
    return len(after) == 2 and after[0] == "," and after[1] in groups.based


_DONE = frozenset([Rel.OBJECT, Rel.PREPOSITION, Rel.PARTICLE])


def led(text: View, last: int, knowledge: ActorKnowledge) -> bool:
    """ "who heads X", "she chairs X": what somebody leads is a body."""
    name = text.tokens[last - 1]
    told = knowledge.roles.by_verb.get(text.tokens[name.head].lemma.lower())
    return name.dep == Rel.OBJECT and told is not None and bool(told.title)


def _of_itself(text: View, verb: int, knowledge: ActorKnowledge) -> bool:
    """ "said | it would hire": what a body says of itself."""
    for clause in text.children[verb]:
        if text.tokens[clause].dep == Rel.CLAUSE:
            return any(
                text.tokens[c].dep == Rel.SUBJECT and text.tokens[c].text.lower() in knowledge.groups.neuter
                for c in text.children[clause]
            )
    return False


def beside_body(text: View, first: int, last: int, nouns: Container[str]) -> bool:
    """ "the Fortuna party", "the Tavrion news agency", "the drug maker Pharmavel": a noun for a body says what it is;
    `nouns` are those that count, of one or two words."""
    tokens, name = text.tokens, text.tokens[last - 1]
    for noun in (tokens[last : last + 2], tokens[last : last + 1]):
        if noun and _phrase(noun) in nouns and name.dep == Rel.COMPOUND and name.head == noun[-1].i:
            return True
    for noun in (tokens[max(first - 2, 0) : first], tokens[max(first - 1, 0) : first]):
        if noun and _phrase(noun) in nouns and (first <= noun[-1].head < last or name.head == noun[-1].i):
            return True
    return False


def _phrase(tokens: Sequence[Token]) -> str:
    return " ".join(t.text if t.i else t.text.lower() for t in tokens)
