"""Names found once and repeated: whole, by a family name, or by the word that stands for a body."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from kgbuild.extract.actors.kinds import shorter
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Spot, make_spot
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import EntityKind
from kgbuild.names.persons import JOINED, short_forms

_PARTS = re.compile(r"[-‐‑]|[^-‐‑]+")  # a double name is three tokens


def repeated(text: Page, spots: Sequence[Spot], adjectives: Container[int]) -> Iterator[Spot]:
    """Yield further occurrences of names found elsewhere in the text: whole names, and family names of people."""
    taken = {i for s in spots for i in range(s.first, s.last)}
    wanted = _surfaces(text, spots)
    longest: dict[str, int] = {}
    for words in wanted:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    tokens, i = text.tokens, 0
    while i < len(tokens):
        most = 0 if i in taken or i in adjectives else longest.get(tokens[i].text, 0)
        first, i = i, i + 1
        for last in range(min(first + most, text.sentence(first).last), first, -1):
            spot = wanted.get(tuple(t.text for t in tokens[first:last]))
            free = not any(k in taken for k in range(first, last))
            if spot is not None and free and _alone(text, first, last, spot):
                person = spot.kind is EntityKind.PERSON
                begin = first - (_particles(text, first, taken) if person else 0)
                end = last + (person and _goes_on(text, last, taken))
                yield make_spot(text, begin, end, spot.kind, sure=spot.sure)
                i = end
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


def _particles(text: Page, i: int, taken: Container[int]) -> int:
    """Return how many particles before a family name belong to it: "van der"."""
    n = 0
    while n < 2 and text.at(i - n - 1).text.lower() in JOINED and i - n - 1 not in taken:
        n += 1
    return n


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
