"""What extracted facts depend on besides the text: our own code, the lexicons, the language model."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kgbuild.config import Config
from kgbuild.facts_store import FactsStore, Reader
from kgbuild.lexicon import load_lexicon
from kgbuild.problems import Location, Problem
from kgbuild.read.articles import read_articles
from kgbuild.resources import lexicon_folder, package_folder, shipped, shown_path
from kgbuild.yamlio import warn

STORE = Path(".kgbuild") / "facts.sqlite"  # in the project's folder

_CODE = ("annotate", "extract", "model", "names")  # whoever reads words; reading files shows in the article itself
_WORDS = ("lexicon.py", "schema.py", "switched_off.py", "word_sets.py", "yamlio.py")  # and what it knows


def reader_of(config: Config) -> Reader:
    """Return the digests of all that decides what is found in a text."""
    ours = sorted((*lexicon_folder(config.language).iterdir(), *shipped("mappings", "names").iterdir()))
    meta = Path(config.model) / "meta.json"  # a model may also be a folder
    model = _digest([meta]) if meta.is_file() else _version(config.model)
    parts = {"code": _code((*_CODE, *_WORDS)), "model": f"{config.model} {model} {_version('spacy')}"}
    if len(config.lexicons) > 1:  # what two of them say differently is as the later one says
        names = [shown_path(path, base=config.folder) for path in config.lexicons]
        parts["the order of lexicons"] = sha256("\n".join(names).encode()).hexdigest()[:16]
    files = [path for path in (*ours, *config.lexicons) if path.is_file()]
    return Reader(parts | {shown_path(path, base=config.folder): _digest([path]) for path in files})


def code_digest() -> str:
    """Return the digest of all our code."""
    return _code(("",))


@cache  # a process runs the code it began with
def _code(folders: tuple[str, ...]) -> str:
    places = [package_folder() / name for name in folders]
    return _digest(sorted(path for one in places for path in ([one] if one.is_file() else one.rglob("*.py"))))


def open_store(config: Config, problems: list[Problem]) -> FactsStore | None:
    """Open the project's store of facts, made where there is none; None, with a warning, where it cannot be used."""
    path = config.folder / STORE
    try:
        path.parent.mkdir(exist_ok=True)
        (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")  # nothing in it belongs into a repository
        return FactsStore(path, reader_of(config))
    except (OSError, sqlite3.Error) as error:
        problems.append(_unkept(config, str(error)))
        return None


def close_store(store: FactsStore, config: Config, problems: list[Problem]) -> None:
    """Close the store; what went wrong with it meanwhile is added to `problems`."""
    with suppress(sqlite3.Error):
        store.close()
    if store.fault:
        problems.append(_unkept(config, store.fault))


def _unkept(config: Config, why: str) -> Problem:
    fix = "articles are read anew; mend or remove the file, its permissions, or what fills its disk"
    return warn(Location((config.folder / STORE).as_posix()), f"facts cannot be kept: {why}", fix)


def _version(package: str) -> str:
    try:
        return version(package.replace("_", "-"))
    except PackageNotFoundError:
        return "unknown"


def _digest(paths: Iterable[Path]) -> str:
    made = sha256()
    for path in paths:
        made.update(path.name.encode() + b"\0" + path.read_bytes())
    return made.hexdigest()[:16]


def article_status(paths: Sequence[Path], *, config: Config, problems: list[Problem]) -> list[tuple[str, str]]:
    """Return each article's id, and why the next build would read it anew (empty where it would not).

    Raises as `read_articles` does; what cannot be read is added to `problems`.
    """
    lexicon = load_lexicon(config.lexicons, language=config.language, base=config.folder)
    articles = list(read_articles(paths, lexicon=lexicon, sources=config.sources, problems=problems))
    if not (config.folder / STORE).is_file():
        return [(article.id, "new") for article in articles]
    store = open_store(config, problems)
    if store is None:
        return [(article.id, "its facts cannot be kept") for article in articles]
    with closing(store):
        return [(article.id, store.why_anew(article)) for article in articles]
