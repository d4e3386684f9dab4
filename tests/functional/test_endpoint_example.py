"""The example extractor against a server that speaks the protocol, over HTTP: estimate, cache, refusals, retries."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest


class Model(ThreadingHTTPServer):
    """Answers `POST /v1/chat/completions` as a model server does; `asked` are the requests, `script` the answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.script: list[tuple[int, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Model

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        self.server.keys.append(self.headers.get("Authorization"))
        status, content = self.server.script.pop(0)
        if self.path != "/v1/chat/completions" or {"model", "messages"} - body.keys():
            status, content = 400, "no such request"
        message = {"role": "assistant", "content": content}
        whole = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": body.get("model"),
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        }
        data = json.dumps(whole if status == 200 else {"error": {"message": content}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if status == 429:
            self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def model() -> Iterator[Model]:
    server = Model()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def answers(root: Path) -> tuple[str, str]:
    """A good answer, and one with paraphrases, wrong offsets and a person nobody named."""
    lines = [
        (root / "tests" / "data" / "facts" / f"{n}.jsonl").read_text("utf-8").splitlines()[0]
        for n in ("good", "model_like")
    ]
    good, invented = ({k: v for k, v in json.loads(one).items() if isinstance(v, list)} for one in lines)
    return json.dumps(good), json.dumps(invented)


def ask(root: Path, folder: Path, url: str, *more: str, key: str = "") -> subprocess.CompletedProcess[str]:
    article = (root / "tests" / "data" / "facts" / "harbour.txt").as_posix()
    words = [
        sys.executable,
        str(root / "docs" / "examples" / "endpoint.py"),
        article,
        "--url",
        url,
        "--model",
        "m1",
        *more,
    ]
    env = {"PATH": "", "PYTHONPATH": str(root)} | ({"OPENAI_API_KEY": key} if key else {})
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, env=env)


def test_nothing_is_sent_without_leave(root: Path, tmp_path: Path, model: Model) -> None:
    done = ask(root, tmp_path, model.url, "--price", "1000", "2000")
    assert (done.returncode, done.stdout, model.asked) == (0, "", [])
    assert "1 of 1 articles to send: about " in done.stderr
    assert "in the currency of --price" in done.stderr
    assert "nothing was sent; say --yes" in done.stderr


def test_facts_come_once_and_enter_the_build(root: Path, tmp_path: Path, model: Model) -> None:
    model.script = [(429, "slow down"), (200, answers(root)[0])]
    first = ask(root, tmp_path, model.url, "--yes", key="k")
    again = ask(root, tmp_path, model.url, key="k")
    assert first.returncode == again.returncode == 0, first.stderr + again.stderr
    assert (len(model.asked), model.keys) == (2, ["Bearer k"] * 2)  # told to wait, then answered; then from the cache
    assert first.stdout == again.stdout
    assert "0 of 1 articles to send" in again.stderr
    (tmp_path / "facts.jsonl").write_text(first.stdout, encoding="utf-8")
    done = build(root, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "endpoint m1 (facts.jsonl:1)" in (tmp_path / "out" / "dataset.nq").read_text("utf-8")


def test_what_a_model_made_up_does_not_enter(root: Path, tmp_path: Path, model: Model) -> None:
    model.script = [(200, answers(root)[1])]
    (tmp_path / "facts.jsonl").write_text(ask(root, tmp_path, model.url, "--yes").stdout, encoding="utf-8")
    done = build(root, tmp_path)
    assert done.returncode == 1
    assert "“Jonas Weatherly” stands nowhere in the article" in done.stderr
    data = (tmp_path / "out" / "dataset.nq").read_text("utf-8")
    assert "Jonas Weatherly" not in data
    assert "abandoned the harbour" not in data


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ([(401, "wrong key")], "HTTP 401: "),
        ([(200, "Here are your facts: {")], "the answer holds no JSON"),
        ([(200, "[]")], "the answer is cut off or no object"),
    ],
)
def test_no_answer_is_told_and_not_kept(
    root: Path, tmp_path: Path, model: Model, script: list[tuple[int, str]], told: str
) -> None:
    model.script = script
    done = ask(root, tmp_path, model.url, "--yes")
    assert (done.returncode, done.stdout) == (3, "")
    assert f"harbour.txt: {told}" in done.stderr
    assert list(tmp_path.rglob("*.json")) == []


def build(root: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    article = (root / "tests" / "data" / "facts" / "harbour.txt").as_posix()
    words = ["build", article, "--facts", "facts.jsonl", "--facts-only", "-o", "out", "-q", "--no-report"]
    return subprocess.run(
        [sys.executable, "-m", "kgbuild", *words], cwd=folder, capture_output=True, text=True, check=False
    )
