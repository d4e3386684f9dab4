"""Which reports speak of one event, and which only look alike."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from kgbuild.lexicon import load_lexicon
from kgbuild.model.facts import Event, Factuality, Span, When
from kgbuild.resolve.events import Cluster, cluster_reports, event_ids
from kgbuild.resolve.marks import World
from kgbuild.resolve.reports import Report
from kgbuild.resolve.words import load_identity_words


def on(first: str, last: str | None = None) -> When:
    return When(first, first, last or first)


def report(event: Event, published: str = "2026-03-11", /, **more: object) -> Report:
    parties = frozenset((*event.participants, *event.initiators))
    own = {"terms": frozenset(s.text for s in event.spans), "named": parties, "subjects": frozenset(event.participants)}
    return Report("a", published, event, parties, **(own | more))  # type: ignore[arg-type]


TALKS = Event(
    "m1",
    "meeting",
    "talks",
    (Span(0, 5, "talks"),),
    participants=("ardland", "belmark"),
    place="porto",
    when=on("2026-03-10"),
)
ROUND = replace(TALKS, level="round", ordinal=2)
PLANNED = replace(TALKS, factuality=Factuality.PLANNED, when=on("2026-03-18"), place=None)
DEAL = replace(TALKS, type="agreement")
ATTACK = replace(TALKS, type="attack", participants=(), initiators=("harbour-front",))
VISIT = replace(TALKS, participants=("ardland",))
PLANNED_THERE = replace(PLANNED, place="porto")
FIRE = replace(TALKS, type="disaster", participants=(), spans=(Span(0, 4, "fire"),))
RATE = replace(TALKS, type="rate", participants=(), initiators=("bank",), place=None)
RESIGNED = replace(TALKS, type="resignation", participants=("anna",), place=None)
JOURNEY = replace(VISIT, type="journey")
CEREMONY = replace(VISIT, type="ceremony")
POLL = replace(VISIT, type="poll")
LIKE = frozenset({"batter", "carmaker", "suppl"})
DEPOT = {"words": frozenset({"depot", "fuel", "tank"}), "phrases": frozenset({"fuel depot"})}
SHELLING = {"words": frozenset({"build", "hous", "shell", "wound"}), "phrases": frozenset({"apartment build"})}


WORDS = load_identity_words(load_lexicon())
WIDE = frozenset({"portugal", "ardland-territory"})


def clustered(reports: list[Report]) -> tuple[Cluster, ...]:
    return cluster_reports(reports, World(WORDS)).clusters


def reason(a: Report, b: Report, *more: Report, within: dict[str, str] | None = None) -> str:
    """Why the first two are one, or an empty string; whatever the order."""
    reports = [replace(r, article=name) for name, r in zip("abcd", (a, b), strict=False)] + list(more)
    found = set()
    for order in permutations(reports):
        clusters = cluster_reports(order, World(WORDS, within or {}, WIDE)).clusters
        one = next(c for c in clusters if any(r.article == "a" and r.event == a.event for r in c.reports))
        joined = any(r.article == "b" and r.event == b.event for r in one.reports)
        found.add("; ".join(k.reason for k in one.links) if joined else "")
    assert len(found) == 1, "the order of the input matters"
    return found.pop()


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (report(TALKS), report(TALKS), "same actors, days and place"),
        (
            report(VISIT, terms=frozenset({"visit"})),
            report(JOURNEY, terms=frozenset({"travell"})),
            "same actors, days and place",
        ),
        (
            report(CEREMONY, terms=frozenset({"funeral"})),
            report(CEREMONY, terms=frozenset({"bur"})),
            "same actors, days and place",
        ),
        (report(POLL, signs=frozenset({"31"})), report(POLL, signs=frozenset({"31", "7"})), "same actors, days"),
        (report(TALKS), report(replace(TALKS, level="round")), "same actors, days and place"),
        (report(TALKS), report(replace(TALKS, place="portugal")), "same actors, days and place"),
        (report(TALKS), report(replace(TALKS, place=None)), "same actors and days"),
        (report(TALKS), report(replace(TALKS, participants=("ardland", "belmark", "cirland"))), "same actors, days"),
        (report(TALKS), report(replace(TALKS, when=on("2026-03-09", "2026-03-10"))), "same actors, days and place"),
        (
            report(TALKS, words=LIKE),
            report(replace(TALKS, place="lisbon"), words=LIKE),
            "same actors and days, like words (batter, carmaker, suppl); the places differ",
        ),
        (report(ROUND), report(replace(ROUND, when=on("2026-03-12"))), "the same one in its series; the days differ"),
        (report(PLANNED), report(replace(PLANNED, when=on("2026-03-19"))), "planned for days next to each other"),
        (report(PLANNED), report(replace(PLANNED, factuality=Factuality.CANCELLED), "2026-03-14"), "same actors and"),
        (
            report(PLANNED),
            report(replace(PLANNED, factuality=Factuality.ACTUAL, when=on("2026-03-19"), place="oslo"), "2026-03-20"),
            "planned for days next to each other",
        ),
        (
            report(DEAL, words=LIKE),
            report(replace(DEAL, place="lisbon", when=on("2026-03-11")), words=LIKE),
            "same actors, days next to each other, like words (batter, carmaker, suppl); the days differ",
        ),
        (
            report(ATTACK, night="late", **DEPOT),
            report(replace(ATTACK, initiators=(), when=on("2026-03-11")), night="early", **DEPOT),
            "one night at one place, like words (fuel depot); told by its two days",
        ),
        (report(ATTACK, **DEPOT), report(replace(ATTACK, initiators=()), **DEPOT), "same days and place, like words"),
        (report(TALKS), report(replace(TALKS, factuality=Factuality.NEGATED)), "same actors, days and place"),
        (report(VISIT), report(VISIT), "same actors, days and place"),
        (report(RESIGNED), report(replace(RESIGNED, when=on("2026-03-11"))), "it befalls one and the same, once"),
        (report(RESIGNED), report(replace(RESIGNED, type="dismissal")), "it befalls one and the same, once"),
        (report(RATE), report(replace(RATE, place="porto")), "of this kind somebody does one a day"),
        (
            report(FIRE, terms=frozenset({"fir"}), words=frozenset({"factor"})),
            report(FIRE, terms=frozenset({"fir"}), words=frozenset({"plant", "school"})),
            "one sort of event at one place on one day",
        ),
        (
            report(FIRE, terms=frozenset({"fir"})),
            report(FIRE, terms=frozenset({"blaz"})),
            "one sort of event at one place on one day",
        ),
        (report(DEAL), report(replace(DEAL, when=When())), "same actors and place; one gives no day"),
        (
            report(VISIT, nameless=frozenset({"farm"})),
            report(replace(VISIT, when=When()), nameless=frozenset({"farm"})),
            "same actors and place; one gives no day",
        ),
        (
            report(PLANNED_THERE),
            report(replace(TALKS, when=on("2026-03-22")), "2026-03-23"),
            "planned for another day within two weeks",
        ),
        (
            report(PLANNED_THERE),
            report(replace(TALKS, when=on("2026-03-27")), "2026-03-28", words=frozenset({"postpon"})),
            "planned for another day within two weeks",
        ),
    ],
)
def test_one_event(one: Report, other: Report, why: str) -> None:
    found = reason(one, other, within={"porto": "portugal"})
    assert found
    assert why in found


def people(*who: str) -> frozenset[tuple[str, str]]:
    return frozenset((name, body) for name, body in zip(who, ("ardland", "belmark"), strict=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            report(ATTACK, **SHELLING), report(replace(ATTACK, when=on("2026-03-11")), "2026-03-12", **SHELLING),
            id="shelling of one town on two days",
        ),
        pytest.param(
            report(ATTACK, night="late", **SHELLING),
            report(replace(ATTACK, when=on("2026-03-12")), night="early", **SHELLING),
            id="two nights running",
        ),
        pytest.param(
            report(ATTACK, night="late", **DEPOT),
            report(replace(ATTACK, initiators=("valley-front",), when=on("2026-03-11")), night="early", **DEPOT),
            id="one night, another attacker",
        ),
        pytest.param(
            report(replace(ATTACK, place="ardland-territory"), pinned=False, **SHELLING),
            report(replace(ATTACK, place="porto"), **SHELLING),
            id="an attack somewhere in a country and one in its town",
        ),
        pytest.param(
            report(replace(ATTACK, participants=("ardland",)), **SHELLING),
            report(replace(ATTACK, participants=("ardland",), place="lisbon"), **SHELLING),
            id="two towns attacked on one day",
        ),
        pytest.param(
            report(FIRE, terms=frozenset({"fir"}), words=frozenset({"factor"})),
            report(FIRE, terms=frozenset({"fir"}), words=frozenset({"school"})),
            id="a fire in a factory and one in a school of a town",
        ),
        pytest.param(
            report(RATE), report(replace(RATE, initiators=("other-bank",))), id="the rates of two banks",
        ),
        pytest.param(
            report(RATE), report(replace(RATE, when=on("2026-03-17")), "2026-03-18"), id="two rates of a bank",
        ),
        pytest.param(
            report(PLANNED_THERE), report(replace(TALKS, when=on("2026-03-23")), "2026-03-24"),
            id="planned for one day and held five days later, and nobody says that it was put off",
        ),
        pytest.param(
            report(replace(TALKS, participants=("cabinet",)), words=LIKE),
            report(replace(TALKS, participants=("cabinet",), when=on("2026-03-17")), "2026-03-18", words=LIKE),
            id="a weekly cabinet meeting",
        ),
        pytest.param(
            report(TALKS, words=LIKE), report(replace(TALKS, when=on("2026-03-11")), words=LIKE),
            id="talks on two days running",
        ),
        pytest.param(
            report(ROUND, words=LIKE), report(replace(ROUND, ordinal=3, when=on("2026-03-12")), words=LIKE),
            id="two rounds of a series",
        ),
        pytest.param(
            report(replace(TALKS, level="day")), report(replace(TALKS, level="day", when=on("2026-03-11"))),
            id="two days of a round",
        ),
        pytest.param(report(TALKS), report(replace(TALKS, when=on("2026-03-29"))), id="two visits in a month"),
        pytest.param(
            report(replace(TALKS, type="decision", participants=("bank",)), words=LIKE),
            report(replace(TALKS, type="decision", participants=("bank",), when=on("2026-06-10")), words=LIKE),
            id="two quarterly decisions on rates",
        ),
        pytest.param(
            report(TALKS, people=people("anna", "boris")), report(TALKS, people=people("carla", "dmitri")),
            id="presidents and their ministers on one day",
        ),
        pytest.param(
            report(TALKS), report(replace(TALKS, participants=("ardland", "cirland"))), id="one state met two others",
        ),
        pytest.param(
            report(TALKS),
            report(replace(PLANNED, when=on("2026-03-12")), "2026-03-11"),
            id="met on Tuesday and will meet again on Thursday",
        ),
        pytest.param(
            report(DEAL, words=LIKE), report(replace(DEAL, when=on("2026-03-11")), words=frozenset({"ferr", "rout"})),
            id="two deals of two days",
        ),
        pytest.param(
            report(replace(DEAL, when=When())), report(replace(DEAL, when=When())), id="two undated deals",
        ),
        pytest.param(
            report(TALKS), report(replace(TALKS, factuality=Factuality.HYPOTHETICAL)), id="met, and would have met if",
        ),
        pytest.param(
            report(VISIT, nameless=frozenset({"farm"})), report(VISIT, nameless=frozenset({"leader"})),
            id="met farmers and met union leaders, in one town on one day",
        ),
        pytest.param(
            report(FIRE, terms=frozenset({"fir"})), report(FIRE, terms=frozenset({"flood"})),
            id="a fire and a flood of one town and day",
        ),
        pytest.param(
            report(RESIGNED), report(replace(RESIGNED, participants=("boris",))), id="two who resigned on one day",
        ),
        pytest.param(
            report(RESIGNED), report(replace(RESIGNED, when=on("2026-04-20")), "2026-04-21"),
            id="one who resigned twice, months apart",
        ),
        pytest.param(report(TALKS), report(replace(TALKS, type="strike")), id="of two types"),
        pytest.param(
            report(TALKS, terms=frozenset({"talk"})),
            report(replace(TALKS, type="journey"), terms=frozenset({"travell"})),
            id="talks, and the journey to them",
        ),
        pytest.param(
            report(JOURNEY, terms=frozenset({"arriv"})), report(JOURNEY, terms=frozenset({"left"})),
            id="who arrives and leaves in a day",
        ),
        pytest.param(
            report(CEREMONY, terms=frozenset({"funeral"})), report(CEREMONY, terms=frozenset({"wreath"})),
            id="a funeral and a wreath laid",
        ),
        pytest.param(
            report(POLL, signs=frozenset({"31", "12"})), report(POLL, signs=frozenset({"27", "22"})),
            id="two polls of a day",
        ),
        pytest.param(
            report(FIRE, signs=frozenset({"= berta"})), report(FIRE, signs=frozenset({"= carlos"})),
            id="two storms that have names",
        ),
    ],
)  # fmt: skip
def test_two_that_look_alike(one: Report, other: Report) -> None:
    assert reason(one, other, within={"porto": "ardland-territory"}) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PLANNED, replace(PLANNED, participants=(), when=on("2026-03-19"))),  # "the talks will go ahead on the 19th"
        (replace(PLANNED, when=When()), replace(PLANNED, when=When())),  # "another round will be held soon"
        (TALKS, replace(TALKS, when=When(), place=None)),  # "the two met"
        (
            replace(TALKS, when=When(), place=None),
            replace(TALKS, when=When(), participants=(*TALKS.participants, "mayor")),
        ),
    ],
)
def test_articles_of_one_story_need_fewer_marks(one: Event, other: Event) -> None:
    named = frozenset({"ardland", "belmark"})
    a, b = report(one, named=named), report(other, named=named)
    shared = [replace(report(replace(ATTACK, id="v1"), **DEPOT), article=name) for name in "ab"]
    old = [replace(r, event=replace(r.event, when=on("2014-03-10"))) for r in shared]
    assert "articles of one story" in reason(a, b, *shared)
    assert reason(a, b) == ""
    assert reason(a, b, *old) == "", "a war of years ago makes no common story"


def test_reports_of_one_article_are_never_joined_here() -> None:
    reports = [report(TALKS), report(replace(TALKS, id="m2"))]
    assert len(clustered(reports)) == 2


def test_the_best_fit_wins() -> None:
    vague = replace(TALKS, id="m0", place=None, level="round")
    first = [replace(report(h, "2026-03-10"), article="b") for h in (vague, TALKS)]
    clusters = clustered([*first, report(TALKS)])
    assert {len(c.reports) for c in clusters} == {1, 2}
    (link,) = max(clusters, key=lambda c: len(c.reports)).links
    assert link.reason == "same actors, days and place"


def test_a_later_report_changes_no_id() -> None:
    far = replace(TALKS, id="m9", place="oslo", when=on("2026-05-01"))
    first = [replace(report(TALKS), article="b"), replace(report(far), article="b")]
    before = clustered(first)
    later = [
        replace(report(replace(ROUND, place=None, ordinal=None), "2026-03-12"), article=name, words=LIKE)
        for name in ("a", "c")
    ]
    after = clustered([*later, *first])
    assert sorted(len(c.reports) for c in after) == [1, 3]
    names = {"porto": "Porto", "oslo": "Oslo"}
    assert set(event_ids(before, names=names)) == set(event_ids(after, names=names))


def test_ids_are_unique_even_for_twins() -> None:
    twins = [report(replace(TALKS, id=f"m{i}", spans=(Span(i, i + 5, "talks"),))) for i in range(3)]
    ids = event_ids(clustered(twins), names={})
    assert len(set(ids)) == 3


ELSEWHERE = replace(TALKS, place="lisbon")


def test_one_meeting_at_two_places_is_in_dispute() -> None:
    assert "only the places differ" in reason(report(TALKS), report(ELSEWHERE))
    third = replace(report(replace(TALKS, factuality=Factuality.NEGATED)), article="c")
    assert "only the places differ" in reason(report(TALKS), report(ELSEWHERE), third)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            report(TALKS),
            report(replace(ELSEWHERE, when=on("2026-03-11"))),
            id="two rounds of one week in two towns",
        ),
        pytest.param(report(TALKS), report(replace(ELSEWHERE, spans=(Span(0, 5, "visit"),))), id="talks and a visit"),
        pytest.param(
            report(TALKS),
            report(replace(ELSEWHERE, participants=("ardland", "belmark", "cirland"))),
            id="one with a third party",
        ),
        pytest.param(report(TALKS), report(ELSEWHERE, others=frozenset({"meeting"})), id="one article tells another"),
        pytest.param(report(VISIT), report(replace(VISIT, place="lisbon")), id="one alone was at two places"),
        pytest.param(
            report(TALKS, people=people("anna", "boris")),
            report(ELSEWHERE, people=people("carla", "dmitri")),
            id="presidents here, ministers there",
        ),
        pytest.param(
            report(replace(TALKS, when=on("2026-03-09", "2026-03-10"))),
            report(replace(ELSEWHERE, when=on("2026-03-09", "2026-03-10"))),
            id="of several days",
        ),
        pytest.param(
            report(replace(TALKS, factuality=Factuality.NEGATED)), report(ELSEWHERE), id="not held here, held there",
        ),
    ],
)  # fmt: skip
def test_two_meetings_at_two_places(one: Report, other: Report) -> None:
    assert reason(one, other) == ""


def test_who_tells_both_places_tells_two() -> None:
    both = [replace(report(ELSEWHERE), article="b"), replace(report(replace(TALKS, id="m2")), article="b")]
    sizes = sorted(len(c.reports) for c in clustered([report(TALKS), *both]))
    assert sizes == [1, 2]
