"""Which file is checked as what."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.config import Config
from kgbuild.errors import UsageError
from kgbuild.pipeline.checks import check_paths, check_project
from kgbuild.problems import Problem, Severity

MAPPING = """\
prefixes: {{kgb: 'https://w3id.org/kgbuild/ns#'}}
mappings:
  x:
    sources: [[a.csv~csv]]
    s: http://x.example/$(id)
    po: [[{predicate}, $(n)]]
"""


def told(path: Path, text: str, config: Config | None = None) -> list[Problem]:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return check_paths([path], config or Config(folder=path.parent))


def places(problems: list[Problem]) -> list[str]:
    return [str(p.where) for p in problems]


def test_a_mapping(tmp_path: Path) -> None:
    assert told(tmp_path / "m.yml", MAPPING.format(predicate="rdfs:label")) == []
    (problem,) = told(tmp_path / "m.yml", MAPPING.format(predicate="kgb:stanse"))
    assert str(problem.where).startswith("m.yml:6:")
    assert "stance" in problem.fix


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("[kgb:startDate, $(n), xsd:date]", ""),
        ("[kgb:startDate, $(n)]", "takes `date`, this is `string`"),
        ("[kgb:participant, $(n)]", "takes resources, this is text"),
        ("[kgb:stance, 'http://x.example/$(n)~iri']", "is for `Position`, this mapping makes `Meeting`"),
        ("[kgb:participant, 'http://x.example/$(n)~iri']", ""),  # a meeting is an event
    ],
)
def test_a_mapping_is_held_to_the_ontology(tmp_path: Path, entry: str, what: str) -> None:
    text = MAPPING.format(predicate="rdfs:label").replace("[[rdfs:label, $(n)]]", f"[[a, kgb:Meeting], {entry}]")
    problems = told(tmp_path / "m.yml", text)
    assert len(problems) == bool(what)
    for problem in problems:
        assert what in problem.what
        assert (problem.severity, str(problem.where)) == (Severity.WARNING, "m.yml:6:28")


def test_the_shipped_mappings_use_the_ontology_as_it_says() -> None:
    assert check_project(Config()) == []


def test_an_ontology(tmp_path: Path) -> None:
    assert told(tmp_path / "o.ttl", "<http://x.example/> a <http://www.w3.org/2002/07/owl#Ontology> .\n") == []
    (problem,) = told(tmp_path / "o.ttl", "@prefix ex: <http://x.example/> .\nex:a ex:b .\n")
    assert str(problem.where).startswith("o.ttl:2")


def test_settings_are_checked_with_all_they_name(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text("rolse: {}\n")
    assert places(told(tmp_path / "kgbuild.yaml", "lexicons: [own.yml]\n")) == ["own.yml:1:1"]
    assert places(told(tmp_path / "kgbuild.yaml", "lexicon: []\n")) == ["kgbuild.yaml:1:1"]


def test_a_file_in_a_folder_of_lexicons_is_a_lexicon_whatever_it_holds(tmp_path: Path) -> None:
    problems = told(tmp_path / "lexicon" / "own.yml", "rolse: {}\n", Config(folder=tmp_path))
    assert [(str(p.where), p.fix) for p in problems] == [("lexicon/own.yml:1:1", "did you mean roles?")]


def test_the_problems_of_all_paths_are_told(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text("roles: {tittles: []}\n")
    found = check_paths([tmp_path / "a.yml", tmp_path / "b.yml"], Config(folder=tmp_path))
    assert places(found) == ["a.yml:1:9", "b.yml:1:9"]


@pytest.mark.parametrize("name", ["note.txt", "folder"])
def test_anything_else_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.mkdir() if name == "folder" else path.touch()
    with pytest.raises(UsageError, match="is no output folder, mapping, lexicon, ontology"):
        check_paths([path], Config(folder=tmp_path))
