"""SQLite as a source: datatypes of columns (R2RML, section 10.2), names of columns, and what is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kgbuild.errors import ConfigError, InputError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import run_lines, run_statements
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.rml.load import load_rml
from kgbuild.yarrrml.sources.open_source import Inputs

XSD = "http://www.w3.org/2001/XMLSchema#"
R2RML = """\
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix ex: <http://example.com/> .
<http://example.com/m#t> rr:logicalTable [ {table} ] ; rr:subjectMap [ rr:template "http://example.com/{key}" ] ;
  rr:predicateObjectMap [ rr:predicate ex:p ; rr:objectMap [ {object} ] ] .
"""
VIEW = """\
@prefix rml: <http://w3id.org/rml/> .
@base <http://example.com/> .
<v> a rml:LogicalView ;
  rml:viewOn [ rml:referenceFormulation rml:SQL2008Table ; rml:iterator "t" ] ;
  rml:field [ rml:fieldName "id" ; rml:reference "id" ] ; rml:field [ rml:fieldName "n" ; rml:reference "NAME" ] .
<m> rml:logicalSource <v> ; rml:subjectMap [ rml:template "http://example.com/{id}" ] ;
  rml:predicateObjectMap [ rml:predicate <id> ; rml:objectMap [ rml:reference "id" ] ] ,
    [ rml:predicate <n> ; rml:objectMap [ rml:reference "n" ] ] .
"""


def database(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / "shop.db")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def run(path: Path, database: str = "") -> list[str]:
    problems: list[Problem] = []
    mapping = load_rml([path]) if path.suffix == ".ttl" else load_mapping([path], base=path.parent)
    lines = [line for b in run_lines(mapping, Inputs(database=database), problems) for m in b.values() for line in m]
    assert problems == []
    return lines


def r2rml(folder: Path, table: str, made: str, key: str = "{id}") -> list[str]:
    text = R2RML.replace("{table}", table).replace("{object}", made).replace("{key}", key)
    (folder / "m.ttl").write_text(text, encoding="utf-8")
    return run(folder / "m.ttl", f"sqlite:///{folder}/shop.db")


def yarrrml(folder: Path, source: str, *entries: str) -> list[str]:
    text = (
        f'prefixes: {{ex: "http://example.com/"}}\nmappings:\n  t:\n    sources: [{source}]\n    s: ex:$(id)\n    po:\n'
    )
    (folder / "m.yml").write_text(text + "".join(f"      - {e}\n" for e in entries), encoding="utf-8")
    return run(folder / "m.yml")


@pytest.mark.parametrize(
    ("declared", "value", "literal"),
    [
        ("INTEGER", "7", f'"7"^^<{XSD}integer>'),
        ("INTEGER", "'seven'", '"seven"'),
        ("REAL", "80.25", f'"8.025E1"^^<{XSD}double>'),
        ("NUMERIC(6, 2)", "12.50", f'"12.5"^^<{XSD}decimal>'),
        ("DECIMAL(6, 2)", "7", f'"7"^^<{XSD}decimal>'),
        ("DECIMAL", "'n/a'", '"n/a"'),
        ("BOOLEAN", "1", f'"true"^^<{XSD}boolean>'),
        ("bool", "'false'", f'"false"^^<{XSD}boolean>'),
        ("BIT", "0", f'"false"^^<{XSD}boolean>'),
        ("DATE", "'1981-10-10'", f'"1981-10-10"^^<{XSD}date>'),
        ("DATE", "'1981-02-30'", '"1981-02-30"'),
        ("TIMESTAMP", "'2009-10-10 12:12:22'", f'"2009-10-10T12:12:22"^^<{XSD}dateTime>'),
        ("DATETIME", "'2009-10-10T12:12:22Z'", f'"2009-10-10T12:12:22Z"^^<{XSD}dateTime>'),
        ("TIME", "'12:12:22'", f'"12:12:22"^^<{XSD}time>'),
        ("BLOB", "x'89504e'", f'"89504E"^^<{XSD}hexBinary>'),
        ("VARCHAR(9)", "'2020-01-01'", '"2020-01-01"'),
        ("TEXT", "''", '""'),
        ("", "1.5", f'"1.5E0"^^<{XSD}double>'),
    ],
)
def test_a_literal_takes_the_type_of_its_column(tmp_path: Path, declared: str, value: str, literal: str) -> None:
    database(tmp_path, f"CREATE TABLE t (id TEXT, v {declared})", f"INSERT INTO t VALUES ('a', {value})")
    line = f"<http://example.com/a> <http://example.com/p> {literal} .\n"
    assert r2rml(tmp_path, 'rr:tableName "t"', 'rr:column "v"') == [line]
    assert r2rml(tmp_path, 'rr:sqlQuery "SELECT v, id FROM t WHERE id > 0"', 'rr:column "v"') == [line]
    source = "{type: sqlite, access: shop.db, table: t}"
    assert yarrrml(tmp_path, source, "[ex:p, $(v)]") == [line]


def test_text_around_a_value_is_the_value_as_written(tmp_path: Path) -> None:
    database(tmp_path, "CREATE TABLE t (id REAL, v NUMERIC(5, 2))", "INSERT INTO t VALUES (2.5, 1.5)")
    lines = yarrrml(
        tmp_path, "{type: sqlite, access: shop.db, table: t}",
        '[ex:p, "$(v) EUR"]', "[ex:q, $(id), xsd:decimal]", "[ex:r, $(v), xsd:string]", "[ex:s, $(v), en~lang]",
    )  # fmt: skip
    assert lines == [
        '<http://example.com/2.5> <http://example.com/p> "1.5 EUR" .\n',
        f'<http://example.com/2.5> <http://example.com/q> "2.5"^^<{XSD}decimal> .\n',
        '<http://example.com/2.5> <http://example.com/r> "1.5" .\n',
        '<http://example.com/2.5> <http://example.com/s> "1.5"@en .\n',
    ]


def test_null_makes_no_term_and_an_empty_text_does_unless_it_is_a_null_value(tmp_path: Path) -> None:
    database(tmp_path, "CREATE TABLE t (id INTEGER, v TEXT)", "INSERT INTO t VALUES (1, NULL), (2, '')")
    line = '<http://example.com/2> <http://example.com/p> "" .\n'
    assert yarrrml(tmp_path, "{type: sqlite, access: shop.db, table: t}", "[ex:p, $(v)]") == [line]
    source = '{type: sqlite, access: shop.db, table: t, nullValues: [""]}'
    assert yarrrml(tmp_path, source, "[ex:p, $(v)]") == []


def test_a_column_is_found_in_any_case_and_in_quotes_exactly(tmp_path: Path) -> None:
    database(tmp_path, 'CREATE TABLE t (ID INTEGER, "Country Code" TEXT)', "INSERT INTO t VALUES (1, 'IE')")
    line = '<http://example.com/1> <http://example.com/p> "IE" .\n'
    assert r2rml(tmp_path, 'rr:tableName "T"', 'rr:column "Country Code"') == [line]
    assert r2rml(tmp_path, 'rr:tableName "\\"t\\""', 'rr:column "\\"Country Code\\""', '{\\"ID\\"}') == [line]
    with pytest.raises(InputError, match='has no column `"id"`'):
        r2rml(tmp_path, 'rr:tableName "t"', 'rr:column "Country Code"', '{\\"id\\"}')
    database(tmp_path, "CREATE TABLE two (a TEXT, b TEXT)", "INSERT INTO two VALUES ('x', 'y')")
    query = 'rr:sqlQuery "SELECT a AS id, b AS \\"Name\\", a AS \\"NAME\\" FROM two"'
    with pytest.raises(InputError, match="has no column `name`"):
        r2rml(tmp_path, query, 'rr:column "name"')
    assert r2rml(tmp_path, query, 'rr:column "NAME"') == ['<http://example.com/x> <http://example.com/p> "x" .\n']


def test_a_column_that_goes_by_two_names(tmp_path: Path) -> None:
    database(tmp_path, "CREATE TABLE t (id INTEGER)", "INSERT INTO t VALUES (1)")
    made = 'rr:template "{id}-{ID}-{\\"id\\"}" ; rr:termType rr:Literal'
    assert r2rml(tmp_path, 'rr:tableName "t"', made) == ['<http://example.com/1> <http://example.com/p> "1-1-1" .\n']


def test_a_table_whose_name_needs_quotes(tmp_path: Path) -> None:
    database(tmp_path, 'CREATE TABLE "Country Info" (id INTEGER)', 'INSERT INTO "Country Info" VALUES (1)')
    line = f'<http://example.com/1> <http://example.com/p> "1"^^<{XSD}integer> .\n'
    assert r2rml(tmp_path, 'rr:tableName "Country Info"', 'rr:column "id"') == [line]


@pytest.mark.parametrize(
    ("table", "made", "what"),
    [
        ('rr:tableName "none"', 'rr:column "v"', "the database says: no such table: none"),
        ('rr:sqlQuery "SELECT FROM"', 'rr:column "v"', "the database says: near"),
        ('rr:sqlQuery "PRAGMA user_version = 7"', 'rr:column "v"', "the database says: "),
        ('rr:sqlQuery "DELETE FROM t"', 'rr:column "v"', "the database says: attempt to write a readonly database"),
        ('rr:tableName "t"', 'rr:column "w"', "has no column `w`.*known: id, v"),
        ('rr:sqlQuery "SELECT id, v, 1 AS v FROM t"', 'rr:column "v"', "column `v` twice"),
    ],
)
def test_refused(tmp_path: Path, table: str, made: str, what: str) -> None:
    database(tmp_path, "CREATE TABLE t (id INTEGER, v TEXT)", "INSERT INTO t VALUES (1, 'x')")
    with pytest.raises(InputError, match=f"(?s){what}"):
        r2rml(tmp_path, table, made)


def test_a_column_twice_that_no_rule_reads_does_no_harm(tmp_path: Path) -> None:
    database(tmp_path, "CREATE TABLE t (id INTEGER, v TEXT)", "INSERT INTO t VALUES (1, 'x')")
    query = 'rr:sqlQuery "SELECT a.v, a.id, b.v AS w, b.v AS w FROM t a JOIN t b"'
    assert r2rml(tmp_path, query, 'rr:column "v"') == ['<http://example.com/1> <http://example.com/p> "x" .\n']


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    database(tmp_path, "CREATE TABLE t (id INTEGER, v TEXT)", "INSERT INTO t VALUES (1, CAST(x'ff' AS TEXT))")
    with pytest.raises(InputError, match="the database says: Could not decode"):
        r2rml(tmp_path, 'rr:tableName "t"', 'rr:column "v"')


def test_a_mapping_without_a_database_asks_for_one(tmp_path: Path) -> None:
    text = R2RML.replace("{table}", 'rr:tableName "t"').replace("{object}", 'rr:column "v"').replace("{key}", "{id}")
    (tmp_path / "m.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"names no database\n.*--database"):
        run(tmp_path / "m.ttl")


def test_a_literal_as_subject_is_refused_in_r2rml(tmp_path: Path) -> None:
    text = R2RML.replace('{key}"', '{id}" ; rr:termType rr:Literal').replace("{table}", 'rr:tableName "t"')
    (tmp_path / "m.ttl").write_text(text.replace("{object}", 'rr:column "v"'), encoding="utf-8")
    with pytest.raises(ConfigError, match="subject"):
        run(tmp_path / "m.ttl")


def test_a_join_of_queries_and_its_columns(tmp_path: Path) -> None:
    database(
        tmp_path,
        "CREATE TABLE dept (no INTEGER, name TEXT)", "CREATE TABLE emp (id INTEGER, dept INTEGER)",
        "INSERT INTO dept VALUES (10, 'Sea'), (20, 'Air')", "INSERT INTO emp VALUES (1, 10), (2, NULL), (3, 20)",
    )  # fmt: skip
    made = 'rr:parentTriplesMap <http://example.com/m#d> ; rr:joinCondition [ rr:child "DEPT" ; rr:parent "{parent}" ]'
    other = (
        '<http://example.com/m#d> rr:logicalTable [ rr:sqlQuery "SELECT no, name FROM dept" ] ; '
        'rr:subjectMap [ rr:template "http://example.com/d/{name}" ] .'
    )
    text = R2RML.replace("{table}", 'rr:sqlQuery "SELECT * FROM emp"').replace("{object}", made) + other
    (tmp_path / "m.ttl").write_text(text.replace("{key}", "{id}").replace("{parent}", "NO"), encoding="utf-8")
    assert run(tmp_path / "m.ttl", f"{tmp_path}/shop.db") == [
        "<http://example.com/1> <http://example.com/p> <http://example.com/d/Sea> .\n",
        "<http://example.com/3> <http://example.com/p> <http://example.com/d/Air> .\n",
    ]
    (tmp_path / "m.ttl").write_text(text.replace("{key}", "{id}").replace("{parent}", "nr"), encoding="utf-8")
    with pytest.raises(InputError, match="has no column `nr`"):
        run(tmp_path / "m.ttl", f"{tmp_path}/shop.db")


def test_sqlalchemy_reads_what_sqlite3_reads(tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy")
    database(tmp_path, "CREATE TABLE t (id INTEGER, v REAL)", "INSERT INTO t VALUES (1, 2.5)")
    source = f"{{type: sql, access: 'sqlite+pysqlite:///{tmp_path}/shop.db', table: t}}"
    line = f'<http://example.com/1> <http://example.com/p> "2.5E0"^^<{XSD}double> .\n'
    assert yarrrml(tmp_path, source, "[ex:p, $(v)]") == [line]
    with pytest.raises(InputError, match="the database says: the query gives no rows"):
        yarrrml(tmp_path, source.replace("table: t", "query: CREATE TABLE u (id)"), "[ex:p, $(v)]")


def test_a_missing_driver_is_named_and_the_password_is_not(tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy")
    from kgbuild.errors import MissingExtra

    source = "{type: sql, access: 'oracle+cx_oracle://ann:secret@h/db', table: t}"
    with pytest.raises(MissingExtra, match=r"oracle\+cx_oracle://ann@h/db.* needs the package"):
        yarrrml(tmp_path, source, "[ex:p, $(v)]")


def test_lineage_names_columns_as_the_table_does(tmp_path: Path) -> None:
    database(tmp_path, "CREATE TABLE t (ID INTEGER, v REAL)", "INSERT INTO t VALUES (1, 2.5)")
    yarrrml(tmp_path, "{type: sqlite, access: shop.db, table: t}", "[ex:p, $(V)]")
    (made,) = run_statements(load_mapping([tmp_path / "m.yml"]), Inputs(), [])
    assert (made.origin.columns, dict(made.row)) == (("v",), {"ID": "1", "v": "2.5"})


def test_a_view_of_a_table(tmp_path: Path) -> None:
    database(tmp_path, "CREATE TABLE t (ID INTEGER, Name TEXT)", "INSERT INTO t VALUES (1, ''), (2, NULL)")
    (tmp_path / "m.ttl").write_text(VIEW, encoding="utf-8")
    integer = f"^^<{XSD}integer>"
    assert run(tmp_path / "m.ttl", f"{tmp_path}/shop.db") == [
        f'<http://example.com/1> <http://example.com/id> "1"{integer} .\n',
        '<http://example.com/1> <http://example.com/n> "" .\n',
        f'<http://example.com/2> <http://example.com/id> "2"{integer} .\n',
    ]


@pytest.mark.parametrize("access", ["postgresql://ann:secret@127.0.0.1:1/db", "http://ann:secret@127.0.0.1/a.csv"])
def test_a_password_is_in_no_message(tmp_path: Path, access: str) -> None:
    source = f"{{access: '{access}', {'table: t' if 'post' in access else 'referenceFormulation: csv'}}}"
    with pytest.raises(InputError) as error:
        yarrrml(tmp_path, source, "[ex:p, $(v)]")
    assert "secret" not in str(error.value)
    (rule,) = load_mapping([tmp_path / "m.yml"]).rules
    assert "post" not in access or "secret" not in rule.sources[0].name


def test_a_query_opens_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database(tmp_path, "CREATE TABLE t (id, name)")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="the database says: not authorized"):
        yarrrml(tmp_path, "{type: sqlite, access: shop.db, query: \"ATTACH 'other.db' AS other\"}", "[ex:p, $(id)]")
    assert not (tmp_path / "other.db").exists()


@pytest.mark.parametrize("where", ["TYPETYPE", "NAMENAME"])
def test_a_broken_file_has_a_place(tmp_path: Path, where: str) -> None:
    database(tmp_path, "CREATE TABLE t (id INTEGER, NAMENAME TYPETYPE)", "INSERT INTO t VALUES (1, 'x')")
    file = tmp_path / "shop.db"
    file.write_bytes(file.read_bytes().replace(where.encode(), b"\xff\xfe\xff\xfe\xff\xfe\xff\xfe"))
    source = "{type: sqlite, access: shop.db, table: t}"
    if where == "TYPETYPE":  # only the type is lost
        assert yarrrml(tmp_path, source, "[ex:p, $(NAMENAME)]") == [
            '<http://example.com/1> <http://example.com/p> "x" .\n'
        ]
    else:
        with pytest.raises(InputError, match=r"m.yml:\d+:\d+ .*the database says"):
            yarrrml(tmp_path, source, "[ex:p, $(NAMENAME)]")
