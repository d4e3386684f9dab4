"""Whom a report is directed at, and to whom it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.parse.clause import heads_of, nominal
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, with_dep
from kgbuild.extract.parse.verbs import antecedent_of, by_whom, is_infinitive, object_of
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.lexicon import SpeechLexicon
from kgbuild.extract.positions.parties import actors_at
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.extract.positions.vocabulary import Flag, Party, Slot
from kgbuild.model.facts import EntityKind, Stance

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_MEDIA = "media/"  # how the keys of outlets begin
_HOLDERS = frozenset({Party.CONTENT_SUBJECT, Party.CONTENT_OBJECT})
_TOLD = frozenset({Slot.CLAUSE, Slot.WHETHER, Slot.QUOTE, Slot.HOST, Slot.SUBJECT_INF, Slot.OBJECT_INF, Slot.WHOLE})
_TOWARDS = frozenset({Stance.REJECTS, Stance.SUPPORTS, Stance.DOUBTS, Stance.ACCUSES})  # a thing and who is behind it
_DOING = frozenset({Stance.REJECTS, Stance.OFFERS, Stance.WARNS})  # to do something to somebody, or not to


def targets_of(text: View, report: SpeechReport, actors: ActorIndex, speech: SpeechLexicon) -> list[str]:
    """Return whom a report is directed at: what its pattern names, else what stands in the slots of its frame, else who
    is behind the thing that a stand is taken on."""
    named = each_of([who for i in report.targets for who in holders_at(text, i, actors)], actors)
    named = named or _parties(text, report, actors, speech)
    if named or report.content is None or report.slot in _TOLD or Flag.OUTLET in report.frame.flags:
        return named
    behind = ([who for i in heads for who in holders_at(text, i, actors)] for heads in _behind(text, report, speech))
    return each_of(next(filter(None, behind), ()), actors)


def _parties(text: View, report: SpeechReport, actors: ActorIndex, speech: SpeechLexicon) -> list[str]:
    """Return the actors that stand in the target slots of a report, without repeats; an army stands for its country."""
    found: list[str] = []
    for place in report.frame.target:
        heads = _party_heads(text, report, place, actors)
        for i in heads:
            acts = place in _HOLDERS or text.tokens[i].lemma.lower() in speech.sides
            found += holders_at(text, i, actors) if acts else actors_at(text, i, actors)
        if heads and report.slot == Slot.OBJECT_INF and place == Party.OBJECT:
            break  # "urged anyone with a relative to …": whoever is asked is the one
    return each_of(found, actors)


def hearers_of(text: View, report: SpeechReport, actors: ActorIndex) -> list[str]:
    """Return to whom a report is made by its frame; what is said has a subject of its own that nobody spoke to."""
    subject = _clause_subject(text, report)
    heads = [i for place in report.frame.audience for i in _party_heads(text, report, place, actors) if i != subject]
    return each_of([who for i in heads for who in actors_at(text, i, actors)], actors)


def is_party(who: str, actors: ActorIndex, speech: SpeechLexicon) -> bool:
    """Say whether what is told to an actor is directed at it; crowds, the press and houses that only listen are no
    target, and of an organisation nothing is known of it may be an outlet."""
    entity = actors.entities[who]
    if entity.kind is EntityKind.GROUP:
        return False
    if entity.kind is EntityKind.ORGANIZATION and entity.names and (not entity.key or entity.key.startswith(_MEDIA)):
        return False
    if entity.kind is EntityKind.PERSON and not entity.roles and " " not in entity.name and entity.names:
        # "told Meridiano": where people are introduced by their full names, what is named once by one word is an outlet
        others = (e.name for e in actors.entities.values() if e.kind is EntityKind.PERSON)
        return sum(m.entity == who for m in actors.mentions) > 1 or not any(" " in name for name in others)
    return not (speech.hearers | speech.media) & set(entity.name.lower().split())


def houses_of(speakers: Collection[str], actors: ActorIndex) -> frozenset[str]:
    """Return the bodies that speakers hold a role at."""
    return frozenset(role.at for who in speakers for role in actors.entities[who].roles if role.at is not None)


def meant_by(who: str, actors: ActorIndex, speech: SpeechLexicon, *, not_one_of: Collection[str]) -> str:
    """ "the union", "the company": return the one body of the article that has the noun in its name, or the firm that
    is named more than twice as often as any other; where that settles nothing, what was there."""
    entity = actors.entities[who]
    if entity.kind is not EntityKind.GROUP or entity.names:
        return who
    noun = entity.name.lower().split()[-1]
    bodies = [e for e in actors.entities.values() if e.kind is EntityKind.ORGANIZATION and e.names]
    named = [e.id for e in bodies if noun in e.name.lower().split()]
    if len(named) == 1:
        return named[0]
    counted = Counter(m.entity for m in actors.mentions)
    firms = [e.id for e in bodies if e.id not in not_one_of] if noun in speech.firms and not named else []
    ranked = sorted(firms, key=lambda e: (-counted[e], e))
    ahead = ranked and (len(ranked) == 1 or counted[ranked[0]] > 2 * counted[ranked[1]])
    return ranked[0] if ahead else who


def each_of(found: Iterable[str], actors: ActorIndex) -> list[str]:
    """Return whom these stand for ("both governments"), without repeats."""
    return list(dict.fromkeys(one for who in found for one in actors.members.get(who, (who,))))


def holders_at(text: View, i: int, actors: ActorIndex) -> list[str]:
    """Return the actors of a noun, else those whose thing it is ("Peru's army", "Peruvian attacks")."""
    found = actors_at(text, i, actors)
    for j in text.children[i] if not found else ():
        who = actors.actor(j) if text.tokens[j].dep == Rel.OWNER else actors.adjectives.get(j)
        if who is not None:
            found.append(who)
    return list(dict.fromkeys(found))


def _party_heads(text: View, report: SpeechReport, place: str, actors: ActorIndex) -> list[int]:
    if place == Party.OBJECT:
        return _objects(text, report, actors)
    if place == Party.CONTENT_SUBJECT:
        subject = _clause_subject(text, report)
        return [] if subject is None else [subject]
    if place == Party.CONTENT_OWNER:
        return _owners(text, _thing(text, report))
    if place == Party.CONTENT_OBJECT:
        return _content_objects(text, report, text.grammar.aimed)
    thing = report.content.head if report.content is not None and place in text.grammar.bound else report.cue
    found = _linked(text, report.cue, place)
    return found or (_linked(text, thing, place) if text.tokens[thing].pos == "NOUN" else [])


def _linked(text: View, i: int, *words: str) -> list[int]:
    return [a.head for a in text.clause(i).after(words) if a.holder == i]


def _objects(text: View, report: SpeechReport, actors: ActorIndex) -> list[int]:
    """Return the objects of the cue, what a passive speaks of ("X, accused by Y"), else the subject of the content."""
    cue = report.cue
    things = (a.head for a in text.clause(cue).things)
    own = [i for i in (*things, *with_dep(text, cue, Rel.RECIPIENT)) if i != report.speaker]
    for j in own:  # "offered X and Y larger quotas": names the parser takes for a part of the thing
        own = own + [k for k in with_dep(text, j, Rel.NOUN) if text.tokens[k].pos == "PROPN"]
    before = text.tokens[cue - 1] if cue and text.tokens[cue].dep == Rel.PARTICIPLE else None
    if before is not None and before.text == "," and not any(actors_at(text, i, actors) for i in own):
        own = [cue - 2]  # "followers of Lind, accused by …": the parser hangs it on the followers
    left_out = antecedent_of(text, cue) if report.slot not in _TOLD else None  # "the residents she accused of …"
    others = (i for i in (_clause_subject(text, report), left_out) if i is not None)
    return own or list(others)[:1]


def _content_objects(text: View, report: SpeechReport, aimed: Iterable[str]) -> list[int]:
    """ "to take X to court", "to impose a tax on X": to whom the speaker would do it."""
    if report.content is None or not is_infinitive(text, report.content.head):
        return []
    clause = text.clause(report.content.head)
    things = [clause, *(nominal(text, a.head) for a in clause.things)]
    return [*heads_of(clause.things), *(i for c in things for a in c.after(frozenset(aimed)) for i in a.heads)]


def _thing(text: View, report: SpeechReport) -> int | None:
    """The noun of what is said, also where the content hangs on it ("dismissed an offer from X as too low")."""
    if report.content is None:
        return None
    noun = report.content.head
    return object_of(text, report.cue) if text.tokens[noun].pos in {"ADP", "SCONJ"} else noun


def _owners(text: View, noun: int | None) -> list[int]:
    """ "its plan", "a call by the opposition", "the offer from Paris", "claims made by the board"."""
    if noun is None:
        return []
    made = [by_whom(text, i) for i in (noun, *with_dep(text, noun, Rel.PARTICIPLE))]
    found = [child(text, noun, Rel.OWNER), *made, *_linked(text, noun, *text.grammar.source)]
    return [i for i in found if i is not None]


def _behind(text: View, report: SpeechReport, speech: SpeechLexicon) -> Iterator[list[int]]:
    """Yield who a stand on a thing may be a stand on, likeliest first: "backs *Lind*", "doubts *Chile*'s figures",
    "refused to meet *Lind*", "demands talks with *Delmar*"."""
    stance, thing = report.frame.stance, _thing(text, report)
    if thing is None:
        return
    if stance in _DOING and is_infinitive(text, thing):
        yield _content_objects(text, report, text.grammar.aimed | text.grammar.beside)
    if text.tokens[thing].pos not in _NOMINAL:
        return
    if stance is Stance.DEMANDS:
        yield _linked(text, thing, *text.grammar.beside)
    elif stance is Stance.OFFERS:
        yield _linked(text, thing, *speech.benefiting)
    elif stance in _TOWARDS:
        yield [thing]
        yield _owners(text, thing)
        of = text.grammar.of if text.tokens[thing].lemma.lower() in speech.sides else ()
        yield _linked(text, thing, *text.grammar.beside, *text.grammar.aimed, *of)


def _clause_subject(text: View, report: SpeechReport) -> int | None:
    return child(text, report.content.head, *SUBJECTS) if report.content is not None else None
