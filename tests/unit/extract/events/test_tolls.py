"""Figures told in a sentence of their own are those of the event that the report is of; figures of other days, places
and events are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.model.facts import ArticleFacts

TOLD = [
    (
        "A bus plunged into a ravine near Cusco on Monday. Seven passengers died. Another 19 were injured.",
        {"accident": {("killed", 7), ("wounded", 19)}},
    ),
    (
        "Gunmen attacked a mosque in Kano on Friday. Twelve people were killed, police said. A further 40 were hurt.",
        {"attack": {("killed", 12), ("wounded", 40)}},
    ),
    (
        "An earthquake shook the Turkish city of Adana on Friday. Eleven people were killed.",
        {"disaster": {("killed", 11)}},
    ),
    (
        "A gas explosion tore through a bakery in Lyon on Thursday. At least four people died and 15 were injured.",
        {"accident": {("killed", 4), ("wounded", 15)}},
    ),
    (
        "A train derailed near Pune on Saturday. The railway said six passengers had been killed.",
        {"accident": {("killed", 6)}},
    ),
    ("Two trams collided in Basel on Friday. Some 30 passengers were hurt.", {"accident": {("wounded", 30)}}),
    ("A fire broke out in a hostel in Perth on Friday. Twelve guests were missing.", {"accident": {("missing", 12)}}),
    ("A bomb went off at a station in Quetta on Monday. Nine people lost their lives.", {"attack": {("killed", 9)}}),
    (
        "The health ministry said on Wednesday that 18 people died in Monday's attack on a market in Kosti. "
        "Bo Ek condemned the attack.",
        {"attack": {("killed", 18)}},
    ),
    ("Three people died in Bergen on Monday. A crane had fallen on a school bus.", {"accident": {("killed", 3)}}),
    (
        "Rebels killed 12 villagers in Gao on Monday. Another 20 were wounded.",
        {"killing": {("killed", 12), ("wounded", 20)}},
    ),
    (
        "A blast tore through a mill in Lund on Friday. At least 40 people were injured, police said. Union leaders "
        "put the number of injured at more than 100.",
        {"accident": {("wounded", 40), ("wounded", 100)}},
    ),
    (
        "Two trains collided near Lund on Monday, killing 25 people. Twenty-one people died at the scene and four more "
        "in hospital.",
        {"accident": {("killed", 25)}},
    ),
    (
        "A bus overturned near Lund on Monday, killing nine people. Six died on the spot and three others later.",
        {"accident": {("killed", 9)}},
    ),
    ("A tram hit a van in Lund on Monday. Six people died at the scene.", {"accident": {("killed", 6)}}),
]
APART = [
    (
        "Gunmen attacked a checkpoint in Gao on Friday. More than 200 people have been killed in the region this year.",
        200,
    ),
    ("Gunmen attacked a checkpoint in Gao on Friday. More than 200 people have been killed in the region.", 200),
    ("An earthquake shook Adana on Friday. In 2019, 56 people were killed there.", 56),
    ("A bus overturned near Cusco on Monday, killing five. Last year 80 people died on the country's roads.", 80),
    ("A ferry sank off Zamboanga on Tuesday. Two people were killed in Manila on Wednesday.", 2),
    ("A landslide in Pasto killed 38 people on Sunday. Nine people died on the road.", 9),
    ("A storm hit Suva on Monday. Officials fear that 30 people may have died.", 30),
    ("Bomb blasts rocked Yala on Friday, hours after a protest following the deaths of 85 farmers.", 85),
    ("The actor Ann Roe died in Lund on Monday. In Malmo 200 people were injured.", 200),
]


@pytest.mark.parametrize(("words", "expected"), TOLD)
def test_a_toll_is_of_what_was_told(
    extracted: Callable[[str], ArticleFacts], words: str, expected: dict[str, set[tuple[str, int]]]
) -> None:
    found = {e.type: {f[:2] for f in e.figures} for e in extracted(words).events}
    assert found == expected


@pytest.mark.parametrize(("words", "number"), APART)
def test_a_toll_of_something_else(extracted: Callable[[str], ArticleFacts], words: str, number: int) -> None:
    first, *_ = extracted(words).events
    assert number not in {f[1] for f in first.figures}


WORDED = [
    ("A court in Lund convicted the baker Bo Ek on Monday. He got a four-year jail term.", {("prison_years", 4)}),
    (
        "LIMA - Rosa Quispe of the Popular Front won Peru's presidential runoff on Sunday with 51.3 "
        "percent of the vote, the electoral office said on Monday. Turnout was 74 percent.",
        {("share", 51.3)},
    ),
    (
        "Leftist Rosa Quispe narrowly won the second round of Peru's presidential election on Sunday, "
        "taking 51.1 percent. Davalos got 48.9 percent.",
        {("share", 51.1)},
    ),
    (
        "Moussa Kone won Mali's presidential election on Sunday. He received 54% of the votes, the commission said.",
        {("share", 54)},
    ),
    (
        "A court in Porto Alegre on Thursday sentenced former mayor Caio Bragan to nine years in prison "
        "for taking bribes. Prosecutors had asked for 12 years.",
        {("prison_years", 9)},
    ),
    (
        "A Brazilian judge has sentenced Caio Bragan, once mayor of Porto Alegre, to eight years in "
        "prison for corruption, the court said on Friday.",
        {("prison_years", 8)},
    ),
    (
        "Ramon Lacson, a former senator, was sentenced to 12 years in prison by a Manila court on "
        "Thursday. He will not appeal.",
        {("prison_years", 12)},
    ),
    (
        "A judge in Oslo jailed the skipper Per Dahl for four years on Tuesday.",
        {("prison_years", 4)},
    ),
    (
        "Morocco beat Senegal 2-1 in the semi-final in Rabat on Wednesday. 62,000 spectators watched the match.",
        {("attendance", 62000)},
    ),
    (
        "Senegal lost 2-1 to hosts Morocco on Wednesday before a crowd of 65,000 in Rabat.",
        {("attendance", 65000)},
    ),
    (
        "Lund City drew 1-1 with Malmo Rovers on Sunday in front of about 18,000 fans.",
        {("attendance", 18000)},
    ),
    (
        "Teachers marched through Lisbon on Saturday. Organisers put the turnout at 50,000; police put "
        "the turnout at 12,000.",
        {("attendance", 12000), ("attendance", 50000)},
    ),
    (
        "Around 3,000 nurses marched in Nairobi on Monday over unpaid wages.",
        {("attendance", 3000)},
    ),
    (
        "An earthquake of magnitude 6.4 shook the southern Philippine city of Davao on Friday. Eleven "
        "people were killed.",
        {("magnitude", 6.4), ("killed", 11)},
    ),
    (
        "A magnitude 6.1 earthquake struck southern Philippines on Friday, killing 8 people in Davao.",
        {("magnitude", 6.1), ("killed", 8)},
    ),
    (
        "A 5.8-magnitude earthquake hit Crete on Monday, the observatory said.",
        {("magnitude", 5.8)},
    ),
    (
        "An earthquake struck off Samoa on Monday. It measured 7.0 on the Richter scale.",
        {("magnitude", 7)},
    ),
    (
        "A 5.2-magnitude earthquake hit Adana on Monday. A magnitude 7.8 quake struck the region in 2023.",
        {("magnitude", 5.2)},
    ),
    (
        "Police said two people were killed in clashes in Arequipa on Monday; the opposition put the toll at five.",
        {("killed", 5), ("killed", 2)},
    ),
    (
        "A landslide buried a village near Pasto on Sunday. The death toll stood at 38 on Tuesday, the ministry said.",
        {("killed", 38)},
    ),
    (
        "A bomb killed eight people in Jos on Monday. The death toll later rose to 11.",
        {("killed", 8)},
    ),
]
SILENT = [
    ("Nine people were injured in a protest in Salto on Monday.", ("attendance", 9)),
    ("Two fans were injured when Lund City beat Malmo Rovers 2-0 on Sunday.", ("attendance", 2)),
    (
        "A court in Lund ruled on Monday that Bo Ek may keep it. Ida Moen, who is facing a 10-year prison term, left.",
        ("prison_years", 10),
    ),
    (
        "A court in Porto Alegre on Thursday sentenced former mayor Caio Bragan to nine years in prison "
        "for taking bribes. Prosecutors had asked for 12 years.",
        ("prison_years", 12),
    ),
    (
        "The banker Bo Ek was charged with fraud in Lund on Monday. He could be sentenced to 20 years in prison.",
        ("prison_years", 20),
    ),
    (
        "Ann Roe, who was jailed for five years in 2015, opened a bakery in Lund on Monday.",
        ("prison_years", 5),
    ),
    (
        "A 5.2-magnitude earthquake hit Adana on Monday. A magnitude 7.8 quake struck the region in 2023.",
        ("magnitude", 7.8),
    ),
    (
        "A bomb killed eight people in Jos on Monday. The death toll later rose to 11.",
        ("killed", 11),
    ),
    (
        "A bomb went off in Kosti on Monday. The toll of the war stands at 4,000, the UN says.",
        ("killed", 4000),
    ),
    (
        "Shares in Kallio rose 18 percent. Bo Ek won the election in Lund on Sunday.",
        ("share", 18),
    ),
    (
        "Lund City beat Malmo Rovers 2-0 on Sunday. The new stadium will seat a crowd of 20,000.",
        ("attendance", 20000),
    ),
    (
        "Lund City beat Malmo Rovers 2-0 on Sunday. Some 900 workers gathered in Oslo on Monday.",
        ("attendance", 900),
    ),
]


@pytest.mark.parametrize(("words", "expected"), WORDED)
def test_a_figure_by_its_wording(
    extracted: Callable[[str], ArticleFacts], words: str, expected: set[tuple[str, float]]
) -> None:
    assert {f[:2] for e in extracted(words).events for f in e.figures} == expected


@pytest.mark.parametrize(("words", "figure"), SILENT)
def test_no_figure_of_what_is_told(
    extracted: Callable[[str], ArticleFacts], words: str, figure: tuple[str, float]
) -> None:
    assert figure not in {f[:2] for e in extracted(words).events for f in e.figures}
