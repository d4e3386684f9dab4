"""The editor schema is made from the loader's keys, and the docs' example runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import materialize
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.language.schema import json_schema

DOCS = Path(__file__).parents[3] / "docs"


def test_the_schema_in_the_docs_is_the_one_the_loader_reads_by() -> None:
    assert json.loads((DOCS / "yarrrml.schema.json").read_text(encoding="utf-8")) == json_schema()


def test_the_example_of_the_docs_runs(tmp_path: Path) -> None:
    found = re.search(r"```yaml\n(.*?)```", (DOCS / "mapping.md").read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    (tmp_path / "mapping.yml").write_text(found.group(1), encoding="utf-8")
    (tmp_path / "people.csv").write_text("id,name,language,born,company\n1,Ann,en,1990-02-03,c\n", encoding="utf-8")
    (tmp_path / "companies.json").write_text('{"companies": [{"code": "c", "names": ["C", "Cee"]}]}', encoding="utf-8")
    problems: list[Problem] = []
    mapping = load_mapping([tmp_path / "mapping.yml"])
    assert mapping.warnings == ()
    assert len(list(materialize(mapping, problems=problems))) == 7
    assert problems == []


def test_the_example_of_values_with_languages_runs(tmp_path: Path) -> None:
    text = (DOCS / "mapping.md").read_text(encoding="utf-8").partition("Value and language are crossed")[2]
    data, mapping = re.findall(r"```(?:xml|yaml)\n(.*?)```", text, re.DOTALL)[:2]
    (tmp_path / "books.xml").write_text(data, encoding="utf-8")
    (tmp_path / "m.yml").write_text(mapping, encoding="utf-8")
    problems: list[Problem] = []
    made = {s.quad.object for s in materialize(load_mapping([tmp_path / "m.yml"]), problems=problems)}
    promised = re.findall(r"`(\"[^`]*\"@\w+)`", text.partition("gives ")[2].partition("\n\n")[0])
    assert sorted(made) == sorted(promised)
    assert len(made) == 3
    assert problems == []
