"""A table in a real PostgreSQL server, thrown away afterwards, maps to what the same rows in a CSV file map to."""

from __future__ import annotations

import csv
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from kgbuild.problems import Problem
from kgbuild.yarrrml.load import load_mapping
from kgbuild.yarrrml.run import materialize_lines

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


@pytest.fixture(scope="module")
def server(need: Callable[[str, bool, str], None]) -> Iterator[str]:
    """The URL of a database in a server of its own, on a free port of loopback."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    need("debian", bool(found), "PostgreSQL (Debian's postgresql)")
    programs = found[-1].parent
    # Not below pytest's folder: the server's own user may not look into that.
    with tempfile.TemporaryDirectory(prefix="kgbuild-pg") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        port = _free_port()
        data = str(folder / "data")
        _as_server_user(programs / "initdb", "-D", data, "-U", "kgbuild", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={name} -c fsync=off"
        _as_server_user(programs / "pg_ctl", "-D", data, "-l", f"{name}/log", "-o", options, "-w", "-t", "60", "start")
        try:
            yield f"postgresql+psycopg://kgbuild@127.0.0.1:{port}/postgres"
        finally:
            _as_server_user(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _as_server_user(program: Path, *words: str) -> None:
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, str(program), *words], check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=120)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


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
def test_a_table_maps_like_its_csv(server: str, tmp_path: Path, query: str) -> None:
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS boats")
        for statement in TABLE.split(";"):
            connection.execute(statement.encode())
    with (tmp_path / "boats.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(ROWS)
    from_server = _mapped(tmp_path, f'{{type: postgresql, access: "{server}", query: {query!r}}}')
    from_file = _mapped(tmp_path, "[boats.csv~csv]")
    assert from_server == from_file
    assert len(from_server) == 12
