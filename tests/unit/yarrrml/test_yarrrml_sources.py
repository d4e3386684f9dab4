"""Sources of every kind, packed or not, and what is said when they cannot be read."""

from __future__ import annotations

import gzip
import io
import lzma
import sqlite3
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kgbuild.errors import ConfigError, InputError
from kgbuild.problems import Problem, Severity
from kgbuild.yarrrml.execution.run import materialize_lines
from kgbuild.yarrrml.language.load import load_mapping

CSV = "id,name\n1,Ann\n2,\n"
EXPECTED = ['<http://example.com/1> <http://example.com/name> "Ann" .\n']


def run(folder: Path, source: str, problems: list[Problem] | None = None) -> list[str]:
    text = f'prefixes: {{ex: "http://example.com/"}}\nmappings:\n  t:\n    sources: {source}\n    s: ex:$(id)\n'
    (folder / "m.yml").write_text(text + "    po: [[ex:name, $(name)]]\n", encoding="utf-8")
    mapping = load_mapping([folder / "m.yml"], base=folder)
    found: list[Problem] = [] if problems is None else problems
    return [line for b in materialize_lines(mapping, problems=found) for made in b.values() for line in made]


def write_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", CSV)


def write_tar(path: Path) -> None:
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("a.csv")
        member.size = len(CSV)
        archive.addfile(member, io.BytesIO(CSV.encode()))


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.csv", lambda p: p.write_text(CSV)),
        ("a.csv.gz", lambda p: p.write_bytes(gzip.compress(CSV.encode()))),
        ("a.csv.xz", lambda p: p.write_bytes(lzma.compress(CSV.encode()))),
        ("a.csv.zip", write_zip),
        ("a.csv.tar.gz", write_tar),
        ("bom.csv", lambda p: p.write_text("\ufeff" + CSV, encoding="utf-8")),
    ],
)
def test_csv_packed(tmp_path: Path, name: str, write: Callable[[Path], object]) -> None:
    write(tmp_path / name)
    assert run(tmp_path, f"[[{name}~csv]]") == EXPECTED


def test_zstandard(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    (tmp_path / "a.csv.zst").write_bytes(zstandard.compress(CSV.encode()))
    assert run(tmp_path, "[[a.csv.zst~csv]]") == EXPECTED


def test_zstandard_in_several_frames(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    frames = (zstandard.compress(piece.encode()) for piece in (CSV[:5], CSV[5:], "", "3,x\n" * 100_000))
    (tmp_path / "a.csv.zst").write_bytes(b"".join(frames))
    assert len(run(tmp_path, "[[a.csv.zst~csv]]")) == 100_001


def test_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("id,name\n1,Zoë\n".encode("latin-1"))
    source = "{access: a.csv, referenceFormulation: csv, encoding: latin-1}"
    assert run(tmp_path, source) == ['<http://example.com/1> <http://example.com/name> "Zoë" .\n']


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CSV.encode())))
    assert run(tmp_path, '[["-~csv"]]') == EXPECTED


def test_sqlite(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        connection.execute("CREATE TABLE t (id INTEGER, name TEXT)")
        connection.executemany("INSERT INTO t VALUES (?, ?)", [(1, "Ann"), (2, None)])
    connection.close()
    assert run(tmp_path, "{type: sqlite, access: shop.db, query: 'SELECT id, name FROM t'}") == EXPECTED
    assert run(tmp_path, "{type: sqlite, access: 'sqlite:///shop.db', table: t}") == EXPECTED
    with pytest.raises(InputError, match=r"m.yml:4:14 .* the database says: no such table: u"):
        run(tmp_path, "{type: sqlite, access: shop.db, query: 'SELECT * FROM u'}")


def test_sqlalchemy(tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy")
    with pytest.raises(InputError, match="the database says"):
        run(tmp_path, f"{{type: sql, access: 'sqlite+pysqlite:///{tmp_path}/none/x.db', query: SELECT 1 AS id}}")
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        connection.execute("CREATE TABLE t (id INTEGER, name TEXT)")
        connection.execute("INSERT INTO t VALUES (1, 'Ann')")
    connection.close()
    url = f"sqlite+pysqlite:///{tmp_path}/shop.db"
    assert run(tmp_path, f"{{type: sql, access: '{url}', query: 'SELECT * FROM t'}}") == EXPECTED


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"id": [1, 2], "name": ["Ann", None]}), tmp_path / "a.parquet")
    assert run(tmp_path, "[[a.parquet]]") == EXPECTED
    assert run(tmp_path, "[[a.parquet~csv]]") == EXPECTED


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("none.csv", None, "cannot read the source: No such file or directory"),
        ("a.csv", b"", "an empty file: no header line"),
        ("a.csv", b"id,name\n1,\xff\n", "not utf-8: byte 0xff"),
        ("a.csv", b"id,id\n1,2\n", "column `id` twice"),
        ("a.csv.gz", b"no gzip", "a broken archive"),
        ("a.csv.zip", b"no zip", "a broken archive"),
        ("a.csv.gz", gzip.compress(CSV.encode() * 50, mtime=0)[:-12], "a broken archive"),
        ("a.csv.xz", lzma.compress(CSV.encode())[:-8], "a broken archive"),
        ("a.csv.tar.gz", gzip.compress(b"no tar" * 200, mtime=0)[:-9], "a broken archive"),
        ("a" * 300 + ".csv", None, "cannot read the source: File name too long"),
        ("\\0.csv", None, "cannot read the source: embedded null byte"),
    ],
)
def test_unreadable_csv(tmp_path: Path, name: str, data: bytes | None, what: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=what):
        run(tmp_path, f'[["{name}~csv"]]')


@pytest.mark.parametrize("name", ["a.csv.zst~csv", "a.json.zst~jsonpath", "a.xml.zst~xpath", "a.xml.gz~xpath"])
def test_packed_files_cut_short(tmp_path: Path, name: str) -> None:
    zstandard = pytest.importorskip("zstandard")
    pack = gzip.compress if ".gz" in name else zstandard.compress
    text = {"csv": CSV + "3,x\n" * 9000, "jso": "[" + "1, " * 9000 + "1]", "xml": f"<a>{'<b/>' * 9000}</a>"}[name[2:5]]
    whole = pack(text.encode())
    (tmp_path / name.partition("~")[0]).write_bytes(whole[:-6])
    with pytest.raises(InputError, match=r"broken archive|cannot be read"):
        run(tmp_path, f"[['{name}', '']]")


def test_databases_that_fail_on_the_way(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "shop.db").close()
    for query in ("SELECT 1 AS id, CAST(x''ff'' AS TEXT) AS name", "SELECT 1 AS id; SELECT 2", "BEGIN; COMMIT"):
        with pytest.raises(InputError, match=r"m.yml:4:14 .* the database says"):
            run(tmp_path, f"{{type: sqlite, access: shop.db, query: '{query}'}}")


def test_parquet_beyond_what_python_holds(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    moments = pa.array([1, 2**62], type=pa.timestamp("ns"))
    pq.write_table(pa.table({"id": [1, 2], "name": moments}), tmp_path / "a.parquet")
    assert [line.split('"')[1] for line in run(tmp_path, "[[a.parquet]]")] == [
        "1970-01-01T00:00:00.000000001",
        "2116-02-20T23:53:38.427387904",
    ]
    whole = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(whole[:4] + bytes(40) + whole[44:])
    with pytest.raises(InputError, match="cannot be read on"):
        run(tmp_path, "[[a.parquet]]")
    pq.write_table(pa.Table.from_arrays([moments, moments], names=["id", "id"]), tmp_path / "a.parquet")
    with pytest.raises(InputError, match="column `id` twice"):
        run(tmp_path, "[[a.parquet]]")


def test_odd_xml_and_xpath(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    (tmp_path / "a.xml").write_bytes(b"<a xmlns:p='urn:p'><id>1</id><name>\xb1</name></a>")
    with pytest.raises(InputError, match=r"^a.xml.*(not XML|cannot be read)"):
        run(tmp_path, "[[a.xml~xpath, /a]]")
    (tmp_path / "a.xml").write_text("<a xmlns:p='urn:p'><id>1</id></a>", encoding="utf-8")
    with pytest.raises(ConfigError, match="is no XPath"):
        run(tmp_path, '[[a.xml~xpath, "/a\\0"]]')
    assert odd_value(tmp_path, "$(namespace::p)") == ['"urn:p"']
    (tmp_path / "a.xml").write_text("<a><id>1</id><!--c--><?p i?></a>", encoding="utf-8")
    assert odd_value(tmp_path, "$(comment()) $(processing-instruction())") == ['"c i"']
    assert run(tmp_path, "[[a.xml~xpath, '//comment()']]") == []
    (tmp_path / "a.xml").write_text("<!DOCTYPE a SYSTEM 'a.dtd'><a><id>1</id><name>&e;</name></a>", encoding="utf-8")
    with pytest.raises(InputError, match=r"a.xml:1:\d+ .*not XML: Entity 'e' not defined"):
        odd_value(tmp_path, "$(name)")


def odd_value(folder: Path, value: str) -> list[str]:
    text = f'mappings: {{t: {{sources: [[a.xml~xpath, /a]], s: "http://e/$(id)", po: [["http://e/p", "{value}"]]}}}}'
    (folder / "m.yml").write_text(text, encoding="utf-8")
    batches = materialize_lines(load_mapping([folder / "m.yml"]), problems=[])
    return [line.split(" ", 2)[2].removesuffix(" .\n") for batch in batches for line in batch[()]]


def test_uneven_rows_are_reported(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name\n1\n2,Bob,x\n\n", encoding="utf-8")
    problems: list[Problem] = []
    assert run(tmp_path, "[[a.csv~csv]]", problems) == ['<http://example.com/2> <http://example.com/name> "Bob" .\n']
    assert [(p.what, p.row) for p in problems] == [
        ("1 cells where the header has 2", "a.csv:1"),
        ("3 cells where the header has 2", "a.csv:2"),
    ]


def test_a_missing_column_is_reported_with_its_near_miss(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,nam\n1,x\n", encoding="utf-8")
    problems: list[Problem] = []
    assert run(tmp_path, "[[a.csv~csv]]", problems) == []
    assert [(str(p.where), p.what, p.fix) for p in problems] == [
        ("m.yml:6:20", "`a.csv` has no column `name`", "did you mean nam?")
    ]


def test_a_path_that_finds_nothing_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"id": 1, "nam": "x"}, {"id": 2}]', encoding="utf-8")
    problems: list[Problem] = []
    assert run(tmp_path, "[[a.json~jsonpath, '$[*]']]", problems) == []
    assert [(str(p.where), p.what) for p in problems] == [
        ("m.yml:6:20", "`$(name)` finds nothing in any of the 2 records of `a.json`")
    ]


def test_broken_json_and_xml_have_a_place(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": [\n  {"id": 1,}\n]}', encoding="utf-8")
    with pytest.raises(InputError, match=r"^a.json:2:"):
        run(tmp_path, "[[a.json~jsonpath, '$..a']]")
    with pytest.raises(ConfigError, match=r"m.yml:4:15 .*the iterator is no JSONPath"):
        (tmp_path / "b.json").write_text("{}", encoding="utf-8")
        run(tmp_path, "[[b.json~jsonpath, '$.a[']]")
    pytest.importorskip("lxml")
    (tmp_path / "a.xml").write_text("<a>\n<b></a>", encoding="utf-8")
    with pytest.raises(InputError, match=r"^a.xml:2:"):
        run(tmp_path, "[[a.xml~xpath, /a]]")


def test_entity_bombs_are_refused(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    bomb = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a><id>&y;</id></a>'
    (tmp_path / "a.xml").write_text(bomb, encoding="utf-8")
    with pytest.raises(InputError, match="declares entities"):
        run(tmp_path, "[[a.xml~xpath, /a]]")


@pytest.mark.parametrize(
    ("xpath", "what"),
    [
        ("/a[", "is no XPath"),
        ("/a/nope(b)", "is no XPath"),
        ("for $x in /a return doc('other.xml')", "calls `doc`, which reads more than the source"),
        ("(/a, current-date())", "calls `current-date`"),
        ("/a[generate-id(.) = 'x']", "calls `generate-id`"),
    ],
)
def test_xpath_that_is_none_or_reads_elsewhere_is_refused(tmp_path: Path, xpath: str, what: str) -> None:
    pytest.importorskip("lxml")
    (tmp_path / "a.xml").write_text("<a><id>1</id></a>", encoding="utf-8")
    with pytest.raises(ConfigError, match=what):
        run(tmp_path, f'[[a.xml~xpath, "{xpath}"]]')


def test_an_iterator_that_finds_nothing_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"people": [{"id": 1}]}', encoding="utf-8")
    problems: list[Problem] = []
    assert run(tmp_path, "[[a.json~jsonpath, '$.persons[*]']]", problems) == []
    assert [(p.what, p.severity) for p in problems] == [
        ("no record in `a.json`: `$.persons[*]` finds none", Severity.WARNING)
    ]


def test_a_column_twice_that_no_rule_reads_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,x,x,name\n1,a,b,Ann\n", encoding="utf-8")
    assert run(tmp_path, "[[a.csv~csv]]") == ['<http://example.com/1> <http://example.com/name> "Ann" .\n']
