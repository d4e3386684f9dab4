"""Values that grow in a file are those of each dataset, whatever was written after them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kgbuild.pipeline.growing import Grown, changed_in, keep_grown, read_grown

Parts = tuple[dict[str, object], dict[str, object]]


def kept(path: Path, dataset: str, now: Parts, last: Grown | None) -> None:
    known = last.parts if last is not None else ({}, {})
    changes = tuple(changed_in(new, old) for new, old in zip(now, known, strict=True))
    keep_grown(path, dataset, lambda: now, last, changes)


def other(some: random.Random, now: Parts) -> Parts:
    """Return values of which some came, went, or are otherwise."""
    made: list[dict[str, object]] = []
    for every in now:
        left = {key: one for key, one in every.items() if some.random() < 0.9}
        made.append(left | {f"k{some.randrange(40)}": (some.randrange(9), "said") for _ in range(some.randrange(3))})
    return made[0], made[1]


@pytest.mark.parametrize("seed", range(10))
def test_what_is_read_is_what_was_kept_with_a_dataset(tmp_path: Path, seed: int) -> None:
    some, path = random.Random(seed), tmp_path / "some.bin"
    now: Parts = ({f"k{n}": (n, "said") for n in range(40)}, {})
    kept(path, "0", now, None)
    sizes = [path.stat().st_size]
    for step in range(40):
        last = read_grown(path, str(step))
        assert last is not None
        assert last.parts == now
        if some.random() < 0.3:  # a build that is killed before its output is in place, maybe in the middle of this
            kept(path, "killed", other(some, now), last)
            if read_grown(path, str(step)) is None:  # all was written anew: then the next build makes all, too
                kept(path, str(step), now, None)
            else:
                path.write_bytes(path.read_bytes()[: last.end + some.randrange(60)])
            last = read_grown(path, str(step))
            assert last is not None
            assert last.parts == now
        known = last.parts
        now = other(some, (known[0], known[1]))
        kept(path, str(step + 1), now, last)
        sizes.append(path.stat().st_size)
    assert max(sizes) < 3 * sizes[0]  # it is written anew in time
    assert read_grown(path, "none of it") is None
    assert read_grown(tmp_path / "none", "0") is None


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    path = tmp_path / "some.bin"
    kept(path, "one", ({f"k{n}": (n, "said") for n in range(999)}, {}), None)
    size, last = path.stat().st_size, read_grown(path, "one")
    assert last is not None
    kept(path, "one", (last.parts[0], last.parts[1]), last)
    assert path.stat().st_size == size
    kept(path, "two", (last.parts[0] | {"k5": (0, "other")}, {}), last)
    assert size < path.stat().st_size < size + 99


def test_other_values_of_one_dataset_are_read(tmp_path: Path) -> None:
    path = tmp_path / "some.bin"
    kept(path, "one", ({"a": (1, "said")}, {}), None)
    kept(path, "one", ({"a": (2, "said")}, {}), read_grown(path, "one"))
    last = read_grown(path, "one")
    assert last is not None
    assert last.parts == ({"a": (2, "said")}, {})
