"""Words and numbers that only look like time: May the verb, April a nurse, the Daily Telegraph, Flight 2001."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgbuild.extract.dates.lexer import CODE, Lexeme
from kgbuild.extract.dates.vocabulary import Vocabulary
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.view import View
from kgbuild.model.text import Sentence, Token

_NAMES = frozenset({"PERSON", "ORG", "GPE", "WORK_OF_ART", "PRODUCT", "FAC", "LAW", "NORP", "LOC"})
_NAMELIKE = {CODE[k] for k in ("month", "weekday", "weekdays", "season", "set", "holiday", "deictic", "ref", "decade")}
_DOUBTFUL = {*_NAMELIKE, CODE["yearnum"]}
_NUMBERS = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
_LED = {CODE[k] for k in ("in", "since", "to", "from", "before", "after", "of", "between")}  # "in 2024 workers struck"
_ACTORS = frozenset(
    {Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OBJECT, Rel.RECIPIENT, Rel.OWNER, Rel.CONJUNCT, Rel.PREP_OBJECT}
)


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """Tells them in one text; `people` are the months that persons of it are called ("Theresa May", "June Okafor")."""

    text: View
    vocabulary: Vocabulary
    people: frozenset[str]

    def put_aside(self, lexemes: list[Lexeme], sentence: Sentence) -> list[Lexeme]:
        """Return the lexemes of a sentence with those that only look like time as any other word."""
        at = {word.start: word for word in self.text.words(sentence)}
        return [
            lexeme._replace(kind=CODE["other"])
            if lexeme.kind in _DOUBTFUL and (word := at.get(lexeme.start)) and self._misleads(lexeme, word, led)
            else lexeme
            for lexeme, led in zip(lexemes, [False, *(x.kind in _LED for x in lexemes)], strict=False)
        ]

    def _misleads(self, lexeme: Lexeme, word: Token, led: bool) -> bool:
        if lexeme.kind == CODE["yearnum"]:
            return self._counts(lexeme, word, led=led)
        if lexeme.kind == CODE["decade"]:
            return any(w.lemma.lower() in self.vocabulary.scales for w in self._sentence(word))
        if lexeme.kind == CODE["set"]:
            return word.pos != "ADV"  # a daily, the weekly meeting: kinds of things, not times
        if word.text.isupper() and len(word.text) > 3 and lexeme.kind == CODE["deictic"]:
            return True  # USA TODAY
        if any(map(str.isdigit, word.text)):
            return False  # one word of the parser's: "July–3"
        if lexeme.kind == CODE["month"] and (_in_name(word, self.text) or self._is_person(word)):
            return True
        return word.entity in _NAMES or word.pos in {"AUX", "VERB"}

    def _sentence(self, word: Token) -> tuple[Token, ...]:
        return self.text.words(self.text.sentences[self.text.sentence_of[word.i]])

    def _counts(self, lexeme: Lexeme, word: Token, *, led: bool) -> bool:
        """Whether a number counts or numbers a thing: 1999 copies, Flight 2001, 1966 Harbour Street."""
        tokens = self.text.tokens
        before = tokens[word.i - 1] if word.i else None
        if before is not None and before.lemma.lower() in self.vocabulary.numbered:
            return True
        head = tokens[word.head]
        if head.i > word.i and head.lemma.lower() in self.vocabulary.counted:
            if head.pos == "PROPN" or before is None or before.lemma.lower() in self.vocabulary.hedges:
                return True
            return not led and before.pos not in {"DET", "PRON"}
        counts = word.dep == Rel.NUMBER and head.pos in {"NOUN", "PROPN", "SYM"}
        return word.entity in _NUMBERS and (counts or not 1900 <= lexeme.number <= 2100)

    def _is_person(self, word: Token) -> bool:
        """Whether a month that is some person's name stands where people do: "August said", "fans of March"."""
        if word.lemma.lower() not in self.people and word.text.lower() not in self.people:
            return False
        tokens = self.text.tokens
        after = tokens[word.i + 1] if word.i + 1 < len(tokens) else None
        if after is not None and after.pos == "NUM":
            return False
        if word.dep != Rel.PREP_OBJECT:
            return word.dep in _ACTORS
        governor = tokens[word.head]
        above = tokens[governor.head].lemma.lower() in self.vocabulary.words  # "the end of May"
        return not above and governor.lemma.lower() not in self.vocabulary.dating


def look_alikes(text: View, vocabulary: Vocabulary) -> Lookalikes:
    """Gather what tells them in a text."""
    return Lookalikes(text, vocabulary, frozenset(_people(text, vocabulary)))


def _people(text: View, vocabulary: Vocabulary) -> Iterator[str]:
    months = [w for w in text.tokens if w.text.istitle() and vocabulary.is_month(w.text)]
    yield from (word.text.lower() for word in months if _in_name(word, text))


def _in_name(word: Token, text: View) -> bool:
    """Whether a month is part of a name, also one the recognizer missed: "Theresa May", "April Smith"."""
    before = text.tokens[word.i - 1] if word.i else None
    after = text.tokens[word.i + 1] if word.i + 1 < len(text.tokens) else None
    named = before is not None and before.pos == "PROPN" and before.end + 1 == word.start
    if named and before is not None and any(map(str.isdigit, before.text)):
        return False  # "30 April-2 May"
    numbered = after is not None and after.pos == "NUM"
    first = word.dep == Rel.COMPOUND and text.tokens[word.head].pos == "PROPN"
    if numbered:
        return False
    return (named or first) and (word.entity != "DATE" or (before is not None and named and before.entity == "PERSON"))
