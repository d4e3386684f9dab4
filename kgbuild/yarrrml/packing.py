"""Files written packed: gzip, zstd, and archives with one file in them; equal input gives equal bytes."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from kgbuild.errors import MissingExtra

# The compression of a target, and the suffix its file gets.
SUFFIXES = {"": "", "gzip": ".gz", "zstd": ".zst", "zip": ".zip", "targzip": ".tar.gz", "tarxz": ".tar.xz"}


def packing_of(path: Path) -> str:
    """Return the suffix of `path` that says how it is packed, or an empty string."""
    return next((s for s in (".tar.gz", ".tar.xz", ".gz", ".zst", ".zip") if path.name.endswith(s)), "")


class PackedFile:
    """A file open for writing; `packing` is one of the suffixes above, `name` what an archive calls the file."""

    def __init__(self, path: Path, packing: str, name: str) -> None:
        """Open `path`. Raises `MissingExtra` where a package is missing."""
        self._path, self._packing, self._name = path, packing, name
        self._raw: IO[bytes] | None = None
        if packing == ".gz":
            import gzip

            self._raw = path.open("wb")
            # No time and no file name in the header: equal input gives equal bytes.
            self._stream: IO[bytes] = gzip.GzipFile(filename="", mode="wb", fileobj=self._raw, mtime=0)  # type: ignore[assignment]
        elif packing == ".zst":
            try:
                import zstandard
            except ImportError:
                raise MissingExtra("writing .zst files needs `pip install kgbuild[zstd]`") from None
            self._stream = zstandard.open(path, "wb")
        elif packing:
            from tempfile import TemporaryFile

            self._stream = TemporaryFile()  # noqa: SIM115 - closed by close()
        else:
            self._stream = path.open("wb")
        self.write = self._stream.write
        self.flush = self._stream.flush

    def close(self) -> None:
        """Finish the file."""
        if self._packing in {".zip", ".tar.gz", ".tar.xz"} and not self._stream.closed:
            self._pack()
        self._stream.close()
        if self._raw is not None:
            self._raw.close()

    def _pack(self) -> None:
        import shutil
        import tarfile
        import zipfile

        size = self._stream.tell()
        self._stream.seek(0)
        if self._packing == ".zip":
            entry = zipfile.ZipInfo(self._name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with zipfile.ZipFile(self._path, "w") as archive, archive.open(entry, "w", force_zip64=True) as inside:
                shutil.copyfileobj(self._stream, inside)
            return
        member = tarfile.TarInfo(self._name)
        member.size = size
        if self._packing == ".tar.xz":
            with tarfile.open(self._path, "w:xz") as packed:
                packed.addfile(member, self._stream)
            return
        zipped = PackedFile(self._path, ".gz", "")
        with tarfile.open(fileobj=zipped._stream, mode="w") as packed:
            packed.addfile(member, self._stream)
        zipped.close()
