"""Words of closed classes: `grammar.yml` of a language, read once. All words are lower case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kgbuild.errors import ConfigError
from kgbuild.extract.parse.lemmas import Form, read_lemmas
from kgbuild.extract.parse.relations import Rel, read_relations
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.schema import WORDS, key, read_all

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the reading of a sentence knows of its language: the relation behind each label of its parser, the bases of
    forms that its lemmatizer gets wrong, and the words that grammar is made of."""

    labels: Mapping[str, Rel] = field(default_factory=dict)
    lemmas: Mapping[Form, str] = field(default_factory=dict)

    particles: Words = key(WORDS, "adverbs that make one verb with the verb before them (“call *off*”)")
    far_particles: Words = key(WORDS, "those that also stand after the object (“call the members *together*”)")
    out: Words = key(WORDS, "a particle though it has an object of its own (“walk *out* of the talks”)")
    by: Words = key(WORDS, "leads to who does what a passive or a noun tells")
    to_have: Words = key(WORDS, "verbs that are auxiliaries with an infinitive (“*have* to go”)")
    that: Words = key(WORDS, "opens clauses and stands for what they are about")
    as_: Words = key(WORDS, "leads to what somebody says or is (“quoted *as* saying”)", name="as")
    for_: Words = key(WORDS, "lead to what the object did (“criticised a guard *for* shooting”)", name="for")
    namesakes: Words = key(WORDS, "names of months, days and seasons that people have too")
    dating: Words = key(WORDS, "prepositions that lead to dates")


def load_grammar(lexicon: Lexicon) -> Grammar:
    """Read the sections `relations`, `lemmas` and `grammar`; a user's words are added to ours. Raises `ConfigError`
    with every mistake of all three."""
    problems: list[Problem] = []
    words = read_all(Grammar, lexicon.section("grammar"), problems)
    made = replace(words, labels=read_relations(lexicon, problems), lemmas=read_lemmas(lexicon, problems))
    if problems:
        raise ConfigError(problems)
    return made
