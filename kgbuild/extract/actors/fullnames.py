"""Full names of people that a given name or a title shows, whatever the recognizer makes of them."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kgbuild.extract.actors.appearance import given_pronoun, led
from kgbuild.extract.actors.near import asks, is_title
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.phrases import titled_before
from kgbuild.extract.actors.spots import Spot, make_spot
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Token
from kgbuild.names.persons import FAMILY_FIRST, PARTICLES

_HYPHENS = frozenset("-‐‑")
_MOST = 7  # tokens of a name
_TIMES = frozenset(["DATE", "TIME"])


class FullNames:
    """Reads the full names of one article from its tokens alone."""

    def __init__(self, text: Page, headlines: Container[int]) -> None:
        """Take the article; `headlines` are its sentences in title case."""
        self._text, self._tokens = text, text.tokens
        self._headlines = headlines

    def spots(self) -> Iterator[Spot]:
        """Yield the full names in text order, and the given names of "Ana and Petr Kolar" as what they stand for."""
        i, found = 0, list[Spot]()
        while i < len(self._tokens):
            last = self._end(i) if self._opens(i) else i
            if last > i:
                found.append(make_spot(self._text, self._initials(i), last, EntityKind.PERSON, sure=True))
            i = max(last, i + 1)
        yield from found
        for spot in found:
            yield from self._partner(spot)

    def _initials(self, i: int) -> int:
        """ "J. | Joe Ricketts": initials before the given name belong to it."""
        start = self._text.sentence(i).first
        while (
            i > start
            and len(self._tokens[i - 1].text) == 2
            and self._tokens[i - 1].text[0].isupper()
            and self._tokens[i - 1].text[1] == "."
        ):
            i -= 1
        return i

    def _opens(self, i: int) -> bool:
        token = self._tokens[i]
        if not self._capital(token) or token.entity in _TIMES or asks(self._text, i):
            return False
        if given_pronoun(self._word(i), self._text) is None and not self._family_first(i):
            return False
        start = self._text.sentence(i).first
        if i == start:
            return True
        before = self._tokens[i - 1]
        if before.text in _HYPHENS and i - 2 >= start and self._tokens[i - 2].text[0].isupper():
            return False
        word = before.text.lower()
        roles, groups = self._text.roles, self._text.groups
        if before.pos == "DET" or word in self._text.groups.things:
            return False
        bound = before.pos == "PROPN" and before.head > before.i and self._capital(before)
        owner = self._tokens[i - 2].text if before.text in self._text.grammar.of and i - 2 >= start else ""
        if owner.lower() in roles.firm_titles or owner in groups.places:
            return False  # "chief executive of | Carl Zeiss", "the slopes of | Ben Varra"
        person = is_title(before, self._text) or titled_before(self._text, i)
        return not bound or person or word in groups.bodies or self._listed(before) or given_name_ends(before)

    def _listed(self, token: Token) -> bool:
        """A place or people before a name: "Ohio Ada Norris" is none, "Democrat Ada Norris" may be."""
        return token.entity in {"NORP", "GPE"}

    def _family_first(self, i: int) -> bool:
        """ "Lau | Siu-fung": a family name of the East before a given name of two halves."""
        after = self._tokens[i + 1 : i + 4]
        halves = len(after) == 3 and after[1].text in _HYPHENS and after[0].text[0].isupper()
        glued = halves and after[0].end == after[1].start and after[1].end == after[2].start
        return glued and self._tokens[i].text.lower() in FAMILY_FIRST and after[2].text.isalpha()

    def _word(self, i: int) -> str:
        """Return the word that begins at token `i`, with what hyphens join to it: "Hye-jin"."""
        end = self._over_hyphens(i + 1)
        return self._text.slice(self._tokens[i].start, self._tokens[end - 1].end)

    def _over_hyphens(self, i: int) -> int:
        while (
            i + 1 < len(self._tokens)
            and self._tokens[i].text in _HYPHENS
            and self._tokens[i - 1].end == self._tokens[i].start
        ):
            if self._tokens[i].end != self._tokens[i + 1].start or not self._tokens[i + 1].text[0].isalpha():
                break
            i += 2
        return i

    def _capital(self, token: Token) -> bool:
        return (
            token.text[0].isupper()
            and token.text[-1].isalpha()
            and token.pos in {"PROPN", "NOUN", "ADJ", "X", "INTJ", "VERB"}
        )

    def _end(self, first: int) -> int:
        """Return the end of the name that begins with the given name at `first`, or `first` where it is none."""
        tokens, end = self._tokens, self._text.sentence(first).last
        most = 2 if self._text.sentence_of[first] in self._headlines else _MOST
        last = self._over_hyphens(first + 1)
        words = 1
        while last < min(end, first + _MOST) and words < most:
            i = last
            while i < min(end, last + 3) and tokens[i].text in PARTICLES:
                i += 1
            if i >= end or not self._goes_on(tokens[i], tokens[last - 1]):
                break
            last = self._over_nickname(self._over_hyphens(i + 1), end)
            words += 1
        names = [t.text for t in tokens[first + 1 : last]]
        groups = self._text.groups
        other = groups.organization_words | groups.place_words | groups.thing_words | groups.no_names
        body = [w for w in names if w in other]
        if words < 2 or (body and not self._lone(first, last)):
            return first
        parts = [t for t in tokens[first : last - 1] if t.pos in {"PROPN", "NOUN"} and t.text not in PARTICLES]
        trade = first > 0 and tokens[first - 1].text.lower() in groups.trades
        plural = trade and tokens[last - 1].tag == "NNPS" and groups.is_plural(tokens[last - 1].text)  # "Marlow Docks"
        if tokens[first].text in groups.place_openers and self._ground(tokens[last - 1]):
            return first
        loose = any(not first <= t.head < last for t in parts) and most == _MOST
        if loose or plural or led(self._text, last):
            return first  # the parser does not take it for one name; "heads | Halden Cells"
        known = self._text.gazetteer.find(self._text.article.text, tokens[first].start)
        if known is not None and tokens[first].start + len(known.surface) > tokens[first].end:
            return first
        return last

    def _ground(self, name: Token) -> bool:
        """ "off Ben Varra", "to Isla Norvik": where something happens or leads to."""
        groups, link = self._text.groups, self._tokens[name.head].text.lower()
        return name.dep == Rel.PREP_OBJECT and link in groups.within | groups.toward | self._text.grammar.at

    def _over_nickname(self, last: int, end: int) -> int:
        """ "Robert C. | "Bobby" | Norris": a name goes on behind a nickname in quotation marks."""
        after = self._tokens[last : min(last + 4, end)]
        quoted = len(after) == 4 and not after[0].text.isalnum() and after[0].pos == after[2].pos == "PUNCT"
        if quoted and after[0].text not in "(,;:-" and after[1].text[0].isupper() and after[3].pos == "PROPN":
            return last + 3
        return last

    def _goes_on(self, token: Token, before: Token) -> bool:
        if token.entity in _TIMES or token.text in self._text.roles.address:
            return False
        initial = token.text[0].isupper() and token.text[1:] in {"", "."}
        if len(token.text) > 2 and token.text.isupper() and not before.text.isupper():
            return False  # "Ada Norris | NTR"
        title = token.text.lower() in self._text.roles.titles and before.head != token.i
        return initial or (token.pos == "PROPN" and token.text[0].isupper() and not title)

    def _lone(self, first: int, last: int) -> bool:
        """ "Milo Post said": a given name and one word that otherwise ends an outlet's name, without an article."""
        name = self._tokens[last - 1]
        media = name.text in self._text.groups.media_words and last - first == 2
        return media and name.dep == Rel.SUBJECT and self._tokens[name.head].lemma.lower() in self._text.speaking

    def _partner(self, spot: Spot) -> Iterator[Spot]:
        """ "Ana | and Petr Kolar": a lone given name joined to a full one shares its family name."""
        i = spot.first - 2
        if (
            i < 0
            or self._tokens[i + 1].pos != "CCONJ"
            or self._text.sentence_of[i] != self._text.sentence_of[spot.first]
        ):
            return
        token = self._tokens[i]
        before = self._tokens[i - 1] if i else None
        free = before is None or not (
            before.pos == "PROPN" or before.text in _HYPHENS | {","} | self._text.groups.joining
        )
        if free and self._capital(token) and token.pos == "PROPN" and given_pronoun(token.text, self._text):
            family = spot.text.split(" ", 1)[1]
            yield Spot(i, i + 1, EntityKind.PERSON, f"{token.text} {family}", sure=True)


def title_cased(text: Page) -> frozenset[int]:
    """Return the sentences of an article that are written like a headline."""
    return frozenset(s.index for s in text.sentences if _in_title_case(text.words(s)))


def _in_title_case(words: tuple[Token, ...]) -> bool:
    """Say whether a sentence is written like a headline, most of its longer words with a capital."""
    long = [t for t in words if len(t.text) > 3 and t.text.isalpha()]
    return (
        len(long) > 4 and not words[-1].text.endswith(".") and sum(t.text[0].isupper() for t in long) > 0.7 * len(long)
    )


def given_name_ends(token: Token) -> bool:
    """A mark that closes a title cut short: "Sen. | Ada"."""
    return token.text.endswith(".")
