"""What the text leaves open makes no value, and what is counted is what is there."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.api import build, write


@pytest.mark.parametrize(
    ("text", "durations"),
    [
        ("After months of talks, Peru and Chile met in Lima on Monday. The talks lasted hours.", set()),
        ("Peru and Chile met in Lima on Monday for talks that lasted two hours.", {"PT2H"}),
    ],
)
def test_a_length_that_is_left_open_is_no_duration(tmp_path: Path, text: str, durations: set[str]) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": text, "published": "2026-03-04"}) + "\n")
    result = build(tmp_path / "a.jsonl")
    assert result.problems == ()
    write(result, tmp_path / "out")
    lines = (tmp_path / "out" / "dataset.nq").read_text(encoding="utf-8").splitlines()
    assert {line.split('"')[1] for line in lines if "XMLSchema#duration>" in line} == durations


def test_positions_are_counted_as_they_stand_in_the_dataset(tmp_path: Path, root: Path) -> None:
    write(build(root / "articles"), tmp_path / "out")
    counts = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["counts"]
    kind = ox.NamedNode("https://w3id.org/kgbuild/ns#Position")
    quads = ox.parse(path=tmp_path / "out" / "dataset.nq", format=ox.RdfFormat.N_QUADS)
    assert counts["positions"] == len({q.subject for q in quads if q.object == kind})
