"""What a clause's own words say of its reality: helpers, negation, the word that opens it; and whether it is denied."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kgbuild.extract.parse.grammar import Scope
from kgbuild.extract.parse.relations import DOING, HELPING, SUBJECTS, Rel
from kgbuild.extract.parse.tree import Tree, ancestors, child, with_dep
from kgbuild.model.facts import Factuality

_OPENING = frozenset({Rel.MARKER, Rel.ADVERB})
_SAYING = _OPENING | {Rel.AUXILIARY, Rel.PASSIVE}
_MODIFYING = (Rel.ADJECTIVE, Rel.DETERMINER, Rel.COMPOUND, Rel.OWNER)


def mood_in(text: Tree, where: Scope, lower: str) -> Factuality | None:
    """Return what a word says of the clause it stands so in, if anything."""
    found = text.grammar.mood.get(where, {}).get(lower)
    return Factuality(found) if found else None


def mood_of(text: Tree, verb: int, *, denied: bool) -> Factuality | None:
    """Return what a verb's own helpers, negation and conjunction make of what it tells, None where they say nothing;
    `denied` is what `is_negated` says of it."""
    words = {text.tokens[c].text.lower(): d for c in text.children[verb] if (d := text.tokens[c].dep) in _SAYING}
    above = text.tokens[text.tokens[verb].head]
    if text.tokens[verb].dep == Rel.ADVERB_CLAUSE and above.pos == "ADV" and above.i < verb:
        words |= {f"{above.text.lower()} {w}": Rel.MARKER for w in words}  # "as *long as* the canal is closed"
    words |= {" ".join(w for w, d in words.items() if d == Rel.MARKER): Rel.MARKER}  # "*as though* it had been sold"
    if not words and not denied and text.tokens[verb].tag != "MD":
        return None
    past = text.tokens[verb].tag == "VBD" or any(text.tokens[c].tag == "VBD" for c in with_dep(text, verb, *HELPING))
    held = text.grammar.until if past else frozenset()  # "stayed until he was freed"
    opens = (mood_in(text, Scope.OPENER, w) for w, d in words.items() if d in _OPENING and w not in held)
    found = next((m for m in opens if m is not None), None) or _inverted(text, verb) or _asked(text, verb)
    if found is not None:
        return found
    owed = text.tokens[verb].lemma in text.grammar.have and with_dep(text, verb, Rel.OPEN_CLAUSE)
    if owed and text.grammar.yet & words.keys():  # "has yet to begin"
        return Factuality.NEGATED
    if denied:
        return Factuality.HYPOTHETICAL if _is_vowed(text, verb, words) else Factuality.NEGATED
    if is_unmet(text, verb):
        return Factuality.CANCELLED
    if any(mood_in(text, Scope.HELPER, w) is Factuality.PLANNED for w in words) or text.tokens[verb].tag == "MD":
        return Factuality.PLANNED
    grammar = text.grammar
    if grammar.must & words.keys():  # "must withdraw by May"; "must be banned" is somebody's wish
        return Factuality.HYPOTHETICAL if Rel.PASSIVE in words.values() else Factuality.PLANNED
    if grammar.would & words.keys():
        unreal = bool(grammar.have & words.keys()) or _has_condition(text, verb)
        return Factuality.HYPOTHETICAL if unreal else Factuality.PLANNED
    possible = {d for w, d in words.items() if mood_in(text, Scope.HELPER, w) is Factuality.HYPOTHETICAL}
    return Factuality.HYPOTHETICAL if Rel.AUXILIARY in possible else None


def _is_vowed(text: Tree, verb: int, words: Mapping[str, str]) -> bool:
    """Say whether a denial tells what somebody means to leave undone, and of no day on which it was not done:
    "vowed never to negotiate", "would never meet them"."""
    token, grammar = text.tokens[verb], text.grammar
    meant = token.dep == Rel.OPEN_CLAUSE and bool(grammar.to & words.keys())
    return meant or bool(grammar.would & words.keys())


def mood_before(text: Tree, i: int) -> Factuality | None:
    """Return what a word before a noun makes of it ("no talks"), None where none says anything."""
    for c in with_dep(text, i, *_MODIFYING):
        inner = with_dep(text, c, Rel.DETERMINER) if text.tokens[c].dep in {Rel.COMPOUND, Rel.OWNER} else []
        found = (mood_in(text, Scope.DETERMINER, text.tokens[d].text.lower()) for d in (c, *inner))
        first = next((m for m in found if m is not None), None)
        if first is not None:
            return first
    return None


def is_perfect(text: Tree, verb: int) -> bool:
    """Say whether a verb is a perfect ("has met", "to have met")."""
    helpers = {text.tokens[c].lemma.lower() for c in with_dep(text, verb, Rel.AUXILIARY)}
    return not helpers.isdisjoint(text.grammar.have)


def is_unmet(text: Tree, verb: int) -> bool:
    """Say whether a verb tells of a plan that came to nothing: "was to have opened", "were to have met"."""
    helpers = {text.tokens[c].text.lower() for c in with_dep(text, verb, Rel.AUXILIARY)}
    above, grammar = text.tokens[text.tokens[verb].head], text.grammar
    perfect = grammar.to & helpers and is_perfect(text, verb)
    return bool(perfect) and above.lemma in grammar.be and above.i != verb


def _inverted(text: Tree, verb: int) -> Factuality | None:
    """Read an auxiliary that opens its clause: "had they ever met, there would be no need"."""
    subject = with_dep(text, verb, *DOING) if text.tokens[verb].dep != Rel.ROOT else []
    if not subject:
        return None
    before = (text.tokens[c].text.lower() for c in with_dep(text, verb, Rel.AUXILIARY) if c < subject[0])
    return next((m for w in before if (m := mood_in(text, Scope.INVERTED, w)) is not None), None)


def _asked(text: Tree, verb: int) -> Factuality | None:
    """Read the mood of what is asked for: "asked that he be freed", "insisted that she resign"."""
    if text.tokens[verb].dep != Rel.CLAUSE or not with_dep(text, verb, *DOING):
        return None
    finite = [verb, *with_dep(text, verb, *HELPING)]
    bare = all(text.tokens[c].tag in {"VB", "VBN"} for c in finite) and any(text.tokens[c].tag == "VB" for c in finite)
    marks = {text.tokens[c].text.lower() for c in with_dep(text, verb, Rel.MARKER)}
    return Factuality.HYPOTHETICAL if bare and marks & text.grammar.that else None


def _has_condition(text: Tree, verb: int) -> bool:
    marks = (m for c in with_dep(text, verb, Rel.ADVERB_CLAUSE) for m in with_dep(text, c, Rel.MARKER))
    return any(mood_in(text, Scope.OPENER, text.tokens[m].text.lower()) for m in marks)


_HANGING = frozenset({Rel.ADVERB_CLAUSE, Rel.PARTICIPLE, Rel.PREP_CLAUSE})
_LESSENING = frozenset({Rel.DETERMINER, Rel.NEGATION, Rel.ADJECTIVE})
_ARGUMENTS = frozenset({Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OBJECT, Rel.ATTRIBUTE})
_DENYING = _ARGUMENTS | {Rel.NEGATION, Rel.ADVERB, Rel.PRECONJUNCT, Rel.PREPOSITION}


def is_negated(text: Tree, i: int, *, things: bool = True) -> bool:
    """Say whether a verb or predicate is negated, itself, by its helpers, subject or (`things`) object with "no"."""
    tokens, negations = text.tokens, text.grammar.negations
    for j in text.children[i]:
        token = tokens[j]
        if token.dep not in _DENYING or (j < i and tokens[j + 1].text.lower() in text.grammar.merely):
            continue  # "did not *only* say so", "promised not *just* a road"
        if token.dep == Rel.NEGATION:
            return True
        if token.dep in _ARGUMENTS:
            if has_no(text, j):
                return things or token.dep != Rel.OBJECT
        elif j > i:
            continue
        elif token.dep == Rel.PREPOSITION:
            inner = child(text, j, Rel.PREP_OBJECT)
            if inner is not None and has_no(text, inner) and _is_inverted(text, i):
                return True  # "at no point did we ask"
        elif token.lemma.lower() in negations:
            return True
        elif token.dep == Rel.ADVERB and child(text, j, Rel.NEGATION) is not None:
            return True  # "no longer"
    return joined_by_nor(text, i)


def _is_inverted(text: Tree, i: int) -> bool:
    helper, subject = child(text, i, Rel.AUXILIARY), child(text, i, *SUBJECTS)
    return helper is not None and subject is not None and helper < subject


def joined_by_nor(text: Tree, i: int) -> bool:
    """ "neither confirms nor denies": what "nor" joins is denied as well."""
    if text.tokens[i].dep != Rel.CONJUNCT:
        return False
    links = [j for j in text.children[text.tokens[i].head] if text.tokens[j].dep == Rel.COORDINATOR and j < i]
    return bool(links) and text.tokens[links[-1]].lemma.lower() in text.grammar.negations


def has_no(text: Tree, i: int) -> bool:
    """Say whether a noun is "no one", "nothing", "no agreement", "little inclination"; not "a few", "No 10"."""
    grammar = text.grammar
    if text.tokens[i].text.isdigit():
        return False
    if text.tokens[i].lemma.lower() in grammar.negations:
        return True
    # not "bodies, *not* bills"
    before = [text.tokens[j] for j in text.children[i] if text.tokens[j].dep in _LESSENING and j < i]
    some = any(t.lemma.lower() in grammar.indefinite for t in before)
    return not some and any(t.lemma.lower() in grammar.negations for t in before)


def is_conditional(text: Tree, i: int, conditions: Collection[str]) -> bool:
    """Say whether a verb stands in an "if" clause, at any depth."""
    above = (j for j in (i, *ancestors(text, i)) if text.tokens[j].dep in _HANGING)
    return any(_is_marked(text, j, conditions) for j in above)


def conditional_subject(text: Tree, i: int, conditions: Collection[str]) -> int | None:
    """Return the subject of the clause that sets a condition for verb `i` ("if *Peru* closed the dam, …")."""
    clause = next((j for j in with_dep(text, i, Rel.ADVERB_CLAUSE) if _is_marked(text, j, conditions)), None)
    subject = child(text, clause, *SUBJECTS) if clause is not None else None
    return None if subject is None or text.tokens[subject].lemma.lower() in text.grammar.it else subject


def _is_marked(text: Tree, clause: int, conditions: Collection[str]) -> bool:
    return any(text.tokens[k].lemma.lower() in conditions for k in with_dep(text, clause, Rel.MARKER, Rel.ADVERB))


def told_false(text: Tree, i: int) -> bool:
    """ "Rumours that he had *died* were false": whether what a clause tells is called not so in the same breath."""
    noun = text.tokens[text.tokens[i].head]
    if noun.pos != "NOUN" or noun.dep not in SUBJECTS or not with_dep(text, i, Rel.MARKER):
        return False
    said = text.grammar.true if is_negated(text, noun.head) else text.grammar.untrue
    return any(text.tokens[c].lemma.lower() in said for c in text.children[noun.head])


def is_refuted(text: Tree, i: int) -> bool:
    """ "Dismissed a report that he had *died*", "called false a claim that …", "no truth in the story that …"."""
    noun, grammar = text.tokens[text.tokens[i].head], text.grammar
    over = text.tokens[noun.head]
    that = any(text.tokens[c].text.lower() in grammar.that for c in text.children[i])
    if not that or noun.lemma.lower() not in grammar.rumours:
        return False
    denied = noun.dep == Rel.OBJECT and over.lemma.lower() in grammar.refuting and not is_negated(text, over.i)
    called = any(text.tokens[c].lemma.lower() in grammar.untrue for c in with_dep(text, noun.i, Rel.ADJECTIVE))
    empty = noun.dep == Rel.PREP_OBJECT and text.tokens[over.head].lemma.lower() in grammar.truth
    return denied or called or (empty and has_no(text, over.head))
