"""Global ids: what merges, what stays apart, and that references follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgbuild.model.article import Article
from kgbuild.model.facts import (
    ArticleFacts,
    Entity,
    EntityKind,
    Event,
    Form,
    IssueRef,
    Mention,
    Mode,
    PositionFact,
    Role,
    Span,
    Stance,
    When,
)
from kgbuild.resolve.resolve import resolve


def person(name: str, local: str = "e1") -> Entity:
    return Entity(local, EntityKind.PERSON, name, (name,))


BANK, MILL = (
    Entity(local, EntityKind.ORGANIZATION, name, (name,))
    for local, name in (("o1", "Ardal Bank"), ("o2", "Ardal Mill"))
)


def chair(name: str, at: str | None = "o1", title: str = "chair", status: str = "current") -> Entity:
    return replace(person(name), roles=(Role(title, at, status, Span(0, 1, "c")),))


def merged(one: Entity, other: Entity, *more: Entity) -> str:
    """Why the first two, of two articles, are one; or an empty string."""
    found = resolve([facts("a", one, BANK, MILL), facts("b", other, BANK, MILL), facts("c", *more)]).merges
    return next((m.reason for m in found if {("a", "e1"), ("b", "e1")} <= set(m.members)), "")


def facts(article: str, *entities: Entity, **more: object) -> ArticleFacts:
    mentions = tuple(Mention(i, i + 1, e.name, Form.NAME, e.id, e.kind) for i, e in enumerate(entities))
    return ArticleFacts(Article(article, "text", published="2026-03-01"), (), mentions, entities, **more)  # type: ignore[arg-type]


def ids(*articles: ArticleFacts) -> list[set[str]]:
    return [{e.id for e in f.entities} for f in resolve(articles).facts]


def test_one_person_under_two_spellings() -> None:
    one, two = ids(facts("a", person("Volodymyr Zelensky")), facts("b", person("Volodymyr Zelenskyy")))
    assert one == two


def test_people_who_share_a_family_name_stay_apart() -> None:
    one, two = ids(facts("a", person("Anna Lund")), facts("b", person("Erik Lund")))
    assert one.isdisjoint(two)


def test_a_family_name_alone_belongs_to_its_article() -> None:
    one, two = ids(facts("a", person("Lund")), facts("b", person("Lund")))
    assert one.isdisjoint(two)


def test_a_family_name_alone_with_the_same_post_of_one_bearer_is_that_person() -> None:
    assert merged(chair("Anna Lund"), chair("Lund")) == (
        "a family name that one person alone bears here, and one post (chair); one name under its spelling key: "
        "Anna Lund, Lund"
    )


@pytest.mark.parametrize(
    ("other", "more"),
    [
        (chair("Lund"), [person("Erik Lund")]),  # two bear it
        (chair("Lund", "o2"), []),  # at another body
        (chair("Lund", None), []),  # "chair Lund": of what?
        (chair("Lund", title="director"), []),
        (chair("Lund", status="former"), []),
        (person("Lund"), []),
    ],
)
def test_a_family_name_alone_is_nobody_else_s(other: Entity, more: list[Entity]) -> None:
    assert merged(chair("Anna Lund"), other, *more) == ""


def test_groups_without_a_name_of_their_own_stay_apart() -> None:
    officials = Entity("e1", EntityKind.GROUP, "officials", ())
    one, two = ids(facts("a", officials), facts("b", officials))
    assert one.isdisjoint(two)


def test_a_country_and_its_territory_are_two() -> None:
    actor = Entity("e1", EntityKind.COUNTRY, "France", ("France",), known="g.csv:1", key="country/fr")
    place = Entity("e2", EntityKind.PLACE, "France", ("France",), known="g.csv:2", key="country/fr")
    (found,) = ids(facts("a", actor, place))
    assert len(found) == 2


def test_merges_keep_their_reasons() -> None:
    merges = resolve([facts("a", person("Anna Lund")), facts("b", person("Anna Lund"))]).merges
    assert [(m.members, m.reason) for m in merges] == [((("a", "e1"), ("b", "e1")), "one name: Anna Lund")]


def test_order_of_articles_does_not_matter() -> None:
    a, b = facts("a", person("Anna Lund")), facts("b", person("Anna Lund"), person("Erik Lund", "e2"))
    assert resolve([a, b]) == resolve([b, a])


def test_references_follow() -> None:
    span = Span(0, 4, "text")
    meeting = Event("m1", "meeting", "talks", (span,), participants=("e1",), when=When("2026", "2026-01-01"))
    position = PositionFact(
        "p1", "e1", span, span, (span,), (), "text", Mode.INDIRECT, Stance.SAYS, (IssueRef("other", "text"),),
        audience=("e2",), sentences=(0,),
    )  # fmt: skip
    found = resolve(
        [facts("a", person("Anna Lund"), person("Erik Holm", "e2"), meetings=(meeting,), positions=(position,))]
    )
    (one,) = found.facts
    anna, erik = (e.id for e in one.entities)
    assert one.meetings[0].participants == (anna,)
    assert one.positions[0].speaker == anna
    (act,) = found.communications
    assert (act.speaker, act.audience, act.positions) == (anna, (erik,), (one.positions[0].id,))
    assert {m.entity for m in one.mentions} == {anna, erik}
