"""From cues to reports: the frame that fits, whose words they are, and what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgbuild.extract.frames.conditions import hold
from kgbuild.extract.parse.grammar import Scope
from kgbuild.extract.parse.mood import is_conditional, is_negated, mood_in
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, is_verb, led_to, opens_with, with_dep
from kgbuild.extract.parse.verbs import (
    auxiliaries,
    by_whom,
    is_finite,
    is_passive,
    is_subjunctive,
    owners,
    speaker_of,
    word,
)
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.cues import Cues, opener, says_something
from kgbuild.extract.positions.scene import Content, CuePlace, SpeechScene, hanging_on, leads_to_time, trimmed
from kgbuild.extract.positions.slots import find_content
from kgbuild.extract.positions.vocabulary import Entry, Flag, Party, Slot, SpeechFrame, Telling, WordPlace
from kgbuild.model.facts import Factuality, Stance
from kgbuild.model.text import Token

ANSWERS = frozenset({Stance.REJECTS, Stance.SUPPORTS, Stance.DOUBTS})  # what may be said to what another said
_HELPED = frozenset({"VBN", "MD"})
_WHICH = frozenset({"WDT", "WP", "WP$"})


@dataclass(frozen=True, slots=True)
class SpeechReport:
    """A cue that found its frame: who speaks (a token), the content (none where only a quotation can be it).

    `slot` is where the frame found it. `quoted` cues stand inside a quotation; of these, `own` are the quoted speaker's
    own act ("we demand that"). What is `unreal` nobody has said yet ("would say that").
    """

    cue: int
    frame: SpeechFrame
    speaker: int | None
    content: Content | None
    negated: bool = False
    quoted: bool = False
    own: bool = False
    slot: str = ""
    unreal: bool = False

    @property
    def stance(self) -> Stance:
        """What the speaker does by it."""
        return (self.frame.negated if self.negated else None) or self.frame.stance


def find_reports(scene: SpeechScene, cues: Cues) -> Iterator[SpeechReport]:
    """Yield the reports of every cue whose frame finds content, or could find a quotation, in text order.

    A cue yields two where its content is two: "said that A and that B".
    """
    for i, entries in sorted(cues.entries.items()):
        reports = [r for entry in entries if (r := _try(scene, i, entry, cues)) is not None]
        told = [r for r in reports if r.content is not None]
        # "is expected to grow": a passive without an agent is left to the frames that ask for one
        passive = is_passive(scene.text, i)
        whose = (r for r in told if r.speaker is not None or Flag.PASSIVE in r.frame.flags or not passive)
        best = next(whose, next(iter(told or reports), None))
        if best is None:
            continue
        content, last = best.content, best.content.tokens[-1] if best.content is not None else i
        if scene.inside[last] < 0 and any(scene.inside[j] >= 0 for j in range(last + 1, i)):
            content = None  # A. "B," he said: the parser took A for what he said
        quoted = scene.inside[i] >= 0
        own = quoted and best.speaker is not None and scene.lemma(best.speaker) in scene.text.grammar.speaker_self
        unreal = not own and (_is_unreal(scene, i, cues) or _is_to_come(scene.text, best))
        best = replace(best, content=content, quoted=quoted, own=own, unreal=unreal)
        if quoted:
            yield best
            continue
        if best.content is None:
            best = replace(best, content=_unparsed(scene, best), slot=Slot.CLAUSE)
        yield from _split(scene.text, _around_cue(scene, best), cues)


def _around_cue(scene: SpeechScene, report: SpeechReport) -> SpeechReport:
    """ "There is a risk, Lee said, that it fails", "In the north, Lee said, it fails": both sides are what is said."""
    text, cue, content = scene.text, report.cue, report.content
    words = text.words(text.sentence(cue))
    who = text.subtree(report.speaker) if report.speaker is not None else (cue,)
    start, end = min(who[0], cue), max(who[-1], cue)
    before, rest = [t.i for t in words if t.i < start], [t for t in words if t.i > end]
    commas = len(before) > 1 < len(rest) and text.tokens[start - 1].text == rest[0].text == ","
    if content is None or report.slot != Slot.CLAUSE or not commas or any(scene.inside[t.i] >= 0 for t in words):
        return report
    led = rest[1].tag == "TO" or rest[1].lemma in text.grammar.that or rest[1].lemma in scene.lexicon.reasons
    more = before if content.tokens[0] > end else [t.i for t in rest if content.tokens[-1] < start and led]
    return replace(report, content=trimmed(text, content.head, sorted({*content.tokens, *more})))


def _unparsed(scene: SpeechScene, report: SpeechReport) -> Content | None:
    """ "said the deal would “end” the row", "told a meeting of envoys *that* …": the rest of the sentence where the
    parser hung the clause elsewhere."""
    text, cue = scene.text, report.cue
    sentence = text.sentence(cue)
    quoted = next((j for j in range(cue + 1, sentence.last) if scene.inside[j] >= 0), None)
    after = text.tokens[cue + 1 : quoted or sentence.last]
    if quoted is not None and Slot.CLAUSE not in report.frame.content:
        return None  # "judges *went* on strike, saying it was “…”"
    if quoted is not None:
        opens = [t.i for t in after if is_verb(t) and t.dep in {Rel.AUXILIARY, Rel.CLAUSE, Rel.ROOT}]
        below = bool(opens) and text.tokens[opens[0]].dep == Rel.ROOT and child(text, cue, Rel.MARKER) is not None
        that = next((t.i for t in after if t.dep == Rel.MARKER and t.lemma in text.grammar.that), cue + 1)
        told = {that: opens[0]} if opens and not below and text.tokens[quoted - 2].text not in {",", ":"} else {}
    else:
        told = _told_after(scene, report, after)
    after_cue = (trimmed(text, verb, list(range(k, sentence.last))) for k, verb in told.items())
    return next(after_cue, None if quoted is not None else _told_before(scene, report))


def _told_before(scene: SpeechScene, report: SpeechReport) -> Content | None:
    """ "Since prices fell, growers would lose, Lee said.": what stands before who said it, hung elsewhere."""
    text, cue, frame, who = scene.text, report.cue, report.frame, report.speaker
    first = text.sentence(cue).first
    says = Slot.CLAUSE in frame.content and frame.telling is Telling.SPEECH
    if not says or who is None or not first < who < cue or any(scene.inside[j] >= 0 for j in range(first, cue)):
        return None
    start = text.subtree(who)[0]
    told = child(text, cue, Rel.OBJECT) is None or Party.OBJECT in frame.audience
    told &= all(text.tokens[j].tag not in _WHICH for j in range(start, cue))  # "survivors, some of *whom* shouted"
    if not told or text.tokens[start - 1].text != ",":
        return None
    verbs = (j for j in range(first, start) if is_verb(text.tokens[j]) and is_finite(text, j))
    verbs = (j for j in verbs if text.tokens[j].tag not in _HELPED or child(text, j, *SUBJECTS))  # not "*asked* …, he"
    main = next((j for j in verbs if child(text, j, Rel.MARKER) is None and text.tokens[j].dep != Rel.RELATIVE), None)
    return None if main is None else trimmed(text, main, list(range(first, start)))


def _told_after(scene: SpeechScene, report: SpeechReport, after: Sequence[Token]) -> dict[int, int]:
    """Return where a clause begins that the main verb of a sentence without a quotation tells, with its verb."""
    text, cue, frame = scene.text, report.cue, report.frame
    mine = any(scene.inside[j] >= 0 for j in range(text.sentence(cue).first, cue))
    says = Slot.CLAUSE in frame.content and frame.telling is Telling.SPEECH and report.speaker is not None
    if mine or not says or text.tokens[cue].dep != Rel.ROOT:
        return {}
    that = {t.i: t.head for t in after if t.dep == Rel.MARKER and t.lemma in text.grammar.that}
    doing = child(text, cue, Rel.OPEN_CLAUSE)  # "said *cutting* costs was a must": a clause is its subject
    thing = child(text, cue, Rel.OBJECT)  # "said *the roof* | leaked after the storm", a participle to the parser
    bare = thing is not None and Slot.OBJECT not in frame.content and Party.OBJECT not in frame.audience
    done = next((j for j in with_dep(text, thing, Rel.PARTICIPLE) if j == thing + 1), None) if thing and bare else None
    if done is not None and text.tokens[done].tag == "VBN" and by_whom(text, done) is None and not that:
        new = after[0].lemma.lower() in text.grammar.indefinite  # "reported a man wanted in Peru"
        return {cue + 1: done} if not new and text.tokens[cue + 1].head == thing else {}
    if that or thing is not None or (doing is not None and text.tokens[doing].tag != "VBG"):
        return that
    own = (t.i for t in after if is_finite(text, t.i) and any(j > cue for j in with_dep(text, t.i, *SUBJECTS)))
    verb = next(own, None)
    below = verb is not None and cue < text.tokens[verb].head < verb and is_verb(text.tokens[text.tokens[verb].head])
    if below and child(text, text.tokens[verb or cue].head, *SUBJECTS) is None:
        return {}  # "hit back, *saying* it was late"
    aside = verb is None or child(text, verb, Rel.MARKER) is not None or after[0].pos == "PUNCT"
    aside |= verb is not None and text.tokens[verb].dep == Rel.RELATIVE  # "replied to a *man who said* so"
    return {} if verb is None or aside else {cue + 1: verb}


def _try(scene: SpeechScene, i: int, entry: Entry, cues: Cues) -> SpeechReport | None:
    text, frame = scene.text, entry.frame
    wrong_voice = Flag.ACTIVE if is_passive(text, i) else Flag.PASSIVE
    if wrong_voice in frame.flags or not _has_rest(scene, i, entry):
        return None
    aside = text.tokens[i].dep == Rel.ADVERB_CLAUSE and child(text, i, Rel.PASSIVE) is None
    if aside and Flag.PASSIVE in frame.flags and by_whom(text, i) is None:
        return None  # "*asked* if he would go, he said": nobody is known to have asked
    if frame.asks and not hold(frame, text, text.clause(i), cues.sight):
        return None
    content, slot = _content(scene, i, entry, cues)
    if content is None and Slot.QUOTE not in frame.content:
        return None
    if content is not None and not says_something(scene, content.head, frame):
        return None
    speaker = _outside(scene, i, _speaker(scene, i, cues, frame))
    if speaker is None and content is not None and content.head > i and is_verb(text.tokens[i]) and is_passive(text, i):
        speaker, content = _by_after(scene, content)
    return SpeechReport(i, frame, speaker, content, _is_denied(scene, i, frame), slot=slot)


def _outside(scene: SpeechScene, cue: int, speaker: int | None) -> int | None:
    """ "“…; a fence will do,” said *Lee*": nobody inside a quotation says it; who stands right after the cue does."""
    if speaker is None or scene.inside[cue] >= 0 or scene.inside[speaker] < 0:
        return speaker
    text = scene.text
    after = (j for j in text.children[cue] if text.tokens[j].pos in {"NOUN", "PROPN"} and text.subtree(j)[0] == cue + 1)
    return next(after, None)


def _is_denied(scene: SpeechScene, i: int, frame: SpeechFrame) -> bool:
    """ "expects no change" is an expectation, "wants no change" a refusal; what is not dropped stands."""
    above = _predicate_of(scene.text, i)
    denied = i if word(scene.text, above) in scene.lexicon.dropped else above
    said = any(scene.inside[j] >= 0 for j in with_dep(scene.text, denied, Rel.NEGATION, Rel.ADVERB))
    if said and scene.inside[i] < 0:
        return False  # "“Probably *not*,” he said": the parser takes the quotation's words for the cue's
    return is_negated(scene.text, denied, things=frame.stance is not Stance.EXPECTS)


def _by_after(scene: SpeechScene, content: Content) -> tuple[int | None, Content | None]:
    """ "accused of bribery | by Peru", "called a joke | by Lee": who the parser says did it accuses; not "by May"."""
    text = scene.text
    inner = child(text, content.head, Rel.PREP_OBJECT)
    who = by_whom(text, content.head if inner is None else inner)
    if who is None or scene.actors.actor(who) is None:
        return None, content
    below = set(text.subtree(text.tokens[who].head))
    return who, trimmed(text, content.head, [k for k in content.tokens if k not in below])


def _with_terms(scene: SpeechScene, i: int, content: Content) -> Content | None:
    """ "is willing to free the crew, provided the owner pays": the terms are a part of the offer."""
    text, terms = scene.text, scene.lexicon.terms
    hung = [k for p in (i, _predicate_of(text, i)) for k in text.children[p]]
    beside = {k for k in hung if k > content.tokens[-1] or text.tokens[k].dep == Rel.ADVERB_CLAUSE}
    for j in sorted(beside):
        token = text.tokens[j]
        marks = with_dep(text, j, Rel.MARKER, Rel.ADVERB, Rel.PREP_OBJECT)
        clause = token.dep in {Rel.ADVERB_CLAUSE, Rel.CONJUNCT} or child(text, j, Rel.PREP_CLAUSE, Rel.CLAUSE)
        bare = token.dep == Rel.PREPOSITION or not is_finite(text, j) or child(text, j, *SUBJECTS) is None
        if (clause and bare and scene.lemma(j) in terms) or any(scene.lemma(k) in terms for k in marks):
            return trimmed(text, content.head, sorted({*content.tokens, *text.subtree(j)}))
    return content


def _has_rest(scene: SpeechScene, i: int, entry: Entry) -> bool:
    """Say whether the other words of an entry hang on its first: "insisted on a vote", not "… on Friday that",
    "spoke *ahead* of it"."""
    text = scene.text
    if not entry.rest:
        return True
    after = [j for j in hanging_on(text, i) if j > i and not leads_to_time(text, j)]
    after = [j for j in after if text.tokens[text.tokens[j].head].text.lower() not in text.grammar.ahead]
    clauses = (j for j in after if text.tokens[j].dep == Rel.ADVERB_CLAUSE)
    marks = (k for j in clauses for k in with_dep(text, j, Rel.MARKER))
    led = (o for j in (i, *with_dep(text, i, Rel.OBJECT)) for o in led_to(text, j))  # "put | an offer | on the *table*"
    near = {scene.lemma(j) for j in (*after, *marks, *led)}
    return near.issuperset(entry.rest)


def _content(scene: SpeechScene, i: int, entry: Entry, cues: Cues) -> tuple[Content | None, str]:
    """Return what is said and the slot it stands in."""
    text, frame = scene.text, entry.frame
    links = with_dep(text, i, Rel.PREPOSITION)  # "in a statement", "on television": how it was said, and no part of it
    channels = {p for p in links for o in with_dep(text, p, Rel.PREP_OBJECT) if scene.lemma(o) in scene.lexicon.media}
    apart = (cues.aside | channels) - {i}
    place = CuePlace(text, i, apart, Slot.OBJECT in frame.content, entry.rest)
    wished = text.grammar.wished & set(entry.rest)  # "called *for* calm on both sides"
    for slot in sorted(frame.content, key=lambda s: s not in wished):
        content = find_content(place, slot)
        beside = slot == Slot.WHETHER and Party.OBJECT not in frame.audience and place.on(Rel.OBJECT)
        if beside and content is not None and text.tokens[content.head].dep == Rel.ADVERB_CLAUSE:
            continue  # "would back a bid *if it came*", "showed a gap *when it comes to pay*"
        if content is not None:
            return content if slot in {Slot.CLAUSE, Slot.HOST} else _with_terms(scene, i, content), slot
    for thing in place.on(Rel.OBJECT)[:1]:  # "opposed it" is kept only where it answers what was found before
        points = text.tokens[thing].tag == "PRP"
        points = points and (scene.lemma(thing) in text.grammar.it or scene.actors.actor(thing) is not None)
        if points and Slot.OBJECT in frame.content and frame.stance in ANSWERS:
            return Content(thing, (thing,)), Slot.OBJECT
    return None, ""


def _split(text: View, report: SpeechReport, cues: Cues) -> Iterator[SpeechReport]:
    """Part "that A and that B" into two reports; what only shares a subject stays together."""
    content = report.content
    joined = with_dep(text, content.head, Rel.CONJUNCT) if content is not None else []
    parts = [j for j in joined if content and j in content.tokens and opens_with(text, j, text.grammar.that)]
    if content is None or not parts:
        yield report
        return
    apart = cues.aside
    for head, rest in ((content.head, frozenset(parts)), *((j, frozenset[int]()) for j in parts)):
        part = CuePlace(text, report.cue, apart | rest).content(head)
        if part is not None:
            yield replace(report, content=part)


def _predicate_of(text: View, i: int) -> int:
    """An adjective or noun is negated at its copula or light verb."""
    token = text.tokens[i]
    return token.head if token.pos in {"ADJ", "NOUN"} and is_verb(text.tokens[token.head]) else i


def _is_unreal(scene: SpeechScene, i: int, cues: Cues) -> bool:
    """Say whether nobody has said it yet: "would say", "to say", "if he says"."""
    text, speech = scene.text, scene.lexicon
    verb = _predicate_of(text, i)
    if text.tokens[i].pos == "NOUN" and child(text, i, Rel.OWNER) and scene.lemma(verb) not in speech.light_verbs:
        return False  # "to press *their* demand"
    if text.tokens[verb].tag == "VB" and text.tokens[verb].dep == Rel.CONJUNCT and not auxiliaries(text, verb):
        verb = text.tokens[verb].head  # "refused to confirm or deny"
    if not speech.unreal.isdisjoint(auxiliaries(text, verb)):
        above = text.tokens[verb]
        if text.tokens[min(verb + 1, len(text.tokens) - 1)].text in speech.only:
            return False  # "would confirm only that"
        wrote = above.dep in {Rel.ADVERB_CLAUSE, Rel.OPEN_CLAUSE} and above.tag == "VB"  # "wrote to urge"
        went = above.dep == Rel.OPEN_CLAUSE and text.tokens[above.head].lemma in speech.realized
        went &= speech.unreal.isdisjoint(auxiliaries(text, above.head))  # "*may* go on to say"
        went = went and not (above.head in text.clauses and scene.lemma(above.head) in text.grammar.be)  # "is to blame"
        return not (went or (wrote and word(text, above.head) in speech.writing))
    if is_subjunctive(text, verb) or is_conditional(text, verb, speech.conditions):
        return True  # "demanded that she explain why", "if he says"
    return _only_named(text, verb, cues)


def _is_to_come(text: View, report: SpeechReport) -> bool:
    """ "will say next week whether it pays": so far nobody has said so or not."""
    helpers = (mood_in(text, Scope.HELPER, word) for word in auxiliaries(text, report.cue))
    first = report.content.tokens[0] if report.content is not None else report.cue
    asks = text.tokens[first].lemma.lower() in text.grammar.asking
    return asks and any(mood is Factuality.PLANNED for mood in helpers)


def _only_named(text: View, verb: int, cues: Cues) -> bool:
    """ "denied supporting", "warned against expecting", "without agreeing": nobody supports, expects, agrees."""
    token, link = text.tokens[verb], text.tokens[text.tokens[verb].head]
    if token.tag != "VBG" or child(text, verb, *SUBJECTS) is not None:
        return False
    if token.dep != Rel.PREP_CLAUSE:
        return token.dep == Rel.OPEN_CLAUSE and link.i in cues.entries
    in_cue = link.lemma not in text.grammar.manner and link.head in cues.entries
    return in_cue or link.lemma.lower() in text.grammar.negations


def _speaker(scene: SpeechScene, i: int, cues: Cues, frame: SpeechFrame) -> int | None:
    text, token = scene.text, scene.text.tokens[i]
    if Flag.OUTLET in frame.flags:
        return None
    if Slot.HOST in frame.content:
        return scene.source_behind(i)
    if Slot.AFTER in frame.content:
        return opener(scene, i)
    if token.text in scene.lexicon.words[WordPlace.DASHES]:
        first = text.tokens[i + 1]  # of the name after a dash
        return first.head if first.head > i and text.tokens[first.head].pos == "PROPN" else first.i
    if Slot.RECEIVED in frame.content:
        by = led_to(text, i, text.grammar.of) if frame.stance is Stance.SUPPORTS else []
        return next(iter([*owners(text, i), *by]), None)
    if token.pos == "NOUN" and i not in text.clauses:
        return _voiced(scene, i)
    says = {Slot.QUOTE, Slot.CLAUSE}.issubset(frame.content)
    if token.dep == Rel.PARTICIPLE and token.tag == "VBN" and says and by_whom(text, i) is None:
        return token.head  # "the chief, Ann Lee, posted: “…”" read as a participle
    if token.dep == Rel.PARTICIPLE and token.tag == "VBG":
        signed = _signed(scene, i)
        if signed is not None or text.tokens[token.head].dep == Rel.PREP_OBJECT:
            return signed  # "a suit in a court seeking …": the parser cannot tell who seeks
    above = cues.above(scene, i) if i in cues.apart else None
    who = speaker_of(text, i if above is None else above)
    used = who is not None and token.dep == Rel.OPEN_CLAUSE and scene.lemma(who) in scene.lexicon.media
    return speaker_of(text, token.head) if used else who  # "used the *speech* to attack it"


def _voiced(scene: SpeechScene, i: int) -> int | None:
    """ "its demand", "made a demand", "doubts were raised by Lee", "praise came from Lee": who is behind a noun."""
    text, token, own = scene.text, scene.text.tokens[i], owners(scene.text, i)
    verb = text.tokens[token.head]
    made = token.dep in {Rel.OBJECT, Rel.PASSIVE_SUBJECT} and verb.lemma in scene.lexicon.light_verbs
    if own and not (made and text.tokens[own[0]].tag == "PRP$"):  # "Lind repeated *his* offer": Lind's
        return own[0]
    over = text.tokens[verb.head]
    if token.dep == Rel.PREP_OBJECT and verb.lemma in text.grammar.placed and over.pos == "VERB":
        return None if child(text, i, Rel.DETERMINER) else speaker_of(text, over.i)  # "blocked the road in protest at"
    came = token.dep == Rel.SUBJECT and verb.lemma in text.grammar.coming
    told = token.dep == Rel.ATTRIBUTE and verb.lemma in text.grammar.be  # "there was praise for the crew | from Lee"
    below = text.subtree(i) if told else [verb.i] if came else []
    source = (o for j in below for o in led_to(text, j, text.grammar.source) if scene.actors.actor(o) is not None)
    return speaker_of(text, verb.i) if made else next(source, None)


def _signed(scene: SpeechScene, i: int) -> int | None:
    """ "signed a petition urging …", "a letter signed by (or from) nurses urging …": those who signed it urge."""
    text, thing = scene.text, scene.text.tokens[scene.text.tokens[i].head]
    link = text.tokens[thing.head]
    verb = text.tokens[link.head] if thing.dep == Rel.PREP_OBJECT else link
    paper = text.tokens[verb.head] if link.dep == Rel.AGENT and verb.lemma in scene.lexicon.light_verbs else verb
    if link.lemma in text.grammar.by | text.grammar.source and scene.lemma(paper.i) in scene.lexicon.media:
        return thing.i
    held = thing.dep in {Rel.OBJECT, Rel.PREP_OBJECT} and verb.lemma in scene.lexicon.light_verbs
    return speaker_of(text, verb.i) if held and scene.lemma(thing.i) in scene.lexicon.media else None
