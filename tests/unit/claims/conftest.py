"""The desk, with lexicons and mappings read once."""

from __future__ import annotations

import pytest

from kgbuild.config import Config
from kgbuild.pipeline.project import load_project
from tests.unit.claims.desk import Desk


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk(load_project(Config()))
