"""Names the recognizer missed: runs of proper nouns that the words around them show to be people, bodies or places."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from kgbuild.extract.actors.firms import acts_as_firm, beside_body
from kgbuild.extract.actors.knowledge import ActorKnowledge
from kgbuild.extract.actors.near import is_title, titled_after, titled_before
from kgbuild.extract.actors.spots import Spot, make_spot
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import EntityKind
from kgbuild.names.persons import FAMILY_FIRST, PARTICLES


def titled(text: View, spots: Sequence[Spot], adjectives: Container[int], knowledge: ActorKnowledge) -> Iterator[Spot]:
    """Yield unmarked runs of proper nouns that a title, a form of address or a verb of saying shows to be people, or
    the "in" before them to be places, and unmarked abbreviations in brackets after a name."""
    taken = {i for s in spots for i in range(s.first, s.last)}
    ends = {s.last: s for s in spots}
    i = 0
    while i < len(text.tokens):
        if text.tokens[i].pos != "PROPN" or i in taken or _for_what(text, i, knowledge):
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


def _for_what(text: View, i: int, knowledge: ActorKnowledge) -> bool:
    """ "Minister for | Trade": what a title is for names nobody."""
    before = text.tokens[i - 1].text.lower() if i else ""
    return text.tokens[i].text in knowledge.roles.portfolios and before in knowledge.roles.purposes


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
        if not joins and (token.pos != "PROPN" or not token.text[0].isupper() or is_title(token, knowledge)):
            break
        last += 1
    while last > first and text.tokens[last - 1].text.lower() in PARTICLES and text.tokens[last - 1].text.islower():
        last -= 1
    return last


def _kind(text: View, first: int, last: int, ends: dict[int, Spot], knowledge: ActorKnowledge) -> EntityKind | None:
    """Return what a run of unmarked proper nouns names, as the words around it tell, or None."""
    tokens, groups = text.tokens, knowledge.groups
    word = tokens[last - 1].text
    if word in groups.no_names:
        return None
    if beside_body(text, first, last, groups.same_as | groups.bodies):
        return EntityKind.ORGANIZATION
    if last - first == 1 and word.isupper() and 1 < len(word) < 8:
        return _in_brackets(text, first, last, ends)
    if word in groups.organization_words:
        return EntityKind.ORGANIZATION if last - first > 1 else None
    if titled_before(text, first, knowledge) or (last - first in {2, 3} and tokens[first].text.lower() in FAMILY_FIRST):
        return EntityKind.PERSON
    comma = [t.text for t in tokens[first - 2 : first]] if first > 1 and last - first > 1 else []
    if comma[1:] == [","] and comma[0] in knowledge.roles.titles:
        return EntityKind.PERSON  # "her counterpart, Ada Norris"
    if _employing(text, first, last, knowledge) or acts_as_firm(text, first, last, knowledge):
        return EntityKind.ORGANIZATION
    if last - first > 1 and (titled_after(text, last, knowledge) or _speaks(text, last - 1, knowledge)):
        return EntityKind.PERSON
    if last - first == 1 and _explained(text, last - 1, knowledge):
        return EntityKind.ORGANIZATION
    return EntityKind.PLACE if _located(text, first, last, knowledge) else None


def _explained(text: View, i: int, knowledge: ActorKnowledge) -> bool:
    """ "Eurofer, the industry lobby, urged": a lone name that speaks and is explained by what it is."""
    if not _speaks(text, i, knowledge):
        return False
    told = [text.tokens[c] for c in text.children[i] if text.tokens[c].dep == Rel.APPOSITION]
    return any(t.text.lower() in knowledge.groups.bodies for t in told)


def _employing(text: View, first: int, last: int, knowledge: ActorKnowledge) -> bool:
    """ "Negotiators for Fortuna Drives", "president of UMW Local 9": people work at what is named."""
    roles = knowledge.roles
    link = text.tokens[first - 1].text if first > 1 else ""
    if link not in roles.owners or text.tokens[last - 1].pos != "PROPN":
        return False
    word = text.tokens[first - 2].text.lower()
    if link in text.grammar.of:
        return last - first > 1 and word in roles.firm_titles
    return link not in knowledge.groups.inside and (word in knowledge.groups.people or word in roles.titles)


def _located(text: View, first: int, last: int, knowledge: ActorKnowledge) -> bool:
    """ "signed in Redcliff on Monday": a name right after the "in" of something done, and nothing bound to it."""
    if first == 0 or last - first > 2 or text.tokens[last - 1].text.isupper():
        return False
    tokens, name = text.tokens, text.tokens[last - 1]
    before = tokens[first - 1]
    if name.dep != Rel.PREP_OBJECT or name.head != before.i or before.text.lower() not in knowledge.groups.inside:
        return False
    after = tokens[last] if last < len(tokens) else None
    if tokens[before.head].pos == "VERB":
        return after is None or after.pos in {"PUNCT", "ADP", "CCONJ", "SCONJ", "VERB", "AUX"}
    return after is not None and after.pos == "ADP"  # "the contract in Redcliff on Monday"


def _in_brackets(text: View, first: int, last: int, ends: dict[int, Spot]) -> EntityKind | None:
    """ "World Trade Forum (WTF)": the abbreviation of the organisation before it."""
    tokens = text.tokens
    if first < 2 or tokens[first - 1].text != "(" or tokens[min(last, len(tokens) - 1)].text != ")":
        return None
    named = ends.get(first - 1) or ends.get(first - 2 if tokens[first - 2].text in "\"”’'" else -1)
    return EntityKind.ORGANIZATION if named is not None and named.kind is EntityKind.ORGANIZATION else None


def _speaks(text: View, i: int, knowledge: ActorKnowledge) -> bool:
    token = text.tokens[i]
    return token.dep == Rel.SUBJECT and text.tokens[token.head].lemma.lower() in knowledge.speaking
