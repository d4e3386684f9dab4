"""What is released: the wheel, the source archive, the extras and the site, as somebody else gets them."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from kgbuild.version import VERSION

LARGEST = 3_000_000  # bytes of a wheel


def run(*command: str, cwd: Path) -> str:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": ""}
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel and a source archive, and a wheel made from that archive."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", str(out), cwd=root)
    return out


def test_wheel_holds_code_data_and_marker_and_stays_small(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = {"py.typed", "_data/ontology/kgb.ttl", "_data/ontology/dataset-shapes.ttl", "_data/mappings/actors.yml",
              "starter/mapping/schema.org.yml", "starter/project/kgbuild.yaml", "report/report.js"}  # fmt: skip
    assert {f"kgbuild/{name}" for name in needed} <= names
    assert not [n for n in names if n.startswith("tests/") or "__pycache__" in n]
    assert wheel.stat().st_size < LARGEST
    assert VERSION in wheel.name


def test_wheel_made_of_the_source_archive_is_the_same(built: Path, tmp_path: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as file:
        file.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "again"), cwd=source)
    first, again = (zipfile.ZipFile(next(folder.glob("*.whl"))) for folder in (built, tmp_path / "again"))
    assert {n: first.getinfo(n).CRC for n in first.namelist()} == {n: again.getinfo(n).CRC for n in again.namelist()}


def test_installed_alone_it_builds_a_project(built: Path, tmp_path: Path) -> None:
    """The wheel in an environment of its own, which sees the libraries of this one but not our checkout."""
    (wheel,) = built.glob("*.whl")
    venv.create(tmp_path / "env", with_pip=False)
    python = str(tmp_path / "env" / "bin" / "python")
    site = run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=tmp_path).strip()
    zipfile.ZipFile(wheel).extractall(site)
    libraries = [p for p in sys.path if p.endswith("site-packages")]
    # not as a .pth file: that would also run the one which leads to the checkout
    start = f"import sys; sys.path += {libraries!r}; from kgbuild.cli.main import main; main()"
    run(python, "-c", start, "init", "project", "--mapping", "schema.org", cwd=tmp_path)
    said = run(python, "-c", "import kgbuild; print(kgbuild.__file__)", cwd=tmp_path)
    assert said.startswith(site)
    run(python, "-c", start, "build", "articles", cwd=tmp_path / "project")
    run(python, "-c", start, "check", "output", cwd=tmp_path / "project")


def test_extras_and_version_are_what_they_say(root: Path, built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    archive = zipfile.ZipFile(wheel)
    metadata = email.message_from_bytes(archive.read(next(n for n in archive.namelist() if n.endswith("/METADATA"))))
    assert metadata["Version"] == VERSION
    extras = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(metadata.get_all("Provides-Extra") or ()) == set(extras)
    (everything,) = extras["all"]
    inside = set(everything.partition("[")[2].rstrip("]").split(","))
    assert inside == set(extras) - {"all", "dev", "docs"}
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## {VERSION}" in changes
    assert f"version: {VERSION}\n" in (root / "CITATION.cff").read_text(encoding="utf-8")


def test_the_parts_fit_together() -> None:
    run(sys.executable, "-m", "pip", "check", cwd=Path.cwd())


def test_the_site_is_made_of_all_pages(root: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "-d", str(tmp_path / "site"), cwd=root)
    made = {p.relative_to(tmp_path / "site").with_suffix(".md").as_posix() for p in (tmp_path / "site").rglob("*.html")}
    assert made >= {p.relative_to(root / "docs").as_posix() for p in (root / "docs").rglob("*.md")}
    assert (tmp_path / "site" / "pictures" / "report.png").is_file()
    menu = (root / "mkdocs.yml").read_text(encoding="utf-8")
    assert [p.name for p in (root / "docs").rglob("*.md") if p.relative_to(root / "docs").as_posix() not in menu] == []


def test_a_list_of_components_can_be_made(tmp_path: Path) -> None:
    file = tmp_path / "sbom.json"
    run(str(Path(sys.executable).parent / "cyclonedx-py"), "environment", sys.executable, "-o", str(file), cwd=tmp_path)
    text = file.read_text(encoding="utf-8")
    assert '"bomFormat": "CycloneDX"' in text
    assert "pyoxigraph" in text


def test_what_a_demo_installs_is_a_part_of_what_is_tested(root: Path) -> None:
    """`make demo` installs the pins that every build needs; each is one of those that the tests run with."""
    pin = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)
    needed, tested = (
        dict(pin.findall((root / name).read_text(encoding="utf-8")))
        for name in ("requirements-run.lock", "requirements.lock")
    )
    assert needed.items() <= tested.items(), "run `make lock`"
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=]", need)[0] for need in project["dependencies"]}
    assert names <= set(needed), "run `make lock`"
    assert len(needed) < len(tested) / 2
