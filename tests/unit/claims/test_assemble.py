"""Statements of any mapping become claims, conflicts and a core."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.claims.assemble import ClaimedDataset, Setting, assembled
from kgbuild.claims.claim import ArticleContext
from kgbuild.claims.pieces import pieces_of
from kgbuild.claims.projection import project
from kgbuild.claims.rules import Rules
from kgbuild.model.quads import Origin, Quad, Statement

BASE = "https://example.org/kg/"
EX = "https://other.example/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
KGB = "https://w3id.org/kgbuild/ns#"
ARTICLES = {name: ArticleContext(f"<{BASE}actor/{name}-press>", "2026-03-01") for name in ("a", "b")}
CORE = f"<{BASE}graph/core>"


def statement(s: str, p: str, o: str, *, graph: str = "", columns: tuple[str, ...] = (), **row: str) -> Statement:
    """A statement of a user's own rule, in their own vocabulary."""
    return Statement(Quad(s, p, o, graph), Origin("own", "own.yml", 7, columns), "own.csv", row)


def dataset(*statements: Statement, functional: frozenset[str] = frozenset()) -> ClaimedDataset:
    pieces = pieces_of(statements, {}, ARTICLES, base=BASE)
    return assembled(pieces, Setting(ARTICLES, rules=Rules(functional=functional)), base=BASE)[0]


def core(found: ClaimedDataset) -> set[tuple[str, str, str]]:
    return {q[:3] for q in found.quads if q.graph == CORE}


def values(found: ClaimedDataset, name: str) -> set[str]:
    return {q.object for q in found.quads if q.predicate == f"<{KGB}{name}>"}


SHIP, SPEED, NINE, TEN = f"<{EX}ship>", f"<{EX}speed>", '"9"', '"10"'


def test_two_articles_one_triple_two_claims() -> None:
    found = dataset(
        statement(SHIP, SPEED, NINE, article="a", spans="s1", frame="f.yml:1"),
        statement(SHIP, SPEED, NINE, article="b", spans="s2 s3", frame="f.yml:1"),
    )
    assert core(found) == {(SHIP, SPEED, NINE)}
    assert found.classes == {"claimed": 1, "described": 0, "header": 0, "curated": 0}
    assert found.counts["claims"] == 2
    assert values(found, "evidence") == {f"<{BASE}span/s{i}>" for i in (1, 2, 3)}
    assert values(found, "mappingRule") == {'"own.yml:7"'}
    assert values(found, "claimedBy") == {f"<{BASE}actor/a-press>", f"<{BASE}actor/b-press>"}


def test_a_functional_property_with_two_values_is_disputed_and_in_no_core() -> None:
    found = dataset(
        statement(SHIP, SPEED, NINE, article="a", spans="s1"),
        statement(SHIP, SPEED, TEN, article="b", spans="s2"),
        functional=frozenset({SPEED}),
    )
    assert core(found) == set()
    assert found.counts["conflicts"] == 1
    assert values(found, "status") == {"<https://w3id.org/kgbuild/code/disputed>"}
    links = [q for q in found.quads if q.predicate == f"<{KGB}contradicts>"]
    assert len(links) == 2
    assert {q.graph for q in links} == {f"<{BASE}graph/links>"}


def test_two_values_of_another_property_stand_together() -> None:
    found = dataset(
        statement(SHIP, SPEED, NINE, article="a", spans="s1"),
        statement(SHIP, SPEED, TEN, article="b", spans="s2"),
    )
    assert core(found) == {(SHIP, SPEED, NINE), (SHIP, SPEED, TEN)}


def test_a_city_and_its_country_do_not_contradict() -> None:
    place, city, country = f"<{KGB}place>", f"<{EX}city>", f"<{EX}country>"
    found = dataset(
        statement(SHIP, place, city, article="a", spans="s1"),
        statement(SHIP, place, country, article="b", spans="s2"),
        statement(city, "<http://schema.org/containedInPlace>", country, frame="places.csv:3"),
        functional=frozenset({place}),
    )
    assert found.counts["conflicts"] == 0
    assert found.classes["curated"] == 1


def test_narrow_spans_and_hedges_follow_the_columns() -> None:
    row = {"article": "a", "spans": "wide", "when_spans": "narrow", "when_qualifier": "about"}
    found = dataset(statement(SHIP, SPEED, NINE, columns=("when_start",), **row))
    assert values(found, "evidence") == {f"<{BASE}span/narrow>"}
    found = dataset(statement(SHIP, SPEED, NINE, columns=("when",), **row))
    assert values(found, "qualifier") == {'"about"'}


def test_what_did_not_happen_is_claimed_but_not_core() -> None:
    factual = f"<{KGB}factuality>"
    negated = "<https://w3id.org/kgbuild/code/negated>"
    found = dataset(
        statement(SHIP, SPEED, NINE, article="a", spans="s1", factuality="negated"),
        statement(SHIP, factual, negated, article="a", spans="s1", factuality="negated"),
    )
    assert core(found) == {(SHIP, factual, negated)}
    assert "<https://w3id.org/kgbuild/code/attributed>" in values(found, "status")


def test_type_and_label_only_of_nodes_that_something_speaks_of() -> None:
    lone = f"<{EX}lone>"
    found = dataset(
        statement(SHIP, SPEED, NINE, article="a", spans="s1"),
        statement(SHIP, TYPE, f"<{EX}Ship>", article="a", spans="s1"),
        statement(lone, TYPE, f"<{EX}Ship>", article="a", spans="s1"),
    )
    assert core(found) == {(SHIP, SPEED, NINE), (SHIP, TYPE, f"<{EX}Ship>")}
    assert found.classes["described"] == 1


def test_a_triple_without_evidence_is_a_problem_with_its_place() -> None:
    found = dataset(statement(SHIP, SPEED, NINE, id="r1"), statement(SHIP, SPEED, TEN, article="zz", spans="s1"))
    assert core(found) == set()
    assert [str(p.where) for p in found.problems] == ["own.yml:7", "own.yml:7"]
    assert "without evidence" in found.problems[0].what


def test_positions_get_their_lineage_and_reach_the_projection() -> None:
    graph, node = f"<{BASE}graph/article/a>", f"<{BASE}position/p1>"
    row: Mapping[str, str] = {"article": "a", "spans": "s1", "frame": "speech.yml:4", "confidence": "0.90"}
    found = dataset(
        statement(node, TYPE, f"<{KGB}Position>", graph=graph, **row),
        statement(node, f"<{KGB}claimedBy>", SHIP, graph=graph, **row),
        statement(SHIP, LABEL, '"Ship"@en', article="a", spans="s1"),
    )
    about = {q.predicate for q in found.quads if q.subject == node}
    assert {f"<{KGB}{n}>" for n in ("evidence", "frame", "mappingRule", "reportedIn", "status", "confidence")} <= about
    clean = project(found.quads, base=BASE)
    assert {q.predicate for q in clean if q.subject == node}.isdisjoint({f"<{KGB}evidence>", f"<{KGB}frame>"})
    assert Quad(SHIP, LABEL, '"Ship"@en') in clean
    assert Quad(node, f"<{KGB}claimedBy>", SHIP) in clean


def test_a_hedged_figure_contradicts_only_what_it_excludes() -> None:
    row = {"article": "a", "spans": "s1", "value_qualifier": "at least", "value_bound": "at-least"}
    at_least = statement(SHIP, SPEED, NINE, columns=("value",), **row)
    more, fewer = (statement(SHIP, SPEED, value, article="b", spans="s2") for value in (TEN, '"8"'))
    assert dataset(at_least, more, functional=frozenset({SPEED})).counts["conflicts"] == 0
    assert dataset(at_least, fewer, functional=frozenset({SPEED})).counts["conflicts"] == 1
