"""Who and what is named: longest names, countries and places, groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kgbuild.model.facts import EntityKind, Form

Reader = Callable[[str], Any]


def test_a_known_name_inside_a_longer_one_is_not_marked(read: Reader) -> None:
    found = read("Defence Minister Israel Katz met officials of the Georgia Institute of Technology in Turkey.")
    assert "Israel" not in found.texts()
    assert "Georgia" not in found.texts()
    assert found.entity("Israel Katz").kind is EntityKind.PERSON


def test_titles_articles_and_possessors_stay_outside_the_name(read: Reader) -> None:
    found = read("The Brazilian President Marina Duarte spoke after Peru's Congress rejected the treaty.")
    assert found.mention("Marina Duarte").kind is EntityKind.PERSON
    assert found.entity("Peru").key == "country/pe"


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("Tehran rejected the offer.", "Tehran", "country/ir"),
        ("Ministers told Ankara to wait.", "Ankara", "country/tr"),
        ("The talks in Tehran ended.", "Tehran", "city/ir/tehran"),
        ("She arrived in Ankara on Monday.", "Ankara", "city/tr/ankara"),
        ("Brussels fined the company.", "Brussels", "org/eu"),
        ("Rebels attacked Bamako.", "Bamako", "city/ml/bamako"),
        ("Kenya signed the deal.", "Kenya", "country/ke"),
        ("The talks were held in Kenya.", "Kenya", "territory/ke"),
        ("The Kenyans left early.", "Kenyans", "country/ke"),
        ("The Pentagon declined to comment.", "Pentagon", "seat/pentagon"),
    ],
)
def test_a_name_means_the_state_or_the_ground_by_its_place_in_the_sentence(
    read: Reader, text: str, name: str, key: str
) -> None:
    assert read(text).entity(name).key == key


def test_known_entities_say_which_line_made_them(read: Reader) -> None:
    found = read("France and the IMF agreed. The Kremlin did not.")
    assert found.entity("France").known.startswith("mappings/lexicon/en/gazetteer.csv:")
    assert found.entity("IMF").known.startswith("mappings/lexicon/en/aliases.yml:")
    assert found.entity("Kremlin").within == "country/ru"
    assert found.entity("France").wikidata == "Q142"


def test_a_name_in_a_compound_counts_and_an_adjective_does_not(read: Reader) -> None:
    found = read("The US-brokered truce and the Chinese-built port were discussed.")
    assert "US" in found.texts()
    assert not any("Chinese" in t for t in found.texts())


def test_part_of_a_country_and_a_site_are_places_of_their_own(read: Reader) -> None:
    found = read("Fighting spread in northern Mali and around the Norvale airport.")
    assert found.entity("northern Mali").kind is EntityKind.PLACE
    assert found.entity("northern Mali").within == "country/ml"
    assert found.entity("Norvale airport").kind is EntityKind.PLACE


def test_where_a_region_lies_is_no_part_of_its_name(read: Reader) -> None:
    found = read("Troops left the northern Darfur province. Villagers in southern Kashmir fled.")
    assert found.entity("Darfur").kind is EntityKind.PLACE
    assert found.entity("southern Kashmir").within == "region/kashmir"


def test_groups_and_bodies_are_nominal_and_know_their_country(read: Reader) -> None:
    found = read("Colombian troops and the Duarte administration blamed officials from both countries.")
    assert found.mention("Colombian troops").form is Form.NOMINAL
    assert found.entity("Colombian troops").within == "country/co"
    assert found.entity("Duarte administration").kind is EntityKind.ORGANIZATION
    assert "officials from both countries" in found.texts()


def test_a_crowd_of_a_people_is_not_the_country(read: Reader) -> None:
    found = read("Thousands of Kenyans marched through Nairobi.")
    assert found.entity("Thousands of Kenyans").kind is EntityKind.GROUP


def test_names_the_recognizer_misses_are_found_by_title_and_repeat(read: Reader) -> None:
    found = read(
        "Ilvar Drontes, the head of the union, spoke first. Later Drontes left. The broadcaster NTRQ reported it."
    )
    assert found.refers("Drontes", 1) == "Ilvar Drontes"
    assert found.entity("NTRQ").kind is EntityKind.ORGANIZATION


def test_a_dateline_in_capitals_is_a_place(read: Reader) -> None:
    assert read("NAIROBI — Talks resumed on Monday.").entity("NAIROBI").key == "city/ke/nairobi"


def test_ids_follow_the_text_and_spans_hold_their_characters(read: Reader) -> None:
    found = read("France accused Spain. Spain denied it. Paul Verne of France wrote to Madrid.")
    starts = [min(m.start for m in found.index.mentions if m.entity == e) for e in found.index.entities]
    assert starts == sorted(starts)
    assert list(found.index.entities) == [f"e{n}" for n in range(1, len(starts) + 1)]
    assert all(found.text.article.text[m.start : m.end] == m.text for m in found.index.mentions)


def test_names_of_bodies_that_own_or_are_owned_are_one_name(read: Reader) -> None:
    found = read("The Transport Workers' League wrote to the Law Society of Kenya.")
    assert found.entity("Transport Workers' League").kind is EntityKind.ORGANIZATION
    assert found.entity("Law Society of Kenya").kind is EntityKind.ORGANIZATION


def test_a_company_is_known_by_its_first_words_and_without_its_trade(read: Reader) -> None:
    found = read("Carmaker Morrow Motors signed. Morrow chairman Tunde Akerele was pleased.")
    assert found.mention("Morrow").entity == found.mention("Morrow Motors").entity
    assert found.roles("Tunde Akerele") == [("chairman", "Morrow Motors", "current")]


def test_an_employer_is_no_person(read: Reader) -> None:
    found = read("Milan Haberer, the director of Lindholt Transit, and Jo Falk, an analyst at Stone Ridge, agreed.")
    assert found.entity("Lindholt Transit").kind is EntityKind.ORGANIZATION
    assert found.entity("Stone Ridge").kind is EntityKind.ORGANIZATION


def test_an_ordinary_word_that_opens_a_sentence_is_no_name(read: Reader) -> None:
    found = read("They sell software. Software is the key driver.")
    assert found.texts() == []


def test_a_town_may_lend_somebody_a_name(read: Reader) -> None:
    found = read("Jack London wrote of the sea. London drank. He lived in London once. Mr Jordan knew him.")
    assert found.refers("London", 1) == "Jack London"
    assert found.index.place([t for t in found.text.tokens if t.text == "London"][2].i) is not None
    assert found.entity("Jordan").kind is EntityKind.PERSON


def test_hard_blanks_and_line_ends_do_not_hide_a_name(read: Reader) -> None:
    found = read("The New\u00a0York\nTimes reported it.")
    assert found.entity("New\u00a0York\nTimes").name == "New York Times"


def test_a_town_may_lend_a_company_its_name(read: Reader) -> None:
    found = read("StatesWest Airlines bid for Mesa Airlines. Mesa declined. He lives in Mesa.")
    assert found.refers("Mesa", 1) == "Mesa Airlines"
    assert found.refers("Mesa", 2) == "Mesa"


def test_a_platform_of_one_letter_needs_its_preposition(read: Reader) -> None:
    assert read("She wrote on X that talks had ended.").entity("X").key == "org/x"
    witness = read("Witness X said that nothing had happened.")
    assert all(e.key != "org/x" for e in witness.index.entities.values())


def test_two_of_one_name_in_a_list_are_two(read: Callable[[str], Any]) -> None:
    found = read("Among the dead were: Abdul Karim, a trader; Abdul Karim, a student; Ana Lima, a nurse.").index
    assert [e.name for e in found.entities.values()] == ["Abdul Karim", "Abdul Karim", "Ana Lima"]
