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


def together(a: Happening, b: Happening, within: dict[str, str] | None = None) -> bool:
    reports = [Report("a", "2026-03-11", a), Report("b", "2026-03-12", b)]
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
    reports = [Report("a", "", TALKS), Report("a", "", replace(TALKS, id="m2"))]
    assert len(cluster_reports(reports, within={})) == 2


def test_every_join_has_a_reason() -> None:
    (cluster,) = cluster_reports([Report("a", "", TALKS), Report("b", "", TALKS)], within={})
    assert cluster.reasons == ("", "same actors, days and place")


def test_a_further_report_changes_no_id() -> None:
    far = replace(TALKS, id="m9", place="oslo", when=on("2026-05-01"))
    before = cluster_reports([Report("b", "2026-03-11", TALKS), Report("b", "2026-03-11", far)], within={})
    more = Report("a", "2026-03-10", replace(TALKS, participants=("ardland", "belmark", "cirland")))
    after = cluster_reports([more, *(r for c in before for r in c.reports)], within={})
    assert len(after) == 2
    names = {"porto": "Porto", "oslo": "Oslo"}
    assert set(happening_ids(before, names=names)) == set(happening_ids(after, names=names))


def test_ids_are_unique_even_for_twins() -> None:
    twins = [Report("a", "", replace(TALKS, id=f"m{i}", spans=(Span(i, i + 5, "talks"),))) for i in range(3)]
    ids = happening_ids(cluster_reports(twins, within={}), names={})
    assert len(set(ids)) == 3
