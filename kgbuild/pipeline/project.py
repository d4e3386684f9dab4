"""Everything a run needs besides articles, read and checked before the first article is opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kgbuild.config import DEFAULT_BASE, Config, Mappings, shipped_mappings
from kgbuild.decisions.read import read_decisions
from kgbuild.errors import ConfigError, gathered
from kgbuild.lexicon import Lexicon, load_lexicon, read_lexicon
from kgbuild.model.decisions import Decision
from kgbuild.model.on_demand import Later
from kgbuild.model.ontology import Ontology, TermKind
from kgbuild.ontology.load import load_ontology
from kgbuild.pipeline.given_ids import GivenIds, read_ids
from kgbuild.pipeline.kept_words import (
    Words,
    keep_knowledge,
    keep_words,
    kept_knowledge,
    kept_words,
    words_in,
    words_key,
)
from kgbuild.problems import Location, Problem, near_miss
from kgbuild.read.wording import Wording, read_wording
from kgbuild.resolve.words import load_identity_words
from kgbuild.resources import DEFAULT_LANGUAGE, lexicon_folder
from kgbuild.yamlio import Node, load_yaml
from kgbuild.yarrrml.checks.vocabulary import PropertyUse, Usage
from kgbuild.yarrrml.form import Mapping as RuleSet
from kgbuild.yarrrml.language.load import Head, load_mapping

if TYPE_CHECKING:
    from kgbuild.extract.article import Knowledge


class Read(NamedTuple):
    """The lexicons with what is made of them: what the extractors know, and the wording around the text of articles;
    None where something is wrong."""

    lexicon: Later[Lexicon]
    knowledge: Knowledge | None
    wording: Wording | None


@dataclass(frozen=True, slots=True)
class Project:
    """A configuration with its files read: the lexicons (where they are known to be right only when somebody looks),
    what all builds ask of them, the ontology and the mapping rules, what people decided and the ids things have."""

    config: Config
    read: Later[Read]
    words: Words
    ontology: Ontology
    mapping: RuleSet
    decisions: tuple[Decision, ...] = ()
    ids: GivenIds = field(default_factory=GivenIds)

    @property
    def lexicon(self) -> Lexicon:
        """The lexicons."""
        return self.read.value.lexicon.value

    @property
    def knowledge(self) -> Knowledge:
        """What the extractors know."""
        assert self.read.value.knowledge is not None  # else there is no project
        return self.read.value.knowledge

    @property
    def wording(self) -> Wording:
        """The wording around the text of articles."""
        assert self.read.value.wording is not None
        return self.read.value.wording


def load_project(config: Config, *, kept: bool = False) -> Project:
    """Read lexicons (those that are as they were kept when they are needed), ontology, mappings, decisions and ids.
    Raises `ConfigError` with the problems of all of them together."""
    problems: list[Problem] = []
    words, read = kept_words(config) if kept else None, Later(lambda: _kept_or_right_words(config, words))
    if words is None:
        key = words_key(config)
        found = load_words(config.lexicons, problems, language=config.language, base=config.folder)
        if found.knowledge is not None and not problems:
            words = words_in(found.lexicon.value, found.knowledge, key if words_key(config) == key else "")
            read = Later(lambda: _right_words(config), found)
    ontology = gathered(lambda: load_ontology(config.ontologies, base=config.folder), problems)
    mapping = gathered(lambda: load_rules(config, ontology), problems)
    decisions = gathered(lambda: read_decisions(config.folder), problems) if config.found else ()
    ids = gathered(lambda: read_ids(config.folder), problems) if config.found else GivenIds()
    if problems or words is None or ontology is None or mapping is None:
        raise ConfigError(problems)
    return Project(config, read, words, ontology, mapping, decisions or (), ids or GivenIds())


def _kept_or_right_words(config: Config, words: Words | None) -> Read:
    known = kept_knowledge(config.folder, words.key) if words is not None else None
    if known is None:
        return _right_words(config)
    lexicon = Later(lambda: load_lexicon(config.lexicons, language=config.language, base=config.folder))
    return Read(lexicon, *known)


def keep_read(project: Project) -> None:
    """Keep what was read of lexicons for the next build."""
    config, words, read = project.config, project.words, project.read
    keep_words(config, words)
    if read.made and read.value.knowledge is not None and read.value.wording is not None:
        keep_knowledge(config, words.key, (read.value.knowledge, read.value.wording))


def _right_words(config: Config) -> Read:
    problems: list[Problem] = []
    found = load_words(config.lexicons, problems, language=config.language, base=config.folder)
    if problems:  # changed since they were looked at
        raise ConfigError(problems)
    return found


def load_words(
    lexicons: Iterable[Path], problems: list[Problem], *, language: str = DEFAULT_LANGUAGE, base: Path | None = None
) -> Read:
    """Read the shipped lexicons and these, every section by the part that uses it; what is wrong is added to
    `problems`, and without any there is knowledge."""
    paths = tuple(lexicons)
    read = (*lexicon_folder(language).glob("*"), *paths)
    found, wrong = _words(paths, language, base, tuple(map(_bytes, sorted(read))))
    problems[:] = dict.fromkeys((*problems, *wrong))
    return found


@lru_cache(maxsize=2)
def _words(
    lexicons: tuple[Path, ...], language: str, base: Path | None, _: tuple[bytes | None, ...]
) -> tuple[Read, tuple[Problem, ...]]:
    """Return the words of lexicons, read again (most of a second) only where a byte of the files differs."""
    from kgbuild.extract.article import load_knowledge  # half of our code, which many builds do without

    problems: list[Problem] = []
    lexicon = read_lexicon(lexicons, problems, language=language, base=base)
    knowledge = gathered(lambda: load_knowledge(lexicon), problems)
    wording = gathered(lambda: read_wording(lexicon), problems)
    gathered(lambda: load_identity_words(lexicon), problems)
    return Read(Later(lambda: lexicon, lexicon), knowledge, wording), tuple(
        dict.fromkeys(problems)
    )  # a set of words is read by all sections that name it


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # told by who reads it


def load_rules(config: Config, ontology: Ontology | None) -> RuleSet:
    """Read the shipped and the project's mapping files, checked against the ontology where one is given."""
    vocabulary = vocabulary_of(ontology) if ontology is not None else None
    prefixes = {"kg": config.base} if config.base != DEFAULT_BASE else {}
    head = Head(prefixes, without=_left_out(config.mappings))
    return load_mapping(config.mapping_files(), base=config.folder, vocabulary=vocabulary, head=head)


def _left_out(mappings: Mappings) -> dict[Path, frozenset[str]]:
    """Return the shipped rules that a project does without, by their file. Raises `ConfigError` for unknown ones."""
    if not mappings.without:
        return {}
    rules = {path: frozenset(key for key, _, _ in _rules_in(path)) for path in shipped_mappings()}
    known = {name for names in rules.values() for name in names} | {path.name for path in rules}
    unknown = [(name, where) for name, where in mappings.without if name not in known]
    if unknown:
        what = "there is no shipped rule or mapping file `{}` to leave out"
        raise ConfigError([Problem(where, what.format(name), near_miss(name, known)) for name, where in unknown])
    wanted = {name for name, _ in mappings.without}
    return {path: names & wanted for path, names in rules.items() if names & wanted}


def _rules_in(path: Path) -> tuple[tuple[str, Location, Node], ...]:
    node = load_yaml(path).get("mappings")
    return node.pairs if node is not None else ()


def vocabulary_of(ontology: Ontology) -> dict[str, frozenset[str]]:
    """Return, for each namespace that is loaded whole, the IRIs of its terms."""
    return {n: frozenset(iri for iri in ontology.terms if iri.startswith(n)) for n in ontology.namespaces}


_ANYTHING = frozenset({"http://www.w3.org/2002/07/owl#Thing", "http://www.w3.org/2000/01/rdf-schema#Literal"})
_TAKES = {TermKind.OBJECT_PROPERTY: "iri", TermKind.DATATYPE_PROPERTY: "literal"}


def usage_of(ontology: Ontology) -> Usage:
    """Return how the ontology says its properties are used, for the check of mappings.

    A literal's range is its datatype; annotation properties take anything.
    """
    properties = {}
    for term in ontology.properties:
        takes = _TAKES.get(term.kind, "")
        domain, ranges = frozenset(term.domain) - _ANYTHING, frozenset(term.range) - _ANYTHING
        datatypes, classes = (frozenset[str](), ranges) if takes == "iri" else (ranges, frozenset[str]())
        properties[term.iri] = PropertyUse(takes, datatypes, domain, classes)
    above: dict[str, set[str]] = {}
    for term in ontology.classes:
        for below in ontology.subclasses(term.iri):
            above.setdefault(below, set()).add(term.iri)
    return Usage(properties, {iri: frozenset(found) for iri, found in above.items()})
