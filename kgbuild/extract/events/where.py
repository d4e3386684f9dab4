"""Where a meeting or event took place, and whose mediation it was under: phrases that hang on what tells it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice, takewhile

from kgbuild.extract.events.mentions import Backing
from kgbuild.extract.events.roles import Roles, actor_at, actors_at, add_phrases, sent_by
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import is_motion
from kgbuild.extract.events.vocabulary import MEETING
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import ancestors, conjuncts, predicate, prepositions, reached, with_dep
from kgbuild.extract.parse.verbs import is_infinitive, word
from kgbuild.model.facts import EntityKind, Span

_SPOT, _SITED, _ROOM, _HOME = range(4)  # in Lund, at her Lund office, in the hall, where those who meet are from
_BACK = 60  # tokens that “there” looks back
_STATES = frozenset({EntityKind.PLACE, EntityKind.COUNTRY})
_SITES = frozenset({"$facility", "$structure", "$landscape"})
_ROOMS = frozenset({"$facility", "$structure"})
_PAPERS = frozenset({"$legal"})
_MATTERS = _PAPERS | {"$matter"}  # what is spoken of anywhere: "talks on pay in Lund"
_TOWNS = frozenset({"$settlement"})
_LAND = ("territory/", "region/")  # the ground of a country, or a part of it
_FOLK = frozenset({"$people", "$human"})
_NAMING = frozenset({Rel.COMPOUND, Rel.OWNER, Rel.NOUN})
_CARRIED = frozenset({*SUBJECTS, Rel.OBJECT, Rel.PREP_OBJECT, Rel.PREPOSITION, Rel.COMPOUND, Rel.AGENT, Rel.ATTRIBUTE})
_SHARED = frozenset({Rel.CONJUNCT, Rel.OPEN_CLAUSE, Rel.PREP_CLAUSE})  # how a verb hangs on one that has its place


def places_on(scene: EventScene, owners: Collection[int], roles: Roles, *, targets: bool = False) -> None:
    """Add the first place whose in- or at-phrase hangs on one of `owners` (the most specific comes first).

    The way up may pass people and times ("met his counterpart in Oslo", "after two hours in Geneva"), with `targets`
    also things ("an attack on a market in Mosul"), else nothing: in "talks on the war in Sudan" Sudan is not where
    they talk.
    """
    grammar, tokens, found = scene.text.grammar, scene.text.tokens, dict[int, int]()
    for owner in sorted(owners):
        visit, _ = _leading(scene, owner, targets=targets)
        for i, link in _led_to(scene, owner, owners, targets=targets):
            entity, word = scene.actors.entities[scene.actors.who(i) or ""], tokens[link].text.lower()
            if entity.kind is EntityKind.COUNTRY and word in grammar.toward and visit:
                roles.add("hosts", scene.named(i))
            if entity.kind is EntityKind.PLACE:
                home = _is_home(scene, link, owners)
                house = tokens[i].dep == Rel.PREP_OBJECT and scene.text.is_one(i, _ROOMS)  # "X High School | in Lund"
                sited, room = tokens[i].dep in _NAMING and not targets, entity.is_room or house
                sort = _HOME if home else _ROOM if room else _SITED if sited else _SPOT
                if not home or (word in grammar.placed and not entity.is_room):
                    found.setdefault(sort, i)
        if _SPOT in found:
            break
    best = min(found, default=None)
    if best is not None and (best == _SPOT or not roles.get("place")):
        _add_place(scene, found[best], roles)


def _led_to(scene: EventScene, owner: int, owners: Collection[int], *, targets: bool) -> Iterator[tuple[int, int]]:
    """Yield what is named after a preposition of place that hangs on an owner, with the preposition."""
    tokens, grammar, sentence = scene.text.tokens, scene.text.grammar, scene.text.sentence(owner)
    _, leading = _leading(scene, owner, targets=targets)
    for i in (i for i in range(sentence.first, sentence.last) if i in scene.actors.token_mention):
        if scene.actors.who(i) is None or i in owners:
            continue
        above = tokens[tokens[i].head]  # "in the capital, | Lund", "at the | Lund mill", "at | Lund parish church"
        above = tokens[above.head] if above.dep in _NAMING and tokens[i].dep in _NAMING else above
        of_site = tokens[i].dep in _NAMING and scene.text.is_one(above.i, _SITES)
        named = above.i if tokens[i].dep == Rel.APPOSITION or of_site else i
        if tokens[named].dep != Rel.PREP_OBJECT:
            continue
        link = _site_of(scene, named)  # "in the town of Lund", "on the outskirts of Lund"
        via = grammar.on if link not in {tokens[named].head, i} else frozenset[str]()
        hangs = is_behind(scene, tokens[link].start, owner)
        land = scene.actors.entities[scene.actors.who(i) or ""].key.startswith(_LAND)  # "talks on aid in Chad"
        topics = _PAPERS if land else _MATTERS
        hangs = hangs or _climb(scene, tokens[link].head, owners, targets=targets, leading=leading, topics=topics)
        if tokens[link].text.lower() in leading | via and hangs:
            yield i, link


def _is_home(scene: EventScene, link: int, owners: Collection[int]) -> bool:
    """Say whether a place is that of those who do it, who may do it elsewhere: "employers in Lund | met"."""
    text = scene.text
    way = takewhile(lambda a: a not in owners, ancestors(text, link))
    subjects = (text.tokens[a].head for a in way if text.tokens[a].dep in SUBJECTS)
    return any(o in text.subtree(v) for v in subjects for o in owners)


def _leading(scene: EventScene, owner: int, *, targets: bool) -> tuple[bool, frozenset[str]]:
    """Return whether a word tells of a visit, and the prepositions that lead to where it is done."""
    grammar, token = scene.text.grammar, scene.text.tokens[owner]
    visit, moves = scene.frames.is_visit(token.text.lower()), is_motion(scene, owner)
    leading = grammar.at | grammar.directions | (grammar.toward if visit or moves else frozenset())
    leading |= grammar.on if targets and token.pos == "VERB" else frozenset()
    return visit, leading | (grammar.purpose if moves else frozenset())  # "left for Lund"


def places_in(scene: EventScene, start: int, end: int) -> list[Backing]:
    """Return the places between two characters that an in- or at-phrase names, as backing."""
    tokens, grammar = scene.text.tokens, scene.text.grammar
    leads = (t.i for t in scene.text.between(start, end) if t.dep == Rel.PREP_OBJECT)
    at = (i for i in leads if tokens[tokens[i].head].text.lower() in grammar.at)
    return [("place", place, scene.mention_span(i)) for i in at if (place := scene.actors.place(i)) is not None]


def is_behind(scene: EventScene, start: int, owner: int) -> bool:
    """Say whether what starts there stands right behind a noun, or behind the day right behind it: it is the noun's,
    whatever the parser hangs it on ("ahead of a conference next month | in Lund")."""
    token = scene.text.tokens[owner]
    if token.pos != "NOUN":
        return False
    ends = (token.end, *(d.end for d in scene.dates if d.start == token.end + 1))
    return start - 1 in ends


def went_to(scene: EventScene, verb: int, roles: Roles) -> None:
    """Note where a verb of visiting or of travel says that somebody came or was: "visited Lund", "flew to Lund"."""
    text = scene.text
    if any(f.object == "place" for f in scene.frames.verbs.get(word(text, verb), ())):
        struck(scene, heads_of(text.clause(verb).things), roles)
    if not roles.get("place") and (is_motion(scene, verb) or text.tokens[verb].lemma in text.grammar.be):
        places_on(scene, {verb}, roles)


def struck(scene: EventScene, heads: Iterable[int], roles: Roles) -> None:
    """Note what was struck as where it happened: "shook the province of Lund"."""
    for top in heads:
        below = reached(scene.text, top, *scene.text.grammar.of)
        for i in (j for o in (top, *below) for j in conjuncts(scene.text, o)):
            roles.add("place", scene.named(i) if scene.actors.kind(i) in _STATES else ())


def towns(scene: EventScene, heads: Collection[int], roles: Roles) -> None:
    """Note the name of a town as where it happened: "seized the town of Lund"."""
    struck(scene, (o for o in heads if scene.text.is_one(o, _TOWNS)), roles)


def sited(scene: EventScene, heads: Collection[int], roles: Roles) -> None:
    """Note the place that a building, road or river is called after as where it happened: "shut the Lund mill"."""
    sites = (o for o in heads if scene.text.is_one(o, _SITES))
    struck(scene, (c for o in sites for c in with_dep(scene.text, o, *_NAMING)), roles)


def around(scene: EventScene, top: int, roles: Roles) -> None:
    """Note the only place that is told of in the clauses of an event, if none is told more closely: "gave shots to
    infants in Lund", "divers working off Lund found", "into the vault of a bank in Lund"."""
    text, found = scene.text, list[int]()
    above = _held_by(scene, top)
    sentence = text.sentence(top)
    for i in range(sentence.first, sentence.last):
        link = _spot_of(scene, i)
        if link is None or scene.voice(i) is not scene.voice(top):
            continue
        way = list(takewhile(lambda a: a not in above, (link, *ancestors(text, link))))
        sought = any(text.tokens[a].pos == "VERB" for a in way[:-1])
        if text.tokens[(way or [link])[-1]].head in above and all(_is_part(scene, a, sought=sought) for a in way):
            after = found and scene.mention_span(found[-1]).end + 1 == text.tokens[link].start
            within = after or not set(found).isdisjoint(way)  # "near Lund | in the state of Skania"
            found += [] if within else [i]
    if len({scene.actors.place(i) for i in found}) == 1:
        _add_place(scene, found[0], roles)


def _held_by(scene: EventScene, top: int) -> set[int]:
    """Return what an event shares its place with: itself and the words above it up to the verb that it is part of."""
    text, held = scene.text, {top}
    for a in ancestors(text, top):
        below = text.tokens[top]
        if below.dep not in (_SHARED if below.pos in {"VERB", "AUX"} else _CARRIED):
            break
        if a in scene.triggers and below.dep not in SUBJECTS:
            break
        top = a
        held.add(a)
    return held


def _spot_of(scene: EventScene, i: int) -> int | None:
    """Return the preposition by which a place says where something is, None where it says something else."""
    text = scene.text
    token, noun = text.tokens[i], text.tokens[i].head
    if scene.actors.place(i) is None:
        return None
    named = i
    if token.dep == Rel.APPOSITION and scene.actors.place(noun) is None:
        named = noun
    if token.dep in _NAMING and text.is_one(noun, _SITES):
        named = noun
    if i and text.is_one(i - 1, _TOWNS):  # "in the capital | Lund"
        named = i - 1
    if text.tokens[named].dep != Rel.PREP_OBJECT:
        return None
    link = _site_of(scene, named)
    held = text.tokens[text.tokens[link].head]
    if text.tokens[link].text.lower() in text.grammar.of and held.dep == Rel.PREP_OBJECT:
        link = held.head  # "in the kitchen of her | Lund house"
        held = text.tokens[text.tokens[link].head]
    spots = text.grammar.at | text.grammar.on | text.grammar.directions
    word = text.tokens[link].text.lower()
    folk = word in text.grammar.of and held.dep in SUBJECTS and held.tag == "NNS"  # "voters of | Lund"
    return link if word in spots or (folk and text.grammar.is_one(held.lemma.lower(), _FOLK)) else None


def _is_part(scene: EventScene, i: int, *, sought: bool) -> bool:
    """Say whether a token below a verb tells of nothing else, nor of more ("the biggest brewer in Lund"); an aim has no
    place of what is `sought` by it ("to stop mills from losing trade to rivals in Lund")."""
    text, token = scene.text, scene.text.tokens[i]
    worker = token.tag == "VBG" and (text.tokens[token.head].pos != "VERB" or not with_dep(text, i, *SUBJECTS))
    aim = token.dep in {Rel.PARTICIPLE, Rel.ADVERB_CLAUSE, Rel.OPEN_CLAUSE} and is_infinitive(text, i)
    if aim:
        return not sought
    told = token.pos not in {"VERB", "AUX"} or worker
    most = any(text.tokens[c].tag in {"JJS", "RBS"} for c in with_dep(text, i, Rel.ADJECTIVE))
    return told and not most and i not in scene.triggers


def _site_of(scene: EventScene, i: int) -> int:
    """Return the preposition a place hangs on, that of "in the town of Lund", or the "east" of "east of Lund"."""
    tokens = scene.text.tokens
    link = tokens[i].head
    noun = tokens[tokens[link].head]
    if tokens[link].text.lower() not in scene.text.grammar.of or scene.actors.place(i) is None:
        return link
    if noun.text.lower() in scene.text.grammar.directions:
        return noun.i
    named = noun.dep == Rel.PREP_OBJECT and scene.actors.who(noun.i) in {None, scene.actors.who(i)}
    return noun.head if named else link


def read_where(scene: EventScene, verb: int, roles: Roles) -> list[int]:
    """Read "flew to Oslo in May, where she met …" and "met him there" into `roles`; return the verb of travel, whose
    day it shares."""
    text = scene.text
    if _says(scene, verb, text.grammar.there):
        before = (i for i in range(verb, max(-1, verb - _BACK), -1) if scene.actors.place(i) is not None)
        _add_place(scene, next(before, None), roles)
    way = [verb]  # "where she was due | to meet", "where she is | to be received"
    while text.tokens[way[-1]].dep in {Rel.OPEN_CLAUSE, Rel.PREDICATE}:
        way.append(text.tokens[way[-1]].head)
    verb, where = way[-1], text.grammar.where
    if text.tokens[verb].dep not in {Rel.RELATIVE, Rel.ADVERB_CLAUSE} or not any(_says(scene, v, where) for v in way):
        return []
    head = text.tokens[verb].head
    above = head if text.tokens[head].pos == "VERB" else predicate(text, head)
    moved = [above] if above is not None and above != verb else []
    leading = text.grammar.at | text.grammar.purpose  # "left for Oslo, where …", "was in Oslo on Monday, where …"
    # parsers hang "where" on the day: "flew to Oslo on Monday, where she met …", "was called to Oslo, where …"
    led = [v for v in moved if is_motion(scene, v) or text.tokens[v].lemma in text.grammar.be]
    goals = (prepositions(text, v, *text.grammar.toward, *(leading if v in led else ())) for v in moved)
    at = prepositions(text, head, *text.grammar.at)  # "the mine in Lund where …"
    off = prepositions(text, head, *text.grammar.source) if head in moved else ()  # "arrived from Lund, where …"
    places = (head, *(o for found in (*goals, at, off) for _, objects in found for o in objects))
    place = next((i for i in places if scene.actors.place(i) is not None), None)
    _add_place(scene, place, roles)
    return moved if place is not None else []


def _says(scene: EventScene, i: int, words: Collection[str]) -> bool:
    """Say whether one of `words` hangs on a verb, or on its object or subject."""
    text = scene.text
    held = (i, *with_dep(text, i, Rel.OBJECT, Rel.PASSIVE_SUBJECT))
    return any(text.tokens[c].text.lower() in words for j in held for c in with_dep(text, j, Rel.ADVERB))


def _add_place(scene: EventScene, i: int | None, roles: Roles) -> None:
    roles.add("place", scene.named(i) if i is not None and scene.actors.place(i) is not None else ())


def read_mediators(scene: EventScene, i: int, owners: Collection[int], roles: Roles) -> None:
    """Read "Qatari and Omani mediators" in the sentence of a meeting at token `i` as those who mediate it, and "under
    the auspices of X", "with X mediation" where they hang on one of `owners`."""
    text, words = scene.text, scene.frames.meetings
    for token in text.words(text.sentence(i)):
        told = token.lemma.lower() in words.mediators and token.dep != Rel.OWNER  # not "the mediator's office"
        if told and scene.voice(token.i) == scene.voice(i):
            roles.add("mediators", sent_by(scene, token.i))
            roles.add("mediators", _named_as(scene, token.i))
        if token.lemma.lower() in words.presence and token.dep == Rel.PREP_OBJECT and token.i > i:
            add_phrases(scene, token.i, text.grammar.of, roles)  # "shook hands in the presence of Sato"
    for sentence in sorted({text.sentence_of[o] for o in owners}):
        for token in text.words(text.sentences[sentence]):
            led = token.text.lower() in words.auspices and token.dep == Rel.PREP_OBJECT
            if led and _climb(scene, token.head, owners):
                inner = with_dep(text, token.i, Rel.OWNER, Rel.COMPOUND, Rel.ADJECTIVE, Rel.NOUN)
                roles.add("mediators", (a for c in inner for a in actors_at(scene, c)))
                led_to = reached(text, token.i, *text.grammar.of, *text.grammar.by)
                roles.add("mediators", (a for o in led_to for a in actor_at(scene, o)))


def _is_room(scene: EventScene, i: int) -> bool:
    return scene.text.tokens[i].lemma.lower() in scene.frames.meetings.rooms


def _named_as(scene: EventScene, i: int) -> list[tuple[str, Span]]:
    """Return who mediates by "with a retired judge, Ana Ruiz, | as mediator"."""
    text = scene.text
    if text.tokens[i].dep != Rel.PREP_OBJECT or text.tokens[text.tokens[i].head].text.lower() not in text.grammar.as_:
        return []
    before = (j for j in range(i, text.sentence(i).first, -1) if scene.actors.actor(j) is not None)
    return [a for j in islice(before, 1) for a in actor_at(scene, j)]


def _climb(
    scene: EventScene,
    i: int,
    owners: Collection[int],
    *,
    targets: bool = False,
    leading: frozenset[str] = frozenset(),
    topics: frozenset[str] = _PAPERS,
) -> bool:
    tokens, grammar = scene.text.tokens, scene.text.grammar
    through = grammar.targeting if targets else grammar.purpose
    while i not in owners:
        token = tokens[i]
        done = token.dep in {Rel.OBJECT, Rel.PASSIVE_SUBJECT} and tokens[token.head].pos == "VERB"
        above = tokens[token.head].text.lower() if token.dep == Rel.PREP_OBJECT else ""
        whose = tokens[token.head].head  # "a delegation of millers in Lund", "the parents of the boys in Lund"
        sent = above in grammar.of and (scene.is_envoy(whose) or scene.actors.actor(whose) is not None)
        known = i in scene.date_heads or scene.actors.who(i) is not None or scene.is_envoy(i) or sent
        room = _is_room(scene, i)
        room = room or ((targets or above in grammar.placed) and scene.text.is_one(token.i, _SITES))
        inside = above in grammar.of and _is_room(scene, whose)  # "an annex of the ministry in Lund"
        spot = inside or above in grammar.spots or (above in through | (leading or grammar.at) | grammar.on and room)
        spot &= token.pos in {"NOUN", "ADJ"}  # parsers take "the seminary in Lund" for either
        spot |= token.dep == Rel.NOUN_ADVERB and token.head in owners  # "this time in Lund"
        paper = above in grammar.concerning and scene.text.is_one(i, topics)  # "talks on a pact in Lund"
        meal = any(f.type == MEETING for f in scene.frames.nouns.get(token.text.lower(), ()))  # "over dinner in Lund"
        passable = (
            token.pos == "ADP" or (done and token.head in owners) or above in through or known or spot or meal or paper
        )
        at_same = targets and above in grammar.held_at - grammar.spots  # "arrested ten during a march | in Lund"
        if (i in scene.triggers and not (paper or at_same)) or token.head == i or not passable:
            return False
        i = token.head
    return True
