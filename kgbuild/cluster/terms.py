"""What must be equal on all machines for the same article to give the same facts."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from kgbuild.config import Config
from kgbuild.errors import MissingExtra
from kgbuild.facts_store import Reader
from kgbuild.pipeline.reader import code_digest, reader_of
from kgbuild.read.remote import read_bytes
from kgbuild.version import VERSION

_CODE = code_digest()  # of what this process runs: files may be newer than a worker that was started before them
_NUMBERS = ("numpy", "thinc")  # whose arithmetic the parser rests on


def terms_of(config: Config) -> dict[str, str]:
    """Return the versions and digests of all that decides what is found in a text, by name."""
    numbers = {name: version(name) for name in _NUMBERS}
    return {"kgbuild": VERSION, "kgbuild's code": _CODE, **numbers, **reader_of(config).parts}


def difference(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """Return in words what two machines do not read alike, empty for nothing.

    >>> difference({"kgbuild": "1.0", "numpy": "2.0"}, {"kgbuild": "1.1", "numpy": "2.0"})
    'kgbuild is 1.1, here 1.0'
    """
    names = Reader(ours).differs(theirs)
    return "; ".join(f"{n} is {theirs.get(n, 'absent')}, here {ours.get(n, 'absent')}" for n in names)


def unreadable(path: Path) -> str:
    """Return why a file cannot be read on this machine, empty where it can."""
    try:
        read_bytes(path)
    except (OSError, MissingExtra) as error:
        return str(error)
    return ""
