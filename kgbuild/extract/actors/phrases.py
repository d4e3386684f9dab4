"""Noun phrases that say what somebody is: the noun that heads a title, the words around it, whose title it is."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from types import MappingProxyType

from kgbuild.extract.actors.gazetteer import KnownName
from kgbuild.extract.actors.page import HYPHENS, NO_TOKEN, Page, Spot
from kgbuild.extract.actors.words import Predicate
from kgbuild.extract.parse.clause import Clause
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.facts import EntityKind, Form, Span
from kgbuild.model.text import Token

_NOMINAL = frozenset(["NOUN", "PROPN", "ADJ", "X"])
_WITHIN = _NOMINAL | {"DET", "CCONJ"}  # what a title goes on with
_ENDS = frozenset(',;:()"“”—–') | {"--"}
_LOOSE = frozenset(["ADP", "DET", "PUNCT", "CCONJ", "PART"])  # what no title ends with
_TIMES = frozenset(["DATE", "TIME"])
_LANDS = frozenset(["GPE", "LOC", "NORP"])
_INNER = HYPHENS | {"&"}
_OPENING = frozenset(["PUNCT", "CCONJ", "PART"])  # what no title begins with
_REACH = 10  # tokens a title may stretch to either side of its noun


@dataclass(frozen=True, slots=True)
class Tenure:
    """When a role began and ended (EDTF, empty: not said), the expressions that say so, and the last day of its end."""

    start: str = ""
    end: str = ""
    dates: tuple[Span, ...] = ()
    latest: str = ""

    def joined(self, other: Tenure) -> Tenure:
        """Return what both say; this one counts where both speak of the same end."""
        fresh = (other.start and not self.start) or (other.end and not self.end)
        dates = tuple(dict.fromkeys((*self.dates, *other.dates))) if fresh else self.dates
        return Tenure(self.start or other.start, self.end or other.end, dates, self.latest or other.latest)


@dataclass(frozen=True, slots=True)
class Title:
    """A title of the person `holder`: tokens `[first, last)` with its head noun, and the spot or country it is held at.

    `words` is the title without former/current words and without its owner; `frame` the lexicon line of its noun;
    `verb` the token of the verb that gives it, or -1.
    """

    holder: Spot
    first: int
    last: int
    head: int
    words: str
    status: str
    frame: str
    at: Spot | None = None
    at_key: str = ""
    verb: int = -1
    tenure: Tenure = Tenure()


def title_noun(text: Page, token: Token) -> str:
    """Return the lexicon's form of the title noun at a token ("ministers": "minister"), or nothing."""
    titles, word, link = text.roles.titles, token.text.lower(), text.at(token.i - 1)
    if link.text in HYPHENS and link.end == token.start:
        joined = f"{text.at(token.i - 2).text}-{token.text}".lower()  # "secretary-general"
        if joined in titles:
            return joined
    said = token.pos == "ADJ" and token.dep in {Rel.ATTRIBUTE, Rel.PREDICATE}
    if token.pos not in {"NOUN", "PROPN"} and not said:
        return ""  # "who heads the agency"; but "is *principal* of the school"
    word = f"{word}." if f"{token.text}." in text.roles.short else word
    return next((w for w in (word, token.lemma.lower(), text.roles.plurals.get(word, "")) if w in titles), "")


def is_title(token: Token, text: Page) -> bool:
    """Say whether a token is a title's noun, also in the plural, or a form of address."""
    if token.text in text.roles.address or token.text in text.roles.short or title_noun(text, token):
        return True
    return token.pos in {"NOUN", "PROPN"} and text.groups.singular(token.text.lower()) in text.roles.titles


def head_words(words: Sequence[str], of: Container[str]) -> list[str]:
    """Return the words of a title up to what it is of: "minister" for "minister of trade"."""
    return list(takewhile(lambda word: word not in of, words))


class Phrases:
    """The title phrases of one article; holds its spots by token, none where it is not yet known what is named."""

    def __init__(
        self, text: Page, spots: Sequence[Spot] = (), adjectives: Mapping[int, KnownName] = MappingProxyType({})
    ) -> None:
        """Index the spots, innermost and outermost."""
        self.text, self.words, self.adjectives = text, text.roles, adjectives
        self.outer: dict[int, Spot] = {}
        for spot in sorted(spots, key=lambda s: s.size):
            self.outer.update(dict.fromkeys(range(spot.first, spot.last), spot))
        self._named = {i: s for s in spots if s.form is Form.NAME for i in range(s.first, s.last)}

    def noun(self, token: Token) -> str:
        """Return the lexicon's form of the title noun at a token that names nobody, or nothing."""
        return "" if token.i in self._named else title_noun(self.text, token)

    def plural(self, token: Token) -> bool:
        """Say whether a title noun means several people: "Presidents A and B"."""
        short = f"{token.text.rstrip('.')}."
        if short in self.words.short:
            return short in self.words.plural_short
        return self.noun(token).rpartition("-")[2] not in {"", token.text.lower()}

    def told_by(self, clause: Clause) -> Predicate | None:
        """Return what the verb of a clause tells of roles, with its particle or without: "step down", "serve"."""
        by_verb = self.words.by_verb
        return by_verb.get(clause.word) or by_verb.get(self.text.tokens[clause.head].lemma.lower())

    def person(self, i: int) -> Spot | None:
        """Return the person named at token `i`."""
        spot = self.outer.get(i)
        return spot if spot is not None and spot.kind is EntityKind.PERSON else None

    def head_before(self, end: int) -> int | None:
        """Return the title noun of a phrase that ends before token `end`: "Trade Minister |", "head of security |"."""
        tokens, words = self.text.tokens, self.words
        start = self.text.sentence(min(end, len(tokens) - 1)).first
        while end > start and tokens[end - 1].text in words.address and not self.noun(tokens[end - 1]):
            end -= 1  # "Chancellor Dr |"
        if end <= start:
            return None
        last, before = tokens[end - 1], tokens[end - 2] if end - 1 > start else NO_TOKEN
        if self.noun(last):
            return before.i if last.text in words.address and self.noun(before) else last.i  # "Prime Minister Prince |"
        if end - 3 >= start and before.text in HYPHENS and last.text in words.suffixes:
            return end - 3 if self.noun(tokens[end - 3]) else None  # "President-elect |"
        for i in range(end - 1, max(start, end - _REACH), -1):
            token = tokens[i]
            if token.text.lower() in words.purposes:
                if last.pos in _NOMINAL and self.noun(tokens[i - 1]):
                    return i - 1
            elif token.pos not in _WITHIN or self.noun(token) or self.person(i):
                return None
            elif token.entity in _LANDS and not self.outer:
                return None  # "head of the Norvale Bank |", where no names are known yet
        return None

    def first_of(self, head: int) -> int:
        """Return where the words before a title noun begin that belong to it: owner, adjectives, former and current."""
        tokens, first, owned = self.text.tokens, head, False
        start = max(self.text.sentence(head).first, head - _REACH)
        while first > start:
            token, spot, step = tokens[first - 1], self.outer.get(first - 1), first - 1
            if self.prefix(token) or (token.text in HYPHENS and step > start):
                pass
            elif owned:
                break
            elif spot is not None and (spot.form is Form.NAME or spot.last <= head):
                served = self.noun(tokens[head]) in self.words.served  # "Norris aide | Ada Kolar"
                if (spot.kind is EntityKind.PERSON and not served) or spot.last != first:
                    break
                step, owned = spot.first, True
            elif token.tag == "POS":
                owner = self.outer.get(first - 2)
                step, owned = (owner.first if owner is not None else max(first - 2, start)), True
            elif token.i not in self.adjectives and not self._fits(token, tokens[head]) and not self._joined(step):
                break
            first = step
        while first < head and (tokens[first].text in HYPHENS or tokens[first].pos == "DET"):
            first += 1
        return first

    def _joined(self, i: int) -> bool:
        """Say whether token `i` joins two things that one office is for: "Trade | and Industry Secretary"."""
        return self.text.joins(i) and {self.text.at(i - 1).text, self.text.at(i + 1).text} <= self.words.portfolios

    def _fits(self, token: Token, head: Token) -> bool:
        """ "the deal | Foreign Minister": a small word is no part of a title in capitals, unless it often opens one."""
        tall = token.text[0].isupper() or not head.text[0].isupper()
        nominal = tall and token.pos in _NOMINAL and token.entity not in _TIMES
        return nominal or token.text.lower() in self.words.prefixes

    def prefix(self, token: Token) -> bool:
        """Say whether a word before a title tells when it is held: "former", "acting"."""
        return token.lemma.lower() in self.words.former or token.text.lower() in self.words.former | self.words.current

    def head_from(self, first: int, end: int) -> int | None:
        """Return the head of the noun phrase that begins at `first`, if it is a title."""
        tokens, found = self.text.tokens, None
        for i in range(first, min(end, first + _REACH)):
            token = tokens[i]
            nominal = token.pos in _NOMINAL or token.pos == "NUM" or token.tag == "POS"
            if nominal or token.text in _INNER or self.prefix(token):
                found = i if self.noun(token) else None if token.pos == "NOUN" else found
                continue
            opens = i == first and (token.pos == "DET" or token.tag == "PRP$")
            joins = token.pos == "CCONJ" and found is not None and i + 1 < end and self.noun(tokens[i + 1])
            if not opens and not joins:
                break
        return found

    def last_of(self, head: int, end: int) -> int:
        """Return where the phrases end that say of what or whom: "head | of the agency for trade"."""
        tokens, last, links = self.text.tokens, head + 1, self.words.owners | self.words.person_owners
        while last < end:
            token = tokens[last]
            if self._bracket(last):
                last += 3
                continue
            verbal = token.pos in {"VERB", "AUX", "SCONJ"} or token.tag in {"WP", "WDT", "PRP", "WRB"}
            timed = last + 1 < end and tokens[last + 1].entity in _TIMES
            loose = token.pos == "ADP" and (timed or token.text.lower() not in links)
            if loose or verbal or token.text in _ENDS:
                break
            last += 1
        return last

    def _bracket(self, i: int) -> bool:
        """Say whether an abbreviation in brackets begins at token `i`: "(EU)"."""
        opens, inside, closes = (self.text.at(k).text for k in range(i, i + 3))
        return opens == "(" and closes == ")" and inside.isupper()

    def read(self, holder: Spot, first: int, last: int, head: int, *, status: str = "") -> Title | None:
        """Return the title that the tokens `[first, last)` give to `holder`, or None where no word is left of it."""
        tokens = self.text.tokens
        while first < head and (tokens[first].pos == "DET" or tokens[first].tag == "PRP$"):
            first += 1
        at, at_key = self._owner(first, head, last, holder)
        skip, stop = range(0), last
        if at is not None:
            skip = range(at.first, at.last)
            if at.first > head:  # "adviser | to President | X": up to the owner's own phrase
                stop = max((i for i in range(head + 1, at.first) if tokens[i].pos == "ADP"), default=at.first)
        words = []
        for token in tokens[first:stop]:
            word, before = token.text.lower(), token.i < head
            if before and word in self.words.former:
                status = status or "former"
                continue
            dropped = token.i in skip or token.i in self.adjectives or token.tag == "POS" or word in self.words.current
            if not (before and dropped) and not (word == "." and token.i == head + 1):
                words.append(token)
        while words and (words[-1].pos in _LOOSE or (words[-1].i > head and words[-1].text in self.words.address)):
            words.pop()
        while words and (words[0].pos in _OPENING or words[0].text in HYPHENS):
            words.pop(0)
        lands = self.text.groups.place_words
        grounds = [k for k, t in enumerate(words) if k > 0 and t.i < head and t.text in lands]
        words = words[grounds[-1] + 1 :] if grounds else words  # "Norvale River | Fire Chief", "District Attorney"
        if tokens[head] not in words:
            return None
        frame = self.words.titles[self.noun(tokens[head])]
        return Title(holder, first, last, head, self._spelt(words, head), status or "current", frame, at, at_key)

    def _spelt(self, words: Sequence[Token], head: int) -> str:
        """Join the words of a title as the text spaces them, its noun in the singular."""
        spelt, end, short = "", words[0].start, self.words.short
        for token in words:
            word = token.text
            if token.i == head and f"{word}." in short:
                word = f"{word}."
            elif token.i == head and self.plural(token) and word not in short:
                noun = self.noun(token)
                word = noun.capitalize() if word[0].isupper() else noun
            spelt += ("" if end == token.start else " ") + short.get(word, word)
            end = token.end
        return spelt.replace("- ", "-")

    def _owner(self, first: int, head: int, last: int, holder: Spot) -> tuple[Spot | None, str]:
        """Return whose title it is: a name or people's adjective before the noun, or "of X" after it."""
        tokens, link = self.text.tokens, ""
        for i in range(head - 1, first - 1, -1):
            spot = self.outer.get(i)
            if spot is not None and spot != holder and spot.first >= first and spot.last <= head:
                return spot, ""
            if i in self.adjectives:
                return None, self.adjectives[i].key
        fixed = (n for n in (4, 3) if self.text.low(head, head + n) in self.words.compounds)
        start = head + next(fixed, 1)  # "chief | of staff"
        for token in tokens[start:last]:
            spot = self.outer.get(token.i)
            spot = spot if spot is None or spot.first >= start else self._named.get(token.i)
            after = tokens[spot.last] if spot is not None and spot.last < last else NO_TOKEN
            if token.pos == "ADP":
                link = token.text.lower()
            elif after.pos in {"NOUN", "PROPN"} or after.text in HYPHENS:
                continue  # "analyst with | Toronto securities dealer X", "head of | New York-based X": where it is
            elif spot is not None and spot != holder and spot.last <= last:
                person = spot.kind is EntityKind.PERSON
                return (spot if link in (self.words.person_owners if person else self.words.owners) else None), ""
            elif token.pos not in _WITHIN:
                break
        return None, ""


def titled_before(text: Page, first: int) -> bool:
    """ "President |", "Ministers |", "Secretary of State |", "Minister for Trade |", "Sen. |"."""
    before = text.at(first - 1)
    if before.text in text.roles.address or before.text in text.roles.short:
        return True
    head = Phrases(text).head_before(first)
    return head is not None and text.tokens[head].text.lower() not in text.roles.loose


def title_after(text: Page, last: int) -> Token | None:
    """Return the noun of ", the head of …" or ", a retired farmer" behind token `last - 1`, if that follows."""
    end, phrases = text.sentence(last - 1).last, Phrases(text)
    head = phrases.head_from(last + 1, end) if text.at(last).text == "," and last + 1 < end else None
    if head is None or phrases.plural(text.tokens[head]) or begins_clause(text, last, head):
        return None
    return text.tokens[head]


def begins_clause(text: Page, last: int, head: int) -> bool:
    """ "In Lund, | *the mayor* said", "met Ada Roe, | *an aide* said": whether the noun behind a comma, at `head`, does
    what follows and is not said of the name before it, of which its phrase is no part."""
    noun, name = text.tokens[head], text.tokens[last - 1]
    does = noun.dep in SUBJECTS and noun.head > head
    verb = text.tokens[noun.head] if does else text.at(head + 1)
    closed = any(t.text == "," for t in text.tokens[head : verb.i])
    finite = verb.tag in {"VBD", "VBZ"} and text.at(verb.i + 1).tag != "TO"  # not "a baker | said to be rich"
    opens = text.at(last + 1).pos in {"DET", "PRON"}  # "“No,” Ada Roe, Lund's mayor said"
    says = finite and opens and verb.lemma.lower() in text.speaking
    return not closed and (says or (does and name.dep == Rel.PREP_OBJECT))
