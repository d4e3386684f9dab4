"""Frames of meetings and events: all mistakes of a file at once, each at its line."""

from __future__ import annotations

import pytest

from kgbuild.errors import ConfigError
from kgbuild.extract.events.vocabulary import load_events
from kgbuild.lexicon import Lexicon, load_lexicon
from kgbuild.yamlio import parse_yaml

WRONG = """\
meetings:
  nouns:
    - words: [powwow]
      levle: round
    - family: talks
  verbs:
    - words: [huddle]
      subject: particpants
  modality:
    maybe: [perhaps]
    planned: [schedule]
    cancelled: [schedule]
events:
  types:
    attack:
      noun: [raid]
"""


def lexicon(source: str) -> Lexicon:
    root = parse_yaml(source, "mine.yml")
    return Lexicon({key: (node,) for key, _, node in root.pairs})


def test_all_mistakes_at_once_with_place_and_near_miss() -> None:
    with pytest.raises(ConfigError) as error:
        load_events(lexicon(WRONG))
    told = {(p.where.line, p.fix) for p in error.value.problems}
    assert (4, "did you mean level?") in told
    assert (8, "did you mean participants?") in told
    assert (12, "remove one of the two") in told
    assert (16, "did you mean nouns?") in told
    assert {line for line, _ in told} == {4, 5, 8, 10, 12, 16}


def test_a_users_file_extends_ours() -> None:
    ours = load_lexicon()
    more = parse_yaml("nouns:\n  - words: [powwow]\n    family: talks\n", "mine.yml")
    merged = Lexicon({**ours.sections, "meetings": (*ours.section("meetings"), more)})
    frames = load_events(merged)
    assert frames.nouns["powwow"][0].frame == "mine.yml:2"
    assert "talks" in frames.nouns


def test_every_shipped_role_and_word_is_lower_case() -> None:
    frames = load_events(load_lexicon())
    words = [*frames.nouns, *frames.verbs, *frames.support, *frames.event_support, *frames.meetings.modality]
    assert words
    assert all(w == w.lower() for w in words)
