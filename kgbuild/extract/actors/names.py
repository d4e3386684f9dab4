"""Name mentions: recognized stretches and known surfaces merged so that the longest name stands."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from kgbuild.extract.actors.context import DASHES
from kgbuild.extract.actors.fullnames import FullNames, title_cased
from kgbuild.extract.actors.gazetteer import KnownName, KnownRole
from kgbuild.extract.actors.kinds import company_openings, settle_kinds
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.repeats import repeated
from kgbuild.extract.actors.spots import Spot, make_spot, words_of
from kgbuild.extract.actors.stretches import recognized
from kgbuild.extract.actors.things import in_states, with_teams, without_things
from kgbuild.extract.actors.unmarked import titled
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import with_dep
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token
from kgbuild.names.organizations import initials
from kgbuild.names.persons import PARTICLES

_ALONE = frozenset([Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OBJECT])
_LINKS = 3  # small words that initials may leave out
_SPACES = {0xA0: " ", 0x0A: " ", 0x202F: " "}
_TOWNS = frozenset([KnownRole.CITY, KnownRole.CAPITAL, KnownRole.REGION])


def find_names(text: Page) -> tuple[list[Spot], dict[int, KnownName]]:
    """Return all name spots in text order, and the demonym adjectives by token."""
    known, adjectives = known_surfaces(text)
    guessed = [s for sentence in text.sentences for s in recognized(text, sentence)]
    plain = {t.text for t in text.tokens if t.text.islower()}
    guessed = [_named_after(s, text) for s in guessed]
    headlines = title_cased(text)
    guessed = [s for s in guessed if not _no_name(s, adjectives, text)]
    guessed = [_short_of_verb(s, text, headlines) for s in guessed]
    guessed = [s for s in guessed if not _plain(s, plain, text, headlines)]
    guessed += _possessed(text)
    known = [_club(s, text, adjectives) for s in _own_short(known, text)]
    people = [*FullNames(text, headlines).spots(), *_datelines(text)]
    shown = {i for s in people for i in range(s.first, s.last)}
    known, guessed = ([s for s in some if shown.isdisjoint(range(s.first, s.last))] for some in (known, guessed))
    spots = _with_owner(_with(merge(known, guessed, adjectives, text, links=text.groups.name_links), people), text)
    spots = with_teams(text, in_states(text, spots))
    missed = (s for s in titled(text, spots, adjectives) if not _plain(s, plain, text, headlines))
    spots = _with(spots, missed)
    firms = company_openings(spots, text)
    spots = settle_kinds(text, [s if s.text in firms else _site(s, text) for s in spots])
    spots = without_things(text, spots)
    spots = _with(spots, repeated(text, spots, adjectives))
    return [_part_of_land(s, text) for s in spots], adjectives


def _named_after(spot: Spot, text: Page) -> Spot:
    """Return "Askew", a person, for a "Mr Askew" that the recognizer takes for a body."""
    body = text.tokens[spot.last - 1].text in text.groups.organization_words | text.groups.place_words
    if spot.size < 2 or body or text.tokens[spot.first].text not in text.roles.address:
        return spot
    return make_spot(text, spot.first + 1, spot.last, EntityKind.PERSON, sure=True)


def _possessed(text: Page) -> Iterator[Spot]:
    """Yield "Transport Workers' League", "Norvale People's Party": a capitalised plural owns a body's word."""
    tokens = text.tokens
    for mark in tokens[1:-1]:
        if mark.tag != "POS" or tokens[mark.i + 1].text not in text.groups.organization_words:
            continue
        owner = tokens[mark.i - 1]
        office = owner.text.lower() in text.roles.titles and owner.pos == "PROPN"  # "Sheriff's Office"
        if not owner.text[0].isupper() or (owner.entity == "PERSON" and not office):
            continue
        if not (office or text.groups.is_plural(owner.text) or owner.text in text.groups.peoples):
            continue
        first = owner.i
        while first > text.sentence(owner.i).first and _capital(tokens[first - 1]):
            first -= 1
        last = mark.i + 2
        yield Spot(first, last, EntityKind.ORGANIZATION, words_of(text, first, last), sure=True)


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and token.pos in {"PROPN", "ADJ", "NOUN"}


def _with(spots: list[Spot], more: Iterable[Spot]) -> list[Spot]:
    return sorted([*spots, *more], key=lambda s: s.first)


def known_surfaces(text: Page) -> tuple[list[Spot], dict[int, KnownName]]:
    """Return spots of known names, and by token the demonym adjectives ("Russian", "South Korean": each token)."""
    spots: list[Spot] = []
    adjectives: dict[int, KnownName] = {}
    gazetteer = text.gazetteer
    source = text.article.text.translate(_SPACES)  # names run over line ends and hard spaces
    ends = {t.end: t.i for t in text.tokens}
    until = 0
    for token in text.tokens:
        first = token.text[0]
        if token.i < until or not (first.isupper() or token.text in gazetteer.lengths or first.isdigit()):
            continue
        found = gazetteer.find(source, token.start) or _in_capitals(token, text)
        if found is None or (found.weak and not _sits(token, found, text)):
            continue
        stop = token.text == f"{found.surface}."  # "posted to X." keeps the full stop of its sentence
        end = token.start + len(found.surface) + stop
        if end not in ends or _is_word(token, found, text, text.groups.platforms):
            continue
        until = ends[end] + 1
        if found.role is KnownRole.ADJECTIVE and not _people(token, until, text, text.groups.articles):
            adjectives.update(dict.fromkeys(range(token.i, until), found))
        elif found.role is KnownRole.DEMONYM and _some(text, until - 1):
            words = words_of(text, token.i, until)
            spots.append(Spot(token.i, until, EntityKind.GROUP, words, form=Form.NOMINAL, sure=True, within=found.key))
        else:
            words = found.surface if stop else words_of(text, token.i, until)
            spots.append(Spot(token.i, until, found.kind, words, known=found, sure=True))
    return spots, adjectives


def _some(text: Page, i: int) -> bool:
    """ "three Italians", "ethnic Albanians": some people of a country, not the country."""
    told = with_dep(text, i, Rel.NUMBER, Rel.ADJECTIVE)
    return text.tokens[i].tag in {"NNS", "NNPS"} and any(c < i for c in told)


def _people(token: Token, last: int, text: Page, articles: Container[str]) -> bool:
    """ "The Nepalese were angry": an adjective with an article and no noun means the people."""
    if token.i + 1 != last or token.i == 0 or text.tokens[token.i - 1].text.lower() not in articles:
        return False
    return token.dep in _ALONE and token.pos in {"PROPN", "NOUN", "ADJ"}


def _sits(token: Token, found: KnownName, text: Page) -> bool:
    """ "No 10 said", "a No 10 spokesman": a weak name counts only where somebody speaks there."""
    ends = token.start + len(found.surface)
    name = next(t for t in text.tokens[token.i :] if t.end >= ends)
    above = text.tokens[name.head]
    word = above.text.lower()
    voiced = word in text.roles.titles or word in text.groups.governing
    voiced &= name.dep in {Rel.COMPOUND, Rel.NUMBER}
    before = text.tokens[token.i - 1] if token.i else None
    named = before is not None and before.pos == "DET"
    return voiced or (name.dep == Rel.SUBJECT and above.lemma.lower() in text.speaking and not named)


def _in_capitals(token: Token, text: Page) -> KnownName | None:
    """ "BRUSSELS": a dateline or heading writes a known place in capitals."""
    if not token.text.isupper() or len(token.text) < 4:
        return None
    found = text.gazetteer.surfaces.get(token.text.title())
    return found if found is not None and found.kind in {EntityKind.PLACE, EntityKind.COUNTRY} else None


def _is_word(token: Token, found: KnownName, text: Page, platforms: Container[str]) -> bool:
    """A known name that stands here as an ordinary word ("Dawn" may be a dawn), or a letter that is no platform."""
    if len(found.surface) == 1:
        return token.i == 0 or text.tokens[token.i - 1].text.lower() not in platforms
    after = text.tokens[token.i + 1] if token.i + 1 < len(text.tokens) else token
    if token.text.lower() in PARTICLES and found.surface == token.text and after.text.lower() in PARTICLES:
        return True  # "Van den Norden" is no town
    return (
        found.surface == token.text
        and token.text.istitle()
        and token.pos in {"VERB", "AUX", "ADP", "DET", "PRON", "ADV", "SCONJ", "CCONJ"}
    )


def _with_owner(spots: list[Spot], text: Page) -> list[Spot]:
    """ "Law Society | of | Kenya" is one name: a word for a body, "of", and whose it is."""
    starts = {s.first: s for s in spots}
    joined: list[Spot] = []
    for spot in spots:
        if joined and spot.first < joined[-1].last:
            continue
        body = spot.known is None and spot.text.split()[-1] in text.groups.organization_words
        link, article = (text.tokens[min(spot.last + n, len(text.tokens) - 1)].text for n in (0, 1))
        after = spot.last + 1 + (article in text.groups.articles)
        owner = starts.get(after) if body and link in text.grammar.of else None
        if owner is not None and owner.kind in {EntityKind.COUNTRY, EntityKind.PLACE}:
            words = words_of(text, spot.first, owner.last)
            joined.append(Spot(spot.first, owner.last, EntityKind.ORGANIZATION, words, sure=True))
        else:
            joined.append(spot)
    return joined


def _site(spot: Spot, text: Page) -> Spot:
    """ "the Norvale power plant" is a place of its own; "the Norvale region" shows Norvale to be a place."""
    sites, places = text.groups.sites, text.groups.places
    if spot.known is not None and spot.known.kind is not EntityKind.PLACE:
        return spot
    for n in (3, 2, 1):
        words = text.tokens[spot.last : spot.last + n]
        phrase = " ".join(t.text for t in words)
        if len(words) == n and phrase in sites and text.tokens[spot.last - 1].tag != "POS":
            return Spot(
                spot.first, spot.last + n, EntityKind.PLACE, words_of(text, spot.first, spot.last + n), sure=True
            )
    after = text.tokens[spot.last].text if spot.last < len(text.tokens) else ""
    before = [t.text for t in text.tokens[max(spot.first - 2, 0) : spot.first]]
    if len(before) == 2 and before[1] in text.grammar.of and before[0] in places | sites and spot.known is None:
        return replace(spot, kind=EntityKind.PLACE, sure=True)
    if spot.known is None and after in places and spot.kind is not EntityKind.ORGANIZATION:
        return replace(spot, kind=EntityKind.PLACE, sure=True)
    return spot


def _part_of_land(spot: Spot, text: Page) -> Spot:
    """ "eastern Norvale": a part of the country's ground, not the state; "the eastern Vardan region" is Vardan."""
    if spot.known is None or spot.known.role not in {KnownRole.NAME, KnownRole.REGION} or spot.first == 0:
        return spot
    before = text.tokens[spot.first - 1]
    if before.text.lower() not in text.groups.directions or spot.known.kind is EntityKind.ORGANIZATION:
        return spot
    after = text.tokens[spot.last].text if spot.last < len(text.tokens) else ""
    if spot.known.role is KnownRole.REGION and after in text.groups.places:
        return spot
    words = words_of(text, before.i, spot.last)
    return Spot(before.i, spot.last, EntityKind.PLACE, words, sure=True, within=spot.known.key)


def _club(spot: Spot, text: Page, adjectives: dict[int, KnownName]) -> Spot:
    """ "Dynamo Kyiv", "Real Madrid": a capitalised word bound to a town's name makes it another name."""
    if spot.known is None or spot.known.role not in _TOWNS or spot.first == 0:
        return spot
    before = text.tokens[spot.first - 1]
    bound = before.dep in {Rel.COMPOUND, Rel.NOUN} and spot.first <= before.head < spot.last
    plain = before.pos == "PROPN" and before.text[0].isupper() and not before.entity and before.i not in adjectives
    if not (bound and plain) or text.sentence_of[before.i] != text.sentence_of[spot.first]:
        return spot
    words = words_of(text, before.i, spot.last)
    return Spot(before.i, spot.last, EntityKind.ORGANIZATION, words)


def merge(
    known: list[Spot], guessed: list[Spot], adjectives: dict[int, KnownName], text: Page, *, links: Container[str]
) -> list[Spot]:
    """Return spots that do not overlap: a known name inside a longer name yields to it, else knowledge wins."""
    by_token = {i: k for k in known for i in range(k.first, k.last)}
    taken: dict[int, Spot] = {}
    for guess in sorted(guessed, key=lambda s: (-s.size, s.first)):
        inside = {by_token[i] for i in range(guess.first, guess.last) if i in by_token}
        if inside and not _longer_name(guess, inside, adjectives, text, links):
            continue
        if not any(i in taken for i in range(guess.first, guess.last)):
            taken.update(dict.fromkeys(range(guess.first, guess.last), guess))
    for spot in known:
        if not any(i in taken for i in range(spot.first, spot.last)):
            taken.update(dict.fromkeys(range(spot.first, spot.last), spot))
    return sorted(set(taken.values()), key=lambda s: s.first)


def _longer_name(
    guess: Spot, inside: set[Spot], adjectives: dict[int, KnownName], text: Page, links: Container[str]
) -> bool:
    """Say whether a guessed stretch is a name of its own around the known ones in it ("Israel Katz")."""
    if any(k.first < guess.first or k.last > guess.last or k.size == guess.size for k in inside):
        return False
    outside = [t for t in text.tokens[guess.first : guess.last] if not any(k.first <= t.i < k.last for k in inside)]
    named = [t for t in outside if t.text[:1].isupper() and t.pos in {"PROPN", "NOUN", "ADJ"}]
    telling = [t for t in named if t.i not in adjectives]
    return bool(telling) and all(t in named or t.text in links or t.pos == "NUM" for t in outside)


def _plain(spot: Spot, plain: Container[str], text: Page, headlines: Container[int]) -> bool:
    """Words with a capital only because they open a sentence or stand in a headline, and in lower case elsewhere."""
    opens = text.opens(spot.first)
    quoted = spot.first > 0 and text.tokens[spot.first - 1].text in '"“‘'
    bare = (spot.size == 1 and (opens or quoted)) or text.sentence_of[spot.first] in headlines
    return bare and not spot.text.isupper() and all(word in plain for word in spot.text.lower().split())


def _short_of_verb(spot: Spot, text: Page, headlines: Container[int]) -> Spot:
    """ "Norris | Calls For Talks": a headline's verb in capitals is no end of a name that the article has without."""
    here = text.sentence(spot.first)
    if spot.size < 2 or here.index not in headlines or text.article.text.count(spot.text) > 1:
        return spot
    groups, roles = text.groups, text.roles
    verbs = (text.speaking, roles.by_verb, groups.firm_verbs, groups.deals, groups.meets, groups.moves)
    for i in range(spot.first + 1, spot.last):
        word = text.tokens[i].text.lower()
        if any(w in some for w in {word, groups.singular(word)} for some in verbs):
            name = words_of(text, spot.first, i)
            alone = name in text.article.text[here.end :] and text.tokens[i].text != text.tokens[i].text.upper()
            return make_spot(text, spot.first, i, spot.kind) if alone else spot
    return spot


def _own_short(known: Sequence[Spot], text: Page) -> list[Spot]:
    """Return the known names without those that the article gives to another: "Alliance of Fishers (NATO)"."""
    tokens, others = text.tokens, set[str]()
    for spot in known:
        before, n = tokens[max(spot.first - 1, 0)], len(spot.text)
        if before.text != "(" or not spot.text.isupper() or spot.known is None or spot.known.name == spot.text:
            continue
        first = next((i for i in range(max(before.i - n - _LINKS, 0), before.i - 1) if tokens[i].text[0].isupper()), -1)
        named = words_of(text, first, before.i) if first >= 0 else ""
        own = any(s.known is not None and s.known.key == spot.known.key for s in known if s.last == before.i)
        if not own and spot.text in initials(named) and named != spot.known.name:
            others.add(spot.text)
    return [s for s in known if s.text not in others]


def _datelines(text: Page) -> Iterator[Spot]:
    """Yield "HAVERLY" of "HAVERLY, Pa. — The council …": a town in capitals where a report was written."""
    tokens = text.tokens
    for sentence in text.sentences:
        last = sentence.first
        while last < sentence.last and tokens[last].text.isupper() and tokens[last].text.isalpha():
            last += 1
        after = [t.text for t in tokens[last : min(last + 3, sentence.last)]]
        if last == sentence.first or len(after) < 3 or len(tokens[sentence.first].text) < 3:
            continue
        stated = after[0] == "," and after[1] in text.groups.state_marks and after[2] in DASHES
        if (after[0] in DASHES or stated) and _in_capitals(tokens[sentence.first], text) is None:
            yield make_spot(text, sentence.first, last, EntityKind.PLACE, sure=True)


def _no_name(spot: Spot, adjectives: dict[int, KnownName], text: Page) -> bool:
    """Adjectives ("Islamist"), portfolios ("Defence Minister"), titles alone ("the Bishop") and calendar marks."""
    roles = text.roles
    words = text.tokens[spot.first : spot.last]
    alone = all(t.text.lower() in roles.titles or t.text in roles.portfolios for t in words)
    alone &= words[-1].text.lower() in roles.titles
    if alone and spot.first and text.tokens[spot.first - 1].pos == "DET":
        return True
    if all(i in adjectives for i in range(spot.first, spot.last)) or spot.text in text.groups.no_names:
        return True
    token = text.tokens[spot.last - 1]
    if spot.kind is EntityKind.GROUP:
        return token.pos == "ADJ" or not text.groups.is_plural(token.text)
    if spot.size > 1 or token.text not in text.roles.portfolios or token.i + 1 >= len(text.tokens):
        return False
    after, before = text.tokens[token.i + 1], text.tokens[max(token.i - 1, 0)]
    return after.text.lower() in text.roles.titles or before.text in roles.purposes
