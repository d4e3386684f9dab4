"""Meetings as wire reports tell them: who, where, when and whether held; whole extraction, one report a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgbuild.model.facts import ArticleFacts

LINES = Path(__file__).with_name("meetings.txt").read_text(encoding="utf-8").splitlines()
MET = [[part.strip() for part in line.split("|")] for line in LINES if not line.startswith("#")]
QUIET = Path(__file__).with_name("silent_meetings.txt").read_text(encoding="utf-8").splitlines()
SILENT = [
    *(line for line in QUIET if not line.startswith("#")),
    "Talks",
    "The sprinter discussed her start at a training session in Lund on Monday.",
    "A furniture workshop collapsed in Lahore on Sunday.",
    "Rosa Vega, who leads the Weavers' Congress, said on Monday that the loom tax was unfair.",
    "Tourists visited the museum in Lund on Monday.",
    "Ada Lund told the Tribune in her office on Monday that she would not run.",
    "Ada Lund explained the figures to viewers in a broadcast on Monday.",
    "Voters will decide on the tram line on March 9.",
    "Police questioned a man of 45 for five hours on Monday over the fire at Marlow mill.",
    "The archive told visitors in a notice at the entrance on Monday that the room would stay shut.",
    "Ada Lund presented a prize to swimmer Omar Diallo in Lima on Monday.",
    "Drivers spent two hours in a queue at the bridge in Lund on Monday.",
    "Ada Lund addressed the bishops in a letter on Monday.",
    "Two men were arrested in Lund on Monday. Ada Lund said both men were armed.",
    "Parliament discussed ties with Chad on Friday.",
    "Rebels took their fight to the capital on Monday.",
    "Ada Lund took her case to court on Monday.",
    "The detainees took their case to the House of Lords on Monday.",
    "Ada Lund offered Piet Haan a job on Monday.",
    "Ada Lund took a pill over breakfast on Monday.",
    "The committee heard evidence on Monday.",
    "Ada Lund flew to Oslo on Monday and put her house up for sale.",
    "The council will discuss the plan on Friday.",
    "Ada Lund will face Piet Haan in the final on Sunday.",
    "Ada Lund will face a jury in Lund on Friday.",
    "A couple toured the museum together on Sunday.",
    "Ana Lobo called on Mayor Piet Haan to resign on Monday.",
    "Ana Lobo saw Piet Haan fall from a ladder on Monday.",
    "The charity served a lunch to 300 pensioners in Lund on Monday.",
    "The two sides last met in the final of the cup in 2019.",
    "Ada Lund told a reporter that the road was closed.",
    "Ministry officials did not return phone calls on Monday.",
    "The ship was built under the International Convention for the Safety of Life at Sea.",
    "The board meets every month in a room above the pub.",
    "If the two sides meet, prices could fall, analysts said.",
    "Sprinters from 40 countries will run at the athletics meeting in Zurich on Thursday.",
    "The plant cannot meet demand for tiles, its owner said on Monday.",
    "The firm met its profit target in February.",
    "Residents meet on Fridays to mend bicycles in the old church in Delft.",
    "The Gulls meet the Foxes in the cup final on Saturday.",
    "The road meets the railway at Turnu, where a lorry overturned on Monday.",
    "Lawyers say clients often met him in cafes.",
    "Volunteers received food parcels in Beira on Monday.",
    "The hotel hosts 300 guests and was opened in 1902.",
    "She met her husband at a dance and they have three children.",
    "The council was criticised on Monday for late bin collections.",
    "The harbour commission sits in Trieste and has nine members.",
    "The new rules meet the needs of farmers, the ministry said on Monday.",
    "The gallery held an exhibition of talks and readings on Monday.",
    "Nobody had a chance to talk to the victims before the ambulance came on Monday.",
    "Three bidders presented their plans to the city council in Malaga on Tuesday.",
    "The trustees meet twice a year in Basel.",
    "She received a medal from the mayor in Cork on Monday.",
    "The film's producers hope to meet the deadline.",
    "The two rivers meet at Koblenz, where a barge sank on Monday.",
    "Talks would be pointless, the rebel leader said on Monday.",
    "The swimmers will race at a meet in Rome on Sunday.",
    "Customers visited the new shop in Lund on Monday.",
    "Ada Lund called her colleague Piet Haan a liar on Monday.",
    "Ada Lund called her colleague Piet Haan naive on Monday.",
    "Ada Lund, the pickers' leader, was not at the talks.",
    "The council sits in Leeds.",
    "Ana Reyes and Bo Lind opened a plant. It was held up as a model in Lund on Monday.",
    "Farmers sat on the road in Lund for an hour on Monday.",
    "The mayor saw the minister fall from a horse on Monday.",
    "Police told a woman on a train that her ticket was forged.",
    "The court invited comment on the draft until Monday.",
    "The town will see snow on Friday.",
    "Fans will see Leo Sanz play in Lima on Friday.",
    "Visitors will see the pandas in the town hall on Friday.",
    "Ona Petras won the first set on Monday; the second was lost.",
    "Two shops opened on Monday. A third is planned for Friday.",
    "The culture minister's residence was sold on Monday.",
    "Ada Lund spoke of the union's colleague on Monday.",
    "Rosa Vega met a challenge on Monday and a deadline on Tuesday.",
    "The tyre met the kerb on Monday.",
    "Ada Lund spoke of a beekeeper on Monday.",
    "The choir sang in Narvik on Monday.",
    "The firm was moved to Oslo in 2019, where it makes tyres.",
    "Harvesting has met delays because of rain on Monday.",
    "A climber met his death on Monday, and rescuers met with strong winds.",
    "Where the Drava meets the Danube, biologists counted eagles on Monday.",
    "The board meets twice a year in Ghent.",
    "Ada Lund called for a meeting with Omar Diallo on Friday.",
    "The works council, led by Ada Lund, sued the mill on Monday.",
    "The suspect was seen by witnesses near the harbour on Monday.",
    "Ada Lund spent Monday with her family in Ghent.",
    "The plan was discussed with reporters on Monday.",
    "Fans gathered outside the stadium in Ghent on Monday.",
    "Ana Lobo discussed Omar Diallo on a radio show in Lima on Monday.",
    "The book discusses Peru and Chile at length.",
    "Ana Lobo and Omar Diallo discussed the match on television on Monday.",
    "Some 30,000 fans packed the stadium in Lima on Saturday, and shoppers filled the market on Sunday.",
    "Members of the band filled the hall with smoke on Monday.",
    "A festival in Lima invited the singer Ada Lund to a stage by the lake.",
    "A second call for tenders is planned for Friday.",
    "Ada Lund left Omar Diallo's office in Lima on Monday to fetch a chair.",
    "The two sides of the road will be closed on Friday.",
    "Work on the bridge is to continue in Lima next week.",
    "Lima will play host to the cup final on Friday.",
    "The suspect was seen by guard Omar Diallo at a bar in Lima on Monday.",
    "Ada Lund has granted every armed group a hearing.",
    "Sailor Omar Diallo was the guest of honour at a gala in Lima on Monday.",
    "Ada Lund had twins in a Lima hospital on Monday.",
    "Ada Lund and Omar Diallo crossed swords in the final in Lima on Monday.",
    "Peru and Chile mended fences last year.",
]
AGAIN = [
    ("The two sides had first sat down together on February 2.", "2026-02-02", "actual", []),
    ("The parties will meet again in Quito on March 9.", "2026-03-09", "planned", []),
    ("Minister Rosa Vega will see both sides in Quito on March 9.", "2026-03-09", "planned", ["Rosa Vega"]),
    ("Talks are to continue in Quito on March 9, the league said.", "2026-03-09", "planned", []),
    ("The talks are due to resume on Friday.", "2026-03-06", "planned", []),
    ("A second conversation is planned for Friday.", "2026-03-06", "planned", []),
    ("Another lunch, in Quito, is planned for Friday.", "2026-03-06", "planned", []),
    ("The talks were to have continued on Tuesday but did not.", "2026-03-03", "cancelled", []),
    ("They were to confer again on Friday by radio, but the call was dropped.", "2026-03-06", "cancelled", []),
]


@pytest.mark.parametrize(("words", "who", "place", "day", "mood"), MET)
def test_one_meeting_is_found_with_all_that_is_told(
    extracted: Callable[[str], ArticleFacts], words: str, who: str, place: str, day: str, mood: str
) -> None:
    facts = extracted(words.replace("\\n", "\n"))
    names = {e.id: e.name for e in facts.entities}
    wanted = {name.strip() for name in who.split(",") if name.strip()}
    found = [
        ({names[e] for e in (*m.participants, *m.hosts)}, names.get(m.place or "", ""), m.when.edtf, m.factuality.value)
        for m in facts.meetings
    ]
    assert len(found) == 1, found
    [(parties, where, when, told)] = found
    assert (parties, told) == (wanted, mood)
    assert (where if place else "", when if day else "") == (place, day)


@pytest.mark.parametrize("words", SILENT)
def test_nobody_met(extracted: Callable[[str], ArticleFacts], words: str) -> None:
    assert not extracted(words).meetings


@pytest.mark.parametrize(("words", "day", "mood", "more"), AGAIN)
def test_who_met_before_is_meant_again(
    extracted: Callable[[str], ArticleFacts], words: str, day: str, mood: str, more: list[str]
) -> None:
    facts = extracted(f"The miller, Ada Lund, and the Growers' League met in Lima on Monday.\n{words}")
    names = {e.id: e.name for e in facts.entities}
    first, second = facts.meetings
    assert {names[p] for p in second.participants} == {"Ada Lund", "Growers' League", *more}
    assert (first.when.edtf, second.when.edtf, second.factuality.value) == ("2026-03-02", day, mood)


@pytest.mark.parametrize("where", ["a camp in Oslo", "Oslo"])
def test_who_visits_a_place_and_meets_somebody_does_both(extracted: Callable[[str], ArticleFacts], where: str) -> None:
    found = extracted(f"Visiting {where} on Monday, the agency's head, Ada Lund, met women who had fled.")
    names = {e.id: e.name for e in found.entities}
    told = sorted([names[p] for p in m.participants] for m in found.meetings)
    assert told == [["Ada Lund"], ["Ada Lund", "women"]]
    assert {names[m.place or ""] for m in found.meetings} == {"Oslo"}


def test_a_day_before_a_meeting_is_counted_from_its_day(extracted: Callable[[str], ArticleFacts]) -> None:
    words = "The parents' committee met inspector Ada Lund in the church hall on Sunday. "
    first, second = extracted(words + "A day before the gathering, Lund had sat down with Piet Haan.").meetings
    assert (first.when.edtf, second.when.edtf) == ("2026-03-01", "2026-02-28")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Ann Roe and Bo Ek met in Lund on 3 and 9 February.", [("Lund", "2026-02-03"), ("Lund", "2026-02-09")]),
        (
            "A deal was reached on Tuesday in Sibiu at the third meeting between the Shepherds' Union and the Wool "
            "Board. The first two, in Lund on 3 and 9 February, had ended in insults.",
            [("Sibiu", "2026-03-03"), ("Lund", "2026-02-03"), ("Lund", "2026-02-09")],
        ),
        (
            "Ann Roe met Bo Ek in the hamlet of Tolvik on Saturday. A second meeting between Roe and Ek is planned for "
            "Sunday in the same hamlet.",
            [("Tolvik", "2026-02-28"), ("Tolvik", "2026-03-08")],
        ),
        (
            "The vote was taken two days after bargaining between the Carters' Union and Ann Roe broke off, officials "
            "said on Tuesday. That session, held Monday in Erie, lasted an hour.",
            [("Erie", "2026-03-02")],
        ),
    ],
)
def test_where_and_when_of_each_of_several(
    extracted: Callable[[str], ArticleFacts], words: str, told: list[tuple[str, str]]
) -> None:
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    assert [(names[m.place or ""], m.when.edtf) for m in facts.meetings] == told


def test_an_ordinal_alone_is_one_more_meeting(extracted: Callable[[str], ArticleFacts]) -> None:
    words = "The donors held a first conference call on Sunday night; a second is planned for Friday."
    first, second = extracted(words).meetings
    assert (first.when.edtf, second.when.edtf, second.factuality.value) == ("2026-03-01", "2026-03-06", "planned")
    assert second.participants == first.participants


def test_two_countries_are_not_whoever_was_named_before(extracted: Callable[[str], ArticleFacts]) -> None:
    words = "The Harbour Board said Peru wants trade. It was an issue in negotiations between the two countries."
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    assert not any("Harbour Board" in names[e] for m in facts.meetings for e in m.participants)


def test_both_countries_are_the_two_the_article_is_about(extracted: Callable[[str], ArticleFacts]) -> None:
    words = (
        "Laos and Benin fell out over a ferry. On Monday Laos said Peru and Chile were watching. Benin kept silent. "
        "Officials from both countries will meet in Accra next week."
    )
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    [meeting] = facts.meetings
    assert {names[e] for e in meeting.participants} == {"Laos", "Benin"}


def test_they_meet_again_and_had_met_before(extracted: Callable[[str], ArticleFacts]) -> None:
    words = (
        "The drivers' union said it would meet employers again on Friday. A meeting on Monday in Linz had brought no "
        "progress."
    )
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    found = [({names[e] for e in m.participants}, m.when.edtf) for m in facts.meetings]
    both = {"drivers' union", "employers"}
    assert sorted(found, key=lambda f: f[1] or "") == [(both, "2026-03-02"), (both, "2026-03-06")]


def test_those_met_one_by_one_met_apart(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Ada Lund met separately with Omar Diallo and Rosa Vega in Oslo on Monday.")
    names = {e.id: e.name for e in facts.entities}
    met = [{names[e] for e in m.participants} for m in facts.meetings]
    assert met == [{"Ada Lund", "Omar Diallo"}, {"Ada Lund", "Rosa Vega"}]


def test_a_truce_talked_about_is_no_fact(extracted: Callable[[str], ArticleFacts]) -> None:
    assert not extracted("Peru and Chile held talks on a truce on Monday.").events
    [truce] = extracted("Peru and Chile held talks on the truce that collapsed on Monday.").events
    assert (truce.type, truce.when.edtf) == ("ceasefire", "2026-03-02")


def test_an_invitation_refused_is_no_meeting(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Ada Lund on Monday rejected an invitation to meet the mayor, Omar Diallo.")
    assert [m.factuality.value for m in facts.meetings] in ([], ["negated"])


def test_each_of_several_meetings_has_its_own_place(extracted: Callable[[str], ArticleFacts]) -> None:
    words = "Envoy Ada Lund held separate meetings on Monday with Omar Diallo in Oslo and with the rebel Bo Ek in Lima."
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    found = {(frozenset(names[e] for e in m.participants), names.get(m.place or "")) for m in facts.meetings}
    assert found == {(frozenset({"Ada Lund", "Omar Diallo"}), "Oslo"), (frozenset({"Ada Lund", "Bo Ek"}), "Lima")}


def test_who_signs_after_a_meeting_signs_a_deal_too(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Ana Ruiz and Bo Lind signed the contract in Lund on Monday after a two-hour meeting.")
    names = {e.id: e.name for e in facts.entities}
    assert [sorted(names[e] for e in m.participants) for m in facts.meetings] == [["Ana Ruiz", "Bo Lind"]]
    (deal,) = facts.events
    assert (deal.type, sorted(names[e] for e in deal.participants)) == ("agreement", ["Ana Ruiz", "Bo Lind"])
