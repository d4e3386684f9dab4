"""Fifteen questions that people ask of such a graph, each as SPARQL 1.1 with an answer on the sample."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import kgbuild.api as kgbuild
from kgbuild.config import Config
from kgbuild.serialize.nquads import nquads

PREFIXES = """
PREFIX kgb: <https://w3id.org/kgbuild/ns#>
PREFIX code: <https://w3id.org/kgbuild/code/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <http://schema.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
# question -> query, and words that its answer must hold (none: the sample may have no answer)
QUESTIONS: dict[str, tuple[str, str]] = {
    "who met whom more than once": (
        """SELECT ?one ?other (COUNT(DISTINCT ?m) AS ?times) WHERE {
          ?m a kgb:Meeting ; kgb:factuality code:actual ; kgb:participant ?a, ?b .
          ?a rdfs:label ?one . ?b rdfs:label ?other . FILTER(STR(?a) < STR(?b))
        } GROUP BY ?one ?other HAVING(COUNT(DISTINCT ?m) > 1)""",
        "Ukraine",
    ),
    "who changed stance over time, on what": (
        """SELECT ?who ?issue ?before ?after WHERE {
          ?later kgb:turnsFrom ?earlier ; kgb:claimedBy/rdfs:label ?who ; kgb:issue/skos:prefLabel ?issue ;
            kgb:claimedUntil ?after . ?earlier kgb:claimedUntil ?before . FILTER(?before < ?after) }""",
        "",
    ),
    "facts that rest on one outlet only": (
        """SELECT ?s ?p ?o WHERE {
          ?c a kgb:Claim ; kgb:status code:accepted ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
            kgb:reportedIn/dcterms:publisher ?outlet .
        } GROUP BY ?s ?p ?o HAVING(COUNT(DISTINCT ?outlet) = 1)""",
        "participant",
    ),
    "what was said in the three days before a meeting": (
        """SELECT ?what ?who ?text WHERE {
          ?m a kgb:Meeting ; rdfs:label ?what ; kgb:startDate ?start .
          ?p a kgb:Position ; kgb:claimedBy/rdfs:label ?who ; schema:text ?text ;
            kgb:claimedFrom ?first ; kgb:claimedUntil ?last .
          FILTER(?first >= ?start - xsd:dayTimeDuration("P3D") && ?last < ?start) }""",
        "second day",
    ),
    "all statements on an issue by officials of a country": (
        """SELECT ?who ?role ?text WHERE {
          ?role_ kgb:holder ?actor ; rdfs:label ?role ; kgb:roleAt ?at . ?at kgb:stateOf? ?country .
          ?country a kgb:Country . ?actor rdfs:label ?who .
          ?p kgb:claimedBy ?actor ; kgb:issue ?issue ; schema:text ?text }""",
        "",
    ),
    "what is disputed, by whom, in which words": (
        """SELECT ?of ?property ?by ?words WHERE {
          ?d a kgb:Dispute ; rdf:subject/rdfs:label ?of ; rdf:predicate ?property ; kgb:side/kgb:heldIn ?c .
          ?c kgb:claimedBy/rdfs:label ?by ; kgb:evidence/oa:exact ?words }""",
        "Eastmere Tribune",
    ),
    "whose statements conflict with whose": (
        """SELECT ?who ?whom ?issue WHERE {
          ?a kgb:opposes ?b ; kgb:claimedBy/rdfs:label ?who ; kgb:issue ?i . ?i skos:prefLabel ?issue .
          ?b kgb:claimedBy/rdfs:label ?whom ; kgb:issue ?i }""",
        "",
    ),
    "who is named together in one sentence": (
        """SELECT DISTINCT ?one ?other WHERE {
          ?s kgb:names ?a . ?t kgb:names ?b .
          ?s kgb:inArticle ?article ; kgb:sentence ?n . ?t kgb:inArticle ?article ; kgb:sentence ?n .
          ?a rdfs:label ?one . ?b rdfs:label ?other . FILTER(STR(?a) < STR(?b)) }""",
        "Russia",
    ),
    "who reported a fact first": (
        """SELECT ?what ?outlet ?day WHERE {
          { SELECT ?e (MIN(?d) AS ?day) WHERE { ?c rdf:subject ?e ; kgb:reportedIn/dcterms:issued ?d } GROUP BY ?e }
          ?c rdf:subject ?e ; kgb:reportedIn ?a . ?a dcterms:issued ?day ; dcterms:publisher/rdfs:label ?outlet .
          ?e a kgb:Meeting ; rdfs:label ?what }""",
        "Geneva",
    ),
    "everything by a person, also by role": (
        """SELECT ?title ?text WHERE {
          ?p kgb:claimedBy ?actor ; schema:text ?text . ?role kgb:holder ?actor ; rdfs:label ?title }""",
        "minister",
    ),
    "places on a map": (
        """SELECT ?place ?latitude ?longitude ?id WHERE {
          ?p a kgb:Place ; rdfs:label ?place ; schema:latitude ?latitude ; schema:longitude ?longitude ;
            skos:exactMatch ?id }""",
        "geonames.org/2660646",
    ),
    "who held which post on a given day": (
        """SELECT ?who ?title ?day WHERE {
          ?role kgb:holder/rdfs:label ?who ; rdfs:label ?title ; kgb:heldOn ?day .
          FILTER(?day <= "2026-02-20"^^xsd:date)
          FILTER NOT EXISTS { ?role kgb:overBy ?over . FILTER(?over <= "2026-02-18"^^xsd:date) } }""",
        "2026-02",
    ),
    "which lexicon line is behind the disputes": (
        "SELECT DISTINCT ?frame WHERE { ?d a kgb:Dispute ; kgb:side/kgb:heldIn/kgb:frame ?frame }",
        "mappings/lexicon/en/",
    ),
    "what overlaps with an uncertain period": (
        """SELECT ?who ?text WHERE {
          ?p a kgb:Position ; kgb:claimedBy/rdfs:label ?who ; schema:text ?text ; kgb:claimedUntil ?last .
          OPTIONAL { ?p kgb:claimedFrom ?first }
          FILTER(?last >= "2026-02-17"^^xsd:date && (!BOUND(?first) || ?first <= "2026-02-28"^^xsd:date)) }""",
        "",
    ),
    "what is attributed only, and to whom": (
        """SELECT ?who ?property WHERE {
          ?c kgb:status code:attributed ; rdf:predicate ?property ; kgb:claimedBy/rdfs:label ?who }""",
        "Interior Ministry",
    ),
}
# The sample may have none: nobody turns in it, few roles are at a country with an issue, and few sides meet.
MAY_BE_EMPTY = {
    "who changed stance over time, on what",
    "all statements on an issue by officials of a country",
    "whose statements conflict with whose",
}


@pytest.fixture(scope="module")
def store(root: Path) -> ox.Store:
    quads = kgbuild.build(root / "articles", config=Config()).quads
    store = ox.Store()
    triples = {q.triple for q in ox.parse(nquads(quads), format=ox.RdfFormat.N_QUADS)}
    store.extend(ox.Quad(*triple) for triple in triples)
    return store


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_a_sensible_answer(store: ox.Store, question: str) -> None:
    text, words = QUESTIONS[question]
    rows = [" ".join(str(term) for term in row if term is not None) for row in store.query(PREFIXES + text)]
    assert rows or question in MAY_BE_EMPTY
    assert not words or any(words in row for row in rows), rows[:5]


def test_there_are_fifteen() -> None:
    assert len(QUESTIONS) == 15
