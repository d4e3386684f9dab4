"""Names of events say who did it and to whom, and never make sides of those who were charged together."""

from collections.abc import Callable
from typing import Any

import pytest

_NAMES = {"O": "Norvik_Bank Halden", "P": "Ana_Ruiz Bo_Lind", "C": "Peru Chile"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Norvik Bank sold its stake in Halden on Monday.", "sale involving Halden by Norvik Bank"),
        ("Norvik Bank bought Halden for 40 million euros on Monday.", "acquisition of Halden by Norvik Bank"),
        ("Prosecutors charged Ana Ruiz and Bo Lind with fraud on Monday.", "charges against Ana Ruiz and Bo Lind"),
        ("Ana Ruiz sued Halden on Monday.", "lawsuit against Halden by Ana Ruiz"),
        ("Ana Ruiz was convicted of arson on Monday.", "conviction of Ana Ruiz"),
        ("Norvik Bank and Halden signed an agreement on Monday.", "agreement between Norvik Bank and Halden"),
        ("The third round of talks between Peru and Chile ended.", "third round of talks between Peru and Chile"),
        ("The 12th round of talks between Peru and Chile ended.", "round 12 of talks between Peru and Chile"),
    ],
)
def test_names_say_who_did_it_and_to_whom(read: Callable[..., Any], text: str, label: str) -> None:
    seen = read(text, **_NAMES)
    told = [*seen.found.events, *seen.found.meetings]
    assert any(event.label.startswith(label) for event in told), [e.label for e in told]


def test_a_meeting_that_is_named_as_a_body_does_not_sit_in_itself(extracted: Callable[..., Any]) -> None:
    facts = extracted("Viktor Jush told an investors' conference in Lviv on Monday that the mill would be returned.")
    names = {e.id: e.name for e in facts.entities}
    [meeting] = facts.meetings
    assert sorted(names[p] for p in meeting.participants) == ["Viktor Jush", "investors"]
