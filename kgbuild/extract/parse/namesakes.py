"""People called May, August or April: the recognizer takes them for dates, and the parser now and then for "may"."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.parse.grammar import Grammar
from kgbuild.extract.parse.relations import DOING, Rel
from kgbuild.model.text import Token

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
        changed[i] = tokens[i]._replace(
            lemma=tokens[i].text, pos="PROPN", tag="NNP", entity=_PERSON, begins=not follows
        )
        if follows and tokens[i - 1].entity != _PERSON:
            changed[i - 1] = changed[i - 1]._replace(entity=_PERSON, begins=True)
        if not follows and _leads_name(tokens, i):
            changed[i + 1] = changed[i + 1]._replace(entity=_PERSON, begins=False)
    for i in bare:
        changed[i] = _rehung(changed, changed[i])
    return changed


def _in_name(tokens: Sequence[Token], i: int) -> bool:
    if _numbered(tokens, i):
        return False
    return tokens[i].entity == _PERSON or _follows_name(tokens, i) or _leads_name(tokens, i)


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
    return joined and tokens[i].dep == Rel.COMPOUND and tokens[i].head == i + 1 and tokens[i].entity != "DATE"


def _adjacent(left: Token, right: Token) -> bool:
    return left.end + 1 == right.start


def _numbered(tokens: Sequence[Token], i: int) -> bool:
    beside = [tokens[k] for k in (i - 1, i + 1) if 0 <= k < len(tokens)]
    return any(t.pos == "NUM" or any(map(str.isdigit, t.text)) for t in beside)


def _is_bare(tokens: Sequence[Token], i: int, grammar: Grammar) -> bool:
    """Whether a word that is someone's name stands where people do; "in May" and "the end of May" stay dates."""
    word = tokens[i]
    if word.entity not in _TIMES or _numbered(tokens, i):
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
