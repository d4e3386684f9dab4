"""Build the wheel and install it into empty environments, as others will: `make release-check`.

On every supported Python that is found here: the wheel, `pip check`, a project started, built and checked; then the
extra `all`. On the first of them each extra alone, with `pip check` and the import of what it brings. For a Python that
is not here pip only says whether everything can be had as wheels. Takes minutes and needs a package registry.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
LABEL = "Programming Language :: Python :: "
NOT_ALONE = ("all", "dev", "docs")
IMPORTS = """
import importlib, importlib.metadata as m, sys
brought = set(sys.argv[1:])
for top, names in m.packages_distributions().items():
    if brought & {n.lower().replace("_", "-") for n in names} and top.isidentifier() and not top.startswith("_"):
        importlib.import_module(top)
"""


def supported(root: Path = ROOT) -> list[str]:
    """Return the versions that `pyproject.toml` names: `3.11`, …"""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    labels = (c.removeprefix(LABEL) for c in project["classifiers"] if c.startswith(LABEL))
    return [label for label in labels if "." in label]


def extras(root: Path = ROOT) -> dict[str, list[str]]:
    """Return the extras that users install, each with the names of what it asks for."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = {name: needs for name, needs in project["optional-dependencies"].items() if name not in NOT_ALONE}
    return {name: [_name(need) for need in needs] for name, needs in found.items()}


def _name(requirement: str) -> str:
    """Return the package of a requirement.

    >>> _name("psycopg[binary]>=3.2")
    'psycopg'
    """
    for sign in "[<>=~!; ":
        requirement = requirement.partition(sign)[0]
    return requirement.lower().replace("_", "-")


def find_python(version: str) -> str:
    """Return an interpreter of a version: on the path, or one that pyenv keeps; empty where there is none."""
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python{version}"))
    for one in filter(None, (shutil.which(f"python{version}"), *map(str, kept))):
        if subprocess.run([one, "-c", "import ensurepip, ssl"], capture_output=True, check=False).returncode == 0:
            return one
    return ""


class Environment:
    """An empty environment of some Python."""

    def __init__(self, python: str, folder: Path) -> None:
        """Make it, with the pip that this Python brings along."""
        self.python = str(folder / "bin" / "python")
        run(python, "-m", "venv", str(folder))

    def pip(self, *arguments: str) -> str:
        """Run pip in it."""
        return run(self.python, "-m", "pip", "--disable-pip-version-check", *arguments)

    def holds(self) -> set[str]:
        """Return what is installed, by name and version."""
        return {f"{p['name']}=={p['version']}" for p in json.loads(self.pip("list", "--format", "json"))}


def run(*command: str, cwd: Path | None = None) -> str:
    """Run a command and return what it prints; raises SystemExit with all it said where it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def whole(python: str, wheel: Path, folder: Path) -> Environment:
    """Install the wheel into an empty environment, start, build and check a project with it."""
    made = Environment(python, folder / "env")
    made.pip("install", "--quiet", str(wheel))
    made.pip("check")
    program = str(folder / "env" / "bin" / "kgbuild")
    run(program, "init", "project", cwd=folder)
    run(program, "build", "articles", cwd=folder / "project")
    run(program, "check", "output", cwd=folder / "project")
    return made


def alone(made: Environment, wheel: Path, extra: str, needs: Sequence[str]) -> None:
    """Install one extra, check that it fits and what it brings imports, and take away again what came."""
    before = made.holds()
    made.pip("install", "--quiet", f"{wheel}[{extra}]")
    made.pip("check")
    run(made.python, "-c", IMPORTS, *needs)
    came = made.holds() - before
    if came:
        made.pip("uninstall", "--quiet", "--yes", *(one.partition("==")[0] for one in came))
    if made.holds() != before:
        raise SystemExit(f"the extra {extra} changed what was there: {sorted(before ^ made.holds())}")


def only_resolved(version: str, wheel: Path, folder: Path) -> None:
    """Ask pip whether all can be had as wheels for a Python that is not here."""
    aim = ("--dry-run", "--target", str(folder / version), "--python-version", version, "--only-binary", ":all:")
    run(sys.executable, "-m", "pip", "install", "--quiet", *aim, f"{wheel}[all]")


def report(folder: Path) -> Iterator[str]:
    """Yield a line for each thing checked."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    yield f"{wheel.name}: {wheel.stat().st_size / 1e6:.2f} MB"
    first = True
    for version in supported():
        python = find_python(version)
        if not python:
            only_resolved(version, wheel, folder)
            yield f"{version}: not here; pip finds wheels of everything for it"
            continue
        made = whole(python, wheel, folder / f"on-{version}")
        yield f"{version}: installed, pip check, a project built and checked"
        for extra, needs in extras().items() if first else ():
            alone(made, wheel, extra, needs)
            yield f"{version}: extra {extra} alone: pip check, imported"
        first = False
        made.pip("install", "--quiet", f"{wheel}[all]")
        made.pip("check")
        yield f"{version}: extra all: pip check"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for line in report(Path(name)):
            print(line, flush=True)
