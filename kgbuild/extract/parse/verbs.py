"""What the tree says of a verb: its name, its form, who does it and to whom, wherever they stand."""

from __future__ import annotations

from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import Tree, child, conjuncts, is_verb, led_to, with_dep
from kgbuild.model.text import Token

_PARTICLE_DEPS = frozenset({Rel.PARTICLE, Rel.PREPOSITION, Rel.ADVERB})
_INHERITING = frozenset(
    {
        Rel.CONJUNCT, Rel.ADVERB_CLAUSE, Rel.OPEN_CLAUSE, Rel.PREP_CLAUSE, Rel.PREPOSITION, Rel.PREDICATE,
        Rel.ATTRIBUTE, Rel.OTHER, Rel.AUXILIARY,
    }
)  # fmt: skip
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_JOINING = frozenset({"VERB", "AUX", "ADJ"})  # what is joined to these shares their subject
_CLIMB = 6  # verbs between a verb and the subject it inherits


def word(text: Tree, i: int) -> str:
    """Return a verb's lemma with its particle ("call off"), lower case; for other words the lemma."""
    lemma, found = text.tokens[i].lemma.lower(), particles_of(text, i)
    return " ".join([lemma, *(text.tokens[c].text.lower() for c in found)]) if found else lemma


def particles_of(text: Tree, i: int) -> list[int]:
    """Return a verb's particles; the parser calls some of them adverbs ("stepped down")."""
    prt, near = [], []
    for c in text.children[i]:
        token = text.tokens[c]
        if token.dep not in _PARTICLE_DEPS:
            continue
        if token.dep == Rel.PARTICLE:
            prt.append(c)
        elif token.dep == Rel.PREPOSITION and c == i + 1 and _is_particle(text, token):
            near.append(c)  # "walked out | of the talks", "caved in | near Lund"
        elif token.dep == Rel.ADVERB and token.text.lower() in text.grammar.particles:
            near += [c] if c == i + 1 or token.text.lower() in text.grammar.far_particles else []
    return prt + near


def _is_particle(text: Tree, token: Token) -> bool:
    """Say whether a preposition after a verb is a part of it: it is known for that, or leads to nothing."""
    bare = child(text, token.i, Rel.PREP_OBJECT, Rel.PREP_CLAUSE) is None
    return token.text.lower() in (text.grammar.out | (text.grammar.particles if bare else frozenset()))


def is_infinitive(text: Tree, i: int) -> bool:
    """Say whether a verb stands with "to"."""
    return any(text.tokens[j].dep == Rel.AUXILIARY and text.tokens[j].tag == "TO" for j in text.children[i])


def is_finite(text: Tree, i: int) -> bool:
    """Say whether a verb heads a finite clause."""
    return any(text.tokens[j].tag in _FINITE for j in (i, *with_dep(text, i, Rel.AUXILIARY, Rel.PASSIVE)))


def is_subjunctive(text: Tree, i: int) -> bool:
    """ "insisted that the board *resign*", "that he *be* freed": a clause with a subject and a bare verb."""
    token, subject = text.tokens[i], child(text, i, *SUBJECTS)
    helpers = [text.tokens[j] for j in with_dep(text, i, Rel.AUXILIARY, Rel.PASSIVE)]
    that = any(text.tokens[j].lemma in text.grammar.that for j in with_dep(text, i, Rel.MARKER))
    if token.dep != Rel.CLAUSE or subject is None or not that:
        return False
    if helpers:
        return helpers[0].tag == "VB"
    single = text.tokens[subject].tag in {"NN", "NNP", "NNPS"} and child(text, subject, Rel.CONJUNCT) is None
    return token.tag == "VB" or (token.tag == "VBP" and single)


def auxiliaries(text: Tree, i: int) -> list[str]:
    """Return the lemmas of a verb's auxiliaries, the words of "have to" and "going to" included."""
    found = [text.tokens[j].text.lower() for j in with_dep(text, i, Rel.AUXILIARY, Rel.PASSIVE)]
    now = text.tokens[i].tag not in {"VBG", "VBN"}  # "is having to", "has had to"
    if now and child(text, i, Rel.OPEN_CLAUSE) is not None and text.tokens[i].lemma in text.grammar.to_have:
        found.append(f"{text.tokens[i].lemma} to")
    return found


def is_passive(text: Tree, i: int) -> bool:
    """Say whether a verb is passive, a bare participle after a noun included ("a plan rejected by")."""
    token = text.tokens[i]
    if child(text, i, Rel.PASSIVE, Rel.PASSIVE_SUBJECT) is not None:
        return True
    if token.tag != "VBN" or child(text, i, Rel.AUXILIARY) is not None:
        return False
    bare = child(text, i, Rel.SUBJECT) is None
    if token.dep == Rel.CONJUNCT:  # "11 people were held and six hurt"
        return (bare or child(text, i, Rel.OBJECT) is None) and is_passive(text, token.head)
    return bare and token.dep in {Rel.PARTICIPLE, Rel.ADVERB_CLAUSE, Rel.RELATIVE}


def by_whom(text: Tree, i: int) -> int | None:
    """Return the head of the "by" phrase of a passive verb or a noun; of two, a name's ("by a point | by Rovia")."""
    led = with_dep(text, i, Rel.AGENT, Rel.PREPOSITION)
    by = [j for j in led if text.tokens[j].dep == Rel.AGENT or text.tokens[j].lemma in text.grammar.by]
    found = [o for j in by if (o := child(text, j, Rel.PREP_OBJECT)) is not None]
    named = (o for o in found if text.tokens[o].pos == "PROPN")
    return next(named, found[0] if found else None)


def agents(text: Tree, i: int) -> list[int]:
    """Return the "by" phrase of a passive verb or a noun with all it joins."""
    found = by_whom(text, i)
    return [] if found is None else conjuncts(text, found)


def owners(text: Tree, i: int) -> list[int]:
    """Return whose a thing is, likeliest first: "its plan", "a call by the opposition", "claims made by the board",
    "the offer from Paris", also where the parser hangs that on the verb ("dismissed a claim | by Peru")."""
    made = [by_whom(text, j) for j in (i, *with_dep(text, i, Rel.PARTICIPLE)) if j == i or text.tokens[j].tag == "VBN"]
    source = led_to(text, i, text.grammar.source)
    token, after = text.tokens[i], text.tokens[min(i + 1, len(text.tokens) - 1)]
    if token.dep == Rel.OBJECT and after.head == token.head and after.lemma in text.grammar.source | text.grammar.by:
        source += with_dep(text, after.i, Rel.PREP_OBJECT)
    return [j for j in (child(text, i, Rel.OWNER), *made, *source) if j is not None]


def is_cleft(text: Tree, i: int) -> bool:
    """ "It was *rebels* that freed him": whether a noun is told to be it, and to have done it."""
    noun = text.tokens[i]
    if noun.dep != Rel.ATTRIBUTE or text.tokens[noun.head].lemma not in text.grammar.be:
        return False
    it = (text.tokens[j].lemma.lower() for j in with_dep(text, noun.head, *SUBJECTS))
    return not text.grammar.it.isdisjoint(it) and bool(with_dep(text, i, Rel.RELATIVE))


def speaker_of(text: Tree, i: int) -> int | None:
    """Return the token of who does what verb `i` says: its own subject, the agent of a passive, or the one inherited
    from the verb it is joined to, adds to, or completes."""
    if is_passive(text, i):
        return by_whom(text, i)
    return subject_of(text, i)


def subject_of(text: Tree, i: int) -> int | None:
    """Return the grammatical subject of a verb, inherited where it has none of its own. Of two the nearer before the
    verb ("chief executive Jane Doe said"), else the nearer after it ("said *Doe*, head of Dockers Local 12")."""
    return min(subjects(text, i), key=lambda j: (j > i, abs(i - j)), default=None)


def subjects(text: Tree, i: int) -> list[int]:
    """Return the subjects of a verb (heads only): what a relative pronoun stands for, what an infinitive or participle
    takes from the clause above ("asked *a minister* to say"), what joined verbs share."""
    for _ in range(_CLIMB):
        own = [j for j in text.children[i] if text.tokens[j].dep in SUBJECTS]
        if own:
            return [antecedent(text, j, i) for j in own]
        token = text.tokens[i]
        above = text.tokens[token.head]
        if token.dep in {Rel.PARTICIPLE, Rel.RELATIVE}:
            agreed = above.lemma.lower() in text.grammar.undertaken and is_infinitive(text, i)
            if agreed and above.lemma.lower() not in text.grammar.granted and (own := owners(text, above.i)):
                return own[:1]  # "hailed the *council's* decision | to ban it"
            i = above.head if text.tokens[above.head].pos != "ADP" else text.tokens[above.head].head
            if not agreed or not is_verb(text.tokens[i]):
                return [above.i]
            continue  # "signed a *deal* | to buy a rival": who signed it is to buy
        unlike = token.dep == Rel.CONJUNCT and above.pos not in _JOINING
        if token.dep not in _INHERITING or above.i == i or unlike:
            return []
        controlled = _controlled(text, token)
        if controlled is not None:
            return [controlled]
        if _after_relative(text, token):
            return [above.head]
        seen = _seen(text, token)
        if seen is not None and not is_verb(text.tokens[seen]):
            return [seen]
        i = above.i if seen is None else seen
        if above.pos in {"NOUN", "PROPN", "PRON"}:
            if (above.entity, above.dep) != ("DATE", Rel.PREP_OBJECT):
                return [i]
            i = above.head  # "after *months* of refusing, Lee agreed"
    return []


def _after_relative(text: Tree, token: Token) -> bool:
    """ "Lee, whose list lost, *conceded* defeat.": the main verb, which the parser joins to the relative clause."""
    above = text.tokens[token.head]
    if token.dep != Rel.CONJUNCT or above.dep != Rel.RELATIVE or text.tokens[above.head].dep != Rel.ROOT:
        return False
    noun = text.tokens[above.head].pos in {"NOUN", "PROPN"} and token.tag in {"VBD", "VBZ", "VBP"}
    return noun and text.tokens[text.subtree(token.i)[0] - 1].text == ","


def _seen(text: Tree, token: Token) -> int | None:
    """ "saw soldiers *fire*, killing four", "watched the *roof* fall, crushing cars": what is seen goes on in the
    participle, not who only sees it."""
    above = text.tokens[token.head]
    if token.tag != "VBG" or above.lemma.lower() not in text.grammar.perceiving:
        return None
    return next((c for c in with_dep(text, above.i, Rel.CLAUSE, Rel.OBJECT) if above.i < c < token.i), None)


def _controlled(text: Tree, token: Token) -> int | None:
    """ "asked a minister to say", "quoted a minister as saying": the object above does what the verb below says."""
    above = text.tokens[token.head]
    if token.dep == Rel.PREP_CLAUSE and above.lemma in text.grammar.as_ | text.grammar.for_:
        above = text.tokens[above.head]
    elif token.dep != Rel.OPEN_CLAUSE:
        return None
    return child(text, above.i, Rel.OBJECT) if is_verb(above) else None


def antecedent(text: Tree, subject: int, verb: int) -> int:
    """Return what a relative pronoun stands for, else the subject itself."""
    token = text.tokens[subject]
    if token.tag in {"WDT", "WP"} or (token.lemma in text.grammar.that and text.tokens[verb].dep == Rel.RELATIVE):
        clause = verb
        for _ in range(_CLIMB):
            if text.tokens[clause].dep == Rel.RELATIVE:
                return text.tokens[clause].head
            if text.tokens[clause].dep not in {Rel.CONJUNCT, Rel.CLAUSE, Rel.OPEN_CLAUSE}:
                break
            clause = text.tokens[clause].head
    return subject


def object_of(text: Tree, i: int) -> int | None:
    """Return the object of a verb, of a passive its subject or the noun it stands with ("a plan he rejected")."""
    thing = child(text, i, Rel.OBJECT, Rel.PASSIVE_SUBJECT, Rel.RESULT)
    if thing is not None and text.tokens[thing].tag not in {"WDT", "WP"}:
        return thing
    if text.tokens[i].tag == "VBN" and text.tokens[i].dep == Rel.PARTICIPLE:
        return text.tokens[i].head
    if text.tokens[i].dep == Rel.CONJUNCT and thing is None and is_passive(text, i):
        return object_of(text, text.tokens[i].head)  # "was backed by nurses but *rejected* by the board"
    return antecedent_of(text, i)


def antecedent_of(text: Tree, i: int) -> int | None:
    """Return the noun that a relative clause with a subject of its own leaves out ("the plan that he rejected")."""
    if text.tokens[i].dep != Rel.RELATIVE:
        return None
    subject = child(text, i, *SUBJECTS)
    if subject is None or text.tokens[subject].tag in {"WDT", "WP"}:
        return None
    opens = text.tokens[min(text.subtree(i))]
    return None if opens.tag in {"WRB", "WP$"} else text.tokens[i].head
