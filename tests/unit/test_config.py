"""`kgbuild.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.config import DEFAULT_BASE, Config, find_config, load_config, shipped_mappings
from kgbuild.errors import ConfigError
from kgbuild.model.article import Source


def written(folder: Path, text: str) -> Path:
    path = folder / "kgbuild.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_works_without_a_file() -> None:
    config = load_config(None)
    assert config == Config()
    assert config.base == DEFAULT_BASE
    assert [p.name for p in config.mapping_files()] == sorted(p.name for p in config.mapping_files())
    assert config.mapping_files()


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_config(written(tmp_path, "")) == Config(folder=tmp_path, found=True)


def test_all_keys(tmp_path: Path) -> None:
    for name in ("b.yml", "a.yml", "m.yml", "o.ttl"):
        (tmp_path / name).touch()
    config = load_config(
        written(
            tmp_path,
            """\
base: https://data.example/kg#
language: en
model: en_core_web_lg
mappings: m.yml
lexicons: ["[ab].yml"]
ontologies: [o.ttl]
sources:
  "gull-*.txt": {publisher: The Gull, url: "https://gull.example/", licence: CC0}
  x.txt:
""",
        )
    )
    assert config.base == "https://data.example/kg#"
    assert config.model == "en_core_web_lg"
    assert config.mapping_files() == (*shipped_mappings(), tmp_path / "m.yml")
    assert config.lexicons == (tmp_path / "a.yml", tmp_path / "b.yml")
    assert config.ontologies == (tmp_path / "o.ttl",)
    assert config.sources == {
        "gull-*.txt": Source("The Gull", "https://gull.example/", "CC0"),
        "x.txt": Source(),
    }


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = """\
bases: x
base: example.org/kg
language: de
lexicons: [missing/*.yml]
sources: {a.txt: {publihser: x}}
"""
    with pytest.raises(ConfigError) as error:
        load_config(written(tmp_path, text))
    assert [(str(p.where), p.what) for p in error.value.problems] == [
        ("kgbuild.yaml:1:1", "unknown key `bases`"),
        ("kgbuild.yaml:2:7", "`example.org/kg` cannot be a base IRI"),
        ("kgbuild.yaml:3:11", "language `de` has no lexicons"),
        ("kgbuild.yaml:4:12", "no file matches `missing/*.yml`"),
        ("kgbuild.yaml:5:19", "unknown key `publihser`"),
    ]


@pytest.mark.parametrize("base", ["urn:x:", "https://a b/", "https://example.org/kg", "ftp://x/", "https://x/{y}/", ""])
def test_a_base_that_is_no_iri_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(ConfigError, match="cannot be a base IRI"):
        load_config(written(tmp_path, f"base: '{base}'\n"))


@pytest.mark.parametrize("text", ["model:\n", "model: ''\n"])
def test_a_model_without_a_name_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r"kgbuild\.yaml:1:"):
        load_config(written(tmp_path, text))


def test_a_pattern_that_no_file_system_takes_is_told_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"kgbuild\.yaml:1:12"):
        load_config(written(tmp_path, "lexicons: ['']\n"))
    with pytest.raises(ConfigError, match=r"kgbuild\.yaml:1:12"):
        load_config(written(tmp_path, "lexicons: ['a**b/x.yml']\n"))


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "own.yml").touch()
    assert load_config(written(tmp_path, "lexicons: ['*.yml', own.yml]\n")).lexicons == (tmp_path / "own.yml",)


def test_the_nearest_file_upwards_holds(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    path = written(tmp_path, "")
    assert find_config(deep) == path.resolve()
    (tmp_path / "a" / "kgbuild.yaml").touch()
    assert find_config(deep) == (tmp_path / "a" / "kgbuild.yaml").resolve()


def test_mappings_may_replace_ours_or_leave_some_out(tmp_path: Path) -> None:
    (tmp_path / "m.yml").touch()
    alone = load_config(written(tmp_path, "mappings: {replace: m.yml}"))
    assert alone.mapping_files() == (tmp_path / "m.yml",)
    less = load_config(written(tmp_path, "mappings: {add: m.yml, without: [positions.yml, event-issue]}"))
    assert [p.name for p in less.mapping_files()] == ["actors.yml", "articles.yml", "events.yml", "m.yml"]
    assert [name for name, _ in less.mappings.without] == ["positions.yml", "event-issue"]
    with pytest.raises(ConfigError, match="nothing but its own files"):
        load_config(written(tmp_path, "mappings: {replace: m.yml, add: m.yml}"))
