"""Known names found in a text: what stands there as a name, as an adjective of its people, or as an ordinary word."""

from __future__ import annotations

from kgbuild.extract.actors.gazetteer import KnownName, KnownRole
from kgbuild.extract.actors.page import Page, Spot, words_of
from kgbuild.extract.actors.phrases import is_title
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import with_dep
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token
from kgbuild.names.persons import PARTICLES

Adjectives = dict[int, KnownName]  # the demonym adjectives by token

_ALONE = frozenset([Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OBJECT])
_SPACES = {0xA0: " ", 0x0A: " ", 0x202F: " "}
_GROUND = frozenset([EntityKind.PLACE, EntityKind.COUNTRY])
_NAMING = frozenset(["PROPN", "ADJ", "NOUN"])
_SMALL = frozenset(["VERB", "AUX", "ADP", "DET", "PRON", "ADV", "SCONJ", "CCONJ"])


def known_surfaces(text: Page) -> tuple[list[Spot], Adjectives]:
    """Return spots of known names, and by token the demonym adjectives ("Russian", "South Korean": each token)."""
    spots, adjectives = list[Spot](), Adjectives()
    source = text.article.text.translate(_SPACES)  # names run over line ends and hard spaces
    ends, until = {t.end: t.i for t in text.tokens}, 0
    for token in text.tokens:
        first = token.text[0]
        if token.i < until or not (first.isupper() or token.text in text.gazetteer.lengths or first.isdigit()):
            continue
        found = text.gazetteer.find(source, token.start) or in_capitals(token, text)
        if found is None or (found.weak and not _sits(token, found, text)):
            continue
        stop = token.text == f"{found.surface}."  # "posted to X." keeps the full stop of its sentence
        end = token.start + len(found.surface) + stop
        if end not in ends or _is_word(token, found, text):
            continue
        if text.at(token.i - 1).text.lower() in text.groups.articles and text.is_national(token.i):
            continue  # "The American said she", "a Canadian": one of a people, not the people nor its state
        until = ends[end] + 1
        if found.kind in _GROUND and _is_given(text, token, until):
            continue
        words = found.surface if stop else words_of(text, token.i, until)
        if found.role is KnownRole.ADJECTIVE and not _people(token, until, text):
            adjectives.update(dict.fromkeys(range(token.i, until), found))
        elif found.role is KnownRole.DEMONYM and _some(text, until - 1):
            group = EntityKind.GROUP
            spots.append(Spot(token.i, until, group, words, form=Form.NOMINAL, sure=True, within=found.key))
        else:
            spots.append(Spot(token.i, until, found.kind, words, known=found, sure=True))
    return spots, adjectives


def _is_given(text: Page, token: Token, until: int) -> bool:
    """ "Inspector *Austin* Reyes": behind a title and before a family name it is no town."""
    after = text.at(until)
    named = after.pos == "PROPN" and after.entity in {"", "PERSON"} and token.head == after.i
    return named and is_title(text.at(token.i - 1), text) and not is_title(after, text)


def _some(text: Page, i: int) -> bool:
    """ "three Italians", "ethnic Albanians": some people of a country, not the country."""
    told = with_dep(text, i, Rel.NUMBER, Rel.ADJECTIVE)
    return text.tokens[i].tag in {"NNS", "NNPS"} and any(c < i for c in told)


def _people(token: Token, last: int, text: Page) -> bool:
    """ "The Nepalese were angry": an adjective with an article and no noun means the people."""
    articled = token.i + 1 == last and text.at(token.i - 1).text.lower() in text.groups.articles
    return articled and token.dep in _ALONE and token.pos in _NAMING


def _sits(token: Token, found: KnownName, text: Page) -> bool:
    """ "No 10 said", "a No 10 spokesman": a weak name counts only where somebody speaks there."""
    name = next(t for t in text.tokens[token.i :] if t.end >= token.start + len(found.surface))
    name = text.tokens[name.head] if token.i <= name.head < name.i else name  # "No. | 10"
    above = text.tokens[name.head]
    if name.dep in {Rel.COMPOUND, Rel.NUMBER}:
        return above.text.lower() in text.roles.titles or above.text.lower() in text.groups.governing
    named = text.at(token.i - 1).pos != "DET"
    return named and name.dep == Rel.SUBJECT and above.lemma.lower() in text.speaking


def in_capitals(token: Token, text: Page) -> KnownName | None:
    """ "BRUSSELS": a dateline or heading writes a known place in capitals."""
    if not token.text.isupper() or len(token.text) < 4:
        return None
    found = text.gazetteer.surfaces.get(token.text.title())
    return found if found is not None and found.kind in _GROUND else None


def _is_word(token: Token, found: KnownName, text: Page) -> bool:
    """A known name that stands here as an ordinary word ("Dawn" may be a dawn), or a letter that is no platform."""
    if len(found.surface) == 1:
        return text.at(token.i - 1).text.lower() not in text.groups.platforms
    particles = token.text.lower() in PARTICLES and text.at(token.i + 1).text.lower() in PARTICLES
    small = token.text.istitle() and token.pos in _SMALL and text.at(token.i - 1).text not in text.grammar.toward
    return found.surface == token.text and (particles or small)  # "Van den Norden" is no town
