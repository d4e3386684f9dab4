"""Two people whom only a pronoun means together are called by both names: no actor is without a label."""

from __future__ import annotations

import kgbuild.api as kgbuild
from kgbuild.config import Config
from kgbuild.model.article import Article, Block, BlockKind

TEXT = "President Ada Cole met Prime Minister Rui Costa in Lima. They met farmers in Cusco on Monday."


def test_a_pair_is_called_by_both_names() -> None:
    article = Article("a", TEXT, blocks=(Block(0, len(TEXT), BlockKind.BODY),), published="2026-03-04")
    (facts,) = kgbuild.extract([article], config=Config())
    pairs = [m.entity for m in facts.mentions if m.text == "They"]
    names = {e.id: e.name for e in facts.entities}
    assert [names[i] for i in pairs] == ["Ada Cole, Rui Costa"]
    assert all(names.values())
