"""Patterns over the words of a tree, as a lexicon writes them: where a word stands, and what it is.

A place leads from a word that has a name already: `over it` (what it hangs on), `it+1`, `one object of verb` (the first
child), `last object [after it] of verb` (of those that it is true of), `one it..verb [WP]` (the first between two),
`start determiner|compound of noun` (the first word of its phrase, with no other words before it than these), `lead any
of noun` (the word before its phrase), `opening it`, `closing it` (of the name it is in), `up over it while [compound]`
(climbing), `right it while [finite]`, `beyond it` (out of what prepositions lead to), `A else B` (if A is nothing).

Tests, `;` between those that must all hold: relations, parts of speech, tags and labels of names (`subject|object`),
`in by+of` (as written, of a list), `lemma telling`, `is $post` (of a set), `text ,`, `like noun` (its lemma),
`after it`, `before it`, `at it+1`, `on verb` (hangs right on it), `within verb` (at any depth), `unbroken noun` (no
comma between), `has object [after it]`, `no object`, `that verb [past]` (of another word), `top`, `back` (hangs on what
stands before it), `leaf`, `capital`, `begins` (a name), `opens` (a sentence); `not …`, `… or …`. In brackets, the word
in question is `each`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.extract.parse.draft import NOTHING, Draft
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.text import Token

Words = frozenset[str]
Found = dict[str, Token]  # the words that have a name by now
Place = Callable[[Draft, Found], Token]
Places = Callable[[Draft, Found], Sequence[Token]]
Test = Callable[[Draft, Found, Token], bool]

_SIGN = re.compile(r"\[|\]|;|[^\s\[\];]+")
_STEP = re.compile(r"(\w+)([+-]\d+)?")
_STOPS = frozenset([".", ""])  # tags of what stands before the first word of a sentence
_RELATIONS = {relation.name.lower(): relation for relation in Rel}
_PARTS = frozenset(
    ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
     "SYM", "VERB", "X"]
)  # fmt: skip
_ENTITIES = frozenset(["PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "DATE", "TIME"])


@dataclass(slots=True)
class Reader:
    """Reads the lines of one pattern; `kinds` are short names of several kinds of words, `lists` the lists of words
    that a test may name, `called` the sets each word is in, `bases` those of forms of verbs, `names` the words that
    have one by now, `plain` the tests of nothing but labels and whether a word is one of these. Raises `ValueError`
    with what is wrong."""

    kinds: Mapping[str, str]
    lists: Mapping[str, Words]
    called: Mapping[str, Words]
    bases: Mapping[str, str]
    names: set[str] = field(default_factory=lambda: {"it", "each"})
    signs: list[str] = field(default_factory=list)
    plain: dict[Test, Words] = field(default_factory=dict)

    def begin(self, text: str) -> None:
        """Take the text that is read from now on."""
        self.signs = _SIGN.findall(text)[::-1]

    def follows(self, *signs: str) -> str:
        """Take the next sign if it is one of these, and return it, else nothing."""
        return self.signs.pop() if self.signs and self.signs[-1] in signs else ""

    def take(self, expected: str = "") -> str:
        """Take one sign, which must be as expected."""
        sign = self.signs.pop() if self.signs else ""
        if not sign or (expected and sign != expected):
            raise ValueError(f"expected `{expected or 'a word'}`, found `{sign or 'the end'}`")
        return sign

    def choice(self) -> Place:
        """Read where a word stands, or else where it does."""
        found = self.place()
        if not self.follows("else"):
            return found
        other = self.choice()
        return lambda d, f: one if (one := found(d, f)).i >= 0 else other(d, f)

    def place(self) -> Place:
        """Read where a word stands."""
        made = PLACES.get(sign := self.take())
        return made(self) if made is not None else self.near(sign)

    def near(self, sign: str) -> Place:
        """Return where a word that has a name stands, or one so far from it."""
        name, step = self.named(sign)
        return (lambda d, f: d.at(f[name].i + step)) if step else (lambda _, f: f[name])

    def named(self, sign: str) -> tuple[str, int]:
        """Return the name of a word and how far from it another stands: "it-1"."""
        named = _STEP.fullmatch(sign)
        if named is None or named[1] not in self.names:
            raise ValueError(f"no word is called `{sign}` here")
        return named[1], int(named[2] or 0)

    def places(self) -> tuple[Places, Test]:
        """Read several words (children, those between two, children on the way up to another), and which count."""
        if ".." in self.signs[-1]:
            (one, step), (other, further) = map(self.named, self.take().split(".."))
            return lambda d, f: d.tokens[max(f[one].i + step + 1, 0) : f[other].i + further], self.bracket()
        deps, test = self.relations(), self.bracket()
        if self.follows("along"):
            (below, _), (top, _) = map(self.named, self.take().split(".."))
            return lambda d, f: [t for over in d.way(f[below], f[top]) for t in d.below(over, deps)], test
        self.take("of")
        above = self.place()
        return lambda d, f: d.below(above(d, f), deps), self.bracket() if self.signs[-1:] == ["["] else test

    def tests(self, end: str = "") -> list[Test]:
        """Read tests up to a sign, or to the end."""
        found: list[Test] = []
        while self.signs and self.signs[-1] != end:
            found.append(self._either())
            self.follows(";")
        return found

    def bracket(self) -> Test:
        """Read tests in brackets, if any follow."""
        if not self.follows("["):
            return lambda *_: True
        found = self.tests("]")
        self.take("]")
        return every(found)

    def _either(self) -> Test:
        first = self._test()
        if not self.follows("or"):
            return first
        other = self._either()
        return self.made(lambda d, f, t: first(d, f, t) or other(d, f, t), first, other)

    def _test(self) -> Test:
        if self.follows("not"):
            test = self._test()
            return self.made(lambda d, f, t: not test(d, f, t), test)
        made = TESTS.get(sign := self.take())
        return made(self) if made is not None else self._kind(sign)

    def _kind(self, sign: str) -> Test:
        """Read what a word may be: all alternatives of one sort, like relations, are one look-up."""
        sorts: dict[str, set[str]] = {}
        for sort, label in map(self.label, self._spelt(sign)):
            sorts.setdefault(sort, set()).add(label)
        tests = [SORTS[sort](frozenset(labels)) for sort, labels in sorts.items()]
        return self.made(tests[0] if len(tests) == 1 else lambda d, f, t: any(test(d, f, t) for test in tests))

    def made(self, test: Test, *of: Test, words: Words = frozenset()) -> Test:
        """Return a test, noted as plain if those it is made of are."""
        if self.plain.keys() >= {*of}:
            self.plain[test] = words.union(*(self.plain[one] for one in of))
        return test

    def label(self, name: str) -> tuple[str, str]:
        """Return which field of a token has a label, and the label."""
        if name in _RELATIONS:
            return "dep", _RELATIONS[name]
        if name.islower():
            raise ValueError(f"no relation or kind of word is called `{name}`")
        return ("pos" if name in _PARTS else "entity" if name in _ENTITIES else "tag"), name

    def labels(self) -> Words:
        """Read labels of any sort."""
        return frozenset(self.label(name)[1] for name in self._spelt(self.take()))

    def relations(self) -> Words:
        """Read relations; `any` is each of them."""
        return frozenset(Rel) if self.follows("any") else self.labels()

    def _spelt(self, sign: str) -> list[str]:
        return [one for name in sign.split("|") for one in self.kinds.get(name, name).split("|")]

    def words(self) -> Words:
        """Read the names of lists of words."""
        names = self.take().split("+")
        if unknown := [name for name in names if name not in self.lists]:
            raise ValueError(f"no list of words is called `{unknown[0]}`")
        return frozenset().union(*(self.lists[name] for name in names))


def every(tests: Iterable[Test]) -> Test:
    """Return one test that holds if all do."""
    found = tuple(tests)
    return found[0] if len(found) == 1 else lambda d, f, t: all(test(d, f, t) for test in found)


def _over(read: Reader) -> Place:
    below = read.place()
    return lambda d, f: d.over(below(d, f))


def _child(step: int) -> Callable[[Reader], Place]:
    def made(read: Reader) -> Place:
        candidates, test = read.places()

        def first(draft: Draft, found: Found) -> Token:
            for token in candidates(draft, found)[::step]:
                found["each"] = token
                if test(draft, found, token):
                    return token
            return NOTHING

        return first

    return made


def _phrase(before: int) -> Callable[[Reader], Place]:
    def made(read: Reader) -> Place:
        deps = read.relations()
        read.take("of")
        noun = read.place()
        return lambda d, f: d.at(d.first(noun(d, f), deps) - before)

    return made


def _going(step: Callable[[Draft, Token], Token], goes: Test | None = None) -> Callable[[Reader], Place]:
    """Make the reader of a place that is reached step by step, as long as a test holds (of where one stands)."""

    def made(read: Reader) -> Place:
        start = read.place()
        if goes is None:
            read.take("while")
        test = goes or read.bracket()

        def reached(draft: Draft, found: Found) -> Token:
            token = found["each"] = start(draft, found)
            for _ in draft.tokens:  # no further: mends may pass through a ring on their way
                if token.i < 0 or not test(draft, found, token) or (other := step(draft, token)).i == token.i:
                    break
                token = found["each"] = other
            return token

        return reached

    return made


def _left(draft: Draft, token: Token) -> Token:
    return draft.at(token.i - 1)


def _right(draft: Draft, token: Token) -> Token:
    return draft.at(token.i + 1)


PLACES: Mapping[str, Callable[[Reader], Place]] = {
    "over": _over,
    "one": _child(1),
    "last": _child(-1),
    "start": _phrase(0),
    "lead": _phrase(1),
    "opening": _going(_left, lambda d, _, t: not t.begins and _left(d, t).entity == t.entity),
    "closing": _going(_right, lambda d, _, t: not _right(d, t).begins and _right(d, t).entity == t.entity),
    "up": _going(Draft.over),
    "left": _going(_left),
    "right": _going(_right),
    "beyond": _going(lambda d, t: d.over(d.over(t)), lambda _d, _f, t: t.dep == Rel.PREP_OBJECT),
}


def _in(read: Reader) -> Test:
    words = read.words()
    return read.made(lambda _d, _f, t: t.text.lower() in words, words=words)


def _lemma(read: Reader) -> Test:
    words = read.words()
    return lambda _d, _f, t: t.lemma.lower() in words


def _is(read: Reader) -> Test:
    sets, called = frozenset(read.take().split("|")), read.called
    return lambda _d, _f, t: not sets.isdisjoint(called.get(word := t.lemma.lower(), (word,)))


def _text(read: Reader) -> Test:
    text = read.take()
    return read.made(lambda _d, _f, t: t.text == text, words=frozenset([text.lower()]))


def _verbal(read: Reader) -> Test:
    bases = read.bases
    return lambda _d, _f, t: t.text.lower() in bases


def _that(read: Reader) -> Test:
    place, test = read.place(), read.bracket()
    return lambda d, f, _: test(d, f, place(d, f))


def _below(wanted: bool) -> Callable[[Reader], Test]:
    def made(read: Reader) -> Test:
        deps, test = read.relations(), read.bracket()
        return lambda d, f, t: wanted is any(test(d, {**f, "each": one}, one) for one in d.below(t, deps))

    return made


def _to(compare: Callable[[Draft, Token, Token], bool]) -> Callable[[Reader], Test]:
    def made(read: Reader) -> Test:
        place = read.place()
        return lambda d, f, t: compare(d, t, place(d, f))

    return made


def _own(test: Callable[[Draft, Token], bool]) -> Callable[[Reader], Test]:
    return lambda _: lambda d, _f, t: test(d, t)


TESTS: Mapping[str, Callable[[Reader], Test]] = {
    "in": _in,
    "lemma": _lemma,
    "is": _is,
    "text": _text,
    "verbal": _verbal,
    "that": _that,
    "has": _below(True),
    "no": _below(False),
    "like": _to(lambda _, t, other: t.lemma == other.lemma),
    "after": _to(lambda _, t, other: t.i > other.i),
    "before": _to(lambda _, t, other: t.i < other.i),
    "at": _to(lambda _, t, other: t.i == other.i),
    "on": _to(lambda _, t, other: t.head == other.i),
    "within": _to(lambda d, t, other: d.holds(other, t)),
    "unbroken": _to(lambda d, t, other: all(x.text != "," for x in d.tokens[min(t.i, other.i) : max(t.i, other.i)])),
    "top": _own(lambda _, t: t.head == t.i),
    "back": _own(lambda _, t: t.head < t.i),
    "leaf": _own(lambda d, t: not d.children[t.i]),
    "capital": _own(lambda _, t: t.text[:1].isupper()),
    "letters": _own(lambda _, t: t.text.isalpha()),
    "base": _own(lambda _, t: t.text.lower() == t.lemma.lower()),
    "begins": _own(lambda _, t: t.begins),
    "opens": _own(lambda d, t: _left(d, t).tag in _STOPS),
}
SORTS: Mapping[str, Callable[[Words], Test]] = {
    "dep": lambda names: lambda _d, _f, t: t.dep in names,
    "pos": lambda names: lambda _d, _f, t: t.pos in names,
    "tag": lambda names: lambda _d, _f, t: t.tag in names,
    "entity": lambda names: lambda _d, _f, t: t.entity in names,
}
