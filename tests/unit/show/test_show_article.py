"""What `kgbuild extract --show` prints."""

from __future__ import annotations

import io
from dataclasses import replace

from kgbuild.model.article import Article, Block, BlockKind, Source
from kgbuild.model.facts import (
    ArticleFacts,
    DateFact,
    Entity,
    EntityKind,
    Event,
    Factuality,
    Form,
    IssueRef,
    Mention,
    Mode,
    PositionFact,
    Role,
    SentenceFact,
    Span,
    Stance,
    Timex,
    When,
)
from kgbuild.show.article import show_article
from kgbuild.show.line import Line, Mark, Paint
from kgbuild.show.marks import within
from kgbuild.show.terminal import STYLES, legend, paint, plain

TEXT = """Port news
Envoy Ana Roe said on
Monday that "tolls must fall". She met Oltania.
"""


def span(words: str, start: int = 0) -> Span:
    at = TEXT.index(words, start)
    return Span(at, at + len(words), words)


def mention(words: str, entity: str, kind: EntityKind = EntityKind.PERSON, form: Form = Form.NAME) -> Mention:
    found = span(words)
    return Mention(found.start, found.end, words, form, entity, kind)


def sentence(index: int, words: str, kind: BlockKind) -> SentenceFact:
    found = span(words)
    return SentenceFact(index, found.start, found.end, kind)


POSITION = PositionFact(
    "p1", "e1", span("Envoy Ana Roe"), span("said"), (span('"tolls must fall"'),), (span("tolls must fall"),),
    '"tolls must fall"', Mode.DIRECT, Stance.DEMANDS, (IssueRef("other", "tolls"),), targets=("e2",),
    audience=("e3",), medium="statement", sentences=(1,), polarity="negative", confidence=0.9, why="say frame",
    frame="lexicon/own.yml:3",
)  # fmt: skip
MEETING = Event(
    "m1", "meeting", "talks", (span("met"), span("Oltania")), level="round", participants=("e1", "e2"),
    factuality=Factuality.PLANNED, when=When("2026-03-02"), frame="lexicon/own.yml:9",
    figures=(("present", 12, "at least", span("met")),),
)  # fmt: skip
FACTS = ArticleFacts(
    Article("a.txt", TEXT, published="2026-03-03", source=Source("The Gull")),
    (
        sentence(0, "Port news", BlockKind.HEADLINE),
        sentence(1, 'Envoy Ana Roe said on\nMonday that "tolls must fall".', BlockKind.BODY),
        sentence(2, "She met Oltania.", BlockKind.BODY),
    ),
    (mention("Ana Roe", "e1"), mention("She", "e1", form=Form.PRONOUN), mention("Oltania", "e2", EntityKind.COUNTRY)),
    (
        Entity("e1", EntityKind.PERSON, "Ana Roe", roles=(Role("envoy", "e2", "former", span("Envoy"), "r.yml:1"),)),
        Entity("e2", EntityKind.COUNTRY, "Oltania", known="lexicon/own.yml:1"),
    ),
    (DateFact("d1", span("Monday").start, span("Monday").end, "Monday", "2026-03-02", None, None,
              Timex("DATE", "2026-03-02"), True),),
    (MEETING,),
    (),
    (POSITION,),
)  # fmt: skip


def test_each_sentence_is_followed_by_its_facts() -> None:
    assert [(line.label, line.text, line.source) for line in show_article(FACTS)] == [
        ("", "a.txt - The Gull - 2026-03-03", ""),
        ("headline", "Port news", ""),
        ("1", 'Envoy Ana Roe said on Monday that "tolls must fall".', ""),
        ("e1", "Ana Roe [person, name]", ""),
        ("e1", "Ana Roe is former envoy of Oltania", "r.yml:1"),
        ("d1", "Monday = 2026-03-02", ""),
        (
            "p1",
            'Ana Roe - demands - Oltania - other (tolls): "tolls must fall" '
            "[negative; direct; to e3; by statement; 0.90 say frame]",
            "lexicon/own.yml:3",
        ),
        ("2", "She met Oltania.", ""),
        ("e1", "She = Ana Roe [person, pronoun]", ""),
        ("e2", "Oltania [country, name]", "lexicon/own.yml:1"),
        (
            "m1",
            "talks - Ana Roe, Oltania - ? - 2026-03-02 [planned; round; present at least 12; 1.00]",
            "lexicon/own.yml:9",
        ),
        ("m1", "Oltania (again)", ""),
    ]


def test_marks_cover_the_words_they_are_of() -> None:
    lines = {line.label: line for line in show_article(FACTS) if not line.fact}
    marked = {(lines["1"].text[m.start : m.end], m.paint) for m in lines["1"].marks}
    assert marked == {
        ("Ana Roe", Paint.PERSON),
        ("said", Paint.CUE),
        ("Monday", Paint.DATE),
        ('"tolls must fall"', Paint.CONTENT),
        ("tolls must fall", Paint.QUOTE),
    }
    assert [m.paint for m in lines["headline"].marks] == [Paint.OUTSIDE]


def test_a_mark_over_the_edge_is_cut() -> None:
    over = (Mark(0, 10, Paint.QUOTE), Mark(10, 12, Paint.DATE))
    assert within(over, 4, 8) == (Mark(0, 4, Paint.QUOTE),)


def test_what_has_no_place_comes_last() -> None:
    meeting = Event("m1", "meeting", "talks", ())
    assert list(show_article(ArticleFacts(Article("a.txt", ""), meetings=(meeting,))))[-1].label == "m1"


def test_who_is_not_known_is_said() -> None:
    said = PositionFact("p1", None, None, None, (), (), "x", Mode.INDIRECT, Stance.SAYS, ())
    told = PositionFact("p2", None, None, None, (), (), "y", Mode.NARRATOR, Stance.EXPECTS, ())
    texts = [line.text for line in show_article(ArticleFacts(Article("a.txt", ""), positions=(said, told)))]
    assert [t.split(" - ")[0] for t in texts[1:]] == ["unresolved speaker", "the outlet"]


def painted(*lines: Line) -> str:
    out = io.StringIO()
    paint(lines, file=out, width=60)
    return out.getvalue()


def test_colour_follows_the_marks_and_long_lines_wrap_under_their_text() -> None:
    text = painted(Line("3", "Ana Roe " + "spoke again and again " * 4, (Mark(0, 7, Paint.PERSON),)))
    assert "\x1b[1;36mAna Roe\x1b[0m" in text
    lines = text.splitlines()
    assert len(lines) > 1
    assert lines[1].startswith((" " * 13, "\x1b[90m" + " " * 11))


def test_brackets_in_a_text_are_no_markup() -> None:
    assert "[bold]x[/bold]" in painted(Line("1", "[bold]x[/bold]"))


def test_plain_lines_hold_no_escapes_and_are_one_line_each() -> None:
    for line in show_article(FACTS):
        assert "\x1b" not in plain(line)
        assert "\n" not in plain(line)


def test_every_paint_has_a_colour_and_stands_in_the_legend() -> None:
    assert set(STYLES) == set(Paint)
    assert {m.paint for m in legend().marks} == set(Paint)


def test_what_is_no_body_is_shown_with_its_reason() -> None:
    headline = next(one for one in FACTS.sentences if one.kind is BlockKind.HEADLINE)
    article = replace(FACTS.article, blocks=(Block(headline.start, headline.end, headline.kind, "a short line"),))
    lines = {line.label: line.text for line in show_article(replace(FACTS, article=article))}
    assert lines["headline"] == "Port news  (a short line)"
