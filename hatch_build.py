"""Puts the query editor of `kgbuild serve` (YASGUI) into the wheel, where `npm ci` in `yasgui/` has brought it.

Nothing of it is in the repository, and nothing is fetched here: the lock in `yasgui/` says which bytes npm brings. A
wheel built without it serves a plain form instead.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FILES = ("yasgui.min.js", "yasgui.min.css")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """What hatchling runs before it writes a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Add the editor and the licences of all it is made of."""
        folder = Path(self.root) / "yasgui"
        if (folder / "node_modules").is_dir():
            gather(folder)
        if (folder / "dist").is_dir():
            build_data["force_include"][str(folder / "dist")] = "kgbuild/_data/yasgui/dist"


def gather(folder: Path) -> None:
    """Write `dist/`: the editor's two files, and `LICENSES.txt` with the words of every package in `node_modules/`."""
    modules, dist = folder / "node_modules", folder / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    dist.mkdir()
    for name in _FILES:
        shutil.copyfile(modules / "@zazuko" / "yasgui" / "build" / name, dist / name)
    texts = [_licence(path.parent) for path in sorted(modules.rglob("package.json")) if _is_package(path, modules)]
    (dist / "LICENSES.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")


def _is_package(path: Path, modules: Path) -> bool:
    inside = path.parent.relative_to(modules).parts
    last = len(inside) - 1 - inside[::-1].index("node_modules") if "node_modules" in inside else -1
    names = inside[last + 1 :]
    return len(names) == (2 if names and names[0].startswith("@") else 1)


def _licence(package: Path) -> str:
    said = json.loads((package / "package.json").read_text(encoding="utf-8"))
    head = f"{said['name']} {said['version']}: {said.get('license', 'see below')}"
    files = sorted(f for f in package.iterdir() if f.is_file() and f.name.upper().startswith(("LICEN", "NOTICE")))
    return "\n\n".join([head, *(f.read_text(encoding="utf-8", errors="replace").strip() for f in files)])
