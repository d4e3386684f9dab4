"""Every built-in function with any arguments: a result of the agreed kinds or a fault that is reported, and soon."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.yarrrml.compile.runtime import FAULTS
from kgbuild.yarrrml.functions.builtin import FUNCTIONS
from kgbuild.yarrrml.functions.table import GREL, Function
from kgbuild.yarrrml.language.load import load_mapping
from tests.fuzz.oracles import attempt, checked, folder, fuzz, limited
from tests.fuzz.test_fuzz_tables import TEXT

WORDS = st.sampled_from(
    ["", "0", "-1", "5", "1e3", "1e308", "-1e400", "inf", "nan", "1_0", "9" * 5000, "10000", "1000000000",
    "9999999999999999999",
     "0.1", "1,5", "true", "no", "2024-02-29", "2024-02-29T10:00:00", "0001-01-01", "9999-12-31",
     "2024-01-01T00:00:00+05:00",
     "%Y-%m-%d", "dd/MM/yyyy", "%", "%q", "days", "month", "years", "week", "weekday", "html", "xml", "url", "json",
     "csv",
     "(a+)+$", "a" * 40 + "!", "(a|a)*b", "(", "[", "\\", "/a/", "/(/", "/(a)/", "$1", "$9", "\\9", "\\g<", "(?P<x>",
     "a{1,99999}",
     "(?i)x", "\\ud800", "&#xD800;", "&#0;", "%FF", "ß", "İ", "x" * 5000, "abc", "a,b", ","]
) | TEXT  # fmt: skip
NAMES = st.sampled_from(sorted(FUNCTIONS))


def arguments(draw: st.DrawFn, function: Function) -> list[Any]:
    given_ones = []
    for parameter in function.parameters:
        if parameter.optional and draw(st.booleans()):
            break
        given_ones.append(tuple(draw(st.lists(WORDS, max_size=4))) if parameter.many else draw(WORDS))
    return given_ones


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, list[Any]]:
    name = draw(NAMES)
    return name, arguments(draw, FUNCTIONS[name])


def outcome(name: str, values: list[Any]) -> object:
    try:
        return FUNCTIONS[name].run(*values)
    except FAULTS as fault:
        return type(fault), str(fault)


def agreed(result: object) -> bool:
    if isinstance(result, Sequence) and not isinstance(result, str):
        return all(item is None or isinstance(item, (str, int, float, bool)) for item in result)
    return result is None or isinstance(result, (str, int, float, bool))


@fuzz(300)
@given(calls())
def test_any_call(call: tuple[str, list[Any]]) -> None:
    name, values = call
    with limited(15):
        first = outcome(name, values)
        again = outcome(name, values)
    assert pickle.dumps(first) == pickle.dumps(again)
    assert isinstance(first, tuple) or agreed(first)


@fuzz(100)
@given(calls(), st.sampled_from(["", "xsd:double", "xsd:string"]), st.booleans(), st.booleans())
def test_any_call_in_a_mapping(call: tuple[str, list[Any]], datatype: str, as_data: bool, nested: bool) -> None:
    """The same through the engine: what fails is reported, what comes out is valid."""
    name, values = call
    base = folder()
    record: dict[str, Any] = {"id": "1"}
    parameters = []
    for position, (parameter, value) in enumerate(zip(FUNCTIONS[name].parameters, values, strict=False)):
        record[f"v{position}"] = list(value) if isinstance(value, tuple) else value
        if as_data:
            parameters.append([GREL + parameter.names[0], f"$(v{position})"])
        else:
            texts = value if isinstance(value, tuple) else (value,)
            parameters += [[GREL + parameter.names[0], t.replace("$(", "$")] for t in texts]
    made: dict[str, Any] = {"function": GREL + name, "parameters": parameters}
    if nested:
        made = {"function": GREL + "toUpperCase", "parameters": [[GREL + "valueParameter", made]]}
    entry = {"p": "http://e/p", "o": {**made, **({"datatype": datatype} if datatype else {})}, "condition": made}
    rule = {"sources": [["d.json~jsonpath", "$"]], "s": "http://e/$(id)", "po": [entry, {**entry, "condition": []}]}
    (base / "m.yml").write_text(json.dumps({"mappings": {"r": rule}}), encoding="utf-8")
    (base / "d.json").write_text(json.dumps(record), encoding="utf-8")
    rules = attempt(lambda: load_mapping([base / "m.yml"]))
    if rules is not None:
        checked(rules, base)
