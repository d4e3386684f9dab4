"""What makes two reports one event: a table of rules, each with how sure it is and the reason that is kept.

A rule that lets the days differ asks for more than one that does not, so that the shelling of one town on two days, the
weekly meeting and the next round stay apart. The first rule that holds decides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kgbuild.model.facts import Factuality
from kgbuild.resolve.marks import UNKNOWN, Marks, World, days_of, exclude, marks_of
from kgbuild.resolve.reports import Report
from kgbuild.resolve.seats import fit_of

_LIKE = 3  # content words that two reports share
_MUCH = 5
_PUT_OFF = 4  # days after which a meeting that nobody says was put off is another one
_TIMES = 3  # what counts so many times as many is another event, where nothing else is shared
_SETTLED_GAP = 3  # what befalls somebody once is told by outlets that disagree this many days on when


class Verdict(NamedTuple):
    """How sure (0 to 1), why, and what speaks against it."""

    score: float
    reason: str
    against: str = ""


def same_event(a: Report, b: Report, world: World) -> Verdict | None:
    """Return why two reports are of one event; None if nothing says so or something excludes it."""
    if exclude(a, b, world):
        return None
    marks = marks_of(a, b, world)
    for holds, score, reason in RULES:
        if holds(marks):
            alike = sorted(marks.phrases or marks.words)[:4]
            return Verdict(score, reason.format(words=", ".join(alike)), _against(marks))
    return None


def _against(m: Marks) -> str:
    """What the two reports tell otherwise."""
    one, other = m.a.event.factuality, m.b.event.factuality
    found = {
        "the places differ": m.where == "other",
        "the days differ": m.when in {"near", "other"},
        "not all parties are the same": m.who in {"other", "part"},
        f"{one.value} against {other.value}": one is not other,
    }
    return ", ".join(text for text, holds in found.items() if holds)


def _once(m: Marks) -> bool:
    """A resignation, a death, a verdict: who it befalls and when is enough; of another type only what has a day."""
    if not (m.once and m.subject) or (m.gap is None and not m.one_type):
        return False
    return (m.gap is not None and m.gap <= _SETTLED_GAP) or (m.gap is None and (m.close or m.looked_back))


def _a_day(m: Marks) -> bool:
    """A bank's rate, a firm's results: who and the day are enough; of matches and polls also the numbers."""
    alike = (m.daily and m.who == "same") or (m.numbered and m.who in {"same", "part"})
    return alike and m.one_type and m.when == "same" and m.where != "other"


def _agree(m: Marks) -> bool:
    if not (m.when == "same" and m.where == "same" and m.strangers):
        return False
    if m.who == "part":
        return m.both_named and m.spot
    return m.who == "same" and ((m.two and m.mutual) or m.spot)


def _one_day(m: Marks) -> bool:
    """Who attacks alone does much in a day, unless the words say more."""
    more = (m.mutual and m.two) or (bool(m.phrases) and len(m.words) >= _LIKE)
    return m.who == "same" and m.when == "same" and m.where == UNKNOWN and more and m.strangers


def _one_sort(m: Marks) -> bool:
    """One disaster, one protest of a town and day; of attacks there are several, unless something more is shared."""
    like = m.sorts or len(m.words) > 1 or m.unnamed or m.near or bool(m.a.marked & m.b.marked)
    like |= m.scene and not m.many
    alike = like if m.one_type else m.lone and (m.unnamed or m.scene)
    there = m.spot or (m.where == UNKNOWN and m.sorts and bool(m.a.beside & m.b.beside))
    there |= m.where == UNKNOWN and m.one_type and m.crew and bool(m.a.beside & m.b.beside) and not m.many
    there |= m.sited and m.sorts and m.near and m.lone and _single_day(m)  # "in Lund", "at the Moss plant"
    return there and m.when == "same" and m.who in {"same", UNKNOWN} and alike and not m.meeting and m.strangers


def _regional(m: Marks) -> bool:
    """One disaster, told of a region and of a town that may lie there."""
    told = bool(m.a.marked & m.b.marked) or (m.near and m.lone and not (m.a.signs and m.b.signs))
    alike = m.placed and m.one_type and (m.sorts or m.one_word or (m.scene and bool(m.phrases))) and m.strangers
    return told and alike and m.when == "same" and m.who in {"same", UNKNOWN} and not m.meeting


def _visited(m: Marks) -> bool:
    """One party, one place, one day, and what else took part is not told or not told apart."""
    one = m.meeting and m.who == "part" and m.when == "same" and m.spot and m.strangers
    return one and (bool(m.a.nameless and m.b.nameless) or m.near)


def _there(m: Marks) -> bool:
    """The meeting of a town and day: whoever meets by the name of an office, or by a word for it and others."""
    every = m.a.parties | m.b.parties
    told = len(every) > 1 and every <= m.a.named & m.b.named and bool(m.a.offices & m.b.offices)
    alone = m.meeting and m.who == UNKNOWN and m.near and m.lone and m.whole and m.strangers
    return alone and m.when == "same" and m.spot and (told or (m.one_word and bool(m.words)))


def _held(m: Marks) -> bool:
    """Planned for a day, and held on it: two who meet are one, or one is at one place; nothing says that another came,
    where one names an office and the other who holds it."""
    states = {m.a.event.factuality, m.b.event.factuality}
    if not (m.meeting and states == {Factuality.PLANNED, Factuality.ACTUAL} and m.when == "same" and m.whole):
        return False
    fit = fit_of(m.a.seats, m.b.seats)
    if not (fit.rest and m.strangers and _single_day(m)):
        return False
    return fit.named > 1 or (fit.one > 1 and m.where != "other") or (fit.one == 1 and m.spot and m.near)


def _single_day(m: Marks) -> bool:
    days = days_of(m.a)
    return days is not None and days == days_of(m.b) and days[0] == days[1]


def _moved(m: Marks) -> bool:
    if not (m.meeting and m.planned and m.when == "near" and m.where != "other"):
        return False
    return m.who == "same" and m.whole and (m.pair or m.where == "same")


def _put_off(m: Marks) -> bool:
    """Planned or called off for one day, held or planned for another within two weeks; without a word of that, days
    later, for the next visit comes too."""
    if not (m.meeting and m.planned and m.when == "other" and m.where == "same" and m.whole):
        return False
    if not m.put_off and (m.gap or 0) > _PUT_OFF:
        return False
    if not (m.pair or (m.who == "same" and m.spot)):
        return False
    return m.a.event.ordinal is None and m.b.event.ordinal is None


def _moved_in_story(m: Marks) -> bool:
    if not (m.meeting and m.shared and m.planned == 2 and m.when in {"same", "near"} and m.where != "other"):
        return False
    told = m.a.parties <= m.b.named and m.b.parties <= m.a.named and bool(m.a.parties | m.b.parties)
    return m.whole and m.who != "other" and told and bool(m.a.terms & m.b.terms)


def _next(m: Marks) -> bool:
    undated = m.a.event.when.edtf is None and m.b.event.when.edtf is None
    return m.meeting and m.shared and m.planned == 2 and undated and m.pair and m.where != "other"


def _told_undated(m: Marks) -> bool:
    x, y = m.a.event, m.b.event
    one, other = set(x.participants), set(y.participants)
    alike = len(one & other) > 1 and (one <= other or other <= one)  # one of them may name the host too
    plain = x.level == y.level and x.factuality is y.factuality is Factuality.ACTUAL
    return m.shared and m.mutual and m.when == UNKNOWN and m.where != "other" and alike and plain


def _undated_at_place(m: Marks) -> bool:
    """No day in one of them, but the same parties at the same place, in articles that appeared close together."""
    one_dated = (days_of(m.a) is None) != (days_of(m.b) is None)
    with_same = m.who == "same" and m.unnamed
    return (m.two or m.both_named or with_same) and m.when == UNKNOWN and one_dated and m.spot and m.close and m.whole


def _retold(m: Marks) -> bool:
    """No day sets them apart, in articles of one story: one word tells both and more is shared, or much is."""
    if not (m.near and m.when in {UNKNOWN, "same"} and m.where != "other" and m.whole and m.who != "other"):
        return False
    if m.when == UNKNOWN and not m.meeting and len(m.words) >= _MUCH and m.phrases and m.one_type:
        return True
    if not (m.one_word and m.strangers) or (m.many and not _anchored(m)):
        return False
    if m.who == "same" and not (m.meeting and len(m.a.parties) == 1):  # one man meets others every day
        return len(m.words) > 1 or bool(m.beside or m.unnamed)
    if len(m.words) > _LIKE and m.phrases:
        return True
    return len(m.beside) > 1 or (bool(m.beside) and len(m.words) >= _LIKE)


def _only(m: Marks) -> bool:
    """Each of two articles of one story tells one event of such a type, and nothing says that they are two: something
    says that they are one, be it that the articles tell another event in common."""
    alone = m.near and m.strangers and (m.lone or (m.leads and len(m.words) > 1))
    if m.meeting or not alone or m.when not in {UNKNOWN, "same"} or m.where == "other":
        return False
    if (m.who == UNKNOWN and m.where == UNKNOWN and _of_other_size(m)) or m.other_time:
        return False
    if m.many and not _anchored(m):
        return False
    counted = m.a.event.ordinal is not None and m.a.event.ordinal == m.b.event.ordinal  # "the third anniversary"
    return m.who != "other" and (counted or (_in_common(m) and m.a.event.factuality is m.b.event.factuality))


def _anchored(m: Marks) -> bool:
    """Whether what a story has several of has a day, a party, a place or a figure in common; with other figures a day
    or a place."""
    there = m.where == "same" and bool(m.a.event.place and m.b.event.place)
    known = m.subject or m.unnamed or bool(m.a.parties & m.b.parties)
    other = bool(m.a.marked and m.b.marked) and m.a.marked.isdisjoint(m.b.marked)
    return there or m.when == "same" or (known and not other) or bool(m.a.marked & m.b.marked)


def _of_other_size(m: Marks) -> bool:
    """Whether the one counts several times as many of something as the other: 23 wounded and three."""
    told = ((s.rpartition(" ") for s in r.signs) for r in (m.a, m.b))
    one, other = ({kind: float(n) for kind, _, n in signs if kind and n.isdecimal()} for signs in told)
    return any(max(one[k], other[k]) > _TIMES * min(one[k], other[k]) for k in one.keys() & other.keys())


def _in_common(m: Marks) -> bool:
    """Whether two reports share what two events of one story rarely do: of one day anything; else a figure, a party or
    a place told by one word, or something beside it where one names nobody."""
    if any(len(sign) > 1 for sign in m.a.signs & m.b.signs):
        return True
    if m.when == "same" and (m.beside or m.words or m.unnamed or m.who != UNKNOWN or m.where == "same"):
        return True
    if m.who != UNKNOWN or m.subject:
        return m.one_word or m.two or (m.subject and not m.one_type)
    if m.where == "same":
        return m.one_word or not m.one_type or len(m.words) > 1
    if m.beside and (m.one_word or m.once):
        return True
    return m.one_word and (m.unnamed or m.scene or m.shared or m.tight or len(m.words) > _LIKE)


def _elsewhere(m: Marks) -> bool:
    """One word for it, the same two parties, one day and no further meeting of theirs in either article: outlets that
    differ on the place only. Two rounds have two days; who meets twice in a day is told so by somebody."""
    alike = m.meeting and m.pair and m.mutual and m.one_word and m.whole and m.strangers and m.close
    held = m.a.event.factuality is m.b.event.factuality
    return alike and _single_day(m) and held and m.where == "other" and m.lone


class Rule(NamedTuple):
    """Why two reports are one: where it holds, how sure it is (0 to 1), and the reason; `{words}` are those alike."""

    holds: Callable[[Marks], bool]
    score: float
    reason: str


RULES: tuple[Rule, ...] = (
    Rule(_agree, 0.98, "same actors, days and place"),
    Rule(_once, 0.95, "it befalls one and the same, once"),
    Rule(_one_day, 0.95, "same actors and days"),
    Rule(_a_day, 0.93, "of this kind somebody does one a day"),
    Rule(
        lambda m: m.pair and m.mutual and m.when == "same" and len(m.words) >= _LIKE,
        0.9, "same actors and days, like words ({words}); the places differ",
    ),
    Rule(
        lambda m: m.spot and m.when == "night" and m.who != "other" and bool(m.phrases),
        0.88, "one night at one place, like words ({words}); told by its two days",
    ),
    Rule(
        lambda m: m.spot and m.when == "same" and m.who != "other" and len(m.words) >= _LIKE,
        0.87, "same days and place, like words ({words})",
    ),
    Rule(_one_sort, 0.86, "one sort of event at one place on one day"),
    Rule(_visited, 0.85, "one party, place and day"),
    Rule(
        lambda m: m.pair and m.when == "near" and m.where == "same" and m.a.event.ordinal is not None
        and m.a.event.ordinal == m.b.event.ordinal,
        0.84, "same actors and place, the same one in its series; the days differ",
    ),
    Rule(lambda m: m.contest and m.one_type and _single_day(m), 0.92, "one election of a land and day"),
    Rule(_held, 0.84, "planned for a day and held on it; the same met, or may have"),
    Rule(_regional, 0.84, "one sort of event on one day; one place lies in the other, or may"),
    Rule(_moved, 0.83, "same actors, planned for days next to each other"),
    Rule(
        lambda m: m.pair and m.mutual and not m.meeting and m.gap == 1 and m.close and len(m.words) >= _LIKE,
        0.82, "same actors, days next to each other, like words ({words}); the days differ",
    ),
    Rule(_there, 0.81, "the only meeting that two articles of one story tell of a place and day"),
    Rule(_moved_in_story, 0.8, "articles of one story that name the same actors, planned for days next to each other"),
    Rule(_elsewhere, 0.79, "one word for it, the same actors and one day; only the places differ"),
    Rule(_next, 0.78, "articles of one story; the next meeting of the same actors"),
    Rule(_told_undated, 0.77, "articles of one story; the same take part, and no day or place sets them apart"),
    Rule(_undated_at_place, 0.76, "same actors and place; one gives no day"),
    Rule(
        lambda m: not m.meeting and m.pair and m.when == UNKNOWN and m.where != "other" and m.close
        and len(m.words) >= _LIKE,
        0.75, "same actors, like words ({words}), and nothing that sets them apart",
    ),
    Rule(_retold, 0.72, "one word for it and the same names beside it; no day sets them apart"),
    Rule(_only, 0.71, "the only event of its type that two articles of one story tell"),
    Rule(_put_off, 0.7, "same actors and place, planned for another day within two weeks"),
)  # fmt: skip
"""What makes two reports one, the surest first."""
