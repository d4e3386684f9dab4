"""Records of XML files: read whole or one by one, reached by tag or by XPath, they are the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("lxml")

from kgbuild.errors import ConfigError, InputError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import materialize_lines
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.sources import xml_records
from kgbuild.yarrrml.sources.xml_stream import each, stays_inside, streamed_tags

REFERENCES = (
    "a",
    "@a",
    "p:a",
    "a/b",
    "*/@a",
    "a[1]",
    "text()",
    ".",
    "../a",
    "c/a",
    ".//a",
    "a[b='x']",
    "count(a)",
    "@p:a",
)


def run(folder: Path, iterator: str, references: tuple[str, ...], *, large: int, more: str = "") -> list[str]:
    text = 'prefixes: {ex: "http://example.com/"}\nmappings:\n  t:\n    sources:\n'
    text += (
        f"      - {{access: d.xml, referenceFormulation: xpath, iterator: {iterator}{more}}}\n    s: ex:s\n    po:\n"
    )
    text += "".join(f'      - [ex:p{n}, "$({reference})"]\n' for n, reference in enumerate(references))
    (folder / "m.yml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_records, "LARGE", large)
        mapping = load_mapping([folder / "m.yml"], base=folder)
        made = [m for b in materialize_lines(mapping, problems=problems) for lines in b.values() for m in lines]
    return made + [str(p) for p in problems]


LEAF = st.sampled_from(["", "x", "y &amp; z", "<!-- c -->w", "<![CDATA[<]]>", "<b>x</b>", "<b>x</b>t<b/>"])
CHILD = st.builds("<{0}{1}>{2}</{0}>".format, st.sampled_from(["a", "c", "p:a"]), st.sampled_from(["", ' a="1"']), LEAF)
RECORD = st.builds(
    "<{0}{1}>{2}</{0}>".format,
    st.sampled_from(["r", "r", "q", "p:r"]),
    st.sampled_from(["", ' a="&lt;"', ' p:a="2" xmlns:n="http://e.org/n"']),
    st.lists(CHILD | LEAF | st.just("<r><a>inner</a></r>"), max_size=4).map("".join),
)
DOCUMENT = st.builds(
    '{0}<d xmlns:p="http://e.org/p"{1}>{2}</d>'.format,
    st.sampled_from(["", "<!-- before -->", "<!DOCTYPE d>"]),
    st.sampled_from(["", ' xmlns="http://e.org/other"']),
    st.lists(RECORD | LEAF | st.builds("<g>{0}</g>".format, RECORD), max_size=6).map("".join),
)


@settings(max_examples=150, deadline=None)
@given(DOCUMENT, st.sampled_from(["/d/r", "/d/p:r", "/d/g/r", "/d/r/r"]), st.sampled_from(REFERENCES), st.data())
def test_ways_to_a_cell_agree(
    tmp_path_factory: pytest.TempPathFactory, document: str, iterator: str, reference: str, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "d.xml").write_text(document, encoding="utf-8")
    references = (reference, data.draw(st.sampled_from(REFERENCES)))
    whole = run(folder, iterator, references, large=1 << 30)
    assert run(folder, iterator, references, large=0) == whole
    # With null values every cell comes by its XPath.
    assert run(folder, iterator, references, large=0, more=", nullValues: [never]") == whole


RICH = """<d xmlns:p="http://e.org/p"><g><r><a>no</a></r></g>
<r a="&lt;"><a>1</a><a>2</a><p:a>p</p:a><c><a b="3">4</a></c></r><!-- c -->
<r p:a="5"><a>6<b>x</b>7</a><!-- c --><a/></r><r>t<a><!-- c -->8</a></r><r/></d>"""


@pytest.mark.parametrize("reference", REFERENCES)
def test_ways_to_a_cell_of_a_rich_document_agree(tmp_path: Path, reference: str) -> None:
    (tmp_path / "d.xml").write_text(RICH, encoding="utf-8")
    whole = run(tmp_path, "/d/r", (reference,), large=1 << 30)
    assert len(whole) > (reference == "count(a)")
    assert run(tmp_path, "/d/r", (reference,), large=0) == whole
    assert run(tmp_path, "/d/r", (reference,), large=0, more=", nullValues: [never]") == whole


@pytest.mark.parametrize(
    ("reference", "texts"),
    [("a", ["1", "2", "6x7", "8"]), ("p:a", ["p"]), ("@a", ["<"]), ("@p:a", ["5"]), ("c/a/@b", ["3"])],
)
def test_texts_of_children_and_attributes(tmp_path: Path, reference: str, texts: list[str]) -> None:
    (tmp_path / "d.xml").write_text(RICH, encoding="utf-8")
    found = [line.split(" ", 2)[2].removesuffix(" .\n") for line in run(tmp_path, "/d/r", (reference,), large=0)]
    assert found == [f'"{text}"' for text in texts]


def test_records_are_forgotten() -> None:
    text = "<d><g>" + "<r>1</r>" * 50 + "</g><g>" + "<r>1</r>" * 50 + "</g></d>"
    held = []
    for record in each(io.BytesIO(text.encode()), ["d", "g", "r"]):
        root = record.getroottree().getroot()
        held.append(sum(1 for node in root.iter("g", "r") if len(node) or node.text))
    assert len(held) == 100
    assert held[-1] <= 2  # itself and what is around it: nothing before it stays


@pytest.mark.parametrize("large", [0, 1 << 30])
@pytest.mark.parametrize(
    ("document", "what"),
    [
        ("<d><r><a>1</a></r><r></d>", "d.xml:1:26  error  not XML: Opening and ending tag mismatch: r line 1 and d"),
        ("<d><r><a>1</a></r>", "d.xml:1:19  error  not XML: Premature end of data in tag d line 1"),
        ("<d><r><a>&no;</a></r></d>", "d.xml:1:14  error  not XML: Entity 'no' not defined"),
        ("no", "d.xml:1:1  error  not XML: Start tag expected, '<' not found"),
        ('<!DOCTYPE d [<!ENTITY e "x">]><d><r><a>&e;</a></r></d>', "d.xml  error  the file declares entities"),
    ],
)
def test_broken_files_have_a_place(tmp_path: Path, document: str, what: str, large: int) -> None:
    (tmp_path / "d.xml").write_text(document, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        run(tmp_path, "/d/r", ("a",), large=large)
    assert str(caught.value).startswith(what)


@pytest.mark.parametrize("large", [0, 1 << 30])
@pytest.mark.parametrize(("iterator", "reference"), [("/d/no:r", "a"), ("/d/r", "no:a"), ("/d/r", "a[")])
def test_expressions_that_fail(tmp_path: Path, iterator: str, reference: str, large: int) -> None:
    (tmp_path / "d.xml").write_text("<d><r><a>1</a></r></d>", encoding="utf-8")
    with pytest.raises(ConfigError):
        run(tmp_path, iterator, (reference,), large=large)


@pytest.mark.parametrize("large", [0, 1 << 20])
@pytest.mark.parametrize(("iterator", "reference"), [("/r/p", "a"), ("/n:r/n:p", "a")])
def test_a_default_namespace_is_named_where_nothing_is_found(
    tmp_path: Path, iterator: str, reference: str, large: int
) -> None:
    document = '<r xmlns="http://d.example/" xmlns:n="http://d.example/"><p><a>1</a></p></r>'
    (tmp_path / "d.xml").write_text(document, encoding="utf-8")
    said = run(tmp_path, iterator, (reference,), large=large)
    assert len(said) == 1
    assert said[0].endswith("names there belong to the namespace http://d.example/: write `*:name`")


def test_which_iterators_and_references_stream() -> None:
    assert streamed_tags("/a/b", {}) == ["a", "b"]
    assert all(streamed_tags(one, {}) is None for one in ("/a", "//a", "/a/*", "/a/b[1]", "/a/no:b", "a/b"))
    assert all(stays_inside(one, {"p": "u"}) for one in ("a", "p:a/@b", ".//a", "a[@b='..']", "./a", "a//text()"))
    assert not any(stays_inside(one, {}) for one in ("..", "a/..", "/a", "p:a", "ancestor::a", "a[../b]", "last()"))
