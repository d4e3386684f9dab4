"""Which tokens may be cues: one look-up a token, and which of them start something of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.positions.syntax import SUBJECTS, child, is_infinitive, is_verb
from kgbuild.extract.positions.vocabulary import Entry, SpeechLexicon, Voice
from kgbuild.model.text import AnnotatedText, Token


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of an article: token index to the entries of its lemma, in text order.

    `inside` is the quotation each token stands in, or -1. `apart` are cues that speak for the sentence's speaker
    ("…, accusing X of", "said “…” and offered"), `others` clauses that report on their own ("…, while others said");
    neither is part of the content the parser hangs it in.
    """

    entries: Mapping[int, tuple[Entry, ...]]
    inside: Sequence[int]
    apart: frozenset[int]
    others: frozenset[int]

    def above(self, text: AnnotatedText, i: int) -> int | None:
        """Return the nearest verb above token `i` that is a cue and no infinitive."""
        j = text.tokens[i].head if text.tokens[i].dep == "conj" else i  # not the clause it was joined to by mistake
        while text.tokens[j].head != j:
            j = text.tokens[j].head
            if self.inside[j] < 0 and j in self.entries and is_verb(text.tokens[j]) and not is_infinitive(text, j):
                return j
        return None


def find_cues(text: AnnotatedText, inside: Sequence[int], actors: ActorIndex, speech: SpeechLexicon) -> Cues:
    """Look every token up by its lemma and part of speech."""
    tables = {"VERB": speech.verbs, "AUX": speech.verbs, "NOUN": speech.nouns, "ADJ": speech.adjectives}
    entries: dict[int, tuple[Entry, ...]] = {}
    for token in text.tokens:
        if token.dep in {"amod", "compound"} and token.pos != "ADJ":
            continue  # "pledged delegates" pledge nothing
        table = speech.prepositions if token.dep == "prep" else tables.get(token.pos)
        found = _entries(token, table) if table is not None else None
        if found is not None:
            entries[token.i] = found
    apart = frozenset(
        i
        for i, e in entries.items()
        if _stands_apart(text, i, e) or _after_quotation(text, i, inside) or _goes_on(text, i, actors)
    )
    others = frozenset(
        text.tokens[i].head if text.tokens[i].dep == "pcomp" else i
        for i, found in entries.items()
        if _another_says(text, i, found, speech) or _shares_pronoun(text, i)
    )
    return Cues(entries, inside, apart, others)


def _entries(token: Token, table: Mapping[str, tuple[Entry, ...]]) -> tuple[Entry, ...] | None:
    if token.dep == "prep":
        return table.get(token.text.lower())
    found = table.get(token.lemma.lower())
    if found is None and token.tag == "VBZ":  # the lemmatizer takes "hopes" for a form of "hop"
        return table.get(token.text.lower().removesuffix("s"))
    return found


def _after_quotation(text: AnnotatedText, i: int, inside: Sequence[int]) -> bool:
    """ "said it was “…” and offered": joined by the parser to a verb inside the quotation."""
    token = text.tokens[i]
    return token.dep == "conj" and inside[i] < 0 <= inside[token.head] and child(text, i, *SUBJECTS) is None


def _goes_on(text: AnnotatedText, i: int, actors: ActorIndex) -> bool:
    """ "said the sum was too low and accused X of …": a thing accuses nobody, so the speaker goes on."""
    token = text.tokens[i]
    clause = text.tokens[token.head]
    if token.dep != "conj" or clause.dep != "ccomp" or token.tag not in {"VBD", "VBZ", "VBP"} or _own_subject(text, i):
        return False
    subject = child(text, clause.i, *SUBJECTS)
    if subject is None or text.tokens[subject].pos not in {"NOUN", "ADJ", "PRON"} or actors.actor(subject) is not None:
        return False
    return clause.pos == "AUX" or child(text, clause.i, "auxpass") is not None


def _own_subject(text: AnnotatedText, i: int) -> bool:
    return child(text, i, "aux", "auxpass", "mark", *SUBJECTS) is not None


def _shares_pronoun(text: AnnotatedText, i: int) -> bool:
    """ "said it was worried and called on …": a report of its own, with the pronoun of the clause before."""
    token = text.tokens[i]
    if token.dep != "conj" or not is_verb(token) or child(text, i, "aux", *SUBJECTS) is not None:
        return False
    clause = text.tokens[token.head]
    clause = text.tokens[clause.head] if clause.dep == "acomp" else clause
    subject = child(text, clause.i, *SUBJECTS) if clause.dep == "ccomp" else None
    return subject is not None and text.tokens[subject].tag == "PRP"


def _stands_apart(text: AnnotatedText, i: int, entries: tuple[Entry, ...]) -> bool:
    """ "…, accusing X of …" after a clause: said by whoever said the clause, and no part of it."""
    token = text.tokens[i]
    if (
        token.tag != "VBG"
        or token.dep not in {"advcl", "acl"}
        or token.head >= i
        or all(e.frame.actors for e in entries)
    ):
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
