"""Sentences that the parser of English hangs on a noun or an infinitive, their verb being a participle to it."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.extract.parse.draft import ASIDE, FINITE, NOUNS, PAST, Draft, Mends
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.text import Token

_TIMES = frozenset({"DATE", "TIME"})
_HELD = (Rel.AGENT, Rel.PASSIVE, Rel.MARKER, *SUBJECTS)


def _acts(draft: Draft, verb: Token) -> bool:
    """Say whether a participle is what somebody did: it has an object, or nobody does it to others."""
    alone = verb.tag in PAST and not draft.below(verb, *_HELD)
    return alone and (bool(draft.below(verb, Rel.OBJECT)) or verb.lemma.lower() in draft.grammar.intransitive)


def _is_past_aside(draft: Draft, verb: Token) -> bool:
    """ "The trial of Ruiz, *the surgeon accused of theft*, | *opened* on Monday": behind what stands between commas."""
    held = next((t for t in draft.up(draft.over(verb)) if t.dep == Rel.APPOSITION), None)
    aside = held is not None and draft.at(draft.first(held) - 1).text == ","
    return aside and draft.at(verb.i - 1).text == "," and verb.tag in PAST and not draft.below(verb, *_HELD)


def _did(draft: Draft, verb: Token) -> None:
    """ "With prices rising, *brewers* | *conferred* on Monday": a noun that holds the sentence and what it did."""
    noun, acts = draft.over(verb), _acts(draft, verb) or _is_past_aside(draft, verb)
    while noun.dep == Rel.PREP_OBJECT:  # "*Herders* from four districts | *met*"
        noun = draft.over(draft.over(noun))
    if _is_past_aside(draft, verb):
        noun = [*draft.up(noun)][-1]
    teller = draft.over(noun)
    told = noun.dep == Rel.NOUN_ADVERB and teller.i > verb.i and teller.lemma in draft.grammar.telling
    if (noun.dep != Rel.ROOT and not told) or noun.pos not in NOUNS or verb.i < noun.i or not acts:
        return
    if draft.below(noun, Rel.CONJUNCT, Rel.CLAUSE, Rel.RELATIVE, *SUBJECTS):
        return
    first = draft.first(noun, Rel.DETERMINER, Rel.ADJECTIVE, Rel.COMPOUND, Rel.NUMBER, Rel.OWNER)
    draft.put(verb, teller if told else verb, Rel.CLAUSE if told else Rel.ROOT, tag="VBD")
    for token in draft.below(noun, *Rel):
        if token.i < first or token.i > verb.i:
            aim = token.dep == Rel.PARTICIPLE and token.tag in {"VB", "VBG"}  # "| *to hear* the mayor"
            draft.put(token, verb, Rel.ADVERB_CLAUSE if aim else "")
    draft.put(noun, verb, Rel.SUBJECT)


def _came_to(draft: Draft, verb: Token) -> None:
    """ "*Herders* from four districts *assembled* in Lund | *to hear* the mayor": an infinitive holds no sentence."""
    who = draft.over(verb)
    while who.dep not in SUBJECTS and who.head != who.i:
        who = draft.over(who)
    aim = draft.over(who)
    to_do = aim.dep == Rel.ROOT and aim.tag == "VB" and any(t.tag == "TO" for t in draft.below(aim, Rel.AUXILIARY))
    if not to_do or not who.i < verb.i < aim.i or not _acts(draft, verb):
        return
    draft.put(verb, verb, Rel.ROOT, tag="VBD")
    draft.put(aim, verb, Rel.ADVERB_CLAUSE)
    for token in (who, *draft.below(aim, Rel.PUNCTUATION)):
        draft.put(token, verb)


def _bound(draft: Draft, verb: Token) -> None:
    """ "Lund Town *sacked* | manager Bo Lind", "Ana Ruiz *married* | actor Bo Lind": a participle between two names is
    the verb of a sentence that has no other."""
    who, base = draft.at(verb.i - 1), draft.grammar.lemmas.get("VERB", {}).get(verb.text.lower(), "")
    top = [*draft.up(verb)][-1]
    whom = draft.at(verb.i + 1)
    while draft.at(whom.i + 1).pos in NOUNS and whom.entity not in _TIMES:
        whom = draft.at(whom.i + 1)
    named = who.pos == whom.pos == "PROPN" and draft.at(verb.i + 1).pos in NOUNS
    held = top.dep == Rel.ROOT and top.pos in NOUNS and not draft.below(top, *SUBJECTS, Rel.CLAUSE, Rel.CONJUNCT)
    if not (named and held and (verb.tag in PAST or base)) or draft.below(verb, *_HELD, *ASIDE):
        return
    first = who.i
    while first > 0 and draft.holds(top, draft.at(first - 1)) and draft.at(first - 1).pos != "PUNCT":
        first -= 1
    if first > 0 and draft.at(first - 1).pos != "PUNCT":
        return
    draft.put(verb, verb, Rel.ROOT, pos="VERB", tag="VBD")
    draft.tokens[verb.i] = replace(draft.at(verb.i), lemma=base or verb.lemma)
    draft.put(who, verb, Rel.SUBJECT)
    draft.put(whom, verb, Rel.OBJECT)
    for low, high, over in ((first, who.i, who), (verb.i + 1, whom.i, whom)):
        for token in draft.tokens[low:high]:
            if not low <= token.head <= high:
                draft.put(token, over, Rel.COMPOUND)
    for token in tuple(draft.tokens[whom.i + 1 :]):
        loose = not draft.holds(verb, token) and draft.holds(top, token) and token.head <= whom.i
        aside = token.dep in {*ASIDE, Rel.PUNCTUATION} and token.head in {who.i, whom.i, top.i}
        if loose or aside:
            draft.put(token, verb)


def _both(draft: Draft, verb: Token) -> None:
    """ "*Leaders Ana Ruiz* and Bo Lind | *met*": who stands before the "and" holds no sentence beside the other's."""
    who, other = draft.over(verb), draft.one(verb, Rel.SUBJECT)
    joined = draft.at(who.i + 1).dep == Rel.COORDINATOR and draft.first(other, Rel.COMPOUND) == who.i + 2
    if who.dep == Rel.ROOT and who.pos == other.pos == "PROPN" and joined and verb.tag in FINITE:
        draft.put(verb, verb, Rel.ROOT)
        draft.put(who, verb, Rel.SUBJECT)
        draft.put(other, who, Rel.CONJUNCT)


MENDS: tuple[Mends, ...] = ({Rel.PARTICIPLE: (_did, _came_to), Rel.CONJUNCT: (_both,), Rel.ADJECTIVE: (_bound,)},)
