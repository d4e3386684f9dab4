"""Columns of real servers become literals of their SQL types (W3C R2RML, section 10.2), in YARRRML and in R2RML."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pymysql
import pytest

from kgbuild.errors import InputError
from kgbuild.yarrrml.execution.run import run_lines
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.rml.load import load_rml
from kgbuild.yarrrml.sources.open_source import Inputs

XSD = "http://www.w3.org/2001/XMLSchema#"
POSTGRESQL = {
    "smallint '7'": f'"7"^^<{XSD}integer>',
    "bigint '9007199254740993'": f'"9007199254740993"^^<{XSD}integer>',
    "numeric(6, 2) '12.50'": f'"12.5"^^<{XSD}decimal>',
    "real '80.25'": f'"8.025E1"^^<{XSD}double>',
    "double precision '-Infinity'": f'"-INF"^^<{XSD}double>',
    "boolean 'no'": f'"false"^^<{XSD}boolean>',
    "date '1981-10-10'": f'"1981-10-10"^^<{XSD}date>',
    "time '12:00:00.50'": f'"12:00:00.5"^^<{XSD}time>',
    "timestamp '2009-10-10 12:12:22'": f'"2009-10-10T12:12:22"^^<{XSD}dateTime>',
    "timestamptz '2009-10-10 12:12:22+05'": f'"2009-10-10T07:12:22Z"^^<{XSD}dateTime>',
    "bytea '\\x89504e'": f'"89504E"^^<{XSD}hexBinary>',
    "char(5) 'ab'": '"ab   "',
    "varchar(5) ''": '""',
    "text '50% \"off\": a'": '"50% \\"off\\": a"',
    "interval '1 day 90 minutes'": '"P1DT1H30M"',
    "uuid '00000000-0000-0000-0000-000000000001'": '"00000000-0000-0000-0000-000000000001"',
    "jsonb '{\"a\": [1, null]}'": '"{\\"a\\": [1, null]}"',
    "'{1,2}'::integer[]": '"[1, 2]"',
}
MARIADB = {
    "INT": ("7", f'"7"^^<{XSD}integer>'),
    "DECIMAL(6, 2)": ("12.50", f'"12.5"^^<{XSD}decimal>'),
    "FLOAT": ("80.25", f'"8.025E1"^^<{XSD}double>'),
    "BOOLEAN": ("TRUE", f'"true"^^<{XSD}boolean>'),
    "BIT(1)": ("b'0'", f'"false"^^<{XSD}boolean>'),
    "TINYINT(4)": ("1", f'"1"^^<{XSD}integer>'),
    "DATE": ("'1981-10-10'", f'"1981-10-10"^^<{XSD}date>'),
    "TIME": ("'12:05:00'", f'"12:05:00"^^<{XSD}time>'),
    "DATETIME": ("'2009-10-10 12:12:22'", f'"2009-10-10T12:12:22"^^<{XSD}dateTime>'),
    "VARBINARY(9)": ("x'89504E'", f'"89504E"^^<{XSD}hexBinary>'),
    "VARCHAR(9)": ("'50% é'", '"50% é"'),
}


def lines_of(path: Path, inputs: Inputs) -> list[str]:
    problems: list[object] = []
    mapping = load_rml([path]) if path.suffix == ".ttl" else load_mapping([path], base=path.parent)
    made = [line for b in run_lines(mapping, inputs, problems) for m in b.values() for line in m]  # type: ignore[arg-type]
    assert problems == []
    return sorted(made)


def in_yarrrml(folder: Path, source: str, count: int) -> list[str]:
    entries = "".join(f"      - [ex:p{n:02}, $(c{n:02})]\n" for n in range(count))
    text = (
        f'prefixes: {{ex: "http://example.com/"}}\nmappings:\n  t:\n    sources: [{source}]\n    s: ex:$(id)\n    po:\n'
    )
    (folder / "m.yml").write_text(text + entries, encoding="utf-8")
    return lines_of(folder / "m.yml", Inputs())


def in_r2rml(folder: Path, database: str, count: int) -> list[str]:
    maps = "".join(
        f'; rr:predicateObjectMap [ rr:predicate ex:p{n:02} ; rr:objectMap [ rr:column "c{n:02}" ] ] '
        for n in range(count)
    )
    text = (
        "@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix ex: <http://example.com/> . "
        '<http://example.com/m#t> rr:logicalTable [ rr:tableName "\\"All Types\\"" ] ; '
        'rr:subjectMap [ rr:template "http://example.com/{id}" ] ' + maps + "."
    )
    (folder / "m.ttl").write_text(text, encoding="utf-8")
    return lines_of(folder / "m.ttl", Inputs(database=database))


def expected(literals: list[str]) -> list[str]:
    return [f"<http://example.com/1> <http://example.com/p{n:02}> {made} .\n" for n, made in enumerate(literals)]


def test_postgresql(postgresql: str, tmp_path: Path) -> None:
    with psycopg.connect(postgresql.replace("+psycopg", ""), autocommit=True) as connection:
        columns = ", ".join(f"{value} AS c{n:02}" for n, value in enumerate(POSTGRESQL))
        connection.execute('DROP TABLE IF EXISTS "All Types"')
        connection.execute(f'CREATE TABLE "All Types" AS SELECT 1 AS id, {columns}'.encode())
    want = expected(list(POSTGRESQL.values()))
    place = postgresql.partition("@")[2]
    credentials = "credentials: {username: kgbuild, password: ''}"
    source = f"{{type: postgresql, access: '{place}', table: '\"All Types\"', {credentials}}}"
    assert in_yarrrml(tmp_path, source, len(want)) == want
    url = f"jdbc:postgresql://{place}?user=kgbuild"
    assert in_r2rml(tmp_path, url, len(want)) == want


def test_mariadb(mariadb: str, tmp_path: Path) -> None:
    port = int(mariadb.rpartition(":")[2].rstrip("/"))
    columns = ", ".join(f"c{n:02} {declared}" for n, declared in enumerate(MARIADB))
    values = ", ".join(value for value, _ in MARIADB.values())
    connection = pymysql.connect(host="127.0.0.1", port=port, user="root", autocommit=True)
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE types CHARACTER SET utf8mb4")
        cursor.execute(f"CREATE TABLE types.`All Types` (id INT, {columns})")
        cursor.execute(f"INSERT INTO types.`All Types` VALUES (1, {values})")
    want = expected([made for _, made in MARIADB.values()])
    source = f"{{type: mysql, access: '127.0.0.1:{port}/types', table: All Types, credentials: {{username: root}}}}"
    assert in_yarrrml(tmp_path, source, len(want)) == want
    assert in_r2rml(tmp_path, f"jdbc:mysql://root@127.0.0.1:{port}/types", len(want)) == want


def test_what_a_server_says_is_passed_on(postgresql: str, mariadb: str, tmp_path: Path) -> None:
    for kind, url in (("postgresql", postgresql), ("mysql", f"{mariadb}mysql")):
        with pytest.raises(InputError, match=r"m.yml:4:15 .* the database says: .*no_such_table"):
            in_yarrrml(tmp_path, f'{{type: {kind}, access: "{url}", query: SELECT 1 AS id FROM no_such_table}}', 1)
        with pytest.raises(InputError, match="has no column `c00`"):
            in_yarrrml(tmp_path, f'{{type: {kind}, access: "{url}", query: SELECT 1 AS id}}', 1)
    with pytest.raises(InputError, match=r"the database says: .*infinity"):
        in_yarrrml(tmp_path, f'{{access: "{postgresql}", query: "SELECT 1 AS id, date \'infinity\' AS c00"}}', 1)
    with pytest.raises(InputError, match=r"the database says: .*refused"):
        in_yarrrml(tmp_path, "{type: postgresql, access: '127.0.0.1:1/db', query: SELECT 1 AS id}", 1)


def test_a_table_made_in_quotes_is_found_without(postgresql: str, tmp_path: Path) -> None:
    with psycopg.connect(postgresql.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute('CREATE TABLE "Friends" AS SELECT 1 AS id, 2 AS c00')
    source = f'{{type: postgresql, access: "{postgresql}", table: Friends}}'
    assert in_yarrrml(tmp_path, source, 1) == expected([f'"2"^^<{XSD}integer>'])
    with pytest.raises(InputError, match=r'the database says: .* relation "foes" does not exist'):
        in_yarrrml(tmp_path, source.replace("Friends", "Foes"), 1)


@pytest.mark.parametrize(
    ("access", "what"),
    [
        ("postgresql://127.0.0.1:port/db", "the database says: invalid literal"),
        ("mysql+pymysql://127.0.0.1:1/db?nonsense=1", "the database says: .*unexpected keyword argument"),
        ("nonsense://127.0.0.1/db", "the database says: Can't load plugin"),
    ],
)
def test_a_url_that_means_nothing(tmp_path: Path, access: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        in_yarrrml(tmp_path, f'{{access: "{access}", query: SELECT 1 AS id}}', 1)


def test_a_query_reaches_the_server_as_it_is_written(postgresql: str, mariadb: str, tmp_path: Path) -> None:
    for access in (postgresql, f"{mariadb}mysql"):
        query = "SELECT 1 AS id, '50% :x' AS c00 WHERE 'a%s' LIKE 'a%'"
        assert in_yarrrml(tmp_path, f'{{access: "{access}", query: "{query}"}}', 1) == expected(['"50% :x"'])
