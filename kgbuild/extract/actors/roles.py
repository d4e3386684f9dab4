"""Roles: titles before and after a name, whose they are and whether they still hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.extract.actors.gazetteer import Known
from kgbuild.extract.actors.knowledge import ActorKnowledge, RoleWords
from kgbuild.extract.actors.spots import Spot, words_of
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Token

_NOMINAL = frozenset(["NOUN", "PROPN", "ADJ", "X"])
_INNER = frozenset(["of", "for", "-", "and", "&", "'s", "’s", "'", "’", "‐", "‑"])
_OWNER_PREPOSITIONS = frozenset(["of", "at", "for", "with"])
_REACH = 9  # tokens a title may stand away from its name


@dataclass(frozen=True, slots=True)
class Title:
    """A title of the person `holder`: tokens `[first, last)` with its head noun, and the spot or country it is held at.

    `words` is the title without former/current words and without its owner; `frame` the lexicon line of its noun.
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


class RoleFinder:
    """Reads titles around names; holds what is known of one article's spots."""

    def __init__(
        self, text: View, spots: Sequence[Spot], adjectives: Mapping[int, Known], knowledge: ActorKnowledge
    ) -> None:
        """Index the article's spots by token, innermost and outermost."""
        self._text = text
        self._words: RoleWords = knowledge.roles
        self._adjectives = adjectives
        self._by_token: dict[int, Spot] = {}
        for spot in sorted(spots, key=lambda s: -s.size):
            self._by_token.update(dict.fromkeys(range(spot.first, spot.last), spot))
        self._outer: dict[int, Spot] = {}
        for spot in sorted(spots, key=lambda s: s.size):
            self._outer.update(dict.fromkeys(range(spot.first, spot.last), spot))

    def titles(self, holder: Spot) -> Iterator[Title]:
        """Yield the titles that stand directly before a name and in apposition to it."""
        before = self._before(holder)
        if before is not None:
            yield before
        after = self._after(holder) or (None if before is not None else self._apposed(holder))
        if after is not None:
            yield after

    def is_title(self, token: Token) -> bool:
        """Say whether a token is a noun that heads a title."""
        word = token.text.lower()
        return token.pos in {"NOUN", "PROPN"} and (
            word in self._words.titles or token.lemma.lower() in self._words.titles
        )

    def _before(self, holder: Spot) -> Title | None:
        """ "Ukrainian President X", "Secretary of State X", "Moscow's chief negotiator X"."""
        tokens, sentence = self._text.tokens, self._sentence_start(holder.first)
        first = holder.first
        while first > max(sentence, holder.first - _REACH):
            token = tokens[first - 1]
            other = self._by_token.get(token.i)
            if other is not None and other.kind is EntityKind.PERSON:
                break
            if token.pos not in _NOMINAL and token.text not in _INNER and token.lemma.lower() not in self._words.former:
                break
            first -= 1
        heads = [i for i in range(first, holder.first) if self.is_title(tokens[i]) and i not in self._by_token]
        if not heads:
            return None
        head = heads[-1]
        gap = tokens[head + 1 : holder.first]
        if gap and (gap[-1].text in {"of", "for"} or (gap[0].text not in {"of", "for", "-"} and len(gap) > 1)):
            return None
        if tokens[first].text in _INNER:
            first += 1
        return self._title(holder, first, holder.first, head)

    def _after(self, holder: Spot) -> Title | None:
        """ "X, the head of Y's team," and "X, a former US ambassador to Z,"."""
        tokens = self._text.tokens
        i = holder.last
        if i < len(tokens) and tokens[i].tag == "POS":
            return None
        end = self._sentence_end(holder.first)
        if (
            i < end
            and tokens[i].text == ","
            and i + 2 < end
            and tokens[i + 1].pos == "NUM"
            and tokens[i + 2].text == ","
        ):
            i += 2
        if i >= end or tokens[i].text not in {",", "(", "—", "–", "--", "-"}:
            return None
        first = i + 1
        head = self._phrase_head(first, end)
        return None if head is None else self._title(holder, first, self._phrase_end(head, end), head)

    def _apposed(self, holder: Spot) -> Title | None:
        """ "the company's chief executive, X" and "the lead envoy in Y, X"."""
        tokens = self._text.tokens
        comma = holder.first - 1
        if comma < 1 or tokens[comma].text != ",":
            return None
        start = self._sentence_start(holder.first)
        name = tokens[holder.last - 1]
        for i in range(comma - 1, max(start, comma - _REACH) - 1, -1):
            if tokens[i].pos in {"VERB", "AUX"} or tokens[i].text in {",", ";", "that"}:
                return None
            if self.is_title(tokens[i]) and i not in self._by_token and (i == comma - 1 or name.head == i):
                first = self._phrase_start(i, start)
                return self._title(holder, first, comma, i) if first < i else None
        return None

    def _phrase_head(self, first: int, end: int) -> int | None:
        """Return the head noun of the noun phrase that begins at `first`, if it is a title."""
        tokens, found = self._text.tokens, None
        for i in range(first, min(end, first + _REACH)):
            token = tokens[i]
            if token.pos in _NOMINAL | {"NUM"} or token.tag == "POS" or token.text in {"-", "&"} or self._prefix(token):
                if self.is_title(token) and i not in self._by_token:
                    found = i
                elif found is not None and token.pos in {"NOUN", "PROPN"} and token.text not in {"-"}:
                    found = None if token.pos == "NOUN" else found
                continue
            if i == first and (token.pos == "DET" or token.tag == "PRP$"):
                continue
            if token.text == "and" and found is not None and i + 1 < end and self.is_title(tokens[i + 1]):
                continue
            break
        return found

    def _prefix(self, token: Token) -> bool:
        return (
            token.lemma.lower() in self._words.former or token.text.lower() in self._words.former | self._words.current
        )

    def _phrase_end(self, head: int, end: int) -> int:
        """Return where the head's prepositional phrases end: before a comma, verb or relative clause."""
        tokens, last = self._text.tokens, head + 1
        while last < end:
            token = tokens[last]
            if token.text in {",", ";", ")", "(", "—", "–", "--", ":"} or token.pos in {"VERB", "AUX", "SCONJ"}:
                break
            if token.tag in {"WP", "WDT", "PRP", "WRB"} or token.text in '"“”':
                break
            last += 1
        return last

    def _phrase_start(self, head: int, start: int) -> int:
        tokens, first = self._text.tokens, head
        while first > start:
            token = tokens[first - 1]
            if token.pos == "DET" or token.tag == "PRP$":
                return first - 1
            if token.pos not in _NOMINAL and token.tag != "POS" and token.text not in {"-"} and not self._prefix(token):
                break
            first -= 1
        return first

    def _title(self, holder: Spot, first: int, last: int, head: int) -> Title | None:
        tokens = self._text.tokens
        while first < head and (tokens[first].pos == "DET" or tokens[first].tag == "PRP$"):
            first += 1
        at, at_key = self._owner(first, head, last, holder)
        skip = set(range(at.first, at.last)) if at is not None else set()
        skip |= {i for i in range(first, head) if i in self._adjectives} if at is None else set()
        words, status = [], "current"
        for i in range(first, last):
            word = tokens[i].text.lower()
            if i < head and word in self._words.former:
                status = "former"
            elif (
                i in skip
                or (i < head and (word in self._words.current or tokens[i].tag == "POS"))
                or word in {"another"}
            ):
                continue
            else:
                words.append(i)
        while words and tokens[words[-1]].pos in {"ADP", "DET", "PUNCT", "CCONJ", "PART"}:
            words.pop()
        while words and (tokens[words[0]].pos in {"PUNCT", "CCONJ", "PART"} or tokens[words[0]].text == "-"):
            words.pop(0)
        if not words:
            return None
        lemma = (
            tokens[head].text.lower() if tokens[head].text.lower() in self._words.titles else tokens[head].lemma.lower()
        )
        name = self._spelt(words)
        return Title(holder, first, last, head, name, status, self._words.titles[lemma], at, at_key)

    def _spelt(self, words: list[int]) -> str:
        """Join the words of a title as the text spaces them."""
        parts = ""
        for k, i in enumerate(words):
            near = k > 0 and words[k - 1] == i - 1 and self._text.tokens[i].start == self._text.tokens[i - 1].end
            word = self._text.tokens[i].text
            parts += ("" if k == 0 or near else " ") + self._words.short.get(word, word)
        return parts.replace("- ", "-")

    def _owner(self, first: int, head: int, last: int, holder: Spot) -> tuple[Spot | None, str]:
        """Return whose title it is: a name or people's adjective before the noun, or "of X" after it."""
        tokens = self._text.tokens
        for i in range(head - 1, first - 1, -1):
            spot = self._by_token.get(i)
            if spot is not None and spot != holder and spot.last <= head:
                return self._widest(spot, first, head), ""
            if i in self._adjectives:
                return None, self._adjectives[i].key
        if head + 1 < last and tokens[head + 1].text in _OWNER_PREPOSITIONS:
            for i in range(head + 2, last):
                spot = self._outer.get(i)
                if (
                    spot is not None
                    and spot.first >= head + 2
                    and spot.last <= last
                    and spot.kind is not EntityKind.PERSON
                ):
                    return spot, ""
                if tokens[i].pos not in _NOMINAL | {"DET"}:
                    break
        return None, ""

    def _widest(self, spot: Spot, first: int, head: int) -> Spot:
        outer = self._outer.get(spot.first, spot)
        return outer if outer.first >= first and outer.last <= head else spot

    def _sentence_start(self, i: int) -> int:
        return self._text.sentences[self._text.sentence_of[i]].first

    def _sentence_end(self, i: int) -> int:
        return self._text.sentences[self._text.sentence_of[i]].last


def title_text(title: Title, text: View) -> str:
    """Return the title's own characters in the article."""
    return words_of(text, title.first, title.last)
