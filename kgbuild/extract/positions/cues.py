"""From words to reports: which tokens are cues, of which frame, whose, and what they govern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgbuild.extract.positions.lexicon import Entry, Frame, Slot, SpeechLexicon, Voice
from kgbuild.extract.positions.slots import Content, Place, find_content
from kgbuild.extract.positions.syntax import (
    auxiliaries,
    by_whom,
    child,
    is_negated,
    is_passive,
    is_verb,
    speaker_of,
    subject_of,
)
from kgbuild.model.text import AnnotatedText


@dataclass(frozen=True, slots=True)
class Report:
    """A cue that found its frame: who speaks (a token), the content (none where only a quotation can be it)."""

    cue: int
    frame: Frame
    speaker: int | None
    content: Content | None
    negated: bool = False
    quoted: bool = False  # the cue stands inside a quotation: the speaker's own words


@dataclass(frozen=True, slots=True)
class Candidates:
    """The cue words of an article: token index to the entries of its lemma, in text order."""

    entries: dict[int, tuple[Entry, ...]]
    apart: frozenset[int]


def find_candidates(text: AnnotatedText, speech: SpeechLexicon) -> Candidates:
    """Look every token up by its lemma; note the participles that speak for the sentence's speaker."""
    entries: dict[int, tuple[Entry, ...]] = {}
    for token in text.tokens:
        table = _table(token.pos, speech)
        found = table.get(token.lemma.lower()) if table is not None else None
        if found:
            entries[token.i] = found
    apart = frozenset(i for i in entries if _stands_apart(text, i))
    return Candidates(entries, apart)


def _table(pos: str, speech: SpeechLexicon) -> Mapping[str, tuple[Entry, ...]] | None:
    if pos in {"VERB", "AUX"}:
        return speech.verbs
    if pos == "NOUN":
        return speech.nouns
    if pos == "ADJ":
        return speech.adjectives
    return None


def _stands_apart(text: AnnotatedText, i: int) -> bool:
    """ "…, accusing X of …" after a clause: said by whoever said the clause, and no part of it."""
    token = text.tokens[i]
    if token.tag != "VBG" or token.dep not in {"advcl", "acl"} or token.head >= i or i == 0:
        return False
    before = min(text.subtree(i)) - 1
    return before >= 0 and text.tokens[before].text in {",", "—", "--", "–"}


def find_reports(
    text: AnnotatedText, candidates: Candidates, inside: Sequence[int], speech: SpeechLexicon
) -> Iterator[Report]:
    """Yield a report for every cue whose frame finds content, or could find a quotation."""
    for i, entries in candidates.entries.items():
        if _is_unreal(text, i, speech):
            continue
        tried = [_try(text, i, entry, candidates, speech) for entry in entries]
        reports = [r for r in tried if r is not None]
        best = next((r for r in reports if r.content is not None), reports[0] if reports else None)
        if best is not None:
            yield replace(best, quoted=inside[i] >= 0)


def _try(text: AnnotatedText, i: int, entry: Entry, candidates: Candidates, speech: SpeechLexicon) -> Report | None:
    if not _has_rest(text, i, entry.rest):
        return None
    frame = entry.frame
    if frame.passive and not is_passive(text, i):
        return None
    content = None
    place = Place(text, i, candidates.apart - {i})
    for slot in frame.content:
        content = find_content(place, slot)
        if content is not None:
            break
    if content is None and Slot.QUOTE not in frame.content:
        return None
    negated = is_negated(text, _predicate_of(text, i), speech.negations)
    return Report(i, frame, _speaker(text, i, candidates, frame, speech), content, negated)


def _has_rest(text: AnnotatedText, i: int, rest: tuple[str, ...]) -> bool:
    return all(any(text.tokens[j].lemma.lower() == word and j > i for j in text.children[i]) for word in rest)


def _predicate_of(text: AnnotatedText, i: int) -> int:
    """An adjective or noun is negated at its copula or light verb."""
    token = text.tokens[i]
    return token.head if token.pos in {"ADJ", "NOUN"} and is_verb(text.tokens[token.head]) else i


def _is_unreal(text: AnnotatedText, i: int, speech: SpeechLexicon) -> bool:
    if text.tokens[i].pos not in {"VERB", "AUX"}:
        return False
    return any(word in speech.unreal for word in auxiliaries(text, i))


def _speaker(text: AnnotatedText, i: int, candidates: Candidates, frame: Frame, speech: SpeechLexicon) -> int | None:
    token = text.tokens[i]
    if frame.outlet:
        return None
    if token.pos == "NOUN":
        return _owner(text, i, speech)
    if token.pos == "ADJ":
        return subject_of(text, i)
    if frame.passive:
        return by_whom(text, i)
    if i in candidates.apart and (frame.voice is Voice.SPEECH or _thing_acts(text, i)):
        above = _cue_above(text, i, candidates)
        if above is not None:
            return speaker_of(text, above)
    return speaker_of(text, i)


def _thing_acts(text: AnnotatedText, i: int) -> bool:
    """Say whether the inherited subject is a common noun, which accuses and offers nothing."""
    subject = subject_of(text, i)
    return subject is None or text.tokens[subject].pos == "NOUN"


def _cue_above(text: AnnotatedText, i: int, candidates: Candidates) -> int | None:
    j = text.tokens[i].head
    while True:
        if j in candidates.entries and is_verb(text.tokens[j]):
            return j
        if text.tokens[j].head == j:
            return None
        j = text.tokens[j].head


def _owner(text: AnnotatedText, i: int, speech: SpeechLexicon) -> int | None:
    """Whose demand: "its demand", "a demand by", or the subject of "made a demand"."""
    own = child(text, i, "poss")
    if own is not None:
        return own
    for j in text.children[i]:
        if text.tokens[j].dep in {"prep", "agent"} and text.tokens[j].lemma in {"by", "from"}:
            return child(text, j, "pobj")
    token = text.tokens[i]
    if token.dep == "dobj" and text.tokens[token.head].lemma in speech.light_verbs:
        return speaker_of(text, token.head)
    return None
