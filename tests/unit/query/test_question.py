from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgbuild.errors import ConfigError, UsageError
from kgbuild.query.question import ParameterType, find_question, parse_question, shipped_questions

WHOLE = """# name: catches
# title: Who caught what?
# param boat iri ex:Boat = ?
# param since date = 2031-01-01
PREFIX ex: <urn:ex#>
SELECT ?boat WHERE { VALUES ?boat { UNDEF } VALUES ?since {UNDEF} ?boat ex:caught ?x }
"""


def test_header_and_slots() -> None:
    question = parse_question(WHOLE, "catches.rq")
    boat, since = question.parameters
    assert (question.name, question.title) == ("catches", "Who caught what?")
    assert (boat.type, boat.of_class, boat.default) == (ParameterType.IRI, "urn:ex#Boat", "")
    assert (since.type, since.of_class, since.default) == (ParameterType.DATE, "", "2031-01-01")
    bound = question.bound({"boat": "<urn:b>"})
    assert "VALUES ?boat { <urn:b> } VALUES ?since { UNDEF }" in bound
    assert bound.count("\n") == WHOLE.count("\n"), "positions in error messages must hold"


def test_every_problem_of_a_header_at_once() -> None:
    broken = WHOLE.replace("iri ex:Boat", "iri x:Boat").replace("since date", "since day") + "# param none text = ?\n"
    with pytest.raises(ConfigError) as caught:
        parse_question(broken, "catches.rq")
    found = [(problem.where.line, problem.what.split("`")[0]) for problem in caught.value.problems]
    assert found == [(3, "undefined prefix "), (4, "not a parameter: "), (7, "parameter ")]


def test_questions_are_numbered_and_without_an_iri_of_any_data() -> None:
    questions = shipped_questions()
    assert len(questions) == len({question.name for question in questions}) == 17
    for question in questions:
        assert question.title
        used = re.findall(r"<([^>\s]+)>", question.text)
        assert all(iri == namespace for iri, (_, namespace) in zip(used, question.prefixes, strict=True)), question.name


def test_an_unknown_name_gets_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean timeline"):
        find_question("timelin")
    with pytest.raises(ConfigError, match=r"mine\.rq"):
        find_question(tmp_path / "mine.rq")
