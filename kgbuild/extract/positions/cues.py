"""Which tokens may be cues: one look-up a token, and which of them start something of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from kgbuild.extract.frames.conditions import Sight
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import ancestors, child, is_verb, with_dep
from kgbuild.extract.parse.verbs import is_infinitive
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.scene import SpeechScene
from kgbuild.extract.positions.vocabulary import Entry, Flag, Slot, Telling
from kgbuild.model.text import Token

_SIGNATURE = 14  # tokens after the dash


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of an article: token index to the entries of its lemma, in text order.

    `apart` are cues that speak for the sentence's speaker ("…, accusing X of", "said “…” and offered"), `others` are
    clauses that report on their own ("…, while others said"); neither is part of the content the parser hangs it in.
    """

    entries: Mapping[int, tuple[Entry, ...]]
    apart: frozenset[int]
    others: frozenset[int]
    sight: Sight

    def above(self, scene: SpeechScene, i: int) -> int | None:
        """Return the nearest verb above token `i` that is a cue and no infinitive."""
        text = scene.text
        # not the clause it was joined to by mistake
        start = text.tokens[i].head if text.tokens[i].dep == Rel.CONJUNCT else i
        verbs = (j for j in ancestors(text, start) if scene.inside[j] < 0 and j in self.entries)
        return next((j for j in verbs if is_verb(text.tokens[j]) and not is_infinitive(text, j)), None)


def find_cues(scene: SpeechScene) -> Cues:
    """Look every token up by its lemma and part of speech."""
    text = scene.text
    entries = {t.i: found for t in text.tokens if (found := _entries(scene, t))}
    apart = frozenset(
        i
        for i, e in entries.items()
        if _stands_apart(text, i, e) or _after_quotation(scene, i) or _goes_on(scene, i, e)
    )
    aside = frozenset(t.i for t in text.tokens if _tells_reaction(scene, t))
    others = aside | frozenset(
        text.tokens[i].head if text.tokens[i].dep == Rel.PREP_CLAUSE else i
        for i, found in entries.items()
        if _another_says(scene, i, found) or _shares_pronoun(text, i)
    )
    return Cues(entries, apart, others, Sight(partial(_described, text), partial(_kinds, scene)))


def _described(text: View, i: int) -> list[int]:
    """Return a noun and what stands beside it as its apposition."""
    return [i, *with_dep(text, i, Rel.APPOSITION)]


def _kinds(scene: SpeechScene, i: int) -> set[str]:
    who = scene.actors.who(i)
    return set() if who is None else {scene.actors.entities[who].kind.value}


def _entries(scene: SpeechScene, token: Token) -> tuple[Entry, ...]:
    speech = scene.lexicon
    if token.dep in {Rel.ADJECTIVE, Rel.COMPOUND} and token.pos != "ADJ":
        return ()  # "pledged delegates" pledge nothing
    if token.text in speech.dashes and _signs(scene, token.i):
        return speech.dashes[token.text]
    if token.dep == Rel.PREPOSITION:
        return speech.prepositions.get(token.text.lower(), ())
    table = speech.table(token.pos)
    ends = speech.endings.get(token.tag, "")
    cut = token.text.lower().removesuffix(ends) if ends else ""  # "hoped", "hopes" as if of "hop"
    return table.get(token.lemma.lower()) or table.get(cut, ())


def _signs(scene: SpeechScene, i: int) -> bool:
    """ "“…” — Jane Doe": a dash between a quotation and a name that ends the line."""
    text, inside = scene.text, scene.inside
    before = next((j for j in range(i - 1, max(-1, i - 4), -1) if text.tokens[j].pos != "PUNCT"), -1)
    line = text.article.text.find("\n", text.tokens[i].end)
    rest = [t for t in text.tokens[i + 1 : i + _SIGNATURE] if line < 0 or t.start < line]
    plain = all(t.pos not in {"VERB", "AUX"} and inside[t.i] < 0 for t in rest)
    named = bool(rest) and rest[0].pos == "PROPN" and len(rest) < _SIGNATURE - 1
    return before >= 0 and inside[before] >= 0 > inside[i] and named and plain


def _after_quotation(scene: SpeechScene, i: int) -> bool:
    """ "said it was “…” and offered": joined by the parser to a verb inside the quotation."""
    token, inside = scene.text.tokens[i], scene.inside
    joined = token.dep == Rel.CONJUNCT and inside[i] < 0 <= inside[token.head]
    return joined and child(scene.text, i, *SUBJECTS) is None


def _goes_on(scene: SpeechScene, i: int, entries: tuple[Entry, ...]) -> bool:
    """ "said the sum was too low and accused X of …": a thing accuses nobody, so the speaker goes on."""
    text, token = scene.text, scene.text.tokens[i]
    clause = text.tokens[token.head]
    if (
        token.dep != Rel.CONJUNCT
        or clause.dep not in {Rel.CLAUSE, Rel.OPEN_CLAUSE, Rel.ADVERB_CLAUSE}
        or token.tag not in {"VBD", "VBZ", "VBP"}
        or _own_subject(text, i)
    ):
        return False
    if _in_other_form(text, clause):
        return True
    subject = child(text, clause.i, *SUBJECTS)
    own = child(text, subject, Rel.OWNER) if subject is not None else None
    if own is not None and text.tokens[own].tag == "PRP$" and any(Slot.QUOTE in e.frame.content for e in entries):
        return True  # "said its members were tired and demanded": the body does
    if (
        subject is None
        or text.tokens[subject].pos not in {"NOUN", "ADJ", "PRON"}
        or scene.actors.actor(subject) is not None
    ):
        return False
    return clause.pos == "AUX" or child(text, clause.i, Rel.PASSIVE) is not None


def _in_other_form(text: View, clause: Token) -> bool:
    """ "denied that it *had fired* and accused", "called on it *to pay* and urged": a finite verb is not joined to one
    that only its helping verb makes finite."""
    helpers = [text.tokens[c] for c in text.children[clause.i] if text.tokens[c].dep in {Rel.AUXILIARY, Rel.PASSIVE}]
    return clause.tag in {"VB", "VBN", "VBG"} and bool(helpers)


def _own_subject(text: View, i: int) -> bool:
    return child(text, i, Rel.AUXILIARY, Rel.PASSIVE, Rel.MARKER, *SUBJECTS) is not None


def _shares_pronoun(text: View, i: int) -> bool:
    """ "said it was worried and called on …": a report of its own, with the pronoun of the clause before."""
    token = text.tokens[i]
    if token.dep != Rel.CONJUNCT or not is_verb(token) or child(text, i, Rel.AUXILIARY, *SUBJECTS) is not None:
        return False
    clause = text.tokens[token.head]
    clause = text.tokens[clause.head] if clause.dep == Rel.PREDICATE else clause
    subject = child(text, clause.i, *SUBJECTS) if clause.dep == Rel.CLAUSE else None
    return subject is not None and text.tokens[subject].tag == "PRP"


def _stands_apart(text: View, i: int, entries: tuple[Entry, ...]) -> bool:
    """ "…, accusing X of …" after a clause: said by whoever said the clause, and no part of it."""
    token = text.tokens[i]
    if (
        token.tag != "VBG"
        or token.dep not in {Rel.ADVERB_CLAUSE, Rel.PARTICIPLE}
        or token.head >= i
        or all(Flag.ACTORS in e.frame.flags for e in entries)
    ):
        return False
    before = min(text.subtree(i)) - 1
    return before >= 0 and text.tokens[before].text in {",", "—", "--", "–"}


def _tells_reaction(scene: SpeechScene, token: Token) -> bool:
    """ "said there would be no refunds, sparking an outcry", "…, citing costs": what came of saying it or what it is
    based on is no part of what was said."""
    text, speech = scene.text, scene.lexicon
    if token.tag != "VBG" or token.dep != Rel.ADVERB_CLAUSE or token.i == 0 or text.tokens[token.i - 1].text != ",":
        return False
    thing = child(text, token.i, Rel.OBJECT)
    if token.lemma in speech.citing:  # but "reported, citing friends, that …"
        return not any(text.tokens[k].dep == Rel.MARKER for k in text.subtree(token.i))
    return thing is not None and scene.lemma(thing) in speech.reactions


def _same_pronoun(text: View, subject: int, clause: Token) -> bool:
    """ "said *she* hopes to win, but *she* knows that …": the speaker still speaks."""
    before = child(text, clause.i, *SUBJECTS)
    pronoun = text.tokens[subject].tag == "PRP"
    return pronoun and before is not None and text.tokens[before].lemma == text.tokens[subject].lemma


def _another_says(scene: SpeechScene, i: int, entries: tuple[Entry, ...]) -> bool:
    text, token = scene.text, scene.text.tokens[i]
    if token.dep not in {Rel.ADVERB_CLAUSE, Rel.CONJUNCT, Rel.PREP_CLAUSE} or all(
        e.frame.telling is not Telling.SPEECH for e in entries
    ):
        return False
    subject, above = child(text, i, *SUBJECTS), text.tokens[token.head]
    if subject is None or (
        token.dep == Rel.CONJUNCT and above.dep == Rel.CLAUSE and _same_pronoun(text, subject, above)
    ):
        return False
    if token.dep == Rel.PREP_CLAUSE:  # "…, with officials saying"
        return above.lemma in text.grammar.beside
    marks = {scene.lemma(j) for j in with_dep(text, i, Rel.MARKER, Rel.ADVERB)}
    return (token.dep == Rel.CONJUNCT and is_verb(above)) or bool(marks & scene.lexicon.contrasts)
