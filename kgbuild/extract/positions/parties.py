"""Who speaks, to whom, against whom, through what, when: the actors and adjuncts around a cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, phrase
from kgbuild.extract.parse.verbs import by_whom, is_infinitive, is_passive, object_of, subject_of
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.lexicon import SpeechLexicon
from kgbuild.extract.positions.reports import Report
from kgbuild.extract.positions.vocabulary import Party
from kgbuild.model.facts import DateFact, EntityKind, Span, When

_LINKS = frozenset({Rel.PREPOSITION, Rel.RECIPIENT, Rel.AGENT})
_MEDIA = "media/"  # how the keys of outlets begin
_HOLDERS = frozenset({Party.CONTENT_SUBJECT, Party.CONTENT_OBJECT})


def speakers(
    text: View, report: Report, actors: ActorIndex, speech: SpeechLexicon
) -> list[tuple[str | None, Span | None]]:
    """Return who speaks, each with the words that name them; an unresolved speaker is None with its words."""
    if report.speaker is None:
        return [(None, None)]
    head = _behind(text, _person(text, report, actors), actors, speech)
    found: list[tuple[str | None, Span | None]] = []
    for i in _joined(text, head):
        who = actor_at(text, i, actors)
        for one in _each(text, i, who, actors):
            if one not in [w for w, _ in found]:
                found.append((one, _named(text, i, actors)))
    return found or [(None, _span(text, phrase(text, head)))]


def _each(text: View, i: int, who: str | None, actors: ActorIndex) -> tuple[str, ...]:
    """ "the two leaders" are both; "officials from both countries" are neither."""
    if who is None:
        return ()
    drawn = child(text, i, Rel.PREPOSITION) is not None
    return (who,) if drawn else actors.members.get(who, (who,))


def _person(text: View, report: Report, actors: ActorIndex) -> int:
    """ "an analyst at a bank, who expects": "who" is the analyst, though the parser hangs it on the bank."""
    speaker = report.speaker if report.speaker is not None else report.cue
    who = any(text.tokens[j].lemma.lower() in text.grammar.person for j in text.children[report.cue])
    found = actors.actor(speaker)
    if not who or found is None or actors.entities[found].kind in {EntityKind.PERSON, EntityKind.GROUP}:
        return speaker
    above = text.tokens[text.tokens[speaker].head]
    above = text.tokens[above.head] if above.dep == Rel.PREPOSITION else above
    return above.head if above.dep == Rel.APPOSITION else above.i if above.pos in {"NOUN", "PROPN"} else speaker


def _behind(text: View, i: int, actors: ActorIndex, speech: SpeechLexicon) -> int:
    """ "His comments", "a statement by the bank": the one behind the words."""
    if text.tokens[i].lemma.lower() not in speech.media:
        return i
    owner = child(text, i, Rel.OWNER)
    if owner is None:
        made = [i, *(j for j in text.children[i] if text.tokens[j].dep == Rel.PARTICIPLE)]  # "issued by the bank"
        owner = next((who for j in made if (who := by_whom(text, j)) is not None), None)
    if owner is None:
        named = [j for j in text.children[i] if text.tokens[j].dep == Rel.COMPOUND and actors.actor(j) is not None]
        owner = named[-1] if named else None
    if owner is None:
        links = [
            j
            for j in text.children[i]
            if text.tokens[j].dep == Rel.PREPOSITION and text.tokens[j].lemma in text.grammar.source | text.grammar.of
        ]
        owner = child(text, links[0], Rel.PREP_OBJECT) if links else None
    return i if owner is None else owner


def actor_at(text: View, i: int, actors: ActorIndex) -> str | None:
    """Return the actor a noun names, itself or by an apposition ("chief negotiator, Jane Doe")."""
    who = actors.actor(i)
    beside = [j for j in text.children[i] if text.tokens[j].dep == Rel.APPOSITION]
    beside += [k for j in beside for k in text.children[j] if text.tokens[k].dep == Rel.APPOSITION]
    if text.tokens[i].pos == "NOUN":
        late = _named_late(text, i, actors)
        if late:
            return actors.actor(late[0])
    named = next((w for w in map(actors.actor, beside) if w is not None), None)
    mention = actors.mention(i)
    if who is not None and mention is not None and mention.end >= text.tokens[i].end:
        return who
    return named or who


def _named_late(text: View, i: int, actors: ActorIndex) -> list[int]:
    """ "a colleague from Morocco, Jane Doe, said": the person is the colleague, though the parser says Morocco."""
    links = [j for j in text.children[i] if text.tokens[j].dep == Rel.PREPOSITION]
    places = [child(text, j, Rel.PREP_OBJECT) for j in links]
    beside = [k for j in places if j is not None for k in text.children[j] if text.tokens[k].dep == Rel.APPOSITION]
    people = [k for k in beside if (who := actors.actor(k)) and actors.entities[who].kind is EntityKind.PERSON]
    return [k for k in people if text.tokens[k].pos == "PROPN"]


def _joined(text: View, i: int) -> list[int]:
    """Return a noun and those coordinated with it or listed after "including"."""
    found, todo = [], [i]
    while todo:
        j = todo.pop(0)
        found.append(j)
        for k in text.children[j]:
            token = text.tokens[k]
            if token.dep == Rel.CONJUNCT and token.pos in {"NOUN", "PROPN", "PRON"}:
                todo.append(k)
            elif token.lemma in text.grammar.including and token.dep == Rel.PREPOSITION:
                inner = child(text, k, Rel.PREP_OBJECT, Rel.OBJECT)
                todo += [inner] if inner is not None else []
    return found


def _named(text: View, i: int, actors: ActorIndex) -> Span:
    mention = actors.mention(i)
    if mention is None:
        for j in text.children[i]:
            if text.tokens[j].dep == Rel.APPOSITION and actors.mention(j) is not None:
                mention = actors.mention(j)
                break
    if mention is not None:
        return Span(mention.start, mention.end, mention.text)
    return _span(text, phrase(text, i))


def _span(text: View, tokens: Sequence[int]) -> Span:
    start, end = text.tokens[tokens[0]].start, text.tokens[tokens[-1]].end
    return Span(start, end, text.slice(start, end))


def actors_at(text: View, i: int, actors: ActorIndex) -> list[str]:
    """Return the actors of a noun and of its coordination, without repeats."""
    found = [who for j in _joined(text, i) if (who := actor_at(text, j, actors)) is not None]
    return list(dict.fromkeys(found))


def parties(text: View, report: Report, places: Sequence[str], actors: ActorIndex) -> list[str]:
    """Return the actors that stand in these slots of a report (targets, audience), without repeats."""
    found: list[str] = []
    for place in places:
        for i in _party_heads(text, report, place):
            found += holders_at(text, i, actors) if place in _HOLDERS else actors_at(text, i, actors)
    return each_of(found, actors)


def hearers_of(text: View, report: Report, actors: ActorIndex) -> list[str]:
    """Return to whom a report is made by its frame; what is said has a subject of its own that nobody spoke to."""
    subject = _clause_subject(text, report)
    heads = [i for place in report.frame.audience for i in _party_heads(text, report, place) if i != subject]
    return each_of([who for i in heads for who in actors_at(text, i, actors)], actors)


def targets_of(text: View, report: Report, actors: ActorIndex) -> list[str]:
    """Return whom a report is directed at: what its pattern names, else what stands in the slots of its frame."""
    named = [who for i in report.targets for who in holders_at(text, i, actors)]
    return each_of(named, actors) or parties(text, report, report.frame.target, actors)


def is_party(who: str, actors: ActorIndex, speech: SpeechLexicon) -> bool:
    """Say whether what is told to an actor is directed at it; crowds, the press and houses that only listen are no
    target, and of an organisation nothing is known of it may be an outlet."""
    entity = actors.entities[who]
    if entity.kind is EntityKind.GROUP:
        return False
    if entity.kind is EntityKind.ORGANIZATION and entity.names and (not entity.key or entity.key.startswith(_MEDIA)):
        return False
    return not (speech.hearers | speech.media) & set(entity.name.lower().split())


def each_of(found: Sequence[str], actors: ActorIndex) -> list[str]:
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


def _party_heads(text: View, report: Report, place: str) -> list[int]:
    if place == Party.OBJECT:
        return _objects(text, report)
    if place == Party.CONTENT_SUBJECT:
        subject = _clause_subject(text, report)
        return [] if subject is None else [subject]
    if place == Party.CONTENT_OWNER:
        return _owners(text, report)
    if place == Party.CONTENT_OBJECT:
        return _content_objects(text, report)
    thing = report.content.head if report.content is not None and place in text.grammar.bound else report.cue
    found = _linked(text, report.cue, place)
    return found or (_linked(text, thing, place) if text.tokens[thing].pos == "NOUN" else [])


def _linked(text: View, i: int, word: str) -> list[int]:
    links = [j for j in text.children[i] if text.tokens[j].lemma == word and text.tokens[j].dep in _LINKS]
    return [inner for j in links if (inner := child(text, j, Rel.PREP_OBJECT)) is not None]


def _objects(text: View, report: Report) -> list[int]:
    """Return the objects of the cue, what a passive speaks of ("X, accused by Y"), else the subject of the content."""
    cue = report.cue
    own = [
        j
        for j in text.children[cue]
        if text.tokens[j].dep in {Rel.OBJECT, Rel.RECIPIENT, Rel.PASSIVE_SUBJECT} and j != report.speaker
    ]
    for j in own:  # "offered X and Y larger quotas": names the parser takes for a part of the thing
        own = own + [k for k in text.children[j] if text.tokens[k].dep == Rel.NOUN and text.tokens[k].pos == "PROPN"]
    if not own and is_passive(text, cue):
        subject = subject_of(text, cue)
        return [] if subject is None else [subject]
    return own or [s for s in [_clause_subject(text, report)] if s is not None]


def _content_objects(text: View, report: Report) -> list[int]:
    """ "to take X to court", "to impose a tax on X": to whom the speaker would do it."""
    if report.content is None or not is_infinitive(text, report.content.head):
        return []
    todo, found = [report.content.head], []
    while todo:
        for j in text.children[todo.pop()]:
            token = text.tokens[j]
            if token.dep == Rel.OBJECT:
                found.append(j)
                todo.append(j)
            elif token.dep == Rel.PREPOSITION and token.lemma in text.grammar.aimed:
                found += [k for k in text.children[j] if text.tokens[k].dep == Rel.PREP_OBJECT]
    return found


def _owners(text: View, report: Report) -> list[int]:
    """ "its plan", "a call by the opposition", "the offer from Paris"."""
    if report.content is None:
        return []
    noun = report.content.head
    if text.tokens[noun].pos in {"ADP", "SCONJ"}:  # "dismissed an offer from X as too low"
        thing = object_of(text, report.cue)
        noun = noun if thing is None else thing
    found = [child(text, noun, Rel.OWNER), by_whom(text, noun)]
    found += [
        child(text, j, Rel.PREP_OBJECT) for j in text.children[noun] if text.tokens[j].lemma in text.grammar.source
    ]
    return [i for i in found if i is not None]


def _clause_subject(text: View, report: Report) -> int | None:
    return child(text, report.content.head, *SUBJECTS) if report.content is not None else None


@dataclass(frozen=True, slots=True)
class Medium:
    """Through what it was said ("social media post"), and to whom that was addressed ("an interview with …")."""

    words: str | None = None
    audience: tuple[str, ...] = ()


def medium(text: View, report: Report, actors: ActorIndex, speech: SpeechLexicon) -> Medium:
    """Return the medium that the cue's adjuncts or its subject ("the letter said") name, and who was spoken to."""
    named = [(j, child(text, j, Rel.PREP_OBJECT)) for j in _adjuncts(text, report.cue)]
    subject = report.speaker if report.speaker is not None and text.tokens[report.speaker].pos == "NOUN" else None
    nouns = [i for i in (*(i for _, i in named), subject) if i is not None]
    through = next((i for i in nouns if text.tokens[i].lemma.lower() in speech.media), None)
    if through is None:
        return Medium(
            None, tuple(who for i in _spoken_to(text, report.cue, speech) for who in actors_at(text, i, actors))
        )
    words = [k for k in text.children[through] if text.tokens[k].dep in {Rel.COMPOUND, Rel.ADJECTIVE} and k < through]
    to = [
        child(text, k, Rel.PREP_OBJECT)
        for k in text.children[through]
        if text.tokens[k].lemma in text.grammar.addressed
    ]
    heard = tuple(who for k in to if k is not None for who in actors_at(text, k, actors))
    return Medium(" ".join(text.tokens[k].text for k in [*words, through]), heard)


def _adjuncts(text: View, cue: int) -> list[int]:
    found = [j for j in text.children[cue] if text.tokens[j].dep == Rel.PREPOSITION]
    for j in _participles(text, cue):
        found += [k for k in text.children[j] if text.tokens[k].dep == Rel.PREPOSITION]
    return found


def _participles(text: View, cue: int) -> list[int]:
    return [j for j in text.children[cue] if text.tokens[j].dep == Rel.ADVERB_CLAUSE and text.tokens[j].tag == "VBG"]


def _spoken_to(text: View, cue: int, speech: SpeechLexicon) -> list[int]:
    """ "Speaking to lawmakers, she said …"."""
    found: list[int | None] = []
    for j in _participles(text, cue):
        if text.tokens[j].lemma in speech.speaking:
            found += [
                child(text, k, Rel.PREP_OBJECT)
                for k in text.children[j]
                if text.tokens[k].lemma in text.grammar.addressed
            ]
            found.append(child(text, j, Rel.OBJECT))
    return [i for i in found if i is not None]


def said_when(text: View, report: Report, dates: Sequence[DateFact]) -> When:
    """Return the date that hangs on the cue itself, not on what is said."""
    content = set(report.content.tokens) if report.content is not None else set()
    if any(
        text.tokens[j].dep == Rel.AUXILIARY and text.tokens[j].tag in {"VBZ", "VBP"} for j in text.children[report.cue]
    ):
        return When()  # "has warned of delays this summer": a perfect or present has no day of its own
    sentence = text.sentences[text.sentence_of[report.cue]]
    for date in dates:
        if date.edtf is None or not (sentence.start <= date.start < sentence.end):
            continue
        inside = [t.i for t in text.words(sentence) if date.start <= t.start < date.end]
        if inside and not content & set(inside) and _hangs_on(text, inside, report.cue):
            return When(date.edtf, date.earliest, date.latest, (Span(date.start, date.end, date.text),))
    return When()


def _hangs_on(text: View, inside: Sequence[int], cue: int) -> bool:
    for i in inside:
        j = i
        for _ in range(3):
            j = text.tokens[j].head
            if j == cue:
                return True
            if text.tokens[j].pos not in {"ADP", "NOUN", "PROPN", "NUM"}:
                break
    return False
