"""Streaming the items of a list gives what reading the whole file gives, whatever the pieces."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.errors import InputError
from kgbuild.yarrrml.sources import json_stream
from kgbuild.yarrrml.sources.json_stream import JsonStream, streamed_keys


def items(text: str, keys: tuple[str, ...], size: int, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    monkeypatch.setattr(json_stream, "_PIECE", size)
    return list(JsonStream(io.StringIO(text), "d.json", json.JSONDecoder()).items(keys))


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        ("[1, 22, 333]", (), [1, 22, 333]),
        (' [ {"a": [1]} , "x,]" ] ', (), [{"a": [1]}, "x,]"]),
        ('{"n": 12, "a": {"x": {}, "b": [true, null]}, "z": [1, 2]}', ("a", "b"), [True, None]),
        ("[]", (), []),
        ('{"a": 5}', ("a",), []),
        ('{"a": [1]}', ("b",), []),
        ('{"a": {"x": 1, "y": 2}}', ("a",), [1, 2]),
    ],
)
def test_items(text: str, keys: tuple[str, ...], expected: list[object], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        assert items(text, keys, size, patch) == expected


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
    with pytest.MonkeyPatch.context() as patch, pytest.raises(InputError) as caught:
        items(text, ("a",) if text.startswith("{") else (), size, patch)
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
    with pytest.MonkeyPatch.context() as patch:
        assert items(text, ("list",), size, patch) == values


def test_which_iterators_stream() -> None:
    assert streamed_keys("$[*]") == ()
    assert streamed_keys("$.a.b-c[*]") == ("a", "b-c")
    assert streamed_keys("$.a[*].b") is None
    assert streamed_keys("$") is None
