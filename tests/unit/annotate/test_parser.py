"""Tokens come out sooner than from the model itself, and are the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
import spacy
from spacy.language import Language

from kgbuild.annotate.forms import forms_of
from kgbuild.annotate.parser import Parser, load_model
from kgbuild.annotate.recognizer import recognizer_of
from kgbuild.annotate.vectors import quicken
from kgbuild.annotate.words import Row
from kgbuild.resources import DEFAULT_LANGUAGE, default_model

TEXTS = (
    "There was no deal. There's no deal, and there were none; let's go, c'mon, we gotta.",
    "Dr. Anna Lorenka of the Bank of Belmitor, 47, met Peter Duvako's aides in New Ulm on Friday, 3 May 2019.",
    "",
    "  Two   blanks\n\nand a line. ",
    "It cost $4.5 million (£3.6m); you'll see it all. Mayor Ruiz did do it, so did I. \u201cHave it,\u201d she said.",
    "Who? Which of the 12 firms, which it had to sell, is that? She isn't sure what that's for",
    "Norda",
    "Lorenka said on Monday. Tuesday Duvako met the Red Cross. United Nations observers left Lima",
)


@pytest.fixture(scope="module")
def stock() -> Language:
    return load_model(default_model(DEFAULT_LANGUAGE), ("Dr.",))


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(load_model(default_model(DEFAULT_LANGUAGE), ("Dr.",)))


@pytest.mark.parametrize("amount", ["12m", "1.5m", "5bn"])
def test_an_amount_is_one_word(stock: Language, amount: str) -> None:
    assert amount in [t.text for t in stock(f"The cabinet gave £{amount}. It was spent by May.")]
    assert len(list(stock(f"The rink cost £{amount}. It was built in May.").sents)) == 2


def plain(nlp: Language, text: str) -> Iterator[Row]:
    """Read a text token by token, as the library shows it."""
    for t in nlp(text):
        label, begins = t.ent_type_, t.ent_iob_ == "B"
        where = (t.idx, t.head.i - t.i, begins, bool(t.is_sent_start), t.is_space)
        yield Row(t.text, t.lemma_, t.pos_, t.tag_, t.dep_, label, *where)


def test_tokens_are_those_of_the_model(stock: Language, parser: Parser) -> None:
    expected = [[*plain(stock, text)] for text in TEXTS]
    assert [*parser.rows(TEXTS)] == expected
    assert [*parser.rows(reversed(TEXTS))] == expected[::-1]  # what is known by now gives the same
    assert sum(row.begins for rows in expected for row in rows) > 8
    assert [*parser.rows([""])] == [[]]


def test_every_part_is_one_that_is_known(stock: Language) -> None:
    nlp = load_model(default_model(DEFAULT_LANGUAGE))
    quicken(nlp)
    models = [nlp.get_pipe("tok2vec").model, nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0]]  # type: ignore[attr-defined]
    assert [model.name for model in models] == ["quick_vectors"] * 2
    assert forms_of(stock) is not None
    assert recognizer_of(stock.get_pipe("ner")) is not None
    assert recognizer_of(stock.get_pipe("parser")) is None


def test_rules_about_three_words_are_left_to_the_model() -> None:
    nlp = load_model(default_model(DEFAULT_LANGUAGE))
    three = [{"LOWER": "the"}, {"LOWER": "long"}, {"LOWER": "runs"}]
    nlp.get_pipe("attribute_ruler").add([three], {"LEMMA": "dash"}, index=2)  # type: ignore[attr-defined]
    assert forms_of(nlp) is None
    (rows,) = Parser(nlp).rows(["The long runs tired Norda."])
    assert [row.lemma for row in rows][:3] == ["the", "long", "dash"]
    assert rows[4].pos == "PROPN"


def test_a_model_without_those_parts() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Norda Bank"}])  # type: ignore[attr-defined]
    (rows,) = Parser(nlp).rows(["It rained. Norda Bank closed."])
    assert [row.text for row in rows if row.opens] == ["It", "Norda"]
    assert [(row.text, row.begins) for row in rows if row.entity == "ORG"] == [("Norda", True), ("Bank", False)]


def test_no_name_goes_over_the_end_of_a_sentence(stock: Language) -> None:
    names = stock.get_pipe("ner")
    found = recognizer_of(names)
    assert found is not None
    whole = stock("Envoys of the Central Bank of New Belmitor met in Port San Duvako on 3 May 2019.")
    within = [token.i for token in whole if token.ent_iob_ == "I"]
    assert len(within) > 5
    for place in within:
        doc = stock.make_doc(whole.text)
        doc[place].is_sent_start = True
        expected = [(one.start, one.end, one.label_) for one in names(doc.copy()).ents]
        assert found.find([doc]) == [expected], doc[place]


def test_the_commands_of_spacy_are_imported_for_who_asks_for_them_alone() -> None:
    loaded = (
        "import sys; from kgbuild.annotate.parser import load_model; load_model(sys.argv[1]);"
        "import spacy; print('spacy.cli' in sys.modules, spacy.info(silent=True)['spacy_version'] == spacy.__version__)"
    )
    told = [sys.executable, "-c", loaded, default_model(DEFAULT_LANGUAGE)]
    assert subprocess.run(told, capture_output=True, text=True, check=True).stdout.split() == ["False", "True"]
