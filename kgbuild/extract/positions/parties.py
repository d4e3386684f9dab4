"""Who speaks, to whom, against whom, through what, when: the actors and adjuncts around a cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import child, counted_by, phrase
from kgbuild.extract.parse.verbs import by_whom
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.lexicon import SpeechLexicon
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.model.facts import DateFact, EntityKind, Span, When


def speakers(
    text: View, report: SpeechReport, actors: ActorIndex, speech: SpeechLexicon
) -> list[tuple[str | None, Span | None]]:
    """Return who speaks, each with the words that name them; an unresolved speaker is None with its words."""
    if report.speaker is None:
        return [(None, None)]
    read_out = _read_out(text, report.cue, speech)
    head = read_out if read_out is not None else _person(text, report, actors)
    head = _behind(text, head, report.cue, actors, speech)
    found: list[tuple[str | None, Span | None]] = []
    for i in _joined(text, head):
        counted = (actor_at(text, j, actors) for j in counted_by(text, i))  # "two of the guards said"
        who = actor_at(text, i, actors) or next(counted, None)
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


def _person(text: View, report: SpeechReport, actors: ActorIndex) -> int:
    """ "an analyst at a bank, who expects": "who" is the analyst, though the parser hangs it on the bank."""
    speaker = report.speaker if report.speaker is not None else report.cue
    who = any(text.tokens[j].lemma.lower() in text.grammar.person for j in text.children[report.cue])
    found = actors.actor(speaker)
    if not who or found is None or actors.entities[found].kind in {EntityKind.PERSON, EntityKind.GROUP}:
        return speaker
    above = text.tokens[text.tokens[speaker].head]
    above = text.tokens[above.head] if above.dep == Rel.PREPOSITION else above
    return above.head if above.dep == Rel.APPOSITION else above.i if above.pos in {"NOUN", "PROPN"} else speaker


def _read_out(text: View, cue: int, speech: SpeechLexicon) -> int | None:
    """ "read a statement from the family: “…”", "… saying …": return the one whose words are read out."""
    token = text.tokens[cue]
    over = text.tokens[token.head]
    below = over.dep == Rel.OBJECT and token.dep == Rel.PARTICIPLE
    verb = over.head if below else over.i if token.tag == "VBG" and token.dep == Rel.ADVERB_CLAUSE else cue
    thing = child(text, verb, Rel.OBJECT)
    if thing is None or text.tokens[thing].lemma.lower() not in speech.letters or thing > cue > verb:
        return None
    after = (*text.children[thing], *text.children[verb])
    sources = (j for j in after if j > thing and text.tokens[j].lemma in text.grammar.source)
    return next((who for j in sources if (who := child(text, j, Rel.PREP_OBJECT)) is not None), None)


def _behind(text: View, i: int, cue: int, actors: ActorIndex, speech: SpeechLexicon) -> int:
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
        after = text.children[cue] if cue < i else ()  # "read a statement | from the owners"
        links = [
            j
            for j in (*text.children[i], *after)
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
    nameless = who is not None and not actors.entities[who].names and actors.entities[who].kind is EntityKind.GROUP
    if who is not None and not (nameless and named) and mention is not None and mention.end >= text.tokens[i].end:
        return who
    return named or who


def _named_late(text: View, i: int, actors: ActorIndex) -> list[int]:
    """ "a colleague from Morocco, Jane Doe, said", "her rival in the final, Jane Doe": the person is the colleague,
    though the parser says Morocco, or takes the name for the final."""
    links = [j for j in text.children[i] if text.tokens[j].dep == Rel.PREPOSITION]
    places = [child(text, j, Rel.PREP_OBJECT) for j in links]
    beside = [k for j in places if j is not None for k in text.children[j] if text.tokens[k].dep == Rel.APPOSITION]
    beside += [j for j in places if j is not None and any(text.tokens[k].text == "," for k in range(i, j))]
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


@dataclass(frozen=True, slots=True)
class Medium:
    """Through what it was said ("social media post"), and to whom that was addressed ("an interview with …")."""

    words: str | None = None
    audience: tuple[str, ...] = ()


def medium(text: View, report: SpeechReport, actors: ActorIndex, speech: SpeechLexicon) -> Medium:
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
    to = to if text.tokens[through].lemma.lower() in speech.letters else []
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


def said_when(text: View, report: SpeechReport, dates: Sequence[DateFact]) -> When:
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
