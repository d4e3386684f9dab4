"""Whether two reports of different articles speak of one event: who, when, where and what, weighed by fixed rules.

Each rule is a row of `_RULES`: what must hold, and the reason that is kept. The first that holds decides; a rule that
lets the days differ asks for more than one that does not, so that the shelling of one town on two days, the weekly
meeting and the next round stay apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from kgbuild.model.facts import Factuality
from kgbuild.resolve.reports import Report

_NEAR_DAYS = 2  # outlets that disagree on the day of one event are rarely further apart
_NEWS_DAYS = 7  # what happened or is due within a week is what an article is about
_STORY_DAYS = 14  # what has no date of its own is compared only in articles this close
_LONGEST_EXACT = 14  # a date range longer than this says too little to identify anything
_LIKE = 3  # content words that two reports share
_NOT_REAL = frozenset({Factuality.NEGATED, Factuality.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Marks:
    """How two reports compare; `gap` is the days between them, None where one is undated.

    `who` is same, part, unknown or other; `when` same, night (one night, told by its two days), near, unknown or
    other; `where` same, unknown or other. `mutual`: an act of all its parties (talks, a deal), not done to somebody.
    `story`: the two articles tell another event in common.
    """

    a: Report
    b: Report
    who: str
    when: str
    where: str
    gap: int | None
    story: bool

    @property
    def mutual(self) -> bool:
        """Whether nobody is named who does it to the others."""
        return not (self.a.event.initiators or self.b.event.initiators)

    @property
    def meeting(self) -> bool:
        """Whether they are meetings."""
        return self.a.event.type == "meeting"

    @property
    def pair(self) -> bool:
        """Both name the same two parties or more, and neither names a further one."""
        return self.a.parties == self.b.parties and len(self.a.parties) > 1

    @property
    def sure(self) -> bool:
        """No contradiction in who they are, and two in common or more."""
        return self.who == "same" and len(self.a.parties & self.b.parties) > 1

    @property
    def words(self) -> frozenset[str]:
        """The content words that both use."""
        return self.a.words & self.b.words

    @property
    def phrases(self) -> frozenset[str]:
        """The pairs of content words that both use."""
        return self.a.phrases & self.b.phrases

    @property
    def spot(self) -> bool:
        """One place no larger than a city."""
        return self.where == "same" and self.a.pinned and self.b.pinned

    @property
    def planned(self) -> int:
        """How many of the two speak of something to come."""
        return sum(r.event.factuality is Factuality.PLANNED for r in (self.a, self.b))

    @property
    def close(self) -> bool:
        """Whether the articles appeared within days of each other."""
        if not (self.a.published and self.b.published):
            return False
        return abs(_ordinal(self.a.published) - _ordinal(self.b.published)) <= _STORY_DAYS


def same_event(a: Report, b: Report, *, within: Mapping[str, str], story: bool) -> tuple[int, str] | None:
    """Return why two reports are of one event, and how strong that is (0 the strongest); None if they may not be.

    `within` maps a place to the larger place that holds it; `story` says that the articles share a event.
    """
    if _forbidden(a, b):
        return None
    where = _where(a.event.place, b.event.place, within)
    marks = Marks(a, b, _who(a, b), _when(a, b), where, _gap(a, b), story)
    for rank, (holds, reason) in enumerate(_RULES):
        if holds(marks):
            alike = sorted(marks.phrases or marks.words)[:4]
            return rank, reason.format(words=", ".join(alike))
    return None


def is_news(report: Report) -> bool:
    """Whether the event is of the days its article appeared in: a war of years ago makes no common story."""
    days = _days(report)
    if days is None or not report.published:
        return False
    return max(days[0] - _ordinal(report.published), _ordinal(report.published) - days[1]) <= _NEWS_DAYS


def _forbidden(a: Report, b: Report) -> bool:
    x, y = a.event, b.event
    if x.type != y.type or _clash(x.level, y.level) or _clash(x.ordinal, y.ordinal):
        return True
    if x.factuality is not y.factuality and (x.factuality in _NOT_REAL or y.factuality in _NOT_REAL):
        return True
    return _still_to_come(a, b) or _still_to_come(b, a) or _others_came(a, b)


def _clash(a: object, b: object) -> bool:
    return a is not None and b is not None and a != b


def _still_to_come(a: Report, b: Report) -> bool:
    """What is planned after the other took place is a further one."""
    days = _days(b)
    real = b.event.factuality is Factuality.ACTUAL and days is not None
    return a.event.factuality is Factuality.PLANNED and real and a.published > (b.event.when.latest or "")


def _others_came(a: Report, b: Report) -> bool:
    """Two ministers of one state, or two states with one, who had each their own meeting on one day."""
    for body in {one for _, one in a.people} & {one for _, one in b.people}:
        if {p for p, one in a.people if one == body}.isdisjoint(p for p, one in b.people if one == body):
            return True
    return False


def _who(a: Report, b: Report) -> str:
    if not a.parties or not b.parties:
        return "unknown"
    fewer, more = sorted((a.parties, b.parties), key=len)
    if not fewer <= more:
        return "other"
    return "same" if len(fewer) > 1 or fewer == more else "part"


def _when(a: Report, b: Report) -> str:
    gap = _gap(a, b)
    if gap is None:
        return "unknown"
    if gap <= 0:
        return "same"
    earlier = (a.event.when.latest or "") < (b.event.when.latest or "")
    nights = (a.night, b.night) if earlier else (b.night, a.night)
    if gap == 1 and nights == ("late", "early"):
        return "night"
    return "near" if gap <= _NEAR_DAYS else "other"


def _gap(a: Report, b: Report) -> int | None:
    first, second = _days(a), _days(b)
    return max(first[0], second[0]) - min(first[1], second[1]) if first and second else None


def _days(report: Report) -> tuple[int, int] | None:
    when = report.event.when
    if when.earliest is None or when.latest is None:
        return None
    first, last = _ordinal(when.earliest), _ordinal(when.latest)
    return (first, last) if last - first <= _LONGEST_EXACT else None


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _where(a: str | None, b: str | None, within: Mapping[str, str]) -> str:
    if a is None or b is None:
        return "unknown"
    return "same" if a == b or b in _larger(a, within) or a in _larger(b, within) else "other"


def _larger(place: str, within: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    while place in within and within[place] not in found:
        place = within[place]
        found.append(place)
    return tuple(found)


def _agree(m: Marks) -> bool:
    if not (m.who == "same" and m.when == "same" and m.where == "same"):
        return False
    return (m.sure and m.mutual) or (m.spot and not m.meeting)


def _one_day(m: Marks) -> bool:
    """Who attacks alone does much in a day, unless the words say more."""
    more = (m.mutual and m.sure) or (bool(m.phrases) and len(m.words) >= _LIKE)
    return m.who == "same" and m.when == "same" and m.where == "unknown" and more


def _moved(m: Marks) -> bool:
    if not (m.meeting and m.planned and m.when == "near" and m.where != "other"):
        return False
    return m.who == "same" and _whole(m) and (m.pair or m.where == "same")


def _whole(m: Marks) -> bool:
    """A day or a session of something has neighbours that look the same."""
    return not {m.a.event.level, m.b.event.level} & {"day", "session"}


def _moved_in_story(m: Marks) -> bool:
    if not (m.meeting and m.story and m.planned == 2 and m.when in {"same", "near"} and m.where != "other"):
        return False
    told = m.a.parties <= m.b.named and m.b.parties <= m.a.named and bool(m.a.parties | m.b.parties)
    return _whole(m) and m.who != "other" and told and bool(m.a.terms & m.b.terms)


def _next(m: Marks) -> bool:
    undated = m.a.event.when.edtf is None and m.b.event.when.edtf is None
    return m.meeting and m.story and m.planned == 2 and undated and m.pair and m.where != "other"


def _told_undated(m: Marks) -> bool:
    x, y = m.a.event, m.b.event
    alike = set(x.participants) == set(y.participants) and len(x.participants) > 1
    plain = x.level == y.level and x.factuality is y.factuality is Factuality.ACTUAL
    return m.story and m.mutual and m.when == "unknown" and m.where != "other" and alike and plain


def _undated(m: Marks) -> bool:
    return not m.meeting and m.pair and m.when == "unknown" and m.where != "other" and m.close


_RULES: tuple[tuple[Callable[[Marks], bool], str], ...] = (
    (_agree, "same actors, days and place"),
    (_one_day, "same actors and days"),
    (
        lambda m: m.pair and m.mutual and m.when == "same" and len(m.words) >= _LIKE,
        "same actors and days, like words ({words}); the places differ",
    ),
    (
        lambda m: m.spot and m.when == "night" and m.who != "other" and bool(m.phrases),
        "one night at one place, like words ({words}); told by its two days",
    ),
    (
        lambda m: m.spot and m.when == "same" and m.who != "other" and len(m.words) >= _LIKE,
        "same days and place, like words ({words})",
    ),
    (
        lambda m: m.pair and m.when == "near" and m.where == "same" and m.a.event.ordinal is not None
        and m.a.event.ordinal == m.b.event.ordinal,
        "same actors and place, the same one in its series; the days differ",
    ),
    (_moved, "same actors, planned for days next to each other"),
    (
        lambda m: m.pair and m.mutual and not m.meeting and m.gap == 1 and m.close and len(m.words) >= _LIKE,
        "same actors, days next to each other, like words ({words}); the days differ",
    ),
    (_moved_in_story, "articles of one story that name the same actors, planned for days next to each other"),
    (_next, "articles of one story; the next meeting of the same actors"),
    (_told_undated, "articles of one story; the same take part, and no day or place sets them apart"),
    (
        lambda m: _undated(m) and len(m.words) >= _LIKE,
        "same actors, like words ({words}), and nothing that sets them apart",
    ),
)  # fmt: skip
"""What makes two reports one, the strongest first."""
