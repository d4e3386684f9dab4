"""What the verb above a meeting noun says: who took part, which dates are the meeting's, whether it took place."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kgbuild.extract.events.modality import factuality_of
from kgbuild.extract.events.roles import Roles, actors_at, noun_roles, verb_roles
from kgbuild.extract.events.scene import Scene
from kgbuild.extract.events.site import NOUN, Site, definite
from kgbuild.extract.parse.mood import is_unmet
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import prepositions, with_dep
from kgbuild.extract.parse.verbs import is_passive, subjects, word
from kgbuild.model.facts import Factuality

_SAME_DAY = frozenset({"at", "during", "after", "following", "in"})
_AROUND = frozenset({"after", "during", "following", "at", "before", "in"})
_GUESSED = 0.8
_UNHELD = frozenset({Factuality.NEGATED, Factuality.PLANNED})


def owners_of(scene: Scene, site: Site, heads: tuple[int, ...]) -> set[int]:
    """Return the tokens whose dates and places are the mention's: its nouns, their participles, the eventive verbs."""
    found = {*heads, *site.supports, *(c for i in heads for c in with_dep(scene.text, i, Rel.PARTICIPLE, Rel.RELATIVE))}
    below = (
        j for i in heads for j in scene.text.subtree(i) if scene.text.tokens[j].dep in {Rel.PARTICIPLE, Rel.RELATIVE}
    )
    found |= {j for j in below if word(scene.text, j) in scene.frames.support}  # "of the ministers that was held in …"
    above = {site.verb} if site.verb is not None and site.link == "subject" else set()
    found |= {c for v in found | above for c in _to_come(scene, v)}
    link = site.link.removeprefix(NOUN)
    if site.verb is not None and link in _SAME_DAY and _told_with(scene, site.verb, link):
        found.add(site.verb)
    return found


def _to_come(scene: Scene, i: int) -> list[int]:
    """Return what carries on for a planning word at token `i`: "scheduled to begin", "was to have opened", "is due"."""
    below = [
        c
        for c in with_dep(scene.text, i, Rel.OPEN_CLAUSE, Rel.PREDICATE)
        if scene.text.tokens[i].pos in {"VERB", "AUX"}
    ]
    inner = [d for c in below for d in with_dep(scene.text, c, Rel.OPEN_CLAUSE)]
    known = scene.frames.support.keys() | scene.frames.modality.keys()
    return [c for c in (*below, *inner) if word(scene.text, c) in known]


def _told_with(scene: Scene, verb: int, link: str) -> bool:
    """Say whether a verb's day and place are those of the meeting it hangs on: "said on Monday after talks"; not where
    it goes on to something else ("after the summit, she will fly to …")."""
    frame = scene.frames.support.get(word(scene.text, verb))
    moves = frame is not None and frame.motion
    told = scene.text.tokens[verb]
    while told.dep == Rel.OPEN_CLAUSE and told.tag == "VB":  # "failed to agree on Monday after talks"
        told = scene.text.tokens[told.head]
    return link in {"at", "during", "in"} or (not moves and told.tag in {"VBD", "VBN", "VBG"})


def read_governor(scene: Scene, site: Site, heads: tuple[int, ...], roles: Roles) -> tuple[float, bool]:
    """Read the verbs above into `roles`; return how certain the participants are and whether they add to others."""
    text, support = scene.text, site.support
    if site.verb is None:
        return 1.0, False
    if site.link.startswith(NOUN):  # "voiced worry about the crew in a call with Sato"
        if site.link.removeprefix(NOUN) not in _SAME_DAY or not _with_one(scene, heads, roles):
            return 1.0, False
        roles.add("participants", (a for s in subjects(text, site.verb) for a in actors_at(scene, s)))
        return _GUESSED, False
    if site.link == "subject":
        for told in with_dep(
            text, site.verb, Rel.ATTRIBUTE, Rel.PREDICATE
        ):  # "the meeting was the first between X and Y"
            noun_roles(scene, told, roles)
        for verb, frame in site.supports.items():
            verb_roles(scene, verb, roles, subject=frame.subject if is_passive(text, verb) else None)
    elif support is not None and site.link == "object":
        alone = not roles.get("participants")
        verb_roles(scene, site.verb, roles, subject=support.subject)
        if support.factuality and _with_one(scene, heads, roles):  # "cancelled a meeting with Sato"
            roles.add("participants", (a for s in subjects(text, site.verb) for a in actors_at(scene, s)))
        return 1.0, support.adds and alone
    elif support is not None:
        verb_roles(scene, site.verb, roles, subject="participants")
        return 1.0, support.adds
    elif _takes_subject(scene, site, heads, roles):
        roles.add("participants", (a for s in subjects(text, site.verb) for a in actors_at(scene, s)))
        return _GUESSED, False
    return 1.0, False


def _with_one(scene: Scene, heads: tuple[int, ...], roles: Roles) -> bool:
    """Say whether a noun names only whom somebody else meets: "talks with Sato"."""
    linked = any(True for i in heads for _ in prepositions(scene.text, i, "with"))
    return linked and len(roles.get("participants")) == 1


def _takes_subject(scene: Scene, site: Site, heads: tuple[int, ...], roles: Roles) -> bool:
    """Say whether the clause's subject took part unsaid: "Ruiz spoke after talks with Sato", "the board agreed at a
    meeting", "Ruiz and Sato signed after a long meeting"."""
    link = site.link.removeprefix("edge ")
    if site.verb is None or link not in _AROUND:
        return False
    known = roles.get("participants")
    if known:
        return _with_one(scene, heads, roles)
    if definite(scene, heads[0], site) and scene.text.tokens[heads[0]].tag != "NNS":
        return False
    found = {e for s in subjects(scene.text, site.verb) for e, _ in actors_at(scene, s)}
    return len(found) > 1 or (link == "at" and bool(found))


def mood_of(scene: Scene, top: int, site: Site) -> Factuality:
    """Return whether the meeting took place; "the collapse of", "the cancellation of" and "ahead of" count."""
    if site.edge is not None and site.supports[site.edge].factuality:
        return Factuality(site.supports[site.edge].factuality)
    found = factuality_of(scene, site.edge if site.edge is not None else top)
    if found in _UNHELD and _was_set(scene, top):
        return Factuality.CANCELLED
    ahead = site.link.endswith(("ahead", "before"))
    return Factuality.PLANNED if ahead and found is Factuality.ACTUAL else found


def _was_set(scene: Scene, top: int) -> bool:
    """Say whether a noun's own clause tells of a plan that came to nothing: "a round planned for 8 May" that was never
    held, "a summit that was to have opened on Monday"."""
    text = scene.text
    negated = factuality_of(scene, top) is Factuality.NEGATED
    below = [
        c
        for c in text.subtree(top)
        if text.tokens[c].dep in {Rel.PARTICIPLE, Rel.RELATIVE} and text.tokens[c].head <= c
    ]
    planned = any(scene.frames.modality.get(text.tokens[c].lemma.lower()) == "planned" for c in below)
    return (negated and planned) or any(
        is_unmet(scene.text, x) for c in below for x in with_dep(text, c, Rel.OPEN_CLAUSE)
    )


def beside(scene: Scene, heads: Iterable[int | None], triggers: Collection[int]) -> int | None:
    """Return the greater meeting at which a meeting took place: "met at a summit", "talks on the sidelines of …".

    `heads` are the meeting's verb and noun.
    """
    text = scene.text
    found = [
        (p, o) for i in heads if i is not None for p, os in prepositions(text, i, "at", "during", "on") for o in os
    ]
    for preposition, o in found:
        if preposition.text.lower() != "on" and o in triggers:
            return o
        if text.tokens[o].text.lower() in scene.frames.margins:
            inner = (c for _, below in prepositions(text, o, "of") for c in below)
            return next((c for c in inner if c in triggers), None)
    return None
