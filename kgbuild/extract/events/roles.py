"""Who took part and where, read off one mention's own grammar; every value with the words that say so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kgbuild.extract.events.drafts import Backing
from kgbuild.extract.events.scene import Scene
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import conjuncts, predicate, prepositions, with_dep
from kgbuild.extract.parse.verbs import agents, object_of, subjects, word
from kgbuild.model.facts import EntityKind, Span

_SPOTS = ("at", "inside", "near", "outside")  # "at a hotel in Oslo"
_PURPOSE = ("for",)
_AIMS = ("on", "at", "against", "near", "in", "outside", "for", "into", "onto", "off", "of", "along")


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

    def get(self, role: str) -> tuple[str, ...]:
        """Return the entities of a role."""
        return tuple(self.who.get(role, ()))


def actors_at(scene: Scene, i: int, *, envoys: bool = True) -> Iterator[tuple[str, Span]]:
    """Yield the actors that token `i` and its conjuncts name; "both sides" is looked through.

    With `envoys`, "Omani officials" stand for Oman; without, only those are given who are named themselves.
    """
    joined = conjuncts(scene.text, i)
    named = [a for c in joined for a in with_dep(scene.text, c, Rel.APPOSITION)]
    for c, after in zip(joined, [*joined[1:], len(scene.text.tokens)], strict=True):
        yield from _actor(scene, c, named=[a for a in named if c < a < after], envoys=envoys)


def _actor(
    scene: Scene, i: int, *, named: Sequence[int] | None = None, envoys: bool = True
) -> Iterator[tuple[str, Span]]:
    """Yield whom the noun at token `i` names: those it stands for, its apposition, the state its envoys speak for, or
    itself. `named` are its appositions (default: those the parser gives it)."""
    found = scene.actors.actor(i)
    members = scene.actors.members.get(found, ()) if found is not None else ()
    if members:
        yield from ((m, scene.mention_span(i)) for m in members)
        return
    appositions = with_dep(scene.text, i, Rel.APPOSITION) if named is None else named
    apposed = [a for c in appositions for a in actors_at(scene, c)] if found is None else []
    if found is None and not apposed:  # "the coach of Peru, Ana Ruiz", which parsers hang on Peru
        below = [o for p, objects in prepositions(scene.text, i) if p.head == i for o in objects]
        apposed = [a for o in below for c in with_dep(scene.text, o, Rel.APPOSITION) for a in actors_at(scene, c)]
    group = found is None or scene.actors.entities[found].kind is EntityKind.GROUP
    looked = _named_envoys(scene, i, found) if envoys and group and not apposed else []
    sent = [a for e in looked for a in _sent_by(scene, e)]
    if sent or apposed:
        yield from sent or apposed
    elif found is not None:
        yield found, scene.mention_span(i)


def _named_envoys(scene: Scene, i: int, entity: str | None) -> list[int]:
    """Return the noun that names envoys: token `i`, or for "their" the noun it stands for."""
    tokens, envoys = scene.text.tokens, scene.frames.envoys
    if tokens[i].lemma.lower() in envoys:
        return [i]
    if entity is None or tokens[i].pos != "PRON":
        return []
    return [t.i for t in tokens if scene.actors.who(t.i) == entity and t.lemma.lower() in envoys][:1]


def _sent_by(scene: Scene, i: int) -> Iterator[tuple[str, Span]]:
    """Yield whom envoys belong to: "Omani and Qatari negotiators", "ministers from Peru and Chile"."""
    for c in with_dep(scene.text, i, Rel.COMPOUND, Rel.OWNER, Rel.ADJECTIVE, Rel.NOUN):
        for d in conjuncts(scene.text, c):
            owner = demonym(scene, d) or scene.actors.actor(d)
            if owner is not None and scene.actors.entities[owner].kind is not EntityKind.GROUP:
                yield owner, scene.token_span(d) if demonym(scene, d) else scene.mention_span(d)
    for preposition, objects in prepositions(scene.text, i, "from", "of", "for"):
        if preposition.head == i:
            for o in objects:
                named = [a for c in with_dep(scene.text, o, Rel.APPOSITION) for a in actors_at(scene, c)]
                yield from named or _actor(scene, o)  # "the head of the bank, Ana Ruiz"


def demonym(scene: Scene, i: int) -> str | None:
    """Return the country that the adjective at token `i` belongs to ("Omani"), if the article names it."""
    return scene.actors.adjectives.get(i)


def noun_roles(scene: Scene, i: int, roles: Roles) -> None:
    """Read the participants, mediators and place that stand in the noun phrase of token `i`."""
    text = scene.text
    for preposition, objects in prepositions(text, i, *text.grammar.among):
        if preposition.head == i:
            roles.add("participants", (a for o in objects for a in _actor(scene, o)))
    for c in with_dep(text, i, Rel.OWNER, Rel.COMPOUND, Rel.NOUN, Rel.ADJECTIVE, Rel.NOUN_ADVERB):
        if not _one_name(scene, c, i):
            _modifier(scene, c, roles)
    for c in with_dep(text, i, Rel.PARTICIPLE):
        if text.tokens[c].lemma.lower() in scene.frames.support:
            verb_roles(scene, c, roles)
    for c in with_dep(text, i, Rel.RELATIVE):  # "the talks | Ruiz held with Sato"
        frame = scene.frames.support.get(word(text, c))
        if frame is not None and object_of(text, c) == i:
            verb_roles(scene, c, roles, subject=frame.subject)


def _one_name(scene: Scene, i: int, noun: int) -> bool:
    """Say whether a modifier is in the name of the meeting itself ("the Lund Water Summit"), which takes no part."""
    named = scene.actors.mention(noun)
    return named is not None and named is scene.actors.mention(i)


def _modifier(scene: Scene, i: int, roles: Roles) -> None:
    """Read one modifier before the noun: "Oman-mediated", "Cairo", "France-Italy", "his"."""
    text = scene.text
    token = text.tokens[i]
    if token.tag in {"VBN", "VBD"}:
        role = _third_party(scene, i)
        if role:
            inner = with_dep(text, i, Rel.NOUN_ADVERB, Rel.COMPOUND, Rel.ADVERB, Rel.SUBJECT, Rel.NOUN, Rel.ADJECTIVE)
            roles.add(role, (a for c in inner for a in actors_at(scene, c)))
        return
    for c in [j for j in text.subtree(i) if not _inside_brokered(scene, j, i)]:
        entity, people = scene.actors.who(c), demonym(scene, c)
        if people is not None:
            roles.add("participants", [(people, scene.token_span(c))])
        elif entity is None:
            continue
        elif scene.actors.entities[entity].kind is EntityKind.PLACE:
            roles.add("place", [(entity, scene.mention_span(c))])
        else:
            roles.add("participants", _actor(scene, c))


def _third_party(scene: Scene, i: int) -> str:
    """Return the role a participle gives ("mediators" for "brokered", "hosts" for "hosted"), or an empty string."""
    frame = scene.frames.support.get(scene.text.tokens[i].lemma.lower())
    return frame.subject if frame is not None and frame.subject in {"mediators", "hosts"} else ""


def _inside_brokered(scene: Scene, j: int, top: int) -> bool:
    tokens = scene.text.tokens
    while j != top:
        j = tokens[j].head
        if _third_party(scene, j):
            return True
    return False


def _auspices(scene: Scene, i: int, roles: Roles) -> None:
    inner = with_dep(scene.text, i, Rel.OWNER, Rel.COMPOUND, Rel.ADJECTIVE, Rel.NOUN)
    roles.add("mediators", (a for c in inner for a in actors_at(scene, c)))
    for _, objects in prepositions(scene.text, i, "of", "by"):
        roles.add("mediators", (a for o in objects for a in _actor(scene, o)))


def verb_roles(scene: Scene, verb: int, roles: Roles, *, subject: str | None = None) -> None:
    """Read a governing verb: its subject (or by-phrase) in the role of its frame, with-phrases, the place."""
    text = scene.text
    frame = scene.frames.support.get(word(text, verb))
    role = subject or (frame.subject if frame else "none")
    if role != "none":
        by = [a for o in agents(text, verb) for a in _actor(scene, o)]
        roles.add(role, by)
        if subject is not None and not by:
            roles.add(role, (a for s in subjects(text, verb) for a in actors_at(scene, s)))
    for preposition, objects in prepositions(text, verb, *text.grammar.together):
        if preposition.head == verb:
            roles.add("participants", (a for o in objects for a in _actor(scene, o)))


def places_on(
    scene: Scene, owners: Collection[int], triggers: Collection[int], roles: Roles, *, targets: bool = False
) -> None:
    """Add the first place whose in- or at-phrase hangs on one of `owners` (the most specific comes first).

    The way up may pass people and times ("met his counterpart in Oslo", "after two hours in Geneva"), with `targets`
    also things ("an attack on a market in Mosul"), else nothing: in "talks on the war in Sudan" Sudan is not where
    they talk.
    """
    tokens, grammar = scene.text.tokens, scene.text.grammar
    for owner in sorted(owners):
        sentence = scene.text.sentences[scene.text.sentence_of[owner]]
        visit = scene.frames.is_visit(tokens[owner].text.lower())
        motion = visit or _is_motion(scene, owner)
        for i in range(sentence.first, sentence.last):
            entity = scene.actors.who(i)
            link = _site_of(scene, i)  # "in the town of Lund"
            word = tokens[link].text.lower()
            if (
                entity is None
                or tokens[i].dep != Rel.PREP_OBJECT
                or not (word in grammar.at or (motion and word in grammar.toward))
            ):
                continue
            if _climb(scene, tokens[link].head, owners, triggers, targets=targets):
                kind = scene.actors.entities[entity].kind
                if kind is EntityKind.PLACE:
                    roles.add("place", [(entity, scene.mention_span(i))])
                    return
                if kind is EntityKind.COUNTRY and word in grammar.toward and visit:
                    roles.add("hosts", [(entity, scene.mention_span(i))])


def _site_of(scene: Scene, i: int) -> int:
    """Return the preposition a place hangs on, that of "in the town of Lund" for Lund."""
    tokens = scene.text.tokens
    link = tokens[i].head
    noun = tokens[tokens[link].head]
    named = (
        tokens[link].text.lower() == "of"
        and noun.dep == Rel.PREP_OBJECT
        and scene.actors.who(noun.i) in {None, scene.actors.who(i)}
    )
    return noun.head if named and scene.actors.place(i) is not None else link


def read_where(scene: Scene, verb: int, roles: Roles) -> list[int]:
    """Read "flew to Oslo in May, where she met …" into `roles`; return the verb of travel, whose day it shares."""
    text = scene.text
    where = any(text.tokens[c].text.lower() == "where" for c in with_dep(text, verb, Rel.ADVERB))
    if text.tokens[verb].dep not in {Rel.RELATIVE, Rel.ADVERB_CLAUSE} or not where:
        return []
    head = text.tokens[verb].head
    above = head if text.tokens[head].pos == "VERB" else predicate(text, head)
    moved = above is not None and _is_motion(scene, above)
    # parsers hang "where" on the day: "flew to Oslo on Monday, where she met …"
    goals = (
        [o for _, found in prepositions(text, above, *text.grammar.toward, *text.grammar.at) for o in found]
        if moved and above is not None
        else []
    )
    place = next((i for i in (head, *goals) if scene.actors.place(i) is not None), None)
    if place is None:
        return []
    roles.add("place", [(e, scene.mention_span(place)) for e in (scene.actors.place(place),) if e is not None])
    return [above] if moved and above is not None else []


def read_mediators(scene: Scene, i: int, roles: Roles) -> None:
    """Read "Qatari and Omani mediators" in the sentence of a meeting at token `i` as those who mediate it."""
    text = scene.text
    for token in text.words(text.sentences[text.sentence_of[i]]):
        if token.lemma.lower() == "mediator" and scene.voice(token.i) == scene.voice(i):
            roles.add("mediators", _sent_by(scene, token.i))


def auspices_on(scene: Scene, owners: Collection[int], triggers: Collection[int], roles: Roles) -> None:
    """Read "under the auspices of X", "with X mediation" where they hang on one of `owners`."""
    text = scene.text
    for sentence in sorted({text.sentence_of[o] for o in owners}):
        for token in text.words(text.sentences[sentence]):
            if (
                token.text.lower() in scene.frames.auspices
                and token.dep == Rel.PREP_OBJECT
                and _climb(scene, token.head, owners, triggers)
            ):
                _auspices(scene, token.i, roles)


def _is_motion(scene: Scene, i: int) -> bool:
    frame = scene.frames.support.get(word(scene.text, i))
    return frame is not None and frame.motion


def _climb(scene: Scene, i: int, owners: Collection[int], triggers: Collection[int], *, targets: bool = False) -> bool:
    tokens = scene.text.tokens
    while i not in owners:
        token = tokens[i]
        object_of = (
            token.dep in {Rel.OBJECT, Rel.PASSIVE_SUBJECT} and token.head in owners and tokens[token.head].pos == "VERB"
        )
        aimed_at = token.dep == Rel.PREP_OBJECT and tokens[token.head].text.lower() in (_AIMS if targets else _PURPOSE)
        known = i in scene.date_heads or scene.actors.who(i) is not None or token.lemma.lower() in scene.frames.envoys
        spot = token.dep == Rel.PREP_OBJECT and token.pos == "NOUN" and _is_spot(scene, i)
        passable = token.pos == "ADP" or object_of or aimed_at or known or spot or _price(scene, i)
        if i in triggers or token.head == i or not passable:
            return False
        i = token.head
    return True


def _is_spot(scene: Scene, i: int) -> bool:
    """Say whether a noun is where something is: "at a hotel", "in his ministry"."""
    link = scene.text.tokens[scene.text.tokens[i].head].text.lower()
    return link in _SPOTS or (
        link in scene.text.grammar.at and scene.text.tokens[i].lemma.lower() in scene.frames.rooms
    )


def _price(scene: Scene, i: int) -> bool:
    """Say whether a token is of "worth 40 million euros", on which parsers hang what follows it."""
    tokens = scene.text.tokens
    top = tokens[i].head if tokens[i].dep == Rel.NOUN_ADVERB else i
    return tokens[top].text.lower() == "worth"
