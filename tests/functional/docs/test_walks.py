"""Each page that a reader follows works word for word in an empty folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

USERS = ("news-desk", "analyst", "political-scientist", "digital-humanist", "knowledge-graph-engineer")
PAGES = ("own-mapping.md", "tutorial.md", "howto/cluster.md", "howto/feeds.md", *(f"howto/{who}.md" for who in USERS))


@pytest.mark.parametrize("page", PAGES)
def test_the_page_works_as_written(page: str, walk: Callable[[Path, Path], int], root: Path, tmp_path: Path) -> None:
    assert walk(root / "docs" / page, tmp_path) >= 5
