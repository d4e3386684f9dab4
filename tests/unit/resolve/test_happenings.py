"""Which reports speak of one event: two agreeing marks, nothing on one weak sign."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from kgbuild.model.facts import Factuality, Happening, Span, When
from kgbuild.resolve.happenings import Report, cluster_reports, happening_ids

TALKS = Happening(
    "m1",
    "meeting",
    "talks",
    (Span(0, 5, "talks"),),
    level="round",
    participants=("ardland", "belmark"),
    place="porto",
    when=When("2026-03-10", "2026-03-10", "2026-03-10"),
)


def on(first: str, last: str | None = None) -> When:
    return When(first, first, last or first)


def report(article: str, happening: Happening, published: str = "2026-03-11", *words: str) -> Report:
    return Report(article, published, happening, frozenset(happening.participants), frozenset(words))


def together(a: Happening, b: Happening, within: dict[str, str] | None = None) -> bool:
    reports = [report("a", a), report("b", b, "2026-03-12")]
    found = {len(cluster_reports(list(order), within=within or {})) for order in permutations(reports)}
    assert len(found) == 1, "the order of the input matters"
    return found == {1}


@pytest.mark.parametrize(
    "other",
    [
        TALKS,
        replace(TALKS, place=None),
        replace(TALKS, place="portugal"),
        replace(TALKS, participants=("ardland", "belmark", "cirland")),
        replace(TALKS, when=on("2026-03-09", "2026-03-10")),
        replace(TALKS, place="lisbon"),  # the outlets disagree on the place: one meeting, two claims
        replace(TALKS, when=on("2026-03-12")),  # … or on the day
        replace(TALKS, level=None),
    ],
)
def test_one_meeting(other: Happening) -> None:
    assert together(TALKS, other, {"porto": "portugal"})


@pytest.mark.parametrize(
    "other",
    [
        replace(TALKS, participants=("cirland", "dorland"), place="lisbon"),
        replace(TALKS, when=on("2026-04-20")),
        replace(TALKS, when=on("2026-03-12"), place="lisbon"),
        replace(TALKS, level="day"),
        replace(TALKS, type="attack"),
        replace(TALKS, factuality=Factuality.NEGATED),
        replace(TALKS, ordinal=2),
        replace(TALKS, participants=("ardland", "cirland"), when=When()),
    ],
)
def test_two_meetings(other: Happening) -> None:
    assert not together(replace(TALKS, ordinal=1), other)


def test_reports_of_one_article_are_never_joined_here() -> None:
    reports = [report("a", TALKS), report("a", replace(TALKS, id="m2"))]
    assert len(cluster_reports(reports, within={})) == 2


def test_every_join_has_a_reason() -> None:
    (cluster,) = cluster_reports([report("a", TALKS), report("b", TALKS)], within={})
    assert cluster.reasons == ("", "same actors, days and place")


def test_a_further_report_changes_no_id() -> None:
    far = replace(TALKS, id="m9", place="oslo", when=on("2026-05-01"))
    before = cluster_reports([report("b", TALKS), report("b", far)], within={})
    more = report("a", replace(TALKS, participants=("ardland", "belmark", "cirland")), "2026-03-10")
    after = cluster_reports([more, *(r for c in before for r in c.reports)], within={})
    assert len(after) == 2
    names = {"porto": "Porto", "oslo": "Oslo"}
    assert set(happening_ids(before, names=names)) == set(happening_ids(after, names=names))


def test_ids_are_unique_even_for_twins() -> None:
    twins = [report("a", replace(TALKS, id=f"m{i}", spans=(Span(i, i + 5, "talks"),))) for i in range(3)]
    ids = happening_ids(cluster_reports(twins, within={}), names={})
    assert len(set(ids)) == 3


def test_a_deal_told_with_another_day_and_place_is_one_if_the_words_are_alike() -> None:
    deal = replace(TALKS, type="agreement", level=None)
    other = replace(deal, place="lisbon", when=on("2026-03-11"))
    words = ("supply", "contract", "battery")
    alike = [report("a", deal, "2026-03-11", *words), report("b", other, "2026-03-12", *words)]
    unlike = [report("a", deal, "2026-03-11", *words), report("b", other, "2026-03-12", "ferry", "route")]
    assert len(cluster_reports(alike, within={})) == 1
    assert len(cluster_reports(unlike, within={})) == 2
