"""Roles said beside a name: titles before it and in apposition to it, whose they are and whether they still hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kgbuild.extract.actors.phrases import Phrases, Title
from kgbuild.extract.actors.spots import Spot
from kgbuild.model.facts import EntityKind

_OPENS = frozenset([",", "(", "—", "–", "--", "-"])
_CLOSES = frozenset([",", ")", ".", "—", "–", "--", ";", ":"])
_REACH = 12  # tokens an apposition may stand before its name


class RoleFinder:
    """Reads the titles around the names of one article."""

    def __init__(self, phrases: Phrases) -> None:
        """Take the article's title phrases."""
        self._phrases = phrases
        self._text, self._words = phrases.text, phrases.words

    def titles(self, holder: Spot) -> Iterator[Title]:
        """Yield the titles that stand directly before a person's name and in apposition to it, and those that a plural
        before the name gives to the people named after it."""
        before = self._before(holder)
        if before is not None:
            yield from self._shared(before)
        after = self._after(holder) or (None if before is not None else self._apposed(holder))
        if after is not None:
            yield after

    def _before(self, holder: Spot) -> Title | None:
        """ "Ukrainian President X", "Secretary of State X", "Moscow's chief negotiator X"."""
        head = self._phrases.head_before(holder.first)
        if head is None:
            return None
        return self._phrases.read(holder, self._phrases.first_of(head), holder.first, head)

    def _shared(self, title: Title) -> Iterator[Title]:
        """Yield a title with the "of X" behind its name; a plural one also for all joined to it, each with its own:
        "Ministers A of X, B of Y and C"."""
        tokens, holder = self._text.tokens, title.holder
        end = self._phrases.end_of(holder.first)
        many = self._phrases.plural(tokens[title.head])
        while True:
            own = self._of(holder, title, end)
            yield replace(title, holder=holder, at=own or title.at, at_key="" if own else title.at_key)
            i = own.last if own is not None else holder.last
            while (
                many
                and own is None
                and i < end
                and (
                    tokens[i].text in self._text.grammar.of
                    or tokens[i - 1].text in self._text.grammar.of
                    or (i > holder.last + 1 and tokens[i].pos == "PROPN")
                )
            ):
                i += 1  # "Mayors A | of Ashton | and B": a town nobody knows
            while many and i < end and (tokens[i].text == "," or tokens[i].pos == "CCONJ"):
                i += 1
            following = self._phrases.person(i) if many and i < end and i > holder.last else None
            if following is None or following.first != i:
                return
            holder = following

    def _of(self, holder: Spot, title: Title, end: int) -> Spot | None:
        """ "Chancellor X | of Austria": whose title it is, said after the name."""
        tokens, i = self._text.tokens, holder.last
        if i + 1 >= end or tokens[i].text not in self._text.grammar.of or title.at is not None or title.at_key:
            return None
        if not title.first <= tokens[i].head < holder.last and tokens[tokens[i].head].lemma in self._words.charging:
            return None  # "accused President X | of lying"
        first = i + 1 + (tokens[i + 1].pos == "DET")
        spot = self._phrases.outer.get(first)
        return spot if spot is not None and spot.first == first and spot.kind is not EntityKind.PERSON else None

    def _after(self, holder: Spot) -> Title | None:
        """ "X, the head of Y's team," and "X, a former US ambassador to Z,"."""
        tokens, i = self._text.tokens, holder.last
        end = self._phrases.end_of(holder.first)
        if i + 2 < end and tokens[i].text == "," and tokens[i + 1].pos == "NUM" and tokens[i + 2].text == ",":
            i += 2  # "X, 43, a baker"
        if i >= end or tokens[i].text not in _OPENS:
            return None
        head = self._phrases.head_from(i + 1, end)
        if head is None:
            return None
        if head + 1 < end and self._phrases.person(head + 1) is not None:
            return None  # "after meeting X, President Y said": the title is Y's
        return self._phrases.read(holder, i + 1, self._phrases.last_of(head, end), head)

    def _apposed(self, holder: Spot) -> Title | None:
        """ "the company's chief executive, X" and "a spokesman for Y, X,"."""
        tokens, comma = self._text.tokens, holder.first - 1
        start = self._phrases.start_of(holder.first)
        if comma <= start or tokens[comma].text != ",":
            return None
        closed = holder.last >= len(tokens) or tokens[holder.last].text in _CLOSES
        name, found = tokens[holder.last - 1], None
        for i in range(comma - 1, max(start, comma - _REACH) - 1, -1):
            verbal = tokens[i].pos in {"VERB", "AUX", "SCONJ", "PRON"} and tokens[i].tag != "PRP$"
            if verbal or (tokens[i].text in _CLOSES and i != comma - 1):
                break
            many = self._phrases.plural(tokens[i])  # "to press debate moderators, X said"
            if many or not self._phrases.noun(tokens[i]) or self._phrases.person(i + 1) is not None:
                continue
            if self._phrases.last_of(i, comma) == comma and (closed or i == comma - 1 or name.head == i):
                found = i
                if i == comma - 1:
                    break  # "a lawyer for the secretary, X"
        if found is None:
            return None
        first = self._phrases.first_of(found)
        opened = first > start and (tokens[first - 1].pos == "DET" or tokens[first - 1].tag == "PRP$")
        if first == found and not opened and (found > start or found != comma - 1):
            return None  # "… met chairman, X"
        return self._phrases.read(holder, first - opened, comma, found)
