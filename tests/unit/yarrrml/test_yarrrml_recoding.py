"""UTF-16 from UTF-8 in pieces that end within a character."""

from __future__ import annotations

import codecs
import io

from kgbuild.yarrrml.recoding import Utf16


def test_pieces_of_one_byte() -> None:
    stream = io.BytesIO()
    recoded = Utf16(stream)
    for byte in "aż😀".encode():
        assert recoded.write(bytes([byte])) == 1
    assert stream.getvalue() == codecs.BOM_UTF16_LE + "aż😀".encode("utf-16-le")
