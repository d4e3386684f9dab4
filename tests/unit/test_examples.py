"""Every example in a docstring of the package does what it shows."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import pkgutil
from pathlib import Path

import pytest

import kgbuild
from kgbuild.starter.write import write_starter

IN_A_PROJECT = "kgbuild.api"
MODULES = sorted(m.name for m in pkgutil.walk_packages(kgbuild.__path__, "kgbuild.") if not m.name.endswith("__main__"))


def broken(name: str) -> tuple[list[str], int]:
    """What the examples of a module get wrong, and how many there are."""
    said: list[str] = []
    runner = doctest.DocTestRunner()
    for test in doctest.DocTestFinder().find(importlib.import_module(name)):
        runner.run(test, out=said.append)
    return said, runner.tries


def test_examples_hold() -> None:
    found = {name: broken(name) for name in MODULES if name != IN_A_PROJECT}
    assert {name: said for name, (said, _) in found.items() if said} == {}
    assert sum(tried for _, tried in found.values()) > 60


def test_examples_of_the_library_hold_in_a_new_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_starter(tmp_path)
    monkeypatch.chdir(tmp_path)
    said, tried = broken(IN_A_PROJECT)
    assert said == []
    assert tried > 25


def test_the_page_of_the_library_is_fresh_and_runs_as_it_stands(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (root / "docs" / "reference" / "library.md").read_text(encoding="utf-8")
    spec = importlib.util.spec_from_file_location("make_api_docs", root / "tests" / "tools" / "make_api_docs.py")
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert page == tool.library_page(), "run tests/tools/make_api_docs.py"
    write_starter(tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(page.partition("```python\n")[2].partition("```")[0], names)
    said: list[str] = []
    code = "\n".join(block.partition("```")[0] for block in page.split("```pycon\n")[1:])
    runner = doctest.DocTestRunner()
    runner.run(doctest.DocTestParser().get_doctest(code, names, "library.md", None, 0), out=said.append)
    assert said == []
    assert runner.tries > 25
