"""A table in a real PostgreSQL server, thrown away afterwards, maps to what the same rows in a CSV file map to."""

from __future__ import annotations

import csv
from pathlib import Path

import psycopg
import pytest

from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import materialize_lines
from kgbuild.yarrrml.language.load import load_mapping

TABLE = (
    "CREATE TABLE boats (id integer PRIMARY KEY, name text, built date, length numeric(6, 2), berth text);"
    "INSERT INTO boats VALUES (1, 'Tern', '1990-04-01', 12.50, 'é 1'), (2, 'O''Hara \"II\"', NULL, 7.00, NULL),"
    " (3, 'Łódź', '2001-12-31', NULL, 'b/3')"
)
ROWS = [
    ["id", "name", "built", "length", "berth"],
    ["1", "Tern", "1990-04-01", "12.50", "é 1"],
    ["2", 'O\'Hara "II"', "", "7.00", ""],
    ["3", "Łódź", "2001-12-31", "", "b/3"],
]
MAPPING = """\
prefixes:
  ex: http://example.com/
mappings:
  boat:
    sources:
      - {source}
    s: ex:boat/$(id)
    po:
      - [a, ex:Boat]
      - [ex:name, $(name)]
      - [ex:built, $(built), xsd:date]
      - [ex:length, $(length), xsd:decimal]
      - [ex:berth, ex:berth/$(berth)~iri]
"""


def _mapped(folder: Path, source: str) -> list[str]:
    path = folder / "mapping.yml"
    path.write_text(MAPPING.replace("{source}", source), encoding="utf-8")
    problems: list[Problem] = []
    lines = [
        line
        for batch in materialize_lines(load_mapping([path]), problems=problems)
        for made in batch.values()
        for line in made
    ]
    assert problems == []
    return sorted(lines)


@pytest.mark.parametrize(
    "query", ["SELECT * FROM boats", "SELECT id, name, built, length, berth FROM boats WHERE id > 0"]
)
def test_a_table_maps_like_its_csv(postgresql: str, tmp_path: Path, query: str) -> None:
    with psycopg.connect(postgresql.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS boats")
        for statement in TABLE.split(";"):
            connection.execute(statement.encode())
    with (tmp_path / "boats.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(ROWS)
    names = f'type: postgresql, access: "{postgresql}", query: {query!r}'
    from_server = _mapped(tmp_path, f"{{{names}}}")
    from_file = _mapped(tmp_path, "[boats.csv~csv]")
    assert from_server == from_file
    assert len(from_server) == 12
