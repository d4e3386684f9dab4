"""How a meeting came out: "without a deal", "with a joint statement", "broke up"."""

from __future__ import annotations

from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import Site
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, prepositions, span_of, with_dep
from kgbuild.extract.parse.verbs import particles_of
from kgbuild.model.facts import Span

_CUTS = frozenset({",", ";", ":", "--", "–", "—", '"', "“"})


def outcome_of(scene: EventScene, site: Site) -> Span | None:
    """Return how a meeting came out: "without a deal", "with a joint statement", "broke up"."""
    text = scene.text
    for verb, frame in site.supports.items():
        if not site.is_argument:
            return None
        if frame.boundary == "end" or frame.outcome:
            result = _result(scene, verb)
            if result is not None:
                return _short(scene, result)
        if frame.outcome and site.is_subject and not with_dep(text, verb, Rel.OPEN_CLAUSE):
            results = with_dep(text, verb, Rel.OBJECT)
            last = max([verb, *particles_of(text, verb)])
            return _short(scene, verb, results[0]) if results else span_of(text, verb, last)
    return None


def _result(scene: EventScene, verb: int) -> int | None:
    """Return the "with" or "without" that says how something ended, also after "two hours"."""
    text = scene.text
    holders = [verb, *(i for i in scene.date_heads if verb in ancestors(text, i))]
    for holder in sorted(holders):
        for preposition, objects in prepositions(text, holder, *text.grammar.with_or_without):
            if objects and text.tokens[objects[0]].pos == "NOUN" and scene.actors.who(objects[0]) is None:
                return preposition.i
    return None


def _short(scene: EventScene, first: int, last: int | None = None) -> Span:
    """Return the phrase below a token, cut at the first comma or clause."""
    text = scene.text
    end = first
    for i in text.subtree(first if last is None else last):
        token = text.tokens[i]
        if token.text in _CUTS or token.dep in {Rel.RELATIVE, Rel.MARKER} or token.tag == "WDT":
            break
        end = max(end, i)
    return span_of(text, first, end)
