"""The page on questions lists them all, as they are."""

from __future__ import annotations

import re
from pathlib import Path

from kgbuild.query.question import parse_question, shipped_questions


def test_the_table_is_what_the_files_say(root: Path) -> None:
    page = (root / "docs" / "questions.md").read_text(encoding="utf-8")
    for question in shipped_questions():
        parameters = ", ".join(f"`{parameter.name}`" for parameter in question.parameters)
        assert f"| `{question.name}` | {question.title} | {parameters} |".replace("|  |", "| |") in page


def test_the_example_of_a_question_is_one(root: Path) -> None:
    page = (root / "docs" / "questions.md").read_text(encoding="utf-8")
    block = re.search(r"(?:^    .*\n)*^    # name: .*\n(?:^    .*\n)*", page, re.MULTILINE)
    assert block is not None
    question = parse_question(re.sub(r"^    ", "", block[0], flags=re.MULTILINE), "page")
    assert [(p.name, p.type, p.of_class) for p in question.parameters] == [
        ("place", "iri", "https://w3id.org/kgbuild/ns#Place")
    ]
