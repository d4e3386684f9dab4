"""What the parser gets wrong is mended by data before any extractor reads it."""

from __future__ import annotations

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import conjuncts
from kgbuild.extract.parse.view import View, view_of
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind


def view(text: str) -> View:
    (annotated,) = annotate([Article("a", text, blocks=(Block(0, len(text), BlockKind.BODY),))])
    return view_of(annotated, load_grammar(load_lexicon()))


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Dockers staged a walkout in Bergen.", "staged", "stage"),
        ("The owner hoped that rain would come.", "hoped", "hope"),
        ("The agency rated the bonds as junk.", "rated", "rate"),
        ("Two ministers dined with the envoy.", "dined", "dine"),
        ("The court fined the baker 300 euros.", "fined", "fine"),
        ("Fire gutted the old mill.", "gutted", "gut"),
        ("Police found two corpses in the barn.", "corpses", "corpse"),
        ("They hopped over the fence.", "hopped", "hop"),
        ("The union planned a rally.", "planned", "plan"),
    ],
)
def test_lemmas_are_the_words_of_the_dictionary(text: str, form: str, lemma: str) -> None:
    assert [t.lemma for t in view(text).tokens if t.text == form] == [lemma]


def people(text: View) -> list[str]:
    return [t.text for t in text.tokens if t.entity == "PERSON"]


def test_people_called_like_a_month_are_people() -> None:
    text = view("Governor Mona March welcomed Piotr Lis. On Friday March said the talk was short.")
    assert people(text) == ["Mona", "March", "Piotr", "Lis", "March"]
    assert [t.begins for t in text.tokens if t.text == "March"] == [False, True]


def test_a_month_stays_a_month_beside_a_person_of_that_name() -> None:
    text = view("Premier Rosa May resigned in May. The end of May was wet, and on May 5 it snowed.")
    assert people(text) == ["Rosa", "May"]


def test_may_that_the_parser_takes_for_the_verb_joins_its_subject() -> None:
    text = view("Premier Lena Quint and envoy Harold May quarrelled. Quint and May last met in January.")
    (may,) = [t for t in text.tokens if t.text == "May" and t.start > 50]
    assert (may.dep, text.tokens[may.head].text) == (Rel.CONJUNCT, "Quint")
    assert may.i in text.children[may.head]
    assert may.i not in text.children[text.tokens[may.head].head]


def test_a_first_name_the_recognizer_left_out_is_found_by_the_name_after_it() -> None:
    text = view("Theresa March met Ivan April in Sofia on Monday.")
    assert people(text) == ["Theresa", "March", "Ivan", "April"]
    assert people(view("Black Friday drew 9,000 shoppers.")) == []


@pytest.mark.parametrize(
    ("text", "noun", "verb"),
    [
        ("Nadia Orr met a smuggler in a boathouse, the opposition claims.", "opposition", "claims"),
        ("Ivo Lang took bribes, the prosecutor claims.", "prosecutor", "claims"),
    ],
)
def test_a_noun_bound_to_a_finite_verb_is_its_subject(text: str, noun: str, verb: str) -> None:
    read = view(text)
    (one,) = (t for t in read.tokens if t.text == noun)
    assert (one.dep, read.tokens[one.head].text) == (Rel.SUBJECT, verb)
    (article,) = (t for t in read.tokens[one.i - 1 : one.i] if t.text == "the")
    assert article.head == one.i


def test_claims_that_are_a_noun_stay_one() -> None:
    read = view("He paid the premiums, the insurance claims and the rent.")
    assert [t.dep for t in read.tokens if t.text == "insurance"] == [Rel.COMPOUND]


@pytest.mark.parametrize(
    ("text", "subject", "verb"),
    [
        ("Having questioned Lind for two hours, Okoro said the case was closed.", "case", "closed"),
        ("If Peru does not pay, the miners will strike, Okoro warned.", "miners", "strike"),
        ("Fares, Okoro told exporters, would rise by autumn.", "Fares", "rise"),
        ("Okoro, who told exporters the truth, would rise.", "Okoro", "rise"),
    ],
)
def test_a_subject_is_that_of_the_verb_that_tells(text: str, subject: str, verb: str) -> None:
    read = view(text)
    assert [read.tokens[t.head].text for t in read.tokens if t.text == subject] == [verb]


@pytest.mark.parametrize(
    ("text", "whom", "joined"),
    [
        ("Mali's president, Ana Ruiz, and Jo Lind of Peru met in Oslo.", "president", "Lind"),
        ("Peru hosted talks between Mali's water minister, Ana Ruiz, and Jo Lind of Chile.", "minister", "Lind"),
        ("Bakyt Orr, the Kyrgyz minister, and his Uzbek counterpart, Jo Lind, met.", "Orr", "counterpart"),
        ("The bank's chairman, Olu Orr, and its chief executive, Jo Lind, resigned.", "chairman", "executive"),
    ],
)
def test_who_is_named_after_an_apposition_is_joined_to_whom_that_is_said_of(text: str, whom: str, joined: str) -> None:
    read = view(text)
    (one,) = (t.i for t in read.tokens if t.text == whom)
    assert joined in [read.tokens[i].text for i in conjuncts(read, one)]


@pytest.mark.parametrize(
    ("text", "name", "noun"),
    [
        ("Bayern Hof have sacked their coach Uli Brandt after nine defeats.", "Brandt", "coach"),
        ("The collapse of the builder Harland Moss has left 40 schools half finished.", "Moss", "builder"),
    ],
)
def test_a_name_after_a_noun_says_who_that_is(text: str, name: str, noun: str) -> None:
    found = view(text)
    [token] = [t for t in found.tokens if t.text == name]
    assert (token.dep, found.tokens[token.head].text) == (Rel.APPOSITION, noun)


def test_a_day_after_a_noun_says_nothing_of_it() -> None:
    [token] = [t for t in view("He left the city Monday.").tokens if t.text == "Monday"]
    assert token.dep != Rel.APPOSITION
