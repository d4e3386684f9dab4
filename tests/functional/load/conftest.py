"""Real stores on loopback, and a gate before one that wants credentials or fails now and then."""

from __future__ import annotations

import base64
import http.server
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest

BASE = "https://example.org/kg/"
COUNT = (
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } "
    f"FILTER(STRSTARTS(STR(?g), '{BASE}') && ?g != <{BASE}graph/loaded>) }}"
)
VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
"""


@dataclass(frozen=True)
class Running:
    """A store that runs: where to load, where to ask, and its process."""

    load: str
    query: str
    process: subprocess.Popen[bytes]
    environment: dict[str, str] = field(default_factory=dict)

    def rows(self, query: str) -> list[dict[str, dict[str, str]]]:
        form = urllib.parse.urlencode({"query": query}).encode()
        request = urllib.request.Request(self.query, data=form, headers={"Accept": "application/sparql-results+json"})
        with urllib.request.urlopen(request, timeout=60) as reply:
            found: list[dict[str, dict[str, str]]] = json.load(reply)["results"]["bindings"]
        return found

    def count(self) -> int:
        return int(self.rows(COUNT)[0]["n"]["value"])


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}")


def stopped(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def oxigraph_at(port: int, location: Path | None = None) -> Running:
    program = Path(sys.executable).with_name("oxigraph")
    where = ["--location", str(location)] if location else []
    command = [str(program), "serve", "--union-default-graph", *where, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(f"http://127.0.0.1:{port}/", process)
    return Running(f"http://127.0.0.1:{port}/store", f"http://127.0.0.1:{port}/query", process)


@pytest.fixture
def oxigraph() -> Iterator[Running]:
    running = oxigraph_at(free_port())
    yield running
    stopped(running.process)


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory, need: Callable[[str, bool, str], None]) -> Iterator[Running]:
    program = shutil.which("virtuoso-t")
    need("debian", program is not None, "virtuoso-opensource-7")
    folder = tmp_path_factory.mktemp("virtuoso")
    port = free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(folder=folder, sql=free_port(), port=port), encoding="utf-8")
    command = [str(program), "-f", "-c", str(folder / "virtuoso.ini")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/sparql?query=ASK%7B%7D", process)
        who = {"KGBUILD_STORE_USER": "dba", "KGBUILD_STORE_PASSWORD": "dba"}
        yield Running(f"{address}/sparql-graph-crud-auth", f"{address}/sparql", process, who)
    finally:
        stopped(process)


@dataclass
class Gate:
    """Passes requests on to a store, if they carry the right credentials and it is not told to fail."""

    target: str
    wanted: str = ""
    failures: int = 0
    after: int = 0
    seen: list[tuple[str, str]] = field(default_factory=list)
    address: str = ""


class _Answering(http.server.BaseHTTPRequestHandler):
    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, *_: object) -> None:
        return


@pytest.fixture
def gate(oxigraph: Running) -> Iterator[Gate]:
    found = Gate(oxigraph.load.removesuffix("/store"))

    class Handler(_Answering):
        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            found.seen.append((self.command, self.headers.get("Authorization", "")))
            if found.wanted and self.headers.get("Authorization", "") != found.wanted:
                scheme = found.wanted.partition(" ")[0]
                return self.answer(401, b"", {"WWW-Authenticate": f'{scheme} realm="store"'})
            if found.after > 0:
                found.after -= 1
            elif found.failures > 0:
                found.failures -= 1
                return self.answer(503, b"busy", {})
            headers = {k: v for k, v in self.headers.items() if k in {"Content-Type", "Accept"}}
            request = urllib.request.Request(found.target + self.path, body or None, headers, method=self.command)
            try:
                with urllib.request.urlopen(request) as reply:
                    return self.answer(reply.status, reply.read(), {"Content-Type": reply.headers.get_content_type()})
            except urllib.error.HTTPError as error:
                with error:
                    return self.answer(error.code, error.read(), {})

        do_GET = do_PUT = do_DELETE = do_POST = handle_any

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}/store"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


def basic(user: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"


def write_out(folder: Path, quads: list[ox.Quad]) -> Path:
    """Write an output folder as a build does: sorted lines, each quad in a named graph."""
    folder.mkdir(exist_ok=True)
    body = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert body is not None
    lines = sorted(set(body.decode().splitlines(keepends=True)))
    (folder / "dataset.nq").write_text("".join(lines), encoding="utf-8")
    (folder / "run.json").write_text(json.dumps({"settings": {"base": BASE}}), encoding="utf-8")
    return folder


@pytest.fixture
def fisheries(root: Path) -> list[ox.Quad]:
    return list(ox.parse(path=str(root / "tests" / "data" / "fisheries.trig")))
