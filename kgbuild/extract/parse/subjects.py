"""Subjects that the parser misplaces: it binds one into a name (in "…, the opposition claims" it takes "opposition
claims" for one noun, though it has read the last word as a finite verb, which no article can stand before), or hangs
one on the helping verb ("the case | was | closed")."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kgbuild.extract.parse.lost import give_doers
from kgbuild.extract.parse.relations import HELPING, SUBJECTS, Rel
from kgbuild.model.text import Token

_FINITE = frozenset({"VBZ", "VBD", "VBP"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_TIMES = frozenset({"DATE", "TIME"})
_WHICH = frozenset({"WDT", "WP"})
_REACH = 20  # tokens after a noun that may say something of it
_NEAR = 5  # tokens from a relative pronoun to the subject of its clause


def with_subjects(tokens: Sequence[Token], beside: Collection[str]) -> Sequence[Token]:
    """Return an article's tokens in which the noun before a finite verb that has an article, but no subject, is its
    subject and has the article, and what hangs on a helping verb as its subject is that of the verb it helps. `beside`
    are the words that lead to company."""
    changed = list(tokens)
    _unbind(tokens, changed)
    give_doers(tokens, changed)
    for token in tokens:
        helper = tokens[token.head]
        if token.dep in SUBJECTS and helper.dep in HELPING:
            passive = helper.dep == Rel.PASSIVE and token.dep == Rel.SUBJECT
            changed[token.i] = token._replace(head=helper.head, dep=Rel.PASSIVE_SUBJECT if passive else token.dep)
        if token.dep == Rel.SUBJECT and _is_aside(tokens, helper):
            changed[token.i] = token._replace(head=helper.head, dep=Rel.OBJECT)
            changed[helper.i] = helper._replace(dep=Rel.ADVERB_CLAUSE)
        named = _named_by(tokens, token) if token.pos == "PROPN" else None
        if named is not None:
            changed[token.i] = token._replace(head=named, dep=Rel.APPOSITION)
        if token.dep in {Rel.CONJUNCT, Rel.APPOSITION} and changed[token.i] is token:
            _join(tokens, changed, token)
            _fill_gap(tokens, changed, token, beside)
        if token.tag in _WHICH:
            _give_verb(changed, token)
        if token.dep == Rel.PREP_CLAUSE and token.tag == "VBG" and helper.text in beside:
            _met(tokens, changed, token)
        if token.dep == Rel.RESULT and helper.dep == Rel.CLAUSE:
            _so_called(tokens, changed, token)
    _mend_telling(tokens, changed)
    return changed if changed != list(tokens) else tokens


def _named_by(tokens: Sequence[Token], name: Token) -> int | None:
    """ "*playwright* Ann Lee, composer Bo Ek and … said", "sacked its *coach* Ann Lee", "the fall of the *builder* Lund
    has hit jobs": the name right after a noun, which the parser hangs on the verb, says who that is."""
    first = name.i
    while first > 0 and tokens[first - 1].dep == Rel.COMPOUND and tokens[first - 1].head == name.i:
        first -= 1
    noun = tokens[first - 1]
    if noun.pos != "NOUN" or first == 0 or name.entity in _TIMES:
        return None
    if name.dep == Rel.NOUN_ADVERB:
        own = name.head == noun.i and noun.dep in SUBJECTS
        return noun.i if own or (noun.dep == Rel.OBJECT and noun.head == name.head) else None
    two = any(t.dep in SUBJECTS and t.head == name.head for t in tokens[max(0, first - _REACH) : first - 1])
    return noun.i if name.dep in SUBJECTS and noun.dep == Rel.PREP_OBJECT and two else None


def _join(tokens: Sequence[Token], changed: list[Token], other: Token) -> None:
    """ "Mali's president, *Ana Ruiz*, and *Jo Lind* met", "talks between the president, *Ruiz*, and *Lind*": who is
    named after a comma and an "and" that follow an apposition is joined to whom the apposition says something of, and
    so is whoever follows a name in apposition."""
    over, first = tokens[other.head], other.i
    while first > 0 and (first <= tokens[first - 1].head <= other.i or tokens[first - 1].tag == "POS"):
        first -= 1
    named = other.pos == "PROPN" or any(t.dep == Rel.APPOSITION and t.pos == "PROPN" for t in _below(tokens, other))
    if tokens[first - 1].dep != Rel.COORDINATOR or tokens[first - 2].text != ",":
        return
    if over.dep == Rel.APPOSITION:
        whom = [tokens[over.head]]
    elif other.dep == Rel.APPOSITION:
        whom = [over]
    else:
        whom = [p for t in _below(tokens, over) if t.dep == Rel.PREPOSITION for p in _below(tokens, t)]
    for one in whom:
        said = [t for t in _below(tokens, one) if t.dep == Rel.APPOSITION and t.i < first]
        if one.pos in _NOUNS and said and (named or said[-1].pos == "PROPN"):
            changed[other.i] = other._replace(head=one.i, dep=Rel.CONJUNCT)


def _fill_gap(tokens: Sequence[Token], changed: list[Token], other: Token, beside: Collection[str]) -> None:
    """ "met Ruiz on Monday and *Sato* in Oslo on Tuesday", "talks with Ruiz on Monday and *with* Sato …": what is
    joined to a day is joined to whom the first half names before it."""
    over = tokens[other.head]
    link = tokens[over.head]
    if other.dep != Rel.CONJUNCT or other.i < over.i:
        return
    if other.pos == over.pos == "ADP" and other.text in beside and over.text not in beside:
        changed[other.i] = other._replace(head=over.head, dep=Rel.PREPOSITION)
    if over.entity in _TIMES and over.dep == Rel.PREP_OBJECT and other.pos in _NOUNS and other.entity not in _TIMES:
        before = tokens[link.head + 1 : link.i]
        named = [t for t in before if t.head == link.head and t.dep == Rel.OBJECT]
        if named:
            changed[other.i] = other._replace(head=named[-1].i)


def _below(tokens: Sequence[Token], over: Token) -> list[Token]:
    return [t for t in tokens[over.i + 1 : over.i + _REACH] if t.head == over.i]


def _unbind(tokens: Sequence[Token], changed: list[Token]) -> None:
    """ "the | opposition claims": the noun before a finite verb that has an article is no part of a name."""
    below: dict[int, list[Token]] = {}
    for token in tokens:
        if tokens[token.head].tag in _FINITE and token.i < token.head:
            below.setdefault(token.head, []).append(token)
    for verb, before in below.items():
        noun = before[-1]
        bound = noun.dep == Rel.COMPOUND and noun.i == verb - 1 and noun.pos in _NOUNS
        article = any(t.dep == Rel.DETERMINER for t in before)
        if not (bound and article) or any(t.dep in SUBJECTS for t in before):
            continue
        changed[noun.i] = noun._replace(dep=Rel.SUBJECT)
        for token in before[:-1]:
            if token.dep in {Rel.DETERMINER, Rel.COMPOUND, Rel.ADJECTIVE}:
                changed[token.i] = token._replace(head=noun.i)


def _give_verb(changed: list[Token], which: Token) -> None:
    """ "Delmar, *which* tenants *accused* of lying, closed": what the parser takes for a participle of the noun after a
    relative pronoun is the verb of the relative clause, and what it takes for that verb is the sentence's."""
    noun = next((t for t in changed[which.i + 1 : which.i + _NEAR] if t.pos in _NOUNS and t.dep != Rel.COMPOUND), None)
    verb = changed[noun.i + 1] if noun is not None and noun.i + 1 < len(changed) else None
    before = [t for t in changed[max(0, which.i - 2) : which.i] if t.pos in _NOUNS]
    if noun is None or verb is None or not before or changed[which.i - 1].text != ",":
        return
    if verb.tag != "VBN" or verb.dep != Rel.PARTICIPLE or verb.head != noun.i or which.head not in {noun.head, noun.i}:
        return
    meant = before[-1]
    changed[which.i] = which._replace(head=verb.i, dep=Rel.OBJECT)
    changed[noun.i] = noun._replace(head=verb.i, dep=Rel.SUBJECT)
    changed[verb.i] = verb._replace(head=meant.i, dep=Rel.RELATIVE)
    over = changed[noun.head]
    if over.dep == Rel.RELATIVE and over.i > verb.i and changed[over.head].dep == Rel.ROOT:
        root = changed[over.head]
        changed[over.i] = over._replace(head=over.i, dep=Rel.ROOT)
        changed[root.i] = root._replace(head=over.i, dep=Rel.SUBJECT)


def _so_called(tokens: Sequence[Token], changed: list[Token], named: Token) -> None:
    """ "held what her office *called* a frank *meeting* on Monday": what is named so is the object above."""
    caller = tokens[named.head]
    verb = tokens[caller.head]
    what = next((t for t in tokens[verb.i + 1 : caller.i] if t.tag == "WP" and t.dep == Rel.OBJECT), None)
    if verb.pos != "VERB" or what is None or what.head not in {verb.i, caller.i}:
        return
    changed[named.i] = named._replace(head=verb.i, dep=Rel.OBJECT)
    changed[caller.i] = caller._replace(head=named.i, dep=Rel.PARATAXIS)
    changed[what.i] = what._replace(head=caller.i, dep=Rel.OTHER)
    for token in tokens[named.i + 1 :]:
        if token.head == caller.i and token.dep in {Rel.PREPOSITION, Rel.NOUN_ADVERB}:
            changed[token.i] = token._replace(head=verb.i)


def _met(tokens: Sequence[Token], changed: list[Token], visiting: Token) -> None:
    """ "talks with *visiting* premier Ruiz in Lund on Monday": the participle says who Ruiz is, and where and when they
    met hangs on the talks."""
    below = [t for t in tokens[visiting.i + 1 :] if t.head == visiting.i]
    person = next((t for t in below if t.dep == Rel.OBJECT and t.pos == "PROPN"), None)
    between = tokens[visiting.i + 1 : person.i] if person is not None else ()
    if person is None or any(t.dep == Rel.DETERMINER and t.head == person.i for t in between):
        return  # "with burning | the flag"
    changed[person.i] = person._replace(head=visiting.head, dep=Rel.PREP_OBJECT)
    changed[visiting.i] = visiting._replace(head=person.i, dep=Rel.ADJECTIVE, pos="ADJ")
    for token in below:
        if token.dep in {Rel.PREPOSITION, Rel.NOUN_ADVERB}:
            changed[token.i] = token._replace(head=tokens[visiting.head].head)


def _mend_telling(tokens: Sequence[Token], changed: list[Token]) -> None:
    """Hang what the parser hung on the wrong side of a verb of telling where it belongs."""
    for mark in tokens:  # "a report *that it plans* to sell" says what is reported; nothing is left out of it
        told = tokens[mark.head]
        if mark.dep == Rel.MARKER and told.dep == Rel.RELATIVE and mark.i < told.i and _is_whole(tokens, told):
            changed[told.i] = changed[told.i]._replace(dep=Rel.PARTICIPLE)
    for word, teller in _after_telling(tokens):
        changed[word] = changed[word]._replace(head=teller)
    for verb, first in _before_insertion(tokens):
        changed[first] = changed[first]._replace(head=verb)
        if changed[verb].dep == Rel.CONJUNCT:
            changed[verb] = changed[verb]._replace(dep=Rel.CLAUSE)


def _is_whole(tokens: Sequence[Token], verb: Token) -> bool:
    after = {t.dep for t in tokens[verb.i + 1 : verb.i + _REACH] if t.head == verb.i}
    return not after.isdisjoint({Rel.OBJECT, Rel.OPEN_CLAUSE, Rel.CLAUSE, Rel.ATTRIBUTE, Rel.PREDICATE})


def _is_aside(tokens: Sequence[Token], verb: Token) -> bool:
    """ "rejects that*, saying* it is false": what stands before the comma is no subject of the participle."""
    return verb.tag == "VBG" and verb.dep == Rel.CLAUSE and verb.i > 0 and tokens[verb.i - 1].text == ","


def _after_telling(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """ "said *on Friday* she would go", "told them, *on Friday*, that she would": yield what stands before the subject
    or the "that" of what is told, on which the parser hung it, and the verb of telling."""
    for mark in tokens:  # what stands before a "that" is not told
        told = tokens[mark.head]
        if mark.dep == Rel.MARKER and told.dep == Rel.CLAUSE and told.head < mark.i < told.i:
            before = (t for t in tokens[told.head + 1 : mark.i] if t.head == told.i)
            yield from ((t.i, told.head) for t in before if t.dep in {Rel.PREPOSITION, Rel.NOUN_ADVERB})
    for token in tokens[1:]:
        told, teller = tokens[token.head], tokens[token.i - 1]
        when = token.dep in {Rel.PREPOSITION, Rel.NOUN_ADVERB} and told.dep == Rel.CLAUSE and told.head == teller.i
        if when and token.i < told.i and teller.tag in _FINITE:
            between = tokens[token.i + 1 : told.i]
            if any(t.head == told.i and t.dep in SUBJECTS for t in between):
                yield token.i, teller.i


def _before_insertion(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """ "*Prices*, the minister told exporters, *would recover*": yield the verb and the subject that the parser gave to
    the verb of telling."""
    below: dict[int, list[Token]] = {}
    for token in tokens:
        if token.dep in {*SUBJECTS, Rel.CLAUSE, Rel.CONJUNCT}:
            below.setdefault(token.head, []).append(token)
    for teller, found in below.items():
        host = tokens[teller].head
        inserted = tokens[teller].dep == Rel.PARATAXIS and found[0].i < teller < host and len(found) == 2
        if inserted and all(t.dep in SUBJECTS for t in found) and not below.get(host):
            yield host, found[0].i  # "the prices, said Lee, were fair"
            continue
        if [t.dep in SUBJECTS for t in found] != [True, True, False] or not found[1].i < teller < found[2].i:
            continue
        comma = any(t.text == "," for t in tokens[found[0].i : found[1].i])
        if comma and not any(t.dep in SUBJECTS for t in below.get(found[2].i, ())):
            yield found[2].i, found[0].i
