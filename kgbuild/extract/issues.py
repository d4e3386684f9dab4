"""The issue scheme of the lexicon: what positions and meetings are about, and the words that name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgbuild.errors import ConfigError
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.view import View
from kgbuild.lexicon import Lexicon
from kgbuild.model.text import Token
from kgbuild.problems import Problem
from kgbuild.schema import NAME, PHRASES, TEXT, entries, key, place, read_section, told_unless

Phrase = tuple[str, ...]
Forms = tuple[str, str]  # a token's lemma and the token as it stands, in small letters

OTHER = "other"  # the issue of what fits no other; its phrases name nothing ("under a cloud")
_NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Issue:
    """A concept of the scheme, with the words that name it."""

    id: str = key(TEXT, "its name in data (plain, lower case, for good)", needed=True)
    label: str = key(TEXT, "what readers see", needed=True)
    broader: str = key(NAME, "the issue it is a part of")
    mediatopic: str = key(TEXT, "the number of the IPTC Media Topic it matches")
    words: tuple[Phrase, ...] = key(PHRASES, "words and phrases that name it")
    nouns: tuple[Phrase, ...] = key(PHRASES, "those that count as nouns only (“a *patient*”)")
    verbs: tuple[Phrase, ...] = key(PHRASES, "those that count as verbs only")
    adjectives: tuple[Phrase, ...] = key(PHRASES, "those that count as adjectives only")
    weak: tuple[Phrase, ...] = key(
        PHRASES, "nouns and phrases of several meanings: they count where no other word names an issue"
    )
    weak_adjectives: tuple[Phrase, ...] = key(PHRASES, "adjectives of several meanings")
    weak_verbs: tuple[Phrase, ...] = key(PHRASES, "verbs of several meanings")
    doubtful: tuple[Phrase, ...] = key(
        PHRASES, "words and phrases that count only in company: where the article names the issue by other words, too"
    )
    where: str = place()

    def named_by(self) -> Iterator[tuple[str, IssueWord]]:
        """Yield the first word of each phrase with the rest of it."""
        parts = (
            (self.words, frozenset[str](), False, True),
            (self.nouns, _NOUNS, False, True),
            (self.verbs, frozenset({"VERB", "AUX"}), False, True),
            (self.adjectives, frozenset({"ADJ"}), False, True),
            (self.weak, _NOUNS, True, True),
            (self.weak_adjectives, frozenset({"ADJ", "ADV"}), True, True),
            (self.weak_verbs, frozenset({"VERB"}), True, True),
            (self.doubtful, frozenset[str](), True, False),
        )
        for phrases, counts_as, weak, alone in parts:
            for first, *rest in phrases:
                classes = frozenset() if weak and rest else counts_as
                yield first, IssueWord(tuple(rest), self.id, classes, weak, alone)


@dataclass(frozen=True, slots=True)
class IssueWord:
    """A word or phrase that names `issue`: the words after its first, the parts of speech of the first (none: any).
    `weak` ones have other meanings, too: they count only where no other word of the text names an issue, and those not
    `alone` only in company."""

    rest: tuple[str, ...]
    issue: str
    parts: frozenset[str]
    weak: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens that name issues; those of `alone` also without company."""

    tokens: tuple[int, ...]
    issues: tuple[str, ...]
    alone: tuple[str, ...]
    weak: bool


@dataclass(frozen=True, slots=True)
class IssueScheme:
    """All issues by id, and the words that name them by their first word, longest first."""

    issues: Mapping[str, Issue]
    words: Mapping[str, tuple[IssueWord, ...]]

    def named(self, text: View, tokens: Sequence[int]) -> Iterator[Named]:
        """Yield what names an issue among these tokens, in text order; a word belongs to one phrase only."""
        words, end = self.words, 0
        forms = [(text.tokens[i].lemma.lower(), text.tokens[i].text.lower()) for i in tokens]
        for k, (lemma, form) in enumerate(forms):
            if k < end or not (lemma in words or form in words):
                continue
            known = words.get(lemma, ())
            if form != lemma and form in words:
                known = (*known, *words[form])
            found = _longest(text, tokens, forms, k, known)
            if found is not None:
                end = k + len(found.tokens)
                if found.issues != (OTHER,):
                    yield found


NO_ISSUES = IssueScheme({}, {})
ISSUES = entries(Issue)


def _longest(
    text: View, tokens: Sequence[int], forms: Sequence[Forms], k: int, known: Iterable[IssueWord]
) -> Named | None:
    token, most, found = text.tokens[tokens[k]], 0, list[IssueWord]()
    after = forms[k + 1] if k + 1 < len(forms) else ()
    for word in known:
        length = len(word.rest) + 1
        if length < most or (word.rest and word.rest[0] not in after):
            continue
        said = zip(word.rest, forms[k + 1 :], strict=False)
        if length > 2 and (k + length > len(forms) or any(w not in form for w, form in said)):
            continue
        if not _fits(token, word) or (length == 1 and _in_name(text, token)):
            continue
        found = [*found, word] if length == most else [word]
        most = length
    if not found:
        return None
    meant = [w for w in found if not w.weak] or found
    issues, alone = dict.fromkeys(w.issue for w in meant), dict.fromkeys(w.issue for w in meant if w.alone)
    return Named(tuple(tokens[k : k + most]), tuple(issues), tuple(alone), meant[0].weak)


def _fits(token: Token, word: IssueWord) -> bool:
    return not word.parts or token.pos in word.parts or ("ADJ" in word.parts and token.dep == Rel.ADJECTIVE)


def _in_name(text: View, token: Token) -> bool:
    """ "March" is no march, "European Union" no union, "Judge Bishop" no bishop."""
    if token.entity in {"DATE", "TIME", "PERSON"}:
        return True
    beside = [t for t in text.tokens[max(0, token.i - 1) : token.i + 2] if t.i != token.i]
    return token.pos == "PROPN" and any(t.pos == "PROPN" and t.entity == token.entity != "" for t in beside)


def load_issues(lexicon: Lexicon) -> IssueScheme:
    """Read the section `issues`; an issue given again gets more words and may name another broader one. Raises
    `ConfigError` with every mistake, each at file and line."""
    problems: list[Problem] = []
    found: Sequence[Issue] = read_section(ISSUES, lexicon.section("issues"), problems)
    issues: dict[str, Issue] = {}
    words: dict[str, set[IssueWord]] = {}
    for issue in sorted(found, key=lambda i: lexicon.rank(i.where)):
        old = issues.get(issue.id, issue)
        broader, topic = issue.broader or old.broader, issue.mediatopic or old.mediatopic
        issues[issue.id] = replace(issue, broader=broader, mediatopic=topic)
        for first, word in issue.named_by():
            words.setdefault(first, set()).add(word)
    above = [issue.broader for issue in issues.values() if issue.broader]
    told_unless(issues, above, "unknown broader issue `{}`", problems)
    if problems:
        raise ConfigError(problems)
    issues = {name: replace(i, broader=str(i.broader)) for name, i in issues.items()}  # its place goes into no fact
    order = {name: n for n, name in enumerate(issues)}  # of two meanings the one of the issue that stands first

    def rank(word: IssueWord) -> tuple[int, tuple[str, ...], int, bool, bool, tuple[str, ...]]:
        return -len(word.rest), word.rest, order[word.issue], word.weak, not word.alone, tuple(sorted(word.parts))

    return IssueScheme(issues, {first: tuple(sorted(named, key=rank)) for first, named in words.items()})
