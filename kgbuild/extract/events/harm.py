"""Who came to harm in which event: "killed" and "hurt" belong to the crash or attack they are told of, and count there.

A verb of dying or killing is an event of its own only where the sentence names no other that explains it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kgbuild.extract.events.figures import MEASURING, Figure, figures_at, is_suffered, measure_of, number_at, said_with
from kgbuild.extract.events.match import Match
from kgbuild.extract.events.modality import factuality_of
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import is_along
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, conjuncts, counted_by, first_conjunct, reached, with_dep
from kgbuild.extract.parse.verbs import agents, is_finite, is_passive, subjects
from kgbuild.model.facts import Factuality

_UNREAL = frozenset({Factuality.PLANNED, Factuality.HYPOTHETICAL, Factuality.NEGATED})
_DOERS = frozenset({"$human", "$people", "$fighter", "$police"})


@dataclass(frozen=True, slots=True)
class Harm:
    """What is told of an event by words of harm: the words that became part of it, and its figures."""

    words: tuple[int, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Harms:
    """Harm by the token of its event; `told` are verbs that name no event of their own any more; `loose` are figures by
    words of harm that are of no event in their sentence."""

    by_event: Mapping[int, Harm]
    told: frozenset[int]
    loose: Mapping[int, tuple[Figure, ...]]


def find_harm(scene: EventScene, matches: Mapping[int, Match]) -> Harms:
    """Return the figures of the article by the event they belong to: the nearest one that governs or is governed."""
    told = [t.i for t in scene.text.tokens if t.pos in MEASURING and measure_of(scene, t.i) is not None]
    owners = {i: owner for i in told if (owner := _owner(scene, i, matches)) is not None}
    # harm that nobody came to yet, told with what took place: "killed two and threaten to kill one"
    ahead = {i for i, o in owners.items() if o != i and factuality_of(scene, i) in _UNREAL}
    owners = {i: i if i in ahead and factuality_of(scene, o) is Factuality.ACTUAL else o for i, o in owners.items()}
    found: dict[int, Harm] = {}
    for i, owner in owners.items():
        above = owners.get(owner, owner)  # "attacked a depot, killing four and wounding 11"
        known = found.get(above, Harm())
        words = known.words if above == i else (*known.words, i)
        found[above] = Harm(words, (*known.figures, *figures_at(scene, i)))
    loose = {
        i: figures for i in told if i not in owners and _is_harm(scene, i) and (figures := tuple(figures_at(scene, i)))
    }
    return Harms(found, frozenset(i for i, owner in owners.items() if owner != i), loose)


def _is_harm(scene: EventScene, i: int) -> bool:
    return not scene.frames.words.harms.isdisjoint((measure_of(scene, i) or "").split("_or_"))


def _owner(scene: EventScene, i: int, matches: Mapping[int, Match]) -> int | None:
    """Return the event that a word of harm speaks of: its subject, its in- or by-phrase, what it hangs on, else itself;
    what counts other things (arrests, jobs) speaks of itself first."""
    own = matches.get(i)
    noun = scene.text.tokens[i].pos == "NOUN"
    if noun and (own is not None or number_at(scene, i) is None):
        return i if own else None
    if own is not None and not _harms(scene, own):
        return i
    if own is None and not _is_harm(scene, i):
        return None  # "three were arrested over a raid": the raid has no such figure
    near = (c for c in _near(scene, i) if c not in {i, *said_with(scene, i)} and c in matches)
    return next((c for c in near if _harms(scene, matches[c])), i if own else None)


def _harms(scene: EventScene, match: Match) -> bool:
    return scene.frames.counts(match.frame, "casualties")


def _near(scene: EventScene, i: int) -> Iterator[int]:
    """Yield what may explain a word of harm, nearest first."""
    text, first = scene.text, first_conjunct(scene.text, i)
    chain = [c for c in conjuncts(text, first) if not _of_others(scene, i, c)]
    before = _clause_before(scene, i)
    yield from () if before is None else (before,)
    yield from (c for s in subjects(text, i) for c in (s, *counted_by(text, s)))  # "a series of | bombs killed"
    led = [o for v in chain for o in reached(text, v)]
    yield from (c for o in led for c in (o, *counted_by(text, o)))  # "died in a series of | air strikes"
    for c in (c for v in chain for c in with_dep(text, v, Rel.ADVERB_CLAUSE)):
        if is_along(scene, c) or not _acts(scene, i):  # "killed nine after rebels opened fire": two events
            yield from (c, *subjects(text, c), *with_dep(text, c, Rel.PARTICIPLE))  # "when a canoe | overturned"
    yield from (c for c in chain if c < i or measure_of(scene, c) is None)  # "killing six and | wounding nine"
    below = first
    for a in ancestors(text, first):
        if _of_another_time(scene, below):
            break
        yield a
        yield from with_dep(text, a, Rel.SUBJECT, Rel.OBJECT)
        below = a


def _of_others(scene: EventScene, i: int, other: int) -> bool:
    """Say whether a verb joined to one of harm has doers of its own: "a man killed a judge and a bomber killed ten"."""
    text = scene.text
    doers = [with_dep(text, v, Rel.SUBJECT) for v in (i, other)]
    return i != other and all(doers) and _acts(scene, i) and any(text.is_one(d, _DOERS) for d in doers[0])


def _clause_before(scene: EventScene, i: int) -> int | None:
    """Return the verb of the relative clause that a participle goes on with, which parsers hang on the noun before it:
    "the driver of a lorry | that overturned near Ghent, killing four"."""
    text, token = scene.text, scene.text.tokens[i]
    if token.dep != Rel.PARTICIPLE or token.tag != "VBG":
        return None
    within = [c for c in text.subtree(token.head) if token.head < c < i]
    return next((c for c in reversed(within) if text.tokens[c].dep == Rel.RELATIVE), None)


def _of_another_time(scene: EventScene, i: int) -> bool:
    """Say whether a clause tells what was before or why: "protests broke out | after police killed him"."""
    text = scene.text
    if text.tokens[i].dep != Rel.ADVERB_CLAUSE:
        return False
    opened = {text.tokens[c].text.lower() for c in with_dep(text, i, Rel.MARKER)}
    return bool(opened) and opened.isdisjoint(text.grammar.while_)


def victims(scene: EventScene, harm: Harm) -> Iterator[int]:
    """Yield the nouns for those who came to harm by the words that became part of an event."""
    for i in harm.words:
        token = scene.text.tokens[i]
        done = with_dep(scene.text, i, Rel.PASSIVE_SUBJECT, Rel.OBJECT)
        if not done or is_suffered(scene, i):
            done = [token.head] if token.dep == Rel.PARTICIPLE else subjects(scene.text, i)
        yield from done


def culprits(scene: EventScene, harm: Harm) -> Iterator[int]:
    """Yield the nouns for those who did it, by the same words."""
    for i in harm.words:
        if is_passive(scene.text, i):
            yield from agents(scene.text, i)
        elif _acts(scene, i) and not is_afar(scene, i):
            before = _clause_before(scene, i)
            yield from subjects(scene.text, i if before is None else before)


def is_afar(scene: EventScene, i: int) -> bool:
    """Say whether nobody can tell by a verb whose doing a participle after it is: another clause stands between them,
    or what is told was done to its subject: "sent food | after the island was flooded, | killing 700"."""
    text, token = scene.text, scene.text.tokens[first_conjunct(scene.text, i)]
    between = (c for c in with_dep(text, token.head, Rel.ADVERB_CLAUSE) if token.head < c < i)
    apart = any(is_finite(text, c) for c in between) or (token.head < i and is_passive(text, token.head))
    return token.dep == Rel.ADVERB_CLAUSE and token.tag == "VBG" and apart


def _acts(scene: EventScene, i: int) -> bool:
    """Say whether a word of harm has somebody do it to others ("killed 12"), not suffer it ("died")."""
    return bool(with_dep(scene.text, i, Rel.OBJECT)) and not is_suffered(scene, i)
