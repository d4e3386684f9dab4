"""What the parser of English hangs on a comma, on the verb of another clause or on whom it does not belong to: a name,
a phrase of when or where, a clause that says how long before."""

from __future__ import annotations

from kgbuild.extract.parse.draft import NOUNS, Draft, Mends
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.text import Token

_PERSON = "PERSON"
_TITLES = frozenset({"$post", "$human"})


def _behind_comma(draft: Draft, link: Token) -> None:
    """ "at their talks*, in Lima* last March": nothing hangs on a comma, but on the noun before it."""
    comma = draft.over(link)
    before = draft.at(comma.i - 1)
    if comma.pos == "PUNCT" and before.pos in NOUNS and link.i == comma.i + 1:
        draft.put(link, before)


def _since(draft: Draft, length: Token) -> None:
    """ "said it would rise, *a day after* she *met* them": a clause in the past says when it was said, not when it
    will be."""
    told = [draft.over(length), *draft.below(length, Rel.PARTICIPLE, Rel.RELATIVE)]
    for verb in (t for t in told if t.tag == "VBD" and draft.one(t, Rel.MARKER).text.lower() in draft.grammar.not_at):
        host = draft.over(length if draft.over(verb).i == length.i else verb)
        if host.dep == Rel.CLAUSE and any(t.tag == "MD" for t in draft.below(host, Rel.AUXILIARY)):
            host = draft.over(host)
        draft.put(verb, host, Rel.ADVERB_CLAUSE)
        draft.put(length, verb)


def _beside_person(draft: Draft, name: Token) -> None:
    """ "*Ana Ruiz* of Lund Motors and *Bo Lind*, who runs a mill, met": a person is joined to the person."""
    body = draft.over(name)
    one = draft.over(draft.over(body))
    if name.entity == one.entity == _PERSON and body.entity != _PERSON and body.dep == Rel.PREP_OBJECT:
        draft.put(name, one)
        for who in (t for t in draft.below(body, Rel.RELATIVE) if t.i > name.i):
            draft.put(who, name)


def _called(draft: Draft, name: Token) -> None:
    """ "met growers and is to see his *counterpart, Bo Lind*": a name after a comma says who the title before it is."""
    comma = draft.at(draft.first(name, Rel.COMPOUND, Rel.PUNCTUATION) - 1)
    title = draft.at(comma.i - 1)
    if (
        name.entity == _PERSON
        and comma.text == ","
        and title.pos == "NOUN"
        and draft.grammar.is_one(title.lemma.lower(), _TITLES)
    ):
        draft.put(name, title, Rel.APPOSITION)


def _of_nearer(draft: Draft, aside: Token) -> None:
    """ "met growers and is to *hold* talks | *in* Lima": behind a second verb stands when or where of its own."""
    verb = draft.over(aside)
    later = [t for t in draft.below(verb, Rel.CONJUNCT) if verb.i < t.i < aside.i and t.pos in {"VERB", "AUX"}]
    while later:
        verb = later[-1]
        later = [t for t in draft.below(verb, Rel.OPEN_CLAUSE, Rel.PREDICATE) if t.i < aside.i]
    draft.put(aside, verb)


MENDS: tuple[Mends, ...] = (
    {
        Rel.CONJUNCT: (_beside_person,),
        Rel.PREPOSITION: (_behind_comma, _of_nearer),
        Rel.NOUN_ADVERB: (_called, _since, _of_nearer),
    },
)
