"""The answers of the analysis, on a small invented dispute over a ferry."""

from __future__ import annotations

import igraph
import pytest

from kgbuild.analysis import engines
from kgbuild.analysis.engines import Engine, measure
from kgbuild.analysis.findings import claims_behind, finding_quads, findings
from kgbuild.analysis.network import Edge, Node, network
from kgbuild.analysis.people import people_network
from kgbuild.analysis.scene import Finding, chain, read_scene
from kgbuild.errors import UsageError
from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF, literal
from kgbuild.model.triples import Triples, kgb

BASE = "https://example.org/kg/"
CODE, STANCE = "https://w3id.org/kgbuild/code/", "https://w3id.org/kgbuild/stance/"
NAMES = {"hult": "Hult", "brae": "Brae", "orla": "Orla Finn", "sten": "Sten Aune", "rail": "Rail Union"}


SAID = (
    ("orla", "accuses", "sten", "other", "a"),
    ("sten", "rejects", "", "ferry", "a"),
    ("orla", "supports", "", "ferry", "a"),
    ("rail", "demands", "", "ferry", "b"),
    ("unnamed-publisher-of-x-1", "accuses", "hult", "ferry", "b"),
    ("sten", "says", "rail", "ferry", "b"),
)


DAY = (
    (f"<{RDF}type>", kgb("Article")),
    ("<http://purl.org/dc/terms/issued>", '"2031-05-07"'),
)


def node(kind: str, name: str) -> str:
    return f"<{BASE}{kind}/{name}>"


def dataset() -> list[Quad]:
    quads: list[Quad] = []

    def say(subject: str, predicate: str, *objects: str) -> None:
        quads.extend(Quad(subject, predicate, o, node("graph", "core")) for o in objects)

    a, label = f"<{RDF}type>", "<http://www.w3.org/2000/01/rdf-schema#label>"
    for name, shown in {**NAMES, "unnamed-publisher-of-x-1": "unnamed publisher of x"}.items():
        say(node("actor", name), a, kgb("Organization"))
        say(node("actor", name), label, literal(shown, language="en"))
    for number, (one, other) in enumerate([("hult", "brae"), ("hult", "orla"), ("hult", "brae")], start=1):
        event = node("event", f"m{number}")
        say(event, a, kgb("Event"), kgb("Meeting"))
        say(event, label, literal(f"talks {number}", language="en"))
        say(event, kgb("startDate"), f'"2031-05-0{number}"')
        say(event, kgb("endDate"), f'"2031-05-0{number}"')
        say(event, kgb("participant"), node("actor", one), node("actor", other))
    for number, (who, stance, target, issue, article) in enumerate(SAID):
        position = node("position", f"p{number}")
        say(position, a, kgb("Position"))
        say(position, kgb("claimedBy"), node("actor", who))
        say(position, kgb("stance"), f"<{STANCE}{stance}>")
        say(position, kgb("issue"), node("issue", issue))
        say(position, kgb("claimedAt"), f'"2031-05-0{number + 1}"')
        say(position, kgb("reportedIn"), node("article", article))
        say(position, "<http://schema.org/text>", literal(f"words {number}", language="en"))
        if target:
            say(position, kgb("target"), node("actor", target))
    for name in ("ferry", "other"):
        say(node("issue", name), a, kgb("Issue"))
        say(node("issue", name), label, literal(name, language="en"))
    return quads


@pytest.fixture(scope="module")
def answers() -> dict[str, Finding]:
    return {f.name: f for f in findings(Triples(dataset()))}


def test_the_centre_of_the_meetings(answers: dict[str, Finding]) -> None:
    assert answers["centre"].sentence == "Hult met most others: 2 actors, in 3 meetings told of in all."
    first = answers["centre"].table.rows[0]
    assert (first["actor"], first["partners"], first["meetings"], first["met"]) == ("Hult", "2", "3", "Brae, Orla Finn")


def test_who_mediates_and_who_holds_office_where() -> None:
    graph, role = node("graph", "core"), node("role", "r")
    more = [
        Quad(node("event", "m1"), kgb("mediator"), node("actor", "sten"), graph),
        Quad(role, f"<{RDF}type>", kgb("Role"), graph),
        Quad(role, "<http://www.w3.org/2000/01/rdf-schema#label>", literal("minister", language="en"), graph),
        Quad(role, kgb("holder"), node("actor", "rail"), graph),
        Quad(role, kgb("roleAt"), node("actor", "brae"), graph),
    ]
    facts = Triples([*dataset(), *more])
    found = {f.name: f for f in findings(facts)}
    assert found["mediators"].sentence == "Sten Aune mediates between Brae and Hult: talks 1."
    scene = read_scene(facts)
    (step,) = chain(scene, scene.named("brae"), scene.named("Rail Union")).table.rows
    assert (step["from"], step["by"], step["to"], step["words"]) == (
        "Rail Union",
        "holds office in",
        "Brae",
        "minister",
    )
    former = Quad(role, kgb("roleStatus"), f"<{CODE}former>", graph)
    scene = read_scene(Triples([*dataset(), *more, former]))
    assert [a.kind for a in scene.between(node("actor", "rail"), node("actor", "brae"))] == ["held office in"]


def test_brokers_and_bridges(answers: dict[str, Finding]) -> None:
    rows = {r["actor"]: r["between"] for r in answers["brokers"].table.rows}
    assert rows == {"Hult": "Orla Finn | Brae", "Orla Finn": "Hult | Sten Aune", "Sten Aune": "Orla Finn | Rail Union"}
    assert [(r["one"], r["other"], r["by"]) for r in answers["bridges"].table.rows] == [
        ("Hult", "Orla Finn", "met"),
        ("Orla Finn", "Sten Aune", "accuses"),
    ]


def test_camps_come_from_sides_taken_in_one_article_and_from_what_is_said_of_each_other(
    answers: dict[str, Finding],
) -> None:
    rows = [(r["one"], r["other"], r["stand"], r["on"]) for r in answers["camps"].table.rows]
    assert rows == [("Orla Finn", "Sten Aune", "against", "ferry; Orla Finn accuses Sten Aune")]


def test_what_is_unknown_ranks_nowhere(answers: dict[str, Finding]) -> None:
    cells = " ".join(cell for f in answers.values() for row in f.table.rows for cell in row.values())
    assert "unnamed" not in cells
    assert not any("other" in row.get("on", "").split("; ") for row in answers["camps"].table.rows)
    assert not [n for n in people_network(dataset()) if "unnamed" in n]


def test_change_between_halves(answers: dict[str, Finding]) -> None:
    rows = {(r["one"], r["other"]): (r["before"], r["after"]) for r in answers["change"].table.rows}
    assert rows["Rail Union", "Sten Aune"] == ("", "said about 1")
    assert answers["change"].sentence.startswith("Told of only from 2031-05-0")
    printed = [Quad(node("article", n), kgb_type, term, node("graph", "core")) for n in "ab" for kgb_type, term in DAY]
    of_one_day = {f.name: f for f in findings(Triples([*dataset(), *printed]))}
    assert of_one_day["change"].sentence == ""


def test_a_chain_has_the_words_of_each_link() -> None:
    scene = read_scene(Triples(dataset()))
    found = chain(scene, scene.named("brae"), scene.named("Rail Union"))
    assert [(r["from"], r["by"], r["to"]) for r in found.table.rows] == [
        ("Brae", "met", "Hult"),
        ("Hult", "met", "Orla Finn"),
        ("Orla Finn", "accuses", "Sten Aune"),
        ("Sten Aune", "said about", "Rail Union"),
    ]
    assert [r["words"] for r in found.table.rows] == ["talks 1", "talks 2", "words 0", "words 5"]
    assert found.sentence == "Brae and Rail Union are 4 steps apart."
    with pytest.raises(UsageError, match="no actor here is called `Nobody`"):
        scene.named("Nobody")


def test_answers_are_triples_derived_from_claims(answers: dict[str, Finding]) -> None:
    for name in ("camps", "bridges"):
        quads, behind = finding_quads(answers[name], base=BASE), claims_behind(answers[name])
        assert {q.subject for q in quads} == {node("analysis", name)}
        assert [*quads] == sorted(quads)
        assert behind and {*behind} <= {q.subject for q in dataset()}


def test_little_says_nothing() -> None:
    assert [(f.sentence, f.table.rows) for f in findings(Triples([]))] == [("", ())] * 8


def test_both_engines_agree() -> None:
    def clump(first: int) -> list[tuple[int, int]]:
        return [(a, b) for a in range(first, first + 8) for b in range(a + 1, first + 8)]

    pairs = [*clump(0), *clump(8), *clump(16), (0, 8), (9, 17)]
    graph = network(
        [Node(f"urn:n{n:02}", str(n), "Person") for n in range(25)],
        [Edge(f"urn:n{a:02}", f"urn:n{b:02}", "t", "t", weight=1 + a % 3) for a, b in pairs],
    )
    one, other = measure(graph), measure(graph, Engine.IGRAPH)
    assert igraph.__version__
    assert one.degree == other.degree
    assert one.community == other.community
    for name in ("page_rank", "betweenness"):
        left, right = getattr(one, name), getattr(other, name)
        assert max(abs(left[n] - right[n]) for n in graph) < 1e-6, name
    assert one.error == other.error == 0.0


def test_an_estimate_says_its_error() -> None:
    edges = [Edge(f"urn:n{n}", f"urn:n{(n * 7 + 1) % 1100}", "t", "t") for n in range(1100)]
    found = measure(network([Node(f"urn:n{n}", str(n), "Person") for n in range(1100)], edges))
    exact = measure(network([Node(f"urn:n{n}", str(n), "Person") for n in range(1100)], edges), Engine.IGRAPH)
    off = sum(abs(found.betweenness[n] - exact.betweenness[n]) for n in found.betweenness) / 1100
    assert found.error > 0
    assert off < 4 * found.error


def test_an_estimate_of_the_other_engine_says_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    edges = [Edge(f"urn:n{n}", f"urn:n{(n * n + 1) % 600}", "t", "t") for n in range(600)]
    large = network([Node(f"urn:n{n}", str(n), "Person") for n in range(600)], edges)
    exact = measure(large, Engine.IGRAPH)
    monkeypatch.setattr(engines, "_EXACT", 10)
    found = measure(large, Engine.IGRAPH)
    off = sum(abs(found.betweenness[n] - exact.betweenness[n]) for n in found.betweenness) / 600
    assert exact.error == 0 < found.error
    assert off < 4 * found.error
