"""Groups and bodies named by a common noun: "the Norvale administration", "officials from both countries"."""

from __future__ import annotations

from collections.abc import Container, Mapping

from kgbuild.extract.actors.appearance import says_what
from kgbuild.extract.actors.gazetteer import KnownName
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Spot, words_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token

_MODIFIERS = frozenset(
    [Rel.COMPOUND, Rel.ADJECTIVE, Rel.NOUN, Rel.OWNER, Rel.CASE, Rel.PUNCTUATION, Rel.ADVERB, Rel.NOUN_ADVERB]
)

ACTING = frozenset(
    [Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OBJECT, Rel.RECIPIENT]
)  # where a group that nothing names still matters


def find_groups(text: Page, names: list[Spot], adjectives: Mapping[int, KnownName]) -> list[Spot]:
    """Return nominal spots of groups and bodies that their phrase tells apart from others; they may contain names."""
    named = {i: s for s in names for i in range(s.first, s.last)}
    telling = named.keys() | adjectives.keys()
    found: list[Spot] = []
    for token in text.tokens:
        kind = None if token.i in named else _kind(token, text)
        if kind is None or (kind is EntityKind.ORGANIZATION and _explains(token, named, text)):
            continue
        words = " ".join(t.text.lower() for t in text.tokens[max(token.i - 2, 0) : token.i + 1])
        if words in text.roles.compounds:
            continue  # "chief of staff"
        after = named.get(token.i + 1)
        if after is not None and after.first == token.i + 1 and _is_said_of(token, after, text):
            continue  # "Foreign ministers | Paavo Laine and Gunnar Moe", "the forestry group | Norrvik"
        first = left_of(token, text)
        last = _right(token, text, named)
        if last > token.i + 1 or _identified(text, first, token.i, telling):
            within = _within(first, last, named, adjectives)
            words = words_of(text, first, last)
            found.append(Spot(first, last, kind, words, form=Form.NOMINAL, sure=True, within=within))
    return found + _quantities(text, found, named)


def _explains(token: Token, named: Mapping[int, Spot], text: Page) -> bool:
    """ "Fortuna, the industry lobby", "the Tavrion news agency": a noun that says what the name beside it is."""
    if token.dep == Rel.APPOSITION and token.head in named:
        return named[token.head].known is None
    apposed = (c for c in text.children[token.i] if text.tokens[c].dep == Rel.APPOSITION and c in named)
    if any(named[c].kind is EntityKind.ORGANIZATION and named[c].first - token.i == 2 for c in apposed):
        return True  # "Asia's largest cement maker, | Fortuna"
    before = named.get(token.i - 1) or named.get(token.i - 2)
    return before is not None and names_itself(before, token, text)


def _is_said_of(token: Token, name: Spot, text: Page) -> bool:
    sort = token.text.lower() in text.groups.same_as | text.groups.trades
    bound = sort and says_what(text, token, name.first, name.last)
    return name.kind is EntityKind.PERSON or (name.kind is EntityKind.ORGANIZATION and bound)


def names_itself(spot: Spot, token: Token, text: Page) -> bool:
    """Say whether a noun after a body's name says what it is: "the Tavrion | news agency"."""
    noun = " ".join(t.text for t in text.tokens[spot.last : token.i + 1])
    bound = text.tokens[spot.last - 1].head == token.i
    return bound and spot.kind is EntityKind.ORGANIZATION and noun in text.groups.same_as


def _kind(token: Token, text: Page) -> EntityKind | None:
    if token.pos not in {"NOUN", "PROPN"} or not token.text[0].isalpha():
        return None
    word = token.text.lower()
    if token.dep == Rel.COMPOUND and token.head == token.i + 1 and not _office(token, text):
        return None  # "government officials": the officials are meant
    if word in text.groups.people:
        return EntityKind.GROUP
    if word in text.groups.bodies and token.text[0].islower():
        return EntityKind.ORGANIZATION
    return None


def _office(token: Token, text: Page) -> bool:
    """ "foreign ministry | spokesman": the body that a title is held at."""
    return token.text.lower() in text.groups.bodies and text.tokens[token.head].lemma in text.roles.titles


def left_of(token: Token, text: Page) -> int:
    """Return the first token of the noun's modifiers: names, possessors, adjectives; no article, number or pronoun."""
    first = token.i
    while first > 0:
        before = text.tokens[first - 1]
        if before.pos in {"DET", "NUM", "PRON", "SCONJ", "ADP", "CCONJ", "AUX"} or before.dep not in _MODIFIERS:
            break
        if before.pos == "PUNCT" and before.text not in {"-", "‐", "‑"}:
            break
        if not _below(before, token.i, text):
            break
        first -= 1
    while first < token.i and text.tokens[first].pos in {"PUNCT", "PART"}:
        first += 1
    return first


def _below(token: Token, top: int, text: Page) -> bool:
    for _ in range(6):
        if token.i == top:
            return True
        if token.head == token.i:
            return False
        token = text.tokens[token.head]
    return False


def _right(token: Token, text: Page, named: Mapping[int, Spot]) -> int:
    """Return the end of the noun's phrase: "from both countries", "of Norvale", directly after it."""
    i = token.i + 1
    if (
        i >= len(text.tokens)
        or text.tokens[i].text not in text.grammar.source | text.grammar.of
        or text.tokens[i].head != token.i
    ):
        return token.i + 1
    for child in text.children[i]:
        goal = text.tokens[child]
        if goal.dep != Rel.PREP_OBJECT or goal.i - i > 4:
            continue
        if goal.i in named:
            return _with_other(named[goal.i].last, goal.i, text, named, text.groups.joining)
        if goal.text.lower() in text.groups.pairs and any(
            text.tokens[c].text.lower() in text.groups.both for c in text.children[goal.i]
        ):
            return goal.i + 1
    return token.i + 1


def _with_other(last: int, goal: int, text: Page, named: Mapping[int, Spot], joining: Container[str]) -> int:
    """ "negotiators from Norvale | and Estmark", "leaders of Norvale|, Estmark and Sund": names joined to the first."""
    end, near = last, {goal}
    while end + 1 < len(text.tokens):
        joins, twice = text.tokens[end].text in joining, text.tokens[end + 1].text in joining
        if not joins and text.tokens[end].text != ",":
            break
        closing = joins or twice
        other = named.get(end + 1 + twice)
        if other is None or not any(text.tokens[i].head in near for i in range(other.first, other.last)):
            break
        near |= set(range(other.first, other.last))
        end = other.last
        if closing:
            return end
    return last


def _identified(text: Page, first: int, head: int, telling: Container[int]) -> bool:
    """Say whether the words before a noun tell its group apart; `telling` are the tokens of names and adjectives."""
    groups, token = text.groups, text.tokens[head]
    if token.text.lower() in groups.alone or any(i in telling for i in range(first, head)):
        return True
    if any(text.tokens[c].dep == Rel.OWNER and text.tokens[c].tag == "NNS" for c in text.children[head]):
        return True  # "the metalworkers' union"
    if token.text.lower() not in groups.people:
        return _branch(text, first, head)
    words = {text.tokens[i].text.lower() for i in range(first, head) if text.tokens[i].pos in {"ADJ", "NOUN", "PROPN"}}
    if words & groups.directions:
        return True  # "western allies"
    if any(text.tokens[c].tag == "PRP$" for c in text.children[head]):
        return True  # "its allies"
    return token.dep in ACTING and bool(words - groups.dull)  # "oil traders said"


def _branch(text: Page, first: int, head: int) -> bool:
    """ "the interior ministry", "the central bank": which of its sort a body is."""
    words = [t.text for t in text.tokens[first:head]]
    return any(w.lower() in text.groups.branches or w.title() in text.roles.portfolios for w in words)


def _within(first: int, last: int, named: Mapping[int, Spot], adjectives: Mapping[int, KnownName]) -> str:
    for i in range(first, last):
        if i in adjectives:
            return adjectives[i].key
        known = named[i].known if i in named else None
        if known is not None:
            return known.stands_for or known.key
    return ""


def _quantities(text: Page, groups: list[Spot], named: Mapping[int, Spot]) -> list[Spot]:
    """ "Millions of Ukrainians": a number of people of a country, not the country."""
    inner = {s.first: s for s in groups} | {
        s.first: s for s in named.values() if s.known and text.groups.is_plural(s.text)
    }
    found = []
    for token in text.tokens[:-2]:
        spot = inner.get(token.i + 2)
        if (
            spot is None
            or token.text.lower() not in text.groups.quantities
            or text.tokens[token.i + 1].text not in text.grammar.of
        ):
            continue
        if spot.form is Form.NAME and (spot.known is None or spot.known.role != "demonym"):
            continue
        words = words_of(text, token.i, spot.last)
        within = spot.within or (spot.known.key if spot.known else "")
        found.append(Spot(token.i, spot.last, EntityKind.GROUP, words, form=Form.NOMINAL, sure=True, within=within))
    return found
