"""People of one full name in several articles: what keeps them apart, and what outweighs it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Form, Mention, Role, Span
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.resolve import resolve
from kgbuild.resolve.words import load_identity_words

WORDS = load_identity_words(load_lexicon())
PERSON, BODY = EntityKind.PERSON, EntityKind.ORGANIZATION
LUND = "Ada Lund"


def facts(
    article: str, text: str, *, post: tuple[str, EntityKind, str] | None = None, beside: str = ""
) -> ArticleFacts:
    """Ada Lund at the start of a text, maybe with a post at somebody or some body, and with others named."""
    roles = (Role(post[0], "e1", "current", Span(0, 1, "A")),) if post else ()
    named = [Entity("e0", PERSON, LUND, (LUND,), roles=roles)]
    if post:
        named.append(Entity("e1", post[1], post[2], (post[2],)))
    others = (Entity(f"e{n + 2}", PERSON, name, (name,)) for n, name in enumerate(filter(None, beside.split(", "))))
    every = (*named, *others)
    start = text.index(LUND)
    mentions = tuple(Mention(start, start + len(LUND), e.name, Form.NAME, e.id, e.kind) for e in every)
    return ArticleFacts(Article(article, text, published="2026-03-01"), (), mentions, every)


def of_lund(*found: ArticleFacts) -> int:
    """How many people of that name there are."""
    resolved = resolve(found, prior=Prior(words=WORDS))
    return len({resolved.where[f.article.id, "e0"] for f in found})


@pytest.mark.parametrize(
    ("one", "other", "beside", "people"),
    [
        ("Ada Lund, 32, left.", "Ada Lund, 29, came.", "Otto Berg", 1),
        ("Ada Lund, 32, left.", "Ada Lund, 29, came.", "", 2),
        ("Ada Lund, 32, left.", "Ada Lund, 61, came.", "Otto Berg", 2),
        ("Ada Lund, 32, left.", "Ada Lund, 33, came.", "", 1),
        ("Ms Ada Lund left.", "Mr Ada Lund came.", "Otto Berg", 2),
    ],
)
def test_ages_that_differ_little_among_the_same_people(one: str, other: str, beside: str, people: int) -> None:
    assert of_lund(facts("a", one, beside=beside), facts("b", other, beside=beside)) == people


@pytest.mark.parametrize(
    ("one", "other", "people"),
    [
        ((BODY, "Liberal Democrats"), (BODY, "Lib Dem"), 1),
        ((BODY, "Harbour Commission"), (BODY, "Commission"), 1),
        ((BODY, "Norrland Dockers Party"), (BODY, "NDP Oslo"), 2),
        ((BODY, "Norrland Dockers Party"), (BODY, "NDP"), 1),
        ((BODY, "Union of Norrland Dockers"), (BODY, "UND"), 1),
        ((BODY, "Bank of Narva"), (BODY, "Bank of Tartu"), 2),
        ((BODY, "Bank of Narva"), (EntityKind.COUNTRY, "Peru"), 1),
        ((EntityKind.COUNTRY, "Chile"), (EntityKind.COUNTRY, "Peru"), 2),
        ((PERSON, "Otto Berg"), (PERSON, "Iva Moran"), 1),
    ],
)
def test_one_title_at_two_bodies_tells_two_unless_they_may_be_one(
    one: tuple[EntityKind, str], other: tuple[EntityKind, str], people: int
) -> None:
    title = "mother" if one[0] is PERSON else "leader"
    assert (
        of_lund(facts("a", "Ada Lund left.", post=(title, *one)), facts("b", "Ada Lund.", post=(title, *other)))
        == people
    )


@pytest.mark.parametrize(("title", "people"), [("founder", 1), ("owner", 1), ("leader", 2), ("mayor", 2)])
def test_one_may_be_founder_of_two(title: str, people: int) -> None:
    posts = [(title, BODY, f"Bank of {town}") for town in ("Narva", "Tartu")]
    assert of_lund(*(facts(n, "Ada Lund.", post=post) for n, post in zip("ab", posts, strict=True))) == people


def test_who_is_named_beside_both_joins_those_of_whom_nothing_else_is_known() -> None:
    """One report errs; those that say nothing of her are still hers who is among the same people."""
    two = facts("a", "Ms Ada Lund left."), facts("b", "Mr Ada Lund came.", beside="Otto Berg")
    assert of_lund(*two, facts("c", "Ada Lund spoke.", beside="Otto Berg"), facts("d", "Ada Lund ran.")) == 3


@pytest.mark.parametrize(
    ("name", "beside", "places"),
    [("City Hall", "", 2), ("City Hall", "Otto Berg, Iva Moran", 1), ("Narva Hall", "", 1), ("Central Station", "", 2)],
)
def test_what_any_town_has_is_one_in_a_story_only(name: str, beside: str, places: int) -> None:
    found = []
    for article in "ab":
        place = Entity("e9", EntityKind.PLACE, name, (name,))
        one = facts(article, f"Ada Lund {article}.", beside=beside)
        found.append(replace(one, entities=(*one.entities, place)))
    resolved = resolve(found, prior=Prior(words=WORDS))
    assert len({resolved.where[article, "e9"] for article in "ab"}) == places
