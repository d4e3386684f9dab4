"""What a meeting is about: the issues that its noun or its verb names."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.extract.events.mentions import Backing
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import objects_on, span_of, with_dep
from kgbuild.extract.parse.verbs import word

_CLAUSES = frozenset({Rel.RELATIVE, Rel.PARTICIPLE, Rel.ADVERB_CLAUSE, Rel.PREP_CLAUSE})
_MOST = 4  # issues of one mention; more would say nothing


def agenda(scene: EventScene, heads: tuple[int, ...], verb: int | None, *, subject: bool) -> tuple[Backing, ...]:
    """Return the issues of a meeting as ("issues", id, words); `verb` governs it, as its `subject` or otherwise."""
    tokens = sorted({j for i in _topics(scene, heads, verb, subject=subject) for j in _phrase(scene, i)})
    named = list(scene.frames.issues.named(scene.text, tokens))
    strong = [n for n in named if not n.weak] or named
    found: dict[str, Backing] = {}
    for n in strong:
        for name in n.alone or n.issues[:1]:
            found.setdefault(name, ("issues", name, span_of(scene.text, n.tokens[0], n.tokens[-1])))
    return tuple(found.values())[:_MOST]


def _topics(scene: EventScene, heads: tuple[int, ...], verb: int | None, *, subject: bool) -> Iterator[int]:
    """Yield the heads of the phrases that name a topic."""
    text = scene.text
    for i in heads:
        yield from (c for c in with_dep(text, i, Rel.COMPOUND, Rel.ADJECTIVE, Rel.NOUN) if text.tokens[c].pos != "VERB")
        yield from objects_on(text, i, *text.grammar.concerning)
    verbs = [] if verb is None else [verb, *with_dep(text, verb, Rel.ADVERB_CLAUSE, Rel.OPEN_CLAUSE)]
    for v in verbs:
        if word(text, v) in scene.frames.meetings.discuss and (v != verb or subject):
            yield from with_dep(text, v, Rel.OBJECT)
        if word(text, v) in scene.frames.meetings.focus and subject:
            yield from objects_on(text, v, *text.grammar.focusing)


def _phrase(scene: EventScene, i: int) -> Iterator[int]:
    """Yield the tokens of a phrase, clauses inside it left out."""
    yield i
    for c in scene.text.children[i]:
        token = scene.text.tokens[c]
        if token.dep not in _CLAUSES or token.pos != "VERB":
            yield from _phrase(scene, c)
