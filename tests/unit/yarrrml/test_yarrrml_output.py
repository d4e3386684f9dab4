"""Mapping runs into files: formats, compression, targets, refusals."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.errors import ConfigError, UsageError
from kgbuild.problems import Problem
from kgbuild.yarrrml.form import Mapping
from kgbuild.yarrrml.load import load_mapping
from kgbuild.yarrrml.open_source import Inputs
from kgbuild.yarrrml.output import Destination, Order, map_to_file

TEXT = """\
prefixes: {ex: "http://example.com/"}
targets:
  side: [side.nt~localfile, ntriples]
mappings:
  thing:
    sources: [[things.csv~csv]]
    s: ex:$(id)
    po:
      - [ex:name, $(name)]
      - p: ex:other
        o: {value: $(name), targets: side}
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Mapping:
    (tmp_path / "m.yml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "things.csv").write_text("id,name\n2,b\n1,a\n2,b\n", encoding="utf-8")
    return load_mapping([tmp_path / "m.yml"], base=tmp_path)


def run(mapping: Mapping, path: Path, order: Order = Order.DISTINCT, kind: str = "") -> dict[str, int]:
    problems: list[Problem] = []
    destination = Destination(path, kind, order, path.parent)
    written = map_to_file(mapping, destination, inputs=Inputs(), problems=problems)
    assert problems == []
    return {Path(name).name: count for name, count in written.counts}


def test_distinct_lines_and_targets(mapping: Mapping, tmp_path: Path) -> None:
    assert run(mapping, tmp_path / "out.nq") == {"out.nq": 2, "side.nt": 2}
    assert (tmp_path / "out.nq").read_text().splitlines() == [
        '<http://example.com/2> <http://example.com/name> "b" .',
        '<http://example.com/1> <http://example.com/name> "a" .',
    ]
    assert (tmp_path / "side.nt").read_text().count("other") == 2
    assert not list(tmp_path.glob("*.part"))


def test_as_made_and_sorted(mapping: Mapping, tmp_path: Path) -> None:
    assert run(mapping, tmp_path / "out.nq", Order.AS_MADE)["out.nq"] == 3
    run(mapping, tmp_path / "out.nq", Order.SORTED)
    assert (tmp_path / "out.nq").read_text().startswith("<http://example.com/1>")


@pytest.mark.parametrize("suffix", ["ttl", "trig", "jsonld", "rdf", "nt"])
def test_every_format_holds_the_same_triples(mapping: Mapping, tmp_path: Path, suffix: str) -> None:
    assert run(mapping, tmp_path / f"out.{suffix}")[f"out.{suffix}"] == 2
    form = ox.RdfFormat.from_extension(suffix)
    assert form is not None
    triples = {str(q.triple) for q in ox.parse(path=tmp_path / f"out.{suffix}", format=form)}
    assert triples == {f'<http://example.com/{i}> <http://example.com/name> "{n}"' for i, n in (("1", "a"), ("2", "b"))}


def test_gzip_twice_gives_the_same_bytes(mapping: Mapping, tmp_path: Path) -> None:
    run(mapping, tmp_path / "a.nt.gz")
    run(mapping, tmp_path / "b.nt.gz")
    assert (tmp_path / "a.nt.gz").read_bytes() == (tmp_path / "b.nt.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.nt.gz").read_bytes()).count(b"\n") == 2


def test_named_graphs_are_refused_where_the_format_has_none(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(TEXT.replace("    s: ex", "    graphs: ex:g\n    s: ex"), encoding="utf-8")
    mapping = load_mapping([tmp_path / "m.yml"], base=tmp_path)
    with pytest.raises(UsageError, match="turtle holds no named graphs, and mapping `thing`"):
        run(mapping, tmp_path / "out.ttl")


def test_unknown_format(mapping: Mapping, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="known: nq, nt, ttl"):
        run(mapping, tmp_path / "out.nq", kind="docx")


@pytest.mark.parametrize(
    ("targets", "what"),
    [
        ("[., nquads]", r"m.yml:3:9 .*the target `.`: cannot write .*folder"),
        ('["\\0.nq", nquads]', r"m.yml:3:9 .*cannot write .*null byte"),
        ("[things.csv, nquads]", r"m.yml:3:9 .*the target `things.csv`: is also a source"),
        ("[things.csv/side.nt, ntriples]", r"m.yml:3:9 .*cannot write"),
        ("[./out.nq, trig]", r"m.yml:3:9 .*is written as nquads and as trig"),
    ],
)
def test_targets_that_cannot_be_written(tmp_path: Path, targets: str, what: str) -> None:
    (tmp_path / "m.yml").write_text(TEXT.replace("[side.nt~localfile, ntriples]", targets), encoding="utf-8")
    (tmp_path / "things.csv").write_text("id,name\n2,b\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=what):
        run(load_mapping([tmp_path / "m.yml"], base=tmp_path), tmp_path / "out.nq")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.yml", "things.csv"]


def test_two_names_of_one_file(mapping: Mapping, tmp_path: Path) -> None:
    text = TEXT.replace("side.nt~localfile, ntriples", "./out.nq, nquads")
    (tmp_path / "m.yml").write_text(text, encoding="utf-8")
    assert run(load_mapping([tmp_path / "m.yml"]), tmp_path / "out.nq") == {"out.nq": 4}


def test_a_target_without_graphs_gets_none(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(TEXT.replace("    po:", "    g: ex:g\n    po:"), encoding="utf-8")
    (tmp_path / "things.csv").write_text("id,name\n2,b\n", encoding="utf-8")
    with pytest.raises(UsageError, match="ntriples holds no named graphs"):
        run(load_mapping([tmp_path / "m.yml"]), tmp_path / "out.nq")
    (tmp_path / "m.yml").write_text(TEXT.replace("    po:", "    g: ex:defaultGraph\n    po:"), encoding="utf-8")
    with pytest.raises(UsageError, match="ntriples holds no named graphs"):
        run(load_mapping([tmp_path / "m.yml"]), tmp_path / "out.nt")
