"""How a noun stands in its clause: the verb above it, the nouns of beginning and ending, words that set it apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kgbuild.extract.events.scene import Scene
from kgbuild.extract.events.vocabulary import Support
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, conjuncts, with_dep
from kgbuild.extract.parse.verbs import word
from kgbuild.model.facts import Span
from kgbuild.model.text import Token

_DURING = frozenset({"after", "during", "following", "at", "before", "amid", "ahead"})
_LEFT = frozenset({"in", "at", "of", "from", "out"})  # took part in it, walked out of it
NOUN = "noun "  # begins the link of what hangs on a noun below the verb
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Site:
    """`verb` is the verb above a noun (None: a noun inside other nouns), `link` how the noun hangs on it: "subject",
    "object" or a preposition. `supports` holds what the verbs that govern the noun say of it, and the noun `edge` in
    "the end of the talks"; a subject has all verbs joined by "and"."""

    verb: int | None = None
    link: str = ""
    supports: Mapping[int, Support] = field(default_factory=dict)
    edge: int | None = None

    @property
    def support(self) -> Support | None:
        """Return what the verb right above says."""
        return None if self.verb is None else self.supports.get(self.verb)


def site_of(scene: Scene, i: int, frames: Mapping[str, Support]) -> Site:
    """Return how the noun at token `i` stands in its clause; `frames` are the verbs that may say something of it."""
    tokens = scene.text.tokens
    above = tokens[tokens[i].head]
    if tokens[i].dep == Rel.PREP_OBJECT and above.text.lower() == "of":
        edge = tokens[above.head]
        support = _edge_frame(edge, frames)
        if support is not None:
            verb, link = _governor(scene, edge.i)
            return Site(verb, f"edge {link}", {edge.i: support}, edge.i)
    verb, link = _governor(scene, i)
    verbs = [] if verb is None else [verb, *(_joined(scene, verb) if link == "subject" else ())]
    found = {v: frames.get(name_of(scene, v)) for v in verbs}
    return Site(verb, link, {v: s for v, s in found.items() if s is not None and _fits(s, link)})


def name_of(scene: Scene, verb: int) -> str:
    """Return the name a verb's frame has: its lemma with its particle, or "be" with its adjective ("be due")."""
    told = with_dep(scene.text, verb, Rel.PREDICATE) if scene.text.tokens[verb].lemma == "be" else []
    names = [f"be {scene.text.tokens[c].lemma.lower()}" for c in told]
    return next((n for n in names if n in scene.frames.support), word(scene.text, verb))


def _fits(frame: Support, link: str) -> bool:
    """Say whether a verb can speak of a noun that hangs on it so: "flew to Oslo for talks", "took part in talks"."""
    if link in {"subject", "object"}:
        return True
    return (frame.motion and link in {"for", "to", "on"}) or (frame.adds and link in _LEFT)


def _joined(scene: Scene, verb: int) -> list[int]:
    """Return the verbs joined to a verb that share its subject."""
    text = scene.text
    return [c for c in conjuncts(text, verb) if c != verb and not with_dep(text, c, Rel.SUBJECT, Rel.PASSIVE_SUBJECT)]


def _edge_frame(noun: Token, frames: Mapping[str, Support]) -> Support | None:
    if noun.pos != "NOUN":
        return None
    found = frames.get(noun.lemma.lower())
    return found if found is not None and (found.boundary in {"start", "end"} or found.factuality) else None


def _governor(scene: Scene, i: int) -> tuple[int | None, str]:
    tokens = scene.text.tokens
    token = tokens[i]
    while token.dep in {Rel.APPOSITION, Rel.CONJUNCT} and tokens[token.head].pos in {"NOUN", "PROPN"}:
        token = tokens[token.head]
    head = tokens[token.head]
    if token.dep in {Rel.SUBJECT, Rel.PASSIVE_SUBJECT} and head.pos in _VERBAL:
        return head.i, "subject"
    if token.dep in {Rel.OBJECT, Rel.ATTRIBUTE, Rel.RESULT, Rel.RECIPIENT} and head.pos in _VERBAL:
        return head.i, "object"
    if token.dep == Rel.PREP_OBJECT:
        while head.pos == "ADP" and tokens[head.head].pos == "ADP" and head.head != head.i:  # a heading may be one
            head = tokens[head.head]
        if tokens[head.head].pos in _VERBAL:
            return head.head, head.text.lower()
        verb = next((a for a in ancestors(scene.text, head.i) if tokens[a].pos in _VERBAL), None)
        return verb, f"{NOUN}{head.text.lower()}"
    return None, ""


def ordinal_of(scene: Scene, i: int) -> tuple[int, Span] | None:
    """Return the ordinal before a noun ("second", "3rd") with its span."""
    for c in with_dep(scene.text, i, Rel.ADJECTIVE, Rel.NUMBER, Rel.ADVERB, Rel.COMPOUND):
        token = scene.text.tokens[c]
        number = ordinal_word(scene, token)
        if number:
            return number, Span(token.start, token.end, token.text)
    return None


def ordinal_word(scene: Scene, token: Token) -> int:
    """Return the place that an ordinal names ("second", "3rd", "opening"), or 0."""
    grammar = scene.text.grammar
    return 1 if token.text.lower() in grammar.opening else grammar.numbers.ordinal(token.text)


def definite(scene: Scene, i: int, site: Site) -> bool:
    """Say whether a noun speaks of something known: "the talks", "his visit", "Monday's meeting"; also bare plurals
    where they are what happened ("talks ended", "after talks")."""
    text = scene.text
    told = with_dep(text, i, Rel.DETERMINER, Rel.OWNER)
    if told:
        return text.tokens[told[0]].dep == Rel.OWNER or text.tokens[told[0]].text.lower() in text.grammar.definite
    if text.tokens[i].tag in {"NNS", "NNPS"}:
        if any(text.tokens[c].text.lower() not in text.grammar.placed for c in with_dep(text, i, Rel.PREPOSITION)):
            return False  # "talks on fish", "talks with the union" are told anew
        return site.link == "subject" or site.link in _DURING or site.edge is not None
    return bool(with_dep(text, i, Rel.NOUN))


def apart(scene: Scene, *tokens: int) -> str:
    """Return what sets a mention apart: "apart", "past", "next", or an empty string.

    A demonym nobody could be found for ("Omani talks") sets it apart too: it names people other than those known.
    """
    text = scene.text
    for i in tokens:
        for c in with_dep(text, i, Rel.ADJECTIVE, Rel.DETERMINER, Rel.ADVERB, Rel.COMPOUND):
            word = text.tokens[c]
            mark = scene.frames.markers.get(word.text.lower())
            if mark:
                return mark
            known = scene.actors.who(c) or scene.actors.adjectives.get(c)
            if (
                word.dep == Rel.ADJECTIVE
                and word.text[0].isupper()
                and word.i > 0
                and not known
                and not _opens(scene, c)
            ):
                return "apart"
    return ""


def _opens(scene: Scene, i: int) -> bool:
    sentence = scene.text.sentences[scene.text.sentence_of[i]]
    return scene.text.tokens[i].start == sentence.start
