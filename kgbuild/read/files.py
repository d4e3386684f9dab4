"""Which files to read: the paths given, folders with all below them, in one order however they were given."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from kgbuild.errors import InputError
from kgbuild.problems import Location, Problem
from kgbuild.yamlio import warn

STDIN = Path("-")


def find_files(paths: Iterable[Path], suffixes: Collection[str], problems: list[Problem]) -> list[Path]:
    """Return the files to read, sorted by path, each once.

    In folders only files with one of `suffixes` count; what is left out gives one warning a folder. Raises `InputError`
    naming every path that does not exist or is of no kind that is read.
    """
    wrong: list[Problem] = []
    found: dict[Path, Path] = {}
    for path in sorted(set(paths)):
        if path == STDIN:
            found[path] = path
        elif path.is_dir():
            for file in _in_folder(path, suffixes, problems):
                found.setdefault(file.resolve(), file)
        elif not path.exists():
            wrong.append(Problem(Location(path.as_posix()), "no such file or folder", "check the path"))
        elif path.suffix.lower() not in suffixes:
            what, fix = f"files ending in `{path.suffix}` are not read", f"read are: {' '.join(sorted(suffixes))}"
            wrong.append(Problem(Location(path.as_posix()), what, fix))
        else:
            found.setdefault(path.resolve(), path)
    if wrong:
        raise InputError(wrong)
    return sorted(found.values())


def _in_folder(folder: Path, suffixes: Collection[str], problems: list[Problem]) -> list[Path]:
    below = sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    # a README beside the articles is about them, not one of them
    plain = [p for p in below if p.stem.upper() != "README" and not any(part.startswith(".") for part in p.parts)]
    taken = [p for p in plain if p.suffix.lower() in suffixes]
    left = [p.as_posix() for p in plain if p not in set(taken)]
    if left:
        shown = ", ".join(left[:5]) + (", …" if len(left) > 5 else "")
        fix = f"read are: {' '.join(sorted(suffixes))}"
        problems.append(warn(Location(folder.as_posix()), f"{len(left)} files left out: {shown}", fix))
    return [folder / p for p in taken]
