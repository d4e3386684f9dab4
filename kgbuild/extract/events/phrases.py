"""The words of an event noun: its phrase for the span, its plain words for a label."""

from __future__ import annotations

from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import ordinal_word
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import span_of, with_dep
from kgbuild.model.facts import Span

_MODIFIERS = (Rel.COMPOUND, Rel.ADJECTIVE, Rel.NUMBER, Rel.NOUN, Rel.NOUN_ADVERB)


def phrase(scene: EventScene, *tokens: int) -> Span:
    """Return the span of the noun phrase proper: modifiers, unit, noun."""
    text = scene.text
    before = (c for i in tokens for c in with_dep(text, i, *_MODIFIERS) if c < i)
    first = min([*tokens, *(text.subtree(c)[0] for c in before)])
    return span_of(text, first, max(tokens))


def plain_words(scene: EventScene, noun: int) -> str:
    """Return a noun with its plain modifiers for a label: no names, dates or numbers ("peace talks")."""
    tokens = scene.text.tokens
    first = noun
    for c in sorted((c for c in scene.text.children[noun] if c < noun), reverse=True):
        below = scene.text.subtree(c)
        named = any(scene.actors.who(j) or tokens[j].pos in {"PROPN", "NUM", "PUNCT"} for j in below)
        plain = tokens[c].dep in {Rel.COMPOUND, Rel.ADJECTIVE} and not named
        proper = tokens[c].dep == Rel.ADJECTIVE and tokens[c].text[0].isupper()
        marked = tokens[c].text.lower() in scene.frames.meetings.markers or ordinal_word(scene, tokens[c])
        if not plain or marked or proper or tokens[c].tag in {"VBD", "JJS"} or below[-1] + 1 != first:
            break
        first = below[0]
    return scene.text.slice(tokens[first].start, tokens[noun].end).lower()


def one_more(scene: EventScene, i: int, ordinal: int) -> str:
    """Return "apart" for "a second meeting": not the one just told."""
    words = (scene.text.tokens[c].text.lower() for c in with_dep(scene.text, i, Rel.DETERMINER))
    return "apart" if ordinal > 1 and any(w in scene.text.grammar.indefinite for w in words) else ""
