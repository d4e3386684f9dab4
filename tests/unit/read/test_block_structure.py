"""Where blocks begin and end, and what their place in the article makes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.lexicon import Lexicon, load_lexicon
from kgbuild.model.article import BlockKind
from kgbuild.read.blocks import split_blocks
from kgbuild.read.lines import paragraphs
from kgbuild.read.wording import Wording, read_wording
from kgbuild.yamlio import parse_yaml

STORY = "The harbour board met on Tuesday and agreed to close the northern quay for repairs."
MORE = "Work is to begin in the spring, the board's chairman said, and will take about a year."


@pytest.fixture(scope="module")
def wording() -> Wording:
    return read_wording(load_lexicon())


def shape(text: str, wording: Wording, title: str = "") -> list[tuple[str, str]]:
    return [(b.kind.value, text[b.start : b.end]) for b in split_blocks(text, title=title, wording=wording)]


@pytest.mark.parametrize(
    "lead",
    [
        "VARNA (Meridian Wire) -",
        "VARNA, March 3 (Reuters) —",
        "PORT AMES, Ruritania (AP) —",
        "Port Ames, Ruritania (AP) --",
        "VARNA, 3 March 2026 –",
        "Varna, March 3 –",
        "VARNA/PORT AMES —",
        "NEW VARNA:",
        "TROMVØ, Norvale —",
        "(Reuters) -",
        "Meridian -",
        "Meridian Wire -",
        "The Varna Ledger --",
        "meridianwire.com -",
        "MARCH 03, 2026 (MERIDIAN WIRE) -",
        "NEW VARNA, AUG 29:",
        "VARNA, Norvale, May 7:",
        "PORT AMES, Oct. 10. -",
    ],
)
def test_a_dateline_is_cut_off_its_paragraph(lead: str, wording: Wording) -> None:
    text = f"{lead} {STORY}\n\n{MORE}"
    assert shape(text, wording) == [("byline", lead), ("body", STORY), ("body", MORE)]


@pytest.mark.parametrize("lead", [("AP -",), ("Reuters -",), ("Northern Press -", "VARNA (NP) -")])
def test_who_sent_it_is_no_part_of_the_sentence(lead: tuple[str, ...], wording: Wording) -> None:
    found = shape(f"{' '.join(lead)} {STORY}\n\n{MORE}", wording)
    assert found == [*(("byline", line) for line in lead), ("body", STORY), ("body", MORE)]


@pytest.mark.parametrize(
    "sentence",
    [
        "UN - or what is left of it - refused to leave.",
        "Russia - which holds the valley - refused to leave.",
        "US: no troops will be sent, the envoy said.",
        "The Varna Accord (1962) - still in force - bans both.",
        "NATO's chief said that the drills were over.",
        "Kestner (Social Democrats) won 31 percent of the vote.",
        "Kestner - Varna's largest brewer - cut 300 jobs.",
        "Varna Telecom -- Ruritania's second -- named a chairman.",
    ],
)
def test_a_sentence_with_a_dash_keeps_its_first_words(sentence: str, wording: Wording) -> None:
    assert shape(f"{sentence}\n\n{MORE}", wording)[0] == ("body", sentence)


@pytest.mark.parametrize(
    "thanks", ["(Reporting by Omar Tal; Editing by Pia Moss)", "(Reuters)", "[AP]", "(Additional reporting by O. Tal)"]
)
def test_credits_are_cut_off_the_last_paragraph(thanks: str, wording: Wording) -> None:
    assert shape(f"{STORY}\n\n{MORE} {thanks}", wording)[1:] == [("body", MORE), ("byline", thanks)]


@pytest.mark.parametrize("promo", ["Also Read: Quay to close in May", "READ MORE | Who pays for the quay"])
def test_a_promo_title_is_cut_off_the_end_of_a_line(promo: str, wording: Wording) -> None:
    assert shape(f"{STORY}\n\n{MORE} {promo}", wording)[1:] == [("body", MORE), ("boilerplate", promo)]


def test_a_sentence_after_a_label_at_the_end_of_a_line_stays(wording: Wording) -> None:
    line = f"{MORE} See also: the words stood on the door."
    assert shape(f"{STORY}\n\n{line}", wording)[1:] == [("body", line)]


def test_a_bracket_that_belongs_to_the_sentence_stays(wording: Wording) -> None:
    sentence = "The deal binds every member of the alliance (NATO)"
    assert shape(f"{STORY}\n\n{sentence}. {MORE}", wording)[1] == ("body", f"{sentence}. {MORE}")


def test_bullets_are_cut_off_and_short_ones_are_headings(wording: Wording) -> None:
    text = f"{STORY}\n\nKey points:\n- No date for a vote\n• {MORE}"
    assert shape(text, wording)[1:] == [
        ("subhead", "Key points:"),
        ("subhead", "- No date for a vote"),
        ("body", MORE),
    ]


def test_the_first_line_without_a_stop_is_the_headline(wording: Wording) -> None:
    found = shape(f"Harbour board closes quay\n\nBy Pia Moss\n\n{STORY}\n\n{MORE}", wording)
    assert [kind for kind, _ in found] == ["headline", "byline", "body", "body"]


def test_a_line_like_the_title_is_a_headline_wherever_it_stands(wording: Wording) -> None:
    title = "Harbour board closes quay. Why?"
    assert shape(f"{STORY}\n\n{title}\n\n{MORE}", wording, title=title)[1][0] == "headline"


def test_a_text_of_one_line_is_body(wording: Wording) -> None:
    assert shape("Ruritania and Arcadia met in Varna on Tuesday", wording)[0][0] == "body"


def test_one_paragraph_a_line_crlf_and_bom(wording: Wording) -> None:
    text = f"\ufeff{STORY}\r\nAlso read: Quay to close\r\n{MORE}\r\n"
    assert shape(text, wording) == [("body", STORY), ("boilerplate", "Also read: Quay to close"), ("body", MORE)]


def test_wrapped_paragraphs_stay_whole(wording: Wording) -> None:
    wrapped = (
        "The harbour board met on Tuesday and agreed to close the\n"
        "northern quay for repairs, its chairman said, after years\n"
        "of delay."
    )
    text = f"Board closes quay\nBy Pia Moss\n\n{wrapped}\n\n{wrapped}\n"
    assert shape(text, wording) == [
        ("headline", "Board closes quay"),
        ("byline", "By Pia Moss"),
        ("body", wrapped),
        ("body", wrapped),
    ]


def test_a_line_that_ends_inside_a_sentence_goes_on_however_long_another_is(wording: Wording) -> None:
    long = f"{STORY} It was the third time in a year that the board had met about the same quay and its leaks."
    gone_on = "Its chairman said that the board of the harbour\nhad met on Tuesday."
    assert shape(f"{long}\n{gone_on}", wording)[1:] == [("body", gone_on)]
    short = "The quay, its chairman said\nhad leaked"
    assert len(shape(f"{long}\n{short}", wording)) == 3


def test_a_long_promo_paragraph_with_reporting_is_a_story(wording: Wording) -> None:
    long = (
        "Sign up for the army, the posters in every village said, and "
        + "the young men went, " * 15
        + "and few returned."
    )
    assert shape(f"{STORY}\n\n{long}", wording)[1][0] == "body"


UNSEEN = set(" \n\r\u2028\ufeff")


@given(st.text(alphabet=st.sampled_from("aB .\n\r\u2028\ufeff“”'"), max_size=60))
def test_paragraphs_cover_all_words_in_order(text: str) -> None:
    last = 0
    for part in paragraphs(text):
        assert last <= part.start < part.end <= len(text)
        assert not set(text[last : part.start]) - UNSEEN
        assert text[part.start : part.end] == text[part.start : part.end].strip()
        last = part.end
    assert not set(text[last:]) - UNSEEN


def test_wrong_patterns_are_all_reported_with_their_lines() -> None:
    from kgbuild.errors import ConfigError

    written = "labels:\n  - also (read\n  - read more\nbuttns: [share]\nlines: ['a)', 'a) (b', '', '(a|(b)?)']\n"
    node = parse_yaml(written, "mine.yml")
    with pytest.raises(ConfigError) as caught:
        read_wording(Lexicon({"boilerplate": (node,)}))
    assert [str(p.where) for p in caught.value.problems] == [
        "mine.yml:4:1",
        "mine.yml:2:5",
        *(f"mine.yml:5:{at}" for at in (9, 15, 24)),
    ]
    assert "did you mean buttons?" in str(caught.value)


def test_without_any_wording_structure_alone_decides() -> None:
    empty = read_wording(Lexicon({}))
    kinds = [b.kind for b in split_blocks(f"Quay closes\n\n{STORY}\n\n{MORE}", wording=empty)]
    assert kinds == [BlockKind.HEADLINE, BlockKind.BODY, BlockKind.BODY]


@pytest.mark.parametrize(("length", "byline"), [(40, True), (6_000, False)])
def test_no_notice_is_as_long_as_a_page_however_few_words_it_has(wording: Wording, length: int, byline: bool) -> None:
    text = f"Ferries stop\n\nTwo ferries stopped.\n\nBy Ann Lee, {'x' * length}\n\nThey sail again today.\n"
    assert (shape(text, wording)[2][0] == "byline") is byline
