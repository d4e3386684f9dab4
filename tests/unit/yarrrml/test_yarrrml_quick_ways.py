"""The quick way for usual values says nothing that the whole check would not."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kgbuild.yarrrml.rdf.datatypes import _RANGES, _USUAL, XSD, usual_of, validator_of
from kgbuild.yarrrml.rdf.iri_grammar import iri_pattern, reserved_pattern
from kgbuild.yarrrml.rdf.terms import _PLAIN_IRI, encode, plain_iri


@pytest.mark.parametrize("name", sorted(_USUAL))
@given(st.data())
def test_usual_literals_are_literals(name: str, data: st.DataObject) -> None:
    looks_ahead = "(?=.)" in _USUAL[name]
    text = data.draw(st.from_regex(_USUAL[name].replace("(?=.)", ""), fullmatch=True))
    valid, usual = validator_of(XSD + name), usual_of(XSD + name)
    assert valid is not None
    assert usual is not None
    assert usual(text) or looks_ahead
    assume(usual(text))
    assert valid(text)


def test_what_is_usual() -> None:
    usual = usual_of(XSD + "date")
    assert usual is not None
    assert usual("2024-02-28")
    assert not usual("2024-02-30")
    assert usual_of("http://example.com/date") is None
    assert {name for name in _RANGES if name in _USUAL} == {"int", "long", "unsignedInt", "unsignedLong"}


@given(st.from_regex(_PLAIN_IRI, fullmatch=True))
def test_plain_iris_are_iris(text: str) -> None:
    assert plain_iri(text)
    assert iri_pattern().fullmatch(text)


@pytest.mark.parametrize("rest", ["", ":8080", ":8080/a?b=c/d?", "/a?b=c#d", "?x#"])
def test_ports_and_queries_are_plain(rest: str) -> None:
    assert plain_iri("http://example.com" + rest)


def test_every_character_is_encoded_by_the_grammar() -> None:
    reserved = reserved_pattern()
    for code in range(0x110000):
        sign = chr(code)
        encoded = "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "surrogatepass"))
        expected = encoded if reserved.fullmatch(sign) else sign
        if encode(sign) != expected or encode(f"a{sign} ") != f"a{expected}%20":
            raise AssertionError(f"U+{code:04X}: {encode(sign)!r}, not {expected!r}")
