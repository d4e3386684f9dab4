"""Whom a report is directed at, and to whom it is made."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.extract.parse.clause import heads_of, nominal
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, led_to, with_dep
from kgbuild.extract.parse.verbs import antecedent_of, by_whom, is_infinitive, object_of, owners
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.parties import MEDIA, actors_at, each_of, holders_at
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.extract.positions.scene import SpeechScene
from kgbuild.extract.positions.vocabulary import Flag, Party, Slot, WordPlace
from kgbuild.model.facts import EntityKind, Stance

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_TOLD = frozenset({Slot.CLAUSE, Slot.WHETHER, Slot.QUOTE, Slot.HOST, Slot.SUBJECT_INF, Slot.OBJECT_INF, Slot.WHOLE})
_TOWARDS = frozenset({Stance.REJECTS, Stance.SUPPORTS, Stance.DOUBTS, Stance.ACCUSES})  # a thing and who is behind it
AT = frozenset({Stance.DEMANDS, Stance.ACCUSES, Stance.OFFERS, Stance.WARNS})  # what is said to somebody's face
_DOING = frozenset({Stance.REJECTS, Stance.OFFERS, Stance.WARNS})  # to do something to somebody, or not to


def others_of(scene: SpeechScene, report: SpeechReport, speakers: frozenset[str], speaker: str | None) -> list[str]:
    """Return whom a speaker's report is directed at: of several who do it to "each other" the others, else its targets
    but for the speakers; where these are nobody, whom the clause is done to that a participle adds to ("sued *Lind*,
    accusing him of")."""
    things = (a.head for a in scene.text.clause(report.cue).things)
    pairs = ((scene.lemma(j), scene.lemma(i)) for i in things for j in scene.text.children[i])
    if any(pair in scene.text.grammar.mutual for pair in pairs):  # "each other", "one another"
        return [who for who in speakers if who not in {None, speaker}]
    found, members = targets_of(scene, report), scene.actors.members.values()
    if not speakers.isdisjoint(found):  # "the front urged both sides": it is none of them
        found = [who for who in found if not any(who in two and not speakers.isdisjoint(two) for two in members)]
    found = [who for who in found if who not in speakers]
    return found or [who for who in _done_to(scene, report) if who not in speakers]


def _done_to(scene: SpeechScene, report: SpeechReport) -> list[str]:
    """ "wrote to the minister demanding", "met her to press for", "sued both firms, accusing them", "met them and
    promised": whom the verb above is done to."""
    text, token = scene.text, scene.text.tokens[report.cue]
    above = text.tokens[token.head]
    adds = token.tag == "VBG" or is_infinitive(text, report.cue)
    adds = adds and token.dep in {Rel.ADVERB_CLAUSE, Rel.OPEN_CLAUSE}
    if token.dep == Rel.CONJUNCT and child(text, report.cue, *SUBJECTS) is None:
        frames = (e.frame for e in scene.lexicon.words[WordPlace.VERBS].get(scene.lemma(above.i), ()))
        asks = any(f.stance in AT and Party.OBJECT in f.target for f in frames)
        adds = asks or scene.lemma(above.i) in scene.lexicon.speaking
    if not adds or above.pos != "VERB" or report.frame.stance not in AT:
        return []
    clause = text.clause(above.i)
    heads = [*heads_of(clause.things), *(a.head for a in clause.after(text.grammar.addressed | text.grammar.aimed))]
    heads = [i for i in heads if i < report.cue and scene.lemma(i) not in scene.lexicon.media]  # "took to X to demand"
    return each_of(scene, [who for i in heads for who in actors_at(scene, i)])


def targets_of(scene: SpeechScene, report: SpeechReport) -> list[str]:
    """Return whom a report is directed at: what stands in the slots of its frame, else who is behind the thing that a
    stand is taken on; an army stands for its country."""
    text, found = scene.text, list[str]()
    told = [Party.CONTENT_SUBJECT] if report.negated and report.stance is Stance.DOUBTS else []
    for place in (*report.frame.target, *told):  # "does not believe *Lind* will pay"
        heads = _party_heads(scene, report, place)
        for i in heads:
            acts = place == Party.CONTENT_SUBJECT or scene.lemma(i) in scene.lexicon.sides
            found += holders_at(scene, i) if acts else actors_at(scene, i)
        asked = report.slot == Slot.OBJECT_INF or (found and report.frame.stance is Stance.DEMANDS)
        if heads and asked and place == Party.OBJECT:
            break  # "urged anyone with a relative to …", "asked *Peru* for help from it": whoever is asked is the one
        told_of = report.frame.stance is Stance.SAYS and place in {Party.OBJECT, *text.grammar.of}
        if told_of and (not found or place != Party.OBJECT):  # "called *his* visit a stunt", "said of *his* plan"
            found = [who for i in heads for j in owners(text, i) for who in holders_at(scene, j)]
    if not found:
        behind = ([who for i in heads for who in holders_at(scene, i)] for heads in _behind(scene, report))
        found = next(filter(None, behind), [])
    return each_of(scene, found)


def hearers_of(scene: SpeechScene, report: SpeechReport) -> list[str]:
    """Return to whom a report is made by its frame; what is said has a subject of its own that nobody spoke to."""
    subject = _clause_subject(scene.text, report)
    heads = (i for place in report.frame.audience for i in _party_heads(scene, report, place) if i != subject)
    return each_of(scene, [who for i in heads for who in actors_at(scene, i) or _crowd(scene, i)])


def _crowd(scene: SpeechScene, i: int) -> list[str]:
    """ "told a hall full of *farmers*", "a crowd of 400 *tenants*": who is in it hears."""
    text = scene.text
    full = (i, *with_dep(text, i, Rel.ADJECTIVE, Rel.PARTICIPLE, Rel.RELATIVE))
    inside = (o for j in full for o in led_to(text, j, text.grammar.of) if scene.actors.kind(o) is EntityKind.GROUP)
    return [who for o in inside if (who := scene.actors.actor(o)) is not None][:1]


def is_party(scene: SpeechScene, who: str, *, crowds: bool = False, faced: bool = False) -> bool:
    """Say whether what is told to an actor is directed at it; crowds (unless they are warned), the press and houses
    that only listen are no target (unless they are `faced`: "you"), and of an organisation nothing is known of it may
    be an outlet."""
    actors, entity = scene.actors, scene.actors.entities[who]
    if entity.kind is EntityKind.GROUP and not crowds and not faced:
        return False
    if entity.kind is EntityKind.ORGANIZATION and entity.names and (not entity.key or entity.key.startswith(MEDIA)):
        return False
    if entity.kind is EntityKind.PERSON and not entity.roles and " " not in entity.name and entity.names:
        # "told Meridiano": where people are introduced by their full names, what is named once by one word is an outlet
        others = (e.name for e in actors.entities.values() if e.kind is EntityKind.PERSON)
        return sum(m.entity == who for m in actors.mentions) > 1 or not any(" " in name for name in others)
    listening = scene.lexicon.hearers | scene.lexicon.media | scene.lexicon.outlets
    listening |= frozenset() if faced else scene.lexicon.houses
    return not listening & set(entity.name.lower().split())


def _party_heads(scene: SpeechScene, report: SpeechReport, place: str) -> list[int]:
    text = scene.text
    # "demanded a ministry", "a call for a minister", "offered helicopters" is not directed at it
    wanted = (
        report.content.head if report.content is not None and report.slot in {Slot.OBJECT, *text.grammar.wished} else -1
    )
    given = wanted if report.frame.stance in {Stance.DEMANDS, Stance.OFFERS} else -1
    if place == Party.OBJECT:
        return [i for i in _objects(scene, report) if i != given]
    if place == Party.CONTENT_SUBJECT:
        subject = _clause_subject(text, report)
        return [] if subject is None or _only_doubted(text, report, subject) else [subject]
    if place == Party.CONTENT_OWNER:
        thing = _thing(text, report)
        return [] if thing is None or text.tokens[thing].pos not in _NOMINAL else _whose(scene, thing)
    thing = report.content.head if report.content is not None and place in text.grammar.bound else report.cue
    first = report.content.tokens[0] if report.content is not None else -1  # "a call by X *for Y* to act"
    opens = with_dep(text, first, Rel.PREP_OBJECT) if first >= 0 and text.tokens[first].lemma == place else []
    led = led_to(text, report.cue, {place}) or opens or led_to(text, thing, {place})
    return [i for i in led if i != given]


def _only_doubted(text: View, report: SpeechReport, subject: int) -> bool:
    """ "doubts that the men are alive": what is doubted is nobody's word; "complained that a mother waited"."""
    before = [text.tokens[j].text.lower() for j in text.children[subject] if text.tokens[j].dep == Rel.DETERMINER]
    if report.frame.stance is not Stance.DOUBTS:
        return not text.grammar.indefinite.isdisjoint(before)
    if child(text, subject, Rel.OWNER) is not None:
        return False
    state = text.tokens[text.tokens[subject].head].pos == "AUX"
    return text.tokens[subject].pos == "NOUN" and (state or text.grammar.definite.isdisjoint(before))


def _objects(scene: SpeechScene, report: SpeechReport) -> list[int]:
    """Return the objects of the cue, what a passive speaks of ("X, accused by Y"), else the subject of the content."""
    text, cue = scene.text, report.cue
    things = (a.head for a in text.clause(cue).things)
    given = text.tokens[cue].head if text.tokens[cue].pos == "NOUN" else cue  # "gave *X* an ultimatum"
    own = [i for i in (*things, *with_dep(text, given, Rel.RECIPIENT)) if i != report.speaker]
    # "offered X and Y larger quotas": names the parser takes for a part of the thing
    own += [k for j in own for k in with_dep(text, j, Rel.NOUN) if text.tokens[k].pos == "PROPN"]
    aside = text.tokens[cue].dep == Rel.PARTICIPLE and text.tokens[cue - 1].text == ","
    if aside and not any(actors_at(scene, i) for i in own):
        own = [cue - 2]  # "followers of Lind, accused by …": the parser hangs it on the followers
    left_out = antecedent_of(text, cue) if report.slot not in _TOLD else None  # "the residents she accused of …"
    # "promised that *nurses* would come" is no promise to them
    does = _clause_subject(text, report) if report.frame.stance is not Stance.OFFERS else None
    return own or [i for i in (does, left_out) if i is not None][:1]


def _thing(text: View, report: SpeechReport) -> int | None:
    """The noun of what is said, also where the content hangs on it ("dismissed an offer from X as too low")."""
    if report.content is None:
        return None
    noun = report.content.head
    return object_of(text, report.cue) if text.tokens[noun].pos in {"ADP", "SCONJ"} else noun


def _behind(scene: SpeechScene, report: SpeechReport) -> Iterator[list[int]]:
    """Yield who a stand on a thing may be a stand on, likeliest first: "backs *Lind*", "doubts *Chile*'s figures",
    "refused to meet *Lind*", "demands talks with *Delmar*"."""
    text, grammar, stance, thing = scene.text, scene.text.grammar, report.frame.stance, _thing(scene.text, report)
    if thing is None:
        return
    does = stance in _DOING and Flag.DENIES not in report.frame.flags  # "denied ruling out Peru's entry"
    if does and (is_infinitive(text, thing) or text.tokens[thing].tag == "VBG"):
        clause = text.clause(thing)  # "to take X to court", "to impose a tax on X", "joining a body led by X"
        told = (clause, *(nominal(text, a.head) for a in clause.things))
        spoken = grammar.addressed if scene.lemma(thing) in scene.lexicon.speaking else frozenset()  # "apologise to X"
        beside = (a for c in told for a in c.after(grammar.aimed | grammar.beside | spoken))
        led = (by_whom(text, j) for a in clause.things for j in with_dep(text, a.head, Rel.PARTICIPLE))
        yield [who for who in led if who is not None]
        named = stance is not Stance.OFFERS  # "offered to send observers"
        yield [i for i in heads_of((*clause.things, *beside)) if named or text.tokens[i].pos == "PROPN"]
    if text.tokens[thing].pos not in _NOMINAL:
        return
    if stance is Stance.DEMANDS:
        yield led_to(text, thing, grammar.beside)
        if scene.lemma(thing) in scene.lexicon.deeds:
            yield [*owners(text, thing), *led_to(text, thing, grammar.of)]
    elif stance is Stance.OFFERS:
        yield led_to(text, thing, scene.lexicon.benefiting)
        # "offered $9 a share | for Delmar"
        near = (report.cue, *(k for j in (report.cue, thing) for k in with_dep(text, j, Rel.NOUN_ADVERB)))
        yield [i for j in near for i in led_to(text, j, scene.lexicon.benefiting) if i > thing]
    elif stance is Stance.WARNS:  # "concern over *Peru's* threats", not "over her health"
        whose = owners(text, thing) if scene.lemma(thing) not in scene.lexicon.wished_well else []
        yield [i for i in whose if report.frame.nouns or report.frame.adjectives]
    elif stance in _TOWARDS:
        beyond = [i for i in led_to(text, report.cue, grammar.beside) if stance is Stance.REJECTS and i > thing]
        yield [*led_to(text, thing, grammar.beside), *beyond]  # "ruled out a coalition with X", "any talks | with X"
        yield [thing]
        yield _whose(scene, thing)
        of = grammar.of if scene.lemma(thing) in scene.lexicon.sides | scene.lexicon.answers.keys() else frozenset()
        yield led_to(text, thing, grammar.aimed | of)


def _whose(scene: SpeechScene, thing: int) -> list[int]:
    """Return whose a thing is, also "the *Vantage* plan", "a *union* demand"; not "the *Iraq* war"."""
    told = scene.lemma(thing) in scene.lexicon.answers.keys() | scene.lexicon.sides
    named = [i for i in with_dep(scene.text, thing, Rel.COMPOUND) if told and scene.actors.actor(i) is not None]
    return owners(scene.text, thing) or named[-1:]


def _clause_subject(text: View, report: SpeechReport) -> int | None:
    return child(text, report.content.head, *SUBJECTS) if report.content is not None else None
