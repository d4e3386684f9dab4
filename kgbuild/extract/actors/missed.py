"""Names the recognizer missed: full names that a given name shows, runs of proper nouns that the words around them show
to be people, bodies or places, and names found once and repeated."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from kgbuild.extract.actors.appearance import appearance, given_pronoun
from kgbuild.extract.actors.evidence import evidence
from kgbuild.extract.actors.ground import climbed, of_ground
from kgbuild.extract.actors.kinds import shorter
from kgbuild.extract.actors.page import HYPHENS, NO_TOKEN, Page, Spot, make_spot
from kgbuild.extract.actors.phrases import is_title, titled_before
from kgbuild.extract.actors.stretches import nickname_end, opens_for, over_hyphens, particles_before
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Token
from kgbuild.names.keys import plain
from kgbuild.names.persons import PARTICLES, short_forms

_MOST = 7  # tokens of a name
_RUN = 4  # words of a run of proper nouns
_TIMES = frozenset(["DATE", "TIME"])
_CAPITAL = frozenset(["PROPN", "NOUN", "ADJ", "X", "INTJ", "VERB"])
_TAKEN = frozenset(["", "PERSON", "ORG", "GPE", "PRODUCT", "WORK_OF_ART", "EVENT"])
_PARTS = re.compile(r"[-‐‑]|[^-‐‑]+")  # a double name is three tokens


class FullNames:
    """Reads the full names of one article from its tokens alone."""

    def __init__(self, text: Page, headlines: Container[int]) -> None:
        """Take the article; `headlines` are its sentences in title case."""
        self._text, self._tokens, self._headlines = text, text.tokens, headlines

    def spots(self) -> Iterator[Spot]:
        """Yield the full names in text order."""
        last = 0
        for i in (t.i for t in self._tokens if t.text[0].isupper()):
            if i < last or not self._opens(i):
                continue
            last = self._end(i)
            if last > i:
                first = i - particles_before(self._text, i)  # "J. | Joe Ricketts": initials before it belong to it
                while (before := self._before(first).text)[:1].isupper() and before[1:] == ".":
                    first -= 1
                yield make_spot(self._text, first, last, EntityKind.PERSON, sure=True)

    def _before(self, i: int) -> Token:
        """Return the token before `i` in its sentence."""
        return NO_TOKEN if i < 0 or self._text.opens(i) else self._tokens[i - 1]

    def _opens(self, i: int) -> bool:
        token, groups = self._tokens[i], self._text.groups
        if not self._capital(token) or token.entity in _TIMES:
            return False
        before = self._before(i)
        word = self._text.slice(token.start, self._tokens[over_hyphens(self._text, i + 1) - 1].end)  # "Hye-jin"
        if given_pronoun(word, self._text) is None and before.text not in self._text.roles.kin:  # "his niece Dilu Roe"
            return False
        if before is NO_TOKEN:
            return True
        hyphened = before.text in HYPHENS and self._before(i - 1).text[:1].isupper()
        if before.pos == "DET" or before.text.lower() in groups.things or hyphened:
            return False
        bound = before.pos == "PROPN" and before.head > before.i and self._capital(before)
        person = is_title(before, self._text) or titled_before(self._text, i)
        person = person or self._text.gazetteer.is_national(before.text)  # "Briton | Ada Norris"
        listed = before.entity in {"NORP", "GPE"}  # "Ohio Ada Norris" is none, "Democrat Ada Norris" may be
        body = before.text.lower() in groups.bodies
        return not bound or person or body or listed or before.text.endswith(".")  # "Sen. | Ada"

    def _capital(self, token: Token) -> bool:
        return token.text[0].isupper() and token.text[-1].isalpha() and token.pos in _CAPITAL

    def _end(self, first: int) -> int:
        """Return the end of the name that begins with the given name at `first`, or `first` where it is none."""
        tokens, end, groups = self._tokens, self._text.sentence(first).last, self._text.groups
        headline = self._text.sentence_of[first] in self._headlines
        last, words = over_hyphens(self._text, first + 1), 1
        while last < min(end, first + _MOST) and words < (2 if headline else _MOST):
            i = last
            while i < min(end, last + 3) and tokens[i].text in PARTICLES:
                i += 1
            if i >= end or not self._goes_on(tokens[i], tokens[last - 1]):
                break
            last = over_hyphens(self._text, i + 1)
            last = nickname_end(self._text, last) or last
            words += 1
        name, opener = tokens[last - 1], tokens[first]
        other = (groups.organization_words, groups.place_words, groups.thing_words, groups.no_names)
        body = any(t.text in some for t in tokens[first + 1 : last] for some in other)
        speaks = name.dep == Rel.SUBJECT and tokens[name.head].lemma.lower() in self._text.speaking
        lone = speaks and name.text in groups.media_words and last - first == 2  # "Milo Post said"
        if words < 2 or (body and not lone):
            return first
        parts = [t for t in tokens[first : last - 1] if t.pos in {"PROPN", "NOUN"} and t.text not in PARTICLES]
        link = tokens[name.head].text.lower() if name.dep == Rel.PREP_OBJECT else ""
        loose = any(not first <= t.head < last for t in parts) and not headline  # for the parser it is not one name
        right = link in groups.inside and name.head == first - 1  # "met | in Mae Sot", not "in 2014 Ana Lobo ran"
        unseen = right and not any(t.entity for t in tokens[first:last])
        site = appearance(self._text, first, last)
        if loose or unseen or of_ground(site) or climbed(site):
            return first
        known = self._text.gazetteer.find(self._text.article.text, opener.start)
        return first if known is not None and opener.start + len(known.surface) > opener.end else last

    def _goes_on(self, token: Token, before: Token) -> bool:
        tall = token.text[0].isupper()
        if token.entity in _TIMES or token.text in self._text.roles.address:
            return False
        if len(token.text) > 2 and token.text.isupper() and not before.text.isupper():
            return False  # "Ada Norris | NTR"
        title = token.text.lower() in self._text.roles.titles and before.head != token.i
        return tall and (token.text[1:] in {"", "."} or (token.pos == "PROPN" and not title))


def title_cased(text: Page) -> frozenset[int]:
    """Return the sentences of an article that are written like a headline, most of the longer words with a capital."""
    found = set[int]()
    for sentence in text.sentences:
        words = text.words(sentence)
        long = [t.text for t in words if len(t.text) > 3 and t.text.isalpha()]
        tall = len(long) > 4 and sum(word[0].isupper() for word in long) > 0.7 * len(long)
        if tall and not words[-1].text.endswith("."):
            found.add(sentence.index)
    return frozenset(found)


def unmarked(text: Page, spots: Sequence[Spot], adjectives: Container[int]) -> Iterator[Spot]:
    """Yield unmarked runs of proper nouns that a title, a form of address or a verb of saying shows to be people, or
    the "in" before them to be places, and unmarked abbreviations in brackets after a name."""
    taken = {i for s in spots for i in range(s.first, s.last)}
    ends = {s.last: s for s in spots}
    last = 0
    for token in text.tokens:
        first = i = token.i
        if i < last or token.pos != "PROPN" or i in taken or text.is_national(i):
            continue
        after = text.at(i - 1).text.lower() in text.roles.purposes or text.low(i - 3, i + 1) in text.roles.compounds
        if token.text in text.roles.portfolios and after:
            continue  # "Minister for | Trade", "Chief of Defence | Staff" name nobody
        last = _run(text, i, taken, adjectives)
        if last > i and text.tokens[last - 1].text in text.roles.portfolios and is_title(text.at(last), text):
            continue  # "Water Resources | Minister"
        first += opens_for(text, i, last) if last > i else 0
        kind = _kind(text, first, last, ends) if last > first else None
        if kind is not None:
            yield make_spot(text, first, last, kind, sure=True)


def _run(text: Page, first: int, taken: Container[int], adjectives: Container[int]) -> int:
    """Return the end of the run of unmarked proper nouns that begins at `first`."""
    last, sentence = first, text.sentence(first)
    before = text.at(first - 1) if first > sentence.first else NO_TOKEN
    does = text.tokens[first].tag == "NNP" and text.tokens[first].dep in SUBJECTS and before.pos != "DET"
    people = is_title(before, text) or before.pos == "ADP" or does  # "Sultan | Iskandar", "in | Arzen": no nation
    kinds = _TAKEN | {"NORP"} if people else _TAKEN
    words = 0
    while last < sentence.last and words < _RUN:
        token = text.tokens[last]
        named = token.pos == "PROPN" and token.text[0].isupper() and not is_title(token, text)
        joins = token.text.lower() in PARTICLES and last > first
        if last in taken or last in adjectives or token.entity not in kinds or not (named or joins):
            break
        last, words = over_hyphens(text, last + 1), words + 1
    while last > first and text.tokens[last - 1].text in PARTICLES:
        last -= 1
    return last


def _kind(text: Page, first: int, last: int, ends: Mapping[int, Spot]) -> EntityKind | None:
    """Return what a run of unmarked proper nouns names, as the words around it tell, or None."""
    groups, word, long = text.groups, text.tokens[last - 1].text, last - first > 1
    if word in groups.no_names or word in groups.thing_words:
        return None
    points = evidence(appearance(text, first, last), unmarked=True)
    told = max(points, key=lambda kind: points[kind], default=None)
    if not long and word.isupper() and 1 < len(word) < 8 and told is not EntityKind.ORGANIZATION:
        return _abbreviation(text, first, ends)
    if word in groups.organization_words or word in groups.parties:
        return EntityKind.ORGANIZATION if long or word in groups.parties else None
    ground = word in groups.place_words or word in groups.land_words
    return told or (None if ground else _who_does(text, first, last))


def _abbreviation(text: Page, i: int, ends: Mapping[int, Spot]) -> EntityKind | None:
    """ "World Trade Forum (WTF)": the abbreviation of the organisation before it; "urged FIFA to": letters that do
    something, or have it done to them, are a body's."""
    token = text.tokens[i]
    if text.at(i - 1).text == "(" and text.at(i + 1).text == ")":
        named = ends.get(i - 1)
        if named is not None and named.kind is EntityKind.ORGANIZATION:
            return EntityKind.ORGANIZATION
    acts = token.dep in {*SUBJECTS, Rel.OBJECT} and len(token.text) > 2 and token.text.isalpha()
    return EntityKind.ORGANIZATION if acts and text.tokens[token.head].pos == "VERB" else None


def _who_does(text: Page, first: int, last: int) -> EntityKind | None:
    """ "Huw Norris shared a flat": two proper nouns bound to each other that do something are somebody's."""
    name, words = text.tokens[last - 1], text.tokens[first:last]
    bound = len(words) == 2 and words[0].head == name.i and all(t.text.istitle() and not t.entity for t in words)
    acts = name.dep == Rel.SUBJECT and text.tokens[name.head].pos == "VERB"
    return EntityKind.PERSON if bound and acts else None


def repeated(text: Page, spots: Sequence[Spot], adjectives: Container[int]) -> Iterator[Spot]:
    """Yield further occurrences of names found elsewhere in the text, with accents or without: whole names, and family
    names of people."""
    taken = {i for s in spots for i in range(s.first, s.last)}
    wanted = {tuple(map(plain, words)): spot for words, spot in reversed(_surfaces(text, spots).items())}
    longest: dict[str, int] = {}
    for words in wanted:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    tokens, end = text.tokens, 0
    for first in (t.i for t in tokens if plain(t.text) in longest):
        most = 0 if first < end or first in taken or first in adjectives else longest[plain(tokens[first].text)]
        for last in range(min(first + most, text.sentence(first).last), first, -1):
            spot = wanted.get(tuple(plain(t.text) for t in tokens[first:last]))
            free = not any(k in taken for k in range(first, last))
            if spot is not None and free and _alone(text, first, last, spot):
                person = spot.kind is EntityKind.PERSON
                begin = first - (particles_before(text, first) if person else 0)
                end = last + (person and _goes_on(text, last, taken))
                yield make_spot(text, begin, end, spot.kind, sure=spot.sure)
                break


def _alone(text: Page, i: int, last: int, spot: Spot) -> bool:
    """Say whether one word of an organisation's longer name may stand for it here: no capitalised word goes with it,
    and the last word of an outlet's name needs its article ("the Herald")."""
    if last > i + 1 or spot.kind is not EntityKind.ORGANIZATION or spot.size == 1:
        return True
    before, end = text.at(i - 1).text, spot.text.split()[-1]
    tall = before[:1].isupper() and before.isalpha() and i > text.sentence(i).first + 1
    bound = tall or text.at(last).text[:1].isupper()
    if text.tokens[i].text == end:
        return before.lower() in text.groups.articles and not bound
    return end in text.groups.company_words or (text.tokens[i].pos == "PROPN" and not bound)


def _goes_on(text: Page, last: int, taken: Container[int]) -> bool:
    """ "Xi | Jinping", where only the family name is known from elsewhere: the next word belongs to the name."""
    here, after = text.tokens[last - 1], text.at(last)
    bound = here.dep == Rel.COMPOUND and here.head == last and last not in taken
    return bound and after.pos == "PROPN" and after.text[0].isupper()


def _surfaces(text: Page, spots: Sequence[Spot]) -> dict[tuple[str, ...], Spot]:
    """Return what else may name somebody named in full, by the tokens of it."""
    found = _sorts(spots, text)
    for spot in spots:
        if spot.known is not None or not spot.text[:1].isupper():
            continue
        words = tuple(t.text for t in text.tokens[spot.first : spot.last])
        person = spot.kind is EntityKind.PERSON
        if len(words) > 1:
            families = [f for f in short_forms(spot.text) if len(f) > 1 and f[0].isupper()] if person else []
            for short in (*families, *shorter(spot.text, spot.kind, text)):
                if not _common(short, text):
                    found.setdefault(tuple(_PARTS.findall(short)), spot)
        if len(words) > 1 or person or spot.text.isupper() or not _common(spot.text, text):
            found.setdefault(words, spot)
    return found


def _sorts(spots: Sequence[Spot], text: Page) -> dict[tuple[str, ...], Spot]:
    """Return the word for the only body of its sort: "the Board" for "Norvale Cycling Board"."""
    found: dict[str, dict[str, Spot]] = {}
    for spot in spots:
        words = spot.text.split()
        if spot.kind is EntityKind.ORGANIZATION and spot.size > 1 and words[-1] in text.groups.organization_words:
            name = " ".join(w for w in words if w not in text.groups.articles)
            found.setdefault(words[-1], {}).setdefault(name, spot)
    return {(word,): next(iter(named.values())) for word, named in found.items() if len(named) == 1}


def _common(word: str, text: Page) -> bool:
    """A word that says too little alone to be taken for the name."""
    groups = text.groups
    sorts = (text.gazetteer.surfaces, groups.organization_words, groups.place_words, groups.no_names)
    return word.lower() in text.roles.titles or any(word in sort for sort in sorts)
