"""Every feature of the two languages, one file each: a mapping, its data, the graph and the problems it gives.

A case file (`yarrrml/*.txt`, `rml/*.txt`) has parts that start with `=== mapping`, `=== file NAME`, `=== graph`
(TriG), `=== problems` (one a line: place and text).
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import materialize, materialize_lines
from kgbuild.yarrrml.form import Mapping
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.rml.load import load_rml

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
    return load_mapping([path], base=folder) if language == "yarrrml" else load_rml([path], base=folder)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_feature(path: Path, tmp_path: Path) -> None:
    case = parts(path)
    for name, text in case.items():
        if name.startswith("file "):
            (tmp_path / name.removeprefix("file ")).write_text(text, encoding="utf-8")
    mapping = loaded(path.parent.name, case["mapping"], tmp_path)
    problems: list[Problem] = []
    lines = [
        line for batch in materialize_lines(mapping, problems=problems) for made in batch.values() for line in made
    ]
    assert canonical("".join(lines), ox.RdfFormat.N_QUADS) == canonical(case["graph"], ox.RdfFormat.TRIG)
    found = [f"{p.where} {p.what}" for p in (*mapping.warnings, *problems)]
    assert found == case.get("problems", "").splitlines()
    statements = [" ".join(t for t in s.quad if t) + " .\n" for s in materialize(mapping, problems=[])]
    assert statements == lines
