"""Feeds, archives and packed files as they are saved, each a real file of its kind."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Source
from kgbuild.problems import Problem
from kgbuild.read.articles import read_articles

LEXICON = load_lexicon()
BODY = "The harbour board of Varna met on Tuesday and agreed to close the northern quay for repairs."
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Delta Herald</title><link>https://herald.example/</link><language>en-gb</language>
<item>
  <title>Quay &amp;amp; crane close</title><link>https://herald.example/quay</link>
  <guid isPermaLink="false">herald-17</guid><pubDate>Tue, 03 Mar 2026 23:30:00 -0500</pubDate>
  <description>Short.</description>
  <content:encoded><![CDATA[<p>{body}</p><script>x()</script><p>It opens <b>in&nbsp;May</b>.</p>]]></content:encoded>
</item>
{more}
</channel></rss>
"""
EMPTY = "<item>\n<title>Only a headline</title>\n<guid>herald-18</guid></item>"
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Coast Wire</title><id>urn:feed</id>
<updated>2026-03-04T10:00:00Z</updated><rights>CC BY 4.0</rights>
<entry><title>Toll rises</title><id>urn:wire:1</id><link href="https://wire.example/1"/>
<published>2026-03-03T08:00:00+02:00</published><updated>{updated}</updated>
<content type="html">&lt;p&gt;{body}&lt;/p&gt;</content></entry>
</feed>
"""


def read(*paths: Path) -> tuple[dict[str, Article], list[str]]:
    problems: list[Problem] = []
    found = list(read_articles(paths, lexicon=LEXICON, problems=problems))
    assert len({article.id for article in found}) == len(found)
    return {a.id: a for a in found}, [f"{Path(p.where.file).name}:{p.where.line} {p.what}" for p in problems]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["a.rss", "feed.xml", "feed.xml.gz"])
def test_rss(tmp_path: Path, name: str) -> None:
    pytest.importorskip("feedparser")
    data = RSS.format(body=BODY, more="").encode()
    articles, problems = read(write(tmp_path / name, gzip.compress(data) if name.endswith(".gz") else data))
    (article,) = articles.values()
    assert (article.id, article.title, article.published) == ("herald-17", "Quay & crane close", "2026-03-03")
    assert article.source == Source("Delta Herald", "https://herald.example/quay", "")
    assert article.language == "en"
    assert [article.text[b.start : b.end].replace("\xa0", " ") for b in article.blocks] == [BODY, "It opens in May."]
    assert problems == []


def test_atom(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    text = ATOM.format(body=BODY, updated="2026-03-04T10:00:00Z")
    (article,) = read(write(tmp_path / "a.atom", text))[0].values()
    assert (article.id, article.title, article.published) == ("urn:wire:1", "Toll rises", "2026-03-03")
    assert article.source == Source("Coast Wire", "https://wire.example/1", "CC BY 4.0")


def test_an_item_without_text_is_refused_with_its_line(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    path = write(tmp_path / "a.rss", RSS.format(body=BODY, more=EMPTY))
    articles, problems = read(path)
    line = path.read_text().splitlines().index("<guid>herald-18</guid></item>") + 1
    assert list(articles) == ["herald-17"]
    assert problems == [f"a.rss:{line} item 2 (`herald-18`) has no text"]


def test_the_same_item_twice_is_one_article_as_it_was_last(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    later = ATOM.format(body="It was corrected: " + BODY, updated="2026-03-05T10:00:00Z")
    write(tmp_path / "monday.atom", later)
    write(tmp_path / "tuesday.atom", ATOM.format(body=BODY, updated="2026-03-04T10:00:00Z"))
    articles, problems = read(tmp_path)
    assert list(articles) == ["urn:wire:1"]
    assert articles["urn:wire:1"].text.startswith("It was corrected")
    assert problems == []
    again = RSS.format(body="x", more="").partition("<item>")[2].partition("</item>")[0]
    twice = RSS.format(body=BODY, more=f"<item>{again}</item>".replace("23:30", "22:30"))
    (article,) = read(write(tmp_path / "b.rss", twice))[0].values()
    assert article.text.startswith(BODY)


def test_an_item_and_an_article_of_one_id_are_both_left_out(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    write(tmp_path / "a.rss", RSS.format(body=BODY, more=""))
    write(tmp_path / "b.jsonl", json.dumps({"id": "herald-17", "text": BODY}) + "\n")
    write(tmp_path / "c.txt", f"date 2026-03-04 {BODY}")
    articles, problems = read(tmp_path)
    assert list(articles) == ["c.txt"]
    assert any("article id `herald-17` is also in" in problem for problem in problems)


@pytest.mark.parametrize("text", ["<?xml version='1.0'?><books><book/></books>", "<rss", ""])
def test_xml_that_is_no_feed_is_told(tmp_path: Path, text: str) -> None:
    pytest.importorskip("feedparser")
    write(tmp_path / "a.xml", text)
    write(tmp_path / "b.txt", f"date 2026-03-04 {BODY}")
    articles, problems = read(tmp_path)
    assert list(articles) == ["b.txt"]
    assert [p.partition(" ")[0] for p in problems] == ["a.xml:0"]


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_packed_json_lines(tmp_path: Path, packing: str) -> None:
    records = [json.dumps({"id": f"r{k}", "published": "2026-03-04", "text": BODY}) for k in range(3)]
    halves = ["\n".join(records[:1]) + "\n", "\n".join(records[1:]) + "\n"]
    if packing == ".gz":
        data = b"".join(gzip.compress(half.encode()) for half in halves)  # two members, as appending makes them
    else:
        zstandard = pytest.importorskip("zstandard")
        data = b"".join(zstandard.ZstdCompressor().compress(half.encode()) for half in halves)
    path = write(tmp_path / f"a.jsonl{packing}", data)
    articles, problems = read(path)
    assert (list(articles), problems) == (["r0", "r1", "r2"], [])
    write(tmp_path / "b.txt", f"date 2026-03-04 {BODY}")
    for broken in (data[:-9], data[: len(data) // 2], b"no archive"):
        path.write_bytes(broken)
        _, problems = read(tmp_path)
        assert any(p.startswith(f"a.jsonl{packing}:0 cannot be unpacked") for p in problems), problems


def page(title: str, body: str) -> bytes:
    head = f'<title>{title}</title><meta property="article:published_time" content="2026-03-03">'
    return (
        f"<html lang='en'><head>{head}</head><body><article><p>{body}</p><p>{body}</p></article></body></html>".encode()
    )


def record(address: str, status: str, kind: str, data: bytes, date: str) -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data
    head = {
        "WARC-Type": "response",
        "WARC-Target-URI": address,
        "WARC-Date": date,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000000>",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(answer)),
    }
    lines = ["WARC/1.0", *(f"{key}: {value}" for key, value in head.items()), "", ""]
    return "\r\n".join(lines).encode() + answer + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [True, False])
def test_web_archives(tmp_path: Path, packed: bool) -> None:
    pytest.importorskip("warcio")
    pytest.importorskip("trafilatura")
    quay = "https://herald.example/quay"
    records = [
        record(quay, "200 OK", "text/html", page("Old", BODY), "2026-03-04T00:00:00Z"),
        record(quay, "200 OK", "text/html", page("Quay", f"Mended: {BODY}"), "2026-03-05T00:00:00Z"),
        record("https://herald.example/gone", "404 Not Found", "text/html", page("Gone", BODY), "2026-03-05T00:00:00Z"),
        record("https://herald.example/a.png", "200 OK", "image/png", b"\x89PNG", "2026-03-05T00:00:00Z"),
        record("https://herald.example/no", "200 OK", "text/html", b"<html></html>", "2026-03-05T00:00:00Z"),
    ]
    data = b"".join(map(gzip.compress, records)) if packed else b"".join(records)
    articles, problems = read(write(tmp_path / ("a.warc.gz" if packed else "a.warc"), data))
    (article,) = articles.values()
    assert (article.id, article.source.url) == (quay, quay)
    assert (article.title, article.published) == ("Quay", "2026-03-03")
    assert "Mended" in article.text
    assert [p.split(" ", 1)[1] for p in problems] == [
        "record 5 (`https://herald.example/no`): no main text found in the page"
    ]


def test_what_is_no_web_archive(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    write(tmp_path / "b.txt", f"date 2026-03-04 {BODY}")
    for data in (b"no archive at all\n", b""):
        write(tmp_path / "a.warc", data)
        articles, problems = read(tmp_path)
        assert list(articles) == ["b.txt"]
        assert [p.partition(" ")[0] for p in problems] == ["a.warc:0"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"WARC-Target-URI", b"ARC-Target-URI", "a.warc:0 a broken web archive: "),  # warcio asks what is not there
        (b"WARC/1.0", b"WARC", "a.warc:0 a broken web archive: "),
        (b"Content-Length: ", b"Content-Length: -", "a.warc:0 not all of the web archive is in order: "),
    ],
)
def test_a_damaged_record_leaves_those_before_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], old: bytes, new: bytes, told: str
) -> None:
    pytest.importorskip("warcio")
    pytest.importorskip("trafilatura")
    good = record("https://herald.example/a", "200 OK", "text/html", page("Quay", BODY), "2026-03-04T00:00:00Z")
    bad = record("https://herald.example/b", "200 OK", "text/html", page("Crane", BODY), "2026-03-04T00:00:00Z")
    write(tmp_path / "a.warc", good + bad.replace(old, new, 1))
    articles, problems = read(tmp_path)
    assert list(articles) == ["https://herald.example/a"]
    assert [p for p in problems if p.startswith(told)], problems
    assert capfd.readouterr().err == ""


def test_a_feed_that_breaks_its_parser_is_told(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    write(tmp_path / "b.txt", f"date 2026-03-04 {BODY}")
    write(tmp_path / "a.rss", RSS.format(body=BODY, more="<item><guid>&#x110000;").replace("herald-17", "&#x110000;"))
    articles, problems = read(tmp_path)
    assert list(articles) == ["b.txt"]
    assert problems == ["a.rss:0 a broken feed: chr() arg not in range(0x110000)"]
