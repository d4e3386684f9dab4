"""How two reports of different articles compare, and what keeps them apart: who, when, where, what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kgbuild.model.facts import Factuality
from kgbuild.resolve.contests import is_contest, of_two_contests
from kgbuild.resolve.nouns import every_stem, heads, told_apart
from kgbuild.resolve.reports import Report
from kgbuild.resolve.words import IdentityWords, apart, share

UNKNOWN = "unknown"  # what a report leaves open
_NEAR_DAYS = 2  # outlets that disagree on the day of one event are rarely further apart
_MOVED_DAYS = 15  # a meeting put off is held within about two weeks, or is another one
_NEWS_DAYS = 7  # what happened or is due within a week is what an article is about
_STORY_DAYS = 14  # what has no date of its own is compared only in articles this close
LOOKED_BACK = 60  # days after which an article that gives no day may still speak of what befell somebody once
_LONGEST_EXACT = 14  # a date range longer than this says too little to identify anything
_PLANNED = frozenset({Factuality.PLANNED, Factuality.CANCELLED})


@dataclass(frozen=True, slots=True)
class World:
    """What comparing may look at besides the reports: which place lies in which, which are countries or regions
    (`wide`), which the ground of a country (`lands`), which articles are of one story (by names, `stories`, by many,
    `tight`; by an event in common, `shared`), and words."""

    words: IdentityWords = field(default_factory=IdentityWords)
    within: Mapping[str, str] = field(default_factory=dict)
    wide: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    stories: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tight: Mapping[str, frozenset[str]] = field(default_factory=dict)
    shared: frozenset[frozenset[str]] = frozenset()

    def is_known(self, place: str) -> bool:
        """Whether it is known where a place lies."""
        return place in self.within or place in self.wide or place in self.lands

    def spot(self, place: str) -> tuple[str, ...]:
        """Return all that comparing may see of a place."""
        return place, f"{place in self.wide:d}{place in self.lands:d}", *_larger(place, self.within)


@dataclass(frozen=True, slots=True)
class Marks:
    """How two reports compare; `gap` is the days between them, None where one is undated.

    `who` is same, part, unknown or other; `when` same, night (one night, told by its two days), near, unknown or
    other; `where` same, unknown or other. `shared`: the two articles tell another event in common; `near`: they have
    names in common that few articles have, `tight`: many of them; `sorts`: the nouns that tell them name one sort of
    event; `strangers`: no noun tells those apart whom neither names, or what it befalls, and both name one such thing
    (`scene`); `daily`: somebody does one of the kind a day; `numbered`: one number is of both, which it marks;
    `sited`: the one place may be a house or works in the other, a town; `many`: a story has several of the kind;
    `lone`: neither article tells another event of their types, `leads`: none before them; `put_off`: a word of one
    says that it was moved to another day; `contest`: they are an election or the like, of one land and kind.
    """

    a: Report
    b: Report
    who: str
    when: str
    where: str
    gap: int | None
    shared: bool
    near: bool
    tight: bool
    once: bool
    sorts: bool
    strangers: bool
    scene: bool
    lone: bool
    leads: bool
    put_off: bool
    daily: bool
    numbered: bool
    sited: bool
    many: bool
    contest: bool

    @property
    def mutual(self) -> bool:
        """Whether nobody is named who does it to the others."""
        return not (self.a.event.initiators or self.b.event.initiators)

    @property
    def meeting(self) -> bool:
        """Whether they are meetings."""
        return self.a.event.type == self.b.event.type == "meeting"

    @property
    def pair(self) -> bool:
        """Both name the same two parties or more, and neither names a further one."""
        return self.a.parties == self.b.parties and len(self.a.parties) > 1

    @property
    def two(self) -> bool:
        """No contradiction in who they are, and two in common or more."""
        return self.who == "same" and len(self.a.parties & self.b.parties) > 1

    @property
    def both_named(self) -> bool:
        """Two parties or more between them, each a party of the other report or named beside its event."""
        every = self.a.parties | self.b.parties
        told = (r.parties | r.beside for r in (self.a, self.b))
        return len(every) > 1 and bool(self.a.parties & self.b.parties) and all(every <= t for t in told)

    @property
    def one_type(self) -> bool:
        """Whether both are of one type."""
        return self.a.event.type == self.b.event.type

    @property
    def one_word(self) -> bool:
        """Whether one noun or verb tells both, of one type."""
        return self.one_type and bool(self.a.terms & self.b.terms)

    @property
    def beside(self) -> frozenset[str]:
        """What both name beside the event."""
        return self.a.beside & self.b.beside

    @property
    def words(self) -> frozenset[str]:
        """The content words that both use."""
        return self.a.words & self.b.words

    @property
    def phrases(self) -> frozenset[str]:
        """The pairs of content words that both use."""
        return self.a.phrases & self.b.phrases

    @property
    def subject(self) -> bool:
        """Whether somebody or something it befalls is named by both."""
        return bool(self.a.subjects & self.b.subjects)

    @property
    def unnamed(self) -> bool:
        """Whether one noun means parties of both that nobody names, or is a word of the other's."""
        told = any(heads(x.nameless) & y.words for x, y in ((self.a, self.b), (self.b, self.a)))
        return told or bool(heads(self.a.nameless) & heads(self.b.nameless) or self.a.doers & self.b.doers)

    @property
    def crew(self) -> bool:
        """Whether those who do it are called by one noun, be it that of their body: "nurses", "the nurses' union"."""
        return bool(every_stem(self.a.doers) & every_stem(self.b.doers))

    @property
    def spot(self) -> bool:
        """One place no larger than a city."""
        return self.where == "same" and all(r.pinned or r.event.place is None for r in (self.a, self.b))

    @property
    def placed(self) -> bool:
        """Two places, of which one lies in the other or may."""
        return self.where != "other" and all(r.event.place for r in (self.a, self.b))

    @property
    def planned(self) -> int:
        """How many of the two speak of something to come, or called off."""
        return sum(r.event.factuality in _PLANNED for r in (self.a, self.b))

    @property
    def other_time(self) -> bool:
        """Whether the days, months or years that are told have no day in common."""
        return (_between(_span(self.a), _span(self.b)) or 0) > 0

    @property
    def whole(self) -> bool:
        """A day or a session of something has neighbours that look the same."""
        return not {self.a.event.level, self.b.event.level} & {"day", "session"}

    @property
    def looked_back(self) -> bool:
        """Whether the one that gives no day appeared after the other's day, no more than two months later."""
        dated, other = (self.a, self.b) if days_of(self.a) else (self.b, self.a)
        days = days_of(dated)
        if days is None or not other.published:
            return False
        return 0 <= ordinal(other.published) - days[1] <= LOOKED_BACK

    @property
    def close(self) -> bool:
        """Whether the articles appeared within days of each other; where a day is not known, whether they share names
        that few articles have."""
        if not (self.a.published and self.b.published):
            return self.near
        return abs(ordinal(self.a.published) - ordinal(self.b.published)) <= _STORY_DAYS


def marks_of(a: Report, b: Report, world: World) -> Marks:
    """Return how two reports compare."""
    articles = frozenset((a.article, b.article))
    return Marks(
        a,
        b,
        _who(a, b),
        _when(a, b),
        _where(a, b, world),
        gap_of(a, b),
        articles in world.shared,
        b.article in world.stories.get(a.article, ()),
        b.article in world.tight.get(a.article, ()),
        a.event.type in world.words.once and b.event.type in world.words.once,
        share(world.words.sorts, a.terms, b.terms),
        not (_strangers(a, b, world.words) or _other_scenes(a, b, world.words)),
        share(world.words.scenes, a.words, b.words),
        (a.others | b.others).isdisjoint({a.event.type, b.event.type}),
        (a.earlier | b.earlier).isdisjoint({a.event.type, b.event.type}),
        not world.words.put_off.isdisjoint(a.words | b.words),
        a.event.type in world.words.daily and b.event.type in world.words.daily,
        a.event.type in world.words.numbered and bool(a.signs & b.signs),
        sum(world.is_known(r.event.place or "") for r in (a, b)) == 1 and bool(a.event.place and b.event.place),
        not world.words.many.isdisjoint({a.event.type, b.event.type}),
        is_contest(a, b, world.words),
    )


def _strangers(a: Report, b: Report, words: IdentityWords) -> bool:
    return any(told_apart(x, y, words) for x, y in ((a.nameless, b.nameless), (a.doers, b.doers)))


def _other_scenes(a: Report, b: Report, words: IdentityWords) -> bool:
    """Whether what it befalls is another thing; people meet about much that is not where they meet."""
    return "meeting" not in {a.event.type, b.event.type} and apart(words.scenes, a.words, b.words)


def exclude(a: Report, b: Report, world: World) -> bool:
    """Whether two reports cannot be of one event, whatever else they share."""
    x, y = a.event, b.event
    if not world.words.kindred(x.type, y.type) or any(
        None not in {*pair} and len({*pair}) > 1 for pair in ((x.level, y.level), (x.ordinal, y.ordinal))
    ):
        return True
    if (x.factuality is Factuality.HYPOTHETICAL) != (y.factuality is Factuality.HYPOTHETICAL):
        return True
    if world.words.told_otherwise((x.type, y.type), a.terms, b.terms) or _other_signs(a, b, world.words):
        return True
    if (
        _still_to_come(a, b, world.words)
        or _still_to_come(b, a, world.words)
        or _others_came(a, b)
        or _befell_others(a, b, world.words)
        or apart(world.words.sorts, a.terms, b.terms)
        or of_two_contests(a, b, world.words)
    ):
        return True
    return _far_apart(a, b, world)


def _other_signs(a: Report, b: Report, words: IdentityWords) -> bool:
    """Whether they have other names ("Cyclone Berta") or, where the numbers make the event, other numbers."""
    named = [{s for s in r.signs if s[0] == "="} for r in (a, b)]
    signs = (a.signs, b.signs) if {a.event.type, b.event.type} <= words.numbered else named
    return bool(signs[0] and signs[1]) and signs[0].isdisjoint(signs[1])


def _far_apart(a: Report, b: Report, world: World) -> bool:
    """Too many days apart, or another place and another day; of a month and a year too it is known when they end."""
    gap = _between(_span(a), _span(b))
    if gap is None:
        return False
    moved = _PLANNED & {a.event.factuality, b.event.factuality}
    elsewhere = gap > 1 and where_of(a.event.place, b.event.place, world) == "other"
    return elsewhere or gap > (_MOVED_DAYS if moved else _NEAR_DAYS)


def _still_to_come(a: Report, b: Report, words: IdentityWords) -> bool:
    """What is planned after the other took place is a further one, but for what befalls somebody once."""
    if a.event.factuality is not Factuality.PLANNED or b.event.factuality is not Factuality.ACTUAL:
        return False
    days, plan = days_of(b), days_of(a)
    if days is None or a.published <= (b.event.when.latest or ""):
        return False
    settled = {a.event.type, b.event.type} <= words.once and bool(a.subjects & b.subjects)
    return not settled if plan is None else plan[0] > days[1]


def _others_came(a: Report, b: Report) -> bool:
    """Two ministers of one state, or two states with one, who had each their own meeting on one day."""
    for body in {one for _, one in a.people} & {one for _, one in b.people}:
        if {p for p, one in a.people if one == body}.isdisjoint(p for p, one in b.people if one == body):
            return True
    return False


def strayed(a: Report, b: Report, world: World) -> bool:
    """Whether two reports of one group are of others, or without days of another place, and no day says that they
    belong together: a third one, which leaves that open, must not join them."""
    gap = gap_of(a, b)
    if gap is not None and gap <= 0:
        return False
    return _who(a, b) == "other" or (gap is None and _where(a, b, world) == "other")


def _befell_others(a: Report, b: Report, words: IdentityWords) -> bool:
    """Whether what befalls somebody once befell somebody else: two resignations."""
    once = {a.event.type, b.event.type} <= words.once and not is_contest(a, b, words)
    return once and bool(a.subjects and b.subjects) and a.subjects.isdisjoint(b.subjects)


def _who(a: Report, b: Report) -> str:
    if not a.parties or not b.parties:
        return UNKNOWN
    fewer, more = sorted((a.parties, b.parties), key=len)
    if not fewer <= more:
        return "other"
    return "same" if len(fewer) > 1 or fewer == more else "part"


def _when(a: Report, b: Report) -> str:
    gap = gap_of(a, b)
    if gap is None:
        return UNKNOWN
    if gap <= 0:
        return "same"
    earlier = (a.event.when.latest or "") < (b.event.when.latest or "")
    nights = (a.night, b.night) if earlier else (b.night, a.night)
    if gap == 1 and nights == ("late", "early"):
        return "night"
    return "near" if gap <= _NEAR_DAYS else "other"


def gap_of(a: Report, b: Report) -> int | None:
    """Return the days between two reports (0 or less where they overlap), None where one is undated."""
    return _between(days_of(a), days_of(b))


def _between(one: tuple[int, int] | None, other: tuple[int, int] | None) -> int | None:
    return max(one[0], other[0]) - min(one[1], other[1]) if one and other else None


def days_of(report: Report) -> tuple[int, int] | None:
    """Return the first and last day a report can mean, None where that is open or too long."""
    span = _span(report)
    return span if span is not None and span[1] - span[0] <= _LONGEST_EXACT else None


def _span(report: Report) -> tuple[int, int] | None:
    when = report.event.when
    return (ordinal(when.earliest), ordinal(when.latest)) if when.earliest and when.latest else None


@lru_cache(maxsize=65536)
def ordinal(day: str) -> int:
    """Return a day as a number."""
    return date.fromisoformat(day).toordinal()


def is_news(report: Report) -> bool:
    """Whether the event is of the days its article appeared in: a war of years ago makes no common story."""
    days = days_of(report)
    if days is None or not report.published:
        return False
    return max(days[0] - ordinal(report.published), ordinal(report.published) - days[1]) <= _NEWS_DAYS


def _where(a: Report, b: Report, world: World) -> str:
    """Compare the places of two reports; one that gives none may still name the other's beside it."""
    one, other = a.event.place, b.event.place
    if (one is None and other in a.around) or (other is None and one in b.around):
        return "same"
    return where_of(one, other, world)


def where_of(a: str | None, b: str | None, world: World) -> str:
    """Compare two places: a city lies in its country, maybe in a given region of it; a town of which nothing is known
    may lie in any."""
    if a is None or b is None:
        return UNKNOWN
    if a == b or b in _larger(a, world.within) or a in _larger(b, world.within):
        return "same"
    if a in world.lands and b in world.lands:
        return "other"
    for one, other in ((a, b), (b, a)):
        if one in world.wide and (other not in world.within or world.within.get(one) in _larger(other, world.within)):
            return UNKNOWN
    return "other"


def _larger(place: str, within: Mapping[str, str]) -> Sequence[str]:
    found: list[str] = []
    while place in within and within[place] not in found:
        place = within[place]
        found.append(place)
    return tuple(found)
