"""Any cell of SQLite, Parquet and Excel, and files of theirs that are broken."""

from __future__ import annotations

import datetime as dt
import decimal
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from kgbuild.yarrrml.language.load import load_mapping
from tests.fuzz.oracles import attempt, checked, folder, fuzz
from tests.fuzz.rich import COLUMNS, MAPPING
from tests.fuzz.test_fuzz_tables import TEXT, mapping

SQL_CELL = st.sampled_from(
    ["NULL", "1", "-9223372036854775808", "9e999", "-9e999", "0.1", "''", "x''", "x'ff00'",
     "CAST(x'ff61' AS TEXT)", "'a' || char(0)",
     "CAST(x'eda080' AS TEXT)", "'é'", "'en'", "abs(-9223372036854775808)", "zeroblob(9)",
     "date('now', 'start of year', 'x')", "1/0", "json('{')"]
)  # fmt: skip
QUERIES = st.lists(SQL_CELL, min_size=5, max_size=5).map(
    lambda cells: "SELECT " + ", ".join(f"{c} AS {n}" for c, n in zip(cells, COLUMNS, strict=True))
) | st.sampled_from(
    ["SELECT", "SELECT 1", "SELECT 1; SELECT 2", "SELECT 1 AS id, 2 AS id", "DELETE FROM t", "SELECT ?", "PRAGMA x", "",
     "x\0y",
     "SELECT * FROM t", "-- c", "ATTACH 'x' AS y", "SELECT :id", "VACUUM", "SELECT 1 AS ''", "BEGIN",
     "COMMIT", "EXPLAIN SELECT 1"]
)  # fmt: skip


@fuzz(60)
@given(QUERIES, st.binary(max_size=4), st.integers(0, 8000))
def test_any_sqlite(query: str, change: bytes, at: int) -> None:
    base = folder()
    with closing(sqlite3.connect(base / "a.db")) as connection:
        connection.execute("CREATE TABLE t (id, a TEXT, b BLOB, lang, type)")
        connection.execute(
            "INSERT INTO t VALUES (1, 'x', x'00', 'en', 1.5), (x'ff', CAST(x'80' AS TEXT), NULL, 2, 'y')"
        )
        connection.commit()
    whole = bytearray((base / "a.db").read_bytes())
    whole[at : at + len(change)] = change
    (base / "a.db").write_bytes(bytes(whole))
    source = json.dumps({"type": "sqlite", "access": "a.db", "query": query})
    rules = attempt(lambda: load_mapping([mapping(base, MAPPING, source)]))
    if rules is not None:
        checked(rules, base)


COLUMN = st.sampled_from(
    [
        (pa.int64(), st.none() | st.integers(-(2**63), 2**63 - 1)),
        (pa.float64(), st.none() | st.floats()),
        (pa.float32(), st.none() | st.floats(width=32)),
        (pa.string(), st.none() | st.text(max_size=5)),
        (pa.binary(), st.none() | st.binary(max_size=5)),
        (pa.bool_(), st.none() | st.booleans()),
        (pa.date32(), st.none() | st.dates()),
        (pa.timestamp("ns"), st.none() | st.integers(-(2**62), 2**62)),
        (pa.timestamp("s", "Europe/Berlin"), st.none() | st.integers(-(2**40), 2**40)),
        (pa.time64("ns"), st.none() | st.integers(0, 86399999999999)),
        (pa.duration("us"), st.none() | st.integers(-(2**50), 2**50)),
        (pa.decimal128(20, 3), st.none() | st.decimals(-1000, 1000, places=3)),
        (pa.list_(pa.int8()), st.none() | st.lists(st.integers(-128, 127), max_size=3)),
        (pa.struct([("a", pa.int8())]), st.none() | st.fixed_dictionaries({"a": st.integers(-128, 127)})),
        (pa.map_(pa.string(), pa.int8()), st.none() | st.lists(st.tuples(st.text(max_size=2), st.integers(0, 9)))),
        (pa.dictionary(pa.int8(), pa.string()), st.none() | st.sampled_from(["x", "y"])),
        (pa.null(), st.none()),
    ]
)  # fmt: skip


@fuzz(40)
@given(st.data())
def test_any_parquet(data: st.DataObject) -> None:
    base = folder()
    arrays = []
    for _ in COLUMNS:
        kind, cells = data.draw(COLUMN)
        arrays.append(pa.array(data.draw(st.lists(cells, min_size=2, max_size=2)), type=kind))
    names = data.draw(st.permutations(COLUMNS)) if data.draw(st.booleans()) else ["id", "id", "a", "", "b"]
    pq.write_table(pa.Table.from_arrays(arrays, names=names), base / "t.parquet")
    _change(base / "t.parquet", data)
    checked(load_mapping([mapping(base, MAPPING, "[t.parquet]")]), base)


def _change(path: Path, data: st.DataObject) -> None:
    """Now and then some bytes of the file are others, or gone."""
    whole = bytearray(path.read_bytes())
    at = int(len(whole) * data.draw(st.floats(0, 1)))  # the length of a workbook hangs on the clock
    match data.draw(st.integers(0, 5)):
        case 0:
            del whole[at:]
        case 1:
            whole[at : at + 3] = data.draw(st.binary(max_size=4))
    path.write_bytes(bytes(whole))


EXCEL_CELL = (
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**20), 10**20) | TEXT
    | st.datetimes(min_value=dt.datetime(1900, 3, 1)) | st.dates(min_value=dt.date(1900, 3, 1)) | st.times()
    | st.timedeltas(dt.timedelta(0), dt.timedelta(days=9)) | st.decimals(-1000, 1000, places=3)
    | st.sampled_from(["_xD800_", "=1/0", "#N/A", "_x0000_", "http://a/b", "en", decimal.Decimal("1e-30")])
)  # fmt: skip


@fuzz(25)
@given(st.data())
def test_any_excel(data: st.DataObject) -> None:
    base = folder()
    book = openpyxl.Workbook()
    sheet: Any = book.active
    header = data.draw(st.sampled_from([list(COLUMNS), ["id", "id", None, "a", 5], [], ["id", "a"]]))
    sheet.append(header)
    for row in data.draw(st.lists(st.lists(EXCEL_CELL, max_size=6), max_size=3)):
        try:
            sheet.append(row)
        except (IllegalCharacterError, ValueError):
            continue
    try:
        book.save(base / "t.xlsx")
    except UnicodeEncodeError:
        return
    _change(base / "t.xlsx", data)
    iterator = data.draw(st.sampled_from(["", "Sheet", "Sheeet"]))
    checked(load_mapping([mapping(base, MAPPING, f"['t.xlsx~excel', '{iterator}']")]), base)
