"""Whom a noun that names nobody stands for: a quantity, a rank, "both sides", "the ministers"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.vocabulary import SOMEBODY
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import conjuncts, counted_by, objects_on, predicate, with_dep
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Token

_PLURAL = frozenset({"NNS", "NNPS"})
_BODIES = frozenset({EntityKind.ORGANIZATION, EntityKind.COUNTRY})
_OWNERS = _BODIES | {EntityKind.PLACE}
_OWNING = frozenset({Rel.OWNER, Rel.ADJECTIVE, Rel.COMPOUND})
_SOON = 3  # sentences


def meant(scene: EventScene, i: int) -> list[int]:
    """Return what a noun that names nobody known stands for: what a quantity is of, who tells, what somebody is
    ("Apec is a forum")."""
    text, token = scene.text, scene.text.tokens[i]
    found = [*counted_by(scene.text, i), *teller(scene, i), *_by_rank(scene, i)]
    if token.dep == Rel.ATTRIBUTE and text.tokens[token.head].lemma in text.grammar.be:
        found += [c for c in with_dep(text, token.head, Rel.SUBJECT) if scene.actors.actor(c) is not None]
    return found


def _by_rank(scene: EventScene, i: int) -> list[int]:
    """Return the body named last in the sentence before a noun that ranks one: "Shares in Lund fell after Denmark's
    *largest bank* reported a loss"."""
    text = scene.text
    if text.tokens[i].dep not in SUBJECTS:
        return []
    below = (j for c in with_dep(text, i, Rel.ADJECTIVE) for j in text.subtree(c))
    if not any(text.tokens[j].tag == "JJS" for j in below):
        return []
    before = range(text.sentence(i).first, i)
    return [j for j in before if scene.actors.kind(j) is EntityKind.ORGANIZATION][-1:]


def teller(scene: EventScene, i: int) -> list[int]:
    """Return whom a pronoun nobody is known for stands for, in what somebody tells: "the army said | it had …"."""
    token = scene.text.tokens[i]
    clause = scene.text.clauses.get(token.head) if token.pos == "PRON" and scene.actors.who(i) is None else None
    above = clause.above.verb if clause is not None and clause.above.rel == Rel.CLAUSE else None
    told = scene.text.clauses.get(above) if above is not None else None
    one = token.text.lower() in scene.text.grammar.single  # "doctors said | he …": none of them
    doers = [a.head for a in told.doers if a.head != i] if told is not None else []
    return [d for d in doers if not (one and scene.text.tokens[d].tag in _PLURAL)]


def sides(scene: EventScene, i: int) -> tuple[str, ...]:
    """Return whom "both men" or "the parties" take up: of people the two named last, of bodies the two named most; who
    does it to them is none of them, nor whose a body is ("Peru's Banco Norte"). "Two rivals" are told after; a bare
    "the two" are both subjects of the sentence before."""
    text, grammar, noun = scene.text, scene.text.grammar, scene.text.tokens[i]
    told = {text.tokens[c].text.lower() for c in with_dep(text, i, Rel.DETERMINER, Rel.PREDETERMINER, Rel.NUMBER)}
    bare = bool(told) and noun.text.lower() in grammar.both | grammar.two and not counted_by(text, i)
    known = not grammar.both.isdisjoint(told) or (not grammar.two.isdisjoint(told) and bool(told & grammar.definite))
    person, lemma = bare or text.is_one(noun.i, SOMEBODY), noun.lemma.lower()
    new = not known and not grammar.two.isdisjoint(told)  # "two rivals"
    camps = lemma in grammar.camps and noun.tag in _PLURAL and bool(told & grammar.definite)
    side = lemma in grammar.sides
    if not (bare or camps or (known and (person or side or scene.is_envoy(i))) or (new and side)):
        return ()
    last = text.sentence_of[i] - 1
    for t in text.words(text.sentences[last]) if bare and last >= 0 else ():
        joined = conjuncts(text, t.i)
        if t.dep in SUBJECTS and text.tokens[t.head].dep == Rel.ROOT and len(joined) == 2:
            return tuple(e for c in joined if (e := scene.actors.actor(c)) is not None)
    verb = predicate(text, i)
    doers = heads_of(text.clauses[verb].doers) if verb is not None and verb in text.clauses else []
    apart = {scene.actors.actor(c) for d in doers if d != i for c in conjuncts(text, d)}
    span = range(i + 1, len(text.tokens)) if new else range(i - 1, -1, -1)
    named = [e for j in span if (e := _standing(scene, j)) is not None and e not in apart]
    people = [e for e in named if scene.actors.entities[e].kind is EntityKind.PERSON] if person and not new else []
    words = {text.tokens[c].lemma.lower() for c in (i, *with_dep(text, i, Rel.COMPOUND, Rel.ADJECTIVE))}
    held = {e: {w for r in scene.actors.entities[e].roles for w in r.title.lower().split()} for e in people}
    called = [e for e in held if words & held[e]]  # "the two chief executives"
    two = tuple(called if len(called) > 1 else held)[1::-1]
    if len(two) > 1:
        return two
    kinds = {EntityKind.COUNTRY} if lemma in grammar.states else _BODIES
    bodies = Counter(e for e in named if scene.actors.entities[e].kind in kinds)
    most = [e for e, _ in bodies.most_common(2)]
    return tuple(sorted(most, key=named[::-1].index)) if len(most) > 1 else ()


def titled(scene: EventScene, i: int) -> tuple[str, ...]:
    """Return whom a plural title is by the titles that the article gives somewhere: "their foreign ministers", "the
    chairmen of A and B"; as many as whose they are, or two."""
    text, noun = scene.text, scene.text.tokens[i]
    if noun.tag not in _PLURAL or not text.is_one(i, SOMEBODY):
        return ()
    before = with_dep(text, i, Rel.COMPOUND, Rel.ADJECTIVE, Rel.OWNER)
    plain = [c for c in before if text.tokens[c].pos in {"NOUN", "ADJ"} and c not in scene.actors.adjectives]
    words = [text.tokens[c].lemma.lower() for c in (*plain, i)]
    of = objects_on(text, i, *text.grammar.belonging)
    joined = [c for b in (*before, *of) for c in conjuncts(text, b)]
    named = (scene.actors.adjectives.get(c) or scene.actors.who(c) for c in joined)
    owners = [e for e in dict.fromkeys(named) if e is not None and scene.actors.entities[e].kind in _OWNERS]
    if not owners and not with_dep(text, i, Rel.DETERMINER, Rel.OWNER, Rel.NUMBER):
        return ()  # "Councillors met": some, not the two whom the article names
    held = [(e.id, r) for e in scene.actors.entities.values() for r in e.roles if r.status == "current"]
    held = [(e, r) for e, r in held if _is_called(r.title.lower().split(), words)]
    apiece = [[e for e, r in held if r.at == o] or _introduced(scene, o, i) for o in owners]
    people = tuple(dict.fromkeys(e for one in apiece for e in one)) if owners else tuple({e: 0 for e, _ in held})
    return people if len(people) == max(len(owners), 2) else ()


def _introduced(scene: EventScene, owner: str, i: int) -> list[str]:
    """Return who is soon told to be somebody's, if one alone is: "*Finland's* Kaisa Lehto and her *Georgian* colleague
    Irakli Beridze" after "the ministers of Finland and Georgia"."""
    text, found = scene.text, dict[str, None]()
    end = text.sentences[min(text.sentence_of[i] + _SOON, len(text.sentences) - 1)].end
    for token in text.between(text.tokens[i].end, end):
        if owner in {scene.actors.who(token.i), scene.actors.adjectives.get(token.i)}:
            people = (j for j in _owned(scene, token) if scene.actors.kind(j) is EntityKind.PERSON)
            found |= {e: None for j in people if (e := scene.actors.who(j)) is not None}
    return list(found) if len(found) == 1 else []


def _owned(scene: EventScene, owner: Token) -> list[int]:
    """Return the nouns for who is somebody's: "Finland's | Lehto", "her Latvian | colleague Ozols", "Chad was
    represented by | Ruiz"."""
    text, clause = scene.text, scene.text.clauses.get(owner.head)
    if owner.dep == Rel.PASSIVE_SUBJECT and clause is not None and clause.word in scene.frames.meetings.attending:
        return heads_of(clause.doers)
    if owner.dep not in _OWNING or owner.i > owner.head:
        return []
    above = text.tokens[owner.head]
    named = text.tokens[above.head] if above.dep == Rel.COMPOUND else above
    return [named.i, *with_dep(text, named.i, Rel.APPOSITION)]


def _is_called(title: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether a title may be meant by other words: "minister" by "transport ministers", not "prime minister"."""
    short = min(len(title), len(words))
    return short > 0 and list(title[-short:]) == list(words[-short:])


def _standing(scene: EventScene, i: int) -> str | None:
    """Return the actor at a token, but for one that only tells whose another is."""
    token, found = scene.text.tokens[i], scene.actors.actor(i)
    owned = token.dep == Rel.OWNER and scene.actors.actor(token.head) is not None
    return None if owned else found
