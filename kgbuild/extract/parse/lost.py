"""Nouns right beside a finite verb without a subject, which the parser gave to something else: they are its subject."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.text import Token

_FINITE = frozenset({"VBZ", "VBD", "VBP"})
_LINKS = frozenset({"IN", "RP"})
_ASIDE = frozenset({Rel.PREPOSITION, Rel.ADVERB_CLAUSE, Rel.NOUN_ADVERB})
_WHICH = frozenset({"WDT", "WP"})
_DAY = "DATE"
_STOP = "."  # the tag of what ends a sentence
_REACH = 20  # tokens around a verb that its subject may stand in


def give_doers(tokens: Sequence[Token], changed: list[Token]) -> None:
    """Hang the nouns of an article that do what the finite verb beside them tells on that verb."""
    for token in tokens:
        verb = tokens[token.head]
        if token.dep == Rel.SUBJECT and token.i < verb.i and verb.dep == Rel.CLAUSE:
            _give_teller(tokens, changed, token, verb)
        elif token.dep == Rel.ADVERB and _is_name(tokens, token):
            changed[token.i] = token._replace(pos="PROPN", tag="NNP", lemma=token.text, dep=Rel.SUBJECT)
        elif token.dep == Rel.PREP_OBJECT and _second(tokens, token):
            changed[token.i] = token._replace(head=token.i + 1, dep=Rel.SUBJECT)
        elif token.dep == Rel.APPOSITION and _closes(tokens, token):
            link = tokens[_first(tokens, verb) - 1]
            changed[link.i] = link._replace(dep=Rel.PREPOSITION, pos="ADP")
            changed[verb.i] = verb._replace(head=link.i, dep=Rel.PREP_OBJECT)
            changed[token.i] = token._replace(head=token.i + 1, dep=Rel.SUBJECT)
        elif token.dep == Rel.APPOSITION and _leads(tokens, token):
            changed[token.i] = token._replace(head=_after(tokens, token).i, dep=Rel.SUBJECT)


def _has_subject(tokens: Sequence[Token], verb: Token) -> bool:
    around = tokens[max(0, verb.i - _REACH) : verb.i + _REACH]
    return any(t.head == verb.i and t.dep in SUBJECTS for t in around)


def _give_teller(tokens: Sequence[Token], changed: list[Token], noun: Token, verb: Token) -> None:
    """ "“It rose,” *said Lee*, asked about it", "*One*, who spoke to us, *said* it rose": the noun that the parser gave
    to the verb that says more of it is who tells."""
    teller, first = tokens[verb.head], _first(tokens, noun)
    after, comma = tokens[noun.i + 1], tokens[first - 2].pos == "PUNCT"
    turned = teller.i == first - 1 and comma and (after.text == ",")
    taken = teller.i > verb.i and after.text == "," and tokens[noun.i + 2].tag in _WHICH
    if teller.tag in _FINITE and (turned or taken) and not _has_subject(tokens, teller):
        changed[noun.i] = noun._replace(head=teller.i)
        changed[verb.i] = verb._replace(head=noun.i, dep=Rel.RELATIVE)


def _leads(tokens: Sequence[Token], noun: Token) -> bool:
    """ "After lunch with the governor, *Leila Mansouri* told us": the noun right before a finite verb without a subject
    says nothing of whom the phrase at the start of the sentence names."""
    verb, above = _after(tokens, noun), tokens[noun.head]
    while above.head not in {verb.i, above.i} and above.dep not in SUBJECTS:
        above = tokens[above.head]
    led = above.dep in _ASIDE and above.head == verb.i and verb.tag in _FINITE and verb.pos == "VERB"
    return led and tokens[_first(tokens, noun) - 1].text == "," and not _has_subject(tokens, verb)


def _after(tokens: Sequence[Token], noun: Token) -> Token:
    """Return the token after a noun and a day: "Lee *on Thursday* accused"."""
    i = min(noun.i + 1, len(tokens) - 1)
    while i + 1 < len(tokens) and (
        tokens[i].entity == _DAY or (tokens[i].tag == "IN" and tokens[i + 1].entity == _DAY)
    ):
        i += 1
    return tokens[i]


def _second(tokens: Sequence[Token], noun: Token) -> bool:
    """ "Between 2008 and 2016 *Ana Lind* was mayor": one preposition leads to one thing, so the noun before a finite
    verb is its subject."""
    verb, link = tokens[min(noun.i + 1, len(tokens) - 1)], tokens[noun.head]
    before = [t for t in tokens[link.i + 1 : noun.i] if t.head == link.i and t.dep == Rel.PREP_OBJECT]
    bare = verb.tag in _FINITE and not _has_subject(tokens, verb)
    return bare and link.head == verb.i and bool(before)


def _closes(tokens: Sequence[Token], noun: Token) -> bool:
    """ "Six are missing off Lima, *a navy statement* said": no comma parts it from the verb, so it is no apposition of
    what a preposition leads to."""
    over, verb = tokens[noun.head], tokens[min(noun.i + 1, len(tokens) - 1)]
    link = tokens[_first(tokens, over) - 1]
    taken = over.dep == Rel.SUBJECT and over.head == verb.i and link.i < over.i and link.tag in _LINKS
    return taken and verb.tag in _FINITE and tokens[_first(tokens, noun) - 1].text == ","


def _first(tokens: Sequence[Token], noun: Token) -> int:
    """Return the first token of the phrase before a noun."""
    first = noun.i
    while first > 0 and first <= tokens[first - 1].head <= noun.i:
        first -= 1
    return first


def _is_name(tokens: Sequence[Token], word: Token) -> bool:
    """ "*Jolly* said he would go": what opens the sentence and no verb but its own follows, is no adverb of it."""
    verb = tokens[word.head]
    opens = word.text[:1].isupper() and (word.i == 0 or tokens[word.i - 1].tag == _STOP) and verb.i == word.i + 1
    return opens and verb.tag in _FINITE and verb.pos == "VERB" and not _has_subject(tokens, verb)
