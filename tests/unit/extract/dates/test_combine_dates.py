from __future__ import annotations

from datetime import date

import pytest

from kgbuild.extract.dates.calendar import Unit
from kgbuild.extract.dates.combine import Leaning, Relation, dates_near, leaning_of, resolve_relative, when_of
from kgbuild.extract.dates.edtf import partial_date
from kgbuild.extract.dates.find import find_in_text
from kgbuild.extract.dates.vocabulary import vocabulary_of
from kgbuild.lexicon import Lexicon, load_lexicon
from kgbuild.model.facts import DateFact


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def find(text: str, lexicon: Lexicon) -> tuple[DateFact, ...]:
    return find_in_text(text, vocabulary=vocabulary_of(lexicon), published=date(2026, 2, 18))


@pytest.mark.parametrize(
    ("text", "edtf", "bounds"),
    [
        ("last week, on Friday", "2026-02-13", ("2026-02-13", "2026-02-13")),
        ("this month, on Tuesday", "2026-02-17", ("2026-02-17", "2026-02-17")),
        ("on Tuesday, then on Wednesday", "2026-02-17/2026-02-18", ("2026-02-17", "2026-02-18")),
        ("in 2024, then in March 2025", "2024-01-01/2025-03-31", ("2024-01-01", "2025-03-31")),
        ("in recent days, after two hours", "/2026-02-18", (None, "2026-02-18")),
        ("soon", None, (None, None)),
    ],
)
def test_when_of(text: str, edtf: str | None, bounds: tuple[str | None, str | None], lexicon: Lexicon) -> None:
    when = when_of(find(text, lexicon))
    assert (when.edtf, (when.earliest, when.latest)) == (edtf, bounds)


def test_when_shows_the_words_it_rests_on(lexicon: Lexicon) -> None:
    assert [s.text for s in when_of(find("last week, on Friday, for two hours", lexicon)).spans] == [
        "last week",
        "Friday",
    ]


def test_dates_near_are_sorted_by_distance_and_kept_inside(lexicon: Lexicon) -> None:
    text = "On Monday they talked; talks ended on Tuesday. On Friday they left."
    place = text.index("talks")
    near = dates_near(find(text, lexicon), place, place + 5, inside=(0, text.index(". On")))
    assert [d.text for d in near] == ["Tuesday", "Monday"]


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("the second day of talks", Leaning(Relation.DAY_OF, 2)),
        ("the twenty-first day", Leaning(Relation.DAY_OF, 21)),
        ("on the eve of the talks", Leaning(Relation.EVE_OF, 1)),
        ("the fourth anniversary", Leaning(Relation.ANNIVERSARY_OF, 4, Unit.YEAR)),
        ("the 40th anniversary", Leaning(Relation.ANNIVERSARY_OF, 40, Unit.YEAR)),
        ("a week before the vote", Leaning(Relation.BEFORE, 1, Unit.WEEK)),
        ("three days after the fire", Leaning(Relation.AFTER, 3, Unit.DAY)),
        ("the day before the vote", Leaning(Relation.BEFORE, 1, Unit.DAY)),
        ("two hours", None),
        ("several days after the fire", None),
    ],
)
def test_leaning_of(text: str, leaning: Leaning | None, lexicon: Lexicon) -> None:
    assert leaning_of(find(text, lexicon)[0], lexicon=lexicon) == leaning


@pytest.mark.parametrize(
    ("text", "base", "edtf"),
    [
        ("the second day of talks", "2026-02-17/2026-02-18", "2026-02-18"),
        ("on the eve of the talks", "2026-02-17/2026-02-18", "2026-02-16~"),
        ("the fourth anniversary", "2022-02-24", "2026-02-24"),
        ("a week before the vote", "2026-02-24", "2026-02-17~"),
        ("two days after the talks", "2026-02-17/2026-02-18", "2026-02-20"),
        ("the day before the vote", "2026-03-01", "2026-02-28"),
        ("a month after the talks", "2026-01-31", "2026-02-28~"),
    ],
)
def test_resolve_relative(text: str, base: str, edtf: str, lexicon: Lexicon) -> None:
    placed = resolve_relative(find(text, lexicon)[0], partial_date(base), lexicon=lexicon)
    assert (placed.edtf, placed.resolved, placed.timex.value) == (edtf, True, edtf.strip("~"))


@pytest.mark.parametrize("base", ["2026-02", "2026", "198X", "2026-22", "/2026-02-18", "../2026-02-18"])
def test_a_vague_base_does_not_give_an_exact_day(base: str, lexicon: Lexicon) -> None:
    eve = find("on the eve of the talks", lexicon)[0]
    assert resolve_relative(eve, partial_date(base), lexicon=lexicon) == eve


def test_a_base_with_an_open_end_has_no_day_after(lexicon: Lexicon) -> None:
    fact = find("two days after the talks", lexicon)[0]
    assert resolve_relative(fact, partial_date("2026-02-17/.."), lexicon=lexicon) == fact
    assert resolve_relative(fact, partial_date("/2026-02-18"), lexicon=lexicon).edtf == "2026-02-20"
