"""A name where it stands: the words before, after and above it."""

from __future__ import annotations

from dataclasses import dataclass

from anyascii import anyascii

from kgbuild.extract.actors.page import NO_TOKEN, Page
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import is_verb, with_dep
from kgbuild.extract.parse.verbs import is_cleft
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
    verb: Token  # whose subject it is, or who does it ("sued *by Telvar*")
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
    verb = linked if link.dep == Rel.AGENT and is_verb(linked) else verb
    verb = tokens[with_dep(text, name.i, Rel.RELATIVE)[0]] if is_cleft(text, name.i) else verb
    plural = name.tag == "NNPS" and text.groups.is_plural(name.text)
    told = (tokens[first].text, last - first, len(name.text) == 1, plural, text.at(first - 1).pos == "DET")
    return Appearance(text, first, last, name, above, link, linked, verb, *told)


def given_pronoun(word: str, text: Page) -> str | None:
    """Return the pronoun a given name tells ("they" where it is for both), or None where it is none we know."""
    given, plain = text.roles.given, anyascii(word)
    return given.get(word) or given.get(plain) or given.get(plain.partition("-")[0])


def has_given(site: Appearance) -> bool:
    """Say whether a name opens with a given name."""
    return given_pronoun(site.opener, site.text) is not None


def full_name(site: Appearance) -> bool:
    """Say whether a name of several words opens with a given name: "Ana Norris", not "the Ana Norris Docks"."""
    return site.size > 1 and not site.articled and not site.plural and has_given(site)


def speaks(site: Appearance) -> bool:
    """ "Norris said"."""
    return site.name.dep == Rel.SUBJECT and site.above.lemma.lower() in site.text.speaking
