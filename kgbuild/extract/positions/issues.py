"""What a position is about: words of the issue scheme, else the noun phrase itself under "other"."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, phrase
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.vocabulary import OTHER, SpeechLexicon
from kgbuild.model.facts import IssueRef

_MOST = 4  # issues of one position; more would say nothing


def find_issues(text: View, tokens: Sequence[int], head: int | None, speech: SpeechLexicon) -> tuple[IssueRef, ...]:
    """Return the issues named by these tokens in text order, each with its words; never empty."""
    lemmas = [text.tokens[i].lemma.lower() for i in tokens]
    forms = [text.tokens[i].text.lower() for i in tokens]
    found: dict[str, IssueRef] = {}
    k = 0
    while k < len(tokens):
        known = lemmas[k] in speech.issue_words or forms[k] in speech.issue_words
        match = _longest(lemmas, forms, k, speech) if known and not _in_name(text, tokens[k]) else None
        if match is None:
            k += 1
            continue
        length, ids = match
        said = text.slice(text.tokens[tokens[k]].start, text.tokens[tokens[k + length - 1]].end)
        for name in ids:
            found.setdefault(name, IssueRef(name, said))
        k += length
    if found:
        return tuple(found.values())[:_MOST]
    noun = _topic(text, tokens, head)
    return (IssueRef(OTHER, noun),)


def _in_name(text: View, i: int) -> bool:
    """ "March" is no march, "European Union" no union."""
    token = text.tokens[i]
    beside = [t for t in text.tokens[max(0, i - 1) : i + 2] if t.i != i]
    return token.entity in {"DATE", "TIME"} or (
        token.pos == "PROPN" and any(t.pos == "PROPN" and t.entity == token.entity != "" for t in beside)
    )


def _longest(lemmas: list[str], forms: list[str], k: int, speech: SpeechLexicon) -> tuple[int, tuple[str, ...]] | None:
    best = 0
    ids: tuple[str, ...] = ()
    for first in dict.fromkeys((lemmas[k], forms[k])):
        for rest, name in speech.issue_words.get(first, ()):
            length = len(rest) + 1
            if length < best or not all(
                k + n < len(lemmas) and word in {lemmas[k + n], forms[k + n]} for n, word in enumerate(rest, 1)
            ):
                continue
            ids = (*ids, name) if length == best else (name,)
            best = length
    return (best, tuple(dict.fromkeys(ids))) if best else None


def _topic(text: View, tokens: Sequence[int], head: int | None) -> str:
    """The noun phrase to keep: subject or object of the content, else its first noun."""
    nouns = [i for i in tokens if text.tokens[i].pos in {"NOUN", "PROPN"}]
    nouns = [i for i in nouns if text.tokens[i].dep not in {Rel.OWNER, Rel.COMPOUND, Rel.NOUN}] or nouns
    if not nouns:
        return ""
    inside = set(tokens)
    places = () if head is None else (head, child(text, head, *SUBJECTS), child(text, head, Rel.OBJECT, Rel.ATTRIBUTE))
    for i in places:
        if i is not None and i in inside and text.tokens[i].pos in {"NOUN", "PROPN"}:
            return _words(text, i, inside)
    return _words(text, nouns[0], inside)


def _words(text: View, i: int, inside: set[int]) -> str:
    words = [j for j in phrase(text, i) if j in inside]
    while words and text.tokens[words[0]].pos in {"DET", "PUNCT", "PRON"}:
        words = words[1:]
    return text.slice(text.tokens[words[0]].start, text.tokens[words[-1]].end) if words else ""
