"""Any article, whatever its format: told what is wrong and where, or read with blocks and offsets that are right."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.lexicon import Lexicon, load_lexicon
from kgbuild.model.article import Article
from kgbuild.problems import Problem
from kgbuild.read.articles import read_articles
from tests.fuzz.mutate import ODD, by_bytes, by_words
from tests.fuzz.oracles import attempt, folder, fuzz, limited

FRONT = "---\ntitle: Quay closes\ndate: 2031-05-06\npublisher: The Ledger\nurl: https://ledger.example/1\n---\n"
STORY = """Board closes quay

By Pia Moss

VARNA (Wire) - The harbour board met on Tuesday and agreed to close the north-
ern quay, its chairman said. "We had no choice," he said.

Present at the talks were:
- Ann Roe, Ruritania
- Bo Lund, Arcadia

Also read: Quay to open
The envoy&#39;s trip cost 5 % more, he&nbsp;said. It\u2019s over\u00ad.
"""
MARKDOWN = """# Board closes quay

The *harbour* board[^1] met [Ann Roe](https://e.example/a_(b) "t") on **Tuesday**.

> "We had no choice," said `code` the ![picture](p.png) chair\\*man.

| who | what |
| --- | --- |
| Ann | said no |

<!-- hidden --> 1. one
   - two <b>three</b>

~~~
code
~~~

[^1]: A note with **words**.
"""
HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Quay</title>
<meta property="article:published_time" content="2031-05-06"><meta property="og:site_name" content="Ledger"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Board closes quay</h1><p>The harbour board met on Tuesday and agreed
to close the northern quay for repairs, its chairman said.</p><ul><li>Ann Roe</li><li>Bo Lund</li></ul><table><tr>
<td>a</td></tr></table><p>&ldquo;We had no choice,&rdquo; he said.<!-- x --></p></article><script>x</script></body>
</html>
"""
WORDS = [
    *ODD, "---\n", "...\n", "\r", "\r\n", "\n\n", "- ", "* ", "1. ", "date 2031-05-06 ", "date: 2031-13-45", "\x1b[31m",
    "\u200b", "\u00ad", "\u202e", "\u2029", "&amp;", "&#0;", "&#x110000;", "&#xD800;", "â€™", "Ã©", "Ã", "|", "[^1]",
    "[^1]: ", "](", "![", "**", "__", "~~", "```", "> ", "# ", "<!--", "-->", "<b", "</p>", "&", "http://", "@", "©",
    "By ", "Also read: ", "(Reuters)", "“", "”", "‘", "e\u0301", "\U0001f1fa\U0001f1e6", "x" * 3000, "word " * 600,
    "(" * 400, "[" * 400, "*a " * 400, "- a\n" * 200, ">" * 300, "a: " * 400, "<div>" * 300, "A-\nb" * 200,
]  # fmt: skip
TEXTS = [FRONT + STORY, STORY, "date 2031-05-06 " + STORY]
RECORD = {"id": "a1", "text": STORY, "title": "Quay", "published": "2031-05-06", "publisher": "Ledger", "url": "u"}


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


def read(name: str, data: bytes) -> list[Article]:
    base = folder()
    (base / name).write_bytes(data)
    problems: list[Problem] = []
    with limited(10):
        found = attempt(lambda: list(read_articles([base / name], lexicon=lexicon(), problems=problems))) or []
    for problem in problems:
        assert problem.what
        assert problem.where.file
        str(problem).encode()
    for article in found:
        check(article)
    return found


def check(article: Article) -> None:
    """Blocks are in order, apart and inside; each place of the text as seen has its place in the input."""
    last = 0
    for block in article.blocks:
        assert last <= block.start < block.end <= len(article.text)
        last = block.end
        words = article.text[block.start : block.end]
        assert words == words.strip()
        if article.original is not None:
            start, end = article.original.place(block.start, block.end)
            assert 0 <= start < end <= len(article.original.text)
    if article.original is not None:
        places = [article.original.place(k, k + 1) for k in range(len(article.text))]
        assert all(a <= b for a, b in pairwise(places)), "places go back"
        for k, (start, end) in enumerate(places):
            verbatim = end - start == 1 and article.original.text[start] not in " \n\r\u00a0"
            seen = article.text[k]
            assert not verbatim or seen == article.original.text[start] or seen in " -#|;.\n" or ord(seen) > 31


@fuzz(25)
@given(by_words(TEXTS, WORDS))
def test_text_words(text: str) -> None:
    read("a.txt", text.encode("utf-8", "surrogatepass"))


@fuzz(15)
@given(by_bytes(TEXTS))
def test_text_bytes(data: bytes) -> None:
    read("a.txt", data)


@fuzz(10)
@given(by_words(TEXTS, WORDS), st.sampled_from(["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252", "utf-32"]))
def test_text_in_other_encodings(text: str, encoding: str) -> None:
    read("a.txt", text.encode(encoding, "ignore"))


@fuzz(15)
@given(by_words([FRONT], [*WORDS, ": ", "title: ", "date: ", "id: ", "{", "[", "&a ", "*a", "!!binary ", "? ", "- "]))
def test_front_matter(text: str) -> None:
    read("a.md", (text + STORY).encode("utf-8", "surrogatepass"))


@fuzz(25)
@given(by_words([MARKDOWN, FRONT + MARKDOWN, STORY], WORDS))
def test_markdown(text: str) -> None:
    read("a.md", text.encode("utf-8", "surrogatepass"))


@fuzz(10)
@given(by_words([HTML], [*WORDS, "<article>", "<p>", "<meta charset=utf-16>", "<svg>", "<![CDATA[", "<frameset>"]))
def test_html(text: str) -> None:
    read("a.html", text.encode("utf-8", "surrogatepass"))


@fuzz(8)
@given(by_bytes([HTML]))
def test_html_bytes(data: bytes) -> None:
    read("a.html", data)


VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@fuzz(15)
@given(st.lists(st.dictionaries(st.sampled_from([*RECORD, "txt", "ID"]), VALUES, max_size=4), max_size=3))
def test_json_lines(records: list[dict[str, object]]) -> None:
    lines = [json.dumps({**RECORD, "id": f"a{k}", **record}) for k, record in enumerate(records)]
    read("a.jsonl", "\n".join(lines).encode("utf-8", "surrogatepass"))


@fuzz(10)
@given(by_words([json.dumps(RECORD), json.dumps(RECORD, ensure_ascii=False)], [*WORDS, '"', "\\u", "\\ud800", "NaN"]))
def test_json_lines_words(text: str) -> None:
    read("a.jsonl", text.encode("utf-8", "surrogatepass"))


def test_the_seeds_are_read() -> None:
    """A seed that is refused would make every change of it worthless."""
    seeds = {"a.txt": FRONT + STORY, "a.md": FRONT + MARKDOWN, "a.html": HTML, "a.jsonl": json.dumps(RECORD)}
    for name, text in seeds.items():
        (article,) = read(name, text.encode())
        assert article.title, name
        assert article.blocks, name
