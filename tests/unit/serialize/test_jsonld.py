import json
import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.errors import UsageError
from kgbuild.model.quads import Quad
from kgbuild.serialize.jsonld import jsonld
from kgbuild.serialize.prefixes import standard_prefixes

KGB = "https://w3id.org/kgbuild/ns#"
A, B = "<urn:x:a>", "<urn:x:b>"
XSD = "http://www.w3.org/2001/XMLSchema#"


def _object(term: str, context: object, predicate: str = "p") -> object:
    """What one value of <kgb:p> is written as."""
    assert isinstance(context, dict)
    written = json.loads(jsonld([Quad(A, f"<{KGB}{predicate}>", term)], context=context))
    (node,) = written["@graph"]
    assert written["@context"] == context
    return {key: value for key, value in node.items() if key not in {"@id", "id"}}


@pytest.mark.parametrize(
    ("definition", "term", "written"),
    [
        ({"@id": f"{KGB}p", "@type": "@id"}, B, "urn:x:b"),
        ({"@id": f"{KGB}p"}, B, {"@id": "urn:x:b"}),
        ({"@id": f"{KGB}p", "@type": "@id"}, '"b"', {"@value": "b"}),
        ({"@id": f"{KGB}p", "@type": "@vocab"}, f"<{KGB}code>", "code"),
        ({"@id": f"{KGB}p", "@type": f"{XSD}date"}, f'"2031-05-06"^^<{XSD}date>', "2031-05-06"),
        ({"@id": f"{KGB}p", "@type": f"{XSD}date"}, '"2031"', {"@value": "2031"}),
        ({"@id": f"{KGB}p"}, f'"2031-05-06"^^<{XSD}date>', {"@type": f"{XSD}date", "@value": "2031-05-06"}),
        ({"@id": f"{KGB}p"}, f'"5"^^<{XSD}integer>', 5),
        ({"@id": f"{KGB}p"}, f'"05"^^<{XSD}integer>', {"@type": f"{XSD}integer", "@value": "05"}),
        ({"@id": f"{KGB}p", "@type": f"{XSD}integer"}, f'"9007199254740993"^^<{XSD}integer>', "9007199254740993"),
        ({"@id": f"{KGB}p", "@type": f"{XSD}integer"}, f'"05"^^<{XSD}integer>', "05"),
        ({"@id": f"{KGB}p"}, f'"true"^^<{XSD}boolean>', True),
        ({"@id": f"{KGB}p"}, '"b"@en', {"@language": "en", "@value": "b"}),
        ({"@id": f"{KGB}p", "@language": "en"}, '"b"@en', "b"),
        ({"@id": f"{KGB}p", "@language": "en"}, '"b"', {"@value": "b"}),
        ({"@id": f"{KGB}p", "@container": "@language"}, '"b"@en', {"en": "b"}),
        ({"@id": f"{KGB}p", "@container": "@set"}, '"b"', ["b"]),
    ],
)
def test_a_value_is_spelled_as_its_term_says(definition: object, term: str, written: object) -> None:
    assert _object(term, {"p": definition, "code": f"{KGB}code"}) == {"p": written}


def test_a_value_no_language_map_can_hold_goes_under_the_whole_iri() -> None:
    assert _object('"b"', {"p": {"@id": f"{KGB}p", "@container": "@language"}}) == {f"{KGB}p": "b"}


def test_of_two_terms_the_one_that_fits_is_taken() -> None:
    context = {"p": {"@id": f"{KGB}p", "@type": "@id"}, "pName": f"{KGB}p"}
    assert _object('"b"', context) == {"pName": "b"}
    assert _object(B, context) == {"p": "urn:x:b"}


def test_the_default_language_is_heeded() -> None:
    assert _object('"b"@en', {"@language": "en", "p": f"{KGB}p"}) == {"p": "b"}
    assert _object('"b"', {"@language": "en", "p": f"{KGB}p"}) == {"p": {"@value": "b"}}


def test_other_words_for_keywords_are_used() -> None:
    context = {"id": "@id", "type": "@type", "@vocab": KGB}
    quad = Quad(A, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{KGB}Meeting>")
    assert json.loads(jsonld([quad], context=context))["@graph"] == [{"id": "urn:x:a", "type": "Meeting"}]


def test_a_name_that_is_a_prefix_is_not_used_for_a_property() -> None:
    context = {"@vocab": KGB, "kgb": KGB, "stance": "https://w3id.org/kgbuild/stance/"}
    assert _object('"b"', context, "stance") == {"kgb:stance": "b"}


def test_a_prefix_that_would_leave_two_slashes_is_not_used() -> None:
    assert _object("<https://example.org/b>", {"web": "https:"}, "") == {KGB: {"@id": "https://example.org/b"}}


def test_an_iri_that_would_be_misread_is_refused() -> None:
    with pytest.raises(UsageError, match="'urn'"):
        _object(B, {"urn": "https://example.org/urn/"})


def test_an_unknown_part_of_a_context_is_refused() -> None:
    with pytest.raises(UsageError, match=r"'p'.*@reverse"):
        _object(B, {"p": {"@reverse": f"{KGB}p"}})


@pytest.mark.parametrize("rich", [False, True])
def test_hard_terms_come_back_from_another_parser(root: Path, rich: bool) -> None:
    data = (root / "tests/data/hard.nq").read_bytes()
    written = jsonld(_quads(data), context=_context(root, rich=rich))
    assert _dataset(written, ox.RdfFormat.JSON_LD) == _dataset(data, ox.RdfFormat.N_QUADS)


def test_order_and_repetition_do_not_matter(root: Path) -> None:
    quads = _quads((root / "tests/data/hard.nq").read_bytes())
    mixed = quads * 2
    random.Random(1).shuffle(mixed)
    context = _context(root, rich=True)
    assert jsonld(mixed, context=context) == jsonld(quads, context=context)


def _context(root: Path, *, rich: bool) -> dict[str, object]:
    shipped: dict[str, object] = json.loads((root / "ontology/context.jsonld").read_text("utf-8"))["@context"]
    if not rich:
        return shipped
    label = {"@id": "rdfs:label", "@container": "@language"}
    return {"@vocab": KGB, **standard_prefixes("https://example.org/kg/"), "label": label, "mood": {"@id": "kgb:mood"}}


def _quads(data: bytes) -> list[Quad]:
    graph = {ox.DefaultGraph(): ""}
    return [
        Quad(str(q.subject), str(q.predicate), str(q.object), graph.get(q.graph_name, str(q.graph_name)))
        for q in ox.parse(data, format=ox.RdfFormat.N_QUADS)
    ]


def _dataset(data: bytes, form: ox.RdfFormat) -> ox.Dataset:
    return ox.Dataset(ox.parse(data, format=form))
