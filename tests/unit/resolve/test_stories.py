"""Which articles tell one story, and which are joined to it by others."""

from __future__ import annotations

from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind
from kgbuild.resolve.stories import Stories, opening_of, stories_of


def facts(article: str, *names: str, published: str = "2026-03-10") -> ArticleFacts:
    people = tuple(Entity(f"e{n}", EntityKind.PERSON, name, (name,)) for n, name in enumerate(names))
    return ArticleFacts(Article(article, "text", published=published), entities=people)


def stories(*found: ArticleFacts) -> Stories:
    return stories_of(list(map(opening_of, found)))


MANY = [facts(f"m{n}", "Ana Ruiz", "Iva Moran", "Otto Lind") for n in range(2)]


def test_two_names_in_common_tell_one_story() -> None:
    assert stories(*MANY).close["m0"] == {"m1"}


def test_what_several_of_a_story_join_is_of_it_for_events_only() -> None:
    one, other = facts("x", "Ana Ruiz", "Iva Moran", "Uwe Falk"), facts("y", "Otto Lind", "Iva Moran", "Kai Berg")
    found = stories(*MANY, one, other)
    assert "y" in found.wide["x"]
    assert "y" not in found.close["x"]


def test_one_common_neighbour_joins_nothing() -> None:
    one, other = facts("x", "Ana Ruiz", "Iva Moran", "Uwe Falk"), facts("y", "Otto Lind", "Iva Moran", "Kai Berg")
    assert "y" not in stories(MANY[0], one, other).wide.get("x", ())


def test_a_week_lies_between_two_stories() -> None:
    later = facts("z", "Ana Ruiz", "Iva Moran", published="2026-03-30")
    assert "z" not in stories(*MANY, later).wide.get("m0", ())
