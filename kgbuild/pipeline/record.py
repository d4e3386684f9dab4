"""Records of a run: `run.json` holds only what is equal for equal input, `run.log.json` the rest."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kgbuild.pipeline.reader import code_digest
from kgbuild.problems import Problem, Severity
from kgbuild.version import VERSION

Json = dict[str, Any]

LOG = "run.log.json"
"""The file that differs from run to run."""

_PACKAGES = ("networkx", "pyoxigraph", "rdflib", "spacy")


def short_path(file: str, roots: Iterable[Path]) -> str:
    """Return `file` relative to the folder above the input it was found under, so that records do not depend on where
    the input lies."""
    path = Path(file)
    for root in roots:
        if path == root or path.is_relative_to(root):
            return path.relative_to(root.parent).as_posix()
    return file


def input_records(paths: Iterable[str], roots: Sequence[Path]) -> list[Json]:
    """Return path and SHA-256 of every input file, sorted by path."""
    files = [(short_path(p, roots), Path(p)) for p in sorted(set(paths))]  # two folders may hold files of one name
    records = [
        {"path": name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for name, path in files
        if path.is_file()
    ]
    return sorted(records, key=lambda r: (r["path"], r["sha256"]))


def problem_records(problems: Iterable[Problem], roots: Sequence[Path] = ()) -> list[Json]:
    """Return problems as JSON, sorted, with paths as `short_path` gives them."""
    records = [
        {
            "severity": p.severity.value,
            "file": short_path(p.where.file, roots),
            "line": p.where.line,
            "column": p.where.column,
            "what": p.what,
            "fix": p.fix,
            "rule": p.rule,
            "row": p.row,
        }
        for p in problems
    ]
    return sorted(records, key=lambda r: json.dumps(r, sort_keys=True))


def run_record(
    *, inputs: list[Json], counts: Mapping[str, int], classes: Mapping[str, int], problems: list[Json], settings: Json
) -> bytes:
    """Return `run.json`; its versions are those that decide what is extracted."""
    return _bytes(
        {
            "versions": {"kgbuild": VERSION, **versions_of(settings["model"])},
            "settings": settings,
            "inputs": inputs,
            "counts": dict(sorted(counts.items())),
            "core": dict(sorted(classes.items())),
            "problems": problems,
        }
    )


def versions_of(model: str) -> dict[str, str]:
    """Return the versions of what reads the texts."""
    return {"spacy": version("spacy"), model: _model_version(model)}


def _model_version(model: str) -> str:
    try:
        return version(model.replace("_", "-"))
    except PackageNotFoundError:  # a model may also be a folder
        return ""


def log_record(
    seconds: Mapping[str, float],
    *,
    description: str,
    files: Mapping[str, Sequence[int]],
    roots: Iterable[Path] = (),
) -> bytes:
    """Return `run.log.json`: seconds for each stage, the environment, the digest of our code, the SHA-256 of the
    description, which holds those of the other files, by name how `files` were when they were written, and the folders
    that the paths of the inputs in `run.json` start from. It differs from run to run."""
    return _bytes(
        {
            "description": description,
            "code": code_digest(),
            "files": dict(files),
            "inputs_in": sorted({root.resolve().parent.as_posix() for root in roots}),
            "seconds": {stage: round(s, 3) for stage, s in seconds.items()},
            "python": platform.python_version(),
            "platform": platform.platform(),
            "packages": {name: version(name) for name in _PACKAGES},
        }
    )


def failure_record(what: str, problems: Iterable[Problem]) -> bytes:
    """Return `<out>.failed.json`: what stopped the run."""
    return _bytes({"failed": what, "problems": problem_records(problems)})


def worst(problems: Iterable[Problem]) -> bool:
    """Whether any problem is an error."""
    return any(p.severity is Severity.ERROR for p in problems)


def _bytes(record: Json) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
