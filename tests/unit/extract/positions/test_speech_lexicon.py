"""The sections `speech` and `issues`: what a user's file changes, and what its mistakes say."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.extract.issues import OTHER
from kgbuild.extract.positions.vocabulary import WordPlace, load_speech
from kgbuild.lexicon import load_lexicon
from kgbuild.model.facts import Stance

MINE = """\
speech:
  frames:
    - act: rubbish
      stance: rejects
      verbs: [rubbish, say, talk down]
      content: [object, about]
  readings:
    - stance: warns
      words: [mind you]
issues:
  - {id: chess, label: chess, words: [gambit]}
  - {id: tariffs, label: tariffs, words: [toll]}
"""
WRONG = """\
speech:
  frames:
    - act: x
      stance: rejcts
      verbs: [x]
      content: [objekt]
      flags: [pasive]
    - act: y
      stance: says
      content: [clause]
  readings:
    - stance: warns
      subject: nobody
issues:
  - {id: a, label: a, broader: nowhere}
"""


def load(tmp_path: Path, words: str):  # type: ignore[no-untyped-def]
    file = tmp_path / "mine.yml"
    file.write_text(words, encoding="utf-8")
    return load_speech(load_lexicon([file], base=tmp_path))


def test_users_words_go_before_the_shipped_ones(tmp_path: Path) -> None:
    speech = load(tmp_path, MINE)
    assert speech.words[WordPlace.VERBS]["rubbish"][0].frame.stance is Stance.REJECTS
    assert str(speech.words[WordPlace.VERBS]["rubbish"][0].frame.where).startswith("mine.yml:3")
    assert speech.words[WordPlace.VERBS]["say"][0].frame.act == "rubbish"
    assert speech.words[WordPlace.VERBS]["talk"][0].rest == ("down",)
    assert speech.readings[0].words == (("mind", "you"),)


def test_users_issues_add_to_the_scheme(tmp_path: Path) -> None:
    speech = load(tmp_path, MINE)
    named = {first: {w.issue for w in words if not w.rest} for first, words in speech.issues.words.items()}
    assert "chess" in named["gambit"]
    assert "tariffs" in named["toll"]
    assert "tariffs" in named["tariff"]


def test_all_mistakes_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, WRONG)
    told = [(p.where.file, p.where.line, p.what, p.fix) for p in raised.value.problems]
    assert {("mine.yml", line) for line in (4, 6, 7, 8, 13, 15)} == {(f, n) for f, n, _, _ in told}
    assert any("did you mean rejects?" in fix for *_, fix in told)
    assert any("did you mean object?" in fix for *_, fix in told)
    assert any("a frame without words" in what for _, _, what, _ in told)


def test_every_stance_has_frames_and_every_issue_has_words() -> None:
    speech = load_speech(load_lexicon())
    tables = speech.words.values()
    used = {e.frame.stance for table in tables for found in table.values() for e in found}
    assert used == set(Stance)
    issues = speech.issues.issues
    named = {w.issue for words in speech.issues.words.values() for w in words}
    assert named == issues.keys()  # those of `other` name nothing: idioms
    assert len(issues) >= 75


def test_every_top_issue_has_a_media_topic() -> None:
    issues = load_speech(load_lexicon()).issues.issues
    tops = {i.mediatopic for i in issues.values() if not i.broader and i.id != OTHER}
    assert tops == {f"{n:02d}000000" for n in range(1, 18)}


CHOOSY = """\
speech:
  frames:
    - act: sink
      stance: rejects
      verbs: [sink]
      objects: [bill]
      content: [object]
    - act: sink in
      stance: says
      verbs: [sink]
      content: [object, quote]
    - act: take
      stance: doubts
      verbs: [accept]
      content: [object]
"""


def test_frames_that_choose_their_objects_go_first_and_users_before_ours(tmp_path: Path) -> None:
    speech = load(tmp_path, CHOOSY)
    assert [e.frame.act for e in speech.words[WordPlace.VERBS]["sink"]] == ["sink", "sink in"]
    assert next(e.frame.act for e in speech.words[WordPlace.VERBS]["accept"]) == "take"
    assert [e.frame.asks for e in load_speech(load_lexicon()).words[WordPlace.VERBS]["accept"]][:2] == [True, False]
