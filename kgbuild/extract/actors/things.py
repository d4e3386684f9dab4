"""Names that are nobody's: works, ships, storms, laws and prizes, and towns that another state has a namesake of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgbuild.extract.actors.gazetteer import KnownRole
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Spot
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import EntityKind

_TOWNS = frozenset([KnownRole.NAME, KnownRole.CITY, KnownRole.CAPITAL])


def without_things(text: Page, spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots without those that name a thing, here or elsewhere in the article."""
    things = {s.text for s in spots if _thing(text, s)}
    return [s for s in spots if s.text not in things]


def _thing(text: Page, spot: Spot) -> bool:
    """ "the novel X", "the trawler X", "Hurricane X", "the X Prize"."""
    groups, tokens = text.groups, text.tokens
    if spot.known is not None and spot.known.kind is not EntityKind.PLACE:
        return False
    words = spot.text.split()
    if len(words) > 1 and (words[-1] in groups.thing_words or words[0] in groups.titled_things):
        return spot.known is None and not any(w in groups.organization_words for w in words)
    numbered = len(words) > 1 and tokens[spot.last - 1].pos == "NUM" and words[-2] not in groups.numbered
    if spot.known is None and numbered and spot.last < len(tokens) and tokens[spot.last].pos == "NOUN":
        return True  # "two million Zeta 5 phones"
    after = tokens[spot.last] if spot.last < len(tokens) else None
    if (
        spot.known is None
        and after is not None
        and after.text in groups.things
        and tokens[spot.last - 1].head == after.i
    ):
        return spot.size > 1  # "the Sea Rose ferry"
    first = spot.first - (spot.first > 0 and tokens[spot.first - 1].text in text.roles.royal)
    before = tokens[first - 1] if first else None  # "the ferry | Princess Ada"
    if before is None or text.sentence_of[before.i] != text.sentence_of[spot.first]:
        return False
    if before.text == "(" and first > 1 and (tokens[first - 2].text in groups.thing_words or _of_words(text, spot)):
        return True  # "Letters Act (OLAF)"
    if before.text in groups.titled_things:
        return True
    bound = before.head in range(spot.first, spot.last) or tokens[spot.last - 1].head == before.i
    verb = tokens[tokens[spot.last - 1].head]
    bound |= verb.dep == Rel.RELATIVE and verb.head == before.i  # as the parser takes "the ferry Maria Elena left"
    return spot.known is None and before.text in groups.things and bound


def _of_words(text: Page, spot: Spot) -> bool:
    """ "intellectual property rights (IPR)": the abbreviation of common nouns is no name."""
    words = text.tokens[max(spot.first - 1 - len(spot.text), 0) : spot.first - 1]
    return spot.text.isupper() and len(spot.text) > 1 and [t.text[0] for t in words] == list(spot.text.lower())


def in_states(text: Page, spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots with "Cuba" a town where the article has "Cuba, Missouri"."""
    towns = dict(_namesakes(text, spots))
    return [_town(s, towns[s.text]) if s.text in towns and s.known is not None else s for s in spots]


def _town(spot: Spot, within: str) -> Spot:
    return replace(spot, kind=EntityKind.PLACE, known=None, sure=True, within=within)


def _namesakes(text: Page, spots: Sequence[Spot]) -> Iterator[tuple[str, str]]:
    """Yield the names of countries and cities that a state of another country stands behind, with its key."""
    ends = {s.last: s for s in spots}
    starts = {s.first: s for s in spots}
    for comma in text.tokens[1:-1]:
        town = ends.get(comma.i) if comma.text == "," else None
        if town is None or town.known is None or town.known.role not in _TOWNS:
            continue
        state = starts.get(comma.i + 1)
        if text.tokens[comma.i + 1].text in text.groups.state_marks:
            yield town.text, ""
        elif state is not None and state.known is not None and state.known.role is KnownRole.REGION:
            own = town.known.key if town.known.kind is EntityKind.COUNTRY else town.known.within
            last = text.tokens[state.last] if state.last < len(text.tokens) else None
            listed = last is not None and last.pos == "CCONJ"
            if own != state.known.within and not listed:
                yield town.text, state.known.key
