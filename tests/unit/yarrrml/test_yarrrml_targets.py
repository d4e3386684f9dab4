"""Targets of RML: folder, encoding, compression, format; what one file cannot hold or be."""

from __future__ import annotations

import codecs
import tarfile
import zipfile
from pathlib import Path

import pytest

from kgbuild.errors import UsageError
from kgbuild.yarrrml.output.write import Destination, map_to_file
from kgbuild.yarrrml.rml.load import load_rml
from kgbuild.yarrrml.sources.open_source import Inputs

MAPPING = """@prefix rml: <http://w3id.org/rml/> .
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix grel: <http://users.ugent.be/~bjdmeest/function/grel.ttl#> .
@prefix : <http://example.org/> .
:m rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "a.csv" ] ; rml:referenceFormulation rml:CSV ] ;
  rml:subjectMap [ rml:template "http://example.org/{id}" ] ;
  rml:predicateObjectMap [ rml:predicate :p ; rml:objectMap [ rml:reference "v" ] ] ;
  rml:predicateObjectMap [ rml:predicate :q ; rml:objectMap [ rml:reference "w" ; rml:logicalTarget :one ] ] .
:one rml:target [ a rml:FilePath ; rml:path "one.nq" ] .
"""
Q = '<http://example.org/1> <http://example.org/q> "żółw" .\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A mapping in a folder of its own, run from another one."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.csv").write_text("id,v,w\n1,a,żółw\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*changes: tuple[str, str], out: str = "out.nq", base: Path | None = None) -> list[str]:
    """Write with texts of the mapping replaced; return the files there are then."""
    text = MAPPING
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = Path("rules/m.ttl")
    path.write_text(text, encoding="utf-8")
    map_to_file(load_rml([path]), Destination(Path(out), targets=base), inputs=Inputs(), problems=[])
    found = {p.as_posix() for p in Path().rglob("*") if p.is_file()}
    return sorted(found - {"rules/m.ttl", "rules/a.csv", out})


def target(text: str) -> tuple[str, str]:
    return ('rml:path "one.nq"', text)


@pytest.mark.parametrize(
    ("root", "written"),
    [
        ("", "one.nq"),
        ("rml:root rml:CurrentWorkingDirectory ; ", "one.nq"),
        ("rml:root rml:MappingDirectory ; ", "rules/one.nq"),
    ],
)
def test_the_root_says_where(folder: Path, root: str, written: str) -> None:
    assert run(target(f'{root}rml:path "one.nq"')) == [written]
    assert (folder / written).read_text(encoding="utf-8") == Q


def test_a_folder_as_root(folder: Path) -> None:
    assert run(target(f'rml:root "{folder.as_posix()}/far" ; rml:path "one.nq"')) == ["far/one.nq"]


def test_a_folder_given_goes_before_the_root(folder: Path) -> None:
    assert run(target('rml:root rml:MappingDirectory ; rml:path "one.nq"'), base=folder / "here") == ["here/one.nq"]


def test_a_source_below_a_folder_as_root(folder: Path) -> None:
    (folder / "rules" / "a.csv").rename(folder / "b.csv")
    root = f'rml:root "{folder.as_posix()}/" ; rml:path "b.csv"'
    assert run(('rml:path "a.csv"', root)) == ["b.csv", "one.nq"]


@pytest.mark.parametrize("kind", ["rml:serialization formats:N-Quads", "rml:serialization formats:Turtle"])
def test_utf_16(folder: Path, kind: str) -> None:
    run(target('rml:path "one.x" ; rml:encoding rml:UTF-16'), (":one rml:", f":one {kind} ; rml:"))
    data = (folder / "one.x").read_bytes()
    assert data.startswith(codecs.BOM_UTF16_LE)
    assert data.decode("utf-16").split() == Q.split()


def test_no_compression_and_archives(folder: Path) -> None:
    assert run(target('rml:path "one.nq" ; rml:compression rml:none')) == ["one.nq"]
    assert run(target('rml:path "two.nq" ; rml:compression rml:zip')) == ["one.nq", "two.nq.zip"]
    assert zipfile.ZipFile("two.nq.zip").read("two.nq").decode() == Q
    run(target('rml:path "three.nq.tar.gz" ; rml:compression rml:targz ; rml:encoding rml:UTF-16'))
    with tarfile.open("three.nq.tar.gz") as packed:
        inside = packed.extractfile("three.nq")
        assert inside is not None
        assert inside.read().decode("utf-16") == Q


def test_a_target_without_statements_is_an_empty_file(folder: Path) -> None:
    (folder / "one.nq").write_text("what an earlier run wrote", encoding="utf-8")
    condition = """rml:condition [ rml:functionExecution [ rml:function grel:isNull ;
      rml:input [ rml:parameter grel:valueParameter ; rml:inputValueMap [ rml:reference "w" ] ] ] ]"""
    assert run(('rml:reference "w"', f'rml:reference "w" ; {condition}')) == ["one.nq"]
    assert (folder / "one.nq").read_bytes() == b""


@pytest.mark.parametrize("out", ["one.nq", "rules/../one.nq"])
def test_one_file_is_not_written_twice(folder: Path, out: str) -> None:
    with pytest.raises(UsageError, match=r"`one\.nq` is written by --out-file and by target `one\.nq`"):
        run(target('rml:path "one.nq"'), out=out)
    assert not list(folder.glob("one.nq*"))


def test_two_targets_are_not_one_file(folder: Path) -> None:
    other = target('rml:path "one.nq" ] . :two rml:target [ rml:path "./rules/../one.nq"')
    with pytest.raises(UsageError, match=r"is written by target `\./rules/\.\./one\.nq` and by target `one\.nq`"):
        run(other, ("rml:logicalTarget :one", "rml:logicalTarget :one, :two"))
    assert not list(folder.glob("one.nq*"))


GRAPH = ("rml:logicalTarget :one ]", "rml:logicalTarget :one ] ; rml:graph :g")


@pytest.mark.parametrize("kind", ["N-Triples", "Turtle"])
def test_a_target_of_triples_takes_no_named_graphs(folder: Path, kind: str) -> None:
    with pytest.raises(UsageError, match="holds no named graphs, and mapping `m`"):
        run(GRAPH, (":one rml:", f":one rml:serialization formats:{kind} ; rml:"))


def test_graphs_in_a_target_leave_the_destination_without_them(folder: Path) -> None:
    assert run(GRAPH, out="out.ttl") == ["one.nq"]
    assert (folder / "one.nq").read_text(encoding="utf-8") == Q.replace(" .", " <http://example.org/g> .")


def test_one_name_below_two_roots_is_two_files(folder: Path) -> None:
    other = target('rml:path "one.nq" ] . :two rml:target [ rml:root rml:MappingDirectory ; rml:path "one.nq"')
    assert run(other, ("rml:logicalTarget :one", "rml:logicalTarget :one, :two")) == ["one.nq", "rules/one.nq"]
    assert (folder / "one.nq").read_bytes() == (folder / "rules" / "one.nq").read_bytes()


def test_a_collection_of_which_nothing_is_said_goes_to_its_target(folder: Path) -> None:
    gather = 'rml:gather ( [ rml:reference "v" ] ) ; rml:gatherAs rdf:List ; rml:logicalTarget :one'
    subject = f'rml:subjectMap [ rml:template "http://example.org/{{id}}" ; {gather} ] .'
    rest = MAPPING[MAPPING.index("  rml:subjectMap") : MAPPING.index(":one rml:target")]
    rdf = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n@prefix rml:"
    assert run((rest, f"  {subject}\n"), ("@prefix rml:", rdf)) == ["one.nq"]
    assert (folder / "one.nq").read_text(encoding="utf-8").count("rdf-syntax-ns#first") == 1
