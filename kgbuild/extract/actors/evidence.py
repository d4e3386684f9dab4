"""What shows whether a name is a person's, a body's or a place's: one table of clues, each with its points and why.

The recognizer's guess counts one point, a kind that a rule made sure of five. `settle_kinds` adds up the points of all
mentions of a name; a run of proper nouns that the recognizer missed is a name where a clue that `names` holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Sequence
from typing import NamedTuple

from kgbuild.extract.actors import firms, ground
from kgbuild.extract.actors.appearance import Appearance, appearance, full_name, has_given, speaks
from kgbuild.extract.actors.page import NO_TOKEN, Page
from kgbuild.extract.actors.phrases import is_title, title_after, titled_before
from kgbuild.extract.actors.words import TOLD
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import first_conjunct
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Token

_GROUND = frozenset(["GPE", "LOC", "FAC"])
_SEEN = frozenset(["PERSON", "ORG"])
_ROOMS = frozenset(["$facility", "$structure"])


def led(text: Page, last: int) -> bool:
    """ "who heads X", "she chairs X": what somebody leads is a body."""
    name = text.tokens[last - 1]
    told = text.roles.by_verb.get(text.tokens[name.head].lemma.lower())
    return name.dep == Rel.OBJECT and told is not None and bool(told.title)


def beside_noun(site: Appearance, nouns: Container[str]) -> bool:
    """ "the Fortuna party", "the drug maker Pharmavel": a noun of one or two words beside a name, bound to it."""
    name = site.name
    for n in (2, 1):
        bound = name.dep == Rel.COMPOUND and site.last <= name.head < site.last + n
        if bound and _phrase(site.text, site.last, n) in nouns:
            return True
        before = _phrase(site.text, site.first - n, n) in nouns
        if before and says_what(site.text, site.before(), site.first, site.last):
            return True
    return False


def says_what(text: Page, noun: Token, first: int, last: int) -> bool:
    """Say whether the noun right before the name `[first, last)` says what it is: bound to it, or the parser sees no
    more in the name than another noun ("gives shipping group | Vesthavn two ports")."""
    name = text.tokens[last - 1]
    if first <= noun.head < last or name.head == noun.i:
        return True
    joined = text.tokens[first_conjunct(text, noun.i)].head == name.head  # "the guild and the company | Terra Sol sued"
    loose = (joined or name.dep not in SUBJECTS) and noun.dep != Rel.COMPOUND and noun.tag == "NN"
    return loose and text.sentence_of[noun.i] == text.sentence_of[first]


def _phrase(text: Page, first: int, n: int) -> str:
    words = [text.at(i).text for i in range(first, first + n)]
    opens = bool(words[0]) and text.opens(first)
    return " ".join([words[0].lower() if opens else words[0], *words[1:]])


class Clue(NamedTuple):
    """What speaks for a kind: `names` makes a name of a run that was missed, `settles` counts for one recognized."""

    why: str
    kind: EntityKind
    points: int
    holds: Callable[[Appearance], bool]
    names: bool = True
    settles: bool = True


def evidence(site: Appearance, *, unmarked: bool = False) -> Counter[EntityKind]:
    """Return the points that the words around a name give each kind; of an `unmarked` run only what names it."""
    found: Counter[EntityKind] = Counter()
    for clue in CLUES:
        if (clue.names if unmarked else clue.settles) and clue.holds(site):
            found[clue.kind] += clue.points
    return found


def is_person(site: Appearance) -> bool:
    """Say whether something around a name shows by itself that it is a person's."""
    return any(c.kind is EntityKind.PERSON and c.settles and c.points > 2 and c.holds(site) for c in CLUES)


def _titled(site: Appearance) -> bool:
    """ "port operator Dovrane Wharves" may be a firm: only a given name shows that such a noun is a title."""
    before, title = site.before(), site.before(2)
    comma = site.size > 1 and before.text == "," and title.text.islower() and is_title(title, site.text)
    sorts = ((title if comma else before).text.lower(), _phrase(site.text, site.first - 2, 2))  # "chip designer Siliqa"
    trade = any(w in site.text.groups.trades for w in sorts) and not has_given(site)
    return not trade and (comma or titled_before(site.text, site.first))


def _under_one_title(site: Appearance) -> bool:
    """ "envoys Ada Norris and X": who is joined to a name behind a plural title."""
    first, roles = site.above, site.text.roles
    if site.name.dep != Rel.CONJUNCT or site.size < 2:
        return False
    nouns = [*site.below(first, Rel.COMPOUND), *([site.text.tokens[first.head]] if first.dep == Rel.APPOSITION else [])]
    plural = (t.lemma.lower() for t in nouns if t.tag == "NNS" and is_title(t, site.text))
    return any(w in site.text.persons and w not in roles.bodies_too | site.text.groups.trades for w in plural)


def _speaks_as_name(site: Appearance) -> bool:
    """ "Kolar denied any wrongdoing": of one word it stands once in an article and is no abbreviation."""
    name = site.name.text
    if not speaks(site) or site.size > 1:
        return speaks(site)
    return name[1:].islower() and sum(t.text == name for t in site.text.tokens) == 1


def _is_asked(site: Appearance) -> bool:
    """ "accused X of hiding data", "urged X to pay": an unknown name without a given name; not "lashed X on"."""
    asked = site.above.lemma.lower() in site.text.asking and site.name.dep == Rel.OBJECT and not site.letter
    below = site.below(site.above, Rel.OPEN_CLAUSE, Rel.PREPOSITION) + site.below(site.name, Rel.PREPOSITION)
    told = (t.dep == Rel.OPEN_CLAUSE or t.text in site.text.grammar.of for t in below)
    return asked and not has_given(site) and any(told)


def _speaks_though_place(site: Appearance) -> bool:
    """ "Mo Norvik warned", "accused Norvik of fraud", "of fraud by Norvik", of a name that is taken for a place."""
    place = site.name.entity in _GROUND and not (site.plural or site.articled)
    return place and ((site.size > 1 and speaks(site)) or _is_asked(site))


def _met_though_place(site: Appearance) -> bool:
    """ "met Mo Norvik", "held talks with Mo Norvik", of a name that is taken for a place."""
    named = site.size == 2 or (site.size == 1 and site.name.dep == Rel.OBJECT and site.name.text[1:].islower())
    ground = site.opener in site.text.groups.place_openers
    place = site.name.entity in _GROUND and named and not (site.plural or site.articled or ground)
    beside = site.link.text.lower() in site.text.grammar.together
    met = site.linked if beside else site.above if site.name.dep == Rel.OBJECT else NO_TOKEN
    return place and met is not NO_TOKEN and site.text.gathers(met.i)


def _done_to_though_place(site: Appearance, words: Container[str]) -> bool:
    """ "fined Norvik for lying", "bought Norvik", of a name that is taken for a place."""
    verb = site.text.clauses.get(site.above.i)
    done = site.name.dep in {Rel.OBJECT, Rel.RECIPIENT} and site.name.entity in _GROUND and not site.articled
    return done and verb is not None and verb.word in words


def _said_of(site: Appearance, pronouns: Container[str]) -> bool:
    """Say whether the name speaks of itself: "X said | it would hire"."""
    if site.name.dep != Rel.SUBJECT:
        return False
    more = [t for t in site.below(site.above, Rel.CONJUNCT) if t.lemma.lower() in site.text.speaking]
    if not more and not speaks(site):
        return False
    clauses = [c for verb in (site.above, *more) for c in site.below(verb, Rel.CLAUSE)]
    if not clauses:  # "denied reports | that it would close"
        done = site.below(site.above, Rel.OBJECT)
        clauses = [c for thing in done for c in site.below(thing, Rel.PARTICIPLE, Rel.RELATIVE)]
    subjects = [t for clause in clauses[:1] for t in site.below(clause, *SUBJECTS)]
    things = site.text.groups.firm_nouns  # "said | sales of its pens rose": what "its" takes up is not several
    owned = [t.i for t in subjects if t.tag == "NNS" or t.text.lower() in things]
    subjects += [owner for t in subjects for owner in site.below(t, Rel.OWNER)]  # "said | his wife had left"
    subjects += [t for i in owned for j in site.text.subtree(i) if (t := site.text.tokens[j]).dep == Rel.OWNER]
    return any(t.text.lower() in pronouns for t in subjects)


def _speaks_of_oneself(site: Appearance) -> bool:
    """ "X said he would": of a lone name that is a body's elsewhere, "he" may be somebody else."""
    return _said_of(site, site.text.telling) and not site.articled and not (site.size == 1 and _body_elsewhere(site))


def _spoken_of_later(site: Appearance) -> bool:
    """ "X told reporters that the port was open, hours after she met …", where nobody else is named before "she"."""
    if site.size > 1 or not speaks(site):
        return False
    forms, people = site.text.telling, site.text.persons
    for token in site.text.tokens[site.last : site.text.sentence(site.first).last]:
        if token.dep in SUBJECTS and token.text.lower() in forms:
            return not _body_elsewhere(site)
        if token.entity == "PERSON" or (token.tag == "NN" and token.lemma.lower() in people):
            return False
    return False


def _body_elsewhere(site: Appearance) -> bool:
    """Say whether a noun for a body stands beside the same word in another place: "the Tavrion news agency"."""
    same = (t.i for t in site.text.tokens if t.text == site.name.text and t.i != site.name.i)
    return any(beside_noun(appearance(site.text, i, i + 1), site.text.groups.same_as) for i in same)


def _title_follows(site: Appearance) -> bool:
    """ "Otieno, the harbour chief, …"; no lone name with what bodies are called, too, "Telvar, the market leader"."""
    title = title_after(site.text, site.last)
    if title is None or site.size > 1:
        return title is not None
    groups, word = site.text.groups, title.text.lower()
    body = word in site.text.roles.bodies_too or any(word in some for some in (groups.trades, groups.same_as))
    return title.head == site.name.i and title.dep == Rel.APPOSITION and not body


def _has_what_people_have(site: Appearance) -> bool:
    """ "Kolar's widow", "Kolar's resignation"."""
    word, told = site.above.text.lower(), site.text.groups.personal
    kin = site.text.roles.kin.get(word) in TOLD  # "Telvar's parent" may be a firm
    return site.name.dep == Rel.OWNER and (kin or word in told)


def _is_somebodys(site: Appearance) -> bool:
    """ "his rival Kolar"."""
    owners = site.below(site.name, Rel.OWNER) if site.before().text.lower() in site.text.persons else ()
    return any(t.text.lower() in site.text.telling for t in owners)


def _aged(site: Appearance) -> bool:
    """ "X, 43,"."""
    age = site.after(2).text
    return age.isdigit() and len(age) == 2 and site.after().text == "," and site.after(3).text in {",", "."}


def _lives(site: Appearance) -> bool:
    clause = site.text.clauses.get(site.verb.i)
    if site.name.dep == Rel.PASSIVE_SUBJECT:
        return site.verb.lemma.lower() in site.text.groups.fates
    return clause is not None and clause.word in site.text.groups.lives  # "stepped down"


def _calls_somewhere(site: Appearance) -> bool:
    """ "Kolar toured the camp", "Kolar left the court", of a lone name."""
    groups, verb = site.text.groups, site.verb.lemma.lower()
    seen = site.below(site.verb, Rel.OBJECT) if site.size == 1 and site.name.dep == Rel.SUBJECT else []
    place = any(site.text.is_one(t.i, _ROOMS) or t.entity in _GROUND for t in seen)
    place &= site.name.text.lower() not in site.text.grammar.called  # "Snow left the city without power"
    return bool(seen) and (verb in groups.toured or (verb in groups.going and place)) and not _body_elsewhere(site)


def _does_it_oneself(site: Appearance) -> bool:
    """ "Tamatea led a strike himself"."""
    forms = site.text.groups.reflexive & site.text.telling
    verbs = (site.verb, *site.below(site.verb, Rel.CONJUNCT)) if site.size == 1 and site.name.dep == Rel.SUBJECT else ()
    return any(site.text.tokens[j].text.lower() in forms for v in verbs for j in site.text.subtree(v.i))


def _is_told_of(site: Appearance, tag: str) -> bool:
    """ "X, *which* employs 400 people, …"; "X, *who* runs the mill, …", but not "X, *who* lead the league"."""
    opens = site.after() if site.after().text != "," else site.after(2)
    more = {t.i: t.tag for t in site.below(site.name, Rel.RELATIVE)}
    return opens.tag == tag and more.get(opens.head, "VBP") != "VBP"


_P, _O, _L = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE
CLUES: Sequence[Clue] = (
    Clue("a noun for a body says what it is", _O, 5, lambda s: beside_noun(s, s.text.groups.same_as)),
    Clue("a noun for a group stands bound to it", _O, 4, lambda s: beside_noun(s, s.text.groups.bodies), settles=False),
    Clue("it is in apposition to a noun for a body", _O, 4, firms.apposed_to_body),
    Clue("a title stands before it", _P, 4, _titled),
    Clue("it stands with another behind a plural title", _P, 4, _under_one_title),
    Clue("somebody holds a title there", _O, 4, firms.has_officer),
    Clue(
        "it has a director or the like",
        _O,
        3,
        lambda s: s.name.dep == Rel.OWNER and s.above.text.lower() in s.text.roles.board,
    ),
    Clue("somebody leads it", _O, 3, lambda s: not s.letter and led(s.text, s.last)),
    Clue("it is two names and an ampersand", _O, 4, firms.has_an_ampersand),
    Clue("it is called as teams are", _O, 4, firms.of_a_team),
    Clue("it does something to what is its own", _O, 2, firms.has_its_own),
    Clue("a “which” stands for it", _O, 2, lambda s: _is_told_of(s, "WDT"), names=False),
    Clue("a “who” stands for it", _P, 4, lambda s: not s.plural and _is_told_of(s, "WP"), names=False),
    Clue("people work for it or leave it", _O, 2, firms.employs_somebody),
    Clue("it does what firms do", _O, 3, firms.does_business),
    Clue("a firm tells what it undertakes", _O, 3, firms.firm_tells),
    Clue("a noun for a body follows in apposition", _O, 4, firms.sort_follows),
    Clue("a noun for a firm takes it up", _O, 3, firms.taken_up),
    Clue("it has a coach with a name", _O, 4, lambda s: firms.has_a_coach(s, s.text.roles.officers)),
    Clue("it has a mayor with a name", _L, 4, lambda s: firms.has_a_coach(s, s.text.roles.local)),
    Clue("it tells those whom firms tell", _O, 2, firms.told_as_firms_do),
    Clue("it is treated, owned or has things as firms", _O, 3, firms.is_business),
    Clue(
        "it is a building, and speaks for whoever sits there",
        _O,
        4,
        lambda s: s.articled and s.size == 1 and speaks(s) and s.text.is_one(s.name.i, _ROOMS),
    ),
    Clue("it speaks of itself as a thing", _O, 3, lambda s: not s.letter and _said_of(s, s.text.groups.neuter)),
    Clue("it does with a plural verb", _O, 2, firms.several),
    Clue("it plays for a score", _O, 4, firms.plays, names=False),
    Clue("a title follows in apposition", _P, 4, _title_follows),
    Clue("an age follows", _P, 4, _aged),
    Clue("it is his or her rival or the like", _P, 3, _is_somebodys),
    Clue("it opens with a given name", _P, 3, full_name, names=False),
    Clue("it speaks of itself as he or she", _P, 2, _speaks_of_oneself),
    Clue("it speaks, and the sentence goes on with he or she", _P, 2, _spoken_of_later),
    Clue("it does or bears what only people do", _P, 3, _lives),
    Clue("it has what only people have", _P, 3, _has_what_people_have),
    Clue("it speaks", _P, 1, _speaks_as_name, settles=False),
    Clue("it is punished", _P, 2, lambda s: _done_to_though_place(s, s.text.groups.punished), names=False),
    Clue("it is bought", _O, 2, lambda s: _done_to_though_place(s, s.text.groups.bought), names=False),
    Clue("it does something himself or herself", _P, 2, _does_it_oneself),
    Clue("it calls at a place", _P, 1, _calls_somewhere, settles=False),
    Clue(
        "it is given something",
        _P,
        1,
        lambda s: s.size == 1 and s.name.dep == Rel.RECIPIENT and not s.letter,
        settles=False,
    ),
    Clue("it is asked or accused", _O, 1, _is_asked, settles=False),
    Clue("it speaks although it is taken for a place", _P, 2, _speaks_though_place, names=False),
    Clue("somebody meets it although it is taken for a place", _P, 2, _met_though_place, names=False),
    Clue("its last word is one of land", _L, 3, ground.called_as_land),
    Clue("it opens as places do, after a word of place", _L, 4, ground.of_ground),
    Clue("it opens as places do, and one goes up or down it", _L, 5, ground.climbed),
    Clue("it is called a kind of ground", _L, 5, ground.called_ground),
    Clue("a noun for ground stands right behind it", _L, 3, ground.bound_to_land),
    Clue("a noun for what towns have stands right behind it", _L, 3, ground.bound_to_site),
    Clue("somebody governs it as a town", _L, 4, ground.governed),
    Clue("a noun for a kind of place says what it is", _L, 4, ground.called_town),
    Clue("the country it lies in follows", _L, 3, ground.in_a_land),
    Clue("a storm or the like strikes it", _L, 4, ground.struck),
    Clue("something lies near it or outside it", _L, 3, ground.lies_near),
    Clue("something stands or lies there", _L, 2, ground.stands_there),
    Clue("somebody goes there or meets there", _L, 3, ground.gone_to, names=False),
    Clue(
        "people meet there, and it is called as sites are",
        _L,
        7,
        lambda s: s.size > 1 and s.text.is_room(s.name),
        names=False,
    ),
    Clue("it follows the “in” of what is done", _L, 1, ground.located, settles=False),
    Clue(
        "it does so alone", _L, 2, lambda s: s.size == 1 and s.name.entity in _SEEN and ground.located(s), names=False
    ),
)
