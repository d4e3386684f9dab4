"""Files that ship with kgbuild: in a checkout beside the package, in an installed wheel inside it."""

from __future__ import annotations

from pathlib import Path

DEFAULT_LANGUAGE = "en"
_PACKAGE = Path(__file__).parent


def package_folder() -> Path:
    """Return the folder of the package's own code."""
    return _PACKAGE


def shipped_root() -> Path:
    """Return the folder that holds `ontology/` and `mappings/`."""
    inside = _PACKAGE / "_data"
    return inside if inside.is_dir() else _PACKAGE.parent


def shipped(*parts: str) -> Path:
    """Return the path of one shipped file or folder.

    >>> shipped("mappings", "lexicon", "en").name
    'en'
    """
    return shipped_root().joinpath(*parts)


def lexicon_folder(language: str) -> Path:
    """Return the folder of what ships for a language: `mappings/lexicon/en`."""
    return shipped("mappings", "lexicon", language)


def default_model(language: str) -> str:
    """Return the parser that a language's lexicons are written for, by its package name."""
    return (lexicon_folder(language) / "model.txt").read_text(encoding="utf-8").strip()


def languages() -> tuple[str, ...]:
    """Return the languages that can be read: each has a folder of lexicons."""
    return tuple(sorted(folder.name for folder in shipped("mappings", "lexicon").iterdir() if folder.is_dir()))


def shown_path(path: Path, *, base: Path | None = None) -> str:
    """Return how to name `path` in messages and lineage: `mappings/…` for shipped files wherever they are installed,
    relative to `base` (the user's project) for files below it, else as given; always with forward slashes."""
    full = path.resolve()
    for root in (shipped_root(), base):
        if root is not None and full.is_relative_to(root.resolve()):
            return full.relative_to(root.resolve()).as_posix()
    return path.as_posix()
