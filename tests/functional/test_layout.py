"""The house rules a linter does not know: short files, short functions, nobody imports a package's own root."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def modules(root: Path) -> list[Path]:
    return sorted(p for folder in ("kgbuild", "tests") for p in (root / folder).rglob("*.py") if "js" not in p.parts)


def functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def test_files_and_functions_are_short(root: Path) -> None:
    long = []
    for path in modules(root):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(root).as_posix()
        if len(text.splitlines()) > LONGEST_FILE:
            long.append(name)
        long += [f"{name}:{f} ({n})" for f, n in functions(ast.parse(text)) if n > LONGEST_FUNCTION]
    assert long == []


def test_package_roots_hold_a_docstring_only(root: Path) -> None:
    for path in sorted((root / "kgbuild").rglob("__init__.py")):
        if path.parent.name == "kgbuild":
            continue
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert len(body) == 1, path
        assert isinstance(body[0], ast.Expr), path


def test_no_part_imports_a_package_root(root: Path) -> None:
    packages = {".".join(p.parent.relative_to(root).parts) for p in (root / "kgbuild").rglob("__init__.py")}
    bad = []
    for path in sorted((root / "kgbuild").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                bad += [f"{path.name}: {a.name}" for a in node.names if a.name in packages]
            elif isinstance(node, ast.ImportFrom) and node.module in packages:
                names = {f"{node.module}.{a.name}" for a in node.names}
                inside = {n for n in names if (root / Path(*n.split("."))).with_suffix(".py").is_file()}
                bad += [f"{path.name}: {n}" for n in names - inside - packages]
    assert bad == []


@pytest.mark.parametrize("folder", ["kgbuild", "tests", "docs", "mappings", "ontology", "articles"])
def test_no_secret_places(root: Path, folder: Path) -> None:
    """No path of a machine is written anywhere."""
    homes = {str(Path.home()), str(root)} - {"/"}
    for path in sorted((root / folder).rglob("*")):
        if path.is_file() and path.suffix in {".py", ".yml", ".yaml", ".md", ".ttl", ".txt", ".json", ".csv"}:
            if "node_modules" in path.parts:
                continue
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not [home for home in homes if f"{home}/" in text], path
