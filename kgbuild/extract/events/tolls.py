"""Figures told in a sentence of their own: "Seven passengers died. Another 19 were hurt." They are the crash's that the
report is of, not those of an event without a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile

from kgbuild.extract.events.figures import Figure, measure_of
from kgbuild.extract.events.hierarchy import Relations
from kgbuild.extract.events.mentions import Backing, EventMention
from kgbuild.extract.events.modality import factuality_of
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import Site, definite
from kgbuild.extract.events.vocabulary import EventType
from kgbuild.extract.events.where import places_in
from kgbuild.extract.events.worded import worded_figures
from kgbuild.extract.parse.mood import is_perfect
from kgbuild.extract.parse.quotations import Whose
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import ancestors, prepositions, span_of
from kgbuild.model.facts import Factuality

_SOON = 3  # sentences
_LONG = 8  # sentences after which a figure with a wording of its own may be told
_WEEK = 7  # days
_SAID = frozenset({*SUBJECTS, Rel.OBJECT, Rel.ATTRIBUTE})
_CASUALTIES = "casualties"


@dataclass(frozen=True, slots=True)
class _Tolls:
    """What tolls of an article may belong to: the `hosts`, mentions of events that count such, and the figures `added`
    to them, by token."""

    scene: EventScene
    relations: Relations
    hosts: list[EventMention]
    added: dict[int, list[Figure]]

    def joined(self, toll: EventMention) -> EventMention:
        """Return a toll as one more mention of what it is of, itself where that is nothing told."""
        host = next((h for h in self._near(toll) if self._fits(toll, h) and self._then(toll, h)), None)
        if host is None:
            return toll
        own = [d for d in toll.dates if d.exact and not host.dates]
        backing = tuple(b for b in toll.backing if own or b[0] != "when")
        return replace(
            toll, type=host.type, family=host.family, frame=host.frame, words="", dates=tuple(own), backing=backing,
            same=host.token if host.token < toll.token else None,
        )  # fmt: skip

    def host_of(self, toll: EventMention, *, later: bool) -> EventMention | None:
        """Return what a figure with a wording of its own is of, in its sentence or before; of one that is told `later`
        no other number is."""
        here = [h for h in self.hosts if h.sentence == toll.sentence and (h.verbal or h.participants or h.place)]
        last = [h for h in self.hosts if h.token < toll.token and toll.sentence - h.sentence <= _LONG]
        last.sort(key=lambda h: (len(h.participants) > 1, h.token), reverse=True)  # the game before who scored in it
        near = sorted(here, key=lambda h: abs(h.token - toll.token)) or last or self._near(toll)
        return next((h for h in near if self._fits(toll, h, later=later) and self._then(toll, h, after=_WEEK)), None)

    def _near(self, toll: EventMention) -> Iterator[EventMention]:
        """Yield what may be meant: what was told last, or, of a toll that the report opens with, is told next."""
        before = [h for h in self.hosts if h.token < toll.token and toll.sentence - h.sentence <= _SOON]
        yield from sorted(before, key=lambda h: -h.token)
        if not before and toll.lead:
            yield from (h for h in self.hosts if h.sentence - toll.sentence == 1)

    def _fits(self, toll: EventMention, host: EventMention, *, later: bool = False) -> bool:
        """Say whether nothing tells a toll from an event: a doer, a town, another number of the same by the same."""
        alike = [h for h in self.hosts if h.type == host.type]
        known = [f for h in alike for f in (*h.figures, *self.added.get(h.token, ()))]
        others = (f for f in known for own in toll.figures if f[0] == own[0] and f[1] != own[1])
        if any(later or self._speakers(f) == self._speakers(own) for f in others for own in toll.figures):
            return False
        sentence = self.scene.text.sentences[toll.sentence]
        found = [b[1] for b in places_in(self.scene, sentence.start, sentence.end)]
        places = {h.place for h in alike if h.place}
        there = all(self.relations.same_place(p, places) for p in found) if places else host.sentence >= toll.sentence
        return set(toll.initiators) <= set(host.initiators) and (there or not found)

    def _speakers(self, figure: Figure) -> tuple[str, ...]:
        words = self.scene.text.between(figure[3].start, figure[3].end)
        voice = self.scene.voices.at(words[0].i) if words else None
        return voice.speakers if voice is not None else ()

    def _then(self, toll: EventMention, host: EventMention, *, after: int = 0) -> bool:
        """Say whether no day of its sentence but that of a source's words tells a toll from an event; it may be of so
        many days `after`."""
        days = [d.days for h in self.hosts if h.type == host.type for d in h.dates]
        heads = (i for i in self.scene.date_heads if self.scene.text.sentence_of[i] == toll.sentence)
        dates = [self.scene.date_heads[i] for i in heads if not self._of_saying(i)]
        told = [d for d in dates if d.earliest or d.latest]
        if not days:
            return not told or (host.sentence >= toll.sentence and all(d.earliest == d.latest for d in told))
        return all(d.earliest == d.latest and any(_within(d.earliest, a, b, after) for a, b in days) for d in told)

    def _of_saying(self, i: int) -> bool:
        """Say whether a day is that of a source's words: "the ministry said *on Monday*"."""
        verb = next((a for a in ancestors(self.scene.text, i) if self.scene.text.tokens[a].pos == "VERB"), None)
        return verb is not None and self.scene.text.tokens[verb].lemma in self.scene.frames.meetings.reports


def _within(day: str | None, first: str | None, last: str | None, after: int) -> bool:
    if not (day and first and last):
        return False
    one, start, end = (date.fromisoformat(d) for d in (day, first, last))
    return start <= one <= end + timedelta(after)


def with_tolls(
    scene: EventScene, mentions: Iterable[EventMention], loose: Mapping[int, tuple[Figure, ...]], relations: Relations
) -> Iterator[EventMention]:
    """Yield all mentions, tolls as mentions of what they are of; `loose` figures, by their word, are left out where
    that is nothing told."""
    kinds = scene.frames.words.types
    plain = (_mention(scene, i, figures) for i, figures in loose.items() if not _elsewhere(scene, i))
    every = sorted((*mentions, *plain), key=lambda m: m.token)
    parts = {m.token: m.sentence for m in every if _is_part(scene, m) or _is_further(scene, m, every)}
    every = [replace(m, figures=()) if m.token in parts else m for m in every]
    updated = {*parts.values()}
    told = [m for m in every if _is_told(m)]
    bare = {m.token for m in told if not m.type or (kinds[m.type].aftermath and _is_bare(scene, m, relations))}
    rest = [m for m in told if m.token not in bare and _can_have(m, kinds[m.type])]
    added: dict[int, list[Figure]] = {}
    harm = _Tolls(scene, relations, [m for m in rest if _CASUALTIES in kinds[m.type].figures], added)
    made = []
    for m in every:
        made.append(harm.joined(m) if m.token in bare else m)
        if m.token in bare and made[-1].type:  # "Three people died in Lund. *Five were hurt*"
            harm.hosts.append(made[-1])
    wars = {m.sentence for m in every if m.known}  # "the toll of *the war* stands at 4,000"
    for i, entry, figure in worded_figures(scene):
        one = _mention(scene, i, (figure,))
        able = [m for m in (*rest, *made) if m.type and entry.of in kinds[m.type].figures and _is_told(m)]
        hosts = harm if entry.of == _CASUALTIES else _Tolls(scene, relations, able, added)
        host = hosts.host_of(one, later=entry.later) if _is_told(one) and one.sentence not in wars else None
        if host is not None:
            added.setdefault(host.token, []).append(figure)
            updated.add(one.sentence)
    for m in made:
        more = tuple(added.get(m.token, ()))
        empty = m.sentence in updated and m.type and kinds[m.type].aftermath and not _says(m)
        if m.type and (more or not empty):  # not "the death toll *rose* to 14"
            yield replace(m, figures=(*m.figures, *more), backing=(*m.backing, *_backing(more)))


def _says(mention: EventMention) -> bool:
    return bool(mention.figures or mention.participants or mention.initiators)


def _can_have(mention: EventMention, kind: EventType) -> bool:
    """Say whether others than those whom it names may come to harm in an event; not in an actor's death."""
    return not mention.known and (not kind.aftermath or bool(mention.figures or mention.initiators))


def _is_told(mention: EventMention) -> bool:
    return mention.factuality is Factuality.ACTUAL and mention.voice is not Whose.QUOTED


def _is_bare(scene: EventScene, mention: EventMention, relations: Relations) -> bool:
    """Say whether a mention counts people and names nobody."""
    who = {*mention.participants, *mention.initiators, *mention.hosts}
    told = mention.verbal or scene.text.tokens[mention.token].dep in _SAID  # not "after *the deaths* of 85"
    return told and bool(mention.figures) and who <= relations.nameless and not _elsewhere(scene, mention.token)


def _elsewhere(scene: EventScene, i: int) -> bool:
    """Say whether harm is told of some time or of something that has not been told: "have been killed in the region",
    "died in road accidents"."""
    text = scene.text
    held = [o for _, objects in prepositions(text, i, *text.grammar.meanwhile) for o in objects]
    things = [o for o in held if scene.actors.who(o) is None and o not in scene.date_heads]
    return any(is_perfect(text, i) or not definite(scene, o, Site()) for o in things)


def _is_part(scene: EventScene, toll: EventMention) -> bool:
    """Say whether a number counts some of those who came to harm: "six died on the spot and three *others* later"."""
    text, i, counted = scene.text, toll.token, [f[3].end for f in toll.figures]
    for t in text.tokens[i + 1 : text.sentence(i).last] if counted else ():
        if t.pos == "NUM" and t.start >= max(counted) and text.tokens[t.i + 1].text.lower() in text.grammar.further:
            way = takewhile(lambda a: a != i, (t.i, *ancestors(text, t.i)))
            return i in ancestors(text, t.i) and all(measure_of(scene, a) is None for a in way)
    return False


def _is_further(scene: EventScene, toll: EventMention, every: Iterable[EventMention]) -> bool:
    """Say whether a number counts only those who came to a greater one of its sentence: "killed five, police said after
    three *more* were found dead"."""
    text = scene.text
    beside = [f for m in every if m.sentence == toll.sentence and m.token != toll.token for f in m.figures]
    for measure, number, _, span in toll.figures:
        words = {t.text.lower() for t in text.between(span.start, span.end)}
        if not words.isdisjoint(text.grammar.further) and any(f[0] == measure and f[1] > number for f in beside):
            return True
    return False


def _mention(scene: EventScene, i: int, figures: tuple[Figure, ...]) -> EventMention:
    text = scene.text
    verb = next((a for a in (i, *ancestors(text, i)) if text.tokens[a].pos in {"VERB", "AUX"}), i)
    return EventMention(
        i, text.sentence_of[i], span_of(text, i, i), "", "", "", "", scene.voice(i), figures=figures,
        factuality=factuality_of(scene, verb), verbal=True, lead=text.sentence_of[i] < 2, backing=_backing(figures),
    )  # fmt: skip


def _backing(figures: Iterable[Figure]) -> tuple[Backing, ...]:
    return tuple(("figures", f"{measure} {number}", span) for measure, number, _, span in figures)
