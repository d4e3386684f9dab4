"""Patterns over the parse: each operator, names of nodes, and what a wrong file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.lexicon import load_speech
from kgbuild.extract.positions.patterns import OPERATORS, pattern_matches
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, BlockKind
from kgbuild.model.text import Sentence, Token

# 0 We  1 gave  2 him  3 no  4 hope  5 . | 6 We  7 left
HEADS = [(1, "nsubj"), (1, "ROOT"), (1, "dative"), (4, "det"), (1, "dobj"), (1, "punct"), (7, "nsubj"), (7, "ROOT")]
WORDS = ["We", "gave", "him", "no", "hope", ".", "We", "left"]


@pytest.fixture
def text() -> View:
    pos = ["PRON", "VERB", "PRON", "DET", "NOUN", "PUNCT", "PRON", "VERB"]
    tokens = tuple(
        Token(i, 0, 0, word, word.lower(), pos[i], "X", dep, head, "", begins=False)
        for i, (word, (head, dep)) in enumerate(zip(WORDS, HEADS, strict=True))
    )
    children = tuple(tuple(j for j, (h, _) in enumerate(HEADS) if h == i != j) for i in range(8))
    sentences = (Sentence(0, 0, 0, BlockKind.BODY, 0, 6, 0), Sentence(1, 0, 0, BlockKind.BODY, 6, 8, 0))
    grammar = load_grammar(load_lexicon())
    return View(Article("a", "", published=""), sentences, tokens, children, (0,) * 6 + (1,) * 2, grammar, clauses={})


REACHED = {
    "<": (4, [1]), ">": (1, [0, 2, 4, 5]), "<<": (3, [4, 1]), ">>": (1, [0, 2, 3, 4, 5]), ".": (4, [5]),
    ".*": (3, [4, 5]), ";": (1, [0]), ";*": (2, [0, 1]), "$+": (4, [5]), "$-": (5, [4]), "$++": (2, [4, 5]),
    "$--": (4, [0, 2]),
}  # fmt: skip


@pytest.mark.parametrize("operator", OPERATORS)
def test_operator_reaches_what_spacy_says(operator, text) -> None:
    start, reached = REACHED[operator]
    assert list(OPERATORS[operator](text, start)) == reached


def test_sentence_ends_bound_every_operator(text) -> None:
    for operator in (".", ".*", "$+", "$++", "<", "<<"):
        assert not [j for j in OPERATORS[operator](text, 5) if j > 5]


HOPE = """\
speech:
  patterns:
    - act: give hope
      stance: offers
      pattern:
        - {RIGHT_ID: thing, RIGHT_ATTRS: {LOWER: Hope}}
        - {LEFT_ID: thing, REL_OP: "<", RIGHT_ID: cue, RIGHT_ATTRS: {POS: {NOT_IN: [NOUN]}}}
        - {LEFT_ID: cue, REL_OP: ">", RIGHT_ID: target, RIGHT_ATTRS: {DEP: {IN: [dative, dobj]}}}
"""


def load(tmp_path: Path, words: str):  # type: ignore[no-untyped-def]
    file = tmp_path / "mine.yml"
    file.write_text(words, encoding="utf-8")
    return load_speech(load_lexicon([file], base=tmp_path)).patterns


def test_pattern_places_each_node_on_a_token_of_its_own(tmp_path, text) -> None:
    mine = load(tmp_path, HOPE)
    assert str(mine[0].frame.where).startswith("mine.yml:3")  # before the shipped ones
    [(cue, (pattern, nodes))] = pattern_matches(text, mine).items()
    assert (cue, pattern.frame.act, nodes) == (1, "give hope", {"thing": 4, "cue": 1, "target": 2})


def test_pattern_that_fits_nowhere_finds_nothing(tmp_path, text) -> None:
    assert pattern_matches(text, load(tmp_path, HOPE.replace("LOWER: Hope", "LOWER: fear"))) == {}


WRONG = {
    "RIGHT_ID: cue": ("RIGHT_ID: cues", "did you mean cue?"),
    'REL_OP: "<"': ('REL_OP: "<-"', "`<-` is not allowed here"),
    "LOWER: Hope": ("LOWR: Hope", "did you mean LOWER?"),
    "NOT_IN": ("NOT", "unknown key `NOT`"),
    "LEFT_ID: cue": ("LEFT_ID: verb", "`verb` is not allowed here"),
    "RIGHT_ID: target": ("RIGHT_ID: cue", "two nodes of the name `cue`"),
    "RIGHT_ID: cue, RIGHT": ("RIGHT_ID: word, RIGHT", "a pattern without a cue"),
    "stance: offers": ("stance: offer", "did you mean offers?"),
}


@pytest.mark.parametrize("right", WRONG)
def test_wrong_pattern_is_named_at_its_line(right, tmp_path) -> None:
    wrong, said = WRONG[right]
    source = HOPE.replace(right, wrong, 1)
    if wrong == "RIGHT_ID: word, RIGHT":
        source = source.replace("LEFT_ID: cue", "LEFT_ID: word")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, source)
    shown = str(caught.value)
    assert said in shown
    assert "mine.yml:" in shown
