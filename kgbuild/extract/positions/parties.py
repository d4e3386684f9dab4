"""Who speaks, through what, when: the actors and adjuncts around a cue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import ancestors, child, counted_by, led_to, phrase, span_of, with_dep
from kgbuild.extract.parse.verbs import owners
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.extract.positions.scene import SpeechScene
from kgbuild.model.facts import DateFact, EntityKind, Form, Span, When

MEDIA = "media/"  # how the keys of outlets begin
_NEAR = 3  # words from a date up to the cue it hangs on
_NOMINAL = frozenset({"ADP", "NOUN", "PROPN", "NUM"})
_PEOPLE = frozenset({EntityKind.PERSON, EntityKind.GROUP})


def speakers(scene: SpeechScene, report: SpeechReport) -> list[tuple[str | None, Span | None]]:
    """Return who speaks, each with the words that name them; an unresolved speaker is None with its words."""
    if report.speaker is None:
        return [(None, None)]
    text, found = scene.text, dict[str | None, Span | None]()
    head = _behind(scene, _read_out(scene, report.cue) or _person(scene, report, report.speaker), report.cue)
    for i in (head, *(_behind(scene, j, report.cue) for j in _joined(text, head)[1:]), *_as_well(text, report.cue)):
        counted = filter(None, (actor_at(scene, j) for j in counted_by(text, i)))  # "two of the guards said"
        who = actor_at(scene, i) or next(counted, None) or _told_of(scene, report, i)
        drawn = child(text, i, Rel.PREPOSITION) is not None  # "officials from both countries" are neither
        for one in each_of(scene, [who] if who else [], whole=drawn):
            found.setdefault(one, _named(scene, i))
    words = phrase(text, head)
    return list(found.items()) or [(None, span_of(text, words[0], words[-1]))]


def _told_of(scene: SpeechScene, report: SpeechReport, i: int) -> str | None:
    """ "The museum will close, it said.": a pronoun nobody is known for means whom the words before it tell of."""
    text, content = scene.text, report.content
    if scene.lemma(i) not in text.grammar.it or content is None or content.tokens[-1] > report.cue:
        return None
    subject = child(text, content.head, *SUBJECTS)
    who = actor_at(scene, subject) if subject is not None else None
    kinds = scene.lexicon.pronouns.get(scene.lemma(i), frozenset())
    return who if who is not None and scene.actors.entities[who].kind in kinds else None


def _as_well(text: View, cue: int) -> list[int]:
    """ "Peru welcomed the step, as did Chile and Ghana": whoever an inverted clause adds."""
    added = (j for j in with_dep(text, cue, Rel.ADVERB_CLAUSE) if text.tokens[j - 1].lemma in text.grammar.as_)
    return [k for j in added if j > cue for s in with_dep(text, j, *SUBJECTS) if s > j for k in _joined(text, s)]


def _person(scene: SpeechScene, report: SpeechReport, speaker: int) -> int:
    """ "an analyst at a bank, who expects": "who" is the analyst, though the parser hangs it on the bank."""
    text = scene.text
    who = any(scene.lemma(j) in text.grammar.person for j in text.children[report.cue])
    if not who or scene.actors.kind(speaker) in {None, EntityKind.PLACE, *_PEOPLE}:
        return speaker
    above = text.tokens[text.tokens[speaker].head]
    above = text.tokens[above.head] if above.dep == Rel.PREPOSITION else above
    return above.head if above.dep == Rel.APPOSITION else above.i if above.pos in {"NOUN", "PROPN"} else speaker


def _read_out(scene: SpeechScene, cue: int) -> int | None:
    """ "read a statement from the family: “…”", "… saying …": return the one whose words are read out."""
    text, token = scene.text, scene.text.tokens[cue]
    over = text.tokens[token.head]
    below = over.dep == Rel.OBJECT and token.dep == Rel.PARTICIPLE
    verb = over.head if below else over.i if token.tag == "VBG" and token.dep == Rel.ADVERB_CLAUSE else cue
    thing = child(text, verb, Rel.OBJECT)
    if thing is None or scene.lemma(thing) not in scene.lexicon.letters or thing > cue > verb:
        return None
    return next((o for i in (thing, verb) for o in led_to(text, i, text.grammar.source) if o > thing), None)


def _behind(scene: SpeechScene, i: int, cue: int) -> int:
    """ "His comments", "a statement by the bank": the one behind the words."""
    text = scene.text
    if scene.lemma(i) not in scene.lexicon.media and scene.lemma(i) not in scene.lexicon.papers:
        return i
    held = (j for k in (i, *led_to(text, i, text.grammar.of)) for j in with_dep(text, k, Rel.PARTICIPLE))
    if any(scene.lemma(j) in scene.lexicon.seizing for j in held):
        return i  # "Lund Bank statements *seized* at the villa" are not what it states
    named = [j for j in with_dep(text, i, Rel.COMPOUND) if scene.actors.actor(j) is not None]
    after = led_to(text, cue, text.grammar.source | text.grammar.of) if cue < i else []  # "read a statement | from"
    got = scene.lexicon.getting
    mine = [j for j in owners(text, i) if scene.lemma(text.tokens[text.tokens[j].head].head) not in got]
    if scene.lemma(i) in scene.lexicon.papers:  # "*FBI* data", but "*U.S.* records", "data from the *2008 vote*"
        mine = [j for j in mine if actor_at(scene, j) is not None]
        named = [j for j in named if scene.actors.kind(j) is EntityKind.ORGANIZATION]
    carried = [j for j in led_to(text, i, text.grammar.placed) if scene.actors.kind(j) is EntityKind.ORGANIZATION]
    return next(iter([*mine, *named[-1:], *led_to(text, i, text.grammar.of), *after, *carried]), i)


def actor_at(scene: SpeechScene, i: int) -> str | None:
    """Return the actor a noun names, itself or by an apposition ("chief negotiator, Jane Doe")."""
    text, actors, who = scene.text, scene.actors, scene.actors.actor(i)
    if text.tokens[i].pos == "NOUN":
        late = _named_late(scene, i)
        if late:
            return actors.actor(late[0])
    beside = with_dep(text, i, Rel.APPOSITION)
    beside += [k for j in beside for k in with_dep(text, j, Rel.APPOSITION)]
    named = next(filter(None, map(actors.actor, beside)), None)
    entity = actors.entities[who] if who is not None else None
    nameless = entity is None or (entity.kind in {EntityKind.GROUP, EntityKind.ORGANIZATION} and not entity.names)
    return named or who if nameless else who


def _named_late(scene: SpeechScene, i: int) -> list[int]:
    """ "a colleague from Morocco, Jane Doe, said", "her rival in the final, Jane Doe": the person is the colleague,
    though the parser says Morocco, or takes the name for the final; "the family of the dead man, Jane Doe" is not."""
    text = scene.text
    several = text.tokens[i].tag == "NNS" or scene.actors.kind(i) is EntityKind.GROUP
    places = [o for p in with_dep(text, i, Rel.PREPOSITION) for o in with_dep(text, p, Rel.PREP_OBJECT)]
    beside = [] if several else [k for j in places for k in with_dep(text, j, Rel.APPOSITION)]
    beside += [j for j in places if any(text.tokens[k].text == "," for k in range(i, j))]
    return [k for k in beside if scene.actors.kind(k) is EntityKind.PERSON]


def meant_by(scene: SpeechScene, who: str, cue: int, *, not_one_of: Collection[str | None] = ()) -> str:
    """ "the union", "the company": return the one body of the article that has the noun in its name, or
    the firm that alone was named just before, or is named over twice as often as any other; else what was there."""
    entity, lexicon, sentence = scene.actors.entities[who], scene.lexicon, scene.text.sentence(cue)
    called = (m for m in scene.actors.mentions if m.entity == who and sentence.start <= m.start < sentence.end)
    own = next((m for m in called if m.form is Form.NOMINAL), None) if who in not_one_of else None
    if own is None and (entity.kind is not EntityKind.GROUP or entity.names):
        return who
    words = (entity.name if own is None else own.text).lower().split()  # an analyst's "the company" is not his own
    of = next((k for k, w in enumerate(words) if k and w in scene.text.grammar.of), len(words))
    words = words[:of]  # "the owners | of Brand House" are no house
    leads = len(words) > 1 and not lexicon.sides.isdisjoint({words[-1], words[-1][:-1]})  # "union leaders"
    noun = words[-2] if leads else words[-1]
    bodies = {e.id: e for e in scene.actors.entities.values() if e.kind is EntityKind.ORGANIZATION and e.names}
    alike = lexicon.called.get(noun, frozenset()) | {noun}
    named = [e.id for e in bodies.values() if not alike.isdisjoint(e.name.lower().split())]
    if len(named) == 1 or named or noun not in lexicon.firms:
        return named[0] if len(named) == 1 else who
    kept = lexicon.not_firms | lexicon.outlets  # words in names of what is no firm
    others = {e.id for e in bodies.values() if not kept.isdisjoint(e.name.lower().split()) or e.key.startswith(MEDIA)}
    firms = bodies.keys() - others - set(not_one_of)
    sentences, end = scene.text.sentences, scene.text.tokens[cue].start
    start = sentences[max(0, scene.text.sentence_of[cue] - 1)].start
    near = {m.entity for m in scene.actors.mentions if start <= m.start < end} & firms
    counted = Counter(m.entity for m in scene.actors.mentions)
    ranked = sorted(near or firms, key=lambda e: (-counted[e], e))
    ahead = ranked and (len(ranked) == 1 or counted[ranked[0]] > 2 * counted[ranked[1]])
    return ranked[0] if ahead else who


def _joined(text: View, i: int) -> list[int]:
    """Return a noun and those coordinated with it or listed after "including"."""
    found = [i]
    for j in found:
        listed = (k for k in with_dep(text, j, Rel.PREPOSITION) if text.tokens[k].lemma in text.grammar.including)
        found += with_dep(text, j, Rel.CONJUNCT)
        again = with_dep(text, text.tokens[j].head, Rel.CONJUNCT) if text.tokens[j].dep == Rel.PREP_OBJECT else []
        found += [o for k in again for o in with_dep(text, k, Rel.PREP_OBJECT)]  # "from growers and *from* the union"
        # "rail operator X and the union Y", with Y joined to X
        found += [k for a in with_dep(text, j, Rel.APPOSITION) for k in with_dep(text, a, Rel.CONJUNCT)]
        found += [o for k in listed for o in with_dep(text, k, Rel.PREP_OBJECT, Rel.OBJECT)[:1]]
    return found


def _named(scene: SpeechScene, i: int) -> Span:
    mention = next(filter(None, map(scene.actors.mention, (i, *with_dep(scene.text, i, Rel.APPOSITION)))), None)
    if mention is not None:
        return Span(mention.start, mention.end, mention.text)
    words = phrase(scene.text, i)
    return span_of(scene.text, words[0], words[-1])


def actors_at(scene: SpeechScene, i: int) -> list[str]:
    """Return the actors of a noun and of its coordination, without repeats."""
    return list(dict.fromkeys(filter(None, (actor_at(scene, j) for j in _joined(scene.text, i)))))


def holders_at(scene: SpeechScene, i: int) -> list[str]:
    """Return the actors of a noun, else those whose thing it is ("Peru's army", "Peruvian attacks")."""
    text, actors = scene.text, scene.actors
    own = (j for j in owners(text, i) if text.tokens[text.tokens[j].head].lemma not in text.grammar.source)
    held = [*map(actors.actor, own), *map(actors.adjectives.get, text.children[i])]
    return actors_at(scene, i) or list(dict.fromkeys(filter(None, held)))


def each_of(scene: SpeechScene, found: Iterable[str], *, whole: bool = False) -> list[str]:
    """Return whom these stand for ("both governments"), without repeats."""
    members = {} if whole else scene.actors.members
    return list(dict.fromkeys(one for who in found for one in members.get(who, (who,))))


def medium(scene: SpeechScene, report: SpeechReport) -> tuple[str | None, tuple[str, ...]]:
    """Return through what it was said ("social media post"), as the cue's adjuncts or its subject ("the letter said")
    name it, and to whom that was addressed ("an interview with …")."""
    text, speech, addressed = scene.text, scene.lexicon, scene.text.grammar.addressed
    aside = [j for j in with_dep(text, report.cue, Rel.ADVERB_CLAUSE) if text.tokens[j].tag == "VBG"]
    nouns = [o for i in (report.cue, *aside) for o in led_to(text, i)]
    if report.speaker is not None and text.tokens[report.speaker].pos == "NOUN":
        nouns.append(report.speaker)
    through = next((i for i in nouns if scene.lemma(i) in speech.media), None)
    if through is None:  # "Speaking to lawmakers, she said …"
        words, speaking = None, [j for j in aside if text.tokens[j].lemma in speech.speaking]
        to = [o for j in speaking for o in (*led_to(text, j, addressed), *with_dep(text, j, Rel.OBJECT))]
    else:
        before = [k for k in with_dep(text, through, Rel.COMPOUND, Rel.ADJECTIVE) if k < through]
        words = " ".join(text.tokens[k].text for k in [*before, through])
        to = led_to(text, through, addressed) if scene.lemma(through) in speech.letters else []
    return words, tuple(who for k in to for who in actors_at(scene, k))


def said_when(scene: SpeechScene, report: SpeechReport, dates: Sequence[DateFact]) -> When:
    """Return the date that hangs on the cue itself, not on what is said."""
    text = scene.text
    if any(text.tokens[j].tag in {"VBZ", "VBP"} for j in with_dep(text, report.cue, Rel.AUXILIARY)):
        return When()  # "has warned of delays this summer": a perfect or present has no day of its own
    content = set(report.content.tokens) if report.content is not None else set()
    sentence = text.sentence(report.cue)
    for date in (d for d in dates if sentence.start <= d.start < sentence.end):
        inside = [t.i for t in scene.text.between(date.start, date.end)] if date.edtf is not None else []
        if not content & set(inside) and any(_hangs_on(text, i, report.cue) for i in inside):
            return When(date.edtf, date.earliest, date.latest, (Span(date.start, date.end, date.text),))
    return When()


def _hangs_on(text: View, i: int, cue: int) -> bool:
    above = list(islice(ancestors(text, i), _NEAR))
    return cue in above and all(text.tokens[j].pos in _NOMINAL for j in above[: above.index(cue)])
