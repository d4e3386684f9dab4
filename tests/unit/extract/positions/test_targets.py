"""Whom a position is directed at: who is addressed, blamed, asked; the press and houses that only listen are not."""

from __future__ import annotations

from typing import Any

import pytest

NAMES = {"P": "Okoro Lind Tran Vega", "C": "Peru Chile Ghana Nepal", "O": "Reuters Vantage", "G": "residents reporters"}

TARGETS = {
    # who is told something
    "Okoro told Lind that the dam was safe.": "Lind",
    "“The dam is safe,” Okoro told Lind.": "Lind",
    "Peru told Chile that the port was shut.": "Chile",
    "Okoro told residents that the dam was old.": "",
    "Lind was informed by Okoro that the dam was safe.": "Lind",
    "Okoro warned Chile that prices would fall.": "Chile",
    "Chile was warned by Okoro that prices would fall.": "Chile",
    "Okoro issued a warning to Chile that prices would fall.": "Chile",
    "In a letter to Lind, Okoro said the dam was old.": "Lind",
    "Speaking to Lind, Okoro said the dam was old.": "Lind",
    # who only listens
    "Okoro told reporters that the dam was safe.": "",
    "Okoro told Reuters that the dam was safe.": "",
    "Okoro told Vantage that the dam was safe.": "",
    "Okoro warned that Chile would never sign.": "",
    # a content that names another target wins
    "Okoro told Lind that Chile must reopen the port.": "Chile",
    "Okoro told Lind that Chile had violated the truce.": "Chile",
    # with the thing asked for
    "Okoro demanded an apology from Chile.": "Chile",
    "Lind requested more money from Peru.": "Peru",
    "Okoro blamed the collapse on Chile.": "Chile",
    "Lind blamed the delay on Peru.": "Peru",
    "Okoro appealed to Chile for help.": "Chile",
    "Lind pleaded with Peru for time.": "Peru",
    "Okoro pleaded with Lind to resign.": "Lind",
    "Tran has pleaded with Vega to stay.": "Vega",
    "Okoro reproached Lind with playing for time.": "Lind",
    "Lind reproached Peru for the delay.": "Peru",
    "Okoro lashed out at Chile over the delay.": "Chile",
    "Lind tore into Peru over the delay.": "Peru",
    "Okoro said Lind was hiding behind lawyers.": "Lind",
    "Okoro said Chile was to blame.": "Chile",
}


@pytest.mark.parametrize("words", TARGETS)
def test_target(hear: Any, words: str) -> None:
    heard = hear(words, **NAMES)
    assert [" ".join(heard.who(t) for t in p.targets) for p in heard.positions] == [TARGETS[words]]


@pytest.mark.parametrize("denial", ["Chile denied it.", "Chile rejected the reproach."])
def test_a_denial_is_directed_at_the_accuser(hear: Any, denial: str) -> None:
    heard = hear(f"Peru accused Chile of bad faith. {denial}", **NAMES)
    assert [heard.who(t) for t in heard.positions[-1].targets] == ["Peru"]
