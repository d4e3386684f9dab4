"""The public RML test cases, in YARRRML and in RML (older vocabulary), from the shared folder."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.errors import KgbuildError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import materialize_lines
from kgbuild.yarrrml.form import Mapping
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.rml.load import load_rml

CASES = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "rml-test-cases"
# Each case that is not met, and why.
NOT_MET: dict[str, str] = {
    "RMLTC0002g-JSON": "a missing file and a broken JSONPath: refused here, the case wants an empty graph",
}


def cases(name: str) -> list[Path]:
    return sorted(path.parent for path in CASES.glob(f"*/{name}"))


def canonical(text: str) -> frozenset[str]:
    data = ox.Dataset(ox.parse(text, format=ox.RdfFormat.N_QUADS, rename_blank_nodes=True))
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(str, data))


def mapped(mapping: Mapping, base: Path) -> str:
    problems: list[Problem] = []
    batches = materialize_lines(mapping, base=base, problems=problems)
    return "".join(line for batch in batches for lines in batch.values() for line in lines)


def check(mapping: Mapping, case: Path) -> None:
    expected = (case / "output.nq").read_text(encoding="utf-8")
    assert canonical(mapped(mapping, case)) == canonical(expected)


def require_shared() -> None:
    if not CASES.is_dir():
        if "shared" in os.environ.get("KGBUILD_REQUIRE", ""):
            pytest.fail(f"{CASES} is missing")
        pytest.skip("the shared conformance cases are not here")


def test_cases_are_there() -> None:
    require_shared()
    assert len(cases("mapping.yml")) == 62
    assert len(cases("mapping.ttl")) == 118


@pytest.mark.parametrize("case", cases("mapping.yml"), ids=lambda p: p.name)
def test_yarrrml(case: Path) -> None:
    check(load_mapping([case / "mapping.yml"]), case)


@pytest.mark.parametrize("case", cases("mapping.ttl"), ids=lambda p: p.name)
def test_rml(case: Path) -> None:
    if case.name in NOT_MET:
        pytest.skip(NOT_MET[case.name])
    if (case / "output.nq").exists():
        check(load_rml([case / "mapping.ttl"]), case)
        return
    with pytest.raises(KgbuildError):
        mapped(load_rml([case / "mapping.ttl"]), case)
