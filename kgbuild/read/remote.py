"""Files that lie elsewhere, in object stores and on web servers, read through fsspec.

A path keeps one slash of `s3://bucket/a.txt`; here the other is given back.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from kgbuild.errors import MissingExtra
from kgbuild.read.packed import ending

_ELSEWHERE = re.compile(r"([a-z][a-z0-9+.-]+):/+(?=[^/])")  # two letters or more: one is a drive
_WEB = ("http:/", "https:/")
_LIST = ".urls"


def is_remote(path: Path) -> bool:
    """Say whether a path is an address.

    >>> is_remote(Path("s3://bucket/a.txt")), is_remote(Path("articles/a.txt"))
    (True, False)
    """
    return _ELSEWHERE.match(path.as_posix()) is not None


def kind_of(path: Path, known: Collection[str]) -> str:
    """Return the suffix that says how a file is read; a page of the web without a known one is HTML.

    >>> kind_of(Path("a/b.TXT"), [".txt"]), kind_of(Path("https://example.org/news/17?page=2.1"), [".txt"])
    ('.txt', '.html')
    """
    text = path.as_posix()
    if not text.startswith(_WEB):
        return ending(path)
    suffix = ending(Path(text.partition("?")[0].partition("#")[0]))
    return suffix if suffix in known else ".html"


def read_bytes(path: Path) -> bytes:
    """Return what a file holds, wherever it lies. Raises `OSError`, and `MissingExtra` where a library is missing."""
    if not is_remote(path):
        return path.read_bytes()
    system, place = _opened(path)
    try:
        data: bytes = system.cat_file(place)
    except OSError:
        raise
    except Exception as error:  # each kind of store has its own
        raise _refused(path, error) from None
    return data


def files_below(path: Path, suffixes: Collection[str]) -> list[Path]:
    """Return a remote file, or all remote files with one of `suffixes` below a remote folder, sorted.

    Raises as `read_bytes` does.
    """
    if path.as_posix().startswith(_WEB):
        return [path]
    system, place = _opened(path)
    try:
        if not system.isdir(place):
            return [path]
        names = (Path(system.unstrip_protocol(name)) for name in system.find(place))
        return sorted(name for name in names if ending(name) in suffixes and name.stem.upper() != "README")
    except OSError:
        raise
    except Exception as error:
        raise _refused(path, error) from None


def is_list(path: Path) -> bool:
    """Say whether a file is a list of addresses."""
    return path.suffix.lower() == _LIST and not is_remote(path)


def listed(path: Path) -> list[Path]:
    """Return the addresses in a list of them, one a line. Raises `OSError` or `UnicodeDecodeError`."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return [Path(line) for line in lines if line and not line.startswith("#")]


def _opened(path: Path) -> tuple[Any, str]:
    """Return the system that a file lies in, and its place there."""
    address = _ELSEWHERE.sub(r"\1://", path.as_posix(), count=1).replace("file://", "file:///", 1)
    try:
        from fsspec.core import url_to_fs

        system, place = url_to_fs(address)
    except ImportError as error:
        fix = 'pip install "kgbuild[remote]", and for S3 s3fs, for Google gcsfs, for Azure adlfs'
        raise MissingExtra(f"{address} cannot be read: {error}; install what reads it: {fix}") from None
    except ValueError as error:
        raise OSError(errno.EINVAL, str(error), address) from None
    return system, place


def _refused(path: Path, error: Exception) -> OSError:
    return OSError(errno.EIO, f"{type(error).__name__}: {error}", path.as_posix())
