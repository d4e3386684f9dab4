"""How it stands with an event is said in the same words everywhere in a report."""

import pytest

from kgbuild.report.story import Claim, Happening
from kgbuild.report.timeline import state_words


def claimed(name: str, by: str, status: str) -> Claim:
    return Claim("c", "e", name, "v", "v", by, "a", status, denied=False, qualifier="", words=())


def event(state: str, *claims: Claim, told: bool = False, disputed: bool = False) -> Happening:
    return Happening("e", "talks", "Meeting", "", "", False, state, disputed, told, claims)


@pytest.mark.parametrize(
    ("happening", "words"),
    [
        (event("actual"), "held"),
        (event("planned"), "planned"),
        (event("cancelled"), "cancelled"),
        (event("negated"), "denied"),
        (event("actual", disputed=True), "held, day disputed"),
        (event("actual", claimed("type", "Lena Orlo", "attributed"), told=True), "only claimed by Lena Orlo"),
        (event("planned", claimed("type", "Orlo", "attributed"), told=True), "planned, only claimed by Orlo"),
        (event("actual", claimed("factuality", "Orlo", "disputed")), "disputed"),
    ],
)
def test_a_state_has_one_name_and_what_is_claimed_its_source(happening: Happening, words: str) -> None:
    assert state_words(happening) == words
