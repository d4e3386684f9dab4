"""Bad input gets a clear error: where, what, how to mend; the contract's exit code; nothing half-written."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

GOOD = "date 2026-03-01\n\nThe mayor of Oslo met teachers in Bergen on Friday.\n"
MAPPING = """prefixes:
  kg: https://example.org/kg/
  kgb: https://w3id.org/kgbuild/ns#
mappings:
  meeting:
    sources: [[meetings.csv~csv]]
    s: kg:event/$(id)
    po:
      - [kgb:particpant, $(label)]
"""


def build(folder: Path, *paths: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kgbuild", "build", *paths, "-o", "out"]
    return subprocess.run(command, cwd=folder, env=os.environ, capture_output=True, text=True, check=False)


def put(folder: Path, name: str, content: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def refused(done: subprocess.CompletedProcess[str], folder: Path, *said: str) -> None:
    assert done.returncode == 2, done.stderr
    for words in said:
        assert words in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "out").exists()


def test_missing_folder(tmp_path: Path) -> None:
    refused(build(tmp_path, "nowhere"), tmp_path, "nowhere")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bad.txt", b"", "empty"),
        ("bad.txt", b"date 2026-03-01\n\nCaf\xe9 talks.\n", "not UTF-8"),
        ("bad.jsonl", b'{"id": "a", "text": "One met two in Oslo."\n', "bad.jsonl:1"),
    ],
)
def test_one_broken_article_does_not_stop_the_others(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    put(tmp_path, "in/good.txt", GOOD)
    put(tmp_path, f"in/{name}", content)
    done = build(tmp_path, "in")
    assert done.returncode == 3, done.stderr
    assert said in done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out" / "graph.ttl").is_file()


def test_nothing_readable(tmp_path: Path) -> None:
    put(tmp_path, "in/bad.txt", b"")
    refused(build(tmp_path, "in"), tmp_path, "in/bad.txt")


def test_two_articles_with_one_id(tmp_path: Path) -> None:
    put(tmp_path, "in/a/one.txt", GOOD)
    put(tmp_path, "in/b/one.txt", GOOD)
    put(tmp_path, "in/b/two.txt", GOOD)
    done = build(tmp_path, "in")
    assert done.returncode == 3, done.stderr
    assert "in/a/one.txt" in done.stderr
    assert "in/b/one.txt" in done.stderr


def test_unknown_property_in_a_mapping(tmp_path: Path) -> None:
    put(tmp_path, "in/good.txt", GOOD)
    put(tmp_path, "own.yml", MAPPING)
    put(tmp_path, "kgbuild.yaml", "mappings: [own.yml]\n")
    refused(build(tmp_path, "in"), tmp_path, "own.yml:9:", "kgb:particpant", "did you mean", "participant")


OWN = """prefixes: {{ex: "http://ex.org/", rdfs: "http://www.w3.org/2000/01/rdf-schema#"}}
mappings:
  mine:
    sources: [[{source}~csv]]
    s: ex:$(id)
    po: [[rdfs:label, $({column})]{more}]
"""


@pytest.mark.parametrize(
    ("source", "column", "more", "said"),
    [
        ("meetngs.csv", "label", "", "own.yml:4:15  error  `meetngs.csv` is no table of a build"),
        ("meetings.csv", "lable", "", "own.yml:6:23  error  `meetings.csv` has no column `lable`"),
        ("meetings.csv", "label", ", {p: ex:in, o: {mapping: nosuch}}", "`nosuch`"),
    ],
)
def test_check_finds_what_build_complains_of(tmp_path: Path, source: str, column: str, more: str, said: str) -> None:
    put(tmp_path, "in/good.txt", GOOD)
    put(tmp_path, "own.yml", OWN.format(source=source, column=column, more=more))
    put(tmp_path, "kgbuild.yaml", "mappings: [own.yml]\n")
    refused(build(tmp_path, "in"), tmp_path, said)
    command = [sys.executable, "-m", "kgbuild", "check"]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.returncode == 2
    assert said in checked.stderr


def test_a_mapping_that_made_nothing_is_told(tmp_path: Path) -> None:
    put(tmp_path, "in/good.txt", GOOD)
    put(tmp_path, "own.yml", OWN.format(source="questions.csv", column="id", more=""))
    put(tmp_path, "other.yml", OWN.format(source="articles.csv", column="id", more="").replace("mine", "theirs"))
    put(tmp_path, "kgbuild.yaml", "mappings: [own.yml, other.yml]\n")
    done = build(tmp_path, "in")
    assert done.returncode == 0, done.stderr
    assert "own.yml  warning  this mapping made nothing" in done.stderr
    assert "other.yml" not in done.stderr


def test_a_misspelt_property_gets_properties_as_hints(tmp_path: Path) -> None:
    put(tmp_path, "in/good.txt", GOOD)
    put(tmp_path, "own.yml", MAPPING.replace("particpant", "zzz"))
    put(tmp_path, "kgbuild.yaml", "mappings: [own.yml]\n")
    done = build(tmp_path, "in")
    hint = done.stderr.partition("known: ")[2].split("\n")[0]
    assert "arrested, " in hint
    assert not [word for word in hint.split(", ") if word[0].isupper()]  # no classes


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("mappings: [own.yml\n", "kgbuild.yaml:2"),
        ("base: https://a.example/\nbase: https://b.example/\n", "kgbuild.yaml:2:1  error  duplicate key `base`"),
    ],
)
def test_yaml_errors(tmp_path: Path, content: str, said: str) -> None:
    put(tmp_path, "in/good.txt", GOOD)
    put(tmp_path, "kgbuild.yaml", content)
    refused(build(tmp_path, "in"), tmp_path, said)


def test_ontology_that_does_not_parse(tmp_path: Path) -> None:
    put(tmp_path, "in/good.txt", GOOD)
    put(tmp_path, "own.ttl", "@prefix ex: <http://ex.example/> .\nex:a ex:b ;\n")
    put(tmp_path, "kgbuild.yaml", "ontologies: [own.ttl]\n")
    refused(build(tmp_path, "in"), tmp_path, "own.ttl:", "not Turtle")


def test_all_problems_at_once(tmp_path: Path) -> None:
    put(tmp_path, "in/good.txt", GOOD)
    put(tmp_path, "own.yml", MAPPING)
    put(tmp_path, "own.ttl", "ex:a ex:b ex:c .\n")
    put(tmp_path, "kgbuild.yaml", "mappings: [own.yml]\nontologies: [own.ttl]\n")
    refused(build(tmp_path, "in"), tmp_path, "own.ttl:1")


def test_an_output_folder_that_is_not_ours(tmp_path: Path) -> None:
    put(tmp_path, "in/good.txt", GOOD)
    put(tmp_path, "out/letter.txt", "keep me")
    done = build(tmp_path, "in")
    assert done.returncode == 2
    assert (tmp_path / "out" / "letter.txt").read_text() == "keep me"
    assert "out" in done.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """A file system of its own, of a size or read-only; needs to be root on Linux."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("no file system can be mounted here")

    def remounted(option: str) -> Path:
        subprocess.run(["mount", "-o", f"remount,{option}", place], check=True)
        return place

    yield remounted
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("size=256k", "the disk is full; free some space"),  # seen before the work
        ("size=2500k", "No space left on device"),  # seen while writing
        ("ro", "cannot be written to; change its permissions"),
    ],
)
def test_a_disk_that_takes_nothing(
    tmp_path: Path, small_disk: Callable[[str], Path], option: str, said: str, root: Path
) -> None:
    disk = small_disk(option)
    done = build(disk, str(root / "articles"))
    refused(done, disk, said)
    assert "fault of kgbuild" not in done.stderr


def test_messages_hold_no_control_characters_and_no_endless_lines(tmp_path: Path) -> None:
    name = "a\x1b[31m\u202e.txt"
    put(tmp_path, f"articles/{name}", b"")
    put(tmp_path, "articles/good.txt", f"---\ntitle: x\nkey{'y' * 500}: z\n---\n{GOOD}")
    done = build(tmp_path, "articles")
    assert r"a\x1b[31m\x202e.txt" in done.stderr
    assert max(map(len, done.stderr.splitlines())) <= 300
    assert not {c for c in done.stderr if c < " " and c != "\n"} and "\u202e" not in done.stderr


def test_a_misspelt_command_gets_a_suggestion(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kgbuild", "biuld", "articles"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no command `biuld`; did you mean build?" in done.stderr


def test_no_view_holds_a_formula(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", '{"id": "=1+1", "text": "Ana Roe said \\"=2+3\\" and \\"+1 it is\\" in Brno.", '
        '"publisher": "=HYPERLINK(\\"http://x.example\\")", "published": "2026-03-04", "title": "@me"}\n')  # fmt: skip
    assert build(tmp_path, "a.jsonl").returncode == 0
    cells = [
        cell
        for path in sorted((tmp_path / "out" / "views").glob("*.csv"))
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
        for cell in row
    ]
    assert not [cell for cell in cells if cell[:1] in set("=+-@")]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
