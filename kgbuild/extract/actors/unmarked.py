"""Names the recognizer missed: runs of proper nouns that the words around them show to be people, bodies or places."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from kgbuild.extract.actors.appearance import Appearance
from kgbuild.extract.actors.evidence import evidence
from kgbuild.extract.actors.near import is_title, opens_for
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Spot, make_spot
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.facts import EntityKind
from kgbuild.names.persons import PARTICLES

_TAKEN = frozenset(["", "PERSON", "ORG", "GPE", "PRODUCT", "WORK_OF_ART", "EVENT"])


def titled(text: Page, spots: Sequence[Spot], adjectives: Container[int]) -> Iterator[Spot]:
    """Yield unmarked runs of proper nouns that a title, a form of address or a verb of saying shows to be people, or
    the "in" before them to be places, and unmarked abbreviations in brackets after a name."""
    taken = {i for s in spots for i in range(s.first, s.last)}
    ends = {s.last: s for s in spots}
    i = 0
    while i < len(text.tokens):
        if text.tokens[i].pos != "PROPN" or i in taken or _for_what(text, i):
            i += 1
            continue
        last = _run(text, i, taken, adjectives)
        i += opens_for(text, i, last)
        if last == i:
            i += 1
            continue
        kind = _kind(text, i, last, ends)
        if kind is not None:
            yield make_spot(text, i, last, kind, sure=True)
        i = last


def _for_what(text: Page, i: int) -> bool:
    """ "Minister for | Trade", "Deputy | Prime Minister": what a title is for names nobody."""
    before = text.tokens[i - 1].text.lower() if i else ""
    titled = i + 1 < len(text.tokens) and is_title(text.tokens[i + 1], text)
    return text.tokens[i].text in text.roles.portfolios and (titled or before in text.roles.purposes)


def _run(text: Page, first: int, taken: Container[int], adjectives: Container[int]) -> int:
    """Return the end of the run of unmarked proper nouns that begins at `first` (at most four)."""
    last, sentence = first, text.sentence(first)
    people = first > sentence.first and is_title(text.tokens[first - 1], text)  # "Sultan | Iskandar", no nation
    kinds = _TAKEN | {"NORP"} if people else _TAKEN
    while last < min(sentence.last, first + 4):
        token = text.tokens[last]
        joins = token.text.lower() in PARTICLES and last > first
        if last in taken or last in adjectives or token.entity not in kinds:
            break
        if not joins and (token.pos != "PROPN" or not token.text[0].isupper() or is_title(token, text)):
            break
        last += 1
    while last > first and text.tokens[last - 1].text.lower() in PARTICLES and text.tokens[last - 1].text.islower():
        last -= 1
    return last


def _kind(text: Page, first: int, last: int, ends: dict[int, Spot]) -> EntityKind | None:
    """Return what a run of unmarked proper nouns names, as the words around it tell, or None."""
    groups, word = text.groups, text.tokens[last - 1].text
    if word in groups.no_names or word in groups.thing_words:
        return None
    points = evidence(Appearance(text, first, last), unmarked=True)
    told = max(points, key=lambda kind: points[kind], default=None)
    if last - first == 1 and word.isupper() and 1 < len(word) < 8 and told is not EntityKind.ORGANIZATION:
        return _in_brackets(text, first, last, ends) or _abbreviation(text, first)
    if word in groups.organization_words:
        return EntityKind.ORGANIZATION if last - first > 1 else None
    ground = word in groups.place_words or word in groups.land_words
    return told or (None if ground else _who_does(text, first, last))


def _abbreviation(text: Page, i: int) -> EntityKind | None:
    """ "urged FIFA to": letters that do something, or have it done to them, are a body's."""
    token = text.tokens[i]
    acts = token.dep in {*SUBJECTS, Rel.OBJECT} and len(token.text) > 2 and token.text.isalpha()
    return EntityKind.ORGANIZATION if acts and text.tokens[token.head].pos == "VERB" else None


def _who_does(text: Page, first: int, last: int) -> EntityKind | None:
    """ "Huw Norris shared a flat": two proper nouns bound to each other that do something are somebody's."""
    name = text.tokens[last - 1]
    bound = (
        last - first == 2
        and text.tokens[first].head == name.i
        and all(t.text.istitle() and not t.entity for t in text.tokens[first:last])
    )
    acts = name.dep == Rel.SUBJECT and text.tokens[name.head].pos == "VERB"
    return EntityKind.PERSON if bound and acts else None


def _in_brackets(text: Page, first: int, last: int, ends: dict[int, Spot]) -> EntityKind | None:
    """ "World Trade Forum (WTF)": the abbreviation of the organisation before it."""
    tokens = text.tokens
    if first < 2 or tokens[first - 1].text != "(" or tokens[min(last, len(tokens) - 1)].text != ")":
        return None
    named = ends.get(first - 1) or ends.get(first - 2 if tokens[first - 2].text in "\"”’'" else -1)
    return EntityKind.ORGANIZATION if named is not None and named.kind is EntityKind.ORGANIZATION else None
