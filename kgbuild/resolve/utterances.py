"""Which positions report one act of speaking: a table of comparisons, each with what it asks for and the reason kept.

Outlets quote a part, put a remark into their own words, or call an accusation what another calls a statement. Numbers,
days, negations and names that differ tell two remarks apart whatever else they share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import starmap
from typing import NamedTuple

from kgbuild.identifiers import digest
from kgbuild.model.partition import Link, Partition
from kgbuild.model.resolved import Utterance
from kgbuild.resolve.here import Here
from kgbuild.resolve.prior import Where
from kgbuild.resolve.recall import Memory
from kgbuild.resolve.remarks import PLAIN, Remark

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

Acts = tuple[tuple[str, tuple[str, ...], str], ...]
"""Id, members and reason of each act of speaking."""


class _Pair(NamedTuple):
    """Two positions of one speaker, and how many days lie between their articles."""

    a: Remark
    b: Remark
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
        return self.a.article != self.b.article

    @property
    def news(self) -> bool:
        """Two articles of the same days, whose numbers, days, negations and names allow one remark."""
        return self.apart and self.gap <= _SAME_DAYS and not _differ(self.a, self.b)

    @property
    def issue(self) -> bool:
        """Whether both are on one issue of the scheme."""
        return bool(self.a.issues & self.b.issues)

    @property
    def one_quote(self) -> bool:
        """Whether the same few words are quoted, and they say something."""
        return bool(self.a.quoted) and self.a.quoted == self.b.quoted and bool(self.a.own)


class _Rule(NamedTuple):
    """Why two positions are of one act: how alike they are (0 where the rule does not hold), and the reason."""

    alike: Callable[[_Pair], float]
    reason: str


_RULES: tuple[_Rule, ...] = (
    _Rule(lambda p: p.quoted * (p.quoted >= _ALIKE), "{share} % of the quoted words"),
    _Rule(lambda p: p.worded * (p.worded >= _MOSTLY), "{share} % of the content words"),
    _Rule(lambda p: 0.85 * (p.news and p.covered >= _COVERED), "the content words of one are those of the other"),
    _Rule(
        lambda p: 0.8 * (p.news and p.one_quote and (p.issue or p.covered > 1)),
        "the same words quoted, on one matter and in the same days",
    ),
    _Rule(
        lambda p: 0.75 * (p.news and p.issue and p.covered >= _ENOUGH_WORDS),
        "the content words of one are those of the other, on one issue",
    ),
    _Rule(
        lambda p: 0.7 * (p.news and bool(p.a.alone & p.b.alone) and p.covered > 1),
        "the only remark on its issue that each tells, in the same words",
    ),
)
"""What makes two positions of one speaker one act of speaking, the surest first."""


def utterances(articles: Iterable[Here], known: Memory[Acts] | None = None) -> tuple[Utterance, ...]:
    """Return the acts of speaking that several positions report: same speaker, words that are (nearly) the same or
    mean the same, days that agree. Positions are compared only where they share a word, and those of a speaker only
    where what came of it is not `known`."""
    by_speaker: dict[tuple[str, str], list[tuple[Here, int]]] = defaultdict(list)
    for here in articles:
        for number, (_, speaker, polarity) in enumerate(here.outline.said):
            by_speaker[here.ids[speaker], polarity].append((here, number))
    memory = known if known is not None else Memory[Acts]()
    found: list[Utterance] = []
    for (speaker, polarity), said in by_speaker.items():
        if len(said) > 1:
            marks = [f"{here.mark}{here.outline.said[number][0]}" for here, number in said]
            key = digest(speaker, polarity, *marks) if all(here.mark for here, _ in said) else ""
            found += starmap(Utterance, memory.find(key, partial(_of_one_speaker, said)))
    return tuple(sorted(found))


def _of_one_speaker(said: Iterable[tuple[Here, int]]) -> Acts:
    placed = (here.outline.remarks.value[number].placed(here.ids) for here, number in said)
    each = {s.where: s for s in sorted(placed, key=lambda s: (s.published, s.article))}
    groups = Partition(each)
    groups.wall = lambda a, b: not _all_agree([each[i] for i in a], [each[i] for i in b])
    links = (_link(each[a], each[b]) for a, b in _near(each))
    groups.join(k for k in links if k is not None)
    reasons: dict[Where, set[str]] = defaultdict(set)
    for link in groups.links:
        reasons[groups.root(link.one)].add(link.reason)
    acts = []
    for members in groups.groups():
        if len(members) > 1:
            ids = sorted(each[w].id for w in members)
            why = "; ".join(sorted(reasons[groups.root(members[0])]))
            acts.append((digest("utterance", ids[0]), tuple(ids), f"same speaker, {why}"))
    return tuple(acts)


def _near(each: Mapping[Where, Remark]) -> Iterator[tuple[Where, Where]]:
    """Yield pairs of positions that share a word that few have, one of their rarest, or all quoted words."""
    counts = Counter(w for s in each.values() for w in {*s.quoted, *s.content})
    blocks: dict[object, list[Where]] = defaultdict(list)
    for one, s in each.items():
        if s.quoted:
            blocks[s.quoted].append(one)
        shared = sorted((counts[w], w) for w in {*s.quoted, *s.content} if counts[w] > 1)
        for at, (count, word) in enumerate(shared):
            if at < _RAREST or count <= _FEW:
                blocks[word].append(one)
    seen: set[tuple[Where, Where]] = set()
    for members in blocks.values():
        for at, a in enumerate(members):
            for b in members[at + 1 : at + 1 + _WINDOW]:
                if (a, b) not in seen:
                    seen.add((a, b))
                    yield a, b


def _link(a: Remark, b: Remark) -> Link[Where] | None:
    if a.numbers and b.numbers and not (a.numbers <= b.numbers or b.numbers <= a.numbers):
        return None
    if not _stances_agree([a, b]):
        return None
    pair = _Pair(a, b, abs(_ordinal(a.published) - _ordinal(b.published)))
    for rule in _RULES:
        alike = rule.alike(pair)
        if alike:
            return Link(a.where, b.where, alike, rule.reason.format(share=round(100 * alike)))
    return None


def _differ(a: Remark, b: Remark) -> bool:
    """Whether two remarks say different things although they share words: a day, a season, a direction, a "not", names,
    quoted words, whom they are about."""
    for one, other in ((a.names, b.names), (a.about, b.about), (a.nouns, b.nouns), (a.own, b.own)):
        if one and other and one.isdisjoint(other):
            return True
    apart = (n in b.contrasts and words.isdisjoint(b.contrasts[n]) for n, words in a.contrasts.items())
    return a.denies is not b.denies or any(apart)


def _all_agree(one: Sequence[Remark], other: Sequence[Remark]) -> bool:
    """Whether the days and stances of all allow one act of speaking; equal ones are compared once."""
    if not _stances_agree([*one, *other]):
        return False
    ours, theirs = ({(s.when, s.published): s for s in group} for group in (one, other))
    return all(_days_agree(a, b) for a in ours.values() for b in theirs.values())


def _stances_agree(said: Sequence[Remark]) -> bool:
    """Whether one stance at most is more than plain, and none is plain beside a sharper one of the same words."""
    sharp = {s.stance for s in said} - PLAIN
    return not sharp or (len(sharp) == 1 and not any(s.sharp and s.stance in PLAIN for s in said))


def _days_agree(a: Remark, b: Remark) -> bool:
    """Whether the days of speaking, where both are told, do not exclude each other, nor do those of publishing."""
    x, y = a.when, b.when
    if x.earliest and x.latest and y.earliest and y.latest and max(x.earliest, y.earliest) > min(x.latest, y.latest):
        return False
    if not (a.published and b.published):
        return True
    return abs(_ordinal(a.published) - _ordinal(b.published)) <= _SAME_NEWS


def _ordinal(day: str) -> int:
    """Return a day as a number; what has none counts as far from all others."""
    return date.fromisoformat(day).toordinal() if day else 0
