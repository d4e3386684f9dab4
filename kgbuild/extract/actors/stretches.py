"""The recognizer's stretches, cut and extended to the bare names they mean."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kgbuild.extract.actors.near import asks, is_title, opens_for
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Spot, make_spot
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Sentence, Token
from kgbuild.names.persons import FAMILY_FIRST, JOINED, PARTICLES

_KINDS = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANIZATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "NORP": EntityKind.GROUP,
}
_QUOTES = frozenset("\"'“”‘’`´«»") | {"``", "''"}
_CUTS = frozenset([",", "(", "—", "–", "--", "/", "|", ":"])


def recognized(text: Page, sentence: Sentence) -> Iterator[Spot]:
    """Yield the names of a sentence that the recognizer marks, without titles, articles and possessors."""
    tokens, i = text.tokens, sentence.first
    while i < sentence.last:
        if not tokens[i].entity:
            i += 1
            continue
        j = i + 1
        while j < sentence.last and tokens[j].entity == tokens[i].entity and not tokens[j].begins:
            j += 1
        kind = _KINDS.get(tokens[i].entity)
        if kind is not None:
            yield from _names(text, i, j, kind)
        i = j


def _names(text: Page, first: int, last: int, kind: EntityKind) -> Iterator[Spot]:
    words = {t.text for t in text.tokens[first : first + 2]}
    if kind is EntityKind.PLACE and words & text.groups.organization_words:
        inner = text.tokens[first + 1 : last]
        kind = EntityKind.ORGANIZATION if any(t.text in text.roles.purposes for t in inner) else kind
    splits = text.grammar.placed if kind is EntityKind.PLACE else frozenset[str]()
    for begin, end in _parts(text, first, last, kind, text.groups.joining | splits):
        left, right = _trimmed(text, begin, end, kind)
        if left < right:
            right = _over_rest(text, left, right)
        if kind is EntityKind.ORGANIZATION and right - left > 2 and _addressed(text, left, right):
            left, kind = left + 1, EntityKind.PERSON
            right = next((k for k in range(left, right) if _link(text.tokens[k])), right)
        if kind is EntityKind.PERSON and left < right:
            left, right = _extended(text, left, right)
            right = _over_nickname(text, right)
        elif kind is EntityKind.ORGANIZATION and left < right:
            left = _missed_before(text, left, right)
        if (
            left < right
            and any(t.text[:1].isupper() for t in text.tokens[left:right])
            and not _noise(text, left, right)
        ):
            yield make_spot(text, left, right, kind)


def _parts(text: Page, first: int, last: int, kind: EntityKind, joining: Container[str]) -> Iterator[tuple[int, int]]:
    """Split at commas and brackets, lists of people or places at "and", and what is in a place from it ("Ana Ruiz in
    Lima", taken for one building)."""
    begin = first
    for k in range(first, last):
        token = text.tokens[k]
        splits = token.text in _CUTS and (kind is not EntityKind.ORGANIZATION or token.text in {"(", "|", ":"})
        splits |= kind is EntityKind.PERSON and token.text in _QUOTES and k > first
        linked = token.pos in {"CCONJ", "ADP"} and k > first and token.text in joining
        listed = linked and kind in {EntityKind.PERSON, EntityKind.PLACE}
        if splits or listed:
            yield begin, k
            begin = k + 1
    yield begin, last


def _trimmed(text: Page, first: int, last: int, kind: EntityKind) -> tuple[int, int]:
    tokens = text.tokens
    for k in range(first, last - 1):
        if tokens[k].tag == "POS" or (kind is EntityKind.PERSON and is_title(tokens[k], text)):
            first = k + 1  # "Norvale's Assembly", "State Premier Norris"
    first += opens_for(text, first, last) or (last - first > 1 and asks(text, first))
    while last - first > 2 and tokens[last - 1].text in text.groups.weekdays:
        last -= 1  # "Windsor Castle | Monday"
    while first < last and _leads(tokens[first], kind, text, last - first):
        first += 1
    if kind is EntityKind.PERSON and last - first > 2 and first > 1 and tokens[first - 1].text in text.grammar.of:
        first += is_title(tokens[first - 2], text)  # "Secretary of | State Ada Norris"
    while first < last and _trails(tokens[last - 1], kind) and not _hyphened(tokens, last - 1):
        last -= 1
    return first, last


def _leads(token: Token, kind: EntityKind, text: Page, left: int) -> bool:
    if token.pos in {"DET", "PUNCT", "SYM"} or token.text in _QUOTES or token.tag == "POS" or token.text == "-":
        return token.text != "-" or kind is not EntityKind.PERSON
    if left < 2:
        return False
    word = token.text
    if word.lower() in text.roles.former or word.lower() in text.groups.leaning:
        return True
    if kind is EntityKind.PERSON:
        return (word[:1].islower() and word.lower() not in PARTICLES) or is_title(token, text)
    return kind is EntityKind.PLACE and word[:1].islower()


def _hyphened(tokens: tuple[Token, ...], i: int) -> bool:
    """ "Wai-lam": the second half of a double name may be small."""
    return (
        i > 1
        and tokens[i - 1].text == "-"
        and tokens[i - 2].end == tokens[i - 1].start
        and tokens[i - 1].end == tokens[i].start
    )


def _trails(token: Token, kind: EntityKind) -> bool:
    if token.tag == "POS" or (token.pos == "PUNCT" and not token.text.endswith(".")) or token.text in _QUOTES:
        return True
    if kind is EntityKind.PERSON:
        return token.text[:1].islower() or token.pos in {"CCONJ", "ADP", "NUM"}
    return token.text[:1].islower() and token.pos in {"NOUN", "ADP", "CCONJ", "DET", "VERB", "AUX", "ADV"}


def _extended(text: Page, first: int, last: int) -> tuple[int, int]:
    """Take in parts of a person's name that the recognizer left out: "Funke | Kupper", "al- | Momani"."""
    tokens = text.tokens
    sentence = text.sentence(first)
    while last < sentence.last:
        after = last
        while after < sentence.last - 1 and after < last + 2 and tokens[after].text in PARTICLES:
            after += 1
        if not _part_of_name(tokens[after], text):
            break
        last = after + 1
    while first > sentence.first and _part_of_name(tokens[first - 1], text) and tokens[first - 1].head < last:
        if tokens[first - 1].dep not in {Rel.COMPOUND, Rel.NOUN} or tokens[first - 1].head < first - 1:
            break
        if opens_for(text, first - 1, last):
            break
        first -= 1
    if last + 1 < sentence.last and tokens[last].text == "-" and tokens[last].start == tokens[last - 1].end:
        eastern = tokens[first].text.lower() in FAMILY_FIRST
        last += 2 if eastern and tokens[last + 1].start == tokens[last].end else 0  # "Jae | -myung"
    return first - _particles_before(text, first, sentence.first), last


def _link(token: Token) -> bool:
    """ "King Anselm | in Ghent": a preposition that is no part of a person's name."""
    return token.pos == "ADP" and token.text.lower() not in PARTICLES


def _addressed(text: Page, first: int, last: int) -> bool:
    """ "Dame Ada Norris", which the recognizer may take for an organisation."""
    end, groups = text.tokens[last - 1].text, text.groups
    bare = end not in groups.organization_words and end not in groups.place_words
    return bare and text.tokens[first].text in text.roles.address


def _over_rest(text: Page, first: int, last: int) -> int:
    """Return the end of a name that the recognizer broke: "Norris|-Mott", "Murat | Norris", "TWU Local | 9"."""
    tokens, end = text.tokens, text.sentence(first).last
    here = tokens[last - 1]
    if last + 1 < end and tokens[last].text == "-" and here.end == tokens[last].start:
        after = tokens[last + 1]
        joined = after.start == tokens[last].end and not after.entity and _part_of_name(after, text)
        return last + 2 if joined and here.head == after.i and last - first == 1 else last
    if last >= end:
        return last
    after = tokens[last]
    if here.text in text.groups.numbered and after.pos == "NUM" and last - first > 1:
        return last + 1
    body = text.groups.organization_words | text.groups.place_words
    pair = " ".join(t.text.lower() for t in tokens[last : last + 2])
    unmarked = after.pos == "PROPN" and not after.entity and pair not in text.roles.joined
    if here.dep == Rel.COMPOUND and after.text in body and unmarked and last - first > 1:
        return last + 1  # "Marlow Valley School | District"
    odd = after.entity in {"PRODUCT", "WORK_OF_ART"} and after.pos == "PROPN" and after.text[0].isupper()
    return last + 1 if odd and here.dep == Rel.COMPOUND and here.head == last and last - first == 1 else last


def _over_nickname(text: Page, last: int) -> int:
    """Return the end of "Robert C. | "Bobby" Norris": a name goes on behind a nickname in quotation marks."""
    after = text.tokens[last : last + 4]
    if len(after) < 4 or text.sentence_of[last - 1] != text.sentence_of[last + 3]:
        return last
    quoted = after[0].text in _QUOTES and after[2].text in _QUOTES and after[1].text[0].isupper()
    return last + 4 if quoted and after[3].pos == "PROPN" and after[3].text[0].isupper() else last


def _missed_before(text: Page, first: int, last: int) -> int:
    """ "Transparency | International": an unmarked proper noun bound to the organisation's name belongs to it."""
    if first == text.sentence(first).first:
        return first
    before = text.tokens[first - 1]
    bound = before.dep == Rel.COMPOUND and first <= before.head < last and not before.entity
    word = before.text.lower()
    other = word in text.roles.former or word in text.groups.directions or before.text in text.roles.portfolios
    return first - 1 if bound and not other and _part_of_name(before, text) else first


def _particles_before(text: Page, first: int, start: int) -> int:
    """Return how many tokens before a name belong to it: "van", "al -"."""
    before = [t.text.lower() for t in text.tokens[max(start, first - 2) : first]]
    if len(before) == 2 and before[1] == "-" and before[0] in PARTICLES:
        return 2
    alone = before[-1:] and (before[-1] in JOINED or (text.tokens[first].text == "-" and before[-1] in PARTICLES))
    return 1 if alone else 0


def _part_of_name(token: Token, text: Page) -> bool:
    word = token.text
    if token.pos != "PROPN" or not word[:1].isupper() or token.entity not in {"", "PERSON"}:
        return False
    if is_title(token, text) or word in text.groups.organization_words:
        return False
    if word.isupper() and len(word) > 2:
        return False
    return text.gazetteer.find(text.article.text, token.start) is None


def _noise(text: Page, first: int, last: int) -> bool:
    """A hashtag, a lone letter, or an ordinary word that only opens a sentence."""
    token = text.tokens[first]
    if first > 0 and text.tokens[first - 1].text == "#":
        return True
    if last - first > 1:
        return False
    opens = text.opens(first)
    return len(token.text) == 1 or (opens and token.pos != "PROPN")
