"""What names a cluster and what does not."""

from __future__ import annotations

import pytest

from kgbuild.cluster.connect import check_place
from kgbuild.errors import UsageError


@pytest.mark.parametrize("place", ["local:1", "local:64", "tcp://10.0.0.5:8786", "tls://head:8786", "head.lan:8786"])
def test_places(place: str) -> None:
    assert check_place(place) is None


@pytest.mark.parametrize(
    "place", ["", "local:", "local:0", "local:1000", "local:2x", "somewhere", "tcp://x/y", "a b:1"]
)
def test_no_places(place: str) -> None:
    with pytest.raises(UsageError, match=f"`{place}` is no place of a cluster"):
        check_place(place)
