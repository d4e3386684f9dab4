"""Real servers of databases and of RDF, each thrown away when the session's tests are done."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

Need = Callable[[str, bool, str], None]


@pytest.fixture(scope="session")
def postgresql(need: Need) -> Iterator[str]:
    """The URL of a database in a server of its own, on a free port of loopback."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    need("debian", bool(found), "PostgreSQL (Debian's postgresql)")
    programs = found[-1].parent
    with _folder("postgres") as name:
        port, data = _free_port(), f"{name}/data"
        _run("postgres", [programs / "initdb", "-D", data, "-U", "kgbuild", "-A", "trust", "-E", "UTF8", "--no-sync"])
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={name} -c fsync=off"
        _run(
            "postgres", [programs / "pg_ctl", "-D", data, "-l", f"{name}/log", "-o", options, "-w", "-t", "60", "start"]
        )
        try:
            yield f"postgresql+psycopg://kgbuild@127.0.0.1:{port}/postgres"
        finally:
            _run("postgres", [programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"])


@pytest.fixture(scope="session")
def mariadb(need: Need) -> Iterator[str]:
    """The URL of a database in a MariaDB server of its own, on a free port of loopback."""
    install, server = shutil.which("mariadb-install-db"), shutil.which("mariadbd") or "/usr/sbin/mariadbd"
    need("debian", bool(install) and Path(server).is_file(), "MariaDB (Debian's mariadb-server)")
    with _folder("mysql") as name:
        port, data = _free_port(), f"{name}/data"
        choices = ["--auth-root-authentication-method=normal", "--skip-test-db"]
        _run("mysql", [str(install), "--no-defaults", f"--datadir={data}", *choices])
        words = [server, "--no-defaults", f"--datadir={data}", f"--port={port}", "--bind-address=127.0.0.1",
                 f"--socket={name}/socket", f"--pid-file={name}/pid"]  # fmt: skip
        with (Path(name) / "log").open("wb") as log:
            process = subprocess.Popen(_as("mysql", words), cwd="/", stdout=log, stderr=log)
        try:
            _wait(process, lambda: _connects(port))
            yield f"mysql+pymysql://root@127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[str]:
    """The address of an empty Oxigraph server that takes queries and updates."""
    port = _free_port()
    program = Path(sys.executable).with_name("oxigraph")
    words = [str(program), "serve", "--location", str(tmp_path / "store"), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, lambda: _connects(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


def _folder(user: str) -> tempfile.TemporaryDirectory[str]:
    # Not below pytest's folder: the server's own user may not look into that.
    folder = tempfile.TemporaryDirectory(prefix="kgbuild-")
    if os.geteuid() == 0:
        shutil.chown(folder.name, user, user)
    return folder


def _as(user: str, words: Sequence[str | Path]) -> list[str]:
    # Database servers refuse to run as root; Debian's packages bring a user for each.
    prefix = ["runuser", "-u", user, "--"] if os.geteuid() == 0 else []
    return [*prefix, *map(str, words)]


def _run(user: str, words: Sequence[str | Path]) -> None:
    subprocess.run(_as(user, words), check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=120)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _connects(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(process: subprocess.Popen[bytes], ready: Callable[[], bool]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server stopped"
        if ready():
            return
        time.sleep(0.1)
    pytest.fail("the server did not start within a minute")
