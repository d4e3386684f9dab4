"""Mapping runs into files: formats, compression, targets, refusals."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kgbuild.errors import UsageError
from kgbuild.problems import Problem
from kgbuild.yarrrml.form import Mapping
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.output.outlet import Order
from kgbuild.yarrrml.output.write import Destination, map_to_file
from kgbuild.yarrrml.sources.open_source import Inputs

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


@pytest.mark.parametrize("suffix", ["ttl", "trig", "jsonld", "rdf", "nt", "n3"])
def test_every_format_holds_the_same_triples(mapping: Mapping, tmp_path: Path, suffix: str) -> None:
    assert run(mapping, tmp_path / f"out.{suffix}")[f"out.{suffix}"] == 2
    form = ox.RdfFormat.from_extension(suffix)
    assert form is not None
    triples = {str(q.triple) for q in ox.parse(path=tmp_path / f"out.{suffix}", format=form)}
    assert triples == {f'<http://example.com/{i}> <http://example.com/name> "{n}"' for i, n in (("1", "a"), ("2", "b"))}


GRAPHS = """\
prefixes: {ex: "http://example.com/", unused: "http://example.org/"}
mappings:
  thing:
    sources: [[things.csv~csv]]
    s: ex:$(id)
    g: ex:g/$(g)
    po:
      - [ex:name, $(name)]
      - [ex:tagged, $(name), en~lang]
      - [ex:links, ex:a/$(id)~iri]
      - {p: ex:bare, o: $(name), g: rr:defaultGraph}
      - {p: ex:node, o: {type: blank}}
"""


@pytest.mark.parametrize("suffix", ["trig", "jsonld", "trig.gz"])
def test_graphs_and_texts_of_all_kinds_come_back(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "m.yml").write_text(GRAPHS, encoding="utf-8")
    names = ['say ""x"" .', "a\u2028b\x85c\x0bd", "line\nbreak", "<http://e.com/> .", "back\\slash"]
    rows = "".join(f'{n},"{name}",{n % 2}\n' for n, name in enumerate(names))
    (tmp_path / "things.csv").write_text("id,name,g\n" + rows, encoding="utf-8", newline="")
    mapping = load_mapping([tmp_path / "m.yml"], base=tmp_path)
    counts = run(mapping, tmp_path / f"out.{suffix}"), run(mapping, tmp_path / "out.nq")
    assert counts[0][f"out.{suffix}"] == counts[1]["out.nq"] == 30
    data = (tmp_path / f"out.{suffix}").read_bytes()
    text = gzip.decompress(data) if suffix.endswith("gz") else data
    form = ox.RdfFormat.JSON_LD if suffix == "jsonld" else ox.RdfFormat.TRIG
    assert canonical(text, form) == canonical((tmp_path / "out.nq").read_bytes(), ox.RdfFormat.N_QUADS)
    if form is ox.RdfFormat.TRIG:
        assert text.count(b"ex:g") == text.count(b"@prefix") + 2 - 1 or text.count(b"{\n") == 2
        head, _, rest = text.partition(b"\n\n")  # written as it streams: all prefixes of the mapping stand at its top
        assert b"@prefix unused: <http://example.org/> .\n" in head + b"\n"
        assert b"example.org" not in rest


def canonical(text: bytes, form: ox.RdfFormat) -> frozenset[str]:
    data = ox.Dataset(ox.parse(text, format=form, rename_blank_nodes=True))
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(str, data))


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
        ("[., nquads]", "cannot write .*: it is a folder"),
        ('["\\0.nq", nquads]', "cannot write .*null byte"),
        ("[things.csv, nquads]", r"things.csv` is a source and target `side`"),
        ("[things.csv/side.nt, ntriples]", "cannot write .*side.nt"),
    ],
)
def test_targets_that_cannot_be_written(tmp_path: Path, targets: str, what: str) -> None:
    (tmp_path / "m.yml").write_text(TEXT.replace("[side.nt~localfile, ntriples]", targets), encoding="utf-8")
    (tmp_path / "things.csv").write_text("id,name\n2,b\n", encoding="utf-8")
    with pytest.raises(UsageError, match=what):
        run(load_mapping([tmp_path / "m.yml"], base=tmp_path), tmp_path / "out.nq")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.yml", "things.csv"]


def test_a_target_without_graphs_gets_none(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(TEXT.replace("    po:", "    g: ex:g\n    po:"), encoding="utf-8")
    (tmp_path / "things.csv").write_text("id,name\n2,b\n", encoding="utf-8")
    with pytest.raises(UsageError, match="ntriples holds no named graphs"):
        run(load_mapping([tmp_path / "m.yml"]), tmp_path / "out.nq")
    (tmp_path / "m.yml").write_text(TEXT.replace("    po:", "    g: ex:defaultGraph\n    po:"), encoding="utf-8")
    with pytest.raises(UsageError, match="ntriples holds no named graphs"):
        run(load_mapping([tmp_path / "m.yml"]), tmp_path / "out.nt")


def test_xml_says_what_it_cannot_say(tmp_path: Path) -> None:
    text = TEXT.replace("    po:\n", "    po:\n      - [ex:1, $(name)]\n").replace("ex:other", "ex:é-2")
    (tmp_path / "m.yml").write_text(text.replace(", targets: side", ""), encoding="utf-8")
    (tmp_path / "things.csv").write_text('id,name\n2,b\n1,a\x01\n3,"c\r"\n', encoding="utf-8", newline="")
    problems: list[Problem] = []
    destination = Destination(tmp_path / "out.rdf")
    written = map_to_file(load_mapping([tmp_path / "m.yml"]), destination, inputs=Inputs(), problems=problems)
    assert written.total == 4
    assert [p.what for p in problems] == [
        "RDF/XML cannot say it: the predicate <http://example.com/1> ends in no XML name; 3 statements left out",
        "RDF/XML cannot say it: a text holds a character that XML has not; 2 statements left out",
    ]
    graph = rdflib.Graph().parse(tmp_path / "out.rdf", format="xml")
    assert sorted((str(s)[-1], str(p)[-2:], str(o)) for s, p, o in graph) == [
        ("2", "-2", "b"),
        ("2", "me", "b"),
        ("3", "-2", "c\r"),
        ("3", "me", "c\r"),
    ]
