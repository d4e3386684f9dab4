"""Facts of two makers: a country and its ground may have the same words, and who acts there is the country."""

from __future__ import annotations

from kgbuild.elsewhere.join import joined
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Form, Mention, Role, Span

ARTICLE = Article("a.txt", "Chile's vote was fair, said Chile.")
LAND, GROUND = Entity("e1", EntityKind.COUNTRY, "Chile"), Entity("e2", EntityKind.PLACE, "Chile")


def named(entity: Entity) -> Mention:
    return Mention(0, 5, "Chile", Form.NAME, entity.id, entity.kind)


def test_the_words_of_a_country_and_its_ground_mean_the_country() -> None:
    own = ArticleFacts(ARTICLE, mentions=(named(LAND), named(GROUND)), entities=(LAND, GROUND))
    theirs = Entity("x1", EntityKind.COUNTRY, "Chile")
    envoy = Entity("x2", EntityKind.PERSON, "Vega", roles=(Role("envoy", "x1", "current", Span(6, 10, "vote")),))
    for mentions in (own.mentions, own.mentions[::-1]):
        both = joined(
            ArticleFacts(ARTICLE, mentions=mentions, entities=own.entities),
            ArticleFacts(ARTICLE, mentions=(named(theirs),), entities=(theirs, envoy)),
            "z",
        )
        assert [e.id for e in both.entities] == ["e1", "e2", "zx2"]
        assert [role.at for role in both.entities[-1].roles] == ["e1"]
