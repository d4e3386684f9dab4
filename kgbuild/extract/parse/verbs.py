"""What the tree says of a verb: its name, its form, who does it and to whom, wherever they stand."""

from __future__ import annotations

from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, is_verb, prepositions, root_of, verb_above, with_dep
from kgbuild.extract.parse.view import View
from kgbuild.model.text import Token

_PARTICLE_DEPS = frozenset({Rel.PARTICLE, Rel.PREPOSITION, Rel.ADVERB})
_CLIMB = 6  # verbs between a verb and the subject it inherits


def word(text: View, i: int) -> str:
    """Return a verb's lemma with its particle ("call off"), lower case; for other words the lemma."""
    lemma, found = text.tokens[i].lemma.lower(), particles_of(text, i)
    return " ".join([lemma, *(text.tokens[c].text.lower() for c in found)]) if found else lemma


def particles_of(text: View, i: int) -> list[int]:
    """Return a verb's particles; the parser calls some of them adverbs ("stepped down")."""
    prt, near = [], []
    for c in text.children[i]:
        token = text.tokens[c]
        if token.dep not in _PARTICLE_DEPS:
            continue
        if token.dep == Rel.PARTICLE:
            prt.append(c)
        elif token.dep == Rel.PREPOSITION and c == i + 1 and token.text.lower() in text.grammar.out:
            near.append(c)  # "walked out | of the talks"
        elif (
            token.dep == Rel.ADVERB
            and (c == i + 1 or token.text.lower() in text.grammar.far_particles)
            and token.text.lower() in text.grammar.particles
        ):
            near.append(c)
    return prt + near


def is_infinitive(text: View, i: int) -> bool:
    """Say whether a verb stands with "to"."""
    return any(text.tokens[j].dep == Rel.AUXILIARY and text.tokens[j].tag == "TO" for j in text.children[i])


def is_finite(text: View, i: int) -> bool:
    """Say whether a verb heads a finite clause."""
    if text.tokens[i].tag in {"VBD", "VBP", "VBZ", "MD"}:
        return True
    return any(
        text.tokens[j].dep in {Rel.AUXILIARY, Rel.PASSIVE} and text.tokens[j].tag in {"VBD", "VBP", "VBZ", "MD"}
        for j in text.children[i]
    )


def auxiliaries(text: View, i: int) -> list[str]:
    """Return the lemmas of a verb's auxiliaries, the words of "have to" and "going to" included."""
    found = [
        text.tokens[j].text.lower() for j in text.children[i] if text.tokens[j].dep in {Rel.AUXILIARY, Rel.PASSIVE}
    ]
    if child(text, i, Rel.OPEN_CLAUSE) is not None and text.tokens[i].lemma in text.grammar.to_have:
        found.append(f"{text.tokens[i].lemma} to")
    return found


def passive(text: View, verb: int) -> bool:
    """Say whether a verb is in the passive, also as a bare participle after a noun ("talks held in Oslo")."""
    token = text.tokens[verb]
    return bool(with_dep(text, verb, Rel.PASSIVE_SUBJECT, Rel.PASSIVE)) or (
        token.dep == Rel.PARTICIPLE and token.tag == "VBN"
    )


def is_passive(text: View, i: int) -> bool:
    """Say whether a verb is passive, a bare participle after a noun included ("a plan rejected by")."""
    token = text.tokens[i]
    if child(text, i, Rel.PASSIVE, Rel.PASSIVE_SUBJECT) is not None:
        return True
    if (
        token.tag != "VBN"
        or child(text, i, Rel.AUXILIARY, Rel.SUBJECT) is not None
        or headless_subject(text, i) is not None
    ):
        return False
    return token.dep in {Rel.PARTICIPLE, Rel.ADVERB_CLAUSE, Rel.RELATIVE} or (
        token.dep == Rel.CONJUNCT and is_passive(text, token.head)
    )


def headless_subject(text: View, i: int) -> int | None:
    """ "Lee, who runs a fund, called on …": where the parser read the verb as a participle and left the sentence
    without one, return the noun it took for the root."""
    token = text.tokens[i]
    if token.dep != Rel.PARTICIPLE or token.tag != "VBN" or i == 0 or text.tokens[i - 1].text != ",":
        return None
    root = root_of(text, i)
    first = text.sentences[text.sentence_of[i]].first
    noun = text.tokens[root].pos in {"NOUN", "PROPN"} and child(text, i, Rel.AGENT) is None
    return root if noun and not any(text.tokens[j].dep == Rel.PUNCTUATION and j > i for j in range(first, i)) else None


def agents(text: View, verb: int) -> list[int]:
    """Return the by-phrase of a passive."""
    return [o for _, objects in prepositions(text, verb, *text.grammar.by) for o in objects]


def by_whom(text: View, i: int) -> int | None:
    """Return the head of the "by" phrase of a passive verb or a noun."""
    for j in text.children[i]:
        token = text.tokens[j]
        if token.dep == Rel.AGENT or (token.dep == Rel.PREPOSITION and token.lemma in text.grammar.by):
            return child(text, j, Rel.PREP_OBJECT)
    return None


def subjects(text: View, verb: int) -> list[int]:
    """Return a verb's subjects (heads only); conjoined, controlled and participial verbs inherit them."""
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        own = with_dep(text, verb, Rel.SUBJECT, Rel.PASSIVE_SUBJECT)
        if own:
            return [_antecedent(text, s) for s in own]
        token = text.tokens[verb]
        if token.dep in {Rel.CONJUNCT, Rel.OPEN_CLAUSE, Rel.ADVERB_CLAUSE, Rel.PREP_CLAUSE, Rel.CLAUSE}:
            verb = verb_above(text, verb)
        else:
            return (
                [token.head] if token.dep == Rel.RELATIVE or (token.dep, token.tag) == (Rel.PARTICIPLE, "VBG") else []
            )
    return []


def _antecedent(text: View, i: int) -> int:
    """Return what a relative pronoun stands for, else the token itself."""
    token = text.tokens[i]
    if token.tag in {"WDT", "WP"} and text.tokens[token.head].dep == Rel.RELATIVE:
        return text.tokens[token.head].head
    return i


def speaker_of(text: View, i: int) -> int | None:
    """Return the token of who does what verb `i` says: its own subject, the agent of a passive, or the one inherited
    from the verb it is joined to, adds to, or completes."""
    if is_passive(text, i):
        return by_whom(text, i)
    return subject_of(text, i)


def subject_of(text: View, i: int) -> int | None:
    """Return the grammatical subject of a verb, inherited where it has none of its own."""
    root = headless_subject(text, i)
    if root is not None:
        return root
    for _ in range(_CLIMB):
        own = [j for j in text.children[i] if text.tokens[j].dep in SUBJECTS]
        if own:  # "chief executive Jane Doe said": of two subjects before the verb the nearer
            return antecedent(text, max([j for j in own if j < i] or own[:1]), i)
        token = text.tokens[i]
        if token.dep in {
            Rel.CONJUNCT,
            Rel.ADVERB_CLAUSE,
            Rel.OPEN_CLAUSE,
            Rel.PREP_CLAUSE,
            Rel.PREPOSITION,
            Rel.PREDICATE,
            Rel.ATTRIBUTE,
            Rel.OTHER,
            Rel.AUXILIARY,
        }:
            controlled = _controlled(text, token)
            if controlled is not None:
                return controlled
            if token.head == i:
                return None
            if token.dep == Rel.CONJUNCT and not (
                is_verb(text.tokens[token.head]) or text.tokens[token.head].pos == "ADJ"
            ):
                return None
            i = token.head
            if text.tokens[i].pos in {"NOUN", "PROPN", "PRON"}:
                return i
        elif token.dep in {Rel.PARTICIPLE, Rel.RELATIVE}:
            return token.head
        else:
            return None
    return None


def _controlled(text: View, token: Token) -> int | None:
    """ "asked a minister to say", "quoted a minister as saying": the object above does what the verb below says."""
    above = text.tokens[token.head]
    if token.dep == Rel.PREP_CLAUSE and above.lemma in text.grammar.as_:
        above = text.tokens[above.head]
    elif token.dep != Rel.OPEN_CLAUSE:
        return None
    return child(text, above.i, Rel.OBJECT) if is_verb(above) else None


def antecedent(text: View, subject: int, verb: int) -> int:
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


def inverted_subject(text: View, i: int) -> int | None:
    """ "“…”, warned Lee of the institute, “…”": return the noun after a verb that opens its clause without a subject,
    which the parser takes for an object."""
    token = text.tokens[i]
    after = child(text, i, Rel.OBJECT)
    if token.dep not in {Rel.ROOT, Rel.PARATAXIS} or token.tag not in {"VBD", "VBZ"} or after is None or i == 0:
        return None
    before = text.tokens[i - 1]
    bare = child(text, i, Rel.AUXILIARY, *SUBJECTS) is None and text.tokens[min(text.subtree(after))].i == i + 1
    return after if bare and before.pos == "PUNCT" and text.sentence_of[i - 1] == text.sentence_of[i] else None


def trailing_speaker(text: View, i: int) -> int | None:
    """ "Talks were put off, the ministry announced on Monday.": the noun, where the parser took it for an apposition
    and the verb that ends the sentence for its participle."""
    token, noun = text.tokens[i], text.tokens[text.tokens[i].head]
    if (
        token.dep not in {Rel.PARTICIPLE, Rel.RELATIVE}
        or noun.dep != Rel.APPOSITION
        or child(text, i, Rel.AGENT, Rel.OBJECT, *SUBJECTS) is not None
    ):
        return None
    first = min(text.subtree(noun.i))
    last = text.sentences[text.sentence_of[i]].last
    below = set(text.subtree(i))
    ends = all(j in below or text.tokens[j].pos == "PUNCT" for j in range(i + 1, last))
    plain = all(
        text.tokens[j].dep in {Rel.PREPOSITION, Rel.NOUN_ADVERB, Rel.ADVERB, Rel.PUNCTUATION} for j in text.children[i]
    )
    return noun.i if ends and plain and token.tag in {"VBN", "VBD"} and text.tokens[first - 1].text == "," else None


def object_of(text: View, i: int) -> int | None:
    """Return the object of a verb, of a passive its subject or the noun it stands with ("a plan rejected by", "the
    plan he rejected")."""
    thing = child(text, i, Rel.OBJECT, Rel.PASSIVE_SUBJECT, Rel.RESULT)
    if thing is not None and text.tokens[thing].tag not in {"WDT", "WP"}:
        return thing
    if text.tokens[i].tag == "VBN" and text.tokens[i].dep == Rel.PARTICIPLE:
        return text.tokens[i].head
    return antecedent_of(text, i)


def antecedent_of(text: View, i: int) -> int | None:
    """Return the noun that a relative clause with a subject of its own leaves out ("the plan that he rejected")."""
    if text.tokens[i].dep != Rel.RELATIVE:
        return None
    subject = child(text, i, *SUBJECTS)
    if subject is None or text.tokens[subject].tag in {"WDT", "WP"}:
        return None
    opens = text.tokens[min(text.subtree(i))]
    return None if opens.tag == "WRB" else text.tokens[i].head
