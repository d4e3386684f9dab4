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
        most = longest.get(tokens[i].text, 0)
        if not most or i in taken or i in adjectives:
            i += 1
            continue
        for n in range(min(most, len(tokens) - i), 0, -1):
            spot = wanted.get(tuple(t.text for t in tokens[i : i + n]))
            free = not any(k in taken for k in range(i, i + n))
            if (
                spot is not None
                and free
                and _alone(text, i, n, spot)
                and text.sentence_of[i] == text.sentence_of[i + n - 1]
            ):
                first, last = i, i + n
                if spot.kind is EntityKind.PERSON:
                    first -= _particles(text, i, taken)
                    last += _rest_of_name(text, last, taken)
                yield make_spot(text, first, last, spot.kind, sure=spot.sure)
                i = last - 1
                break
        i += 1


def _alone(text: Page, i: int, n: int, spot: Spot) -> bool:
    """Say whether one word of an organisation's longer name may stand for it here: no capitalised word goes with it,
    and the last word of an outlet's name needs its article ("the Herald")."""
    if n > 1 or spot.kind is not EntityKind.ORGANIZATION or spot.size == 1:
        return True
    before, after = (text.tokens[k].text if 0 <= k < len(text.tokens) else "" for k in (i - 1, i + 1))
    opens = text.sentence(i).first
    bound = after[:1].isupper() or (i > opens + 1 and before[:1].isupper() and before.isalpha())
    if text.tokens[i].text == spot.text.split()[-1]:
        return before.lower() in text.groups.articles and not bound
    company = spot.text.split()[-1] in text.groups.company_words
    return company or (text.tokens[i].pos == "PROPN" and not bound)


def _particles(text: Page, i: int, taken: Container[int]) -> int:
    """Return how many particles before a family name belong to it: "van der"."""
    n = 0
    while n < 2 and i - n > 0 and text.tokens[i - n - 1].text.lower() in JOINED and i - n - 1 not in taken:
        n += 1
    return n


def _rest_of_name(text: Page, last: int, taken: Container[int]) -> int:
    """ "Xi | Jinping", where only the family name is known from elsewhere: 1 if the next word belongs to the name."""
    here = text.tokens[last - 1]
    bound = here.dep == Rel.COMPOUND and here.head == last and last not in taken
    return 1 if bound and text.tokens[last].pos == "PROPN" and text.tokens[last].text[0].isupper() else 0


def _surfaces(text: Page, spots: Sequence[Spot]) -> dict[tuple[str, ...], Spot]:
    found: dict[tuple[str, ...], Spot] = _sorts(spots, text)
    for spot in spots:
        if spot.known is not None or not spot.text[:1].isupper():
            continue
        words = tuple(t.text for t in text.tokens[spot.first : spot.last])
        if spot.kind is EntityKind.PERSON and len(words) > 1:
            for family in short_forms(spot.text):
                if len(family) > 1 and family[0].isupper() and not _common(family, text):
                    found.setdefault(tuple(_PARTS.findall(family)), spot)
        for short in shorter(spot.text, spot.kind, text) if len(words) > 1 else ():
            if not _common(short, text):
                found.setdefault((short,), spot)
        if len(words) > 1 or spot.kind is EntityKind.PERSON or spot.text.isupper() or not _common(spot.text, text):
            found.setdefault(words, spot)
    return found


def _sorts(spots: Sequence[Spot], text: Page) -> dict[tuple[str, ...], Spot]:
    """Return the word for the only body of its sort: "the Board" for "Norvale Cycling Board"."""
    found: dict[str, dict[str, Spot]] = {}
    for spot in spots:
        last = spot.text.split()[-1]
        if spot.kind is EntityKind.ORGANIZATION and spot.size > 1 and last in text.groups.organization_words:
            found.setdefault(last, {}).setdefault(
                " ".join(w for w in spot.text.split() if w not in text.groups.articles), spot
            )
    return {(word,): next(iter(named.values())) for word, named in found.items() if len(named) == 1}


def _common(word: str, text: Page) -> bool:
    """A word that says too little alone to be taken for the name."""
    return (
        word in text.gazetteer.surfaces
        or word.lower() in text.roles.titles
        or word in text.groups.organization_words
        or word in text.groups.place_words
        or word in text.groups.no_names
    )
