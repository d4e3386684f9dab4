"""Fixtures for all tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def need() -> Callable[[str, bool, str], None]:
    """`need(kind, present, what)`: skip for want of something, or fail where `KGBUILD_REQUIRE` names its kind.

    The kinds: `shared` (the folder beside the checkout), `debian` (its packages), `node` (with npm packages).
    """

    def check(kind: str, present: bool, what: str) -> None:
        if present:
            return
        if kind in os.environ.get("KGBUILD_REQUIRE", "").split(","):
            pytest.fail(f"{what} is missing, and KGBUILD_REQUIRE asks for {kind}")
        pytest.skip(f"{what} is missing")

    return check
