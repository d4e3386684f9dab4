"""The section `speech` of the lexicon files, with the issues and the confidence of positions: frames of speech, and
readings of what is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kgbuild.errors import ConfigError, gathered
from kgbuild.extract.calibration import Calibration, read_calibration
from kgbuild.extract.frames.conditions import KINDS, Conditions
from kgbuild.extract.issues import NO_ISSUES, IssueScheme, load_issues
from kgbuild.extract.parse.grammar import Grammar
from kgbuild.lexicon import Lexicon
from kgbuild.model.facts import Assertion, Stance
from kgbuild.problems import Problem
from kgbuild.schema import (
    NAMES,
    PHRASES,
    SHARE,
    TEXT,
    WORDS,
    checked,
    entries,
    entry,
    key,
    listed,
    member,
    members,
    place,
    read_all,
    table,
    told_unless,
)

Phrase = tuple[str, ...]  # lower-case lemmas


class Slot(StrEnum):
    """Where a frame finds its content, by grammar; any other word in `content` is a preposition."""

    QUOTE = "quote"  # a quotation beside the cue
    CLAUSE = "clause"  # (that) he will leave
    WHETHER = "whether"  # whether, if, how, why he left
    INF = "inf"  # to leave
    GERUND = "gerund"  # leaving
    OBJECT = "object"  # the plan
    OBJECT_INF = "object inf"  # him to leave
    OBJECT_AS = "object as"  # the plan as unfair
    PREDICATE = "predicate"  # the plan unfair
    SUBJECT_INF = "subject inf"  # he (is expected) to leave
    INCLUDING = "including"  # (its demands,) which include a truce
    RECEIVED = "received"  # the plan (drew criticism from them)
    WHOLE = "whole"  # a deal is likely to fail
    HOST = "host"  # the clause that "according to" stands in
    AFTER = "after"  # the rest of a line that a name and a sign open ("Lee: The dam is old")


class Party(StrEnum):
    """Where a frame finds targets and audience; any other word is a preposition."""

    OBJECT = "object"
    CONTENT_SUBJECT = "content subject"
    CONTENT_OWNER = "content owner"  # whose plan, demand or offer it is


class TargetPlace(StrEnum):
    """Whom the wording of a content makes a target; any other word is a preposition in the content."""

    SUBJECT = "subject"  # the subject of its main clause, and of a passive who does it
    OBJECT = "object"  # what its main verb is done to
    AFTER = "after"  # the actor after the words that matched
    CONDITION = "condition"  # the subject of its "if" clause: who would bring it about


class Telling(StrEnum):
    """Whether a frame reports an act of speech or states a standing position in the reporter's own words."""

    SPEECH = "speech"
    REPORTER = "reporter"


class Flag(StrEnum):
    """What else must hold of a frame's word, or is meant by it."""

    DENIES = "denies"  # the content is said not to be so
    ACTORS = "actors"  # only with a speaker who is known
    PASSIVE = "passive"  # only as a passive
    ACTIVE = "active"  # never as one
    OUTLET = "outlet"  # the outlet's own judgement: no speaker
    ANSWERS = "answers"  # only where the content names an earlier position ("that call")
    THINGS = "things"  # only where the content is no person
    TELLS = "tells"  # what the object names is so by the speaker's word alone ("reported the arrest")
    HEARSAY = "hearsay"  # no position, only not the reporter's own word ("reportedly")


@dataclass(frozen=True, slots=True)
class SpeechFrame(Conditions):
    """What some words do: the first of the places in `content` where something is said counts."""

    act: str = key(TEXT, "names it", needed=True)
    stance: Stance = key(member(Stance, Stance.SAYS), "what the speaker does by it", needed=True)
    content: tuple[str, ...] = key(NAMES, "where what is said may stand: slots, and prepositions", needed=True)
    telling: Telling = key(
        member(Telling, Telling.SPEECH), "an act of speech, or a position in the reporter's words", name="voice"
    )
    verbs: tuple[Phrase, ...] = key(PHRASES, "lemmas; `call for` is call with “for”")
    nouns: tuple[Phrase, ...] = key(PHRASES, "lemmas")
    adjectives: tuple[Phrase, ...] = key(PHRASES, "lemmas")
    prepositions: tuple[Phrase, ...] = key(PHRASES, "lemmas")
    adverbs: tuple[Phrase, ...] = key(PHRASES, "lemmas")
    dashes: tuple[Phrase, ...] = key(PHRASES, "signs between a quotation and the name under it")
    target: tuple[str, ...] = key(NAMES, "against or of whom: parties, and prepositions")
    audience: tuple[str, ...] = key(NAMES, "to whom")
    negated: Stance | None = key(member(Stance), "the stance of the negated word; without it that says nothing")
    assertion: Assertion = key(
        member(Assertion, Assertion.REPORTED), "what the speaker does with the words, where it is more than reporting"
    )
    flags: tuple[Flag, ...] = key(members(Flag), "what else must hold, or is meant")
    confidence: float | None = key(SHARE, "how sure it is, where not as measured of its like", default=None)
    where: str = place()


class WordPlace(StrEnum):
    """Where a frame has its words."""

    VERBS = "verbs"
    NOUNS = "nouns"
    ADJECTIVES = "adjectives"
    PREPOSITIONS = "prepositions"
    ADVERBS = "adverbs"
    DASHES = "dashes"


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of a frame: the words after its first (`call for` -> `("for",)`), and the frame."""

    rest: Phrase
    frame: SpeechFrame


class Subject(StrEnum):
    """What the subject of a content is to its speaker."""

    SELF = "self"
    OTHER = "other"  # another actor
    THING = "thing"  # anything else


class ContentShape(StrEnum):
    """What form a content has."""

    QUESTION = "question"
    NEGATIVE = "negative"
    SUBJUNCTIVE = "subjunctive"  # "insisted that he leave"


@dataclass(frozen=True, slots=True)
class Sharpening:
    """A rule that gives plain content a sharper stance where all that is given holds."""

    stance: Stance = key(member(Stance, Stance.SAYS), "what the speaker does by such words", needed=True)
    of: tuple[Stance, ...] = key(members(Stance), "the stance of the frame", default=(Stance.SAYS,))
    modal: frozenset[str] = key(WORDS, "one of these is an auxiliary of the content's main verb")
    without: frozenset[str] = key(WORDS, "none of these is one")
    words: tuple[Phrase, ...] = key(PHRASES, "one of these stands in the content, as lemmas")
    opens: tuple[Phrase, ...] = key(PHRASES, "it opens with one of these")
    subject: tuple[Subject, ...] = key(members(Subject), "what the subject of its main clause is to the speaker")
    target: tuple[str, ...] = key(NAMES, "against whom: places in the content, and prepositions")
    flags: tuple[ContentShape, ...] = key(members(ContentShape), "what form it has")
    where: str = place()


_UNKNOWN = "`{}` is neither a slot nor a preposition"
Words = frozenset[str]
Entries = Mapping[str, tuple[Entry, ...]]  # by the first word of each


def _wordless(frame: SpeechFrame) -> str:
    return "" if any(getattr(frame, part) for part in WordPlace) else "a frame without words"


_FRAMES = listed(checked(entry(SpeechFrame), _wordless, "add verbs:, nouns:, adjectives:, prepositions: or adverbs:"))


@dataclass(frozen=True, slots=True)
class SpeechLexicon:
    """The section `speech`, and its frames by word for look-up in the token loop."""

    frames: tuple[SpeechFrame, ...] = key(_FRAMES, "words that report what someone says, wants or rejects")
    readings: tuple[Sharpening, ...] = key(
        entries(Sharpening), "what gives plain content a sharper stance; the first counts"
    )
    answers: Mapping[str, tuple[Stance, ...]] = key(
        table(members(Stance)), "nouns that point to something said before, with the stances they may mean"
    )
    media: Words = key(WORDS, "through what something is said")
    papers: Words = key(WORDS, "in what something stands that whoever made it says (“*data* from the bank”)")
    seizing: Words = key(
        WORDS, "verbs for coming by papers that only hold what is told (“statements *seized* by police”)"
    )
    getting: Words = key(WORDS, "verbs for coming by what others said (“a letter *obtained* by the paper”)")
    bidding: Words = key(WORDS, "verbs after which a bare verb is demanded (“insisted that she *resign*”)")
    wished_well: Words = key(WORDS, "what one worries about for whose it is (“concern over her *health*”)")
    dropped: Words = key(WORDS, "verbs of giving up a demand or an offer")
    deeds: Words = key(WORDS, "what is demanded of whose it would be (“demanded his *resignation*”)")
    reactions: Words = key(WORDS, "what something causes (“*drew* an outcry”)")
    doers: Words = key(WORDS, "nouns for people who may speak though nothing else is known of them")
    people: Words = key(WORDS, "nouns for people, whom to question is no doubt")
    light_verbs: Words = key(WORDS, "verbs that say no more than their object (“*made* a demand”)")
    unreal: Words = key(WORDS, "auxiliaries under which nobody has said it yet")
    terms: Words = key(WORDS, "words that set a condition")
    sequence: Words = key(WORDS, "words for what comes after what was just said")
    contrasts: Words = key(WORDS, "words that open what others say")
    provoking: Words = key(WORDS, "verbs that say what came of what was said")
    reasons: Words = key(WORDS, "words that open the reason or the condition of what is said")
    moments: Words = key(WORDS, "words that open what the speaker does beside saying it")
    conditions: Words = key(WORDS, "words that open a clause that may not hold")
    realized: Words = key(WORDS, "verbs whose infinitive took place (“*went* on to say”)")
    only: Words = key(WORDS, "after an auxiliary and its verb: so much was said (“would say *only* that”)")
    writing: Words = key(WORDS, "verbs whose purpose is said (“*wrote* to urge restraint”)")
    empty: Words = key(WORDS, "verbs that say nothing when refused (“declined to *comment*”)")
    empty_things: Words = key(
        WORDS, "what who says nothing does not give or take (“offered no *evidence*”, “declined to take *questions*”)"
    )
    judging: Words = key(WORDS, "what follows a pronoun that is the object (“rejected it *as* absurd”)")
    judged: tuple[Phrase, ...] = key(
        PHRASES, "how a judgement of what another just said begins (“*that was* blackmail”)"
    )
    pointers: Words = key(WORDS, "words that only point")
    meaning: Words = key(WORDS, "verbs that say whom a pronoun in a quotation means (“… he said, *referring* to Lind”)")
    speaking: Words = key(WORDS, "verbs of speaking to somebody")
    hearers: Words = key(WORDS, "words in names of those who only listen")
    houses: Words = key(WORDS, "the same of houses, which may be spoken to: “*you* are closing a lifeline”")
    sides: Words = key(WORDS, "nouns for those who act for what follows “of” (“the *army* of Peru”)")
    benefiting: Words = key(WORDS, "words that lead to whom something is offered")
    firms: Words = key(WORDS, "nouns for a firm named before (“the *company*”)")
    called: Mapping[str, Words] = key(
        table(WORDS), "nouns for members, with the words in names of the bodies they may be (“the *rebels*”)"
    )
    not_firms: Words = key(WORDS, "words in names of bodies that are no firms")
    pronouns: Mapping[str, Words] = key(
        table(KINDS), "pronouns that may stand for who spoke just before, by the kinds of actor they stand for"
    )
    openers: Words = key(WORDS, "nouns that may open a paragraph before what they say: “Poll: …”")
    letters: Words = key(WORDS, "media that are made for one hearer or reader")
    accounts: Words = key(WORDS, "nouns for what somebody says or thinks: “in the bank's *account*” is the bank's word")
    citing: Words = key(WORDS, "verbs by which an outlet names its source")
    outlets: Words = key(WORDS, "words in names of outlets and agencies")
    written_short: Mapping[str, str] = key(table(TEXT), "auxiliaries cut short, with the whole ones")
    endings: Mapping[str, str] = key(
        table(TEXT), "endings of verb forms by their tag, which a wrong lemma may have lost (“hoped” of “hop”)"
    )
    words: Mapping[WordPlace, Entries] = field(default_factory=dict)  # by the part of a frame where they stand
    calibration: Calibration = field(default_factory=Calibration)
    issues: IssueScheme = NO_ISSUES


def load_speech(lexicon: Lexicon) -> SpeechLexicon:
    """Read the sections `speech`, `issues` and `confidence`. Raises `ConfigError` with every mistake at its line."""
    problems: list[Problem] = []
    made = read_all(SpeechLexicon, lexicon.section("speech"), problems)
    # mistakes of the section `grammar` are told where it is read
    _check_places(made, sorted(read_all(Grammar, lexicon.section("grammar"), []).prepositions), problems)
    issues = gathered(lambda: load_issues(lexicon), problems)
    calibration = read_calibration(lexicon, "positions", problems)
    if problems or issues is None:
        raise ConfigError(problems)
    words = {part: _by_word(made.frames, part, lexicon) for part in WordPlace}
    return replace(made, calibration=calibration, issues=issues, words=words)


def speaking_verbs(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """Return the verbs of all frames, and those by which somebody is asked to do something, or accused of it; what is
    wrong with them `load_speech` tells."""
    frames = read_all(SpeechLexicon, lexicon.section("speech"), []).frames
    asks = [f for f in frames if Slot.OBJECT_INF in f.content and f.stance is not Stance.EXPECTS]
    asks += [f for f in frames if f.stance is Stance.ACCUSES]
    heard, asked = (frozenset(phrase[0] for f in some for phrase in f.verbs) for some in (frames, asks))
    return heard, asked


def _check_places(made: SpeechLexicon, prepositions: Sequence[str], problems: list[Problem]) -> None:
    for frame in made.frames:
        told_unless((*Slot, *prepositions), frame.content, _UNKNOWN, problems)
        told_unless((*Party, *prepositions), (*frame.target, *frame.audience), _UNKNOWN, problems)
    for reading in made.readings:
        told_unless((*TargetPlace, *prepositions), reading.target, _UNKNOWN, problems)


def _by_word(frames: Sequence[SpeechFrame], part: str, lexicon: Lexicon) -> dict[str, tuple[Entry, ...]]:
    """Of two entries for one word the longer goes first, then a user's, then that with conditions, then in order."""
    found: dict[str, list[Entry]] = {}
    for frame in frames:
        for first, *rest in getattr(frame, part):
            found.setdefault(first, []).append(Entry(tuple(rest), frame))
    for listing in found.values():
        listing.sort(key=lambda e: (-len(e.rest), not lexicon.rank(e.frame.where)[0], not e.frame.asks))
    return {word: tuple(listing) for word, listing in found.items()}
