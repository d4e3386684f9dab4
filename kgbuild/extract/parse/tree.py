"""Questions to the tree of a sentence: what hangs on a word, what is joined to it, what stands above it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kgbuild.extract.parse.grammar import Grammar
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import Span
from kgbuild.model.text import AnnotatedText, Sentence, Token

_AFTER_PHRASE = frozenset(
    {
        Rel.RELATIVE, Rel.PARTICIPLE, Rel.APPOSITION, Rel.PUNCTUATION, Rel.CONJUNCT, Rel.COORDINATOR, Rel.PARATAXIS,
        Rel.ADVERB_CLAUSE,
    }
)  # fmt: skip
_JOINING = frozenset({Rel.CONJUNCT, Rel.APPOSITION, Rel.COMPOUND, Rel.NOUN})


@dataclass(frozen=True, slots=True)
class Tree(AnnotatedText):
    """An article whose tokens hang on each other by our relations, with the grammar of its language."""

    grammar: Grammar

    def sentence(self, i: int) -> Sentence:
        """Return the sentence of token `i`."""
        return self.sentences[self.sentence_of[i]]

    def is_one(self, i: int, words: frozenset[str]) -> bool:
        """Say whether a list has the lemma of token `i`, or a set that it is in."""
        return self.grammar.is_one(self.tokens[i].lemma.lower(), words)

    def called(self, found: Iterable[int]) -> set[str]:
        """Return what lists may call words: as they stand, their lemmas, and the sets that they are in."""
        known, names = self.grammar.called, set[str]()
        for token in map(self.tokens.__getitem__, found):
            text, lemma = token.text.lower(), token.lemma.lower()
            names.update(known.get(text, (text,)))
            names.update(known.get(lemma, (lemma,)) if lemma != text else ())
        return names


def with_dep(text: Tree, i: int, *deps: str) -> list[int]:
    """Return the children of token `i` with one of these dependency labels, in text order."""
    below = text.children[i]
    if not below:
        return []
    found, tokens = [], text.tokens
    for c in below:  # no comprehension: thousands of calls an article
        if tokens[c].dep in deps:
            found.append(c)
    return found


def child(text: Tree, i: int, *deps: str) -> int | None:
    """Return the first child of token `i` with one of these labels."""
    tokens = text.tokens
    for j in text.children[i]:
        if tokens[j].dep in deps:
            return j
    return None


def opens_with(text: Tree, i: int, words: Collection[str]) -> bool:
    """Say whether one of these words marks the clause at token `i` ("that", "if")."""
    return any(text.tokens[j].lemma.lower() in words for j in with_dep(text, i, Rel.MARKER))


def sets_apart(text: Tree, i: int) -> bool:
    """Say whether a verb tells what a thing is set, by which "set" is no plan: "was set alight", "set on fire"."""
    below = [j for c in text.children[i] for j in (c, *with_dep(text, c, Rel.PREP_OBJECT))]
    return any(text.tokens[j].text.lower() in text.grammar.aflame for j in below)


def dependents(text: Tree, i: int) -> list[int]:
    """Return a word's children and those of its particles: "at" in "lash out at" hangs now on one, now on the other."""
    particles = with_dep(text, i, Rel.PARTICLE, Rel.ADVERB, Rel.PREPOSITION)
    bare = [j for j in particles if child(text, j, Rel.PREP_OBJECT, Rel.PREP_CLAUSE) is None]
    return [*text.children[i], *(c for j in bare for c in text.children[j])]


def conjuncts(text: Tree, i: int) -> list[int]:
    """Return token `i` and everything coordinated with it ("A, B and C").

    The parser often takes "Ruiz and Peruvian minister Salas" for a modified "Salas"; that is read as a pair too.
    """
    found, tokens = [i], text.tokens
    for c in text.children[i]:
        if tokens[c].dep in _JOINING:
            break
    else:
        return found
    for j in found:
        found.extend(with_dep(text, j, Rel.CONJUNCT))
        found.extend(c for c in with_dep(text, j, Rel.APPOSITION) if _is_listed(text, j, c))
    return sorted([*(c for j in found for c in _paired(text, j)), *found])


def _paired(text: Tree, i: int) -> list[int]:
    heads = (i, *with_dep(text, i, Rel.COMPOUND))  # "Ruiz and Health Minister Salas"
    before = (c for h in heads for c in with_dep(text, h, Rel.NOUN) if c < i and text.tokens[c].pos == "PROPN")
    return [c for c in before if with_dep(text, c, Rel.COORDINATOR)]


def _is_listed(text: Tree, i: int, apposed: int) -> bool:
    """Say whether what parsers take for an apposition is the second name of three: "Ruiz, Sato and Diallo"."""
    if text.tokens[i].pos != "PROPN" or with_dep(text, i, Rel.COORDINATOR):
        return False
    name = text.tokens[apposed].pos == "PROPN" and bool(with_dep(text, apposed, Rel.COORDINATOR))
    return name or bool(_paired(text, apposed))  # "Ruiz, his aide Sato and the ship's cook"


def first_conjunct(text: Tree, i: int) -> int:
    """Return the first member of the coordination that token `i` stands in."""
    while text.tokens[i].dep == Rel.CONJUNCT:
        i = text.tokens[i].head
    return i


def prepositions(text: Tree, i: int, *words: str) -> Iterator[tuple[Token, list[int]]]:
    """Yield the prepositions of token `i` (all, or those given) with their coordinated objects."""
    for p in with_dep(text, i, Rel.PREPOSITION, Rel.AGENT, Rel.RECIPIENT):
        token = text.tokens[p]
        if words and token.text.lower() not in words:
            continue
        joined = [p, *(c for c in with_dep(text, p, Rel.CONJUNCT) if text.tokens[c].pos == "ADP")]  # "of A and of B"
        objects = [
            c for q in joined for o in with_dep(text, q, Rel.PREP_OBJECT, Rel.PREP_CLAUSE) for c in conjuncts(text, o)
        ]
        yield token, objects
        yield from ((t, o) for t, o in prepositions(text, p, *words))


def reached(text: Tree, i: int, *words: str) -> list[int]:
    """Return all that the prepositions of token `i` lead to, also one after the other."""
    return [o for _, objects in prepositions(text, i, *words) for o in objects]


def objects_on(text: Tree, i: int, *words: str) -> list[int]:
    """Return what the prepositions right on a word (all, or those given) lead to, with what is joined to it."""
    return [o for p, objects in prepositions(text, i, *words) if p.head == i for o in objects]


def led_to(text: Tree, i: int, words: Collection[str] = ()) -> list[int]:
    """Return the nouns that prepositions (these, or all) lead to from a word."""
    links = with_dep(text, i, Rel.PREPOSITION, Rel.AGENT, Rel.RECIPIENT)
    links = [p for p in links if not words or text.tokens[p].text.lower() in words]
    found = [child(text, p, Rel.PREP_OBJECT, Rel.PREP_CLAUSE) for p in links]
    return [o for o in found if o is not None and text.tokens[o].pos != "VERB"]


def counted_by(text: Tree, i: int) -> list[int]:
    """Return what a quantity is of: "half of | the workers", "the body of | a hiker", "21 of | them"."""
    token, grammar = text.tokens[i], text.grammar
    if token.pos != "NUM" and token.lemma.lower() not in grammar.quantities:
        return []
    return objects_on(text, i, *grammar.of)


def ancestors(text: Tree, i: int) -> Iterator[int]:
    """Yield the heads above token `i`, nearest first."""
    while text.tokens[i].head != i:
        i = text.tokens[i].head
        yield i


def root_of(text: Tree, i: int) -> int:
    """Return the root of a token's sentence."""
    return [i, *ancestors(text, i)][-1]


def is_verb(token: Token) -> bool:
    """Say whether a token is a verb or an auxiliary."""
    return token.pos in {"VERB", "AUX"}


def predicate(text: Tree, i: int) -> int | None:
    """Return the nearest verb above token `i`, or None."""
    return next((a for a in ancestors(text, i) if is_verb(text.tokens[a])), None)


def phrase(text: Tree, i: int) -> list[int]:
    """Return the tokens of the noun phrase headed by `i` without relative clauses and what follows a dash or comma."""
    found = [i]
    for j in found:
        found += [c for c in text.children[j] if text.tokens[c].dep not in _AFTER_PHRASE]
    return sorted(found)


def span_of(text: Tree, first: int, last: int) -> Span:
    """Return the characters from token `first` to token `last`, both included."""
    start, end = text.tokens[first].start, text.tokens[last].end
    return Span(start, end, text.slice(start, end))
