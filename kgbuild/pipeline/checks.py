"""What `kgbuild check` looks at: everything a build reads before its first article, and a finished output folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kgbuild.config import FILE_NAME, Config, load_config
from kgbuild.errors import ConfigError, UsageError
from kgbuild.lexicon import SECTIONS, shipped_lexicons
from kgbuild.ontology.load import load_ontology
from kgbuild.pipeline.own_mappings import check_sources, own_files
from kgbuild.pipeline.project import load_project, load_words, usage_of, vocabulary_of
from kgbuild.pipeline.promise import check_promise
from kgbuild.problems import Problem
from kgbuild.resources import shown_path
from kgbuild.serialize.swap import MARKER
from kgbuild.yamlio import load_yaml
from kgbuild.yarrrml.checks.vocabulary import check_usage
from kgbuild.yarrrml.front_ends import RML_SUFFIXES
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.rml.graph import is_rml
from kgbuild.yarrrml.rml.load import load_rml


def check_project(config: Config) -> list[Problem]:
    """Return the problems of a project's lexicons, ontology and mappings; none of them needs data."""
    try:
        project = load_project(config)
    except ConfigError as error:
        return list(error.problems)
    mapping = project.mapping
    told = check_usage(mapping, usage_of(project.ontology))
    return [*mapping.warnings, *told, *check_sources(mapping, own_files(config))]


def check_paths(paths: Sequence[Path], config: Config) -> list[Problem]:
    """Return the problems of single files or output folders.

    An output folder is checked against the shapes and against its own promise (every triple leads to words, nothing
    said by others is fact), an ontology is parsed, RML, `kgbuild.yaml`, lexicons and
    mappings are read. Raises `UsageError` for a path that is none of these.
    """
    found: list[Problem] = []
    for path in paths:
        try:
            found.extend(_check_path(path, config))
        except ConfigError as error:
            found.extend(error.problems)
    return found


def _check_path(path: Path, config: Config) -> list[Problem]:
    if (path / MARKER).is_file():
        from kgbuild.shacl.check import check_shapes

        shapes = check_shapes(path, ontologies=config.ontologies, base=config.folder)
        return [*shapes, *check_promise(path, config)]
    if path.suffix in RML_SUFFIXES - {".ttl"} or (path.suffix == ".ttl" and is_rml(path)):
        return list(load_rml([path], base=config.folder).warnings)
    if path.suffix == ".ttl":
        load_ontology([path], base=config.folder)
        return []
    if path.name == FILE_NAME:
        return check_project(load_config(path))
    if path.suffix in {".yml", ".yaml"}:
        return _check_yaml(path, config)
    raise UsageError(f"{path.as_posix()} is no output folder, mapping, lexicon, ontology or {FILE_NAME}")


def _check_yaml(path: Path, config: Config) -> list[Problem]:
    if _is_lexicon(path, config):
        return _check_lexicon(path, config)
    ontology = load_ontology(config.ontologies, base=config.folder)
    mapping = load_mapping([path], base=config.folder, vocabulary=vocabulary_of(ontology))
    return [*mapping.warnings, *check_usage(mapping, usage_of(ontology))]


def _is_lexicon(path: Path, config: Config) -> bool:
    """Whether a YAML file is a lexicon: by its place, or by its sections."""
    above = {folder.name for folder in path.parents[:2]}  # lexicon/own.yml, lexicon/en/roles.yml
    if "lexicon" in above or path.resolve() in {p.resolve() for p in config.lexicons}:
        return True
    return any(key in SECTIONS for key, _, _ in load_yaml(path).pairs)


def _check_lexicon(path: Path, config: Config) -> list[Problem]:
    """Return the problems of one lexicon, read after the shipped ones and the project's, as in a build: an entry may
    name what another file has. What is wrong in the others is not told here."""
    others = [p for p in config.lexicons if p.resolve() != path.resolve()]
    own = [] if path.resolve() in {p.resolve() for p in shipped_lexicons(config.language)} else [path]
    found: list[Problem] = []
    load_words((*others, *own), found, language=config.language, base=config.folder)
    shown = shown_path(path, base=config.folder)
    return [p for p in found if p.where.file == shown]
