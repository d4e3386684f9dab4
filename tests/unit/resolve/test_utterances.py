"""Which positions of two articles report one utterance."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, IssueRef, Mode, PositionFact, Span, Stance, When
from kgbuild.model.resolved import Utterance
from kgbuild.resolve.here import here_of
from kgbuild.resolve.outline import outline_of
from kgbuild.resolve.utterances import utterances
from kgbuild.resolve.words import load_identity_words

WORDS = load_identity_words(load_lexicon())
QUOTE = "the hardest question by far"
TOLD = "the mill would close its northern yard before winter unless wages fell"


def said(quote: str = "", text: str = QUOTE, **more: object) -> PositionFact:
    span = Span(0, len(text), text)
    quotes = (Span(0, len(quote), quote),) if quote else ()
    fields = {"speaker": "anna", "stance": Stance.SAYS, "mode": Mode.MIXED} | more
    return PositionFact(
        id="p",
        speaker_span=None,
        cue=None,
        content=(span,),
        quotes=quotes,
        text=text,
        issues=(IssueRef("other", text),),
        **fields,  # type: ignore[arg-type]
    )


def found_in(articles: list[ArticleFacts]) -> tuple[Utterance, ...]:
    """The acts of speaking in articles whose speakers have one id in all."""
    heres = []
    for facts in articles:
        people = {p.speaker for p in facts.positions} | {t for p in facts.positions for t in p.targets}
        entities = tuple(Entity(one, EntityKind.PERSON, one, (one,)) for one in sorted(filter(None, people)))
        outline = outline_of(replace(facts, entities=entities), WORDS)
        ids = {n.where: n.where[1] for n in outline.nodes}
        heres.append(here_of(outline, ids, dict.fromkeys(ids.values(), EntityKind.PERSON)))
    return utterances(heres)


def reason(one: PositionFact, other: PositionFact, published: str = "2026-03-05") -> str:
    a = ArticleFacts(Article("a", "", published="2026-03-04"), positions=(replace(one, id="p1"),))
    b = ArticleFacts(Article("b", "", published=published), positions=(replace(other, id="p2"),))
    found = found_in([a, b])
    assert found == found_in([b, a])
    return found[0].reason if found else ""


def day(value: str) -> When:
    return When(value, value, value)


def test_one_quotation_in_two_articles() -> None:
    assert reason(said(QUOTE), said("hardest question by far")) == "same speaker, 100 % of the quoted words"


def test_one_remark_in_the_words_of_two_outlets() -> None:
    other = "the mill would close its northern yard before the winter, unless wages fell further"
    assert reason(said(text=TOLD), said(text=other)) == "same speaker, 100 % of the content words"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said(QUOTE), said(QUOTE, speaker="erik")),
        (said(QUOTE, stance=Stance.DEMANDS), said(QUOTE, stance=Stance.REJECTS)),
        (said(QUOTE), said(QUOTE, polarity="negative")),
        (said(QUOTE, when=day("2026-03-03")), said(QUOTE, when=day("2026-03-04"))),
        (said("by far", "by far"), said("by far", "by far")),
        (said(text=TOLD), said(text="the mill would close its southern harbour before summer")),
        (said(text="the yard would close"), said(text="the yard would close")),
    ],
)
def test_two_utterances(one: PositionFact, other: PositionFact) -> None:
    assert reason(one, other) == ""


def test_other_numbers_are_other_words() -> None:
    said_of = "the yard would cost {} million euros over the coming decade of works"
    five, nine = (said(said_of.format(n), said_of.format(n)) for n in ("five", "nine"))
    assert reason(five, nine) == ""
    assert reason(five, five) != ""


def test_many_alike_make_one_act_with_members() -> None:
    each = [
        ArticleFacts(Article(f"a{i:04}", "", published="2026-03-04"), positions=(replace(said(QUOTE), id=f"p{i:04}"),))
        for i in range(300)
    ]
    (act,) = found_in(each)
    assert len(act.members) == 300


def test_a_slogan_of_weeks_ago_is_another_utterance() -> None:
    assert reason(said(QUOTE), said(QUOTE), "2026-04-20") == ""


def test_nothing_is_linked_to_itself() -> None:
    twice = ArticleFacts(Article("a", "", published="2026-03-04"), positions=(said(QUOTE), said(QUOTE)))
    assert found_in([twice]) == ()


def test_six_in_ten_of_the_content_words_are_another_remark() -> None:
    """Of ten content words six are shared: near, and not the same act of speaking."""
    one = "farmers harvest barley early because storms threaten northern fields badly"
    near = "farmers harvest barley early because storms flooded the wide roads twice"
    same = "farmers harvest barley early because storms threaten northern fields twice"
    assert reason(said(text=one), said(text=near)) == ""
    assert reason(said(text=one), said(text=same)) != ""


TAXES = "taxes on petrol and diesel would {} for farmers in Halvor"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TAXES.format("rise"), TAXES.format("fall")),
        (TAXES.format("be due"), TAXES.format("not be due")),
        (TAXES.format("end on Monday"), TAXES.format("end on Friday")),
        ("barley harvests bring money", "barley harvests bring trouble"),
    ],
)
def test_what_is_alike_but_for_one_word_that_tells_apart(one: str, other: str) -> None:
    assert reason(said(text=one), said(text=other)) == ""
    assert reason(said(text=one), said(text=one)) != ""


def test_other_words_are_of_one_act_in_the_news_of_two_days_only() -> None:
    short = said(text="barley harvests bring money")
    long = said(text="barley harvests bring money because storms spared northern fields again")
    assert reason(short, long, "2026-03-06") != ""
    assert reason(short, long, "2026-03-07") == ""
