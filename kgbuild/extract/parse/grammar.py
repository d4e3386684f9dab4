"""Words of closed classes: `grammar.yml` of a language, read once. All words are lower case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from kgbuild.errors import ConfigError
from kgbuild.extract.parse.lemmas import Form, read_lemmas
from kgbuild.extract.parse.relations import Rel, read_relations
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the reading of a sentence knows of its language: the relation behind each label of its parser, the bases of
    forms that its lemmatizer gets wrong, and word lists, each under the name it has in `grammar.yml`, where it is
    explained."""

    labels: Mapping[str, Rel]
    lemmas: Mapping[Form, str]
    namesakes: Words
    dating: Words
    particles: Words
    far_particles: Words
    out: Words
    by: Words
    to_have: Words
    that: Words
    as_: Words
    for_: Words


def load_grammar(lexicon: Lexicon) -> Grammar:
    """Read the sections `relations`, `lemmas` and `grammar`; a user's words are added to ours. Raises `ConfigError`
    with every mistake of all three."""
    problems: list[Problem] = []
    labels = read_relations(lexicon, problems)
    lemmas = read_lemmas(lexicon, problems)
    lists = {field.name: field.name.rstrip("_") for field in fields(Grammar) if field.name not in {"labels", "lemmas"}}
    found: dict[str, set[str]] = {key: set() for key in lists.values()}
    for node in lexicon.section("grammar"):
        for key, words in node.want_map(problems, known=tuple(found)).items():
            if key in found:
                found[key].update(word.lower() for word in words.want_texts(problems))
    if problems:
        raise ConfigError(problems)
    return Grammar(labels=labels, lemmas=lemmas, **{name: frozenset(found[key]) for name, key in lists.items()})
