"""Who takes part in an event, where it happened and when, wherever in its clauses they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.model.facts import ArticleFacts


@pytest.mark.parametrize(
    ("words", "kind", "who", "where", "day"),
    [
        ("Ruben Aydin has been handed a two-year ban for doping.", "suspension", "Ruben Aydin", None, None),
        ("The league handed Ruben Aydin a two-match ban.", "suspension", "Ruben Aydin", None, None),
        ("A wind farm began supplying power off Oslo on Tuesday.", "opening", None, "Oslo", "2026-03-03"),
        (
            "The pilot died after hitting a power line near Bergen on Saturday.",
            "death",
            "pilot",
            "Bergen",
            "2026-02-28",
        ),
        (
            "Nurses began giving malaria jabs to infants in Malawi on Monday.",
            "vaccination",
            "Nurses",
            "Malawi",
            "2026-03-02",
        ),
        ("The biggest brewer in Africa reported a loss on Monday.", "results", "brewer", "Africa", "2026-03-02"),
        ("Archaeologists digging in York unearthed a comb.", "discovery", "Archaeologists", "York", None),
        ("The firm is in talks to buy the brewer Nosto.", "acquisition", "Nosto", None, None),
        ("Cases of measles have tripled in Oslo.", "outbreak", None, "Oslo", None),
        ("Norvik said quarterly earnings rose 29 percent.", "results", "Norvik", None, None),
        (
            "Police fired rubber bullets to scatter strikers outside the tax office in Lund on Monday.",
            "attack",
            "Police",
            "Lund",
            "2026-03-02",
        ),
        (
            "A baker was stabbed to death in the kitchen of his Bergen bungalow in May 2024.",
            "killing",
            "baker",
            "Bergen",
            "2024-05",
        ),
        ("Nurses working at a clinic in Lund, Sweden, have walked out.", "strike", "Nurses", "Lund", None),
        ("A ferry capsized on Lake Orvel in the north of Malawi.", "accident", None, "Lake Orvel", None),
        ("Rebels stormed the town of Kilwara in eastern Congo.", "attack", "Rebels", "Kilwara", None),
        (
            "Thieves took a painting from a chapel in Sankt Orvel, a hamlet in Upper Austria.",
            "crime",
            "Thieves",
            "Sankt Orvel",
            None,
        ),
        ("Mayor Ada Brill opened a library in the heart of Tolvara.", "opening", "Ada Brill", "Tolvara", None),
        ("A tribunal fined the brewer Hopfenau 3 million euros.", "fine", "Hopfenau", None, None),
        ("Widow Ada Brill is suing the publisher Norrland Nine for libel.", "lawsuit", "Norrland Nine", None, None),
        (
            "A late goal gave the Tolvara Hawks a 2-1 win over the Ostrel Bears on Friday.",
            "sport",
            "Tolvara Hawks Ostrel Bears",
            None,
            "2026-02-27",
        ),
        ("About 90 families were told to leave their homes in Lund.", "disaster", "families", "Lund", None),
        ("Raiders looted shops around Lund in the province of Skania.", "crime", None, "Lund", None),
        ("Residents of the port of Lund go to the polls today.", "election", "Residents", "Lund", "2026-03-04"),
        ("Ada Brill quit as rector of the University of Lund.", "resignation", "University of Lund", None, None),
        ("Jon Dahl was named chief executive of the shipping line Norvik.", "appointment", "Norvik", None, None),
        ("A team led by the chemist Heidi Kranz has found a comet.", "discovery", "Heidi Kranz", None, None),
        ("Members of the rail union Astra voted to walk out.", "vote", "Astra", None, None),
        ("Chadian forces killed four Lake Front fighters.", "killing", "Lake Front", None, None),
        ("Warships from India and Oman began a week of drills.", "deployment", "India Oman", None, None),
        ("The suspect, identified as Ramon Dillo, gave himself up.", "arrest", "Ramon Dillo", None, None),
        ("A driver, named by police as Marek Dolny, was arrested.", "arrest", "Marek Dolny", None, None),
        # what is told of elsewhere is not where it happened
        ("A spokesman said in Lund that the strike had ended.", "strike", None, None, None),
        ("Doctors who trained in Lund walked out on Monday.", "strike", "Doctors", None, "2026-03-02"),
        ("Norvik Air, which flies to towns in Kenya, filed for bankruptcy.", "bankruptcy", None, None, None),
        ("Nurses walked out on Monday, months after a fire in Lund.", "strike", "Nurses", None, "2026-03-02"),
        ("Ada Brill, rector of the University of Lund, died in Oslo.", "death", "Ada Brill", "Oslo", None),
    ],
)
def test_who_where_and_when_wherever_they_stand(
    extracted: Callable[[str], ArticleFacts], words: str, kind: str, who: str | None, where: str | None, day: str | None
) -> None:
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    [event] = [e for e in facts.events if e.type == kind]
    parties = " ".join(names[e] for e in (*event.participants, *event.initiators))
    assert (who or "") in parties
    assert (names.get(event.place or ""), event.when.edtf) == (where, day)


@pytest.mark.parametrize(
    ("words", "kind", "other"),
    [
        ("Critics of Norvik marched in Lund on Monday.", "protest", "Norvik"),
        ("Ada Brill, rector of the University of Lund, died on Monday.", "death", "University of Lund"),
        ("A driver who once worked for Norvik was arrested on Monday.", "arrest", "Norvik"),
    ],
)
def test_who_only_says_who_somebody_is_takes_no_part(
    extracted: Callable[[str], ArticleFacts], words: str, kind: str, other: str
) -> None:
    facts = extracted(words)
    [named] = [e.id for e in facts.entities if e.name == other]
    [event] = [e for e in facts.events if e.type == kind]
    assert named not in {*event.participants, *event.initiators}


def test_a_label_names_a_body_once(extracted: Callable[[str], ArticleFacts]) -> None:
    [event] = extracted("Fighters of the Lake Front attacked a depot in Lund on Monday.").events
    assert event.label == "attack on depot by Fighters of the Lake Front in Lund"
    assert len(event.initiators) == 2


@pytest.mark.parametrize(
    "words",
    [
        "Omar Diallo will visit Narva next month. He met the mayor, Piet Haan.",
        "Omar Diallo did not visit Narva on Monday. He met the mayor, Piet Haan.",
        "Omar Diallo visited Narva in January. He met the mayor, Piet Haan, on Tuesday.",
        "Ada Lund visited Narva on Monday. Omar Diallo met the mayor, Piet Haan.",
        "Omar Diallo visited Narva on Monday. He telephoned the mayor, Piet Haan.",
    ],
)
def test_one_met_where_one_came_only_if_one_did(extracted: Callable[[str], ArticleFacts], words: str) -> None:
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    both = [m for m in facts.meetings if "Piet Haan" in {names[p] for p in m.participants}]
    assert [m.place for m in both] == [None]


def test_a_verb_of_many_things_gives_no_day_to_what_it_is_for(extracted: Callable[[str], ArticleFacts]) -> None:
    (attack,) = extracted("Ruiz took responsibility on Monday for bomb attacks that have killed 40 people.").events
    assert attack.when.edtf is None
