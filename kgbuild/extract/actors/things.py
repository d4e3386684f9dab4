"""Names that are nobody's (works, ships, laws), towns that another state has a namesake of, towns that are a team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgbuild.extract.actors.appearance import appearance, speaks
from kgbuild.extract.actors.firms import does_business
from kgbuild.extract.actors.gazetteer import KnownRole
from kgbuild.extract.actors.page import SCORE, Page, Spot, head_of
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import first_conjunct, with_dep
from kgbuild.extract.parse.verbs import word
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Sentence

_TOWNS = frozenset([KnownRole.NAME, KnownRole.CITY, KnownRole.CAPITAL])
_TEAMS = _TOWNS | {KnownRole.REGION}


def without_things(text: Page, spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots without those that name a thing, here or elsewhere in the article."""
    things = {s.text for s in spots if _thing(text, s)}
    return [s for s in spots if s.text not in things]


def _thing(text: Page, spot: Spot) -> bool:
    """ "the novel X", "the trawler X", "Hurricane X", "the X Prize"."""
    groups, words, name, after = text.groups, spot.text.split(), text.tokens[spot.last - 1], text.at(spot.last)
    if spot.known is not None and spot.known.kind is not EntityKind.PLACE:
        return False
    if len(words) > 1 and (words[-1] in groups.thing_words or words[0] in groups.titled_things):
        return spot.known is None and not any(w in groups.organization_words for w in words)
    if spot.known is None and len(words) > 1:
        if name.pos == "NUM" and words[-2] not in groups.numbered and after.pos == "NOUN":
            return True  # "two million Zeta 5 phones"
        if after.text in groups.things and name.head == after.i:
            return True  # "the Sea Rose ferry"
        if after.tag == "NNS" and name.head == after.i and any(c.isdigit() for c in name.text):
            return True  # "its Zeta X2 tablets"
        article = text.at(spot.first - 1).text.lower() in groups.articles
        won = name.dep == Rel.OBJECT and text.tokens[name.head].lemma in groups.winning
        if article and won and not any(w in groups.organization_words | groups.team_words for w in words):
            return True  # "won the Silver Circuit"
    numbered = after.pos == "NUM" and after.text.isdigit() and text.at(spot.last + 1).tag in {"NN", "NNS"}
    if spot.known is None and numbered and after.head == name.head == spot.last + 1:
        return True  # "the Zeta 300 pump"
    first = spot.first - (text.at(spot.first - 1).text in text.roles.royal)
    before = text.at(first - 1)  # "the ferry | Princess Ada"
    if before.i < 0 or text.sentence_of[before.i] != text.sentence_of[spot.first]:
        return False
    verb = text.tokens[name.head]  # as the parser takes "the ferry Maria Elena left"
    left = verb.dep == Rel.RELATIVE and verb.head == before.i
    bound = left or before.head in range(spot.first, spot.last) or name.head == before.i
    site = appearance(text, spot.first, spot.last)  # "the app | Zeta sued" is a firm's
    firm = before.text in groups.same_as and (speaks(site) or does_business(site))
    return spot.known is None and before.text in groups.things and bound and not firm


def in_states(text: Page, spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots with "Cuba" a town where the article has "Cuba, Missouri"."""
    towns = dict(_namesakes(text, spots))
    here = {s: towns[s.text] for s in spots if s.known is not None and s.text in towns}
    place = EntityKind.PLACE
    return [replace(s, kind=place, known=None, sure=True, within=here[s]) if s in here else s for s in spots]


def _namesakes(text: Page, spots: Sequence[Spot]) -> Iterator[tuple[str, str]]:
    """Yield the names of countries and cities that a state of another country stands behind, with its key."""
    ends, starts = {s.last: s for s in spots}, {s.first: s for s in spots}
    for comma in text.tokens[1:-1]:
        town = ends.get(comma.i) if comma.text == "," else None
        if town is None or town.known is None or town.known.role not in _TOWNS:
            continue
        state = starts.get(comma.i + 1)
        if text.tokens[comma.i + 1].text in text.groups.state_marks:
            yield town.text, ""
        elif state is not None and state.known is not None and state.known.role is KnownRole.REGION:
            own = town.known.key if town.known.kind is EntityKind.COUNTRY else town.known.within
            if own != state.known.within and text.at(state.last).pos != "CCONJ":
                yield town.text, state.known.key


def with_teams(text: Page, spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots with towns and countries that play in their sentence as teams."""
    known = [s for s in spots if _plays(text, s)]
    sport = {n for n in {text.sentence_of[s.first] for s in known} if _of_sport(text, text.sentences[n])}
    plays = {s for s in known if text.sentence_of[s.first] in sport}
    team = EntityKind.ORGANIZATION
    return [replace(s, kind=team, known=None, sure=True, within="team") if s in plays else s for s in spots]


def _plays(text: Page, spot: Spot) -> bool:
    """Say whether a known town or country does, or has done to it, what teams do: "beat Oslo", "lost to Oslo"."""
    if spot.known is None or spot.known.role not in _TEAMS or spot.known.kind is EntityKind.ORGANIZATION:
        return False
    name = text.tokens[first_conjunct(text, head_of(text, spot.first, spot.last))]
    above = text.tokens[name.head]
    for _ in range(3):
        link = above.pos == "ADP" and above.text.lower() in text.groups.opponents
        if not link and above.pos not in {"NUM", "SYM", "PROPN"}:
            break
        above = text.tokens[above.head]
    given = text.children[above.i] if name.dep == Rel.RECIPIENT else ()  # "gave Oslo a 2-0 victory"
    done_to = with_dep(text, above.i, Rel.OBJECT) if name.dep in SUBJECTS else ()  # "played out a draw"
    nouns = (text.tokens[c] for c in (above.i, *given, *done_to))
    won = any(t.pos == "NOUN" and t.lemma.lower() in text.groups.victories for t in nouns)
    verbs = (above.i, *with_dep(text, above.i, Rel.ADVERB_CLAUSE, Rel.OPEN_CLAUSE))  # "came from behind | to beat"
    done = {w for i in verbs for w in (text.tokens[i].lemma.lower(), word(text, i))}  # "knocked out"
    beaten = [text.tokens[c].end for c in with_dep(text, above.i, Rel.OBJECT)]
    by = [text.tokens[p] for p in with_dep(text, above.i, Rel.PREPOSITION)]
    foes = (o for p in by if p.text in text.groups.opponents for o in with_dep(text, p.i, Rel.PREP_OBJECT))
    if any(text.tokens[o].entity == "GPE" for o in foes):  # "fell 3-0 to Oslo", not "voted 3-0"
        beaten += [text.tokens[c].end for c in (above.i, *with_dep(text, above.i, Rel.ADVERB, Rel.PARTICLE))]
    won |= any(SCORE.match(text.article.text, end + 1) is not None for end in beaten)  # "thumped Oslo 3-0"
    return won or (above.pos == "VERB" and not done.isdisjoint(text.groups.contests))


def _of_sport(text: Page, sentence: Sentence) -> bool:
    """Say whether a sentence has a score or a word of sport."""
    said = text.slice(sentence.start, sentence.end)
    if SCORE.search(said) is not None:
        return True
    words, told, low = text.words(sentence), text.groups.contest_words, said.lower()
    if not any(word in low for word in told):
        return False
    pairs = ((a, b) for n in range(3) for a, b in zip(words, words[n:], strict=False))
    return any(text.slice(a.start, b.end).lower() in told for a, b in pairs)
