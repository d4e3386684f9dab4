"""A name where it stands: what is before, after and above it, and the nouns that say what it is."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from anyascii import anyascii
from kgbuild.extract.actors.page import NO_TOKEN, Page
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import is_verb, with_dep
from kgbuild.model.text import Token


@dataclass(frozen=True, slots=True)
class Appearance:
    """The tokens `[first, last)` of a name, where they stand; a token that is not there is one without a word."""

    text: Page
    first: int
    last: int
    name: Token  # its last word
    above: Token  # what the name hangs on
    link: Token  # the preposition that leads to it
    linked: Token  # and what that hangs on
    verb: Token  # whose subject it is
    opener: str  # its first word
    size: int
    letter: bool  # "Class A"
    plural: bool  # "Marlow Docks"
    articled: bool

    def before(self, n: int = 1) -> Token:
        """Return the `n`th token before the name."""
        return self.text.at(self.first - n)

    def after(self, n: int = 1) -> Token:
        """Return the `n`th token after the name."""
        return self.text.at(self.last + n - 1)

    def below(self, token: Token, *deps: str) -> list[Token]:
        """Return what hangs on a token by one of these relations."""
        return [self.text.tokens[c] for c in with_dep(self.text, token.i, *deps)] if token is not NO_TOKEN else []


def appearance(text: Page, first: int, last: int) -> Appearance:
    """Return a name with what is around it."""
    tokens, name = text.tokens, text.tokens[last - 1]
    above = tokens[name.head]
    link = above if name.dep == Rel.PREP_OBJECT else NO_TOKEN
    linked = tokens[link.head] if link is not NO_TOKEN else NO_TOKEN
    verb = above if name.dep in SUBJECTS and is_verb(above) else NO_TOKEN
    plural = name.tag == "NNPS" and text.groups.is_plural(name.text)
    told = (tokens[first].text, last - first, len(name.text) == 1, plural, text.at(first - 1).pos == "DET")
    return Appearance(text, first, last, name, above, link, linked, verb, *told)


def given_pronoun(word: str, text: Page) -> str | None:
    """Return the pronoun a given name tells ("they" where it is for both), or None where it is none we know."""
    given, plain = text.roles.given, anyascii(word)
    return given.get(word) or given.get(plain) or given.get(plain.partition("-")[0])


def led(text: Page, last: int) -> bool:
    """ "who heads X", "she chairs X": what somebody leads is a body."""
    name = text.tokens[last - 1]
    told = text.roles.by_verb.get(text.tokens[name.head].lemma.lower())
    return name.dep == Rel.OBJECT and told is not None and bool(told.title)


def beside_noun(site: Appearance, nouns: Container[str]) -> bool:
    """ "the Fortuna party", "the Tavrion news agency", "the drug maker Pharmavel": a noun of one or two words right
    before or after a name, bound to it."""
    name = site.name
    for n in (2, 1):
        bound = name.dep == Rel.COMPOUND and name.head == site.after(n).i
        if bound and _phrase(site.text, site.last, n) in nouns:
            return True
        before = _phrase(site.text, site.first - n, n) in nouns
        if before and says_what(site.text, site.before(), site.first, site.last):
            return True
    return False


def says_what(text: Page, noun: Token, first: int, last: int) -> bool:
    """Say whether the noun right before the name `[first, last)` says what it is: bound to it, or the parser sees no
    more in the name than another noun ("gives shipping group | Vesthavn two ports")."""
    name = text.tokens[last - 1]
    if first <= noun.head < last or name.head == noun.i:
        return True
    loose = name.dep not in SUBJECTS and noun.dep != Rel.COMPOUND and noun.tag == "NN"
    return loose and text.sentence_of[noun.i] == text.sentence_of[first]


def _phrase(text: Page, first: int, n: int) -> str:
    words = [text.at(i).text for i in range(first, first + n)]
    opens = bool(words[0]) and text.opens(first)
    return " ".join([words[0].lower() if opens else words[0], *words[1:]])
