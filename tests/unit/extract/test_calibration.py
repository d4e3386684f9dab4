"""How sure a fact is comes from a table of the lexicon."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.extract.calibration import Calibration, read_calibration
from kgbuild.extract.events.vocabulary import load_events
from kgbuild.extract.positions.vocabulary import load_speech
from kgbuild.lexicon import load_lexicon
from kgbuild.problems import Problem

TABLE = Calibration(0.0, {"mode": {"direct": 2.0}, "speaker": {"no": -1.0}})


@pytest.mark.parametrize(
    ("traits", "sure"),
    [({}, 0.5), ({"mode": "direct"}, 0.88), ({"mode": "direct", "speaker": "no"}, 0.73), ({"mode": "mixed"}, 0.5)],
)
def test_traits_add_to_the_odds(traits: dict[str, str], sure: float) -> None:
    assert TABLE.sure(traits) == sure


def test_a_frame_that_says_how_sure_it_is_keeps_that_as_its_base() -> None:
    assert TABLE.sure({}, own=0.7) == 0.7
    assert TABLE.sure({"mode": "direct"}, own=0.7) > 0.9


def test_a_language_without_a_table_is_right_in_nine_of_ten() -> None:
    assert Calibration().sure({"mode": "direct"}) == 0.9


def test_the_shipped_table_tells_quotations_by_name_from_what_nobody_says() -> None:
    table = load_speech(load_lexicon()).calibration
    quoted = table.sure({"act": "say", "mode": "direct", "speaker": "named"})
    assert quoted > 0.9
    assert table.sure({"act": "support", "mode": "narrator", "speaker": "no"}) <= 0.5
    assert table.sure({"act": "say", "mode": "direct", "speaker": "named", "told": "yes"}) < quoted


def test_a_users_trait_replaces_ours_and_mistakes_are_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text("confidence: {positions: {mode: {direct: 0, indirect: sure}}}\n", encoding="utf-8")
    problems: list[Problem] = []
    table = read_calibration(load_lexicon([path], base=tmp_path), "positions", problems)
    assert (table.effects["mode"]["direct"], [p.where.line for p in problems]) == (0.0, [1])
    with pytest.raises(ConfigError):
        load_speech(load_lexicon([path], base=tmp_path))


def test_an_event_of_the_lead_with_a_day_is_surer_than_one_mentioned_late() -> None:
    table = load_events(load_lexicon()).calibration
    best = table.sure({"lead": "yes", "dated": "yes", "parties": "yes", "figures": "yes", "actual": "yes"})
    worst = table.sure({"lead": "no", "dated": "no", "parties": "no", "figures": "no", "actual": "no"})
    assert (worst, best) == (0.38, 0.88)
