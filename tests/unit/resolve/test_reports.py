"""What an article says of a event, put so that it can be compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, BlockKind
from kgbuild.model.facts import (
    ArticleFacts,
    DateFact,
    Entity,
    EntityKind,
    Event,
    Form,
    Mention,
    Role,
    SentenceFact,
    Span,
    Timex,
    When,
)
from kgbuild.resolve.here import Here, here_of
from kgbuild.resolve.outline import outline_of
from kgbuild.resolve.reports import Report, bodies_of, named_in, report_of
from kgbuild.resolve.wording import phrases_of, words_of
from kgbuild.resolve.words import load_identity_words

FIRST = "Two batteries makers will share a plant."
TEXT = f"{FIRST} They signed a supply contract on Sunday night."
SIGNED = Span(46, 52, "signed")
NIGHT = Span(TEXT.index("Sunday"), TEXT.index(" night") + 6, "Sunday night")

ARDLAND = Entity("c1", EntityKind.COUNTRY, "Ardland", ("Ardland",), key="country/al")
DELEGATION = Entity("o1", EntityKind.ORGANIZATION, "the Ardlander delegation", (), within="country/al")
MILL = Entity("o2", EntityKind.ORGANIZATION, "Ardal Mill", ("Ardal Mill",))
ENVOYS = Entity("g1", EntityKind.GROUP, "envoys of Ardal Mill", ())
UNION = Entity("o3", EntityKind.ORGANIZATION, "teachers' union", ())
CROWD = Entity("g2", EntityKind.GROUP, "residents", ())
ANNA = Entity("p1", EntityKind.PERSON, "Anna Lund", ("Anna Lund",))
CHAIR = Role("chair", "o2", "current", Span(0, 1, "c"))


def article(name: str, *entities: Entity, value: str = "2026-03-01TNI", mod: str | None = None) -> ArticleFacts:
    return ArticleFacts(
        Article(name, TEXT, title="Mill and Lund sign", published="2026-03-02"),
        sentences=(
            SentenceFact(0, 0, len(FIRST), BlockKind.BODY),
            SentenceFact(1, len(FIRST) + 1, len(TEXT), BlockKind.BODY),
        ),
        entities=entities,
        dates=(
            DateFact("d1", NIGHT.start, NIGHT.end, NIGHT.text, None, None, None, Timex("TIME", value, mod), True),
        ),
    )  # fmt: skip


WORDS = load_identity_words(load_lexicon())
EMPTY = WORDS.empty


def placed(facts: ArticleFacts) -> Here:
    """The article where ids are the same in all."""
    outline = outline_of(facts, WORDS)
    return here_of(outline, {n.where: n.where[1] for n in outline.nodes}, {n.where[1]: n.kind for n in outline.nodes})


def told(facts: ArticleFacts, *others: ArticleFacts, by: tuple[str, ...] = ()) -> Report:
    deal = Event("v1", "agreement", "deal", (SIGNED,), participants=by, when=When(spans=(NIGHT,)))
    here = placed(replace(facts, events=(deal,)))
    bodies = bodies_of([here, *map(placed, others)])
    return report_of(here.outline.told[0], here, bodies, named_in(here, bodies))


@pytest.mark.parametrize(
    ("actor", "stands_for"),
    [
        (ARDLAND, {"c1"}),
        (DELEGATION, {"c1"}),
        (ENVOYS, {"o2"}),
        (UNION, set()),
        (CROWD, set()),
        (replace(ANNA, roles=(CHAIR,)), {"o2"}),
        (replace(ANNA, roles=(replace(CHAIR, status="former"),)), {"p1"}),
        (ANNA, {"p1"}),
    ],
)
def test_whom_an_actor_stands_for(actor: Entity, stands_for: set[str]) -> None:
    entities = {e.id: e for e in (ARDLAND, DELEGATION, MILL, actor)}
    assert told(article("a", *entities.values()), by=(actor.id,)).parties == stands_for


def test_a_post_told_elsewhere_counts_if_it_is_the_only_one() -> None:
    here = article("a", ANNA)
    mill = article("b", replace(ANNA, roles=(CHAIR,)), MILL)
    bank = article("c", replace(ANNA, roles=(replace(CHAIR, at="c1"),)), ARDLAND)
    assert told(here, mill, by=("p1",)).people == {("p1", "o2")}
    assert told(here, mill, bank, by=("p1",)).people == {("p1", "p1")}


@pytest.mark.parametrize(
    ("value", "mod", "night"),
    [
        ("2026-03-01TNI", None, "late"),
        ("2026-03-01TEV", None, "late"),
        ("2026-03-01", "END", "late"),
        ("2026-03-01", "START", "early"),
        ("2026-03-01TMO", None, "early"),
        ("2026-03", "START", ""),
        ("2026-03-01", None, ""),
    ],
)
def test_which_end_of_the_day(value: str, mod: str | None, night: str) -> None:
    assert told(article("a", value=value, mod=mod)).night == night


def test_words_are_of_the_telling_sentence_and_of_the_first_if_it_names_them() -> None:
    alone = told(article("a"))
    assert alone.words == {"suppl", "contract"}
    assert alone.phrases == {"suppl contract"}
    assert alone.terms == {"sign"}
    named = replace(article("a", ARDLAND), mentions=(Mention(0, 3, "Two", Form.NOMINAL, "c1", EntityKind.COUNTRY),))
    more = told(named, by=("c1",)).words - alone.words
    assert more == {"batter", "maker", "shar", "plant", "mill", "lund"}


@pytest.mark.parametrize(
    ("label", "words"),
    [("supply contract in Lund", {"suppl"}), ("agreement in Lund", set())],  # a compound, and a verb with its object
)
def test_what_a_compound_says_besides_its_last_word_counts(label: str, words: set[str]) -> None:
    start = TEXT.index("supply")
    event = Event("v1", "agreement", label, (Span(start, start + 15, "supply contract"),))
    outlined = outline_of(replace(article("a"), events=(event,)), WORDS)
    assert outlined.told[0].words & {"suppl", "contract"} == words


def test_wording_knows_an_ending_and_leaves_out_days_numbers_and_names() -> None:
    assert set(words_of("batteries, a battery and Lund's 300 million on Monday", besides={"lund", *EMPTY})) == {
        "batter"
    }
    assert list(phrases_of("a fuel depot of the port", besides=EMPTY)) == ["fuel depot"]
