"""What shows whether a name is a person's, a body's or a place's: one table of clues, each with its points and why.

The recognizer's guess counts one point, a kind that a rule made sure of five. `settle_kinds` adds up the points of all
mentions of a name; a run of proper nouns that the recognizer missed is a name where a clue that `names` holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import NamedTuple

from kgbuild.extract.actors.appearance import Appearance, beside_noun, given_pronoun, led
from kgbuild.extract.actors.near import is_title
from kgbuild.extract.actors.phrases import titled_after, titled_before
from kgbuild.extract.actors.words import TOLD
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.facts import EntityKind
from kgbuild.names.persons import FAMILY_FIRST

_DONE = frozenset([Rel.OBJECT, Rel.PREPOSITION, Rel.PARTICLE])
_SCORE = re.compile(r"\b\d{1,3}\s?[-–]\s?\d{1,3}\b")  # "4-2"
_GROUND = frozenset(["GPE", "LOC", "FAC"])
_CLOSING = frozenset(["PUNCT", "ADP", "CCONJ", "SCONJ", "VERB", "AUX"])  # what no name goes on with


class Clue(NamedTuple):
    """What speaks for a kind: `names` says that it makes a name of a run that the recognizer missed, `settles` that it
    counts for one that the recognizer has."""

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


def _titled_before(site: Appearance) -> bool:
    """ "port operator Dovrane Wharves" may be a firm: only a given name shows that such a noun is a title."""
    trade = site.first > 0 and site.before()[0].text.lower() in site.groups.trades and not _known_given(site)
    return not trade and titled_before(site.text, site.first)


def _titled_by_comma(site: Appearance) -> bool:
    before = site.before(2)
    small = len(before) == 2 and site.size > 1 and before[1].text == "," and before[0].text.islower()
    return small and is_title(before[0], site.text)


def _titled_after(site: Appearance) -> bool:
    return site.size > 1 and titled_after(site.text, site.last)


def _given(site: Appearance) -> bool:
    return site.size > 1 and not site.articled and not site.plural and _known_given(site)


def _known_given(site: Appearance) -> bool:
    return given_pronoun(site.text.tokens[site.first].text, site.text) is not None


def _family_first(site: Appearance) -> bool:
    return site.size in {2, 3} and site.text.tokens[site.first].text.lower() in FAMILY_FIRST


def _speaks(site: Appearance) -> bool:
    return site.name.dep == Rel.SUBJECT and site.above.lemma.lower() in site.text.speaking


def _speaks_in_full(site: Appearance) -> bool:
    return site.size > 1 and _speaks(site)


def _speaks_alone(site: Appearance) -> bool:
    """ "Kolar denied any wrongdoing": a name that stands once in an article and is no abbreviation."""
    alone = site.size == 1 and site.name.text[1:].islower() and _speaks(site)
    return alone and sum(t.text == site.name.text for t in site.text.tokens) == 1


def _speaks_though_place(site: Appearance) -> bool:
    """ "Mo Norvik warned", of a name that the recognizer takes for a place."""
    return _speaks_in_full(site) and site.name.entity in _GROUND and not site.plural


def _called_as_land(site: Appearance) -> bool:
    """ "Pine Ridge", but not "Nathan Lane"."""
    given = _known_given(site) and site.text.tokens[site.first].text not in site.groups.place_openers
    return site.size > 1 and site.name.text in site.groups.land_words and not given


def _of_ground(site: Appearance) -> bool:
    """ "off Ben Varra", "to Isla Norvik": a name that opens as places do, after a word of place."""
    link = site.above.text.lower()
    opens = site.size > 1 and site.text.tokens[site.first].text in site.groups.place_openers
    return opens and site.name.dep == Rel.PREP_OBJECT and link in site.groups.within | site.groups.toward


def _said_of(site: Appearance, pronouns: Container[str]) -> bool:
    """Say whether the name speaks of itself: "X said | it would hire"."""
    clauses = site.below(site.above.i, Rel.CLAUSE) if _speaks(site) else []
    if not clauses and _speaks(site):  # "denied reports | that it would close"
        done = site.below(site.above.i, Rel.OBJECT)
        clauses = [c for thing in done for c in site.below(thing.i, Rel.PARTICIPLE, Rel.RELATIVE)]
    subjects = [t for clause in clauses[:1] for t in site.below(clause.i, *SUBJECTS)]
    subjects += [owner for t in subjects for owner in site.below(t.i, Rel.OWNER)]  # "said | his wife had left"
    return any(t.text.lower() in pronouns for t in subjects)


def _speaks_of_oneself(site: Appearance) -> bool:
    forms = {form for form, pronoun in site.groups.pronouns.items() if pronoun in TOLD}
    return (
        _said_of(site, forms) and not site.articled and not (site.size == 1 and _body_elsewhere(site))
    )  # "he" may be somebody else


def _spoken_of_later(site: Appearance) -> bool:
    """ "X told reporters that the port was open, hours after she met …", where nobody else is named before "she"."""
    if site.size > 1 or not _speaks(site) or _body_elsewhere(site):
        return False
    forms = {form for form, pronoun in site.groups.pronouns.items() if pronoun in TOLD}
    sentence = site.text.sentence(site.first)
    rest = site.text.tokens[site.last : sentence.last]
    at = next((t.i for t in rest if t.text.lower() in forms and t.dep in SUBJECTS), None)
    between = [t for t in rest if at is not None and t.i < at]
    people = site.text.persons
    others = (t.entity == "PERSON" or (t.tag == "NN" and t.lemma.lower() in people) for t in between)
    return at is not None and not any(others)


def _body_elsewhere(site: Appearance) -> bool:
    """Say whether a noun for a body stands beside the same word in another place: "the Tavrion news agency"."""
    same = (t.i for t in site.text.tokens if t.text == site.name.text and t.i != site.name.i)
    return any(beside_noun(replace(site, first=i, last=i + 1), site.groups.same_as) for i in same)


def _speaks_of_itself(site: Appearance) -> bool:
    return len(site.name.text) > 1 and _said_of(site, site.groups.neuter)


def _aged(site: Appearance) -> bool:
    after = site.after(3)
    aged = len(after) == 3 and after[1].pos == "NUM" and after[1].text.isdigit() and len(after[1].text) == 2
    return aged and after[0].text == "," and after[2].text in {",", "."}


def _lives(site: Appearance) -> bool:
    verb = site.verb
    passive = site.name.dep == Rel.PASSIVE_SUBJECT
    words = site.groups.fates if passive else site.groups.lives
    return verb is not None and verb.lemma.lower() in words


def _owns_person(site: Appearance) -> bool:
    after = site.after(2)
    return len(after) == 2 and after[0].tag == "POS" and after[1].entity == "PERSON" and after[1].pos == "PROPN"


def _owns_title(site: Appearance) -> bool:
    return site.name.dep == Rel.OWNER and site.above.text.lower() in site.roles.board


def _has_officer(site: Appearance) -> bool:
    """ "an analyst at X", "the director of X"; "the mayor of X" may be a place."""
    if site.first < 2:
        return False
    title, link = site.before(2)
    of, word = site.text.grammar.of, title.text.lower()
    if link.text in of:
        return word in site.roles.firm_titles and is_title(title, site.text)
    return link.text in site.roles.owners and word in site.roles.titles and is_title(title, site.text)


def _governed(site: Appearance) -> bool:
    """ "the mayor of X", "X's mayor": a town."""
    owner = site.name.dep == Rel.OWNER and site.above.text.lower() in site.roles.local
    title, link = site.before(2) if site.first > 1 else (site.name, site.name)
    return owner or (link.text in site.text.grammar.of and title.text.lower() in site.roles.local)


def _employs(site: Appearance) -> bool:
    """ "negotiators for X"."""
    title, link = site.before(2) if site.first > 1 else (site.name, site.name)
    return link.text in site.roles.owners - site.text.grammar.of and title.text.lower() in site.groups.people


def _beside_body(site: Appearance) -> bool:
    return beside_noun(site, site.groups.same_as)


def _beside_group(site: Appearance) -> bool:
    return beside_noun(site, site.groups.bodies)


def _apposed_to_body(site: Appearance) -> bool:
    noun = site.above.text  # "the fund, Ilvara", not "the Ashton Hospital, Raj Patel"
    sorts = (site.groups.bodies, site.groups.same_as, site.groups.firm_words)
    told = any(noun in sort for sort in sorts) and site.above.dep != Rel.PREP_OBJECT and not _given(site)
    return site.name.dep == Rel.APPOSITION and site.above.i < site.first and told


def _of_a_trade(site: Appearance) -> bool:
    """ "port operator Marlow Docks": people follow some trades too, so a given name speaks against it."""
    nouns = site.groups.trades - site.roles.titles.keys()
    firm = site.plural or (site.size > 1 and not _known_given(site))
    return firm and beside_noun(site, nouns)


def _of_a_team(site: Appearance) -> bool:
    """ "Real Norburg", "Norburg Rovers": clubs are called so."""
    opener, last = site.text.tokens[site.first].text, site.name.text
    return site.size > 1 and (opener in site.groups.team_openers or last in site.groups.team_words)


def _has_its_own(site: Appearance) -> bool:
    """ "X raised its prices": who does it to what is its own is no person."""
    done = site.below(site.verb.i, Rel.OBJECT) if site.verb is not None and not _speaks(site) else ()
    return any(t.text.lower() in site.groups.neuter for thing in done for t in site.below(thing.i, Rel.OWNER))


def _employs_somebody(site: Appearance) -> bool:
    """ "resigned from X", "works for X", "workers at X", "bought the buses from X"."""
    if site.name.dep != Rel.PREP_OBJECT or site.name.head != site.first - 1 or len(site.name.text) == 1:
        return False
    link, above = site.above.text.lower(), site.text.tokens[site.above.head]
    if above.pos == "NOUN":
        return above.text.lower() in site.groups.staff and link in site.roles.owners
    left = above.lemma.lower() in site.groups.leaving and link in site.text.grammar.source
    return left or (
        above.lemma.lower() in site.groups.employed
        and link in site.roles.owners - site.text.grammar.of - site.groups.companions
    )


def _led(site: Appearance) -> bool:
    return len(site.name.text) > 1 and led(site.text, site.last)


def _does_business(site: Appearance) -> bool:
    """ "X recalled 40,000 heaters", "X posted a loss", "X reported on Sunday that …"."""
    verb = site.verb
    if verb is None or verb.pos != "VERB" or len(site.name.text) == 1:
        return False
    done = [site.text.tokens[c] for c in site.text.children[verb.i]]
    lemma = verb.lemma.lower()
    return (
        (lemma in site.groups.firm_verbs and any(t.dep in _DONE for t in done))
        or any(t.dep == Rel.OBJECT and t.text.lower() in site.groups.results for t in done)
        or (lemma in site.groups.reporting and any(t.dep == Rel.CLAUSE for t in done))
    )


def _is_business(site: Appearance) -> bool:
    """ "acquired X", "X shares", "shares of X", "X, based in Leeds"."""
    groups, name = site.groups, site.name
    if len(name.text) == 1:
        return False  # "Class A shares"
    if name.dep == Rel.OBJECT and site.above.lemma.lower() in groups.deals:
        return True
    if name.dep in {Rel.COMPOUND, Rel.OWNER} and site.above.text.lower() in groups.firm_nouns:
        return True
    before = [t.text.lower() for t in site.before(2)]
    if name.dep == Rel.PREP_OBJECT and before and before[-1] in site.text.grammar.of and before[0] in groups.firm_nouns:
        return True
    after = [t.text.lower() for t in site.after(2)]
    return len(after) == 2 and after[0] == "," and after[1] in groups.based


def _several(site: Appearance) -> bool:
    """ "Wexmoor Rovers have signed": a name in the singular form of one that does what several do."""
    verb = site.verb
    if verb is None or site.size < 2 or site.below(site.name.i, Rel.CONJUNCT, Rel.APPOSITION):
        return False
    finite = next((t for t in site.below(verb.i, Rel.AUXILIARY, Rel.PASSIVE) if t.i > site.name.i), verb)
    return finite.tag == "VBP" and finite.i in {site.last, site.last + 1}


def plays(site: Appearance) -> bool:
    """ "beat Marton Vale 2-0": a team where one score is told; several are of a set, between two people."""
    sentence = site.text.sentence(site.first)
    scores = _SCORE.findall(site.text.slice(sentence.start, sentence.end))
    link = site.above.pos == "ADP" and site.above.text.lower() in site.groups.opponents
    above = site.text.tokens[site.above.head] if link else site.above
    argument = link or site.name.dep in {Rel.SUBJECT, Rel.OBJECT}
    return len(scores) == 1 and argument and above.lemma.lower() in site.groups.contests


def _explained(site: Appearance) -> bool:
    """ "Eurofer, the industry lobby, urged": a lone name that speaks and is explained by what it is."""
    told = site.below(site.name.i, Rel.APPOSITION) if site.size == 1 and _speaks(site) else ()
    return any(t.text.lower() in site.groups.bodies for t in told)


def _gone_to(site: Appearance) -> bool:
    """ "flew to X", "met in X", "the road to X", of a name that the recognizer takes for a body."""
    if site.size > 2 or site.name.dep != Rel.PREP_OBJECT or site.name.text.isupper():
        return False
    link, above = site.above.text.lower(), site.text.tokens[site.above.head].lemma.lower()
    goes = link in site.text.grammar.toward and above in site.groups.moves | site.groups.journeys
    return goes or (link in site.groups.inside and above in site.groups.held)


def _located(site: Appearance) -> bool:
    """ "signed in Redcliff on Monday": a name right after the "in" of something done, and nothing bound to it."""
    if site.first == 0 or site.size > 2 or site.name.text.isupper() or site.name.dep != Rel.PREP_OBJECT:
        return False
    (link,) = site.before()
    if site.name.head != link.i or link.text.lower() not in site.groups.inside:
        return False
    after = next(iter(site.after()), None)
    if site.text.tokens[link.head].pos == "VERB":
        return after is None or after.pos in _CLOSING
    folk = site.text.tokens[link.head].text.lower() in site.groups.people  # "told mourners in Redcliff that"
    return after is not None and (after.pos == "ADP" or (folk and after.pos in _CLOSING))


_P, _O, _L = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE
CLUES: Sequence[Clue] = (
    Clue("a noun for a body says what it is", _O, 5, _beside_body),
    Clue("a noun for a group stands bound to it", _O, 4, _beside_group, settles=False),
    Clue("it is in apposition to a noun for a body", _O, 4, _apposed_to_body),
    Clue("a title stands before it", _P, 4, _titled_before),
    Clue("a title and a comma stand before it", _P, 4, _titled_by_comma),
    Clue("its first word is a family name of the East", _P, 4, _family_first, settles=False),
    Clue("somebody holds a title there", _O, 4, _has_officer),
    Clue("people are held to work there", _O, 4, _employs, settles=False),
    Clue("it has a director or the like", _O, 3, _owns_title),
    Clue("it has somebody who is named", _O, 3, _owns_person, names=False),
    Clue("it is of a trade", _O, 3, _of_a_trade),
    Clue("somebody leads it", _O, 3, _led),
    Clue("it is called as teams are", _O, 4, _of_a_team),
    Clue("it does something to what is its own", _O, 2, _has_its_own),
    Clue("people work for it or leave it", _O, 2, _employs_somebody),
    Clue("it does what firms do", _O, 3, _does_business),
    Clue("it is treated, owned or has things as firms", _O, 3, _is_business),
    Clue("it speaks of itself as a thing", _O, 3, _speaks_of_itself),
    Clue("it does with a plural verb", _O, 2, _several),
    Clue("it plays for a score", _O, 4, plays, names=False),
    Clue("it speaks and is explained as a body", _O, 3, _explained, settles=False),
    Clue("a title follows in apposition", _P, 4, _titled_after),
    Clue("an age follows", _P, 4, _aged),
    Clue("it opens with a given name", _P, 3, _given, names=False),
    Clue("it speaks of itself as he or she", _P, 2, _speaks_of_oneself),
    Clue("it speaks, and the sentence goes on with he or she", _P, 2, _spoken_of_later),
    Clue("it does or bears what only people do", _P, 3, _lives),
    Clue("a name of several words speaks", _P, 1, _speaks_in_full, settles=False),
    Clue("a name that stands alone speaks", _P, 1, _speaks_alone, settles=False),
    Clue("it speaks although it is taken for a place", _P, 2, _speaks_though_place, names=False),
    Clue("its last word is one of land", _L, 3, _called_as_land),
    Clue("it opens as places do, after a word of place", _L, 4, _of_ground),
    Clue("somebody governs it as a town", _L, 4, _governed),
    Clue("somebody goes there or meets there", _L, 3, _gone_to, names=False),
    Clue("it follows the “in” of what is done", _L, 1, _located, settles=False),
)
