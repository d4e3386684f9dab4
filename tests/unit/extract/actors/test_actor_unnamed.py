"""Who acts or speaks without a name is an actor of the article, and later short forms of a name find it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kgbuild.model.facts import EntityKind

Reader = Callable[[str], Any]


def test_an_unnamed_person_who_speaks_is_an_actor_and_each_one_is_another(read: Reader) -> None:
    found = read("A Western diplomat said the talks had failed. An adviser told reporters the opposite.")
    assert found.entity("Western diplomat").kind is EntityKind.PERSON
    assert found.entity("Western diplomat").id != found.entity("adviser").id


def test_an_unnamed_person_who_only_passes_by_is_none(read: Reader) -> None:
    assert "diplomat" not in read("She spoke of a diplomat.").texts()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The plan is dead, people familiar with the matter said.", "people familiar with the matter"),
        ("The plan is dead, according to two people with knowledge of it.", "two people"),
        ("Relatives of the dead said nobody had called them.", "Relatives of the dead"),
    ],
)
def test_sources_are_a_group_with_what_tells_of_them(read: Reader, text: str, words: str) -> None:
    assert read(text).entity(words).kind is EntityKind.GROUP


def test_a_body_is_told_from_others_of_its_sort(read: Reader) -> None:
    found = read("The interior ministry denied it. The justice committee objected. The central bank agreed.")
    bodies = [found.entity(w) for w in ("interior ministry", "justice committee", "central bank")]
    assert [b.kind for b in bodies] == [EntityKind.ORGANIZATION] * 3


def test_a_title_does_not_hide_the_body_it_is_held_at(read: Reader) -> None:
    found = read("The foreign ministry spokesman Geng Weiliang declined to comment.")
    assert found.entity("foreign ministry").kind is EntityKind.ORGANIZATION


def test_the_government_that_others_deal_with_is_an_actor(read: Reader) -> None:
    assert "government" in read("The bank resisted calls from the government for a cut.").texts()


def test_leaders_of_several_countries_are_one_group(read: Reader) -> None:
    assert "leaders of Turkey, Iraq and Syria" in read("The leaders of Turkey, Iraq and Syria met on Monday.").texts()


def test_an_organisation_goes_by_its_first_word_later(read: Reader) -> None:
    found = read("Brandt Instruments rejected the bid. Shares in Brandt fell.")
    assert found.refers("Brandt", 1) == "Brandt Instruments"


def test_a_word_that_says_what_a_body_is_makes_no_short_form(read: Reader) -> None:
    found = read("The Harbour Institute published it. Harbour dues rose.")
    assert found.refers("Harbour", 1) is None


def test_a_double_name_and_a_name_behind_capital_particles_come_back(read: Reader) -> None:
    found = read(
        "Its chief executive, Denise Calloway-Ruiz, flew to London and met Maarten van den Heuvel, the chairman. "
        "Calloway-Ruiz told analysts that the price was fair. She met Van den Heuvel for an hour."
    )
    assert found.refers("Ruiz", 1) == "Denise Calloway-Ruiz"
    assert found.refers("Heuvel", 1) == "Maarten van den Heuvel"


def test_a_colleague_whose_name_follows_is_named(read: Reader) -> None:
    found = read("A colleague from Morocco, Youssef Benhima, said he expected a deal.")
    assert found.refers("colleague") == "Youssef Benhima"


def test_a_source_who_gives_a_name_has_it(read: Reader) -> None:
    found = read("A spokesman, who gave his name as Abu Haider, denied any role.")
    assert found.refers("spokesman") == "Abu Haider"


def test_an_adjective_with_an_article_means_the_people(read: Reader) -> None:
    assert read("The Nepalese were angry.").entity("Nepalese").name == "Nepal"
    assert "Nepalese" not in read("The Nepalese minister was angry.").texts()


def test_a_name_before_a_full_stop_that_its_token_keeps_ends_before_it(read: Reader) -> None:
    assert "X" in read("The clip was posted to X. It was later deleted.").texts()


@pytest.mark.parametrize(
    "text",
    ["The bridge is expected to open in May.", "Rain is expected to fall.", "The hearing is expected to last a day."],
)
def test_what_is_expected_to_happen_is_no_actor(read: Reader, text: str) -> None:
    assert not read(text).index.entities


def test_whoever_is_urged_to_do_something_is_one(read: Reader) -> None:
    assert "archive" in read("The archive was urged to open its files.").texts()


@pytest.mark.parametrize(
    ("text", "first", "then"),
    [
        ("A senior lawyer said he was pleased. The lawyer said he would wait.", "senior lawyer", "lawyer"),
        ("The harbour board said it had no money. The board said it would close.", "harbour board", "board"),
        ("A second officer said it was open. The officer said he was tired.", "second officer", "officer"),
    ],
)
def test_a_noun_with_less_around_it_takes_up_who_was_told_with_more(
    read: Reader, text: str, first: str, then: str
) -> None:
    found = read(text)
    assert found.entity(first).id == found.entity(then).id
