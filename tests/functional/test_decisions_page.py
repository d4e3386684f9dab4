"""docs/decisions.md: its example runs as it stands there, and what it says of files is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kgbuild.cli.main import cli


@pytest.fixture(scope="module")
def answers(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Result]]:
    """What each command of the page answers, in order, by its line."""
    page = (root / "docs" / "decisions.md").read_text(encoding="utf-8")
    folder = tmp_path_factory.mktemp("project")
    (folder / "articles").mkdir()
    (folder / "kgbuild.yaml").write_text("base: https://example.org/kg/\n", encoding="utf-8")
    for name, text in re.findall(r"```article (\S+)\n(.*?)```", page, flags=re.DOTALL):
        head, _, body = text.partition("\n\n")
        (folder / "articles" / name).write_text(f"---\n{head}\n---\n\n{body}", encoding="utf-8")
    found: dict[str, list[Result]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for block in re.findall(r"```sh\n(.*?)```", page, flags=re.DOTALL):
            for line in block.splitlines():
                found.setdefault(line, []).append(CliRunner().invoke(cli, shlex.split(line)[1:]))
    written = (folder / "decisions" / "2026-03.yaml").read_text(encoding="utf-8")
    (entry,) = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    assert entry in written
    assert "undo: 2" in written
    ids = (folder / "ids.csv").read_text(encoding="utf-8")
    assert ids.count("actor/lee-") > 1
    return found


def answer(answers: dict[str, list[Result]], start: str) -> Result:
    return next(results[0] for line, results in answers.items() if line.startswith(f"kgbuild {start}"))


def test_every_command_runs(answers: dict[str, list[Result]]) -> None:
    assert len(answers) >= 7
    for line, results in answers.items():
        for result in results:
            assert result.exit_code in {0, 1}, (line, result.output)
            assert result.exit_code == 0 or line.startswith(("kgbuild review", "kgbuild build")), (line, result.output)


def test_the_two_are_one_before_and_two_after(answers: dict[str, list[Result]]) -> None:
    assert "Ann Lee" in answer(answers, "list merges").output
    assert "different" in answer(answers, "list decisions").output
    assert "Ann Lee (teacher)" in answer(answers, "show").output
