import random
from functools import partial
from pathlib import Path

from kgbuild.serialize.pieces import Noted, Pieces

HEAD, FOOT = b"head\n", b"foot\n"


def text(key: str, common: str = "") -> str:
    return f"> {key} é {'x' * (int(key) % 7)} {common}\n"


def build(path: Path, keys: list[str], noted: Noted, common: str = "", *, old: Path | None) -> tuple[Noted, list[str]]:
    """Write a file and return what was noted of it, and the keys of what was made."""
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return text(key, common)

    pieces = Pieces(old, noted)
    written = pieces.written(((key, partial(make, key)) for key in keys), mark="> ", common=common)
    path.write_bytes(b"".join((HEAD, *written, FOOT)))
    return pieces.noted, made


def test_any_pieces_are_written_as_they_would_be_made(tmp_path: Path) -> None:
    dice = random.Random(1)
    old, noted, before = None, Noted(), set[str]()
    for step in range(60):
        keys = [str(n) for n in dice.sample(range(30), dice.randrange(30))]
        path = tmp_path / str(step)
        noted, made = build(path, keys, noted, old=old)
        assert path.read_bytes() == HEAD + "".join(map(text, keys)).encode() + FOOT
        assert set(made) == set(keys) - before
        old, before = path, set(keys)


def test_what_all_are_made_of_makes_all_anew(tmp_path: Path) -> None:
    keys = ["3", "4"]
    noted, _ = build(tmp_path / "a", keys, Noted(), "one", old=None)
    assert build(tmp_path / "b", keys, noted, "one", old=tmp_path / "a")[1] == []
    assert build(tmp_path / "c", keys, noted, "two", old=tmp_path / "a")[1] == keys
    assert (tmp_path / "c").read_bytes() == HEAD + "".join(text(k, "two") for k in keys).encode() + FOOT
