"""Positions against positions: who turned, and who stands against whom, on one issue and towards one target.

Linked, never judged: that two positions oppose each other says nothing of which is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from kgbuild.model.facts import Stance
from kgbuild.model.quads import Quad
from kgbuild.model.terms import literal_of
from kgbuild.model.vocabulary import POSITION, TYPE, code, kgb

_FOR = frozenset({Stance.SUPPORTS, Stance.DEMANDS, Stance.PROPOSES, Stance.OFFERS})
_AGAINST = frozenset({Stance.REJECTS})
_WHO, _STANCE, _POLARITY, _UNTIL = kgb("claimedBy"), kgb("stance"), kgb("polarity"), kgb("claimedUntil")
_ISSUE, _TARGET, _TOPIC, _WORDS = kgb("issue"), kgb("target"), kgb("topic"), kgb("issueText")
_READ = frozenset({TYPE, _WHO, _STANCE, _POLARITY, _UNTIL, _ISSUE, _TARGET, _TOPIC, _WORDS})


class View(NamedTuple):
    """A position for or against an issue, and towards a target (or empty): the day it was said at the latest (or
    empty), its node, speaker and graph. An issue without a target says little ("guarantees" of whom?): there it is the
    issue by the words that name it."""

    day: str
    node: str
    speaker: str
    favours: bool
    graph: str
    issue: str
    target: str


def opposed_quads(views: Iterable[View], *, base: str) -> Iterator[Quad]:
    """Yield `kgb:turnsFrom` from a speaker's later position to the opposite one before it, and `kgb:opposes`, both
    ways, between the latest positions of two speakers who are for and against.

    The links grow with the speakers who take sides on one issue and target, not with how often they speak.
    """
    turning: dict[tuple[str, str], list[View]] = defaultdict(list)
    facing: dict[tuple[str, str, str], list[View]] = defaultdict(list)
    for view in views:
        turning[view.issue, view.target].append(view)
        # without a target it is the same thing only inside one report
        facing[view.issue, view.target, "" if view.target else view.graph].append(view)
    graph, links = f"<{base}graph/links>", set()
    for held in turning.values():
        links |= {(later.node, kgb("turnsFrom"), earlier.node) for earlier, later in _turns(sorted(held))}
    for held in facing.values():
        for a, b in _sides(sorted(held)):
            links |= {(a.node, kgb("opposes"), b.node), (b.node, kgb("opposes"), a.node)}
    return (Quad(*link, graph) for link in sorted(links))


def views_of(placed: Iterable[Quad]) -> Iterator[View]:
    """Yield the positions for or against something among the quads of one article."""
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    graphs: dict[str, str] = {}
    for subject, predicate, obj, graph in placed:
        if predicate in _READ:
            about[subject][predicate].append(obj)
        if predicate == TYPE:  # what links it to others stands in another graph
            graphs[subject] = graph
    for node, values in about.items():
        speakers, stances = values.get(_WHO, ()), values.get(_STANCE, ())
        if POSITION not in values.get(TYPE, ()) or not speakers or not stances:
            continue
        stance = stances[0].strip("<>").rpartition("/")[2]
        if stance not in _FOR | _AGAINST:
            continue
        favours = (stance in _FOR) != (code("negative") in values.get(_POLARITY, ()))
        days = [literal_of(v).value for v in values.get(_UNTIL, ())]
        said = (max(days, default=""), node, speakers[0], favours, graphs[node])
        topics = (values, *(about[topic] for topic in values.get(_TOPIC, ())))
        named = {
            (i, w.casefold()) for topic in topics for i, w in product(topic.get(_ISSUE, ()), topic.get(_WORDS, ()))
        }
        for (issue, words), target in product(sorted(named), values.get(_TARGET, ()) or ("",)):
            if not issue.endswith("/other>"):  # what fits no issue fits no other, nor does what the article lends
                yield View(*said, issue if target else f"{issue} {words}", target)


def _turns(views: Sequence[View]) -> Iterator[tuple[View, View]]:
    by_speaker: dict[str, list[View]] = defaultdict(list)
    for view in views:
        by_speaker[view.speaker].append(view)
    for said in by_speaker.values():
        for earlier, later in pairwise(said):
            if earlier.favours != later.favours and earlier.day and earlier.day < later.day:
                yield earlier, later


def _sides(views: Sequence[View]) -> Iterator[tuple[View, View]]:
    latest = {(v.speaker, v.favours): v for v in views}
    sides = [[v for v in latest.values() if v.favours is favours] for favours in (True, False)]
    return ((a, b) for a, b in product(*sides) if a.speaker != b.speaker)
