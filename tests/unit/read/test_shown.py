"""What a reader sees of an article, and that every place leads back to the input's own characters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, BlockKind
from kgbuild.problems import Problem
from kgbuild.read.articles import read_articles
from kgbuild.read.shown import as_written, visible
from kgbuild.read.wording import read_wording
from kgbuild.read.wraps import unwrapped

WORDING = read_wording(load_lexicon())


def seen(text: str) -> str:
    return unwrapped(visible(as_written(text)), WORDING).text


def read(path: Path) -> tuple[Article, list[Problem]]:
    problems: list[Problem] = []
    (article,) = read_articles([path], lexicon=load_lexicon(), problems=problems)
    return article, problems


def bodies(article: Article) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.BODY]


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("Bor\u00adder guards in Var\u00adna", "Border guards in Varna"),
        ("Ana\u200b Roe\ufeff met\u2060 Li", "Ana Roe met Li"),
        ("Ana\u00a0Roe owes 5\u202f000", "Ana Roe owes 5 000"),
        ("the \u202eparty\u202c", "the party"),
        ("a\x00b\x07c", "abc"),
        ("Roe &amp; Sons said &#8220;no&#8221;", "Roe & Sons said “no”"),
        ("AT&T and R&D; a &nonsense; stays", "AT&T and R&D; a &nonsense; stays"),
        ("the boardâ€™s chair, JosÃ©", "the board’s chair, José"),
        ("CAFÉ— open, 5 Â£", "CAFÉ— open, 5 £"),
        ("LA MAÑANÃ” closes", "LA MAÑANÃ” closes"),
    ],
)
def test_invisible_and_broken_characters(written: str, reads: str) -> None:
    assert seen(written) == reads


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("The minister re-\nsigned on Tues-\nday in Ljub-\nljana.", "The minister resigned on Tuesday in Ljubljana."),
        ("The Malta-\nbased bank and its co-\nowner lost.", "The Malta-based bank and its co-owner lost."),
        ("An ex-\nemployee of an ex-\nporter saw the ex-\nwife.", "An ex-employee of an exporter saw the ex-wife."),
        ("The US-\nled talks of Anne-\nMarie Roe ended.", "The US-led talks of Anne-Marie Roe ended."),
        (
            "A gas-\nfired plant closed. The gas-fired plant was old.",
            "A gas-fired plant closed. The gas-fired plant was old.",
        ),
        ("The via-\r\nduct held.", "The viaduct held."),
    ],
)
def test_words_broken_at_a_line_s_end(written: str, reads: str) -> None:
    assert seen(written) == reads


def test_a_hyphen_between_paragraphs_joins_nothing() -> None:
    assert seen("Votes: 12-\n\nnine were against.") == "Votes: 12-\n\nnine were against."


@pytest.mark.parametrize("bullet", ["- ", "• ", "* ", "1. "])
def test_a_list_after_a_colon_is_one_sentence_with_its_introduction(bullet: str) -> None:
    items = ("Dr. Ana Roe", "Md. Li Wei, a cook, and Prof. Bo Lind", "Gen. Eva Moe")
    short = "Those on board were:" + "".join(f"\n{bullet}{item}" for item in items)
    assert seen(short) == "Those on board were: Dr. Ana Roe; Md. Li Wei, a cook, and Prof. Bo Lind; Gen. Eva Moe."
    told = f"These things were said:\n{bullet}It rained. Ana Roe left\n{bullet}Bo Lind stayed"
    assert seen(told).count("\n") == 2
    text = f"Present at the talks were:\n\n{bullet}Ana Roe, mayor of Brno\n{bullet}Li Wei, envoy\n\nThey agreed."
    assert seen(text) == "Present at the talks were: Ana Roe, mayor of Brno; Li Wei, envoy.\n\nThey agreed."


_NAMED = ": Ana Roe, mayor of Brno; Li Wei, envoy."


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("Attendees: Ana Roe, Li Wei, Bo Lund\n\nThey agreed.", "Attendees: Ana Roe, Li Wei, Bo Lund.\n\nThey agreed."),
        ("Present: Ana Roe (Brno) and Li Wei.", "Present: Ana Roe (Brno) and Li Wei."),
        ("List of participants: Ana Roe; Li Wei", "List of participants: Ana Roe; Li Wei."),
        ("Participants:\nAna Roe, mayor of Brno\nLi Wei, envoy\n\nEnd.", f"Participants{_NAMED}\n\nEnd."),
        ("# Attendees\n\n- Ana Roe, mayor of Brno\n\n- Li Wei, envoy\n\nEnd.", f"Attendees{_NAMED}\n\nEnd."),
        ("In attendance\n1. Ana Roe, mayor of Brno\n2. Li Wei, envoy", f"In attendance{_NAMED}"),
        (
            "# Delegates\n\nName | Role\n\nAna Roe | mayor of Brno\n\nLi Wei | envoy\n\nThey agreed.",
            f"Delegates{_NAMED}\n\nThey agreed.",
        ),
        (
            "Those at the talks were:\n\nAna Roe | mayor of Brno\n\nLi Wei | envoy\n",
            f"Those at the talks were{_NAMED}\n",
        ),
    ],
)
def test_those_present_are_named_in_one_sentence(text: str, reads: str) -> None:
    assert seen(text) == reads


@pytest.mark.parametrize(
    "text",
    [
        "Attendees left early.\n\nThe board met.",  # a sentence
        "Participants\nThe board of Brno met on Monday\nMinisters agreed\n",  # a heading, then lines of a report
        "# Delegates\n\nThe board met on Monday. It agreed.",
        "Toll | Rate\n\nCar | 3\n\nVan | 5\n",  # a table that nobody introduces
    ],
)
def test_words_of_attendance_without_a_list(text: str) -> None:
    assert seen(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "The board decided this:\n\n- The quay closes on Monday. It opens in May.\n- The toll rises.\n",  # sentences
        "Also read:\n- Port strike\n- Toll rises\n",  # a promo label
        "The board met on Monday.\n- Ana Roe\n- Li Wei\n",  # no colon
        "Key points:\n- one\n- two\n",  # a heading
    ],
)
def test_other_lists_stay_lines(text: str) -> None:
    assert seen(text) == text


def test_every_character_leads_to_the_input(tmp_path: Path) -> None:
    text = (
        "---\ndate: 2026-03-04\n---\nThe &quot;Har\u00adbour&quot; board of Var-\nna met in the cen-\ntre on Monday.\n"
    )
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    article, problems = read(path)
    assert bodies(article) == ['The "Harbour" board of Varna met in the centre on Monday.']
    assert article.original is not None
    for word, stands in (("Harbour", "Har\u00adbour"), ("Varna", "Var-\nna"), ("centre", "cen-\ntre"), ('"', "&quot;")):
        start = article.text.index(word)
        assert text[slice(*article.original.place(start, start + len(word)))] == stands
    assert ["a.txt:4" in str(p.where) and "2 HTML entities" in p.what for p in problems] == [True]


@given(st.text(alphabet="ab-\n\u00ad\u200b\u00a0&amp;Ãâ€™. :", max_size=60))
def test_places_are_in_order_and_inside(text: str) -> None:
    shown = unwrapped(visible(as_written(text)), WORDING)
    original = shown.original(text)
    last = 0
    for i in range(len(shown.text)):
        start, end = original.place(i, i + 1)
        assert last <= start < end <= len(text)
        assert end - start > 1 or text[start:end] == shown.text[i] or shown.text[i] == " " or text[start] in "&Ãâ\n"
        last = start


def test_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("The quay closed on Monday.".encode("utf-16"))
    article, _ = read(path)
    assert bodies(article) == ["The quay closed on Monday."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_front_matter_has_any_line_ends(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(
        end.join(["---", "date: 2026-03-04", "publisher: Delta Herald", "---", "The quay closed."]).encode()
    )
    article, problems = read(path)
    assert (article.published, article.source.publisher, problems) == ("2026-03-04", "Delta Herald", [])


def test_long_paragraphs_are_cut_between_sentences() -> None:
    sentence = "The board of the port met on Monday in Varna to talk about tolls. "
    text = "Port board meets\n\n" + sentence * 2000
    path_free = json.dumps(text)  # as a record would give it
    assert len(path_free) > 100_000
    from kgbuild.read.blocks import split_blocks

    found = [text[b.start : b.end] for b in split_blocks(text, wording=WORDING) if b.kind is BlockKind.BODY]
    assert max(map(len, found)) <= 20_000
    assert all(part.endswith("tolls.") and part.startswith("The board") for part in found)
    assert " ".join(found) == (sentence * 2000).strip()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_an_article_in_an_encoding_that_its_mark_tells(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes("The quay closed on Monday.".encode(encoding))
    (article,) = read_articles([tmp_path / "a.txt"], lexicon=load_lexicon(), problems=[])
    assert [article.text[b.start : b.end] for b in article.blocks] == ["The quay closed on Monday."]
