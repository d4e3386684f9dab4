"""The query editor: from npm by the lock into the wheel, with licences; a plain form without it; used in Chromium."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hatchling.metadata.core import ProjectMetadata

from kgbuild.serve import look
from tests.functional.serve.conftest import Server

Need = Callable[[str, bool, str], None]


@pytest.fixture(scope="module")
def hook(root: Path) -> ModuleType:
    made = importlib.util.spec_from_file_location("hatch_build", root / "hatch_build.py")
    assert made is not None
    assert made.loader is not None
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gathered(root: Path, need: Need, hook: ModuleType) -> Path:
    folder = root / "yasgui"
    need("node", (folder / "node_modules").is_dir(), "the query editor (npm ci in yasgui)")
    hook.gather(folder)
    return folder / "dist"


def initialized(hook: ModuleType, folder: Path) -> dict[str, str]:
    build: dict[str, Any] = {"force_include": {}}
    made = hook.CustomBuildHook(str(folder), {}, None, ProjectMetadata(str(folder), None), str(folder), "wheel")
    made.initialize("standard", build)
    found: dict[str, str] = build["force_include"]
    return found


def test_without_npm_nothing_is_added(hook: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "yasgui").mkdir()
    assert initialized(hook, tmp_path) == {}


def test_without_an_editor_there_is_a_form(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    class Site:
        limits = type("Limits", (), {"answer": 2**25, "seconds": 30})()

    monkeypatch.setattr(look, "editor_folder", lambda: None)
    page = look.query_page(Site())  # type: ignore[arg-type]
    assert "<textarea" in page
    assert "<script" not in page
    assert server.ask("/yasgui/package.json").status == 404


def test_a_wheel_carries_the_editor_and_the_licences_of_all_it_is_made_of(
    gathered: Path, root: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = [n for n in packed.namelist() if "yasgui" in n]
        licences = packed.read("kgbuild/_data/yasgui/dist/LICENSES.txt").decode()
    assert sorted(n.rpartition("/")[2] for n in names) == ["LICENSES.txt", "yasgui.min.css", "yasgui.min.js"]
    lock = json.loads((root / "yasgui" / "package-lock.json").read_text(encoding="utf-8"))
    for place, package in lock["packages"].items():
        if place and not package.get("dev"):
            assert f"{place.rpartition('node_modules/')[2]} {package['version']}: " in licences, place


def test_it_asks_this_server_and_nobody_else(gathered: Path, root: Path, server: Server, need: Need) -> None:
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium")
    need("debian", browser is not None, "chromium")
    scripts = root / "tests" / "functional" / "js"
    need("node", (scripts / "node_modules" / "playwright-core").is_dir(), "npm packages")
    command = ["node", str(scripts / "editor.mjs"), server.address]
    environment = os.environ | {"CHROMIUM": str(browser)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=90, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert (found["console"], found["elsewhere"]) == ([], [])
    assert found["rows"] > 3
    assert found["example"] > 3
    assert found["tabs"] == 2
