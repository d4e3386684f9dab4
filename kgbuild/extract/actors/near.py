"""Titles close to a name, told by words alone: before it is known which stretches are names."""

from __future__ import annotations

from kgbuild.extract.actors.page import Page
from kgbuild.extract.parse.grammar import Scope
from kgbuild.model.text import Token

_LOOK = 6  # tokens from a comma to the title of an apposition


def is_title(token: Token, text: Page) -> bool:
    """Say whether a token is a title's noun, also in the plural, or a form of address."""
    roles, word = text.roles, token.text.lower()
    if token.text in roles.address or token.text in roles.short:
        return True
    if token.pos not in {"NOUN", "PROPN", "ADJ"}:
        return False  # "who heads the agency"
    if word in roles.titles:
        return True
    return word in roles.plurals or (text.groups.is_plural(word) and text.groups.singular(word) in roles.titles)


def asks(text: Page, i: int) -> bool:
    """ "Will Norris go?": a helping verb that opens a question is no given name."""
    here, helpers = text.sentence(i), text.grammar.mood.get(Scope.HELPER, {})
    question = here.first == i and text.tokens[here.last - 1].text == "?"
    return question and text.tokens[i].text.lower() in helpers


def opens_for(text: Page, first: int, last: int) -> bool:
    """Say whether token `first` is a noun or adjective in capitals only because it opens the sentence, so that the name
    begins behind it: "Carmaker | Fortuna", "Neighbouring | Norvale"; "Carrier Corp" is a name."""
    word, groups = text.tokens[first].text.lower(), text.groups
    if last - first < 2 or text.sentence(first).first != first:
        return False
    if word in groups.dull:
        return True
    body = text.tokens[last - 1].text in groups.organization_words
    sorts = (groups.bodies, groups.trades, groups.same_as)
    return (last - first > 2 or not body) and (
        any(word in sort for sort in sorts) or (word in text.roles.titles and not body)
    )


def titled_before(text: Page, first: int) -> bool:
    """ "President |", "Ministers |", "Secretary of State |", "Minister for Trade |", "Sen. |"."""
    roles, tokens = text.roles, text.tokens
    start = text.sentence(first).first
    if first == start:
        return False
    before = tokens[first - 1]
    if is_title(before, text):
        return before.text.lower() not in roles.loose
    if before.text == "." and first - 1 > start:  # "Reps" and "."
        return f"{tokens[first - 2].text}." in roles.short
    if before.text.lower() in roles.purposes:
        return False  # "the chief of staff of | Prime Minister Norris"
    for i in range(first - 2, max(start, first - 5), -1):
        if tokens[i].text.lower() in roles.purposes and is_title(tokens[i - 1], text):
            return all(_purpose(t, text) for t in tokens[i + 1 : first])
    return False


def _purpose(token: Token, text: Page) -> bool:
    return (
        token.text in text.roles.portfolios
        or token.pos == "CCONJ"
        or token.text in text.roles.purposes
        or (token.pos == "NOUN" and token.text.islower())
    )


def titled_after(text: Page, last: int) -> bool:
    """Say whether ", the head of …" or ", a retired farmer" follows token `last - 1`: a title close to the comma."""
    sentence = text.sentence(last - 1)
    if last + 1 >= sentence.last or text.tokens[last].text != ",":
        return False
    for token in text.tokens[last + 1 : min(last + 1 + _LOOK, sentence.last)]:
        if token.pos in {"VERB", "AUX", "ADP", "CCONJ"} or token.text == ",":
            return False
        if is_title(token, text) and token.text.lower() in text.roles.titles:
            return True
    return False
