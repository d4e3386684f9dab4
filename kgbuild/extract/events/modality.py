"""Whether a meeting or event took place: planned, cancelled, denied, or only imagined."""

from __future__ import annotations

from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import Site, definite, stays, support_at
from kgbuild.extract.events.vocabulary import MEETING
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.grammar import Scope
from kgbuild.extract.parse.mood import has_no, is_negated, is_perfect, is_refuted, mood_before, mood_in, told_false
from kgbuild.extract.parse.relations import DOING, HELPING, SUBJECTS, Rel
from kgbuild.extract.parse.tree import ancestors, conjuncts, first_conjunct, sets_apart, with_dep
from kgbuild.extract.parse.verbs import is_infinitive, is_passive, word
from kgbuild.model.facts import Factuality
from kgbuild.model.text import Token

_REVERSED = {
    Factuality.NEGATED: Factuality.ACTUAL,  # "failed to prevent an attack"
    Factuality.HYPOTHETICAL: Factuality.HYPOTHETICAL,  # "could have prevented an attack"
    Factuality.PLANNED: Factuality.HYPOTHETICAL,
}  # by what is said of a word that denies
_PRESENT = frozenset({"VBZ", "VBP"})
_PAST = frozenset({"VBD", "VBN"})
_CONTESTS = frozenset({"$contest"})
_OF_NOUN = frozenset({Rel.PARTICIPLE, Rel.RELATIVE})
_STOP = frozenset({Rel.RELATIVE, Rel.ROOT, Rel.PARATAXIS})


def factuality_of(scene: EventScene, i: int) -> Factuality:
    """Return what the grammar above token `i` (the head of a mention) says of its reality."""
    if any(told_false(scene.text, a) or is_refuted(scene.text, a) for a in (i, *ancestors(scene.text, i))):
        return Factuality.NEGATED
    if _is_unproved(scene, i):
        return Factuality.HYPOTHETICAL
    found = _read(scene, i)
    return Factuality.CANCELLED if found is Factuality.PLANNED and _dropped(scene, i) else found


def _is_unproved(scene: EventScene, i: int) -> bool:
    """Say whether somebody is only held to have done it: "suspected of *killing* two", "not guilty of *stealing*"."""
    text = scene.text
    deed = text.tokens[first_conjunct(text, i)]
    link = text.tokens[deed.head]
    if deed.tag != "VBG" or deed.dep != Rel.PREP_CLAUSE or link.text.lower() not in text.grammar.charging:
        return False
    over = text.tokens[link.head]
    named = [over.head] if over.dep in {Rel.OBJECT, Rel.CLAUSE} else []  # "suspect | Ruiz of", "faces trial for"
    below = with_dep(text, over.i, Rel.PREDICATE)
    said = {text.tokens[j].lemma.lower() for j in (over.i, *named, *below)}
    denied = any(is_negated(text, j) for j in (over.i, over.head))
    return not text.grammar.unproved.isdisjoint(said) or (denied and not text.grammar.guilty.isdisjoint(said))


def _read(scene: EventScene, i: int) -> Factuality:
    found = _modifiers(scene, i)
    token = scene.text.tokens[i]
    if found is None and token.dep in DOING and not _about_it(scene, token.head):
        return Factuality.ACTUAL  # "the talks brought no deal", "the talks will be remembered": they were held
    below, done, led = token.dep, False, False
    while found is None:
        found = _own(scene, token.i)
        if found is Factuality.NEGATED and led and definite(scene, i, Site()):
            return Factuality.ACTUAL  # "nothing came of the meeting"
        if found is not None or _ends(scene, token, top=i):
            found = Factuality.HYPOTHETICAL if _is_feared(scene, token, found) else found
            break
        past = token.tag == "VBD"
        purpose = token.dep == Rel.ADVERB_CLAUSE  # an infinitive, for other adverbial clauses ended above
        below, token = Rel.OPEN_CLAUSE if purpose else token.dep, scene.text.tokens[token.head]
        if below == Rel.OPEN_CLAUSE and _was_there(scene, token):  # "was in Lima last month | to meet Sato"
            done = True
            continue
        leads = token.pos == "ADP" or token.dep == Rel.PREPOSITION
        led = led or leads
        if leads and below in {Rel.PREP_CLAUSE, Rel.CONJUNCT}:  # "without meeting", "kept from meeting"
            found = mood_in(scene.text, Scope.LEADER, token.text.lower())
            ahead = _own(scene, token.head) if found is Factuality.ACTUAL else None
            found = ahead if ahead is Factuality.PLANNED else found  # "would mend ties | after forming a government"
            continue
        if leads and not _governs(scene, i, token):
            break
        found = _above(scene, token.i, below, past=past)
        if found is Factuality.PLANNED and (is_negated(scene.text, token.i) or has_no(scene.text, token.i)):
            return Factuality.NEGATED  # "is not expected to meet"
        if found is Factuality.HYPOTHETICAL and token.dep == Rel.OBJECT and token.pos == "NOUN":
            refused = _governor(scene, token.head, Rel.OBJECT) is Factuality.NEGATED  # "rejected an invitation to meet"
            return Factuality.NEGATED if refused and not is_negated(scene.text, token.head) else found
        if found is Factuality.NEGATED:
            return _REVERSED.get(_read(scene, token.i), found)
        if found is Factuality.ACTUAL:  # "managed to sell", if they managed; not "went on looking for a man to sell it"
            own = with_dep(scene.text, i, Rel.SUBJECT)
            found, done = None, not own and scene.text.tokens[i].dep not in _OF_NOUN
    return found or (Factuality.ACTUAL if done else _unsaid(scene, i))


def _was_there(scene: EventScene, verb: Token) -> bool:
    """Say whether a verb tells that somebody was somewhere; not "was due in Lima"."""
    return verb.tag == "VBD" and stays(scene, verb.i) and not with_dep(scene.text, verb.i, Rel.PREDICATE)


def _unsaid(scene: EventScene, i: int) -> Factuality:
    """Return what a mention is of which nothing above it says whether it took place."""
    above = scene.text.tokens[scene.text.tokens[i].head]
    if is_infinitive(scene.text, i) and not (_leads_to(scene, i) or _is_first(scene, i)):
        # "was cleared to buy": nobody says that it did; the heading "Lund Foods | to buy rival", "a deal | to buy"
        named = above.pos in {"NOUN", "PROPN"} or (above.i == i and with_dep(scene.text, i, *DOING))
        heading = named and above.dep == Rel.ROOT and scene.text.sentence_of[i] == 0
        resolved = above.lemma.lower() in scene.text.grammar.resolved
        return Factuality.PLANNED if heading or resolved else Factuality.HYPOTHETICAL
    if _is_topic(scene, i) or _is_usual(scene, i):
        return Factuality.HYPOTHETICAL
    return Factuality.PLANNED if _is_resolved(scene, i) or _is_ahead(scene, i) else Factuality.ACTUAL


def _is_usual(scene: EventScene, i: int) -> bool:
    """Say whether a verb in the present tells what is so on a condition: "drivers *are fined* if they are caught"."""
    text, own = scene.text, [i, *with_dep(scene.text, i, *HELPING)]
    present = any(text.tokens[j].tag in _PRESENT for j in own) and not is_perfect(text, i)
    below = with_dep(text, i, Rel.ADVERB_CLAUSE) if present else ()
    opens = (text.tokens[m].text.lower() for c in below for m in with_dep(text, c, Rel.MARKER))
    return any(mood_in(text, Scope.OPENER, word) is Factuality.HYPOTHETICAL for word in opens)


def _is_topic(scene: EventScene, i: int) -> bool:
    """Say whether people only meet about it: "held talks on *a ceasefire*" or "about *trimming* jobs", not "on the
    ceasefire"; "on an attack that killed ten" has more to say."""
    text = scene.text
    noun = text.tokens[first_conjunct(text, i)]
    link = text.tokens[noun.head]
    if noun.dep == Rel.PREP_CLAUSE and link.text.lower() in text.grammar.concerning:
        return _is_met(scene, link.head)
    told = with_dep(text, i, Rel.RELATIVE, Rel.PARTICIPLE) or any(c in scene.date_heads for c in text.children[i])
    if noun.dep != Rel.PREP_OBJECT or link.text.lower() not in text.grammar.concerning or told:
        return False
    known = {text.tokens[c].text.lower() for c in with_dep(text, i, Rel.DETERMINER, Rel.OWNER)}
    new = known <= text.grammar.indefinite and not with_dep(text, i, Rel.OWNER)
    return new and _is_met(scene, link.head)


def _is_met(scene: EventScene, i: int) -> bool:
    """Say whether a noun names a meeting, also by whom: "talks | with unions | about trimming jobs"."""
    tokens = scene.text.tokens
    heads = [i, *([tokens[tokens[i].head].head] if tokens[i].dep == Rel.PREP_OBJECT else [])]
    frames = (f for h in heads for f in scene.frames.nouns.get(tokens[h].text.lower(), ()))
    return any(f.type == MEETING for f in frames)


def _is_feared(scene: EventScene, token: Token, said: Factuality | None) -> bool:
    """Say whether what is told to come is only feared or hoped: "feared that they would die"."""
    told = said is Factuality.PLANNED and token.dep == Rel.CLAUSE
    return told and _governor(scene, token.head, Rel.CLAUSE) is Factuality.HYPOTHETICAL


def _is_resolved(scene: EventScene, i: int) -> bool:
    """Say whether a noun is what somebody has only decided to do: "the decision | to hold *talks*"."""
    tokens = scene.text.tokens
    verb = tokens[tokens[i].head]
    held = tokens[i].dep == Rel.OBJECT and verb.dep == Rel.PARTICIPLE and is_infinitive(scene.text, verb.i)
    return held and tokens[verb.head].lemma.lower() in scene.text.grammar.resolved


def _is_ahead(scene: EventScene, i: int) -> bool:
    """Say whether a verb tells in the present when something to come will be: "will rise | when the bank *meets*"."""
    text, token = scene.text, scene.text.tokens[i]
    opens = {text.tokens[c].text.lower() for c in with_dep(text, i, Rel.ADVERB, Rel.MARKER)}
    if token.dep != Rel.ADVERB_CLAUSE or token.tag not in _PRESENT or opens.isdisjoint(text.grammar.when):
        return False
    return _read(scene, token.head) in {Factuality.PLANNED, Factuality.HYPOTHETICAL}


def _own(scene: EventScene, i: int) -> Factuality | None:
    """Return what the clause of a word says of its reality."""
    clause = scene.text.clauses.get(i)
    found = clause.mood if clause is not None else None
    if found is None and is_infinitive(scene.text, i) and is_perfect(scene.text, i):
        return Factuality.ACTUAL  # "is thought to have met"
    return found


def _governs(scene: EventScene, i: int, leader: Token) -> bool:
    """Say whether what stands above a preposition may say something of the mention `i` below it."""
    lead, grammar = leader.text.lower(), scene.text.grammar
    day = scene.text.tokens[i].text.lower() in scene.frames.units  # "on the second day, they agreed"
    support = support_at(scene, leader.head) if lead in grammar.attending else None
    if support is not None and support.adds:  # "expected to take part | in the talks"
        return True
    return lead in grammar.governing and not (day and lead in grammar.on)


def _above(scene: EventScene, i: int, below: str, *, past: bool) -> Factuality | None:
    """Return what a governing word makes of the mention, seen unless that is taken back."""
    if below == Rel.OBJECT and with_dep(scene.text, i, Rel.RESULT):
        return None  # "called the session a success"
    found = _governor(scene, i, below)
    if found is Factuality.PLANNED and below == Rel.CLAUSE and past:
        return None  # "was so keen that he met them"
    if found is Factuality.CANCELLED and is_negated(scene.text, i):
        return None  # "did not call off the talks"
    return found


def _ends(scene: EventScene, token: Token, *, top: int) -> bool:
    """Say whether nothing above a word says anything of the reality of the mention `top` below it."""
    above = scene.text.tokens[token.head]
    if token.dep in _STOP or above.i == token.i:
        return True
    if token.dep == Rel.PARTICIPLE and token.tag == "VBN":  # "plans to try the man | charged with theft"
        return True
    if token.dep in DOING:
        return token.i != top and not _about_it(scene, above.i)  # "the minutes of the meeting will show"
    if token.dep == Rel.ADVERB_CLAUSE:
        return not is_infinitive(scene.text, token.i)
    apart = any(t.text == ";" for t in scene.text.tokens[token.i : above.i])  # "a block fell; nobody was hurt"
    return token.dep == Rel.CLAUSE and (apart or above.lemma.lower() in scene.frames.meetings.reports)


def _about_it(scene: EventScene, verb: int) -> bool:
    """Say whether a verb tells that its subject takes place, ends, is planned and the like."""
    name, frames = word(scene.text, verb), scene.frames
    fruitless = is_negated(scene.text, verb) and not is_negated(scene.text, verb, things=False)
    if fruitless or _is_somehow(scene, verb):
        return False
    noun = scene.text.tokens[verb].pos not in {"VERB", "AUX"}
    frame = frames.support.get(name) or frames.event_support.get(name)
    tells = frame is not None and not (frame.outcome and frame.boundary == "whole")
    return noun or tells or name in frames.meetings.modality or scene.text.tokens[verb].lemma in scene.text.grammar.idle


def _is_somehow(scene: EventScene, verb: int) -> bool:
    """Say whether a copula only says what a meeting was like: "was not political", not "is not planned"."""
    text, known = scene.text, scene.frames.meetings.modality
    if text.tokens[verb].lemma not in text.grammar.be:
        return False
    told = [text.tokens[c] for c in with_dep(text, verb, Rel.PREDICATE)]
    return any(t.pos == "ADJ" and t.lemma.lower() not in known.keys() | scene.frames.support.keys() for t in told)


def _modifiers(scene: EventScene, i: int) -> Factuality | None:
    said = (scene.text.tokens[c].text.lower() for c in with_dep(scene.text, i, Rel.ADJECTIVE))
    known = next((scene.frames.meetings.modality[w] for w in said if w in scene.frames.meetings.modality), None)
    return mood_before(scene.text, i) or (Factuality(known) if known else None)


def _dropped(scene: EventScene, i: int) -> bool:
    """Say whether a plan comes to nothing in the same breath: "planned to fly to Oslo …, but scrapped the trip",
    "foreseen for June but did not take place", "scrapped a trip to Oslo, where she was to meet", "the planned talks
    were called off"."""
    text, frames = scene.text, scene.frames
    if any(_called_off(scene, a) for a in (i, *ancestors(text, i))):
        return True
    for c in (c for a in (i, *ancestors(text, i)) for c in conjuncts(text, a) if c > a and c in text.clauses):
        clause, support = text.clauses[c], support_at(scene, c)
        if support is None:
            continue
        things = {text.tokens[o].lemma.lower() for o in heads_of(clause.things)}
        planned = things & (frames.nouns.keys() | frames.meetings.modality.keys() | text.grammar.it)
        if support.factuality == Factuality.CANCELLED and planned:
            return True
        away = (support.motion or support.adds) and not with_dep(text, c, *SUBJECTS)  # "but did not | appear"
        if clause.negated and (away or text.grammar.taken_place & things):
            return True
    return False


def _called_off(scene: EventScene, i: int) -> bool:
    """Say whether the noun at token `i` is what a verb calls off."""
    token = scene.text.tokens[i]
    support = scene.frames.support.get(word(scene.text, token.head))
    undone = support is not None and support.factuality == Factuality.CANCELLED
    return undone and token.dep in {Rel.OBJECT, Rel.PASSIVE_SUBJECT} and not is_negated(scene.text, token.head)


def _governor(scene: EventScene, i: int, below: str) -> Factuality | None:
    """Read a word that governs the mention: "plans for", "agreed to", "were called off", "refused"."""
    token = scene.text.tokens[i]
    if token.pos not in {"VERB", "AUX", "NOUN", "ADJ", "ADV"}:
        return None
    if token.pos == "VERB" and below in {Rel.SUBJECT, Rel.ADVERB_CLAUSE, Rel.NOUN_ADVERB, Rel.CONJUNCT, Rel.RELATIVE}:
        return None
    name = word(scene.text, i)
    support = scene.frames.support.get(name)
    if support is not None and below in {Rel.OBJECT, Rel.PASSIVE_SUBJECT}:
        if support.factuality:
            return Factuality(support.factuality)
        if support.subject == "hosts":  # "called a meeting", unlike "called for one"
            return Factuality.PLANNED if name in scene.frames.meetings.modality else None
    if below == Rel.OPEN_CLAUSE and token.lemma in scene.text.grammar.be:
        return Factuality.PLANNED  # "is to meet"
    said = [scene.text.tokens[c].lemma.lower() for c in with_dep(scene.text, i, Rel.PREDICATE)]  # "is due to meet"
    if sets_apart(scene.text, i):
        return None  # "buses were set | alight in a protest"
    if below == Rel.PARTICIPLE and token.lemma.lower() in scene.frames.meetings.proofs and has_no(scene.text, i):
        return Factuality.HYPOTHETICAL  # "there is no evidence that he sold it"
    bare = () if " " in name else (token.text.lower(),)  # not "*set* off a stampede"
    moods = (scene.frames.meetings.modality.get(w) for w in (name, *bare, *said))
    return next((Factuality(mood) for mood in moods if mood), None)


def _leads_to(scene: EventScene, verb: int) -> bool:
    """Say whether a verb above an infinitive makes it a fact, or as good as one: "flew to Oslo to meet"."""
    above = scene.text.tokens[verb].head
    frame = scene.frames.support.get(word(scene.text, above))
    if _is_won(scene, verb, above):
        return True
    return scene.text.tokens[above].lemma in scene.text.grammar.be or (frame is not None and frame.motion)


def _is_won(scene: EventScene, verb: int, above: int) -> bool:
    """Say whether a contest was won so: "*rallied* to win the title"; "trained to win it" leaves that open."""
    text, won = scene.text, heads_of(scene.text.clause(verb).things)
    contend = text.grammar.contending
    told = text.tokens[above].tag in _PAST and text.tokens[above].lemma.lower() in contend
    beaten = text.tokens[verb].lemma.lower() in contend and any(text.tokens[o].pos == "PROPN" for o in won)
    return told and not is_passive(text, above) and (beaten or any(text.is_one(o, _CONTESTS) for o in won))


def _is_first(scene: EventScene, verb: int) -> bool:
    """Say whether somebody was the first or last to do it: "the *first* aid | to reach Lund in a month"."""
    text, noun = scene.text, scene.text.tokens[verb].head
    if text.tokens[verb].dep not in {Rel.RELATIVE, Rel.PARTICIPLE}:
        return False
    said = [text.tokens[c] for c in with_dep(text, noun, Rel.ADJECTIVE)]
    return any(t.tag == "JJS" or text.grammar.numbers.ordinal(t.text) for t in said)
