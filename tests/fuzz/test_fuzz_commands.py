"""`kgbuild map` with any options over odd mappings and data: an agreed exit code, and files that parse."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.cli.main import cli
from kgbuild.errors import KgbuildError
from tests.fuzz.oracles import folder, fuzz, limited
from tests.fuzz.rich import COLUMNS, MAPPING
from tests.fuzz.test_fuzz_tables import LIKELY, TEXT
from tests.fuzz.test_fuzz_terms import IRIS

FORMATS = {
    "nq": "N_QUADS",
    "nt": "N_TRIPLES",
    "ttl": "TURTLE",
    "trig": "TRIG",
    "jsonld": "JSON_LD",
    "rdf": "RDF_XML",
    "n3": "N3",
}
WITH_TARGETS = MAPPING.replace("s: [ex:$(id),", "s: [{value: ex:$(id), targets: TARGETS},")
TARGETS = st.sampled_from(
    ['["t.nq~void", nquads]', '["t.nt~void", ntriples]', '["t.ttl~void", turtle]', '["t.rdf~void", rdfxml, gzip]',
     '["a/../t.nq"]', '["../out.nq"]', '["things.csv~void"]', '[[t.nq~void], [./t.nq~void]]', '["."]', '["x/\\0"]',
     '["t.trig~void", trig, zip]', '["/"]']
)  # fmt: skip
NO_GRAPHS = MAPPING.replace("    graphs: [ex:$(b), $(a)~iri]\n", "")
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, TEXT | LIKELY)), max_size=3)


def run(arguments: list[str]) -> tuple[int, str]:
    """The exit code and standard output; a KgbuildError is exit code 2, anything else goes up."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()), limited():
        try:
            code = cli(arguments, prog_name="kgbuild", standalone_mode=False)
        except KgbuildError as error:
            assert str(error)
            code = 2
    return int(code or 0), out.buffer.getvalue().decode()  # type: ignore[attr-defined]


def parses(path: Path, kind: str) -> set[str]:
    """The quads of a file, by pyoxigraph and, where it is installed, by rapper; XML by rdflib, which is stricter.

    Not where an element's name is not ASCII: rdflib's reader has the names of an older edition of XML.
    """
    if kind == "rdf" and not re.search(rb"<[^>\s]*[^\x00-\x7f]", path.read_bytes()):
        found = rdflib.Graph().parse(path, format="xml").serialize(format="nt")
        return set(map(str, ox.parse(found, format=ox.RdfFormat.N_TRIPLES)))
    name = {"nq": "nquads", "nt": "ntriples", "ttl": "turtle", "trig": "trig"}.get(kind)
    if shutil.which("rapper") and name:
        subprocess.run(["rapper", "-q", "-c", "-i", name, str(path), "http://b/"], check=True, capture_output=True)
    return set(map(str, ox.parse(path.read_bytes(), format=getattr(ox.RdfFormat, FORMATS[kind]))))


PREFIX = st.text(max_size=4) | st.sampled_from(["a b", "1x", "x.", "_", "-", "é", "a:b", "q"])
START = IRIS | st.sampled_from(["http://e/", "http://e/%4", "http://example.com/", "urn:"])


@fuzz(30)
@given(ROWS, st.sampled_from(sorted(FORMATS)), st.booleans(), st.sampled_from([NO_GRAPHS, NO_GRAPHS, MAPPING]),
       st.sampled_from(["", ".gz", ".zst", ".zip"]), st.tuples(PREFIX, START))  # fmt: skip
def test_any_format(
    rows: list[dict[str, str]], kind: str, in_order: bool, mapping: str, packing: str, prefixes: tuple[str, str]
) -> None:
    base = folder()
    prefix, start = (json.dumps(t.encode("utf-8", "replace").decode()) for t in prefixes)
    written(base, mapping.replace("prefixes: {", f"prefixes: {{{prefix}: {start}, "), rows)
    plain = ["map", str(base / "m.yml"), "-o", str(base / f"o.{kind}"), *(["--sorted"] if in_order else [])]
    code, _ = run(plain)
    assert code in {0, 1, 2}
    assert (code != 2) == (base / f"o.{kind}").exists()
    if code == 2:
        return
    lines, _ = run(["map", str(base / "m.yml"), "-o", str(base / "all.nq"), "--lineage", str(base / "l.jsonl")])
    assert lines in {0, code}
    made, quads = parses(base / f"o.{kind}", kind), parses(base / "all.nq", "nq")
    assert len(made) <= len(quads) if kind == "rdf" and code else len(made) == len(quads)
    for line in (base / "l.jsonl").read_text(encoding="utf-8").split("\n")[:-1]:
        json.loads(line)
    before = (base / f"o.{kind}").read_bytes()
    assert run(plain)[0] == code
    assert (base / f"o.{kind}").read_bytes() == before
    if packing:
        assert run(["map", str(base / "m.yml"), "-o", str(base / f"p.{kind}{packing}")])[0] == code


@fuzz(15)
@given(ROWS, ROWS, TARGETS)
def test_targets_and_state(rows: list[dict[str, str]], later: list[dict[str, str]], targets: str) -> None:
    base = folder()
    written(base, WITH_TARGETS.replace("TARGETS", targets), rows)
    common = ["map", str(base / "m.yml"), "--base", str(base)]
    code, _ = run([*common, "-o", str(base / "o.nq")])
    assert code in {0, 1, 2}
    if code != 2:
        parses(base / "o.nq", "nq")
    for kind in FORMATS:
        if (base / f"t.{kind}").exists():
            parses(base / f"t.{kind}", kind)
    written(base, MAPPING, rows)
    for some in (rows, rows, later):
        written(base, MAPPING, some)
        first, kept = run([*common, "--changed-since", str(base / "state")])
        second, fresh = run(common)
        assert (first, kept) == (second, fresh)


@fuzz(15)
@given(
    ROWS,
    st.text(max_size=20)
    | st.sampled_from(["? ? ?", "ex:1 ? ?", "<http://example.com/x> a ?", '? ? "x"@en', "? ? ? ex:g"]),
)
def test_explain_and_translate(rows: list[dict[str, str]], pattern: str) -> None:
    base = folder()
    written(base, MAPPING, rows)
    code, _ = run(["map", str(base / "m.yml"), f"--explain={pattern.encode('utf-8', 'replace').decode()}"])
    assert code in {0, 1, 2}
    code, text = run(["map", str(base / "m.yml"), "--translate"])
    assert code == 0
    list(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri="http://b/"))


def written(base: Path, mapping: str, rows: list[dict[str, str]]) -> None:
    (base / "m.yml").write_text(mapping, encoding="utf-8")
    buffer = io.StringIO(newline="")
    import csv

    writer = csv.DictWriter(buffer, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    (base / "things.csv").write_bytes(buffer.getvalue().encode("utf-8", "replace"))
    os.utime(base / "things.csv", (0, 0))
