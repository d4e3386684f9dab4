"""Why a paragraph is no body, as `extract --show` tells it."""

from __future__ import annotations

from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import BlockKind
from kgbuild.read.blocks import split_blocks
from kgbuild.read.wording import read_wording


def test_each_block_that_is_no_body_says_why() -> None:
    text = (
        "Quay closes after storm\nBy Pia Moss\n\nVARNA (Wire) - The board met on Tuesday, its chairman said.\n\n"
        "Also read: Quay to open\n\nSign up for our newsletter\n\n***\n\nIt will meet again. (Reporting by Ann Roe)\n"
    )
    blocks = list(split_blocks(text, wording=read_wording(load_lexicon())))
    assert [(text[b.start : b.end], b.why) for b in blocks if b.kind is not BlockKind.BODY] == [
        ("Quay closes after storm", "a short line without the end of a sentence"),
        ("By Pia Moss", "opens as a byline"),
        ("VARNA (Wire) -", "the place of the report"),
        ("Also read: Quay to open", "opens with a label"),
        ("Sign up for our newsletter", "speaks to the reader"),
        ("***", "no letters"),
        ("(Reporting by Ann Roe)", "a credit at the end"),
    ]
    assert not any(b.why for b in blocks if b.kind is BlockKind.BODY)
