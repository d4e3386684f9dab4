"""A cautious project joins only what is sure; the rest becomes questions, and a decision answers them."""

from __future__ import annotations

from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Form, Mention
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.resolve import resolve
from kgbuild.resolve.words import load_identity_words

WORDS = load_identity_words(load_lexicon())


def facts(article: str, name: str) -> ArticleFacts:
    person = Entity("e1", EntityKind.PERSON, name, (name,))
    firm = Entity("o1", EntityKind.ORGANIZATION, "Ardal Bank", ("Ardal Bank",))
    mill = Entity("o2", EntityKind.ORGANIZATION, "Ardal Mill", ("Ardal Mill",))
    every = (person, firm, mill)
    mentions = tuple(Mention(i, i + 1, e.name, Form.NAME, e.id, e.kind) for i, e in enumerate(every))
    return ArticleFacts(Article(article, "text", published="2026-03-01"), (), mentions, every)


BOTH = [facts("a", "Anna Lund"), facts("b", "Lund")]
PAIR = (("a", "e1"), ("b", "e1"))


def test_a_family_name_alone_asks_where_a_project_is_cautious() -> None:
    bold = resolve(BOTH, prior=Prior(words=WORDS))
    assert len({bold.where[w] for w in PAIR}) == 1
    assert bold.questions == ()
    cautious = resolve(BOTH, prior=Prior(words=WORDS, cautious=True))
    assert len({cautious.where[w] for w in PAIR}) == 2
    assert [{q.left, q.right} for q in cautious.questions] == [set(PAIR)]
    decided = resolve(BOTH, prior=Prior(words=WORDS, cautious=True, same=((*PAIR, "d.yaml:1"),)))
    assert len({decided.where[w] for w in PAIR}) == 1
    assert decided.questions == ()


def test_one_full_name_is_sure_enough() -> None:
    same = [facts("a", "Anna Lund"), facts("b", "Anna Lund")]
    found = resolve(same, prior=Prior(words=WORDS, cautious=True))
    assert len({found.where[w] for w in PAIR}) == 1
