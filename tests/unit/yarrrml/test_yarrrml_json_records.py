"""Records of JSON and JSON Lines: what a cell is, whichever way it is reached."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import InputError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import materialize_lines
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.sources.json_decoder import json_decoder
from kgbuild.yarrrml.sources.json_records import _MARK, _together

HEAD = 'prefixes: {ex: "http://example.com/"}\nmappings:\n  t:\n    sources: [SOURCE]\n    s: ex:s\n    po:\n'


def run(folder: Path, source: str, reference: str, problems: list[Problem] | None = None) -> list[str]:
    text = HEAD.replace("SOURCE", source) + f'      - [ex:p, "$({reference})"]\n'
    (folder / "m.yml").write_text(text, encoding="utf-8")
    mapping = load_mapping([folder / "m.yml"], base=folder)
    found: list[Problem] = [] if problems is None else problems
    made = [line for b in materialize_lines(mapping, problems=found) for lines in b.values() for line in lines]
    return [line.split(" ", 2)[2].removesuffix(" .\n") for line in made]


@pytest.mark.parametrize("reference", ["a", "$.a", "$['a']"])
def test_half_a_surrogate_pair_is_left_out_and_said(tmp_path: Path, reference: str) -> None:
    (tmp_path / "d.json").write_text('[{"a": "x\\ud800"}, {"a": "\\ud83d\\ude00"}]', encoding="utf-8")
    problems: list[Problem] = []
    assert run(tmp_path, "[d.json~jsonpath, '$[*]']", reference, problems) == ['"\U0001f600"']
    assert [p.what for p in problems] == ["a text holds half a surrogate pair, which RDF cannot hold"]


@pytest.mark.parametrize(
    ("iterator", "reference"), [("$[*]", "a"), ("$[?@.b > 0]", "a"), ("$..[?@.b]", "$.a"), ("$[0,1]", "$['a']")]
)
def test_a_key_an_object_has_twice_is_said_where_a_value_is_lost(tmp_path: Path, iterator: str, reference: str) -> None:
    (tmp_path / "d.json").write_text('[{"a": "x", "a": "y", "b": 1, "b": 1}, {"b": 1, "a": "z"}]', encoding="utf-8")
    problems: list[Problem] = []
    assert run(tmp_path, f"[d.json~jsonpath, '{iterator}']", reference, problems) == ['"y"', '"z"']
    assert [p.what for p in problems] == [
        "an object has `a` more than once, with different values; the last one counts"
    ]


@pytest.mark.parametrize("reference", ["a", "$.a", "$['a']"])
def test_null_values(tmp_path: Path, reference: str) -> None:
    (tmp_path / "d.json").write_text('[{"a": "NA"}, {"a": "b"}, {"a": ["NA", "c"]}]', encoding="utf-8")
    source = "{access: d.json, referenceFormulation: jsonpath, iterator: '$[*]', nullValues: [NA]}"
    assert run(tmp_path, source, reference) == ['"b"', '"c"']


VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "x", "y z"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=6,
)


@given(st.lists(VALUE, max_size=4), st.sampled_from([("a", "['a']"), ("$.a", "$['a']"), ("a.b", "$['a']['b']")]))
def test_ways_to_a_cell_agree(tmp_path_factory: pytest.TempPathFactory, values: list[object], ways: list[str]) -> None:
    folder = tmp_path_factory.mktemp("json")
    (folder / "d.json").write_text(json.dumps(values), encoding="utf-8")
    found = [run(folder, "[d.json~jsonpath, '$[*]']", way) for way in ways]
    assert found[0] == found[1]


def test_a_key_like_the_reference_goes_before_the_path(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text('[{"$.a": "key", "a": "path"}, {"a": "path"}]', encoding="utf-8")
    assert run(tmp_path, "[d.json~jsonpath, '$[*]']", "$.a") == ['"key"', '"path"']


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (['{"a": 1}', "", '{"a": 2'], "d.jsonl:3"),
        (['[{"a": 1}', '{"a": 2}]'], "d.jsonl:1"),
        (['{"a": 1}, {"a": 1}', '{"a": 2}'], "d.jsonl:1"),
        (['{"a": "1', '2"}'], "d.jsonl:1"),
        (["[1", "2]", "3,4,5"], "d.jsonl:1"),
        (["[1", "2]", f"3,{_MARK},5"], "d.jsonl:1"),
    ],
)
def test_every_line_is_a_value_of_its_own(tmp_path: Path, lines: list[str], place: str) -> None:
    (tmp_path / "d.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        run(tmp_path, "[d.jsonl~jsonl]", "a")
    assert str(caught.value.problems[0].where).startswith(place + ":")


PARTS = st.lists(st.sampled_from(["1", "[", "]", ",", "{", "}", '"a":', '"b"', " "]), max_size=7).map("".join)


@given(st.lists(PARTS, max_size=4))
def test_lines_together_are_lines_one_by_one(lines: list[str]) -> None:
    decoder = json_decoder(print, natural=False, filters=False)
    try:
        expected = [decoder.decode(line) for line in lines if line.strip()]
    except json.JSONDecodeError:
        expected = None
    assert _together([line + "\n" for line in lines], decoder) == expected
