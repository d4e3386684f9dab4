from __future__ import annotations

import json

from kgbuild.query.results import QueryResult, format_rows

RESULT = QueryResult(
    ("who", "n", "note"),
    (
        ("<urn:ex#Ann>", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>', '"a \\"b\\",\\nc"@en'),
        ("<https://example.org/x>", None, '"plain"'),
    ),
    (("ex", "urn:ex#"),),
)


def test_table_is_aligned_and_shortens_iris() -> None:
    assert format_rows(RESULT).splitlines() == [
        "who                    n  note",
        "---------------------  -  --------",
        'ex:Ann                 2  a "b", c',
        "https://example.org/x     plain",
        "2 rows",
    ]


def test_csv_holds_plain_values() -> None:
    assert format_rows(RESULT, "csv") == 'who,n,note\nurn:ex#Ann,2,"a ""b"",\nc"\nhttps://example.org/x,,plain\n'


def test_json_is_the_sparql_results_format() -> None:
    read = json.loads(format_rows(RESULT, "json"))
    assert read["head"] == {"vars": ["who", "n", "note"]}
    first, second = read["results"]["bindings"]
    assert first["who"] == {"type": "uri", "value": "urn:ex#Ann"}
    assert first["n"]["datatype"].endswith("integer")
    assert first["note"] == {"type": "literal", "value": 'a "b",\nc', "xml:lang": "en"}
    assert second == {
        "who": {"type": "uri", "value": "https://example.org/x"},
        "note": {"type": "literal", "value": "plain"},
    }


def test_no_rows() -> None:
    assert format_rows(QueryResult(("a",), ())) == "a\n-\n0 rows\n"
    assert format_rows(QueryResult(("a",), ()), "csv") == "a\n"


def test_records_are_plain_values() -> None:
    assert RESULT.records() == [
        {"who": "urn:ex#Ann", "n": "2", "note": 'a "b",\nc'},
        {"who": "https://example.org/x", "n": "", "note": "plain"},
    ]


def test_csv_for_excel_has_a_mark_and_no_formulas() -> None:
    """Only on request: programs get the values as they are."""
    result = QueryResult(("who", "n"), (('"=1+1"', '"-5"'), ('"@Zo\u00eb"', None)))
    assert format_rows(result, "excel") == "\ufeffwho,n\n'=1+1,-5\n'@Zo\u00eb,\n"
    assert format_rows(result, "csv") == "who,n\n=1+1,-5\n@Zo\u00eb,\n"
