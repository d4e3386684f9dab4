"""Where a frame finds what is said: each slot is a small function from the cue to content tokens."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, dependents, is_verb, with_dep
from kgbuild.extract.parse.verbs import antecedent_of, by_whom, is_infinitive, object_of
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.content import Content, trimmed
from kgbuild.extract.positions.vocabulary import Phrase, Slot
from kgbuild.model.facts import Factuality

_CLAUSES = frozenset({Rel.CLAUSE, Rel.ADVERB_CLAUSE, Rel.PARTICIPLE, Rel.RELATIVE})


@dataclass(frozen=True, slots=True)
class CuePlace:
    """A cue in its text.

    `apart` are heads of participles that speak for themselves and belong to no content; `things` says that the cue's
    object may be the content, so that what hangs on the object is a part of it; `rest` are the prepositions that the
    frame asks for.
    """

    text: View
    cue: int
    apart: Collection[int] = frozenset()
    things: bool = False
    rest: Phrase = ()

    def below(self, i: int) -> list[int]:
        """Return the subtree of a token without the cue's and without what stands apart."""
        found, todo = [], [i]
        while todo:
            j = todo.pop()
            if j == self.cue or j in self.apart:
                continue
            found.append(j)
            todo.extend(self.text.children[j])
        return sorted(found)

    def content(self, head: int, *more: int) -> Content | None:
        """Return the content under `head` and further heads, trimmed."""
        tokens = sorted({j for i in (head, *more) for j in self.below(i)})
        return trimmed(self.text, head, tokens)


def find_content(place: CuePlace, slot: str) -> Content | None:
    """Return the content that stands in `slot`, or None. Quotations beside the cue are found elsewhere."""
    finder = _FINDERS.get(slot)
    return finder(place) if finder is not None else _preposition(place, slot)


def _clause(place: CuePlace) -> Content | None:
    text, cue = place.text, place.cue
    for j in with_dep(text, cue, Rel.CLAUSE):
        if _has_subject(text, j) and not _asks(text, j) and not _cut_off(text, j, cue):
            return _from_that(text, place.content(j, *_left_out(place), *_joined(place, j)))
    for j in _late(place):
        return place.content(j)
    for j in with_dep(text, cue, Rel.PARTICIPLE, Rel.RELATIVE):  # "a demand that", "confident that"
        if _that(text, j):
            return place.content(j)
    return _around(place)


def _joined(place: CuePlace, clause: int) -> list[int]:
    """ "said he had doubts, but could not say why", "thought of her, and of “…”": a modal without a subject or a
    preposition goes on with what was said; "if the frost
    comes, he warned, the orchards will die": so does the condition before the insertion."""
    text, terms = place.text, _terms(place)
    if clause < place.cue:
        return []
    told = [j for j in with_dep(text, place.cue, Rel.CONJUNCT) if j > clause and child(text, j, *SUBJECTS) is None]
    goes_on = (
        j for j in told if text.tokens[j].pos == "ADP" or any(text.tokens[k].tag == "MD" for k in text.children[j])
    )
    return terms + list(goes_on)


def _terms(place: CuePlace) -> list[int]:
    """The conditions the parser hangs on a cue with a subject: clauses before it that open with "if" or the like."""
    text, cue = place.text, place.cue
    asides = with_dep(text, cue, Rel.ADVERB_CLAUSE) if child(text, cue, *SUBJECTS) is not None else []
    found = [text.clauses[j] for j in asides if j < cue and j in text.clauses and child(text, j, *SUBJECTS) is not None]
    return [clause.head for clause in found if clause.mood is Factuality.HYPOTHETICAL]


def _late(place: CuePlace) -> list[int]:
    """ "insisted as late as Tuesday that …", "reported, citing friends, that …": the parser hangs the clause on what
    stands between."""
    text = place.text
    found: list[int] = []
    for j in text.children[place.cue]:
        token = text.tokens[j]
        if j < place.cue or j in place.apart:
            continue
        if token.dep in {Rel.ADVERB, Rel.NOUN_ADVERB}:
            found += text.children[j]
        elif token.dep == Rel.ADVERB_CLAUSE and token.tag == "VBG":
            thing = child(text, j, Rel.OBJECT)
            found += [*text.children[j], *(text.children[thing] if thing is not None else ())]
    return [k for k in found if text.tokens[k].dep in _CLAUSES and _that(text, k) and _has_subject(text, k)]


def _more(place: CuePlace, inner: int, word: str) -> list[int]:
    """ "called for X | to go", "against the claim | that …": what the parser hangs on the cue."""
    verbs = (Rel.OPEN_CLAUSE, Rel.ADVERB_CLAUSE, Rel.CLAUSE)
    verb = _to_verb(place, *verbs) if word in place.text.grammar.wished else _clause_of(place, inner)
    if verb is None and place.text.tokens[inner].tag == "VBG":  # "of planning | to leave"
        verb = _to_verb(place, *verbs)
        verb = verb if verb is not None and min(place.text.subtree(verb)) == inner + 1 else None
    return [verb] if verb is not None and verb > inner else []


def _clause_of(place: CuePlace, noun: int) -> int | None:
    """ "pushed back against the claim that …": the parser hangs the noun's clause on the cue."""
    text = place.text
    after = (j for j in text.children[place.cue] if j > noun and text.tokens[j].dep in _CLAUSES)
    return next((j for j in after if text.tokens[noun].pos == "NOUN" and _that(text, j)), None)


def _cut_off(text: View, clause: int, cue: int) -> bool:
    """A; B denied it: what stands before a semicolon is not what B says."""
    return clause < cue and any(text.tokens[k].text == ";" for k in range(clause, cue))


def _from_that(text: View, content: Content | None) -> Content | None:
    """ "reported, citing friends, that …": what is said begins at "that"."""
    if content is None:
        return None
    marks = [
        k
        for k in text.children[content.head]
        if text.tokens[k].dep == Rel.MARKER and text.tokens[k].lemma in text.grammar.that
    ]
    before = [k for k in content.tokens if marks and k < marks[0]]
    if not before or text.tokens[content.tokens[0]].tag != "VBG":
        return content
    return trimmed(text, content.head, [k for k in content.tokens if k > marks[0]])


def _left_out(place: CuePlace) -> tuple[int, ...]:
    """ "a record that he said was lost": what is said of the record names the record."""
    noun = antecedent_of(place.text, place.cue)
    return () if noun is None else (noun,)


def _around(place: CuePlace) -> Content | None:
    """ "A, he said, B": the parser hangs the cue under the clause it reports."""
    text, cue = place.text, place.cue
    token = text.tokens[cue]
    as_clause = token.dep == Rel.ADVERB_CLAUSE and any(
        text.tokens[j].lemma in text.grammar.as_ for j in text.children[cue] if j < cue
    )
    if token.head == cue or not (token.dep == Rel.PARATAXIS or as_clause) or not is_verb(text.tokens[token.head]):
        return None
    inserted = token.head > cue and any(s < cue for s in with_dep(text, token.head, *SUBJECTS))  # with who is told
    full = child(text, cue, Rel.CLAUSE) is not None or (child(text, cue, Rel.OBJECT) is not None and not inserted)
    if child(text, cue, *SUBJECTS) is None or full:
        return None
    return place.content(token.head, *_terms(place))


def _has_subject(text: View, i: int) -> bool:
    if child(text, i, *SUBJECTS, Rel.EXPLETIVE) is not None:
        return text.tokens[i].tag != "VB" or any(
            text.tokens[j].dep in {Rel.AUXILIARY, Rel.MARKER} for j in text.children[i]
        )
    return is_verb(text.tokens[i]) and text.tokens[i].tag in {"VBD", "VBZ", "VBP"}


def _that(text: View, i: int) -> bool:
    return any(text.tokens[j].dep == Rel.MARKER and text.tokens[j].lemma in text.grammar.that for j in text.children[i])


def _asks(text: View, i: int) -> bool:
    beside = {k for j in with_dep(text, i, Rel.ADVERB_CLAUSE) for k in text.subtree(j)}  # "if it pays, he will go"
    first = min(text.subtree(i))
    asks = text.tokens[first].lemma.lower() in text.grammar.asking and text.tokens[first].dep != Rel.SUBJECT
    return asks and first not in beside


def _whether(place: CuePlace) -> Content | None:
    asked = with_dep(place.text, place.cue, Rel.CLAUSE, Rel.ADVERB_CLAUSE, Rel.PARTICIPLE)
    return next((place.content(j) for j in asked if j > place.cue and _asks(place.text, j)), None)


def _infinitive(place: CuePlace) -> Content | None:
    j = _to_verb(place, Rel.OPEN_CLAUSE, Rel.PARTICIPLE, Rel.CLAUSE, Rel.ADVERB_CLAUSE)
    if j is None:
        return None
    finite = place.text.tokens[place.cue].tag != "VB"  # "wants to widen the road, build a bridge and …"
    more = [k for k in with_dep(place.text, place.cue, Rel.CONJUNCT) if k > j and place.text.tokens[k].tag == "VB"]
    more = [k for k in more if finite and child(place.text, k, Rel.AUXILIARY, *SUBJECTS) is None]
    return place.content(j, *more, *_left_out(place))


def _to_verb(place: CuePlace, *deps: str) -> int | None:
    text = place.text
    verbs = (j for j in with_dep(text, place.cue, *deps) if j > place.cue and is_infinitive(text, j))
    return next((j for j in verbs if child(text, j, Rel.MARKER) is None), None)


def _gerund(place: CuePlace) -> Content | None:
    done = with_dep(place.text, place.cue, Rel.OPEN_CLAUSE, Rel.CLAUSE, Rel.OBJECT)
    return next((place.content(j) for j in done if j > place.cue and place.text.tokens[j].tag == "VBG"), None)


def _object(place: CuePlace) -> Content | None:
    """The object with adverbs after it ("guarantees only afterwards")."""
    text = place.text
    j = object_of(text, place.cue)
    if j is None or (text.tokens[j].pos == "PRON" and text.tokens[j].tag != "DT"):
        return None
    return place.content(j, *_trailing(place, j)) if j > place.cue else place.content(j)


def _trailing(place: CuePlace, thing: int) -> list[int]:
    """Adverbs and phrases after the object that the parser hangs on the cue; not when it was said."""
    text = place.text
    found = []
    for k in text.children[place.cue]:
        token = text.tokens[k]
        if k < thing or token.dep not in {Rel.ADVERB, Rel.PREPOSITION}:
            continue
        inner = child(text, k, Rel.PREP_OBJECT, Rel.PREP_CLAUSE)
        dated = inner is not None and token.lemma not in place.rest and text.tokens[inner].entity in {"DATE", "TIME"}
        if token.dep == Rel.ADVERB or (inner is not None and not dated):
            found.append(k)
    return found


def _object_infinitive(place: CuePlace) -> Content | None:
    """ "urged him to leave": the parser gives an object and a verb, or one clause with "him" as its subject."""
    text, cue = place.text, place.cue
    verb = _to_verb(place, Rel.OPEN_CLAUSE, Rel.CLAUSE, Rel.ADVERB_CLAUSE)
    if verb is None:
        return None
    who = child(text, cue, Rel.OBJECT)
    if who is None:
        who = child(text, verb, *SUBJECTS)
        return place.content(verb) if who is not None else None
    return place.content(verb, who) if who < verb else None


def _object_as(place: CuePlace) -> Content | None:
    text, cue = place.text, place.cue
    thing = object_of(text, cue)
    for j in _attached(place):
        if (
            text.tokens[j].lemma in text.grammar.as_
            and j > cue
            and text.tokens[j].dep in {Rel.PREPOSITION, Rel.MARKER, Rel.ADVERB_CLAUSE}
        ):
            return place.content(j, thing) if thing is not None else place.content(j)
    return None


def _marked(text: View, i: int) -> bool:
    """Say whether a phrase opens with a quotation mark, or right after one."""
    first = min(text.subtree(i))
    return any(t.tag == "``" for t in text.tokens[max(0, first - 1) : first + 1])


def _predicate(place: CuePlace) -> Content | None:
    text, cue = place.text, place.cue
    thing = child(text, cue, Rel.OBJECT)
    told = with_dep(text, cue, Rel.RESULT)
    if thing is None and len(told) > 1:  # "called | Lind | a liar", both of them complements to the parser
        thing = told[0]
    for j in text.children[cue]:
        token = text.tokens[j]
        if j < cue or j == thing:
            continue
        named = thing is not None and thing < j and text.tokens[thing].pos != "PRON"
        if token.dep == Rel.RESULT or (token.dep == Rel.NOUN_ADVERB and thing is not None and not token.entity):
            return place.content(j, thing) if thing is not None and named else place.content(j)
        if token.dep == Rel.CLAUSE and token.pos in {"ADJ", "NOUN", "PROPN"} and child(text, j, *SUBJECTS) is not None:
            return place.content(j)
    quoted = child(text, thing, Rel.APPOSITION) if thing is not None else None  # called the plan "a mistake"
    if thing is None or quoted is None or not _marked(text, quoted):
        return None
    return place.content(thing)


def _including(place: CuePlace) -> Content | None:
    """ "its demands, which include Kyiv's withdrawal", "demands including a truce", "its demand is that …"."""
    text = place.text
    for j in text.children[place.cue]:
        token = text.tokens[j]
        if token.lemma in text.grammar.including and token.dep in {Rel.RELATIVE, Rel.PREPOSITION, Rel.PARTICIPLE}:
            inner = child(text, j, Rel.CLAUSE, Rel.OBJECT, Rel.PREP_OBJECT, Rel.PREP_CLAUSE)
            return place.content(inner) if inner is not None else None
    token = text.tokens[place.cue]
    if token.dep == Rel.SUBJECT and text.tokens[token.head].lemma in text.grammar.be | text.grammar.including:
        inner = child(text, token.head, Rel.CLAUSE, Rel.OPEN_CLAUSE, Rel.ATTRIBUTE, Rel.OBJECT)
        return CuePlace(text, token.head, place.apart).content(inner) if inner is not None else None
    return None


def _whole(place: CuePlace) -> Content | None:
    """The clause of an adjective with its subject and the word itself ("a deal is likely to fail")."""
    text = place.text
    verb = text.tokens[place.cue].head
    if not is_verb(text.tokens[verb]) or text.tokens[verb].dep == Rel.RELATIVE:
        return None
    who = child(text, verb, *SUBJECTS)
    if who is None or text.tokens[who].pos == "PRON":
        return None
    return CuePlace(text, -1, place.apart).content(verb)


def _subject(place: CuePlace) -> Content | None:
    text, cue = place.text, place.cue
    j = child(text, cue, *SUBJECTS)
    if j is None and text.tokens[cue].dep == Rel.PARTICIPLE:
        return trimmed(text, text.tokens[cue].head, place.below(text.tokens[cue].head))
    return None if j is None or text.tokens[j].pos == "PRON" else place.content(j)


def _subject_infinitive(place: CuePlace) -> Content | None:
    verb = _to_verb(place, Rel.OPEN_CLAUSE, Rel.CLAUSE)
    who = child(place.text, place.cue, *SUBJECTS)
    if who is None and place.text.tokens[place.cue].pos == "ADJ":
        who = child(place.text, place.text.tokens[place.cue].head, *SUBJECTS)
    if verb is None or who is None:
        return None
    return place.content(verb, who)


def _host(place: CuePlace) -> Content | None:
    """The clause that "according to X" stands in: climb from the phrase to the verb above it."""
    text, i = place.text, place.cue
    top = text.tokens[i].head
    while not is_verb(text.tokens[top]) and text.tokens[top].head != top:
        top = text.tokens[top].head
    while text.tokens[top].dep in {Rel.OPEN_CLAUSE, Rel.AUXILIARY, Rel.CONJUNCT} and text.tokens[top].head != top:
        top = text.tokens[top].head
    if top == i:
        return None
    return place.content(top)


def _attached(place: CuePlace) -> list[int]:
    """The cue's dependents, then those of its object or agent: the parser hangs "of lying" now here, now there."""
    text, found = place.text, dependents(place.text, place.cue)
    for thing in (child(text, place.cue, Rel.OBJECT, Rel.RECIPIENT), by_whom(text, place.cue)):
        if thing is not None and not (place.things and text.tokens[thing].pos != "PROPN"):
            found += [j for j in text.children[thing] if j > thing]
    return found


def _preposition(place: CuePlace, word: str) -> Content | None:
    text = place.text
    for j in _attached(place):
        token = text.tokens[j]
        if (
            token.lemma == word
            and token.dep in {Rel.PREPOSITION, Rel.AGENT, Rel.RECIPIENT, Rel.PARTICLE, Rel.ADVERB}
            and j > place.cue
        ):
            inner = child(text, j, Rel.PREP_OBJECT, Rel.PREP_CLAUSE)
            if inner is not None:
                return place.content(inner, *_more(place, inner, word))
        if token.dep in {Rel.ADVERB_CLAUSE, Rel.PARTICIPLE}:
            marks = [k for k in text.children[j] if text.tokens[k].dep in {Rel.MARKER, Rel.PREPOSITION}]
            mark = next((k for k in marks if text.tokens[k].lemma == word), None)
            if mark is not None:  # "called for both to sign", a clause to the parser
                return trimmed(
                    text, j, [k for k in place.below(j) if k != mark or text.tokens[k].dep == Rel.PREPOSITION]
                )
    return None


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
    Slot.SUBJECT: _subject,
    Slot.SUBJECT_INF: _subject_infinitive,
    Slot.HOST: _host,
    Slot.INCLUDING: _including,
    Slot.WHOLE: _whole,
}
