"""Clauses that the parser takes for something else: their verb for a participle, for a clause about a noun that stands
beside it, or for what holds the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.parse.grammar import Grammar
from kgbuild.extract.parse.relations import DOING, Rel
from kgbuild.model.text import Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_PAST = frozenset({"VBD", "VBN"})
_TOLD = frozenset({"VBD", "VBZ", "VBP"})
_INTO = frozenset({Rel.PREP_OBJECT, Rel.OBJECT, Rel.ATTRIBUTE, *DOING})
_WITHIN = frozenset({Rel.COMPOUND, Rel.DETERMINER, Rel.ADJECTIVE, Rel.NUMBER, Rel.PUNCTUATION, Rel.OWNER, Rel.CASE})
_FIRST = frozenset({Rel.DETERMINER, Rel.NUMBER})
_SOMEBODY = frozenset({"$human", "$post"})
_NEAR = 12  # tokens of a name and those joined to it


def with_clauses(tokens: Sequence[Token], grammar: Grammar) -> Sequence[Token]:
    """Return an article's tokens with such verbs where their clauses have them."""
    changed = list(tokens)
    for token in tokens:
        if token.dep == Rel.RELATIVE:
            _of_sentence(changed, token)
            _inserted(changed, token)
        if token.lemma.lower() in grammar.having and token.tag in _PAST:
            _of_noun(changed, token)
        if token.dep == Rel.ADVERB_CLAUSE and token.pos in _NOUNS:
            _of_time(changed, token, grammar)
        if token.dep == Rel.CLAUSE and token.pos == "NOUN":
            _of_result(changed, token)
        if token.dep == Rel.ADJECTIVE:
            _of_adjective(changed, token)
        if token.dep == Rel.OBJECT and token.pos == "PROPN":
            _of_name(changed, token, grammar)
        if token.dep == Rel.PREPOSITION and token.text.lower() in grammar.at:
            _of_person(changed, token)
        if token.dep == Rel.COMPOUND and token.entity == "DATE":
            _of_day(changed, token, grammar)
    return changed if changed != list(tokens) else tokens


def _below(tokens: Sequence[Token], over: int, *deps: Rel) -> list[Token]:
    return [t for t in tokens[max(0, over - 40) : over + 40] if t.head == over and t.i != over and t.dep in deps]


def _first(tokens: Sequence[Token], noun: int) -> int:
    """Return where the phrase of a noun begins, what stands after it left out."""
    first = noun
    while first > 0 and first <= tokens[first - 1].head <= noun and tokens[first - 1].dep in _WITHIN:
        first -= 1
    return first


def _of_sentence(changed: list[Token], verb: Token) -> None:
    """ "the Danish brewer | *Halstrom* | *appointed* Ruiz": a clause right after a noun that holds the sentence, with a
    name for its subject, is the sentence."""
    noun = changed[verb.head]
    who = next(iter(_below(changed, verb.i, Rel.SUBJECT)), None)
    if who is None or noun.dep != Rel.ROOT or noun.pos not in _NOUNS or who.pos != "PROPN" or verb.tag not in _TOLD:
        return
    if _first(changed, who.i) != noun.i + 1 or _below(changed, verb.i, Rel.MARKER):
        return
    changed[verb.i] = changed[verb.i]._replace(head=verb.i, dep=Rel.ROOT)
    changed[noun.i] = noun._replace(head=who.i, dep=Rel.COMPOUND)
    for token in _below(changed, noun.i, *Rel):
        within = token.dep in _WITHIN and token.dep != Rel.PUNCTUATION
        changed[token.i] = token._replace(head=who.i if within else verb.i)


def _inserted(changed: list[Token], teller: Token) -> None:
    """ "met Ruiz in a cafe, *prosecutors allege*": no relative clause after a comma lacks its pronoun."""
    who = next(iter(_below(changed, teller.i, Rel.SUBJECT)), None)
    if who is None or who.i != teller.i - 1 or who.tag in {"WDT", "WP", "WRB"} or teller.tag not in _TOLD:
        return
    first = _first(changed, who.i)
    ends = teller.i + 1 >= len(changed) or changed[teller.i + 1].pos == "PUNCT"
    above = changed[teller.head]
    while above.dep not in {Rel.ROOT, Rel.CLAUSE} and above.head != above.i:
        above = changed[above.head]
    if changed[first - 1].text != "," or not ends or above.dep != Rel.ROOT or above.tag not in _TOLD:
        return
    changed[teller.i] = changed[teller.i]._replace(head=teller.i, dep=Rel.ROOT)
    changed[above.i] = above._replace(head=teller.i, dep=Rel.CLAUSE)


def _of_noun(changed: list[Token], verb: Token) -> None:
    """ "the talks (that) Ruiz and Sato | *held* in Lima": what somebody held, and no object says, is the noun right
    before them."""
    beside = _below(
        changed, verb.i, Rel.OBJECT, Rel.AUXILIARY, Rel.PASSIVE, Rel.CLAUSE, Rel.OPEN_CLAUSE, Rel.PASSIVE_SUBJECT
    )
    if any(t.tag != "WDT" and (t.i > verb.i or t.dep != Rel.CLAUSE) for t in beside):
        return
    _unverbed(changed, verb)
    own = next(iter(_below(changed, verb.i, Rel.SUBJECT)), None)
    who = changed[verb.head] if own is None and verb.dep == Rel.PARTICIPLE else own
    if who is None or who.pos not in _NOUNS or who.i > verb.i:
        return
    while who.dep == Rel.CONJUNCT and verb.i - changed[who.head].i < _NEAR:
        who = changed[who.head]
    first = _first(changed, who.i)
    which = changed[first - 1] if first and changed[first - 1].tag == "WDT" else None
    noun = changed[first - (1 if which is None else 2)]
    if noun.tag not in {"NN", "NNS"} or noun.dep not in _INTO or first < 2:
        return
    if which is None and own is None:
        return
    gone = changed[verb.i].dep
    changed[verb.i] = verb._replace(head=noun.i, dep=Rel.RELATIVE, tag="VBD")
    changed[who.i] = who._replace(head=verb.i, dep=Rel.SUBJECT)
    if which is not None:
        changed[which.i] = which._replace(head=verb.i, dep=Rel.OBJECT)
    if gone == Rel.ROOT:  # "no one *took* notes at the lunch Ruiz | had": what holds the sentence stands before
        main = next((t for t in _below(changed, verb.i, Rel.CLAUSE) if t.i < noun.i), None)
        if main is not None:
            changed[main.i] = main._replace(head=main.i, dep=Rel.ROOT)


def _unverbed(changed: list[Token], verb: Token) -> None:
    """ "the talks which *envoys* | Ruiz and Sato held": to the parser, the noun before their names is a verb."""
    title = next((t for t in _below(changed, verb.head, Rel.RELATIVE) if t.tag == "VBZ" and t.i < verb.i), None)
    who = next(iter(_below(changed, title.i, Rel.OBJECT)), None) if title is not None else None
    if title is None or who is None or _first(changed, who.i) != title.i + 1 or changed[title.i - 1].tag != "WDT":
        return
    changed[title.i] = title._replace(head=who.i, dep=Rel.COMPOUND, pos="NOUN", tag="NNS")
    changed[title.i - 1] = changed[title.i - 1]._replace(head=verb.i, dep=Rel.OBJECT)
    changed[who.i] = who._replace(head=verb.i, dep=Rel.SUBJECT)


def _of_time(changed: list[Token], who: Token, grammar: Grammar) -> None:
    """ "hurt when *shoppers* | *stampeded*": a noun cannot be a clause of time, its participle is."""
    when = [t for t in _below(changed, who.i, Rel.ADVERB, Rel.MARKER) if t.text.lower() in grammar.while_]
    verb = next((t for t in _below(changed, who.i, Rel.PARTICIPLE) if t.i == who.i + 1 and t.tag in _PAST), None)
    if verb is None or not when:
        return
    changed[verb.i] = verb._replace(head=who.head, dep=Rel.ADVERB_CLAUSE, tag="VBD")
    changed[who.i] = who._replace(head=verb.i, dep=Rel.SUBJECT)
    changed[when[0].i] = when[0]._replace(head=verb.i)


def _of_result(changed: list[Token], what: Token) -> None:
    """ "made *Ruiz* | its *chairman*": a noun with a subject and no verb is what the subject is made."""
    who = next((t for t in _below(changed, what.i, Rel.SUBJECT) if t.pos == "PROPN"), None)
    verb = changed[what.head]
    if who is None or verb.i > who.i or verb.pos != "VERB" or _below(changed, what.i, Rel.AUXILIARY, Rel.MARKER):
        return
    changed[who.i] = who._replace(head=verb.i, dep=Rel.OBJECT)
    changed[what.i] = what._replace(dep=Rel.RESULT)


def _of_adjective(changed: list[Token], word: Token) -> None:
    """ "shot | *dead* two poachers": no adjective stands before a number; "dockers in Lund | *downed* tools": nor an
    apposition behind no comma."""
    noun, before, after = changed[word.head], changed[word.i - 1], changed[min(word.i + 1, len(changed) - 1)]
    if word.pos == "ADJ" and before.i == noun.head and noun.dep == Rel.OBJECT and after.dep in _FIRST:
        changed[word.i] = word._replace(head=before.i, dep=Rel.RESULT)
    who = changed[noun.head]
    between = changed[who.i + 1 : word.i]
    if (
        word.tag not in _PAST
        or noun.dep != Rel.APPOSITION
        or who.dep != Rel.ROOT
        or any(t.text == "," for t in between)
    ):
        return
    changed[word.i] = word._replace(head=word.i, dep=Rel.ROOT, pos="VERB", tag="VBD")
    changed[noun.i] = noun._replace(head=word.i, dep=Rel.OBJECT)
    changed[who.i] = who._replace(head=word.i, dep=Rel.SUBJECT)
    for token in _below(changed, who.i, Rel.PREPOSITION, Rel.PUNCTUATION):
        if token.i > word.i:
            changed[token.i] = token._replace(head=word.i)


def _of_name(changed: list[Token], name: Token, grammar: Grammar) -> None:
    """ "named its lager | *Signe*": a name right after what has been given it is no second object."""
    verb = changed[name.head]
    what = next((t for t in _below(changed, verb.i, Rel.OBJECT) if t.i == _first(changed, name.i) - 1), None)
    if what is None or what.pos != "NOUN" or verb.lemma.lower() not in grammar.naming:
        return
    if not grammar.is_one(what.lemma.lower(), _SOMEBODY):
        changed[name.i] = name._replace(dep=Rel.RESULT)


def _of_person(changed: list[Token], where: Token) -> None:
    """ "met Ruiz | *in* Lima": where it was done, not which Ruiz it was."""
    who = changed[where.head]
    if who.pos == "PROPN" and who.entity == "PERSON" and who.dep == Rel.OBJECT and changed[who.head].pos == "VERB":
        changed[where.i] = where._replace(head=who.head)


def _of_day(changed: list[Token], day: Token, grammar: Grammar) -> None:
    """ "On *Monday* | *nurses* staged a protest": the day is no part of who did it."""
    noun, on = changed[day.head], changed[day.i - 1]
    after = changed[day.i + 1]
    if (
        on.text.lower() not in grammar.on
        or on.dep != Rel.PREPOSITION
        or noun.tag not in {"NNS", "NNP"}
        or noun.i + 1 >= len(changed)
    ):
        return
    verb = changed[noun.i + 1]
    if verb.tag != "VBD" or verb.pos != "VERB" or on.head != verb.i or "DATE" in {after.entity, noun.entity}:
        return
    changed[day.i] = day._replace(head=on.i, dep=Rel.PREP_OBJECT)
    changed[noun.i] = noun._replace(head=verb.i, dep=Rel.SUBJECT)
