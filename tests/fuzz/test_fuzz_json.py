"""Any JSON: values of every kind, texts that are nearly JSON, and the reading piece by piece."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import ConfigError, InputError
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.rml.load import load_rml
from kgbuild.yarrrml.sources import json_stream
from kgbuild.yarrrml.sources.jsonpath import PathError, parse_path
from tests.fuzz.oracles import attempt, checked, folder, fuzz, limited
from tests.fuzz.rich import COLUMNS, MAPPING, NEWER
from tests.fuzz.test_fuzz_tables import TEXT, mapping

NUMBERS = st.sampled_from(
    ["-0", "1e999", "-1E-999", "0.10", "1" * 5000, "1e5", "NaN", "Infinity", "-Infinity", "01", "1.", ".5"]
)
PLAIN = st.none() | st.booleans() | st.floats() | st.integers() | TEXT
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(COLUMNS) | TEXT, inner, max_size=4),
    max_leaves=12,
)
WORDS = st.sampled_from(
    ["{", "}", "[", "]", ",", ":", '"', '"a"', '"id"', '"b"', '"a":', '"id":1,', "null", "true", "tru", "\\", "\\ud800",
     "\\ud83d\\ude00", "\\u00", " ", "\n", "\ufeff", "\0", "//", "'a'", "[" * 500, "]" * 500, '{"a":' * 300,
     "[" * 100000]
)  # fmt: skip
BROKEN = st.lists(WORDS | NUMBERS | st.text(max_size=3), max_size=14).map("".join)
DOCUMENTS = VALUES.map(lambda v: json.dumps(v, ensure_ascii=False)) | VALUES.map(json.dumps) | BROKEN
ITERATORS = st.sampled_from(
    ["", "$", "$[*]", "$.a[*]", "$.a.b[*]", "$..a", "$..*", "$.a[0:2]", "$[-1]", "$.a[?(@.b=='x')]", "$[?@.id>1]",
     "$['a','b']", "$[0,1]", "$..[?(@.a)]", "$.*.*"]
)  # fmt: skip


@fuzz(60)
@given(DOCUMENTS, ITERATORS, st.sampled_from(["jsonpath", "jsonl"]))
def test_any_json(text: str, iterator: str, way: str) -> None:
    base = folder()
    (base / "things.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    checked(load_mapping([mapping(base, MAPPING, f"[things.json~{way}, {json.dumps(iterator)}]")]), base)


@fuzz(30)
@given(DOCUMENTS, ITERATORS)
def test_any_json_with_natural_datatypes(text: str, iterator: str) -> None:
    base = folder()
    (base / "people.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    rml = NEWER.replace("people.csv", "people.json").replace(
        "rml:CSV", f"rml:JSONPath ; rml:iterator {json.dumps(iterator)}"
    )
    for one, other in (("name", "a"), ("team", "b")):
        rml = rml.replace(f'reference "{one}"', f'reference "{other}"').replace("{" + one + "}", "{" + other + "}")
    (base / "m.ttl").write_text(rml, encoding="utf-8")
    checked(load_rml([base / "m.ttl"]), base)


def whole(text: str, keys: tuple[str, ...]) -> Any:
    """The items `json.loads` gives, or None where it refuses the text."""
    try:
        found = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return list(found.values()) if isinstance(found, dict) else found if isinstance(found, list) else []


@fuzz(200)
@given(DOCUMENTS, st.sampled_from([(), ("a",), ("a", "b")]), st.integers(1, 7), st.sampled_from(["", " ", "\n", "x"]))
def test_piece_by_piece_as_whole(text: str, keys: tuple[str, ...], size: int, after: str) -> None:
    """The reader of pieces takes what the standard library takes, whatever the size of the pieces."""
    text = text.encode("utf-8", "replace").decode() + after
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    with limited():
        batches = attempt(lambda: list(json_stream.JsonStream(pieces, "x", decoder).batches(keys)))
    found = None if batches is None else [item for batch in batches for item in batch]
    twice = ('"a"' in text and text.count('"a"') > 1) or text.count('"b"') > 1
    if keys and twice:  # of a key written twice json.loads keeps the last, a stream cannot know there is another
        return
    assert found == whole(text, keys)


PATHS = st.lists(
    st.sampled_from(
        ["$", "@", ".", "..", "*", "[", "]", "[*]", "[0]", "[-1]", "[0:2]", "[::0]", "[::-1]", "['a']", '["a"]', "[?(",
         "@.a", "==", "'x'", ")]", "[?@.a]", "!", "<", ">=", "a", "b", "id", " ", "é", ",", "'", '"', "\\", "(", ")",
         "[" * 50,
         "[" + "9" * 5000 + "]", "[?(@[?(@" * 30, "&&", "||", "length()", "~", "^", "-", ":", "\0",
         "$" * 40, ".a" * 3000]
    ) | st.text(max_size=2), max_size=8,
).map("".join)  # fmt: skip
RECORD: Any = {
    "a": [{"b": "x", "id": "1"}, {"b": ["y", None]}],
    "b": {"a": "z", "é": True},
    "id": "7",
    "": 0,
    "a.b": "d",
}


@fuzz(200)
@given(PATHS)
def test_any_path(path: str) -> None:
    """A path is refused, or selects nodes of the record."""
    with limited(5):
        try:
            select = parse_path(path)
        except PathError as error:
            assert str(error)
            return
        nodes = select(RECORD)
        assert nodes == select(RECORD)
        for node in nodes:
            json.dumps(node)


@fuzz(30)
@given(PATHS, PATHS)
def test_any_path_in_a_mapping(iterator: str, reference: str) -> None:
    base = folder()
    (base / "things.json").write_text(json.dumps([RECORD]), encoding="utf-8")
    text = MAPPING.replace("$(b)", f"$({reference})") if ")" not in reference else MAPPING
    text = text.replace("[things.csv~csv]", f"[things.json~jsonpath, {json.dumps(iterator)}]")
    (base / "m.yml").write_bytes(text.encode("utf-8", "surrogatepass"))
    rules = attempt(lambda: load_mapping([base / "m.yml"]))
    if rules is not None:
        checked(rules, base)


@pytest.mark.parametrize("text", ["[1, 2]", '{"a": [1]}'])
def test_pieces_find_something(tmp_path: Path, text: str) -> None:
    """The comparison above could not fail if both sides gave nothing."""
    assert whole(text, ("a",) if "a" in text else ())
    with pytest.raises((InputError, ConfigError)):
        list(json_stream.JsonStream(iter([text + "]"]), "x", json.JSONDecoder()).batches(()))
