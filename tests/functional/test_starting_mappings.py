"""Mappings of a project's own stand beside ours: the ones that `kgbuild init --mapping` writes, over the sample."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from kgbuild.api import Result, build, write
from kgbuild.config import Config, load_config
from kgbuild.errors import ConfigError
from kgbuild.model.quads import Quad
from kgbuild.model.vocabulary import OBJECT, PREDICATE, SUBJECT, kgb
from kgbuild.pipeline.checks import check_paths, check_project
from kgbuild.pipeline.project import load_project
from kgbuild.starter.write import starter_mappings, write_starter

NAMESPACES = {
    "schema.org": "<http://schema.org/",
    "cidoc-crm": "<http://www.cidoc-crm.org/cidoc-crm/",
    "wikidata": "<http://www.wikidata.org/prop/direct/",
}


def started(name: str, folder: Path) -> Config:
    write_starter(folder, name)
    return load_config(folder / "kgbuild.yaml")


@pytest.fixture(params=starter_mappings())
def project(request: pytest.FixtureRequest, tmp_path: Path, root: Path) -> tuple[str, Config, Result]:
    config = started(request.param, tmp_path)
    shutil.copytree(root / "articles", tmp_path / "sample")
    return request.param, config, build(tmp_path / "sample", config=config)


def claims_of(quads: Iterable[Quad], start: str) -> dict[str, dict[str, list[str]]]:
    """The claims whose property is of a vocabulary."""
    about: dict[str, dict[str, list[str]]] = {}
    for q in quads:
        about.setdefault(q.subject, {}).setdefault(q.predicate, []).append(q.object)
    made = {n: v for n, v in about.items() if kgb("reportedIn") in v}
    return {n: v for n, v in made.items() if v.get(PREDICATE, [""])[0].startswith(start)}


def test_its_statements_get_claims_evidence_and_disputes(project: tuple[str, Config, Result], tmp_path: Path) -> None:
    name, config, result = project
    assert check_project(config) == []
    assert result.problems == ()
    claims = claims_of(result.quads, NAMESPACES[name])
    assert len(claims) > 50
    assert all(v[kgb("evidence")] and v[kgb("claimedBy")] and v[SUBJECT] and v[OBJECT] for v in claims.values())
    disputed = [v for v in claims.values() if v[kgb("status")] == ["<https://w3id.org/kgbuild/code/disputed>"]]
    assert len(disputed) >= 4
    write(result, tmp_path / "out")
    assert check_paths([tmp_path / "out"], config) == []


def test_a_core_triple_of_another_vocabulary_needs_its_claim(tmp_path: Path, root: Path) -> None:
    config = started("schema.org", tmp_path)
    write(build(root / "articles" / "batteries-ledger.txt", config=config), tmp_path / "out")
    file = tmp_path / "out" / "dataset.nq"
    event = next(q for q in file.read_text(encoding="utf-8").splitlines() if "/event/" in q).split(" ")[0]
    for made_up in ("<http://schema.org/location> <https://example.org/kg/place/x>", "<http://schema.org/x> <urn:x:y>"):
        line = f"{event} {made_up} <https://example.org/kg/graph/core> .\n"
        text = file.read_text(encoding="utf-8")
        file.write_text(text + line, encoding="utf-8")
        found = [p.what for p in check_paths([tmp_path / "out"], config)]
        file.write_text(text, encoding="utf-8")
        assert any("without a claim that is accepted" in what for what in found), found


def test_rules_of_ours_can_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text(
        "mappings:\n  event-issue:\n    sources: [[events.csv~csv]]\n    s: http://a.example/$(id)\n"
        "    po: [[rdfs:label, $(label)]]\n",
        encoding="utf-8",
    )
    settings = tmp_path / "kgbuild.yaml"
    settings.write_text("mappings: {add: own.yml, without: [event-issue, positions.yml]}\n", encoding="utf-8")
    rules = {rule.name: rule for rule in load_project(load_config(settings)).mapping.rules}
    assert rules["event-issue"].where.file == "own.yml"
    assert "position" not in rules
    assert "event" in rules


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("mappings: {without: [event-isue]}", "no shipped rule or mapping file `event-isue` to leave out"),
        ("mappings: own.yml", "mapping `event` exists already at mappings/events.yml"),
    ],
)
def test_mistakes_are_told_with_the_way_out(tmp_path: Path, text: str, what: str) -> None:
    own = "mappings: {event: {sources: [[events.csv~csv]], s: http://a.example/$(id), po: [[a, kgb:Event]]}}"
    (tmp_path / "own.yml").write_text(own, encoding="utf-8")
    (tmp_path / "kgbuild.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_project(load_config(tmp_path / "kgbuild.yaml"))
    (problem,) = error.value.problems
    assert what in problem.what
    assert "event-issue" in problem.fix or "without" in problem.fix
