"""Files, folders and standard input: what is read from them, and what is said of what cannot be."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from kgbuild.errors import InputError
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, BlockKind, Source
from kgbuild.problems import Problem
from kgbuild.read.articles import read_articles

STORY = "The harbour board met on Tuesday and agreed to close the northern quay."
LEXICON = load_lexicon()


def read(*paths: Path, **options: object) -> tuple[list[Article], list[str]]:
    problems: list[Problem] = []
    found = list(read_articles(paths, lexicon=LEXICON, problems=problems, **options))  # type: ignore[arg-type]
    return found, [f"{Path(p.where.file).name}:{p.where.line} {p.severity} {p.what}" for p in problems]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "header", [" date 2026-02-18 ", "date 2026-02-18\n\n", "\ufeffDate: 2026-02-18\r\n", "\n date 2026-02-18\n"]
)
def test_a_date_in_front_of_the_words(tmp_path: Path, header: str) -> None:
    path = write(tmp_path / "a.txt", header + STORY)
    (article,), problems = read(path)
    assert (article.id, article.published, problems) == ("a.txt", "2026-02-18", [])
    assert article.text == header + STORY  # nothing stripped, no line end translated
    assert [article.text[b.start : b.end] for b in article.blocks] == [STORY]


def test_words_that_only_look_like_a_date_stay_text(tmp_path: Path) -> None:
    (article,), problems = read(write(tmp_path / "a.txt", "Date 2026-02-18T10 was set. " + STORY))
    assert article.published == ""
    assert article.blocks[0].start == 0
    assert problems == ["a.txt:1 warning article `a.txt` has no date"]


FRONT = """---
title: "Board closes quay: why?"
date: 2026-02-18T10:00:00Z
publisher: Delta Herald
url: https://herald.example/quay
licence: CC0-1.0
language: en
id: quay-1
---
Board closes quay: why?

"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_front_matter(tmp_path: Path, line_end: str) -> None:
    text = (FRONT + STORY).replace("\n", line_end)
    (article,), problems = read(write(tmp_path / "a.md", text))
    assert problems == []
    assert (article.id, article.title, article.published) == ("quay-1", "Board closes quay: why?", "2026-02-18")
    assert article.source == Source("Delta Herald", "https://herald.example/quay", "CC0-1.0")
    assert [b.kind for b in article.blocks] == [BlockKind.HEADLINE, BlockKind.BODY]
    assert article.text[article.blocks[1].start : article.blocks[1].end] == STORY


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("pubisher: Herald\ndate: 2026-01-02", "a.txt:2 warning unknown key `pubisher` in the front matter"),
        ("date: 2026-02-30", "a.txt:2 warning `2026-02-30` is not a date"),
        ("date: yesterday", "a.txt:2 warning `yesterday` is not a date"),
    ],
)
def test_front_matter_that_is_read_with_a_warning(tmp_path: Path, front: str, said: str) -> None:
    found, problems = read(write(tmp_path / "a.txt", f"---\n{front}\n---\n{STORY}"))
    assert len(found) == 1
    assert problems[0] == said


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: Talks: what's known: a list", "Talks: what's known: a list"),
        ("title: 'Talks: now'", "Talks: now"),
        ("title: Talks # of: May", "Talks"),
        ("title: 10:30 at the quay", "10:30 at the quay"),
    ],
)
def test_a_title_with_a_colon_is_read_without_quotes(tmp_path: Path, front: str, title: str) -> None:
    found, problems = read(write(tmp_path / "a.txt", f"---\n{front}\ndate: 2026-02-18\n---\n{STORY}"))
    assert [a.title for a in found] == [title]
    assert problems == []


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("title: [a\n---", "a.txt:3 error not YAML"),
        ("title: a\ntitle: b\n---", "a.txt:3 error duplicate key `title` (first at line 2)"),
        ("title: [a, b]\n---", "a.txt:2 error expected one value, found a list"),
        ("title: a", "a.txt:1 error the front matter has no end"),
    ],
)
def test_front_matter_that_cannot_be_read(tmp_path: Path, front: str, said: str) -> None:
    write(tmp_path / "b.txt", f"date 2026-02-18 {STORY}")
    found, problems = read(tmp_path, write(tmp_path / "a.txt", f"---\n{front}\n{STORY}"))
    assert [a.id for a in found] == ["b.txt"]
    assert problems[0].startswith(said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "bad.txt:0 error the file is empty"),
        (b" \n\t\n", "bad.txt:0 error the file is empty"),
        (b"\xef\xbb\xbf\n", "bad.txt:0 error the file is empty"),
        (b"date 2026-02-18\n", "bad.txt:0 error nothing but a header"),
        (b"One line.\nCaf\xe9 closed.", "bad.txt:2 error not UTF-8: byte 13 is 0xe9"),
        (b"\xff\xfeQ\x00u", "bad.txt:1 error not UTF-16-LE: byte 4 is 0x75"),
        ("Quay closed".encode("utf-16-le"), "bad.txt:0 error not text: character 1 is NUL"),
        (b"Quay\0closed", "bad.txt:0 error not text: character 4 is NUL"),
    ],
)
def test_one_broken_file_does_not_stop_the_others(tmp_path: Path, content: bytes, said: str) -> None:
    write(tmp_path / "bad.txt", content)
    write(tmp_path / "good.txt", f"date 2026-02-18 {STORY}")
    found, problems = read(tmp_path)
    assert [a.id for a in found] == ["good.txt"]
    assert problems == [said]


def test_no_readable_article_is_an_error_with_all_problems(tmp_path: Path) -> None:
    write(tmp_path / "bad.txt", b"\xff")
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    assert [p.what for p in caught.value.problems] == ["not UTF-8: byte 0 is 0xff", "no readable article"]


def test_every_missing_path_is_named_before_anything_is_read(tmp_path: Path) -> None:
    write(tmp_path / "report.pdf", b"%PDF")
    with pytest.raises(InputError) as caught:
        read(tmp_path / "nowhere", tmp_path / "nobody.txt", tmp_path / "report.pdf")
    whats = [p.what for p in caught.value.problems]
    assert whats == ["no such file or folder", "no such file or folder", "files ending in `.pdf` are not read"]


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "good.txt", f"date 2026-02-18 {STORY}")
    write(tmp_path / "locked.txt", STORY)
    read_bytes = Path.read_bytes

    def guarded(path: Path) -> bytes:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)  # the mode of a file does not bind root
    found, problems = read(tmp_path)
    assert [a.id for a in found] == ["good.txt"]
    assert problems == ["locked.txt:0 error cannot be read: Permission denied"]


def test_folders_are_read_whole_in_one_order_and_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ["b.txt", "sub/a.TXT", "c.md", "README.md", "notes.docx", "sources.csv", ".hidden.txt"]:
        write(tmp_path / name, f"date 2026-02-18 {STORY}")
    found, problems = read(tmp_path / "c.md", tmp_path, tmp_path / "b.txt")
    assert [a.id for a in found] == ["b.txt", "c.md", "a.TXT"]
    assert problems == [f"{tmp_path.name}:0 warning 2 files left out: notes.docx, sources.csv"]


def test_what_a_build_wrote_among_the_articles_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "out" / "views").mkdir(parents=True)
    (tmp_path / "runs").mkdir()
    for name in ["a.txt", "out/report.html", "out/facts.jsonl", "out/views/v.txt", "out/dataset.nq", "out/run.json"]:
        write(tmp_path / name, f"date 2026-02-18 {STORY}")
    for name in ["runs/b.txt", "runs/run.json"]:
        write(tmp_path / name, f"date 2026-02-18 {STORY}")
    found, problems = read(tmp_path)
    assert [a.id for a in found] == ["a.txt", "b.txt"]
    assert problems == [f"{tmp_path.name}:0 warning 1 files left out: runs/run.json"]


def test_two_articles_with_one_id_are_both_left_out_and_both_named(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", f"---\nid: same\ndate: 2026-01-02\n---\n{STORY}")
    write(tmp_path / "b.jsonl", json.dumps({"id": "same", "text": STORY, "published": "2026-01-02"}) + "\n")
    write(tmp_path / "c.txt", f"date 2026-01-02 {STORY}")
    found, problems = read(tmp_path)
    assert [a.id for a in found] == ["c.txt"]
    assert len(problems) == 1
    assert problems[0].startswith("a.txt:5 error article id `same` is also in ")
    assert problems[0].endswith("b.jsonl:1")


def test_json_lines(tmp_path: Path) -> None:
    records = [
        {"id": "one", "text": f"  {STORY}\nÉ", "published": "2026-02-18 09:30", "publisher": "Herald", "author": "x"},
        {"id": 2, "text": STORY, "url": "https://herald.example/2", "licence": "CC0-1.0", "title": "Quay"},
    ]
    lines = "\n\n".join(json.dumps(r) for r in records)
    found, problems = read(write(tmp_path / "a.jsonl", lines))
    assert [a.id for a in found] == ["one", "2"]
    assert found[0].text == records[0]["text"]
    assert (found[0].published, found[0].source.publisher) == ("2026-02-18", "Herald")
    assert (found[1].source.url, found[1].title) == ("https://herald.example/2", "Quay")
    assert problems == ["a.jsonl:3 warning article `2` has no date"]


def test_broken_records_are_named_by_line_and_the_others_are_read(tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": STORY, "published": "2026-02-18"}).encode()
    lines = [
        b'{"id": "cut", "text": "The quay',
        b'["not", "a", "record"]',
        b'{"id": "no-text", "txt": "words"}',
        b'{"text": "no id"}',
        b'{"id": "n", "text": 5}',
        b'{"id": "half", "text": "\\ud800"}',
        b'{"id": "latin", "text": "caf\xe9"}',
        good,
    ]
    found, problems = read(write(tmp_path / "a.jsonl", b"\n".join(lines)))
    assert [a.id for a in found] == ["good"]
    assert problems == [
        "a.jsonl:1 error not JSON: Unterminated string starting at",
        "a.jsonl:2 error not a JSON object",
        "a.jsonl:3 warning unknown key `txt`",
        "a.jsonl:3 error the record has no `text`",
        "a.jsonl:4 error the record has no `id`",
        "a.jsonl:5 error `text` is not a text",
        "a.jsonl:6 error `text` holds half a character (a lone \\ud8xx)",
        "a.jsonl:7 error not UTF-8: byte 28 of the line is 0xe9",
    ]


def test_defaults_fill_what_the_header_leaves_open(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", f"---\npublisher: Own Name\n---\n{STORY}")
    write(tmp_path / "b.txt", STORY)
    sources = {"*.txt": Source("By Pattern", "", "CC0-1.0"), "b.txt": Source("By Name", "", "")}
    (a, b), problems = read(tmp_path, sources=sources, published="2026-03-01")
    assert a.source == Source("Own Name", "", "CC0-1.0")
    assert b.source == Source("By Name", "", "")
    assert (a.published, b.published, problems) == ("2026-03-01", "2026-03-01", [])


@pytest.mark.parametrize(
    ("data", "name"),
    [(f"date 2026-02-18 {STORY}", "stdin"), (json.dumps({"id": "x", "text": STORY, "published": "2026-02-18"}), "x")],
)
def test_standard_input(data: str, name: str) -> None:
    (article,), problems = read(Path("-"), stdin=data.encode())
    assert (article.id, article.path, article.published, problems) == (name, "<stdin>", "2026-02-18", [])


PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="CHARSET">
<title>Board closes quay | Delta Herald</title>
<meta property="og:title" content="Board closes quay"><meta property="og:site_name" content="Delta Herald">
<meta property="article:published_time" content="2026-02-18T10:00:00Z">
<link rel="canonical" href="https://herald.example/quay"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Board closes quay</h1>
<p>{STORY} Its café stays open, the chairman of the board told reporters outside the customs house afterwards.</p>
<p>Work is to begin in the spring, he said, and it will take about a year. The port handles &amp; stores grain.</p>
<p>Also read: Grain exports double</p></article><footer>Copyright 2026 Delta Herald</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_html(tmp_path: Path, charset: str) -> None:
    pytest.importorskip("trafilatura")
    write(tmp_path / "a.html", PAGE.replace("CHARSET", charset).encode(charset))
    (article,), problems = read(tmp_path)
    assert problems == []
    assert (article.id, article.title, article.published) == ("a.html", "Board closes quay", "2026-02-18")
    assert article.source == Source("Delta Herald", "https://herald.example/quay", "")
    assert article.language == "en"
    body = [article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.BODY]
    assert len(body) == 2
    assert "Its café stays open" in body[0]
    assert body[1].endswith("The port handles & stores grain.")


def test_html_without_words_or_in_a_broken_encoding(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    write(tmp_path / "good.txt", f"date 2026-02-18 {STORY}")
    write(tmp_path / "empty.html", "<html><body></body></html>")
    write(tmp_path / "odd.html", '<html><meta charset="klingon"><body>Quay</body></html>')
    write(tmp_path / "wrong.htm", b'<html><meta charset="ascii"><body>Caf\xe9</body></html>')
    _, problems = read(tmp_path)
    assert problems == [
        "empty.html:0 error no main text found in the page",
        "odd.html:0 error unknown encoding `klingon`",
        "wrong.htm:0 error not ascii, as the page says: byte 37 is 0xe9",
    ]


def test_html_without_the_extra_leaves_the_page_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    write(tmp_path / "a.html", "<p>Words.</p>")
    write(tmp_path / "b.txt", f"date 2026-02-18 {STORY}")
    found, problems = read(tmp_path)
    assert [a.id for a in found] == ["b.txt"]
    (problem,) = problems
    assert "HTML is not read: " in problem


@pytest.mark.parametrize(("key", "known"), [("outlet", "publisher"), ("Source", "publisher"), ("published", "date")])
def test_what_others_call_a_key_is_understood(tmp_path: Path, key: str, known: str) -> None:
    problems: list[Problem] = []
    list(read_articles([write(tmp_path / "a.txt", f"---\n{key}: x\n---\n{STORY}")], lexicon=LEXICON, problems=problems))
    assert [p.fix for p in problems if f"unknown key `{key}`" in p.what] == [f"did you mean {known}?"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: Ferries stop\ndate: 2026-03-04\n\n", True),
        ("date: 2026-03-04\ntitle: Ferries stop\n\n", True),
        ("date: 2026-03-04\n\n", False),
        ("\ufeffOutlet: Harbour Post\n\n", True),
        ("Title race: Rovers win again.\n", False),
        ("title:\n", False),
    ],
)
def test_front_matter_without_its_lines_is_told(tmp_path: Path, text: str, told: bool) -> None:
    _, problems = read(write(tmp_path / "a.txt", text + STORY))
    assert any("but not as front matter" in p for p in problems) is told
