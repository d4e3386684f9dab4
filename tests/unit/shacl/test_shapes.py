"""The shapes accept the small dataset and see one wrong line of each kind."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from kgbuild.errors import ConfigError, InputError, UsageError
from kgbuild.shacl.check import check_shapes

VIOLATIONS = Path(__file__).with_name("violations.yml")


@pytest.fixture(scope="module")
def good(root: Path) -> str:
    return (root / "tests" / "data" / "fisheries.trig").read_text(encoding="utf-8")


def test_the_small_dataset_conforms(root: Path) -> None:
    assert check_shapes(root / "tests" / "data" / "fisheries.trig") == []


def violations() -> list[dict[str, str]]:
    cases: list[dict[str, str]] = yaml.safe_load(VIOLATIONS.read_text(encoding="utf-8"))
    return cases


def rounds() -> list[list[dict[str, str]]]:
    """Cases of different nodes share one run, for a run takes a third of a second whatever it finds."""
    seen: Counter[str] = Counter()
    made: list[list[dict[str, str]]] = []
    for case in violations():
        at = seen[case["node"]]
        seen[case["node"]] += 1
        made += [[]] if at == len(made) else []
        made[at].append(case)
    return made


@pytest.mark.parametrize("cases", rounds(), ids=lambda cases: f"{len(cases)} wrong lines")
def test_each_wrong_line_is_seen(cases: list[dict[str, str]], good: str, tmp_path: Path) -> None:
    text = good
    for case in cases:
        assert case["old"] in text, case["case"]
        text = text.replace(case["old"], case["new"], 1)
    (tmp_path / "broken.trig").write_text(text, encoding="utf-8")
    found = check_shapes(tmp_path / "broken.trig", base=tmp_path)
    unseen = [c["case"] for c in cases if not any(f"{c['node']}>" in p.what and c["says"] in p.what for p in found)]
    assert unseen == []
    assert {problem.where.file for problem in found} == {"broken.trig"}


def test_every_shape_is_seen_red_once(root: Path) -> None:
    text = (root / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    blocks = re.findall(r"^kgb:(\w+Shape) a sh:NodeShape ;(.*?) \.$", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) > 10
    assert [name for name, block in blocks if not any(case["says"] in block for case in violations())] == []


def test_a_users_shapes_and_ontology_are_loaded_beside_ours(root: Path, tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix : <urn:port#> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix kgb: <https://w3id.org/kgbuild/ns#> ."
        "kgb:Disaster rdfs:subClassOf :Loss . :Loss a owl:Class .",
        encoding="utf-8",
    )
    (tmp_path / "shapes.ttl").write_text(
        "@prefix : <urn:port#> . @prefix sh: <http://www.w3.org/ns/shacl#> ."
        "@prefix kgb: <https://w3id.org/kgbuild/ns#> . :S a sh:NodeShape ; sh:targetClass :Loss ;"
        'sh:property [ sh:path kgb:place ; sh:minCount 1 ; sh:message "where?" ] .',
        encoding="utf-8",
    )
    data = root / "tests" / "data" / "fisheries.trig"
    found = check_shapes(data, ontologies=[tmp_path / "own.ttl"], shapes=[tmp_path / "shapes.ttl"])
    assert [problem.what for problem in found] == ["<https://example.org/kg/event/storm>: where?"]


def test_files_that_cannot_be_used(root: Path, tmp_path: Path) -> None:
    data = root / "tests" / "data" / "fisheries.trig"
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix a: <urn:a#> .\na:b", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"broken\.ttl:2"):
        check_shapes(data, shapes=[broken], base=tmp_path)
    with pytest.raises(UsageError, match="no data at"):
        check_shapes(tmp_path)
    with pytest.raises(InputError, match=r"broken\.ttl:2"):
        check_shapes(broken, base=tmp_path)
