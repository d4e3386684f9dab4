"""What may stand in a lexicon: the page and the schema are those of the code, and the shipped files fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kgbuild.lexicon import SECTIONS
from kgbuild.pipeline.lexicon_page import KINDS, lexicon_page, lexicon_schema


def test_page_and_schema_are_fresh(root: Path) -> None:
    assert (root / "docs" / "lexicon.md").read_text(encoding="utf-8") == lexicon_page(), (
        "tests/tools/make_lexicon_docs.py"
    )
    assert json.loads((root / "docs" / "lexicon.schema.json").read_text(encoding="utf-8")) == lexicon_schema()


def test_every_section_is_declared() -> None:
    assert set(KINDS) == set(SECTIONS)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_shipped_files_fit_the_schema(root: Path, language: str) -> None:
    check = jsonschema.Draft202012Validator(lexicon_schema())
    files = sorted((root / "mappings" / "lexicon" / language).glob("*.yml"))
    assert len(files) > 5
    for file in files:
        found: Any = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        assert [f"{file.name} {e.json_path}: {e.message[:80]}" for e in check.iter_errors(found)] == []


def test_the_schema_tells_a_slip() -> None:
    check = jsonschema.Draft202012Validator(lexicon_schema())
    slip = {"meetings": {"nouns": [{"words": ["powwow"], "levle": "round"}]}, "off": {"rolse": ["king"]}}
    assert sorted(e.message for e in check.iter_errors(slip)) == [
        "Additional properties are not allowed ('levle' was unexpected)",
        "Additional properties are not allowed ('rolse' was unexpected)",
    ]
