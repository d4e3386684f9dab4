import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.model.terms import XSD, Literal, iri_of, is_iri, literal, literal_of

LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


@given(st.text())
def test_text_survives_the_notation(text: str) -> None:
    assert literal_of(literal(text)) == Literal(text, "", f"{XSD}string")


def test_language_is_written_in_lower_case() -> None:
    assert literal("x", language="en-GB") == '"x"@en-gb'
    assert literal_of('"x"@en-GB') == Literal("x", "en-gb", LANG_STRING)


def test_datatype_is_kept_and_string_is_left_out() -> None:
    assert literal("5", datatype=f"{XSD}integer") == f'"5"^^<{XSD}integer>'
    assert literal("5", datatype=f"{XSD}string") == '"5"'


def test_control_characters_are_escaped() -> None:
    assert literal('\x00\x7f\b\f\n\r\t"\\') == '"\\u0000\\u007F\\b\\f\\n\\r\\t\\"\\\\"'


def test_a_lone_surrogate_becomes_one_replacement_mark() -> None:
    assert literal("a\ud83dz") == '"a\ufffdz"'


def test_long_and_short_unicode_escapes_are_read() -> None:
    assert literal_of('"\\u00E9\\U0001F692"').value == "é🚒"


@pytest.mark.parametrize("term", ["<urn:x>", '"open', '"a"@', '"a"^^urn:x', '"a" ', '"\\q"'])
def test_no_literal_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match=r"literal"):
        literal_of(term)


def test_iris_are_told_from_literals() -> None:
    assert is_iri("<urn:x>")
    assert not is_iri('"<urn:x>"')
    with pytest.raises(ValueError, match="not an IRI"):
        iri_of('"x"')
