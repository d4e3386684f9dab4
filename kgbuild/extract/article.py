"""All facts of one article: dates, then who is meant where, then what happened and who says what; without the
people nobody names or speaks of, and by the offsets of the input."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from kgbuild.errors import ConfigError, gathered
from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.find import find_actors
from kgbuild.extract.actors.knowledge import ActorKnowledge, load_actor_knowledge
from kgbuild.extract.dates.find import find_dates
from kgbuild.extract.dates.knowledge import DateKnowledge, load_dates
from kgbuild.extract.events.find import find_events
from kgbuild.extract.events.land import on_ground
from kgbuild.extract.events.vocabulary import EventLexicon, load_events
from kgbuild.extract.parse.grammar import Grammar, load_grammar
from kgbuild.extract.parse.quotations import QuotationMarks, find_quotations, load_marks
from kgbuild.extract.parse.view import view_of
from kgbuild.extract.positions.find import find_positions
from kgbuild.extract.positions.speech import read_speech
from kgbuild.extract.positions.vocabulary import SpeechLexicon, load_speech
from kgbuild.extract.positions.voices import find_voices, in_order
from kgbuild.lexicon import Lexicon
from kgbuild.model.article import Block, Original
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Event, PositionFact, SentenceFact, Voice
from kgbuild.model.text import AnnotatedText
from kgbuild.problems import Problem


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the extractors know of the language and the world, read once."""

    grammar: Grammar
    marks: QuotationMarks
    dates: DateKnowledge
    actors: ActorKnowledge
    speech: SpeechLexicon
    events: EventLexicon


def load_knowledge(lexicon: Lexicon) -> Knowledge:
    """Read the sections every extractor needs. Raises `ConfigError` with the problems of all of them."""
    problems: list[Problem] = []
    grammar = gathered(lambda: load_grammar(lexicon), problems)
    marks = gathered(lambda: load_marks(lexicon), problems)
    dates = gathered(lambda: load_dates(lexicon), problems)
    actors = gathered(lambda: load_actor_knowledge(lexicon), problems)
    speech = gathered(lambda: load_speech(lexicon), problems)
    events = gathered(lambda: load_events(lexicon), problems)
    if problems or not (grammar and marks and dates and actors and speech and events):
        raise ConfigError(problems)
    return Knowledge(grammar, marks, dates, actors, speech, events)


def extract_facts(text: AnnotatedText, *, knowledge: Knowledge) -> ArticleFacts:
    """Return everything the body sentences of one article say, with local ids in text order."""
    view = view_of(text, knowledge.grammar)
    quotations = find_quotations(view, knowledge.marks)
    dates = find_dates(view, knowledge=knowledge.dates, quotations=quotations)
    actors = find_actors(view, knowledge=knowledge.actors, dates=dates)
    heard = read_speech(view, actors, quotations, lexicon=knowledge.speech)
    voices = find_voices(heard)
    found = find_events(view, actors, dates, frames=knowledge.events, voices=voices)
    positions = find_positions(heard, found.dates)
    found, actors = on_ground(found, actors)
    voices = in_order((*voices, *found.denials))
    sentences = tuple(SentenceFact(s.index, s.start, s.end, s.kind) for s in text.sentences)
    happened = (*found.meetings, *found.events)
    idle = unused(actors, happened, positions, voices, first=view.tokens[0].start if view.tokens else 0)
    facts = ArticleFacts(
        text.article,
        sentences,
        tuple(m for m in actors.mentions if m.entity not in idle),
        tuple(e for e in actors.entities.values() if e.id not in idle),
        found.dates,
        found.meetings,
        found.events,
        positions,
        voices,
    )
    return in_original(facts)


def in_original(facts: ArticleFacts) -> ArticleFacts:
    """Return the facts with every place (and the characters there) as in the input, and the article as written.

    Names, labels and the words of positions stay as they are seen.
    """
    original = facts.article.original
    if original is None:
        return facts
    moved = {f.name: _moved(getattr(facts, f.name), original) for f in fields(facts) if f.name != "article"}
    blocks = tuple(Block(*original.place(b.start, b.end), b.kind, b.why) for b in facts.article.blocks)
    return ArticleFacts(replace(facts.article, text=original.text, blocks=blocks, original=None), **moved)


def _moved(value: Any, original: Original) -> Any:  # any value of a fact, place or not, comes back of its own type
    if isinstance(value, tuple):
        return tuple(_moved(v, original) for v in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    new = {f.name: _moved(getattr(value, f.name), original) for f in fields(value)}
    if isinstance(new.get("start"), int) and "end" in new:  # a role's are days
        new["start"], new["end"] = original.place(new["start"], new["end"])
        if "text" in new:
            new["text"] = original.text[new["start"] : new["end"]]
    return type(value)(**new)


def unused(
    actors: ActorIndex,
    events: Iterable[Event],
    positions: Iterable[PositionFact],
    voices: Iterable[Voice],
    *,
    first: int,
) -> frozenset[str]:
    """Return the ids of anonymous persons, of rooms and of a place named before the `first` character of the text, that
    no event, statement or role of the article speaks of. Groups that act ("growers blocked the road") stay, whatever is
    known of what they did."""
    entities, members = actors.entities, actors.members
    used: set[str | None] = {
        i for e in events for i in (*e.participants, *e.initiators, *e.mediators, *e.hosts, e.place)
    }
    used |= {i for p in positions for i in (p.speaker, *p.targets, *p.audience, p.medium)}
    used |= {i for v in voices for i in (*v.speakers, v.via)}
    used |= {role.at for e in entities.values() for role in e.roles}
    used |= {m for ids in members.values() for m in ids} | set(members)
    people = {e.id for e in entities.values() if e.kind is EntityKind.PERSON and is_anonymous(e) and not e.within}
    told = {m.entity for m in actors.mentions if m.start >= first}
    places = {e.id for e in entities.values() if e.kind is EntityKind.PLACE and (e.is_room or e.id not in told)}
    return frozenset((people | places) - used)


def is_anonymous(entity: Entity) -> bool:
    """Say whether nothing names an actor: "gunmen", "a guard", "the employer"."""
    return not entity.names and not entity.known and not entity.key and entity.kind is not EntityKind.PLACE
