"""What the parser of English takes for something else: clauses (their verb for a participle, or for what says more of a
noun beside it), subjects (bound into a name, hung on a helping verb or on another clause), and what names somebody."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.extract.parse.draft import ASIDE, FINITE, NOUNS, PAST, Draft, Mends
from kgbuild.extract.parse.relations import DOING, HELPING, SUBJECTS, Rel
from kgbuild.model.text import Token

_TIMES = frozenset({"DATE", "TIME"})
_WHICH = frozenset({"WDT", "WP"})
_INTO = frozenset({Rel.PREP_OBJECT, Rel.OBJECT, Rel.ATTRIBUTE, *DOING})
_WITHIN = (Rel.COMPOUND, Rel.DETERMINER, Rel.ADJECTIVE, Rel.NUMBER, Rel.PUNCTUATION, Rel.OWNER, Rel.CASE)
_NEAR = 12  # tokens of a name and those joined to it


def _of_sentence(draft: Draft, verb: Token) -> None:
    """ "the Danish brewer | *Halstrom* | *appointed* Ruiz": a clause right after a noun that holds the sentence, with a
    name for its subject, is the sentence."""
    noun, who = draft.over(verb), draft.one(verb, Rel.SUBJECT)
    finite = verb.tag in FINITE or any(t.tag in FINITE for t in draft.below(verb, Rel.AUXILIARY))
    held = noun.dep == Rel.ROOT and noun.pos in NOUNS and who.pos == "PROPN" and finite
    if not held or draft.first(who, *_WITHIN) != noun.i + 1 or draft.below(verb, Rel.MARKER):
        return
    draft.put(verb, verb, Rel.ROOT)
    draft.put(noun, who, Rel.COMPOUND)
    for token in draft.below(noun, *Rel):
        within = token.dep in _WITHIN and token.dep != Rel.PUNCTUATION
        draft.put(token, who if within else verb)


def _of_noun(draft: Draft, verb: Token) -> None:
    """ "the talks (that) Ruiz and Sato | *held* in Lima": what somebody held is the noun right before."""
    if verb.lemma.lower() not in draft.grammar.having:
        return
    beside = draft.below(verb, Rel.OBJECT, *HELPING, Rel.CLAUSE, Rel.OPEN_CLAUSE, Rel.PASSIVE_SUBJECT)
    if any(t.tag != "WDT" and (t.i > verb.i or t.dep != Rel.CLAUSE) for t in beside):
        return
    own = draft.one(verb, Rel.SUBJECT)
    who = draft.over(verb) if not own.text and verb.dep == Rel.PARTICIPLE else own
    if who.pos not in NOUNS or who.i > verb.i:
        return
    while who.dep == Rel.CONJUNCT and verb.i - who.head < _NEAR:
        who = draft.over(who)
    which = draft.at(draft.first(who, *_WITHIN) - 1)
    noun = draft.at(which.i - 1) if which.tag == "WDT" else which
    if noun.tag not in {"NN", "NNS"} or noun.dep not in _INTO or (noun is which and not own.text):
        return
    root = draft.at(verb.i).dep == Rel.ROOT
    draft.put(verb, noun, Rel.RELATIVE, tag="VBD")
    draft.put(who, verb, Rel.SUBJECT)
    if noun is not which:
        draft.put(which, verb, Rel.OBJECT)
    main = draft.one(verb, Rel.CLAUSE) if root else verb
    if main.text and main.i < noun.i:  # "no one *took* notes at the lunch Ruiz | had": what holds the sentence
        draft.put(main, main, Rel.ROOT)


def _of_time(draft: Draft, who: Token) -> None:
    """ "hurt when *shoppers* | *stampeded*": a noun cannot be a clause of time, its participle is."""
    when = [t for t in draft.below(who, Rel.ADVERB, Rel.MARKER) if t.text.lower() in draft.grammar.while_]
    verb = draft.at(who.i + 1)
    said = verb.head == who.i and verb.dep == Rel.PARTICIPLE and verb.tag in PAST
    if said and when and who.pos in NOUNS:
        draft.put(verb, draft.over(who), Rel.ADVERB_CLAUSE, tag="VBD")
        draft.put(who, verb, Rel.SUBJECT)
        draft.put(when[0], verb)


def _of_result(draft: Draft, what: Token) -> None:
    """ "made *Ruiz* | its *chairman*": a noun with a subject and no verb is what the subject is made."""
    who = next((t for t in draft.below(what, Rel.SUBJECT) if t.pos == "PROPN"), None)
    verb = draft.over(what)
    named = who is not None and verb.i < who.i and verb.pos == "VERB" and what.pos == "NOUN"
    if who is not None and named and not draft.below(what, Rel.AUXILIARY, Rel.MARKER, Rel.ADVERB):
        draft.put(who, verb, Rel.OBJECT)
        draft.put(what, verb, Rel.RESULT)


def _of_adjective(draft: Draft, word: Token) -> None:
    """ "shot | *dead* two poachers": none stands before a number; "dockers in Lund | *downed* tools": no apposition."""
    noun, before = draft.over(word), draft.at(word.i - 1)
    who = draft.over(noun)
    counted = draft.at(word.i + 1).dep in {Rel.DETERMINER, Rel.NUMBER}
    if word.pos == "ADJ" and before.i == noun.head and noun.dep == Rel.OBJECT and counted:
        draft.put(word, before, Rel.RESULT)
    if word.tag not in PAST or noun.dep != Rel.APPOSITION or who.dep != Rel.ROOT:
        return
    if all(t.text != "," for t in draft.tokens[who.i + 1 : word.i]):
        draft.put(word, word, Rel.ROOT, pos="VERB", tag="VBD")
        draft.put(noun, word, Rel.OBJECT)
        draft.put(who, word, Rel.SUBJECT)
        for token in draft.below(who, Rel.PREPOSITION, Rel.PUNCTUATION):
            if token.i > word.i:
                draft.put(token, word)


def _of_day(draft: Draft, day: Token) -> None:
    """ "On *Monday* | *nurses* staged a protest": the day is no part of who did it."""
    noun, on = draft.over(day), draft.at(day.i - 1)
    verb = draft.at(noun.i + 1)
    led = on.dep == Rel.PREPOSITION and on.head == verb.i and on.text.lower() in draft.grammar.on
    dated = day.entity == "DATE" and "DATE" not in {draft.at(day.i + 1).entity, noun.entity}
    if led and dated and noun.tag in {"NNS", "NNP"} and verb.tag == "VBD" and verb.pos == "VERB":
        draft.put(day, on, Rel.PREP_OBJECT)
        draft.put(noun, verb, Rel.SUBJECT)


def _unbound(draft: Draft, noun: Token) -> None:
    """ "the | opposition claims": the noun before a finite verb that has an article is no part of a name."""
    verb = draft.at(noun.i + 1)
    if verb.i != noun.head or verb.tag not in FINITE or noun.pos not in NOUNS:
        return
    if draft.below(verb, Rel.DETERMINER) and not _subjects(draft, verb):
        draft.put(noun, verb, Rel.SUBJECT)
        for token in draft.below(verb, Rel.DETERMINER, Rel.COMPOUND, Rel.ADJECTIVE):
            if token.i < noun.i:
                draft.put(token, noun)


def _subjects(draft: Draft, verb: Token) -> list[Token]:
    return draft.below(verb, *SUBJECTS)


def _is_bare(draft: Draft, verb: Token) -> bool:
    return verb.tag in FINITE and not _subjects(draft, verb)


def _tells(draft: Draft, noun: Token) -> None:
    """ "“It rose,” *said Lee*, asked about it", "*One*, who spoke to us, *said* it rose": the noun that the parser gave
    to the verb that says more of it is who tells."""
    verb, first = draft.over(noun), draft.first(noun)
    teller = draft.over(verb)
    turned = teller.i == first - 1 and draft.at(first - 2).pos == "PUNCT"
    taken = teller.i > verb.i and draft.at(noun.i + 2).tag in _WHICH
    comma = draft.at(noun.i + 1).text == ","
    if noun.i < verb.i and verb.dep == Rel.CLAUSE and comma and (turned or taken) and _is_bare(draft, teller):
        draft.put(noun, teller)
        draft.put(verb, noun, Rel.RELATIVE)


def _opens(draft: Draft, word: Token) -> None:
    """ "*Jolly* said he would go": what opens the sentence and no verb but its own follows, is no adverb of it."""
    verb = draft.at(word.i + 1)
    opens = word.text[:1].isupper() and draft.at(word.i - 1).tag in {".", ""}
    if opens and verb.i == word.head and verb.pos == "VERB" and _is_bare(draft, verb):
        draft.put(word, verb, Rel.SUBJECT, pos="PROPN", tag="NNP")
        draft.tokens[word.i] = replace(draft.at(word.i), lemma=word.text)


def _called(draft: Draft, name: Token) -> None:
    """ "Astronaut Baek *Seung-ah* | returned": the last part of a name right before a verb is no cry."""
    verb = draft.at(name.i + 1)
    if verb.i == name.head and _is_bare(draft, verb) and any(t.pos == "PROPN" for t in draft.below(name, Rel.COMPOUND)):
        draft.put(name, verb, Rel.SUBJECT, pos="PROPN", tag="NNP")


def _leads(draft: Draft, noun: Token) -> None:
    """ "After lunch with the governor, *Leila Mansouri* told us": the noun right before a finite verb (or a day before
    it, or what more is said of it: "Nine died in Lima, *Okoro*, a nurse, told us", "*a nurse* at Trell told us")
    without a subject says nothing of whom the phrase at the start of the sentence names."""
    verb, above = draft.at(noun.i + 1), draft.over(noun)
    while verb.pos != "PUNCT" and verb.i > 0 and draft.holds(noun, verb):
        verb = draft.at(verb.i + 1)
    if verb.text == ",":
        close = draft.tokens[verb.i + 1 : verb.i + _NEAR]
        verb = next((t for t in close if t.tag in FINITE and draft.at(t.i - 1).text == ","), verb)
    while verb.entity == "DATE" or (verb.tag == "IN" and draft.at(verb.i + 1).entity == "DATE"):
        verb = draft.at(verb.i + 1)
    while above.head not in {verb.i, above.i} and above.dep not in SUBJECTS:
        above = draft.over(above)
    led = above.dep in {*ASIDE, Rel.ADVERB_CLAUSE, Rel.CLAUSE} and above.head == verb.i and verb.pos == "VERB"
    if draft.at(draft.first(noun) - 1).text != "," or not _is_bare(draft, verb):
        return
    host, telling = draft.over(verb), draft.grammar.telling | draft.grammar.informing
    ends = verb.dep in {Rel.ADVERB_CLAUSE, Rel.CONJUNCT} and host.dep == Rel.ROOT and draft.holds(host, noun)
    ends = ends and (noun.pos == "PROPN" or draft.at(verb.i - 1).text != ",")  # not "in Marn, *a village*, told us"
    if ends and host.i < noun.i and verb.lemma in telling and not draft.below(verb, Rel.MARKER, Rel.CLAUSE):
        draft.put(verb, verb, Rel.ROOT)
        draft.put(host, verb, Rel.CLAUSE)
        led = True
    if led:
        draft.put(noun, verb, Rel.SUBJECT)


def _helped(draft: Draft, noun: Token) -> None:
    """ "the case | was | closed", "was *on Monday* | closed": what hangs on a helping verb is that of the verb it
    helps."""
    helper = draft.over(noun)
    if helper.dep in HELPING:
        passive = helper.dep == Rel.PASSIVE and noun.dep == Rel.SUBJECT
        draft.put(noun, draft.over(helper), Rel.PASSIVE_SUBJECT if passive else noun.dep)


def _before_participle(draft: Draft, noun: Token) -> None:
    """ "rejects that*, saying* it is false": what stands before the comma is no subject of the participle."""
    verb = draft.over(noun)
    if verb.tag == "VBG" and verb.dep == Rel.CLAUSE and draft.at(verb.i - 1).text == ",":
        draft.put(noun, draft.over(verb), Rel.OBJECT)
        draft.put(verb, draft.over(verb), Rel.ADVERB_CLAUSE)


def _named(draft: Draft, name: Token) -> None:
    """ "*playwright* Ann Lee, composer Bo Ek and … said", "sacked its *coach* Ann Lee", "the fall of the *builder* Lund
    has hit jobs": the name right after a noun, which the parser hangs on the verb, says who that is."""
    noun, verb = draft.at(draft.first(name, Rel.COMPOUND) - 1), draft.over(name)
    if name.pos != "PROPN" or noun.pos != "NOUN" or name.entity in _TIMES:
        return
    if name.dep != Rel.NOUN_ADVERB:
        said = noun.dep == Rel.PREP_OBJECT and any(t.i < noun.i for t in _subjects(draft, verb))
    else:
        said = (verb is noun and noun.dep in SUBJECTS) or (noun.dep == Rel.OBJECT and noun.head == verb.i)
    if said:
        draft.put(name, noun, Rel.APPOSITION)


def _joined(draft: Draft, other: Token) -> None:
    """ "Mali's president, *Ana Ruiz*, and *Jo Lind* met", "talks between the president, *Ruiz*, and *Lind*": who is
    named after a comma and an "and" that follow an apposition is joined to whom the apposition says something of, and
    so is whoever follows a name in apposition."""
    over, first = draft.over(other), draft.first(other)
    if draft.at(first - 1).dep != Rel.COORDINATOR or draft.at(first - 2).text != ",":
        return
    if over.dep == Rel.APPOSITION:
        whom = [draft.over(over)]
    elif other.dep == Rel.APPOSITION:
        whom = [over]
    else:
        whom = [p for t in draft.below(over, Rel.PREPOSITION) for p in draft.below(t, *Rel)]
    named = other.pos == "PROPN" or any(t.pos == "PROPN" for t in draft.below(other, Rel.APPOSITION))
    for one in whom:
        said = [t for t in draft.below(one, Rel.APPOSITION) if one.i < t.i < first]
        if one.pos in NOUNS and said and (named or said[-1].pos == "PROPN"):
            draft.put(other, one, Rel.CONJUNCT)


def _gap(draft: Draft, other: Token) -> None:
    """ "met Ruiz on Monday and *Sato* in Oslo on Tuesday", "talks with Ruiz on Monday and *with* Sato …": what is
    joined to a day is joined to whom the first half names before it."""
    over, beside = draft.over(other), draft.grammar.beside
    link = draft.over(over)
    if other.i > over.i and other.pos == over.pos == "ADP" and other.text in beside and over.text not in beside:
        draft.put(other, link, Rel.PREPOSITION)
    if other.i < over.i or over.entity not in _TIMES or over.dep != Rel.PREP_OBJECT or other.entity in _TIMES:
        return
    named = [t for t in draft.below(draft.over(link), Rel.OBJECT) if link.head < t.i < link.i]
    if named and other.pos in NOUNS:
        draft.put(other, named[-1])


def _so_called(draft: Draft, named: Token) -> None:
    """ "held what her office *called* a frank *meeting* on Monday": what is named so is the object above."""
    caller = draft.over(named)
    verb = draft.over(caller)
    what = next((t for t in draft.tokens[verb.i + 1 : caller.i] if t.tag == "WP" and t.dep == Rel.OBJECT), None)
    if caller.dep != Rel.CLAUSE or verb.pos != "VERB" or what is None or what.head not in {verb.i, caller.i}:
        return
    draft.put(named, verb, Rel.OBJECT)
    draft.put(caller, named, Rel.PARATAXIS)
    draft.put(what, caller, Rel.OTHER)
    for token in draft.below(caller, *ASIDE):
        if token.i > named.i:
            draft.put(token, verb)


def _reported(draft: Draft, mark: Token) -> None:
    """ "a report *that it plans* to sell" says what is reported, nothing is left out of it; "told them, *on Friday*,
    that she would": what stands before a "that" is not told."""
    told = draft.over(mark)
    teller = draft.over(told)
    whole = draft.below(told, Rel.OBJECT, Rel.OPEN_CLAUSE, Rel.CLAUSE, Rel.ATTRIBUTE, Rel.PREDICATE)
    if told.dep == Rel.RELATIVE and mark.i < told.i and any(t.i > told.i for t in whole):
        draft.put(told, teller, Rel.PARTICIPLE)
    if told.dep == Rel.CLAUSE and teller.i < mark.i < told.i:
        for token in draft.below(told, *ASIDE):
            if teller.i < token.i < mark.i:
                draft.put(token, teller)


def _when(draft: Draft, when: Token) -> None:
    """ "said *on Friday* she would go": what stands before the subject of what is told tells when it was said."""
    told, teller = draft.over(when), draft.at(when.i - 1)
    after = any(when.i < t.i < told.i for t in _subjects(draft, told))
    if after and told.dep == Rel.CLAUSE and told.head == teller.i and teller.tag in FINITE:
        draft.put(when, teller)


def _around(draft: Draft, noun: Token) -> None:
    """ "*Prices*, the minister told exporters, *would recover*": one subject is that of what is told."""
    teller = draft.over(noun)
    found = draft.below(teller, *SUBJECTS, Rel.CLAUSE, Rel.CONJUNCT)
    subjects = [t.dep in SUBJECTS for t in found]
    if found[0].i != noun.i or subjects not in ([True, True], [True, True, False]):
        return
    host = found[-1] if len(found) == 3 else draft.over(teller)
    if len(found) == 2:  # "the prices, said Lee, were fair"
        inserted = teller.dep == Rel.PARATAXIS and noun.i < teller.i < host.i
        alone = not draft.below(host, *SUBJECTS, Rel.CLAUSE, Rel.CONJUNCT)
    else:
        inserted = found[1].i < teller.i < host.i and any(t.text == "," for t in draft.tokens[noun.i : found[1].i])
        alone = not _subjects(draft, host)
    if inserted and alone:
        draft.put(noun, host)
        if host.dep == Rel.CONJUNCT:
            draft.put(host, teller, Rel.CLAUSE)


def _past(draft: Draft, verb: Token) -> None:
    """ "thieves | *stole* a van": a form that is not its own base is no present, whatever the tagger says."""
    present = verb.text.lower() in {verb.lemma.lower(), *draft.grammar.be, *draft.grammar.have}
    if verb.pos == "VERB" and not present and verb.text.isalpha():
        draft.put(verb, draft.over(verb), tag="VBD")


_SUBJECT: Mends = dict.fromkeys(SUBJECTS, (_helped, _before_participle, _named))
MENDS: tuple[Mends, ...] = (  # by the label or the tag of the word, one round after the other
    {
        Rel.RELATIVE: (_of_sentence,), Rel.ADVERB_CLAUSE: (_of_time,), Rel.CLAUSE: (_of_result,),
        Rel.ADJECTIVE: (_of_adjective,), Rel.COMPOUND: (_of_day,),
        **dict.fromkeys(PAST, (_of_noun,)), "VBP": (_past,),
    },
    {
        **_SUBJECT, Rel.SUBJECT: (_tells, *_SUBJECT[Rel.SUBJECT]), Rel.ADVERB: (_opens,), Rel.INTERJECTION: (_called,),
        Rel.APPOSITION: (_leads, _joined), Rel.CONJUNCT: (_joined, _gap), Rel.COMPOUND: (_unbound,),
        Rel.PREPOSITION: (_helped,), Rel.NOUN_ADVERB: (_helped, _named, _leads), Rel.RESULT: (_so_called,),
    },
    {Rel.MARKER: (_reported,), **dict.fromkeys(ASIDE, (_when,)), **dict.fromkeys(SUBJECTS, (_around,))},
)  # fmt: skip
