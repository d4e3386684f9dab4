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


def shown(folder: Path, sentence: str) -> list[str]:
    """What `kgbuild extract --show` prints of an article of the project in `folder`, without places and indents."""
    more = "The harbour was quiet. Nobody came."
    (folder / "a.txt").write_text(f"date 2026-03-04\n\nThe harbour news of the day\n\n{more}\n\n{sentence}\n")
    config = load_config(folder / "kgbuild.yaml")
    facts = kgbuild.extract(kgbuild.read_articles(folder / "a.txt", config=config), config=config)
    return [plain(line).strip() for one in facts for line in show_article(one)]


@pytest.mark.parametrize(("title", "entry", "sentence", "line"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_the_entry_makes_the_line(tmp_path: Path, title: str, entry: str, sentence: str, line: str) -> None:
    settings, words = tmp_path / "kgbuild.yaml", tmp_path / "own.yml"
    settings.write_text("lexicons: []\n")
    assert not [s for s in shown(tmp_path, sentence) if s.startswith(line)], "shipped already: nothing is taught"
    settings.write_text("lexicons: [own.yml]\n")
    words.write_text(entry, encoding="utf-8")
    assert check_project(load_config(settings)) == []
    lines = shown(tmp_path, sentence)
    assert [s for s in lines if s.startswith(line)], "\n".join(lines)


def test_every_section_has_an_example() -> None:
    assert len(EXAMPLES) == README.read_text(encoding="utf-8").count("```yaml")
    taught = {name for _, entry, _, _ in EXAMPLES for name in re.findall(r"^(\w+):", entry, re.MULTILINE)}
    assert taught == set(SECTIONS)
