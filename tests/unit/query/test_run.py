from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.errors import ConfigError, InputError, UsageError
from kgbuild.model.ontology import Ontology
from kgbuild.ontology.load import load_ontology
from kgbuild.query.index import load_store
from kgbuild.query.question import find_question
from kgbuild.query.results import QueryResult
from kgbuild.query.run import ask, query

KG = "https://example.org/kg/"
Ask = Callable[..., QueryResult]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="module")
def store(root: Path) -> ox.Store:
    return load_store(root / "tests" / "data" / "fisheries.trig")


@pytest.fixture
def answers(store: ox.Store, ontology: Ontology) -> Ask:
    def run(name: str, **params: str) -> QueryResult:
        return ask(find_question(name), store, params=params, ontology=ontology)

    return run


def column(result: QueryResult, name: str) -> list[str]:
    at = result.columns.index(name)
    return [str(row[at]).removeprefix('"').removesuffix('"@en').removesuffix('"') for row in result.rows]


def test_without_parameters_a_question_answers_for_all(answers: Ask) -> None:
    assert len(answers("said-by").rows) == 8
    assert len(answers("said-by", speaker="Mara Vale").rows) == 2


def test_a_name_is_looked_for_among_nodes_of_the_class(answers: Ask) -> None:
    # Norland is a place too; a speaker is an actor.
    assert column(answers("said-by", speaker="Norland"), "stance") == ["<https://w3id.org/kgbuild/stance/demands>"]
    with pytest.raises(UsageError, match="several are called `Norland`"):
        answers("explain", subject="Norland")


def test_other_names_parts_of_names_and_iris_name_a_node(answers: Ask) -> None:
    by_name = answers("who-took-part", event="second round")
    assert column(by_name, "actor") == ["Isle Council", "Norland", "Norland", "Sudria"]
    assert answers("who-took-part", event=f"<{KG}event/round>") == by_name
    assert answers("who-took-part", event=f"{KG}event/round") == by_name
    assert len(answers("said-by", speaker="republic of sudria").rows) == 3


def test_until_a_day_stands_at_that_day(tmp_path: Path) -> None:
    for edtf in ("/2031-05-31", "../2031-05-31"):
        kgb = "https://w3id.org/kgbuild/ns#"
        (tmp_path / "a.ttl").write_text(
            f'<urn:e> a <{kgb}Meeting> ; <{kgb}edtf> "{edtf}" ; <http://www.w3.org/2000/01/rdf-schema#label> "e" .',
            encoding="utf-8",
        )
        assert column(query("timeline", data=tmp_path / "a.ttl"), "d") == ["2031-05-31"]


STRIKE = """PREFIX kgb: <https://w3id.org/kgbuild/ns#>
PREFIX code: <https://w3id.org/kgbuild/code/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX x: <http://example.org/>
x:strike a kgb:Strike ; rdfs:label "strike"@en .
x:march a kgb:Protest ; rdfs:label "march"@en ; kgb:edtf "2031-05-02" .
x:talks a kgb:Meeting ; rdfs:label "talks"@en ; kgb:startDate "2031-05-09" ; kgb:factuality code:planned .
x:d1 a kgb:Dispute ; rdf:subject x:strike ; rdf:predicate kgb:startDate ; kgb:side x:s1, x:s2 .
x:s1 rdf:object "2031-05-01" .
x:s2 rdf:object "2031-05-03" .
x:d2 a kgb:Dispute ; rdf:subject x:march ; rdf:predicate kgb:factuality ; kgb:side x:s3, x:s4 .
x:s3 rdf:object code:actual .
x:s4 rdf:object code:cancelled .
"""


def test_the_timeline_tells_what_is_planned_or_in_dispute(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(STRIKE, encoding="utf-8")
    code = "https://w3id.org/kgbuild/code/"
    rows = [
        (d.strip('"'), factuality.strip("<>").removeprefix(code), disputes.split('"')[1])
        for d, _, _, factuality, disputes in query("timeline", data=tmp_path / "a.ttl").rows
        if d and factuality and disputes
    ]
    assert rows == [
        ("2031-05-01", "actual", "1"),  # a day in dispute: each of its days
        ("2031-05-02", "disputed", "1"),  # whether it happened is
        ("2031-05-03", "actual", "1"),
        ("2031-05-09", "planned", "0"),
    ]


def test_facts_of_one_article_are_listed(answers: Ask) -> None:
    rows = answers("single-source").rows
    assert len(rows) == len(set(rows)) > 3
    assert len({row[0] for row in rows}) > 1
    assert all(all(row) for row in rows)


def test_days_texts_and_prefixed_names(answers: Ask) -> None:
    assert column(answers("timeline", to="2031-05-06"), "d") == ["2031-04", "2031-05-06"]
    assert column(answers("timeline", **{"from": "2031-05-07"}), "what") == ["second day of the quota talks"]
    why = answers("explain", property="kgb:endDate", value="2031-05-07")
    assert column(why, "exact") == ["6-7 May "]
    assert len(answers("explain", property="kgb:participant", value="Norland").rows) == 2


@pytest.mark.parametrize("subject", ["position:h2", "position/h2", "kg:position/h2", f"{KG}position/h2"])
def test_a_position_is_explained_as_a_triple_is(root: Path, ontology: Ontology, subject: str) -> None:
    data = root / "tests" / "data" / "fisheries.trig"
    question = find_question("explain").with_prefixes([("position", f"{KG}position/")])
    why = ask(question, load_store(data), params={"subject": subject, "property": "stance"}, ontology=ontology)
    assert column(why, "object") == ["<https://w3id.org/kgbuild/stance/demands>"]
    assert column(why, "subject") == [f"<{KG}position/h2>"]
    assert column(why, "by") == ["Norland"]
    assert all(column(why, "exact"))


@pytest.mark.parametrize(
    "written", ["endDate", "end date", "kgb:endDate", "EndDate", "<https://w3id.org/kgbuild/ns#endDate>"]
)
def test_a_property_goes_by_its_name_or_label(answers: Ask, written: str) -> None:
    rows = answers("explain", property=written).rows
    assert rows
    assert {row[1] for row in rows} == {"<https://w3id.org/kgbuild/ns#endDate>"}


@pytest.mark.parametrize("written", ["code:demands", "demands", "https://w3id.org/kgbuild/stance/demands"])
def test_a_code_goes_by_its_name(answers: Ask, written: str) -> None:
    found = set(column(answers("explain", value=written), "object"))
    assert found == {"<https://w3id.org/kgbuild/stance/demands>"}


@pytest.mark.parametrize("name", ["conflicts", "single-source", "attributed"])
def test_a_value_without_a_name_stays_an_address(answers: Ask, name: str) -> None:
    values = column(answers(name), "value")
    assert values
    assert not [value for value in values if value.startswith("http")]  # as a text no table would shorten it


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("explain", {"property": "kgb:endDat"}, "did you mean endDate"),
        ("explain", {"property": "stanse"}, "did you mean stance"),  # a property, not somebody called Vance
        ("explain", {"property": "Norland"}, "nothing is called `Norland`; known: .*claimed by"),
        ("explain", {"subject": "kg:position/none"}, "nothing is called"),
        ("who-took-part", {"event": "Hovna"}, "nothing is called `Hovna`"),
        ("who-took-part", {"event": "Havna"}, "several are called `Havna`"),
        ("who-took-part", {"evnt": "x"}, "did you mean event"),
        ("conflicts", {"x": "y"}, "takes none"),
        ("timeline", {"from": "May"}, "takes a day"),
        ("said-by", {"speaker": "<a b>"}, "is no IRI"),
    ],
)
def test_wrong_parameters(answers: Ask, name: str, params: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        answers(name, **params)


def test_a_name_cannot_smuggle_a_query_in(answers: Ask) -> None:
    assert answers("explain", value='" } ?x ?y ?z #').rows == ()


def test_one_act_of_speaking_counts_once(answers: Ask) -> None:
    assert [row[1:3] for row in answers("reported-twice").rows] == [
        ('"2"^^<http://www.w3.org/2001/XMLSchema#integer>',) * 2
    ]
    assert column(answers("accusations"), "who") == ["Mara Vale", "Coast Daily"]


def test_a_users_query_with_an_error_names_the_place(tmp_path: Path, root: Path) -> None:
    data = root / "tests" / "data" / "fisheries.trig"
    mine = tmp_path / "mine.rq"
    mine.write_text("SELECT ?x WHERE {\n  ?x foo:bar ?y\n}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        query(mine, data=data)
    (problem,) = caught.value.problems
    assert (problem.where.line, problem.quote) == (2, "  ?x foo:bar ?y")
    assert "Prefix not found" in problem.fix
    mine.write_text("DESCRIBE <urn:x>", encoding="utf-8")
    with pytest.raises(ConfigError, match="give no rows"):
        query(mine, data=data)
    mine.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    assert query(mine, data=data).rows == (('"true"^^<http://www.w3.org/2001/XMLSchema#boolean>',),)


def test_data_that_is_missing_or_broken(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no data at"):
        load_store(tmp_path)
    with pytest.raises(UsageError, match="no RDF format"):
        (tmp_path / "a.doc").write_text("x", encoding="utf-8")
        load_store(tmp_path / "a.doc")
    (tmp_path / "dataset.nq").write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> <b> .\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"dataset\.nq:2"):
        load_store(tmp_path)
