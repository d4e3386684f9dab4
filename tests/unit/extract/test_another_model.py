"""`model:` names another language model: a package, or a folder one was saved to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

import kgbuild.api as kgbuild
from kgbuild.config import Config, load_config
from kgbuild.errors import MissingExtra
from kgbuild.facts_json import to_line
from kgbuild.resources import DEFAULT_LANGUAGE, default_model

TEXT = (
    "---\ndate: 2026-03-04\n---\nMayor Ana Ruiz met Tom Berg in Oslo on Tuesday. She said the port would stay open.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def facts(article: Path, config: Config) -> list[str]:
    return [to_line(f) for f in kgbuild.extract(kgbuild.read_articles(article, config=config), config=config)]


def test_a_model_saved_to_a_folder_reads_as_its_package_does(article: Path, tmp_path: Path) -> None:
    nlp = spacy.load(default_model(DEFAULT_LANGUAGE))
    nlp.to_disk(tmp_path / "saved")
    (tmp_path / "kgbuild.yaml").write_text(f"model: {tmp_path / 'saved'}\n", encoding="utf-8")
    config = load_config(tmp_path / "kgbuild.yaml")
    assert config.model == str(tmp_path / "saved")
    assert facts(article, config) == facts(article, Config())


def test_the_model_that_is_named_is_the_one_that_reads(article: Path, tmp_path: Path) -> None:
    nlp = spacy.load(default_model(DEFAULT_LANGUAGE), exclude=["parser"])  # one that knows no clauses
    nlp.enable_pipe("senter")
    nlp.to_disk(tmp_path / "flat")
    (line,) = facts(article, Config(model=str(tmp_path / "flat")))
    assert json.loads(line)["meetings"] == []
    (line,) = facts(article, Config())
    assert len(json.loads(line)["meetings"]) == 1


def test_a_model_that_is_not_there_is_named(article: Path) -> None:
    with pytest.raises(MissingExtra, match="en_core_web_none"):
        facts(article, Config(model="en_core_web_none"))
