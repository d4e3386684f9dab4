"""Questions to the dependency parse that meetings and events share: conjuncts, arguments, governing verbs, phrases."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.model.facts import Span
from kgbuild.model.text import AnnotatedText, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "obj", "attr", "oprd", "dative"})
_PARTICLES = frozenset({"down", "off", "up", "out", "over", "apart", "away", "together", "across", "opposite"})
_PARTICLE_DEPS = frozenset({"prt", "prep", "advmod"})
_FAR = frozenset({"together"})  # "called the members together"
_VERBAL = frozenset({"VERB", "AUX"})


def with_dep(text: AnnotatedText, i: int, *deps: str) -> list[int]:
    """Return the children of token `i` with one of these dependency labels, in text order."""
    return [c for c in text.children[i] if text.tokens[c].dep in deps]


def conjuncts(text: AnnotatedText, i: int) -> list[int]:
    """Return token `i` and everything coordinated with it ("A, B and C").

    The parser often takes "Ruiz and Peruvian minister Salas" for a modified "Salas"; that is read as a pair too.
    """
    found = [i]
    for j in found:
        found.extend(with_dep(text, j, "conj"))
    paired = [
        c for c in with_dep(text, i, "nmod") if c < i and text.tokens[c].pos == "PROPN" and with_dep(text, c, "cc")
    ]
    return sorted([*paired, *found])


def first_conjunct(text: AnnotatedText, i: int) -> int:
    """Return the first member of the coordination that token `i` stands in."""
    while text.tokens[i].dep == "conj":
        i = text.tokens[i].head
    return i


def prepositions(text: AnnotatedText, i: int, *words: str) -> Iterator[tuple[Token, list[int]]]:
    """Yield the prepositions of token `i` (all, or those given) with their coordinated objects."""
    for p in with_dep(text, i, "prep", "agent", "dative"):
        token = text.tokens[p]
        if words and token.text.lower() not in words:
            continue
        joined = [p, *(c for c in with_dep(text, p, "conj") if text.tokens[c].pos == "ADP")]  # "of A and of B"
        objects = [c for q in joined for o in with_dep(text, q, "pobj", "pcomp") for c in conjuncts(text, o)]
        yield token, objects
        yield from ((t, o) for t, o in prepositions(text, p, *words))


def ancestors(text: AnnotatedText, i: int) -> Iterator[int]:
    """Yield the heads above token `i`, nearest first."""
    while text.tokens[i].head != i:
        i = text.tokens[i].head
        yield i


def predicate(text: AnnotatedText, i: int) -> int | None:
    """Return the nearest verb above token `i`, or None."""
    return next((a for a in ancestors(text, i) if text.tokens[a].pos in _VERBAL), None)


def subjects(text: AnnotatedText, verb: int) -> list[int]:
    """Return a verb's subjects (heads only); conjoined, controlled and participial verbs inherit them."""
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        own = with_dep(text, verb, "nsubj", "nsubjpass")
        if own:
            return [_antecedent(text, s) for s in own]
        token = text.tokens[verb]
        if token.dep in {"conj", "xcomp", "advcl", "pcomp", "ccomp"}:
            verb = verb_above(text, verb)
        else:
            return [token.head] if token.dep == "relcl" or (token.dep, token.tag) == ("acl", "VBG") else []
    return []


def _antecedent(text: AnnotatedText, i: int) -> int:
    """Return what a relative pronoun stands for, else the token itself."""
    token = text.tokens[i]
    if token.tag in {"WDT", "WP"} and text.tokens[token.head].dep == "relcl":
        return text.tokens[token.head].head
    return i


def verb_above(text: AnnotatedText, i: int) -> int:
    """Return the nearest verb above token `i`, or `i` itself where there is none."""
    found = predicate(text, i)
    return i if found is None else found


def word(text: AnnotatedText, i: int) -> str:
    """Return a verb's lemma with its particle ("call off"), lower case; for other words the lemma."""
    lemma, found = text.tokens[i].lemma.lower(), particles_of(text, i)
    return " ".join([lemma, *(text.tokens[c].text.lower() for c in found)]) if found else lemma


def particles_of(text: AnnotatedText, i: int) -> list[int]:
    """Return a verb's particles; the parser calls some of them adverbs ("stepped down")."""
    prt, near = [], []
    for c in text.children[i]:
        token = text.tokens[c]
        if token.dep not in _PARTICLE_DEPS:
            continue
        if token.dep == "prt":
            prt.append(c)
        elif token.dep == "prep" and c == i + 1 and token.text.lower() == "out":
            near.append(c)  # "walked out | of the talks"
        elif token.dep == "advmod" and (c == i + 1 or token.text.lower() in _FAR) and token.text.lower() in _PARTICLES:
            near.append(c)
    return prt + near


def passive(text: AnnotatedText, verb: int) -> bool:
    """Say whether a verb is in the passive, also as a bare participle after a noun ("talks held in Oslo")."""
    token = text.tokens[verb]
    return bool(with_dep(text, verb, "nsubjpass", "auxpass")) or (token.dep == "acl" and token.tag == "VBN")


def agents(text: AnnotatedText, verb: int) -> list[int]:
    """Return the by-phrase of a passive."""
    return [o for _, objects in prepositions(text, verb, "by") for o in objects]


def span_of(text: AnnotatedText, first: int, last: int) -> Span:
    """Return the characters from token `first` to token `last`, both included."""
    start, end = text.tokens[first].start, text.tokens[last].end
    return Span(start, end, text.slice(start, end))


def mention_span(text: AnnotatedText, i: int) -> Span:
    """Return the span of one token and the modifiers right before it (compounds, adjectives, numbers)."""
    first = i
    for c in text.children[i]:
        if c < i and text.tokens[c].dep in {"compound", "amod", "nummod", "nmod", "poss", "npadvmod"}:
            first = min(first, text.subtree(c)[0])
    return span_of(text, first, i)
