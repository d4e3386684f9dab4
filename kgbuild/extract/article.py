"""All facts of one article: dates, then who is meant where, then what happened and who says what."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.errors import ConfigError, gathered
from kgbuild.extract.actors.find import find_actors
from kgbuild.extract.actors.knowledge import ActorKnowledge, load_actor_knowledge
from kgbuild.extract.anonymous import unused
from kgbuild.extract.dates.find import find_dates
from kgbuild.extract.dates.knowledge import DateKnowledge, load_dates
from kgbuild.extract.events.find import find_events
from kgbuild.extract.events.vocabulary import EventLexicon, load_events
from kgbuild.extract.original import in_original
from kgbuild.extract.parse.grammar import Grammar, load_grammar
from kgbuild.extract.parse.quotations import QuotationMarks, find_quotations, load_marks
from kgbuild.extract.parse.view import view_of
from kgbuild.extract.positions.find import find_positions
from kgbuild.extract.positions.speech import read_speech
from kgbuild.extract.positions.vocabulary import SpeechLexicon, load_speech
from kgbuild.extract.positions.voices import find_voices
from kgbuild.lexicon import Lexicon
from kgbuild.model.facts import ArticleFacts, SentenceFact
from kgbuild.model.text import AnnotatedText
from kgbuild.problems import Problem


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the extractors know of the language and the world, read once."""

    lexicon: Lexicon
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
    return Knowledge(lexicon, grammar, marks, dates, actors, speech, events)


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
    sentences = tuple(SentenceFact(s.index, s.start, s.end, s.kind) for s in text.sentences)
    happened = (*found.meetings, *found.events)
    idle = unused(actors.entities, actors.members, happened, positions, voices)
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
