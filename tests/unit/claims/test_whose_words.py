"""A claim is made by whoever's words it rests on; the core holds the reporter's own alone."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.claims.projection import project
from kgbuild.model.facts import Assertion
from tests.unit.claims.desk import BASE, Desk, Report, Said, Told

FERRY = "A ferry sank off Orrin on Monday, drowning nine people, the coast guard said. Divers found the ferry."


def ferry(**more: object) -> Report:
    event = Told(
        "sank", "sinking", place="Orrin", day="2026-03-02", day_words="Monday",
        figures=[("killed", 9, "", "drowning nine people")],
    )  # fmt: skip
    parts: dict[str, object] = {"events": [event], "places": ["Orrin"], "organizations": ["coast guard"]}
    return Report("a.txt", "2026-03-03", "Bay Courier", FERRY, **(parts | more))  # type: ignore[arg-type]


CLAUSE = Said("A ferry sank off Orrin on Monday, drowning nine people", ["coast guard"])


def test_the_reporters_own_words_are_the_outlets_and_in_core(desk: Desk) -> None:
    found = desk.dataset(ferry())
    assert ("sinking", "killed", "9") in found.core
    assert found.statuses("sinking", "killed") == {("killed", "9", "bay-courier-e0c9e6", "accepted"): 1}


def test_a_clause_in_a_sources_mouth_is_claimed_by_it_and_not_in_core(desk: Desk) -> None:
    found = desk.dataset(ferry(voices=[CLAUSE]))
    assert not [t for t in found.core if t[0] == "sinking"]
    assert {(who, status) for _, _, who, status in found.statuses("sinking")} == {("coast-guard", "attributed")}
    claim = next(v for v in found.about.values() if v.get("predicate") == ["killed"])
    assert claim["passedOnBy"][0].startswith("bay-courier")
    assert claim["assertion"] == ["reported"]
    assert claim["reportedIn"] == ["a-txt"]


def test_what_is_told_of_only_has_a_name_and_no_class_but_that(desk: Desk) -> None:
    found = desk.dataset(ferry(voices=[CLAUSE]))
    node = found.about[f"<{BASE}event/sinking>"]
    assert node["type"] == ["Told"]
    assert node["label"] == ["sinking"]
    assert {v["object"][0] for v in found.about.values() if v.get("predicate") == ["type"]} == {"Disaster", "disaster"}


def test_the_one_file_shows_attributed_claims_and_no_bare_triple_of_them(desk: Desk) -> None:
    clean = project(desk.dataset(ferry(voices=[CLAUSE])).quads, base=BASE)
    event = f"<{BASE}event/sinking>"
    assert {q.predicate.rpartition("#")[2] for q in clean if q.subject == event} == {"type>", "label>"}
    claims = {q.subject for q in clean if q.object == event}
    assert len(claims) > 3
    assert all(any(q.subject == c and q.predicate.endswith("#claimedBy>") for q in clean) for c in claims)


def test_words_of_both_give_a_claim_of_each(desk: Desk) -> None:
    event = Told(["sank", "ferry."], "sinking", place="Orrin")
    found = desk.dataset(ferry(voices=[CLAUSE], events=[event]))
    claims = found.statuses("sinking", "factuality")
    assert sorted((who.rsplit("-", 1)[0], status) for _, _, who, status in claims) == [
        ("bay-courier", "accepted"), ("coast", "attributed"),
    ]  # fmt: skip
    # the place stands in the coast guard's words alone
    assert {(w, s) for p, _, w, s in found.statuses("sinking") if p == "place"} == {("coast-guard", "attributed")}


def test_a_value_in_the_reporters_words_of_what_another_tells_is_the_others(desk: Desk) -> None:
    text = "Mira Oss, who by the account of the guild met Ben Tor, left on Monday."
    told = Told("met", "talks", "meeting", who=["Mira Oss", "Ben Tor"])
    voice = Said("met Ben Tor", ["guild"])
    report = Report("a.txt", "2026-03-03", "Bay Courier", text, [told], [voice], ["Mira Oss", "Ben Tor"], ["guild"])
    found = desk.dataset(report)
    assert not [t for t in found.core if t[0] == "talks"]
    assert {w for _, _, w, _ in found.statuses("talks", "participant")} == {"guild"}


def test_the_shortest_voice_counts_and_an_open_one_has_a_stand_in(desk: Desk) -> None:
    inner = Said("drowning nine people", quoted=True)
    found = desk.dataset(ferry(voices=[CLAUSE, inner]))
    (who,) = {w for p, _, w, _ in found.statuses("sinking") if p == "killed"}
    assert who.startswith("unidentified-speaker-in-a-txt")
    assert (who, "label", "unidentified speaker in a.txt") in found.core


def test_an_agency_stands_between(desk: Desk) -> None:
    voice = Said(CLAUSE.words, ["coast guard"], via="Tidewire")
    found = desk.dataset(ferry(voices=[voice], organizations=["coast guard"]), ferry_of_tidewire())
    claim = next(v for v in found.about.values() if v.get("predicate") == ["killed"])
    assert (claim["claimedBy"], claim.get("via")) == (["coast-guard"], None)  # the agency is no actor of that article
    text = f"{FERRY} Tidewire carried it."
    report = Report(
        "a.txt", "2026-03-03", "Bay Courier", text, ferry().events, [voice],
        organizations=["coast guard", "Tidewire"], places=["Orrin"],
    )  # fmt: skip
    claim = next(v for v in desk.dataset(report).about.values() if v.get("predicate") == ["killed"])
    assert (claim["claimedBy"], claim["via"]) == (["coast-guard"], ["tidewire"])


def ferry_of_tidewire() -> Report:
    return Report("b.txt", "2026-03-03", "Tidewire", "Nothing stirred.")


def test_a_denial_is_the_deniers_and_disputes_what_an_outlet_says(desk: Desk) -> None:
    text = "Mira Oss met Ben Tor in Orrin. The guild denied that Mira Oss met Ben Tor there."
    own = Told("met Ben Tor in Orrin", "talks", "meeting", who=["Mira Oss", "Ben Tor"])
    denied = Told("met Ben Tor there", "talks", "meeting", who=["Mira Oss", "Ben Tor"])
    voice = Said("Mira Oss met Ben Tor there", ["guild"], Assertion.DENIED)
    people: dict[str, list[str]] = {"people": ["Mira Oss", "Ben Tor"], "organizations": ["guild"]}
    alone = desk.dataset(Report("a.txt", "2026-03-03", "Bay Courier", text, [denied], [voice], **people))
    assert {s for _, _, _, s in alone.statuses("talks")} == {"attributed"}
    assert not [t for t in alone.core if t[0] == "talks"]
    both = Told([own.words, denied.words], "talks", "meeting")  # type: ignore[list-item]
    found = desk.dataset(Report("a.txt", "2026-03-03", "Bay Courier", text, [both], [voice], **people))
    assert found.disputes() == {("talks", "factuality"): {"actual": 1, "not actual": 1}}
    assert not [t for t in found.core if t[0] == "talks"]


def test_who_denies_something_of_somebody_does_not_deny_their_name(desk: Desk) -> None:
    denial = Said("Mira Oss met Ben Tor", ["guild"], Assertion.DENIED)
    people: dict[str, list[str]] = {"people": ["Mira Oss", "Ben Tor"], "organizations": ["guild"]}
    text = "The guild denied that Mira Oss met Ben Tor."
    report = Report("a.txt", "2026-03-03", "Bay Courier", text, voices=[denial], **people)
    other = Report("b.txt", "2026-03-04", "Hill Post", "Mira Oss came.", people=["Mira Oss"])
    facts = [
        replace(f, entities=tuple(replace(e, name="M. Oss") if e.id == "mira-oss" else e for e in f.entities))
        for f in (report.facts(), other.facts())
    ]
    found = desk.resolved(facts)
    assert found.disputes() == {}
    assert ("mira-oss", "altLabel", "Mira Oss") in found.core
