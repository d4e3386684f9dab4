"""Lexicons that are as they were are not read where no article is; any that are not, are."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.config import load_config
from kgbuild.errors import ConfigError
from kgbuild.pipeline import project as project_
from kgbuild.pipeline.build import BuildRun, run_build, write_output
from kgbuild.pipeline.kept_words import FILE, KNOWLEDGE, kept_knowledge, kept_words, words_key
from kgbuild.pipeline.project import load_project

TEXT = "date 2026-03-04\npublisher Post\n\nNora Quist met the managers of Morrow in Bergen on 2 March 2026.\n"
ALIAS = "aliases:\n  - {{key: {}, kind: organization, name: {}, names: [Morrow]}}\n"
DECISION = "- id: 1\n  rename: {in: a.txt, words: Bergen}\n  to: Elsewhere\n  by: ana\n  on: 2026-03-05\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "kgbuild.yaml").write_text("lexicons: [one.yml, two.yml]\n", encoding="utf-8")
    (tmp_path / "one.yml").write_text(ALIAS.format("org/one", "Morrow Motors"), encoding="utf-8")
    (tmp_path / "two.yml").write_text(ALIAS.format("org/two", "Morrow Mills"), encoding="utf-8")
    return tmp_path


def build(folder: Path, out: str = "out", *, clean: bool = False) -> BuildRun:
    run = run_build([folder / "articles"], config=load_config(folder / "kgbuild.yaml"), incremental=not clean)
    write_output(run, folder / out)
    return run


def same_as_clean(folder: Path) -> str:
    build(folder)
    build(folder, "clean", clean=True)
    found = [(folder / out / "dataset.nq").read_text(encoding="utf-8") for out in ("out", "clean")]
    assert found[0] == found[1]
    return found[0]


def decide(folder: Path) -> None:
    (folder / "decisions").mkdir()
    (folder / "decisions" / "2026-03.yaml").write_text(DECISION, encoding="utf-8")


def test_what_is_kept_is_what_lexicons_say(folder: Path) -> None:
    build(folder)
    config = load_config(folder / "kgbuild.yaml")
    read, kept = load_project(config).words, kept_words(config)
    assert kept == read
    assert kept is not None
    assert list(kept.issues) == list(read.issues)


def test_a_decision_reads_no_lexicon(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(folder)
    decide(folder)
    monkeypatch.setattr(project_, "load_words", None)
    build(folder)
    monkeypatch.undo()
    assert "Elsewhere" in same_as_clean(folder)


def test_another_lexicon_or_order_is_read(folder: Path) -> None:
    assert "Morrow Mills" in same_as_clean(folder)
    (folder / "kgbuild.yaml").write_text("lexicons: [two.yml, one.yml]\n", encoding="utf-8")
    assert "Morrow Mills" not in same_as_clean(folder)
    (folder / "one.yml").write_text(ALIAS.format("org/one", "Morrow Mines"), encoding="utf-8")
    assert "Morrow Mines" in same_as_clean(folder)


def test_what_became_wrong_is_told(folder: Path) -> None:
    build(folder)
    (folder / "two.yml").write_text("aliases: [{key: 7}]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"two\.yml"):
        build(folder)


def test_words_of_other_bytes_are_not_those(folder: Path) -> None:
    build(folder)
    config = load_config(folder / "kgbuild.yaml")
    assert kept_words(config) is not None
    (folder / "one.yml").write_text("identity: {empty: [managers]}\n", encoding="utf-8")
    assert kept_words(config) is None


def test_other_code_and_broken_bytes_are_no_help(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(folder)
    config = load_config(folder / "kgbuild.yaml")
    with monkeypatch.context() as patched:
        patched.setattr("kgbuild.pipeline.kept_words.code_digest", lambda: "other")
        assert kept_words(config) is None
    assert kept_words(config) is not None
    (folder / FILE).write_bytes((folder / FILE).read_bytes()[:-9])
    assert kept_words(config) is None


def edit(folder: Path) -> None:
    (folder / "articles" / "a.txt").write_text(f"{TEXT}\nOdd Berg met Nora Quist in Oslo.\n", encoding="utf-8")


def test_an_article_that_changed_is_read_with_what_extractors_knew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(folder)
    edit(folder)
    monkeypatch.setattr(project_, "load_words", None)
    build(folder)
    monkeypatch.undo()
    assert "Odd Berg" in same_as_clean(folder)


def test_what_extractors_know_is_kept_as_it_was_read(folder: Path) -> None:
    build(folder)
    read = load_project(load_config(folder / "kgbuild.yaml"), kept=False)
    assert kept_knowledge(folder, read.words.key) == (read.knowledge, read.wording)


def test_a_line_of_a_lexicon_is_read_with_all_others(folder: Path) -> None:
    build(folder)
    (folder / "one.yml").write_text(ALIAS.format("org/one", "Morrow Mines"), encoding="utf-8")
    edit(folder)
    same_as_clean(folder)
    edit(folder)
    assert kept_knowledge(folder, words_key(load_config(folder / "kgbuild.yaml"))) is not None


def test_broken_knowledge_is_no_help(folder: Path) -> None:
    build(folder)
    key = words_key(load_config(folder / "kgbuild.yaml"))
    assert kept_knowledge(folder, "") is kept_knowledge(folder, "other") is None
    data = (folder / KNOWLEDGE).read_bytes()
    for broken in (data[:-9], key.encode(), key.encode() + b"cos\nsystem\n(S'true'\ntR."):
        (folder / KNOWLEDGE).write_bytes(broken)
        assert kept_knowledge(folder, key) is None
    edit(folder)
    assert "Odd Berg" in same_as_clean(folder)
