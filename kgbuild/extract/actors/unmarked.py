"""Names the recognizer missed: runs of proper nouns that the words around them show to be people, bodies or places."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from kgbuild.extract.actors.appearance import Appearance
from kgbuild.extract.actors.evidence import evidence
from kgbuild.extract.actors.near import is_title, opens_for
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Spot, make_spot
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.facts import EntityKind
from kgbuild.names.persons import PARTICLES

_TAKEN = frozenset(["", "PERSON", "ORG", "GPE", "PRODUCT", "WORK_OF_ART", "EVENT"])
_MOST = 4  # tokens of a run


def titled(text: Page, spots: Sequence[Spot], adjectives: Container[int]) -> Iterator[Spot]:
    """Yield unmarked runs of proper nouns that a title, a form of address or a verb of saying shows to be people, or
    the "in" before them to be places, and unmarked abbreviations in brackets after a name."""
    taken = {i for s in spots for i in range(s.first, s.last)}
    ends = {s.last: s for s in spots}
    i = 0
    while i < len(text.tokens):
        first, last = i, i
        if text.tokens[i].pos == "PROPN" and i not in taken and not _for_what(text, i):
            last = _run(text, i, taken, adjectives)
            first += opens_for(text, i, last) if last > i else 0
        kind = _kind(text, first, last, ends) if last > first else None
        if kind is not None:
            yield make_spot(text, first, last, kind, sure=True)
        i = max(last, i + 1)


def _for_what(text: Page, i: int) -> bool:
    """ "Minister for | Trade", "Deputy | Prime Minister": what a title is for names nobody."""
    titled = is_title(text.at(i + 1), text) or text.at(i - 1).text.lower() in text.roles.purposes
    return titled and text.tokens[i].text in text.roles.portfolios


def _run(text: Page, first: int, taken: Container[int], adjectives: Container[int]) -> int:
    """Return the end of the run of unmarked proper nouns that begins at `first`."""
    last, sentence = first, text.sentence(first)
    people = first > sentence.first and is_title(text.tokens[first - 1], text)  # "Sultan | Iskandar", no nation
    kinds = _TAKEN | {"NORP"} if people else _TAKEN
    while last < min(sentence.last, first + _MOST):
        token = text.tokens[last]
        named = token.pos == "PROPN" and token.text[0].isupper() and not is_title(token, text)
        joins = token.text.lower() in PARTICLES and last > first
        if last in taken or last in adjectives or token.entity not in kinds or not (named or joins):
            break
        last += 1
    while last > first and text.tokens[last - 1].text in PARTICLES:
        last -= 1
    return last


def _kind(text: Page, first: int, last: int, ends: Mapping[int, Spot]) -> EntityKind | None:
    """Return what a run of unmarked proper nouns names, as the words around it tell, or None."""
    groups, word, long = text.groups, text.tokens[last - 1].text, last - first > 1
    if word in groups.no_names or word in groups.thing_words:
        return None
    points = evidence(Appearance(text, first, last), unmarked=True)
    told = max(points, key=lambda kind: points[kind], default=None)
    if not long and word.isupper() and 1 < len(word) < 8 and told is not EntityKind.ORGANIZATION:
        return _abbreviation(text, first, ends)
    if word in groups.organization_words:
        return EntityKind.ORGANIZATION if long else None
    ground = word in groups.place_words or word in groups.land_words
    return told or (None if ground else _who_does(text, first, last))


def _abbreviation(text: Page, i: int, ends: Mapping[int, Spot]) -> EntityKind | None:
    """ "World Trade Forum (WTF)": the abbreviation of the organisation before it; "urged FIFA to": letters that do
    something, or have it done to them, are a body's."""
    token = text.tokens[i]
    if text.at(i - 1).text == "(" and text.at(i + 1).text == ")":
        named = ends.get(i - 1) or ends.get(i - 2 if text.at(i - 2).text in "\"”’'" else -1)
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
