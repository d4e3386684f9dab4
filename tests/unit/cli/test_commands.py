"""Every command as a shell sees it: words, data, exit codes. Run in this process, to be quick."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import kgbuild.api as kgbuild
from kgbuild.cli.main import COMMANDS, main
from kgbuild.config import Config
from kgbuild.version import VERSION

ARTICLE = """date 2026-03-04

Ferry tolls divide the strait

Norway and Denmark held talks in Oslo on Tuesday. Norway demanded that Denmark cut the ferry tolls. Denmark's
transport minister, Ida Krag, rejected the demand.
"""


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def ran(*args: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["kgbuild", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        assert isinstance(end.value.code, int)
        return Ran(end.value.code, out.decode(), err.decode())

    return ran


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `a.txt` and the output folder `output` of its build."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    kgbuild.write(kgbuild.build(folder / "a.txt", config=Config()), folder / "output")
    return folder


@pytest.fixture
def here(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(built)
    return built


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run: Run, name: str) -> None:
    for flag in ("--help", "-h"):
        ran = run(name, flag)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"Usage: kgbuild {name} ")


def test_help_lists_every_command_with_its_own_words(run: Run) -> None:
    from importlib import import_module

    shown = " ".join(run("--help").out.split())
    for name, words in COMMANDS.items():
        assert f"{name} {words}" in shown
        assert import_module(f"kgbuild.cli.{name}_command").command.short_help == words


def test_the_version(run: Run) -> None:
    assert run("--version") == (0, f"kgbuild, version {VERSION}\n", "")


@pytest.mark.parametrize(
    "args",
    [
        ("bulid",),
        ("build",),
        ("build", "nowhere"),
        ("build", "--processes", "0", "a.txt"),
        ("extract", "nowhere.txt"),
        ("export", "pdf"),
        ("export", "turtle", "nowhere"),
        ("query", "conflict"),
        ("query", "conflicts", "nowhere"),
        ("query", "conflicts", "-p", "x"),
        ("analyze", "nowhere"),
        ("analyze", "--top", "0"),
        ("check", "nowhere"),
        ("map",),
        ("map", "nowhere.yml"),
        ("eval", "nowhere"),
        ("--wrong",),
    ],
    ids=" ".join,
)
def test_wrong_use_is_2_with_words_and_no_data(run: Run, here: Path, args: tuple[str, ...]) -> None:
    ran = run(*args)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_build_writes_the_folder_and_one_line(run: Run, empty: Path) -> None:
    (empty / "a.txt").write_text(ARTICLE, encoding="utf-8")
    ran = run("build", "a.txt", "-o", "out")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-1].startswith("1 articles, ")
    assert ran.err.splitlines()[-1].endswith(" s -> out/")
    assert (empty / "out" / "dataset.nq").is_file()
    ran = run("build", "a.txt", "-o", "out", "--json")
    assert json.loads(ran.out)["counts"]["articles"] == 1


def test_build_tells_unreadable_articles_by_3_and_none_at_all_by_2(run: Run, empty: Path) -> None:
    (empty / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (empty / "b.txt").write_bytes(b"")
    assert run("build", "-q", "a.txt", "b.txt").code == 3
    assert run("build", "-q", "b.txt", "-o", "other").code == 2
    assert not (empty / "other").exists()


def test_build_leaves_a_folder_of_others_alone(run: Run, empty: Path) -> None:
    (empty / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (empty / "mine").mkdir()
    (empty / "mine" / "note.txt").write_text("dear diary")
    assert run("build", "a.txt", "-o", "mine").code == 2
    assert [p.name for p in (empty / "mine").iterdir()] == ["note.txt"]


def test_extract_prints_an_object_a_line(run: Run, here: Path) -> None:
    ran = run("extract", "a.txt")
    assert ran.code == 0
    (line,) = ran.out.splitlines()
    assert json.loads(line)["article"] == "a.txt"


def test_extract_show_has_no_colour_in_a_pipe(run: Run, here: Path) -> None:
    ran = run("extract", "--show", "a.txt")
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert "Norway - demands - Denmark - " in ran.out
    assert "mappings/lexicon/en/speech.yml:" in ran.out


@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_extract_show_has_colour_on_a_terminal_unless_told(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert ("\x1b[" in run("extract", "--show", "a.txt").out) is coloured


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("turtle", "@prefix"),
        ("trig", "@prefix"),
        ("nquads", " ."),
        ("ntriples", " ."),
        ("jsonld", '"@context"'),
        ("graphml", "<graphml"),
        ("gexf", "<gexf"),
        ("csv-nodes", "id"),
        ("csv-edges", "source"),
    ],
)
def test_export_of_every_format(run: Run, here: Path, tmp_path: Path, name: str, part: str) -> None:
    ran = run("export", name)
    assert (ran.code, ran.err) == (0, "")
    assert part.lower() in ran.out.lower()
    assert run("export", name, "-o", tmp_path / "x").out == ""
    assert (tmp_path / "x").read_bytes().decode() == ran.out


def test_export_everything_has_more_than_the_clean_graph(run: Run, here: Path) -> None:
    clean, whole = run("export", "nquads").out, run("export", "nquads", "--everything").out
    assert len(whole.splitlines()) > len(clean.splitlines())
    assert whole == (here / "output" / "dataset.nq").read_text()


def test_query_lists_the_questions(run: Run, empty: Path) -> None:
    ran = run("query")
    assert ran.code == 0
    assert "conflicts" in {line.split()[0] for line in ran.out.splitlines()}


def test_query_in_every_form_and_with_a_parameter(run: Run, here: Path, tmp_path: Path) -> None:
    asked = tmp_path / "who.rq"
    asked.write_text(
        "# name: who\n# title: who is named\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "SELECT DISTINCT ?name WHERE { ?x rdfs:label ?name }"
    )
    rows = list(csv.DictReader(io.StringIO(run("query", asked, "--format", "csv").out)))
    assert "Norway" in {row["name"] for row in rows}
    assert run("query", asked, "--format", "json").code == 0
    assert "Norway" in run("query", asked).out


def test_query_refuses_a_parameter_that_the_question_lacks(run: Run, here: Path) -> None:
    ran = run("query", "conflicts", "-p", "colour=red")
    assert ran.code == 2
    assert "colour" in ran.err


def test_analyze_as_text_and_as_json(run: Run, here: Path) -> None:
    ran = run("analyze", "--top", "1")
    assert ran.code == 0
    tables = json.loads(run("analyze", "--json").out)
    measured = {name: rows for name, rows in tables.items() if isinstance(rows, list)}
    assert all(f"{name} ({len(rows)})" in ran.out for name, rows in measured.items())
    answered = {name: found for name, found in tables.items() if isinstance(found, dict)}
    assert all(found["question"] in ran.out for found in answered.values())
    assert len(measured) == 2
    assert len(answered) == 8
    assert tables["centrality"]


def test_check_of_the_project_a_folder_and_a_bad_file(run: Run, here: Path, tmp_path: Path) -> None:
    assert run("check") == (0, "", "no problems\n")
    assert run("check", "output").code == 0
    bad = tmp_path / "own.yml"
    bad.write_text("roles: {tittles: [x]}\n")
    ran = run("check", bad)
    assert (ran.code, ran.out) == (2, "")
    assert "own.yml:1:9" in ran.err
    assert "did you mean titles?" in ran.err
    assert json.loads(run("check", bad, "--json").out)[0]["line"] == 1


def test_check_reads_rml_as_a_mapping_and_other_turtle_as_an_ontology(run: Run, empty: Path) -> None:
    rml = (
        "@prefix rr: <http://www.w3.org/ns/r2rml#> .\n@prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n"
        '<#M> rml:logicalSource [ rml:source "a.csv" ] ;\n'
        '  rr:subjectMap [ rr:template "http://example.com/{id}" ] ;\n'
        '  rr:predicateObjectMap [ rr:predicate <http://example.com/p> ; rr:objectMap [ rml:refrence "v" ] ] .\n'
    )
    (empty / "m.ttl").write_text(rml, encoding="utf-8")
    (empty / "o.ttl").write_text("<urn:x:a> a <http://www.w3.org/2002/07/owl#Class> .\n", encoding="utf-8")
    ran = run("check", "m.ttl")
    assert ran.code == 2
    assert "m.ttl:5:78  warning  unknown property `refrence`" in ran.err
    assert "did you mean reference?" in ran.err
    assert run("check", "o.ttl").code == 0


def test_check_and_build_tell_a_broken_lexicon_of_the_project(run: Run, empty: Path) -> None:
    (empty / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (empty / "own.yml").write_text("dates: {wrods: {}}\n")
    (empty / "kgbuild.yaml").write_text("lexicons: [own.yml]\n")
    for args in (("check",), ("build", "a.txt"), ("extract", "a.txt")):
        ran = run(*args)
        assert ran.code == 2
        assert "own.yml:1:9  error  unknown key `wrods`" in ran.err
    assert not (empty / "output").exists()


def test_map_writes_statements(run: Run, empty: Path) -> None:
    (empty / "people.csv").write_text("id,name\n1,Ida\n")
    (empty / "m.yml").write_text(
        "prefixes: {ex: 'https://example.org/'}\nmappings:\n  person:\n    sources: [[people.csv~csv]]\n"
        "    s: ex:$(id)\n    po: [[ex:name, $(name)]]\n"
    )
    line = '<https://example.org/1> <https://example.org/name> "Ida" .\n'
    assert run("map", "m.yml") == (0, line, "")
    assert run("map", "m.yml", "-o", "x.nt") == (0, "", "1 statements -> x.nt\n")
    assert (empty / "x.nt").read_text() == line


def test_init_writes_a_project_that_checks_and_never_overwrites(run: Run, empty: Path) -> None:
    ran = run("init", "project")
    assert (ran.code, ran.out) == (0, "")
    assert "cd project && kgbuild build articles" in ran.err
    settings = empty / "project" / "kgbuild.yaml"
    assert settings.is_file()
    assert run("check", settings).code == 0
    settings.write_text("base: https://mine.example/\n")
    ran = run("init", "project")
    assert settings.read_text() == "base: https://mine.example/\n"
    assert ran.code == 2
    assert "kgbuild.yaml" in ran.err


def test_init_below_a_file_says_so_and_writes_nothing(run: Run, empty: Path) -> None:
    (empty / "plain").write_text("mine", encoding="utf-8")
    ran = run("init", "plain/sub/project")
    assert (ran.code, ran.out) == (2, "")
    assert "cannot make plain/sub/project: plain is a file; name another folder" in ran.err
    assert [p.name for p in empty.iterdir()] == ["plain"]


def test_a_fault_of_ours_is_4_and_says_so(run: Run, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("kgbuild.starter.write.write_starter", fault)
    monkeypatch.setattr("kgbuild.cli.init_command.write_starter", fault)
    ran = run("init", "x")
    assert ran.code == 4
    assert "fault of kgbuild: ZeroDivisionError: oops" in ran.err
    monkeypatch.setattr(sys, "argv", ["kgbuild", "--debug", "init", "x"])
    with pytest.raises(ZeroDivisionError):
        main()


def test_an_interruption_is_130(run: Run, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kgbuild.cli.init_command.write_starter", stop)
    ran = run("init", "x")
    assert ran.code == 130
    assert "interrupted" in ran.err
