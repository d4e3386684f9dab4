"""The only event of its type in two articles of one story is one; what says that they are two keeps them apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from kgbuild.lexicon import load_lexicon
from kgbuild.model.facts import Event, Factuality, Span, When
from kgbuild.resolve.events import cluster_reports
from kgbuild.resolve.marks import World
from kgbuild.resolve.reports import Report
from kgbuild.resolve.words import load_identity_words

NEAR = World(
    load_identity_words(load_lexicon()), stories={"a": frozenset({"b"}), "b": frozenset({"a"})}, wide=frozenset()
)
FAR = replace(NEAR, stories={})
CRASH = Event("v1", "accident", "crash", (Span(0, 5, "crash"),), place="tartu")
DIED = replace(CRASH, type="death", place=None)
LEFT = replace(CRASH, type="resignation", participants=("mora",), place=None)
MONDAY = When("2026-03-09", "2026-03-09", "2026-03-09")
TUESDAY = When("2026-03-10", "2026-03-10", "2026-03-10")
LORRY = frozenset({"lorri", "bridg"})
MORE = frozenset({"accident"})


def report(event: Event, *nameless: str, **more: object) -> Report:
    told = {"terms": frozenset({event.label}), **more}
    return Report("a", "2026-03-10", event, nameless=frozenset(nameless), **told)  # type: ignore[arg-type]


def hurt(number: int, **more: object) -> Report:
    """A report of an attack of a day without a place that hurt so many."""
    hit = replace(CRASH, type="attack", place=None, when=MONDAY)
    return report(hit, signs=frozenset({f"wounded {number}"}), **more)


def reason(a: Report, b: Report, world: World) -> str:
    """Why the two are one, or an empty string; whatever the order."""
    found = set()
    for order in permutations((replace(a, article="a"), replace(b, article="b"))):
        clusters = cluster_reports(order, world).clusters
        found.add("; ".join(k.reason for c in clusters for k in c.links))
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (report(CRASH, "woman"), report(replace(CRASH, place=None), "woman")),
        (report(CRASH, "woman"), report(CRASH, "cyclist")),
        (report(CRASH, "fishers' union"), report(CRASH, "union")),
        (report(CRASH, "fishers' union"), report(CRASH, "fishers' union")),
        (report(CRASH, "woman"), report(replace(CRASH, when=MONDAY))),
        (report(replace(DIED, place="tartu")), report(CRASH)),
        (report(CRASH, beside=frozenset({"mora"})), report(replace(CRASH, place=None), beside=frozenset({"mora"}))),
        (report(CRASH, others=frozenset({"arrest"})), report(CRASH)),
        (hurt(23, words=LORRY), hurt(31, words=LORRY, parties=frozenset({"guards"}))),
        (
            report(CRASH, others=MORE, words=LORRY),
            report(CRASH, words=LORRY),
        ),
    ],
)
def test_the_only_one_of_its_type_in_a_story(one: Report, other: Report) -> None:
    assert "the only event of its type" in reason(one, other, NEAR)
    assert reason(one, other, FAR) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (report(CRASH, "nurs"), report(CRASH, "cyclist")),
        (report(CRASH, "fishers' union"), report(CRASH, "nurses' union")),
        (report(CRASH, "man"), report(CRASH, "woman")),
        (report(CRASH, "cyclist"), report(CRASH, "cyclists")),
        (report(replace(CRASH, type="attack")), report(DIED)),
        (report(CRASH), report(DIED, "man")),
        (report(CRASH, words=LORRY), report(DIED, "man", words=LORRY)),
        (report(LEFT), report(replace(LEFT, participants=()))),
        (report(CRASH), report(replace(CRASH, place="narva"))),
        (report(replace(CRASH, when=MONDAY)), report(replace(CRASH, when=TUESDAY))),
        (report(CRASH, others=MORE), report(CRASH)),
        (report(DIED, parties=frozenset({"mora"})), report(DIED, parties=frozenset({"petri"}))),
        (report(CRASH), report(replace(CRASH, type="protest"))),
        (report(CRASH), report(replace(CRASH, factuality=Factuality.PLANNED))),
        (report(replace(CRASH, type="meeting")), report(replace(CRASH, type="meeting"))),
        (
            report(CRASH, earlier=MORE, others=MORE, words=LORRY),
            report(CRASH, words=LORRY),
        ),
        (hurt(23, words=LORRY), hurt(3, words=LORRY, parties=frozenset({"guards"}))),
    ],
)  # fmt: skip
def test_two_of_one_story(one: Report, other: Report) -> None:
    assert reason(one, other, NEAR) == ""


@pytest.mark.parametrize(
    ("published", "joined"), [("2026-03-30", True), ("2026-05-08", True), ("2026-05-09", False), ("2026-03-08", False)]
)
def test_who_left_is_still_told_two_months_later(published: str, joined: bool) -> None:
    mora = frozenset({"mora"})
    left = report(replace(LEFT, when=MONDAY), subjects=mora, parties=mora)
    later = replace(report(LEFT, subjects=mora, parties=mora), published=published)
    close = "2026-02-24" <= published <= "2026-03-24"
    assert (reason(left, later, FAR) != "") == (joined or close)


def test_arrested_and_charged_are_two() -> None:
    mora = frozenset({"mora"})
    one = report(replace(LEFT, type="arrest", when=MONDAY), subjects=mora, parties=mora)
    assert reason(one, report(replace(LEFT, type="charge", when=MONDAY), subjects=mora, parties=mora), NEAR) == ""
    assert reason(one, report(replace(LEFT, type="capture", when=MONDAY), subjects=mora, parties=mora), FAR) != ""


@pytest.mark.parametrize(("day", "joined"), [("2026-03-11", True), ("2026-03-12", False)])
def test_one_round_of_a_series_is_told_two_days_apart_at_most(day: str, joined: bool) -> None:
    both = frozenset({"ardland", "belmark"})
    talks = replace(CRASH, type="meeting", participants=("ardland", "belmark"), level="round", ordinal=2, when=MONDAY)
    other = replace(talks, when=When(day, day, day))
    assert (reason(report(talks, parties=both), report(other, parties=both), FAR) != "") == joined
    assert reason(report(talks, parties=both), report(replace(talks, ordinal=3), parties=both), FAR) == ""


THREE = replace(NEAR, stories={a: frozenset("abc") - {a} for a in "abc"})
TALK = {"terms": frozenset({"talk"}), "beside": frozenset({"envoy"}), "words": frozenset({"fish", "quota", "strait"})}
TALKS = replace(CRASH, type="meeting", place=None)
PRICES = replace(CRASH, type="economy", place=None)


def groups(*reports: Report) -> set[str]:
    """Which articles tell one event, whatever the order."""
    named = [replace(r, article=name) for name, r in zip("abc", reports, strict=True)]
    found = {
        frozenset("".join(sorted(r.article for r in c.reports)) for c in cluster_reports(order, THREE).clusters)
        for order in permutations(named)
    }
    assert len(found) == 1, "the order of the input matters"
    return set(found.pop())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"parties": frozenset({"mora", "petri"})}, {"parties": frozenset({"mora", "sand"})}),
        ({"event": replace(TALKS, place="tartu")}, {"event": replace(TALKS, place="narva")}),
    ],
)
def test_a_report_that_leaves_open_who_and_where_joins_no_two_that_differ(
    one: dict[str, object], other: dict[str, object]
) -> None:
    sides = [replace(report(TALKS, **TALK), **side) for side in (one, other)]  # type: ignore[arg-type]
    open_ = report(TALKS, **TALK)
    assert groups(sides[0], open_, sides[0]) == {"abc"}
    assert "abc" not in groups(sides[0], open_, sides[1])


def test_what_befell_two_is_joined_by_no_third_that_names_nobody() -> None:
    who = ({"mora"}, set(), {"petri"})
    left = [report(LEFT, subjects=frozenset(one), words=LORRY, terms=frozenset({"quit"})) for one in who]
    assert groups(left[0], left[1], left[0]) == {"abc"}
    assert len(groups(*left)) == 2


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (When("2026-01", "2026-01-01", "2026-01-31"), When("2025-10", "2025-10-01", "2025-10-31"), False),
        (When("2002", "2002-01-01", "2002-12-31"), When("2025", "2025-01-01", "2025-12-31"), False),
        (When("2026-01", "2026-01-01", "2026-01-31"), When("2026-01-20", "2026-01-20", "2026-01-20"), True),
        (When("2026-01", "2026-01-01", "2026-01-31"), When(), True),
    ],
)
def test_months_and_years_that_do_not_meet_are_of_two(one: When, other: When, joined: bool) -> None:
    reports = (report(replace(CRASH, when=when), "woman") for when in (one, other))
    assert bool(reason(*reports, NEAR)) is joined


def test_figures_of_an_economy_tell_it_apart() -> None:
    one, same, other = (
        report(PRICES, words=LORRY, terms=frozenset({"rose"}), signs=frozenset({n, "2"} if n == "0.5" else {n}))
        for n in ("0.5", "2", "0.7")
    )
    assert reason(one, same, NEAR)
    assert not reason(one, other, NEAR)


def test_one_word_tells_one_event_where_a_story_is_sure() -> None:
    war, others = (report(replace(CRASH, type="war", place=None), terms=frozenset({w})) for w in ("war", "rebellion"))
    assert not reason(war, war, NEAR)
    assert reason(war, war, replace(NEAR, tight=NEAR.stories))
    assert not reason(war, others, replace(NEAR, tight=NEAR.stories))


ROSE = {"terms": frozenset({"rose"}), "words": frozenset({"crud", "pric"})}
SURGED = {**ROSE, "terms": frozenset({"surg"})}
QUOTA = {"mora": frozenset({"mora"}), "both": frozenset({"mora", "petri"})}


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (ROSE, ROSE, False),  # prices rise all the time
        (ROSE, {**ROSE, "signs": frozenset({"47.20"})}, False),
        ({**ROSE, "signs": frozenset({"47.20", "3"})}, {**SURGED, "signs": frozenset({"47.20"})}, True),
        ({**ROSE, "signs": frozenset({"3"})}, {**SURGED, "signs": frozenset({"3"})}, False),
        ({**ROSE, "beside": QUOTA["mora"]}, {**ROSE, "beside": QUOTA["mora"]}, True),
        ({**ROSE, "beside": QUOTA["mora"]}, {**SURGED, "beside": QUOTA["mora"]}, False),
        ({**ROSE, "parties": QUOTA["mora"]}, {**ROSE, "parties": QUOTA["mora"]}, True),
        ({**ROSE, "parties": QUOTA["mora"]}, {**SURGED, "parties": QUOTA["mora"]}, False),
        ({**ROSE, "parties": QUOTA["both"]}, {**SURGED, "parties": QUOTA["both"]}, True),
    ],
)
def test_what_a_story_tells_often_is_one_by_more_than_its_type(
    one: dict[str, object], other: dict[str, object], joined: bool
) -> None:
    prices = replace(PRICES, type="market")
    found = reason(report(prices, **one), report(prices, **other), NEAR)  # type: ignore[arg-type]
    assert bool(found) is joined


@pytest.mark.parametrize(("who", "joined"), [("both", True), ("mora", False)])
def test_one_who_meets_without_a_day_may_have_met_others(who: str, joined: bool) -> None:
    met = report(TALKS, parties=QUOTA[who], beside=QUOTA[who], terms=frozenset({"talk"}), words=frozenset({"urg"}))
    assert bool(reason(met, met, NEAR)) is joined


def test_one_word_makes_no_event_of_two_of_a_place_and_day() -> None:
    shares = replace(PRICES, type="market", place="tartu", when=MONDAY)
    fell, rose = (
        report(shares, terms=frozenset({t}), words=frozenset({"share", w}))
        for t, w in (("fell", "bank"), ("rose", "brewer"))
    )
    world = replace(FAR, within={})
    assert not reason(fell, rose, world)
    assert reason(fell, replace(rose, words=frozenset({"share", "bank"})), world)
