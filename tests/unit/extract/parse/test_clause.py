"""A clause is one noun for verbs, nouns and adjectives: who does what to whom, wherever the words stand."""

from __future__ import annotations

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.parse.clause import Clause, WordKind, heads_of
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.view import View, view_of
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.facts import Factuality


def read(text: str, word: str) -> tuple[View, Clause]:
    """The clause that the first `word` of a text tells."""
    [annotated] = annotate([Article("a", text, blocks=(Block(0, len(text), BlockKind.BODY),))])
    view = view_of(annotated, load_grammar(load_lexicon()))
    return view, view.clause(next(t.i for t in view.tokens if t.text == word))


@pytest.mark.parametrize(
    ("text", "word", "doers", "things"),
    [
        ("Peru invited Chile and Bolivia to Lima.", "invited", "Peru", "Chile Bolivia"),
        ("Chile was invited by Peru.", "invited", "Peru", "Chile"),
        ("A plan rejected by the council was shelved.", "rejected", "council", "plan"),
        ("Ana Ruiz, who leads the port, resigned.", "leads", "Ruiz", "port"),
        ("Peru asked Chile to call off the talks.", "call", "Chile", "talks"),
        ("Peru and Chile met and signed a treaty.", "signed", "Peru Chile", "treaty"),
        ("Voters in Peru elected Ana Ruiz president on Sunday.", "elected", "Voters", "Ruiz"),
        ("The board appointed Ana Ruiz chief executive.", "appointed", "board", "Ruiz"),
        ("The board appointed a Lima banker.", "appointed", "board", "banker"),
        ("The fund bought Nordvik stock.", "bought", "fund", "stock"),
        ("Peru hopes to open the dam.", "open", "Peru", "dam"),
        ("The jury found Ortiz guilty.", "found", "jury", "Ortiz"),
        ("The treaty that Peru and Chile signed in Lima was praised.", "signed", "Peru Chile", "treaty"),
        ("The tanker that pirates seized off Lima sank.", "seized", "pirates", "tanker"),
        ("The baker who arrested a thief is ill.", "arrested", "baker", "thief"),
        ("The arrest of Ortiz by the police caused anger.", "arrest", "police", "Ortiz"),
    ],
)
def test_who_does_what_to_whom(text: str, word: str, doers: str, things: str) -> None:
    view, clause = read(text, word)
    found = [" ".join(view.tokens[i].text for i in heads_of(part)) for part in (clause.doers, clause.things)]
    assert found == [doers, things]


def test_an_adjective_is_said_of_the_subject_of_its_copula() -> None:
    view, clause = read("The director was guilty.", "guilty")
    assert clause.part is WordKind.ADJECTIVE
    assert [view.tokens[i].text for i in heads_of(clause.doers)] == ["director"]


def test_a_particle_belongs_to_the_word() -> None:
    view, clause = read("The owner called the deal off.", "called")
    assert (clause.word, view.tokens[clause.last].text, clause.part) == ("call off", "off", WordKind.VERB)


@pytest.mark.parametrize(
    ("text", "word", "mood"),
    [
        ("Peru met Chile.", "met", None),
        ("Peru will meet Chile.", "meet", Factuality.PLANNED),
        ("Peru did not meet Chile.", "meet", Factuality.NEGATED),
        ("Peru signed no treaty.", "signed", Factuality.NEGATED),
        ("If Peru met Chile, it would rain.", "met", Factuality.HYPOTHETICAL),
        ("Peru might meet Chile.", "meet", Factuality.HYPOTHETICAL),
        ("They were to have met in Lima.", "met", Factuality.CANCELLED),
        ("No talks were held.", "talks", Factuality.NEGATED),
    ],
)
def test_the_mood_is_what_the_own_words_of_a_clause_say(text: str, word: str, mood: Factuality | None) -> None:
    _, clause = read(text, word)
    assert (clause.mood, clause.negated) == (mood, mood is Factuality.NEGATED)


def test_a_noun_has_the_phrases_of_the_verb_it_is_the_object_of() -> None:
    view, clause = read("The bank filed a suit in March against a rival and its owner.", "suit")
    against = next(clause.after({"against"}))
    assert [view.tokens[i].text for i in against.heads] == ["rival", "owner"]
    assert not list(clause.after({"with"}))


@pytest.mark.parametrize(
    ("text", "word", "verb", "link", "nested"),
    [
        ("The talks in Lima ended.", "talks", "ended", "subject", False),
        ("Peru and Chile held talks.", "talks", "held", "object", False),
        ("Ruiz spoke after the talks.", "talks", "spoke", "after", False),
        ("The mayor praised the speed of the talks.", "talks", "praised", "of", True),
    ],
)
def test_the_link_says_how_a_noun_hangs_on_the_verb_above(
    text: str, word: str, verb: str, link: str, nested: bool
) -> None:
    view, clause = read(text, word)
    above = clause.above
    assert above.verb is not None
    assert above.nested is nested
    said = "subject" if above.is_subject else "object" if above.is_object else above.word
    assert (view.tokens[above.verb].text, said) == (verb, link)


def test_clauses_are_made_once_for_the_verbs_and_helpers_are_none() -> None:
    view, clause = read("Peru has met Chile.", "met")
    assert list(view.clauses) == [clause.head]
    assert view.clauses[clause.head] == clause
