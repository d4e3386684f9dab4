"""What a speaker does by it: the frame's stance, sharpened by rules over the content's main clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.positions.cues import Report
from kgbuild.extract.positions.lexicon import Phrase, Reading, SpeechLexicon
from kgbuild.extract.positions.quotations import Quotation
from kgbuild.extract.positions.syntax import SUBJECTS, auxiliaries, child, is_negated
from kgbuild.model.facts import Stance
from kgbuild.model.text import AnnotatedText

_FIRST_PERSON = frozenset({"i", "we"})


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause of a content: its verb, words (tokens in order), who its subject is."""

    head: int
    tokens: tuple[int, ...]
    lemmas: tuple[str, ...]
    modals: tuple[str, ...]
    subject: int | None
    negative: bool
    question: bool


def read_clause(text: AnnotatedText, head: int, tokens: Sequence[int], speech: SpeechLexicon) -> Clause:
    """Return what the rules ask of a content headed by `head`."""
    lemmas = tuple(_plain(text.tokens[i].lemma.lower()) for i in tokens)
    last = text.tokens[tokens[-1]]
    after = text.article.text[last.end : last.end + 1]
    return Clause(
        head,
        tuple(tokens),
        lemmas,
        tuple(_modals(text, head)),
        child(text, head, *SUBJECTS),
        is_negated(text, head, speech.negations),
        after == "?",
    )


def _plain(lemma: str) -> str:
    return {"’ll": "will", "'ll": "will", "wo": "will", "ca": "can", "n’t": "not", "n't": "not"}.get(lemma, lemma)


def _modals(text: AnnotatedText, head: int) -> list[str]:
    return [_plain(word) for word in auxiliaries(text, head)]


def choose_reading(
    text: AnnotatedText, clause: Clause, stance: Stance, speaker: str | None, actors: ActorIndex, speech: SpeechLexicon
) -> Reading | None:
    """Return the first rule that fits, or None: the frame's stance stands."""
    who = _subject_kind(text, clause, speaker, actors)
    for reading in speech.readings:
        if stance in reading.of and _fits(reading, clause, who):
            return reading
    return None


def _subject_kind(text: AnnotatedText, clause: Clause, speaker: str | None, actors: ActorIndex) -> str:
    if clause.subject is None:
        return "thing"
    if text.tokens[clause.subject].lemma.lower() in _FIRST_PERSON:
        return "self"
    actor = actors.actor(clause.subject)
    if actor is None:
        return "thing"
    return "self" if actor == speaker else "other"


def _fits(reading: Reading, clause: Clause, who: str) -> bool:
    return (
        (not reading.subject or who in reading.subject)
        and (not reading.modal or any(m in reading.modal for m in clause.modals))
        and (not reading.question or clause.question)
        and (not reading.negative or clause.negative)
        and (not reading.opens or any(clause.lemmas[: len(p)] == p for p in reading.opens))
        and (not reading.words or any(_has(clause.lemmas, p) for p in reading.words))
    )


def _has(lemmas: tuple[str, ...], phrase: Phrase) -> bool:
    first, size = phrase[0], len(phrase)
    return any(lemma == first and lemmas[k : k + size] == phrase for k, lemma in enumerate(lemmas))


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done by a report: its stance, the clause it rests on, whom the content itself makes the target."""

    stance: Stance
    head: int | None
    tokens: tuple[int, ...]
    targets: tuple[str, ...] = ()
    negative: bool = False


def read_acts(
    text: AnnotatedText, report: Report, owned: Sequence[Quotation], speaker: str | None, actors: ActorIndex,
    speech: SpeechLexicon,
) -> list[Act]:  # fmt: skip
    """Return what a report does: its first clause decides; later ones count where a rule finds another stance."""
    stance = report.frame.stance
    if report.negated and report.frame.negated is not None:
        stance = report.frame.negated
    tokens = set(report.content.tokens) if report.content is not None else set()
    for q in owned:
        tokens |= set(range(q.first, q.last + 1))
    heads = _clause_heads(text, report.content.head if report.content is not None else None, tokens)
    acts: list[Act] = []
    for head in heads:
        clause = read_clause(text, head, sorted(tokens & set(text.subtree(head))), speech)
        reading = choose_reading(text, clause, stance, speaker, actors, speech)
        targets: tuple[str, ...] = ()
        if reading is not None and reading.target and clause.subject is not None:
            targets = tuple(w for w in [actors.actor(clause.subject)] if w is not None and w != speaker)
        done = reading.stance if reading is not None else stance
        if not acts or (reading is not None and all(done != a.stance for a in acts)):
            acts.append(Act(done, head, tuple(sorted(tokens)), targets, clause.negative))
    return acts or [Act(stance, None, tuple(sorted(tokens)))]


def _clause_heads(text: AnnotatedText, head: int | None, tokens: set[int]) -> list[int]:
    """The content's main clauses: its head, further sentences of a quotation, and joined clauses with a subject."""
    tops = [i for i in sorted(tokens) if text.tokens[i].head not in tokens or text.tokens[i].head == i]
    tops = [i for i in tops if text.tokens[i].pos in {"VERB", "AUX"}]
    heads = [head] if head is not None else []
    heads += [i for i in tops if i not in heads]
    for i in list(heads):
        heads += [
            j for j in text.children[i]
            if text.tokens[j].dep == "conj" and j in tokens and child(text, j, *SUBJECTS) is not None
        ]  # fmt: skip
    return heads
