"""Packed files, gzip and zstandard, and the ending that says what is in them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from kgbuild.problems import Location, Problem
from kgbuild.read.draft import Draft, RawFile, Reader

PACKINGS = (".gz", ".zst")


def ending(path: PurePath) -> str:
    """Return the ending that says how a file is read, with the one before it where it is packed.

    >>> ending(PurePath("a/Feed.RSS")), ending(PurePath("a/day.2.jsonl.gz")), ending(PurePath("a.gz"))
    ('.rss', '.jsonl.gz', '.gz')
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return "".join(suffixes[-2:] if suffixes and suffixes[-1] in PACKINGS else suffixes[-1:])


def shown_endings(known: Iterable[str]) -> str:
    """Return what is read, for messages.

    >>> shown_endings([".txt", ".jsonl", ".jsonl.gz"])
    'read are: .jsonl .txt, packed as .gz or .zst too'
    """
    plain = sorted(one for one in known if not one.endswith(PACKINGS))
    return f"read are: {' '.join(plain)}, packed as {' or '.join(PACKINGS)} too"


def unpacking(reader: Reader) -> Reader:
    """Return a reader of files that are packed and hold what `reader` reads."""

    def read(raw: RawFile, problems: list[Problem]) -> Iterator[Draft]:
        name, _, packing = raw.name.rpartition(".")
        data = _unpacked(raw, f".{packing.lower()}", problems)
        if data is not None:
            yield from reader(RawFile(name, raw.shown, data), problems)

    return read


def _unpacked(raw: RawFile, packing: str, problems: list[Problem]) -> bytes | None:
    try:
        return gzip.decompress(raw.data) if packing == ".gz" else _from_zstandard(raw.data)
    except ImportError as error:
        fix = 'install the extra: pip install "kgbuild[zstd]"'
        problems.append(Problem(Location(raw.shown), f"zstandard is not read: {error}", fix))
    except (EOFError, OSError, zlib.error) as error:
        problems.append(Problem(Location(raw.shown), f"cannot be unpacked: {error}", "pack or fetch it again"))
    return None


def _from_zstandard(data: bytes) -> bytes:
    import zstandard

    found = []
    while data:  # frame by frame: the package's own stream takes a file cut short for a whole one
        frame = zstandard.ZstdDecompressor().decompressobj()
        try:
            found.append(frame.decompress(data))
        except zstandard.ZstdError as error:
            raise OSError(str(error)) from None
        if not frame.eof:
            raise EOFError("the file is cut short")
        data = frame.unused_data
    return b"".join(found)
