import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.analysis.network import Network
from kgbuild.analysis.reading import graph_of
from kgbuild.model.quads import Quad

KG = "https://example.org/kg/"
KGB = "https://w3id.org/kgbuild/ns#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
DATE = "http://www.w3.org/2001/XMLSchema#date"


def _kg(name: str) -> str:
    return f"<{KG}{name}>"


def _kgb(name: str) -> str:
    return f"<{KGB}{name}>"


def _quads(*triples: tuple[str, str, str]) -> list[Quad]:
    return [Quad(*triple, _kg("graph/core")) for triple in triples]


def _actor(name: str, kind: str = "Person") -> list[Quad]:
    return _quads((_kg(f"actor/{name}"), TYPE, _kgb(kind)), (_kg(f"actor/{name}"), LABEL, f'"{name.title()}"@en'))


def _position(name: str, day: str, *, target: str = "b") -> list[Quad]:
    return _quads(
        (_kg(f"position/{name}"), TYPE, _kgb("Position")),
        (_kg(f"position/{name}"), _kgb("claimedBy"), _kg("actor/a")),
        (_kg(f"position/{name}"), _kgb("stance"), "<https://w3id.org/kgbuild/stance/demands>"),
        (_kg(f"position/{name}"), _kgb("target"), _kg(f"actor/{target}")),
        (_kg(f"position/{name}"), _kgb("claimedAt"), f'"{day}"^^<{DATE}>'),
    )


def _edges(graph: Network) -> list[tuple[str, str, str, str, str, int]]:
    return sorted(
        (source.removeprefix(KG), data["type"], target.removeprefix(KG), data["start"], data["end"], data["weight"])
        for source, target, data in graph.edges(data=True)
    )


@pytest.fixture
def fisheries(root: Path) -> list[Quad]:
    data = (root / "tests/data/fisheries.trig").read_bytes()
    return [
        Quad(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name))
        for q in ox.parse(data, format=ox.RdfFormat.TRIG)
    ]


def test_people_events_places_and_issues_are_nodes_and_paperwork_is_not(fisheries: list[Quad]) -> None:
    graph = graph_of(fisheries)
    assert {data["type"] for _, data in graph.nodes(data=True)} == {
        "Communication",
        "Country",
        "Disaster",
        "Group",
        "Issue",
        "Meeting",
        "Organization",
        "Person",
        "Place",
    }
    assert graph.nodes[f"{KG}event/round"] == {
        "label": "second round of quota talks in Havna",
        "type": "Meeting",
        "start": "2031-05-06",
        "end": "2031-05-07",
    }


def test_every_node_and_edge_has_label_type_start_and_end(fisheries: list[Quad]) -> None:
    graph = graph_of(fisheries)
    everything = [*(data for _, data in graph.nodes(data=True)), *(data for *_, data in graph.edges(data=True))]
    assert len(everything) > 20
    assert all(data["label"] and data["type"] and {"start", "end"} <= data.keys() for data in everything)


def test_a_fact_is_an_edge_with_its_claims_and_the_dates_of_its_event(fisheries: list[Quad]) -> None:
    (data,) = graph_of(fisheries).get_edge_data(f"{KG}event/round", f"{KG}actor/norland").values()
    assert data["type"] == data["label"] == "participant"
    assert (data["start"], data["end"]) == ("2031-05-06", "2031-05-07")
    assert f"{KG}claim/h1" in data["claims"].split()
    assert data["weight"] == len(data["claims"].split())


def test_a_role_is_an_edge_named_after_it(fisheries: list[Quad]) -> None:
    (data,) = graph_of(fisheries).get_edge_data(f"{KG}actor/vale", f"{KG}actor/norland").values()
    assert (data["type"], data["label"]) == ("roleAt", "fisheries minister")


def test_the_network_is_the_same_for_any_order_of_the_quads(fisheries: list[Quad]) -> None:
    mixed = fisheries * 2
    random.Random(7).shuffle(mixed)
    one, other = graph_of(fisheries), graph_of(mixed)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


def test_a_position_is_an_edge_from_its_speaker() -> None:
    graph = graph_of([*_actor("a"), *_actor("b"), *_position("p", "2031-05-06")])
    assert _edges(graph) == [("actor/a", "demands", "actor/b", "2031-05-06", "2031-05-06", 1)]
    assert next(iter(graph.edges(data="claims")))[2] == f"{KG}position/p"


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("../2031-05-06", "2031-05-06", "2031-05-06"),
        ("2031-05-04/2031-05-06", "2031-05-04", "2031-05-06"),
        ("2031", "", ""),
    ],
)
def test_what_was_said_by_a_day_is_dated_by_it(said: str, start: str, end: str) -> None:
    graph = graph_of([*_actor("a"), *_actor("b"), *_position("p", said)])
    assert _edges(graph) == [("actor/a", "demands", "actor/b", start, end, 1)]


def test_reports_of_one_act_of_speaking_are_one_edge() -> None:
    quads = [*_actor("a"), *_actor("b")]
    for number in range(4):
        quads += _position(f"p{number}", f"2031-05-0{number + 1}")
    same = _kgb("sameUtterance")
    quads += _quads((_kg("position/p2"), same, _kg("position/p0")), (_kg("position/p2"), same, _kg("position/p1")))
    assert _edges(graph_of(quads)) == [
        ("actor/a", "demands", "actor/b", "2031-05-01", "2031-05-03", 3),
        ("actor/a", "demands", "actor/b", "2031-05-04", "2031-05-04", 1),
    ]


def test_an_actor_is_dated_by_its_edges() -> None:
    quads = [*_actor("a"), *_actor("b"), *_position("p", "2031-05-06"), *_position("q", "2031-05-09")]
    assert graph_of([*quads, *_actor("idle")]).nodes[f"{KG}actor/idle"]["start"] == ""
    assert graph_of(quads).nodes[f"{KG}actor/b"] == {
        "label": "B",
        "type": "Person",
        "start": "2031-05-06",
        "end": "2031-05-09",
    }


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ({"startDate": "2031-05-06"}, "2031-05-06", "2031-05-06"),
        ({"startDate": "2031-05-06", "edtf": "2031-05-06/.."}, "2031-05-06", ""),
        ({"startDate": "2031-05-06", "edtf": "2031-05-06/2031-05-08"}, "2031-05-06", "2031-05-08"),
        ({"startDate": "2031-05-06", "endDate": "2031-05-07"}, "2031-05-06", "2031-05-07"),
        ({"endDate": "2031-05-07"}, "", "2031-05-07"),
        ({"edtf": "2031-05"}, "", ""),
        ({"startDate": "spring"}, "", ""),
        ({"edtf": "2031-05-06/2031-05-08"}, "2031-05-06", "2031-05-08"),
        ({"edtf": "../2031-05-08"}, "", "2031-05-08"),
    ],
)
def test_an_event_has_its_own_dates(said: dict[str, str], start: str, end: str) -> None:
    quads = _quads((_kg("event/e"), TYPE, _kgb("Meeting")))
    quads += _quads(*((_kg("event/e"), _kgb(name), f'"{day}"') for name, day in said.items()))
    assert graph_of(quads).nodes[f"{KG}event/e"] == {"label": "e", "type": "Meeting", "start": start, "end": end}


def test_the_narrower_type_and_the_english_label_are_shown() -> None:
    quads = _actor("a", "Country") + _quads(
        (_kg("actor/a"), TYPE, _kgb("Actor")), (_kg("actor/a"), LABEL, '"0-land"@de')
    )
    assert graph_of(quads).nodes[f"{KG}actor/a"]["type"] == "Country"
    assert graph_of(quads).nodes[f"{KG}actor/a"]["label"] == "A"


def test_an_issue_nobody_speaks_of_is_left_out() -> None:
    assert len(graph_of(_quads((_kg("issue/i"), TYPE, _kgb("Issue"))))) == 0


def test_how_issues_are_ordered_is_no_edge() -> None:
    quads = _quads(
        (_kg("issue/i"), TYPE, _kgb("Issue")),
        (_kg("issue/j"), TYPE, _kgb("Issue")),
        (_kg("issue/i"), "<http://www.w3.org/2004/02/skos/core#broader>", _kg("issue/j")),
        (_kg("event/e"), TYPE, _kgb("Meeting")),
        (_kg("event/e"), _kgb("issue"), _kg("issue/i")),
    )
    assert _edges(graph_of(quads)) == [("event/e", "issue", "issue/i", "", "", 1)]


def test_classes_and_properties_of_a_user_are_drawn_too() -> None:
    quads = _quads(
        (_kg("event/s"), TYPE, "<https://user.example/Strike>"),
        (_kg("event/s"), "<https://user.example/calledBy>", _kg("actor/a")),
    )
    graph = graph_of([*quads, *_actor("a")])
    assert graph.nodes[f"{KG}event/s"]["type"] == "Strike"
    assert _edges(graph) == [("event/s", "calledBy", "actor/a", "", "", 1)]


def test_nothing_gives_an_empty_network() -> None:
    assert len(graph_of([])) == 0
