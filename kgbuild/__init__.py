"""kgbuild: news articles in, a knowledge graph its owner can defend out.

The public names are loaded on first use, so that `import kgbuild` and the command line stay quick.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgbuild.api import (
        Result,
        analyze,
        build,
        extract,
        load_mapping,
        materialize,
        query,
        read_articles,
        resolve,
        write,
    )

from kgbuild.version import VERSION as __version__

__all__ = [
    "Result",
    "__version__",
    "analyze",
    "build",
    "extract",
    "load_mapping",
    "materialize",
    "query",
    "read_articles",
    "resolve",
    "write",
]


class _Package(ModuleType):
    """This package: a public name stays the function, though a folder below has the same name.

    Importing `kgbuild.extract.article` binds `extract` here to the folder; `kgbuild.extract(…)` would then fail after
    any build. The folder is found by the import system all the same.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    """Load a public name from `kgbuild.api` when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module `kgbuild` has no attribute `{name}`")
    from kgbuild import api

    found: object = getattr(api, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
