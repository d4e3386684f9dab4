"""Trees of Universal Dependencies in the shape of ours: there, the words that hold a sentence together hang on what
they introduce; here, as with the English models, they govern it ("met | with | Paul", "is | a judge").
And people who are called as months, days and seasons are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract.parse.draft import Draft
from kgbuild.extract.parse.grammar import Grammar
from kgbuild.extract.parse.relations import DOING, Rel
from kgbuild.model.text import Token

_OF_CLAUSE = frozenset(
    {
        Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.CLAUSE_SUBJECT, Rel.EXPLETIVE, Rel.AUXILIARY, Rel.PASSIVE, Rel.MARKER,
        Rel.NEGATION, Rel.ADVERB, Rel.ADVERB_CLAUSE, Rel.NOUN_ADVERB, Rel.PUNCTUATION, Rel.CLAUSE, Rel.PARATAXIS,
        Rel.COORDINATOR, Rel.PREPOSITION,
    }
)  # fmt: skip
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_FOREIGN = frozenset({Rel.CASE, Rel.COPULA, Rel.FLAT})


def from_universal(draft: Draft, grammar: Grammar) -> None:
    """Hang prepositions, copulas, names and coordinators as heads have them here, and call the adverbs that deny what
    they are; a tree that is of this shape already stays as it is."""
    if any(t.dep in _FOREIGN and not _owns(t) for t in draft.tokens):
        _turn_names(draft)
        _turn_copulas(draft)
        _turn_prepositions(draft)
        _name_relations(draft, grammar)


def _name_relations(draft: Draft, grammar: Grammar) -> None:
    """Tell what has no label of its own there: negations, the "to" of infinitives, those who do it to each other."""
    tokens = draft.tokens
    mutual = {t.head for t in tokens if t.dep == Rel.EXPLETIVE} - {t.head for t in tokens if t.dep == Rel.PASSIVE}
    for token in tuple(tokens):
        head = draft.over(token)
        if token.dep == Rel.COORDINATOR and head.dep == Rel.CONJUNCT:
            draft.put(token, draft.over(head))
        elif token.dep == Rel.ADVERB and token.lemma.lower() in grammar.negations:
            draft.put(token, head, Rel.NEGATION)
        elif token.dep == Rel.MARKER and token.pos == "ADP" and head.tag == "VB":
            draft.put(token, head, Rel.AUXILIARY, tag="TO")
        elif token.dep == Rel.PASSIVE_SUBJECT and token.head in mutual:
            draft.put(token, head, Rel.SUBJECT)


def _owns(token: Token) -> bool:
    """The "'s" of an English owner is a case too."""
    return token.dep == Rel.CASE and token.pos == "PART"


def _replace(draft: Draft, old: Token, new: Token) -> None:
    """Put `new` where `old` hangs."""
    draft.put(new, new if old.head in {old.i, new.i} else draft.over(old), old.dep)


def _turn_names(draft: Draft) -> None:
    """The last word of a name governs the others, and what hangs on the name hangs on it."""
    for i in sorted({t.head for t in draft.tokens if t.dep == Rel.FLAT}):
        first, below = draft.at(i), draft.below(draft.at(i), frozenset(Rel))
        parts = [t for t in below if t.dep == Rel.FLAT and t.entity == first.entity]
        last = parts[-1] if parts else first
        if last.i < i:
            continue
        _replace(draft, first, last)
        for token in (first, *below):
            if token.i != last.i:
                draft.put(token, last, Rel.COMPOUND if token is first or token in parts else "")


def _turn_copulas(draft: Draft) -> None:
    for copula in [t for t in draft.tokens if t.dep == Rel.COPULA]:
        noun = draft.over(copula)
        below = draft.below(noun, _OF_CLAUSE)
        _replace(draft, noun, copula)
        draft.put(noun, copula, Rel.ATTRIBUTE if noun.pos in _NOMINAL else Rel.PREDICATE)
        for token in below:
            draft.put(token, copula)


def _turn_prepositions(draft: Draft) -> None:
    turned: set[int] = set()
    for case in [t for t in draft.tokens if t.dep == Rel.CASE and not _owns(t)]:
        noun = draft.over(draft.at(case.i))
        if noun.i in turned or noun.head == noun.i:
            continue
        turned.add(noun.i)
        draft.put(case, draft.over(noun), Rel.AGENT if noun.dep == Rel.AGENT else Rel.PREPOSITION)
        draft.put(noun, case, Rel.PREP_OBJECT)


_HELPER, _DATE = "MD", "DATE"
_PERSON, _BODY = "PERSON", "ORG"  # a bishop may be taken for the latter
_TIMES = frozenset({"DATE", ""})
_ACTING = frozenset(
    {
        Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OBJECT, Rel.RECIPIENT, Rel.OWNER, Rel.CONJUNCT, Rel.AUXILIARY,
        Rel.APPOSITION,
    }
)  # fmt: skip


def name_namesakes(draft: Draft, grammar: Grammar) -> None:
    """Make names of words of time that are people's names here: those that follow or lead a name ("Harold May", "June
    Okafor"), and afterwards the same words where people stand ("May said")."""
    tokens = tuple(draft.tokens)
    places = [t.i for t in tokens if t.text[:1].isupper() and t.text.lower() in grammar.namesakes]
    full = [i for i in places if _in_name(tokens, i)]
    called = {tokens[i].text for i in places if i in full or tokens[i].entity == _BODY}
    bare = [i for i in places if i not in full and tokens[i].text in called and _is_bare(tokens, i, grammar)]
    for i in (*full, *bare):
        follows = _follows_name(tokens, i)
        if tokens[i].tag == _HELPER:
            draft.put(tokens[i], tokens[i + 1], Rel.COMPOUND)
        draft.tokens[i] = replace(
            draft.at(i), lemma=tokens[i].text, pos="PROPN", tag="NNP", entity=_PERSON, begins=not follows
        )
        if follows and tokens[i - 1].entity != _PERSON:
            draft.tokens[i - 1] = replace(draft.at(i - 1), entity=_PERSON, begins=True)
        if not follows and (tokens[i].tag == _HELPER or _leads_name(tokens, i)):
            draft.tokens[i + 1] = replace(draft.at(i + 1), entity=_PERSON, begins=False)
    for i in bare:
        _rehang(draft, draft.at(i))


def _in_name(tokens: Sequence[Token], i: int) -> bool:
    if _numbered(tokens, i):
        return False
    if tokens[i].tag == _HELPER:
        return _helps_nobody(tokens, i)
    return tokens[i].entity == _PERSON or _follows_name(tokens, i) or _leads_name(tokens, i)


def _helps_nobody(tokens: Sequence[Token], i: int) -> bool:
    """ "*Will* Norris took over the yard": a modal, but its verb is in the past, and a name follows."""
    word, after = tokens[i], tokens[min(i + 1, len(tokens) - 1)]
    named = after.pos == "PROPN" and after.head == word.head and _adjacent(word, after)
    return word.dep == Rel.AUXILIARY and tokens[word.head].tag in {"VBD", "VBZ"} and named


def _follows_name(tokens: Sequence[Token], i: int) -> bool:
    before = tokens[i - 1] if i else None
    if before is None or not _adjacent(before, tokens[i]):
        return False
    return before.entity == _PERSON or _is_first_name(before, tokens[i])


def _is_first_name(before: Token, word: Token) -> bool:
    """Whether a word in capitals that the recognizer left out is the first name of the next: "Theresa March met"."""
    opens = word.begins or not word.entity  # no part of "Black Friday"
    bound = before.pos == "PROPN" and before.dep == Rel.COMPOUND and before.head == word.i and not before.entity
    return bound and opens and word.dep in _ACTING


def _leads_name(tokens: Sequence[Token], i: int) -> bool:
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    joined = after is not None and after.pos == "PROPN" and _adjacent(tokens[i], after)
    beside = after is not None and (after.entity, after.dep) == (_DATE, Rel.APPOSITION)
    dated = tokens[i].entity == _DATE and not beside
    return joined and tokens[i].dep == Rel.COMPOUND and tokens[i].head == i + 1 and not dated


def _adjacent(left: Token, right: Token) -> bool:
    return left.end + 1 == right.start


def _numbered(tokens: Sequence[Token], i: int) -> bool:
    beside = [tokens[k] for k in (i - 1, i + 1) if 0 <= k < len(tokens)]
    return any(t.pos == "NUM" or any(map(str.isdigit, t.text)) for t in beside)


def _is_bare(tokens: Sequence[Token], i: int, grammar: Grammar) -> bool:
    """Whether a word that is someone's name stands where people do; "in May" and "the end of May" stay dates."""
    word = tokens[i]
    helps = word.tag == _HELPER and tokens[word.head].tag == "VB"  # "Will he go?"
    if word.entity not in _TIMES or _numbered(tokens, i) or helps:
        return False
    if word.dep == Rel.PREP_OBJECT:
        governor = tokens[word.head]
        timed = tokens[governor.head].entity == "DATE"
        return not timed and governor.text.lower() not in grammar.dating
    return word.dep in _ACTING


def _rehang(draft: Draft, word: Token) -> None:
    """Mend "Quint and May met", where the parser takes the second name for an auxiliary of the verb."""
    if word.dep == Rel.AUXILIARY:
        subjects = [t for t in draft.below(draft.over(word), DOING) if t.i < word.i]
        if not subjects:
            draft.put(word, draft.over(word), Rel.SUBJECT)
        elif draft.at(word.i - 1).dep == Rel.COORDINATOR:
            draft.put(word, subjects[-1], Rel.CONJUNCT)
