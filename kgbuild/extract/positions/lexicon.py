"""The section `speech` of the lexicon files, with the issues and the confidence of positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgbuild.errors import ConfigError, gathered
from kgbuild.extract.calibration import Calibration, read_calibration
from kgbuild.extract.frames.conditions import KINDS
from kgbuild.extract.issues import NO_ISSUES, IssueScheme, load_issues
from kgbuild.extract.parse.grammar import Grammar
from kgbuild.extract.positions.vocabulary import (
    Entry,
    Party,
    Phrase,
    Sharpening,
    Slot,
    SpeechFrame,
    TargetPlace,
    WordPlace,
)
from kgbuild.lexicon import Lexicon
from kgbuild.model.facts import Stance
from kgbuild.problems import Problem
from kgbuild.schema import (
    PHRASES,
    TEXT,
    WORDS,
    checked,
    entries,
    entry,
    key,
    listed,
    members,
    read_all,
    table,
    told_unless,
)

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
    dropped: Words = key(WORDS, "verbs of giving up a demand or an offer")
    deeds: Words = key(WORDS, "what is demanded of whose it would be (“demanded his *resignation*”)")
    reactions: Words = key(WORDS, "what something causes (“*drew* an outcry”)")
    people: Words = key(WORDS, "nouns for people, whom to question is no doubt")
    light_verbs: Words = key(WORDS, "verbs that say no more than their object (“*made* a demand”)")
    unreal: Words = key(WORDS, "auxiliaries under which nobody has said it yet")
    terms: Words = key(WORDS, "words that set a condition")
    sequence: Words = key(WORDS, "words for what comes after what was just said")
    contrasts: Words = key(WORDS, "words that open what others say")
    conditions: Words = key(WORDS, "words that open a clause that may not hold")
    realized: Words = key(WORDS, "verbs whose infinitive took place (“*went* on to say”)")
    only: Words = key(WORDS, "after an auxiliary and its verb: so much was said (“would say *only* that”)")
    writing: Words = key(WORDS, "verbs whose purpose is said (“*wrote* to urge restraint”)")
    empty: Words = key(WORDS, "verbs that say nothing when refused (“declined to *comment*”)")
    judging: Words = key(WORDS, "what follows a pronoun that is the object (“rejected it *as* absurd”)")
    judged: tuple[Phrase, ...] = key(
        PHRASES, "how a judgement of what another just said begins (“*that was* blackmail”)"
    )
    pointers: Words = key(WORDS, "words that only point")
    speaking: Words = key(WORDS, "verbs of speaking to somebody")
    hearers: Words = key(WORDS, "words in names of those who only listen")
    sides: Words = key(WORDS, "nouns for those who act for what follows “of” (“the *army* of Peru”)")
    benefiting: Words = key(WORDS, "words that lead to whom something is offered")
    firms: Words = key(WORDS, "nouns for a firm named before (“the *company*”)")
    called: Mapping[str, Words] = key(
        table(WORDS), "nouns for members, with the words in names of the bodies they may be (“the *rebels*”)"
    )
    of_two: Words = key(WORDS, "before a noun for sides: two who stand against each other (“*both* sides”)")
    not_firms: Words = key(WORDS, "words in names of bodies that are no firms")
    pronouns: Mapping[str, Words] = key(
        table(KINDS), "pronouns that may stand for who spoke just before, by the kinds of actor they stand for"
    )
    openers: Words = key(WORDS, "nouns that may open a paragraph before what they say: “Poll: …”")
    letters: Words = key(WORDS, "media that are made for one hearer or reader")
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
    """Read the sections `speech`, `issues` and `confidence`. Raises `ConfigError` with every mistake, each at file and
    line."""
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


def speaking_verbs(lexicon: Lexicon) -> frozenset[str]:
    """Return the verbs of all frames; what is wrong with them `load_speech` tells."""
    frames = read_all(SpeechLexicon, lexicon.section("speech"), []).frames
    return frozenset(phrase[0] for frame in frames for phrase in frame.verbs)


def asking_verbs(lexicon: Lexicon) -> frozenset[str]:
    """Return the verbs by which somebody is asked to do something, or accused of it."""
    frames = read_all(SpeechLexicon, lexicon.section("speech"), []).frames
    asking = (f for f in frames if Slot.OBJECT_INF in f.content or f.stance is Stance.ACCUSES)
    return frozenset(phrase[0] for frame in asking for phrase in frame.verbs)


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
