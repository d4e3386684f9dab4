"""Names the recognizer missed: after a title, before an apposition that gives one, and repeated later in the text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from kgbuild.extract.actors.kinds import shorter, titled_after
from kgbuild.extract.actors.knowledge import ActorKnowledge
from kgbuild.extract.actors.spots import Spot, make_spot
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Token
from kgbuild.names.persons import FAMILY_FIRST, PARTICLES, short_forms

_JOINED = frozenset(["van", "von", "der", "den", "de", "bin", "ben", "al", "el", "ter", "zu"])
_PARTS = re.compile(r"[-‐‑]|[^-‐‑]+")  # a double name is three tokens
_SAYING = frozenset(["say", "tell", "add", "note", "warn", "explain", "argue", "conclude", "stress", "write", "ask"])


def titled(text: View, spots: Sequence[Spot], adjectives: Container[int], knowledge: ActorKnowledge) -> Iterator[Spot]:
    """Yield unmarked runs of proper nouns that a title, a form of address or a verb of saying shows to be people, or
    the "in" before them to be places, and unmarked abbreviations in brackets after a name."""
    taken = {i for s in spots for i in range(s.first, s.last)}
    ends = {s.last: s for s in spots}
    i = 0
    while i < len(text.tokens):
        if text.tokens[i].pos != "PROPN" or i in taken:
            i += 1
            continue
        last = _run(text, i, taken, adjectives, knowledge)
        if last == i:
            i += 1
            continue
        kind = _kind(text, i, last, ends, knowledge)
        if kind is not None:
            yield make_spot(text, i, last, kind, sure=True)
        i = last


def _run(text: View, first: int, taken: Container[int], adjectives: Container[int], knowledge: ActorKnowledge) -> int:
    """Return the end of the run of unmarked proper nouns that begins at `first` (at most four)."""
    last, sentence = first, text.sentences[text.sentence_of[first]]
    while last < min(sentence.last, first + 4):
        token = text.tokens[last]
        joins = token.text.lower() in PARTICLES and last > first
        if (
            last in taken
            or last in adjectives
            or token.entity not in {"", "PERSON", "ORG", "GPE", "PRODUCT", "WORK_OF_ART", "EVENT"}
        ):
            break
        if not joins and (token.pos != "PROPN" or not token.text[0].isupper() or _title(token, knowledge)):
            break
        last += 1
    while last > first and text.tokens[last - 1].text.lower() in PARTICLES and text.tokens[last - 1].text.islower():
        last -= 1
    return last


def _title(token: Token, knowledge: ActorKnowledge) -> bool:
    return token.text.lower() in knowledge.roles.titles or token.text in knowledge.roles.address


def _kind(text: View, first: int, last: int, ends: dict[int, Spot], knowledge: ActorKnowledge) -> EntityKind | None:
    tokens = text.tokens
    words = tokens[last - 1].text
    before = tokens[first - 1] if first else None
    if words in knowledge.groups.no_names:
        return None
    if _beside_body(text, first, last, knowledge):
        return EntityKind.ORGANIZATION
    if last - first == 1 and words.isupper() and 1 < len(words) < 8:
        return _in_brackets(text, first, last, ends)
    if words in knowledge.groups.organization_words:
        return EntityKind.ORGANIZATION if last - first > 1 else None
    if before is not None and _title(before, knowledge) and before.text.lower() not in {"member", "official"}:
        return EntityKind.PERSON
    if last - first in {2, 3} and (
        tokens[first].text.lower() in FAMILY_FIRST or tokens[first].text in knowledge.roles.given
    ):
        return EntityKind.PERSON
    comma = [t.text for t in tokens[first - 2 : first]] if first > 1 and last - first > 1 else []
    if comma[1:] == [","] and comma[0] in knowledge.roles.titles:
        return EntityKind.PERSON  # "her counterpart, Ada Norris"
    if _employing(text, first, last, knowledge):
        return EntityKind.ORGANIZATION
    if last - first > 1 and (titled_after(text, last, knowledge) or _speaks(text, last - 1)):
        return EntityKind.PERSON
    if last - first == 1 and _heard(text, last - 1, knowledge):
        return EntityKind.ORGANIZATION
    return EntityKind.PLACE if _located(text, first, last) else None


def _heard(text: View, i: int, knowledge: ActorKnowledge) -> bool:
    """ "Eurofer, the industry lobby, urged": a lone name that speaks and is explained by what it is."""
    token = text.tokens[i]
    if token.dep != Rel.SUBJECT or text.tokens[token.head].lemma.lower() not in knowledge.speaking:
        return False
    told = [text.tokens[c] for c in text.children[i] if text.tokens[c].dep == Rel.APPOSITION]
    return any(t.text.lower() in knowledge.groups.bodies for t in told)


def _employing(text: View, first: int, last: int, knowledge: ActorKnowledge) -> bool:
    """ "Negotiators for Fortuna Drives", "president of UMW Local 9": people work at what is named."""
    if first < 2 or text.tokens[first - 1].text not in {"for", "at", "of"} or text.tokens[last - 1].pos != "PROPN":
        return False
    word, link = text.tokens[first - 2].text.lower(), text.tokens[first - 1].text
    if link == "of":
        return last - first > 1 and word in knowledge.roles.firm_titles
    return word in knowledge.groups.people or word in knowledge.roles.titles


def _located(text: View, first: int, last: int) -> bool:
    """ "signed in Redcliff on Monday": a name right after the "in" of something done, and nothing bound to it."""
    if first == 0 or last - first > 2 or text.tokens[last - 1].text.isupper():
        return False
    tokens, name = text.tokens, text.tokens[last - 1]
    before = tokens[first - 1]
    if name.dep != Rel.PREP_OBJECT or name.head != before.i or before.text != "in":
        return False
    after = tokens[last] if last < len(tokens) else None
    if tokens[before.head].pos == "VERB":
        return after is None or after.pos in {"PUNCT", "ADP", "CCONJ", "SCONJ", "VERB", "AUX"}
    return after is not None and after.text == "on"  # "the contract in Redcliff on Monday"


def _in_brackets(text: View, first: int, last: int, ends: dict[int, Spot]) -> EntityKind | None:
    """ "World Trade Forum (WTF)": the abbreviation of the organisation before it."""
    tokens = text.tokens
    if first < 2 or tokens[first - 1].text != "(" or tokens[min(last, len(tokens) - 1)].text != ")":
        return None
    named = ends.get(first - 1) or ends.get(first - 2 if tokens[first - 2].text in "\"”’'" else -1)
    return EntityKind.ORGANIZATION if named is not None and named.kind is EntityKind.ORGANIZATION else None


def _beside_body(text: View, first: int, last: int, knowledge: ActorKnowledge) -> bool:
    """ "the Fortuna party", "the broadcaster NTR": a noun for a body beside the name."""
    bodies, tokens = knowledge.groups.bodies, text.tokens
    before = tokens[first - 1] if first else None
    after = tokens[last] if last < len(tokens) else None
    if (
        after is not None
        and after.text in bodies
        and tokens[last - 1].dep == Rel.COMPOUND
        and tokens[last - 1].head == last
    ):
        return True
    if before is None or before.text not in bodies:
        return False
    return before.head in range(first, last) or tokens[last - 1].head == before.i


def _speaks(text: View, head: int) -> bool:
    token = text.tokens[head]
    return token.dep == Rel.SUBJECT and text.tokens[token.head].lemma in _SAYING


def spread(text: View, spots: Sequence[Spot], adjectives: Container[int], knowledge: ActorKnowledge) -> Iterator[Spot]:
    """Yield further occurrences of names found elsewhere in the text: whole names, and family names of people."""
    taken = {i for s in spots for i in range(s.first, s.last)}
    wanted = _surfaces(text, spots, knowledge)
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
                and _alone(text, i, n, spot, knowledge)
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


def _alone(text: View, i: int, n: int, spot: Spot, knowledge: ActorKnowledge) -> bool:
    """Say whether one word of an organisation's longer name may stand for it here: no capitalised word goes with it,
    and the last word of an outlet's name needs its article ("the Herald")."""
    if n > 1 or spot.kind is not EntityKind.ORGANIZATION or spot.size == 1:
        return True
    before, after = (text.tokens[k].text if 0 <= k < len(text.tokens) else "" for k in (i - 1, i + 1))
    opens = text.sentences[text.sentence_of[i]].first
    bound = after[:1].isupper() or (i > opens + 1 and before[:1].isupper() and before.isalpha())
    if text.tokens[i].text == spot.text.split()[-1]:
        return before.lower() == "the" and not bound
    company = spot.text.split()[-1] in knowledge.groups.company_words
    return company or (text.tokens[i].pos == "PROPN" and not bound)


def _particles(text: View, i: int, taken: Container[int]) -> int:
    """Return how many particles before a family name belong to it: "van der"."""
    n = 0
    while n < 2 and i - n > 0 and text.tokens[i - n - 1].text.lower() in _JOINED and i - n - 1 not in taken:
        n += 1
    return n


def _rest_of_name(text: View, last: int, taken: Container[int]) -> int:
    """ "Xi | Jinping", where only the family name is known from elsewhere: 1 if the next word belongs to the name."""
    here = text.tokens[last - 1]
    bound = here.dep == Rel.COMPOUND and here.head == last and last not in taken
    return 1 if bound and text.tokens[last].pos == "PROPN" and text.tokens[last].text[0].isupper() else 0


def _surfaces(text: View, spots: Sequence[Spot], knowledge: ActorKnowledge) -> dict[tuple[str, ...], Spot]:
    found: dict[tuple[str, ...], Spot] = _sorts(spots, knowledge)
    for spot in spots:
        if spot.known is not None or not spot.text[:1].isupper():
            continue
        words = tuple(t.text for t in text.tokens[spot.first : spot.last])
        if spot.kind is EntityKind.PERSON and len(words) > 1:
            for family in short_forms(spot.text):
                if len(family) > 1 and family[0].isupper() and not _common(family, knowledge):
                    found.setdefault(tuple(_PARTS.findall(family)), spot)
        for short in shorter(spot.text, spot.kind, knowledge) if len(words) > 1 else ():
            if not _common(short, knowledge):
                found.setdefault((short,), spot)
        if len(words) > 1 or spot.kind is EntityKind.PERSON or spot.text.isupper() or not _common(spot.text, knowledge):
            found.setdefault(words, spot)
    return found


def _sorts(spots: Sequence[Spot], knowledge: ActorKnowledge) -> dict[tuple[str, ...], Spot]:
    """Return the word for the only body of its sort: "the Board" for "Norvale Cycling Board"."""
    found: dict[str, dict[str, Spot]] = {}
    for spot in spots:
        last = spot.text.split()[-1]
        if spot.kind is EntityKind.ORGANIZATION and spot.size > 1 and last in knowledge.groups.organization_words:
            found.setdefault(last, {}).setdefault(spot.text.removeprefix("the "), spot)
    return {(word,): next(iter(named.values())) for word, named in found.items() if len(named) == 1}


def _common(word: str, knowledge: ActorKnowledge) -> bool:
    """A word that says too little alone to be taken for the name."""
    return (
        word in knowledge.gazetteer.surfaces
        or word.lower() in knowledge.roles.titles
        or word in knowledge.groups.organization_words
        or word in knowledge.groups.place_words
        or word in knowledge.groups.no_names
    )
