"""Noun phrases that say what somebody is: the noun that heads a title, the words around it, whose title it is."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kgbuild.extract.actors.gazetteer import KnownName
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Spot
from kgbuild.extract.actors.words import Predicate, RoleWords
from kgbuild.extract.parse.clause import Clause
from kgbuild.model.facts import EntityKind, Form, Span
from kgbuild.model.text import Token

_NOMINAL = frozenset(["NOUN", "PROPN", "ADJ", "X"])
_HYPHENS = frozenset("-‐‑")
_ENDS = frozenset(',;:()"“”—–') | {"--"}
_LOOSE = frozenset(["ADP", "DET", "PUNCT", "CCONJ", "PART"])  # what no title ends with
_TIMES = frozenset(["DATE", "TIME"])
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


def head_words(words: Sequence[str], of: Container[str]) -> list[str]:
    """Return the words of a title up to what it is of: "minister" for "minister of trade"."""
    return list(takewhile(lambda word: word not in of, words))


class Phrases:
    """The title phrases of one article; holds its spots by token."""

    def __init__(self, text: Page, spots: Sequence[Spot], adjectives: Mapping[int, KnownName]) -> None:
        """Index the spots, innermost and outermost."""
        self.text = text
        self.words: RoleWords = text.roles
        self.speaking = text.speaking
        self.adjectives = adjectives
        self.outer: dict[int, Spot] = {}
        for spot in sorted(spots, key=lambda s: s.size):
            self.outer.update(dict.fromkeys(range(spot.first, spot.last), spot))
        self._named = {i: s for s in spots if s.form is Form.NAME for i in range(s.first, s.last)}

    def noun(self, token: Token) -> str:
        """Return the lexicon's form of the title noun at a token ("ministers": "minister"), or nothing."""
        if token.i in self._named:
            return ""
        before = self.text.tokens[max(token.i - 2, 0) : token.i]
        if len(before) == 2 and before[1].text in _HYPHENS and before[1].end == token.start:
            joined = f"{before[0].text}-{token.text}".lower()  # "secretary-general"
            if joined in self.words.titles:
                return joined
        if token.pos not in {"NOUN", "PROPN"}:
            return ""
        word = token.text.lower()
        word = f"{word}." if f"{token.text}." in self.words.short else word
        return next(
            (w for w in (word, token.lemma.lower(), self.words.plurals.get(word, "")) if w in self.words.titles), ""
        )

    def plural(self, token: Token) -> bool:
        """Say whether a title noun means several people: "Presidents A and B"."""
        if f"{token.text.rstrip('.')}." in self.words.short:
            return f"{token.text.rstrip('.')}." in self.words.plural_short
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
        """Return the title noun of a phrase that ends right before token `end`: "Finance Minister |", "Secretary of
        State |", "head of security |"."""
        tokens, start = self.text.tokens, self.start_of(end)
        while end > start and tokens[end - 1].text in self.words.address and not self.noun(tokens[end - 1]):
            end -= 1  # "Chancellor Dr |"
        if end <= start:
            return None
        if end - 1 > start and f"{tokens[end - 2].text}{tokens[end - 1].text}" in self.words.short:
            return end - 2  # "Reps" and "."
        if self.noun(tokens[end - 1]):
            royal = tokens[end - 1].text in self.words.address and end - 2 >= start and self.noun(tokens[end - 2])
            return end - 2 if royal else end - 1  # "Prime Minister Prince |"
        if end - 3 >= start and tokens[end - 2].text in _HYPHENS and tokens[end - 1].text in self.words.suffixes:
            return end - 3 if self.noun(tokens[end - 3]) else None  # "President-elect |"
        for i in range(end - 1, max(start, end - _REACH), -1):
            token = tokens[i]
            if token.text.lower() in self.words.purposes:
                if tokens[end - 1].pos in _NOMINAL and i < end - 1 and self.noun(tokens[i - 1]):
                    return i - 1
            elif token.pos not in _NOMINAL | {"CCONJ", "DET"} or self.noun(token) or self.person(i):
                return None
        return None

    def first_of(self, head: int) -> int:
        """Return where the words before a title noun begin that belong to it: owner, adjectives, former and current."""
        tokens, start, first = self.text.tokens, max(self.start_of(head), head - _REACH), head
        tall, owned = tokens[head].text[0].isupper(), False
        while first > start:
            token, spot = tokens[first - 1], self.outer.get(first - 1)
            if self.prefix(token) or (token.text in _HYPHENS and first - 1 > start):
                first -= 1
            elif owned:
                break
            elif token.text == ")" and (body := self.outer.get(first - 4)) is not None and self._bracket(first - 3):
                first, owned = body.first, True  # "European Union (EU) | commissioner"
            elif spot is not None:
                if spot.form is not Form.NAME and spot.last > head:
                    if not self._fits(token, tall):
                        break
                    first -= 1
                    continue
                served = self.noun(tokens[head]) in self.words.served  # "Norris aide | Ada Kolar"
                if (spot.kind is EntityKind.PERSON and not served) or spot.last != first:
                    break
                first, owned = spot.first, True
            elif token.tag == "POS":
                owner = self.outer.get(first - 2)
                first, owned = (owner.first if owner is not None else max(first - 2, start)), True
            elif token.i in self.adjectives or self._fits(token, tall):
                first -= 1
            else:
                break
        while first < head and (tokens[first].text in _HYPHENS or tokens[first].pos == "DET"):
            first += 1
        return first

    def _fits(self, token: Token, tall: bool) -> bool:
        """ "the deal | Foreign Minister": a small word is no part of a title in capitals, unless it often opens one."""
        if token.text.lower() in self.words.prefixes:
            return True
        fits = not tall or token.text[0].isupper()
        return fits and token.pos in _NOMINAL and token.entity not in {"DATE", "TIME"}

    def prefix(self, token: Token) -> bool:
        """Say whether a word before a title tells when it is held: "former", "acting"."""
        return token.lemma.lower() in self.words.former or token.text.lower() in self.words.former | self.words.current

    def head_from(self, first: int, end: int) -> int | None:
        """Return the head of the noun phrase that begins at `first`, if it is a title."""
        tokens, found = self.text.tokens, None
        for i in range(first, min(end, first + _REACH)):
            token = tokens[i]
            if (
                token.pos in _NOMINAL | {"NUM"}
                or token.tag == "POS"
                or token.text in {*_HYPHENS, "&"}
                or self.prefix(token)
            ):
                if self.noun(token):
                    found = i
                elif found is not None and token.pos == "NOUN":
                    found = None
                continue
            if i == first and (token.pos == "DET" or token.tag == "PRP$"):
                continue
            joined = token.pos == "CCONJ" and found is not None and i + 1 < end
            if joined and self.noun(tokens[i + 1]):
                continue
            break
        return found

    def last_of(self, head: int, end: int) -> int:
        """Return where the phrases end that say of what or whom: "head | of the agency for trade"."""
        tokens, last = self.text.tokens, head + 1
        while last < end:
            token = tokens[last]
            if self._bracket(last):
                last += 3
                continue
            timed = token.pos == "ADP" and last + 1 < end and tokens[last + 1].entity in _TIMES
            verbal = token.pos in {"VERB", "AUX", "SCONJ"} or token.tag in {"WP", "WDT", "PRP", "WRB"}
            if timed or verbal or token.text in _ENDS:
                break
            if token.pos == "ADP" and token.text.lower() not in self.words.owners | self.words.person_owners:
                break
            last += 1
        return last

    def _bracket(self, i: int) -> bool:
        """Say whether an abbreviation in brackets begins at token `i`: "(EU)"."""
        tokens = self.text.tokens[i : i + 3]
        return len(tokens) == 3 and tokens[0].text == "(" and tokens[2].text == ")" and tokens[1].text.isupper()

    def read(self, holder: Spot, first: int, last: int, head: int, *, status: str = "") -> Title | None:
        """Return the title that the tokens `[first, last)` give to `holder`, or None where no word is left of it."""
        tokens = self.text.tokens
        while first < head and (tokens[first].pos == "DET" or tokens[first].tag == "PRP$"):
            first += 1
        at, at_key = self._owner(first, head, last, holder)
        skip = set(range(at.first, at.last)) if at is not None else set[int]()
        if at is not None and self._bracket(at.first - 1):
            skip = set(range(first, at.last + 1))  # "European Union (EU) commissioner"
        skip |= {k for i in range(head, last) if self._bracket(i) for k in range(i, i + 3)}
        stop = at.first if at is not None and at.first > head else last
        if at is not None and stop != last:  # "adviser | to President | X": up to the owner's own phrase
            stop = max((i for i in range(head + 1, stop) if tokens[i].pos == "ADP"), default=stop)
        words = []
        for i in range(first, stop):
            word = tokens[i].text.lower()
            if word == "." and i == head + 1:
                continue
            if i < head and word in self.words.former:
                status = status or "former"
            elif i < head and (
                i in skip or i in self.adjectives or tokens[i].tag == "POS" or word in self.words.current
            ):
                continue
            else:
                words.append(i)
        while words and (
            tokens[words[-1]].pos in _LOOSE or (words[-1] > head and tokens[words[-1]].text in self.words.address)
        ):
            words.pop()
        while words and (tokens[words[0]].pos in {"PUNCT", "CCONJ", "PART"} or tokens[words[0]].text in _HYPHENS):
            words.pop(0)
        if head not in words:
            return None
        frame = self.words.titles[self.noun(tokens[head])]
        return Title(holder, first, last, head, self._spelt(words, head), status or "current", frame, at, at_key)

    def _spelt(self, words: list[int], head: int) -> str:
        """Join the words of a title as the text spaces them, its noun in the singular."""
        parts, tokens = "", self.text.tokens
        for k, i in enumerate(words):
            near = k > 0 and words[k - 1] == i - 1 and tokens[i].start == tokens[i - 1].end
            word = tokens[i].text
            if f"{word}." in self.words.short and i == head:
                word = f"{word}."
            if i == head and self.plural(tokens[i]) and word not in self.words.short:
                noun = self.noun(tokens[i])
                word = noun.capitalize() if word[0].isupper() else noun
            parts += ("" if k == 0 or near else " ") + self.words.short.get(word, word)
        return parts.replace("- ", "-")

    def _owner(self, first: int, head: int, last: int, holder: Spot) -> tuple[Spot | None, str]:
        """Return whose title it is: a name or people's adjective before the noun, or "of X" after it."""
        for i in range(head - 1, first - 1, -1):
            spot = self.outer.get(i)
            if spot is not None and spot != holder and spot.first >= first and spot.last <= head:
                return spot, ""
            if i in self.adjectives:
                return None, self.adjectives[i].key
        tokens, link = self.text.tokens, ""
        start = self._compound_end(head)
        for i in range(start, last):
            word = tokens[i].text.lower()
            if tokens[i].pos == "ADP":
                link = word
                continue
            spot = self.outer.get(i)
            spot = spot if spot is None or spot.first >= start else self._named.get(i)
            if spot is not None and self._says_which(spot, last):
                continue
            if spot is not None and spot != holder and spot.last <= last:
                links = self.words.person_owners if spot.kind is EntityKind.PERSON else self.words.owners
                if link in links:
                    return spot, ""
                return None, ""
            if tokens[i].pos not in _NOMINAL | {"DET", "CCONJ"}:
                break
        return None, ""

    def _says_which(self, spot: Spot, last: int) -> bool:
        """ "analyst with | Toronto securities dealer X", "head of | New York-based X": no owner, but where it is."""
        after = self.text.tokens[spot.last] if spot.last < last else None
        return after is not None and (after.pos in {"NOUN", "PROPN"} or after.text in _HYPHENS)

    def _compound_end(self, head: int) -> int:
        """ "chief | of staff": where a title of fixed words ends."""
        words = " ".join(t.text.lower() for t in self.text.tokens[head : head + 3])
        return head + 3 if words in self.words.compounds else head + 1

    def start_of(self, i: int) -> int:
        """Return the first token of a token's sentence; for the end of the text that of the last one."""
        return self.text.sentence(min(i, len(self.text.tokens) - 1)).first

    def end_of(self, i: int) -> int:
        """Return the end of a token's sentence."""
        return self.text.sentence(i).last
