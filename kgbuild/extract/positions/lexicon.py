"""The sections `speech` and `issues` of the lexicon files, read into `SpeechLexicon`."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.errors import ConfigError, gathered
from kgbuild.extract.calibration import read_calibration
from kgbuild.extract.issues import load_issues
from kgbuild.extract.positions.pattern_lexicon import read_pattern
from kgbuild.extract.positions.vocabulary import (
    Entry,
    Frame,
    Party,
    Pattern,
    Phrase,
    Reading,
    Slot,
    SpeechLexicon,
    Target,
    Telling,
)
from kgbuild.lexicon import Lexicon
from kgbuild.model.facts import Assertion, Stance
from kgbuild.problems import Problem, near_miss
from kgbuild.yamlio import Node

_FRAME_KEYS = (
    "act", "stance", "voice", "verbs", "nouns", "adjectives", "prepositions", "adverbs", "dashes", "content", "target",
    "audience", "negated", "assertion", "flags", "confidence",
)  # fmt: skip
_FLAGS = ("denies", "actors", "passive", "active", "outlet", "answers", "things", "hearsay", "bare")
_READING_KEYS = ("stance", "of", "modal", "without", "words", "opens", "subject", "target", "flags")
_READING_FLAGS = ("question", "negative", "subjunctive")
_SUBJECTS = ("other", "self", "thing")
_WORD_LISTS = (
    "media", "light_verbs", "unreal", "negations", "sequence", "terms", "contrasts", "conditions", "realized", "empty",
    "pointers", "speaking", "hearers", "outlets", "citing", "dropped",
    "reactions", "people",
)  # fmt: skip
_KEYS = ("frames", "readings", "patterns", "answers", *_WORD_LISTS)
_PARTS = ("verbs", "nouns", "adjectives", "prepositions", "adverbs", "dashes")


def load_speech(lexicon: Lexicon) -> SpeechLexicon:
    """Read the sections `speech` and `issues`. Raises `ConfigError` with every mistake, each at file and line."""
    problems: list[Problem] = []
    prepositions = _prepositions(lexicon)
    entries: dict[str, dict[str, list[Entry]]] = {part: {} for part in _PARTS}
    readings: list[Reading] = []
    patterns: list[Pattern] = []
    words: dict[str, set[str]] = {name: set() for name in _WORD_LISTS}
    answers: dict[str, tuple[Stance, ...]] = {}
    for section in lexicon.section("speech"):
        found = section.want_map(problems, known=_KEYS)
        for node in found["frames"].want_list(problems) if "frames" in found else ():
            _add_frame(node, entries, prepositions, problems)
        rules = found["readings"].want_list(problems) if "readings" in found else ()
        readings = [*(_reading(node, prepositions, problems) for node in rules), *readings]  # a user's rules go first
        shapes = found["patterns"].want_list(problems) if "patterns" in found else ()
        made = (read_pattern(node, problems) for node in shapes)
        patterns = [*(p for p in made if p is not None), *patterns]
        for name in _WORD_LISTS:
            words[name].update(found[name].want_texts(problems) if name in found else ())
        for noun, node in (found["answers"].want_map(problems) if "answers" in found else {}).items():
            answers[noun] = _stances(node, problems)
    issues = gathered(lambda: load_issues(lexicon), problems)
    calibration = read_calibration(lexicon, "positions", problems)
    if problems or issues is None:
        raise ConfigError(problems)
    tables = {part: _longest_first(entries[part]) for part in _PARTS}
    sets = {name: frozenset(found) for name, found in words.items()}
    return SpeechLexicon(
        tables["verbs"], tables["nouns"], tables["adjectives"], tables["prepositions"], tables["adverbs"],
        tables["dashes"], tuple(readings), tuple(patterns), answers=answers, issues=issues,
        calibration=calibration, **sets,
    )  # fmt: skip


def _longest_first(entries: Mapping[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    """Of two entries for one word the longer goes first, then the one of the later file (a user's), then in order."""
    ranked = {}
    for word, found in entries.items():
        files = list(dict.fromkeys(e.frame.where.file for e in found))
        ranked[word] = tuple(sorted(found, key=lambda e: (-len(e.rest), -files.index(e.frame.where.file))))
    return ranked


def _prepositions(lexicon: Lexicon) -> tuple[str, ...]:
    """Return the prepositions of the section `grammar`, whose mistakes are told where it is read."""
    sections = [node.want_map([]) for node in lexicon.section("grammar")]
    return tuple(w for found in sections if "prepositions" in found for w in found["prepositions"].want_texts([]))


def _add_frame(
    node: Node, entries: dict[str, dict[str, list[Entry]]], prepositions: tuple[str, ...], problems: list[Problem]
) -> None:
    found = node.want_map(problems, known=_FRAME_KEYS, needed=("act", "stance", "content"))
    frame = _frame(node, found, prepositions, problems)
    if frame is None:
        return
    if not any(part in found for part in _PARTS):
        problems.append(
            Problem(node.where, "a frame without words", "add verbs:, nouns:, adjectives:, prepositions: or adverbs:")
        )
    for part in _PARTS:
        for text in found[part].want_texts(problems) if part in found else ():
            phrase = tuple(text.lower().split())
            if phrase:
                entries[part].setdefault(phrase[0], []).append(Entry(phrase[1:], frame))


def _frame(
    node: Node, found: Mapping[str, Node], prepositions: tuple[str, ...], problems: list[Problem]
) -> Frame | None:
    if not {"act", "stance", "content"} <= found.keys():
        return None
    flags = _flags(found, _FLAGS, problems)
    stance = _stances(found["stance"], problems)
    negated = _stances(found["negated"], problems) if "negated" in found else ()
    voice = found["voice"].want_choice(problems, tuple(Telling)) if "voice" in found else Telling.SPEECH
    content = _places(found.get("content"), (*Slot, *prepositions), problems)
    target = _places(found.get("target"), (*Party, *prepositions), problems)
    audience = _places(found.get("audience"), (*Party, *prepositions), problems)
    assertion = found["assertion"].want_choice(problems, tuple(Assertion)) if "assertion" in found else ""
    if not stance:
        return None
    return Frame(
        found["act"].want_text(problems),
        stance[0],
        node.where,
        content,
        Telling(voice) if voice in tuple(Telling) else Telling.SPEECH,
        target,
        audience,
        negated[0] if negated else None,
        assertion=Assertion(assertion) if assertion in tuple(Assertion) else Assertion.REPORTED,
        confidence=_share(found.get("confidence"), problems),
        **{flag: flag in flags for flag in _FLAGS},
    )


def _places(node: Node | None, named: tuple[str, ...], problems: list[Problem]) -> tuple[str, ...]:
    if node is None:
        return ()
    for item in node.want_list(problems):
        if item.want_text(problems) not in named:
            what = f"`{item.text}` is neither a slot nor a preposition"
            problems.append(Problem(item.where, what, near_miss(item.text, named)))
    return node.want_texts([])


def _share(node: Node | None, problems: list[Problem]) -> float | None:
    if node is None:
        return None
    try:
        value = float(node.want_text(problems))
    except ValueError:
        value = -1.0
    if not 0 < value <= 1:
        problems.append(Problem(node.where, f"`{node.text}` is not a confidence", "write a number between 0 and 1"))
        return 0.9
    return value


def _choices(node: Node | None, known: tuple[str, ...], problems: list[Problem]) -> tuple[str, ...]:
    return tuple(i.want_choice(problems, known) for i in node.want_list(problems)) if node is not None else ()


def _flags(found: Mapping[str, Node], known: tuple[str, ...], problems: list[Problem]) -> set[str]:
    return set(_choices(found.get("flags"), known, problems))


def _stances(node: Node, problems: list[Problem]) -> tuple[Stance, ...]:
    names = [item.want_choice(problems, tuple(Stance)) for item in node.want_list(problems)]
    return tuple(Stance(name) for name in names if name in tuple(Stance))


def _phrases(node: Node | None, problems: list[Problem]) -> tuple[Phrase, ...]:
    return tuple(tuple(t.lower().split()) for t in node.want_texts(problems)) if node is not None else ()


def _reading(node: Node, prepositions: tuple[str, ...], problems: list[Problem]) -> Reading:
    found = node.want_map(problems, known=_READING_KEYS, needed=("stance",))
    flags = _flags(found, _READING_FLAGS, problems)
    stance = _stances(found["stance"], problems) if "stance" in found else ()
    of = _stances(found["of"], problems) if "of" in found else (Stance.SAYS,)
    return Reading(
        stance[0] if stance else Stance.SAYS,
        node.where,
        of,
        found["modal"].want_texts(problems) if "modal" in found else (),
        _phrases(found.get("words"), problems),
        _phrases(found.get("opens"), problems),
        _choices(found.get("subject"), _SUBJECTS, problems),
        without=found["without"].want_texts(problems) if "without" in found else (),
        target=_places(found.get("target"), (*Target, *prepositions), problems),
        **{flag: flag in flags for flag in _READING_FLAGS},
    )
