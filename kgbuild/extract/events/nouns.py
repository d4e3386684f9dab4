"""Meeting nouns: "the third round of talks between X and Y in Z", read with the verb that governs them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from kgbuild.extract.events.agenda import agenda
from kgbuild.extract.events.dating import clause_facts, dates_on, is_duration
from kgbuild.extract.events.drafts import Dated, Draft
from kgbuild.extract.events.filling import filled
from kgbuild.extract.events.governed import beside, mood_of, owners_of, read_governor
from kgbuild.extract.events.roles import (
    Roles,
    actors_at,
    auspices_on,
    noun_roles,
    places_on,
    read_mediators,
    read_where,
)
from kgbuild.extract.events.scene import Scene
from kgbuild.extract.events.site import Site, apart, definite, ordinal_of, ordinal_word, site_of
from kgbuild.extract.events.vocabulary import Noun
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import prepositions, span_of, with_dep
from kgbuild.extract.parse.verbs import subjects, word
from kgbuild.model.facts import Span
from kgbuild.model.text import Token

_NOMINAL = frozenset({"NOUN", "PROPN"})
_NAMING = _NOMINAL | {"ADJ"}
_ARGUMENTS = frozenset({Rel.OBJECT, Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.PREP_OBJECT})
_PLAIN = Noun()


def noun_frames(scene: Scene) -> dict[int, Noun]:
    """Return the meeting and event nouns of the article by token, each with the frame that fits."""
    found = {}
    for token in scene.text.tokens:
        frames = scene.frames.nouns.get(token.text.lower()) if token.pos in _NAMING else None
        if frames is None or not _nominal(token):
            continue
        if token.dep == Rel.COMPOUND and scene.text.tokens[token.head].pos in _NOMINAL:
            continue
        fitting = [f for f in frames if _fits(scene, token, f)]
        if fitting:
            found[token.i] = fitting[0]
    return found


def _nominal(token: Token) -> bool:
    """Say whether a word is a noun; the parser calls the object of "held a bilateral" an adjective."""
    return token.pos in _NOMINAL or (token.pos == "ADJ" and token.dep in _ARGUMENTS)


def _fits(scene: Scene, token: Token, frame: Noun) -> bool:
    """Say whether the words around a noun allow its frame; "strikes" that kill need no "air" before them."""
    before = _before(scene, token)
    if frame.besides & before:
        return False
    harms = token.dep in {Rel.SUBJECT, Rel.PASSIVE_SUBJECT} and word(scene.text, token.head) in scene.frames.measures
    free = not (frame.needs or frame.links or frame.held)
    if free or frame.needs & before or (frame.type == "attack" and harms):
        return True
    if frame.held and _is_held(scene, token):
        return True
    if "'s" in frame.links and any(scene.actors.actor(c) for c in with_dep(scene.text, token.i, Rel.OWNER)):
        return True
    holders = (
        (token.i, token.head) if token.dep == Rel.OBJECT else (token.i,)
    )  # "had dinner | with", "had | dinner with"
    linked = [x for h in holders for x in prepositions(scene.text, h, *frame.links) if frame.links and x[0].head == h]
    named = (scene.actors.who(o) is not None or any(actors_at(scene, o)) for _, objects in linked for o in objects)
    return any(named) or _together(scene, token)


def _together(scene: Scene, token: Token) -> bool:
    """Say whether several people have what a noun names: "Ruiz and Sato had dinner"."""
    frame = scene.frames.support.get(word(scene.text, token.head))
    if token.dep != Rel.OBJECT or frame is None or frame.subject != "participants":
        return False
    return len({e for s in subjects(scene.text, token.head) for e, _ in actors_at(scene, s)}) > 1


def _is_held(scene: Scene, token: Token) -> bool:
    """Say whether the verb above a noun tells that it was held, began or ended."""
    said = site_of(scene, token.i, scene.frames.support)
    return said.link in {"subject", "object"} and any(
        s.boundary in {"start", "end"} or s.subject in {"participants", "hosts"} for s in said.supports.values()
    )


def _before(scene: Scene, token: Token) -> frozenset[str]:
    """Return the words before a noun in its phrase, also the parts of hyphenated ones."""
    left = [c for c in scene.text.children[token.i] if c < token.i]
    return frozenset(scene.text.tokens[j].text.lower() for c in left for j in scene.text.subtree(c))


def meeting_nouns(scene: Scene, frames: Mapping[int, Noun], triggers: Collection[int]) -> Iterator[Draft]:
    """Yield a draft for every meeting noun, and for the day or round that counts it."""
    counted = set()
    for i, frame in sorted(frames.items()):
        if frame.type != "meeting":
            continue
        unit = _unit_above(scene, i)
        if unit is None:
            yield _lasting(scene, i, _draft(scene, (i,), frame, triggers), triggers)
            continue
        counted.add(unit)
        yield from _counted(scene, unit, i, frame, triggers)
    yield from _lone_units(scene, counted | frames.keys(), triggers)


def _lone_units(scene: Scene, taken: Collection[int], triggers: Collection[int]) -> Iterator[Draft]:
    """Yield a draft for "the second day", "the third round", "the first day of the Oslo round"."""
    for token in scene.text.tokens:
        unit = scene.frames.units.get(token.text.lower())
        if unit is None or token.i in taken or unit.level == "series" or not _stands_alone(scene, token):
            continue
        frame = Noun(word=token.text.lower(), frame=unit.frame, level=unit.level)
        whole = next(iter(_of(scene, token.i)), None) or _entered_by(scene, token, triggers)
        yield replace(_draft(scene, (token.i,), frame, triggers), within=whole)


def _entered_by(scene: Scene, day: Token, triggers: Collection[int]) -> int | None:
    """Return the meeting that a day is the object of: "the talks entered a third day"."""
    subject = with_dep(scene.text, day.head, Rel.SUBJECT) if day.dep == Rel.OBJECT else []
    return next((i for i in subject if i in triggers), None)


def _of(scene: Scene, i: int) -> list[int]:
    return [o for p, objects in prepositions(scene.text, i, "of") if p.head == i for o in objects]


def _unit_above(scene: Scene, i: int) -> int | None:
    """Return the unit that counts a meeting: "round" in "round of talks"; none in "two days of talks"."""
    tokens = scene.text.tokens
    of = tokens[tokens[i].head]
    unit = tokens[of.head]
    frame = scene.frames.units.get(unit.text.lower())
    if tokens[i].dep != Rel.PREP_OBJECT or of.text.lower() != "of" or frame is None:
        return None
    plural_days = unit.tag == "NNS" and frame.level in {"day", "session"}
    return None if plural_days else unit.i


def _lasting(scene: Scene, i: int, draft: Draft, triggers: Collection[int]) -> Draft:
    """Read "two days of talks" as talks that lasted two days, with what is said of the days; eight months of them are
    a series."""
    tokens = scene.text.tokens
    counter = tokens[tokens[i].head].head
    fact = scene.date_heads.get(counter)
    if tokens[i].dep != Rel.PREP_OBJECT or tokens[tokens[i].head].text.lower() != "of" or fact is None:
        return draft
    if not is_duration(fact):
        return draft
    above = _draft(scene, (counter, i), replace(_PLAIN, family=draft.family, frame=draft.frame), triggers)
    own = ("duration", fact.timex.value, Span(fact.start, fact.end, fact.text))
    return replace(
        above, token=i, span=draft.span, words=draft.words, definite=draft.definite, duration=fact.timex.value,
        level=None if fact.timex.value.startswith("PT") or fact.timex.value.endswith("D") else "series", ordinal=None,
        backing=(*(b for b in above.backing if b[0] not in {"duration", "ordinal"}), own),
    )  # fmt: skip


def _stands_alone(scene: Scene, token: Token) -> bool:
    """Say whether "the second day" or "the third round" may be one of a meeting told elsewhere."""
    wholes = [scene.text.tokens[o].text.lower() for o in _of(scene, token.i)]
    if token.tag != "NN" or any(w not in scene.frames.units for w in wholes):
        return False
    numbered = ordinal_of(scene, token.i) is not None
    other = apart(scene, token.i)
    match scene.frames.units[token.text.lower()].level:
        case "day":
            return numbered
        case "session":
            return other in {"past", "next"} or _of_a_day(scene, token.i)
        case _:
            return numbered or bool(other) or definite(scene, token.i, Site()) or _was_planned(scene, token.i)


def _of_a_day(scene: Scene, i: int) -> bool:
    """Say whether a noun belongs to a day: "Saturday's session"."""
    return any(c in scene.date_heads for c in with_dep(scene.text, i, Rel.OWNER))


def _was_planned(scene: Scene, i: int) -> bool:
    """Say whether a noun is followed by when or where it was to be: "a round planned for 8 May"."""
    told = with_dep(scene.text, i, Rel.PARTICIPLE)
    return any(scene.frames.modality.get(scene.text.tokens[c].lemma.lower()) == "planned" for c in told)


def _counted(scene: Scene, unit: int, noun: int, frame: Noun, triggers: Collection[int]) -> Iterator[Draft]:
    level = scene.frames.units[scene.text.tokens[unit].text.lower()].level
    if level == "day":
        day = _draft(scene, (unit, noun), replace(frame, level="day"), triggers)
        yield _whole(scene, day, noun)
        yield replace(day, within=noun)
        return
    part = _draft(scene, (unit, noun), replace(frame, level=level), triggers)
    inner = {noun, *with_dep(scene.text, noun, Rel.PARTICIPLE, Rel.RELATIVE)}
    told = tuple(Dated(d, "whole") for _, d in dates_on(scene, inner, triggers))
    if level == "round" and any(not d.exact for d in told):  # "a round of the talks that began in May", no day of it
        own = {d.fact for d in told}
        yield replace(_whole(scene, part, noun), level="series", dates=told)
        part = replace(part, dates=tuple(d for d in part.dates if d.fact not in own))
    yield part


def _whole(scene: Scene, part: Draft, noun: int) -> Draft:
    """Return the mention of what a part belongs to: the talks of "the second day of talks"."""
    return replace(
        part, token=noun, span=span_of(scene.text, *phrase(scene, noun)), level=None, ordinal=None, dates=(),
        duration=None, qualifier=None, outcome=None, definite=True, apart="", same=None,
        backing=tuple(b for b in part.backing if b[0] not in {"when", "duration", "ordinal", "outcome"}),
    )  # fmt: skip


def phrase(scene: Scene, *tokens: int) -> tuple[int, int]:
    """Return the first and last token of the noun phrase proper: modifiers, unit, noun."""
    first = last = tokens[0]
    for i in tokens:
        first, last = min(first, i), max(last, i)
        for c in scene.text.children[i]:
            if c < i and scene.text.tokens[c].dep in {
                Rel.COMPOUND,
                Rel.ADJECTIVE,
                Rel.NUMBER,
                Rel.NOUN,
                Rel.NOUN_ADVERB,
            }:
                first = min(first, scene.text.subtree(c)[0])
    return first, last


def _draft(scene: Scene, heads: tuple[int, ...], frame: Noun, triggers: Collection[int]) -> Draft:
    """Read one mention; `heads` are its unit (if any) and its noun."""
    text, top = scene.text, heads[0]
    site = site_of(scene, top, scene.frames.support)
    roles = Roles()
    for i in heads:
        noun_roles(scene, i, roles)
    certain, adds = read_governor(scene, site, heads, roles)
    owners = owners_of(scene, site, heads)
    if site.verb is not None and site.link in {"subject", "object"}:
        owners |= set(read_where(scene, site.verb, roles))
    read_mediators(scene, top, roles)
    places_on(scene, owners, triggers, roles)
    auspices_on(scene, owners, triggers, roles)
    facts = clause_facts(scene, site, owners, triggers)
    numbered = ordinal_of(scene, top) if frame.level else None
    ordinal = (("ordinal", str(numbered[0]), numbered[1]),) if numbered else ()
    draft = Draft(
        token=top,
        sentence=text.sentence_of[top],
        span=span_of(text, *phrase(scene, *heads)),
        type="meeting",
        family=frame.family,
        words=plain_words(scene, heads[-1]) if frame.family else "",
        frame=frame.frame,
        voice=scene.voice(top),
        level=frame.level or None,
        ordinal=numbered[0] if numbered else None,
        factuality=mood_of(scene, top, site),
        definite=definite(scene, top, site),
        apart=apart(scene, *heads) or ("" if frame.level else _one_more(scene, top)),
        same=_same_as(scene, top, site, triggers),
        beside=beside(scene, (site.verb, top) if site.link in {"subject", "object"} else (top,), triggers),
        verb=site.verb,
        adds=adds,
        eventive=bool(site.supports),
        confidence=certain,
    )
    return filled(scene, draft, roles, facts, (*ordinal, *agenda(scene, heads, site)))


def plain_words(scene: Scene, noun: int) -> str:
    """Return a noun with its plain modifiers for a label: no names, dates or numbers ("peace talks")."""
    tokens = scene.text.tokens
    first = noun
    for c in sorted((c for c in scene.text.children[noun] if c < noun), reverse=True):
        below = scene.text.subtree(c)
        named = any(scene.actors.who(j) or tokens[j].pos in {"PROPN", "NUM", "PUNCT"} for j in below)
        if (
            tokens[c].dep not in {Rel.COMPOUND, Rel.ADJECTIVE}
            or named
            or tokens[c].text.lower() in scene.frames.markers
        ):
            break
        proper = tokens[c].dep == Rel.ADJECTIVE and tokens[c].text[0].isupper()
        if proper or tokens[c].tag in {"VBD", "JJS"} or ordinal_word(scene, tokens[c]) or below[-1] + 1 != first:
            break
        first = below[0]
    return scene.text.slice(tokens[first].start, tokens[noun].end).lower()


def _one_more(scene: Scene, i: int) -> str:
    """Return "apart" for "a second meeting": not the one just told."""
    article = any(scene.text.tokens[c].text.lower() in {"a", "an"} for c in with_dep(scene.text, i, Rel.DETERMINER))
    numbered = ordinal_of(scene, i)
    return "apart" if article and numbered is not None and numbered[0] > 1 else ""


def _same_as(scene: Scene, i: int, site: Site, triggers: Collection[int]) -> int | None:
    """Return the mention this one repeats: what it is apposed to, or the verb of "met for talks"."""
    token = scene.text.tokens[i]
    if token.dep == Rel.APPOSITION:
        return token.head
    if site.verb in triggers and site.link in {"for", "in"}:
        return site.verb
    if token.dep != Rel.ATTRIBUTE:
        return None
    named = with_dep(scene.text, token.head, Rel.SUBJECT)
    return named[0] if named and scene.text.tokens[token.head].lemma == "be" else None
