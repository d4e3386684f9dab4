"""Whatever text the sources hold, every format gives back the same quads."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.model.quads import Quad
from kgbuild.model.terms import XSD, iri, literal
from kgbuild.serialize.formats import Style, write_quads
from kgbuild.serialize.prefixes import standard_prefixes

BASE = "https://example.org/kg/"
CONTEXT: dict[str, object] = {
    "@version": 1.1,
    "kgb": "https://w3id.org/kgbuild/ns#",
    "title": {"@id": "http://purl.org/dc/terms/title", "@container": "@language"},
    "place": {"@id": "kgb:place", "@type": "@id", "@container": "@set"},
    "amount": {"@id": "kgb:amount", "@type": f"{XSD}integer"},
}
STYLE = Style(standard_prefixes(BASE), CONTEXT)
FORMS = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}

names = st.one_of(
    st.text("abcXYZ019-_.~/(),*'!;=&%20:@éж", min_size=1, max_size=12).filter(lambda name: "%" not in name),
    st.just("x" * 3000),
)
iris = st.builds(lambda kind, name: iri(f"{BASE}{kind}/{name}"), st.sampled_from(("actor", "event", "")), names)
predicates = st.sampled_from(
    [iri(f"https://w3id.org/kgbuild/ns#{name}") for name in ("place", "amount", "other")]
    + [iri("http://purl.org/dc/terms/title"), "<http://www.w3.org/1999/02/22-rdf-syntax-ns#value>"]
)
literals = st.one_of(
    st.builds(literal, st.text()),
    st.builds(lambda text, tag: literal(text, language=tag), st.text(), st.sampled_from(("en", "en-GB", "zh-Hant"))),
    st.builds(
        lambda text, kind: literal(text, datatype=f"{XSD}{kind}"),
        st.one_of(st.text(), st.from_regex(r"[+-]?[0-9]{0,20}\.?[0-9]*", fullmatch=True), st.just("true")),
        st.sampled_from(("integer", "decimal", "double", "boolean", "date")),
    ),
)
quads = st.builds(Quad, iris, predicates, st.one_of(iris, literals), st.one_of(st.just(""), iris))


@pytest.mark.parametrize("form", sorted(FORMS))
@settings(max_examples=50, deadline=None)
@given(st.lists(quads, max_size=6))
def test_every_format_gives_back_the_same_quads(form: str, written: list[Quad]) -> None:
    expected = {
        ox.Quad(*(_term(text) for text in quad[:3]), _term(quad.graph) if quad.graph else ox.DefaultGraph())
        for quad in written
    }
    assert set(ox.parse(write_quads(written, form, style=STYLE), format=FORMS[form])) == expected


def _term(text: str) -> ox.NamedNode | ox.Literal:
    (quad,) = ox.parse(f"<urn:s> <urn:p> {text} .", format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object
