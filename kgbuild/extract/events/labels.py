"""The names of meetings and events, worded by the lexicon: "second round of talks between X and Y in Z"."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.extract.events.hierarchy import Meeting
from kgbuild.extract.events.mentions import EventMention
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.vocabulary import MEETING, VISITS, EventLabels
from kgbuild.model.facts import Event

_MOST = 4  # names in a label


def label_of(scene: EventScene, event: Event, meeting: Meeting) -> str:
    """Return a short readable name: "second day of talks between X and Y in Z", "acquisition of X by Y"."""
    forms = scene.frames.words.labels
    drafts = [*meeting.cluster.drafts, *(meeting.parent.cluster.drafts if meeting.parent else ())]
    words = next((d.words for d in drafts if d.words), forms.words.get(event.type, event.type))
    visit = event.type == MEETING and VISITS in meeting.cluster.said("family")
    who = _named_apart(scene, event.participants)
    doers = _named_apart(scene, event.initiators)
    place = scene.actors.entities[event.place].name if event.place else ""
    visitors = visit and len(who) == 1
    link = forms.by if visitors else _link(scene, event, words, drafts, several=len(who) > 1, doers=bool(doers))
    parts = [_part_of(forms, event, words)]
    parts += [link, _listed(who, forms)] if who else []
    parts += [forms.by, _listed(doers, forms)] if doers and not visitors else []
    parts += [forms.to if visitors else forms.at, place] if place and (visitors or place not in who) else []
    return " ".join(part for part in parts if part)


def _part_of(forms: EventLabels, event: Event, words: str) -> str:
    """Return "third round of talks" for a part that is counted."""
    if event.level not in {"day", "round", "session"} or not event.ordinal:
        return words
    ordinal = forms.ordinals.get(str(event.ordinal))
    wording = forms.counted if ordinal else forms.numbered
    return wording.format(ordinal=ordinal, number=event.ordinal, level=event.level, event=words) or words


def _link(
    scene: EventScene, event: Event, words: str, drafts: Iterable[EventMention], *, several: bool, doers: bool
) -> str:
    """Return what leads to those who take part: sides meet, others have it done to them."""
    forms, grammar = scene.frames.words.labels, scene.text.grammar
    noun = words.rsplit(" ", 1)[-1].lower()
    mutual = event.type in forms.sides or noun in forms.sides
    if mutual and several:
        counted = {w.measure for w in scene.frames.words.worded} - scene.frames.words.harms  # a crowd is of both
        harmed = event.type != MEETING and any(f[0] not in counted for f in event.figures)
        return forms.involving if doers or harmed else forms.between  # victims are no sides
    lost = mutual and any(scene.text.tokens[d.token].lemma.lower() in grammar.losing for d in drafts)
    if event.type == MEETING or lost:  # "election with" who lost it
        return forms.beside
    return forms.links.get(noun) or forms.links.get(event.type) or forms.of


def _named_apart(scene: EventScene, actors: Iterable[str]) -> list[str]:
    """Return the first names of actors, but none that another says already ("fighters of the Lund Front")."""
    names = [scene.actors.entities[a].name for a in actors]
    return [n for n in names if not any(n != other and n in other for other in names)][:_MOST]


def _listed(names: list[str], forms: EventLabels) -> str:
    return f" {forms.last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
