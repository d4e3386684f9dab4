"""Whether anything changed since the last finished build: what that read and what it left, as they were on the disk.

A file is as it was where its size, its number on the disk and its times are; else, and where it was written so shortly
before it was looked at that a later write may show the same times, its bytes are compared.
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from time import time_ns
from typing import Any, NamedTuple

from kgbuild.config import FILE_NAME, Config
from kgbuild.decisions.read import decision_files
from kgbuild.errors import InputError
from kgbuild.identifiers import digest
from kgbuild.pipeline.given_ids import FILE as IDS
from kgbuild.problems import Location, Problem, Severity
from kgbuild.read.articles import READERS
from kgbuild.read.files import STDIN, find_files
from kgbuild.read.remote import is_list, is_remote
from kgbuild.resources import package_folder, shipped
from kgbuild.serialize.swap import untouched, write_whole
from kgbuild.version import VERSION

FILE = Path(".kgbuild") / "standing.json"  # in the project's folder

_CLOSE = 2_000_000_000  # nanoseconds: the coarsest clock of a disk
_PACKAGE = re.compile(r"[\w.-]+")


class Mark(NamedTuple):
    """A file as it was `seen` (nanoseconds of the clock, before): its size, its number on the disk, its times, and the
    digest of its bytes."""

    size: int
    number: int
    written: int
    changed: int
    seen: int
    sha256: str


def marked(path: Path, known: Mark | None = None, *, sha256: str = "") -> Mark:
    """Return how a file is now, given how it was or the digest of what was just written. Raises `OSError`."""
    now, found = time_ns(), path.stat()
    state = (found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)
    if known is not None and known[:4] == state and max(state[2:]) < known.seen - _CLOSE:
        return known
    if not sha256:
        with path.open("rb") as file:
            sha256 = file_digest(file, "sha256").hexdigest()
    return Mark(*state, now, sha256)


class Asked(NamedTuple):
    """What is to be built: articles and facts under which paths, to which folder, and in words with which options."""

    paths: tuple[Path, ...]
    out: Path
    facts: tuple[Path, ...] = ()
    options: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a build has to tell: how much there is, and what was wrong, with articles left out (`unread`) and after
    them. `same`: nothing had changed."""

    counts: Mapping[str, int]
    core: Mapping[str, int]
    unread: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    same: bool = False


@dataclass(frozen=True, slots=True)
class _Last:
    """The last finished build: the digest of what was `asked`, what it read and what it left."""

    asked: str
    inputs: Mapping[str, Mark]
    files: Mapping[str, Mark]
    told: Told


@dataclass(frozen=True, slots=True)
class Standing:
    """What a build would read, as it is now, beside the last build of the project."""

    path: Path
    out: Path
    asked: str
    inputs: Mapping[str, Mark]
    last: _Last | None

    def told(self) -> Told | None:
        """Return what the last build told, where this one would read and leave the same; else None."""
        last = self.last
        if last is None or last.asked != self.asked or not untouched(self.out):
            return None
        if _digests(last.inputs) != _digests(self.inputs):
            return None
        try:
            files = {name: marked(self.out / name, last.files.get(name)) for name in _names(self.out)}
        except OSError:
            return None
        if _digests(files) != _digests(last.files):
            return None
        if (files, self.inputs) != (last.files, last.inputs):
            _keep(self.path, _Last(self.asked, self.inputs, files, last.told))
        return last.told

    def left(self, name: str) -> str:
        """Return the digest of a file that the last build left."""
        mark = self.last.files.get(name) if self.last is not None else None
        return mark.sha256 if mark is not None else ""

    def keep(self, told: Told, files: Mapping[str, Mark], ids: bytes | None) -> None:
        """Keep what a build told and left, and the ids it gave, unless a file it read was written to meanwhile."""
        own = self.path.parent.parent / IDS
        rest = {name: mark for name, mark in self.inputs.items() if name != own.as_posix()}
        with suppress(OSError):
            given = {own.as_posix(): marked(own)} if ids is not None else {}
            right = all(mark.sha256 == sha256(ids or b"").hexdigest() for mark in given.values())
            if right and all(_at_rest(marked(Path(name), mark), mark) for name, mark in rest.items()):
                _keep(self.path, _Last(self.asked, rest | given, files, told))


def standing(config: Config, asked: Asked) -> Standing | None:
    """Return how things stand with what is to be built; None where that cannot be told by looking at files here."""
    if any(path == STDIN or is_remote(path) or is_list(path) for path in asked.paths):
        return None
    path, problems = config.folder / FILE, list[Problem]()
    try:
        articles = find_files(asked.paths, READERS, problems)
        last = _kept(path)
        read = [*_ours(), *_own(config), *articles, *_below(asked.facts)]
        known = last.inputs if last is not None else {}
        inputs = {one.as_posix(): marked(one, known.get(one.as_posix())) for one in read}
    except (InputError, OSError):  # told by who reads it
        return None
    return Standing(path, asked.out, _said(config, asked, problems), inputs, last)


def _said(config: Config, asked: Asked, problems: Iterable[Problem]) -> str:
    """Return the digest of what is not in files: what is asked, where, and what makes it."""
    where = (Path.cwd().as_posix(), asked.out.resolve().as_posix(), config.folder.resolve().as_posix(), config.found)
    paths = [[path.as_posix() for path in some] for some in (asked.paths, asked.facts)]
    return digest(repr((*_versions(config.model), where, paths, asked.options, list(map(str, problems)))), length=32)


def _versions(model: str) -> Iterator[str]:
    yield from (VERSION, platform.python_version())
    try:
        needed = [one for one in requires("kgbuild") or () if "extra ==" not in one]
    except PackageNotFoundError:  # run from its folder
        needed = ["spacy", "pyoxigraph", "networkx", "numpy", "regex", "pyyaml", "anyascii"]
    for name in (*needed, model.replace("_", "-")):
        with suppress(PackageNotFoundError):  # a model may also be a folder
            found = _PACKAGE.match(name)
            yield f"{name} {version(found[0])}" if found else name


def _ours() -> Iterator[Path]:
    """Yield our own files: code, lexicons, lists of names, mappings, ontology."""
    for folder in (package_folder(), shipped("mappings"), shipped("ontology")):
        yield from (path for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file())


def _own(config: Config) -> Iterator[Path]:
    """Yield the files of a project."""
    model = Path(config.model) / "meta.json"
    yield from (*config.mappings.files, *config.lexicons, *config.ontologies, *([model] if model.is_file() else []))
    if config.found:
        yield from (config.folder / FILE_NAME, *decision_files(config.folder))
        yield from (path for path in (config.folder / IDS,) if path.is_file())


def _below(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from (one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def _names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()]


def _at_rest(now: Mark, before: Mark) -> bool:
    return (now[:4], now.sha256) == (before[:4], before.sha256)


def _digests(marks: Mapping[str, Mark]) -> dict[str, str]:
    return {name: mark.sha256 for name, mark in marks.items()}


def _keep(path: Path, last: _Last) -> None:
    told = (dict(last.told.counts), dict(last.told.core), last.told.unread, last.told.problems)
    with suppress(OSError):
        write_whole(path, json.dumps((last.asked, dict(last.inputs), dict(last.files), told)).encode())


def _kept(path: Path) -> _Last | None:
    try:
        asked, inputs, files, (counts, core, unread, problems) = json.loads(path.read_bytes())
        told = Told(counts, core, tuple(map(_problem, unread)), tuple(map(_problem, problems)), same=True)
        return _Last(asked, _marks(inputs), _marks(files), told)
    except (OSError, ValueError, TypeError, AttributeError):  # none, or broken
        return None


def _marks(flat: Mapping[str, list[Any]]) -> dict[str, Mark]:
    return {name: Mark(*mark) for name, mark in flat.items()}


def _problem(flat: list[Any]) -> Problem:
    where, what, fix, severity, *rest = flat
    return Problem(Location(*where), what, fix, Severity(severity), *rest)
