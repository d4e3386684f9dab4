"""Name mentions: the recognizer's stretches and known surfaces, cleaned and merged so that the longest name stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kgbuild.extract.actors.gazetteer import Known, KnownRole
from kgbuild.extract.actors.knowledge import ActorKnowledge
from kgbuild.extract.actors.spots import Spot, make_spot, words_of
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import AnnotatedText, Sentence, Token

_KINDS = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANIZATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "NORP": EntityKind.GROUP,
}
_QUOTES = frozenset("\"'“”‘’`´''``«»")
_LINKS = frozenset(
    "of and for the & de del della der di da du la le van von al el bin ben ibn - / ' ’ y e on in to .".split()  # noqa: SIM905
)


def known_surfaces(text: AnnotatedText, knowledge: ActorKnowledge) -> tuple[list[Spot], dict[int, Known]]:
    """Return spots of known names, and by token the demonym adjectives ("Russian", "South Korean": each token)."""
    spots: list[Spot] = []
    adjectives: dict[int, Known] = {}
    gazetteer, source = knowledge.gazetteer, text.article.text
    ends = {t.end: t.i for t in text.tokens}
    until = 0
    for token in text.tokens:
        if token.i < until or not token.text[0].isalnum():
            continue
        found = gazetteer.find(source, token.start)
        if found is None or token.start + len(found.surface) not in ends:
            continue
        last = ends[token.start + len(found.surface)] + 1
        if found.role is KnownRole.ADJECTIVE:
            adjectives.update(dict.fromkeys(range(token.i, last), found))
        elif not _is_word(token, found):
            spots.append(Spot(token.i, last, found.kind, found.surface, known=found, sure=True))
        else:
            continue
        until = last
    return spots, adjectives


def _is_word(token: Token, found: Known) -> bool:
    """A short known name that stands here as an ordinary word ("US" is never "us", but "Dawn" may be a dawn)."""
    return found.surface == token.text and token.pos in {"VERB", "AUX", "ADP", "DET", "PRON", "ADV", "SCONJ", "CCONJ"}


def recognized(text: AnnotatedText, sentence: Sentence, knowledge: ActorKnowledge) -> Iterator[Spot]:
    """Yield the recognizer's stretches of a sentence, trimmed to the bare name."""
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
            first, last = _trimmed(text, i, j, kind, knowledge)
            if first < last and any(t.text[:1].isupper() for t in tokens[first:last]):
                yield make_spot(text, first, last, kind)
        i = j


def _trimmed(
    text: AnnotatedText, first: int, last: int, kind: EntityKind, knowledge: ActorKnowledge
) -> tuple[int, int]:
    """Cut articles, possessors, quotation marks, forms of address and titles from a stretch."""
    tokens = text.tokens
    for k in range(first, last - 1):
        if tokens[k].tag == "POS":  # "Germany's Bundestag": the possessor is a name of its own
            first = k + 1
    while first < last and _leads(tokens[first], kind, knowledge, last - first):
        first += 1
    while first < last and (
        tokens[last - 1].tag == "POS" or tokens[last - 1].pos == "PUNCT" or tokens[last - 1].text in _QUOTES
    ):
        last -= 1
    if kind is EntityKind.PERSON:
        for k in range(first + 1, last):
            if tokens[k].text in {",", "(", "—", "–", "--"}:
                return first, k
    return first, last


def _leads(token: Token, kind: EntityKind, knowledge: ActorKnowledge, left: int) -> bool:
    if token.pos in {"DET", "PUNCT"} or token.text in _QUOTES or token.tag == "POS":
        return True
    if left > 1 and kind is EntityKind.PERSON:
        word = token.text
        return (
            word in knowledge.roles.address
            or word.lower() in knowledge.roles.titles
            or word.lower() in knowledge.roles.former
            or word[:1].islower()
        )
    return kind is EntityKind.PLACE and left > 1 and token.text[:1].islower() and token.text not in _LINKS


def merge(known: list[Spot], guessed: list[Spot], text: AnnotatedText) -> list[Spot]:
    """Return spots that do not overlap: a known name inside a longer name yields to it, else knowledge wins."""
    by_token = {i: k for k in known for i in range(k.first, k.last)}
    taken: dict[int, Spot] = {}
    for guess in sorted(guessed, key=lambda s: (-s.size, s.first)):
        inside = {by_token[i] for i in range(guess.first, guess.last) if i in by_token}
        if inside and not _longer_name(guess, inside, text):
            continue
        if not any(i in taken for i in range(guess.first, guess.last)):
            taken.update(dict.fromkeys(range(guess.first, guess.last), guess))
    for spot in known:
        if not any(i in taken for i in range(spot.first, spot.last)):
            taken.update(dict.fromkeys(range(spot.first, spot.last), spot))
    return sorted(set(taken.values()), key=lambda s: s.first)


def _longer_name(guess: Spot, inside: set[Spot], text: AnnotatedText) -> bool:
    """Say whether a guessed stretch is a name of its own around the known ones in it ("Israel Katz")."""
    if any(k.first < guess.first or k.last > guess.last or k.size == guess.size for k in inside):
        return False
    outside = [t for t in text.tokens[guess.first : guess.last] if not any(k.first <= t.i < k.last for k in inside)]
    named = [t for t in outside if t.text[:1].isupper() and t.pos in {"PROPN", "NOUN", "ADJ"}]
    return bool(named) and all(t in named or t.text in _LINKS or t.pos in {"NUM"} for t in outside)


def settle_kinds(spots: list[Spot], knowledge: ActorKnowledge) -> list[Spot]:
    """Give spots of one surface one kind: by its last word, by a full name it belongs to, else by the majority."""
    words = knowledge.groups
    family = {s.text.split()[-1] for s in spots if s.kind is EntityKind.PERSON and s.known is None and s.size > 1}
    votes: dict[str, dict[EntityKind, int]] = {}
    for spot in spots:
        votes.setdefault(spot.text, {}).setdefault(spot.kind, 0)
        votes[spot.text][spot.kind] += 1
    order = list(EntityKind)
    settled = []
    for spot in spots:
        if spot.known is not None:
            settled.append(spot)
            continue
        tally = votes[spot.text]
        kind, sure = max(tally, key=lambda k: (tally[k], -order.index(k))), False
        last = spot.text.split()[-1]
        if spot.size > 1 and last in words.organization_words:
            kind, sure = EntityKind.ORGANIZATION, True
        elif spot.size > 1 and last in words.place_words:
            kind, sure = EntityKind.PLACE, True
        elif spot.text in family:
            kind, sure = EntityKind.PERSON, True
        elif spot.size == 1 and spot.text.isupper() and len(spot.text) > 1 and kind is not EntityKind.PLACE:
            kind = EntityKind.ORGANIZATION
        settled.append(replace(spot, kind=kind, sure=sure))
    return settled


def find_names(text: AnnotatedText, knowledge: ActorKnowledge) -> tuple[list[Spot], dict[int, Known]]:
    """Return all name spots in text order, and the demonym adjectives by token."""
    known, adjectives = known_surfaces(text, knowledge)
    guessed = [s for sentence in text.sentences for s in recognized(text, sentence, knowledge)]
    guessed = [s for s in guessed if not _only_adjective(s, adjectives, text)]
    spots = merge(known, guessed, text)
    return settle_kinds(spots, knowledge), adjectives


def _only_adjective(spot: Spot, adjectives: dict[int, Known], text: AnnotatedText) -> bool:
    """Adjectives of countries, and other adjectives the recognizer marks ("Islamist", "Western"), are no mentions."""
    if all(i in adjectives for i in range(spot.first, spot.last)):
        return True
    token = text.tokens[spot.last - 1]
    return spot.kind is EntityKind.GROUP and (token.pos == "ADJ" or not token.text.endswith("s"))


__all__ = ["find_names", "words_of"]
