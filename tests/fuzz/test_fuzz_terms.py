"""What is held for a valid IRI, language tag or literal, against a second opinion (pyoxigraph)."""

from __future__ import annotations

import re

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.language.templates import parse_template
from kgbuild.yarrrml.rdf.datatypes import XSD, validator_of
from kgbuild.yarrrml.rdf.terms import encode, encode_ascii, escape, label, safe_prefix, valid_iri, valid_language
from tests.fuzz.oracles import fuzz, limited

IRI_WORDS = st.sampled_from(
    ["http:", "//", "urn:", "a", "Z9", ":", "@", "[::1]", "[", "]", "[v1.a]", "%20", "%", "%zz", "?", "#", "é",
    "\ufdd0", "\ufffe",
     "\ue000", "\U000e0001", "\U000f0000", " ", "<", '"', "{", "\\", "^", "`", "|", "\u200e", "1.2.3.4", "..", "/",
     "+", "-", "_", "\x7f"]
)  # fmt: skip
IRIS = st.lists(IRI_WORDS | st.characters(exclude_categories=["Cs"]), max_size=9).map("".join)


def takes_iri(text: str) -> bool:
    """Whether pyoxigraph's strict N-Quads reader takes it."""
    try:
        list(ox.parse(f"<{text}> <urn:p> <urn:o> .", format=ox.RdfFormat.N_QUADS))
    except (SyntaxError, ValueError):
        return False
    return "\\" not in text


@fuzz(300)
@given(IRIS)
def test_iris(text: str) -> None:
    with limited(5):
        assert valid_iri(text) == takes_iri(text)


TAG_WORDS = st.sampled_from(
    [
        "en",
        "-",
        "de",
        "x",
        "i",
        "Latn",
        "CH",
        "1996",
        "a",
        "abcdefgh",
        "419",
        "klingon",
        "i-default",
        "GB-oed",
        "sgn-BE-FR",
        "_",
        "é",
        " ",
        "q",
        "u",
    ]
)


@fuzz(300)
@given(st.lists(TAG_WORDS | st.text(max_size=2), max_size=7).map("".join))
def test_language_tags(text: str) -> None:
    try:
        ox.Literal("", language=text)
        second = True
    except ValueError:
        second = False
    if valid_language(text):
        assert second
        list(ox.parse(f'<urn:s> <urn:p> "x"@{text} .', format=ox.RdfFormat.N_QUADS))
    elif second:  # primary subtags reserved by BCP 47 are refused here
        assert 4 <= len(text.partition("-")[0]) <= 8


CASTS = ("integer", "decimal", "double", "float", "boolean", "date", "dateTime", "time", "duration", "dayTimeDuration",
         "yearMonthDuration", "gYear", "gYearMonth", "gMonth", "gDay", "gMonthDay")  # fmt: skip
LEXICAL = st.lists(
    st.sampled_from(["1", "0", "-", "+", ".", "e", "E", "INF", "NaN", "true", "2024", "-02-", "29", "30", "T",
    "24:00:00", "12:30:59",
                     ".5", "Z", "+14:00", "-13:59", "P", "1Y", "2M", "3D", "T4H", "5S", "--", "---", "31", " ", "\n",
                     "٣", "0000"]) | st.text(max_size=1),
    max_size=7,
).map("".join)  # fmt: skip
STORE = ox.Store()


def casts(text: str, name: str) -> bool:
    """Whether SPARQL can cast a plain text to the datatype."""
    query = f'SELECT (<{XSD}{name}>("{escape(text)}") AS ?x) {{}}'
    return next(iter(STORE.query(query)))["x"] is not None  # type: ignore[union-attr, index, arg-type]


@fuzz(300)
@given(LEXICAL, st.sampled_from(CASTS))
def test_lexical_forms(text: str, name: str) -> None:
    valid = validator_of(XSD + name)
    assert valid is not None
    if "\0" in text:
        assert not valid(text)
        return
    second = casts(text, name)
    if second and text == text.strip() and text != "-NaN":  # XML Schema gives NaN no sign
        assert valid(text), "SPARQL casts it"
    if valid(text) and not second:  # only what is too large for the numbers of the second opinion
        assert len(re.findall(r"[0-9]", text)) > 3


ALL_TYPES = (
    "integer",
    "long",
    "byte",
    "positiveInteger",
    "hexBinary",
    "base64Binary",
    "language",
    "dateTimeStamp",
    *CASTS,
)


@fuzz(100)
@given(LEXICAL | st.text(max_size=5), st.sampled_from(ALL_TYPES), st.sampled_from([1, 3000]))
def test_lexical_forms_need_no_escaping(text: str, name: str, times: int) -> None:
    """The engine writes a text that passed the check as it is."""
    valid = validator_of(XSD + name)
    with limited(5):
        if valid is not None and valid(text * times):
            assert escape(text) == text


@fuzz(200)
@given(st.text(), st.text())
def test_encoded_text(text: str, other: str) -> None:
    """Encoded text may stand anywhere in an IRI after a safe start, and different texts stay different."""
    for how in (encode, encode_ascii):
        assert takes_iri("http://a/" + how(text))
        assert (how(text) == how(other)) == (text == other)
    if text.encode("utf-8", "surrogatepass") and not any("\ud800" <= c <= "\udfff" for c in text):
        list(ox.parse(f'{label(text)} <urn:p> "{escape(text)}" .', format=ox.RdfFormat.N_QUADS))
    assert (label(text) == label(other)) == (text == other)


@fuzz(100)
@given(IRIS, st.text())
def test_safe_prefix(start: str, text: str) -> None:
    """What the compiler takes for safe is safe."""
    if safe_prefix(start) and valid_iri(start + "z"):
        assert valid_iri(start + encode(text))
        assert valid_iri(start + encode_ascii(text))


TEMPLATES = st.lists(
    st.sampled_from(["$(", ")", "a", "\\", "\\(", "\\)", "\\$(", "\\:", "_x", "$(a)", "(", "\\\\", "\\_", ":",
    "$"]) | st.text(max_size=2),
    max_size=10,
).map("".join)  # fmt: skip


@fuzz(200)
@given(TEMPLATES)
def test_templates(text: str) -> None:
    problems: list[Problem] = []
    made = parse_template(text, Location("m", 1, 1), problems, external={"x": "value"})
    assert made == parse_template(text, Location("m", 1, 1), [], external={"x": "value"})
    assert problems or "$(" in text.replace("\\$(", "") or not made.refs
