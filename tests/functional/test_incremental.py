"""A build reads only what changed, and its output is that of a clean one, byte for byte.

KGBUILD_KILLS=200 kills two hundred builds, KGBUILD_STEPS=50 takes fifty random steps.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kgbuild.config import configured
from kgbuild.pipeline.earlier import delta_to, led_on, output_before
from kgbuild.pipeline.stored import style_of

KILLS = int(os.environ.get("KGBUILD_KILLS", "4"))
STEPS = int(os.environ.get("KGBUILD_STEPS", "3"))
LEXICON = "aliases:\n  - {key: org/morrow, kind: organization, name: Morrow Motors, names: [Morrow]}\n"


MAPPING = """\
prefixes: {kg: "https://example.org/kg/", schema: "http://schema.org/"}
mappings:
  headline:
    sources: [[articles.csv~csv]]
    s: kg:article/$(id)
    po: [[schema:headline, $(title)]]
"""
LINKED = """\
prefixes: {kg: "https://example.org/kg/", schema: "http://schema.org/"}
mappings:
  about:
    sources: [[articles.csv~csv]]
    s: kg:article/$(id)
    po:
      - p: schema:copyrightHolder
        o: {mapping: outlet, condition: {function: equal, parameters: [[str1, $(publisher)], [str2, $(id)]]}}
  outlet:
    sources: [[publishers.csv~csv]]
    s: kg:actor/$(id)
"""
MARKED = """\
---
date: 2026-03-03
---

*Nora Quist* met [Odd Berg](https://quist.example) of Quist &amp; Sons in Bergen on Monday.
"""
RENAMED = """\
- id: 1
  rename: {in: "geneva-courier.txt", words: "Geneva"}
  to: "Genf"
  by: "ana"
  on: "2026-03-05"
"""
REJECTED = """\
- id: 1
  reject: {in: "geneva-courier.txt", words: "Geneva", predicate: "place"}
  by: "ana"
  on: "2026-03-05"
"""


@pytest.fixture
def project(tmp_path: Path, root: Path) -> Path:
    shutil.copytree(root / "articles", tmp_path / "articles")
    (tmp_path / "articles" / "marked.md").write_text(MARKED, encoding="utf-8")
    (tmp_path / "kgbuild.yaml").write_text("lexicons: [own.yml]\n", encoding="utf-8")
    (tmp_path / "own.yml").write_text(LEXICON, encoding="utf-8")
    return tmp_path


def run(folder: Path, *command: str, code: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = os.environ | ({"PYTHONPATH": code.as_posix()} if code is not None else {})
    told = [sys.executable, "-m", "kgbuild", *command]
    return subprocess.run(told, cwd=folder, capture_output=True, text=True, check=False, env=env)


def digests(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()} | {
        "run.log.json": b""
    }


def same_as_clean(folder: Path) -> None:
    assert run(folder, "build", "articles", "-o", "out").returncode in {0, 1}
    assert run(folder, "build", "articles", "-o", "clean", "--clean").returncode in {0, 1}
    assert digests(folder / "out") == digests(folder / "clean")


def anew(folder: Path) -> dict[str, str]:
    done = run(folder, "status", "articles", "--json")
    assert done.returncode == 0, done.stderr
    return {row["article"]: row["anew"] for row in json.loads(done.stdout) if row["anew"]}


def test_random_steps_equal_clean_builds(project: Path) -> None:
    assert len(anew(project)) == 9
    same_as_clean(project)
    assert anew(project) == {}
    chosen = random.Random(7)
    texts = sorted((project / "articles").glob("*.txt"))
    edited = chosen.choice(texts)
    edited.write_text(edited.read_text(encoding="utf-8") + "\n\nNora Quist met Odd Berg in Bergen.\n", encoding="utf-8")
    assert anew(project) == {edited.name: "its text or header changed"}
    withdrawn = chosen.choice([t for t in texts if t != edited])
    withdrawn.unlink()
    (project / "articles" / "new.txt").write_text("date 2026-03-01\n\nNora Quist met Odd Berg.\n", encoding="utf-8")
    assert anew(project) == {edited.name: "its text or header changed", "new.txt": "new"}
    same_as_clean(project)
    assert withdrawn.name not in (project / "out" / "dataset.nq").read_text(encoding="utf-8")
    more = "  - {key: person/berg, kind: person, name: Odd Berg, names: [Berg]}\n"
    (project / "own.yml").write_text(LEXICON + more, encoding="utf-8")
    assert set(anew(project).values()) == {"changed: own.yml"}
    same_as_clean(project)


def edit(project: Path, some: random.Random) -> None:
    path = some.choice(sorted((project / "articles").glob("*.txt")))
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\nNora Quist met Odd Berg in Bergen.\n", encoding="utf-8")


def add(project: Path, some: random.Random) -> None:
    number = some.randrange(1000)
    text = f"date 2026-03-01\n\nNora Quist, the mayor of Bergen, met {number} workers on Monday.\n"
    (project / "articles" / f"new-{number}.txt").write_text(text, encoding="utf-8")


def withdraw(project: Path, some: random.Random) -> None:
    texts = sorted((project / "articles").glob("*.txt"))
    if len(texts) > 2:
        some.choice(texts).unlink()


def decide(project: Path, some: random.Random) -> None:
    """Decide about a name or about claims, or take it back."""
    path = project / "decisions" / "2026-03.yaml"
    path.parent.mkdir(exist_ok=True)
    if path.is_file():
        path.unlink()
    else:
        path.write_text(some.choice((RENAMED, REJECTED)), encoding="utf-8")


def remap(project: Path, some: random.Random) -> None:
    """Change a line of a mapping."""
    prop = some.choice(("headline", "alternativeHeadline", "name"))
    (project / "map.yml").write_text(MAPPING.replace("headline, $", f"{prop}, $"), encoding="utf-8")
    (project / "kgbuild.yaml").write_text("lexicons: [own.yml]\nmappings: {add: [map.yml]}\n", encoding="utf-8")


def link(project: Path, _some: random.Random) -> None:
    """Add a mapping that looks at more than a row."""
    (project / "map.yml").write_text(LINKED, encoding="utf-8")
    (project / "kgbuild.yaml").write_text("lexicons: [own.yml]\nmappings: {add: [map.yml]}\n", encoding="utf-8")


def spoil(project: Path, some: random.Random) -> None:
    """Change a file of the output by hand, or lose it."""
    every = sorted(p for p in (project / "out").rglob("*") if p.is_file() and p.name != "run.json")
    if not every:
        return
    path = some.choice(every)
    data = path.read_bytes()
    path.unlink()
    if some.random() < 0.5:
        path.write_bytes(data[:-1])


def rest(_project: Path, _some: random.Random) -> None:
    """Change nothing."""


def relabel(project: Path, some: random.Random) -> None:
    """Change a line of a lexicon."""
    (project / "own.yml").write_text(LEXICON.replace("Motors", f"Motors {some.randrange(9)}"), encoding="utf-8")


def test_a_record_that_comes_or_goes_leaves_those_after_it_unread(project: Path) -> None:
    feed = project / "articles" / "feed.jsonl"
    said = ({"id": f"r{n}", "text": f"Nora Quist met Odd Berg on 2 May 202{n}."} for n in range(4))
    first, second, *rest = (f"{json.dumps(one)}\n" for one in said)
    feed.write_text("".join((second, *rest)), encoding="utf-8")
    same_as_clean(project)
    feed.write_text("".join((first, second, *rest)), encoding="utf-8")
    assert anew(project) == {"r0": "new"}
    same_as_clean(project)
    feed.write_text("".join((first, *rest)), encoding="utf-8")
    assert anew(project) == {}
    same_as_clean(project)


@pytest.mark.parametrize("seed", [1])
def test_any_steps_equal_clean_builds(project: Path, seed: int) -> None:
    some = random.Random(seed)
    for _ in range(STEPS):
        for step in some.sample((edit, add, withdraw, decide, remap, link, relabel, spoil, rest, rest), 2):
            step(project, some)
        same_as_clean(project)


def test_status_names_what_has_all_articles_mapped_anew(project: Path) -> None:
    told = "all articles would be mapped anew"
    assert told not in run(project, "status", "articles").stdout
    link(project, random.Random(1))
    assert (
        f"{told}: rule `about` (map.yml:3) looks at more than a row of a table"
        in run(project, "status", "articles").stdout
    )


def _nothing(_project: Path, _some: random.Random) -> None:
    return


@pytest.mark.parametrize("change", [_nothing, decide, remap])
def test_text_that_did_not_change_loads_no_parser(project: Path, change: Callable[[Path, random.Random], None]) -> None:
    run(project, "build", "articles", "-o", "out")
    change(project, random.Random(1))
    code = (
        "import sys; from kgbuild.cli.main import cli; "
        "cli(['build', 'articles', '-o', 'out', '-q'], standalone_mode=False); print('spacy.language' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "False", done.stderr


def test_a_build_leads_on_from_what_another_process_left(project: Path) -> None:
    """Sets have another order in each process: where a key follows it, all is made anew, and no byte shows it."""
    code = (
        "from pathlib import Path; from kgbuild.config import configured; "
        "from kgbuild.pipeline.build import run_build, write_output; "
        "run = run_build([Path('articles')], config=configured(), incremental=True); "
        "write_output(run, Path('out')); print(run.built.delta is not None)"
    )
    led = []
    for seed in "123":
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True, env=env
        )
        led.append(done.stdout.strip())
        edit(project, random.Random(int(seed)))
    assert led == ["False", "True", "True"]


def test_a_build_killed_at_any_moment_leaves_old_or_new_output(project: Path) -> None:
    for path in sorted((project / "articles").glob("*.txt"))[2:]:
        path.unlink()
    (edited, _) = sorted((project / "articles").glob("*.txt"))
    plain = edited.read_text(encoding="utf-8")
    texts = [plain, f"{plain}\n\nNora Quist met Odd Berg in Bergen.\n"]
    whole = []
    for text in texts:
        edited.write_text(text, encoding="utf-8")
        since = time.monotonic()
        run(project, "build", "articles", "-o", "out", "-q")
        longest = time.monotonic() - since
        whole.append(digests(project / "out"))
    chosen = random.Random(3)
    for number in range(KILLS):
        edited.write_text(texts[number % 2], encoding="utf-8")
        command = [sys.executable, "-m", "kgbuild", "build", "articles", "-o", "out", "-q"]
        build = subprocess.Popen(command, cwd=project, env=os.environ)
        time.sleep(chosen.uniform(0, longest))
        build.send_signal(signal.SIGKILL)
        build.wait()
        assert digests(project / "out") in whole
    same_as_clean(project)


def test_a_store_that_is_none_is_told_and_passed_over(project: Path) -> None:
    (project / ".kgbuild").mkdir()
    (project / ".kgbuild" / "facts.sqlite").write_text("no database at all" * 100, encoding="utf-8")
    done = run(project, "build", "articles", "-o", "out")
    assert done.returncode in {0, 1}
    assert "facts cannot be kept: file is not a database" in done.stderr
    assert (project / "out" / "run.json").is_file()


def test_an_output_that_somebody_changed_is_not_led_on_from(project: Path) -> None:
    assert run(project, "build", "articles", "-o", "out").returncode in {0, 1}
    config, out = configured(project), project / "out"
    style = style_of(config)
    found = output_before(out, base=config.base, style=style)
    assert found is not None
    delta = delta_to(found, out)
    assert delta is not None
    assert led_on(found, delta).subjects == ()
    for name in ("graph.ttl", "graph.jsonld", "dataset.trig", "dataset.nq", "void.ttl"):
        data = (out / name).read_bytes()
        (out / name).write_bytes(data[:-1])
        assert output_before(out, base=config.base, style=style) is None, name
        (out / name).write_bytes(data)
    other = style._replace(prefixes={**style.prefixes, "new": "http://new.example/"})
    assert output_before(out, base=config.base, style=other) is None
    (out / "dataset.nq").rename(out / "lost.nq")
    assert output_before(out, base=config.base, style=style) is None


def test_what_is_known_of_names_counts(tmp_path: Path, root: Path) -> None:
    code = tmp_path / "code"
    for part in ("kgbuild", "mappings", "ontology"):
        shutil.copytree(root / part, code / part, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "kgbuild.yaml").write_text("{}\n", encoding="utf-8")
    (tmp_path / "articles").mkdir()
    for name in ("Henrik", "Tavi"):
        text = f"date 2026-03-01\n\n{name} Quist, the mayor of Bergen, met Odd Berg in Bergen on Sunday.\n"
        (tmp_path / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run(tmp_path, "build", "articles", "-o", "out", code=code).returncode == 0
    before = digests(tmp_path / "out")
    names = code / "mappings" / "names" / "people.yml"
    text = names.read_text(encoding="utf-8").replace("nicknames:\n", "nicknames:\n  - [henrik, tavi]\n")
    names.write_text(text, encoding="utf-8")
    told = run(tmp_path, "status", "articles", code=code).stdout
    assert "Tavi.txt: changed: mappings/names/people.yml" in told
    assert run(tmp_path, "build", "articles", "-o", "out", code=code).returncode == 0
    assert run(tmp_path, "build", "articles", "-o", "clean", "--clean", code=code).returncode == 0
    assert digests(tmp_path / "out") == digests(tmp_path / "clean") != before
