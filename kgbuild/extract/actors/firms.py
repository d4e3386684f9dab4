"""What around a name shows that it is a body's: whoever works for it, leads it or owns it, and what it does."""

from __future__ import annotations

from collections.abc import Container

from kgbuild.extract.actors.appearance import Appearance, full_name, has_given, speaks
from kgbuild.extract.actors.page import NO_TOKEN, SCORE
from kgbuild.extract.actors.phrases import is_title
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.relations import SUBJECTS, Rel

_AND = frozenset("&")
_TIMES = frozenset(["DATE", "TIME"])
_DONE = frozenset([Rel.OBJECT, Rel.PREPOSITION, Rel.PARTICLE])


def has_an_ampersand(site: Appearance) -> bool:
    """ "Brenner & Ohlsdorf"."""
    return any(t.text in _AND for t in site.text.tokens[site.first : site.last])


def has_officer(site: Appearance) -> bool:
    """ "an analyst at X", "the director of X"; "the mayor of X" may be a place."""
    title, link = site.before(2), site.before().text
    firm = link in site.text.grammar.of
    known = site.text.roles.firm_titles | site.text.roles.officers if firm else site.text.roles.titles
    return (firm or link in site.text.roles.owners) and title.text.lower() in known and is_title(title, site.text)


def apposed_to_body(site: Appearance) -> bool:
    """ "the fund, Ilvara", "with the grid operator, Ilvara", not "at the Ashton Hospital, Raj Patel"."""
    noun, groups, grammar = site.above.text, site.text.groups, site.text.grammar
    link = site.text.tokens[site.above.head].text.lower() if site.above.dep == Rel.PREP_OBJECT else ""
    sorts = (groups.bodies, groups.same_as, groups.firm_words, groups.trades)
    told = any(noun in sort for sort in sorts) and link not in grammar.at | grammar.of
    told = told and (site.name.entity == "ORG" or not full_name(site))
    return site.name.dep == Rel.APPOSITION and site.above.i < site.first and told


def of_a_team(site: Appearance) -> bool:
    """ "Real Norburg", "Norburg Rovers": clubs are called so."""
    called = site.opener in site.text.groups.team_openers or site.name.text in site.text.groups.team_words
    return site.size > 1 and called


def has_its_own(site: Appearance) -> bool:
    """ "X raised its prices", "X and its workers": what has something of its own is no person."""
    groups, done = site.text.groups, site.below(site.verb, Rel.OBJECT)
    if speaks(site):  # "dismissed its manager", not "dismissed its claims"
        done = [t for t in done if t.lemma.lower() in site.text.persons]
    beside = [t for t in site.below(site.name, Rel.CONJUNCT) if t.text.lower() in groups.staff | groups.firm_nouns]
    return any(t.text.lower() in groups.neuter for one in (*done, *beside) for t in site.below(one, Rel.OWNER))


def employs_somebody(site: Appearance) -> bool:
    """ "resigned from X", "works for X", "workers at X", "bought the buses from X"."""
    link, above, owners = site.link.text.lower(), site.linked, site.text.roles.owners
    if site.link.i != site.first - 1 or site.letter:
        return False
    if above.pos == "NOUN":
        return above.text.lower() in site.text.groups.staff and link in owners
    left = above.lemma.lower() in site.text.groups.leaving and link in site.text.grammar.source
    works = above.lemma.lower() in site.text.groups.employed and link in owners
    return left or (works and link not in site.text.grammar.of | site.text.groups.companions)


def does_business(site: Appearance) -> bool:
    """ "X recalled 40,000 heaters", "X posted a loss", "X reported on Sunday that …"."""
    verb, groups = site.verb, site.text.groups
    lemma = "" if verb.pos == "AUX" or site.letter else verb.lemma.lower()
    does = bool(site.below(verb, *_DONE)) if lemma in groups.firm_verbs else False
    tells = bool(site.below(verb, Rel.CLAUSE)) if lemma in groups.reporting else False
    done = [t for v in (verb, *site.below(verb, Rel.OPEN_CLAUSE)) for t in site.below(v, Rel.OBJECT)]
    sent = site.linked if site.link.dep == Rel.AGENT else NO_TOKEN  # "said a notice posted | by X"
    clause = site.text.clauses.get(sent.i)
    tells |= clause is not None and clause.word in groups.reporting and not has_given(site)
    results = lemma != "" and any(t.text.lower() in groups.results for t in done)  # "X plans to cut | jobs"
    by = site.below(verb, Rel.NOUN_ADVERB, Rel.OBJECT) if lemma in groups.priced else ()  # "X fell | 9 percent"
    return does or tells or results or any(t.entity == "PERCENT" for t in by)


def firm_tells(site: Appearance) -> bool:
    """ "X plans to build ships, *the company* said": what a firm says of a name with no given name in it."""
    verb, groups, text = site.verb, site.text.groups, site.text
    told = text.tokens[verb.head] if verb.dep == Rel.CLAUSE else NO_TOKEN
    tellers = [t for t in site.below(told, Rel.SUBJECT) if t.lemma.lower() in groups.firm_words]
    if not tellers or site.size == 1 or has_given(site):
        return False
    verbs = [v for one in (verb, *site.below(verb, Rel.OPEN_CLAUSE)) for v in (one, *site.below(one, Rel.CONJUNCT))]
    return any(v.lemma.lower() in groups.firm_verbs | groups.undertaking and site.below(v, Rel.OBJECT) for v in verbs)


def has_a_coach(site: Appearance, titles: Container[str]) -> bool:
    """ "Coach Kolar of X", "Mayor Kolar of X": where somebody with a name and one of these titles before it belongs."""
    first, text = site.first - 2, site.text
    while text.at(first).pos == "PROPN" and not is_title(text.at(first), text):
        first -= 1
    named = first < site.first - 2 and site.before().text in text.grammar.of
    return named and site.link.i == site.first - 1 and text.at(first).text.lower() in titles


def sort_follows(site: Appearance) -> bool:
    """ "Polmarina, *the ferry operator*, …": a noun for a body behind a name says what it is."""
    groups, apposed = site.text.groups, site.below(site.name, Rel.APPOSITION)
    sorts = groups.same_as | groups.firm_words | (groups.trades if site.size == 1 else frozenset())
    said = any(t.tag == "NN" and t.i > site.last and t.text.lower() in sorts for t in apposed)
    return said and not has_given(site) and site.after().text == ","


def taken_up(site: Appearance) -> bool:
    """ "X closed two mills. *The salmon processor* said": whom a noun for a firm takes up in the next sentence, as the
    only one whom this one tells of."""
    text, groups, here = site.text, site.text.groups, site.text.sentence(site.first)
    after = text.words(text.sentences[here.index + 1]) if here.index + 1 < len(text.sentences) else ()
    if not after or site.letter or site.articled or site.name.dep not in {*SUBJECTS, Rel.OBJECT}:
        return False
    noun = next((t for t in after if t.dep in SUBJECTS), after[0])
    known = after[0].text.lower() in groups.definite and text.subtree(noun.i)[0] == after[0].i
    known &= all(t.entity != "ORG" for t in text.tokens[: site.first])
    others = (t for t in text.words(here) if t.pos == "PROPN" and not site.first <= t.i < site.last)
    led = {text.tokens[t.head].text.lower() for t in others if t.entity not in _TIMES}
    return known and noun.text.lower() in groups.trades | groups.firm_words and led <= groups.within


def told_as_firms_do(site: Appearance) -> bool:
    """ "X told investors", "X apologised to customers"."""
    if site.size > 1 or site.letter or site.name.dep != Rel.SUBJECT:
        return False
    to = [t for p in site.below(site.verb, Rel.PREPOSITION) for t in site.below(p, Rel.PREP_OBJECT)]
    heard = (*site.below(site.verb, Rel.OBJECT, Rel.RECIPIENT), *to)
    return any(t.text.lower() in site.text.groups.clients for t in heard)


def is_business(site: Appearance) -> bool:
    """ "acquired X", "X shares", "shares of X", "X, based in Leeds"."""
    groups, name, above = site.text.groups, site.name, site.above
    if site.letter:
        return False  # "Class A shares"
    if name.dep == Rel.OBJECT and above.lemma.lower() in groups.deals:
        return True
    if name.dep in {Rel.COMPOUND, Rel.OWNER} and above.text.lower() in groups.firm_nouns:
        return True
    link, owned = site.before().text.lower() if name.dep == Rel.PREP_OBJECT else "", site.before(2).text.lower()
    based = site.after().text == "," and site.after(2).text.lower() in groups.based
    share = link in groups.inside and owned in groups.stakes  # "a stake in X"
    earned = link in groups.earning and owned in groups.results  # "profits at X"
    return based or share or earned or (link in site.text.grammar.of and owned in groups.firm_nouns)


def several(site: Appearance) -> bool:
    """ "Wexmoor Rovers have signed": a name in the singular form of one that does what several do."""
    if site.size < 2 or site.below(site.name, Rel.CONJUNCT, Rel.APPOSITION):
        return False
    helpers = (t for t in site.below(site.verb, Rel.AUXILIARY, Rel.PASSIVE) if t.i > site.name.i)
    finite = next(helpers, site.verb)
    return finite.tag == "VBP" and finite.i in {site.last, site.last + 1}


def plays(site: Appearance) -> bool:
    """ "beat Marton Vale 2-0": a team where one score is told; several are of a set, between two people."""
    text, sentence = site.text, site.text.sentence(site.first)
    if len(SCORE.findall(text.slice(sentence.start, sentence.end))) != 1:
        return False
    if site.above.pos == "ADP" and site.above.text.lower() in text.groups.opponents:
        return text.tokens[site.above.head].lemma.lower() in text.groups.contests
    contests = (c for c in text.clauses.values() if text.tokens[c.head].lemma.lower() in text.groups.contests)
    return any(site.name.i in heads_of((*c.doers, *c.things)) for c in contests)
