"""The documents cannot lie: generated pages are fresh, facts fit their schema, the public names exist."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema

import kgbuild
from kgbuild.api import extract, read_articles
from kgbuild.cli.main import COMMANDS
from kgbuild.cli.page import commands_page
from kgbuild.facts_json import to_json
from kgbuild.tabulate.page import tables_page


def test_tables_page_is_fresh(root: Path) -> None:
    fresh = (root / "docs" / "tables.md").read_text(encoding="utf-8")
    assert fresh == tables_page(), "run tests/tools/make_table_docs.py"


def test_commands_page_is_fresh(root: Path) -> None:
    fresh = (root / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert fresh == commands_page(), "run tests/tools/make_command_docs.py"


def test_links_between_pages_lead_somewhere(root: Path) -> None:
    pages = [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").rglob("*.md")]
    assert len(pages) > 25
    broken = [
        f"{page.relative_to(root)}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in link and not (page.parent / link).exists()
    ]
    assert broken == []


def test_facts_fit_their_schema(root: Path) -> None:
    schema = json.loads((root / "docs" / "facts.schema.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft202012Validator(schema)
    facts = [to_json(f) for f in extract(read_articles(root / "articles"))]
    assert len(facts) >= 6
    assert [e.message for one in facts for e in check.iter_errors(one)] == []


def test_public_names_exist() -> None:
    for name in kgbuild.__all__:
        assert getattr(kgbuild, name) is not None
    assert dir(kgbuild) == sorted(kgbuild.__all__)


def test_every_command_is_in_the_readme(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"kgbuild {name}" in readme


def test_every_file_of_an_output_folder_is_in_the_readme(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    table = readme.partition("## What is in the output folder")[2].partition("\n## ")[0]
    named = {name.split("/")[0] for name in re.findall(r"`([^`\s]+)`", table)}
    written = {path.name for path in (root / "output").iterdir()} | {"run.log.json"}
    assert written >= {"views", "graph.ttl"}
    assert written - named == set()


def test_readme_code_runs(root: Path, tmp_path: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", readme, flags=re.DOTALL)
    assert blocks
    for block in blocks:
        code = block.replace('"articles"', repr(str(root / "articles"))).replace('"output"', repr(str(tmp_path / "o")))
        exec(compile(code, "README.md", "exec"), {})
