"""Which positions report one act of speaking: a table of comparisons, each with what it asks for and the reason kept.

Outlets quote a part, put a remark into their own words, or call an accusation what another calls a statement. Numbers,
days, negations and names that differ tell two remarks apart whatever else they share.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kgbuild.identifiers import digest
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, Entity, PositionFact, Stance
from kgbuild.model.resolved import Utterance
from kgbuild.resolve.nameless import is_nameless
from kgbuild.resolve.partition import Link, Partition
from kgbuild.resolve.words import IdentityWords

_WORD = re.compile(r"\w+")
_ENOUGH_WORDS = 3  # shorter quotations ("difficult") are said by many on many days
_ALIKE = 0.8
_ENOUGH_CONTENT = 5
_MOSTLY = 0.7
_COVERED = 4  # of so many content words one may be told otherwise
_FEW = 25  # a word of more of a speaker's positions than this looks up only those it is among the rarest words of
_RAREST = 5
_WINDOW = 12  # neighbours a position is compared with in a block, in order of appearance
_SAME_NEWS = 7  # days; a slogan that is repeated weeks later is another utterance
_SAME_DAYS = 2  # what is told in other words, or quoted by a word, is of one act only in the news of these days
_PLAIN = frozenset({Stance.SAYS, Stance.EXPECTS, Stance.WARNS})  # what a sharper verb may tell more closely


@dataclass(frozen=True, slots=True)
class _Said:
    """A position with what is compared: its quoted words in order, its content words (of two that mean the same, one),
    its numbers, whom it names, whom it is about, by name or by a noun. `alone` are the issues on which its article has
    no other of the speaker; `sharp` says that its stance is to be taken as it is: a sharper one has the same words.
    """

    article: Article
    position: PositionFact
    quoted: tuple[str, ...]
    content: frozenset[str]
    own: frozenset[str]
    numbers: frozenset[str]
    contrasts: Mapping[int, frozenset[str]]
    denies: bool
    names: frozenset[str]
    about: frozenset[str]
    nouns: frozenset[str]
    alone: frozenset[str]
    sharp: bool


class _Pair(NamedTuple):
    """Two positions of one speaker, and how many days lie between their articles."""

    a: _Said
    b: _Said
    gap: int

    @property
    def quoted(self) -> float:
        """Share of the quoted words of the shorter; all of them where they stand in the longer one after another."""
        fewer, more = sorted((self.a.quoted, self.b.quoted), key=len)
        if len(fewer) < _ENOUGH_WORDS or not (self.a.own and self.b.own):
            return 0.0
        if fewer in (more[i : i + len(fewer)] for i in range(len(more) - len(fewer) + 1)):
            return 1.0
        x, y = set(fewer), set(more)
        return len(x & y) / min(len(x), len(y))

    @property
    def worded(self) -> float:
        """Share of the content words of the longer, unless something in them sets the two apart."""
        x, y = self.a.content, self.b.content
        enough = min(len(x), len(y)) >= _ENOUGH_CONTENT and not (self.a.quoted and self.b.quoted)
        return len(x & y) / max(len(x), len(y)) if enough and self.apart and not _differ(self.a, self.b) else 0.0

    @property
    def covered(self) -> int:
        """How many content words of the shorter there are, if the longer has all of them but one in five."""
        x, y = sorted((self.a.content, self.b.content), key=len)
        missing = len(x - y)
        return len(x) if missing == 0 or (missing == 1 and len(x) > _COVERED) else 0

    @property
    def apart(self) -> bool:
        return self.a.article.id != self.b.article.id

    @property
    def news(self) -> bool:
        """Two articles of the same days, whose numbers, days, negations and names allow one remark."""
        return self.apart and self.gap <= _SAME_DAYS and not _differ(self.a, self.b)

    @property
    def issue(self) -> bool:
        """Whether both are on one issue of the scheme."""
        return bool(_issues(self.a.position) & _issues(self.b.position))

    @property
    def one_quote(self) -> bool:
        """Whether the same few words are quoted, and they say something."""
        return bool(self.a.quoted) and self.a.quoted == self.b.quoted and bool(self.a.own)


class _Rule(NamedTuple):
    """Why two positions are of one act: how alike they are (0 where the rule does not hold), and the reason."""

    alike: Callable[[_Pair], float]
    reason: str


def _if(holds: bool, score: float) -> float:
    return score if holds else 0.0


_RULES: tuple[_Rule, ...] = (
    _Rule(lambda p: _if(p.quoted >= _ALIKE, p.quoted), "{share} % of the quoted words"),
    _Rule(lambda p: _if(p.worded >= _MOSTLY, p.worded), "{share} % of the content words"),
    _Rule(lambda p: _if(p.news and p.covered >= _COVERED, 0.85), "the content words of one are those of the other"),
    _Rule(
        lambda p: _if(p.news and p.one_quote and (p.issue or p.covered > 1), 0.8),
        "the same words quoted, on one matter and in the same days",
    ),
    _Rule(
        lambda p: _if(p.news and p.issue and p.covered >= _ENOUGH_WORDS, 0.75),
        "the content words of one are those of the other, on one issue",
    ),
    _Rule(
        lambda p: _if(p.news and bool(p.a.alone & p.b.alone) and p.covered > 1, 0.7),
        "the only remark on its issue that each tells, in the same words",
    ),
)
"""What makes two positions of one speaker one act of speaking, the surest first."""


def utterances(facts: Iterable[ArticleFacts], *, words: IdentityWords) -> tuple[Utterance, ...]:
    """Return the acts of speaking that several positions report: same speaker, words that are (nearly) the same or
    mean the same, days that agree. Positions are compared only where they share a word."""
    by_speaker: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    for article in facts:
        entities = {e.id: e for e in article.entities}
        for p in article.positions:
            if p.speaker is not None:
                by_speaker[p.speaker, p.polarity].append(_said(article, p, words, entities))
    found = (u for said in by_speaker.values() if len(said) > 1 for u in _of_one_speaker(said))
    return tuple(sorted(found))


def _said(facts: ArticleFacts, p: PositionFact, words: IdentityWords, entities: Mapping[str, Entity]) -> _Said:
    quoted = tuple(w.lower() for span in p.quotes for w in _WORD.findall(span.text))
    numbers = words.counted(p.text)
    others = [o for o in facts.positions if o.speaker == p.speaker and o.id != p.id]
    here = {m.entity for m in facts.mentions for s in p.content if s.start <= m.start < s.end}
    return _Said(
        facts.article,
        p,
        quoted,
        words.meant(p.text) | numbers,
        words.meant(" ".join(quoted)),
        numbers,
        words.contrasted(p.text),
        words.denied(p.text),
        frozenset(one for one in here if not is_nameless(entities[one])),
        frozenset(one for one in p.targets if not is_nameless(entities[one])),
        frozenset(
            words.sense(entities[one].name.lower().split()[-1]) for one in p.targets if is_nameless(entities[one])
        ),
        frozenset(_issues(p).difference(*(_issues(o) for o in others if o.text != p.text))),
        any(o.content == p.content and o.stance not in _PLAIN for o in others),
    )


def _issues(p: PositionFact) -> set[str]:
    return {i.id for i in p.issues} - {"other"}


def _of_one_speaker(said: Sequence[_Said]) -> Iterator[Utterance]:
    each = {s.position.id: s for s in sorted(said, key=lambda s: (s.article.published, s.article.id, s.position.id))}
    rank = {one: number for number, one in enumerate(each)}
    groups = Partition(each)
    groups.wall = lambda a, b: not _all_agree([each[i] for i in a], [each[i] for i in b])
    links = (_link(each[a], each[b]) for a, b in _near(each))
    groups.join((k for k in links if k is not None), order=rank.__getitem__)
    reasons: dict[str, list[str]] = defaultdict(list)
    for link in groups.links:
        reasons[groups.root(link.one)].append(link.reason)
    for members in groups.groups():
        if len(members) > 1:
            head = min(members)
            why = "; ".join(sorted(set(reasons[groups.root(members[0])])))
            yield Utterance(digest("utterance", head), tuple(sorted(members)), f"same speaker, {why}")


def _near(each: Mapping[str, _Said]) -> Iterator[tuple[str, str]]:
    """Yield pairs of positions that share a word that few have, one of their rarest, or all quoted words."""
    counts = Counter(w for s in each.values() for w in {*s.quoted, *s.content})
    blocks: dict[object, list[str]] = defaultdict(list)
    for one, s in each.items():
        if s.quoted:
            blocks[s.quoted].append(one)
        shared = sorted((counts[w], w) for w in {*s.quoted, *s.content} if counts[w] > 1)
        for at, (count, word) in enumerate(shared):
            if at < _RAREST or count <= _FEW:
                blocks[word].append(one)
    seen: set[tuple[str, str]] = set()
    for members in blocks.values():
        for at, a in enumerate(members):
            for b in members[at + 1 : at + 1 + _WINDOW]:
                if (a, b) not in seen:
                    seen.add((a, b))
                    yield a, b


def _link(a: _Said, b: _Said) -> Link[str] | None:
    if a.numbers and b.numbers and not (a.numbers <= b.numbers or b.numbers <= a.numbers):
        return None
    if not _stances_agree([a, b]):
        return None
    pair = _Pair(a, b, abs(_ordinal(a.article.published) - _ordinal(b.article.published)))
    for rule in _RULES:
        alike = rule.alike(pair)
        if alike:
            return Link(a.position.id, b.position.id, alike, rule.reason.format(share=round(100 * alike)))
    return None


def _differ(a: _Said, b: _Said) -> bool:
    """Whether two remarks say different things although they share words: a day, a season, a direction, a "not", names,
    quoted words, whom they are about."""
    for one, other in ((a.names, b.names), (a.about, b.about), (a.nouns, b.nouns), (a.own, b.own)):
        if one and other and one.isdisjoint(other):
            return True
    apart = (n in b.contrasts and words.isdisjoint(b.contrasts[n]) for n, words in a.contrasts.items())
    return a.denies is not b.denies or any(apart)


def _all_agree(one: Sequence[_Said], other: Sequence[_Said]) -> bool:
    """Whether the days and stances of all allow one act of speaking; equal ones are compared once."""
    if not _stances_agree([*one, *other]):
        return False
    ours, theirs = ({(s.position.when, s.article.published): s for s in group} for group in (one, other))
    return all(_days_agree(a, b) for a in ours.values() for b in theirs.values())


def _stances_agree(said: Sequence[_Said]) -> bool:
    """Whether one stance at most is more than plain, and none is plain beside a sharper one of the same words."""
    sharp = {s.position.stance for s in said} - _PLAIN
    return not sharp or (len(sharp) == 1 and not any(s.sharp and s.position.stance in _PLAIN for s in said))


def _days_agree(a: _Said, b: _Said) -> bool:
    """Whether the days of speaking, where both are told, do not exclude each other, nor do those of publishing."""
    x, y = a.position.when, b.position.when
    if x.earliest and x.latest and y.earliest and y.latest and max(x.earliest, y.earliest) > min(x.latest, y.latest):
        return False
    if not (a.article.published and b.article.published):
        return True
    return abs(_ordinal(a.article.published) - _ordinal(b.article.published)) <= _SAME_NEWS


def _ordinal(day: str) -> int:
    """Return a day as a number; what has none counts as far from all others."""
    return date.fromisoformat(day).toordinal() if day else 0
