"""Which files to read: the paths given, folders with all below them, in one order however they were given."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from kgbuild.errors import InputError
from kgbuild.problems import Location, Problem
from kgbuild.read.packed import ending, shown_endings
from kgbuild.read.remote import files_below, is_list, is_remote, kind_of, listed
from kgbuild.yamlio import warn

STDIN = Path("-")
_OUTPUT = ("run.json", "dataset.nq")  # both lie in what a build wrote, which is no news


def find_files(paths: Iterable[Path], suffixes: Collection[str], problems: list[Problem]) -> list[Path]:
    """Return the files to read, sorted by path, each once.

    In folders only files with one of `suffixes` count, and none that a build wrote; what is left out gives one warning
    a folder. Raises `InputError`
    naming every path that does not exist or is of no kind that is read. Addresses may be given (`s3://…`), and files
    that end in `.urls` with one a line.
    """
    wrong: list[Problem] = []
    found: dict[Path, Path] = {}
    for path in sorted(_named(paths, wrong)):
        if path == STDIN:
            found[path] = path
        elif is_remote(path):
            found.update((file, file) for file in _remote(path, suffixes, wrong))
        elif path.is_dir():
            for file in _in_folder(path, suffixes, problems):
                found.setdefault(file.resolve(), file)
        elif not path.exists():
            wrong.append(Problem(Location(path.as_posix()), "no such file or folder", "check the path"))
        elif ending(path) not in suffixes:
            what, fix = f"files ending in `{ending(path)}` are not read", shown_endings(suffixes)
            wrong.append(Problem(Location(path.as_posix()), what, fix))
        else:
            found.setdefault(path.resolve(), path)
    if wrong:
        raise InputError(wrong)
    return sorted(found.values())


def _named(paths: Iterable[Path], wrong: list[Problem]) -> set[Path]:
    """Return the paths given, and what lists of addresses among them name."""
    named = set[Path]()
    for path in paths:
        try:
            named.update(listed(path) if is_list(path) else [path])
        except (OSError, UnicodeDecodeError) as error:
            wrong.append(Problem(Location(path.as_posix()), f"cannot be read: {error}", "write one address a line"))
    return named


def _remote(path: Path, suffixes: Collection[str], wrong: list[Problem]) -> list[Path]:
    try:
        found = files_below(path, suffixes)
    except OSError as error:
        wrong.append(Problem(Location(path.as_posix()), f"cannot be read: {error}", "check the address"))
        return []
    good = [file for file in found if kind_of(file, suffixes) in suffixes]
    if not good:
        fix = shown_endings(suffixes)
        wrong.append(Problem(Location(path.as_posix()), "no article at or below this address", fix))
    return good


def _in_folder(folder: Path, suffixes: Collection[str], problems: list[Problem]) -> list[Path]:
    every = [p for p in folder.rglob("*") if p.is_file()]
    outputs = {p.parent for p in every if p.name == _OUTPUT[0] and (p.parent / _OUTPUT[1]).is_file()} - {folder}
    below = sorted(p.relative_to(folder) for p in every if outputs.isdisjoint(p.parents))
    # a README beside the articles is about them, not one of them
    plain = [p for p in below if p.stem.upper() != "README" and not any(part.startswith(".") for part in p.parts)]
    taken = [p for p in plain if ending(p) in suffixes]
    left = [p.as_posix() for p in plain if p not in set(taken)]
    if left:
        shown = ", ".join(left[:5]) + (", …" if len(left) > 5 else "")
        fix = shown_endings(suffixes)
        problems.append(warn(Location(folder.as_posix()), f"{len(left)} files left out: {shown}", fix))
    return [folder / p for p in taken]
