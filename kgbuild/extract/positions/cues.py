"""Which tokens may be cues: one look-up a token, and which of them start something of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from kgbuild.extract.frames.conditions import Sight, sight_of
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import ancestors, child, is_verb, opens_with, root_of, with_dep
from kgbuild.extract.parse.verbs import is_finite, is_infinitive, is_passive, owners
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.scene import SpeechScene
from kgbuild.extract.positions.vocabulary import Entry, Flag, Slot, SpeechFrame, Telling, WordPlace
from kgbuild.model.article import Turn
from kgbuild.model.facts import EntityKind, Stance
from kgbuild.model.text import Token

_SIGNATURE = 14  # tokens after the dash
_PARTS = {
    "VERB": WordPlace.VERBS, "AUX": WordPlace.VERBS, "NOUN": WordPlace.NOUNS, "ADJ": WordPlace.ADJECTIVES,
    "ADV": WordPlace.ADVERBS,
}  # fmt: skip
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_HELPED = frozenset({"VB", "VBN", "VBG"})
_PLAIN = frozenset({"NOUN", "ADJ", "PRON"})
_CLAUSES = frozenset({Rel.CLAUSE, Rel.OPEN_CLAUSE, Rel.ADVERB_CLAUSE})


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of an article: token index to the entries of its lemma, in text order.

    `apart` are cues that speak for the sentence's speaker ("…, accusing X of", "said “…” and offered"), `aside` these
    and clauses that report on their own ("…, while others said"): no part of the content the parser hangs them in.
    """

    entries: Mapping[int, tuple[Entry, ...]]
    apart: frozenset[int]
    aside: frozenset[int]
    sight: Sight

    def above(self, scene: SpeechScene, i: int) -> int | None:
        """Return the nearest verb above token `i` that is a cue and no infinitive; else the main verb above what was
        joined to another by mistake."""
        text = scene.text
        # not the clause it was joined to by mistake
        start = text.tokens[i].head if text.tokens[i].dep == Rel.CONJUNCT else i
        cues = (j for j in ancestors(text, start) if scene.inside[j] < 0 and j in self.entries)
        # not "said people would *go*, adding", of "went on"
        verbs = (j for j in cues if any(e.frame.content != (Slot.QUOTE,) for e in self.entries[j]))
        main = root_of(text, i) if start != i and is_verb(text.tokens[root_of(text, i)]) else None
        return next((j for j in verbs if is_verb(text.tokens[j]) and not is_infinitive(text, j)), main)


def find_cues(scene: SpeechScene) -> Cues:
    """Look every token up by its lemma and part of speech."""
    text = scene.text
    entries = {t.i: found for t in text.tokens if (found := _entries(scene, t))} | _labels(scene)
    apart = frozenset(
        i
        for i, e in entries.items()
        if _stands_apart(text, i, e) or _after_quotation(scene, i) or _goes_on(scene, i, e)
    )
    tests: Mapping[str, Sequence[Callable[[SpeechScene, Token], bool]]] = {
        Rel.ADVERB_CLAUSE: (_tells_reaction, _tells_of_speaker, _words_it), Rel.RELATIVE: (_adds_of_name,),
        Rel.APPOSITION: (_takes_up, _adds_of_name), Rel.CONJUNCT: (_does_next,),
    }  # fmt: skip
    aside = frozenset(t.i for t in text.tokens if any(test(scene, t) for test in tests.get(t.dep, ())))
    own = (text.tokens[i] for i, e in entries.items() if _another_says(scene, i, e) or _shares_pronoun(text, i))
    others = {t.head if t.dep == Rel.PREP_CLAUSE else t.i for t in own}
    kinds = {i: {scene.actors.entities[m.entity].kind.value} for i, m in scene.actors.token_mention.items()}
    sight = sight_of(text, lambda i: [i, *with_dep(text, i, Rel.APPOSITION)], lambda i: kinds.get(i, set()))
    return Cues(entries, apart, apart | aside | others, sight)


def _entries(scene: SpeechScene, token: Token) -> tuple[Entry, ...]:
    words, endings = scene.lexicon.words, scene.lexicon.endings
    if token.dep in {Rel.ADJECTIVE, Rel.COMPOUND} and token.pos != "ADJ":
        return ()  # "pledged delegates" pledge nothing
    if token.text in words[WordPlace.DASHES]:
        signs, opens = _signs(scene, token.i), opener(scene, token.i) is not None
        found = words[WordPlace.DASHES][token.text]
        return tuple(e for e in found if (opens if Slot.AFTER in e.frame.content else signs))
    if token.dep == Rel.PREPOSITION:
        found = words[WordPlace.PREPOSITIONS].get(token.text.lower(), ())
        above = scene.lemma(token.head)  # "is *against* it", "rallied *in* support of it", not "the case against him"
        stands = {
            above in scene.text.grammar.be,
            above in scene.lexicon.writing and bool(found) and bool(found[0].rest),
        }
        nouns = [scene.lemma(o) for o in with_dep(scene.text, token.i, Rel.PREP_OBJECT) if owners(scene.text, o)]
        owned = not scene.lexicon.accounts.isdisjoint(nouns)  # "in *the bank's* view", not "in view of"
        host = [owned or scene.lexicon.accounts.isdisjoint(e.rest) for e in found]
        told = [fits if Slot.HOST in e.frame.content else True in stands for e, fits in zip(found, host, strict=True)]
        return tuple(compress(found, told))
    verb = token.i in scene.text.clauses  # also where the tagger takes it for a noun ("analysts doubt that")
    part = WordPlace.VERBS if verb else _PARTS.get(token.pos)
    if part is None:
        return ()
    table = words[part]
    ends = endings.get("VBZ" if verb and token.tag == "NNS" else token.tag, "")
    cut = token.text.lower().removesuffix(ends) if ends else ""  # "hoped", "hopes" as if of "hop"
    found = table.get(token.lemma.lower()) or table.get(cut, ())
    own = with_dep(scene.text, token.i, Rel.PARTICLE, Rel.ADVERB) if verb else []
    led = {scene.text.tokens[c].text for c in own if c == token.i + 1} & scene.text.grammar.particles
    return tuple(e for e in found if led.issubset(e.rest))  # not "*pushed back* the tide | for hours"


def _signs(scene: SpeechScene, i: int) -> bool:
    """ "“…” — Jane Doe": a dash between a quotation and a name that ends the line."""
    text, inside = scene.text, scene.inside
    before = next((j for j in range(i - 1, max(-1, i - 4), -1) if text.tokens[j].pos != "PUNCT"), -1)
    line = text.article.text.find("\n", text.tokens[i].end)
    rest = [t for t in text.tokens[i + 1 : i + _SIGNATURE] if line < 0 or t.start < line]
    plain = all(t.pos not in {"VERB", "AUX"} and inside[t.i] < 0 for t in rest)
    named = bool(rest) and rest[0].pos == "PROPN" and len(rest) < _SIGNATURE - 1
    return before >= 0 and inside[before] >= 0 > inside[i] and named and plain


def _labels(scene: SpeechScene) -> dict[int, tuple[Entry, ...]]:
    """The last sign of a label in a talk, or of a question in an interview, says that somebody's words follow."""
    text, after = scene.text, [e for found in scene.lexicon.words[WordPlace.DASHES].values() for e in found]
    opening = tuple(e for e in after if Slot.AFTER in e.frame.content)
    ends = (text.between(b.start, b.end)[-1].i for b in text.article.blocks if b.is_label or b.turn is Turn.ASKED)
    return {i: opening for i in ends if scene.actors.actor(i) is not None}


def opener(scene: SpeechScene, i: int) -> int | None:
    """ "Ann Lee, a baker: …", "Poll: …": return the noun that opens a paragraph before a sign and can speak."""
    text = scene.text
    if text.turn(i) is not None:
        return i if scene.actors.actor(i) is not None else None
    number = text.sentence_of[i]
    first, before = text.sentences[number].first, text.sentences[max(0, number - 1)]
    inner = number > 0 and before.first < before.last and before.paragraph == text.sentences[number].paragraph
    words = text.tokens[first:i]
    if inner or not 0 < len(words) < _SIGNATURE or any(is_verb(t) or scene.inside[t.i] >= 0 for t in words):
        return None
    head = next((t.i for t in words if not first <= t.head < i or t.head == t.i), None)
    who = scene.actors.actor(head) if head is not None else None
    kind = scene.actors.entities[who].kind if who is not None else None
    outlet = kind is EntityKind.ORGANIZATION and any(t.text.lower() in scene.lexicon.outlets for t in words)
    opens = outlet or kind is EntityKind.PERSON or (head is not None and scene.lemma(head) in scene.lexicon.openers)
    return head if opens else None


def _after_quotation(scene: SpeechScene, i: int) -> bool:
    """ "said it was “…” and offered": joined by the parser to a verb inside the quotation."""
    token, inside = scene.text.tokens[i], scene.inside
    joined = token.dep == Rel.CONJUNCT and inside[i] < 0 <= inside[token.head]
    subject = child(scene.text, i, *SUBJECTS)
    if token.dep == Rel.CLAUSE and subject is not None and inside[i] < 0 <= inside[subject]:
        return scene.text.tokens[i - 1].dep == Rel.COORDINATOR  # "called that “a joke” and accused"
    return joined and subject is None


def _goes_on(scene: SpeechScene, i: int, entries: tuple[Entry, ...]) -> bool:
    """ "said the sum was too low and accused X of …": a thing accuses nobody, so the speaker goes on."""
    text, token = scene.text, scene.text.tokens[i]
    clause = text.tokens[token.head]
    bare = token.tag in _FINITE and child(text, i, Rel.AUXILIARY, Rel.PASSIVE, Rel.MARKER, *SUBJECTS) is None
    helped = token.tag == "VBG" and child(text, i, Rel.AUXILIARY) is not None
    if token.dep == Rel.CONJUNCT and token.tag == "VBG" and is_finite(text, clause.i) and not helped:
        return clause.tag != "VBG"  # "noting that Lee had lost but *warning* that …": no participle is joined to that
    did = {text.tokens[j].tag for j in with_dep(text, i, Rel.AUXILIARY)} == {"VBD"}
    if did and any(text.tokens[j].tag == "MD" for j in with_dep(text, clause.i, Rel.AUXILIARY)):
        bare = child(text, i, Rel.MARKER, *SUBJECTS) is None  # "said he *would* go but *did* not say when"
    if not bare or token.dep != Rel.CONJUNCT:
        return False
    other = clause.dep == Rel.RELATIVE and clause.tag in _FINITE - {token.tag}  # "bottles whose number *begins* with"
    if not is_verb(clause) or (other and is_verb(text.tokens[root_of(text, i)])):
        return True  # "praised it as frank and thanked Peru": no verb is joined to a word that is none
    if clause.dep == Rel.RELATIVE:  # "met the men who *had been hurt* | and admitted": of another time
        if root_of(text, i) > clause.head:
            return False
        return any(text.tokens[j].tag == "VBD" and scene.lemma(j) in text.grammar.have for j in text.children[clause.i])
    if clause.dep not in _CLAUSES:
        return False
    subject, helper = child(text, clause.i, *SUBJECTS), child(text, clause.i, Rel.AUXILIARY, Rel.PASSIVE)
    if clause.tag in _HELPED and helper is not None:
        # "denied that it *had fired* and accused": no finite verb is joined to one that its helper makes so; but "noted
        # that *Lee has* lied and called her"
        return text.tokens[helper].tag != "VBZ" or subject is None or text.tokens[subject].pos != "PROPN"
    own = child(text, subject, Rel.OWNER) if subject is not None and clause.head < clause.i else None
    if own is not None and text.tokens[own].tag == "PRP$" and any(Slot.QUOTE in e.frame.content for e in entries):
        return True  # "said its members were tired and demanded": the body does
    if subject is None or text.tokens[subject].pos not in _PLAIN or scene.actors.actor(subject) is not None:
        return False
    return clause.pos == "AUX"


def _pronoun(text: View, i: int) -> str:
    """Return the pronoun that is the subject of a clause, or nothing."""
    subject = child(text, i, *SUBJECTS)
    return text.tokens[subject].lemma if subject is not None and text.tokens[subject].tag == "PRP" else ""


def _shares_pronoun(text: View, i: int) -> bool:
    """ "said it was worried and called on …": a report of its own, with the pronoun of the clause before."""
    token = text.tokens[i]
    if token.dep != Rel.CONJUNCT or token.tag not in _FINITE or child(text, i, Rel.AUXILIARY, *SUBJECTS) is not None:
        return False
    clause = text.tokens[token.head]
    clause = text.tokens[clause.head] if clause.dep == Rel.PREDICATE else clause
    return clause.dep == Rel.CLAUSE and bool(_pronoun(text, clause.i))


def _stands_apart(text: View, i: int, entries: tuple[Entry, ...]) -> bool:
    """ "…, accusing X of …" after a clause: said by whoever said the clause, and no part of it."""
    token = text.tokens[i]
    aside = token.tag == "VBG" and token.dep in {Rel.ADVERB_CLAUSE, Rel.PARTICIPLE} and token.head < i
    if not aside or all(Flag.ACTORS in e.frame.flags for e in entries):
        return False
    return text.tokens[text.subtree(i)[0] - 1].text in {",", "—", "--", "–"}


def _tells_reaction(scene: SpeechScene, token: Token) -> bool:
    """ "said there would be no refunds, sparking an outcry", "…, citing costs": what came of saying it or what it is
    based on is no part of what was said."""
    text = scene.text
    if token.tag != "VBG" or text.tokens[token.i - 1].text != ",":
        return False
    if token.lemma in scene.lexicon.citing:  # but "reported, citing friends, that …"
        return not any(text.tokens[k].dep == Rel.MARKER for k in text.subtree(token.i))
    things = with_dep(text, token.i, Rel.OBJECT)[:1]
    provoked = bool(things) and token.lemma in scene.lexicon.provoking
    return provoked or any(scene.lemma(o) in scene.lexicon.reactions for o in things)


def says_something(scene: SpeechScene, head: int, frame: SpeechFrame) -> bool:
    """ "declined to comment", "asked not to be named" says nothing; "echoed the call" does, "echoed his father" not."""
    text, lemma = scene.text, scene.text.tokens[head].lemma
    refuses = frame.stance is Stance.REJECTS or (frame.stance is Stance.DEMANDS and is_passive(text, head))
    things = {scene.lemma(i) for i in with_dep(text, head, Rel.OBJECT)}
    mute = lemma in scene.lexicon.empty or not things.isdisjoint(scene.lexicon.empty_things)
    if refuses and mute and is_infinitive(text, head):
        return False
    if frame.stance is Stance.OFFERS and lemma in scene.lexicon.empty_things:
        return False  # "offered no evidence"
    return Flag.ANSWERS not in frame.flags or lemma in scene.lexicon.answers


def _tells_of_speaker(scene: SpeechScene, token: Token) -> bool:
    """ "said the roof leaked, *before she boarded a flight*", "…, though he did not elaborate": what the speaker does
    around it is told by the reporter."""
    text, told = scene.text, scene.text.tokens[token.head]
    if told.dep != Rel.CLAUSE or scene.inside[token.i] >= 0:
        return False
    first = text.subtree(token.i)[0]
    if first < told.i or text.tokens[first - 1].text != ",":
        return False
    who, opener = child(text, token.i, *SUBJECTS), text.tokens[first].text.lower()
    own = who is None or text.tokens[who].text.lower() in scene.lexicon.pronouns
    mute = scene.lemma(token.i) in scene.lexicon.empty and child(text, token.i, Rel.NEGATION) is not None
    return own and (opener in scene.lexicon.moments or (mute and opener in scene.lexicon.contrasts))


def _words_it(scene: SpeechScene, token: Token) -> bool:
    """ "wanted to “turn the clock back”, *as Lind put it*": whose words these are is no part of them."""
    text = scene.text
    marks = with_dep(text, token.i, Rel.MARKER)
    said = scene.lemma(token.i) in scene.lexicon.words[WordPlace.VERBS] and any(j < token.i for j in marks)
    return said and text.tokens[marks[0] - 1].text == "," and text.tokens[marks[0]].lemma in text.grammar.as_


def _adds_of_name(scene: SpeechScene, token: Token) -> bool:
    """ "urged Peru to free Lind, *who has fallen ill*.": what the reporter adds at the end of somebody or something."""
    text, below, whom = scene.text, scene.text.subtree(token.i), scene.text.tokens[token.head]
    named = whom.dep != Rel.APPOSITION and text.tokens[below[0] - 1].text in {",", "—", "–"}
    plain = text.tokens[below[0]].dep == Rel.DETERMINER and all(text.tokens[j].text != "," for j in below)
    told = token.dep == Rel.RELATIVE or (plain and whom.pos == "PROPN")
    ends = below[-1] + 1 < len(text.tokens) and text.tokens[below[-1] + 1].text == "."
    return named and told and ends and all(scene.inside[j] < 0 for j in below)


def _does_next(scene: SpeechScene, token: Token) -> bool:
    """ "wrote: “It is over,” *and left the hall*": joined by the parser to what stands in the quotation."""
    beside = scene.inside[token.i] < 0 <= scene.inside[token.head] and token.tag in _FINITE
    return beside and child(scene.text, token.i, *SUBJECTS) is None


def _takes_up(scene: SpeechScene, token: Token) -> bool:
    """ "said the nets were torn, *a claim* the firm disputes": a noun that takes up what is said is no part of it."""
    text, first = scene.text, scene.text.subtree(token.i)[0]
    the = {scene.lemma(j) for j in with_dep(text, token.i, Rel.DETERMINER)} & text.grammar.indefinite
    taken = scene.lemma(token.i) in scene.lexicon.answers and text.tokens[first - 1].text == ","
    return bool(the) and taken and child(text, token.i, Rel.RELATIVE) is not None and scene.inside[token.i] < 0


def _another_says(scene: SpeechScene, i: int, entries: tuple[Entry, ...]) -> bool:
    """ "…, while others said", "…, with officials saying": somebody else speaks."""
    text, token = scene.text, scene.text.tokens[i]
    above = text.tokens[token.head]
    marks = with_dep(text, i, Rel.MARKER, Rel.ADVERB) if token.dep == Rel.ADVERB_CLAUSE else []
    # "said A, while the union *hailed* B"
    aside = any(scene.lemma(j) in text.grammar.while_ and text.tokens[j - 1].text == "," for j in marks)
    tells = [e.frame for e in entries if aside or e.frame.telling is Telling.SPEECH]
    if child(text, i, *SUBJECTS) is None or not tells:
        return False
    if token.dep == Rel.PREP_CLAUSE:
        return above.lemma in text.grammar.beside
    if token.dep == Rel.CONJUNCT:  # not "said *she* hopes to win, but *she* knows that …", "says A and “we will go”"
        again = above.dep == Rel.CLAUSE and "" != _pronoun(text, i) == _pronoun(text, above.i)
        again |= opens_with(text, i, text.grammar.that)  # "said that A and *that* officials reported B"
        return is_verb(above) and not again and any(Slot.CLAUSE in frame.content for frame in tells)
    return any(scene.lemma(j) in scene.lexicon.contrasts for j in marks)
