"""Any table: rows in memory, and bytes that call themselves CSV."""

from __future__ import annotations

import csv
import gzip
import io
import lzma
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path

import zstandard
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.model.tables import Table
from kgbuild.yarrrml.language.load import load_mapping
from tests.fuzz.oracles import attempt, checked, folder, fuzz
from tests.fuzz.reference import SIMPLE, simple_quads
from tests.fuzz.rich import COLUMNS, MAPPING

ODD = "aé𝒳 <>\"\\\n\r{}'%:/#@^`|,;\t\x00\ufeff\u0085\u2028"
TEXT = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(ODD + "\ud800")), max_size=12)
LIKELY = st.sampled_from(
    ["", "en", "de-CH", "5", "-0", "2024-02-30", "2024-02-29", "http://a/b", "b%20c", "x", "urn:a"]
)
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, TEXT | LIKELY)), max_size=4)


def mapping(base: Path, text: str, source: str = "") -> Path:
    path = base / "m.yml"
    path.write_text(text.replace("[things.csv~csv]", source) if source else text, encoding="utf-8")
    return path


@fuzz(40)
@given(ROWS)
def test_any_table(rows: list[dict[str, str]]) -> None:
    base = folder()
    rich = load_mapping([mapping(base, MAPPING)])
    checked(rich, base, {"things": Table("things", COLUMNS, tuple(rows))})


CSV = st.binary(max_size=200) | st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from(ODD + ',,,\n\n""')), max_size=100
).map(lambda t: ("id,a,b,lang,type\n" + t).encode("utf-8", "surrogatepass"))


@fuzz(40)
@given(CSV)
def test_any_csv(data: bytes) -> None:
    base = folder()
    (base / "things.csv").write_bytes(data)
    checked(load_mapping([mapping(base, MAPPING)]), base)


ENCODINGS = st.sampled_from(
    ["utf-8", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-7", "ascii", "shift_jis", "iso2022_jp", "hz",
     "unicode_escape", "raw_unicode_escape", "punycode", "idna", "big5", "gb18030", "cp037", "utf-8-sig", "undefined"]
)  # fmt: skip


@fuzz(40)
@given(CSV, ENCODINGS, st.sampled_from([",", ";", "\t", "|", '"', " ", "é", "\n", "\r", "\\", "\0"]),
       st.sampled_from(['"', "'", ",", "", "ab", "\n", " "]), st.booleans())  # fmt: skip
def test_any_dialect(data: bytes, encoding: str, delimiter: str, quote: str, encode: bool) -> None:
    """What a source says of its file fits, or is refused."""
    base = folder()
    if encode:
        with suppress(UnicodeError, LookupError):
            data = data.decode("utf-8").replace(",", delimiter).encode(encoding)
    (base / "things.csv").write_bytes(data)
    words = {"access": "things.csv", "referenceFormulation": "csv", "encoding": encoding, "delimiter": delimiter}
    source = {**words, "quote": quote, "nullValues": ["5"]}
    text = "{" + ", ".join(f"{k}: {_quoted(v)}" for k, v in source.items()) + "}"
    rich = attempt(lambda: load_mapping([mapping(base, MAPPING, text)]))
    if rich is not None:
        checked(rich, base)


def _quoted(value: object) -> str:
    import json

    return json.dumps(value)


PACKED = b"id,a,b,lang,type\n" + b"1,x,y,en,t\n" * 40


def packed(kind: str) -> bytes:
    buffer = io.BytesIO()
    match kind:
        case "gz":
            return gzip.compress(PACKED)
        case "zst":
            return zstandard.compress(PACKED)
        case "xz":
            return lzma.compress(PACKED)
        case "zip":
            with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("things.csv", PACKED)
        case _:
            with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
                member = tarfile.TarInfo("things.csv")
                member.size = len(PACKED)
                archive.addfile(member, io.BytesIO(PACKED))
    return buffer.getvalue()


@fuzz(40)
@given(
    st.sampled_from(["gz", "zst", "xz", "zip", "tar.gz"]), st.sampled_from(["csv", "json", "jsonl", "xml"]), st.data()
)
def test_any_archive(kind: str, inside: str, data: st.DataObject) -> None:
    """Archives cut short or with bytes changed."""
    base = folder()
    whole = bytearray(packed(kind))
    at = int(len(whole) * data.draw(st.floats(0, 1)))
    if data.draw(st.booleans()):
        del whole[at:]
    else:
        whole[at : at + 4] = data.draw(st.binary(max_size=5))
    (base / f"things.{inside}.{kind}").write_bytes(bytes(whole))
    way = {"csv": "csv", "json": "jsonpath", "jsonl": "jsonl", "xml": "xpath"}[inside]
    checked(load_mapping([mapping(base, MAPPING, f"['things.{inside}.{kind}~{way}', '']")]), base)


CELL = st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from(ODD), max_size=8) | LIKELY


@fuzz(60)
@given(st.lists(st.lists(CELL, min_size=0, max_size=6), max_size=5))
def test_same_as_reference(rows: list[list[str]]) -> None:
    """Quads and values left out are those a plain interpreter gives."""
    base = folder()
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows([list(COLUMNS), *rows])
    (base / "things.csv").write_text(buffer.getvalue(), encoding="utf-8", newline="")
    made = checked(load_mapping([mapping(base, SIMPLE)]), base)
    quads, dropped, uneven = simple_quads(buffer.getvalue())
    assert made is not None
    assert made.quads == quads
    found = [p for p in made.problems if "cells where" not in p.what]
    if sum(dropped.values()) <= 20:
        assert len(found) == sum(dropped.values())
    assert len(made.problems) - len(found) == uneven
