"""Articles under addresses: a store with folders, pages of a web server, lists of addresses."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kgbuild.errors import InputError, MissingExtra
from kgbuild.lexicon import Lexicon, load_lexicon
from kgbuild.model.article import Article
from kgbuild.problems import Problem
from kgbuild.read.articles import read_articles
from kgbuild.read.remote import kind_of

TEXT = "---\ndate: 2031-02-03\n---\nMaren Oduya met Pavo Lintner in Riga on Monday.\n"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles" / "deep").mkdir(parents=True)
    (tmp_path / "articles" / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles" / "deep" / "two.txt").write_text(TEXT.replace("Riga", "Oslo"), encoding="utf-8")
    (tmp_path / "articles" / "README.txt").write_text("About them.", encoding="utf-8")
    (tmp_path / "articles" / "picture.png").write_bytes(b"x")
    (tmp_path / "17").write_text(
        "<html><body><p>Sela Quist met Ilja Torvan in Bern.</p></body></html>", encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def web(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon([])


def read(lexicon: Lexicon, *paths: Path | str) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(read_articles([Path(p) for p in paths], lexicon=lexicon, problems=problems)), problems


def test_a_store_is_read_as_a_folder_is(folder: Path, lexicon: Lexicon) -> None:
    here, _ = read(lexicon, folder / "articles")
    there, problems = read(lexicon, f"file://{folder}/articles")
    assert [a.id for a in there] == [a.id for a in here] == ["two.txt", "one.txt"]
    assert [a.text for a in there] == [a.text for a in here]
    assert [a.path for a in there] == [f"file:{a.path}" for a in here]
    assert problems == []


def test_a_list_of_pages(folder: Path, web: str, lexicon: Lexicon) -> None:
    (folder / "some.urls").write_text(f"# pages\n{web}/17\n\n{web}/articles/one.txt\n", encoding="utf-8")
    articles, _ = read(lexicon, folder / "some.urls")
    assert [a.id for a in articles] == ["17", "one.txt"]
    assert "Sela Quist met Ilja Torvan" in articles[0].text
    assert articles[1].text == TEXT


def test_a_page_that_is_not_there_is_named_and_the_others_read(folder: Path, web: str, lexicon: Lexicon) -> None:
    articles, problems = read(lexicon, f"{web}/gone.txt", f"{web}/articles/one.txt")
    assert [a.id for a in articles] == ["one.txt"]
    assert [p.where.file for p in problems] == [f"{web}/gone.txt".replace("//", "/")]
    assert "cannot be read" in problems[0].what
    assert problems[0].fix == "check the address"


@pytest.mark.parametrize("address", ["file:///there/is/nothing.txt", "nothing://here/a.txt", "file:///a.png"])
def test_what_cannot_be_reached(address: str, lexicon: Lexicon) -> None:
    with pytest.raises(InputError, match=r"cannot be read|no article at or below"):
        read(lexicon, address)


def test_the_library_is_named_where_it_is_missing(lexicon: Lexicon) -> None:
    with pytest.raises(MissingExtra, match=r"(?i)s3fs.*pip install"):
        read(lexicon, "s3://bucket/articles")


def test_a_list_that_is_not_there(tmp_path: Path, lexicon: Lexicon) -> None:
    with pytest.raises(InputError, match="one address a line"):
        read(lexicon, tmp_path / "none.urls")


def test_pages_without_a_kind_are_html() -> None:
    assert kind_of(Path("https://example.org/news"), [".txt"]) == ".html"
    assert kind_of(Path("https://example.org/a.TXT#top"), [".txt"]) == ".txt"
    assert kind_of(Path("news.TXT"), [".txt"]) == ".txt"
