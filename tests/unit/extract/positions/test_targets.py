"""Whom a position is directed at: who is addressed, blamed, asked; the press and houses that only listen are not."""

from __future__ import annotations

from typing import Any

import pytest

NAMES = {
    "P": "Okoro Lind Tran Vega",
    "C": "Peru Chile Ghana Nepal",
    "O": "Reuters Vantage Delmar",
    "G": "residents reporters strikers nurses",
}

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
    # who is behind the thing that a stand is taken on, and who is not
    "Okoro opposes the government of Chile.": "Chile",
    "Okoro opposed Lind's decision to close the port.": "Lind",
    "Okoro welcomed Chile's decision to reopen the port.": "Chile",
    "Okoro voiced criticism of Chile over the delay.": "Chile",
    "Okoro spoke out against Lind's plan.": "Lind",
    "Okoro protested against Chile's blockade.": "Chile",
    "Okoro pledged support for the strikers.": "strikers",
    "Peru promised aid to Ghana.": "Ghana",
    "Okoro expressed support for Lind.": "Lind",
    "Okoro voiced doubts about Chile's promises.": "Chile",
    "Okoro doubts that Chile will pay.": "Chile",
    "Okoro is sceptical of Delmar's figures.": "Delmar",
    "Okoro questioned Lind's honesty.": "Lind",
    "Unlike Lind, Okoro said the dam was safe.": "",
    "Okoro said Chile was worse than Peru.": "",
    "Chile was accused by Okoro of dumping steel.": "Chile",
    "Chile was criticised by Okoro for the delay.": "Chile",
    "Chile has been urged by Okoro to reopen the port.": "Chile",
    "Lind was blamed by Okoro for the collapse.": "Lind",
    "Okoro said Chile should pay.": "Chile",
    "Okoro said that Delmar must publish the report.": "Delmar",
    "Okoro said the port should be reopened by Chile.": "Chile",
    "Okoro called on Lind and Tran to resign.": "Lind Tran",
    "Okoro asked Chile for help.": "Chile",
    "Okoro demanded that Chile's army leave the islands.": "Chile",
    "Okoro demanded talks with Delmar.": "Delmar",
    "Okoro called Lind a coward.": "Lind",
    "Okoro described Chile as a pirate state.": "Chile",
    "Okoro said Lind had lied to the court.": "Lind",
    "Okoro said Chile had failed to protect the dam.": "Chile",
    "Okoro rejected Chile's accusations.": "Chile",
    "Okoro dismissed the claims made by Lind.": "Lind",
    "Okoro disputed Chile's figures.": "Chile",
    "Okoro praised Lind for his courage.": "Lind",
    "Okoro asked Chile for help from Ghana.": "Chile",
    "Okoro demanded help from Ghana.": "Ghana",
    "Okoro promised that Chile would send nurses.": "",
    "Okoro promised Chile that nurses would come.": "Chile",
    "Okoro thanked Chile.": "Chile",
    "Okoro thanked Lind for his patience.": "Lind",
    "Okoro praised the courage of Lind.": "Lind",
    "Okoro praised the work of Chile.": "Chile",
    "Okoro praised the beauty of Chile.": "",
    "Okoro apologised to Lind.": "Lind",
    "Okoro apologised to Lind for the delay.": "Lind",
    "Okoro threatened Chile with tariffs.": "Chile",
    "Okoro threatened to sue Delmar.": "Delmar",
    "Okoro vowed to punish Chile.": "Chile",
    "Okoro warned Lind not to sign.": "Lind",
    "Okoro said he would sue Delmar.": "Delmar",
    "Okoro accused Chile's navy of firing on trawlers.": "Chile",
    "Okoro condemned the attack by Chile.": "Chile",
    "Okoro condemned the Chilean attack.": "Chile",
    "Okoro said he supported Lind.": "Lind",
    "Okoro said she was disappointed by Chile.": "Chile",
    "Okoro said responsibility lay with Chile.": "Chile",
    "In a report to Lind, Okoro said the dam was old.": "",
    "Okoro said in a filing to Vantage that the dam was old.": "",
    "Okoro said Lind had met Tran.": "",
    "Okoro said Chile had signed the treaty.": "",
    "Okoro sided with Chile.": "Chile",
    "Okoro hit out at Lind.": "Lind",
    "Okoro made accusations against Lind.": "Lind",
    "Okoro filed a complaint against Delmar.": "Delmar",
    "Okoro voted against Chile.": "Chile",
    "Okoro ruled out talks with Chile.": "Chile",
    "Okoro refused to meet Lind.": "Lind",
    "Okoro refused to negotiate with Chile.": "Chile",
    "Chile's offer was rejected by Okoro.": "Chile",
    "An offer from Chile was turned down by Okoro.": "Chile",
    "Okoro distanced himself from Lind.": "Lind",
    "Okoro expects Chile to pay.": "",
    "“You lied to us,” Okoro told Lind.": "Lind",
    # whose deed it would be; what is wanted is nobody's target
    "Okoro demanded Lind's resignation.": "Lind",
    "Okoro called for the resignation of Lind.": "Lind",
    "Okoro demanded Delmar.": "",
    "Okoro demanded the release of Lind.": "",
    # whom the clause is done to that a participle adds to
    "Lind sued Delmar in Lima, accusing it of theft.": "Delmar",
    "Lind met Tran in Lima, accusing Delmar of theft.": "Delmar",
    # who would bring it about
    "Okoro threatened to leave unless Chile paid.": "Chile",
    "Okoro threatened to leave unless it rained.": "",
    "Okoro ruled out joining a team led by Lind.": "Lind",
    "Okoro offered to send nurses.": "",
    "Okoro doubts that the nurses are alive.": "",
    "Okoro warned the nurses that prices would fall.": "nurses",
    "Okoro warned reporters that prices would fall.": "",
    "Okoro disagreed with Lind.": "Lind",
    "Okoro pledged solidarity with the nurses.": "nurses",
}


@pytest.mark.parametrize("words", TARGETS)
def test_target(hear: Any, words: str) -> None:
    heard = hear(words, **NAMES)
    assert [" ".join(heard.who(t) for t in p.targets) for p in heard.positions] == [TARGETS[words]]


@pytest.mark.parametrize("denial", ["Chile denied it.", "Chile rejected the reproach."])
def test_a_denial_is_directed_at_the_accuser(hear: Any, denial: str) -> None:
    heard = hear(f"Peru accused Chile of bad faith. {denial}", **NAMES)
    assert [heard.who(t) for t in heard.positions[-1].targets] == ["Peru"]


def test_each_of_two_is_directed_at_the_other(hear: Any) -> None:
    heard = hear("Chile and Peru blamed each other for the collapse.", **NAMES)
    assert [(heard.who(p.speaker), *map(heard.who, p.targets)) for p in heard.positions] == [
        ("Chile", "Peru"),
        ("Peru", "Chile"),
    ]


ANSWERED = {
    "Peru demanded a longer truce. Chile said the demand was absurd.": "Peru",
    "Peru and Ghana demanded a longer truce. Chile called the demand a joke.": "Ghana Peru",
    "Peru accused Chile of theft. Chile dismissed the accusation as absurd.": "Peru",
    "Peru proposed a longer truce. Chile said the proposal was unacceptable.": "Peru",
    "Peru proposed a longer truce. Chile said the proposal was long.": "",
    "Peru demanded a longer truce. Chile said it had no interest in one.": "",
}


@pytest.mark.parametrize("words", ANSWERED)
def test_what_is_said_of_a_demand_is_directed_at_who_made_it(hear: Any, words: str) -> None:
    heard = hear(words, **NAMES)
    assert " ".join(sorted(heard.who(t) for t in heard.positions[-1].targets)) == ANSWERED[words]


GOES_ON = {
    "Okoro accused Lind of lying. “They never told us,” Okoro said.": "Lind",
    "Okoro criticised Chile. “They never told us the truth,” Okoro said.": "Chile",
    "Okoro criticised Chile. “We sleep well,” Okoro said.": "",
    "Okoro criticised Chile. “They never told us the truth,” Lind said.": "Chile",
    "Okoro criticised Chile. “They sleep well,” Lind said.": "",
    "Okoro criticised Chile and Peru. “They never told us the truth,” Lind said.": "",
    "Okoro thanked Chile. “They never told us the truth,” Vega said.": "",
    "Okoro criticised Lind. “They never told us the truth,” Lind said.": "Okoro",
    "Okoro thanked Chile. “They never told us the truth,” Okoro said.": "",
}


@pytest.mark.parametrize("words", GOES_ON)
def test_they_are_whom_the_speaker_has_just_accused(hear: Any, words: str) -> None:
    heard = hear(words, **NAMES)
    assert " ".join(heard.who(t) for t in heard.positions[-1].targets) == GOES_ON[words]
