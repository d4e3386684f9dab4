"""All mentions of meetings and of other events in an article, from what the matcher found, with the lists of who was
there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from kgbuild.extract.events.dating import dates_on, is_duration
from kgbuild.extract.events.harm import find_harm
from kgbuild.extract.events.hierarchy import Relations
from kgbuild.extract.events.match import Match
from kgbuild.extract.events.mentions import Backing, Dated, EventMention
from kgbuild.extract.events.read import mention_of
from kgbuild.extract.events.roles import actors_at
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import Site, apart, definite, ordinal_of, ordinal_word, phrase, site_of
from kgbuild.extract.events.there import going_on
from kgbuild.extract.events.tolls import with_tolls
from kgbuild.extract.events.vocabulary import MEETING, EventFrame
from kgbuild.extract.events.where import places_in
from kgbuild.extract.parse.clause import WordKind, link_of
from kgbuild.extract.parse.mood import is_negated
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import first_conjunct, is_verb, objects_on, with_dep
from kgbuild.model.facts import DateFact, Factuality, Level, Span
from kgbuild.model.text import Token


def meeting_mentions(scene: EventScene, matches: Mapping[int, Match]) -> Iterator[EventMention]:
    """Yield the mentions of meetings: nouns, what counts them, and verbs."""
    found = {i: m for i, m in matches.items() if m.frame.type == MEETING}
    nouns = counted_mentions(scene, {i: m for i, m in found.items() if m.frame.part is WordKind.NOUN})
    yield from (one for mention in nouns for one in _apiece(scene, with_listed(scene, mention)))
    yield from going_on(scene, matches)
    for i, match in found.items():
        if match.frame.part is WordKind.VERB and not _is_of_noun(scene, i, found):
            mention = with_listed(scene, mention_of(scene, (i,), match.frame))
            if not match.frame.several or mention.both is not None or len(mention.participants) > 1:
                yield from _apiece(scene, mention)


def _is_of_noun(scene: EventScene, verb: int, found: Mapping[int, Match]) -> bool:
    """Say whether a verb only tells what a meeting does: "the synod *convened*", "the talks *brought together* …"."""
    return any(d in found and found[d].frame.part is WordKind.NOUN for d in scene.text.doers(verb))


def _apiece(scene: EventScene, mention: EventMention) -> list[EventMention]:
    """Return a mention of several meetings as one for each: "met separately with Ruiz and Sato", "met Ruiz in Lima on
    Monday and Sato in Oslo on Tuesday"."""
    text = scene.text
    said = {text.tokens[c].text.lower() for c in with_dep(text, mention.token, Rel.ADVERB, Rel.ADJECTIVE)}
    clause = text.clauses.get(mention.token if mention.verb is None else mention.verb)
    if clause is None:
        return [mention]
    doers = {e for a in clause.doers for e, _ in actors_at(scene, a.head)}
    met = [p for p in mention.participants if p not in doers]
    if len(met) < 2 or not doers:
        return [mention]
    told = sorted((b[2].start, b[1]) for b in mention.backing if b[0] == "participants" and b[1] in met)
    ends = [start for start, _ in told[1:]] + [scene.text.sentences[mention.sentence].end]
    parts = [(one, start, end, places_in(scene, start, end)) for (start, one), end in zip(told, ends, strict=True)]
    days = [tuple(d for d in mention.dates if start <= d.fact.start < end) for _, start, end, _ in parts]
    for k, (one, start, end, where) in enumerate(parts[1:], 1):  # "Ruiz in Lund on Monday and Sato *there* on Friday"
        same = not where and any(t.text.lower() in text.grammar.there for t in text.between(start, end))
        parts[k] = (one, start, end, parts[k - 1][3] if same else where)
    apiece = not said.isdisjoint(scene.frames.meetings.apiece)
    if not apiece and not all(day or part[3] for part, day in zip(parts, days, strict=True)):
        return [mention]
    made = []
    for (one, _, _, where), day in zip(parts, days, strict=True):
        others, field = set(met) - {one}, () if apiece and not where else ("place",)
        backing = tuple(b for b in mention.backing if b[1] not in others and b[0] not in field)
        who = tuple(p for p in mention.participants if p not in others)
        own = replace(mention, participants=who, backing=backing, both=None)
        place = where[0][1] if where else None
        there = replace(own, place=place, backing=(*backing, *where[:1])) if where else own
        made.append(there if apiece else replace(there, place=place, dates=day))
    return made


def event_mentions(scene: EventScene, matches: Mapping[int, Match], relations: Relations) -> Iterator[EventMention]:
    """Yield the mentions of other events; what only tells of harm in one of them is none of its own."""
    found = {i: replace(m, frame=m.event or m.frame) for i, m in matches.items() if m.event or m.frame.type != MEETING}
    found = {i: m for i, m in found.items() if not _is_said(scene, i, found)}
    harms = find_harm(scene, found)
    told = (mention_of(scene, (i,), m.frame, harms.by_event.get(i)) for i, m in found.items() if i not in harms.told)
    yield from with_tolls(scene, _settled(scene, list(told)), harms.loose, relations)


def _is_said(scene: EventScene, i: int, found: Mapping[int, Match]) -> bool:
    """Say whether its verb tells what became of what a noun names: "accepted *a bid*", "blocked *the deal*"."""
    frame, above = found[i].frame, found.get(scene.text.tokens[i].head)
    if frame.part is not WordKind.NOUN or above is None or above.frame.part is not WordKind.VERB:
        return False
    return above.frame.type == frame.type and bool(frame.factuality or above.frame.factuality == Factuality.CANCELLED)


_AHEAD = frozenset({Factuality.PLANNED, Factuality.HYPOTHETICAL})


def _settled(scene: EventScene, mentions: Sequence[EventMention]) -> Iterator[EventMention]:
    """Yield mentions, "agreed on Monday to buy Lund Foods" as one, agreed then; "offered to buy" is only to come."""
    tokens, verbs = scene.text.tokens, {m.token: m for m in mentions if m.verbal}
    known, settled = scene.frames.meetings.modality, scene.text.grammar.settled
    aims = {m.token: tokens[m.token].head for m in verbs.values() if tokens[m.token].dep == Rel.OPEN_CLAUSE}
    alike = {i: a for i, a in aims.items() if a in verbs and verbs[a].type == verbs[i].type}
    bare = {i: tokens[a].lemma.lower() for i, a in alike.items() if not with_dep(scene.text, a, Rel.OBJECT)}
    aims = {i: alike[i] for i, lemma in bare.items() if lemma in settled or known.get(lemma) in _AHEAD}
    denied = {a for i, a in aims.items() if is_negated(scene.text, i)}  # "agreed not to buy"
    done = {a: i for i, a in aims.items() if tokens[a].lemma.lower() in settled and a not in denied}
    for m in mentions:
        if m.token in done:
            aim = verbs[done[m.token]]
            if aim.initiators and aim.initiators != m.initiators:  # "agreed to be bought by Lund Foods"
                yield replace(aim, factuality=m.factuality, dates=m.dates or aim.dates)
                continue
            who = tuple(dict.fromkeys((*m.participants, *aim.participants)))
            backing = (*m.backing, *(b for b in aim.backing if b[0] != "when"))
            yield replace(m, participants=who, place=m.place or aim.place, figures=aim.figures, backing=backing)
        elif m.token not in aims:
            if m.token not in aims.values():
                yield m
        elif aims[m.token] not in {*done, *denied}:
            planned = m.factuality is Factuality.HYPOTHETICAL
            yield replace(m, factuality=Factuality.PLANNED) if planned else m


_OPENS, _PARTS = ":", ";"
_SHORT = 6  # tokens of a line that only opens a list: "Those who took part:"


def with_listed(scene: EventScene, mention: EventMention) -> EventMention:
    """Return a mention with those whom a list after it names; there are two of them at least."""
    found = [] if mention.participants else [*_in_items(scene, mention)] or [*_in_lines(scene, mention)]
    listed: list[Backing] = [("participants", who, scene.mention_span(i)) for i, who in found]
    if len(listed) < 2:
        return mention
    who = tuple(dict.fromkeys(entity for _, entity, _ in listed))
    return replace(mention, participants=who, backing=(*mention.backing, *listed))


def _in_items(scene: EventScene, mention: EventMention) -> Iterator[tuple[int, str]]:
    """Yield whom a list without a verb names in the sentence of a meeting: "Present at the talks were: Ann Roe, a
    judge; Bo Ek, a pilot", which is what a list on lines is read as."""
    text, tops = scene.text, {Rel.SUBJECT, Rel.PASSIVE_SUBJECT}
    words = [t for t in text.words(text.sentences[mention.sentence]) if t.i > mention.token]
    colon = next((k for k, t in enumerate(words) if t.text == _OPENS), len(words))
    before, rest = words[:colon], words[colon + 1 :]
    # the list is what "attended by" or "brought together" leads to
    names = text.grammar.be | text.grammar.by | text.grammar.far_particles
    open_ended = any(t.lemma.lower() in names for t in before[-1:])
    tells = text.tokens[mention.token].dep in tops and not open_ended
    marks = [k for k, t in enumerate(rest) if t.text == _PARTS]
    told = any(is_verb(t) and t.dep != Rel.RELATIVE for t in rest)  # "Bo Ek, who speaks for the fleet"
    if (mention.verbal and not open_ended) or tells or not marks or told:
        return
    for start, end in pairwise([-1, *marks, len(rest)]):
        named = ((t.i, who) for t in rest[start + 1 : end] if (who := scene.actors.actor(t.i)) is not None)
        yield from islice(named, 1)


def _in_lines(scene: EventScene, mention: EventMention) -> Iterator[tuple[int, str]]:
    """Yield whom the lines after the sentence of a meeting begin with."""
    after = list(scene.text.sentences[mention.sentence : mention.sentence + 2])
    opens = [s for s in after if scene.text.slice(s.start, s.end).rstrip().endswith(_OPENS)]
    if not opens or (opens[0].index != after[0].index and len(scene.text.words(opens[0])) > _SHORT):
        return
    for sentence in scene.text.sentences[opens[0].index + 1 :]:
        words = scene.text.words(sentence)
        found = next((w.i for w in words if scene.actors.actor(w.i) is not None or is_verb(w)), None)
        entity = scene.actors.actor(found) if found is not None else None
        if found is None or entity is None:
            return
        yield found, entity


_OF_WHOLE = frozenset({"when", "duration", "ordinal", "outcome"})  # what a part does not share with its whole


def counted_mentions(scene: EventScene, matches: Mapping[int, Match]) -> Iterator[EventMention]:
    """Yield the mentions of meetings by noun, and of the day or round that counts one."""
    counted = set()
    for i, match in matches.items():
        unit = _unit_above(scene, i)
        if unit is None:
            yield _lasting(scene, i, mention_of(scene, (i,), match.frame))
        else:
            counted.add(unit)
            yield from _counted(scene, unit, i, match.frame)
    yield from _lone_units(scene, counted | matches.keys())


def _lone_units(scene: EventScene, taken: Collection[int]) -> Iterator[EventMention]:
    """Yield "the second day", "the third round", "the first day of the Oslo round"."""
    for token in scene.text.tokens:
        if token.i in scene.triggers.difference(taken) and (which := elliptical(scene, token)):
            alone = EventFrame(words=frozenset(), word=token.text.lower())
            yield replace(mention_of(scene, (token.i,), alone), family="", words="", apart=which)
        unit = scene.frames.units.get(token.text.lower())
        if unit is None or token.i in taken or unit.level == Level.SERIES or not _stands_alone(scene, token):
            continue
        frame = EventFrame(words=unit.words, word=token.text.lower(), frame=unit.frame, level=unit.level)
        whole = next(iter(_of(scene, token.i)), None)
        yield replace(mention_of(scene, (token.i,), frame), within=whole)


def elliptical(scene: EventScene, token: Token) -> str:
    """Return whether a word alone speaks of one to come or one of the past, beside one of `meetings`: "held a first
    call on Sunday; *a second* is planned", "until *the next one*, on May 3", "rounds, *the last* in May"."""
    text, known = scene.text, scene.frames.meetings.markers
    told = {text.tokens[c].text.lower() for c in with_dep(text, token.i, Rel.DETERMINER)}
    links = {text.tokens[c].text.lower() for c in with_dep(text, token.i, Rel.PREPOSITION)}
    named = any(f.type == MEETING for f in scene.frames.nouns.get(token.text.lower(), ()))
    if not told or (named and not links <= text.grammar.on | text.grammar.placed):  # "a second call *for* tenders"
        return ""
    one = named or token.lemma.lower() in text.grammar.one
    marks = [known.get(text.tokens[c].text.lower(), "") for c in with_dep(text, token.i, Rel.ADJECTIVE)] if one else []
    number = (ordinal_of(scene, token.i) or (0,))[0] if one else ordinal_word(scene, token)
    later = number > 1 or (named and not told.isdisjoint(text.grammar.anew))
    which = "next" if later else next(filter(None, marks), "" if one else known.get(token.text.lower(), ""))
    several = token.text.lower() in text.grammar.two and (ordinal_of(scene, token.i) or (0,))[0] == 1
    which = "past" if several else which  # "*The first two*, in Lund on 3 and 9 May, brought no deal"
    if which not in {"past", "next"}:
        return ""
    held = token.dep in SUBJECTS and site_of(scene, token.i, scene.frames.support).supports
    return which if held or any(True for _ in dates_on(scene, {token.i})) else ""


def _of(scene: EventScene, i: int) -> list[int]:
    return objects_on(scene.text, i, *scene.text.grammar.of)


def _counter(scene: EventScene, i: int) -> Token | None:
    """Return the noun before "of" that counts the one at token `i`."""
    tokens = scene.text.tokens
    of = tokens[tokens[i].head]
    counts = tokens[i].dep == Rel.PREP_OBJECT and of.text.lower() in scene.text.grammar.of
    return tokens[of.head] if counts else None


def _unit_above(scene: EventScene, i: int) -> int | None:
    """Return the unit that counts a meeting: "round" in "round of talks"; none in "two days of talks"."""
    unit = _counter(scene, i)
    frame = scene.frames.units.get(unit.text.lower()) if unit is not None else None
    if unit is None or frame is None or (unit.tag == "NNS" and frame.level in {Level.DAY, Level.SESSION}):
        return None
    return unit.i if _length(scene, unit) is None else None


def _length(scene: EventScene, counter: Token) -> DateFact | None:
    """Return how long something counted took: "two days of talks", "a day | and a half of talks"."""
    fact = scene.date_heads.get(first_conjunct(scene.text, counter.i))
    return fact if fact is not None and is_duration(fact) else None


def _lasting(scene: EventScene, i: int, mention: EventMention) -> EventMention:
    """Read "two days of talks" as talks of two days, with what is said of the days; eight months make a series."""
    counter = _counter(scene, i)
    if counter is None or counter.lemma.lower() not in scene.text.grammar.stretches:
        return mention
    top, fact = first_conjunct(scene.text, counter.i), _length(scene, counter)
    above = mention_of(scene, (top, i), EventFrame(words=frozenset(), family=mention.family, frame=mention.frame))
    value = fact.timex.value if fact is not None else None
    past = link_of(scene.text, top).word in scene.text.grammar.same_day - scene.text.grammar.meanwhile
    days = value is not None and not value.startswith("PT") and value.endswith(("D", "H"))
    late = past and days  # "said on Tuesday after | two days of talks": their end
    own = [("duration", fact.timex.value, Span(fact.start, fact.end, fact.text))] if fact is not None else []
    return replace(
        above, token=i, span=mention.span, words=mention.words, definite=mention.definite, duration=value, ordinal=None,
        dates=tuple(replace(d, boundary="end") if late and d.boundary == "whole" else d for d in above.dates),
        level=None if value is None or days or value.startswith("PT") else Level.SERIES,
        backing=(*(b for b in above.backing if b[0] not in {"duration", "ordinal"}), *own),
    )  # fmt: skip


def _stands_alone(scene: EventScene, token: Token) -> bool:
    """Say whether "the second day" or "the third round" may be one of a meeting told elsewhere."""
    units = scene.frames.units
    if token.tag != "NN" or any(scene.text.tokens[o].text.lower() not in units for o in _of(scene, token.i)):
        return False
    numbered, other = ordinal_of(scene, token.i) is not None, apart(scene, token.i)
    match units[token.text.lower()].level:
        case Level.DAY:  # not "stayed out for a third day", "a strike entered its third day"
            link = scene.text.tokens[token.head].text.lower()
            own = with_dep(scene.text, token.i, Rel.OWNER)
            led = link in scene.text.grammar.on | scene.text.grammar.during | scene.text.grammar.of
            spoken_of = token.dep in SUBJECTS or (token.dep == Rel.PREP_OBJECT and led)
            return numbered and spoken_of and not own
        case Level.SESSION:
            of_a_day = any(c in scene.date_heads for c in with_dep(scene.text, token.i, Rel.OWNER))
            return other in {"past", "next"} or of_a_day  # "Saturday's session"
        case _:
            return numbered or bool(other) or definite(scene, token.i, Site()) or _was_planned(scene, token.i)


def _was_planned(scene: EventScene, i: int) -> bool:
    """Say whether a noun is followed by when or where it was to be: "a round planned for 8 May"."""
    told = with_dep(scene.text, i, Rel.PARTICIPLE)
    return any(scene.frames.meetings.modality.get(scene.text.tokens[c].lemma.lower()) == "planned" for c in told)


def _counted(scene: EventScene, unit: int, noun: int, frame: EventFrame) -> Iterator[EventMention]:
    level = scene.frames.units[scene.text.tokens[unit].text.lower()].level
    part = mention_of(scene, (unit, noun), replace(frame, level=level))
    if level == Level.DAY:
        yield _whole(scene, part, noun)
        yield replace(part, within=noun)
        return
    inner = {noun, *with_dep(scene.text, noun, Rel.PARTICIPLE, Rel.RELATIVE)}
    told = tuple(Dated(d, "whole") for _, d in dates_on(scene, inner))
    if level == Level.ROUND and not all(d.exact for d in told):  # "a round of the talks that began in May"
        own = {d.fact for d in told}
        yield replace(_whole(scene, part, noun), level=Level.SERIES, dates=told)
        part = replace(part, dates=tuple(d for d in part.dates if d.fact not in own))
    yield part


def _whole(scene: EventScene, part: EventMention, noun: int) -> EventMention:
    """Return the mention of what a part belongs to: the talks of "the second day of talks"."""
    return replace(
        part, token=noun, span=phrase(scene, noun), level=None, ordinal=None, dates=(), duration=None, qualifier=None,
        outcome=None, definite=True, apart="", same=None,
        backing=tuple(b for b in part.backing if b[0] not in _OF_WHOLE),
    )  # fmt: skip
