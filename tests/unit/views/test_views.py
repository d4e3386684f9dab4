"""The views over a few rows written by hand."""

from __future__ import annotations

import pytest

from kgbuild.model.quads import Quad
from kgbuild.model.tables import Row, Table
from kgbuild.model.triples import Triples
from kgbuild.tabulate.columns import TABLES, columns_of
from kgbuild.views.conflicts import conflict, conflicts
from kgbuild.views.positions import positions_in, readable
from kgbuild.views.views import VIEWS, make_views

ROWS: dict[str, list[Row]] = {
    "articles": [
        {"id": "a", "publisher": "gull"},
        {"id": "b", "publisher": "tern", "title": "T", "url": "u", "published": "2026-03-09"},
    ],
    "publishers": [{"id": "gull", "label": "The Gull"}, {"id": "tern", "label": "The Tern"}],
    "entities": [
        {"id": "ol", "label": "Oltania", "class": "Country", "article": "a", "spans": "s1"},
        {"id": "ana", "label": "Ana Roe", "class": "Person", "article": "b", "spans": "s2 s3"},
        {"id": "ana", "label": "Ana Roe", "class": "Person", "article": "a", "spans": "s4"},
    ],
    "names": [{"id": "ana", "name": "Roe"}, {"id": "ana", "name": "Roe"}],
    "authorities": [{"id": "ol", "wikidata": "Q9"}],
    "roles": [
        {"holder": "ana", "title": "envoy", "at": "ol", "status": "former"},
        {"holder": "ana", "title": "mayor", "at_place": "port", "status": "current"},
    ],
    "places": [{"id": "port", "label": "Port Gull"}],
    "meetings": [
        {"id": "m", "label": "talks", "type": "meeting", "when_edtf": "2026-03-02/2026-03-04", "place": "port",
         "when_start": "2026-03-02", "article": "a", "factuality": "actual"},
        {"id": "m", "label": "talks", "type": "meeting", "when_edtf": "2026-03-03", "place": "port",
         "when_start": "2026-03-03", "article": "b", "factuality": "actual"},
        {"id": "n", "label": "summit", "type": "meeting", "part_of": "m", "article": "b"},
    ],
    "meeting_actors": [
        {"id": "m", "actor": "ol", "role": "participant"},
        {"id": "m", "actor": "ana", "role": "participant"},
        {"id": "m", "actor": "ol", "role": "participant"},
        {"id": "m", "actor": "ana", "role": "mediator"},
    ],
    "figures": [
        {"id": "m", "measure": "present", "value": "12", "value_qualifier": ""},
        {"id": "m", "measure": "present", "value": "15", "value_qualifier": "about"},
    ],
    "communications": [
        {"id": "talk", "label": "interview by Ana Roe", "speaker": "ana", "medium": "interview", "article": "a",
         "when_edtf": "2026-03-01"},
        {"id": "hush", "label": "remarks", "speaker": "ana", "article": "a"},
    ],
    "event_actors": [{"id": "talk", "actor": "ol", "role": "audience"}],
    "positions": [
        {"id": "p", "speaker": "ana", "stance": "demands", "article": "b", "communication": "talk", "text": "x",
         "claimed_edtf": "2026-03"},
        {"id": "q", "speaker": "nobody", "stance": "says", "article": "a", "claimed_on": "2026-03-02"},
    ],
    "position_issues": [{"id": "p", "issue": "tolls"}, {"id": "p", "issue": "other"}],
    "position_targets": [{"id": "p", "target": "ol"}],
    "issues": [{"id": "tolls", "label": "road tolls"}],
}  # fmt: skip


NS, RDF = "https://w3id.org/kgbuild/ns#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def told(event: str, prop: str, value: str, status: str = "accepted", who: str = "gull") -> list[Quad]:
    """A claim about an event: `value` is a text, or `place/port` for a node."""
    node = f"<https://x/claim/{event}-{prop}-{value.replace('/', '-')}-{who}>"
    term = f"<https://x/{value}>" if value.partition("/")[0] in {"actor", "place", "event"} else f'"{value}"'
    parts = {
        f"{RDF}type": f"<{NS}Claim>",
        f"{RDF}subject": f"<https://x/event/{event}>", f"{RDF}predicate": f"<{NS}{prop}>", f"{RDF}object": term,
        f"{NS}status": f"<https://w3id.org/kgbuild/code/{status}>", f"{NS}claimedBy": f"<https://x/actor/{who}>",
    }  # fmt: skip
    return [Quad(node, f"<{p}>", o, "") for p, o in parts.items()]


TOLD = [
    *told("m", "edtf", "2026-03-02", "disputed"), *told("m", "edtf", "2026-03-03", "disputed", "tern"),
    *told("m", "place", "place/port"), *told("m", "factuality", "code/actual"),
    *told("m", "participant", "actor/ol"), *told("m", "participant", "actor/ana", "attributed", "ol"),
    *told("m", "present", "12"),
    *told("n", "partOf", "event/m", "attributed", "ana"), *told("n", "edtf", "2026-04", "attributed", "ana"),
]  # fmt: skip


def rows_of() -> list[Table]:
    return [
        Table(n, columns_of(n), tuple({c: r.get(c, "") for c in columns_of(n)} for r in ROWS.get(n, ())))
        for n in TABLES
    ]


def views() -> dict[str, tuple[Row, ...]]:
    return {v.name: v.rows for v in make_views(rows_of(), TOLD)}


def test_every_view_is_made_even_of_nothing() -> None:
    empty = make_views((Table(n, columns_of(n), ()) for n in TABLES), [])
    assert [v.name for v in empty] == [*VIEWS, "positions"]
    assert not any(v.rows for v in empty)


def test_actors_the_most_mentioned_first() -> None:
    ana, oltania = views()["actors"]
    assert ana == {
        "id": "ana",
        "name": "Ana Roe",
        "kind": "Person",
        "other_names": "Roe",
        "roles": "former envoy, Oltania; mayor, Port Gull",
        "articles": "a; b",
        "mentions": "3",
        "wikidata": "",
    }
    assert (oltania["id"], oltania["wikidata"]) == ("ol", "Q9")


def test_a_meeting_is_one_row_that_says_what_is_in_dispute_and_who_says_the_rest() -> None:
    summit, talks = views()["meetings"]
    assert (talks["articles"], talks["place"]) == ("a; b", "Port Gull")
    assert (talks["date"], talks["disputed"]) == ("", "edtf: 2026-03-02 / 2026-03-03")
    assert (talks["participants"], talks["according_to"]) == ("Oltania", "")
    assert talks["figures"] == "present 12"
    assert (summit["id"], summit["part_of"], summit["date"]) == ("n", "talks", "2026-04")
    assert (summit["according_to"], summit["disputed"]) == ("Ana Roe", "")


def test_a_value_that_only_others_give_names_them() -> None:
    given = {"edtf": "2026-03-02", "startDate": "2026-03-02", "outcome": "a pact", "present": "12", "host": "actor/ol"}
    attributed = [q for prop, value in given.items() for q in told("m", prop, value, "attributed", "ana")]
    claims = [*told("m", "place", "place/port"), *attributed]
    (talks,) = (r for v in make_views(rows_of(), claims) if v.name == "meetings" for r in v.rows if r["id"] == "m")
    cells = ("place", "start", "date", "outcome", "figures", "hosts")
    assert [talks[one] for one in cells] == ["Port Gull", "2026-03-02", "2026-03-02", "a pact", "present 12", ""]
    assert talks["note"] == "according to Ana Roe: date 2026-03-02, hosts Oltania, outcome a pact, present 12"


def test_a_position_has_who_whom_what_when_and_where_it_stood() -> None:
    known, unknown = views()["positions"]
    assert (known["who"], known["targets"], known["issues"]) == ("Ana Roe", "Oltania", "road tolls; other")
    assert (known["date"], known["medium"], known["audience"], known["outlet"]) == (
        "2026-03",
        "interview",
        "Oltania",
        "The Tern",
    )
    assert (unknown["who"], unknown["date"], unknown["outlet"]) == ("nobody", "2026-03-02", "The Gull")


def test_the_timeline_has_what_is_dated_in_order_and_says_what_is_no_fact() -> None:
    assert [(r["date"], r["until"], r["what"], r["note"]) for r in views()["timeline"]] == [
        ("2026-03-01", "", "interview by Ana Roe", ""),
        ("2026-03-02", "", "talks", "disputed: edtf: 2026-03-02 / 2026-03-03"),
        ("2026-03-03", "", "talks", "disputed: edtf: 2026-03-02 / 2026-03-03"),
        ("2026-04", "", "summit", "according to Ana Roe"),
    ]


def quads(subject: str, facts: dict[str, str | list[str]]) -> list[Quad]:
    values = [(p, o) for p, found in facts.items() for o in ([found] if isinstance(found, str) else found)]
    return [Quad(f"<https://x/{subject}>", f"<{p}>", o, "") for p, o in values]


def claim(name: str, outlet: str, speaker: str = "") -> list[Quad]:
    facts: dict[str, str | list[str]] = {
        f"{NS}claimedBy": f"<https://x/actor/{speaker or outlet}>",
        f"{NS}reportedIn": f"<https://x/article/{outlet}>",
        f"{NS}evidence": f"<https://x/span/{name}>",
    }
    facts |= {f"{NS}passedOnBy": f"<https://x/actor/{outlet}>"} if speaker else {}
    return [*quads(f"claim/{name}", facts), *quads(f"span/{name}", {"http://www.w3.org/ns/oa#exact": f'"{name} dead"'})]


def side(value: str, outlets: int, *claims: str) -> list[Quad]:
    held: list[str] = [f"<https://x/claim/{c}>" for c in claims]
    facts: dict[str, str | list[str]] = {
        f"{RDF}object": f'"{value}"',
        f"{NS}independentOutlets": f'"{outlets}"',
        f"{NS}heldIn": held,
    }
    return quads(f"side/{value}", facts)


def test_a_dispute_is_one_row_the_larger_side_first() -> None:
    label = quads("event/m", {"http://www.w3.org/2000/01/rdf-schema#label": '"the attack"'})
    sides: list[str] = [f"<https://x/side/{v}>" for v in ("12", "15", "9")]
    facts: dict[str, str | list[str]] = {
        f"{RDF}type": f"<{NS}Dispute>",
        f"{RDF}subject": "<https://x/event/m>",
        f"{RDF}predicate": f"<{NS}killed>",
        f"{NS}side": sides,
    }
    spoken = [*claim("one", "gull"), *claim("two", "tern"), *claim("three", "tern", "mayor"), *claim("four", "wren")]
    about = [*side("12", 1, "one"), *side("15", 2, "two", "three"), *side("9", 1, "four")]
    every = [*quads("dispute/d", facts), *about, *spoken, *label]
    (row,) = conflicts(every).rows
    assert {quad.subject for quad in every} <= conflict("<https://x/dispute/d>", Triples(every)).seen
    assert (row["of"], row["property"], row["dispute"]) == ("the attack", "killed", "d")
    assert (row["value_a"], row["independent_a"], row["outlet_a"]) == ("15", "2", "mayor (tern); tern")
    assert (row["value_b"], row["words_b"], row["claim_b"]) == ("12", "one dead", "one")
    assert row["others"] == "9: wren"


def test_no_conflict_no_row() -> None:
    assert conflicts([]).rows == ()


def test_positions_say_where_they_stand() -> None:
    p, q = sorted(views()["positions"], key=lambda row: row["id"])
    assert (p["title"], p["url"], p["published"], p["outlet"]) == ("T", "u", "2026-03-09", "The Tern")
    assert (p["date"], p["day"], q["date"], q["day"]) == ("2026-03", "2026-03", "2026-03-02", "2026-03-02")


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("", ""),
        ("2026-03-02", "2026-03-02"),
        ("../2026-03-05", "by 2026-03-05"),
        ("/2026-03-05", "by 2026-03-05"),
        ("2026-03/..", "since 2026-03"),
        ("2026-03~", "about 2026-03"),
        ("2026-03-02/2026-03-04", "2026-03-02 to 2026-03-04"),
    ],
)
def test_days_are_readable(edtf: str, day: str) -> None:
    assert readable(edtf) == day


def test_positions_of_an_article_alone_are_those_of_all_articles() -> None:
    issues = {row["id"]: row["label"] for row in ROWS["issues"]}
    rows: list[Row] = []
    for article in ("a", "b"):
        own = {
            table.name: [
                row
                for row in table.rows
                if article in (row.get("article"), row["id"]) or table.name not in {"articles", "positions"}
            ]
            for table in rows_of()
        }
        rows += positions_in(own, issues).rows
    assert sorted(rows, key=str) == sorted(views()["positions"], key=str)
