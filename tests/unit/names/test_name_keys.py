from __future__ import annotations

import pytest

from kgbuild.names.keys import name_key
from kgbuild.names.organizations import initials, is_common, organization_key
from kgbuild.names.persons import Likeness, compare_persons, parse_person, short_forms


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("George W. Bush", "George H. W. Bush", Likeness.DIFFERENT),
        ("Kim Jong Un", "Kim Jong Il", Likeness.DIFFERENT),
        ("Kim Jong Un", "Kim Jong-un", Likeness.SAME),
        ("Raul Castro", "Fidel Castro", Likeness.DIFFERENT),
        ("Mohammed bin Salman", "Muhammad bin Salman", Likeness.SAME),
        ("Abdel Fattah al-Sisi", "Abdel Fattah el-Sissi", Likeness.SAME),
        ("Abdel Rahman al-Tayeb", "Abdelrahman Altayeb", Likeness.SAME),
        ("Jan van den Berg", "Jan Vandenberg", Likeness.SAME),
        ("Ali Amin", "Ali Alamin", Likeness.DIFFERENT),
        ("Andrés Manuel López Obrador", "López Obrador", Likeness.POSSIBLE),
        ("Xi Jinping", "Xi", Likeness.POSSIBLE),
        ("J. Smith", "John Smith", Likeness.LIKELY),
        ("Peter J. Malloy", "Peter Malloy", Likeness.LIKELY),
        ("Bill Hart", "William Hart", Likeness.LIKELY),
        ("Vladimir Orlov", "Volodymyr Orlov", Likeness.LIKELY),
        ("Clara Boric Font", "Clara Boric", Likeness.LIKELY),
        ("John Smith Jr.", "John Smith Sr.", Likeness.DIFFERENT),
        ("Xi Jinping", "Li Keqiang", Likeness.DIFFERENT),
    ],
)
def test_persons_are_compared_by_structure(one: str, other: str, likeness: Likeness) -> None:
    assert compare_persons(one, other) is likeness
    assert compare_persons(other, one) is likeness


def test_particles_and_titles_are_no_part_of_the_family_name() -> None:
    assert parse_person("Sheikh Tamim bin Hamad Al Thani").family[0] == "thani"
    assert parse_person("Ursula von der Leyen").family[0] == "leyen"


def test_a_particle_with_a_capital_before_one_name_is_a_given_name() -> None:
    assert compare_persons("Al Brenner", "Rita Brenner") is Likeness.DIFFERENT
    assert compare_persons("Ben Sato", "Raymond Sato") is Likeness.DIFFERENT
    assert compare_persons("Bashar al-Azmi", "Bashar Azmi") is Likeness.SAME


def test_a_particle_that_a_hyphen_joins_is_no_given_name() -> None:
    assert not parse_person("Ben-Shimol").full
    assert parse_person("Ben Shimol").full
    assert short_forms("Yael Ben-Shimol") == ("Shimol",)


def test_a_given_name_of_two_halves_stands_after_the_family_name() -> None:
    assert short_forms("Cheung Wai-lam") == ("Wai-lam", "Cheung")
    assert parse_person("Cheung Wai-lam").family == ("cheung", "wailam")
    assert short_forms("Jean-Luc Moreau") == ("Moreau",)


def test_organizations_ignore_legal_form_and_know_their_initials() -> None:
    assert organization_key("The Halden Marine Corp.") == organization_key("Halden Marine")
    assert organization_key("Aalund A/S") == organization_key("Aalund")
    assert organization_key("Bank of Norvale") != organization_key("Bank of Estmark")
    assert "IAEA" in initials("International Atomic Energy Agency")
    assert initials("Reuters") == frozenset()


def test_what_every_state_has_is_no_name() -> None:
    assert is_common("the Foreign Ministry")
    assert not is_common("Halden Bank")


def test_a_name_without_letters_has_no_key() -> None:
    assert name_key("--") == ""


def test_who_is_called_king_by_family_has_a_full_name() -> None:
    assert parse_person("Ada King").family == ("king",)
    assert parse_person("Dr. Ada Prince").keys == ("ada", "prince")
    assert parse_person("King Ada").keys == ("ada",)
    assert parse_person("Crown Prince").keys == ()
