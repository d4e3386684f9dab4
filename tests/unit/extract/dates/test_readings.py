"""What expressions mean, without a parser: the whole grammar over plain strings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kgbuild.extract.dates.find import _as_limit, _fact, _hedged, _read
from kgbuild.extract.dates.knowledge import DateKnowledge, load_dates
from kgbuild.extract.dates.lexer import lex, merge_numbers
from kgbuild.extract.dates.reading import Context, Direction, Look
from kgbuild.lexicon import load_lexicon
from kgbuild.model.facts import DateFact

PUBLISHED = date(2026, 2, 18)  # a Wednesday


@pytest.fixture(scope="module")
def knowledge() -> DateKnowledge:
    return load_dates(load_lexicon())


def find_in_text(
    text: str, *, knowledge: DateKnowledge, published: date | None,
    look: Callable[[int], Look] = lambda _place: Look(),
) -> tuple[DateFact, ...]:  # fmt: skip
    """Read a plain string; `look` says which way it looks at a character. Names are not told from dates here."""
    words = knowledge.words
    found, _ = _read(merge_numbers(lex(text, words)), Context(published, look, words.days), knowledge, text)
    hedged = (_hedged(f, text[: f.start], words, published) for f in found)
    hedged = (_as_limit(f, text, (0, len(text)), words) for f in hedged)
    return tuple(_fact(f, text, k) for k, f in enumerate(hedged, 1))


def only(text: str, knowledge: DateKnowledge, published: date | None = PUBLISHED) -> DateFact:
    found = find_in_text(text, knowledge=knowledge, published=published)
    assert len(found) == 1, [d.text for d in found]
    return found[0]


ABSOLUTE = [
    ("on February 24, 2022, they", "February 24, 2022", "2022-02-24"),
    ("on 24 February 2022", "24 February 2022", "2022-02-24"),
    ("on Feb. 24, 2022", "Feb. 24, 2022", "2022-02-24"),
    ("on the 24th of February 2022", "the 24th of February 2022", "2022-02-24"),
    ("on March eighth", "March eighth", "2026-03-08"),
    ("on Monday, Feb. 16, after", "Monday, Feb. 16", "2026-02-16"),
    ("on Tuesday, February 17", "Tuesday, February 17", "2026-02-17"),
    ("on Tuesday, Dec. 1", "Tuesday, Dec. 1", "2026-12-01"),
    ("the September 11 attacks, he", "September 11 attacks", "2001-09-11"),
    ("between the years 1990 and 2015", "1990 and 2015", "1990/2015"),
    ("on 2026-03-01", "2026-03-01", "2026-03-01"),
    ("on 18/02/2026", "18/02/2026", "2026-02-18"),
    ("on 18.02.2026", "18.02.2026", "2026-02-18"),
    ("on 3.4.2026", "3.4.2026", "2026-04-03"),
    ("on 5/5/2026", "5/5/2026", "2026-05-05"),
    ("in August 1988", "August 1988", "1988-08"),
    ("ended in June.", "June", "2026-06"),
    ("since 1985", "1985", "1985/.."),
    ("the year two thousand", "the year two thousand", "2000"),
    ("in nineteen ninety-six", "nineteen ninety-six", "1996"),
    ("in the 1980s", "the 1980s", "198X"),
    ("in the '80s", "the '80s", "198X"),
    ("in the 19th century", "the 19th century", "18XX"),
    ("in the summer of 2024", "the summer of 2024", "2024-22"),
    ("in the third quarter of 1984", "the third quarter of 1984", "1984-07/1984-09"),
    ("in the second half of 2025", "the second half of 2025", "2025-07/2025-12"),
    ("February 17-18", "February 17-18", "2026-02-17/2026-02-18"),
    ("from 3 to 5 May", "3 to 5 May", "2026-05-03/2026-05-05"),
    ("on 24, 25 and 26 March", "24, 25 and 26 March", "2026-03-24/2026-03-26"),
    ("on the first Monday of October 2026", "the first Monday of October 2026", "2026-10-05"),
    ("on the last Friday in March", "the last Friday in March", "2026-03-27"),
    ("between May 3 and 5", "May 3 and 5", "2026-05-03/2026-05-05"),
    ("from May 30 to June 2", "May 30 to June 2", "2026-05-30/2026-06-02"),
    ("between 1985 and 1987", "1985 and 1987", "1985/1987"),
    ("the 2022-23 season", "2022-23", "2022/2023"),
    ("from June 2024 to May 2025", "June 2024 to May 2025", "2024-06/2025-05"),
    ("on Good Friday 2024", "Good Friday 2024", "2024-03-29"),
    ("after the September 11 attacks", "September 11 attacks", "2001-09-11"),
    ("in the week of March 9", "the week of March 9", "2026-03-09/2026-03-15"),
    ("in the second week of March", "the second week of March", "2026-03-08~/2026-03-14~"),
    ("in June last year", "June last year", "2025-06"),
    ("later this year on May 5", "later this year on May 5", "2026-05-05"),
]


@pytest.mark.parametrize(("text", "span", "edtf"), ABSOLUTE, ids=[a[0] for a in ABSOLUTE])
def test_named_dates(text: str, span: str, edtf: str, knowledge: DateKnowledge) -> None:
    found = only(text, knowledge)
    assert (found.text, found.edtf, found.resolved) == (span, edtf, True)


RELATIVE = [
    ("today", "2026-02-18", "2026-02-18"),
    ("the day before yesterday", "2026-02-16", "2026-02-16"),
    ("last week", "2026-02-09/2026-02-15", "2026-W07"),
    ("next week", "2026-02-23/2026-03-01", "2026-W09"),
    ("this month", "2026-02", "2026-02"),
    ("last year", "2025", "2025"),
    ("earlier this week", "2026-02-16/2026-02-18", "2026-W08"),
    ("later this month", "2026-02-18/2026-02-28", "2026-02"),
    ("the past month", "2026-01-18~/2026-02-18", "P1M"),
    ("in the last week", "2026-02-11~/2026-02-18", "P1W"),
    ("the next two weeks", "2026-02-18/2026-03-04~", "P2W"),
    ("in recent days", "/2026-02-18", "PAST_REF"),
    ("ten days ago", "2026-02-08", "2026-02-08"),
    ("two years ago", "2024", "2024"),
    ("two decades ago", "2006~", "2006"),
    ("in three days' time", "2026-02-21", "2026-02-21"),
    ("two weeks from now", "2026-03-02/2026-03-08", "2026-W10"),
    ("last Friday", "2026-02-13", "2026-02-13"),
    ("last Wednesday", "2026-02-11", "2026-02-11"),
    ("next Friday", "2026-02-27", "2026-02-27"),
    ("this coming Sunday", "2026-02-22", "2026-02-22"),
    ("last summer", "2025-22", "2025-SU"),
    ("next January", "2027-01", "2027-01"),
    ("early next year", "2027", "2027"),
    ("the end of the year", "2026", "2026"),
    ("Tuesday night", "2026-02-17", "2026-02-17TNI"),
    ("last night", "2026-02-17", "2026-02-17TNI"),
    ("7:15 a.m. on Monday", "2026-02-16", "2026-02-16T07:15"),
    ("noon Tuesday", "2026-02-17", "2026-02-17T12:00"),
    ("0400 GMT", "2026-02-18", "2026-02-18T04:00"),
]


@pytest.mark.parametrize(("text", "edtf", "value"), RELATIVE, ids=[r[0] for r in RELATIVE])
def test_relative_to_publication(text: str, edtf: str, value: str, knowledge: DateKnowledge) -> None:
    found = only(text, knowledge)
    assert (found.edtf, found.timex.value) == (edtf, value)


UNPLACED = [
    ("Friday", "XXXX-WXX-5"),
    ("yesterday", "XXXX-XX-XX"),
    ("last year", "XXXX"),
    ("March 16", "XXXX-03-16"),
    ("in May", "XXXX-05"),
    ("the third quarter", "XXXX-Q3"),
    ("February 17-18", "XXXX-02-17/XXXX-02-18"),
    ("Monday morning", "XXXX-WXX-1TMO"),
]


@pytest.mark.parametrize(("text", "value"), UNPLACED)
def test_without_a_day_of_publication_nothing_is_guessed(text: str, value: str, knowledge: DateKnowledge) -> None:
    found = only(text, knowledge, None)
    assert (found.edtf, found.earliest, found.latest, found.resolved) == (None, None, None, False)
    assert found.timex.value == value


UNRESOLVED = [
    "on 03/04/2026", "soon", "the near future", "on a Sunday", "a week before the vote", "the second day of talks",
    "the day before the vote", "two years later",
]  # fmt: skip


@pytest.mark.parametrize("text", UNRESOLVED)
def test_what_the_text_leaves_open_stays_open(text: str, knowledge: DateKnowledge) -> None:
    found = only(text, knowledge)
    assert (found.edtf, found.resolved) == (None, False)


LENGTHS = [
    ("two hours", "DURATION", "PT2H"),
    ("two and a half hours", "DURATION", "PT2H30M"),
    ("2 1/2 years", "DURATION", "P2Y6M"),
    ("a year and a half", "DURATION", "P1Y6M"),
    ("half an hour", "DURATION", "PT30M"),
    ("a four-year-old war", "DURATION", "P4Y"),
    ("a two-week closure", "DURATION", "P2W"),
    ("several months", "DURATION", "PXM"),
    ("for a couple of years", "DURATION", "P2Y"),
    ("for twenty-four days", "DURATION", "P24D"),
    ("two decades", "DURATION", "P20Y"),
    ("a quarter of a century", "DURATION", "P25Y"),
    ("half a century", "DURATION", "P50Y"),
    ("every Tuesday", "SET", "XXXX-WXX-2"),
    ("every four years", "SET", "P4Y"),
    ("each July", "SET", "XXXX-07"),
]


@pytest.mark.parametrize(("text", "kind", "value"), LENGTHS)
def test_lengths_and_sets_have_a_value_and_no_date(text: str, kind: str, value: str, knowledge: DateKnowledge) -> None:
    found = only(text, knowledge)
    assert (found.timex.type, found.timex.value, found.edtf) == (kind, value, None)


@pytest.mark.parametrize(
    "text",
    [
        "three-quarters of its food", "some 2,300 people", "he may go", "they march on", "a second attempt", "a mayor",
        "in the last 10 km", "4.7 percent", "an armed force of 12", "the Six-Day War", "as soon as he left",
        "version 1.10 costs $18", "the future of the plant", "the past of the town", "sat down", "the sun set",
    ],
)  # fmt: skip
def test_what_only_looks_like_time(text: str, knowledge: DateKnowledge) -> None:
    assert [d.text for d in find_in_text(text, knowledge=knowledge, published=PUBLISHED)] == []


@pytest.mark.parametrize(
    ("text", "mod", "edtf"),
    [
        ("around two hours", "APPROX", None),
        ("nearly three years", "LESS_THAN", None),
        ("more than six hours", "MORE_THAN", None),
        ("early March", "START", "2026-03-01~/2026-03-10~"),
        ("mid-March", "MID", "2026-03-11~/2026-03-20~"),
        ("late February", "END", "2026-02-21~/2026-02-28~"),
        ("around March 20", "APPROX", "2026-03-20~"),
        ("mid-2025", "MID", "2025"),
    ],
)
def test_modifiers(text: str, mod: str, edtf: str | None, knowledge: DateKnowledge) -> None:
    found = only(text, knowledge)
    assert (found.timex.mod, found.edtf) == (mod, edtf)


@pytest.mark.parametrize(
    ("text", "back", "ahead"),
    [
        ("Friday", "2026-02-13", "2026-02-20"),
        ("Wednesday", "2026-02-18", "2026-02-18"),
        ("December", "2025-12", "2026-12"),
        ("1 January", "2026-01-01", "2027-01-01"),
        ("Christmas", "2025-12-25", "2026-12-25"),
    ],
)
def test_the_clause_decides_between_past_and_future(text: str, back: str, ahead: str, knowledge: DateKnowledge) -> None:
    for direction, edtf in ((Direction.PAST, back), (Direction.FUTURE, ahead)):
        (found,) = find_in_text(
            text, knowledge=knowledge, published=PUBLISHED, look=lambda _, d=direction: Look(d, sure=True)
        )
        assert found.edtf == edtf


def test_later_expressions_lean_on_earlier_ones(knowledge: DateKnowledge) -> None:
    text = "On January 5 they met. The next day they signed. Two weeks later it failed. That year ended badly."
    found = find_in_text(text, knowledge=knowledge, published=PUBLISHED)
    assert [d.edtf for d in found] == ["2026-01-05", "2026-01-06", "2026-01-20~", "2026"]


def test_a_firms_own_quarter_is_followed_but_never_placed(knowledge: DateKnowledge) -> None:
    text = "Sales rose in the fiscal second quarter from a year earlier. In the quarter, costs fell."
    found = find_in_text(text, knowledge=knowledge, published=PUBLISHED)
    assert [(d.timex.value, d.edtf) for d in found] == [("2026-Q2", None), ("2025-Q2", None), ("2026-Q2", None)]


def test_the_latest_quarter_is_over(knowledge: DateKnowledge) -> None:
    text = "It expects growth in the first quarter of 2026. In the latest quarter, sales fell. The quarter was bad."
    found = find_in_text(text, knowledge=knowledge, published=PUBLISHED)
    assert [d.timex.value for d in found] == ["2026-Q1", "2025-Q4", "2025-Q4"]


def test_the_following_weekday(knowledge: DateKnowledge) -> None:
    text = "On January 5 they met. The following Monday they met again, and the previous Friday they had talked."
    found = find_in_text(text, knowledge=knowledge, published=PUBLISHED)
    assert [d.edtf for d in found] == ["2026-01-05", "2026-01-12", "2026-01-09"]


def test_no_day_beside_a_date_coarser_than_a_day(knowledge: DateKnowledge) -> None:
    text = "In 2011 they met. The previous day it rained. It rained earlier in the day."
    found = find_in_text(text, knowledge=knowledge, published=PUBLISHED)
    assert [d.edtf for d in found] == ["2011", None, "2026-02-18"]


def test_a_comparison_does_not_move_the_narrative(knowledge: DateKnowledge) -> None:
    text = "Profit rose in the third quarter of 2025 from a year earlier. In the quarter, sales fell from a year ago."
    found = find_in_text(text, knowledge=knowledge, published=PUBLISHED)
    assert [d.timex.value for d in found] == ["2025-Q3", "2024-Q3", "2025-Q3", "2024-Q3"]


def test_ids_and_places(knowledge: DateKnowledge) -> None:
    text = "On Monday and on Tuesday."
    found = find_in_text(text, knowledge=knowledge, published=PUBLISHED)
    assert [d.id for d in found] == ["d1", "d2"]
    assert [text[d.start : d.end] for d in found] == [d.text for d in found] == ["Monday", "Tuesday"]
