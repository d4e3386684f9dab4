"""RML: both vocabularies, collections, and mistakes with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

import kgbuild
from kgbuild.errors import ConfigError, UsageError
from kgbuild.yarrrml.execution.run import materialize, materialize_lines
from kgbuild.yarrrml.rml.load import load_rml

NEWER = """\
@prefix rml: <http://w3id.org/rml/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix ex: <http://example.com/> .
<#Thing> a rml:TriplesMap ;
  rml:logicalSource [ rml:source [ a rml:RelativePathSource ; rml:path "a.json" ] ;
    rml:referenceFormulation rml:JSONPath ; rml:iterator "$[*]" ] ;
  rml:subjectMap [ rml:template "http://example.com/{id}" ] ;
  rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ OBJECT ] ] .
"""


def lines(folder: Path, text: str) -> list[str]:
    (folder / "m.ttl").write_text(text, encoding="utf-8")
    (folder / "a.json").write_text('[{"id": 1, "v": [5, 1.50, true, "x"]}, {"id": 2}]', encoding="utf-8")
    mapping = load_rml([folder / "m.ttl"], base=folder)
    found = [line for b in materialize_lines(mapping, problems=[]) for made in b.values() for line in made]
    statements = materialize(mapping, problems=[])
    assert [" ".join(t for t in s.quad if t) + " .\n" for s in statements] == found
    return [line.removeprefix("<http://example.com/1> <http://example.com/p> ").removesuffix(" .\n") for line in found]


def test_numbers_keep_their_datatype_in_the_newer_vocabulary(tmp_path: Path) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert lines(tmp_path, NEWER.replace("OBJECT", 'rml:reference "v[*]"')) == [
        f'"5"^^<{xsd}integer>',
        f'"1.5E0"^^<{xsd}double>',
        f'"true"^^<{xsd}boolean>',
        '"x"',
    ]


def test_a_list_of_all_values(tmp_path: Path) -> None:
    gather = 'rml:gather ( [ rml:reference "v[2:]" ; rml:datatype ex:d ] ) ; rml:gatherAs rdf:List'
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    assert lines(tmp_path, NEWER.replace("OBJECT", gather)) == [
        f'_:r0s0g1 <{rdf}first> "true"^^<http://example.com/d>',
        f"_:r0s0g1 <{rdf}rest> _:r0s0g2",
        f'_:r0s0g2 <{rdf}first> "x"^^<http://example.com/d>',
        f"_:r0s0g2 <{rdf}rest> <{rdf}nil>",
        "_:r0s0g1",
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("rml:predicate ex:p", 'rml:predicate "p"', "a predicate cannot be a literal"),
        (
            'rml:template "http://example.com/{id}"',
            'rml:reference "id" ; rml:termType rml:Literal',
            "a subject cannot be",
        ),
        ('"http://example.com/{id}"', '"http://example.com/{{id}"', "the braces of the template"),
        ("rml:JSONPath", "rml:JSONPth", "reference formulation `JSONPth` is not read here"),
        ("OBJECT", "rml:parentTriplesMap <#Thng>", "undefined triples map"),
        ("OBJECT", 'rml:reference "v" ; rml:language "english"', "`english` is no language tag"),
        ("OBJECT", "rml:functionExecution [ rml:function ex:f ]", "unknown function `http://example.com/f`"),
        ("@prefix ex:", "@prefx ex:", "not Turtle"),
    ],
)
def test_mistakes(tmp_path: Path, old: str, new: str, what: str) -> None:
    text = (
        NEWER.replace(old, new)
        .replace("OBJECT", 'rml:reference "v"')
        .replace('"a.json"', '"a"' if "Pth" in new else '"a.json"')
    )
    with pytest.raises(ConfigError) as caught:
        lines(tmp_path, text)
    assert any(p.what.startswith(what) for p in caught.value.problems), caught.value.problems
    assert all(p.where.file == "m.ttl" for p in caught.value.problems)


def test_the_library_reads_rml_by_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "m.ttl").write_text(NEWER.replace("OBJECT", 'rml:reference "v[*]"'), encoding="utf-8")
    (tmp_path / "a.json").write_text('[{"id": 1, "v": [5]}]', encoding="utf-8")
    assert [s.quad.object for s in kgbuild.materialize(kgbuild.load_mapping(tmp_path / "m.ttl"))] == [
        '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'
    ]
    with pytest.raises(UsageError, match="do not go together in one run"):
        kgbuild.load_mapping([tmp_path / "m.ttl", tmp_path / "m.yml"])


def test_one_triples_map_described_in_two_files(tmp_path: Path) -> None:
    """What both say alike is one thing; what they say apart is added up; two different sources stay a mistake."""
    source = "rml:logicalSource [ rml:source 'a.csv' ; rml:referenceFormulation <http://semweb.mmlab.be/ns/ql#CSV> ]"
    head = (
        "@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n"
        f"<http://x/m> {source} ;\n"
    )
    entry = "rr:predicateObjectMap [ rr:predicate <http://x/{0}> ; rr:objectMap [ rml:reference '{0}' ] ] ."
    subject = "rr:subjectMap [ rr:template 'http://x/{id}' ] ;\n"
    (tmp_path / "a.csv").write_text("id,name\n1,Ann\n", encoding="utf-8")
    (tmp_path / "one.ttl").write_text(head + subject + entry.format("id"), encoding="utf-8")
    (tmp_path / "two.ttl").write_text(head + entry.format("name"), encoding="utf-8")
    paths = [tmp_path / "one.ttl", tmp_path / "two.ttl"]
    made = [line for batch in materialize_lines(load_rml(paths), problems=[]) for line in batch[()]]
    assert made == ['<http://x/1> <http://x/id> "1" .\n', '<http://x/1> <http://x/name> "Ann" .\n']
    (tmp_path / "two.ttl").write_text(head.replace("a.csv", "b.csv") + entry.format("name"), encoding="utf-8")
    with pytest.raises(ConfigError, match="`logicalSource` is given 2 times"):
        load_rml(paths)


RELATIVE = """@base <BASE> .
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
<#m> rml:logicalSource [ rml:source "a.csv" ] ; rr:subjectMap [ rr:template "s{id}" ; rr:class <C> ] .
"""


@pytest.mark.parametrize("base", ["y/", "", "//other.example/", "http://z.example/a/"])
def test_a_base_that_is_itself_relative(tmp_path: Path, base: str) -> None:
    """Found by fuzzing."""
    (tmp_path / "a.csv").write_text("id\n1\n", encoding="utf-8")
    (tmp_path / "m.ttl").write_text(RELATIVE.replace("BASE", base), encoding="utf-8")
    made = [line for b in materialize_lines(load_rml([tmp_path / "m.ttl"]), problems=[]) for line in b[()]]
    full = {"y/": "http://example.com/y/", "": "http://example.com/", "//other.example/": "http://other.example/"}
    assert [line.split()[0] for line in made] == [f"<{full.get(base, base)}s1>"]
