"""Targets whose file each row names: one file for every value, in its place when all is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError, UsageError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.parallel import run_parallel
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.output.outlet import Order
from kgbuild.yarrrml.output.write import Destination, Written, map_to_file
from kgbuild.yarrrml.rml.load import load_rml
from kgbuild.yarrrml.sources.open_source import Inputs

MAPPING = """prefixes: {ex: "http://example.org/"}
sources: {rows: [rows.csv~csv]}
mappings:
  said:
    sources: rows
    subjects: {value: "ex:$(id)", targets: TARGET}
    po: [[ex:by, $(who)]]
"""
ROWS = "id,outlet,who\n2,Echo,Ana\n1,Post,Bo\n3,Echo,Cy\n2,Echo,Ana\n"


def line(number: int, who: str) -> str:
    return f'<http://example.org/{number}> <http://example.org/by> "{who}" .\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(
    target: str, *, order: Order = Order.DISTINCT, problems: list[Problem] | None = None, processes: int = 0
) -> Written:
    Path("m.yml").write_text(MAPPING.replace("TARGET", target), encoding="utf-8")
    mapping = load_mapping([Path("m.yml")])
    told = problems if problems is not None else []
    batches = run_parallel(mapping, Inputs(Path()), told, processes=processes) if processes else None
    return map_to_file(
        mapping, Destination(Path("rest.nq"), order=order), inputs=Inputs(Path()), problems=told, batches=batches
    )


def files() -> dict[str, str]:
    """What lies below `out`, by name."""
    return {
        p.relative_to("out").as_posix(): p.read_text("utf-8") for p in sorted(Path("out").rglob("*")) if p.is_file()
    }


ECHO_POST = {"Echo.nq": line(2, "Ana") + line(3, "Cy"), "Post.nq": line(1, "Bo")}


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("processes", [0, 2])
def test_each_value_has_its_file(folder: Path, order: Order, processes: int) -> None:
    problems: list[Problem] = []
    written = run('"out/$(outlet).nq~localfile"', order=order, problems=problems, processes=processes)
    assert problems == []
    assert files() == ECHO_POST
    assert written.counts == (("rest.nq", 0), ("out/Echo.nq", 2), ("out/Post.nq", 1))
    assert Path("rest.nq").read_bytes() == b""


def test_format_and_packing_hold_for_every_file(folder: Path) -> None:
    run("{access: out/$(outlet).ttl, serialization: turtle, compression: gzip}")
    assert sorted(p.name for p in Path("out").iterdir()) == ["Echo.ttl.gz", "Post.ttl.gz"]


def test_fixed_and_by_row_together(folder: Path) -> None:
    run('[["out/all.nq~localfile"], ["out/$(outlet).nq~localfile"]]', order=Order.SORTED)
    every = "".join(sorted([line(2, "Ana"), line(1, "Bo"), line(3, "Cy")]))
    assert files() == {**ECHO_POST, "all.nq": every}


def test_no_value_leads_out_of_the_folder(folder: Path) -> None:
    Path("rows.csv").write_text("id,outlet,who\n1,../../etc,Ana\n2,a/b,Bo\n3,é ü,Cy\n", encoding="utf-8")
    run('"out/$(outlet).nq~localfile"')
    assert sorted(files()) == ["..%2F..%2Fetc.nq", "a%2Fb.nq", "é%20ü.nq"]
    with pytest.raises(ConfigError, match=r"lies outside of the folder"):
        run('"../$(outlet).nq~localfile"')


def test_a_row_without_the_value_is_told(folder: Path) -> None:
    Path("rows.csv").write_text("id,outlet,who\n1,,Ana\n2,Post,Bo\n", encoding="utf-8")
    problems: list[Problem] = []
    run('"out/$(outlet).nq~localfile"', problems=problems)
    assert files() == {"Post.nq": line(2, "Bo")}
    told = [(p.where.line, p.what, p.row) for p in problems]
    assert told == [(6, "the row gives no file for the target", "rows:1")]


def test_an_unknown_column_is_told(folder: Path) -> None:
    problems: list[Problem] = []
    run('"out/$(outlett).nq~localfile"', problems=problems)
    assert not Path("out").exists()
    assert any("outlett" in p.what and "did you mean outlet?" in p.fix for p in problems), problems


def test_a_file_that_is_read_is_not_written(folder: Path) -> None:
    Path("rows.csv").write_text("id,outlet,who\n1,rows,Ana\n", encoding="utf-8")
    with pytest.raises(UsageError, match="is a source and target"):
        run('"$(outlet).csv~localfile"')
    assert Path("rows.csv").read_text("utf-8").startswith("id,outlet")


def test_two_templates_do_not_write_one_file(folder: Path) -> None:
    with pytest.raises(UsageError, match="name two files"):
        run('[["out/$(outlet).nq~localfile"], ["out/$(outlet).nq~void"], ["out/Echo.nq~localfile", turtle]]')
    assert not list(folder.rglob("*.nq"))


def test_more_files_than_can_be_open(folder: Path) -> None:
    import resource

    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    Path("rows.csv").write_text("id,outlet,who\n" + "".join(f"{n},o{n},x\n" for n in range(300)), encoding="utf-8")
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    try:
        run('"out/$(outlet).nq~localfile"')
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    assert len(files()) == 300


def test_an_endpoint_by_row_is_refused(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"names an endpoint by row"):
        run('"http://localhost/$(outlet)~sparql"')


def test_rml_has_no_such_targets(folder: Path) -> None:
    Path("m.ttl").write_text(
        """@prefix rml: <http://w3id.org/rml/> .
@prefix : <http://example.org/> .
:m rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "rows.csv" ] ; rml:referenceFormulation rml:CSV ] ;
  rml:subjectMap [ rml:template "http://example.org/{id}" ; rml:logicalTarget :t ] ;
  rml:predicateObjectMap [ rml:predicate :by ; rml:objectMap [ rml:reference "who" ] ] .
:t rml:target [ a rml:FilePath ; rml:path "out/{outlet}.nq" ] .
""",
        encoding="utf-8",
    )
    with pytest.raises(ConfigError, match=r"m.ttl:6.*names a file by row"):
        load_rml([Path("m.ttl")])
