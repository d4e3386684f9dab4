"""Which tokens may be cues: one look-up a token, and which of them start something of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgbuild.extract.positions.syntax import SUBJECTS, child, is_infinitive, is_verb
from kgbuild.extract.positions.vocabulary import Entry, SpeechLexicon, Voice
from kgbuild.model.text import AnnotatedText, Token


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of an article: token index to the entries of its lemma, in text order.

    `apart` are participles that speak for the sentence's speaker ("…, accusing X of"), `others` clauses in which
    somebody else speaks ("…, while others said"); neither is part of the content it hangs in.
    """

    entries: Mapping[int, tuple[Entry, ...]]
    apart: frozenset[int]
    others: frozenset[int]

    def above(self, text: AnnotatedText, i: int) -> int | None:
        """Return the nearest verb above token `i` that is a cue and no infinitive."""
        j = i
        while text.tokens[j].head != j:
            j = text.tokens[j].head
            if j in self.entries and is_verb(text.tokens[j]) and not is_infinitive(text, j):
                return j
        return None


def find_cues(text: AnnotatedText, speech: SpeechLexicon) -> Cues:
    """Look every token up by its lemma and part of speech."""
    entries = {token.i: found for token in text.tokens if (found := _entries(token, speech))}
    apart = frozenset(i for i in entries if _stands_apart(text, i))
    others = frozenset(
        text.tokens[i].head if text.tokens[i].dep == "pcomp" else i
        for i, found in entries.items()
        if _another_says(text, i, found, speech)
    )
    return Cues(entries, apart, others)


def _entries(token: Token, speech: SpeechLexicon) -> tuple[Entry, ...]:
    if token.dep == "prep":
        return speech.prepositions.get(token.text.lower(), ())
    if token.pos in {"VERB", "AUX"}:
        return speech.verbs.get(token.lemma.lower(), ())
    if token.pos == "NOUN":
        return speech.nouns.get(token.lemma.lower(), ())
    return speech.adjectives.get(token.lemma.lower(), ()) if token.pos == "ADJ" else ()


def _stands_apart(text: AnnotatedText, i: int) -> bool:
    """ "…, accusing X of …" after a clause: said by whoever said the clause, and no part of it."""
    token = text.tokens[i]
    if token.tag != "VBG" or token.dep not in {"advcl", "acl"} or token.head >= i:
        return False
    before = min(text.subtree(i)) - 1
    return before >= 0 and text.tokens[before].text in {",", "—", "--", "–"}


def _another_says(text: AnnotatedText, i: int, entries: tuple[Entry, ...], speech: SpeechLexicon) -> bool:
    token = text.tokens[i]
    if token.dep not in {"advcl", "conj", "pcomp"} or all(e.frame.voice is not Voice.SPEECH for e in entries):
        return False
    if child(text, i, *SUBJECTS) is None:
        return False
    if token.dep == "pcomp":  # "…, with officials saying"
        return text.tokens[token.head].lemma == "with"
    marks = {text.tokens[j].lemma.lower() for j in text.children[i] if text.tokens[j].dep in {"mark", "advmod"}}
    return (token.dep == "conj" and is_verb(text.tokens[token.head])) or bool(marks & speech.contrasts)
