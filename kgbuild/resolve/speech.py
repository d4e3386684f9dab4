"""Acts of speaking: which positions of an article one interview or post carries, and which reports repeat an utterance.

A communication never spans articles by itself: two interviews of one day stay two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kgbuild.identifiers import digest
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, PositionFact, Span, Stance
from kgbuild.model.resolved import Communication, Utterance
from kgbuild.resolve.partition import Link, Partition
from kgbuild.resolve.wording import words_of
from kgbuild.resolve.words import IdentityWords

_NEXT = 2  # a sentence that only goes on ("he said") stands at most this far behind
_WORD = re.compile(r"\w+")
_ENOUGH_WORDS = 3  # shorter quotations ("difficult") are said by many on many days
_ALIKE = 0.8
_ENOUGH_CONTENT = 5
_MOSTLY = 0.7
_RAREST = 5  # words by which a position is looked up
_WINDOW = 12  # neighbours it is compared with in a block, in order of appearance
_SAME_NEWS = 7  # days; a slogan that is repeated weeks later is another utterance


def communications(facts: ArticleFacts) -> tuple[Communication, ...]:
    """Return the acts of speaking that the article gives an audience or a medium for."""
    made: list[Communication] = []
    for position in facts.positions:
        if position.speaker is None:
            continue
        last = next((c for c in reversed(made) if c.speaker == position.speaker), None)
        if last is not None and _carries(last, position, facts.positions):
            made[made.index(last)] = _with(last, position)
        elif position.audience or position.medium:
            made.append(_opened(facts.article.id, position))
    return tuple(made)


def _carries(last: Communication, position: PositionFact, positions: Sequence[PositionFact]) -> bool:
    if position.audience not in {(), last.audience} or position.medium not in {None, last.medium}:
        return False
    before = next(p for p in positions if p.id == last.positions[-1])
    return bool(before.sentences and position.sentences) and (
        0 <= position.sentences[0] - before.sentences[-1] <= _NEXT
    )


def _opened(article: str, position: PositionFact) -> Communication:
    spans = _act_spans(position)
    start = str(spans[0].start) if spans else position.id
    medium = position.medium or ""
    key = digest("communication", article, position.speaker or "", *position.audience, medium, start)
    return Communication(
        key,
        article,
        position.speaker or "",
        position.audience,
        position.medium,
        position.when,
        (position.id,),
        spans,
        position.frame,
    )


def _with(last: Communication, position: PositionFact) -> Communication:
    when = last.when if last.when.edtf else position.when
    spans = tuple(sorted({*last.spans, *_act_spans(position)}))
    return Communication(
        last.id,
        last.article,
        last.speaker,
        last.audience,
        last.medium,
        when,
        (*last.positions, position.id),
        spans,
        last.frame,
    )


def _act_spans(position: PositionFact) -> tuple[Span, ...]:
    return tuple(s for s in (position.speaker_span, position.cue) if s is not None)


@dataclass(frozen=True, slots=True)
class _Said:
    """A position with what is compared: its quoted words in order, its content words and its numbers."""

    article: Article
    position: PositionFact
    quoted: tuple[str, ...]
    content: frozenset[str]
    numbers: frozenset[str]


def utterances(facts: Iterable[ArticleFacts], *, words: IdentityWords) -> tuple[Utterance, ...]:
    """Return the acts of speaking that several positions report: same speaker, (nearly) the same words, days that
    agree. Positions are compared only where they share a word that few of the speaker's have."""
    by_speaker: dict[tuple[str, Stance, str], list[_Said]] = defaultdict(list)
    for article in facts:
        for p in article.positions:
            if p.speaker is not None:
                by_speaker[p.speaker, p.stance, p.polarity].append(_said(article.article, p, words))
    found = (u for said in by_speaker.values() if len(said) > 1 for u in _of_one_speaker(said))
    return tuple(sorted(found))


def _said(article: Article, p: PositionFact, words: IdentityWords) -> _Said:
    every = [w.lower() for w in _WORD.findall(p.text)]
    numbers = frozenset(w for w in every if w in words.numbers or any(c.isdigit() for c in w))
    return _Said(article, p, tuple(_quoted(p)), frozenset(words_of(p.text, besides=words.empty)), numbers)


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
    """Yield pairs of positions that share one of their rarest words, or all their quoted words."""
    counts = Counter(w for s in each.values() for w in {*s.quoted, *s.content})
    blocks: dict[object, list[str]] = defaultdict(list)
    for one, s in each.items():
        if len(s.quoted) >= _ENOUGH_WORDS:
            blocks[s.quoted].append(one)
        shared = sorted((counts[w], w) for w in {*s.quoted, *s.content} if counts[w] > 1)
        for _, word in shared[:_RAREST]:
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
    shared, reason = _quoted_alike(a, b)
    if not reason and a.article.id != b.article.id:
        shared, reason = _worded_alike(a, b)
    return Link(a.position.id, b.position.id, shared, reason) if reason else None


def _all_agree(one: Sequence[_Said], other: Sequence[_Said]) -> bool:
    """Whether the days of all allow one act of speaking; equal days are compared once."""
    ours, theirs = ({(s.position.when, s.article.published): s for s in group} for group in (one, other))
    return all(_days_agree(a, b) for a in ours.values() for b in theirs.values())


def _quoted_alike(a: _Said, b: _Said) -> tuple[float, str]:
    x, y = set(a.quoted), set(b.quoted)
    if min(len(a.quoted), len(b.quoted)) < _ENOUGH_WORDS:
        return 0.0, ""
    shared = len(x & y) / min(len(x), len(y))
    return shared, f"{round(100 * shared)} % of the quoted words" if shared >= _ALIKE else ""


def _worded_alike(a: _Said, b: _Said) -> tuple[float, str]:
    """Two outlets that report in their own words: most content words of both are the same."""
    x, y = a.content, b.content
    if min(len(x), len(y)) < _ENOUGH_CONTENT or (a.quoted and b.quoted):
        return 0.0, ""
    shared = len(x & y) / max(len(x), len(y))
    return shared, f"{round(100 * shared)} % of the content words" if shared >= _MOSTLY else ""


def _days_agree(a: _Said, b: _Said) -> bool:
    """Whether the days of speaking, where both are told, do not exclude each other, nor do those of publishing."""
    x, y = a.position.when, b.position.when
    if x.earliest and x.latest and y.earliest and y.latest and max(x.earliest, y.earliest) > min(x.latest, y.latest):
        return False
    if not (a.article.published and b.article.published):
        return True
    days = date.fromisoformat(a.article.published) - date.fromisoformat(b.article.published)
    return abs(days.days) <= _SAME_NEWS


def _quoted(position: PositionFact) -> list[str]:
    return [w.lower() for span in position.quotes for w in _WORD.findall(span.text)]
