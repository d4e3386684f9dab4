"""Short pages keep their paragraphs and lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.lexicon import load_lexicon
from kgbuild.read.articles import read_articles

PAGE = """<html lang="en"><head><title>Quay talks</title></head><body><article><h1>Quay talks</h1>
<p>The harbour boards of two towns met in Varna on Monday.</p><p>The following attended the talks:</p>
<ul><li>Pia Moss, chair of the northern board</li><li>Ben Lund, envoy of the town</li></ul>
<p>They agreed a plan.</p></article></body></html>"""


def test_a_short_page_keeps_its_paragraphs_and_lists(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (article,) = read_articles([tmp_path / "a.html"], lexicon=load_lexicon(), problems=[])
    assert [article.text[b.start : b.end] for b in article.blocks] == [
        "Quay talks",
        "The harbour boards of two towns met in Varna on Monday.",
        "The following attended the talks: Pia Moss, chair of the northern board; Ben Lund, envoy of the town.",
        "They agreed a plan.",
    ]
