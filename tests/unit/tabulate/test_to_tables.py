"""Resolved facts to rows, on one invented article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kgbuild.identifiers import named_id, role_id, span_id
from kgbuild.model.article import Article, BlockKind, Source
from kgbuild.model.facts import (
    ArticleFacts,
    DateFact,
    Entity,
    EntityKind,
    Event,
    Factuality,
    Form,
    IssueRef,
    Mention,
    Mode,
    PositionFact,
    Role,
    SentenceFact,
    Span,
    Stance,
    Timex,
    Voice,
    When,
)
from kgbuild.model.gist import gist_of
from kgbuild.model.resolved import Communication, Merge, Resolved, Utterance
from kgbuild.model.tables import Row
from kgbuild.tabulate.columns import TABLES, columns_of
from kgbuild.tabulate.events import EventTerms
from kgbuild.tabulate.page import tables_page
from kgbuild.tabulate.spans import SpanBook
from kgbuild.tabulate.speakers import Voices, publisher_of
from kgbuild.tabulate.tables import Background, IssueTerm, to_tables

TEXT = "Envoy Ana Roe met Oltania in Port Gull on Monday.\nShe said tolls must fall."


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words), words)


def mention(words: str, entity: str, kind: EntityKind, form: Form = Form.NAME) -> Mention:
    found = span(words)
    return Mention(found.start, found.end, words, form, entity, kind)


ANA, OLTANIA, GULL = "ana", "oltania", "gull"
SPOKEN = Communication(
    "talk", "a.txt", ANA, (OLTANIA,), "interview", When("2026-03-02"), ("p",), (span("said"),), "s:1"
)
POSITION = PositionFact(
    "p", ANA, span("She"), span("said"), (span("tolls must fall"),), (), "tolls must fall", Mode.INDIRECT,
    Stance.DEMANDS, (IssueRef("tolls", "tolls"),), targets=(OLTANIA, GULL), audience=(OLTANIA,), frame="s:1",
)  # fmt: skip
MEETING = Event(
    "m", "meeting", "talks", (span("met"),), participants=(ANA, OLTANIA, GULL), place=GULL,
    when=When("2026-03-02/2026-03", spans=(span("Monday"),)), ordinal=3, factuality=Factuality.PLANNED, frame="m:2",
    backing=(("place", GULL, span("Port Gull")), ("participants", ANA, span("Ana Roe"))),
    figures=(("people_present", 12, "at least", span("met")),), issues=("tolls",),
)  # fmt: skip
FACTS = ArticleFacts(
    Article("a.txt", TEXT, published="2026-03-03", title="Tolls", source=Source(" The  Gull ", "https://gull.example/")),
    (
        SentenceFact(0, 0, span(".\nShe").start + 1, BlockKind.BODY),
        SentenceFact(1, span("She").start, len(TEXT), BlockKind.BODY),
    ),
    (
        mention("Ana Roe", ANA, EntityKind.PERSON),
        mention("Oltania", OLTANIA, EntityKind.COUNTRY),
        mention("Port Gull", GULL, EntityKind.PLACE),
        mention("She", ANA, EntityKind.PERSON, Form.PRONOUN),
    ),
    (
        Entity(ANA, EntityKind.PERSON, "Ana Roe", roles=(Role("Envoy", GULL, "former", span("Envoy"), "r:1"),)),
        Entity(OLTANIA, EntityKind.COUNTRY, "Oltania", wikidata="Q9", known="g:7", key="country/ol"),
        Entity(GULL, EntityKind.PLACE, "Port Gull", known="g:8", key="city/gull", within="city/gull"),
        Entity("nobody", EntityKind.PERSON, "Nobody"),
    ),
    (DateFact("d1", span("Monday").start, span("Monday").end, "Monday", None, None, None, Timex("DATE", "X"), False),),
    (MEETING,),
    (replace(MEETING, id="v", type="attack", participants=(), issues=(), figures=(), place=None),),
    (POSITION,),
    (Voice(span("tolls must fall").start, len(TEXT), (ANA,)),),
)  # fmt: skip
LABELS = {ANA: "A. Roe", OLTANIA: "Oltania", GULL: "Port Gull", "m": "talks in Port Gull", "v": "attack"}
TERMS = EventTerms({"attack": "Attack", "meeting": "Meeting"}, {"at least": "at-least"}, {"€": "EUR"})
ISSUES = {
    "tolls": IssueTerm("tolls", "tolls", "trade", "i:1"),
    "trade": IssueTerm("trade", "trade", "", "i:2"),
    "unused": IssueTerm("unused", "unused", "", "i:3"),
}


def tables(facts: ArticleFacts = FACTS, issues: Mapping[str, IssueTerm] = ISSUES) -> dict[str, tuple[Row, ...]]:
    resolved = Resolved(
        (facts,),
        LABELS,
        (Merge("m", (("a.txt", "m1"), ("b c.txt", "m2")), "same day"),),
        {FACTS.article.id: (SPOKEN,)},
        (Utterance("u", ("p", "q"), "same words"),),
        (gist_of(facts),),
    )
    return {t.name: t.rows for t in to_tables(resolved, Background("model x", issues, TERMS, base="urn:own:"))}


def only(rows: tuple[Row, ...], **wanted: str) -> Row:
    (row,) = (r for r in rows if r.items() >= wanted.items())
    return row


def ids(*words: str) -> str:
    return " ".join(span_id("a.txt", span(w).start, span(w).end) for w in words)


def test_every_table_is_there_with_exactly_its_columns() -> None:
    found = tables()
    assert list(found) == list(TABLES)
    for name, rows in found.items():
        assert all(tuple(row) == columns_of(name) for row in rows)
    assert [name for name, rows in found.items() if not rows] == ["stand_ins", "replaced", "questions"]


def test_an_article_without_facts_has_its_header_only() -> None:
    found = tables(ArticleFacts(Article("b.txt", "")))
    made = {name for name, rows in found.items() if any(row["article"] == "b-txt" for row in rows)}
    assert made == {"articles", "publishers"}


def test_the_header() -> None:
    row = only(tables()["articles"], id="a-txt")
    assert (row["identifier"], row["title"], row["published"]) == ("a.txt", "Tolls", "2026-03-03")
    assert row["spans"] == row["frame"] == ""


def test_a_publisher_that_nobody_names_is_the_article_s_own() -> None:
    named = publisher_of(" The  Gull ", "a.txt")
    assert named[1:] == ("The Gull", True)
    assert publisher_of("THE GULL", "b.txt")[0].split("-")[-1] == named[0].split("-")[-1]
    assert publisher_of("", "a.txt")[1:] == ("unnamed publisher of a.txt", False)
    assert publisher_of("", "a.txt")[0] != publisher_of("", "b.txt")[0]


def test_actors_and_places_are_told_apart_and_the_unmentioned_left_out() -> None:
    found = tables()
    assert {(r["id"], r["class"], r["frame"]) for r in found["entities"]} == {
        (ANA, "Person", "model x"),
        (OLTANIA, "Country", "g:7"),
    }
    assert only(found["places"])["id"] == GULL
    assert only(found["entities"], id=ANA)["spans"] == ids("Ana Roe", "She")


def test_only_names_other_than_the_label_are_listed() -> None:
    assert [(r["id"], r["actor"], r["name"]) for r in tables()["names"]] == [(ANA, ANA, "Ana Roe")]


def test_a_role_at_a_place() -> None:
    row = only(tables()["roles"])
    assert row["id"] == role_id(ANA, "envoy", GULL)
    assert (row["title"], row["at"], row["at_place"], row["status"]) == ("Envoy", "", GULL, "former")


def test_curated_rows_name_no_article_and_no_place_holds_itself() -> None:
    rows = tables()["authorities"]
    assert [(r["actor"], r["place"], r["wikidata"], r["within"], r["article"]) for r in rows] == [
        ("", GULL, "", "", ""),
        (OLTANIA, "", "Q9", "", ""),
    ]


def test_a_meeting_keeps_what_the_text_fixes_and_each_value_its_words() -> None:
    row = only(tables()["meetings"])
    assert (row["when_edtf"], row["when_start"], row["when_end"]) == ("2026-03-02/2026-03", "2026-03-02", "")
    assert (row["place_spans"], row["spans"]) == (ids("Port Gull"), ids("met"))
    assert (row["label"], row["ordinal"], row["class"]) == ("talks in Port Gull", "3", "Meeting")


def test_a_room_that_may_lie_in_any_town_is_no_place_of_a_row() -> None:
    rooms = tuple(replace(e, known="", key="", within="") if e.id == GULL else e for e in FACTS.entities)
    assert only(tables(replace(FACTS, entities=rooms))["meetings"])["place"] == ""
    assert only(tables()["meetings"])["place"] == GULL


def test_a_place_takes_no_part_and_an_actor_rests_on_its_own_words() -> None:
    rows = tables()["meeting_actors"]
    assert {(r["actor"], r["actor_spans"]) for r in rows} == {(ANA, ids("Ana Roe")), (OLTANIA, "")}
    assert {r["spans"] for r in rows} == {ids("met")}


def test_what_hangs_on_a_meeting() -> None:
    found = tables()
    assert only(found["event_issues"])["issue"] == "tolls"
    row = only(found["figures"])
    assert (row["measure"], row["value"], row["number"]) == ("peoplePresent", "", "12")
    assert (row["value_qualifier"], row["value_bound"]) == ("at least", "at-least")
    quantity = only(found["quantities"], id=row["value_quantity"])
    assert (quantity["number"], quantity["bound"], quantity["currency"]) == ("12", "at-least", "")
    assert (row["factuality"], row["spans"]) == ("planned", ids("met"))
    assert only(found["events"], id="v")["class"] == "Attack"


def test_spans_in_anothers_mouth_say_whose() -> None:
    (row,) = tables()["spoken"]
    assert (row["id"], row["speaker"], row["assertion"]) == (ids("tolls must fall"), ANA, "reported")
    nobody = replace(FACTS, voices=tuple(replace(v, speakers=(GULL,)) for v in FACTS.voices))
    found = tables(nobody)
    assert {r["id"] for r in found["stand_ins"]} == {r["speaker"] for r in found["spoken"]}


@pytest.mark.parametrize(
    ("stretch", "whose"),
    [((5, 10), "outer"), ((20, 25), "inner"), ((12, 40), "outer"), ((0, 60), ""), ((45, 50), ""), ((38, 48), "")],
)
def test_the_shortest_voice_around_a_span(stretch: tuple[int, int], whose: str) -> None:
    named = [Voice(4, 41, ("outer",)), Voice(18, 30, ("inner",)), Voice(50, 58, ("next",))]
    people = tuple(Entity(n, EntityKind.PERSON, n) for n in ("outer", "inner", "next"))
    voices = Voices(ArticleFacts(Article("a", ""), entities=people, voices=tuple(named)))
    found = voices.of(Span(*stretch, ""))
    assert (voices.speakers(found) if found else ()) == ((whose,) if whose else ())


def test_a_position_and_the_act_that_carries_it() -> None:
    found = tables()
    row = only(found["positions"])
    assert (row["speaker"], row["communication"], row["spans"]) == (ANA, "talk", ids("tolls must fall"))
    assert [r["target"] for r in found["position_targets"]] == [OLTANIA]
    act = only(found["communications"])
    assert (act["label"], act["when_start"]) == ("interview by A. Roe to Oltania, 2026-03-02", "2026-03-02")
    assert only(found["event_actors"], role="audience")["actor"] == OLTANIA


@pytest.mark.parametrize(
    ("when", "published", "on", "edtf"),
    [
        (When("2026-03-02"), "2026-03-03", "2026-03-02", ""),
        (When("2026-03"), "2026-03-03", "", "2026-03"),
        (When(), "2026-03-03", "", "../2026-03-03"),
        (When(), "", "", ""),
    ],
)
def test_the_day_of_a_position_is_never_more_precise_than_the_text(
    when: When, published: str, on: str, edtf: str
) -> None:
    facts = replace(
        FACTS, article=replace(FACTS.article, published=published), positions=(replace(POSITION, when=when),)
    )
    row = only(tables(facts)["positions"])
    assert (row["claimed_on"], row["claimed_edtf"]) == (on, edtf)


def test_who_is_not_known_gets_a_stand_in_unless_the_outlet_speaks() -> None:
    open_one = replace(POSITION, id="x", speaker=None)
    outlet = replace(POSITION, id="y", speaker=None, speaker_span=None, mode=Mode.NARRATOR)
    at_place = replace(POSITION, id="z", speaker=GULL)
    found = tables(replace(FACTS, positions=(open_one, outlet, at_place)))
    stand_in = only(found["stand_ins"])
    assert stand_in["label"] == "unidentified speaker in a.txt"
    assert stand_in["id"] == named_id(stand_in["label"], "unidentified speaker", "a.txt")
    speakers = {r["id"]: r["speaker"] for r in found["positions"]}
    assert speakers == {
        "x": stand_in["id"],
        "y": publisher_of(FACTS.article.source.publisher, FACTS.article.id)[0],
        "z": stand_in["id"],
    }


def test_issues_in_use_and_those_above_them() -> None:
    assert [(r["id"], r["broader"]) for r in tables()["issues"]] == [("tolls", "trade"), ("trade", "")]
    round_and_round = {"tolls": IssueTerm("tolls", "t", "trade", ""), "trade": IssueTerm("trade", "t", "tolls", "")}
    assert len(tables(issues=round_and_round)["issues"]) == 2
    assert only(tables(issues={})["issues"])["label"] == "tolls"


def test_words_of_the_only_issue_are_the_positions_own_and_those_of_several_have_a_topic_each() -> None:
    (one,) = tables()["position_issues"]
    assert (one["only_text"], one["topic"]) == ("tolls", "")
    both = replace(POSITION, issues=(IssueRef("tolls", "tolls"), IssueRef("trade", "trade in fish")))
    rows = tables(replace(FACTS, positions=(both,)))["position_issues"]
    assert [(r["text"], r["only_text"]) for r in rows] == [("tolls", ""), ("trade in fish", "")]
    assert len({r["topic"] for r in rows} - {""}) == 2


def test_an_issue_of_ours_has_a_name_that_stays_and_one_of_a_project_lies_at_its_base() -> None:
    both = {
        "tolls": IssueTerm("tolls", "tolls", "trade", "own:1"),
        "trade": IssueTerm("trade", "trade", "", "i:2", ours=True),
    }
    found = tables(issues=both)
    tolls, trade = found["issues"]
    assert (tolls["iri"], tolls["broader_iri"]) == ("urn:own:issue/tolls", "https://w3id.org/kgbuild/issue/trade")
    assert (tolls["scheme_iri"], tolls["scheme_label"]) == ("urn:own:issue/scheme", "issues (urn:own:)")
    assert (trade["iri"], trade["broader_iri"]) == ("https://w3id.org/kgbuild/issue/trade", "")
    assert (trade["scheme_iri"], trade["scheme_label"]) == ("https://w3id.org/kgbuild/issue/scheme", "issues")
    assert only(found["position_issues"])["issue_iri"] == only(found["event_issues"])["issue_iri"] == tolls["iri"]


def test_reasons_are_rows_too() -> None:
    found = tables()
    assert only(found["merges"])["members"] == "a-txt#m1 b-c-txt#m2"
    assert [(r["id"], r["same"], r["utterance"]) for r in found["utterances"]] == [("p", "q", "u"), ("q", "p", "u")]


def test_a_span_is_trimmed_used_once_and_knows_its_sentence() -> None:
    book = SpanBook(FACTS)
    wide = Span(span(".\nShe").start + 1, span("She").end, "\nShe")
    assert book.ids([wide, None, span("She"), Span(3, 4, " ")]) == ids("She")
    assert book.ids([span("She"), span("met")]) == ids("met", "She")
    assert [(r["text"], r["sentence"]) for r in book.rows()] == [("met", "0"), ("She", "1")]


def test_the_page_names_every_column() -> None:
    page = tables_page()
    for name, described in TABLES.items():
        assert f"## {name}.csv" in page
        assert all(f"| `{column}` | {what} |" in page for column, what in described.items())
