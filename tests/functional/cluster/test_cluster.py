"""Builds on clusters that really run: the same bytes as one process, whatever happens to the workers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tests.functional.cluster.conftest import Machines, Project, article, wait_for

Start = Callable[..., AbstractContextManager[Machines]]

# Faults that real articles might cause, brought about by words in them: what a worker runs before anything else.
FAULTS = """
import os, re, signal, time
from pathlib import Path
from kgbuild.cluster import worker
from kgbuild.pipeline.stages import read_words as read

def read_words(articles, *rest):
    text = " ".join(article.text for article in articles)
    if "Deadly" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "Endless" in text:
        re.fullmatch("(a+)+", "a" * 60 + "b")  # holds the interpreter for ages, as a bad pattern would
    if "Broken" in text:
        raise ZeroDivisionError("seven by nothing")
    begun = Path(os.environ["FAULTS"], "begun")
    if "Slow" in text and not begun.exists():
        begun.with_suffix(".new").write_text(str(os.getpid()))
        begun.with_suffix(".new").rename(begun)
        time.sleep(600)
    return read(articles, *rest)

worker.read_words = read_words
"""


def faults(folder: Path) -> Path:
    path = folder / "faults.py"
    path.write_text(FAULTS, encoding="utf-8")
    return path


def test_same_bytes_and_only_what_is_missing_goes_out(project: Project) -> None:
    for place in ("local:4", "local:2"):
        shutil.rmtree(project.folder / ".kgbuild", ignore_errors=True)
        done = project.run("build", "articles", "-o", "two", "--cluster", place, "-q")
        assert (done.returncode, done.stderr) == (0, "")
        assert project.files("two") == project.files("one")
    # Nothing is missing now, so nobody asks whether there is a cluster; one changed article needs it.
    nobody = ("--cluster", "tcp://127.0.0.1:1")
    done = project.run("build", "articles", "-o", "two", *nobody, "-q")
    assert (done.returncode, done.stderr) == (0, "")
    assert project.files("two") == project.files("one")


def test_workers_read_addresses(project: Project) -> None:
    (project.folder / "some.urls").write_text(
        "".join(f"file://{project.folder}/articles/{name}\n" for name in ("many.jsonl", "a04.txt")), encoding="utf-8"
    )
    assert project.run("build", "some.urls", "-o", "here", "--clean", "-q").returncode == 0
    done = project.run("build", "some.urls", "-o", "there", "--clean", "--cluster", "local:1", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    assert project.files("there") == project.files("here")


def test_killed_hung_and_poisoned(project: Project, machines: Start, tmp_path: Path) -> None:
    for number, word in ((3, "Deadly"), (5, "Endless"), (7, "Broken")):
        project.add(f"a{number:02}-bad.txt", f"{article(number)}\n{word}.\n")
    begun = tmp_path / "begun"

    def kill() -> None:
        wait_for(begun.is_file)
        os.kill(int(begun.read_text()), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    with machines(2, "--preload", str(faults(tmp_path)), FAULTS=str(tmp_path)) as cluster:
        done = project.run("build", "articles", "-o", "two", "--cluster", cluster.address, "--article-limit", "6", "-q")
    killer.join()
    assert done.returncode == 3, done.stderr
    named = [line for line in done.stderr.splitlines() if "  error  " in line]
    assert [line.split("  ")[0] for line in named] == [f"articles/a0{n}-bad.txt" for n in (3, 5, 7)]
    assert "ends every worker that reads it" in named[0]
    assert "ends every worker that reads it" in named[1]
    assert "ZeroDivisionError: seven by nothing" in named[2]
    # What was left out is named in run.json; all else is as if these articles were not there.
    told = ("run.json", "run.log.json")
    assert project.files("two", without=told) == project.files("one", without=told)


def test_one_that_fails_takes_none_of_its_portion_along(project: Project, machines: Start, tmp_path: Path) -> None:
    project.add("a07-bad.txt", f"{article(7)}\nBroken.\n")
    (tmp_path / "begun").touch()  # none is slow here
    with machines(1, "--preload", str(faults(tmp_path)), FAULTS=str(tmp_path)) as cluster:
        done = project.run("build", "articles", "-o", "two", "--cluster", cluster.address, "-q")
    assert done.returncode == 3, done.stderr
    (named,) = (line for line in done.stderr.splitlines() if "  error  " in line)
    assert named.startswith("articles/a07-bad.txt")
    told = ("run.json", "run.log.json")
    assert project.files("two", without=told) == project.files("one", without=told)


def test_workers_that_read_otherwise_are_refused(project: Project, machines: Start, root: Path, tmp_path: Path) -> None:
    for folder in ("kgbuild", "mappings", "ontology"):
        shutil.copytree(root / folder, tmp_path / "other" / folder, ignore=shutil.ignore_patterns("__pycache__"))
    version = tmp_path / "other" / "kgbuild" / "version.py"
    version.write_text('"""Other."""\n\nVERSION = "9.9.9"\n', encoding="utf-8")
    lexicon = next((tmp_path / "other" / "mappings" / "lexicon" / "en").glob("*.y*ml"))
    lexicon.write_text(f"{lexicon.read_text(encoding='utf-8')}\n# other\n", encoding="utf-8")
    with machines(1, PYTHONPATH=str(tmp_path / "other")) as cluster:
        done = project.run("build", "articles", "-o", "two", "--cluster", cluster.address, "-q")
    assert done.returncode == 2
    assert "kgbuild is 9.9.9, here " in done.stderr
    assert f"mappings/lexicon/en/{lexicon.name} is " in done.stderr
    assert not (project.folder / "two").exists()


def test_workers_without_kgbuild_are_refused(project: Project, machines: Start, tmp_path: Path) -> None:
    (tmp_path / "none.py").write_text("import sys\nsys.modules['kgbuild'] = None\n", encoding="utf-8")
    with machines(1, "--preload", str(tmp_path / "none.py")) as cluster:
        done = project.run("build", "articles", "-o", "two", "--cluster", cluster.address, "-q")
    assert done.returncode == 2
    assert "a worker cannot run kgbuild" in done.stderr


def test_the_extra_is_named_where_dask_is_absent(project: Project) -> None:
    code = "import sys; sys.modules['distributed'] = None; from kgbuild.cli.main import main; main()"
    command = [sys.executable, "-c", code, "build", "articles", "-o", "two", "--cluster", "local:2"]
    done = subprocess.run(command, cwd=project.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert 'pip install "kgbuild[cluster]"' in done.stderr
    assert not (project.folder / "two").exists()
