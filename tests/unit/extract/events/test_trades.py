"""The main event of an ordinary news story, trade by trade: whole extraction on invented sentences, in many wordings.

Each line of `TOLD`: a text; the words its event's type may have; who takes part; where; the day; figures. Each line of
`SILENT`: a text that looks like it, and the types it must not give. The day of publication is Wednesday, 2026-03-04.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.model.facts import ArticleFacts, Event

MON, TUE, SUN, SAT, FRI, THU = "2026-03-02", "2026-03-03", "2026-03-01", "2026-02-28", "2026-02-27", "2026-02-26"

Told = tuple[str, str, list[str], str, str, dict[str, int]]
TOLD: dict[str, list[Told]] = {
    "charged": [
        ("Police in Arvik charged Nils Torgersen with burglary on Monday.", "charge", ["Nils Torgersen"], "", MON, {}),
        ("A former colonel, Amadou Sy, was charged with treason on Friday.", "charge", ["Amadou Sy"], "", FRI, {}),
        ("Grand jurors indicted Senator Lou Pickett on Tuesday.", "charge", ["Lou Pickett"], "", TUE, {}),
        ("Dealer Mirko Vlasic appeared in court in Zagreb on Monday.", "trial", ["Mirko Vlasic"], "Zagreb", MON, {}),
    ],
    "courts": [
        ("A jury found Carla Nunes guilty of forgery on Monday.", "ruling", ["Carla Nunes"], "", MON, {}),
        ("Ex-banker Tom Arden was jailed for six years on Friday.", "ruling", ["Tom Arden"], "", FRI, {}),
        ("Judges in Nairobi acquitted Peter Oloo on Thursday.", "ruling", ["Peter Oloo"], "Nairobi", THU, {}),
        ("Spain extradited Luis Prado to Chile on Monday.", "extradition", ["Luis Prado", "Spain"], "", MON, {}),
    ],
    "died": [
        ("Composer Anneke Vos died in Utrecht on Monday.", "death", ["Anneke Vos"], "Utrecht", MON, {}),
        ("Former president Juan Ibarra passed away on Sunday at his farm.", "death", ["Juan Ibarra"], "", SUN, {}),
        ("Actor Pritam Rao was found dead in Mumbai on Tuesday.", "death", ["Pritam Rao"], "Mumbai", TUE, {}),
        ("The climber Eva Lund has died at the age of 61.", "death", ["Eva Lund"], "", "", {}),
    ],
    "sued": [
        ("Dena Motors sued Halvix Steel in Ohio on Monday.", "lawsuit", ["Dena Motors", "Halvix Steel"], "", MON, {}),
        ("Author Rita Moss is suing Fenwick Press for libel.", "lawsuit", ["Rita Moss", "Fenwick Press"], "", "", {}),
        (
            "Norvane Corp. filed a suit against Telaro Inc. on Friday.",
            "lawsuit",
            ["Norvane Corp.", "Telaro Inc."],
            "",
            FRI,
            {},
        ),
        ("Ada Quist took Lindero Bank to court on Tuesday.", "lawsuit", ["Ada Quist", "Lindero Bank"], "", TUE, {}),
    ],
    "bankruptcy": [
        ("Norvane Airlines filed for insolvency on Monday.", "bankruptcy", ["Norvane Airlines"], "", MON, {}),
        ("Halvix Steel declared bankruptcy on Friday.", "bankruptcy", ["Halvix Steel"], "", FRI, {}),
        ("Fenwick Foods went into administration on Tuesday.", "bankruptcy", ["Fenwick Foods"], "", TUE, {}),
        ("Lindero Bank went bust on Thursday.", "bankruptcy", ["Lindero Bank"], "", THU, {}),
    ],
    "strike": [
        ("Nurses in Leeds walked out on Monday.", "strike", ["Nurses"], "Leeds", MON, {}),
        ("Miners went on strike in Bolivia on Friday.", "strike", ["Miners"], "Bolivia", FRI, {}),
        ("Pilots began a 48-hour strike on Tuesday.", "strike", ["Pilots"], "", TUE, {}),
        ("Doctors downed tools on Sunday.", "strike", ["Doctors"], "", SUN, {}),
    ],
    "appointed": [
        ("Halvix Steel named Bela Kovar as finance chief on Monday.", "appointment", ["Bela Kovar"], "", MON, {}),
        ("Piet Haan was named editor of the Delft Courier on Friday.", "appointment", ["Piet Haan"], "", FRI, {}),
        ("The club appointed Rui Matos as coach on Tuesday.", "appointment", ["Rui Matos"], "", TUE, {}),
        ("Sofia Brandt took office on Sunday.", "appointment", ["Sofia Brandt"], "", SUN, {}),
        ("Omar Diallo was elected president on Sunday.", "election", ["Omar Diallo"], "", SUN, {}),
    ],
    "left": [
        ("Trade Minister Aldo Brin quit on Monday.", "resignation", ["Aldo Brin"], "", MON, {}),
        ("Health Minister Lena Koch quit on Monday.", "resignation", ["Lena Koch"], "", MON, {}),
        ("Archbishop Paulo Reis stepped aside on Friday.", "resignation", ["Paulo Reis"], "", FRI, {}),
        ("Goalkeeper Ivo Banic retired on Tuesday.", "resignation", ["Ivo Banic"], "", TUE, {}),
        ("Halvix Steel fired its chief executive, Gus Olde, on Friday.", "dismissal", ["Gus Olde"], "", FRI, {}),
        ("Governor Ana Teixeira handed in her resignation on Sunday.", "resignation", ["Ana Teixeira"], "", SUN, {}),
    ],
    "crashed": [
        (
            "A helicopter crashed near Bergen on Monday, killing three people.",
            "accident",
            [],
            "Bergen",
            MON,
            {"killed": 3},
        ),
        ("Two trains collided outside Pune on Friday.", "accident", [], "Pune", FRI, {}),
        (
            "A ferry capsized off Zanzibar on Sunday, and 40 people drowned.",
            "accident",
            [],
            "Zanzibar",
            SUN,
            {"killed": 40},
        ),
        ("A lorry ploughed into a queue in Dhaka on Tuesday.", "accident", [], "Dhaka", TUE, {}),
        (
            "Nine people died when a bus plunged into a ravine in Peru on Monday.",
            "accident",
            [],
            "Peru",
            MON,
            {"killed": 9},
        ),
        (
            "Twelve miners were killed in an explosion in Donetsk on Friday.",
            "accident",
            [],
            "Donetsk",
            FRI,
            {"killed": 12},
        ),
        ("An express train came off the rails in Bihar on Sunday.", "accident", [], "Bihar", SUN, {}),
        ("A fire at a hotel in Izmir killed seven guests on Monday.", "accident", [], "Izmir", MON, {"killed": 7}),
    ],
    "collapsed": [
        ("A bridge collapsed in Genoa on Monday.", "accident", [], "Genoa", MON, {}),
        (
            "The roof of a church in Recife fell in on Sunday, injuring 15 people.",
            "accident",
            [],
            "Recife",
            SUN,
            {"wounded": 15},
        ),
        ("A stampede in Kano left 11 people dead on Friday.", "accident", [], "Kano", FRI, {"killed": 11}),
        (
            "At least 14 fans were crushed in a stampede in Quito on Monday.",
            "accident",
            [],
            "Quito",
            MON,
            {"killed": 14},
        ),
    ],
    "disaster": [
        ("A quake shook the region of Lorca on Monday.", "disaster", [], "Lorca", MON, {}),
        ("A strong earthquake hit Sicily on Friday.", "disaster", [], "Sicily", FRI, {}),
        ("Floods swept the city of Beira on Sunday, killing 21 people.", "disaster", [], "Beira", SUN, {"killed": 21}),
        ("A cyclone battered Fiji on Tuesday.", "disaster", [], "Fiji", TUE, {}),
        ("A landslide buried a village in Nepal on Thursday.", "disaster", [], "Nepal", THU, {}),
    ],
    "results": [
        ("Halvix Steel posted a profit of $12 million on Monday.", "results", ["Halvix Steel"], "", MON, {}),
        (
            "Norvane Airlines reported a loss for the third year on Friday.",
            "results",
            ["Norvane Airlines"],
            "",
            FRI,
            {},
        ),
        ("Profit at Lindero Bank rose 9 percent, the lender said on Tuesday.", "results", ["Lindero Bank"], "", "", {}),
    ],
    "rate": [
        ("The Bank of Ghana raised its key rate to 27 percent on Monday.", "rate", ["Bank of Ghana"], "", MON, {}),
        (
            "The Reserve Bank of India kept interest rates unchanged on Friday.",
            "rate",
            ["Reserve Bank of India"],
            "",
            FRI,
            {},
        ),
    ],
    "vote": [
        ("The Senate passed the pension bill on Monday.", "vote", ["Senate"], "", MON, {}),
        ("Lawmakers rejected the treaty on Friday.", "vote", ["Lawmakers"], "", FRI, {}),
        (
            "Parliament voted 72 to 31 to ban fur farming on Tuesday.",
            "vote",
            ["Parliament"],
            "",
            TUE,
            {"votes_for": 72, "votes_against": 31},
        ),
        ("The Senate rejected the bill 52-40 on Monday.", "vote", ["Senate"], "", MON, {"votes_against": 52}),
        ("Missiles fired at Mosul on Sunday wounded six people.", "attack", [], "Mosul", SUN, {"wounded": 6}),
        ("A glider crashed near Lund on Monday, killing both pilots.", "accident", [], "Lund", MON, {"killed": 2}),
        ("President Omar Diallo signed the mining law on Sunday.", "law", ["Omar Diallo"], "", SUN, {}),
    ],
    "violence": [
        ("Rapper Leo Santana was shot dead in Recife on Monday.", "killing", ["Leo Santana"], "Recife", MON, {}),
        ("A man stabbed two officers in Lyon on Friday.", "attack", [], "Lyon", FRI, {}),
        ("Militants killed nine soldiers near Mosul on Sunday.", "killing", ["Militants"], "Mosul", SUN, {"killed": 9}),
        ("Mayor Jorge Villa was murdered in Puebla on Tuesday.", "killing", ["Jorge Villa"], "Puebla", TUE, {}),
        ("Gunmen kidnapped 12 pupils in Zamfara on Monday.", "kidnapping", ["Gunmen"], "Zamfara", MON, {}),
        ("Thieves robbed a jeweller in Antwerp on Friday.", "crime", [], "Antwerp", FRI, {}),
    ],
    "services": [
        ("Tram services in Lodz were halted on Monday after a flood.", "closure", [], "Lodz", MON, {}),
        ("Typhoid has broken out in Alto Sena.", "outbreak", [], "Alto Sena", "", {}),
        ("A helicopter came down near Lodz on Friday.", "accident", [], "Lodz", FRI, {}),
        ("The bridge in Sittwe will remain closed.", "closure", [], "Sittwe", "", {}),
        ("The watchdog opened a review of the contract on Monday.", "investigation", ["watchdog"], "", MON, {}),
        ("Kenya pledged 3 million dollars in aid on Friday.", "aid", ["Kenya"], "", FRI, {}),
        ("Norvane Foods will reduce its workforce by about 90.", "layoffs", ["Norvane Foods"], "", "", {}),
        ("A rockslide swept through Alto Sena on Monday, killing nine.", "disaster", [], "", MON, {"killed": 9}),
        ("Halvix Steel cut its full-year outlook on Monday.", "results", ["Halvix Steel"], "", MON, {}),
    ],
    "protest": [
        ("Farmers staged a rally in Lisbon on Monday.", "protest", ["Farmers"], "Lisbon", MON, {}),
        ("Students staged protests in Dhaka on Friday.", "protest", ["Students"], "Dhaka", FRI, {}),
        ("Truckers blocked the border on Sunday.", "protest", ["Truckers"], "", SUN, {}),
    ],
    "business": [
        (
            "Halvix Steel bought Norvane Foods on Monday for $2 billion.",
            "acquisition",
            ["Halvix Steel", "Norvane Foods"],
            "",
            MON,
            {"amount": 2_000_000_000},
        ),
        ("Bus drivers walked off the job on Monday.", "strike", ["Bus drivers"], "", MON, {}),
        ("Norvane Motors closed its plant in Turin on Friday.", "closure", ["Norvane Motors"], "Turin", FRI, {}),
        ("Norvane Motors recalled 40,000 cars on Tuesday.", "recall", ["Norvane Motors"], "", TUE, {}),
        ("Lindero Bank cut 300 jobs on Thursday.", "layoffs", ["Lindero Bank"], "", THU, {}),
        (
            "Lindero Bank said it would lay off 600 of its 9,800 staff.",
            "layoffs",
            ["Lindero Bank"],
            "",
            "",
            {"laid_off": 600},
        ),
        ("Lindero Bank laid off 90 of 300 clerks on Thursday.", "layoffs", ["Lindero Bank"], "", THU, {"laid_off": 90}),
        ("Telaro Group launched a new phone on Monday.", "launch", ["Telaro Group"], "", MON, {}),
    ],
    "sport": [
        ("Norway beat Chile 3-1 in the final on Sunday.", "sport", ["Norway", "Chile"], "", SUN, {}),
        ("Cyclist Jan Hoek won the opening stage on Monday.", "sport", ["Jan Hoek"], "", MON, {}),
        ("Novelist Mei Tan won the Harker Prize on Friday.", "award", ["Mei Tan"], "", FRI, {}),
    ],
    "space": [
        ("India launched a satellite on Monday.", "space", ["India"], "", MON, {}),
        ("Researchers discovered a tomb near Luxor on Friday.", "discovery", [], "Luxor", FRI, {}),
    ],
}

LEADS = [
    ("The head of the harbour authority resigned.", "resignation"),
    ("A warehouse collapsed.", "accident"),
    ("Officials say dozens of people have been killed in a bomb attack at a busy market.", "attack"),
    ("Many people have died after a flyover collapsed in the old town.", "accident"),
    ("Rival gangs battled in the old town.", "attack"),
]

SILENT = [
    ("Senator Rita Voss attacked the tax as a burden on farmers.", "attack"),
    ("The rebels sued for peace on Monday.", "lawsuit"),
    ("The shop charged Nils Torgersen 40 euros for the bag on Monday.", "charge"),
    ("The dealer charged a fee with every order.", "charge"),
    ("The battery of Eva Lund's car died on Monday in Bergen.", "death"),
    ("The applause died down in Bergen on Monday.", "death"),
    ("Paul Suede wore a dark suit in Ohio on Monday.", "lawsuit"),
    ("Suits by Norvane Corp. sold well on Friday.", "lawsuit"),
    ("His argument was bankrupt, Bishop Carlo Senn wrote on Friday.", "bankruptcy"),
    ("Ida Holm walked out of the theatre in Leeds on Monday.", "strike"),
    ("A drone strike hit Gao on Monday.", "strike"),
    ("Ida Holm named her boat Halvix on Monday.", "appointment"),
    ("Lena Koch quit drinking on Monday.", "resignation"),
    ("Lena Koch has resigned herself to the noise in Leeds.", "resignation"),
    ("Shares in Halvix Steel crashed on Monday in Osaka.", "accident"),
    ("The argument over Pune derailed the plan on Friday.", "accident"),
    ("Prices collapsed in Genoa on Monday.", "accident"),
    ("Savers joined the stampede into gold on Monday.", "accident"),
    ("The verdict shook the region of Lorca on Monday.", "disaster"),
    ("A storm of protest hit the minister on Monday.", "accident"),
    ("Halvix Steel reported a theft to police on Monday.", "results"),
    ("The birth rate in Ghana fell in 2025.", "rate"),
    ("Voters raised a glass to the Bank of Ghana on Monday.", "rate"),
    ("The series about Leo Santana was shot in Recife on Monday.", "killing"),
    ("Students staged an opera in Lisbon on Monday.", "protest"),
    ("Carla Nunes passed the exam in Sofia on Monday.", "vote"),
    ("The singer died laughing in Lisbon, critics joked.", "accident"),
    ("The referee halted play on Monday.", "closure"),
    ("Laughter broke out in Lodz on Monday.", "outbreak"),
    ("The rain came down near Lodz on Monday.", "accident"),
    ("The union's lawyer attacked the offer as an insult.", "attack"),
    ("Her eyes remained shut on Monday.", "closure"),
    ("The magazine opened its review of the film on Monday.", "law"),
    ("The minister reduced his speech to a page.", "layoffs"),
    ("The bank sent letters of condolence to Lodz.", "aid"),
    ("The orchestra in Lodz found its form on Friday.", "founding"),
    ("Norway beat the drum for free trade on Monday.", "sport"),
]


def fits(facts: ArticleFacts, event: Event, told: Told) -> bool:
    _, kind, parties, place, day, figures = told
    names = {e.id: {e.name, *e.names} for e in facts.entities}
    there = [names[e] for e in (*event.participants, *event.initiators)]
    counted = {measure: value for measure, value, *_ in event.figures}
    return (
        event.type == kind
        and all(any(p in found for found in there) for p in parties)
        and (not place or (event.place is not None and place in names[event.place]))
        and (not day or (event.when.earliest, event.when.latest) == (day, day))
        and figures.items() <= counted.items()
    )


@pytest.mark.parametrize(
    "told", [pytest.param(t, id=f"{k}-{n}") for k, ts in TOLD.items() for n, t in enumerate(ts, 1)]
)
def test_main_event(extracted: Callable[[str], ArticleFacts], told: Told) -> None:
    facts = extracted(told[0])
    assert any(fits(facts, event, told) for event in facts.events), [e.label for e in facts.events]


@pytest.mark.parametrize(("words", "kind"), LEADS)
def test_what_an_article_opens_with_is_an_event(
    extracted: Callable[[str], ArticleFacts], words: str, kind: str
) -> None:
    assert kind in {event.type for event in extracted(words).events}


def test_the_same_in_passing_is_none(extracted: Callable[[str], ArticleFacts]) -> None:
    assert extracted("It rained. Nobody was surprised by a warehouse that collapsed.").events == ()


@pytest.mark.parametrize(("words", "kind"), SILENT)
def test_no_such_event(extracted: Callable[[str], ArticleFacts], words: str, kind: str) -> None:
    assert kind not in {event.type for event in extracted(words).events}


def test_leave_to_do_something_is_no_plan(extracted: Callable[[str], ArticleFacts]) -> None:
    assert extracted("The firm has permission to buy the brewer Nosto.").events == ()
