"""Mistakes in a lexicon: each is told at its line and column, by `kgbuild check` and by a build alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.config import Config
from kgbuild.errors import ConfigError
from kgbuild.lexicon import SECTIONS
from kgbuild.pipeline.checks import check_paths, check_project
from kgbuild.pipeline.project import load_project
from kgbuild.problems import Problem

# section: the entry as YAML with one mistake, marked by ^ in front of it; words of what is said, and of how to mend it
MISTAKES = [
    ("aliases", "- {name: Grey Fund, kind: ^organisation, key: org/grey}", "`organisation` is not", "organization?"),
    ("aliases", "- {name: Grey Fund, kind: group, key: org/grey, ^nmaes: [GF]}", "key `nmaes`", "names?"),
    ("aliases", "- ^{name: Grey Fund, kind: group}", "missing key `key`", "add `key:`"),
    ("boilerplate", "^label: [go deeper]", "key `label`", "labels?"),
    ("boilerplate", "labels: [fine, ^'(more|also read']", "is not a pattern", "close every bracket"),
    ("classes", "vehicle: [^{sledge: yes}]", "expected one value", "single word"),
    ("dates", "words: {^wekday: {Mondag: 1}}", "key `wekday`", "weekday?"),
    ("dates", "words: {weekday: {Mondag: ^one}}", "`one` is not a whole number", "digits"),
    ("dates", "holidays: {Harbour Day: ^13.5.}", "no rule for a holiday", "12-25"),
    ("dates", "holidays: {Harbour Day: ^13-45}", "no rule for a holiday", "12-25"),
    ("dates", "hedges: {nearly: ^APROX}", "`APROX` is not", "APPROX?"),
    ("dates", "words: {unit: {moon: ^MO}}", "`MO` is not", "M, "),
    ("dates", "words: {noon: {…bells: ^T04:30}}", "does not begin with a letter", "as they stand"),
    ("dates", "words: {ago: [back, ^'—']}", "does not begin with a letter", "as they stand"),
    ("confidence", "positions: {mode: {direct: ^much}}", "`much` is not a number", "log-odds"),
    ("entities", "^PERSN: [PER]", "key `PERSN`", "PERSON?"),
    ("events", "types: {strike: {^noun: [{words: [walkout]}]}}", "key `noun`", "nouns?"),
    ("events", "types: {strike: {nouns: [{words: [walkout], object: ^participant}]}}", "participant", "participants?"),
    ("events", "types: {strike: {verbs: [{words: [picket], subjects: [^$wroker]}]}}", "`wroker`", "worker?"),
    ("events", "^measure: {hurt: [hurt]}", "key `measure`", "measures?"),
    ("grammar", "^particels: [hence]", "key `particels`", "particles?"),
    ("groups", "^peple: [stevedores]", "key `peple`", "people?"),
    ("groups", "people: [fine, ^{a: b}]", "expected one value", "single word"),
    ("identity", "^wlaks: [bosun]", "key `wlaks`", "walks?"),
    ("identity", "^onse: [christening]", "key `onse`", "once?"),
    ("issues", "- {id: tolls, label: tolls, ^word: [toll]}", "key `word`", "words?"),
    ("issues", "- ^{id: tolls, words: [toll]}", "missing key `label`", "add `label:`"),
    ("issues", "- {id: tolls, label: tolls, broader: ^tarde, words: [toll]}", "broader issue `tarde`", "trade?"),
    ("lemmas", "^verbs: {stage: [staged]}", "key `verbs`", "verb?"),
    ("meetings", "nouns: [{words: [powwow], ^familly: talks}]", "key `familly`", "family?"),
    ("meetings", "nouns: [{words: [powwow], level: ^rond}]", "`rond` is not", "round?"),
    ("meetings", "support: [{words: [botch], outcome: ^true}]", "`true` is not", "yes"),
    ("meetings", "modality: {^cancled: [scrap]}", "key `cancled`", "cancelled?"),
    ("mends", "^kind: {past: VBD}", "key `kind`", "kinds?"),
    ("mends", "patterns: [{at: object, whom: over it, do: [^it ot whom]}]", "found `ot`", "shipped mends"),
    ("metonyms", "- {name: Gull House, within: ^country/xx}", "unknown key `country/xx`", "key of the gazetteer"),
    ("metonyms", "- ^{name: Gull House}", "needs either `within` or `for`", "KEY"),
    ("quotations", "^pears: {'<<': ['>>']}", "key `pears`", "pairs?"),
    ("relations", "^subjekt: [nsubj]", "key `subjekt`", "subject?"),
    ("roles", "^tittles: [harbourmaster]", "key `tittles`", "titles?"),
    ("roles", "address: {^him: [Skipper]}", "key `him`", "he"),
    ("speech", "frames: [{act: vow, ^stanse: says, stance: says, verbs: [vow], content: [inf]}]", "stanse", "stance?"),
    ("speech", "frames: [{act: vow, stance: ^offer, verbs: [vow], content: [inf]}]", "`offer` is not", "offers?"),
    ("speech", "frames: [{act: vow, stance: offers, verbs: [vow], content: [^claus]}]", "neither a slot", "clause?"),
    ("speech", "frames: [^{act: vow, stance: offers, content: [inf]}]", "without words", "add verbs:"),
    ("speech", "readings: [{stance: warns, ^word: [or else]}]", "key `word`", "words?"),
    ("speech", "answers: {plea: ^demand}", "`demand` is not", "demands?"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    """What is told of each mistake, by the name of its file: each in a lexicon of its own, all of one project."""
    folder = tmp_path_factory.mktemp("project")
    found: dict[str, list[Problem]] = {}
    for number, (section, entry, *_) in enumerate(MISTAKES):
        name = f"{number}.yml"
        (folder / name).write_text(f"# mine\n{section}:\n  {entry.replace('^', '')}\n", encoding="utf-8")
        found[name] = []
    for problem in check_project(Config(folder=folder, lexicons=tuple(folder / name for name in found))):
        found[problem.where.file].append(problem)
    return found


@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=lambda n: f"{MISTAKES[n][0]}-{MISTAKES[n][2]}")
def test_a_mistake_is_told_at_its_place(told: dict[str, list[Problem]], number: int) -> None:
    _, entry, what, fix = MISTAKES[number]
    (problem,) = told[f"{number}.yml"]
    assert str(problem.where) == f"{number}.yml:3:{entry.index('^') + 3}"
    assert what in problem.what
    assert fix in problem.fix


def test_every_section_has_a_mistake_here() -> None:
    assert {section for section, *_ in MISTAKES} == set(SECTIONS)


def test_mistakes_of_all_sections_are_told_together_by_check_and_by_build(tmp_path: Path) -> None:
    text = """\
sppech: {}
boilerplate: {label: [x]}
dates: {word: {}}
events: {type: {}}
roles: {title: [x]}
speech: {frame: []}
"""
    (tmp_path / "own.yml").write_text(text, encoding="utf-8")
    config = Config(folder=tmp_path, lexicons=(tmp_path / "own.yml",))
    places = {str(p.where) for p in check_project(config)}
    assert places == {f"own.yml:{p}" for p in ("1:1", "2:15", "3:9", "4:10", "5:9", "6:10")}
    with pytest.raises(ConfigError) as error:
        load_project(config)
    assert {str(p.where) for p in error.value.problems} == places


def test_a_lexicon_is_known_by_its_sections_wherever_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("roles: {titles: [harbourmaster]}\n", encoding="utf-8")
    assert check_paths([path], Config(folder=tmp_path)) == []


def test_an_entry_may_name_what_another_lexicon_of_the_project_has(tmp_path: Path) -> None:
    (tmp_path / "names.yml").write_text("aliases: [{name: Oltania, kind: country, key: country/oltania}]\n")
    seats = tmp_path / "seats.yml"
    seats.write_text("metonyms: [{name: Gull House, within: country/oltania}]\n")
    assert check_paths([seats], Config(folder=tmp_path))
    assert check_paths([seats], Config(folder=tmp_path, lexicons=(tmp_path / "names.yml", seats))) == []


def test_only_the_file_that_is_asked_for_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text("roles: {tittles: []}\n")
    (tmp_path / "good.yml").write_text("roles: {titles: [harbourmaster]}\n")
    config = Config(folder=tmp_path, lexicons=(tmp_path / "bad.yml", tmp_path / "good.yml"))
    assert check_paths([tmp_path / "good.yml"], config) == []
    assert [str(p.where) for p in check_project(config)] == ["bad.yml:1:9"]


@pytest.mark.parametrize("name", ["speech", "roles"])
def test_the_shipped_lexicons_have_no_problems(root: Path, name: str) -> None:
    assert check_paths([root / "mappings" / "lexicon" / "en" / f"{name}.yml"], Config()) == []
