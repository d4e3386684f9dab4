"""Global ids: what merges, what stays apart, and that references follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgbuild.lexicon import load_lexicon
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
from kgbuild.model.resolved import Resolved
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.resolve import resolve as resolve_with
from kgbuild.resolve.words import load_identity_words

PRIOR = Prior(words=load_identity_words(load_lexicon()))


def resolve(articles: list[ArticleFacts] | tuple[ArticleFacts, ...]) -> Resolved:
    return resolve_with(articles, prior=PRIOR)


SPELT = ("Volodymyr Zelensky", "Volodymyr Zelenskyy")


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
    found = resolve([facts("a", one, BANK, MILL), facts("b", other, BANK, MILL), facts("c", *more, BANK, MILL)]).merges
    return next((m.reason for m in found if {("a", "e1"), ("b", "e1")} <= set(m.members)), "")


def facts(article: str, *entities: Entity, **more: object) -> ArticleFacts:
    mentions = tuple(Mention(i, i + 1, e.name, Form.NAME, e.id, e.kind) for i, e in enumerate(entities))
    return ArticleFacts(Article(article, "text", published="2026-03-01"), (), mentions, entities, **more)  # type: ignore[arg-type]


def ids(*articles: ArticleFacts) -> list[set[str]]:
    return [{e.id for e in f.entities} for f in resolve(articles).facts]


def test_one_person_under_two_spellings() -> None:
    spelt = [replace(person(n), roles=(Role("president", None, "current", Span(0, 1, "p")),)) for n in SPELT]
    one, two = ids(facts("a", spelt[0]), facts("b", spelt[1]))
    assert one == two


def test_two_spellings_alone_are_a_question() -> None:
    found = resolve([facts("a", person(SPELT[0])), facts("b", person(SPELT[1]))])
    assert len({e.id for f in found.facts for e in f.entities}) == 2
    assert [q.reason for q in found.questions] == ["one name in two transliterations"]
    one, two = ids(facts("a", person(SPELT[0])), facts("b", person("Володимир Зеленський")))
    assert one == two  # of two scripts one must be a transliteration


def test_people_who_share_a_family_name_stay_apart() -> None:
    one, two = ids(facts("a", person("Anna Lund")), facts("b", person("Erik Lund")))
    assert one.isdisjoint(two)


def test_a_family_name_alone_that_nobody_bears_belongs_to_its_article() -> None:
    one, two = ids(facts("a", person("Lund")), facts("b", person("Lund")))
    assert one.isdisjoint(two)


def test_a_family_name_alone_joins_its_one_bearer() -> None:
    assert merged(chair("Anna Lund"), person("Lund")) == (
        "a family name alone; one person of the story bears it: Anna Lund, Lund"
    )


@pytest.mark.parametrize(
    ("other", "more"),
    [
        (person("Lund"), [person("Erik Lund")]),  # two bear it
        (chair("Lund", "o2"), []),  # one title at another body
        (chair("Lund", None, title="striker"), []),  # another walk of life
    ],
)
def test_a_family_name_alone_is_nobody_else_s(other: Entity, more: list[Entity]) -> None:
    senator = Role("senator", None, "current", Span(0, 1, "c"))
    anna = chair("Anna Lund")
    assert merged(replace(anna, roles=(*anna.roles, senator)), other, *more) == ""


def test_a_story_knows_its_own_bearer() -> None:
    here = [facts("a", person("Anna Lund"), BANK, MILL), facts("b", person("Lund"), BANK, MILL)]
    one, two, _ = resolve([*here, facts("c", person("Erik Lund"))]).facts
    assert one.entities[0].id == two.entities[0].id


def test_without_a_story_all_articles_count() -> None:
    (merge,) = resolve([facts("a", person("Anna Lund")), facts("b", person("Lund"))]).merges
    assert merge.reason == "a family name alone; one person of all articles bears it: Anna Lund, Lund"
    assert (
        resolve([facts("a", person("Anna Lund")), facts("b", person("Lund")), facts("c", person("Ida Lund"))]).merges
        == ()
    )


def test_a_post_tells_which_of_two_bearers() -> None:
    assert "a family name alone" in merged(chair("Anna Lund"), chair("Lund"), person("Erik Lund"))


@pytest.mark.parametrize(
    ("one", "other", "rival"),
    [
        ("Peter J. Malloy", "Peter Malloy", "Peter K. Malloy"),
        ("Bill Hart", "William Hart", "Guillermo Hart"),
        ("Clara Boric Font", "Clara Boric", "Clara Boric Ruiz"),
    ],
)
def test_a_name_that_leaves_something_out_needs_to_be_the_only_one(one: str, other: str, rival: str) -> None:
    assert "nobody else fits" in merged(person(one), person(other))
    assert merged(person(one), person(other), person(rival)) == ""


def test_a_senator_and_a_footballer_of_one_name_are_two() -> None:
    senator, striker = chair("Anna Lund", None, "senator"), chair("Anna Lund", None, "striker")
    assert merged(senator, striker) == ""
    assert merged(senator, chair("Anna Lund", None, "former senator")) != ""


def test_two_names_in_one_article_are_two_whatever_others_write() -> None:
    found = resolve([facts("a", person("Anna Lund"), person("Lund", "e2")), facts("b", person("Lund"))]).facts
    assert len({e.id for e in found[0].entities}) == 2


def body(name: str, *more: str, local: str = "e1", within: str = "") -> Entity:
    return Entity(local, EntityKind.ORGANIZATION, name, (name, *more), within=within)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (body("Nordvik Corp."), body("Nordvik Corporation")),
        (body("Nordvik Corp."), body("Nordvik")),
        (body("U.S. Coast Guard"), body("US Coast Guard")),
        (body("Holt & Sons Ltd"), body("Holt and Sons")),
        (body("Northern Shippers Guild", "NSG"), body("NSG")),
        (body("Foreign Ministry", within="country/no"), body("Foreign Ministry", within="country/no")),
        (body("Norwegian Foreign Ministry", within="country/no"), body("Foreign Ministry", within="country/no")),
    ],
)
def test_one_organisation(one: Entity, other: Entity) -> None:
    assert merged(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (body("Foreign Ministry", within="country/no"), body("Foreign Ministry", within="country/ke")),
        (body("Foreign Ministry"), body("Foreign Ministry")),
        (body("Halden Marine"), body("Halden Energy")),
        (body("NSG"), body("Northern Shippers Guild")),
    ],
)
def test_two_organisations(one: Entity, other: Entity) -> None:
    assert merged(one, other) == ""


def test_an_abbreviation_of_two_is_neither() -> None:
    other = body("National Savings Group", "NSG")
    assert merged(body("Northern Shippers Guild", "NSG"), body("NSG"), other) == ""


def test_what_looks_like_a_firm_is_the_person_the_story_knows_by_that_name() -> None:
    place = Entity("e2", EntityKind.PLACE, "Graz", ("Graz",))
    a, b = facts("a", person("Ilse Varga"), place), facts("b", body("Varga"), place)
    one, two = resolve([a, b]).facts
    assert {e.id for e in one.entities} == {e.id for e in two.entities}
    assert {m.kind for m in two.mentions} == {EntityKind.PERSON, EntityKind.PLACE}
    firm = replace(body("Varga Motors"), id="e3")
    one, two = resolve([facts("a", person("Ilse Varga"), place, firm), b]).facts
    assert two.mentions[0].kind is EntityKind.ORGANIZATION


def test_ids_are_readable() -> None:
    (found,) = resolve([facts("a", person("Steve Witkoff"), body("Nordvik Corp.", local="e2"))]).facts
    assert [e.id.rpartition("-")[0] for e in found.entities] == ["witkoff", "nordvik"]


def test_groups_without_a_name_of_their_own_stay_apart() -> None:
    officials = Entity("e1", EntityKind.GROUP, "officials", ())
    one, two = ids(facts("a", officials), facts("b", officials))
    assert one.isdisjoint(two)


def test_groups_live_in_the_event_they_act_in() -> None:
    def raid(article: str, *who: str, place: str = "o1") -> ArticleFacts:
        groups = [Entity(f"e{i}", EntityKind.GROUP, name, ()) for i, name in enumerate(who, 1)]
        when = When("2026-02-27", "2026-02-27", "2026-02-27")
        port = Entity("o1", EntityKind.PLACE, "Porto", ("Porto",))
        ids_ = tuple(g.id for g in groups)
        raided = Event("v1", "attack", "raid", (Span(0, 4, "raid"),), initiators=ids_, place=place, when=when)
        return facts(article, *groups, port, events=(raided,))

    one, two = resolve([raid("a", "masked gunmen"), raid("b", "gunmen")]).facts
    assert one.events[0].id == two.events[0].id
    assert one.events[0].initiators == two.events[0].initiators
    one, two = resolve([raid("a", "three men", "two men"), raid("b", "men")]).facts
    assert len({*one.events[0].initiators, *two.events[0].initiators}) == 3


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
    (act,) = found.communications[one.article.id]
    assert (act.speaker, act.audience, act.positions) == (anna, (erik,), (one.positions[0].id,))
    assert {m.entity for m in one.mentions} == {anna, erik}


def test_events_told_in_the_same_words_keep_their_ids() -> None:
    """Two events of one article that are called alike have keys of their own: else ids would change hands each time."""
    prices = Event("v1", "market", "prices have risen", (Span(0, 4, "text"),))
    every = [facts(name, events=(prices, replace(prices, id="v2", spans=(Span(5, 9, "text"),)))) for name in "abc"]
    found = [resolve(every)]
    for _ in range(3):
        given = {key: term.partition("/")[2] for key, term in found[-1].given.items()}
        found.append(resolve_with(every, prior=replace(PRIOR, ids=given)))
    assert all(one.where == found[0].where for one in found)
