"""Reports of the invented dataset, as it is and with hostile texts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kgbuild.model.quads import Quad
from kgbuild.model.terms import is_iri, literal, literal_of
from kgbuild.report.report import report

HOSTILE = (
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)><a href='javascript:alert(2)'>x</a>",
    "</textarea></title></style><svg onload=alert(3)>",
    "\u202egnihtemos\u2028\u2029\x00\x07 مرحبا 😀 =1+1",
    "<!-- <script> ${alert(4)} `${x}` {{x}} ]]> &amp; &lt;",
)

Opened = Callable[..., dict[str, Any]]


def quads_of(root: Path) -> list[Quad]:
    found = ox.parse(path=str(root / "tests" / "data" / "fisheries.trig"))
    return [Quad(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in found]


def hostile(quads: list[Quad]) -> Iterator[Quad]:
    """Put hostile texts behind every text for people."""
    number = 0
    for quad in quads:
        if is_iri(quad.object) or literal_of(quad.object).datatype.startswith("http://www.w3.org/2001/XMLSchema#int"):
            yield quad
            continue
        value = literal_of(quad.object)
        if value.datatype.endswith(("date", "decimal", "boolean", "duration")) or "kgbuild" in quad.predicate:
            yield quad
            continue
        number += 1
        yield quad._replace(object=literal(value.value + HOSTILE[number % len(HOSTILE)], language=value.language))


@pytest.fixture(scope="session")
def fisheries(root: Path) -> list[Quad]:
    return quads_of(root)


@pytest.fixture(scope="session")
def pages(fisheries: list[Quad], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("report")
    made = {"plain": fisheries, "hostile": list(hostile(fisheries))}
    for name, quads in made.items():
        (folder / f"{name}.html").write_bytes(report(quads, run={"versions": {"kgbuild": "0"}}))
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture(scope="session")
def opened(root: Path, need: Callable[[str, bool, str], None]) -> Opened:
    """`opened(page, scheme)`: what Chromium found in a page."""
    scripts = root / "tests" / "functional" / "js"
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium")
    need("debian", browser is not None, "chromium")
    need(
        "node", (scripts / "node_modules" / "playwright-core").is_dir(), "npm packages (npm ci in tests/functional/js)"
    )

    def run(page: Path, scheme: str = "light") -> dict[str, Any]:
        command = ["node", str(scripts / "report.mjs"), str(page), scheme]
        environment = os.environ | {"CHROMIUM": str(browser)}
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=150, env=environment)
        assert done.returncode == 0, done.stderr[-3000:]
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return run
