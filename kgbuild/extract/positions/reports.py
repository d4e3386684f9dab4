"""From cues to reports: the frame that fits, whose words they are, and what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgbuild.extract.frames.conditions import hold
from kgbuild.extract.parse.polarity import is_conditional, is_negated
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, dependents, is_verb, root_of
from kgbuild.extract.parse.verbs import (
    auxiliaries,
    by_whom,
    inverted_subject,
    is_finite,
    is_infinitive,
    is_passive,
    speaker_of,
    stray_subject,
    subject_of,
    trailing_speaker,
)
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.answers import ANSWERS
from kgbuild.extract.positions.content import Content, trimmed
from kgbuild.extract.positions.cues import Cues
from kgbuild.extract.positions.lexicon import SpeechLexicon
from kgbuild.extract.positions.patterns import Found, NodeName, Pattern, pattern_matches
from kgbuild.extract.positions.slots import CuePlace, find_content
from kgbuild.extract.positions.vocabulary import Entry, Flag, Slot, SpeechFrame, Telling
from kgbuild.model.facts import Stance

PATTERN = "pattern"  # the slot of what a pattern names


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
    targets: tuple[int, ...] = ()  # tokens that a pattern names as targets


def find_reports(text: View, cues: Cues, inside: Sequence[int], speech: SpeechLexicon) -> Iterator[SpeechReport]:
    """Yield the reports of every cue whose frame finds content, or could find a quotation, in text order.

    A cue yields two where its content is two: "said that A and that B".
    """
    matches = pattern_matches(text, speech.patterns)
    for i in sorted(cues.entries.keys() | matches.keys()):
        tried = [_try(text, i, entry, cues, speech) for entry in cues.entries.get(i, ()) if i not in matches]
        tried += [_matched(text, i, *matches[i], cues, speech)] if i in matches else []
        reports = [r for r in tried if r is not None]
        best = next((r for r in reports if r.content is not None), reports[0] if reports else None)
        if best is None:
            continue
        quoted = inside[i] >= 0
        if best.content is not None and _quotation_between(best.content, i, inside):
            best = replace(best, content=None)
        if best.content is None and not quoted:
            best = replace(best, content=_unparsed(text, i, inside), slot=Slot.CLAUSE)
        own = (
            quoted and best.speaker is not None and text.tokens[best.speaker].lemma.lower() in text.grammar.speaker_self
        )
        if not own and _is_unreal(text, i, cues, speech):
            best = replace(best, unreal=True)
        if quoted:
            yield replace(best, quoted=True, own=own)
        else:
            yield from _split(text, best, cues)
            yield from _with_its_thing(text, best, inside)


def _with_its_thing(text: View, report: SpeechReport, inside: Sequence[int]) -> Iterator[SpeechReport]:
    """ "welcomed the plan: “It will work.”": the plan, beside what is said of it."""
    content, frame = report.content, report.frame
    if (
        content is None
        or report.slot != Slot.CLAUSE
        or inside[content.tokens[0]] < 0
        or Slot.OBJECT not in frame.content
    ):
        return
    thing = find_content(CuePlace(text, report.cue), Slot.OBJECT)
    if thing is not None and thing.head != report.speaker and thing.tokens[-1] < content.tokens[0]:
        yield replace(report, content=trimmed(text, thing.head, text.subtree(thing.head)), slot=Slot.OBJECT)


def _quotation_between(content: Content, cue: int, inside: Sequence[int]) -> bool:
    """A. "B," he said: the parser took A for what he said."""
    last = content.tokens[-1]
    return last < cue and inside[last] < 0 and any(inside[j] >= 0 for j in range(last + 1, cue))


def _unparsed(text: View, cue: int, inside: Sequence[int]) -> Content | None:
    """said the deal would “end” the row: words before and after a quotation where the parser saw no clause."""
    last = text.sentences[text.sentence_of[cue]].last
    quoted = next((j for j in range(cue + 1, last) if inside[j] >= 0), None)
    if quoted is None:
        return None
    between = [t for t in text.tokens[cue + 1 : quoted] if t.pos != "PUNCT"]
    verbs = [t.i for t in between if is_verb(t) and t.dep in {Rel.AUXILIARY, Rel.CLAUSE, Rel.ROOT}]
    if not verbs or text.tokens[quoted - 2].text in {",", ":"}:
        return None
    return trimmed(text, verbs[0], list(range(cue + 1, last)))


def _try(text: View, i: int, entry: Entry, cues: Cues, speech: SpeechLexicon) -> SpeechReport | None:
    frame = entry.frame
    wrong_voice = (Flag.PASSIVE in frame.flags or Flag.ACTIVE in frame.flags) and (
        Flag.ACTIVE in frame.flags
    ) is is_passive(text, i)
    if wrong_voice or not _has_rest(text, i, entry.rest, Flag.BARE in frame.flags):
        return None
    if frame.asks and not hold(frame, text, text.clause(i), cues.sight):
        return None
    content, slot = _content(text, i, entry, (cues.apart | cues.others | _channels(text, i, speech)) - {i})
    saying = Slot.QUOTE in frame.content and frame.telling is Telling.SPEECH
    trailing = trailing_speaker(text, i) if saying and Slot.CLAUSE in frame.content else None
    if trailing is not None and is_finite(text, root_of(text, i)):
        return SpeechReport(i, frame, trailing, CuePlace(text, trailing).content(root_of(text, i)), slot=Slot.CLAUSE)
    stray = stray_subject(text, i) if saying and Slot.CLAUSE in frame.content else None
    told = next((j for j in text.children[i] if text.tokens[j].dep == Rel.CLAUSE and j < i), None)
    if stray is not None and told is not None:
        before = [k for k in text.subtree(told) if k < min(text.subtree(stray))]
        return SpeechReport(i, frame, stray, trimmed(text, told, before), slot=Slot.CLAUSE)
    inverted = inverted_subject(text, i) if Slot.QUOTE in frame.content else None
    if inverted is not None:
        place, above = CuePlace(text, i, cues.apart | cues.others), text.tokens[i].head
        content = find_content(place, Slot.CLAUSE) or (place.content(above) if above < i else None)
        return SpeechReport(i, frame, inverted, content, slot=Slot.CLAUSE)
    content = _with_terms(text, i, content, speech) if slot not in {Slot.CLAUSE, Slot.HOST} else content
    if content is not None and not _says_something(text, content.head, frame, speech):
        return None
    if content is None and Slot.QUOTE not in frame.content:
        return None
    foresees = frame.stance is Stance.EXPECTS  # "expects no change" is an expectation, "wants no change" a refusal
    above = _predicate_of(text, i)
    above = i if text.tokens[above].lemma.lower() in speech.dropped else above  # what is not dropped stands
    negated = is_negated(text, above, things=not foresees)
    speaker = _speaker(text, i, cues, frame, speech)
    behind = content is not None and content.head > i and slot not in {Slot.CLAUSE, Slot.QUOTE}
    if speaker is None and content is not None and behind and is_passive(text, i):
        speaker, content = _by_after(text, content)
    return SpeechReport(i, frame, speaker, content, negated, slot=slot)


def _by_after(text: View, content: Content) -> tuple[int | None, Content | None]:
    """ "accused of bribery | by Peru": whom the parser takes to have done the thing accuses."""
    who = by_whom(text, content.head)
    if who is None:
        return None, content
    left = next(j for j in text.children[content.head] if who in text.children[j])
    below = set(text.subtree(left))
    return who, trimmed(text, content.head, [k for k in content.tokens if k not in below])


def _with_terms(text: View, i: int, content: Content | None, speech: SpeechLexicon) -> Content | None:
    """ "is willing to free the crew, provided the owner pays": the terms are a part of the offer."""
    if content is None:
        return None
    places = {i, _predicate_of(text, i)}
    for j in sorted(k for p in places for k in text.children[p] if k > content.tokens[-1]):
        token = text.tokens[j]
        marks = [k for k in text.children[j] if text.tokens[k].dep in {Rel.MARKER, Rel.ADVERB, Rel.PREP_OBJECT}]
        clause = token.dep == Rel.ADVERB_CLAUSE or child(text, j, Rel.PREP_CLAUSE, Rel.CLAUSE) is not None
        bare = token.dep == Rel.PREPOSITION or not is_finite(text, j)
        own = (clause or token.dep == Rel.CONJUNCT) and token.lemma.lower() in speech.terms and bare
        if own or any(text.tokens[k].lemma.lower() in speech.terms for k in marks):
            return trimmed(text, content.head, [*content.tokens, *text.subtree(j)])
    return content


def _matched(
    text: View, i: int, pattern: Pattern, nodes: Found, cues: Cues, speech: SpeechLexicon
) -> SpeechReport | None:
    """Make a report of a pattern; a speaker it does not name is the subject, as in a frame."""
    frame = pattern.frame
    heads = [j for name, j in nodes.items() if name.startswith(NodeName.CONTENT)]
    content = CuePlace(text, i, (cues.apart | cues.others) - {i, *heads}).content(*heads) if heads else None
    if heads and content is None:
        return None
    negated = is_negated(text, _predicate_of(text, i))
    speaker = nodes[NodeName.SPEAKER] if NodeName.SPEAKER in nodes else _speaker(text, i, cues, frame, speech)
    targets = tuple(j for name, j in nodes.items() if name.startswith(NodeName.TARGET))
    return SpeechReport(i, frame, speaker, content, negated, slot=PATTERN, targets=targets)


def _says_something(text: View, head: int, frame: SpeechFrame, speech: SpeechLexicon) -> bool:
    """ "declined to comment", "asked not to be named" says nothing; "echoed the call" does, "echoed his father" not."""
    lemma = text.tokens[head].lemma
    refuses = frame.stance is Stance.REJECTS or (frame.stance is Stance.DEMANDS and is_passive(text, head))
    if refuses and lemma in speech.empty and is_infinitive(text, head):
        return False
    return Flag.ANSWERS not in frame.flags or lemma in speech.answers


def _has_rest(text: View, i: int, rest: Sequence[str], bare: bool) -> bool:
    if bare and child(text, i, Rel.OBJECT) is not None:
        return False
    if not rest:
        return True
    after = [j for j in dependents(text, i) if j > i]
    after += [
        k
        for j in after
        if text.tokens[j].dep == Rel.ADVERB_CLAUSE
        for k in text.children[j]
        if text.tokens[k].dep == Rel.MARKER
    ]
    near = {text.tokens[j].lemma.lower() for j in after}
    return all(word in near for word in rest)


def _channels(text: View, i: int, speech: SpeechLexicon) -> frozenset[int]:
    """ "in a statement", "on television": how it was said, and no part of it."""
    found = set()
    for j in text.children[i]:
        inner = child(text, j, Rel.PREP_OBJECT) if text.tokens[j].dep == Rel.PREPOSITION else None
        if inner is not None and text.tokens[inner].lemma.lower() in speech.media:
            found.add(j)
    return frozenset(found)


def _content(text: View, i: int, entry: Entry, apart: frozenset[int]) -> tuple[Content | None, str]:
    """Return what is said and the slot it stands in."""
    frame = entry.frame
    governors = [i]
    if text.tokens[i].dep == Rel.PREP_CLAUSE and is_passive(text, text.tokens[text.tokens[i].head].head):
        governors.append(text.tokens[text.tokens[i].head].head)  # "X, he was quoted as saying": X hangs on "quoted"
    for governor in governors:
        place = CuePlace(text, governor, apart, Slot.OBJECT in frame.content, entry.rest)
        for slot in frame.content:
            content = find_content(place, slot)
            if content is not None:
                return content, slot
    thing = child(text, i, Rel.OBJECT)
    if thing is not None and Slot.OBJECT in frame.content and frame.stance in ANSWERS:
        token = text.tokens[thing]  # "opposed it" is kept only where it answers what was found before
        points = token.tag == "PRP" and token.lemma.lower() in text.grammar.it
        return (Content(thing, (thing,)) if points else None), Slot.OBJECT
    return None, ""


def _split(text: View, report: SpeechReport, cues: Cues) -> Iterator[SpeechReport]:
    """Part "that A and that B" into two reports; what only shares a subject stays together."""
    content = report.content
    if content is None:
        yield report
        return
    parts = [
        j
        for j in text.children[content.head]
        if text.tokens[j].dep == Rel.CONJUNCT
        and j in content.tokens
        and any(
            text.tokens[k].dep == Rel.MARKER and text.tokens[k].lemma in text.grammar.that for k in text.children[j]
        )
    ]
    if not parts:
        yield report
        return
    first = CuePlace(text, report.cue, cues.apart | cues.others | frozenset(parts)).content(content.head)
    for made in (first, *(CuePlace(text, report.cue, cues.apart | cues.others).content(j) for j in parts)):
        if made is not None:
            yield replace(report, content=made)


def _predicate_of(text: View, i: int) -> int:
    """An adjective or noun is negated at its copula or light verb."""
    token = text.tokens[i]
    return token.head if token.pos in {"ADJ", "NOUN"} and is_verb(text.tokens[token.head]) else i


def _is_unreal(text: View, i: int, cues: Cues, speech: SpeechLexicon) -> bool:
    """Say whether nobody has said it yet: "would say", "to say", "if he says"."""
    verb = _predicate_of(text, i)
    if not is_verb(text.tokens[verb]):
        return False
    if text.tokens[verb].tag == "VB" and text.tokens[verb].dep == Rel.CONJUNCT and not auxiliaries(text, verb):
        verb = text.tokens[verb].head  # "refused to confirm or deny"
    if any(word in speech.unreal for word in auxiliaries(text, verb)):
        above = text.tokens[verb]
        return not (above.dep == Rel.OPEN_CLAUSE and text.tokens[above.head].lemma in speech.realized)
    return is_conditional(text, verb, speech.conditions) or _only_named(text, verb, cues)


def _only_named(text: View, verb: int, cues: Cues) -> bool:
    """ "denied supporting", "warned against expecting", "without agreeing": nobody supports, expects, agrees."""
    token = text.tokens[verb]
    if token.tag != "VBG" or child(text, verb, *SUBJECTS) is not None:
        return False
    if token.dep == Rel.OPEN_CLAUSE:
        return token.head in cues.entries
    link = text.tokens[token.head]
    if token.dep == Rel.PREP_CLAUSE and link.lemma.lower() in text.grammar.negations:
        return True
    return token.dep == Rel.PREP_CLAUSE and link.lemma not in text.grammar.manner and link.head in cues.entries


def _speaker(text: View, i: int, cues: Cues, frame: SpeechFrame, speech: SpeechLexicon) -> int | None:
    token = text.tokens[i]
    if Flag.OUTLET in frame.flags:
        return None
    if Slot.HOST in frame.content:
        return _governed(text, i)
    if token.text in speech.dashes:
        return _signed_by(text, i)
    if token.pos == "NOUN":
        return _owner(text, i, speech)
    if token.pos == "ADJ":
        return subject_of(text, i)
    if Flag.PASSIVE in frame.flags:
        return by_whom(text, i)
    says = {Slot.QUOTE, Slot.CLAUSE}.issubset(frame.content)
    if token.dep == Rel.PARTICIPLE and token.tag == "VBN" and says and by_whom(text, i) is None:
        return token.head  # "the chief, Ann Lee, posted: “…”" read as a participle
    signed = _signed(text, i, speech)
    if signed is not None:
        return signed
    if token.dep == Rel.PARTICIPLE and token.tag == "VBG" and text.tokens[token.head].dep == Rel.PREP_OBJECT:
        return None  # "a suit in a court seeking …": the parser cannot tell who seeks
    above = cues.above(text, i) if i in cues.apart else None
    return speaker_of(text, i if above is None else above)


def _signed(text: View, i: int, speech: SpeechLexicon) -> int | None:
    """ "signed a petition urging …", "put their names to a letter calling for": those who signed it urge."""
    token = text.tokens[i]
    thing = text.tokens[token.head]
    carries = token.dep == Rel.PARTICIPLE and token.tag == "VBG" and thing.lemma.lower() in speech.media
    verb = text.tokens[text.tokens[thing.head].head if thing.dep == Rel.PREP_OBJECT else thing.head]
    held = thing.dep in {Rel.OBJECT, Rel.PREP_OBJECT} and verb.lemma in speech.light_verbs
    return speaker_of(text, verb.i) if carries and held else None


def _signed_by(text: View, dash: int) -> int:
    """Return the head of the name after a dash."""
    i = dash + 1
    while text.tokens[i].head > i and text.tokens[text.tokens[i].head].pos == "PROPN":
        i = text.tokens[i].head
    return i


def _governed(text: View, i: int) -> int | None:
    """ "according to the bank": the noun at the end of the phrase."""
    for j in text.children[i]:
        if text.tokens[j].dep == Rel.PREP_OBJECT:
            return j
        if text.tokens[j].dep == Rel.PREPOSITION:
            return child(text, j, Rel.PREP_OBJECT)
    return None


def _owner(text: View, i: int, speech: SpeechLexicon) -> int | None:
    """Whose demand: "its demand", "a demand by", or the subject of "made a demand"."""
    own = child(text, i, Rel.OWNER)
    if own is not None:
        return own
    for j in text.children[i]:
        if (
            text.tokens[j].dep in {Rel.PREPOSITION, Rel.AGENT}
            and text.tokens[j].lemma in text.grammar.by | text.grammar.source
        ):
            return child(text, j, Rel.PREP_OBJECT)
    token = text.tokens[i]
    if token.dep == Rel.OBJECT and text.tokens[token.head].lemma in speech.light_verbs:
        return speaker_of(text, token.head)
    return None
