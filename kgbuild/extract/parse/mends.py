"""What a language's parser reads wrongly, mended by patterns (`mends.yml`): which word, what stands around it, and what
hangs where instead.

    - at: object                     # a relation or tag of the word `it`, which is asked first
      it: NNP; not comma             # tests of it
      verb: over it; finite          # other words by name: where they stand, tests of them; all must be there
      and it: after verb             # more tests of a word
      do:
        - it to verb as subject      # hangs there now, by that relation; also a new part of speech or tag
        - it to top as root          # holds the sentence
        - main for verb              # hangs where the other did
        - it as VBN                  # stays, with a new relation, part of speech or tag
        - it named warn              # has another lemma; `itself`: as it is written, `base`: of the verb
        - each preposition|adverb of it [after verb] to verb
        - verb as parataxis if [not root]

`voiced` is the subject of an active verb, or of a passive one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.extract.parse.draft import Draft
from kgbuild.extract.parse.patterns import Found, Place, Places, Reader, Test, Words, every
from kgbuild.extract.parse.relations import Rel
from kgbuild.lexicon import Lexicon
from kgbuild.model.text import Token
from kgbuild.problems import Problem
from kgbuild.schema import NAMES, TEXT, WORDS, Written, key, listed, read_all, table

_AT, _IT, _DO = "at", "it", "do"
_AND = "and "  # before the name of a word of which more is asked
_VOICED = "voiced"
Labels = tuple[str, str, str, str, str]
Act = Callable[[Draft, Found], None]
Change = Callable[[Draft, Found, Token], None]


@dataclass(frozen=True, slots=True)
class Mend:
    """A pattern (`plain`: the plain tests of its first word; of all words the name, place and other tests), and what is
    done where it fits."""

    at: list[str]
    plain: dict[Test, Words]
    words: list[tuple[str, Place, Test]]
    acts: list[Act]

    def mend(self, draft: Draft, token: Token) -> None:
        """Mend a tree around a token, if the pattern fits there."""
        found = {_IT: token}
        for name, place, test in self.words:
            found[name] = one = place(draft, found)  # tests may name the word itself
            if one.i < 0 or not test(draft, found, one):
                return
        for act in self.acts:
            act(draft, found)


def mend(draft: Draft, mends: Mends) -> None:
    """Hang words where their clauses have them, one after the other; of the mends of a word one counts."""
    for token in draft.tokens:  # as mended by then: a list is walked over while its items are replaced
        word = token.text if token.text.lower() in mends.written else ""
        for one in mends[token.dep, token.tag, token.pos, token.entity, word]:
            if draft.tokens[token.i] is token:
                one.mend(draft, token)


@dataclass(frozen=True, slots=True)
class MendWords:
    """The section `mends`."""

    kinds: Mapping[str, str] = key(table(TEXT), "short names of several kinds of words")
    words: Mapping[str, frozenset[str]] = key(table(WORDS), "lists of words that only patterns name")
    patterns: Sequence[Mapping[str, Sequence[Written]]] = key(
        listed(table(NAMES)), "which word, what stands around it, and what hangs where instead"
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What patterns are read with: the section, and the words and bases of words that they may name."""

    words: MendWords = field(default_factory=MendWords)
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    called: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)


_NOTHING = _Known()


class Mends(dict[Labels, list[Mend]]):
    """Those that may fit a word of such a relation, tag, part of speech and label of a name, and as it is written where
    that is one of `written`; looked for when first asked for. Kept as what they were read with: they are functions,
    which cannot be kept."""

    def __init__(self, known: _Known = _NOTHING) -> None:
        """Read them; what is wrong is in `problems`, the mend without it."""
        super().__init__()
        self._known = known
        self.problems: list[Problem] = []
        self._all = [self._read(pattern) for pattern in known.words.patterns]
        self.written = frozenset[str]().union(*(words for one in self._all for words in one.plain.values()))

    def __missing__(self, labels: Labels) -> list[Mend]:
        """Find the mends of such words, those by their relation first."""
        dep, tag, pos, entity, text = labels
        draft, token = Draft([], []), Token(0, 0, 0, text, "", pos, tag, dep, 0, entity, begins=False)
        asked = (one for label in (dep, tag) for one in self._all if label in one.at)
        self[labels] = [one for one in asked if all(test(draft, {}, token) for test in one.plain)]
        return self[labels]

    def _read(self, pattern: Mapping[str, Sequence[Written]]) -> Mend:
        known = self._known
        read, made = (
            Reader(known.words.kinds, {**known.lists, **known.words.words}, known.called, known.bases),
            Mend([], {}, [], []),
        )
        for name, text in ((name, text) for name, texts in pattern.items() for text in texts):
            try:
                _add(made, name, text, read)
            except ValueError as error:
                self.problems.append(Problem(text.where, str(error), "write patterns as the shipped mends do"))
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mends) and self._known == other._known

    __hash__ = None  # as of all dictionaries

    def __reduce__(self) -> tuple[type[Mends], tuple[_Known]]:
        """Return what reads them again."""
        return Mends, (self._known,)


def read_mends(
    lexicon: Lexicon, lists: Mapping[str, frozenset[str]], bases: Mapping[str, str], problems: list[Problem]
) -> Mends:
    """Return the mends of a language; `lists` are its lists of words, `bases` those of forms of verbs. Mistakes are
    added to `problems`."""
    words = read_all(MendWords, lexicon.section("mends"), problems)
    found = Mends(_Known(words, dict(lists), dict(lexicon.called), dict(bases)))
    problems.extend(found.problems)
    return found


def _add(made: Mend, name: str, text: str, read: Reader) -> None:
    """Add to a mend what one text of it says. Raises `ValueError` with what is wrong."""
    read.begin(text)
    if name == _AT:
        made.at.extend(sorted(read.labels()))
    elif name == _DO:
        made.acts.append(_act(read))
    else:
        word = name.removeprefix(_AND)
        known = word in read.names
        place = read.near(word) if known else read.choice()
        if not known and read.signs:
            read.take(";")
        read.names.add(word)
        tests = read.tests()
        plain = {test: read.plain[test] for test in tests if word == _IT and test in read.plain}
        made.plain.update(plain)
        made.words.append((word, place, every(test for test in tests if test not in plain)))


def _act(read: Reader) -> Act:
    """Read what is done to one word, or to each of several."""
    words, chosen = read.places() if read.follows("each") else _one(read)
    change = _change(read)
    test = read.bracket() if read.follows("if") else chosen

    def act(draft: Draft, found: Found) -> None:
        for token in words(draft, found):
            found["each"] = token
            if chosen(draft, found, token) and test(draft, found, token):
                change(draft, found, token)

    return act


def _one(read: Reader) -> tuple[Places, Test]:
    name, _ = read.named(read.take())
    return (lambda _, found: (found[name],)), read.bracket()


def _change(read: Reader) -> Change:
    """Read where a word hangs from then on, and as what."""
    match read.take():
        case "for":
            other = read.place()
            return lambda d, f, t: _replace(d, t, other(d, f))
        case "named":
            lemma, bases = read.take(), read.bases
            return lambda d, _, t: d.put(t, d.over(d.at(t.i)), lemma=_lemma(t, lemma, bases))
        case "as":
            new = _labels(read)
            return lambda d, _, t: d.put(t, d.over(d.at(t.i)), **new)
        case "to":
            top = read.follows("top")
            above = read.place() if not top else lambda _, found: found["each"]
            new = _labels(read) if read.follows("as") else {}
            if new.get("dep") == _VOICED:
                return lambda d, f, t: _voice(d, t, above(d, f))
            return lambda d, f, t: d.put(t, above(d, f), **new)
        case sign:
            raise ValueError(f"expected `to`, `as`, `for` or `named`, found `{sign}`")


def _lemma(token: Token, told: str, bases: Mapping[str, str]) -> str:
    match told:
        case "itself":
            return token.text
        case "base":
            return bases.get(token.text.lower(), token.lemma)
    return told


def _replace(draft: Draft, new: Token, old: Token) -> None:
    """Hang a word where another hangs."""
    draft.put(new, new if old.head == old.i else draft.over(old), old.dep)


def _voice(draft: Draft, subject: Token, verb: Token) -> None:
    draft.put(subject, verb, Rel.PASSIVE_SUBJECT if draft.below(verb, (Rel.PASSIVE,)) else Rel.SUBJECT)


def _labels(read: Reader) -> dict[str, str]:
    found = {}
    while read.signs and read.signs[-1] != "if":
        sort, label = ("dep", read.take()) if read.signs[-1] == _VOICED else read.label(read.take())
        found[sort] = label
    return found
