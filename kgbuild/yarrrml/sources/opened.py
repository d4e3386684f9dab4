"""Opening files that may be compressed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kgbuild.errors import InputError
from kgbuild.problems import Location, Problem

# That of UTF-32 begins as that of UTF-16 does.
_MARKS = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def open_bytes(path: Path) -> IO[bytes]:
    """Open a file, `.gz` and `.zst` unpacked; `-` is standard input. Raises `InputError` when there is none."""
    if str(path) == "-":
        return sys.stdin.buffer
    try:
        if path.suffix in {".zip", ".xz"} or path.name.endswith((".tar.gz", ".tgz")):
            return _archived(path)
        if path.suffix == ".gz":
            import gzip

            return gzip.open(path, "rb")  # type: ignore[return-value]  # GzipFile is one in all that is used
        if path.suffix == ".zst":
            from kgbuild.yarrrml.sources.zstandard_file import open_zstandard

            return open_zstandard(path)
        return path.open("rb")
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        what = f"cannot read the source: {getattr(error, 'strerror', None) or error}"
        raise InputError([Problem(Location(path.as_posix()), what, "check the path")]) from None


def _archived(path: Path) -> IO[bytes]:
    """The only (or first) file of an archive, in memory: archives cannot be read as they stream."""
    import io
    import lzma
    import tarfile
    import zipfile

    # RuntimeError: a password or another method of packing is needed; ValueError: numbers in it that cannot be.
    broken: tuple[type[Exception], ...]
    broken = (*read_errors(), zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, RuntimeError, ValueError)
    with path.open("rb") as raw:
        try:
            if path.suffix == ".zip":
                with zipfile.ZipFile(raw) as archive:
                    names = [name for name in archive.namelist() if not name.endswith("/")]
                    return io.BytesIO(archive.read(names[0]))
            if ".tar" in path.suffixes or path.suffix == ".tgz":
                with tarfile.open(fileobj=raw) as packed:
                    member = next(m for m in packed if m.isfile())
                    found = packed.extractfile(member)
                    return io.BytesIO(found.read() if found is not None else b"")
            return io.BytesIO(lzma.decompress(raw.read()))
        except broken as error:
            problem = Problem(Location(path.as_posix()), f"a broken archive: {error}", "pack it again")
            raise InputError([problem]) from None
        except (IndexError, StopIteration):
            problem = Problem(Location(path.as_posix()), "an archive without a file", "pack it again")
            raise InputError([problem]) from None


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Within it, text not in its encoding, or a broken packing, is an `InputError` of the file called `name`.

    A context, no generator about the lines: what each line goes through costs more than all else that is done for it.
    """
    broken = read_errors()
    try:
        yield
    except UnicodeDecodeError as error:
        what = f"not {error.encoding}: byte 0x{error.object[error.start]:02x}"
        raise InputError([Problem(Location(name), what, "say the file's `encoding`")]) from None
    except UnicodeError as error:
        raise InputError([Problem(Location(name), f"not in its encoding: {error}", "say its `encoding`")]) from None
    except broken as error:
        raise InputError([Problem(Location(name), f"a broken archive: {error}", "pack it again")]) from None


def read_errors() -> tuple[type[Exception], ...]:
    """Return what reading a file may raise, a packed one too."""
    import zlib

    zstandard = sys.modules.get("zstandard")
    return (OSError, EOFError, zlib.error, *((zstandard.ZstdError,) if zstandard is not None else ()))


def open_text(path: Path, encoding: str, *, newline: str | None = None) -> IO[str]:
    """Open a file as text; a byte order mark is dropped, and says UTF-16 or UTF-32 where UTF-8 was expected."""
    import io

    stream = open_bytes(path)
    name = encoding
    if encoding.lower().replace("_", "-") in {"utf-8", "utf8"}:
        first = _first_bytes(stream)
        name = next((of for mark, of in _MARKS.items() if first.startswith(mark)), "utf-8-sig")
    return io.TextIOWrapper(stream, encoding=name, newline=newline)


def _first_bytes(stream: IO[bytes]) -> bytes:
    """Return the first four bytes without taking them, where the stream can; what is broken is told when it is read."""
    peek = getattr(stream, "peek", None)
    try:
        return bytes(peek(4)[:4]) if peek is not None else b""
    except read_errors():
        return b""
