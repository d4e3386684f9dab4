"""Bodies that every state can have: whose one is, where its article does not say so."""

from __future__ import annotations

import pytest

from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Form, Mention
from kgbuild.resolve.lands import land_links, lands_of
from kgbuild.resolve.nodes import nodes_of
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.resolve import resolve
from kgbuild.resolve.words import load_identity_words

WORDS = load_identity_words(load_lexicon())
BODY = "Electoral Commission"
PEOPLE = {"peru": "Ada Quispe, Iva Huanca, Otto Mamani, Bo Rimac", "chile": "Ana Lira, Luz Vidal, Rey Soto, Paz Ulloa"}
SINGERS = "Kim Sands, Lee Marsh, Max Holm"
KINDS = {n: (f"country/{n[:2]}", EntityKind.COUNTRY) for n in ("peru", "chile", "kenya", "mali")}


def facts(article: str, *names: str, within: str = "") -> ArticleFacts:
    """An article that names these in this order: countries, the body, people."""
    every = []
    for n, name in enumerate(", ".join(names).split(", ")):
        key, kind = KINDS.get(name, ("", EntityKind.ORGANIZATION if name == BODY else EntityKind.PERSON))
        own = within if name == BODY else ""
        every.append(Entity(f"e{n}", kind, name, (name,), key=key, within=own))
    mentions = tuple(Mention(10 * n, 10 * n + 5, e.name, Form.NAME, e.id, e.kind) for n, e in enumerate(every))
    return ArticleFacts(Article(article, "text", published="2026-03-01"), (), mentions, tuple(every))


HOME = [facts(f"h{n}", "peru", BODY, PEOPLE["peru"]) for n in range(3)]
FAR = [facts(f"f{n}", "chile", BODY, PEOPLE["chile"]) for n in range(3)]


def groups(*found: ArticleFacts) -> set[frozenset[str]]:
    """Which articles have one such body."""
    resolved = resolve(found, prior=Prior(words=WORDS))
    of: dict[str, set[str]] = {}
    for f in found:
        for e in f.entities:
            if e.name == BODY:
                of.setdefault(resolved.where[f.article.id, e.id], set()).add(f.article.id)
    return {frozenset(articles) for articles in of.values()}


def test_an_article_that_names_no_country_is_of_the_one_whose_people_it_names() -> None:
    assert groups(*HOME, *FAR, facts("x", BODY, PEOPLE["peru"])) == {
        frozenset({"h0", "h1", "h2", "x"}),
        frozenset({"f0", "f1", "f2"}),
    }


def test_a_country_named_in_passing_does_not_own_the_body_of_another() -> None:
    passing = facts("x", "chile", BODY, PEOPLE["peru"], "peru")
    assert frozenset({"h0", "h1", "h2", "x"}) in groups(*HOME, passing)
    told = facts("x", "chile", BODY, PEOPLE["peru"], "peru", within="country/ch")
    assert frozenset({"x"}) in groups(*HOME, told), "what the article says is no guess"


@pytest.mark.parametrize(
    ("people", "land"),
    [
        (PEOPLE["peru"], "country/pe"),
        ("Ada Quispe, Iva Huanca", "country/pe"),
        ("Ada Quispe", ""),  # too few articles
        ("Ada Quispe, Iva Huanca, Kim Unknown, Lee Unheard, Max Unseen, chile", "country/pe"),  # no vote of its own
        ("Ada Quispe, Iva Huanca, Ana Lira, Luz Vidal", ""),  # of two countries
        (SINGERS, ""),  # at home nowhere
        ("Kim Unknown, Lee Unheard, Max Unseen", ""),
    ],
)
def test_the_country_of_an_article(people: str, land: str) -> None:
    tour = [facts(f"t{n}", country, SINGERS) for n, country in enumerate(("peru", "peru", "chile", "kenya", "mali"))]
    nodes = [n for f in (*HOME, *FAR, *tour, facts("x", people)) for n in nodes_of(f, WORDS)]
    assert lands_of(nodes, {"x"}).get("x", "") == land


def test_of_an_open_country_it_is_the_only_one_that_several_articles_tell_of() -> None:
    nobody = facts("x", BODY)
    assert frozenset({"h0", "h1", "h2", "x"}) in groups(*HOME, FAR[0], nobody)
    assert frozenset({"x"}) in groups(*HOME, *FAR, nobody), "there are two"
    assert frozenset({"x"}) in groups(HOME[0], nobody), "one article is not enough"
    links = list(land_links({n.where: n for f in (*HOME, nobody) for n in nodes_of(f, WORDS)}))
    assert [(link.score, link.other) for link in links] == [(0.6, ("x", "e0"))]
