"""How a word hangs on another: the relations that extraction asks for, and the labels a parser has for them.

A language's `relations.yml` says which labels of its parser mean which relation; this is the only module that knows a
label. A relation is named after the labels of the English models, so that their trees need no translation.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.schema import named, read_section


class Rel(StrEnum):
    """A word's relation to the word it hangs on (its head)."""

    ROOT = "ROOT"  # hangs on nothing
    SUBJECT = "nsubj"  # who does it
    PASSIVE_SUBJECT = "nsubjpass"  # to whom it is done: "the dam *was* opened"
    CLAUSE_SUBJECT = "csubj"  # "*building* it takes years"
    OBJECT = "dobj"
    RECIPIENT = "dative"  # "gave *her* a post"
    ATTRIBUTE = "attr"  # "is a *judge*"
    PREDICATE = "acomp"  # "is *ready*"
    RESULT = "oprd"  # "named her *head* of the port"
    CLAUSE = "ccomp"  # "said that it *rained*"
    OPEN_CLAUSE = "xcomp"  # "hopes to *stay*", whose subject stands above
    AGENT = "agent"  # "opened *by* the mayor"
    PREPOSITION = "prep"
    PREP_OBJECT = "pobj"  # "in *Lima*"
    PREP_CLAUSE = "pcomp"  # "after *landing*"
    PARTICLE = "prt"  # "called *off*"
    ADVERB = "advmod"
    NOUN_ADVERB = "npadvmod"  # "met *Monday*"
    ADVERB_CLAUSE = "advcl"  # "if it *rains*", "to *sign* it"
    MARKER = "mark"  # "*that*", "*if*"
    AUXILIARY = "aux"
    PASSIVE = "auxpass"  # "*was* opened"
    NEGATION = "neg"
    EXPLETIVE = "expl"  # "*there* is"
    CONJUNCT = "conj"
    COORDINATOR = "cc"
    PRECONJUNCT = "preconj"  # "*both* A and B"
    PARATAXIS = "parataxis"  # a clause put in: "it was, *he said*, late"
    APPOSITION = "appos"
    RELATIVE = "relcl"  # "the dam that *broke*"
    PARTICIPLE = "acl"  # "talks *held* in Lima", "a demand *that* …"
    DETERMINER = "det"
    PREDETERMINER = "predet"
    OWNER = "poss"
    CASE = "case"  # the "'s" of an owner; in Universal Dependencies also a preposition
    COPULA = "cop"  # "*is* a judge", in Universal Dependencies
    FLAT = "flat"  # a further word of a name, in Universal Dependencies
    COMPOUND = "compound"
    ADJECTIVE = "amod"
    NUMBER = "nummod"
    QUANTIFIER = "quantmod"  # "*about* 40"
    NOUN = "nmod"  # another noun before or after a noun
    PUNCTUATION = "punct"
    INTERJECTION = "intj"
    META = "meta"
    OTHER = "dep"  # what the parser could not name


SUBJECTS = (Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.CLAUSE_SUBJECT)
DOING = frozenset({Rel.SUBJECT, Rel.PASSIVE_SUBJECT})  # a noun as subject
HELPING = frozenset({Rel.AUXILIARY, Rel.PASSIVE})
OBJECTS = frozenset({Rel.OBJECT, Rel.ATTRIBUTE, Rel.RESULT, Rel.RECIPIENT})


_BY_NAME = {relation.name.lower(): relation for relation in Rel}
RELATIONS = named(*_BY_NAME, lower=False)  # the section: labels by the name of their relation
NONE = "none"
ENTITIES = (
    "PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "DATE", "TIME", "MONEY",
    "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", NONE,
)  # fmt: skip
RECOGNIZED = named(*ENTITIES, lower=False)  # the section `entities`: labels by what they mean


def read_relations(lexicon: Lexicon, problems: list[Problem]) -> Mapping[str, Rel]:
    """Return the relation of each label of the language's parser (`relations:` in `relations.yml`); a later file's
    word wins. A label nobody names is `Rel.OTHER`. Mistakes are added to `problems`."""
    found = read_section(RELATIONS, lexicon.section("relations"), problems)
    return {label: _BY_NAME.get(name, Rel.OTHER) for label, name in found.items()}


def read_entities(lexicon: Lexicon, problems: list[Problem]) -> Mapping[str, str]:
    """Return what the labels of the language's recognizer mean, where they differ from those of the English models
    (`entities:`); a later file's word wins."""
    found = read_section(RECOGNIZED, lexicon.section("entities"), problems)
    return {label: "" if name == NONE else name for label, name in found.items()}
