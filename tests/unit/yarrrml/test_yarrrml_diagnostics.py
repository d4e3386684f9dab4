"""Every mistake in a mapping is said at its place, all of all files at once, with the line and the near miss."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.yarrrml.load import load_mapping

GOOD = """\
prefixes:
  ex: http://example.com/
sources:
  things: [things.csv~csv]
mappings:
  thing:
    sources: things
    s: ex:$(id)
    po:
      - [ex:name, $(name)]
"""


def said(folder: Path, *texts: str) -> list[str]:
    """Return the place, text and fix of every problem, errors and warnings."""
    paths = []
    for number, text in enumerate(texts, 1):
        paths.append(folder / f"m{number}.yml")
        paths[-1].write_text(text, encoding="utf-8")
    try:
        problems = load_mapping(paths, base=folder).warnings
    except ConfigError as error:
        problems = error.problems
    return [f"{p.where} {p.what} | {p.fix}" for p in problems]


def test_a_good_mapping_says_nothing(tmp_path: Path) -> None:
    assert said(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("mappings:", "mapings:", "m1.yml:5:1 unknown key `mapings` | did you mean mappings?"),
        ("    po:", "    pos:", "m1.yml:9:5 unknown key `pos` | did you mean po?"),
        ("sources: things", "sources: thing", "m1.yml:7:14 undefined source `thing` | did you mean things?"),
        ("things.csv~csv", "things.csv~cvs", "m1.yml:4:12 unknown reference formulation `cvs` | known: csv"),
        ("ex:name", "xe:name", "m1.yml:10:10 undefined prefix `xe` | known: "),
        ("ex:name", "name", "m1.yml:10:10 `name` is a relative IRI | write it out, use a prefix, or give the file"),
        ("    s: ex", "    s: exx", "m1.yml:8:8 undefined prefix `exx` | did you mean ex?"),
        ("[ex:name, $(name)]", "[ex:name]", "m1.yml:10:9 a short entry has two or three parts, this one 1 | write"),
        ("$(name)]", "$(name), xsd:in teger]", "m1.yml:10:28 the datatype `http://www.w3.org/2001/XMLSchema#in teger`"),
        ("$(name)]", "$(name), [a]]", "m1.yml:10:28 expected one value, found a list | "),
        ("$(name)]", "$(na$(me)]", "m1.yml:10:19 `$(` inside the reference `$(na$(me)`"),
        ("- [ex:name, $(name)]", "- {p: ex:name, p: ex:b, o: x}", "m1.yml:10:22 duplicate key `p` (first at line 10)"),
        ("- [ex:name, $(name)]", "- {p: ex:name, predicate: ex:b, o: x}", "m1.yml:10:22 `predicate` says again what"),
        ("- [ex:name, $(name)]", "- {p: ex:name}", "m1.yml:10:9 missing key `objects` | add `objects:` here"),
        ("$(name)]", "{function: toUperCase}]", "m1.yml:10:30 unknown function "),
        (
            "$(name)]",
            "{function: toUpperCase, parameters: [[valeuParameter, x]]}]",
            "m1.yml:10:30 `toUpperCase` has no parameter `valeuParameter` | did you mean valueParameter?",
        ),
        ("$(name)]", "{function: toUpperCase}]", "m1.yml:10:30 `toUpperCase` needs the parameter `valueParameter`"),
        ("$(name)]", "{mapping: thin}]", "m1.yml:10:29 undefined mapping `thin` | did you mean thing?"),
        ("$(name)]", "{value: x, type: irri}]", "m1.yml:10:36 unknown term type `irri` | did you mean iri?"),
        ("$(name)]", "'http://a b/~iri']", "m1.yml:10:19 `http://a b/` is no IRI: it holds ' ' | percent-encode it"),
        ("$(name)]", "{value: x, targets: out}]", "m1.yml:10:39 undefined target `out`"),
        ("    s: ex:$(id)", "    s: $(id)~literal", "m1.yml:8:8 a subject cannot be a literal"),
        ("    s: ex:$(id)", "    s: ex:$(id)$(name)", "m1.yml:8:8 different rows can make the same"),
        ("    sources: things", "    sources: [[things.csv~csv]]", "m1.yml:4:11 source `things` is not used"),
        ("  things: [", "  things: [a.csv~csv, b, ", "m1.yml:4:11 a source is `[access~type, iterator]` or a map"),
        ("prefixes:", "a: {nam: x}\nprefixes:", "m1.yml:1:5 unknown key `nam` | did you mean name?"),
    ],
)
def test_mistakes(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in GOOD
    found = said(tmp_path, GOOD.replace(old, new, 1))
    assert any(line.startswith(expected) for line in found), found


def test_all_problems_of_all_files_at_once(tmp_path: Path) -> None:
    found = said(tmp_path, GOOD.replace("ex:name", "xe:name"), GOOD.replace("s: ex", "s: exx"), "mappings: {")
    places = [line.split(" ")[0] for line in found]
    assert [p for p in places if not p.startswith("m2.yml:6")] == ["m1.yml:10:10", "m2.yml:8:8", "m3.yml:2:1"]
    assert any("mapping `thing` exists already at m1.yml:6:3" in line for line in found)


def test_the_line_is_quoted(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(GOOD.replace("ex:name", "xe:name"), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_mapping([tmp_path / "m.yml"], base=tmp_path)
    assert caught.value.problems[0].quote == "      - [xe:name, $(name)]"


def test_a_missing_file_and_one_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "b.yml").write_bytes(b"\xff")
    with pytest.raises(ConfigError) as caught:
        load_mapping([tmp_path / "a.yml", tmp_path / "b.yml"], base=tmp_path)
    assert [f"{p.where} {p.what}" for p in caught.value.problems] == [
        "a.yml no such file",
        "b.yml not UTF-8: byte 0 is 0xff",
    ]


def test_files_given_together_use_each_others_root(tmp_path: Path) -> None:
    first = (
        "prefixes: {ex: 'http://example.com/'}\nsources: {s: [a.csv~csv]}\nexternal: {who: us}\n"
        "mappings:\n  m: {sources: s, s: ex:$(id)}\n"
    )
    second = "mappings:\n  n:\n    sources: s\n    s: ex:n/$(id)\n    po: [[ex:by, $(_who)]]\n"
    assert said(tmp_path, first, second) == []
    other = "prefixes: {ex: 'http://example.org/'}\nmappings:\n  o: {sources: [[a.csv~csv]], s: ex:$(id)}\n"
    assert said(tmp_path, first, second, other)[0].startswith("m2.yml:4:8 undefined prefix `ex`")


def test_two_targets_of_one_name_are_told(tmp_path: Path) -> None:
    text = (
        "targets: {{t: [{0}~void]}}\n"
        "mappings:\n  {1}: {{sources: [[a.csv~csv]], s: {{value: 'http://e.com/$(id)', targets: t}}}}\n"
    )
    found = said(tmp_path, text.format("a.nq", "m"), text.format("b.nq", "n"))
    assert len(found) == 1
    assert "target `t` is another one at" in found[0]
