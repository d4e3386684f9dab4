"""How a noun stands in its clause: the verb above it, the nouns of beginning and ending, words that set it apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.vocabulary import MEETING, SOMEBODY, Support, Tie
from kgbuild.extract.parse.clause import Attachment, Clause, WordKind, heads_of, link_of
from kgbuild.extract.parse.relations import DOING, SUBJECTS, Rel
from kgbuild.extract.parse.tree import conjuncts, objects_on, predicate, reached, span_of, with_dep
from kgbuild.extract.parse.verbs import is_infinitive, word
from kgbuild.model.facts import EntityKind, Factuality, Span
from kgbuild.model.text import Token

_WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Site:
    """How a noun, or the noun `edge` above it ("the *end* of the talks"), hangs on the verb above. `supports` holds
    what the verbs that govern the noun say of it, and the edge; a subject has all verbs joined by "and"."""

    link: Attachment = field(default_factory=Attachment)
    supports: Mapping[int, Support] = field(default_factory=dict)
    edge: int | None = None

    @property
    def verb(self) -> int | None:
        """Return the verb above, None for a noun inside other nouns."""
        return self.link.verb

    @property
    def support(self) -> Support | None:
        """Return what the verb right above says."""
        return None if self.verb is None else self.supports.get(self.verb)

    @property
    def is_subject(self) -> bool:
        """Say whether the noun itself is the verb's subject."""
        return self.edge is None and self.link.is_subject

    @property
    def is_argument(self) -> bool:
        """Say whether the noun itself is the verb's subject or object."""
        return self.edge is None and self.link.is_argument

    @property
    def object_of(self) -> int | None:
        """Return the verb whose object the noun itself is."""
        return self.verb if self.edge is None and self.link.is_object else None

    @property
    def preposition(self) -> str:
        """Return the preposition by which the noun itself hangs on the verb, also below another noun."""
        return self.link.word if self.edge is None else ""


def site_of(scene: EventScene, i: int, frames: Mapping[str, Support]) -> Site:
    """Return how the noun at token `i` stands in its clause; `frames` are the verbs that may say something of it."""
    tokens = scene.text.tokens
    above = tokens[tokens[i].head]
    if tokens[i].dep == Rel.PREP_OBJECT and above.text.lower() in scene.text.grammar.of:
        edge = tokens[above.head]
        support = _edge_frame(edge, frames)
        if support is not None:
            return Site(link_of(scene.text, edge.i), {edge.i: support}, edge.i)
    link = link_of(scene.text, i)
    verbs = [] if link.verb is None else [link.verb, *(_joined(scene, link.verb) if link.is_subject else ())]
    found = {v: frames.get(name_of(scene, v)) for v in verbs}
    return Site(link, {v: s for v, s in found.items() if s is not None and _fits(scene, s, link)})


def name_of(scene: EventScene, verb: int) -> str:
    """Return the name of a verb's frame: lemma with particle, adjective ("be due") or object ("take part")."""
    lemma = scene.text.tokens[verb].lemma.lower()
    told = with_dep(scene.text, verb, Rel.PREDICATE, Rel.ATTRIBUTE, Rel.OBJECT, Rel.ADVERB)
    names = [f"{lemma} {scene.text.tokens[c].lemma.lower()}" for c in told]
    known = (n for n in names if n in scene.frames.support or n in scene.frames.event_support)
    return next(known, word(scene.text, verb))


def leads_to(scene: EventScene, verb: int) -> list[int]:
    """Return the verbs that a verb is completed by, nearest first: "scheduled to begin", "was to have opened", "is due
    to resume"."""
    nearer = with_dep(scene.text, verb, Rel.OPEN_CLAUSE, Rel.PREDICATE)
    return [*nearer, *(d for c in nearer for d in with_dep(scene.text, c, Rel.OPEN_CLAUSE))]


def support_at(scene: EventScene, i: int) -> Support | None:
    """Return what the word at token `i` says of a meeting it governs."""
    return scene.frames.support.get(name_of(scene, i))


def participles_of(scene: EventScene, i: int) -> list[int]:
    """Return the participles that say more of a noun, also those that parsers hang on the verb above: "was born at a
    lunch in Lund, | attended by Ruiz"."""
    text, above = scene.text, predicate(scene.text, i)
    loose = with_dep(text, above, Rel.ADVERB_CLAUSE) if above is not None else []
    loose = [c for c in loose if c > i and text.tokens[c].tag == "VBN"]
    joined = (conjuncts(text, c) for c in loose)
    loose = [j for all_ in joined if any(_takes_part(scene, k) for k in all_) for j in all_]
    own = (j for c in with_dep(text, i, Rel.PARTICIPLE) for j in conjuncts(text, c))  # "hosted by Ruiz and | joined by"
    return [*own, *loose]


def _takes_part(scene: EventScene, i: int) -> bool:
    frame = support_at(scene, i)
    there = frame is not None and (frame.adds or frame.subject in {"mediators", "hosts"})  # "| brokered by the Church"
    return there and not with_dep(scene.text, i, *SUBJECTS)


def is_attended(scene: EventScene, i: int) -> bool:
    """Say whether a noun is followed by who came: "a lunch | attended by Ruiz", "a lunch where Ruiz and Sato met"."""
    return any(_takes_part(scene, c) for c in participles_of(scene, i)) or len(those_there(scene, i)) > 1


def those_there(scene: EventScene, i: int) -> list[int]:
    """Return who did something at a meeting, and with whom: "a lunch in Lund on Monday, | where Ruiz and Sato shook
    hands", "a hearing | at which Ruiz is due to take questions from growers"; parsers hang the clause on the day."""
    text, above, grammar = scene.text, predicate(scene.text, i), scene.text.grammar
    near = grammar.across | grammar.source | grammar.beside
    for t in text.tokens[i + 1 : text.sentence(i).last]:
        if t.dep not in {Rel.RELATIVE, Rel.ADVERB_CLAUSE}:
            continue
        verbs = (t.i, *leads_to(scene, t.i))
        beside = i <= t.head < t.i and (t.head == i or predicate(text, t.head) == above)
        where = any(text.tokens[c].text.lower() in grammar.where for c in with_dep(text, t.i, Rel.ADVERB))
        at = [p for v in verbs for p in with_dep(text, v, Rel.PREPOSITION) if text.tokens[p].text in grammar.attended]
        which = any(text.tokens[p + 1].tag == "WDT" for p in at)
        named = [n.i for n in text.tokens[i + 1 : t.i] if n.pos == "NOUN" and n.text.lower() in scene.frames.nouns]
        which &= not any(f.type == MEETING for n in named for f in scene.frames.nouns[text.tokens[n].text.lower()])
        if (beside and (where or which)) or (which and t.head == above):
            clause = text.clause(t.i)
            holders = (*verbs, *heads_of(clause.things))
            dealt = [o for h in holders for o in objects_on(text, h, *near) if text.is_one(o, SOMEBODY)]
            dealt += [h for h in heads_of(clause.things) if scene.actors.kind(h) is EntityKind.PERSON]  # "told *him*"
            found = [*heads_of(clause.doers or clause.things), *dealt]
            return found if which or len(found) > 1 else []
    return []


def tells_at(scene: EventScene, clause: Clause, preposition: str) -> bool:
    """Say whether a verb tells somebody something, or gives it, at what a preposition leads to: "told Ruiz | at a
    lunch", "gave his word to Ruiz | during talks"."""
    grammar = scene.text.grammar
    if clause.passive and clause.above.rel == Rel.PARTICIPLE and preposition in grammar.concerning:
        return False  # "people briefed | on that meeting" were not there
    given = heads_of(clause.after(grammar.toward)) if clause.things else []
    deals = any(f.tied == Tie.ROOM for f in scene.frames.verbs.get(clause.word, ()))
    deals = deals or any(scene.actors.kind(o) in (EntityKind.PERSON, EntityKind.GROUP) for o in given)
    return deals and preposition in grammar.attended | grammar.on


def is_motion(scene: EventScene, i: int) -> bool:
    """Say whether a word tells of a journey."""
    frame = support_at(scene, i)
    return frame is not None and frame.motion


def stays(scene: EventScene, verb: int) -> bool:
    """Say whether somebody is somewhere: "will be in Oslo on Friday to meet", "was in Lima for talks"."""
    grammar = scene.text.grammar
    if scene.text.tokens[verb].lemma not in grammar.be:
        return False
    near = reached(scene.text, verb, *grammar.placed)
    below = (b for o in near for b in reached(scene.text, o, *grammar.placed))
    return any(scene.actors.place(o) is not None for o in (*near, *below))


def travel_for(scene: EventScene, i: int, *, joined: bool = False) -> list[int]:
    """Return the verb of travel that a meeting is for ("will fly to Oslo on Friday to meet …") or, with `joined`, comes
    after ("flew to Oslo on Friday and met …"), which may be elsewhere."""
    token = scene.text.tokens[i]
    frame = scene.frames.support.get(name_of(scene, token.head))
    purpose = token.dep in {Rel.ADVERB_CLAUSE, Rel.OPEN_CLAUSE} and is_infinitive(scene.text, i)
    meets = any(f.gathers for f in scene.frames.verbs.get(word(scene.text, token.head), ()))  # "gathered"
    purpose |= (
        joined and not meets and token.dep == Rel.CONJUNCT and token.head < i and not with_dep(scene.text, i, *DOING)
    )
    if not purpose or not (stays(scene, token.head) or (frame is not None and frame.motion)):
        return []
    return [token.head, *with_dep(scene.text, token.head, Rel.PREDICATE)]


def _fits(scene: EventScene, frame: Support, link: Attachment) -> bool:
    """Say whether a verb can speak of a noun that hangs on it so: "flew to Oslo for talks", "took part in talks"."""
    if link.is_argument:  # not "returned phone calls", "called the session a success"
        named = link.verb is not None and bool(with_dep(scene.text, link.verb, Rel.RESULT))
        return not (link.is_object and (frame.motion or named))
    grammar = scene.text.grammar
    said = (frame.motion and link.word in grammar.destined) or (frame.adds and link.word in grammar.attending)
    said = said or (frame.boundary == _WHOLE and link.word in grammar.by)  # "was damaged by a storm"
    said = said or (link.verb is not None and link.word in grammar.purpose and stays(scene, link.verb))
    return said and not link.nested


def _joined(scene: EventScene, verb: int) -> list[int]:
    """Return the verbs joined to a verb that share its subject."""
    text = scene.text
    return [c for c in conjuncts(text, verb) if c != verb and not with_dep(text, c, *DOING)]


def _edge_frame(noun: Token, frames: Mapping[str, Support]) -> Support | None:
    if noun.pos != "NOUN":
        return None
    found = frames.get(noun.lemma.lower())
    return found if found is not None and (found.boundary in {"start", "end"} or found.factuality) else None


def ordinal_of(scene: EventScene, i: int) -> tuple[int, Span] | None:
    """Return the ordinal before a noun ("second", "3rd") with its span."""
    for c in with_dep(scene.text, i, Rel.ADJECTIVE, Rel.NUMBER, Rel.ADVERB, Rel.COMPOUND):
        token = scene.text.tokens[c]
        number = ordinal_word(scene, token)
        if number:
            return number, Span(token.start, token.end, token.text)
    return None


def ordinal_word(scene: EventScene, token: Token) -> int:
    """Return the place that an ordinal names ("second", "3rd", "opening"), or 0."""
    grammar = scene.text.grammar
    return 1 if token.text.lower() in grammar.opening else grammar.numbers.ordinal(token.text)


def definite(scene: EventScene, i: int, site: Site) -> bool:
    """Say whether a noun speaks of something known: "the talks", "his visit", "Monday's meeting"; also bare plurals
    where they are what happened ("talks ended", "after talks")."""
    text = scene.text
    told = with_dep(text, i, Rel.DETERMINER, Rel.OWNER)
    if told:
        return text.tokens[told[0]].dep == Rel.OWNER or text.tokens[told[0]].text.lower() in text.grammar.definite
    if text.tokens[i].tag in {"NNS", "NNPS"}:
        if any(text.tokens[c].text.lower() not in text.grammar.placed for c in with_dep(text, i, Rel.PREPOSITION)):
            return False  # "talks on fish", "talks with the union" are told anew
        during = site.preposition in text.grammar.during and not site.link.nested
        return site.is_subject or during or site.edge is not None
    return bool(with_dep(text, i, Rel.NOUN))


def apart(scene: EventScene, *tokens: int) -> str:
    """Return what sets a mention apart: "apart", "past", "next", or an empty string.

    A demonym nobody could be found for ("Omani talks") sets it apart too: it names people other than those known.
    """
    text = scene.text
    for c in (c for i in tokens for c in with_dep(text, i, Rel.ADJECTIVE, Rel.DETERMINER, Rel.ADVERB, Rel.COMPOUND)):
        word = text.tokens[c]
        mark = scene.frames.meetings.markers.get(word.text.lower())
        if mark:
            return mark
        strange = word.dep == Rel.ADJECTIVE and word.text[0].isupper() and word.i > 0
        if strange and not (scene.actors.who(c) or scene.actors.adjectives.get(c)):
            return "apart"
    return ""


_MODIFIERS = (Rel.COMPOUND, Rel.ADJECTIVE, Rel.NUMBER, Rel.NOUN, Rel.NOUN_ADVERB)


def phrase(scene: EventScene, *tokens: int) -> Span:
    """Return the span of the noun phrase proper: modifiers, unit, noun."""
    text = scene.text
    before = (c for i in tokens for c in with_dep(text, i, *_MODIFIERS) if c < i)
    first = min([*tokens, *(text.subtree(c)[0] for c in before)])
    return span_of(text, first, max(tokens))


def plain_words(scene: EventScene, noun: int) -> str:
    """Return a noun with its plain modifiers for a label: no names, dates or numbers ("peace talks"); a name of its own
    as it is written ("Typhoon Chana")."""
    tokens = scene.text.tokens
    first = noun
    if tokens[noun].pos == "PROPN" and tokens[noun].text.lower() not in scene.frames.nouns:
        first = min((c for c in with_dep(scene.text, noun, Rel.COMPOUND) if tokens[c].pos == "PROPN"), default=noun)
        return scene.text.slice(tokens[first].start, tokens[noun].end)
    for c in sorted((c for c in scene.text.children[noun] if c < noun), reverse=True):
        below = scene.text.subtree(c)
        named = any(scene.actors.who(j) or tokens[j].pos in {"PROPN", "NUM", "PUNCT"} for j in below)
        plain = tokens[c].dep in {Rel.COMPOUND, Rel.ADJECTIVE} and not named
        proper = tokens[c].dep == Rel.ADJECTIVE and tokens[c].text[0].isupper()
        marked = tokens[c].text.lower() in scene.frames.meetings.markers or ordinal_word(scene, tokens[c])
        if not plain or marked or proper or tokens[c].tag in {"VBD", "JJS"} or below[-1] + 1 != first:
            break
        first = below[0]
    return scene.text.slice(tokens[first].start, tokens[noun].end).lower()


def nearby(scene: EventScene, clause: Clause, site: Site, *, ahead: bool = False) -> list[int]:
    """Return the verbs whose day and place are those of an event, too, nearest first: of a verb those joined to it,
    above and below; of a noun the verb that it is an argument of or that happened at it. `ahead`: also what is to come
    where it is."""
    if clause.part is WordKind.VERB:
        coming = ahead and clause.mood is Factuality.PLANNED
        near = [v for t in denied_by(scene, clause.head) for v in _beside(scene, t) if coming or not _is_due(scene, v)]
        return [v for v in near if _shares(scene, v, ahead=coming)]
    past = scene.text.grammar.same_day - scene.text.grammar.meanwhile
    if site.verb is not None and site.preposition in past and is_motion(scene, site.verb):
        return []  # "arrived in Lund on Monday after a summit"
    if site.verb is not None and site.preposition in past and not _shares(scene, site.verb):
        agreed, settled = with_dep(scene.text, site.verb, Rel.CLAUSE), scene.text.grammar.settled
        agreed = [v for v in agreed if scene.text.tokens[v].lemma.lower() in settled]
        return [v for v in agreed if _shares(scene, v)]  # "agreed on Monday, they said after talks"
    told = scene.frames.verbs.get(word(scene.text, site.verb), ()) if site.verb is not None else ()
    held = site.preposition in scene.text.grammar.meeting_for and any(f.gathers for f in told)
    held |= site.preposition in scene.text.grammar.same_day or (site.is_argument and is_new(scene, clause.head))
    return [site.verb] if site.verb is not None and held and _shares(scene, site.verb) else []


def denied_by(scene: EventScene, verb: int) -> list[int]:
    """Return a verb, and the one that denies it: "*refused* to | see Ruiz when she came to Lund on Monday"."""
    token = scene.text.tokens[verb]
    denies = scene.frames.meetings.modality.get(word(scene.text, token.head)) == Factuality.NEGATED
    return [verb, token.head] if denies and token.dep == Rel.OPEN_CLAUSE else [verb]


def _beside(scene: EventScene, verb: int) -> Iterator[int]:
    text = scene.text
    token = text.tokens[verb]
    if is_along(scene, verb) or (token.dep == Rel.CONJUNCT and text.tokens[token.head].pos == "VERB"):
        yield token.head
        if is_along(scene, token.head):  # "seized power on Monday, detaining Ruiz and | closing the border"
            yield text.tokens[token.head].head
    if token.dep == Rel.ADVERB_CLAUSE and is_infinitive(text, verb) and is_motion(scene, token.head):
        yield token.head  # "drove through Lund on Monday | to protest"
    if token.dep == Rel.PREP_CLAUSE and text.tokens[token.head].text.lower() in text.grammar.manner:
        yield text.tokens[token.head].head
    beside = with_dep(text, verb, Rel.CONJUNCT, Rel.ADVERB_CLAUSE)
    along = [c for c in beside if text.tokens[c].dep == Rel.CONJUNCT or is_along(scene, c)]
    for c in (c for c in along if c > verb):
        due = (x for p in with_dep(text, c, Rel.PREDICATE) for x in with_dep(text, p, Rel.OPEN_CLAUSE))
        yield from (c, *due)  # "will meet them on Monday, when she is due to | speak in Lund"
    yield from (c for c in along if c < verb)  # "Visiting Lund on Monday, she | met them"


def is_along(scene: EventScene, verb: int) -> bool:
    """Say whether an adverbial clause tells of the same moment: "as a fire raged", "killing nine"."""
    text = scene.text
    if text.tokens[verb].dep != Rel.ADVERB_CLAUSE or is_infinitive(text, verb):
        return False
    before = (c for h in (verb, *with_dep(text, verb, Rel.MARKER)) for c in with_dep(text, h, Rel.NOUN_ADVERB))
    if any(text.tokens[c].lemma.lower() in text.grammar.moments for c in before):  # "left, hours after talks failed"
        return True
    opens = with_dep(text, verb, Rel.MARKER) or [c for c in with_dep(text, verb, Rel.ADVERB) if c < verb]
    if opens:
        return text.tokens[opens[0]].text.lower() in text.grammar.while_
    return not with_dep(text, verb, *SUBJECTS)


def _shares(scene: EventScene, verb: int, *, ahead: bool = False) -> bool:
    """Say whether a verb tells of something done, not said or to come, or, with `ahead`, to come."""
    clause = scene.text.clauses.get(verb)
    past = scene.text.tokens[verb].tag == "VBD"  # "spoke on Monday and | will meet"
    told = clause is not None and (
        ahead and not past if clause.mood is Factuality.PLANNED or ahead else clause.mood is None
    )
    told = told and (ahead or not is_infinitive(scene.text, verb))
    return told and word(scene.text, verb) not in scene.frames.meetings.reports


def _is_due(scene: EventScene, verb: int) -> bool:
    """ "met Ruiz and *was expected* in Lund on Monday": what one did has not the day of what is only expected."""
    named, clause = word(scene.text, verb), scene.text.clauses.get(verb)
    due = scene.frames.meetings.modality.get(named) == Factuality.PLANNED
    return due and clause is not None and clause.passive and scene.text.tokens[verb].dep == Rel.CONJUNCT


def is_new(scene: EventScene, noun: int) -> bool:
    """Say whether a noun tells of something anew: "a meeting", "a second meeting"."""
    words = (scene.text.tokens[c].text.lower() for c in with_dep(scene.text, noun, Rel.DETERMINER))
    return any(w in scene.text.grammar.indefinite for w in words)
