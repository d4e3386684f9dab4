"""Words and numbers that only look like time: May the verb, April a nurse, the Daily Telegraph, Flight 2001."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.extract.dates.lexer import CODE, Lexeme
from kgbuild.extract.dates.vocabulary import Vocabulary
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import conjuncts
from kgbuild.extract.parse.view import View
from kgbuild.model.text import Sentence, Token

_NAMES = frozenset({"PERSON", "ORG", "GPE", "WORK_OF_ART", "PRODUCT", "FAC", "LAW", "NORP", "LOC"})
_NAMELIKE = {CODE[k] for k in ("month", "weekday", "weekdays", "season", "set", "holiday", "deictic", "ref", "decade")}
_DOUBTFUL = {*_NAMELIKE, CODE["yearnum"], CODE["overnight"], CODE["last"]}
_HELPS = frozenset({"TO", "MD"})  # tags of what stands before a verb: "was *to* last three days"
_PHRASE = 3  # tokens from "overnight" to its noun: "its *overnight* policy rate"
_NUMBERS = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
_LED = {CODE[k] for k in ("in", "since", "to", "from", "before", "after", "of", "between")}  # "in 2024 workers struck"


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """Tells them in one text."""

    text: View
    vocabulary: Vocabulary

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
            return any(w.lemma.lower() in self.vocabulary.scales for w in self.text.words(self.text.sentence(word.i)))
        if lexeme.kind == CODE["overnight"]:
            head = self.text.tokens[word.head]
            return 0 < head.i - word.i < _PHRASE and head.lemma.lower() in self.vocabulary.standing
        if lexeme.kind == CODE["last"]:
            return word.pos == "VERB" or (word.i > 0 and self.text.tokens[word.i - 1].tag in _HELPS)
        if lexeme.kind == CODE["set"]:
            return word.pos != "ADV"  # a daily, the weekly meeting: kinds of things, not times
        if word.text.isupper() and len(word.text) > 3 and lexeme.kind == CODE["deictic"]:
            return True  # USA TODAY
        if any(map(str.isdigit, word.text)):
            marked = self.text.tokens[word.head].lemma.lower() in self.vocabulary.marking
            return word.dep == Rel.OBJECT and marked  # "got 9/11 in the quiz"; "July–3" is one word of the parser's
        return word.entity in _NAMES or word.pos in {"AUX", "VERB"}

    def _counts(self, lexeme: Lexeme, word: Token, *, led: bool) -> bool:
        """Whether a number counts or numbers a thing: 1999 copies, Flight 2001, 1966 Harbour Street, the 1500m."""
        tokens = self.text.tokens
        before = tokens[word.i - 1] if word.i else None
        if before is not None and before.lemma.lower() in self.vocabulary.numbered:
            return True
        if self.text.article.text[lexeme.end : word.end].isalpha():
            return True  # "1500m"
        led_by_article = before is not None and before.pos == "DET" and before.head == word.i
        if led_by_article and len(conjuncts(self.text, word.i)) < 2:
            return True  # "the 1500", but "both 1990 and 1991"
        head = tokens[word.head]
        amount = tokens[head.head].lemma.lower() in self.vocabulary.amounts
        if word.dep == Rel.PREP_OBJECT and amount and head.text.lower() in self.text.grammar.for_:
            return True  # "a crowd of 1950"
        inexact = self.vocabulary.hedges.keys() | self.vocabulary.limits
        if before is not None and before.lemma.lower() in inexact and word.dep == Rel.NUMBER and head.tag == "NNS":
            return True  # "only 1992 programmes"
        if head.i > word.i and head.lemma.lower() in self.vocabulary.counted:
            return head.pos == "PROPN" or before is None or (not led and before.pos not in {"DET", "PRON"})
        counts = word.dep == Rel.NUMBER and head.pos in {"NOUN", "PROPN", "SYM"}
        return word.entity in _NUMBERS and (counts or not 1900 <= lexeme.number <= 2100)
