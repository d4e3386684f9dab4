"""Files that are passed over are not held, however large they are."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from kgbuild.changes.patch import differing, lines_of
from kgbuild.model.mapped import let_go, mapped, passed
from kgbuild.serialize.pieces import Noted, Pieces

SIZE = 1 << 25


def held(*paths: Path) -> int:
    """Return how many bytes of some files are in the memory of this process."""
    found = inside = 0
    for line in Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines():
        if "-" in line.partition(" ")[0]:
            inside = any(line.endswith(path.as_posix()) for path in paths)
        elif inside and line.startswith("Rss:"):
            found += 1024 * int(line.split()[1])
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a" / "dataset.nq"
    path.parent.mkdir()
    path.write_text("".join(f"<{n:030}>\n" for n in range(SIZE // 33)), encoding="utf-8")
    return path


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what a process holds")


@on_linux
def test_a_stretch_is_let_go_of_as_it_is_passed_over(file: Path) -> None:
    with mapped(file) as data:
        assert b"".join(passed(data, 7, len(data), 1 << 17)) == file.read_bytes()[7:]
        assert 8 * held(file) < len(data)
        assert data[:] == file.read_bytes()  # and is there again where it is looked at
        assert 2 * held(file) > len(data)
        let_go(data, 0, len(data))
        assert 8 * held(file) < len(data)


@on_linux
@pytest.mark.parametrize("mark", ["<", "["], ids=["all is equal", "all differs"])
def test_two_files_are_compared_without_being_held(file: Path, mark: str) -> None:
    other = file.parent.parent / "b" / file.name
    other.parent.mkdir()
    other.write_text(file.read_text(encoding="utf-8").replace("<", mark), encoding="utf-8")
    with ExitStack() as closing:
        old, new = (lines_of(path.parent, closing) for path in (file, other))
        count, most = 0, 0
        for count, _ in enumerate(differing(old, new), start=1):
            most = max(most, held(file, other)) if not count % 100_000 else most
        assert 2 * max(most, held(file, other)) < len(old)
        assert count == (0 if mark == "<" else 2 * (SIZE // 33))


@on_linux
def test_pieces_are_copied_without_being_held(file: Path) -> None:
    pieces = Pieces(file, Noted("", ("a",), file.stat().st_size.to_bytes(4, sys.byteorder)))
    for _ in pieces.written([("a", str)], mark="<"):
        assert 8 * held(file) < SIZE


def test_bytes_are_no_file() -> None:
    assert b"".join(passed(b"abcdef", 1, 5, 2)) == b"bcde"
