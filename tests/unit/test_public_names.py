from __future__ import annotations

import subprocess
import sys
from itertools import permutations

import pytest

import kgbuild

CALLABLE = [name for name in kgbuild.__all__ if name != "__version__"]
FOLDERS = ("kgbuild.extract.article", "kgbuild.resolve.resolve", "kgbuild.query.run", "kgbuild.api", "kgbuild.cli.main")


@pytest.mark.parametrize("order", [FOLDERS, FOLDERS[::-1], *permutations(FOLDERS[:2])], ids="-".join)
def test_public_names_are_functions_whatever_was_imported_before(order: tuple[str, ...]) -> None:
    code = "\n".join(
        [
            "import importlib, kgbuild",
            f"for name in {order!r}:",
            "    importlib.import_module(name)",
            f"    assert all(callable(getattr(kgbuild, n)) for n in {CALLABLE!r}), name",
            "from kgbuild.extract import article",
            "from kgbuild import extract, resolve, query",
            "assert callable(extract) and callable(resolve) and callable(query)",
        ]
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("first", CALLABLE)
def test_a_name_asked_for_first_stays(first: str) -> None:
    code = (
        f"import kgbuild\nbefore = kgbuild.{first}\nimport kgbuild.extract.article, kgbuild.resolve.resolve\n"
        f"assert kgbuild.{first} is before and callable(before)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
