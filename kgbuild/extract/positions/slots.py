"""Where a frame finds what is said: each slot is a small function from the cue to content tokens."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import ancestors, child, is_verb, opens_with, with_dep
from kgbuild.extract.parse.verbs import antecedent_of, by_whom, is_finite, object_of, subjects
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.scene import Content, CuePlace, hanging_on, leads_to_time, trimmed
from kgbuild.extract.positions.vocabulary import Slot
from kgbuild.model.facts import Factuality
from kgbuild.model.text import Token

_CLAUSES = frozenset({Rel.CLAUSE, Rel.ADVERB_CLAUSE, Rel.PARTICIPLE, Rel.RELATIVE})
_LINKS = frozenset({Rel.PREPOSITION, Rel.AGENT, Rel.RECIPIENT, Rel.PARTICLE, Rel.ADVERB})
_LISTED = (Rel.CLAUSE, Rel.OPEN_CLAUSE, Rel.ATTRIBUTE, Rel.OBJECT, Rel.PREP_OBJECT, Rel.PREP_CLAUSE)
_MARKS = frozenset({"``", "''"})
_TIMES = frozenset({"DATE", "TIME"})
_HUMAN = frozenset({"$human"})
_STATES = frozenset({"NOUN", "ADV", "ADP"})
_PAST = frozenset({"VBD", "VBN", "VBZ", "VBP"})
_WHICH = frozenset({"WDT", "WP"})
_JOINED = frozenset({Rel.OPEN_CLAUSE, Rel.AUXILIARY, Rel.CONJUNCT})


def find_content(place: CuePlace, slot: str) -> Content | None:
    """Return the content that stands in `slot`, or None. Quotations beside the cue are found elsewhere."""
    finder = _FINDERS.get(slot)
    return finder(place) if finder is not None else _preposition(place, slot)


def _clause(place: CuePlace) -> Content | None:
    text = place.text
    told = place.on(Rel.CLAUSE)
    for j in told:
        marks = {text.tokens[k].text for k in range(j, place.cue)}  # "A; B denied it": A is not what B says
        cut_off = ";" in marks or (":" in marks and any(k > place.cue for k in told))  # "A: B insists that C"
        if _has_subject(text, j) and not _asks(text, j) and not cut_off:
            again = [k for k in told if k > j > place.cue]  # "said A did and B did", two clauses to the parser
            later = ((k, with_dep(text, k, Rel.AUXILIARY)) for k in place.on(Rel.OPEN_CLAUSE) if k > j > place.cue)
            again += [k for k, helps in later if any(text.tokens[c].tag == "MD" for c in helps)]
            who = min([place.cue, *place.on(*SUBJECTS)])  # "rents rose *after the mine opened*, a priest wrote"
            again += [k for k in place.on(Rel.ADVERB_CLAUSE, Rel.PREPOSITION) if j < k < who]
            return place.content(j, *again, *_left_out(place), *_terms(place), *_resumed(place, j))
    # "a demand that", "confident that"
    that = (j for j in place.on(Rel.PARTICIPLE, Rel.RELATIVE) if opens_with(text, j, text.grammar.that))
    first = next(that, None)
    return place.content(first) if first is not None else _around(place)


def _resumed(place: CuePlace, clause: int) -> list[int]:
    """ "said he had doubts, but could not say why", "said she wanted to go and let them know": a modal without a
    subject, a preposition, a bare verb after a finite cue or a further "that" goes on with what was said."""
    text = place.text
    bare = frozenset({"VB", "VBG"} if text.tokens[place.cue].tag in _PAST else ())
    joined = [j for j in place.on(Rel.CONJUNCT) if j > clause > place.cue]
    told = [j for j in joined if child(text, j, *SUBJECTS) is None]
    tags = {j: {text.tokens[j].tag, *(text.tokens[k].tag for k in text.children[j])} for j in told}
    told = [j for j in told if text.tokens[j].pos == "ADP" or "MD" in tags[j] or text.tokens[j].tag in bare]
    return told + [j for j in joined if opens_with(text, j, text.grammar.that)]


def _terms(place: CuePlace) -> list[int]:
    """ "if the frost comes, he warned, it will die", "says it will open, provided Peru pays": the conditions that the
    parser hangs on the cue."""
    text, asides = place.text, place.on(Rel.ADVERB_CLAUSE) if place.on(*SUBJECTS) else []
    found = (text.clauses[j] for j in asides if j in text.clauses)
    return [c.head for c in found if c.mood is Factuality.HYPOTHETICAL and child(text, c.head, *SUBJECTS) is not None]


def _left_out(place: CuePlace) -> tuple[int, ...]:
    """ "a record that he said was lost": what is said of the record names the record."""
    noun = antecedent_of(place.text, place.cue)
    return () if noun is None else (noun,)


def _around(place: CuePlace) -> Content | None:
    """ "A, he said, B": the parser hangs the cue under the clause it reports."""
    text, token = place.text, place.text.tokens[place.cue]
    as_clause = any(text.tokens[j].lemma in text.grammar.as_ for j in text.children[token.i] if j < token.i)
    added = _adds(text, token.i)
    beside = token.dep == Rel.PARATAXIS or (token.dep == Rel.ADVERB_CLAUSE and (as_clause or added))
    loose = token.dep == Rel.CONJUNCT and added and not with_dep(text, token.head, Rel.COORDINATOR)
    if not (beside or loose) or not place.on(*SUBJECTS):
        return None
    above = text.tokens[token.head]
    above = text.tokens[above.head] if above.dep == Rel.SUBJECT else above  # "the point, he said, is that …"
    while loose and above.dep == Rel.ADVERB_CLAUSE and is_verb(text.tokens[above.head]):
        above = text.tokens[above.head]  # "rents rose after it opened, a priest wrote"
    inserted = above.i > token.i and any(s < token.i for s in with_dep(text, above.i, *SUBJECTS))
    told = place.on(Rel.CLAUSE) or (place.on(Rel.OBJECT) and not inserted)  # inserted: with who is told
    return None if told or not is_verb(above) else place.content(above.i, *_terms(place))


def _adds(text: View, i: int) -> bool:
    """ "A took B, *police alleged* on Monday.": a clause after a comma that nothing joins to the one before."""
    below = text.subtree(i)
    bare = child(text, i, Rel.MARKER, Rel.OBJECT, Rel.CLAUSE, Rel.AUXILIARY) is None and text.tokens[i].tag in _PAST
    opens = text.tokens[below[0]].dep not in {Rel.ADVERB, Rel.PREPOSITION}
    return bare and opens and text.tokens[below[0] - 1].text == ","


def _has_subject(text: View, i: int) -> bool:
    bare = text.tokens[i].tag == "VBG" and child(text, i, Rel.AUXILIARY) is None
    own = any(text.tokens[k].tag == "PRP" for k in with_dep(text, i, *SUBJECTS)) and text.tokens[i].pos in _STATES
    if bare or own:
        return False  # "found itself relying on them", "found itself a goal down"
    if child(text, i, *SUBJECTS, Rel.EXPLETIVE) is not None:
        return text.tokens[i].tag != "VB" or child(text, i, Rel.AUXILIARY, Rel.MARKER) is not None
    return text.tokens[i].tag in {"VBD", "VBZ", "VBP"}


def _asks(text: View, i: int) -> bool:
    beside = {k for j in with_dep(text, i, Rel.ADVERB_CLAUSE) for k in text.subtree(j)}  # "if it pays, he will go"
    first = text.tokens[text.subtree(i)[0]]
    subject = child(text, i, Rel.CLAUSE_SUBJECT)  # "*whether* it works will be seen"
    beside |= set(text.subtree(subject)) if subject is not None else set()
    return first.lemma.lower() in text.grammar.asking and first.dep != Rel.SUBJECT and first.i not in beside


def _whether(place: CuePlace) -> Content | None:
    asked = place.on(Rel.CLAUSE, Rel.ADVERB_CLAUSE, Rel.PARTICIPLE)
    return next((place.content(j) for j in asked if j > place.cue and _asks(place.text, j)), None)


def _infinitive(place: CuePlace) -> Content | None:
    text, j = place.text, place.to_verb(Rel.OPEN_CLAUSE, Rel.PARTICIPLE, Rel.CLAUSE, Rel.ADVERB_CLAUSE)
    cue, link = text.tokens[place.cue], text.tokens[text.tokens[place.cue].head]
    if j is None or (cue.pos == "NOUN" and link.lemma in text.grammar.wished and text.clause(j).passive):
        return None  # "a deadline for its demands to be met": nobody demands that
    finite = cue.tag != "VB"  # "wants to widen the road, build a bridge and …"
    more = [k for k in place.on(Rel.CONJUNCT) if finite and k > j and text.tokens[k].tag == "VB"]
    more = [k for k in more if child(text, k, Rel.AUXILIARY, *SUBJECTS) is None]
    given = [k for k in place.on(Rel.OBJECT) if k < j]  # "offered them *a bonus* to stay", "pledged *$9m* to mend it"
    if not place.on(Rel.RECIPIENT):
        things = (k for k in given if text.tokens[k].pos in {"NOUN", "NUM"})
        given = [k for k in things if not text.grammar.is_one(text.tokens[k].lemma, _HUMAN)]
        given += [k for k in place.on(Rel.PREPOSITION) if given and given[0] < k < j]  # "$9m | of its own"
    asked = text.tokens[place.cue + 1 : j] if cue.pos == "NOUN" else []
    given += [t.i for t in asked if t.dep == Rel.PREPOSITION and t.lemma in text.grammar.wished]  # "call *for X* to"
    return place.content(j, *given, *more, *_left_out(place))


def _gerund(place: CuePlace) -> Content | None:
    text, done = place.text, place.on(Rel.OPEN_CLAUSE, Rel.CLAUSE, Rel.OBJECT)
    beside = [j for j in place.on(Rel.ADVERB_CLAUSE) if j <= place.cue + 1 + bool(place.on(Rel.PARTICLE))]
    done += beside  # "ruled out | moving"
    first = {j: text.tokens[min([j, *with_dep(text, j, Rel.AUXILIARY)])].tag for j in done if j > place.cue}
    return next((place.content(j) for j, tag in first.items() if tag == "VBG"), None)  # "denied *having* met him"


def _object(place: CuePlace) -> Content | None:
    """The object with adverbs after it ("guarantees only afterwards"); of two the later ("paid nurses | a bonus")."""
    text, j = place.text, object_of(place.text, place.cue)
    which = (child(text, k, *SUBJECTS) for k in place.on(Rel.CLAUSE))
    if j is not None and text.tokens[j].head != place.cue and any(k and text.tokens[k].tag in _WHICH for k in which):
        return None  # "a book which critics claim | is a copy"
    j = j if text.tokens[place.cue].pos != "VERB" else next(iter(place.on(Rel.OBJECT)[1:2]), j)
    j = child(text, place.cue, Rel.PREP_OBJECT) if j is None else j  # "is against | the plan"
    if j is None or (text.tokens[j].pos == "PRON" and text.tokens[j].tag != "DT"):
        return None
    verb = place.to_verb(Rel.OPEN_CLAUSE) if text.tokens[j].pos == "NOUN" else None  # "rejected calls | to quit"
    more = [verb] if verb is not None and verb > j else _trailing(place, j)
    return place.content(j, *more) if j > place.cue else place.content(j)


def _trailing(place: CuePlace, thing: int) -> list[int]:
    """Adverbs and phrases after the object that the parser hangs on the cue; not when it was said."""
    text, found = place.text, list[int]()
    for k in (k for k in place.on(Rel.ADVERB, Rel.PREPOSITION) if k > thing):
        if text.tokens[text.subtree(k)[0] - 1].text == ",":
            continue  # "the plan, however", "the sale, five days before the cup"
        inner = child(text, k, Rel.PREP_OBJECT, Rel.PREP_CLAUSE)
        dated = inner is None or (
            text.tokens[inner].entity in _TIMES and text.tokens[k].lemma not in text.grammar.reaching
        )
        asked = inner is not None and text.tokens[k].lemma in place.rest
        part = inner is not None and text.tokens[inner].lemma in place.rest  # of the cue: "put | on the table"
        if not part and (text.tokens[k].dep == Rel.ADVERB or not dated or asked):
            found.append(k)
    each = place.on(Rel.NOUN_ADVERB)  # "400 francs | a kilo"
    closing = text.subtree(thing)[-1] + 1
    return found + [k for k in each if text.subtree(k)[0] == closing and text.tokens[k].entity not in _TIMES]


def _object_infinitive(place: CuePlace) -> Content | None:
    """ "urged him to leave": the parser gives an object and a verb, or one clause with "him" as its subject."""
    verb = place.to_verb(Rel.OPEN_CLAUSE, Rel.CLAUSE, Rel.ADVERB_CLAUSE)
    who = next(iter(place.on(Rel.OBJECT)), None)
    if verb is None or (who is None and child(place.text, verb, *SUBJECTS) is None):
        return None
    return place.content(verb) if who is None else place.content(verb, who) if who < verb else None


def _object_as(place: CuePlace) -> Content | None:
    text, thing = place.text, object_of(place.text, place.cue)
    links = (j for j in _attached(place) if text.tokens[j].dep in {Rel.PREPOSITION, *_CLAUSES} and j > place.cue)
    first = ((j, child(text, j, Rel.MARKER) or j) for j in links)  # "as | captured by fear"
    j = next((j for j, k in first if text.tokens[k].lemma in text.grammar.as_), None)
    thing = child(text, place.cue, Rel.OBJECT) if thing is None else thing  # "*what* she describes as luck"
    return None if j is None else place.content(j) if thing is None else place.content(j, thing)


def _predicate(place: CuePlace) -> Content | None:
    # "called | Lind | a liar", both of them complements to the parser
    text, thing = place.text, next(iter(place.on(Rel.OBJECT) or place.on(Rel.RESULT)[:-1]), None)
    named = thing is not None and text.tokens[thing].pos != "PRON"
    for j in (j for j in place.on(Rel.RESULT, Rel.NOUN_ADVERB, Rel.CLAUSE) if j != thing):
        token = text.tokens[j]
        if token.dep == Rel.RESULT or (token.dep == Rel.NOUN_ADVERB and thing is not None and not token.entity):
            more = [k for k in _trailing(place, j) if text.tokens[k].lemma in text.grammar.governing]
            return place.content(j, *more, *([thing] if thing is not None and named and thing < j else []))
        if token.dep == Rel.CLAUSE and token.pos in {"ADJ", "NOUN", "PROPN"} and child(text, j, *SUBJECTS) is not None:
            return place.content(j)
    # called the plan | "a mistake", called the chairman, Lee | a puppet: names of it to the parser
    beside = [k for k in text.subtree(thing) if text.tokens[k].dep == Rel.APPOSITION] if thing is not None else []
    if thing is None or not beside:
        return None
    first = text.subtree(beside[-1])[0]
    quoted = any(t.tag == "``" for t in text.tokens[first - 1 : first + 1])
    return place.content(thing) if quoted or text.tokens[first].lemma.lower() in text.grammar.indefinite else None


def _including(place: CuePlace) -> Content | None:
    """ "its demands, which include Kyiv's withdrawal", "demands including a truce", "its demand is that …"."""
    text, token = place.text, place.text.tokens[place.cue]
    listed = (j for j in place.on(*_CLAUSES, Rel.PREPOSITION) if text.tokens[j].lemma in text.grammar.including)
    told = token.dep == Rel.SUBJECT and text.tokens[token.head].lemma in text.grammar.be | text.grammar.including
    verb = next(listed, token.head if told else token.i)
    inner = child(text, verb, *_LISTED) if verb != token.i else None
    return place.content(inner) if inner is not None else None


def _whole(place: CuePlace) -> Content | None:
    """The clause of an adjective with its subject and the word itself ("a deal is likely to fail")."""
    text, verb = place.text, place.text.tokens[place.cue].head
    who = child(text, verb, *SUBJECTS) if text.tokens[verb].dep != Rel.RELATIVE else None
    return None if who is None or text.tokens[who].pos == "PRON" else CuePlace(text, -1, place.apart).content(verb)


def _subject_infinitive(place: CuePlace) -> Content | None:
    text, verb, who = place.text, place.to_verb(Rel.OPEN_CLAUSE, Rel.CLAUSE), place.on(*SUBJECTS)
    hung = text.tokens[place.cue].dep
    if verb is None or hung == Rel.PREP_CLAUSE or not (who or hung == Rel.PARTICIPLE):
        return None  # "in | what appears to be an attack"
    if not who:
        return place.content(verb)  # "two men *said* to have met"
    taken_up = hung == Rel.RELATIVE and text.tokens[who[0]].tag in _WHICH
    return place.content(verb, text.tokens[place.cue].head if taken_up else who[0])  # "the court, *which* is expected"


def _host(place: CuePlace) -> Content | None:
    """The clause that "according to X" stands in: climb from the phrase to the verb above it, up to a semicolon."""
    above = list(ancestors(place.text, place.cue))
    verbs = (t for t in map(place.text.tokens.__getitem__, above) if is_verb(t) and not _adds_on(place.text, t))
    found = place.content(next((t.i for t in verbs), above[-1])) if above else None
    ends = [i for i in place.below(found.head) if place.text.tokens[i].text == ";"] if found is not None else []
    start = max((i for i in ends if found is not None and i < min(found.head, place.cue)), default=-1)
    return found if found is None else trimmed(place.text, found.head, [i for i in found.tokens if i > start])


def _adds_on(text: View, token: Token) -> bool:
    """ "sank, *killing* nine, according to Lee": what only adds to a clause is not all that is said."""
    adds = token.tag == "VBG" and token.dep in {Rel.ADVERB_CLAUSE, Rel.PARTICIPLE}
    return token.dep in _JOINED or (adds and child(text, token.i, *SUBJECTS) is None)


def _received(place: CuePlace) -> Content | None:
    """ "*the bill* drew criticism from", "*the bill* came under fire from", "has the backing of": what got it."""
    text, noun = place.text, place.text.tokens[place.cue]
    link = text.tokens[noun.head]
    verb = text.tokens[link.head] if noun.dep == Rel.PREP_OBJECT else link
    got = noun.dep in {Rel.OBJECT, Rel.PREP_OBJECT} and verb.lemma in text.grammar.receiving
    return next((place.content(i) for i in subjects(text, verb.i) if i < verb.i), None) if got else None


def _after(place: CuePlace) -> Content | None:
    """The rest of the sentence, if it is a clause, or a part of it is quoted, and no question: "Poll: *Voters want a
    recount*", "Lee: *‘Silly’ plan will fail*"."""
    text = place.text
    rest = text.tokens[place.cue + 1 : text.sentence(place.cue).last]
    marks = [t.i for t in rest if t.tag in _MARKS]
    if any(t.text.isalnum() and sum(k < t.i for k in marks) % 2 == 0 for t in rest if marks):
        return trimmed(text, rest[0].i, [t.i for t in rest])
    verbs = (t.i for t in rest if is_finite(text, t.i) and is_verb(t))
    told = (i for i in verbs if any(s > place.cue for s in with_dep(text, i, *SUBJECTS)))  # not "Lee: Saved a shot"
    verb = next((i for i in told if text.tokens[i].dep == Rel.ROOT or text.tokens[i].head <= place.cue), None)
    asks = rest and (rest[0].pos == "PUNCT" or rest[0].lemma.lower() in text.grammar.asking)
    return None if verb is None or asks else trimmed(text, verb, [t.i for t in rest])


def _attached(place: CuePlace) -> list[int]:
    """The cue's dependents, then those of its object or agent: the parser hangs "of lying" now here, now there."""
    text, found = place.text, hanging_on(place.text, place.cue)
    token = text.tokens[place.cue]
    if token.pos == "NOUN" and token.dep == Rel.OBJECT:  # "voiced support | for"
        found += [j for j in with_dep(text, token.head, Rel.PREPOSITION) if j > place.cue]
    for thing in (child(text, place.cue, Rel.OBJECT, Rel.RECIPIENT, Rel.PREP_OBJECT), by_whom(text, place.cue)):
        if thing is not None and not (place.things and text.tokens[thing].pos != "PROPN"):
            found += [j for j in text.children[thing] if j > thing]
    return found


def _preposition(place: CuePlace, word: str) -> Content | None:
    text = place.text
    for j in _attached(place):
        token = text.tokens[j]
        led = token.lemma == word and token.dep in _LINKS and j > place.cue and not leads_to_time(text, j)
        inner = child(text, j, Rel.PREP_OBJECT, Rel.PREP_CLAUSE) if led else None
        if inner is not None:
            rest = text.grammar.reaching | text.grammar.governing  # "called for calm | on both sides"
            more = [k for k in _trailing(place, inner) if text.tokens[k].lemma in rest]
            return place.content(inner, *_more(place, inner, word), *more)
        if token.dep in {Rel.ADVERB_CLAUSE, Rel.PARTICIPLE}:  # "called for both to sign", a clause to the parser
            marks = (
                k for k in with_dep(text, j, Rel.MARKER, Rel.PREPOSITION) if text.tokens[k].lemma == word and k < j
            )
            mark = next(marks, None)
            if mark is not None:
                kept = text.tokens[mark].dep == Rel.PREPOSITION
                return trimmed(text, j, [k for k in place.below(j) if k != mark or kept])
    return None


def _more(place: CuePlace, inner: int, word: str) -> list[int]:
    """ "called for X | to go", "against the claim | that …": what the parser hangs on the cue."""
    text, noun = place.text, place.text.tokens[inner]
    goes_on = word in text.grammar.wished or noun.tag == "VBG"
    verb = place.to_verb(Rel.OPEN_CLAUSE, Rel.ADVERB_CLAUSE, Rel.CLAUSE) if goes_on else None
    told = place.on(*_CLAUSES) if verb is None and noun.pos == "NOUN" else []
    that = [j for j in told if opens_with(text, j, text.grammar.that)]
    if noun.tag == "VBG":  # "accused of driving | while drunk"
        aside = [j for j in place.on(Rel.ADVERB_CLAUSE) if text.tokens[text.subtree(j)[0] - 1].text != ","]
        that += [j for j in aside if opens_with(text, j, text.grammar.while_)]
    return [j for j in (*that[:1], verb) if j is not None and j > inner]


_FINDERS: Mapping[str, Callable[[CuePlace], Content | None]] = {
    Slot.QUOTE: lambda _: None,
    Slot.CLAUSE: _clause,
    Slot.WHETHER: _whether,
    Slot.INF: _infinitive,
    Slot.GERUND: _gerund,
    Slot.OBJECT: _object,
    Slot.OBJECT_INF: _object_infinitive,
    Slot.OBJECT_AS: _object_as,
    Slot.PREDICATE: _predicate,
    Slot.SUBJECT_INF: _subject_infinitive,
    Slot.HOST: _host,
    Slot.AFTER: _after,
    Slot.RECEIVED: _received,
    Slot.INCLUDING: _including,
    Slot.WHOLE: _whole,
}
