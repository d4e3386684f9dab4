"""Words of closed classes: `grammar.yml` of a language, read once, with its words for numbers. All are lower case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kgbuild.errors import ConfigError
from kgbuild.extract.parse.mends import Mends, read_mends
from kgbuild.extract.parse.relations import Rel, read_entities, read_relations
from kgbuild.lexicon import Lexicon
from kgbuild.model.facts import Factuality
from kgbuild.problems import Problem
from kgbuild.schema import NUMBER, PHRASES, WORDS, key, keys_of, named, read_all, table

Words = frozenset[str]
_DIGITS = re.compile(r"\d+(\.\d+)?")


class Scope(StrEnum):
    """Where a word stands to what it says something of."""

    HELPER = "helper"  # an auxiliary
    OPENER = "opener"  # opens the clause: "if"
    DETERMINER = "determiner"  # before the noun: "no"
    LEADER = "leader"  # a preposition before the verb: "without"
    INVERTED = "inverted"  # an auxiliary before the subject: "had they met"


class Edge(StrEnum):
    """What a date after a preposition is to the time it speaks of."""

    START = "start"
    END = "end"


class WordClass(StrEnum):
    """The classes of words that the section names."""

    VERB = "verb"
    NOUN = "noun"


_CLASSES = {WordClass.VERB: ("VERB", "AUX"), WordClass.NOUN: ("NOUN",)}
LEMMAS = table(table(WORDS), known=tuple(_CLASSES))  # the section: by word class, the forms of each base


@dataclass(frozen=True, slots=True)
class Numbers:
    """Number words with what they count, in lower case; `endings` make an ordinal of digits ("3rd")."""

    cardinals: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    endings: frozenset[str] = frozenset()

    def value(self, words: Iterable[str], scales: Mapping[str, int]) -> int | None:
        """Return the whole number that words say together, or None for two numbers."""
        found = self.exact(words, scales)
        return None if found is None else int(found)

    def exact(self, words: Iterable[str], scales: Mapping[str, int]) -> float | None:
        """Return what number words and digits say together ("2.5 million", "forty-two"), or None for two numbers.

        `scales` multiply what stands before them.
        """
        total, found = 0.0, False
        for word in (w.lower() for w in words):
            plain = word.replace(",", "")
            if _DIGITS.fullmatch(plain):
                if found:
                    return None
                total, found = float(plain), True
            elif word in scales:
                total, found = (total or 1) * scales[word], True
            elif all(part in self.cardinals for part in word.split("-")):
                total, found = total + sum(self.cardinals[part] for part in word.split("-")), True
            else:
                return None
        return float(total) if found else None

    def ordinal(self, word: str) -> int:
        """Return the place that a word or digits with an ending name ("third", "3rd"), or 0."""
        lower = word.lower()
        digits = (lower.removesuffix(end) for end in self.endings if lower[:1].isdigit() and lower.endswith(end))
        return self.ordinals.get(lower) or next((int(number) for number in digits if number.isdigit()), 0)


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the reading of a sentence knows of its language: the relation behind each label of its parser, the bases of
    forms that its lemmatizer gets wrong, and the words that grammar is made of."""

    labels: Mapping[str, Rel] = field(default_factory=dict)
    lemmas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=Numbers)
    entities: Mapping[str, str] = field(default_factory=dict)
    called: Mapping[str, Words] = field(default_factory=dict)
    mends: Mends = field(default_factory=Mends)

    particles: Words = key(WORDS, "adverbs that make one verb with the verb before them (“call *off*”)")
    far_particles: Words = key(WORDS, "those that also stand after the object (“call the members *together*”)")
    out: Words = key(WORDS, "a particle though it has an object of its own (“walk *out* of the talks”)")
    both: Words = key(WORDS, "two of them (“killing *both* pilots”)")
    two: Words = key(WORDS, "the same, as a number (“the *two* sides”)")
    one: Words = key(WORDS, "stand for a noun just said (“a second *one*”)")
    camps: Words = key(WORDS, "the same, also without a number (“the *parties* met again”)")
    states: Words = key(WORDS, "nouns of `sides` that are countries (“the two *nations*”)")
    sides: Words = key(WORDS, "who stand against each other, after “both” or “two”")
    by: Words = key(WORDS, "leads to who does what a passive or a noun tells")
    to_have: Words = key(WORDS, "verbs that are auxiliaries with an infinitive (“*have* to go”)")
    twice: Words = key(WORDS, "tells of a habit before “a” only (“met *twice* this month”)")
    that: Words = key(WORDS, "opens clauses and stands for what they are about")
    naming: Words = key(WORDS, "verbs that make somebody something (“*elected* Ana Ruiz mayor”)")
    further: Words = key(WORDS, "behind a number: as many beside those just counted (“four *more*”)")
    calling: Words = key(WORDS, "verbs that say what something is (“*call* the strike illegal”)")
    as_: Words = key(WORDS, "leads to what somebody says or is (“quoted *as* saying”)", name="as")
    for_: Words = key(WORDS, "lead to what the object did (“criticised a guard *for* shooting”)", name="for")
    mood: Mapping[str, Mapping[str, str]] = key(
        table(named(*Factuality), known=tuple(Scope)),
        "what says whether a clause holds: an auxiliary, a word that opens it, one before its noun, a preposition "
        "before its verb, an auxiliary before its subject",
    )
    reaching: Words = key(WORDS, "lead to the time that what is asked or expected reaches (“a deal *by* May”)")
    until: Words = key(WORDS, "those of `mood.opener` that say nothing of the past (“stayed *until* he was freed”)")
    yet: Words = key(WORDS, "with `have` and an infinitive: it was not done (“has *yet* to begin”)")
    must: Words = key(WORDS, "auxiliaries of duty: a plan of who is to do it, without one a wish")
    owing: Words = key(WORDS, "auxiliaries by which something is asked of whoever does it")
    would: Words = key(WORDS, "auxiliaries of what is planned, or imagined where there is a condition or a `have`")
    have: Words = key(WORDS, "auxiliaries of the perfect")
    to: Words = key(WORDS, "marks an infinitive")
    be: Words = key(WORDS, "the copula")
    settled: Words = key(WORDS, "verbs by which somebody is as good as having done what follows")
    losing: Words = key(WORDS, "verbs of who takes part without winning (“*lost* the election”)")
    untrue: Words = key(WORDS, "what is said of a report that is not so (“rumours that he had died were *false*”)")
    true: Words = key(WORDS, "what is said of one that is so, unless it is denied (“were not *true*”)")
    rumours: Words = key(WORDS, "nouns whose that-clause may not be so (“a *report* that he had died”)")
    refuting: Words = key(WORDS, "verbs by which such a report is said not to be so (“*dismissed* a report that”)")
    truth: Words = key(WORDS, "nouns of which there is none in what is not so (“no *truth* in the report that”)")
    resolved: Words = key(WORDS, "nouns whose infinitive somebody plans (“a *deal* to buy a rival”)")
    aflame: Words = key(WORDS, "what a thing is set, by which setting is no plan")
    idle: Words = key(WORDS, "verbs that say no more than another's tense")
    it: Words = key(WORDS, "pronouns for a thing")
    they: Words = key(WORDS, "pronouns for several things (“the talks began. *They* were held in Lund”)")
    taken_place: Words = key(WORDS, "objects of what happens (“take *place*”)")
    governing: Words = key(WORDS, "prepositions by which a plan governs what it is for (“plans *for* talks”)")
    on: Words = key(WORDS, "leads to a day")
    concerning: Words = key(WORDS, "lead to what is talked about")
    focusing: Words = key(WORDS, "the same after verbs of dealing with")
    not_at: Words = key(WORDS, "before a date: it is not the day itself")
    edges: Mapping[str, str] = key(named(*Edge), "before a date: it is where something starts or ends")
    set_for: Words = key(WORDS, "before a date that something is fixed for")
    moved_to: Words = key(WORDS, "before a date that something is moved to")
    not_lasting: Words = key(WORDS, "before a length of time: nothing lasts it")
    far: Words = key(WORDS, "after a length of time: it is a distance")
    when: Words = key(WORDS, "opens a clause of time")
    same: Words = key(WORDS, "adjectives of what was told before (“in the *same* hall”)")
    adding: Words = key(WORDS, "joins two days, each of its own (“on 3 *and* 9 May”)")
    day_names: Words = key(WORDS, "nouns that take up the day named last (“a week after that *date*”)")
    demonstratives: Words = key(WORDS, "determiners of what was named last")
    while_: Words = key(WORDS, "open a clause of the same moment (“hurt *when* a roof fell”)", name="while")
    with_or_without: Words = key(WORDS, "lead to how something ended")
    earlier: Words = key(WORDS, "after a length of time: so long before")
    later: Words = key(WORDS, "after a length of time: so long after")
    charging: Words = key(WORDS, "prepositions before what somebody is held to have done (“suspected *of* stealing”)")
    unproved: Words = key(
        WORDS, "words before them after which nobody knows whether they did (“*arrested* for stealing”)"
    )
    anyone: Words = key(WORDS, "whoever it may be: nobody in particular")
    guilty: Words = key(WORDS, "the same where it is denied (“not *guilty* of stealing”)")
    following: Words = key(WORDS, "prepositions before what has mostly happened")
    moments: Words = key(WORDS, "shorter than a day: what lies so long after something is of its day")
    day_units: Mapping[str, int] = key(table(NUMBER), "units of time with their days")
    indefinite: Words = key(WORDS, "indefinite articles")
    eves: Words = key(WORDS, "nouns for the day before")
    anniversaries: Words = key(WORDS, "nouns for the same day of a later year")
    of: Words = key(WORDS, "leads to the whole or the owner")
    quantities: Words = key(WORDS, "before “of”: the noun behind it is what is spoken of (“*half* of the workers”)")
    during: Words = key(WORDS, "before a meeting that is known: it was held (“*after* talks”)")
    same_day: Words = key(WORDS, "before a meeting: its day may be the verb's (“said on Monday *after* talks”)")
    meanwhile: Words = key(WORDS, "those of them by which the verb's day is the meeting's in any case")
    around: Words = key(WORDS, "before a meeting: the verb's subject may have been there")
    ahead: Words = key(WORDS, "before a meeting that is still to come")
    attended: Words = key(WORDS, "before a meeting: the verb's subject was there")
    held_at: Words = key(WORDS, "before the greater meeting that one was held at")
    attending: Words = key(WORDS, "after verbs of taking part")
    destined: Words = key(WORDS, "after verbs of travel, before what it is for")
    meeting_for: Words = key(
        WORDS, "after verbs of meeting, before what the same meeting is called (“met *for* talks”)"
    )
    belonging: Words = key(WORDS, "lead to whom envoys belong to")
    doing: Words = key(WORDS, "after the noun of an event: lead to who does it")
    suffering: Words = key(WORDS, "after the noun of an event: lead to whom it is done to")
    its: Words = key(WORDS, "the same of one body (“the board agreed at *its* meeting”)")
    single: Words = key(WORDS, "pronouns of one person: no plural is meant by them")
    bidding: Words = key(WORDS, "verbs whose object is who is to do it (“*urged* Ruiz to go”)")
    theirs: Words = key(WORDS, "whose what several have together is (“told Ruiz at *their* meeting”)")
    undergone: Words = key(WORDS, "lead from a place to what befalls it (“came *under* attack”)")
    across: Words = key(WORDS, "lead to who is met, if a frame needs them (“spoke *to*”)")
    shown: Words = key(WORDS, "after verbs of receiving: lead to where")
    lately: Words = key(WORDS, "adverbs of the last of several times")
    again: Words = key(WORDS, "adverbs of one more time")
    stretches: Words = key(WORDS, "lemmas of nouns for a length of time")
    formerly: Words = key(WORDS, "adverbs of what was before")
    where: Words = key(WORDS, "opens a clause of place")
    there: Words = key(WORDS, "stands for the place named before")
    spots: Words = key(WORDS, "before a building: it says where")
    purpose: Words = key(WORDS, "between what is told and where it was, on the way up from the place")
    targeting: Words = key(WORDS, "the same for things that are hit")
    definite: Words = key(WORDS, "before a noun: it is known which")
    opening: Words = key(WORDS, "before a noun: the first")
    scales: Mapping[str, int] = key(table(NUMBER), "words that multiply the number before them")
    short_scales: Mapping[str, int] = key(table(NUMBER), "the same, behind an amount of money only")
    left: Words = key(WORDS, "verbs that leave somebody in a state (“*left* 12 dead”)")
    priced: Words = key(WORDS, "prepositions before a price")
    worth: Words = key(WORDS, "before the price of a thing")
    speaker_self: Words = key(WORDS, "pronouns of who speaks")
    speaker_touched: Words = key(
        WORDS, "pronouns of the speaker's side in what others do to it (“paid *us* in promises”)"
    )
    hearer: Words = key(WORDS, "pronouns of who is spoken to")
    asking: Words = key(WORDS, "open questions that are told (“asked *whether*”)")
    including: Words = key(WORDS, "verbs that list parts (“demands *including* a truce”)")
    source: Words = key(WORDS, "leads to where something comes from")
    beside: Words = key(WORDS, "leads to a clause that goes with another (“*with* officials saying”)")
    person: Words = key(WORDS, "relative pronouns for people")
    wished: Words = key(WORDS, "leads to who is to do it (“called *for* them to go”)")
    addressed: Words = key(WORDS, "lead to whom somebody speaks")
    aimed: Words = key(WORDS, "lead to whom something is done")
    perceiving: Words = key(WORDS, "verbs of who only sees or hears what others do (“*saw* soldiers fire”)")
    undertaken: Words = key(WORDS, "nouns of what somebody is to do (“signed a *deal* to buy a rival”)")
    anew: Words = key(WORDS, "say that a second day is that of another thing (“in May and *again* in June”)")
    contending: Words = key(WORDS, "verbs of contests that lead to what is won (“*rallied* to beat Ruiz”)")
    pretended: Words = key(WORDS, "before a noun: nothing of the kind took place (“a *mock* battle”)")
    works: Words = key(WORDS, "nouns for what tells a story: what happens in it did not (“a *novel* in which”)")
    coming: Words = key(WORDS, "verbs that only say when (“*comes* ahead of a summit on Friday”)")
    departing: Words = key(WORDS, "verbs of leaving the place that is their object")
    granted: Words = key(WORDS, "those of them that somebody else gives (“the bank's *permission* to sell”)")
    bound: Words = key(WORDS, "lead to whom a thing is asked of (“an apology *from* them”)")
    manner: Words = key(WORDS, "before a form in -ing: it was done (“*by* saying”)")
    mutual: tuple[tuple[str, ...], ...] = key(PHRASES, "each of several to the others (“blamed *each other*”)")
    namesakes: Words = key(WORDS, "names of months, days and seasons that people have too")
    prepositions: Words = key(WORDS, "what a frame of `speech` may name as the place of its content")
    negations: Words = key(WORDS, "words that deny (“not”, “nobody”, “without”)")
    receiving: Words = key(WORDS, "verbs whose subject gets what others give (“*drew* criticism from”)")
    telling: Words = key(WORDS, "verbs that may stand before who tells (“…”, *warned* Lee)")
    merely: Words = key(WORDS, "after a negation that denies nothing (“not *only* met”)")
    at: Words = key(WORDS, "prepositions of being somewhere")
    usual: Words = key(WORDS, "adjectives by which something is so at any time (“fires are *common*”)")
    directions: Words = key(WORDS, "words before “of” that say where something lies of a place")
    placed: Words = key(WORDS, "those of them that say no more than where something was")
    together: Words = key(WORDS, "lead to who else takes part (“met *with*”, “talks *between*”)")
    among: Words = key(WORDS, "all that lead from a meeting to who takes part (“a meeting *of*”)")
    between: Words = key(WORDS, "lead to the two sides of something")
    toward: Words = key(WORDS, "lead to where somebody goes")
    dating: Words = key(WORDS, "prepositions that lead to dates")

    def is_one(self, word: str, words: Words) -> bool:
        """Say whether a list has a lemma, or a set that it is in."""
        return not words.isdisjoint(self.called.get(word, (word,)))


def load_grammar(lexicon: Lexicon) -> Grammar:
    """Read the sections `relations`, `entities`, `lemmas` and `grammar`; a user's words are added to ours. Raises
    `ConfigError` with every mistake of all of them."""
    problems: list[Problem] = []
    words = read_all(Grammar, lexicon.section("grammar"), problems)
    lists = {
        name: found for name, (f, _) in keys_of(Grammar).items() if isinstance(found := getattr(words, f), frozenset)
    }
    lemmas = _lemmas(lexicon, problems)
    made = replace(
        words,
        labels=read_relations(lexicon, problems),
        lemmas=lemmas,
        numbers=read_numbers(lexicon),
        entities=read_entities(lexicon, problems),
        called=lexicon.called,
        mends=read_mends(lexicon, lists, lemmas.get("VERB", {}), problems),
    )
    if problems:
        raise ConfigError(problems)
    return made


def _lemmas(lexicon: Lexicon, problems: list[Problem]) -> Mapping[str, Mapping[str, str]]:
    """Return by part of speech the base of each form that has one in the lexicon; a later file's wins."""
    found: dict[str, dict[str, str]] = {}
    for node in lexicon.section("lemmas"):
        for name, words in LEMMAS.read(node, problems).items():
            for base, forms in words.items():
                for pos in _CLASSES.get(name, ()):
                    found.setdefault(pos, {}).update(dict.fromkeys(forms, base))
    return found


def read_numbers(lexicon: Lexicon) -> Numbers:
    """Read the number words of the section `dates`. Whoever reads dates reports what is wrong with them."""
    cardinals: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    endings: set[str] = set()
    unread: list[Problem] = []
    for node in lexicon.section("dates"):
        words, ends = node.get("words"), node.get("endings")
        for name, into in (("number", cardinals), ("ordinal", ordinals)):
            found = words.get(name) if words is not None else None
            for word, value in (found.want_map(unread) if found is not None else {}).items():
                into[word.lower()] = value.want_int(unread)
        of_ordinals = ends.get("ordinal") if ends is not None else None
        endings.update(of_ordinals.want_texts(unread) if of_ordinals is not None else ())
    return Numbers(cardinals, ordinals, frozenset(endings))
