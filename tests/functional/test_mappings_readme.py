"""Every example of `mappings/README.md` does what it says: its entry in a user's lexicon makes the line it promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kgbuild.api as kgbuild
from kgbuild.config import load_config
from kgbuild.lexicon import SECTIONS
from kgbuild.pipeline.checks import check_project
from kgbuild.show.article import show_article
from kgbuild.show.terminal import plain

README = Path(__file__).parents[2] / "mappings" / "README.md"
EXAMPLES = re.findall(
    r"^## ([^\n]+)\n(?:(?!^## ).)*?```yaml\n(.*?)```\n```text\n(.*?)```\n```shows\n(.*?)\n```",
    README.read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


OF_A_LANGUAGE = {
    "confidence",
    "entities",
    "grammar",
    "identity",
    "mends",
    "relations",
}  # no project needs words in these


def shown(folder: Path, lexicons: str) -> list[list[str]]:
    """What `kgbuild extract --show` prints of each example's sentence in a project with these lexicons."""
    settings = folder / "kgbuild.yaml"
    settings.write_text(f"lexicons: {lexicons}\n", encoding="utf-8")
    config = load_config(settings)
    assert check_project(config) == []
    facts = kgbuild.extract(kgbuild.read_articles(folder / "articles", config=config), config=config)
    return [[plain(line).strip() for line in show_article(one)] for one in facts]


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[list[str]], list[list[str]]]:
    """The lines of every sentence, with the shipped lexicons alone and with the entries of all examples."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "articles").mkdir()
    more = "The harbour was quiet. Nobody came."
    for number, (_, entry, sentence, _) in enumerate(EXAMPLES, start=10):
        (folder / f"{number}.yml").write_text(entry, encoding="utf-8")
        text = f"date 2026-03-04\n\nThe harbour news of the day\n\n{more}\n\n{sentence}\n"
        (folder / "articles" / f"{number}.txt").write_text(text, encoding="utf-8")
    return shown(folder, "[]"), shown(folder, "['*.yml']")


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[e[0] for e in EXAMPLES])
def test_the_entry_makes_the_line(before_and_after: tuple[list[list[str]], list[list[str]]], number: int) -> None:
    line = EXAMPLES[number][3]
    before, after = (lines[number] for lines in before_and_after)
    assert not [found for found in before if found.startswith(line)], "shipped already: nothing is taught"
    assert [found for found in after if found.startswith(line)], "\n".join(after)


def test_every_section_has_an_example() -> None:
    assert len(EXAMPLES) == README.read_text(encoding="utf-8").count("```yaml")
    taught = {name for _, entry, _, _ in EXAMPLES for name in re.findall(r"^(\w+):", entry, re.MULTILINE)}
    assert taught == set(SECTIONS) - OF_A_LANGUAGE
