"""What the parser of English hangs in the wrong place: phrases of one clause on another, names on what stands before
them, and those told in one breath on each other."""

from __future__ import annotations

from kgbuild.extract.parse.draft import ASIDE, FINITE, NOUNS, PAST, Draft, Mends
from kgbuild.extract.parse.relations import HELPING, SUBJECTS, Rel
from kgbuild.model.text import Token

_PRESENT = frozenset({"VBZ", "VBP"})
_PERSON = "PERSON"
_TITLES, _PLURAL = frozenset({"$post", "$human"}), frozenset({"NNS", "NNPS"})
_PLACES, _TIMES = frozenset({"GPE", "LOC", "FAC"}), frozenset({"DATE", "TIME"})


def _is_title(draft: Draft, word: Token) -> bool:
    return draft.grammar.is_one(word.lemma.lower(), _TITLES)


def _secluded(draft: Draft, place: Token) -> None:
    """ "briefed envoys from Peru *behind closed doors* | *in Lima* *on Monday*": the verb's, with all behind it."""
    link = draft.over(place)
    verb = draft.over(link)
    if place.text.lower() not in draft.grammar.secluded or link.dep != Rel.PREPOSITION:
        return
    way = [place]
    while verb.pos != "VERB" and verb.head != verb.i:
        way.append(verb)
        verb = draft.over(verb)
    if verb.pos == "VERB" and verb.i < link.i:
        for token in (t for above in way for t in draft.below(above, *ASIDE)):
            if token.i >= link.i:
                draft.put(token, verb)
        draft.put(link, verb)


def _of_nearest(draft: Draft, name: Token) -> None:
    """ "met Ana Ruiz and the *governor*, *Bo Lind*": a name after a comma says who the noun before it is."""
    over, comma = draft.over(name), draft.at(draft.first(name, Rel.COMPOUND) - 1)
    near = [t for t in draft.below(over, Rel.CONJUNCT) if t.i < name.i and t.pos == "NOUN"]
    if name.pos == over.pos == "PROPN" and comma.text == "," and near and draft.holds(near[-1], draft.at(comma.i - 1)):
        draft.put(name, near[-1])


def _met(draft: Draft, name: Token) -> None:
    """ "met headteacher *Ana Ruiz* | on Monday": a name right behind a verb without an object is no clause."""
    verb = draft.over(name)
    bare = verb.tag in FINITE and not draft.below(verb, Rel.OBJECT) and draft.first(name, Rel.COMPOUND) == verb.i + 1
    if name.tag == "NNP" and bare:
        for token in draft.below(name, *ASIDE):
            draft.put(token, verb)
        draft.put(name, verb, Rel.OBJECT)


def _face_to_face(draft: Draft, noun: Token) -> None:
    """ "met *face* to *face* in Lima": a noun said twice is how, not whom."""
    link = draft.at(noun.i + 1)
    again = draft.one(link, Rel.PREP_OBJECT)
    if (
        link.head in {noun.i, noun.head}
        and link.dep == Rel.PREPOSITION
        and again.i == noun.i + 2
        and again.lemma == noun.lemma
    ):
        for token in draft.below(again, *ASIDE):
            draft.put(token, draft.over(noun))
        draft.put(noun, draft.over(noun), Rel.NOUN_ADVERB)


def _other_side(draft: Draft, link: Token) -> None:
    """ "meetings *between* Ana Ruiz | and *officers*": it leads to two, whatever the parser joins the second to."""
    one, over = draft.one(link, Rel.PREP_OBJECT), draft.over(link)
    if link.text.lower() not in draft.grammar.between or not one.text or draft.below(one, Rel.CONJUNCT):
        return
    for other in draft.below(over, Rel.CONJUNCT):
        first = draft.first(other, Rel.COMPOUND, Rel.DETERMINER, Rel.ADJECTIVE, Rel.NUMBER, Rel.OWNER, Rel.CASE)
        if one.i < first and draft.at(first - 1).dep == Rel.COORDINATOR and other.pos in NOUNS:
            draft.put(draft.at(first - 1), one)
            draft.put(other, one)
            return


def _long(draft: Draft, time: Token) -> None:
    """ "ended *a week* of talks": what a verb has right behind it, and of which there is so much, is its object."""
    verb = draft.over(time)
    of = [t for t in draft.below(time, Rel.PREPOSITION) if t.text.lower() in draft.grammar.of]
    bare = verb.tag in FINITE and not draft.below(verb, Rel.OBJECT)
    if of and bare and time.entity in _TIMES and draft.first(time) == verb.i + 1:
        draft.put(time, verb, Rel.OBJECT)


def _visiting(draft: Draft, part: Token) -> None:
    """ "talks with *visiting* | Minister Ana Ruiz", "with *striking* nurses": right before them it tells whom."""
    link, whom = draft.over(part), draft.one(part, Rel.OBJECT)
    led = link.text.lower() in draft.grammar.beside and part.tag == "VBG" and part.i == link.i + 1
    if led and whom.text and draft.first(whom) == part.i + 1 and whom.tag in {"NNP", "NNS"}:
        for token in draft.below(part, *ASIDE):
            draft.put(token, whom)
        draft.put(whom, link, Rel.PREP_OBJECT)
        draft.put(part, whom, Rel.ADJECTIVE)


def _last(draft: Draft, of: Token) -> None:
    """ "*union* leaders and *managers* | *of* Bonmart": who are called after somebody else are not of those, too."""
    first = draft.over(of)
    joined = [t for t in draft.below(first, Rel.CONJUNCT) if t.i == of.i - 1 and not draft.children[t.i]]
    own = any(t.pos in NOUNS for t in draft.below(first, Rel.COMPOUND))
    if joined and own and of.text.lower() in draft.grammar.of:
        draft.put(of, joined[-1])


def _ahead(draft: Draft, noun: Token) -> None:
    """ "comes ahead of a *summit* in Lima | *on* Friday": the day right behind what is ahead is its own."""
    grammar, link = draft.grammar, draft.over(noun)
    link = draft.over(link) if link.text.lower() in grammar.of else link
    verb = draft.over(link)
    if link.text.lower() not in grammar.ahead or noun.pos != "NOUN":
        return
    for when in [t for t in draft.below(verb, Rel.PREPOSITION) if t.i > noun.i][:1]:
        told = when.i == noun.i + 1 or verb.tag in _PRESENT or verb.lemma.lower() in grammar.coming
        if told and when.text.lower() in grammar.at | grammar.on:
            draft.put(when, noun)


def _between(draft: Draft, when: Token) -> None:
    """ "The lunch that Ruiz *had* with Sato | *on* Friday ended early": what stands between a subject of which a clause
    says more and its verb is of that clause."""
    verb = draft.over(when)
    subject = draft.one(verb, *SUBJECTS)
    said = [t for t in draft.below(subject, Rel.RELATIVE, Rel.PARTICIPLE) if t.i < when.i] if subject.text else []
    if said and subject.i < when.i < verb.i and all(t.text != "," for t in draft.tokens[subject.i : verb.i]):
        draft.put(when, said[-1])


def _provided(draft: Draft, opener: Token) -> None:
    """ "*Provided* (that) Peru *pays*, Chile will sign": what opens a condition is no participle above it."""
    told, host = draft.one(opener, Rel.CLAUSE, Rel.PREP_CLAUSE), draft.over(opener)
    if opener.text.lower() not in draft.grammar.provided or host.i == opener.i:
        return
    if host.dep == Rel.CLAUSE and not told.text and host.i > opener.i:
        told, host = host, draft.over(host)
    if told.text:
        draft.put(told, host, Rel.ADVERB_CLAUSE)
        draft.put(opener, told, Rel.MARKER)


def _led(draft: Draft, noun: Token) -> None:
    """ "The meeting Ruiz held *with* miller *Omar Thorn* | broke up": it leads to the second subject."""
    verb = draft.over(noun)
    link = draft.at(draft.first(noun, Rel.COMPOUND, Rel.DETERMINER, Rel.ADJECTIVE, Rel.NUMBER) - 1)
    bare = link.dep == Rel.PREPOSITION and not draft.children[link.i] and link.i > draft.one(verb, *SUBJECTS).i
    if bare and link.head != verb.i:
        draft.put(noun, link, Rel.PREP_OBJECT)


def _of_told(draft: Draft, verb: Token) -> None:
    """ "Lee said Marin's *defeat* | *left* the party weak": a verb in the past that has an object is no participle, and
    what it seems to describe, after a verb, is its subject."""
    noun = draft.over(verb)
    while noun.dep == Rel.PREP_OBJECT and noun.i > noun.head:
        noun = draft.over(draft.over(noun))
    told = noun.dep == Rel.OBJECT and noun.head < noun.i < verb.i and draft.one(verb, Rel.OBJECT).i > verb.i
    if verb.tag != "VBD" or draft.below(verb, *SUBJECTS, Rel.MARKER):
        return
    if told and all(t.text != "," for t in draft.tokens[noun.i : verb.i]):
        draft.put(verb, draft.over(noun), Rel.CLAUSE)
        draft.put(noun, verb, Rel.SUBJECT)


def _said_of(draft: Draft, teller: Token) -> None:
    """ "a man *who police say* | *killed* two farmers", "rules *that it says* | will *help*": who acts in what is told
    is whom the clause says more of."""
    after, who = draft.at(teller.i + 1), draft.at(teller.i - 1)
    told = draft.over(after) if after.dep in HELPING else after
    which = draft.at(draft.first(who, Rel.COMPOUND, Rel.DETERMINER, Rel.ADJECTIVE, Rel.NUMBER) - 1)
    opens = which.tag in {"WDT", "WP"} or which.text.lower() in draft.grammar.that
    finite = teller.tag in FINITE and after.tag in FINITE | {"MD"} and told.i > teller.i
    if opens and finite and who.pos in NOUNS | {"PRON"} and not draft.holds(told, teller):
        draft.put(told, teller, Rel.CLAUSE)
        draft.put(who, teller, Rel.SUBJECT)
        draft.put(which, told, Rel.PASSIVE_SUBJECT if draft.below(told, Rel.PASSIVE) else Rel.SUBJECT)


def _dated(draft: Draft, place: Token) -> None:
    """ "met in *Damascus* | *Monday*": the day behind a place is no part of its name."""
    day = draft.over(place)
    link = draft.over(day)
    if place.entity not in _PLACES or day.entity not in _TIMES or day.i != place.i + 1 or day.dep != Rel.PREP_OBJECT:
        return
    above = draft.over(link)
    while above.pos in NOUNS and above.head != above.i and above.head < above.i:
        above = draft.over(above)
    for token in draft.below(day, *Rel):
        if token.i < place.i:
            draft.put(token, place)
    draft.put(place, link, Rel.PREP_OBJECT)
    draft.put(day, above, Rel.NOUN_ADVERB)


def _of_second(draft: Draft, noun: Token) -> None:
    """ "killed a judge and *a bomber* | *killed* ten": a noun without an "and" between it and a finite verb that has no
    subject is its subject."""
    verb, first = draft.at(noun.i + 1), draft.over(noun)
    while first.dep == Rel.PREP_OBJECT:
        first = draft.over(draft.over(first))
    told = first.dep == Rel.OBJECT and verb.dep == Rel.CONJUNCT and verb.head == first.head and verb.tag in FINITE
    if told and noun.i > first.i and not draft.below(verb, *SUBJECTS):
        for link in draft.below(draft.over(noun), Rel.COORDINATOR):
            draft.put(link, draft.over(first))
        draft.put(noun, verb, Rel.SUBJECT)


def _titled(draft: Draft, name: Token) -> None:
    """ "*Commissioner* of *Police* | Omar Thorn said": a name behind a title is whom the title names."""
    link, begins = draft.over(name), name.i
    title = draft.over(link)
    while draft.at(begins).entity == _PERSON and not draft.at(begins).begins:
        begins -= 1
    before = [t for t in draft.below(name, Rel.COMPOUND) if t.i < begins]
    led = name.entity == _PERSON and link.text.lower() in draft.grammar.of and _is_title(draft, title)
    led = led and title.tag not in _PLURAL and draft.at(title.i - 1).dep != Rel.DETERMINER
    if not led or not before or any(_is_title(draft, t) for t in before) or title.i != link.i - 1:
        return
    draft.put(before[-1], link, Rel.PREP_OBJECT)
    for token in before[:-1]:
        draft.put(token, before[-1])
    draft.put(name, name if title.head == title.i else draft.over(title), title.dep)
    draft.put(title, name, Rel.COMPOUND)


def _paired(draft: Draft, name: Token) -> None:
    """ "Union leader Ana *Ruiz* | and director Bo *Lind* met": a name before "and" is no part of one behind it."""
    link, other = draft.at(name.i + 1), draft.over(name)
    if name.entity != _PERSON or link.dep != Rel.COORDINATOR or link.head != name.i:
        return
    while other.entity != _PERSON and other.pos in NOUNS and other.i < name.i + _CLOSE:
        other = draft.at(other.i + 1)
    while draft.at(other.i + 1).entity == _PERSON and not draft.at(other.i + 1).begins:
        other = draft.at(other.i + 1)
    if other.entity != _PERSON or other.i < name.i or other.dep not in {*SUBJECTS, Rel.OBJECT, Rel.PREP_OBJECT}:
        return
    inside = draft.tokens[link.i + 1 : other.i]
    before = [t for t in draft.below(other, Rel.COMPOUND) if t.i < name.i]
    draft.put(name, draft.over(other), other.dep)
    draft.put(other, name, Rel.CONJUNCT)
    for token in (t for t in inside if not link.i < t.head < other.i):
        draft.put(token, other, Rel.COMPOUND)
    for token in before:
        draft.put(token, name)


def _of_clause(draft: Draft, thing: Token) -> None:
    """ "warned *the picture* | *was* bleak": who stands right before a finite verb without one is its subject."""
    teller, verb = draft.over(thing), draft.at(thing.i + 1)
    while verb.dep in {Rel.NEGATION, Rel.AUXILIARY}:
        verb = draft.at(verb.i + 1)
    told = verb.dep == Rel.CLAUSE and verb.head == teller.i and teller.i < thing.i
    if told and verb.tag in FINITE and not draft.below(verb, *SUBJECTS) and not draft.below(verb, Rel.MARKER):
        draft.put(thing, verb, Rel.SUBJECT)


def _turned(draft: Draft, who: Token) -> None:
    """ "“…”, warned *Lee* of the institute, “…”", "Rents rose, shows *a study*": who stands right behind a verb of
    telling that opens its clause."""
    teller = draft.over(who)
    opens = teller.dep in {Rel.ROOT, Rel.PARATAXIS, Rel.OTHER} and teller.tag in {"VBD", "VBZ"}
    opens &= teller.lemma.lower() in draft.grammar.telling
    shows = teller.dep in {Rel.ROOT, Rel.PARATAXIS, Rel.CONJUNCT} and teller.tag == "VBZ"
    shows &= all(t.text.lower() not in draft.grammar.definite for t in draft.below(who, Rel.DETERMINER))
    opens |= shows and who.lemma.lower() in draft.grammar.showing
    opens &= draft.at(teller.i - 1).pos == "PUNCT"
    if opens and draft.first(who) == teller.i + 1 and not draft.below(teller, Rel.AUXILIARY, *SUBJECTS):
        draft.put(who, teller, Rel.SUBJECT)
        draft.put(teller, draft.over(teller), Rel.ROOT if teller.dep == Rel.ROOT else Rel.PARATAXIS)


def _past_day(draft: Draft, of: Token) -> None:
    """ "the *arrest* on Friday | *of* Ana Ruiz": what stands behind the day right after a noun is of the noun."""
    day = draft.over(of)
    noun = draft.over(draft.over(day))
    dated = day.entity in _TIMES and day.dep == Rel.PREP_OBJECT and day.i == of.i - 1 and day.head == noun.i + 1
    if dated and noun.pos == "NOUN" and noun.entity not in _TIMES and of.text.lower() in draft.grammar.of:
        draft.put(of, noun)


def _given(draft: Draft, thing: Token) -> None:
    """ "refused the *miner* | a *licence*": a second object is the verb's, too."""
    whom = draft.over(thing)
    if whom.pos in NOUNS and whom.dep == Rel.OBJECT and whom.i < draft.first(thing) and draft.over(whom).pos == "VERB":
        draft.put(thing, draft.over(whom))


def _seen(draft: Draft, done: Token) -> None:
    """ "would like to *see* mills | *fined*": whom somebody wants to see treated so may never be."""
    whom = draft.over(done)
    verb = draft.over(whom)
    wanted = verb.lemma.lower() in draft.grammar.seeing and whom.dep == Rel.OBJECT and done.tag == "VBN"
    if wanted and done.i == whom.i + 1 and not draft.below(done, Rel.AGENT):
        draft.put(whom, done, Rel.PASSIVE_SUBJECT)
        draft.put(done, verb, Rel.CLAUSE)


def _at_which(draft: Draft, verb: Token) -> None:
    """ "Ten were *hurt*, *none* of them badly, when two trains | *collided*": what is no time has no "when"; the clause
    is of the last verb in the past before."""
    noun = draft.over(verb)
    when = next((t for t in draft.below(verb, Rel.ADVERB, Rel.MARKER) if t.text.lower() in draft.grammar.when), verb)
    first = draft.first(noun)
    apart = when.i < verb.i and draft.at(when.i - 1).text == draft.at(first - 1).text == ","
    if not apart or noun.pos == "VERB" or noun.entity in _TIMES or noun.lemma.lower() in draft.grammar.stretches:
        return
    host = next((t for t in reversed(draft.tokens[max(0, first - _FAR) : first - 1]) if t.tag in PAST), None)
    if host is not None and host.pos == "VERB":
        draft.put(verb, host, Rel.ADVERB_CLAUSE)
        draft.put(noun, host, Rel.NOUN_ADVERB)


def _and_told(draft: Draft, verb: Token) -> None:
    """ "Two were *killed* | and a third was *hurt*, police said": an "and" joins them in what is told."""
    before = draft.at(draft.first(verb) - 1)
    other = draft.over(before)
    if before.dep == Rel.COORDINATOR and other.dep == Rel.CLAUSE and other.head == verb.head and other.i < verb.i:
        draft.put(verb, other, Rel.CONJUNCT)


_FAR = 12  # tokens from a verb to what more is said of it
_CLOSE = 8  # tokens of a title and a name
MENDS: tuple[Mends, ...] = (  # by the label of the word
    {
        Rel.PREP_OBJECT: (_titled, _ahead, _secluded), Rel.RELATIVE: (_said_of, _at_which), Rel.CLAUSE: (_and_told,),
        Rel.CONJUNCT: (_of_second,), Rel.APPOSITION: (_of_nearest,), Rel.NOUN: (_paired,),
        Rel.PREPOSITION: (_provided, _between, _last, _other_side, _past_day), Rel.COMPOUND: (_paired, _dated),
        Rel.ADVERB_CLAUSE: (_provided, _met), Rel.NOUN_ADVERB: (_between, _long, _face_to_face),
        Rel.PARTICIPLE: (_of_told, _seen), Rel.PREP_CLAUSE: (_visiting,), Rel.OTHER: (_provided,),
        **dict.fromkeys(SUBJECTS, (_led,)),
    },
    {Rel.OBJECT: (_of_clause, _turned, _face_to_face, _given)},
)  # fmt: skip
