"""Values of databases and spreadsheets: their text, datatype and canonical form."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest

from kgbuild.yarrrml.rdf.natural import Natural, canonical_double, natural
from kgbuild.yarrrml.sources.cell_values import boolean, cell_value, time_of_day

FIVE = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("value", "text", "literal"),
    [
        (7, "7", '"7"^^<xsd:integer>'),
        (True, "true", '"true"^^<xsd:boolean>'),
        (1.65, "1.65", '"1.65E0"^^<xsd:double>'),
        (30.0, "30.0", '"3.0E1"^^<xsd:double>'),
        (float("inf"), "INF", '"INF"^^<xsd:double>'),
        (float("nan"), "NaN", '"NaN"^^<xsd:double>'),
        (Decimal("12.50"), "12.50", '"12.5"^^<xsd:decimal>'),
        (Decimal("7.00"), "7.00", '"7"^^<xsd:decimal>'),
        (Decimal("-0.00"), "-0.00", '"0"^^<xsd:decimal>'),
        (Decimal("1E+3"), "1000", '"1000"^^<xsd:decimal>'),
        (Decimal("NaN"), "NaN", '"NaN"'),
        (date(1990, 4, 1), "1990-04-01", '"1990-04-01"^^<xsd:date>'),
        (time(9, 5, 0, 500000), "09:05:00.5", '"09:05:00.5"^^<xsd:time>'),
        (time(9, 5, tzinfo=UTC), "09:05:00Z", '"09:05:00Z"^^<xsd:time>'),
        (datetime(2009, 10, 10, 12, 0), "2009-10-10T12:00:00", '"2009-10-10T12:00:00"^^<xsd:dateTime>'),
        (datetime(2009, 1, 1, 2, tzinfo=FIVE), "2008-12-31T20:30:00Z", '"2008-12-31T20:30:00Z"^^<xsd:dateTime>'),
        (b"\x89PN", "89504E", '"89504E"^^<xsd:hexBinary>'),
        (memoryview(b"\x01"), "01", '"01"^^<xsd:hexBinary>'),
        (timedelta(days=1, hours=2, seconds=3.5), "P1DT2H3.5S", '"P1DT2H3.5S"'),
        (-timedelta(minutes=90), "-PT1H30M", '"-PT1H30M"'),
        (timedelta(), "PT0S", '"PT0S"'),
        ({"b": [1, "ü"], "a": None}, '{"a": null, "b": [1, "ü"]}', '"{\\"a\\": null, \\"b\\": [1, \\"ü\\"]}"'),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001", '"00000000-0000-0000-0000-000000000001"'),
        ('say "x"', 'say "x"', '"say \\"x\\""'),
        ("", "", '""'),
    ],
)
def test_a_value_as_text_and_as_literal(value: object, text: str, literal: str) -> None:
    made = cell_value(value)
    assert made == text
    assert natural(made) == literal.replace("xsd:", "http://www.w3.org/2001/XMLSchema#")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "false"), (1, "true"), (b"\x00", "false"), (b"\x01", "true"), ("TRUE", "true"), ("1", "true")],
)
def test_a_boolean_however_it_is_written(value: object, text: str) -> None:
    made = boolean(value)
    assert made == text
    assert isinstance(made, Natural)


def test_what_is_no_boolean_stays_what_it_is() -> None:
    assert natural(boolean("perhaps")) == '"perhaps"'
    assert natural(boolean(7)).startswith('"7"^^')


def test_a_time_that_comes_as_a_length_of_time() -> None:
    assert natural(time_of_day(timedelta(hours=23, minutes=5))).startswith('"23:05:00"^^')
    assert natural(time_of_day(timedelta(hours=25))) == '"P1DT1H"'


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0.0E0"),
        (-1.5, "-1.5E0"),
        (0.1 + 0.2, "3.0000000000000004E-1"),
        (1e22, "1.0E22"),
        (5e-324, "5.0E-324"),
        (123456789.0, "1.23456789E8"),
    ],
)
def test_canonical_doubles_keep_their_value(number: float, text: str) -> None:
    assert canonical_double(number) == text
    assert float(canonical_double(number)) == number
