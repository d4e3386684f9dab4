from __future__ import annotations

import pytest

from kgbuild.yarrrml.sources.jsonpath import PathError, parse_path

SHOP = {
    "Country Code": "BE",
    "a.b": 1,
    "it's": 2,
    "\u263a": 3,
    "open": [1, 2, 3],
    "books": [
        {"title": "A", "price": 8, "tags": ["x", "y"]},
        {"title": "B", "price": 12.5},
        {"title": "C", "price": "12.5", "author": {"name": "N"}},
    ],
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$.books[*].title", ["A", "B", "C"]),
        ("$.books.[*].title", ["A", "B", "C"]),
        ("$.['books'][0]['title']", ["A"]),
        ("$ ['books'] [0] .title", ["A"]),
        ("books[0].title", ["A"]),
        ("$.Country Code", ["BE"]),
        ('"Country Code"', ["BE"]),
        ("$['a.b']", [1]),
        (r"$['it\'s']", [2]),
        (r'$["\u263a"]', [3]),
        ("$.open[-1]", [3]),
        ("$.open[::2]", [1, 3]),
        ("$.open[::0]", []),
        ("$.open[0,2]", [1, 3]),
        ("$.open[0 , 2]", [1, 3]),
        ("$..name", ["N"]),
        ("$.books[?@.price < 10].title", ["A"]),
        ("$.books[?(@.price > 10)].title", ["B"]),
        ("$.books[?@.price == 12.5].title", ["B"]),
        ("$.books[?@.price == '12.5'].title", ["C"]),
        ("$.books[?@.author && !@.tags].title", ["C"]),
        ("$.books[?@.title == 'A' || @.author.name == 'N'].title", ["A", "C"]),
        ("$.books[?length(@.tags) == 2].title", ["A"]),
        ("$.books[?match(@.title, '[AB]')].title", ["A", "B"]),
        ("$.books[?@.price > $.open[2]].title", ["A", "B"]),
        ("$.books.[?@.price < 10].title", ["A"]),
    ],
)
def test_paths(path: str, found: list[object]) -> None:
    assert parse_path(path)(SHOP) == found


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("$.", "a name is missing at character 3"),
        ("$.a[", r"`\[` at character 4 of `\$.a\[` is not closed"),
        ("$.a]", r"`\]` at character 4"),
        ("$.a[]", "empty brackets"),
        ("$.a[b]", r"`\[b\]` in .* is no index, name, slice or filter"),
        ("$.a[?@.b ==]", "the filter .* is not understood"),
    ],
)
def test_no_paths(path: str, message: str) -> None:
    with pytest.raises(PathError, match=message):
        parse_path(path)


@pytest.mark.parametrize("path", [".a" * 3000, "[" + "9" * 5000 + "]", "[?(@[?(@" * 300])
def test_paths_have_an_end(path: str) -> None:
    with pytest.raises(PathError):
        parse_path("$" + path)


def test_data_too_deep_for_a_filter_are_told() -> None:
    deep: object = 1
    for _ in range(500):
        deep = {"a": deep}
    with pytest.raises(PathError):
        parse_path("$..[?@.a]")(deep)
