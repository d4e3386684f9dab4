"""Whom something was done to, where the parser of English takes them for who did it or for what stands beside:
captives, those left out after an "and", the accused, whoever is urged."""

from __future__ import annotations

from kgbuild.extract.parse.draft import PAST, Draft, Mends
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.text import Token

_PRESENT = frozenset({"VBZ", "VBP"})
_WHOM = frozenset({Rel.OBJECT, Rel.PREP_OBJECT, Rel.PREPOSITION})
_FOLK = frozenset({"$human", "$people", "$post", "$fighter", "$ruler", "$firm"})


def _captive(draft: Draft, state: Token) -> None:
    """ "miners *held* | *hostage* in Chad were freed", "held three drivers | *hostage*": without an article it is no
    object, but what somebody is held as."""
    verb, whom = draft.over(state), draft.one(state, Rel.COMPOUND)
    if state.text.lower() not in draft.grammar.captive or draft.below(state, Rel.DETERMINER, Rel.OWNER):
        return
    if whom.text:
        draft.put(whom, verb, Rel.OBJECT)
        for token in draft.below(state, Rel.NUMBER, Rel.ADJECTIVE, Rel.COMPOUND):
            draft.put(token, whom)
    elif (
        state.i == verb.i + 1 and verb.tag == "VBG" and verb.dep == Rel.RELATIVE
    ):  # "the men | they are holding hostage"
        draft.put(state, verb, Rel.RESULT)
        return
    elif state.i != verb.i + 1 or verb.tag not in PAST or draft.below(verb, Rel.AUXILIARY, Rel.PASSIVE):
        return
    draft.put(state, verb, Rel.RESULT)
    who = draft.one(verb, Rel.SUBJECT)
    if not whom.text and who.text and not _is_besides(draft, who, verb):
        draft.put(who, verb, Rel.PASSIVE_SUBJECT)


def _is_besides(draft: Draft, who: Token, verb: Token) -> bool:
    """Say whether a verb only tells more of whom it was done to, as another tells the sentence, and hang it so."""
    found = (t for t in draft.below(verb, Rel.ADVERB_CLAUSE, Rel.CLAUSE, Rel.CONJUNCT) if t.i > verb.i)
    main = next((t for t in found if t.tag in PAST | _PRESENT and not draft.below(t, *SUBJECTS)), None)
    if main is not None:
        draft.put(main, main if verb.head == verb.i else draft.over(verb), verb.dep)
        draft.put(who, main, Rel.PASSIVE_SUBJECT if draft.below(main, Rel.PASSIVE) else Rel.SUBJECT)
        draft.put(verb, who, Rel.PARTICIPLE, tag="VBN")
    return main is not None


def _by_them(draft: Draft, by: Token) -> None:
    """ "nurses | *held by* rebels *were freed*": who does it stands behind it, and another verb follows."""
    verb = draft.over(by)
    who = draft.one(verb, Rel.SUBJECT)
    if who.text and verb.tag in PAST and not draft.below(verb, Rel.OBJECT, Rel.AUXILIARY, Rel.PASSIVE):
        _is_besides(draft, who, verb)


def _kept(draft: Draft, state: Token) -> None:
    """ "drivers *held* | *hostage* in Chad *arrive* home": they arrive, as what they were held is no subject."""
    verb, main = draft.at(state.i - 1), draft.over(state)
    who = draft.one(verb, Rel.SUBJECT)
    told = main.dep == Rel.CLAUSE and main.head == verb.i and verb.tag in PAST and bool(who.text)
    if not told or state.text.lower() not in draft.grammar.captive:
        return
    draft.put(main, main if verb.head == verb.i else draft.over(verb), verb.dep)
    draft.put(who, main)
    draft.put(verb, who, Rel.PARTICIPLE, tag="VBN")
    draft.put(state, verb, Rel.RESULT)
    for token in draft.below(state, Rel.PREPOSITION):
        draft.put(token, verb)


def _gapped(draft: Draft, some: Token) -> None:
    """ "Three were *killed* and *several* | *injured* in a fire": the second half leaves out its "were"."""
    verb, done = draft.over(some), draft.one(some, Rel.PARTICIPLE)
    counted = some.pos in {"ADJ", "NUM"} and done.i == some.i + 1 and done.tag in PAST
    if counted and verb.tag == "VBN" and draft.below(verb, Rel.PASSIVE):
        draft.put(done, verb, Rel.CONJUNCT, tag="VBN")
        draft.put(some, done, Rel.PASSIVE_SUBJECT)


def _undergone(draft: Draft, verb: Token) -> None:
    """ "Two nurses *abducted* in Mopti *are* still held": what says more of the subject of a verb behind it, and has no
    object, was done to it, also where the parser takes it for the past."""
    noun = draft.over(verb)
    main = draft.over(noun)
    alone = not draft.below(verb, *SUBJECTS, Rel.OBJECT, Rel.MARKER)
    if verb.tag == "VBD" and noun.dep in SUBJECTS and main.i > verb.i and alone:
        draft.put(verb, noun, tag="VBN")


def _suffered(draft: Draft, verb: Token) -> None:
    """ "two nurses were hurt and three drivers | *kidnapped*": what nobody does without an object was done."""
    who = draft.one(verb, Rel.SUBJECT)
    alone = not draft.below(verb, Rel.OBJECT, Rel.CLAUSE, Rel.AUXILIARY) and verb.dep != Rel.RELATIVE
    alone = alone and draft.at(draft.first(who) - 1).tag not in {"WDT", "WP"}  # "the men whom rebels kidnapped"
    if verb.lemma.lower() in draft.grammar.suffered and who.text and who.i < verb.i and alone:
        draft.put(verb, draft.over(verb), tag="VBN")
        draft.put(who, verb, Rel.PASSIVE_SUBJECT)


def _half(draft: Draft, verb: Token) -> None:
    """ "was backed by the guild but | *turned* down *by* the mayor": who does it stands behind it."""
    bare = not draft.below(verb, *SUBJECTS, Rel.OBJECT, Rel.AUXILIARY)
    if verb.tag == "VBD" and bare and draft.below(verb, Rel.AGENT) and draft.below(draft.over(verb), Rel.PASSIVE):
        draft.put(verb, draft.over(verb), tag="VBN")


def _state(draft: Draft, noun: Token) -> None:
    """ "the firm *is* | *engaged* in talks": a participle that says what its subject does is no passive."""
    verb = draft.over(noun)
    if verb.lemma.lower() in draft.grammar.stative and not draft.below(verb, Rel.AGENT):
        draft.put(noun, verb, Rel.SUBJECT)
        for helper in draft.below(verb, Rel.PASSIVE):
            draft.put(helper, verb, Rel.AUXILIARY)


def _charged(draft: Draft, of: Token) -> None:
    """ "accused a trader *arrested* for spying | *of* theft": the charge is that of who accuses."""
    part = draft.over(of)
    while part.dep != Rel.PARTICIPLE and part.head != part.i and part.head < part.i:
        part = draft.over(part)
    noun = draft.over(part)
    verb = draft.over(noun)
    told = part.dep == Rel.PARTICIPLE and noun.dep == Rel.OBJECT and verb.lemma.lower() in draft.grammar.accusing
    if told and of.text.lower() in draft.grammar.of and draft.below(of, Rel.PREP_CLAUSE):
        draft.put(of, verb)


def _bidden(draft: Draft, aim: Token) -> None:
    """ "*urged* rebels on Sunday *to* | *free* them": what somebody is urged to do is no aim of who urges."""
    verb = draft.over(aim)
    while aim.dep == Rel.RELATIVE and verb.dep in _WHOM and verb.head < verb.i:  # "anyone with *a cough* | *to ring*"
        verb = draft.over(verb)
    whom = draft.one(verb, Rel.OBJECT)
    to_do = aim.tag == "VB" and any(t.tag == "TO" for t in draft.below(aim, Rel.AUXILIARY))
    somebody = whom.pos in {"PROPN", "PRON"} or draft.grammar.is_one(whom.lemma.lower(), _FOLK)
    if to_do and verb.lemma.lower() in draft.grammar.bidding and whom.text and whom.i < aim.i and somebody:
        draft.put(aim, verb, Rel.OPEN_CLAUSE)


MENDS: tuple[Mends, ...] = (  # by the label or the tag of the word
    {
        Rel.CONJUNCT: (_gapped, _half), Rel.PREPOSITION: (_charged,),
        Rel.OBJECT: (_captive,), Rel.AGENT: (_by_them,), Rel.ADVERB_CLAUSE: (_bidden,), Rel.RELATIVE: (_bidden,),
        Rel.PARTICIPLE: (_undergone,),
        **dict.fromkeys(SUBJECTS, (_kept,)), Rel.PASSIVE_SUBJECT: (_kept, _state), **dict.fromkeys(PAST, (_suffered,)),
    },
)  # fmt: skip
