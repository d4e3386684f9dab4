"""Facts kept from build to build: found under what they depend on, and under nothing else."""

from __future__ import annotations

import pickle
import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from kgbuild.extract.issues import load_issues
from kgbuild.facts_store import FactsStore, Reader, batches, unpacked
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.facts import ArticleFacts, EntityKind, Event, Factuality, Form, Mention, Span, Voice, When
from kgbuild.model.gist import words_of
from kgbuild.pipeline.loading import kept_in
from kgbuild.resolve.recall import Recall

ARTICLE = Article("a.txt", "Ana Roe met Li.", blocks=(Block(0, 15, BlockKind.BODY),), published="2026-03-02")
FACTS = ArticleFacts(
    ARTICLE,
    mentions=(Mention(0, 7, "Ana Roe", Form.NAME, "e1", EntityKind.PERSON),),
    meetings=(Event("m1", "meeting", "x", (Span(8, 11, "met"),), when=When("2026"), factuality=Factuality.PLANNED),),
    voices=(Voice(0, 3, ("e1",)),),
)
WORDS = words_of(ARTICLE)
READER = Reader({"code": "1", "model": "m 1", "own.yml": "a"})


def store(folder: Path, reader: Reader = READER) -> FactsStore:
    return FactsStore(folder / "facts.sqlite", reader)


def test_facts_come_back_as_they_were(tmp_path: Path) -> None:
    one = store(tmp_path)
    assert one.lacks(WORDS)
    assert one.find(WORDS) is None
    one.keep([(WORDS, FACTS)])
    one.close()
    again = store(tmp_path)
    assert not again.lacks(WORDS)
    assert again.find(WORDS) == FACTS


@pytest.mark.parametrize(
    "changed",
    [
        replace(ARTICLE, text="Ana Roe met Lu."),
        replace(ARTICLE, published="2026-03-03"),
        replace(ARTICLE, blocks=(Block(0, 15, BlockKind.SUBHEAD),)),
    ],
)
def test_an_article_that_changed_is_read_anew(tmp_path: Path, changed: Article) -> None:
    one = store(tmp_path)
    one.keep([(WORDS, FACTS)])
    assert one.lacks(words_of(changed))
    assert one.why_anew(changed) == "its text or header changed"
    assert one.why_anew(replace(ARTICLE, id="b.txt")) == "new"
    assert one.why_anew(ARTICLE) == ""


def test_another_reader_finds_nothing_and_says_what_is_other(tmp_path: Path) -> None:
    store(tmp_path).keep([(WORDS, FACTS)])
    other = store(tmp_path, Reader({"code": "1", "model": "m 2", "new.yml": "b"}))
    assert other.lacks(WORDS)
    assert other.why_anew(ARTICLE) == "changed: model, new.yml, own.yml"


def test_what_no_recent_build_had_is_dropped(tmp_path: Path) -> None:
    store(tmp_path).keep([(WORDS, FACTS), ("other", FACTS)])
    for _ in range(25):
        one = store(tmp_path)
        one.used([WORDS])
        one.close()
    last = store(tmp_path)
    assert not last.lacks(WORDS)
    assert last.lacks("other")


def test_two_builds_use_it_at_once(tmp_path: Path) -> None:
    one, two = store(tmp_path), store(tmp_path)
    one.keep([(WORDS, FACTS)])
    two.keep([(WORDS, FACTS)])
    assert two.find(WORDS) == FACTS


def test_a_file_from_elsewhere_runs_no_code(tmp_path: Path) -> None:
    one = store(tmp_path)
    one.keep([(WORDS, FACTS)])
    bad = zlib.compress(pickle.dumps(Path))
    with sqlite3.connect(tmp_path / "facts.sqlite") as other:
        other.execute("update facts set data = ?", (bad,))
    with pytest.raises(pickle.UnpicklingError, match="is not to be read"):
        unpacked(bad)
    assert one.find(WORDS) is None


def test_batches_hold_everything_once() -> None:
    found = [(str(n), FACTS) for n in range(70)]
    assert [len(batch) for batch in batches(found)] == [32, 32, 6]
    assert [one for batch in batches(found) for one in batch] == found


def test_issues_that_facts_may_name_are_plain_text() -> None:
    """What carries its place in a file along would be kept with it, and be refused when it is read back."""
    issues = load_issues(load_lexicon()).issues.values()
    assert {type(text) for issue in issues for text in (issue.id, issue.broader)} == {str}


def test_broken_bytes_count_as_none_and_are_replaced(tmp_path: Path) -> None:
    one = store(tmp_path)
    one.keep([(WORDS, FACTS)])
    with sqlite3.connect(tmp_path / "facts.sqlite") as other:
        other.execute("update facts set data = cast(substr(data, 1, 20) || x'ff00' || substr(data, 23) as blob)")
    other.close()
    assert one.find(WORDS) is None
    one.keep([(WORDS, FACTS)])
    assert one.find(WORDS) == FACTS
    assert one.fault == ""


def test_a_store_that_fails_in_the_middle_costs_no_build(tmp_path: Path) -> None:
    one = store(tmp_path)
    one.keep([(WORDS, FACTS)])
    with sqlite3.connect(tmp_path / "facts.sqlite") as other:
        other.execute("drop table facts")
    other.close()
    assert one.lacks(WORDS)
    assert one.find(WORDS) is None
    one.keep([(WORDS, FACTS)])
    one.used([WORDS])
    assert "no such table" in one.fault


def test_what_came_of_comparisons_lasts_while_builds_ask_for_it(tmp_path: Path) -> None:
    recall = Recall()
    recall.keys.find("k", lambda: ("roe",))
    for number in range(8):  # more builds than those after which what none asked for is dropped
        one = store(tmp_path)
        kept = kept_in(one, tmp_path)
        assert kept is not None
        if number == 0:
            kept.keep_recall(recall)
        assert kept.recall().keys.old == {"k": ("roe",)}
        one.used([])
        one.close()
