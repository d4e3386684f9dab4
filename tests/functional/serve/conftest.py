"""A real server over the invented dataset, started as a user starts it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

BASE = "https://example.org/kg/"


class Reply(NamedTuple):
    status: int
    media: str
    text: str
    headers: dict[str, str]


class Server(NamedTuple):
    address: str
    out: Path
    process: subprocess.Popen[str]

    def ask(self, path: str, *, data: bytes | None = None, method: str | None = None, **headers: str) -> Reply:
        """Make one request; a header's name is written with `_` for `-`. Redirects are followed."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"{self.address}{path}", data=data, headers=named, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return Reply(reply.status, reply.headers.get_content_type(), reply.read().decode(), dict(reply.headers))
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.headers.get_content_type(), error.read().decode(), dict(error.headers))

    def select(self, query: str, accept: str = "text/csv") -> Reply:
        return self.ask(f"/sparql?{urllib.parse.urlencode({'query': query})}", Accept=accept)


def output_folder(root: Path, folder: Path) -> Path:
    """Return an output folder with the invented dataset."""
    folder.mkdir()
    quads = ox.parse(path=str(root / "tests" / "data" / "fisheries.trig"))
    ox.serialize(quads, output=str(folder / "dataset.nq"), format=ox.RdfFormat.N_QUADS)
    (folder / "run.json").write_text(json.dumps({"settings": {"base": BASE}}), encoding="utf-8")
    return folder


@contextmanager
def started(out: Path, *options: str) -> Iterator[Server]:
    program = Path(sys.executable).with_name("kgbuild")
    command = [str(program), "serve", str(out), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=out.parent)
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://\S+(?=/ )", said)
        assert found, said
        yield Server(found[0], out, process)
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="module")
def make_out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    return lambda: output_folder(root, tmp_path_factory.mktemp("served") / "output")


@pytest.fixture(scope="module")
def server(make_out: Callable[[], Path]) -> Iterator[Server]:
    with started(make_out(), "--timeout", "2", "--max-answer", "1") as found:
        yield found
