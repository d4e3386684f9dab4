"""Every feature of the two languages, one file each: a mapping, its data, the graph and the problems it gives.

A case file (`yarrrml/*.txt`, `rml/*.txt`) has parts that start with `=== mapping`, `=== file NAME`, `=== graph`
(TriG), `=== problems` (one a line: place and text), and instead of the last two `=== refused` (one a line: place, text,
fix in brackets) for a mapping that is not run at all.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.errors import ConfigError
from kgbuild.problems import Problem
from kgbuild.yarrrml.form import Mapping
from kgbuild.yarrrml.load import load_mapping
from kgbuild.yarrrml.rml import load_rml
from kgbuild.yarrrml.run import materialize, materialize_lines

CASES = sorted(path for language in ("yarrrml", "rml") for path in (Path(__file__).parent / language).glob("*.txt"))


def parts(path: Path) -> dict[str, str]:
    pieces = re.split(r"(?m)^=== (.*)\n", path.read_text(encoding="utf-8"))
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def canonical(text: str, form: ox.RdfFormat) -> frozenset[str]:
    data = ox.Dataset(ox.parse(text, format=form, rename_blank_nodes=True))
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(str, data))


def loaded(language: str, text: str, folder: Path) -> Mapping:
    path = folder / ("m.yml" if language == "yarrrml" else "m.ttl")
    path.write_text(text, encoding="utf-8")
    return load_mapping([path], base=folder) if language == "yarrrml" else load_rml(path, base=folder)


def write_files(case: dict[str, str], folder: Path) -> None:
    for name, text in case.items():
        if name.startswith("file "):
            (folder / name.removeprefix("file ")).write_text(text, encoding="utf-8")


def lines_of(mapping: Mapping, problems: list[Problem]) -> list[str]:
    batches = materialize_lines(mapping, problems=problems)
    return [line for batch in batches for made in batch.values() for line in made]


@pytest.mark.parametrize(
    "path", [c for c in CASES if "=== graph" in c.read_text(encoding="utf-8")], ids=lambda p: p.stem
)
def test_feature(path: Path, tmp_path: Path) -> None:
    case = parts(path)
    write_files(case, tmp_path)
    mapping = loaded(path.parent.name, case["mapping"], tmp_path)
    problems: list[Problem] = []
    lines = lines_of(mapping, problems)
    assert canonical("".join(lines), ox.RdfFormat.N_QUADS) == canonical(case["graph"], ox.RdfFormat.TRIG)
    found = [f"{p.where} {p.what}" for p in (*mapping.warnings, *problems)]
    assert found == case.get("problems", "").splitlines()
    statements = [" ".join(t for t in s.quad if t) + " .\n" for s in materialize(mapping, problems=[])]
    assert statements == lines


@pytest.mark.parametrize(
    "path", [c for c in CASES if "=== refused" in c.read_text(encoding="utf-8")], ids=lambda p: p.stem
)
def test_refused(path: Path, tmp_path: Path) -> None:
    case = parts(path)
    write_files(case, tmp_path)
    with pytest.raises(ConfigError) as refused:
        lines_of(loaded(path.parent.name, case["mapping"], tmp_path), [])
    assert [f"{p.where} {p.what} ({p.fix})" for p in refused.value.problems] == case["refused"].splitlines()
