"""Trees of Universal Dependencies in the shape of ours: there, the words that hold a sentence together hang on what
they introduce; here, as with the English models, they govern it ("met | with | Paul", "is | a judge").
And people who are called as months, days and seasons are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

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


def from_universal(tokens: Sequence[Token], negations: Collection[str]) -> Sequence[Token]:
    """Return the tokens with prepositions, copulas, names and coordinators as heads have them here, the adverbs of
    `negations` as what they are; a tree that is of this shape already comes back as it is."""
    if not any(t.dep in _FOREIGN and not _owns(t) for t in tokens):
        return tokens
    changed = list(tokens)
    _turn_names(changed)
    _turn_copulas(changed)
    _turn_prepositions(changed)
    _name_relations(changed, negations)
    return changed


def _name_relations(tokens: list[Token], negations: Collection[str]) -> None:
    """Tell what has no label of its own there: negations, the "to" of infinitives, those who do it to each other."""
    mutual = {t.head for t in tokens if t.dep == Rel.EXPLETIVE} - {t.head for t in tokens if t.dep == Rel.PASSIVE}
    for i, token in enumerate(tokens):
        head = tokens[token.head]
        if token.dep == Rel.COORDINATOR and head.dep == Rel.CONJUNCT:
            tokens[i] = token._replace(head=head.head)
        elif token.dep == Rel.ADVERB and token.lemma.lower() in negations:
            tokens[i] = token._replace(dep=Rel.NEGATION)
        elif token.dep == Rel.MARKER and token.pos == "ADP" and head.tag == "VB":
            tokens[i] = token._replace(dep=Rel.AUXILIARY, tag="TO")
        elif token.dep == Rel.PASSIVE_SUBJECT and token.head in mutual:
            tokens[i] = token._replace(dep=Rel.SUBJECT)


def _owns(token: Token) -> bool:
    """The "'s" of an English owner is a case too."""
    return token.dep == Rel.CASE and token.pos == "PART"


def _children(tokens: Sequence[Token], i: int) -> list[int]:
    return [t.i for t in tokens if t.head == i and t.i != i]


def _put(tokens: list[Token], i: int, head: int, dep: str) -> None:
    tokens[i] = tokens[i]._replace(head=head, dep=dep)


def _replace(tokens: list[Token], old: int, new: int) -> None:
    """Put `new` where `old` hangs."""
    above = tokens[old].head
    _put(tokens, new, new if above == old else above, tokens[old].dep)


def _turn_names(tokens: list[Token]) -> None:
    """The last word of a name governs the others, and what hangs on the name hangs on it."""
    firsts = sorted({t.head for t in tokens if t.dep == Rel.FLAT})
    for first in firsts:
        below = _children(tokens, first)
        parts = [c for c in below if tokens[c].dep == Rel.FLAT and tokens[c].entity == tokens[first].entity]
        last = parts[-1] if parts else first
        if last < first:
            continue
        _replace(tokens, first, last)
        for c in (first, *below):
            if c != last:
                _put(tokens, c, last, Rel.COMPOUND if c == first or c in parts else tokens[c].dep)


def _turn_copulas(tokens: list[Token]) -> None:
    for copula in [t.i for t in tokens if t.dep == Rel.COPULA]:
        noun = tokens[copula].head
        below = _children(tokens, noun)
        _replace(tokens, noun, copula)
        _put(tokens, noun, copula, Rel.ATTRIBUTE if tokens[noun].pos in _NOMINAL else Rel.PREDICATE)
        for c in below:
            if c != copula and tokens[c].dep in _OF_CLAUSE:
                _put(tokens, c, copula, tokens[c].dep)


def _turn_prepositions(tokens: list[Token]) -> None:
    turned: set[int] = set()
    for case in [t.i for t in tokens if t.dep == Rel.CASE and not _owns(t)]:
        noun = tokens[case].head
        if noun in turned or tokens[noun].head == noun:
            continue
        turned.add(noun)
        above = tokens[noun]
        _put(tokens, case, above.head, Rel.AGENT if above.dep == Rel.AGENT else Rel.PREPOSITION)
        _put(tokens, noun, case, Rel.PREP_OBJECT)


_HELPER, _DATE = "MD", "DATE"
_PERSON, _BODY = "PERSON", "ORG"  # a bishop may be taken for the latter
_TIMES = frozenset({"DATE", ""})
_ACTING = frozenset(
    {
        Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OBJECT, Rel.RECIPIENT, Rel.OWNER, Rel.CONJUNCT, Rel.AUXILIARY,
        Rel.APPOSITION,
    }
)  # fmt: skip


def with_namesakes(tokens: Sequence[Token], grammar: Grammar) -> Sequence[Token]:
    """Return an article's tokens with words of time that are people's names here as names: those that follow or lead a
    name ("Harold May", "June Okafor"), and afterwards the same words where people stand ("May said")."""
    places = [t.i for t in tokens if t.text[:1].isupper() and t.text.lower() in grammar.namesakes]
    full = [i for i in places if _in_name(tokens, i)]
    called = {tokens[i].text for i in places if i in full or tokens[i].entity == _BODY}
    if not called:
        return tokens
    bare = [i for i in places if i not in full and tokens[i].text in called and _is_bare(tokens, i, grammar)]
    changed = list(tokens)
    for i in (*full, *bare):
        follows = _follows_name(tokens, i)
        helper = tokens[i].tag == _HELPER
        name = tokens[i]._replace(lemma=tokens[i].text, pos="PROPN", tag="NNP")
        name = name._replace(dep=Rel.COMPOUND, head=i + 1) if helper else name
        changed[i] = name._replace(entity=_PERSON, begins=not follows)
        if follows and tokens[i - 1].entity != _PERSON:
            changed[i - 1] = changed[i - 1]._replace(entity=_PERSON, begins=True)
        if not follows and (helper or _leads_name(tokens, i)):
            changed[i + 1] = changed[i + 1]._replace(entity=_PERSON, begins=False)
    for i in bare:
        changed[i] = _rehung(changed, changed[i])
    return changed


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
    """Whether a capitalised word that the recognizer left out is the first name of the word after it: "Theresa March
    met"."""
    opens = word.begins or not word.entity  # no part of "Black Friday"
    bound = before.pos == "PROPN" and before.dep == Rel.COMPOUND and before.head == word.i and not before.entity
    return bound and opens and word.dep in _ACTING


def _leads_name(tokens: Sequence[Token], i: int) -> bool:
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    joined = after is not None and after.pos == "PROPN" and _adjacent(tokens[i], after)
    dated = tokens[i].entity == _DATE and not (
        after is not None and (after.entity, after.dep) == (_DATE, Rel.APPOSITION)
    )
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


def _rehung(tokens: Sequence[Token], word: Token) -> Token:
    """Mend "Quint and May met", where the parser takes the second name for an auxiliary of the verb."""
    if word.dep != Rel.AUXILIARY:
        return word
    before = tokens[max(word.i - 8, 0) : word.i]
    subjects = [t.i for t in before if t.head == word.head and t.dep in DOING]
    if not subjects:
        return word._replace(dep=Rel.SUBJECT)
    joined = tokens[word.i - 1].dep == Rel.COORDINATOR
    return word._replace(dep=Rel.CONJUNCT, head=subjects[-1]) if joined else word
