import random
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgbuild.errors import InputError
from kgbuild.model.tables import Table
from kgbuild.serialize.pieces import Noted, Pieces
from kgbuild.serialize.tables import read_table, spreadsheet_csv, spreadsheet_pieces, table_csv

cells = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(st.tuples(cells, cells), max_size=5))
@example([("\r", "\r0"), ("", '"')])
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    table = Table("events", ("id", "text"), tuple({"id": first, "text": second} for first, second in rows))
    path = tmp_path_factory.getbasetemp() / "events.csv"
    path.write_bytes(table_csv(table))
    assert read_table(path) == table


def test_lines_end_in_newline_and_rows_keep_their_order() -> None:
    table = Table("t", ("a", "b"), ({"b": "2", "a": "z"}, {"a": "é", "b": ""}))
    assert table_csv(table).decode() == "a,b\nz,2\né,\n"


def test_an_empty_cell_alone_in_its_row_comes_back(tmp_path: Path) -> None:
    table = Table("t", ("a",), ({"a": ""}, {"a": "x"}))
    (tmp_path / "t.csv").write_bytes(table_csv(table))
    assert read_table(tmp_path / "t.csv") == table


def test_a_cell_longer_than_an_article_is_read(tmp_path: Path) -> None:
    table = Table("t", ("a",), ({"a": "x" * 200_000},))
    (tmp_path / "t.csv").write_bytes(table_csv(table))
    assert read_table(tmp_path / "t.csv") == table


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "t.csv:1  error  no header line"),
        (b"a,b,a\n", "column 'a' appears twice"),
        (b"a,b\n1\n1,2\n1,2,3\n", "t.csv:4  error  3 cells in a table of 2 columns"),
        (b"a\n\xff\n", "not UTF-8"),
        (b'a\n"open\n', "not CSV"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(InputError) as error:
        read_table(tmp_path / "t.csv")
    assert says in str(error.value)


def test_all_broken_rows_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"a,b\n1\n1,2\n1,2,3\n")
    with pytest.raises(InputError) as error:
        read_table(tmp_path / "t.csv")
    assert [problem.where.line for problem in error.value.problems] == [2, 4]


def test_the_pieces_of_a_table_are_its_file_whatever_was_there_before(tmp_path: Path) -> None:
    dice, old, noted = random.Random(2), None, Noted()
    for step in range(12):
        rows = [{"id": f"r{n}", "said": f'"{n}"\r\n,=é' * (n % 3)} for n in dice.sample(range(900), 300 * (step % 4))]
        table = Table("t", ("id", "said"), tuple(rows))
        pieces, path = Pieces(old, noted), tmp_path / str(step)
        path.write_bytes(b"".join(spreadsheet_pieces(table, pieces)))
        assert path.read_bytes() == spreadsheet_csv(table)
        old, noted = path, pieces.noted
