from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.yarrrml.rml.places import PLACE, with_places

_TEXTS = st.text("ab[]\"'\\\n#<>", max_size=8)


def parsed(text: str) -> list[ox.Quad]:
    return list(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri="http://e.com/"))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("<s> <p> [], [ <q> [\n<r> 1 ] ] .", ["1:13", "1:19", "1:9"]),
        ('<s> <p> "a [ \\" [" , \'[\' ; <q> [ ] .', ["1:32"]),
        ('<s> <p> """ " [ \n""" , [] . # [\n[] <p> 1 .', ["2:7", "3:1"]),
        ("<s#x> <p> ( [] ) .", ["1:13"]),
        (r"@prefix e: <http://e.com/> . e:a\,b <p> [] .", ["1:41"]),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    found = [quad for quad in parsed(with_places(text)) if quad.predicate.value == PLACE]
    assert sorted(q.object.value for q in found) == sorted(places)


@given(st.lists(_TEXTS, max_size=4))
def test_only_places_are_added(texts: list[str]) -> None:
    literals = " , ".join(str(ox.Literal(text)) for text in ["x", *texts])
    text = f"<s> <p> {literals} , [ <q> {literals} ] ."
    kept = [quad for quad in parsed(with_places(text)) if quad.predicate.value != PLACE]
    assert len(kept) == len(parsed(text))
