"""Sentences that the parser of English hangs on a noun or an infinitive, their verb being a participle to it."""

from __future__ import annotations

from kgbuild.extract.parse.draft import NOUNS, PAST, Draft, Mends
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.text import Token

_HELD = (Rel.AGENT, Rel.PASSIVE, Rel.MARKER, *SUBJECTS)


def _acts(draft: Draft, verb: Token) -> bool:
    """Say whether a participle is what somebody did: it has an object, or nobody does it to others."""
    alone = verb.tag in PAST and not draft.below(verb, *_HELD)
    return alone and (bool(draft.below(verb, Rel.OBJECT)) or verb.lemma.lower() in draft.grammar.intransitive)


def _did(draft: Draft, verb: Token) -> None:
    """ "With prices rising, *brewers* | *conferred* on Monday": a noun that holds the sentence and what it did."""
    noun = draft.over(verb)
    while noun.dep == Rel.PREP_OBJECT:  # "*Herders* from four districts | *met*"
        noun = draft.over(draft.over(noun))
    if noun.dep != Rel.ROOT or noun.pos not in NOUNS or verb.i < noun.i or not _acts(draft, verb):
        return
    if draft.below(noun, Rel.CONJUNCT, Rel.CLAUSE, Rel.RELATIVE, *SUBJECTS):
        return
    first = draft.first(noun, Rel.DETERMINER, Rel.ADJECTIVE, Rel.COMPOUND, Rel.NUMBER, Rel.OWNER)
    draft.put(verb, verb, Rel.ROOT, tag="VBD")
    for token in draft.below(noun, *Rel):
        if token.i < first or token.i > verb.i:
            aim = token.dep == Rel.PARTICIPLE and token.tag == "VB"  # "| *to hear* the mayor"
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


MENDS: tuple[Mends, ...] = ({Rel.PARTICIPLE: (_did, _came_to)},)
