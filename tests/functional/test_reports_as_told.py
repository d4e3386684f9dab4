"""Meetings and statements of 156 whole reports by five blind writers (`tests/gold/reports`): no figure may fall.

Of 88 of the reports the errors were read, of the other 68 only these figures.
"""

from __future__ import annotations

import pytest

from kgbuild.model.facts import ArticleFacts
from tests.functional.told import Case, called, cases, facts_of, is_said, is_told

# how many are right at least, of how many: meetings with who, where and when, statements with their speaker, and those
# of them that are directed at somebody
FLOORS = {
    "read": {"meetings": (160, 281), "statements": (216, 287), "targets": (41, 104)},
    "unread": {"meetings": (89, 213), "statements": (161, 229), "targets": (27, 81)},
}
FALSE = {"read": 0, "unread": 2}  # meetings at most that a report says were none


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ArticleFacts]:
    return facts_of("reports", FLOORS, tmp_path_factory.mktemp("reports"))


def met(case: Case, facts: ArticleFacts) -> int:
    """Return how many of a report's meetings are found, each by one of its own."""
    left, names, count = list(facts.meetings), called(facts), 0
    for want in sorted(case["expect"].get("meetings", []), key=lambda w: -len(w)):
        own = next((m for m in left if is_told(want, m, names)), None)
        if own is not None:
            left.remove(own)
            count += 1
    return count


def said(case: Case, facts: ArticleFacts, *, directed: bool) -> int:
    """Return how many of a report's statements are found; `directed`: of those with a target, with it."""
    names, wants = called(facts), case["expect"].get("positions", [])
    some = [
        w if directed else {k: w[k] for k in ("speaker", "content")} for w in wants if w.get("target") or not directed
    ]
    return sum(any(is_said(w, p, names) for p in facts.positions) for w in some)


def wrong(case: Case, facts: ArticleFacts) -> int:
    """Return how many meetings are told as held or planned that a report says were none."""
    held = [m for m in facts.meetings if m.factuality.value in {"actual", "planned"}]
    names = called(facts)
    return sum(any(is_told(w, m, names) for m in held) for w in case["expect"].get("no_meetings", []))


@pytest.mark.parametrize("name", FLOORS)
def test_no_fewer_are_read_right(name: str, told: dict[str, ArticleFacts]) -> None:
    every = cases("reports", name)
    wants = [w for c in every for w in c["expect"].get("positions", [])]
    asked = {
        "meetings": sum(len(c["expect"].get("meetings", [])) for c in every),
        "statements": len(wants),
        "targets": sum("target" in w for w in wants),
    }
    pairs = [(c, told[c["id"]]) for c in every]
    found = {
        "meetings": sum(met(c, f) for c, f in pairs),
        "statements": sum(said(c, f, directed=False) for c, f in pairs),
        "targets": sum(said(c, f, directed=True) for c, f in pairs),
    }
    assert {figure: of for figure, (_, of) in FLOORS[name].items()} == asked
    assert {figure: found[figure] for figure, (floor, _) in FLOORS[name].items() if found[figure] < floor} == {}
    assert sum(wrong(c, f) for c, f in pairs) <= FALSE[name]
