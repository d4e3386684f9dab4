"""A small project to start from."""

from __future__ import annotations

from pathlib import Path

from kgbuild.errors import UsageError

_FOLDER = Path(__file__).parent


def starter_files() -> tuple[Path, ...]:
    """Return the files of a new project, relative to its folder, in a fixed order."""
    found = (p.relative_to(_FOLDER) for p in _FOLDER.rglob("*") if p.suffix in {".yaml", ".yml", ".txt"})
    return tuple(sorted(found))


def write_starter(folder: Path) -> tuple[Path, ...]:
    """Write the starter project and return its files.

    Raises `UsageError`, with nothing written, where one of the files is already there.
    """
    names = starter_files()
    taken = [name.as_posix() for name in names if (folder / name).exists()]
    if taken:
        raise UsageError(f"{folder.as_posix()} already has {', '.join(taken)}; name a new folder")
    for name in names:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((_FOLDER / name).read_bytes())
    return names
