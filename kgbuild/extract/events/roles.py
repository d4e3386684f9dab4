"""Who took part, read off one mention's own grammar; every value with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from kgbuild.extract.events.meant import meant
from kgbuild.extract.events.mentions import Backing
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import participles_of, support_at, those_there
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, conjuncts, counted_by, objects_on, prepositions, reached, with_dep
from kgbuild.extract.parse.verbs import agents, object_of
from kgbuild.model.facts import EntityKind, Span

_MODIFIERS = (Rel.OWNER, Rel.COMPOUND, Rel.ADJECTIVE, Rel.NOUN)
_NO_SENDERS = frozenset({EntityKind.GROUP, EntityKind.PLACE, EntityKind.PERSON})
_NO_ROLES = frozenset({"none", "place"})
_BOUND = frozenset({"$bound"})
_SITES = frozenset({"$facility"})
_SUMMED = frozenset({Rel.NOUN, Rel.COMPOUND})
_LOOSE = frozenset({Rel.APPOSITION, Rel.NOUN_ADVERB, Rel.OTHER, Rel.NUMBER})


@dataclass(slots=True)
class Roles:
    """Entities by role in text order, with their backing; `add` keeps each entity once."""

    who: dict[str, list[str]] = field(default_factory=dict)
    backing: list[Backing] = field(default_factory=list)

    def add(self, role: str, found: Iterable[tuple[str, Span]]) -> None:
        """Note entities with the spans that name them."""
        for entity, span in found:
            known = self.who.setdefault(role, [])
            if entity not in known:
                known.append(entity)
                self.backing.append((role, entity, span))

    def replace_place(self, told: Roles) -> None:
        """Take the place of what was told more closely instead of what a name before a noun gave."""
        if told.get("place"):
            self.who.pop("place", None)
            self.backing = [b for b in self.backing if b[0] != "place"]
        for role, entity, span in told.backing:
            self.add(role, [(entity, span)])

    def get(self, role: str) -> tuple[str, ...]:
        """Return the entities of a role."""
        return tuple(self.who.get(role, ()))


def fill(
    scene: EventScene, roles: Roles, role: str, heads: Iterable[int], *, envoys: bool, bodies: bool = False
) -> None:
    """Note the actors that `heads` and their conjuncts name in a role.

    Meetings (`envoys`) look through those who stand for others; of other events a place is where it happened, and a
    demonym is the country; but where a body could stand (`bodies`) a name of a place is taken for one.
    """
    for head in heads:
        for i in conjuncts(scene.text, head) if not envoys else ():
            body, people = bodies and scene.text.tokens[i].pos == "PROPN", demonym(scene, i)
            if scene.actors.place(i) is not None:
                roles.add(role if body else "place", scene.named(i))
            elif people is not None and role not in _NO_ROLES:
                roles.add(role, [(people, scene.token_span(i))])
        if role not in _NO_ROLES:
            roles.add(role, actors_at(scene, head, envoys=envoys))
            led = (
                ()
                if envoys
                else [c for i in conjuncts(scene.text, head) for c in (*_led_by(scene, i), *_whose(scene, i))]
            )
            roles.add(role, (a for c in led for a in actors_at(scene, c, envoys=False)))


def actors_at(scene: EventScene, i: int, *, envoys: bool = True) -> Iterator[tuple[str, Span]]:
    """Yield the actors that token `i` and its conjuncts name; "both sides" is looked through.

    With `envoys`, "Omani officials" stand for Oman; without, only those are given who are named themselves.
    """
    joined = conjuncts(scene.text, i)
    named = [a for c in joined for a in (*with_dep(scene.text, c, Rel.APPOSITION), *_name_after(scene, c))]
    for c, after in zip(joined, [*joined[1:], len(scene.text.tokens)], strict=True):
        yield from actor_at(scene, c, named=[a for a in named if c < a < after], envoys=envoys)


def _name_after(scene: EventScene, i: int) -> list[int]:
    """Return the head of the name right behind a noun that says what it is, wherever the parser hangs it: "is suing
    the broadcaster | Lund One"."""
    text, known = scene.text, scene.actors.mention(i + 1)
    if text.tokens[i].pos != "NOUN" or known is None or known is scene.actors.mention(i):
        return []
    last = i + 1
    while scene.actors.mention(last + 1) is known:
        last += 1
    tops = [t for t in text.tokens[i + 1 : last + 1] if not i < t.head <= last]
    summed = [
        t.head
        for t in tops
        if t.dep in _SUMMED and (with_dep(text, t.head, Rel.NUMBER) or text.tokens[t.head].tag == "CD")
    ]
    loose = [t.i for t in tops if t.head != i and (t.dep in _LOOSE or t.head in summed)]  # "the mill | 3 euros"
    one = len({t.head for t in tops}) == 1
    return loose[-1:] if one and scene.actors.actor(last) is not None else []


def actor_at(
    scene: EventScene, i: int, *, named: Sequence[int] | None = None, envoys: bool = True
) -> Iterator[tuple[str, Span]]:
    """Yield whom the noun at token `i` names: those it stands for, its apposition, the state its envoys speak for, or
    itself; and who leads them. `named` are its appositions (default: those the parser gives it)."""
    yield from _named_at(scene, i, named=named, envoys=envoys)
    if envoys:
        yield from (a for leader in _leaders(scene, i) for a in actors_at(scene, leader))
        yield from (a for one in _singled_out(scene, i) for a in actors_at(scene, one, envoys=False))


def leads_envoys(scene: EventScene, i: int) -> bool:
    """Say whether a participle tells who heads envoys, on which parsers hang where and when they met: "received a team
    | led by Ruiz in Lund on Monday"."""
    token = scene.text.tokens[i]
    led = token.dep == Rel.PARTICIPLE and token.lemma.lower() in scene.frames.meetings.led
    above = islice(ancestors(scene.text, i), 3)
    return led and any(scene.is_envoy(a) or scene.text.tokens[a].tag == "NNS" for a in above)


def _leaders(scene: EventScene, i: int) -> Iterator[int]:
    """Yield who heads the envoys at token `i`: "a delegation of senators | led by Ruiz"."""
    text, words = scene.text, scene.frames.meetings
    if text.tokens[i].pos == "NOUN":
        yield from _led_by(scene, i)
    if text.tokens[i].lemma.lower() not in words.envoys:
        return
    above = text.clauses.get(text.tokens[i].head)  # "Ruiz *led* a delegation | that met Sato"
    if above is not None and above.word in words.led and text.tokens[i].dep == Rel.OBJECT:
        yield from heads_of(above.doers)


def _singled_out(scene: EventScene, i: int) -> list[int]:
    """Return who is named of a plural: "growers, including | Ruiz", "growers attended, among them | Ruiz and Sato"."""
    text, noun = scene.text, scene.text.tokens[i]
    if noun.tag != "NNS":
        return []
    below = (i, *objects_on(text, i, *text.grammar.belonging))
    parts = (c for h in below for c in with_dep(text, h, Rel.PREPOSITION))
    parts = (c for c in parts if text.tokens[c].lemma.lower() in text.grammar.including)
    found = [o for c in parts for o in with_dep(text, c, Rel.PREP_OBJECT)]
    for link, them in pairwise(text.tokens[i + 1 : text.sentence(i).last]):
        if link.text.lower() in text.grammar.among and them.tag == "PRP":
            found += [o for o in with_dep(text, link.i, Rel.PREP_OBJECT) if o > link.i + 1] or [link.head]
    return [j for j in found if text.tokens[j].pos in {"NOUN", "PROPN"}]


def is_among_them(scene: EventScene, i: int) -> bool:
    """Say whether a noun only singles out one of those just told, "*among them* a girl": parsers call it an object."""
    text = scene.text
    first = min(text.subtree(i))
    around = text.tokens[max(first - 1, 0) : first + 2]  # "among them" stands before the noun or opens its phrase
    return any(t.pos == "PRON" and text.tokens[t.head].text.lower() in text.grammar.among for t in around)


def _led_by(scene: EventScene, i: int) -> Iterator[int]:
    """Yield who leads a group: "investors | led by Ruiz", "a team of chemists | led by Ruiz"."""
    below = objects_on(scene.text, i, *scene.text.grammar.belonging)
    for c in (c for h in (i, *below) for c in with_dep(scene.text, h, Rel.PARTICIPLE, Rel.RELATIVE)):
        if scene.text.tokens[c].lemma.lower() in scene.frames.meetings.led:
            yield from agents(scene.text, c)


def _whose(scene: EventScene, i: int) -> list[int]:
    """Return the body, or the states of "warships | from Peru and Chile", that people who act for it belong to:
    "members of | the union", "| Lund Rovers fans"."""
    text, grammar = scene.text, scene.text.grammar
    if text.tokens[i].pos == "NOUN" and text.is_one(i, _SITES):  # "shut | Bonmart's plant"
        return [c for c in with_dep(text, i, Rel.OWNER) if _is_kind(scene, c, EntityKind.ORGANIZATION)]
    if not grammar.is_one(text.tokens[i].lemma.lower(), _BOUND):
        return []
    sent = objects_on(text, i, *grammar.source)
    suffers = text.tokens[i].dep in {Rel.OBJECT, Rel.PASSIVE_SUBJECT} or with_dep(text, i, Rel.PARTICIPLE)
    named = [] if suffers else with_dep(text, i, Rel.COMPOUND, Rel.NOUN)  # not "an Army reservist | charged with theft"
    named = [c for c in named if c > i or text.tokens[c + 1].text != "-"]  # nor "| UN-backed troops"
    below = [*sent, *objects_on(text, i, *grammar.belonging), *named]
    bodies = [c for c in below if _is_kind(scene, c, EntityKind.ORGANIZATION)]
    return bodies + [c for c in sent if _is_kind(scene, c, EntityKind.COUNTRY)]


def _is_kind(scene: EventScene, i: int, kind: EntityKind) -> bool:
    found = scene.actors.actor(i)
    return found is not None and scene.actors.entities[found].kind is kind


def _named_at(scene: EventScene, i: int, *, named: Sequence[int] | None, envoys: bool) -> Iterator[tuple[str, Span]]:
    if envoys and scene.text.is_one(i, scene.frames.meetings.rooms):  # "visits the league's | office"
        whose = (*with_dep(scene.text, i, Rel.OWNER), *objects_on(scene.text, i, *scene.text.grammar.of))
        owners = [a for c in whose if _is_kind(scene, c, EntityKind.PERSON) or c < i for a in actor_at(scene, c)]
        if owners:
            yield from owners
            return
    found = scene.actors.actor(i)
    members = scene.actors.members.get(found, ()) if found is not None else ()
    group = found is None or scene.actors.kind(i) is EntityKind.GROUP
    group = group or bool(scene.is_envoy(i) and objects_on(scene.text, i, *scene.text.grammar.source))
    if members:
        for m in members:  # "the two delegations" stand for those who sent them
            yield from (envoys and _senders(scene, i, m)) or [(m, scene.mention_span(i))]
        return
    appositions = with_dep(scene.text, i, Rel.APPOSITION) if named is None else named
    apposed = [a for c in appositions for a in actors_at(scene, c)] if group else []  # "the two premiers, A and B"
    if found is None and not apposed:  # "the coach of Peru, Ana Ruiz", which parsers hang on Peru
        below = objects_on(scene.text, i)
        apposed = [a for o in below for c in with_dep(scene.text, o, Rel.APPOSITION) for a in actors_at(scene, c)]
        apposed = apposed or [a for o in meant(scene, i) for a in actors_at(scene, o, envoys=envoys)]
    sent = _senders(scene, i, found) if envoys and group and not apposed else []
    if found is not None and all(scene.actors.entities[a[0]].kind in _NO_SENDERS for a in sent):
        sent = []  # "leaders of the island states", "chiefs from Tanna": they met, whoever they are
    if found is not None and group and envoys:  # "members of | the Peruvian delegation"
        sent = sent or [a for o in counted_by(scene.text, i) if scene.is_envoy(o) for a in actors_at(scene, o)]
    if sent or apposed:
        yield from sent or apposed
    elif found is not None:
        yield found, scene.mention_span(i)


def _senders(scene: EventScene, i: int, entity: str | None) -> list[tuple[str, Span]]:
    """Return who sent the envoys at token `i`, or those that "they" and "the ministers" take up."""
    group = entity is not None and scene.actors.entities[entity].kind is EntityKind.GROUP
    again = [t.i for t in scene.text.tokens if scene.actors.who(t.i) == entity] if group else []
    own = [i] if entity in {None, scene.actors.who(i)} else []
    told = ([*sent_by(scene, e)] for e in (*own, *again) if scene.is_envoy(e))
    return next((sent for sent in told if sent), [])


def sent_by(scene: EventScene, i: int) -> Iterator[tuple[str, Span]]:
    """Yield whom envoys belong to: "Omani and Qatari negotiators", "ministers from Peru and Chile"."""
    for d in (d for c in with_dep(scene.text, i, *_MODIFIERS) for d in conjuncts(scene.text, c)):
        owner, span = demonym(scene, d) or scene.actors.actor(d), scene.token_span(d)
        if owner is not None and scene.actors.entities[owner].kind is not EntityKind.GROUP:
            yield owner, span if demonym(scene, d) else scene.mention_span(d)
        plain = not with_dep(scene.text, i, Rel.COMPOUND, Rel.ADJECTIVE)  # "their *water* ministers" are of an office
        yield from ((m, span) for m in scene.actors.members.get(owner or "", ()) if plain)  # "*their* ministers"
    of = scene.text.grammar.of
    for preposition, objects in prepositions(scene.text, i, *scene.text.grammar.belonging):
        for o in objects if preposition.head == i else ():
            named = [a for c in with_dep(scene.text, o, Rel.APPOSITION) for a in actors_at(scene, c)]
            place = scene.actors.place(o)
            home = [(place, scene.mention_span(o))] if place is not None and preposition.text.lower() not in of else []
            same = scene.actors.who(o) is not None and scene.actors.who(o) == scene.actors.who(i)
            yield from named or home or (() if same else actor_at(scene, o))  # "the head of the bank, Ana Ruiz"


def given_to(scene: EventScene, verb: int | None) -> list[int]:
    """Return who is given what a verb has as its object: "Holt was handed | a ban", "handed Holt | a ban"."""
    if verb is None:
        return []
    passive = with_dep(scene.text, verb, Rel.PASSIVE_SUBJECT) if with_dep(scene.text, verb, Rel.OBJECT) else []
    return [*recipients(scene, verb), *passive]


def recipients(scene: EventScene, verb: int) -> list[int]:
    """Return who is given the last object of a verb; parsers take them for another object, or for part of a sum: "fined
    | the mill 2 million euros"."""
    text, objects = scene.text, with_dep(scene.text, verb, Rel.OBJECT)
    sums = [o for o in objects if with_dep(text, o, Rel.NUMBER)]
    part = [c for o in sums for c in with_dep(text, o, Rel.NOUN, Rel.COMPOUND) if c < o]
    return [*with_dep(text, verb, Rel.RECIPIENT), *objects[:-1], *(c for c in part if text.tokens[c].tag != "CD")]


def demonym(scene: EventScene, i: int) -> str | None:
    """Return the country that the adjective at token `i` belongs to ("Omani"), if the article names it."""
    return scene.actors.adjectives.get(i)


def noun_roles(scene: EventScene, i: int, roles: Roles) -> None:
    """Read the participants, mediators and place that stand in the noun phrase of token `i`."""
    text = scene.text
    add_phrases(scene, i, text.grammar.among, roles)
    roles.add("participants", (a for w in met_with(scene, i) for a in actor_at(scene, w)))
    for o in reached(text, i, *text.grammar.concerning):  # "talks on fish | between Peru and Chile"
        add_phrases(scene, o, text.grammar.between, roles)
    to = reached(text, i, *text.grammar.toward) if scene.frames.is_visit(text.tokens[i].text.lower()) else []
    roles.add("participants", (a for o in to if _is_kind(scene, o, EntityKind.PERSON) for a in actor_at(scene, o)))
    for c in with_dep(text, i, *_MODIFIERS, Rel.NOUN_ADVERB):
        named = scene.actors.mention(i)
        if named is None or named is not scene.actors.mention(c):  # "the Lund Water Summit" is one name
            _modifier(scene, c, roles)
    for c in participles_of(scene, i):
        if text.tokens[c].lemma.lower() in scene.frames.support:
            verb_roles(scene, c, roles)
    roles.add("participants", (a for s in those_there(scene, i) for a in actors_at(scene, s)))
    for c in with_dep(text, i, Rel.RELATIVE):  # "the talks | Ruiz held with Sato"
        frame = support_at(scene, c)
        if text.tokens[c].lemma.lower() in scene.frames.meetings.gathers:  # "talks that include Peru and Chile"
            roles.add("participants", (a for t in heads_of(text.clause(c).things) for a in actor_at(scene, t)))
            add_phrases(scene, c, text.grammar.beside, roles)  # "that linked Ruiz | with Sato"
        elif frame is not None and (object_of(text, c) == i or i in heads_of(text.clause(c).things)):
            plans = "participants" if frame.factuality else frame.subject  # "a meeting they had pencilled in"
            verb_roles(scene, c, roles, subject=plans)


def met_with(scene: EventScene, noun: int) -> list[int]:
    """Return with whom a meeting is, also where the parser hangs that on what it is about or where it is: "talks on
    fish | with Ruiz", "a meeting in the yard | with Ruiz"."""
    text, beside = scene.text, scene.text.grammar.beside
    near = reached(text, noun, *text.grammar.concerning, *text.grammar.placed)
    loose = ((w, (w, *with_dep(text, w, Rel.APPOSITION))) for o in near for w in objects_on(text, o, *beside))
    people = [w for w, named in loose if any(_is_kind(scene, c, EntityKind.PERSON) for c in named)]
    given = reached(text, noun, *text.grammar.source)  # "a call on Monday | from Ruiz"
    people += [w for w in given if _is_kind(scene, w, EntityKind.PERSON)]
    return [*objects_on(text, noun, *beside), *people]


def add_phrases(scene: EventScene, holder: int, words: Iterable[str], roles: Roles) -> None:
    """Note as taking part whom the prepositions right below a token lead to."""
    for o in objects_on(scene.text, holder, *words):
        roles.add("participants", actor_at(scene, o))


def _modifier(scene: EventScene, i: int, roles: Roles) -> None:
    """Read one modifier before the noun: "Oman-mediated", "Cairo", "France-Italy", "his"."""
    text = scene.text
    if text.tokens[i].tag in {"VBN", "VBD"}:
        frame = scene.frames.support.get(text.tokens[i].lemma.lower())
        if frame is not None and frame.subject in {"mediators", "hosts"}:
            inner = with_dep(text, i, *_MODIFIERS, Rel.NOUN_ADVERB, Rel.ADVERB, Rel.SUBJECT)
            roles.add(frame.subject, (a for c in inner for a in actors_at(scene, c)))
        return
    name = scene.actors.mention(i) if scene.actors.actor(i) is not None else None
    for c in text.subtree(i):
        if name is not None and c != i and name.start <= text.tokens[c].start < name.end:
            continue  # "the Asia-Pacific Leaders' Meeting"
        people = demonym(scene, c)
        if people is not None:
            roles.add("participants", [(people, scene.token_span(c))])
        elif scene.actors.kind(c) is EntityKind.PLACE:
            roles.add("place", scene.named(c))
        elif scene.actors.who(c) is not None:
            roles.add("participants", actor_at(scene, c))


def verb_roles(scene: EventScene, verb: int, roles: Roles, *, subject: str | None = None) -> None:
    """Read a governing verb: its by-phrase (with `subject` also who does it) in the role of its frame, with-phrases."""
    clause, frame = scene.text.clause(verb), support_at(scene, verb)
    role = subject or (frame.subject if frame else "none")
    goes = frame is not None and frame.motion and frame.object == "none"  # "was taken to Lund for talks"
    goers = clause.things if goes and clause.passive else clause.doers
    for s in goers if role != "none" and (clause.passive or subject is not None) else ():
        mediates = scene.text.tokens[s.head].lemma.lower() in scene.frames.meetings.mediators
        found = list(actors_at(scene, s.head))
        roles.add("mediators" if mediates else role, found)
        if role == "hosts":  # a person who convenes a meeting is there, a state need not be
            roles.add("participants", (a for a in found if scene.actors.entities[a[0]].kind is EntityKind.PERSON))
    for o in objects_on(
        scene.text, verb, *scene.text.grammar.together
    ):  # "ended the talks | with a fund": how it came out
        if frame is None or frame.boundary != "end" or scene.is_envoy(o) or scene.actors.kind(o) is EntityKind.PERSON:
            roles.add("participants", actor_at(scene, o))
