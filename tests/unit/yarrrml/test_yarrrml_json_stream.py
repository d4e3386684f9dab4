"""Streaming the items of a list gives what reading the whole file gives, whatever the pieces."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.errors import InputError
from kgbuild.yarrrml.sources.json_stream import JsonStream, streamed_keys


def items(text: str, keys: tuple[str, ...], size: int) -> list[object]:
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    batches = JsonStream(pieces, "d.json", json.JSONDecoder()).batches(keys)
    return [item for batch in batches for item in batch]


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        ("[1, 22, 333]", (), [1, 22, 333]),
        (' [ {"a": [1]} , "x,]" ] ', (), [{"a": [1]}, "x,]"]),
        ('{"n": 12, "a": {"x": {}, "b": [true, null]}, "z": [1, 2]}', ("a", "b"), [True, None]),
        ("[]", (), []),
        ('{"n": 0.5, "m": -1e+9, "a": [1.25E-2]}', ("a",), [0.0125]),
        ('{"a": 5}', ("a",), []),
        ('{"a": [1]}', ("b",), []),
        ('{"a": {"x": 1, "y": 2}}', ("a",), [1, 2]),
    ],
)
def test_items(text: str, keys: tuple[str, ...], expected: list[object], size: int) -> None:
    assert items(text, keys, size) == expected


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[1,\n 2 3]", "d.json:2:4"),
        ("[1,\n2", "d.json:2:2"),
        ("[1] x", "d.json:1:5"),
        ('{"a" 1}', "d.json:1:6"),
        ("", "d.json:1:1"),
    ],
)
@pytest.mark.parametrize("size", [1, 1000])
def test_broken_files_have_a_place(text: str, where: str, size: int) -> None:
    with pytest.raises(InputError) as caught:
        items(text, ("a",) if text.startswith("{") else (), size)
    assert str(caught.value.problems[0].where) == where


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(VALUES, max_size=5), st.integers(1, 30), st.sampled_from([None, 2]))
def test_like_the_whole_file(values: list[object], size: int, indent: int | None) -> None:
    text = json.dumps({"x": values, "list": values}, indent=indent)
    assert items(text, ("list",), size) == values


RECORDS = st.lists(
    st.fixed_dictionaries({"id": st.integers(), "b": VALUES | st.lists(st.fixed_dictionaries({"id": VALUES}))}),
    max_size=9,
)


@settings(max_examples=60, deadline=None)
@given(RECORDS, st.integers(1, 400), st.sampled_from([(None, None), (2, None), (None, (",", ":"))]))
def test_records_in_batches(values: list[object], size: int, style: tuple[int | None, tuple[str, str] | None]) -> None:
    """Inner lists of objects look like the list itself, and a second list follows."""
    text = json.dumps({"list": values, "x": values}, indent=style[0], separators=style[1])
    assert items(text, ("list",), size) == values


def test_a_batch_is_parsed_in_one_call() -> None:
    text = json.dumps([{"id": n, "name": "x},"} for n in range(50)])
    batches = list(JsonStream(iter([text]), "d.json", json.JSONDecoder()).batches(()))
    assert max(len(batch) for batch in batches) == 48


def test_a_broken_record_among_many_has_a_place() -> None:
    text = "[\n" + ",\n".join(['{"id": 1}'] * 20 + ['{"id" 2}'] + ['{"id": 1}'] * 20) + "]"
    with pytest.raises(InputError, match=r"d\.json:22:7"):
        items(text, (), 1000)


def test_which_iterators_stream() -> None:
    assert streamed_keys("$[*]") == ()
    assert streamed_keys("$.a.b-c[*]") == ("a", "b-c")
    assert streamed_keys("$.a[*].b") is None
    assert streamed_keys("$") is None
