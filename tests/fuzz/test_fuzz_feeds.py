"""Feeds, web archives and packed files: told what is wrong and where, or read as articles whose offsets are right."""

from __future__ import annotations

import gzip

import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.mutate import by_bytes, by_words
from tests.fuzz.oracles import fuzz
from tests.fuzz.test_fuzz_articles import FRONT, HTML, STORY, WORDS, read

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Delta Ledger</title>
<link>https://ledger.example/</link><language>en-gb</language><item><title>Board &amp;amp; quay</title>
<link>https://ledger.example/1</link><guid isPermaLink="false">l-1</guid>
<pubDate>Tue, 06 May 2031 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The harbour board met on Tuesday.</p><script>x()</script><p>It opens
<b>in&nbsp;May</b>.</p>]]></content:encoded></item>
<item><guid>l-2</guid><description>The chair &lt;b&gt;resigned&lt;/b&gt;.</description></item>
</channel></rss>
"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Coast Wire</title><id>urn:feed</id>
<updated>2031-05-06T10:00:00Z</updated><rights>CC BY 4.0</rights><entry><title type="html">Toll &lt;i&gt;rises</title>
<id>urn:wire:1</id><link href="https://wire.example/1"/><published>2031-05-06T08:00:00+02:00</published>
<updated>2031-05-07</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The toll rose.</p></div>
</content></entry></feed>
"""
MARKUP = [
    *WORDS, "<item>", "</item>", "</channel>", "<guid/>", "<guid>", "<link>", "<pubDate>", "99 Foo 9999", "0000-00-00",
    "9999-12-31T23:59:60+99:99", "<![CDATA[", "]]>", "<!DOCTYPE a [<!ENTITY e 'e'>]>", "&e;", "<?xml?>", "xmlns:x=''",
    "<content src='file:///etc/passwd'/>", "type=\"text/plain\"", "<entry>", "</feed>", "encoding='utf-16'",
    "<b " * 400,
]  # fmt: skip


def record() -> bytes:
    """One record of a web archive: a page that was answered with success."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + HTML.encode()
    named = {"Type": "response", "Target-URI": "https://e.example/1", "Date": "2031-05-06T08:00:00Z"}
    named["Record-ID"] = "<urn:uuid:00000000-0000-0000-0000-000000000001>"
    lines = [f"WARC-{name}: {value}\r\n" for name, value in named.items()]
    kind = f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return ("WARC/1.0\r\n" + "".join(lines) + kind).encode() + answer + b"\r\n\r\n"


WARC = record()
PACKED = {
    "a.txt.gz": gzip.compress((FRONT + STORY).encode(), mtime=0),
    "a.rss.gz": gzip.compress(RSS.encode(), mtime=0),
    "a.txt.zst": zstandard.compress((FRONT + STORY).encode()),
    "a.warc.gz": gzip.compress(WARC, mtime=0),
}


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes of which some are changed, or the end is missing, or comes twice."""
    found = bytearray(data)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(found)))
        found[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    cut = draw(st.one_of(st.none(), st.integers(0, len(found))))
    return bytes(found[:cut] + (found if draw(st.booleans()) else b""))


@fuzz(20)
@given(by_words([RSS, ATOM], MARKUP), st.sampled_from(["a.rss", "a.atom", "a.xml"]))
def test_feed_words(text: str, name: str) -> None:
    read(name, text.encode("utf-8", "surrogatepass"))


@fuzz(10)
@given(by_bytes([RSS, ATOM]))
def test_feed_bytes(data: bytes) -> None:
    read("a.xml", data)


@fuzz(15)
@given(by_words([WARC.decode()], [*MARKUP, "WARC/1.1", "Content-Length: 9", "HTTP/1.1 200", "\r\n\r\n", "gzip", "-1"]))
def test_web_archive_words(text: str) -> None:
    read("a.warc", text.encode("utf-8", "surrogatepass"))


@fuzz(10)
@given(damaged(WARC))
def test_web_archive_bytes(data: bytes) -> None:
    read("a.warc", data)


@fuzz(15)
@given(st.sampled_from(sorted(PACKED)).flatmap(lambda name: st.tuples(st.just(name), damaged(PACKED[name]))))
def test_packed(named: tuple[str, bytes]) -> None:
    read(*named)


def test_the_seeds_are_read() -> None:
    """A seed that is refused would make every change of it worthless."""
    for name, data in {"a.rss": RSS.encode(), "a.atom": ATOM.encode(), "a.warc": WARC, **PACKED}.items():
        found = read(name, data)
        assert len(found) == (2 if ".rss" in name else 1), name
        assert all(article.blocks for article in found), name
