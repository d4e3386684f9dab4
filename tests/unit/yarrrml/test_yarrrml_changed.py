"""Only rules whose text, sources or links changed run again, and the statements are those of a whole run."""

from __future__ import annotations

from pathlib import Path

from kgbuild.yarrrml.execution.changed import run_changed
from kgbuild.yarrrml.execution.run import materialize_lines
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.sources.open_source import Inputs

TEXT = """\
prefixes: {ex: "http://example.com/"}
mappings:
  a:
    sources: [[a.csv~csv]]
    s: ex:$(id)
    po:
      - [ex:name, $(name)]
      - p: ex:b
        o: {mapping: b, condition: {function: equal, parameters: [[str1, $(id), s], [str2, $(id), o]]}}
  b:
    sources: [[b.csv~csv]]
    s: ex:b/$(id)
    po: [[ex:name, $(name)]]
  c:
    sources: [[c.csv~csv]]
    po: [[ex:size, $(name), xsd:integer]]
"""


def rerun(folder: Path) -> tuple[tuple[str, ...], list[str]]:
    mapping = load_mapping([folder / "m.yml"], base=folder)
    done, batches = run_changed(mapping, folder / "state", inputs=Inputs(), problems=[])
    lines = [line for batch in batches for made in batch.values() for line in list(made)]
    whole = [line for b in materialize_lines(mapping, problems=[]) for made in b.values() for line in made]
    assert lines == whole
    return done.anew, lines


def test_what_changed_runs_again(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(TEXT, encoding="utf-8")
    for name in "abc":
        (tmp_path / f"{name}.csv").write_text("id,name\n1,5\n2,6\n", encoding="utf-8")
    assert rerun(tmp_path)[0] == ("a", "b", "c")
    assert rerun(tmp_path)[0] == ()
    (tmp_path / "b.csv").write_text("id,name\n1,new\n", encoding="utf-8")
    assert rerun(tmp_path)[0] == ("a", "b")  # a links to b
    (tmp_path / "m.yml").write_text("# moved\n" + TEXT.replace("$(name), xsd", "$(id), xsd"), encoding="utf-8")
    assert rerun(tmp_path)[0] == ("c",)
    (tmp_path / "c.csv").write_text("id,name\nx,5\n", encoding="utf-8")
    assert rerun(tmp_path)[0] == ("c",)
    assert rerun(tmp_path)[0] == ("c",)  # its problem is reported every time
    assert len(list((tmp_path / "state").iterdir())) == 2
