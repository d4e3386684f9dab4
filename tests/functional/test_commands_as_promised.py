"""Every command: JSON on demand, an example in its help, completion in three shells, tables as wide as the terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from fcntl import ioctl
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgbuild.cli.main import COMMANDS, cli
from kgbuild.cli.tables import fitted
from tests.functional.serve.conftest import output_folder

PROGRAM = str(Path(sys.executable).with_name("kgbuild"))


@pytest.fixture(scope="module")
def out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return output_folder(root, tmp_path_factory.mktemp("commands") / "output")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_help_has_an_example_that_is_this_command(name: str) -> None:
    text = CliRunner().invoke(cli, [name, "--help"]).output
    assert "--json" in text
    examples = text.partition("Example:")[2]
    assert re.search(rf"kgbuild {name}\b", examples), text


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze", "OUT"],
        ["analyze", "OUT", "--chain", "Norland", "Mara Vale"],
        ["export", "gexf", "OUT", "-o", "FILE.gexf"],
        ["query", "said-by", "OUT"],
        ["query"],
        ["draw", "OUT", "-o", "FILE.svg"],
        ["report", "OUT", "-o", "FILE.html"],
        ["check"],
        ["completion", "zsh"],
        ["init", "FILE"],
        ["extract", "ARTICLE"],
    ],
    ids=" ".join,
)
def test_json_is_one_document(out: Path, root: Path, tmp_path: Path, arguments: list[str]) -> None:
    article = root / "articles" / "batteries-ledger.txt"
    places = {"OUT": str(out), "ARTICLE": str(article)}
    words = [places.get(a, a.replace("FILE", str(tmp_path / "made"))) for a in arguments]
    done = subprocess.run([PROGRAM, *words, "--json"], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode in {0, 1}, done.stderr
    found = json.loads(done.stdout)
    assert found is not None
    if "file" in found:
        assert Path(found["file"]).stat().st_size == found["bytes"] > 100


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_completes(shell: str) -> None:
    script = subprocess.run([PROGRAM, "completion", shell], capture_output=True, text=True, check=True).stdout
    assert "_KGBUILD_COMPLETE" in script
    if checker := shutil.which(shell):
        checked = subprocess.run([checker, "-n"], input=script, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("kgbuild an", "analyze"), ("kgbuild query said", "said-by"), ("kgbuild export gra", "graphml")],
)
def test_what_the_shell_asks_is_answered(typed: str, wanted: str) -> None:
    words = typed.split()
    environment = os.environ | {
        "_KGBUILD_COMPLETE": "bash_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = subprocess.run([PROGRAM], capture_output=True, text=True, check=False, env=environment)
    assert wanted in done.stdout, done.stderr


def on_terminal(columns: int) -> Callable[[list[str]], str]:
    """Run a command as on a terminal of so many columns."""

    def run(command: list[str]) -> str:
        ours, theirs = pty.openpty()
        ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        environment = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES"}}
        process = subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment)
        os.close(theirs)
        parts = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            parts.append(part)
        process.wait()
        os.close(ours)
        return b"".join(parts).decode()

    return run


@pytest.mark.parametrize("columns", [60, 100])
def test_tables_fit_the_terminal(out: Path, columns: int) -> None:
    for command in (["query", "said-by", str(out)], ["query", "explain", str(out)]):
        shown = on_terminal(columns)([PROGRAM, *command])
        lines = shown.splitlines()
        assert len(lines) > 3
        assert max(len(line) for line in lines) <= columns
    piped = subprocess.run([PROGRAM, "query", "explain", str(out)], capture_output=True, text=True, check=True).stdout
    assert max(map(len, piped.splitlines())) > columns


def test_a_table_narrower_than_its_columns_keeps_a_little_of_each() -> None:
    text = fitted(("a", "b"), [("x" * 30, "y" * 30)], width=16)
    assert text.splitlines()[2] == "xxxxxx…  yyyyyy…"
    narrow = fitted(("name", "b"), [("x" * 30, "y"), ("z", "")], width=12)
    assert narrow == "name  xxxxx…\nb     y\n\nname  z\n"


@pytest.mark.parametrize("told", [["conflicts"], ["list", "people"], ["review", "--no-input"]])
def test_the_output_folder_is_the_last_argument_or_an_option(told: list[str], out: Path) -> None:
    runs = [CliRunner().invoke(cli, [*told, *where]) for where in ([str(out)], ["--out", str(out)])]
    assert runs[0].output == runs[1].output != ""
    both = CliRunner().invoke(cli, [*told, str(out), "--out", "elsewhere"])
    assert "two output folders are given" in str(both.exception)
