"""A small project to start from, and mappings into vocabularies that people use."""

from __future__ import annotations

from pathlib import Path

from kgbuild.errors import UsageError

_PROJECT, _MAPPINGS = (Path(__file__).parent / name for name in ("project", "mapping"))
_SETTINGS = "kgbuild.yaml"
_SUFFIXES = frozenset({".yaml", ".yml", ".txt"})


def starter_mappings() -> tuple[str, ...]:
    """Return the vocabularies that there is a mapping for: `schema.org`."""
    return tuple(sorted(path.stem for path in _MAPPINGS.glob("*.yml")))


def mapping_settings(name: str) -> str:
    """Return the lines of `kgbuild.yaml` that use a vocabulary's mapping."""
    return f"mappings:\n  - mappings/{name}.yml\nontologies:\n  - ontology/{name}.ttl\n"


def write_starter(folder: Path, mapping: str = "") -> tuple[Path, ...]:
    """Write the starter project, with the mapping of a vocabulary where one is named, and return its files.

    A folder that is a project already (it has a `kgbuild.yaml`) gets the mapping alone. Raises `UsageError`, with
    nothing written, where one of the files is already there or the folder lies below a file.
    """
    files = _mapping_files(mapping) if mapping else {}
    if not (mapping and (folder / _SETTINGS).exists()):
        files = _project_files(mapping) | files
    taken = [name.as_posix() for name in files if (folder / name).exists()]
    if taken:
        raise UsageError(f"{folder.as_posix()} already has {', '.join(taken)}; name a new folder")
    above = next(p for p in (folder, *folder.parents) if p.exists())
    if not above.is_dir():
        raise UsageError(f"cannot make {folder.as_posix()}: {above.as_posix()} is a file; name another folder")
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return tuple(files)


def _project_files(mapping: str) -> dict[Path, bytes]:
    """Return the project's files by their path in it, in a fixed order."""
    found = sorted(p for p in _PROJECT.rglob("*") if p.suffix in _SUFFIXES)
    files = {p.relative_to(_PROJECT): p.read_bytes() for p in found}
    if mapping:
        files[Path(_SETTINGS)] += f"\n# {mapping} beside our own vocabulary\n{mapping_settings(mapping)}".encode()
    return files


def _mapping_files(name: str) -> dict[Path, bytes]:
    rules, terms = _MAPPINGS / f"{name}.yml", _MAPPINGS / f"{name}.ttl"
    return {Path("mappings", rules.name): rules.read_bytes(), Path("ontology", terms.name): terms.read_bytes()}
