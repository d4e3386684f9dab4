"""`kgbuild.yaml`: found in the folder or a parent; everything works without it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kgbuild.errors import ConfigError
from kgbuild.model.article import Source
from kgbuild.model.policy import Policy
from kgbuild.policy import POLICY_KEYS, read_policy
from kgbuild.problems import Location, Problem
from kgbuild.resources import DEFAULT_LANGUAGE, default_model, languages, shipped
from kgbuild.yamlio import Node, load_yaml

FILE_NAME = "kgbuild.yaml"
DEFAULT_BASE = "https://example.org/kg/"
_KEYS = ("base", "language", "model", "mappings", "lexicons", "ontologies", "sources", "merge", *POLICY_KEYS)
_SOURCE_KEYS = ("publisher", "url", "licence")
_MAPPING_KEYS = ("add", "replace", "without")
_BASE_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+[/#]")


@dataclass(frozen=True, slots=True)
class Mappings:
    """Which mapping files a build runs: the shipped ones and the project's `files`, or (`alone`) only these; `without`
    are names of shipped rules or files that are left out, each with the place where that is said."""

    files: tuple[Path, ...] = ()
    alone: bool = False
    without: tuple[tuple[str, Location], ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a project.

    `mappings`, `lexicons` and `ontologies` extend the shipped ones;
    `sources` give publisher, url and licence by article id (the file name, or a shell pattern of it); `policy` says
    what is accepted as fact; `cautious` (`merge: cautious`) makes questions of merges that are not sure. `folder` is
    where the file lies, `found` whether there is one; paths in the file are relative to it.
    """

    folder: Path = field(default_factory=Path)
    base: str = DEFAULT_BASE
    language: str = DEFAULT_LANGUAGE
    model: str = field(default_factory=lambda: default_model(DEFAULT_LANGUAGE))
    mappings: Mappings = field(default_factory=Mappings)
    lexicons: tuple[Path, ...] = ()
    ontologies: tuple[Path, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    cautious: bool = False
    found: bool = False

    def mapping_files(self) -> tuple[Path, ...]:
        """Return the mapping files of a build in a fixed order, the shipped ones first."""
        left_out = {name for name, _ in self.mappings.without}
        ours = () if self.mappings.alone else shipped_mappings()
        return (*(path for path in ours if path.name not in left_out), *self.mappings.files)


def shipped_mappings() -> tuple[Path, ...]:
    """Return the shipped mapping files."""
    return tuple(sorted(shipped("mappings").glob("*.yml")))


def find_config(start: Path) -> Path | None:
    """Return the nearest `kgbuild.yaml` in `start` or a parent, or None."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def configured(start: Path | str = ".") -> Config:
    """Return the configuration that holds in a folder: the nearest `kgbuild.yaml`, or the defaults.

    Raises `ConfigError` with every problem of the file.
    """
    return load_config(find_config(Path(start)))


def load_config(path: Path | None) -> Config:
    """Read a `kgbuild.yaml`, or return the defaults for None. Raises `ConfigError` with all its problems."""
    if path is None:
        return Config()
    problems: list[Problem] = []
    found = load_yaml(path, shown=path.name).want_map(problems, known=_KEYS)
    folder = path.parent
    base = _base(found["base"], problems) if "base" in found else DEFAULT_BASE
    language = _language(found["language"], problems) if "language" in found else DEFAULT_LANGUAGE
    config = Config(
        folder=folder,
        base=base,
        language=language,
        model=_model(found["model"], problems) if "model" in found else default_model(language),
        mappings=_mappings(found.get("mappings"), folder, problems),
        lexicons=_files(found.get("lexicons"), folder, problems),
        ontologies=_files(found.get("ontologies"), folder, problems),
        sources=_sources(found.get("sources"), problems),
        policy=read_policy(found, problems),
        cautious="merge" in found and found["merge"].want_choice(problems, ("usual", "cautious")) == "cautious",
        found=True,
    )
    if problems:
        raise ConfigError(problems)
    return config


def _base(node: Node, problems: list[Problem]) -> str:
    text = node.want_text(problems)
    if not _BASE_IRI.fullmatch(text):
        fix = f"write an absolute IRI that ends in / or #, such as {DEFAULT_BASE}"
        problems.append(Problem(node.where, f"`{text}` cannot be a base IRI", fix))
    return text


def _language(node: Node, problems: list[Problem]) -> str:
    text = node.want_text(problems)
    if text not in languages():
        known = ", ".join(f"`{name}`" for name in languages())
        problems.append(Problem(node.where, f"language `{text}` has no lexicons", f"there are lexicons for {known}"))
        return DEFAULT_LANGUAGE
    return text


def _model(node: Node, problems: list[Problem]) -> str:
    text = node.want_text(problems)
    if not text:
        problems.append(
            Problem(node.where, "no model is named", "write the package of a spaCy model, or leave the key out")
        )
    return text


def _mappings(node: Node | None, folder: Path, problems: list[Problem]) -> Mappings:
    """Read the key `mappings`: files to add, or a map of what to add, replace and leave out."""
    if node is None or node.kind != "map":
        return Mappings(_files(node, folder, problems))
    found = node.want_map(problems, known=_MAPPING_KEYS)
    if "replace" in found and len(found) > 1:
        what = "`replace` runs nothing but its own files"
        problems.append(Problem(found["replace"].where, what, "give `replace` alone, or `add` and `without`"))
    without = found["without"].want_list(problems) if "without" in found else ()
    return Mappings(
        _files(found.get("replace", found.get("add")), folder, problems),
        alone="replace" in found,
        without=tuple((name.want_text(problems), name.where) for name in without),
    )


def _files(node: Node | None, folder: Path, problems: list[Problem]) -> tuple[Path, ...]:
    if node is None:
        return ()
    paths: dict[Path, None] = {}  # each once, in order
    for item in node.want_list(problems):
        pattern = item.want_text(problems)
        matches = _matches(folder, pattern)
        if not matches:
            problems.append(Problem(item.where, f"no file matches `{pattern}`", "paths are relative to this file"))
        paths.update(dict.fromkeys(matches))
    return tuple(paths)


def _matches(folder: Path, pattern: str) -> list[Path]:
    if not pattern:
        return []
    try:
        found = [Path(pattern)] if Path(pattern).is_absolute() else sorted(folder.glob(pattern))
    except ValueError:  # "a**b"
        return []
    return [path for path in found if path.is_file()]


def _sources(node: Node | None, problems: list[Problem]) -> dict[str, Source]:
    if node is None:
        return {}
    sources = {}
    for key, entry in node.want_map(problems).items():
        values = {k: v.want_text(problems) for k, v in entry.want_map(problems, known=_SOURCE_KEYS).items()}
        sources[key] = Source(values.get("publisher", ""), values.get("url", ""), values.get("licence", ""))
    return sources
