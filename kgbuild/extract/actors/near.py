"""Words close to a name, before it is known which stretches are names: titles, openers of sentences, nicknames."""

from __future__ import annotations

from kgbuild.extract.actors.page import Page
from kgbuild.extract.parse.grammar import Scope
from kgbuild.model.text import Token

HYPHENS = frozenset("-‐‑")


def title_noun(text: Page, token: Token) -> str:
    """Return the lexicon's form of the title noun at a token ("ministers": "minister"), or nothing."""
    titles, word, link = text.roles.titles, token.text.lower(), text.at(token.i - 1)
    if link.text in HYPHENS and link.end == token.start:
        joined = f"{text.at(token.i - 2).text}-{token.text}".lower()  # "secretary-general"
        if joined in titles:
            return joined
    if token.pos not in {"NOUN", "PROPN"}:
        return ""  # "who heads the agency"
    word = f"{word}." if f"{token.text}." in text.roles.short else word
    return next((w for w in (word, token.lemma.lower(), text.roles.plurals.get(word, "")) if w in titles), "")


def is_title(token: Token, text: Page) -> bool:
    """Say whether a token is a title's noun, also in the plural, or a form of address."""
    if token.text in text.roles.address or token.text in text.roles.short or title_noun(text, token):
        return True
    return token.pos in {"NOUN", "PROPN"} and text.groups.singular(token.text.lower()) in text.roles.titles


def asks(text: Page, i: int) -> bool:
    """ "Will Norris go?": a helping verb that opens a question is no given name."""
    here, helpers = text.sentence(i), text.grammar.mood.get(Scope.HELPER, {})
    return here.first == i and text.tokens[here.last - 1].text == "?" and text.tokens[i].text.lower() in helpers


def opens_for(text: Page, first: int, last: int) -> bool:
    """Say whether token `first` is a noun or adjective in capitals only because it opens the sentence, so that the name
    begins behind it: "Carmaker | Fortuna", "Neighbouring | Norvale"; "Carrier Corp" is a name."""
    word, groups = text.tokens[first].text.lower(), text.groups
    if last - first < 2 or not text.opens(first):
        return False
    body = text.tokens[last - 1].text in groups.organization_words
    sort = word in groups.bodies or word in groups.trades or word in groups.same_as
    return word in groups.dull or (sort and (last - first > 2 or not body)) or (word in text.roles.titles and not body)


def glued(text: Page, i: int) -> bool:
    """Say whether no blank stands on either side of token `i`: the hyphen of "Siu-fung"."""
    return text.at(i - 1).end == text.tokens[i].start and text.at(i + 1).start == text.tokens[i].end


def nickname_end(text: Page, i: int) -> int:
    """ "Robert C. | "Bobby" Norris": return the end of a nickname at `i` after which a name goes on, or 0."""
    opens, name, closes, after = (text.at(k) for k in range(i, i + 4))
    quoted = opens.pos == closes.pos == "PUNCT" and not opens.text.isalnum() and opens.text not in "(,;:-"
    goes_on = after.pos == "PROPN" and after.text[0].isupper() and text.sentence_of[i] == text.sentence_of[after.i]
    return i + 3 if quoted and name.text[:1].isupper() and goes_on else 0
