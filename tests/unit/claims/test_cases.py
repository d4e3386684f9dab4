"""What becomes of every claim in the cases a desk knows: tolls, copies, posts, plans, money, denials."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from kgbuild.model.facts import Assertion, Factuality
from kgbuild.model.policy import AcceptRule, Policy, Settle
from tests.unit.claims.desk import BASE, Desk, Found, Report, Said, Told

OUTLETS = ["Bay", "Hill", "East", "West", "Lake", "Moor", "Dune", "Glen", "Reed", "Fern"]
TALES = [
    "The mill at Orrin burned on Monday and {n} hands were killed before dawn broke over the valley.",
    "Before the bells rang {n} of the night shift were dead in the Orrin mill, which went up in flames on Monday.",
    "{n} people lost their lives when fire took the mill in Orrin on Monday, neighbours woke to smoke.",
    "Monday, Orrin: the old mill is ash. {n} did not come out alive, and the river ran black until noon.",
    "Crews fought until noon at the burning Orrin mill on Monday. {n} bodies were carried across the yard.",
    "Orrin mourns: {n} killed in the mill on Monday while the wind pushed sparks over the roofs of Mill Lane.",
    "A fire on Monday gutted the mill of Orrin. Of those inside {n} died, the rest leapt into the millrace.",
    "Smoke over Orrin on Monday. The mill, two hundred years old, fell in; {n} were killed under its beams.",
    "{n} dead, one mill gone, a town in tears: that was Monday in Orrin, where looms had turned since 1821.",
    "It began in the carding room. By sunrise on Monday the mill in Orrin was lost and {n} lay dead.",
]


def mill(n: int, killed: int, day: str, *, text: str = "", hedge: str = "", outlet: str = "") -> Report:
    words = text or TALES[n].format(n=killed)
    figure = ("killed", killed, hedge, str(killed))
    event = Told("Orrin", "fire", place="Orrin", day="2026-03-02", day_words="Monday", figures=[figure])
    return Report(f"{OUTLETS[n].lower()}.txt", day, outlet or f"{OUTLETS[n]} Post", words, [event], places=["Orrin"])


def tolls(found: Found) -> Counter[tuple[str, str]]:
    """Return (value, status) of every claim of the toll."""
    made: Counter[tuple[str, str]] = Counter()
    for (_, value, _, status), n in found.statuses("fire", "killed").items():
        made[value, status] += n
    return made


def test_ten_outlets_and_one_that_differs(desk: Desk) -> None:
    found = desk.dataset(*(mill(n, 6 if n == 7 else 5, "2026-03-03") for n in range(10)))
    assert tolls(found) == {("5", "disputed"): 9, ("6", "disputed"): 1}
    assert found.disputes() == {("fire", "killed"): {"5": 9, "6": 1}}
    assert not [t for t in found.core if t[1] == "killed"]
    assert ("fire", "place", "orrin") in found.core


def test_a_toll_over_four_days(desk: Desk) -> None:
    found = desk.dataset(*(mill(n, killed, f"2026-03-0{3 + n}") for n, killed in enumerate((4, 7, 7, 9))))
    assert tolls(found) == {("4", "superseded"): 1, ("7", "superseded"): 2, ("9", "accepted"): 1}
    assert {t for t in found.core if t[1] == "killed"} == {("fire", "killed", "9")}
    after = {s: v["supersededBy"] for s, v in found.about.items() if "supersededBy" in v}
    assert len(after) == 3
    assert found.disputes() == {}


@pytest.mark.parametrize(("tolls_told", "sides"), [((9, 7), {"9": 1, "7": 1}), ((4, 9, 7), {"9": 1, "7": 1})])
def test_a_toll_that_falls_is_a_dispute(desk: Desk, tolls_told: tuple[int, ...], sides: dict[str, int]) -> None:
    found = desk.dataset(*(mill(n, killed, f"2026-03-0{3 + n}") for n, killed in enumerate(tolls_told)))
    assert found.disputes() == {("fire", "killed"): sides}
    assert not [t for t in found.core if t[1] == "killed"]


def test_a_correction_on_the_same_day_is_a_dispute_until_it_is_settled(desk: Desk) -> None:
    """A paper that takes back its nine for eight: both are said, the later does not win by itself."""
    first, second = mill(0, 9, "2026-03-03"), mill(1, 8, "2026-03-04", outlet="Bay Post")
    found = desk.dataset(first, second)
    assert found.disputes() == {("fire", "killed"): {"9": 1, "8": 1}}
    settled = desk.dataset(first, second, policy=Policy(settle=Settle.LATEST, settle_where="kgbuild.yaml:3"))
    assert tolls(settled) == {("9", "rejected"): 1, ("8", "accepted"): 1}
    assert ("fire", "killed", "8") in settled.core
    (dispute,) = (v for v in settled.about.values() if v.get("type") == ["Dispute"])
    judgement = settled.about[f"<{BASE}judgement/{dispute['settledBy'][0]}>"]
    assert (judgement["sourceLine"], judgement["verdict"]) == (["kgbuild.yaml:3"], ["accepted"])


def test_five_outlets_print_one_agency_text(desk: Desk) -> None:
    same = [mill(n, 5, "2026-03-03", text=TALES[0].format(n=5)) for n in range(5)]
    found = desk.dataset(*same, mill(8, 6, "2026-03-03"))
    assert found.disputes() == {("fire", "killed"): {"5": 1, "6": 1}}
    copies = {s: v for s, v in found.about.items() if "copyOf" in v}
    assert len(copies) == 4
    assert {v["textShared"][0] for v in copies.values()} == {"1.00"}
    assert tolls(found) == {("5", "disputed"): 5, ("6", "disputed"): 1}


def test_the_majority_counts_texts_and_not_prints(desk: Desk) -> None:
    same = [mill(n, 5, "2026-03-03", text=TALES[0].format(n=5)) for n in range(5)]
    policy = Policy(settle=Settle.MAJORITY, settle_where="kgbuild.yaml:2")
    even = desk.dataset(*same, mill(8, 6, "2026-03-03"), policy=policy)
    assert not [t for t in even.core if t[1] == "killed"]
    won = desk.dataset(*same, mill(8, 6, "2026-03-03"), mill(9, 6, "2026-03-03"), policy=policy)
    assert ("fire", "killed", "6") in won.core
    assert tolls(won) == {("5", "rejected"): 5, ("6", "accepted"): 2}


def test_a_trusted_source_settles(desk: Desk) -> None:
    policy = Policy(settle=Settle.TRUSTED, trusted=("hill *",), settle_where="kgbuild.yaml:2")
    found = desk.dataset(mill(0, 5, "2026-03-03"), mill(1, 6, "2026-03-03"), policy=policy)
    assert tolls(found) == {("5", "rejected"): 1, ("6", "accepted"): 1}


def test_ambassador_then_and_now(desk: Desk) -> None:
    def held(name: str, day: str, status: str, words: str) -> Report:
        text = f"Ruta Halm, {words}, spoke in Orrin."
        return Report(
            name, day, f"{name} Post", text, people=["Ruta Halm"], roles=[("Ruta Halm", "envoy", status, words)]
        )

    found = desk.dataset(
        held("a", "2020-02-03", "current", "the envoy"), held("b", "2026-02-03", "former", "once envoy")
    )
    statuses = Counter(
        (v["object"][0], v["status"][0]) for v in found.about.values() if v.get("predicate") == ["roleStatus"]
    )
    assert statuses == {("current", "superseded"): 1, ("former", "accepted"): 1}
    assert found.disputes() == {}
    role = next(v for v in found.about.values() if "holder" in v)
    assert (role["heldOn"], role["overBy"], role["roleStatus"]) == (["2020-02-03"], ["2026-02-03"], ["former"])


def test_a_plan_is_overtaken_by_what_came(desk: Desk) -> None:
    def talks(name: str, day: str, words: str, on: str, factuality: Factuality) -> Report:
        told = Told("talks", "talks", "meeting", day=on, day_words=words, factuality=factuality)
        return Report(name, day, f"{name} Post", f"The talks: {words}.", [told])

    found = desk.dataset(
        talks("a", "2026-03-05", "Monday next", "2026-03-09", Factuality.PLANNED),
        talks("b", "2026-03-11", "Tuesday last", "2026-03-10", Factuality.ACTUAL),
    )
    assert found.disputes() == {}
    days = {(v, s) for p, v, _, s in found.statuses("talks") if p == "startDate"}
    assert days == {("2026-03-09", "superseded"), ("2026-03-10", "accepted")}
    assert {t[2] for t in found.core if t[:2] == ("talks", "factuality")} == {"actual"}
    assert {t[2] for t in found.core if t[:2] == ("talks", "edtf")} == {"2026-03-10"}


def test_a_denied_meeting_of_another_outlet_puts_it_out_of_core(desk: Desk) -> None:
    text = "The guild denied that Mira Oss met Ben Tor."
    people: dict[str, list[str]] = {"people": ["Mira Oss", "Ben Tor"]}
    event = Told("met", "talks", "meeting", who=["Mira Oss", "Ben Tor"])
    denial = Report(
        "b", "2026-03-03", "Hill Post", text, [event],
        [Said("Mira Oss met Ben Tor", ["guild"], Assertion.DENIED)], organizations=["guild"], **people,
    )  # fmt: skip
    told = Report("a", "2026-03-03", "Bay Post", "Mira Oss met Ben Tor on a pier.", [event], **people)
    assert ("talks", "participant", "mira-oss") in desk.dataset(told).core
    found = desk.dataset(told, denial)
    assert ("talks", "factuality") in found.disputes()
    assert not [t for t in found.core if t[0] == "talks"]
    assert {s for *_, s in found.statuses("talks", "factuality")} == {"disputed"}


def test_officials_may_be_accepted_for_tolls_and_for_nothing_else(desk: Desk) -> None:
    report = replace(
        mill(0, 5, "2026-03-03"), text="The mill at Orrin burned on Monday, 5 died, the fire office said.",
        organizations=["fire office"], voices=[Said("The mill at Orrin burned on Monday, 5 died", ["fire office"])],
    )  # fmt: skip
    rule = AcceptRule("kgbuild.yaml:4", kinds=("organization",), properties=("killed",))
    found = desk.dataset(report, policy=Policy(attributed=(rule,)))
    assert {t for t in found.core if t[0] == "fire" and t[1] not in ("type", "label")} == {("fire", "killed", "5")}
    judged = [v for v in found.about.values() if v.get("type") == ["Judgement"]]
    assert [(j["sourceLine"], j["verdict"]) for j in judged] == [(["kgbuild.yaml:4"], ["accepted"])]
    other = AcceptRule("kgbuild.yaml:4", speakers=("police*",), properties=("killed",))
    assert not [t for t in desk.dataset(report, policy=Policy(attributed=(other,))).core if t[0] == "fire"]


def test_only_the_listed_outlets_count(desk: Desk) -> None:
    found = desk.dataset(mill(0, 5, "2026-03-03"), mill(1, 6, "2026-03-03"), policy=Policy(own=("Hill*",)))
    assert {(v, s) for v, s in tolls(found)} == {("5", "disputed"), ("6", "disputed")}
    alone = desk.dataset(mill(0, 5, "2026-03-03"), policy=Policy(own=("Hill*",)))
    assert tolls(alone) == {("5", "attributed"): 1}


def test_nothing_in_core_is_made_from_what_is_in_dispute(desk: Desk) -> None:
    def strike(name: str, place: str, day: str, words: str) -> Report:
        told = Told("strike", "walkout", "strike", place=place, day=day, day_words=words, label="strike in Orrin")
        return Report(name, "2026-03-05", f"{name} Post", f"The strike in {place}, {words}.", [told], places=[place])

    found = desk.dataset(
        strike("a", "Orrin", "2026-03-02", "on Monday"), strike("b", "Tarn", "2026-03-03", "on Tuesday")
    )
    about = {t[1:] for t in found.core if t[0] == "walkout"}
    assert {p for p, _ in about} == {"type", "label", "factuality"}
    assert ("label", "strike") in about
    assert {p for _, p in found.disputes()} == {"place", "startDate", "endDate"}


def test_two_currencies_are_no_contradiction(desk: Desk) -> None:
    def deal(name: str, value: int, words: str) -> Report:
        told = Told("bought", "deal", "acquisition", figures=[("amount", value, "", words)])
        return Report(name, "2026-03-03", f"{name} Post", f"The yard was bought for {words}.", [told])

    found = desk.dataset(deal("a", 9_000_000, "9 million euros"), deal("b", 10_000_000, "US$10 million"))
    assert found.disputes() == {}
    amounts = [v for v in found.about.values() if v.get("type") == ["Quantity"]]
    assert sorted((v["currency"][0], v["value"][0], v["measure"][0]) for v in amounts) == [
        ("EUR", "9000000", "amount"), ("USD", "10000000", "amount"),
    ]  # fmt: skip
    assert len([t for t in found.core if t[:2] == ("deal", "quantity")]) == 2
    third = desk.dataset(deal("a", 9_000_000, "9 million euros"), deal("b", 8_000_000, "8 million euros"))
    assert list(third.disputes()) == [("deal", "amount")]
    assert not [t for t in third.core if t[1] == "quantity"]


def test_nearly_two_million_is_not_two_million(desk: Desk) -> None:
    found = desk.dataset(mill(0, 200, "2026-03-03", hedge="nearly"))
    assert not [t for t in found.core if t[1] == "killed"]
    (quantity,) = (v for v in found.about.values() if v.get("type") == ["Quantity"])
    assert (quantity["measure"], quantity["value"], quantity["bound"]) == (["killed"], ["200"], ["almost"])
    agreed = desk.dataset(mill(0, 200, "2026-03-03", hedge="nearly"), mill(1, 190, "2026-03-03"))
    assert agreed.disputes() == {}
    against = desk.dataset(mill(0, 200, "2026-03-03", hedge="nearly"), mill(1, 205, "2026-03-03"))
    assert list(against.disputes()) == [("fire", "killed")]
    risen = desk.dataset(mill(0, 200, "2026-03-03", hedge="nearly"), mill(1, 205, "2026-03-04"))
    assert {t for t in risen.core if t[1] in ("killed", "quantity")} == {("fire", "killed", "205")}


@pytest.mark.parametrize(
    ("factuality", "disputed"),
    [(Factuality.NEGATED, False), (Factuality.HYPOTHETICAL, False), (Factuality.ACTUAL, True)],
)
def test_what_is_only_supposed_or_denied_is_in_no_dispute(desk: Desk, factuality: Factuality, disputed: bool) -> None:
    """Two outlets suppose two places for a fire that did not happen: nobody says that it was anywhere."""
    told = [
        Report(
            f"{town.lower()}.txt", "2026-03-03", f"{town} Post", f"A fire in {town} on Monday.",
            [Told(town, "fire", place=town, day="2026-03-02", day_words="Monday", factuality=factuality)],
            places=[town],
        )
        for town in ("Orrin", "Tarn")
    ]  # fmt: skip
    assert (("fire", "place") in desk.dataset(*told).disputes()) == disputed
