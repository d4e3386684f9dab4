"""An extractor beside kgbuild's own: asks a language model behind an OpenAI-compatible endpoint for facts.

    python docs/examples/endpoint.py articles --url http://localhost:8080/v1 --model NAME          # what it would cost
    python docs/examples/endpoint.py articles --url http://localhost:8080/v1 --model NAME --yes > facts.jsonl
    kgbuild build articles --facts facts.jsonl

An example to start from; kgbuild itself never asks a network. Nothing is sent without --yes. Every answer is kept in
the cache, so that a second run costs nothing and gives the same lines. What the model made up is refused by the build:
its quotations have to stand in the article. A key is taken from the environment variable OPENAI_API_KEY, if it is set.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kgbuild.api import read_articles
from kgbuild.model.article import Article
from kgbuild.problems import Problem

PROMPT = """You find facts in a news article. Answer with one JSON object: entities, mentions, events, positions.
entities: [{"id": "e1", "kind": "person|organization|country|group|place", "name": "…"}], each named in the article.
mentions: [{"text": "the name as written", "form": "name|nominal", "kind": "its entity's", "entity": "e1"}].
events: [{"type": "meeting's or event's type", "label": "…", "spans": [{"text": "the words that tell it"}],
  "participants": ["e1"], "place": "e2", "when": {"edtf": "2026-05-03"},
  "factuality": "actual|planned|cancelled|negated|hypothetical"}].
positions: [{"speaker": "e1", "mode": "direct|mixed|indirect", "content": [{"text": "what is said, as written"}],
  "stance": "says|demands|rejects|accuses|proposes|offers|supports|expects|warns|doubts", "issues": []}].
Every text is copied from the article letter by letter. What somebody says is a position, never an event."""
CHARACTERS_A_TOKEN = 4  # of English text, about; good enough for an estimate
ANSWER_SHARE = 0.8  # tokens of an answer for each of the article, about
TRIES = 4


class NoAnswer(Exception):
    """The endpoint did not answer a request with facts: what it said."""


def main(words: Sequence[str] | None = None) -> int:
    """Print the facts of articles as JSON Lines; 0, or 3 where some article has no answer."""
    options = _options().parse_args(words)
    problems: list[Problem] = []
    articles = tuple(read_articles(options.paths, problems=problems))
    for problem in problems:
        print(problem, file=sys.stderr)
    todo = [a for a in articles if not _kept(options, a).is_file()]
    print(_estimate(todo, len(articles), options), file=sys.stderr)
    if todo and not options.yes:
        print("nothing was sent; say --yes to send it", file=sys.stderr)
        return 0
    failed = 0
    for article in articles:
        try:
            print(json.dumps(_record(article, options), ensure_ascii=False))
        except NoAnswer as error:
            failed += 1
            print(f"{article.id}: {error}", file=sys.stderr)
    return 3 if failed else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Ask an OpenAI-compatible endpoint for the facts of articles.")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--url", required=True, help="the endpoint, such as http://localhost:8080/v1")
    parser.add_argument("--model", required=True)
    parser.add_argument("--yes", action="store_true", help="send the articles")
    parser.add_argument("--cache", type=Path, default=Path(".kgbuild/answers"))
    parser.add_argument("--price", type=float, nargs=2, metavar=("IN", "OUT"), help="for a million tokens each way")
    return parser


def _estimate(todo: Sequence[Article], count: int, options: argparse.Namespace) -> str:
    asked = sum(len(PROMPT) + len(a.text) for a in todo) // CHARACTERS_A_TOKEN
    answered = int(sum(len(a.text) for a in todo) * ANSWER_SHARE) // CHARACTERS_A_TOKEN
    cost = ""
    if options.price:
        cost = (
            f", about {(asked * options.price[0] + answered * options.price[1]) / 1e6:.2f} in the currency of --price"
        )
    return f"{len(todo)} of {count} articles to send: about {asked:,} tokens to {options.url}, {answered:,} back{cost}"


def _kept(options: argparse.Namespace, article: Article) -> Path:
    """Return where the answer is kept: under everything that it depends on."""
    asked = json.dumps([options.model, PROMPT, article.published, article.text])
    folder: Path = options.cache
    return folder / f"{hashlib.sha256(asked.encode()).hexdigest()}.json"


def _record(article: Article, options: argparse.Namespace) -> dict[str, Any]:
    kept = _kept(options, article)
    if kept.is_file():
        facts = json.loads(kept.read_text(encoding="utf-8"))
    else:
        facts = _facts(article, options)
        kept.parent.mkdir(parents=True, exist_ok=True)
        new = kept.with_suffix(".new")
        new.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        new.replace(kept)
    return {"article": article.id, "extractor": "endpoint", "model": options.model, **facts}


def _facts(article: Article, options: argparse.Namespace) -> dict[str, Any]:
    text = f"Published: {article.published or 'unknown'}\n\n{article.text}"
    messages = [{"role": "system", "content": PROMPT}, {"role": "user", "content": text}]
    body = {"model": options.model, "messages": messages, "temperature": 0, "response_format": {"type": "json_object"}}
    answer = _post(f"{options.url.rstrip('/')}/chat/completions", body)
    try:
        choice = answer["choices"][0]
        facts = json.loads(choice["message"]["content"])
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise NoAnswer(f"the answer holds no JSON: {type(error).__name__} {error}") from None
    if choice.get("finish_reason") == "length" or not isinstance(facts, dict):
        raise NoAnswer("the answer is cut off or no object; try a model with a longer answer")
    return {name: facts[name] for name in ("entities", "mentions", "events", "positions") if name in facts}


def _post(url: str, body: dict[str, Any]) -> Any:
    headers = {"Content-Type": "application/json"}
    if key := os.environ.get("OPENAI_API_KEY"):
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    for wait in _waits():
        try:
            with urllib.request.urlopen(request, timeout=600) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            said = error.read(300).decode("utf-8", "replace")
            if error.code not in {429, 500, 502, 503, 504} or wait is None:
                raise NoAnswer(f"HTTP {error.code}: {said}") from None
            time.sleep(float(error.headers.get("Retry-After") or wait))
        except (OSError, ValueError) as error:
            if wait is None:
                raise NoAnswer(str(error)) from None
            time.sleep(wait)
    raise AssertionError("the last try returns or raises")


def _waits() -> Iterator[float | None]:
    """Yield how long to wait after each try that fails; None after the last."""
    yield from (2.0**n for n in range(TRIES - 1))
    yield None


if __name__ == "__main__":
    sys.exit(main())
