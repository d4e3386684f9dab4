from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.errors import ConfigError
from kgbuild.extract.dates.find import find_dates
from kgbuild.extract.dates.knowledge import load_dates
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.view import view_of
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind


def find_in_text(text: str, *, lexicon, published: str = ""):  # type: ignore[no-untyped-def]
    article = Article("a", text, published=published, blocks=(Block(0, len(text), BlockKind.BODY),))
    [parsed] = annotate([article])
    return find_dates(view_of(parsed, load_grammar(lexicon)), knowledge=load_dates(lexicon))


def load(tmp_path: Path, source: str):  # type: ignore[no-untyped-def]
    path = tmp_path / "mine.yml"
    path.write_text(source, encoding="utf-8")
    return load_lexicon([path], base=tmp_path)


def test_a_user_adds_words_and_holidays(tmp_path: Path) -> None:
    lexicon = load(
        tmp_path, "dates: {words: {month: {Thermidor: 7}}, holidays: {Harbour Day: 3 5 09, Fair Day: moves}}"
    )
    found = find_in_text(
        "On Harbour Day, 3 Thermidor 2026, not on Fair Day",
        lexicon=lexicon,
        published="2026-10-01",
    )
    assert [d.edtf for d in found] == ["2026-09-18", "2026-07-03", None]


def test_all_mistakes_are_told_at_their_lines(tmp_path: Path) -> None:
    lexicon = load(
        tmp_path,
        "dates:\n  words:\n    month: {Thermidor: seven}\n    mnth: {X: 1}\n    unit: {jiffy: J}\n"
        "  holidays: {Never: 13}\n  hedges: {about: ROUGHLY}\n",
    )
    with pytest.raises(ConfigError) as caught:
        load_dates(lexicon)
    assert sorted((p.where.line, p.what.split("`")[1]) for p in caught.value.problems) == [
        (3, "seven"), (4, "mnth"), (5, "J"), (6, "13"), (7, "ROUGHLY"),
    ]  # fmt: skip


def test_a_word_given_again_replaces_the_shipped_one(tmp_path: Path) -> None:
    lexicon = load(tmp_path, "dates: {words: {ref: {soon: PRESENT_REF}}}")
    (found,) = find_in_text("soon", lexicon=lexicon)
    assert found.timex.value == "PRESENT_REF"


def test_a_rule_of_the_user_counts_before_ours(tmp_path: Path) -> None:
    rules = (
        'dates: {words: {month: {Thermidor: 7}}, rules: {expressions: [{ref: "month <r:ref>"}, {year: "<y:daynum>"}]}}'
    )
    lexicon = load(tmp_path, rules)
    found = find_in_text("Thermidor now", lexicon=lexicon)
    assert [(d.text, d.timex.value) for d in found] == [("Thermidor now", "PRESENT_REF")]


def test_mistakes_in_rules_are_told_at_their_lines(tmp_path: Path) -> None:
    lexicon = load(
        tmp_path,
        'dates:\n  rules:\n    expressions:\n      - {yer: "yearnum"}\n      - {year: "<y:yaernum>"}\n'
        '      - {year: "<y:yearnum"}\n    rangs: []\n',
    )
    with pytest.raises(ConfigError) as caught:
        load_dates(lexicon)
    assert sorted(p.where.line for p in caught.value.problems) == [4, 5, 6, 7]
