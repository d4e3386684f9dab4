import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kgbuild.errors import UsageError
from kgbuild.serialize.swap import PORTION, check_replaceable, new_folder, portions, recover, write_whole


def _fill(folder: Path, text: str) -> None:
    (folder / "run.json").write_text(text)
    (folder / "tables").mkdir()
    (folder / "tables" / "a.csv").write_text(text)


def _content(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder of an earlier run."""
    with new_folder(tmp_path / "output") as folder:
        _fill(folder, "old")
    return tmp_path / "output"


OLD = {"run.json": "old", "tables/a.csv": "old"}
NEW = {"run.json": "new", "tables/a.csv": "new"}


def test_a_missing_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    with new_folder(tmp_path / "deep" / "output") as folder:
        _fill(folder, "new")
    assert _content(tmp_path / "deep") == {f"output/{name}": text for name, text in NEW.items()}


def test_a_folder_is_replaced_whole(out: Path) -> None:
    (out / "stale.csv").write_text("of a rule that is gone")
    with new_folder(out) as folder:
        _fill(folder, "new")
        assert _content(out)["run.json"] == "old"
    assert _content(out.parent) == {f"output/{name}": text for name, text in NEW.items()}


def test_a_failure_leaves_the_old_folder_and_no_litter(out: Path) -> None:
    with pytest.raises(RuntimeError, match="half way"), new_folder(out) as folder:
        (folder / "run.json").write_text("new")
        raise RuntimeError("half way")
    assert _content(out.parent) == {f"output/{name}": text for name, text in OLD.items()}


def test_a_failure_at_the_swap_itself_puts_the_old_folder_back(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def fail_on_new(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_on_new)
    with pytest.raises(KeyboardInterrupt), new_folder(out) as folder:
        _fill(folder, "new")
    assert _content(out.parent) == {f"output/{name}": text for name, text in OLD.items()}


WRITER = """
import signal, sys, time
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)  # jobs in the background of a shell ignore it from the start
from kgbuild.serialize.swap import check_replaceable, new_folder
with new_folder(Path(sys.argv[1])) as folder:
    (folder / "run.json").write_text("half")
    print("writing", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_killed_run_leaves_the_old_folder(out: Path, how: signal.Signals) -> None:
    command = [sys.executable, "-c", WRITER, str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(how)
        assert process.wait(timeout=10) != 0
    assert _content(out) == OLD
    with new_folder(out) as folder:  # and the next run clears what the killed one left
        assert _content(folder) == {}
        _fill(folder, "new")
    assert _content(out.parent) == {f"output/{name}": text for name, text in NEW.items()}


def test_a_run_killed_between_the_two_moves_is_mended(out: Path) -> None:
    out.rename(out.with_name(".output.old"))
    recover(out)
    assert _content(out.parent) == {f"output/{name}": text for name, text in OLD.items()}


def test_a_failure_after_such_a_kill_still_leaves_the_old_folder(out: Path) -> None:
    out.rename(out.with_name(".output.old"))
    with pytest.raises(RuntimeError), new_folder(out):
        raise RuntimeError
    assert _content(out.parent) == {f"output/{name}": text for name, text in OLD.items()}


def test_a_run_killed_after_both_moves_is_tidied(out: Path) -> None:
    older = out.with_name(".output.old")
    older.mkdir()
    _fill(older, "older")
    recover(out)
    assert _content(out.parent) == {f"output/{name}": text for name, text in OLD.items()}


def test_a_folder_of_someone_else_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match=r"did not write.*run\.json"), new_folder(tmp_path):
        pass
    assert _content(tmp_path) == {"thesis.txt": "years of work"}
    assert not list(tmp_path.parent.glob(f".{tmp_path.name}.*"))


def test_a_refusal_can_be_had_before_the_work(tmp_path: Path, out: Path) -> None:
    check_replaceable(out)
    check_replaceable(tmp_path / "missing")
    with pytest.raises(UsageError, match="did not write"):
        check_replaceable(tmp_path)


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    with new_folder(tmp_path / "output") as folder:
        _fill(folder, "new")
    assert _content(tmp_path / "output") == NEW


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("x")
    with pytest.raises(UsageError, match="is a file"), new_folder(tmp_path / "output"):
        pass


def test_the_current_folder_is_refused(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(out / "tables")
    with pytest.raises(UsageError, match="in use"), new_folder(out):
        pass
    assert _content(out) == OLD


def test_a_second_run_at_the_same_time_is_refused(out: Path) -> None:
    with new_folder(out) as folder:
        _fill(folder, "new")
        with pytest.raises(UsageError, match="another kgbuild"), new_folder(out):
            pass
    assert _content(out) == NEW


def test_a_link_keeps_pointing_at_its_folder(out: Path) -> None:
    link = out.with_name("latest")
    link.symlink_to(out)
    with new_folder(link) as folder:
        _fill(folder, "new")
    assert link.is_symlink()
    assert _content(out) == NEW


def test_a_file_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "x.nq"
    write_whole(path, b"old")

    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in path.parent.iterdir()] == ["x.nq"]


@pytest.mark.parametrize("size", [0, 1, PORTION, PORTION + 1, 3 * PORTION])
def test_portions_are_all_of_it(size: int) -> None:
    data = bytes(number % 251 for number in range(size))
    found = [bytes(one) for one in portions(data)]
    assert b"".join(found) == data
    assert all(0 < len(one) <= PORTION for one in found)
