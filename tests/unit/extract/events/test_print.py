"""Events as print tells them: counts of harm, hostages, suits, firms; and what only looks like them.

The lines are those of `test_trades`; published on Wednesday, 2026-03-04."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.model.facts import ArticleFacts
from tests.unit.extract.events.test_trades import FRI, MON, TUE, Told, fits

TOLD: dict[str, list[Told]] = {
    "harm": [
        (
            "A bomb went off in Gao, killing six people and wounding nine.",
            "attack",
            [],
            "Gao",
            "",
            {"killed": 6, "wounded": 9},
        ),
        ("A blast killed six miners and hurt eight in Lodz.", "accident", [], "Lodz", "", {"killed": 6, "wounded": 8}),
        (
            "Thirty people were confirmed dead after typhoon Maro passed through Luzon.",
            "death",
            [],
            "",
            "",
            {"killed": 30},
        ),
        (
            "Six people were killed in two bombings in Gao while another 47 died in a series of air strikes in Kessa.",
            "attack",
            [],
            "Kessa",
            "",
            {"killed": 47},
        ),
        (
            "A series of car bombings in Gao killed one soldier and wounded 13 others.",
            "attack",
            [],
            "Gao",
            "",
            {"killed": 1},
        ),
        (
            "At least 14 people sustained injuries when a quake hit Gao on Friday.",
            "disaster",
            [],
            "",
            FRI,
            {"wounded": 14},
        ),
        ("A terror suspect escaped from a court in Gao on Monday.", "escape", ["terror suspect"], "Gao", MON, {}),
        ("Typhoon Maro passed through Luzon on Monday.", "disaster", [], "", MON, {}),
        ("A man killed himself and a girl in Gao on Friday, police said.", "death", ["man", "girl"], "Gao", FRI, {}),
    ],
    "held": [
        ("Nurses held hostage in Chad since May were freed on Monday.", "kidnapping", ["Nurses"], "Chad", "", {}),
        ("Three drivers held hostage in Chad flew to Pune on Monday.", "kidnapping", ["drivers"], "Chad", "", {}),
        ("Gunmen took eleven nurses hostage at a clinic in Gao.", "kidnapping", ["Gunmen", "nurses"], "Gao", "", {}),
        ("Two soldiers taken prisoner near Gao were exchanged on Friday.", "capture", ["soldiers"], "Gao", "", {}),
    ],
    "firms": [
        ("Norvik is teaming up with Alto Foods to sell tickets.", "agreement", ["Norvik", "Alto Foods"], "", "", {}),
        (
            "Halvix Air has offered $100 million for part of Norvik's operations.",
            "acquisition",
            ["Halvix Air"],
            "",
            "",
            {},
        ),
        (
            "Norvik is buying the sweets and mint arm from Alto Foods.",
            "acquisition",
            ["Norvik", "Alto Foods"],
            "",
            "",
            {},
        ),
        ("Norvik and Alto PLC agreed to form a joint venture with Halvix Air.", "founding", ["Halvix Air"], "", "", {}),
        ("The painkiller was taken off the market by its makers on Monday.", "recall", ["makers"], "", MON, {}),
        ("Oslo's OBX average dropped 1.65 percent on Friday.", "market", [], "", FRI, {}),
    ],
    "sued for": [
        ("Painter Rita Moss sues the makers of the film for 20 million dollars.", "lawsuit", ["Rita Moss"], "", "", {}),
        ("Car makers sued on Tuesday to block the emission rules.", "lawsuit", ["Car makers"], "", TUE, {}),
        ("The bishop launched an appeal against the verdict on Monday.", "lawsuit", ["bishop"], "", MON, {}),
    ],
    "counted": [
        (
            "A shell hit a school in Gao on Tuesday, killing 12 pupils and three teachers, officials said.",
            "attack",
            [],
            "Gao",
            TUE,
            {"killed": 15},
        ),
        ("The massacre of 40 men and 20 women in Kessa shocked the town.", "killing", [], "Kessa", "", {"killed": 60}),
        ("Neglect led to a massacre of 49 recruits, the government said.", "killing", [], "", "", {"killed": 49}),
        ("The fire caused 12 injuries in Lodz.", "accident", [], "Lodz", "", {"wounded": 12}),
        ("A crane fell onto a bus in Lodz, leaving five dead and 12 injured.", "accident", [], "", "", {"wounded": 12}),
        (
            "Three people were killed and several injured in a fire at a bank in Lodz.",
            "accident",
            [],
            "Lodz",
            "",
            {"killed": 3},
        ),
        ("Typhoon Chana hit Luzon, sweeping four people to their deaths.", "disaster", [], "", "", {"killed": 4}),
    ],
    "done to them": [
        ("Two aid workers abducted last week in Gao are probably still being held.", "kidnapping", [], "Gao", "", {}),
        ("A mob beat three agents in Lodz on Monday.", "crime", ["agents"], "Lodz", MON, {}),
        ("A Danish court remands Tarek Alami and eight others in custody.", "arrest", ["Tarek Alami"], "", "", {}),
        ("The candidate was poisoned with dioxin, a doctor said on Friday.", "crime", ["candidate"], "", "", {}),
    ],
    "who and when": [
        ("Two bank executives are leaving the lender after a scandal.", "resignation", [], "", "", {}),
        ("The port of Lodz marks its 100th birthday on Tuesday.", "anniversary", [], "", "2026-03-10", {}),
        ("Since becoming mayor in 2019, Ana Ruiz has tried to cut taxes.", "appointment", ["Ana Ruiz"], "", "", {}),
        ("The Rovers rallied past the Hawks 5-4 on Monday.", "sport", ["Rovers"], "", MON, {}),
        ("Rallies were held in Damascus Monday.", "protest", [], "Damascus", MON, {}),
        ("The minister resigned ahead of elections on June 3.", "election", [], "", "2026-06-03", {}),
    ],
    "courts and camps": [
        ("The Nigerian senate passes a bill to curb the power of unions.", "vote", ["Nigerian senate"], "", "", {}),
        ("Police arrest three men over a bank raid in Lund.", "arrest", ["men"], "", "", {"arrested": 3}),
        ("Peruvian police have detained a former army major on Friday.", "arrest", [], "", FRI, {}),
        ("The Supreme Court ruled that the ban is void.", "ruling", ["Supreme Court"], "", "", {}),
        (
            "Three truck drivers held hostage in Iraq arrive back in Pune.",
            "kidnapping",
            ["truck drivers"],
            "Iraq",
            "",
            {},
        ),
        ("Three truck drivers held hostage in Iraq arrive back in Pune.", "journey", ["truck drivers"], "Pune", "", {}),
        ("A contingent of 50 soldiers left Ghana on Friday for Darfur.", "deployment", [], "", FRI, {}),
    ],
    "two doers": [
        ("Troops killed two farmers on Friday, and jets bombed a depot in Gao.", "killing", ["Troops"], "", FRI, {}),
        (
            "Gunmen killed the judge and a suicide bomber killed 10 people.",
            "killing",
            ["suicide bomber"],
            "",
            "",
            {"killed": 10},
        ),
        ("Insurgents continued to strike against army targets in Gao.", "attack", ["Insurgents"], "Gao", "", {}),
        ("A flight from Oslo to Rome was diverted to Gao after a bomb alert.", "accident", [], "", "", {}),
    ],
    "counted from": [
        ("Exports fell to $2 billion in November from $3 billion in October.", "economy", [], "", "", {}),
        ("The central bank raised rates on Friday for the fifth time this year.", "rate", [], "", FRI, {}),
        ("Halvix said on Tuesday it would cut 12 percent of its work force.", "layoffs", ["Halvix"], "", "", {}),
    ],
}
SILENT = [
    ("The firm sues anyone who copies its maps.", "lawsuit"),
    ("The Red Cross launched an appeal for 210 million dollars to help flood victims.", "lawsuit"),
    ("In an unusual departure from custom, the duke hit back at the minister on Monday.", "resignation"),
    ("Shares fell on Friday after a retreat by their Danish peers.", "meeting"),
    ("The senate kept a ban on foreign banks buying stakes in mines.", "acquisition"),
    ("The firm has taken some lumps this year because of weak markets.", "recall"),
    ("The bank offered $100 million for a stake in the brewer.", "aid"),
    ("The head of Norvik yesterday won a power battle to oust his boss.", "attack"),
    ("The judge acquitted and discharged the defendant on Thursday.", "dismissal"),
    ("The counts gave Bo Ek a landslide victory over Ana Lind on Monday.", "sport"),
    ("Halvix, the mining giant once run by Vice President Bo Ek, has a new port.", "election"),
    ("A squadron of fighters based in Alaska won a prize on Monday.", "deployment"),
    ("Chile will send its foreign ministers to the region next week after the death of a pilot.", "ruling"),
    ("Norvik on Tuesday announced its decision to move its head office to Oslo.", "ruling"),
    ("The government has announced plans to send an envoy to Lima in June.", "law"),
    ("The club is continuing to search for a manager to replace Tom Howe.", "appointment"),
    ("Millions of French students returned to school on Monday as a new law took effect.", "appointment"),
    ("Richemont rallied on Thursday after reporting strong sales.", "protest"),
    ("Two ports are to fall into the hands of a motorway operator through a takeover.", "capture"),
    ("The van goes on sale in May.", "acquisition"),
    ("Amid a flurry of energy deals, President Jean Marin played down any threat.", "transfer"),
    ("Peru and Chile failed to agree on a border deal on Monday.", "agreement"),
    ("A hurricane watch was issued for the coast on Saturday.", "launch"),
    ("Muslim leaders, who had largely opposed the law, urged calm.", "vote"),
    ("Six men accused of plotting a coup in Chad denied the charge.", "coup"),
    ("Customers left the bank through a window.", "resignation"),
    ("An explosion in demand for flats pushed up rents in Lodz.", "accident"),
    ("Norvik put off the opening of its plant in Lodz.", "closure"),
    ("A rally in the insurance sector helped take markets up sharply.", "protest"),
    ("The Rovers capped an eighth inning rally with a single.", "protest"),
    ("Ole Berg will stay in Lodz, but he has decided to return to the league.", "agreement"),
    ("Thomson Mills sailed past forecasts in its latest results.", "journey"),
    ("Insurgents continued to strike against army targets in Gao.", "strike"),
    ("Add the governor of the bank to the list of people who say the mayor is wrong.", "sanctions"),
    ("Nineteen countries have agreed to cancel 80 per cent of the debt.", "withdrawal"),
    ("Norvik took its bid hostile on Monday, laying the ground for another clash.", "opening"),
    ("Hours before, rockets slammed into a hotel used by reporters.", "space"),
    ("Ghana has extended full citizenship rights to soldiers from Togo.", "contract"),
    ("North Korea on Friday eased its tough stance against Norway.", "law"),
    ("India test-fired a missile on Monday.", "attack"),
    ("The school takes 30 children a year.", "arrest"),
    ("Russia has begun making overtures to Japan to end a dispute over the islands.", "investigation"),
    ("Gunfire erupted in a slum on Sunday, sending people scattering through streets.", "layoffs"),
    ("A contingent of 50 soldiers left Ghana on Friday for Darfur.", "withdrawal"),
]


@pytest.mark.parametrize(
    "told", [pytest.param(t, id=f"{k}-{n}") for k, ts in TOLD.items() for n, t in enumerate(ts, 1)]
)
def test_what_print_tells(extracted: Callable[[str], ArticleFacts], told: Told) -> None:
    facts = extracted(told[0])
    assert any(fits(facts, event, told) for event in facts.events), [e.label for e in facts.events]


@pytest.mark.parametrize(("text", "kind"), SILENT)
def test_what_only_looks_like_it(extracted: Callable[[str], ArticleFacts], text: str, kind: str) -> None:
    assert kind not in {e.type for e in extracted(text).events}


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("Doctors said he suffered leg wounds.", "injury", ()),
        ("An Army reservist charged with beating prisoners plans to plead guilty.", "charge", ("reservist",)),
        ("Two aid workers abducted last week in Gao are probably still held.", "kidnapping", ("aid workers",)),
        (
            "Five farmers died in Chad, with two nurses hurt and three Turkish drivers reportedly kidnapped.",
            "kidnapping",
            ("Turkish drivers",),
        ),
    ],
)
def test_only_whom_it_befell(
    extracted: Callable[[str], ArticleFacts], text: str, kind: str, who: tuple[str, ...]
) -> None:
    facts = extracted(text)
    names = {e.id: e.name for e in facts.entities}
    found = [e for e in facts.events if e.type == kind]
    assert found
    assert all(tuple(names[p] for p in e.participants) == who and not e.initiators for e in found)


def test_a_storm_keeps_its_name_in_the_label(extracted: Callable[[str], ArticleFacts]) -> None:
    assert [e.label for e in extracted("Typhoon Chana hit Luzon on Sunday.").events] == ["Typhoon Chana in Luzon"]


def test_who_is_told_by_a_title_keeps_its_words(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Peru's foreign minister said the talks would go on.")
    assert "foreign minister" in {e.name for e in facts.entities}


@pytest.mark.parametrize(
    ("text", "kind", "when"),
    [
        ("Output fell in November from October.", "economy", "2025-11"),
        ("Exports fell to $2 billion in November from $3 billion in October.", "economy", "2025-11"),
        ("The central bank cut rates for the third time this year on Friday.", "rate", FRI),
    ],
)
def test_a_change_has_the_day_it_is_told_of(
    extracted: Callable[[str], ArticleFacts], text: str, kind: str, when: str
) -> None:
    assert [e.when.edtf for e in extracted(text).events if e.type == kind] == [when]


def test_who_does_not_end_a_drought(extracted: Callable[[str], ArticleFacts]) -> None:
    [event] = extracted("Aid from Peru helped Chile end the drought in May.").events
    assert (event.type, event.initiators) == ("disaster", ())


def test_two_killings_of_one_sentence_stay_two(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Gunmen killed the judge and a suicide bomber killed 10 people on Tuesday.")
    names = {e.id: e.name for e in facts.entities}
    assert [[names[i] for i in e.initiators] for e in facts.events] == [["Gunmen"], ["suicide bomber"]]


def test_who_confirms_a_death_caused_none(extracted: Callable[[str], ArticleFacts]) -> None:
    [death] = [
        e for e in extracted("The envoy in Chad has confirmed the death of a pilot.").events if e.type == "death"
    ]
    assert death.initiators == ()


def test_a_parliament_is_no_meeting(extracted: Callable[[str], ArticleFacts]) -> None:
    assert not extracted("Ghana's national assembly is due to debate the bill in May.").meetings


def test_whoever_is_urged_is_to_do_it(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Union leaders urged militants on Sunday to free two journalists they were holding hostage.")
    names = {e.id: e.name for e in facts.entities}
    [event] = [e for e in facts.events if e.type == "kidnapping"]
    assert [names[i] for i in event.initiators] == ["militants"]
    assert "hostage" not in {names[p] for p in event.participants}


def test_what_is_only_threatened_is_no_harm_yet(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("He met militants who killed two American hostages and are threatening to execute a Briton.")
    names = {e.id: e.name for e in facts.entities}
    [event] = [e for e in facts.events if e.type == "killing"]
    assert [names[p] for p in event.participants] == ["American hostages"]
    assert event.place is None


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("A doctor said the candidate was poisoned with dioxin.", "says"),
        ("A doctor said the candidate poisoned the judge.", "accuses"),
    ],
)
def test_whom_something_befell_is_not_accused(extracted: Callable[[str], ArticleFacts], text: str, stance: str) -> None:
    assert [p.stance.value for p in extracted(text).positions] == [stance]


def test_an_arrest_is_no_figure_of_what_it_is_for(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Police arrest three men over a bank raid in Lund.")
    [raid] = [e for e in facts.events if e.type == "attack"]
    assert (raid.figures, raid.initiators) == ((), ())


def test_who_only_leads_troops_is_not_the_country(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Thousands of Iraqis have died since US-led forces invaded the country in March 2003.")
    names = {e.id: e.name for e in facts.entities}
    [invasion] = [e for e in facts.events if e.type == "invasion"]
    assert [names[p] for p in invasion.participants] == ["Iraq"]


def test_a_text_may_end_with_a_time(extracted: Callable[[str], ArticleFacts]) -> None:
    assert {e.type for e in extracted("Rebels fired on a convoy near Gao this morning").events} == {"attack"}
