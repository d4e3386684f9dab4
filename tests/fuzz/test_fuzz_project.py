"""Any lexicon, decision file and configuration: every mistake told with its place, never a traceback."""

from __future__ import annotations

from hypothesis import given

from kgbuild.config import load_config
from kgbuild.decisions.read import in_force, read_decisions
from kgbuild.lexicon import shipped_lexicons
from kgbuild.pipeline.given_ids import read_ids
from kgbuild.pipeline.project import load_words
from kgbuild.problems import Problem
from tests.fuzz.mutate import YAML_WORDS, by_bytes, by_structure, by_words
from tests.fuzz.oracles import attempt, folder, fuzz, limited

CONFIG = """base: https://kg.example/
language: en
merge: cautious
sources:
  a.txt: {publisher: The Ledger, url: "https://ledger.example/", licence: CC-BY-4.0}
  "b*": {publisher: Other}
accept: {own: ["*"], attributed: [{kinds: [organization], properties: [killed]}]}
settle: trusted
trusted: [The Ledger]
"""
DECISIONS = """- id: 1
  same:
    - {in: a.txt, words: Pia Moss, actor: Moss}
    - {in: b.txt, words: P. Moss}
  by: pm
  on: 2031-05-06
  why: one person
- {id: 2, different: [{in: a.txt, words: Ann}, {in: a.txt, words: Anne, place: Anne}]}
- {id: 3, reject: [{in: a.txt, words: met on Tuesday, predicate: date}]}
- {id: 4, replace: [{in: a.txt, words: five}], value: "6"}
- {id: 5, rename: [{in: a.txt, words: Ann}], to: Ann Roe}
- {id: 6, undo: 2}
- {id: 7, accept: [{in: a.txt, words: met}]}
"""
IDS = "key,id,former\n0a1b,actor/ann-roe,actor/ann actor/roe\nff,event/e1,\n"
# The shipped lexicons are read before each: files small enough that a change hits something.
LEXICONS = [text for path in shipped_lexicons() if len(text := path.read_text(encoding="utf-8")) < 12_000]
WORDS = [
    *YAML_WORDS,
    "$person",
    "$nothing",
    "off: ",
    "id: 1",
    "in: a.txt",
    "words: ",
    "(?:",
    "(a+)+$",
    "[a-",
    "\\",
    "label: ",
]


def told(problems: list[Problem]) -> None:
    for problem in problems:
        assert problem.what
        assert problem.where.file
        str(problem).encode()


def read_lexicon(data: bytes) -> None:
    base, problems = folder(), list[Problem]()
    (base / "own.yml").write_bytes(data)
    with limited():
        attempt(lambda: load_words([base / "own.yml"], problems, base=base))
    told(problems)


def read_project(name: str, data: bytes) -> None:
    base = folder()
    (base / "decisions").mkdir()
    (base / name).write_bytes(data)
    with limited(10):
        if name.endswith("kgbuild.yaml"):
            attempt(lambda: load_config(base / name))
        elif name == "ids.csv":
            attempt(lambda: read_ids(base))
        else:
            attempt(lambda: in_force(read_decisions(base)))


@fuzz(3)
@given(by_words(LEXICONS, WORDS))
def test_lexicon_words(text: str) -> None:
    read_lexicon(text.encode("utf-8", "surrogatepass"))


@fuzz(3)
@given(by_structure(LEXICONS))
def test_lexicon_structure(text: str) -> None:
    read_lexicon(text.encode("utf-8", "surrogatepass"))


@fuzz(20)
@given(by_words([DECISIONS], WORDS))
def test_decision_words(text: str) -> None:
    read_project("decisions/d.yaml", text.encode("utf-8", "surrogatepass"))


@fuzz(20)
@given(by_structure([DECISIONS]))
def test_decision_structure(text: str) -> None:
    read_project("decisions/d.yaml", text.encode("utf-8", "surrogatepass"))


@fuzz(20)
@given(by_words([CONFIG], WORDS))
def test_configuration_words(text: str) -> None:
    read_project("kgbuild.yaml", text.encode("utf-8", "surrogatepass"))


@fuzz(20)
@given(by_structure([CONFIG]))
def test_configuration_structure(text: str) -> None:
    read_project("kgbuild.yaml", text.encode("utf-8", "surrogatepass"))


@fuzz(10)
@given(by_bytes([CONFIG, DECISIONS]))
def test_project_bytes(data: bytes) -> None:
    read_project("kgbuild.yaml", data)
    read_project("decisions/d.yaml", data)


@fuzz(10)
@given(by_words([IDS], [*WORDS, ",", '"', "key,id,former", "/"]))
def test_ids(text: str) -> None:
    read_project("ids.csv", text.encode("utf-8", "surrogatepass"))


def test_the_seeds_are_read() -> None:
    base = folder()
    (base / "decisions").mkdir()
    (base / "decisions" / "d.yaml").write_text(DECISIONS, encoding="utf-8")
    (base / "kgbuild.yaml").write_text(CONFIG, encoding="utf-8")
    (base / "ids.csv").write_text(IDS, encoding="utf-8")
    assert len(in_force(read_decisions(base))) == 5
    assert load_config(base / "kgbuild.yaml").cautious
    assert len(read_ids(base).ids) == 2
    assert len(LEXICONS) > 5
