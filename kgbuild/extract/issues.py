"""The issue scheme of the lexicon: what positions and meetings are about, and the words that name it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.errors import ConfigError
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.view import View
from kgbuild.lexicon import Lexicon
from kgbuild.model.text import Token
from kgbuild.problems import Location, Problem, near_miss
from kgbuild.yamlio import Node

_PARTS = {  # key of an entry -> parts of speech its words count as (none: any)
    "words": frozenset[str](),
    "nouns": frozenset({"NOUN", "PROPN"}),
    "verbs": frozenset({"VERB", "AUX"}),
    "adjectives": frozenset({"ADJ"}),
    "weak": frozenset({"NOUN", "PROPN", "ADJ"}),
}
_KEYS = ("id", "label", "broader", "mediatopic", *_PARTS)


@dataclass(frozen=True, slots=True)
class Issue:
    """A concept of the scheme. `mediatopic` is the number of the IPTC media topic it matches, or empty."""

    id: str
    label: str
    broader: str
    mediatopic: str
    where: Location


@dataclass(frozen=True, slots=True)
class IssueWord:
    """A word or phrase that names `issue`: the words after its first, the parts of speech of the first (none: any).
    `weak` ones count only where no other word of the text names an issue."""

    rest: tuple[str, ...]
    issue: str
    parts: frozenset[str]
    weak: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens that name issues."""

    tokens: tuple[int, ...]
    issues: tuple[str, ...]
    weak: bool


@dataclass(frozen=True, slots=True)
class IssueScheme:
    """All issues by id, and the words that name them by their first word, longest first."""

    issues: Mapping[str, Issue]
    words: Mapping[str, tuple[IssueWord, ...]]

    def named(self, text: View, tokens: Sequence[int]) -> Iterator[Named]:
        """Yield what names an issue among these tokens, in text order; a word belongs to one phrase only."""
        k = 0
        while k < len(tokens):
            found = self._longest(text, tokens, k)
            if found is not None:
                yield found
            k += len(found.tokens) if found is not None else 1

    def _longest(self, text: View, tokens: Sequence[int], k: int) -> Named | None:
        token = text.tokens[tokens[k]]
        best, size, found = -1, 0, list[IssueWord]()
        for first in dict.fromkeys((token.lemma.lower(), token.text.lower())):
            for word in self.words.get(first, ()):
                length = len(word.rest) + 1
                if length < best or not _goes_on(text, tokens[k + 1 : k + length], word.rest):
                    continue
                if not _fits(token, word) or (length == 1 and _in_name(text, token)):
                    continue
                found = [*found, word] if length == best else [word]
                best = size = length
        if not found:
            return None
        strong = [w for w in found if not w.weak] or found
        issues = tuple(dict.fromkeys(w.issue for w in strong))
        return Named(tuple(tokens[k : k + size]), issues, strong[0].weak)


NO_ISSUES = IssueScheme({}, {})


def _goes_on(text: View, tokens: Sequence[int], rest: Sequence[str]) -> bool:
    words = [text.tokens[i] for i in tokens]
    return len(words) == len(rest) and all(
        w in {t.lemma.lower(), t.text.lower()} for t, w in zip(words, rest, strict=True)
    )


def _fits(token: Token, word: IssueWord) -> bool:
    return not word.parts or token.pos in word.parts or ("ADJ" in word.parts and token.dep == Rel.ADJECTIVE)


def _in_name(text: View, token: Token) -> bool:
    """ "March" is no march, "European Union" no union, "Judge Bishop" no bishop."""
    if token.entity in {"DATE", "TIME", "PERSON"}:
        return True
    beside = [t for t in text.tokens[max(0, token.i - 1) : token.i + 2] if t.i != token.i]
    return token.pos == "PROPN" and any(t.pos == "PROPN" and t.entity == token.entity != "" for t in beside)


def load_issues(lexicon: Lexicon) -> IssueScheme:
    """Read the section `issues`. Raises `ConfigError` with every mistake, each at file and line."""
    problems: list[Problem] = []
    issues: dict[str, Issue] = {}
    words: dict[str, list[IssueWord]] = {}
    for node in (item for section in lexicon.section("issues") for item in section.want_list(problems)):
        keys = node.want_map(problems, known=_KEYS, needed=("id", "label"))
        if {"id", "label"} <= keys.keys():
            _add(node, keys, issues, words, problems)
    for issue in issues.values():
        if issue.broader and issue.broader not in issues:
            what = f"issue `{issue.id}` has the unknown broader issue `{issue.broader}`"
            problems.append(Problem(issue.where, what, near_miss(issue.broader, issues)))
    if problems:
        raise ConfigError(problems)
    ranked = {first: sorted(set(found), key=_rank) for first, found in words.items()}
    return IssueScheme(issues, {first: tuple(found) for first, found in ranked.items()})


def _rank(word: IssueWord) -> tuple[int, tuple[str, ...], str, bool, tuple[str, ...]]:
    return -len(word.rest), word.rest, word.issue, word.weak, tuple(sorted(word.parts))


def _add(
    node: Node,
    keys: Mapping[str, Node],
    issues: dict[str, Issue],
    words: dict[str, list[IssueWord]],
    problems: list[Problem],
) -> None:
    """Take one entry in; a second one of the same id adds its words and may name another broader issue."""
    name, label = keys["id"].want_text(problems), keys["label"].want_text(problems)
    old = issues.get(name)
    texts = {k: keys[k].want_text(problems) if k in keys else "" for k in ("broader", "mediatopic")}
    broader = texts["broader"] or (old.broader if old is not None else "")
    topic = texts["mediatopic"] or (old.mediatopic if old is not None else "")
    issues[name] = Issue(name, label, broader, topic, node.where)
    for part, counts_as in _PARTS.items():
        for phrase in keys[part].want_texts(problems) if part in keys else ():
            first, *rest = phrase.lower().split() or [""]
            if first:
                words.setdefault(first, []).append(IssueWord(tuple(rest), name, counts_as, part == "weak"))
