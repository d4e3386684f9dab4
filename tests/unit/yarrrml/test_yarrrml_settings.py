"""`${NAME}` in a mapping: filled from what is set, from the environment only if asked, told where it is not set."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kgbuild.cli.map_command import command
from kgbuild.errors import UsageError
from kgbuild.yarrrml.front_ends import read_mapping

YARRRML = """prefixes: {ex: "${BASE}"}
mappings:
  people-${KIND}:
    sources: [["${FILE}~csv"]]
    s: ex:$(id)
    po: [[ex:note, "${NOTE}"]]
"""
RML = """@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix rml: <http://semweb.mmlab.be/ns/rml#> .
<http://x/m> rml:logicalSource [ rml:source "${FILE}" ] ; rr:subjectMap [ rr:template "${BASE}{id}" ] ;
  rr:predicateObjectMap [ rr:predicate <${BASE}note> ; rr:object "${NOTE}" ] .
"""
NOTE = 'a "quoted": \\ [list'


@pytest.mark.parametrize(("name", "text"), [("m.yml", YARRRML), ("m.ttl", RML)])
def test_what_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    """A value never changes the structure of the mapping, whatever characters it holds."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "a.csv").write_text("id\n1\n", encoding="utf-8")
    monkeypatch.setenv("NOTE", NOTE)
    settings = ["--set", "BASE=http://example.com/", "--set", "FILE=a.csv", "--set", "NOTE", "--set", "KIND=x=y"]
    result = CliRunner().invoke(command, [str(tmp_path / name), *settings], catch_exceptions=False)
    assert result.exit_code == 0
    quoted = NOTE.replace("\\", "\\\\").replace('"', '\\"')
    assert result.stdout == f'<http://example.com/1> <http://example.com/note> "{quoted}" .\n'
    assert result.stderr == ""


@pytest.mark.parametrize(("name", "text", "line"), [("m.yml", YARRRML, 6), ("m.ttl", RML, 3)])
def test_what_is_not_set_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, line: int
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("NOTE", "from the environment")
    settings = {"BASE": "http://example.com/", "FILE": "a.csv", "KIND": "k", "NOTES": "n"}
    mapping = read_mapping([tmp_path / name], base=tmp_path, settings=settings)
    (problem,) = [p for p in mapping.warnings if "is not set" in p.what]
    assert (problem.where.file, problem.where.line) == (name, line)
    assert problem.what == "`${NOTE}` is not set and stays as it stands"
    assert problem.fix.startswith("did you mean NOTES?; give it with --set NOTE=VALUE")


@pytest.mark.parametrize(
    ("given", "said"), [("=x", "write NAME=VALUE"), ("NOWHERE_SET", "the environment has no NOWHERE_SET")]
)
def test_a_setting_that_is_none(tmp_path: Path, given: str, said: str) -> None:
    (tmp_path / "m.yml").write_text(YARRRML, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        CliRunner().invoke(command, [str(tmp_path / "m.yml"), "--set", given], catch_exceptions=False)
