"""English is data: Python compares nothing with a word of a language, nor with a label of a parser.

Counted by the syntax tree. What is still there stands in `english_left.json`, by package: the numbers may only fall,
and `python tests/functional/test_no_english.py` writes them down anew.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kgbuild.extract.dates.grammar import MACROS
from kgbuild.extract.dates.knowledge import BUILDERS, TIERS, load_dates
from kgbuild.extract.dates.lexer import CODE
from kgbuild.extract.events.vocabulary import load_events
from kgbuild.extract.parse.patterns import PLACES, SORTS, TESTS
from kgbuild.lexicon import load_lexicon
from kgbuild.yamlio import load_yaml

ROOT = Path(__file__).parents[2]
LEFT = Path(__file__).with_name("english_left.json")
CLEAN = ("extract/actors", "extract/parse", "extract/positions")  # no word at all, not even one that is a name of ours
PACKAGES = ("extract/dates", "extract/events", "resolve", "names", "claims", "views", "tabulate", "show")
PATTERNS = ("extract/parse/patterns.py", "extract/parse/mends.py")  # the only files with signs of patterns
SIGNS = frozenset({*PLACES, *SORTS, *TESTS, "as", "at", "do", "each", "for", "if", "it", "itself", "named", "to"})
RELATIONS = "extract/parse/relations.py"  # the only file with labels: relations are named after them
_WORD = re.compile(r"['’]?[a-z]+(?:[ '’.-][a-z]+)*")
_ASKING = frozenset({"startswith", "endswith", "removeprefix", "removesuffix", "prepositions", "split", "find"})
_REGEX = frozenset({"compile", "match", "fullmatch", "search", "sub", "finditer", "findall"})
_NO_TEXT = frozenset({"kind", "type", "status", "key", "id", "name", "role", "link", "attribute", "operator"})


def labels() -> frozenset[str]:
    """The labels of the parsers of all languages."""
    found = set()
    for file in sorted((ROOT / "mappings" / "lexicon").glob("*/relations.yml")):
        root = load_yaml(file).get("relations")
        for _, _, names in root.pairs if root else ():
            found |= {n.text for n in names.want_list([])}
    return frozenset(found)


def event_names() -> frozenset[str]:
    """The names that types of events and families of meetings go by in the lexicon."""
    lexicon = load_events(load_lexicon())
    families = {
        frame.family for table in (lexicon.nouns, lexicon.verbs) for frames in table.values() for frame in frames
    }
    return frozenset({"meeting", *lexicon.words.types, *(f for f in families if f not in lexicon.verbs)})


def date_names() -> frozenset[str]:
    """What date patterns are made of: kinds of words, groups, names of what patterns mean, shapes of pieces."""
    rules = (ROOT / "mappings" / "lexicon" / "en" / "date-rules.yml").read_text(encoding="utf-8")
    shapes = load_dates(load_lexicon()).words.tokens.groupindex
    return frozenset({*CODE, *MACROS, *shapes, *BUILDERS, *TIERS, *re.findall(r"<(\w+):", rules)})


def own_names() -> frozenset[str]:
    """Names that are kgbuild's own: fields of its nouns, members of its enums."""
    found = {"yes", *date_names(), *event_names()}
    for file in sorted((ROOT / "kgbuild").rglob("*.py")):
        classes = (n for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.ClassDef))
        for line in (line for node in classes for line in node.body):
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                found.add(line.target.id)
            elif isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
                found.add(str(line.value.value))
    return frozenset(found)


def asked(tree: ast.Module) -> list[str]:
    """The strings that something is compared with, looked up in or matched by."""
    inside = (found for node in ast.walk(tree) for found in _compared(node))
    tables = (line.value for line in tree.body if isinstance(line, (ast.Assign, ast.AnnAssign)) and line.value)
    listed = (found for value in tables for found in _listed(value))
    return list({id(node): node.value for node in (*inside, *listed)}.values())


def _compared(node: ast.AST) -> Iterator[ast.Constant]:
    match node:
        case ast.Compare(left=ast.Attribute(attr=name)) if name in _NO_TEXT:
            return
        case ast.Compare(left=left, comparators=others):
            yield from _texts(n for n in (left, *others) if isinstance(n, (ast.Constant, *_LISTS, ast.Call)))
        case ast.Set() | ast.MatchValue(value=ast.Constant()):
            yield from _texts([node])
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=args) if name in _ASKING | _REGEX:
            yield from _texts(args)
        case _:
            return


_LISTS = (ast.Set, ast.Tuple, ast.List)


def _texts(nodes: Iterable[ast.AST]) -> Iterator[ast.Constant]:
    for part in (part for node in nodes for part in ast.walk(node)):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part


def _listed(value: ast.expr) -> Iterator[ast.Constant]:
    """Yield the strings of a list or set, and of a table what is looked up in it."""
    for node in ast.walk(value):
        members = node.keys if isinstance(node, ast.Dict) else node.elts if isinstance(node, _LISTS) else ()
        yield from (n for n in members if isinstance(n, ast.Constant) and isinstance(n.value, str))


def english(text: str, known: frozenset[str]) -> bool:
    """Say whether a string is words, or a pattern that has some."""
    if _WORD.fullmatch(text):
        return text not in known
    inside = re.sub(r"\(\?P[<=]\w+[>)]?|\\\w", "(", text) if "|" in text else ""
    return any(word not in known for word in re.findall(r"\b[a-z]{4,}\b", inside))


def left_in(package: str) -> dict[str, int]:
    """How many words and labels the Python of a package compares text with."""
    parser = labels()
    known = frozenset[str]() if package in CLEAN else date_names() if package == "extract/dates" else own_names()
    words = marks = 0
    for file in sorted((ROOT / "kgbuild" / package).rglob("*.py")):
        found = asked(ast.parse(file.read_text(encoding="utf-8")))
        if not file.as_posix().endswith(RELATIONS):
            own = known | SIGNS if file.as_posix().endswith(PATTERNS) else known
            marks += sum(text in parser - own for text in found)
            words += sum(english(text, own) for text in found if text not in parser)
    return {"words": words, "labels": marks}


@pytest.mark.parametrize("package", CLEAN)
def test_there_is_no_english_in_python(package: str) -> None:
    assert left_in(package) == {"words": 0, "labels": 0}, (
        "words belong into mappings/lexicon, labels into relations.yml"
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_english_in_python_only_falls(package: str) -> None:
    found, allowed = left_in(package), json.loads(LEFT.read_text(encoding="utf-8"))[package]
    assert found["labels"] <= allowed["labels"] == 0, "ask for a relation: extract/parse/relations.py"
    assert found["words"] <= allowed["words"], "the new words belong into mappings/lexicon/en/grammar.yml"


def test_words_labels_and_patterns_are_counted() -> None:
    tree = ast.parse(
        'ok = token.text in {"the", "a"} or token.dep == "nsubj" or head.startswith("un")\nT = {"x": "no"}\n'
    )
    assert sorted(asked(tree)) == ["a", "nsubj", "the", "un", "x"]
    assert {"nsubj", "dobj"} <= labels()
    assert [english(t, frozenset({"day"})) for t in ("of the", "day", "VBD", r"(\d+|several) (?P<day>x)")] == [
        True, False, False, True,
    ]  # fmt: skip


if __name__ == "__main__":
    rows = (f'"{package}": {json.dumps(left_in(package))}' for package in PACKAGES)
    LEFT.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
