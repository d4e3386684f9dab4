"""Every mistake a mapping can hold, each said at its exact place; and no message without a mistake that draws it.

A file in `mistakes/` starts with a good mapping; a mistake replaces the line after `-` by the one after `+` (`\\n` is a
line end) and lists the problems: place, severity, text, how to mend it (`known: …` for a list of known names).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import kgbuild.yarrrml
from kgbuild.errors import ConfigError
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.rml.load import load_rml

HERE = Path(__file__).parent / "mistakes"
PACKAGE = Path(kgbuild.yarrrml.__path__[0])
READERS = ("language/*.py", "checks/*.py", "rml/*.py")
# Drawn by tests that need more than one file: tests/unit/yarrrml/test_yarrrml_diagnostics.py.
ELSEWHERE = (
    " exists already at ",
    " is another one at ",
    "no mapping in it",
    "no such file",
    "not UTF-8",
    "undefined mapping ",
)
# Said by the YAML reader or by check with an ontology, and tested with those.
OTHERS = ("unknown property `", "unknown {kind}")


class Case(NamedTuple):
    name: str  # of the mapping
    good: str
    old: str
    new: str
    said: tuple[str, ...]


def cases(path: Path) -> Iterator[Case]:
    pieces = re.split(r"(?m)^=== (.*)\n", path.read_text(encoding="utf-8"))[1:]
    name, good = pieces[:2]
    for text in pieces[3::2]:
        old, new, *said = text.splitlines()
        yield Case(name, good, _unescaped(old[2:]), _unescaped(new[2:]), tuple(said))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), text)


CASES = [case for path in sorted(HERE.glob("*.txt")) for case in cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.name}: {c.new}")
def test_mistake(case: Case, tmp_path: Path) -> None:
    assert case.old in case.good
    path = tmp_path / case.name
    path.write_text(case.good.replace(case.old, case.new, 1), encoding="utf-8")
    try:
        read = load_mapping([path], base=tmp_path) if path.suffix == ".yml" else load_rml([path], base=tmp_path)
        problems = read.warnings
    except ConfigError as error:
        problems = error.problems
    found = [f"{p.where} {p.severity}: {p.what} | {re.sub('^known: .*', 'known: …', p.fix)}" for p in problems]
    assert found == list(case.said)


def test_the_good_ones_are(tmp_path: Path) -> None:
    for case in {c.name: c for c in CASES}.values():
        path = tmp_path / case.name
        path.write_text(case.good, encoding="utf-8")
        read = load_mapping([path]) if path.suffix == ".yml" else load_rml([path])
        assert read.warnings == ()


def messages() -> Iterator[tuple[str, str]]:
    """Yield place and longest fixed part of every text given to a problem in the readers."""
    for path in sorted({p for pattern in READERS for p in PACKAGE.glob(pattern)}):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                yield from ((f"{path.name}:{line}", text) for line, text in _said(function))


def _said(function: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    texts = {
        target.id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in {
            "problem", "warning", "Problem", "warn",
        } and len(node.args) > 1:  # fmt: skip
            what = node.args[1]
            what = texts.get(what.id, what) if isinstance(what, ast.Name) else what
            parts = [n.value for n in ast.walk(what) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            if parts:
                yield node.lineno, max(parts, key=len)


def test_every_message_is_drawn() -> None:
    drawn = "\n".join(line for case in CASES for line in case.said)
    known = (*ELSEWHERE, *OTHERS)
    missing = [
        f"{place}: {text}"
        for place, text in messages()
        if text not in drawn and not any(part in text or text in part for part in known)
    ]
    assert missing == []
